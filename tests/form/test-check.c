/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single fields are checked for, and how grave each finding is. */
#include "config.h"


#include "base/spt-data.h"
#include "form-table.h"

/* "level code path value limit" of every issue, one a line; overridable ones with a "!" after the
 * level. */
static char *
dup_issues (SptRecord *record,
            gboolean   strict)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  GString *out = g_string_new (NULL);

  spt_record_check (record, 7, strict, issues);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_assert_cmpuint (issue->row, ==, 7);
      g_assert_cmpstr (issue->domain, ==, "base");
      g_string_append_printf (out, "%s%s %s %s [%s]%s%s\n", spt_issue_level_to_string (issue->level),
                              issue->overridable ? "!" : "", issue->code,
                              issue->path != NULL ? issue->path : "-",
                              issue->value != NULL ? issue->value : "-",
                              issue->limit != NULL ? " " : "",
                              issue->limit != NULL ? issue->limit : "");
    }

  return g_string_free (out, FALSE);
}

static void
assert_issues (SptRecord  *record,
               gboolean    strict,
               const char *wanted)
{
  g_autofree char *found = dup_issues (record, strict);

  g_assert_cmpstr (found, ==, wanted);
}

static void
read_record (SptRecord  *record,
             const char *text)
{
  g_autoptr (GError) error = NULL;

  spt_record_read (record, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_empty (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);

  /* Not "stand", for which an empty text has a meaning, nor "firm", which is not to be seen. */
  assert_issues (record, TRUE,
                 "error required name []\n"
                 "error required flag []\n"
                 "error too-few part [Parti] 1\n");
}

static void
test_good (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);

  read_record (record,
               "{\"name\":\"Rossi\",\"code\":\"AB\",\"flag\":\"sì\",\"kind\":\"G\","
               "\"fiscal\":\"RSSMRA80A01H501U\",\"mail\":\"a.b+c@x-y.it\",\"when\":\"16/12/2026\","
               "\"count\":\"-12\",\"firm\":\"x\",\"secret\":\"abc\","
               "\"part\":[{\"amount\":\"1,00\",\"iuv\":\"01000000000000144\","
               "\"nav\":\"302123456789012356\",\"leaf\":[{\"iban\":\"IT60X0542811101000000123456\"},{}]}],"
               "\"extra\":[{}]}");
  assert_issues (record, TRUE, "");
}

static void
test_groups (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);

  read_record (record,
               "{\"name\":\"a\",\"flag\":\"0\",\"kind\":\"G\",\"extra\":[{},{}],"
               "\"part\":[{\"amount\":\"1\"},{\"leaf\":[{},{},{}]}]}");
  assert_issues (record, TRUE,
                 "error required firm []\n"
                 "error required part[1].amount []\n"
                 "error too-many part[1].leaf [Foglia] 2\n"
                 "error too-many extra [Altro] 1\n");
}

/* One text in one field of a record that is well otherwise: what comes out in strict checking, and
 * in lenient. */
static const struct
{
  const char *path;
  const char *text;
  const char *strict;
  const char *lenient; /* NULL = the same */
} cases[] = {
  { "name", "   ", "error required", NULL },
  { "name", "èèèèè", "", NULL },
  { "name", "èèèèèè", "warning long-text 5", NULL },
  { "name", "èèèèèèèèèè", "warning long-text 5", NULL },
  { "name", "èèèèèèèèèèè", "error too-long 10", NULL },
  { "name", "a\x02", "error control-characters", NULL },
  { "secret", "abcd", "error too-long 3", NULL },
  { "code", "ABC", "error bad-pattern", NULL },
  { "code", "123", "", NULL },
  { "code", "1234", "error bad-pattern", NULL },
  { "code", "AB1", "error bad-pattern", NULL },
  { "stand", "forse", "error bad-boolean", NULL },
  { "flag", "falso", "", NULL },
  { "kind", "f", "error bad-choice F, G", NULL },
  { "fiscal", "RSSMRA80A01H501X", "error! bad-fiscal-check", "warning bad-fiscal-check" },
  { "fiscal", "RSSMRA80A01H501", "error! bad-fiscal-code", NULL },
  { "fiscal", "00743110157", "", NULL },
  { "fiscal", "00743110158", "error! bad-fiscal-check", "warning bad-fiscal-check" },
  { "fiscal", "ANONIMO", "note special-value", NULL },
  { "fiscal", "ANONIMA", "error! bad-fiscal-code", NULL },
  { "mail", "a@b", "", NULL },
  { "mail", "a", "error bad-email", NULL },
  { "mail", "@b.it", "error bad-email", NULL },
  { "mail", "a@", "error bad-email", NULL },
  { "mail", "a@b@c.it", "error bad-email", NULL },
  { "mail", "a b@c.it", "error bad-email", NULL },
  { "mail", "a@b..it", "error bad-email", NULL },
  { "mail", "a@b.it.", "error bad-email", NULL },
  { "mail", "a@b.it;c@d.it", "error bad-email", NULL },
  { "mail", "o'neil@b.it", "warning unusual-email", NULL },
  { "mail", "nicolò@b.it", "warning unusual-email", NULL },
  { "when", "31/02/2026", "error date-impossible", NULL },
  { "when", "2026-12-16T10:00:00Z", "error date-zone", NULL },
  { "when", "domani", "error bad-date", NULL },
  { "count", "12", "", NULL },
  { "count", "-", "error bad-number", NULL },
  { "count", "1.5", "error bad-number", NULL },
  { "count", "1234567890123456789", "error bad-number", NULL },
  { "part[0].amount", "0", "error negative-or-zero", NULL },
  { "part[0].amount", "-5", "error negative-or-zero", NULL },
  { "part[0].amount", "12,5o", "error bad-money", NULL },
  { "part[0].amount", "1,005", "error too-many-decimals", NULL },
  { "part[0].amount", "1000000000,00", "error amount-too-large", NULL },
  { "part[0].amount", "999999999,99", "", NULL },
  { "part[0].iuv", "301000000000000144", "error iuv-is-nav", NULL },
  { "part[0].iuv", "0100000000000014", "error! bad-iuv", NULL },
  { "part[0].iuv", "RF18539007547034", "error! bad-iuv", NULL },
  { "part[0].iuv", "01000000000000145", "error! bad-iuv-check", "warning bad-iuv-check" },
  { "part[0].nav", "01000000000000144", "error! bad-nav", NULL },
  { "part[0].nav", "301000000000000145", "error! bad-nav-check", "warning bad-nav-check" },
  { "part[0].leaf[0].iban", "IT", "error bad-iban", NULL },
  { "part[0].leaf[0].iban", "IT60X054281110100000012345", "error! bad-iban", NULL },
  { "part[0].leaf[0].iban", "IT61X0542811101000000123456", "error! bad-iban", "warning bad-iban" },
  { "part[0].leaf[0].iban", "DE89370400440532013000", "", NULL },
};

static void
test_fields (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      for (guint strict = 0; strict <= 1; strict++)
        {
          g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
          g_autoptr (GString) found = g_string_new (NULL);
          const char *wanted = strict || cases[i].lenient == NULL ? cases[i].strict : cases[i].lenient;
          const SptFieldDef *field;
          SptNode *node;

          read_record (record, "{\"name\":\"a\",\"flag\":\"0\",\"part\":[{\"amount\":\"1\",\"leaf\":[{}]}]}");
          g_assert_true (spt_record_find_path (record, cases[i].path, &node, &field));
          spt_node_set (node, field->index, cases[i].text, -1);
          spt_record_check (record, 1, strict, issues);

          g_test_message ("%s: %s", cases[i].path, cases[i].text);
          if (*wanted == '\0')
            {
              g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 0);
              continue;
            }
          g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 1);
          g_assert_cmpstr (spt_issue_list_get (issues, 0)->path, ==, cases[i].path);
          g_string_append_printf (found, "%s%s %s", spt_issue_level_to_string (spt_issue_list_get (issues, 0)->level),
                                  spt_issue_list_get (issues, 0)->overridable ? "!" : "",
                                  spt_issue_list_get (issues, 0)->code);
          if (spt_issue_list_get (issues, 0)->limit != NULL)
            g_string_append_printf (found, " %s", spt_issue_list_get (issues, 0)->limit);
          g_assert_cmpstr (found->str, ==, wanted);
          if (g_str_equal (cases[i].path, "secret"))
            g_assert_null (spt_issue_list_get (issues, 0)->value);
          else
            g_assert_cmpstr (spt_issue_list_get (issues, 0)->value, ==, spt_node_get (node, field->index));
        }
    }
}

/* A pattern remembers what it let pass, and nothing that it did not. */
static void
test_pattern_memory (void)
{
  g_autoptr (SptSchema) schema = form_table_of ("{'name': 'a', 'label': {'it': 'A', 'en': 'A'}, 'pattern': '[a-z]+'},"
                                                "{'name': 'b', 'label': {'it': 'B', 'en': 'B'}, 'pattern': '[0-9]+'}");
  g_autoptr (SptRecord) record = spt_record_new (schema);

  for (guint i = 0; i < 3; i++)
    {
      read_record (record, "{\"a\":\"x\",\"b\":\"1\"}");
      assert_issues (record, TRUE, "");
      read_record (record, "{\"a\":\"1\",\"b\":\"x\"}");
      assert_issues (record, TRUE, "error bad-pattern a [1]\nerror bad-pattern b [x]\n");
      read_record (record, "{\"a\":\"abcdefghijklmnopqrstuvwxyzabcdefghijkl\",\"b\":\"1\"}");
      assert_issues (record, TRUE, "");
      read_record (record, "{\"a\":\"abcdefghijklmnopqrstuvwxyzabcdefghijk1\",\"b\":\"1\"}");
      assert_issues (record, TRUE, "error bad-pattern a [abcdefghijklmnopqrstuvwxyzabcdefghijk1]\n");
    }
}

static void
test_add_issue (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  SptNode *part = spt_node_add_child (spt_record_get_root (record), 0);

  spt_node_add_issue (part, NULL, issues, SPT_ISSUE_ERROR, "alpha", "sum", 4, "1", "2");
  spt_node_add_issue (spt_record_get_root (record), NULL, issues, SPT_ISSUE_NOTE, "alpha", "x", 0, NULL,
                      NULL);
  g_assert_cmpstr (spt_issue_list_get (issues, 0)->path, ==, "part[0]");
  g_assert_cmpstr (spt_issue_list_get (issues, 0)->domain, ==, "alpha");
  g_assert_cmpstr (spt_issue_list_get (issues, 0)->limit, ==, "2");
  g_assert_null (spt_issue_list_get (issues, 1)->path);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");
  g_test_add_func ("/form/check/empty", test_empty);
  g_test_add_func ("/form/check/good", test_good);
  g_test_add_func ("/form/check/groups", test_groups);
  g_test_add_func ("/form/check/fields", test_fields);
  g_test_add_func ("/form/check/pattern-memory", test_pattern_memory);
  g_test_add_func ("/form/check/add-issue", test_add_issue);

  return g_test_run ();
}
