/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records: texts, instances, the archive's form there and back, paths, typed readings. */
#include "config.h"

#include <string.h>

#include "form-table.h"

/* Index of a field of @node by name. */
static guint
at (const SptNode *node,
    const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  g_assert_nonnull (field);

  return field->index;
}

static char *
dup_written (SptRecord *record)
{
  GString *out = g_string_new (NULL);

  spt_record_write (record, out);

  return g_string_free (out, FALSE);
}

static void
assert_written (SptRecord  *record,
                const char *wanted)
{
  g_autofree char *text = dup_written (record);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_empty (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);

  g_assert_true (spt_record_get_schema (record) == schema);
  g_assert_true (spt_node_get_def (root) == spt_schema_get_root (schema));
  g_assert_null (spt_node_get_parent (root));
  g_assert_true (spt_node_is_empty (root));
  for (guint i = 0; i < spt_node_get_def (root)->n_fields; i++)
    g_assert_cmpstr (spt_node_get (root, i), ==, "");
  g_assert_cmpuint (spt_node_get_n_children (root, 0), ==, 0);
  g_assert_null (spt_node_get_child (root, 0, 0));
  assert_written (record, "{}");
  spt_record_free (NULL);
}

static void
test_fill_new (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);

  spt_node_set (root, at (root, "flag"), "true", -1);
  spt_record_fill_new (record);
  /* What is there is left alone. */
  assert_written (record, "{\"stand\":\"true\",\"flag\":\"true\",\"part\":[{}]}");
  spt_record_fill_new (record);
  assert_written (record, "{\"stand\":\"true\",\"flag\":\"true\",\"part\":[{}]}");
}

static void
test_blanks (void)
{
  static const struct
  {
    const char *field;
    const char *text;
    const char *kept;
  } cases[] = {
    { "name", " a b ", " a b " },
    { "secret", " x ", " x " },
    { "code", " \t\xc2\xa0" "a b\xc2\xa0 \n", "a b" },
    { "code", " ", "" },
    { "code", "\xc2\xa0", "" },
    { "code", "\xc3\xa0", "\xc3\xa0" },   /* à ends in the second byte of a no-break space */
    { "code", "\xc3\xa0 ", "\xc3\xa0" },
    { "fiscal", " rss mra-80a01\xc2\xa0h501u", "RSSMRA80A01H501U" },
    { "fiscal", "it 00743110157", "00743110157" },
    { "fiscal", "IT0074311015X", "0074311015X" },
    { "fiscal", "anonimo", "ANONIMO" },
    { "mail", " A@b.it ", "A@b.it" },
    { "when", " 1/2/2026 10:00 ", "1/2/2026 10:00" },
  };
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SptNode *root = spt_record_get_root (record);
      guint index = at (root, cases[i].field);

      spt_node_set (root, index, cases[i].text, -1);
      g_assert_cmpstr (spt_node_get (root, index), ==, cases[i].kept);
      spt_record_reset (record);
    }
}

static void
test_set (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);
  const char *before;

  spt_node_set (root, 0, "abcdef", 3);
  before = spt_node_get (root, 0);
  g_assert_cmpstr (before, ==, "abc");
  /* A text may be set to a part of itself, and what was got stays as it was. */
  spt_node_set (root, 0, before + 1, -1);
  g_assert_cmpstr (spt_node_get (root, 0), ==, "bc");
  g_assert_cmpstr (before, ==, "abc");
  spt_node_set (root, 0, NULL, -1);
  g_assert_cmpstr (spt_node_get (root, 0), ==, "");
  g_assert_true (spt_node_is_empty (root));
}

static void
test_children (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);
  SptNode *parts[9];
  SptNode *leaf;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *amount = g_strdup_printf ("%u", i);

      parts[i] = spt_node_add_child (root, 0);
      spt_node_set (parts[i], 0, amount, -1);
    }
  leaf = spt_node_add_child (parts[8], 0);
  g_assert_true (spt_node_get_parent (leaf) == parts[8]);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_assert_true (spt_node_get_child (root, 0, i) == parts[i]);
      g_assert_cmpuint (spt_node_get_position (parts[i]), ==, i);
    }

  spt_node_remove_child (root, 0, 8);
  spt_node_remove_child (root, 0, 0);
  spt_node_remove_child (root, 0, 3);
  g_assert_cmpuint (spt_node_get_n_children (root, 0), ==, 6);
  g_assert_true (spt_node_get_child (root, 0, 0) == parts[1]);
  g_assert_true (spt_node_get_child (root, 0, 3) == parts[5]);
  g_assert_cmpuint (spt_node_get_position (parts[7]), ==, 5);
  g_assert_false (spt_node_is_empty (root));
}

/* A record of texts at random; with_children keeps it from growing for ever. */
static void
fill_at_random (GRand   *rand,
                SptNode *node,
                guint    depth)
{
  static const char *const pieces[] = {
    "a", "Z", " ", "\"", "\\", "/", "\n", "\t", "\x01", "è", "€", "\xf0\x9f\x98\x80", "0", "\x7f", "\xc2\xa0"
  };
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = g_rand_boolean (rand) ? (guint) g_rand_int_range (rand, 0, 12) : 0;

      if (g_rand_int_range (rand, 0, 200) == 0)
        n = 9000; /* more than a chunk of the arena */
      for (guint j = 0; j < n; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      spt_node_set (node, i, text->str, (gssize) text->len);
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      guint n = (guint) g_rand_int_range (rand, 0, depth == 0 ? 7 : 3);

      for (guint j = 0; j < n; j++)
        fill_at_random (rand, spt_node_add_child (node, i), depth + 1);
    }
}

static void
assert_equal (const SptNode *a,
              const SptNode *b)
{
  const SptGroupDef *def = spt_node_get_def (a);

  g_assert_true (def == spt_node_get_def (b));
  for (guint i = 0; i < def->n_fields; i++)
    g_assert_cmpstr (spt_node_get (a, i), ==, spt_node_get (b, i));
  for (guint i = 0; i < def->n_groups; i++)
    {
      g_assert_cmpuint (spt_node_get_n_children (a, i), ==, spt_node_get_n_children (b, i));
      for (guint j = 0; j < spt_node_get_n_children (a, i); j++)
        assert_equal (spt_node_get_child (a, i, j), spt_node_get_child (b, i, j));
    }
}

static void
test_round_trip (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptRecord) other = spt_record_new (schema);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261216);

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *again = NULL;
      g_autoptr (GError) error = NULL;

      spt_record_reset (record);
      fill_at_random (rand, spt_record_get_root (record), 0);
      text = dup_written (record);
      g_assert_true (spt_record_read (other, text, -1, &error));
      g_assert_no_error (error);
      assert_equal (spt_record_get_root (record), spt_record_get_root (other));
      again = dup_written (other);
      g_assert_cmpstr (again, ==, text);
    }
}

static void
test_read (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (GError) error = NULL;

  /* Any order, blanks, escapes in names and texts. */
  g_assert_true (spt_record_read (record,
                                  " { \"part\" : [ { } , {\"leaf\":[],\"amount\":\"1\\u20ac\"} ] ,\r\n\t"
                                  "\"co\\u0064e\":\"\\ud83d\\ude00\\/\\b\", \"name\":\"\\\"\\\\\" } ", -1,
                                  &error));
  g_assert_no_error (error);
  assert_written (record,
                  "{\"name\":\"\\\"\\\\\",\"code\":\"\xf0\x9f\x98\x80/\\u0008\",\"part\":[{},{\"amount\":\"1€\"}]}");
}

static void
test_read_faults (void)
{
  static const struct
  {
    const char     *text;
    SptRecordError  code;
    const char     *message;
  } cases[] = {
    { "", SPT_RECORD_ERROR_SYNTAX, "byte 0: *" },
    { "[]", SPT_RECORD_ERROR_SYNTAX, "byte 0: an object*" },
    { "{", SPT_RECORD_ERROR_SYNTAX, "byte 1: *" },
    { "{\"name\"}", SPT_RECORD_ERROR_SYNTAX, "*a colon*" },
    { "{\"name\":1}", SPT_RECORD_ERROR_SYNTAX, "byte 8: a string*" },
    { "{\"name\":null}", SPT_RECORD_ERROR_SYNTAX, "*a string*" },
    { "{\"name\":[\"a\"]}", SPT_RECORD_ERROR_SYNTAX, "*a string*" },
    { "{\"name\":\"a\",}", SPT_RECORD_ERROR_SYNTAX, "*a string*" },
    { "{\"name\":\"a\"", SPT_RECORD_ERROR_SYNTAX, "*a comma*" },
    { "{\"name\":\"a}", SPT_RECORD_ERROR_SYNTAX, "*without an end*" },
    { "{\"name\":\"a\\", SPT_RECORD_ERROR_SYNTAX, "*without an end*" },
    { "{\"name\":\"a\\\"", SPT_RECORD_ERROR_SYNTAX, "*without an end*" },
    { "{\"name\":\"\\x\"}", SPT_RECORD_ERROR_SYNTAX, "*bad escape*" },
    { "{\"name\":\"\\u12\"}", SPT_RECORD_ERROR_SYNTAX, "*bad escape*" },
    { "{\"name\":\"\\u0000\"}", SPT_RECORD_ERROR_SYNTAX, "*bad escape*" },
    { "{\"name\":\"\\ud83d\"}", SPT_RECORD_ERROR_SYNTAX, "*bad escape*" },
    { "{\"name\":\"\\ud83d\\u0041\"}", SPT_RECORD_ERROR_SYNTAX, "*bad escape*" },
    { "{\"name\":\"\\ude00\"}", SPT_RECORD_ERROR_SYNTAX, "*bad escape*" },
    { "{\"name\":\"\n\"}", SPT_RECORD_ERROR_SYNTAX, "*control character*" },
    { "{\"name\":\"\xff\"}", SPT_RECORD_ERROR_SYNTAX, "byte 9: not UTF-8*" },
    { "{} x", SPT_RECORD_ERROR_SYNTAX, "*after the record*" },
    { "{\"part\":{}}", SPT_RECORD_ERROR_SYNTAX, "*an array*" },
    { "{\"part\":[{}", SPT_RECORD_ERROR_SYNTAX, "*a comma*" },
    { "{\"part\":[\"\"]}", SPT_RECORD_ERROR_SYNTAX, "*an object*" },
    { "{\"nome\":\"\"}", SPT_RECORD_ERROR_UNKNOWN, "nome: unknown member" },
    { "{\"nam\":\"\"}", SPT_RECORD_ERROR_UNKNOWN, "nam: unknown member" },
    { "{\"part\":[{},{\"leaf\":[{\"stamp\":\"\"}]}]}", SPT_RECORD_ERROR_UNKNOWN,
      "part[1].leaf[0].stamp: unknown member" },
    { "{\"name\":\"a\",\"name\":\"b\"}", SPT_RECORD_ERROR_DUPLICATE, "name: stands twice" },
    { "{\"name\":\"\",\"name\":\"b\"}", SPT_RECORD_ERROR_DUPLICATE, "name: stands twice" },
    { "{\"part\":[{}],\"part\":[{}]}", SPT_RECORD_ERROR_DUPLICATE, "part: stands twice" },
  };
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      /* Exactly its size, so that a sanitizer sees a step past the end. */
      g_autofree char *exact = g_memdup2 (cases[i].text, strlen (cases[i].text));
      g_autofree char *printable = g_strescape (cases[i].text, NULL);

      g_test_message ("%s", printable);
      g_assert_true (spt_record_read (record, "{\"name\":\"before\"}", -1, NULL));
      g_assert_false (spt_record_read (record, exact != NULL ? exact : "", (gssize) strlen (cases[i].text),
                                       &error));
      g_assert_error (error, SPT_RECORD_ERROR, (int) cases[i].code);
      if (!g_pattern_match_simple (cases[i].message, error->message))
        g_test_fail_printf ("“%s” is not like “%s”", error->message, cases[i].message);
      g_assert_true (spt_node_is_empty (spt_record_get_root (record)));
    }
}

static guint
check_paths (SptRecord *record,
             SptNode   *node)
{
  const SptGroupDef *def = spt_node_get_def (node);
  guint n = 0;

  for (guint i = 0; i <= def->n_fields; i++)
    {
      const SptFieldDef *field = i < def->n_fields ? &def->fields[i] : NULL;
      const SptFieldDef *found_field = (gconstpointer) &n;
      SptNode *found_node = NULL;
      g_autoptr (GString) path = g_string_new (NULL);

      spt_node_append_path (node, field, path);
      g_test_message ("%s", path->str);
      g_assert_true (spt_record_find_path (record, path->str, &found_node, &found_field));
      g_assert_true (found_node == node);
      g_assert_true (found_field == field);
      n++;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        n += check_paths (record, spt_node_get_child (node, i, j));
    }

  return n;
}

static void
test_paths (void)
{
  static const char *const bad[] = {
    "nome", "name.", ".name", "name[0]", "part[2]", "part[0", "part[]", "part[-1]", "part[x]",
    "part[0]x", "part[0].", "part[0].name", "part[0].leaf[5].iban", "part[0].leaf[0].stamp",
    "part[18446744073709551616].amount", "leaf[0]", "part.amount", " name",
  };
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);
  SptNode *part = spt_node_add_child (root, 0);
  g_autoptr (GString) path = g_string_new (NULL);
  const SptFieldDef *field;
  SptNode *node;

  spt_node_add_child (part, 0);
  node = spt_node_add_child (part, 0);
  spt_node_add_child (root, 0);
  spt_node_add_child (root, 1);
  g_assert_cmpuint (check_paths (record, root), ==, 12 + 2 * 5 + 2 * 5 + 2);

  spt_node_append_path (node, spt_group_def_find_field (spt_node_get_def (node), "stamp.type"), path);
  g_assert_cmpstr (path->str, ==, "part[0].leaf[1].stamp.type");

  g_assert_true (spt_record_find_path (record, NULL, &node, &field));
  g_assert_true (node == root && field == NULL);
  /* The bare name of a group is the node around it. */
  g_assert_true (spt_record_find_path (record, "part", &node, &field));
  g_assert_true (node == root && field == NULL);
  g_assert_true (spt_record_find_path (record, "part[0].leaf", &node, &field));
  g_assert_true (node == part && field == NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (spt_record_find_path (record, bad[i], &node, &field));
    }
}

static void
test_typed (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);
  SptNode *part = spt_node_add_child (root, 0);
  g_autofree char *iso = NULL;
  g_autofree char *iso_with_time = NULL;
  SptDatetime datetime;
  gboolean answer;
  gint64 cents;

  g_assert_false (spt_node_get_money (part, at (part, "amount"), &cents));
  spt_node_set (part, at (part, "amount"), "1.234,50", -1);
  g_assert_true (spt_node_get_money (part, at (part, "amount"), &cents));
  g_assert_cmpint (cents, ==, 123450);
  spt_node_set (part, at (part, "amount"), "12,5o", -1);
  g_assert_false (spt_node_get_money (part, at (part, "amount"), &cents));

  g_assert_false (spt_node_get_datetime (root, at (root, "when"), &datetime));
  spt_node_set (root, at (root, "when"), "16/12/2026", -1);
  g_assert_true (spt_node_get_datetime (root, at (root, "when"), &datetime));
  iso = spt_datetime_to_iso (&datetime);
  g_assert_cmpstr (iso, ==, "2026-12-16T23:59:59");
  g_assert_true (datetime.has_time);
  spt_node_set (root, at (root, "when"), "2026-12-16T10:30", -1);
  g_assert_true (spt_node_get_datetime (root, at (root, "when"), &datetime));
  iso_with_time = spt_datetime_to_iso (&datetime);
  g_assert_cmpstr (iso_with_time, ==, "2026-12-16T10:30:00");

  /* An empty text stands for the default value, but not for the initial one. */
  g_assert_true (spt_node_get_boolean (root, at (root, "stand"), &answer));
  g_assert_true (answer);
  g_assert_false (spt_node_get_boolean (root, at (root, "flag"), &answer));
  spt_node_set (root, at (root, "stand"), " No ", -1);
  g_assert_true (spt_node_get_boolean (root, at (root, "stand"), &answer));
  g_assert_false (answer);
}

static void
test_boolean_words (void)
{
  static const char *const yes[] = { "true", "TRUE", "vero", "Vero", "sì", "SÌ", "Sì", "si", "SI", "1" };
  static const char *const no[] = { "false", "False", "falso", "FALSO", "no", "NO", "0" };
  static const char *const neither[] = { "", "yes", "s", "tru", "truee", "2", "si no", "sí", "ì" };
  gboolean answer;

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      answer = FALSE;
      g_assert_true (spt_record_parse_boolean (yes[i], &answer));
      g_assert_true (answer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    {
      answer = TRUE;
      g_assert_true (spt_record_parse_boolean (no[i], &answer));
      g_assert_false (answer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (neither); i++)
    g_assert_false (spt_record_parse_boolean (neither[i], &answer));
}

/* What offices write where the wire wants a letter. */
static void
test_choice_words (void)
{
  static const struct
  {
    const char *text;
    const char *value;
  } cases[] = {
    { "F", "F" }, { "f", "F" }, { "Fisica", "F" }, { " FISICA ", "F" }, { "natural", "F" },
    { "Legal", "G" }, { "giuridica", "G" }, { "SOCIETA PER  AZIONI", "G" }, { "società per azioni", "G" },
    { "", "" }, { "Fisica Giuridica", "Fisica Giuridica" }, { "fis", "fis" },
    { "fisica\nnatural", "fisica\nnatural" },
  };
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      spt_node_read (root, at (root, "kind"), cases[i].text);
      g_assert_cmpstr (spt_node_get (root, at (root, "kind")), ==, cases[i].value);
    }

  /* What is no choice stays as it is written. */
  spt_node_read (root, at (root, "name"), "Fisica");
  g_assert_cmpstr (spt_node_get (root, at (root, "name")), ==, "Fisica");
}

static void
test_visible (void)
{
  g_autoptr (SptSchema) schema = form_table_new ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *root = spt_record_get_root (record);
  SptNode *part = spt_node_add_child (root, 0);
  SptNode *leaf = spt_node_add_child (part, 0);

  g_assert_true (spt_node_is_visible (root, at (root, "name")));
  g_assert_false (spt_node_is_visible (root, at (root, "firm")));
  spt_node_set (root, at (root, "kind"), "G", -1);
  g_assert_true (spt_node_is_visible (root, at (root, "firm")));
  spt_node_set (root, at (root, "kind"), "X", -1);
  g_assert_true (spt_node_is_visible (root, at (root, "firm")));
  spt_node_set (root, at (root, "kind"), "F", -1);
  g_assert_false (spt_node_is_visible (root, at (root, "firm")));

  g_assert_true (spt_node_is_visible (part, at (part, "note")));
  g_assert_false (spt_node_is_visible (leaf, at (leaf, "deep")));
  spt_node_set (root, at (root, "flag"), "true", -1);
  g_assert_false (spt_node_is_visible (part, at (part, "note")));
  g_assert_true (spt_node_is_visible (leaf, at (leaf, "deep")));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/record/empty", test_empty);
  g_test_add_func ("/form/record/fill-new", test_fill_new);
  g_test_add_func ("/form/record/blanks", test_blanks);
  g_test_add_func ("/form/record/set", test_set);
  g_test_add_func ("/form/record/children", test_children);
  g_test_add_func ("/form/record/round-trip", test_round_trip);
  g_test_add_func ("/form/record/read", test_read);
  g_test_add_func ("/form/record/read-faults", test_read_faults);
  g_test_add_func ("/form/record/paths", test_paths);
  g_test_add_func ("/form/record/typed", test_typed);
  g_test_add_func ("/form/record/boolean-words", test_boolean_words);
  g_test_add_func ("/form/record/choice-words", test_choice_words);
  g_test_add_func ("/form/record/visible", test_visible);

  return g_test_run ();
}
