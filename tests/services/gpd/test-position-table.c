/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a debt position against the facts: names, limits, and what a minimal valid position
 * looks like. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "form/spt-form.h"

static SptSchema *
load_schema (void)
{
  g_autoptr (GError) error = NULL;
  SptSchema *schema = spt_schema_load ("gpd/position.json", "gpd", &error);

  g_assert_no_error (error);

  return schema;
}

/* What each group has, in the order of GPD facts 6.1 to 6.3; "*" = required, "~" = shown only when
 * asked for. */
static const struct
{
  const char *group;
  guint       min;
  guint       max;
  const char *fields;
} groups[] = {
  { "", 0, 0,
    "iupd* type payStandIn~ fiscalCode* fullName* streetName civicNumber postalCode city province region~ "
    "country email phone switchToExpired* companyName* officeName validityDate~ organization~" },
  { "paymentOption", 1, 0,
    "nav~ iuv* amount* description* isPartialPayment* dueDate* retentionDate~" },
  { "paymentOption.transfer", 1, 5,
    "amount* organizationFiscalCode~ companyName~ remittanceInformation* category* "
    "stamp.stampType iban postalIban~ stamp.hashDocument stamp.provincialResidence" },
  { "paymentOption.transfer.transferMetadata", 0, 10, "key* value*" },
  { "paymentOption.paymentOptionMetadata", 0, 10, "key* value*" },
};

static guint
check_group (SptSchema         *schema,
             const SptGroupDef *group,
             const char        *path)
{
  g_autoptr (GString) fields = g_string_new (NULL);
  guint n_sections;
  const SptSectionDef *sections = spt_schema_get_sections (schema, &n_sections);
  guint n_checked = 1;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (groups) && !g_str_equal (groups[i].group, path); i++)
    ;
  g_test_message ("%s", path);
  g_assert_cmpuint (i, <, G_N_ELEMENTS (groups));
  g_assert_cmpuint (group->min, ==, groups[i].min);
  g_assert_cmpuint (group->max, ==, groups[i].max);

  for (guint j = 0; j < group->n_fields; j++)
    {
      const SptFieldDef *field = &group->fields[j];
      gboolean has_section = FALSE;

      g_string_append_printf (fields, "%s%s%s%s", j > 0 ? " " : "", field->name,
                              field->required ? "*" : "", field->advanced ? "~" : "");
      for (guint k = 0; k < n_sections; k++)
        has_section = has_section || g_strcmp0 (sections[k].id, field->section) == 0;
      g_assert_true (has_section);
      /* The database has no room for more; what has a form of its own is shorter anyway. */
      if (field->kind == SPT_FIELD_TEXT || (field->kind == SPT_FIELD_CODE && field->pattern == NULL))
        g_assert_cmpuint (field->max_error, >, 0);
      g_assert_cmpuint (field->max_error, <=, 255);
    }
  g_assert_cmpstr (fields->str, ==, groups[i].fields);

  for (guint j = 0; j < group->n_groups; j++)
    {
      g_autofree char *inner = g_strconcat (path, *path != '\0' ? "." : "", group->groups[j]->name, NULL);

      n_checked += check_group (schema, group->groups[j], inner);
    }

  return n_checked;
}

static void
test_members (void)
{
  g_autoptr (SptSchema) schema = load_schema ();

  g_assert_cmpuint (check_group (schema, spt_schema_get_root (schema), ""), ==, G_N_ELEMENTS (groups));
}

static const struct
{
  const char *path;
  guint       max_error;
  guint       max_warning;
} limits[] = {
  { "iupd", 255, 0 },
  { "fullName", 255, 70 },
  { "streetName", 255, 70 },
  { "civicNumber", 255, 16 },
  { "postalCode", 255, 16 },
  { "city", 255, 35 },
  { "province", 255, 35 },
  { "companyName", 140, 0 },
  { "officeName", 140, 0 },
  { "paymentOption[0].description", 140, 0 },
  { "paymentOption[0].transfer[0].companyName", 140, 0 },
  { "paymentOption[0].transfer[0].remittanceInformation", 140, 0 },
  { "paymentOption[0].transfer[0].category", 255, 140 },
  { "paymentOption[0].transfer[0].stamp.hashDocument", 72, 0 },
  { "paymentOption[0].transfer[0].transferMetadata[0].key", 140, 0 },
  { "paymentOption[0].paymentOptionMetadata[0].value", 140, 0 },
};

static void
test_limits (void)
{
  g_autoptr (SptSchema) schema = load_schema ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  SptNode *option;

  spt_record_fill_new (record);
  option = spt_node_get_child (spt_record_get_root (record), 0, 0);
  spt_node_add_child (spt_node_get_child (option, 0, 0), 0);
  spt_node_add_child (option, 1);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      const SptFieldDef *field;
      SptNode *node;

      g_test_message ("%s", limits[i].path);
      g_assert_true (spt_record_find_path (record, limits[i].path, &node, &field));
      g_assert_cmpuint (field->max_error, ==, limits[i].max_error);
      g_assert_cmpuint (field->max_warning, ==, limits[i].max_warning);
    }
}

/* GPD facts 6.5, as records have it. */
static const char minimal[] =
  "{\"iupd\":\"77777777777-2026-TARI-000001\",\"type\":\"F\",\"payStandIn\":\"true\","
  "\"fiscalCode\":\"RSSMRA80A01H501U\",\"fullName\":\"Mario Rossi\",\"switchToExpired\":\"false\","
  "\"companyName\":\"Comune di Esempio\",\"paymentOption\":[{\"iuv\":\"02123456789012356\","
  "\"amount\":\"120,00\",\"description\":\"TARI 2026\",\"isPartialPayment\":\"false\","
  "\"dueDate\":\"16/12/2026\",\"transfer\":[{\"amount\":\"100,00\","
  "\"remittanceInformation\":\"TARI 2026\",\"category\":\"9/0101100IM/\","
  "\"iban\":\"IT60X0542811101000000123456\"},{\"amount\":\"20,00\","
  "\"organizationFiscalCode\":\"80000000000\",\"companyName\":\"Provincia di Esempio\","
  "\"remittanceInformation\":\"TEFA 2026\",\"category\":\"9/0201133IM/\","
  "\"iban\":\"IT60X0542811101000000123456\"}]}]}";

static void
check (SptRecord    *record,
       const char   *text,
       gboolean      strict,
       SptIssueList *issues)
{
  g_autoptr (GError) error = NULL;

  spt_record_read (record, text, -1, &error);
  g_assert_no_error (error);
  spt_issue_list_reset (issues);
  spt_record_check (record, 1, strict, issues);
}

static void
test_minimal (void)
{
  g_autoptr (SptSchema) schema = load_schema ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) out = g_string_new (NULL);
  const SptFieldDef *field;
  SptDatetime due;
  g_autofree char *iso = NULL;
  SptNode *node;

  check (record, minimal, TRUE, issues);
  /* The second body's code in the facts has no valid check digit: nothing else is found. */
  g_assert_cmpuint (spt_issue_list_get_n (issues), <=, 1);
  if (spt_issue_list_get_n (issues) == 1)
    {
      g_assert_cmpstr (spt_issue_list_get (issues, 0)->code, ==, "bad-fiscal-check");
      g_assert_cmpstr (spt_issue_list_get (issues, 0)->path, ==,
                       "paymentOption[0].transfer[1].organizationFiscalCode");
    }
  check (record, minimal, FALSE, issues);
  g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, 0);

  spt_record_write (record, out);
  g_assert_cmpstr (out->str, ==, minimal);
  g_assert_true (spt_record_find_path (record, "paymentOption[0].dueDate", &node, &field));
  g_assert_true (spt_node_get_datetime (node, field->index, &due));
  iso = spt_datetime_to_iso (&due);
  g_assert_cmpstr (iso, ==, "2026-12-16T23:59:59");
}

static void
test_new (void)
{
  g_autoptr (SptSchema) schema = load_schema ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) out = g_string_new (NULL);

  spt_record_fill_new (record);
  spt_record_write (record, out);
  g_assert_cmpstr (out->str, ==,
                   "{\"payStandIn\":\"true\",\"switchToExpired\":\"false\","
                   "\"paymentOption\":[{\"isPartialPayment\":\"false\",\"transfer\":[{}]}]}");
  spt_record_check (record, 1, TRUE, issues);
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    g_assert_cmpstr (spt_issue_list_get (issues, i)->code, ==, "required");
  g_assert_cmpuint (spt_issue_list_get_n (issues), ==, 4 + 4 + 3);
}

/* An empty payStandIn means true; switchToExpired and isPartialPayment left empty by a file are
 * errors (design 4). */
static void
test_empty_booleans (void)
{
  g_autoptr (SptSchema) schema = load_schema ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  static const char *const names[] = { "payStandIn", "switchToExpired" };
  const SptFieldDef *field;
  gboolean answer = FALSE;
  SptNode *node;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      check (record, minimal, FALSE, issues);
      g_assert_true (spt_record_find_path (record, names[i], &node, &field));
      spt_node_set (node, field->index, "", -1);
      spt_issue_list_reset (issues);
      spt_record_check (record, 1, FALSE, issues);
      g_assert_cmpuint (spt_issue_list_get_n_errors (issues), ==, i);
      g_assert_cmpint (spt_node_get_boolean (node, field->index, &answer), ==, i == 0);
      g_assert_true (answer);
    }
}

static const struct
{
  const char *path;
  const char *text;
  const char *code; /* NULL = all is well */
} cases[] = {
  { "fiscalCode", "ANONIMO", "special-value" },
  { "type", "f", "bad-choice" },
  { "type", "G", NULL },
  { "type", "", NULL },
  { "country", "IT", NULL },
  { "country", "it", "bad-pattern" },
  { "country", "", NULL },
  { "paymentOption[0].nav", "302123456789012356", NULL },
  { "paymentOption[0].nav", "", NULL },
  { "paymentOption[0].iuv", "302123456789012356", "iuv-is-nav" },
  { "paymentOption[0].amount", "0,00", "negative-or-zero" },
  { "paymentOption[0].transfer[0].iban", "", NULL }, /* the rule about stamps says more */
  { "paymentOption[0].transfer[0].organizationFiscalCode", "RSSMRA80A01H501U", "bad-pattern" },
  { "paymentOption[0].transfer[0].stamp.stampType", "01", NULL },
  { "paymentOption[0].transfer[0].stamp.stampType", "1", "bad-pattern" },
  { "paymentOption[0].transfer[0].stamp.provincialResidence", "Rm", "bad-pattern" },
};

static void
test_fields (void)
{
  g_autoptr (SptSchema) schema = load_schema ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  guint n_before;

  check (record, minimal, FALSE, issues);
  n_before = spt_issue_list_get_n (issues);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SptFieldDef *field;
      const char *found = NULL;
      SptNode *node;

      g_test_message ("%s: %s", cases[i].path, cases[i].text);
      check (record, minimal, FALSE, issues);
      g_assert_true (spt_record_find_path (record, cases[i].path, &node, &field));
      spt_node_set (node, field->index, cases[i].text, -1);
      spt_issue_list_reset (issues);
      spt_record_check (record, 1, FALSE, issues);
      for (guint j = 0; j < spt_issue_list_get_n (issues); j++)
        {
          if (g_strcmp0 (spt_issue_list_get (issues, j)->path, cases[i].path) == 0)
            found = spt_issue_list_get (issues, j)->code;
        }
      g_assert_cmpstr (found, ==, cases[i].code);
      g_assert_cmpuint (spt_issue_list_get_n (issues), ==, n_before + (cases[i].code != NULL));
    }
}

/* Every finding of a check can be said in both languages. */
static void
test_sentences (void)
{
  static const char *const languages[] = { "it", "en" };
  g_autoptr (SptSchema) schema = load_schema ();
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const SptFieldDef *field;
      SptNode *node;

      check (record, minimal, TRUE, issues);
      g_assert_true (spt_record_find_path (record, cases[i].path, &node, &field));
      spt_node_set (node, field->index, cases[i].text, -1);
      spt_record_check (record, 1, TRUE, issues);
      for (guint j = 0; j < spt_issue_list_get_n (issues); j++)
        {
          for (guint k = 0; k < G_N_ELEMENTS (languages); k++)
            {
              const SptIssue *issue = spt_issue_list_get (issues, j);
              g_autofree char *message = NULL;

              spt_data_set_language (languages[k]);
              message = spt_issue_dup_message (issue, field->label);
              g_assert_cmpstr (message, !=, issue->code);
              g_assert_null (strchr (message, '{'));
            }
        }
    }
  spt_data_set_language ("it");
}

static void
test_form (void)
{
  g_autoptr (SptSchema) schema = load_schema ();
  SptForm *form = spt_form_new (schema);
  g_autoptr (SptRecord) record = spt_record_new (schema);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  g_object_get (spt_form_find_field (form, "switchToExpired"), "label", &label, NULL);
  g_assert_cmpstr (label, ==, "Non più pagabile dopo la scadenza");
  g_assert_true (spt_record_read (record, minimal, -1, &error));
  g_assert_no_error (error);
  spt_form_load (form, record);
  spt_record_reset (record);
  spt_form_store (form, record);
  spt_record_write (record, out);
  g_assert_cmpstr (out->str, ==, minimal);
  g_assert_finalize_object (form);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");
  g_test_add_func ("/gpd/position-table/members", test_members);
  g_test_add_func ("/gpd/position-table/limits", test_limits);
  g_test_add_func ("/gpd/position-table/minimal", test_minimal);
  g_test_add_func ("/gpd/position-table/new", test_new);
  g_test_add_func ("/gpd/position-table/empty-booleans", test_empty_booleans);
  g_test_add_func ("/gpd/position-table/fields", test_fields);
  g_test_add_func ("/gpd/position-table/sentences", test_sentences);
  g_test_add_func ("/gpd/position-table/form", test_form);

  return g_test_run ();
}
