/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schemas out of tables: what is in them, in both languages, and what is refused. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "form-table.h"
#include "user-data.h"

static void
test_content (void)
{
  g_autoptr (SptSchema) schema = NULL;
  const SptGroupDef *root;
  const SptGroupDef *part;
  const SptFieldDef *field;
  const SptSectionDef *sections;
  guint n_sections;

  spt_data_set_language ("it");
  schema = form_table_new ();
  g_assert_cmpstr (spt_schema_get_domain (schema), ==, "base");

  sections = spt_schema_get_sections (schema, &n_sections);
  g_assert_cmpuint (n_sections, ==, 2);
  g_assert_cmpstr (sections[0].id, ==, "second");
  g_assert_cmpstr (sections[0].title, ==, "Due");
  g_assert_null (sections[0].description);
  g_assert_cmpstr (sections[1].description, ==, "Descrizione");

  root = spt_schema_get_root (schema);
  g_assert_cmpstr (root->name, ==, "");
  g_assert_cmpstr (root->label, ==, "Radice");
  g_assert_cmpstr (root->label_plural, ==, "Radice");
  g_assert_cmpuint (root->n_fields, ==, 11);
  g_assert_cmpuint (root->n_groups, ==, 2);

  field = spt_group_def_find_field (root, "name");
  g_assert_true (field == &root->fields[0]);
  g_assert_cmpstr (field->label, ==, "Nome");
  g_assert_cmpstr (field->help, ==, "Aiuto");
  g_assert_cmpstr (field->section, ==, "first");
  g_assert_cmpint (field->kind, ==, SPT_FIELD_TEXT);
  g_assert_true (field->required);
  g_assert_cmpuint (field->max_error, ==, 10);
  g_assert_cmpuint (field->max_warning, ==, 5);
  g_assert_false (field->advanced);
  g_assert_null (field->show_if);

  field = spt_group_def_find_field (root, "kind");
  g_assert_cmpuint (field->index, ==, 4);
  g_assert_cmpuint (field->n_choices, ==, 2);
  g_assert_cmpstr (field->choices[1].value, ==, "G");
  g_assert_cmpstr (field->choices[1].label, ==, "Giuridica");
  g_assert_cmpstr (spt_group_def_find_field (root, "stand")->default_value, ==, "true");
  g_assert_cmpstr (spt_group_def_find_field (root, "flag")->initial_value, ==, "false");
  g_assert_cmpstr (spt_group_def_find_field (root, "when")->default_time, ==, "23:59:59");
  g_assert_cmpstr (spt_group_def_find_field (root, "fiscal")->also, ==, "ANONIMO");
  g_assert_true (spt_group_def_find_field (root, "mail")->advanced);
  g_assert_null (spt_group_def_find_field (root, "none"));
  g_assert_null (spt_group_def_find_field (root, "part"));

  part = spt_group_def_find_group (root, "part");
  g_assert_cmpuint (part->min, ==, 1);
  g_assert_cmpuint (part->max, ==, 0);
  g_assert_cmpstr (part->label_plural, ==, "Parti");
  g_assert_cmpuint (part->groups[0]->max, ==, 2);
  g_assert_cmpuint (spt_group_def_find_group (root, "extra")->index, ==, 1);
  g_assert_null (spt_group_def_find_group (root, "leaf"));
}

static void
test_language (void)
{
  g_autoptr (SptSchema) schema = NULL;

  spt_data_set_language ("en");
  schema = form_table_new ();
  spt_data_set_language ("it");
  /* The language of the loading stays. */
  g_assert_cmpstr (spt_schema_get_root (schema)->label, ==, "Root");
  g_assert_cmpstr (spt_schema_get_root (schema)->groups[0]->label_plural, ==, "Parts");
}

/* Each changes one thing of a table that loads: old text, new text, and what the error must
 * name. */
static const struct
{
  const char *from;
  const char *to;
  const char *message;
} faults[] = {
  { "'sections'", "'sectoins'", "*unknown member “sectoins”*" },
  { "'root': {", "'root': [{}], 'x': {", "*unknown member “x”*" },
  { "'required': true", "'required': 1", "/root/fields/0: “required” must be true or false" },
  { "'required': true", "'requird': true", "/root/fields/0: unknown member “requird”" },
  { "'max-error': 10", "'max-error': -1", "*“max-error” must be a whole number*" },
  { "'max-error': 10", "'max-error': '10'", "*“max-error” must be a whole number*" },
  { "'name': 'name'", "'name': 'a[b]'", "*no name for a field*" },
  { "'name': 'name'", "'name': ''", "*no name for a field*" },
  { "'name': 'name'", "'name': 'code'", "/root: the name “code” stands twice" },
  { "'name': 'name'", "'name': 'part'", "/root: the name “part” stands twice" },
  { "'name': 'extra'", "'name': 'part'", "/root: the name “part” stands twice" },
  { "'name': 'extra'", "'name': 'a.b'", "/root/groups/1: “a.b” is no name for a group" },
  { "'name': 'name',", "", "/root/fields/0: “name” must be a string" },
  { "'it': 'Nome', ", "", "/root/fields/0/label: “it” must be a string" },
  { "'it': 'Nome'", "'it': ''", "/root/fields/0/label: “it” is empty" },
  { "'en': 'Name'", "'en': 'Name', 'fr': 'Nom'", "/root/fields/0/label: unknown member “fr”" },
  { "'section': 'first'", "'section': 'third'", "/root/fields/0: there is no section “third”" },
  { "['Società per Azioni']", "'Spa'", "/root/fields/4/choices/1: “words” must be *" },
  { "['Società per Azioni']", "[1]", "/root/fields/4/choices/1: “words” must be *" },
  { "'kind': 'code'", "'kind': 'cod'", "/root/fields/1: unknown kind “cod”" },
  { "'kind': 'choice'", "'kind': 'text'", "/root/fields/4: choices belong*" },
  { "'kind': 'code'", "'kind': 'choice'", "/root/fields/1: choices belong*" },
  { "'kind': 'datetime'", "'kind': 'text'", "*“default-time” is hh:mm:ss*" },
  { "'23:59:59'", "'23:59:5'", "*“default-time” is hh:mm:ss*" },
  { "'23:59:59'", "'24:00:00'", "*“default-time” is hh:mm:ss*" },
  { "'[A-Z]{2}|[0-9]{3}'", "'[A-Z'", "/root/fields/1: *" },
  { "'kind=G|X'", "'kind'", "/root/fields/9: “show-if” is*" },
  { "'kind=G|X'", "'kond=G'", "/root/fields/9: “show-if” names the unknown field “kond”" },
  { "'kind=G|X'", "'amount=1'", "/root/fields/9: “show-if” names the unknown field “amount”" },
  { "'kind=G|X'", "'firm=1'", "/root/fields/9: “show-if” names the unknown field “firm”" },
  { "'with': 'amount'", "'with': 'iban'", "/root/groups/0/groups/0/fields/3: “with” names the unknown field “iban”" },
  { "'kind': 'code'", "'kind': 'code', 'with': 'name'", "/root/fields/1: “with” names the unknown field “name”" },
  { "'groups': [{'name': 'leaf'", "'groups': {'name': 'leaf'}, 'fields2': [{'name': 'leaf'",
    "/root/groups/0: *" },
};

static void
test_faults (void)
{
  g_autofree char *good = form_table_dup_text ();

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *from = g_strdelimit (g_strdup (faults[i].from), "'", '"');
      g_autofree char *to = g_strdelimit (g_strdup (faults[i].to), "'", '"');
      const char *at = strstr (good, from);
      g_autoptr (GString) text = g_string_new_len (good, at - good);
      g_autoptr (GError) error = NULL;
      g_autoptr (SptSchema) schema = NULL;

      g_assert_nonnull (at);
      g_string_append (text, to);
      g_string_append (text, at + strlen (from));
      schema = form_table_parse (text->str, &error);
      g_assert_null (schema);
      g_assert_nonnull (error);
      g_test_message ("%s -> %s: %s", faults[i].from, faults[i].to, error->message);
      g_assert_true (error->domain == SPT_SCHEMA_ERROR || error->domain == G_REGEX_ERROR);
      if (!g_pattern_match_simple (faults[i].message, error->message))
        g_test_fail_printf ("“%s” is not like “%s”", error->message, faults[i].message);
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new ("{\"root\": ");
  g_autoptr (GError) error = NULL;
  g_autoptr (SptSchema) schema = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append (text, "{\"name\": \"a\", \"label\": {\"it\": \"A\", \"en\": \"A\"}, \"groups\": [");
  for (guint i = 0; i < 20; i++)
    g_string_append (text, "]}");
  g_string_append_c (text, '}');

  schema = form_table_parse (text->str, &error);
  g_assert_error (error, SPT_SCHEMA_ERROR, SPT_SCHEMA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "deep"));
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (spt_schema_load ("no-such/table.json", "base", &error));
  g_assert_error (error, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND);
}

static void
test_ref (void)
{
  SptSchema *schema = form_table_new ();

  g_assert_true (spt_schema_ref (schema) == schema);
  spt_schema_unref (schema);
  g_assert_cmpuint (spt_schema_get_root (schema)->n_fields, ==, 11);
  spt_schema_unref (schema);
  spt_schema_unref (NULL);
}

static char *
fill_table (const char *table,
            const char *kind,
            const char *list,
            const char *more)
{
  g_auto (GStrv) parts = g_strsplit (table, "%s", 4);

  return g_strconcat (parts[0], kind, parts[1], list, parts[2], more, parts[3], NULL);
}

/* A list stands in a file of its own, which people may change; other values pass, with a note. */
static void
test_list (void)
{
  static const char table[] =
    "{\"sections\":[],\"root\":{\"label\":{\"it\":\"R\",\"en\":\"R\"},\"fields\":["
    "{\"name\":\"gender\",\"label\":{\"it\":\"S\",\"en\":\"S\"},\"kind\":\"%s\",\"list\":\"%s\"%s}]}}";
  static const char *const wrong[][3] = {
    { "choice", "prova/lists.json:nobody", "" },
    { "choice", "prova/lists.json", "" },
    { "choice", "prova/nothing.json:gender", "" },
    { "text", "prova/lists.json:gender", "" },
    { "choice", "prova/lists.json:gender",
      ",\"choices\":[{\"value\":\"a\",\"label\":{\"it\":\"a\",\"en\":\"a\"}}]" },
  };
  static const char *const texts[][2] = {
    { "M", "" }, { "", "" }, { "X", "unlisted-value" },
  };
  static const char lists[] =
    "{\"gender\":[{\"value\":\"M\",\"label\":{\"it\":\"Maschile\",\"en\":\"Male\"}},"
    "{\"value\":\"F\",\"label\":{\"it\":\"Femminile\",\"en\":\"Female\"}}]}";
  g_autoptr (GError) error = NULL;
  g_autofree char *good = fill_table (table, "choice", "prova/lists.json:gender", "");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (SptSchema) schema = NULL;
  const SptFieldDef *field;

  user_data_write ("prova/lists.json", lists, -1);
  node = json_from_string (good, &error);
  g_assert_no_error (error);
  schema = spt_schema_new (node, "base", &error);
  g_assert_no_error (error);
  field = spt_group_def_find_field (spt_schema_get_root (schema), "gender");
  g_assert_true (field->open);
  g_assert_cmpuint (field->n_choices, ==, 2);
  g_assert_cmpstr (spt_field_def_read_choice (field, "Maschile"), ==, "M");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SptRecord) record = spt_record_new (schema);
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

      spt_node_set (spt_record_get_root (record), 0, texts[i][0], -1);
      spt_record_check (record, 1, TRUE, issues);
      g_assert_cmpuint (spt_issue_list_get_n (issues), ==, *texts[i][1] != '\0' ? 1 : 0);
      if (*texts[i][1] != '\0')
        {
          g_assert_cmpstr (spt_issue_list_get (issues, 0)->code, ==, texts[i][1]);
          g_assert_cmpint (spt_issue_list_get (issues, 0)->level, ==, SPT_ISSUE_NOTE);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *bad = fill_table (table, wrong[i][0], wrong[i][1], wrong[i][2]);
      g_autoptr (JsonNode) other = json_from_string (bad, NULL);
      g_autoptr (GError) why = NULL;

      g_assert_nonnull (other);
      g_assert_null (spt_schema_new (other, "base", &why));
      g_assert_nonnull (why);
    }
  user_data_clear ();
}

int
main (int    argc,
      char **argv)
{
  int result;

  user_data_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/schema/content", test_content);
  g_test_add_func ("/form/schema/language", test_language);
  g_test_add_func ("/form/schema/faults", test_faults);
  g_test_add_func ("/form/schema/depth", test_depth);
  g_test_add_func ("/form/schema/missing-file", test_missing_file);
  g_test_add_func ("/form/schema/ref", test_ref);
  g_test_add_func ("/form/schema/list", test_list);

  result = g_test_run ();
  user_data_finish ();

  return result;
}
