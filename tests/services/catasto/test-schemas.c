/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of the eleven calls: examples pass and come back as they were, planted mistakes are
 * refused at their fields. */
#include "config.h"

#include <json-glib/json-glib.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/spt-data.h"
#include "form/spt-xsd.h"

#define N_CALLS 11

static SptXsd *
load_call (guint call)
{
  g_autofree char *name = g_strdup_printf ("api_call_%u.xsd", call);
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = spt_xsd_load_data ("catasto/xsd", name, "catasto", &error);

  g_assert_no_error (error);
  g_assert_nonnull (xsd);

  return xsd;
}

static char *
load_example (const char *name)
{
  g_autofree char *path = g_build_filename (EXAMPLES, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static char *
dup_issues (SptIssueList *issues)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      g_string_append_printf (text, "%s %s\n", issue->code, issue->path != NULL ? issue->path : "-");
    }

  return g_string_free (text, FALSE);
}

static void
assert_valid (SptXsd     *xsd,
              const char *text,
              const char *what)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  if (!spt_xsd_validate (xsd, text, strlen (text), SPT_XSD_CHECK_NO_EMPTY, issues, NULL))
    {
      g_autofree char *said = dup_issues (issues);

      g_error ("%s: %s", what, said);
    }
}

/* All elements and texts, without the blanks between. */
static void
flatten (xmlNodePtr  node,
         GString    *out)
{
  for (; node != NULL; node = node->next)
    {
      if (node->type == XML_TEXT_NODE && !xmlIsBlankNode (node))
        g_string_append_printf (out, "%s", node->content);
      if (node->type != XML_ELEMENT_NODE)
        continue;
      g_string_append_printf (out, "\n<%s", node->name);
      for (xmlAttrPtr attribute = node->properties; attribute != NULL; attribute = attribute->next)
        g_string_append_printf (out, " %s=%s", attribute->name, attribute->children->content);
      g_string_append (out, ">");
      flatten (node->children, out);
      g_string_append (out, "</>");
    }
}

static char *
dup_flat (const char *text,
          gsize       length)
{
  xmlDocPtr document = xmlReadMemory (text, (int) length, NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_NOWARNING);
  GString *out = g_string_new (NULL);

  g_assert_nonnull (document);
  flatten (document->children, out);
  xmlFreeDoc (document);

  return g_string_free (out, FALSE);
}

static void
test_examples (gconstpointer user_data)
{
  guint call = GPOINTER_TO_UINT (user_data);
  g_autoptr (SptXsd) xsd = load_call (call);
  g_autofree char *prefix = g_strdup_printf ("api_call_%u-", call);
  g_autoptr (GDir) folder = g_dir_open (EXAMPLES, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_cmpuint (spt_xsd_get_n_kept (xsd), ==, 0);
  g_assert_cmpuint (strlen (spt_xsd_get_hash (xsd)), ==, 64);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *text = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autofree char *doc = NULL;
      g_autofree char *plain = NULL;
      g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
      g_autoptr (SptRecord) again = spt_record_new (spt_xsd_get_schema (xsd));
      g_autoptr (SptForm) form = spt_form_new (spt_xsd_get_schema (xsd));
      g_autoptr (SptRecord) stored = NULL;
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GBytes) written = NULL;
      g_autoptr (GError) error = NULL;
      gboolean disordered;

      if (!g_str_has_prefix (name, prefix))
        continue;
      n++;
      text = load_example (name);
      assert_valid (xsd, text, name);
      spt_xsd_read (xsd, text, strlen (text), record, &disordered, &error);
      g_assert_no_error (error);
      g_assert_false (disordered);

      /* Through the archive's form, the form and back: nothing lost, nothing moved. */
      plain = spt_record_dup_plain (record);
      g_assert_null (strstr (plain, "#rest"));
      doc = spt_record_dup_doc (record);
      g_assert_null (strstr (doc, "sportello-draft"));
      spt_record_read (again, doc, -1, &error);
      g_assert_no_error (error);
      spt_form_load (form, again);
      stored = spt_form_dup_record (form);
      if (!spt_xsd_check (xsd, stored, SPT_XSD_CHECK_NO_EMPTY, 0, issues, NULL))
        {
          g_autofree char *said = dup_issues (issues);

          g_error ("%s: %s", name, said);
        }
      written = spt_xsd_write (xsd, stored);
      before = dup_flat (text, strlen (text));
      after = dup_flat (g_bytes_get_data (written, NULL), g_bytes_get_size (written));
      g_assert_cmpstr (before, ==, after);
    }
  g_assert_cmpuint (n, >=, 2);
}

static char *
replace (const char *text,
         const char *from,
         const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);

  return g_strconcat (parts[0], to, parts[1], NULL);
}

typedef struct
{
  guint       call;
  const char *example;
  const char *from;
  const char *to;
  const char *code;
  const char *path; /* (nullable) */
} Mistake;

static const Mistake mistakes[] = {
  { 1, "api_call_1-minimal.xml", "xmlns=\"api_call_1\"", "xmlns=\"api_call_2\"", "xsd-root", NULL },
  { 1, "api_call_1-minimal.xml", "\"2.2\"", "\"2.1\"", "xsd-fixed", NULL },
  { 1, "api_call_1-minimal.xml", ">PROVA0001<", "><", "xsd-too-short", "L1_codice_impianto" },
  { 1, "api_call_1-minimal.xml", "<L1_2cap>70121</L1_2cap>", "", "xsd-missing",
    "impianto[0].scheda_1_2_ubicazione[0].L1_2cap" },
  { 1, "api_call_1-minimal.xml", ">70121<", ">7012<", "bad-pattern",
    "impianto[0].scheda_1_2_ubicazione[0].L1_2cap" },
  { 1, "api_call_1-minimal.xml", ">E.1<", ">E.9<", "bad-choice",
    "impianto[0].scheda_1_2_ubicazione[0].L1_2categoria" },
  { 1, "api_call_1-minimal.xml", "<API_ID>1<", "<API_ID>4<", "bad-choice", "API_ID" },
  { 1, "api_call_1-minimal.xml", "<L1_2civico>10<", "<L1_2civico>---<", "bad-pattern",
    "impianto[0].scheda_1_2_ubicazione[0].L1_2civico" },
  { 2, "api_call_2-minimal.xml", "<L1_1dataIntervento>2024-03-15<", "<L1_1dataIntervento>15/03/2024<",
    "xsd-date", "L1_1dataIntervento" },
  { 2, "api_call_2-minimal.xml", "<L1_1dataIntervento>2024-03-15<",
    "<L1_1dataIntervento>2024-03-15Z<", "bad-pattern", "L1_1dataIntervento" },
  { 2, "api_call_2-minimal.xml", "<L4_1potenza>24.00<", "<L4_1potenza>24,00<", "xsd-decimal",
    "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1potenza" },
  { 2, "api_call_2-minimal.xml", "<L4_1potenza>24.00<", "<L4_1potenza>0<", "xsd-more-than",
    "impianto[0].scheda_4_1_gruppi_termici[0].L4_1GT[0].L4_1gruppoTermico[0].L4_1potenza" },
  { 2, "api_call_2-minimal.xml", "<L1_3servizioClimaInv>24.00</L1_3servizioClimaInv>", "", "xsd-empty",
    "impianto[0].scheda_1_3_servizi[0]" },
  { 3, "api_call_3-full.xml", "<note>Testo di prova<", "<note>***<", "bad-pattern", "impianto[0].note" },
  { 3, "api_call_3-full.xml", "<note>Testo di prova<", "<note>n.d.<", "xsd-filler",
    "impianto[0].note" },
  { 6, "api_call_6-minimal.xml", "<numero>1</numero>", "<numero>mille</numero>", "bad-number",
    "impianto[0].generatore_dismesso[0].numero" },
  { 8, "api_call_8-minimal.xml", "rcee_tipo_1>", "rcee_tipo_9>", "xsd-unexpected", NULL },
  { 10, "api_call_10-minimal.xml", "<impianto>", "<impianto><estraneo/>", "xsd-unexpected", NULL },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      const Mistake *mistake = &mistakes[i];
      g_autoptr (SptXsd) xsd = load_call (mistake->call);
      g_autofree char *text = load_example (mistake->example);
      g_autofree char *wrong = replace (text, mistake->from, mistake->to);
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *said = NULL;
      gboolean found = FALSE;

      if (g_str_has_prefix (mistake->to, "rcee_tipo_9"))
        {
          g_free (wrong);
          wrong = g_strdup (text);
          for (char *at = strstr (wrong, "rcee_tipo_1"); at != NULL; at = strstr (at, "rcee_tipo_1"))
            at[10] = '9';
        }
      g_assert_false (spt_xsd_validate (xsd, wrong, strlen (wrong), SPT_XSD_CHECK_NO_EMPTY, issues,
                                        &findings));
      g_assert_cmpuint (findings->len, ==, spt_issue_list_get_n (issues));
      said = dup_issues (issues);
      for (guint j = 0; j < spt_issue_list_get_n (issues); j++)
        {
          const SptIssue *issue = spt_issue_list_get (issues, j);
          const SptXsdFinding *finding = g_ptr_array_index (findings, j);
          g_autofree char *sentence = spt_issue_dup_message (issue, NULL);

          g_assert_cmpuint (finding->line, >, 0);
          g_assert_true (g_str_has_prefix (finding->node_path, "/api_call_"));
          g_assert_null (strchr (sentence, '{'));
          found = found || (strcmp (issue->code, mistake->code) == 0 &&
                            (mistake->path == NULL || g_strcmp0 (issue->path, mistake->path) == 0));
        }
      if (!found)
        g_error ("%u %s -> %s: not %s %s but %s", mistake->call, mistake->from, mistake->to,
                 mistake->code, mistake->path, said);
      g_assert_cmpuint (spt_issue_list_get_n (issues), <=, 3);
    }
}

/* A swap of two elements: not valid, but read, and written in order. */
static void
test_order (void)
{
  g_autoptr (SptXsd) xsd = load_call (3);
  g_autofree char *text = load_example ("api_call_3-full.xml");
  g_autofree char *cut = replace (text, "    <note>Testo di prova</note>\n", "");
  g_autofree char *wrong = replace (cut, "<dataDismissione>", "<note>Testo di prova</note><dataDismissione>");
  g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GBytes) written = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean disordered;

  g_assert_false (spt_xsd_validate (xsd, wrong, strlen (wrong), SPT_XSD_CHECK_DEFAULT, issues, NULL));
  g_assert_true (spt_xsd_read (xsd, wrong, strlen (wrong), record, &disordered, &error));
  g_assert_true (disordered);
  written = spt_xsd_write (xsd, record);
  before = dup_flat (text, strlen (text));
  after = dup_flat (g_bytes_get_data (written, NULL), g_bytes_get_size (written));
  g_assert_cmpstr (before, ==, after);
}

static void
list_filled (SptNode   *node,
             GPtrArray *paths)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      g_autoptr (GString) path = g_string_new (NULL);

      spt_node_append_path (node, &def->fields[i], path);
      if (*spt_node_get (node, i) != '\0')
        g_ptr_array_add (paths, g_strdup (path->str));
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        list_filled (spt_node_get_child (node, i, j), paths);
    }
}

/* Every text of a whole document taken away in turn: where libxml2 minds, the form says so at that
* field, or at the group that vanished with it; where the form calls it required, libxml2 minds. */
static void
test_agreement (void)
{
  static const struct
  {
    guint       call;
    const char *example;
  } examples[] = {
    { 1, "api_call_1-full-1.xml" }, { 1, "api_call_1-full-3.xml" }, { 3, "api_call_3-full.xml" },
    { 6, "api_call_6-full.xml" }, { 8, "api_call_8-full-1.xml" }, { 8, "api_call_8-full-2.xml" },
    { 9, "api_call_9-full.xml" }, { 10, "api_call_10-full.xml" }
  };
  guint n_needed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr (SptXsd) xsd = load_call (examples[i].call);
      g_autofree char *text = load_example (examples[i].example);
      g_autoptr (SptRecord) record = spt_record_new (spt_xsd_get_schema (xsd));
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

      g_assert_true (spt_xsd_read (xsd, text, strlen (text), record, NULL, NULL));
      list_filled (spt_record_get_root (record), paths);
      for (guint j = 0; j < paths->len; j++)
        {
          const char *path = g_ptr_array_index (paths, j);
          g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
          const SptFieldDef *field;
          SptNode *node;
          gboolean valid;
          gboolean said = FALSE;

          spt_xsd_read (xsd, text, strlen (text), record, NULL, NULL);
          g_assert_true (spt_record_find_path (record, path, &node, &field));
          spt_node_set (node, field->index, "", -1);
          valid = spt_xsd_check (xsd, record, SPT_XSD_CHECK_NO_EMPTY, 0, issues, NULL);
          /* An instance without any text is not written, and may be one too many. */
          if (valid == field->required && !(valid && spt_node_is_empty (node)))
            g_error ("%s: %s is%s required, but it is%s valid without", examples[i].example, path,
                     field->required ? "" : " not", valid ? "" : " not");
          n_needed += !valid;
          for (guint k = 0; k < spt_issue_list_get_n (issues); k++)
            said = said || g_strcmp0 (spt_issue_list_get (issues, k)->path, path) == 0;
          if (!valid && !said)
            {
              g_autofree char *list = dup_issues (issues);

              g_error ("%s: without %s: %s", examples[i].example, path, list);
            }
        }
    }
  g_assert_cmpuint (n_needed, >, 300);
}

static void
test_labels (void)
{
  g_autoptr (SptXsd) xsd = load_call (2);
  const SptGroupDef *root = spt_schema_get_root (spt_xsd_get_schema (xsd));
  const SptGroupDef *plant = spt_group_def_find_group (root, "impianto");
  const SptGroupDef *place = spt_group_def_find_group (plant, "scheda_1_2_ubicazione");
  const SptFieldDef *field = spt_group_def_find_field (place, "L1_2prov");
  const SptFieldDef *choice = spt_group_def_find_field (place, "L1_2categoria");
  g_autoptr (GPtrArray) pages = spt_xsd_list_pages (xsd);

  g_assert_cmpstr (place->label, ==, "1.2 Ubicazione e destinazione");
  g_assert_true (place->page);
  g_assert_cmpstr (field->label, ==, "Provincia");
  g_assert_cmpstr (field->help, ==, "Sigla di due lettere.");
  g_assert_true (field->required);
  g_assert_cmpint (choice->kind, ==, SPT_FIELD_CHOICE);
  g_assert_cmpstr (choice->choices[0].label, ==, "E.1 Residenza");
  g_assert_cmpint (spt_group_def_find_field (root, "L1_1dataIntervento")->kind, ==, SPT_FIELD_DATE);
  g_assert_cmpuint (pages->len, ==, 46);
  g_assert_cmpstr (g_ptr_array_index (pages, 0), ==, "impianto.scheda_1_2_ubicazione");
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
}

static gboolean
has_text (JsonArray  *array,
          const char *text)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (strcmp (json_array_get_string_element (array, i), text) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The matrix and the schemas say the same. */
static void
test_matrix (void)
{
  static const char *const needs[] = { "mandatory", "one-of", "conditional", "optional" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = spt_data_load_json ("catasto/matrix.json", &error);
  JsonObject *root;
  JsonArray *schede;
  JsonArray *operations;
  guint n_invokable = 0;

  g_assert_no_error (error);
  root = json_node_get_object (node);
  schede = json_object_get_array_member (root, "schede");
  operations = json_object_get_array_member (root, "operations");
  g_assert_cmpuint (json_array_get_length (schede), ==, 47);
  g_assert_cmpuint (json_array_get_length (operations), ==, 19);

  for (guint i = 0; i < json_array_get_length (operations); i++)
    {
      JsonObject *operation = json_array_get_object_element (operations, i);
      const char *id = json_object_get_string_member (operation, "api-id");
      g_autofree char *file = NULL;
      g_autoptr (SptXsd) xsd = NULL;
      const SptGroupDef *plant;
      const SptFieldDef *api_id;
      gboolean listed = FALSE;

      if (!json_object_get_boolean_member (operation, "invokable"))
        {
          g_assert_true (strcmp (id, "6") == 0 || strcmp (id, "7") == 0);
          continue;
        }
      n_invokable++;
      file = g_strconcat (json_object_get_string_member (operation, "call"), ".xsd", NULL);
      xsd = spt_xsd_load_data ("catasto/xsd", file, "catasto", &error);
      g_assert_no_error (error);
      api_id = spt_group_def_find_field (spt_schema_get_root (spt_xsd_get_schema (xsd)), "API_ID");
      for (guint j = 0; j < api_id->n_choices; j++)
        listed = listed || strcmp (api_id->choices[j].value, id) == 0;
      g_assert_true (listed);

      plant = spt_group_def_find_group (spt_schema_get_root (spt_xsd_get_schema (xsd)), "impianto");
      for (guint j = 0; j < json_array_get_length (schede); j++)
        {
          JsonObject *scheda = json_array_get_object_element (schede, j);
          const char *number = json_object_get_string_member (scheda, "id");
          const SptGroupDef *group;
          guint n = 0;

          for (guint k = 0; k < G_N_ELEMENTS (needs); k++)
            n += has_text (get_array (operation, needs[k]), number);
          g_assert_cmpuint (n, <=, 1);
          if (strcmp (number, "1.1") == 0)
            continue;
          group = spt_group_def_find_group (plant,
                                            json_object_get_string_member (scheda, "element"));
          if (n == 1)
            g_assert_nonnull (group);
          /* Call 1 has the schede of its three operations, one of which is chosen. */
          if (group != NULL && group->show_if == NULL && strcmp (id, "86") != 0)
            g_assert_cmpuint (group->min, ==,
                              has_text (get_array (operation, "mandatory"), number));
          if (n == 0 && group != NULL)
            g_assert_nonnull (group->show_if);
          if (has_text (get_array (operation, "documented"), number))
            g_assert_cmpuint (n, ==, 1);
        }
    }
  g_assert_cmpuint (n_invokable, ==, 17);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");

  for (guint i = 1; i <= N_CALLS; i++)
    {
      g_autofree char *name = g_strdup_printf ("/catasto/schemas/examples/%u", i);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_examples);
    }
  g_test_add_func ("/catasto/schemas/mistakes", test_mistakes);
  g_test_add_func ("/catasto/schemas/order", test_order);
  g_test_add_func ("/catasto/schemas/agreement", test_agreement);
  g_test_add_func ("/catasto/schemas/labels", test_labels);
  g_test_add_func ("/catasto/schemas/matrix", test_matrix);

  return g_test_run ();
}
