/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents of plants on paper: everything of every example is there, in the order of the ministerial
 * model, and what became of it is at the foot. */
#include "config.h"

#include <string.h>

#include "base/spt-data.h"
#include "services/catasto/spt-catasto-paper.h"
#include "services/catasto/spt-catasto-schemas.h"

#include "paper-values.h"

static const struct
{
  guint       call;
  const char *name;
} examples[] = {
  { 1, "api_call_1-full-1" },   { 1, "api_call_1-full-2" },   { 1, "api_call_1-full-3" },
  { 1, "api_call_1-minimal" },  { 2, "api_call_2-full" },     { 2, "api_call_2-minimal" },
  { 3, "api_call_3-full" },     { 4, "api_call_4-full" },     { 5, "api_call_5-full" },
  { 6, "api_call_6-full" },     { 7, "api_call_7-full" },     { 8, "api_call_8-full-1" },
  { 8, "api_call_8-full-2" },   { 8, "api_call_8-full-3" },   { 8, "api_call_8-full-4" },
  { 8, "api_call_8-minimal" },  { 9, "api_call_9-full" },     { 9, "api_call_9-minimal" },
  { 10, "api_call_10-full" },   { 10, "api_call_10-minimal" }, { 11, "api_call_11-full" },
  { 11, "api_call_11-minimal" },
};

static SptXsd *
ref_schema (guint call)
{
  g_autoptr (GError) error = NULL;
  SptXsd *xsd = spt_catasto_schemas_ref (call, &error);

  g_assert_no_error (error);

  return xsd;
}

static SptRecord *
read_text (SptXsd     *xsd,
           const char *text)
{
  SptRecord *record = spt_record_new (spt_xsd_get_schema (xsd));
  g_autoptr (GError) error = NULL;

  spt_xsd_read (xsd, text, strlen (text), record, NULL, &error);
  g_assert_no_error (error);

  return record;
}

static char *
load_example (const char *name)
{
  g_autofree char *path = g_strdup_printf (EXAMPLES "/%s.xml", name);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static SptRecord *
read_example (SptXsd     *xsd,
              const char *name)
{
  g_autofree char *text = load_example (name);

  return read_text (xsd, text);
}

static SptPaper *
make_paper (SptXsd    *xsd,
            SptRecord *record)
{
  SptPaperFacts facts = { SPT_PAPER_STATUS_DRAFT };
  g_autoptr (GError) error = NULL;
  SptPaper *paper = spt_catasto_paper_new (xsd, record, &facts, &error);

  g_assert_no_error (error);

  return paper;
}

static char *
dup_paper (SptXsd    *xsd,
           SptRecord *record)
{
  g_autoptr (SptPaper) paper = make_paper (xsd, record);

  return spt_paper_dup_text (paper);
}

static void
test_values (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (SptXsd) xsd = ref_schema (examples[index].call);
  g_autoptr (SptRecord) record = read_example (xsd, examples[index].name);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  paper_make_unique (record, expected);
  g_assert_cmpuint (expected->len, >, 1);
  text = dup_paper (xsd, record);
  for (guint i = 0; i < expected->len; i++)
    {
      if (strstr (text, g_ptr_array_index (expected, i)) == NULL)
        g_error ("%s: “%s” is not on paper", examples[index].name, (char *) g_ptr_array_index (expected, i));
    }
}

typedef struct
{
  SptXsd     *xsd;
  SptRecord  *record;
  const char *text;
  guint       n;
} Flip;

/* Another answer gives another paper, and what was asked is on it. */
static void
flip (SptNode           *node,
      const SptFieldDef *field,
      gpointer           user_data)
{
  Flip *self = user_data;
  g_autofree char *before = g_strdup (spt_node_get (node, field->index));
  g_autofree char *after = NULL;
  const char *other = NULL;

  if (field->kind == SPT_FIELD_BOOLEAN)
    other = g_str_equal (before, "true") ? "false" : "true";
  for (guint i = 0; field->kind == SPT_FIELD_CHOICE && i < field->n_choices; i++)
    {
      if (!g_str_equal (field->choices[i].value, before))
        other = field->choices[i].value;
    }
  if (other == NULL)
    return;
  spt_node_set (node, field->index, other, -1);
  after = dup_paper (self->xsd, self->record);
  spt_node_set (node, field->index, before, -1);
  if (g_str_equal (after, self->text))
    g_error ("%s: “%s” and “%s” are the same on paper", field->name, before, other);
  /* A unit stands behind its number, and a choice is its alternatives. */
  if (*field->name != '#' && strstr (field->name, "unita") == NULL && strstr (field->name, "portataCombu") == NULL &&
      strstr (self->text, field->label) == NULL)
    g_error ("%s: “%s” is not on paper", field->name, field->label);
  self->n++;
}

static void
test_answers (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr (SptXsd) xsd = ref_schema (examples[index].call);
  g_autoptr (SptRecord) record = read_example (xsd, examples[index].name);
  g_autofree char *text = dup_paper (xsd, record);
  Flip self = { xsd, record, text, 0 };

  paper_walk (spt_record_get_root (record), flip, &self);
  g_assert_cmpuint (self.n, >, 0);
}

static void
assert_order (const char *text,
              ...)
{
  const char *at = text;
  const char *part;
  va_list arguments;

  va_start (arguments, text);
  while ((part = va_arg (arguments, const char *)) != NULL)
    {
      const char *found = strstr (at, part);

      if (found == NULL)
        g_error ("“%s” is not there, or not in its order, in:\n%s", part, text);
      at = found + strlen (part);
    }
  va_end (arguments);
}

static void
test_order_libretto (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (2);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_2-full");
  g_autofree char *text = dup_paper (xsd, record);

  assert_order (text, "# 1. Scheda identificativa", "## 1.1 ", "PROVA0001", "## 1.2 ", "Unità immobiliari", "## 1.3 ",
                "## 1.4 ", "## 1.5 ", "## 1.6 ", "Firma del responsabile", "# 2. Trattamento acqua", "## 2.1 ",
                "## 2.5 ", "# 3. Nomina", "Firma del terzo responsabile", "# 4. Generatori", "## 4.1 ", "### GT 1\n",
                "In uso | Sostituito 1 | Sostituito 2", "### GT 2\n", "## 4.8 ", "# 5. ", "# 6. ", "# 7. ", "# 8. ",
                "# 9. ", "# 10. ", "# 11. ", "# 12. ", "# 13. ", "# 14. ", "## 14.4 ", NULL);
}

/* The order is the table's, whatever the schema's: a minimal libretto has only what is in use. */
static void
test_order_minimal (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (2);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_2-minimal");
  g_autofree char *text = dup_paper (xsd, record);

  assert_order (text, "# 1. ", "# 4. Generatori", "# 7. ", NULL);
  g_assert_null (strstr (text, "# 2. "));
  g_assert_null (strstr (text, "# 3. "));
  g_assert_null (strstr (text, "# 14. "));
  g_assert_null (strstr (text, "4.2"));
}

static void
test_order_reports (void)
{
  static const char *const measures[] = { "Temperatura dei fumi (°C) | 62,50", "Surriscaldamento (K) | ", "Mandata del primario",
                                          "Sovrafrequenza, soglia fase 1" };

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *name = g_strdup_printf ("api_call_8-full-%u", i + 1);
      g_autofree char *title = g_strdup_printf ("tipo %u", i + 1);
      g_autoptr (SptXsd) xsd = ref_schema (8);
      g_autoptr (SptRecord) record = read_example (xsd, name);
      g_autoptr (SptPaper) paper = make_paper (xsd, record);
      g_autofree char *text = spt_paper_dup_text (paper);

      g_assert_nonnull (strstr (spt_paper_get_title (paper), title));
      assert_order (text, "## A. ", "## B. ", SPT_PAPER_TICKED "\302\240Sì  " SPT_PAPER_UNTICKED "\302\240No", "## C. ",
                    "## D. ", "NC", "## E. ", measures[i], "## F. ", "Firma leggibile del tecnico | Mario Rossi",
                    "per presa visione, del responsabile | Mario Rossi", NULL);
    }
}

static void
test_order_inspection (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (9);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_9-full");
  g_autofree char *text = dup_paper (xsd, record);

  assert_order (text, "## 1. ", "## 2. ", "## 3. ", "## 4. ", "## 5. ", "## Gruppo termico", "### 6. ", "### 7. ", "### 8. ",
                "### 9. ", "7a, 7b", "## Macchina", "### 9. ", "## 10. ", "## 11. ", "## 12. ", "Firma dell'ispettore", NULL);
}

static void
test_units (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (8);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_8-full-1");
  g_autofree char *text = dup_paper (xsd, record);

  g_assert_nonnull (strstr (text, "Potenza al focolare | 24,00 kW\n"));
  g_assert_nonnull (strstr (text, "Portata di combustibile | 120,5 m³/h | 120,5 m³/h\n"));
  g_assert_null (strstr (text, "Unità della portata"));
}

/* A unit without its number is still said. */
static void
test_unit_alone (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (8);
  g_autofree char *example = load_example ("api_call_8-full-1");
  g_auto (GStrv) parts = g_strsplit (example, "<A_E_valorePortata>120.5</A_E_valorePortata>", -1);
  g_autofree char *less = g_strjoinv ("", parts);
  g_autoptr (SptRecord) record = read_text (xsd, less);
  g_autofree char *text = dup_paper (xsd, record);

  g_assert_nonnull (strstr (text, "Unità della portata"));
}

static void
test_rest (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (2);
  g_autofree char *example = load_example ("api_call_2-full");
  g_auto (GStrv) parts = g_strsplit (example, "<L4_1gruppoTermicoSostituito>", 2);
  g_autofree char *more = g_strdup_printf ("%s<L4_1gruppoTermicoSostituito><nuovo a=\"b\">mai visto</nuovo>%s", parts[0], parts[1]);
  g_autoptr (SptRecord) record = read_text (xsd, more);
  g_autofree char *text = dup_paper (xsd, record);

  g_assert_nonnull (strstr (text, "mai visto</nuovo>"));
  g_assert_nonnull (strstr (text, "come sta nell'XML"));
}

static void
test_facts (void)
{
  g_autoptr (SptXsd) xsd = ref_schema (8);
  g_autoptr (SptXsd) libretto_xsd = ref_schema (2);
  g_autoptr (SptRecord) record = read_example (xsd, "api_call_8-full-1");
  g_autoptr (SptRecord) libretto = read_example (libretto_xsd, "api_call_2-full");
  SptPaperFacts facts = { SPT_PAPER_STATUS_ACCEPTED, G_GINT64_CONSTANT (1710500000000), "2024-000123" };
  g_autoptr (SptPaper) accepted = NULL;
  g_autoptr (SptPaper) plain = NULL;
  g_autoptr (SptPaper) draft = make_paper (xsd, record);
  g_autofree char *text = NULL;
  g_autofree char *without = spt_paper_dup_text (draft);
  g_autofree char *name = NULL;

  g_assert_cmpstr (spt_paper_get_foot (draft), ==, "Bozza: non inviato");
  g_assert_cmpstr (spt_paper_get_head_right (draft), ==, "Codice impianto\nPROVA0001");
  g_assert_cmpstr (spt_paper_get_head_left (draft), ==, "");
  facts.libretto_xsd = libretto_xsd;
  facts.libretto = libretto;
  facts.responsible = "Bianchi Anna";
  accepted = spt_catasto_paper_new (xsd, record, &facts, NULL);
  text = spt_paper_dup_text (accepted);
  g_assert_cmpstr (spt_paper_get_foot (accepted), ==, "Accettato dal catasto il 15/03/2024, id invio 2024-000123");
  g_assert_cmpstr (spt_paper_get_head_left (accepted), ==, "Via di Prova 10, 70121 Bari BA\nResponsabile: Bianchi Anna");
  /* The machine is the libretto's of that number, and the document's own words stay. */
  assert_order (text, "## A. ", "(dal libretto)", "Foglio", "## E. Gruppo termico 1", "Gruppo termico (dal libretto)",
                "Fabbricante", "Analisi dei fumi", "## E. Gruppo termico 2", "(dal libretto)", NULL);
  g_assert_null (strstr (without, "(dal libretto)"));
  facts.submission_id = NULL;
  plain = spt_catasto_paper_new (xsd, record, &facts, NULL);
  g_assert_cmpstr (spt_paper_get_foot (plain), ==, "Accettato dal catasto il 15/03/2024");
  name = spt_catasto_paper_dup_name (accepted, "A/B 1");
  g_assert_cmpstr (name, ==, "rapporto-di-controllo-di-efficienza-energetica-A-B-1.pdf");
  g_assert_null (strstr (spt_paper_get_title (accepted), "PROVA"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  spt_data_set_language ("it");
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *values = g_strdup_printf ("/catasto/paper/values/%s", examples[i].name);
      g_autofree char *answers = g_strdup_printf ("/catasto/paper/answers/%s", examples[i].name);

      g_test_add_data_func (values, GUINT_TO_POINTER (i), test_values);
      if (strstr (examples[i].name, "full") != NULL)
        g_test_add_data_func (answers, GUINT_TO_POINTER (i), test_answers);
    }
  g_test_add_func ("/catasto/paper/order/libretto", test_order_libretto);
  g_test_add_func ("/catasto/paper/order/minimal", test_order_minimal);
  g_test_add_func ("/catasto/paper/order/reports", test_order_reports);
  g_test_add_func ("/catasto/paper/order/inspection", test_order_inspection);
  g_test_add_func ("/catasto/paper/units", test_units);
  g_test_add_func ("/catasto/paper/unit-alone", test_unit_alone);
  g_test_add_func ("/catasto/paper/rest", test_rest);
  g_test_add_func ("/catasto/paper/facts", test_facts);

  return g_test_run ();
}
