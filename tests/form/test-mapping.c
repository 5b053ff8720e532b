/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings: templates, their JSON, what is guessed from names, names of columns. */
#include "config.h"

#include "base/spt-data.h"
#include "form/spt-csv-header.h"
#include "form/spt-csv-mapping.h"

static const char *const header[] = { "Cognome", "Nome", "Importo €", "a{b}", "C" };
static const char *const fields[] = { " Rossi ", "", "12,50\302\240", "x\r\ny", "0" };

static char *
apply (const char *template_text)
{
  g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_new ();

  spt_csv_mapping_set_template (mapping, "t", template_text);

  return spt_csv_mapping_apply (mapping, header, G_N_ELEMENTS (header), fields,
                                G_N_ELEMENTS (fields), "t");
}

static void
test_templates (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
  } cases[] = {
    { "{Cognome}", "Rossi" },
    { "{Cognome} {Nome}", "Rossi" },
    { "{Nome} {Cognome}", "Rossi" },
    { "{Cognome} {Nome} {C}", "Rossi 0" },
    { "{Nome}", "" },
    { "n. {Nome}", "" },
    { "n. {Cognome}!", "n. Rossi!" },
    { "TARI 2026", "TARI 2026" },
    { "{{Cognome}}", "{Cognome}" },
    { "{a{{b}}}", "x y" },
    { "{Importo €}", "12,50" },
    { "{Manca}", "" },
    { "{", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cell = apply (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (cell, ==, cases[i].cell);
    }
}

static void
test_check_template (void)
{
  g_autofree char *missing = NULL;
  g_autofree char *brace = NULL;
  g_autofree char *column = spt_csv_mapping_dup_column ("a{b}");

  g_assert_cmpstr (column, ==, "{a{{b}}}");
  g_assert_true (spt_csv_mapping_check_template (column, header, G_N_ELEMENTS (header), NULL));
  g_assert_true (spt_csv_mapping_check_template ("fixed", header, G_N_ELEMENTS (header), NULL));
  g_assert_false (spt_csv_mapping_check_template ("{Cognome} {Manca}", header,
                                                  G_N_ELEMENTS (header), &missing));
  g_assert_cmpstr (missing, ==, "Manca");
  g_assert_false (spt_csv_mapping_check_template ("x {Cognome", header, G_N_ELEMENTS (header),
                                                  &brace));
  g_assert_cmpstr (brace, ==, "");
}

static void
test_json (void)
{
  static const char *const bad[] = {
    "", "[]", "{}", "{\"columns\":[]}", "{\"columns\":{\"a\":1}}", "{\"columns\":{\"a\":\"{x\"}}",
    "{\"version\":2,\"columns\":{}}", "{\"decimal\":\"dot\",\"columns\":{}}",
    "{\"headerRow\":0,\"columns\":{}}",
  };
  g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_new ();
  g_autoptr (SptCsvMapping) read = NULL;
  g_autoptr (SptCsvMapping) copy = NULL;
  g_autoptr (GPtrArray) targets = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  g_assert_true (spt_csv_mapping_is_empty (mapping));
  spt_csv_mapping_set_template (mapping, "iupd", "{Codice \"A\"}");
  spt_csv_mapping_set_template (mapping, "amount", "{Importo}");
  spt_csv_mapping_set_template (mapping, "iuv", "{IUV}");
  spt_csv_mapping_set_template (mapping, "amount", NULL);
  spt_csv_mapping_set_decimal (mapping, SPT_DECIMAL_POINT);
  spt_csv_mapping_set_header_row (mapping, 3);
  spt_csv_mapping_set_sheet (mapping, "Foglio 1");
  spt_csv_mapping_correct (mapping, 7, "iupd", "B");
  json = spt_csv_mapping_dup_json (mapping);
  g_assert_cmpstr (json, ==,
                   "{\"version\":1,\"decimal\":\"point\",\"headerRow\":3,\"sheet\":\"Foglio 1\","
                   "\"columns\":{\"iupd\":\"{Codice \\\"A\\\"}\",\"iuv\":\"{IUV}\"}}");
  read = spt_csv_mapping_parse (json, &error);
  g_assert_no_error (error);
  again = spt_csv_mapping_dup_json (read);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpuint (spt_csv_mapping_get_n_corrections (read), ==, 0);
  targets = spt_csv_mapping_list_targets (read);
  g_assert_cmpuint (targets->len, ==, 2);
  g_assert_cmpstr (targets->pdata[1], ==, "iuv");

  copy = spt_csv_mapping_copy (mapping);
  g_assert_cmpstr (spt_csv_mapping_get_correction (copy, 7, "iupd"), ==, "B");
  g_assert_null (spt_csv_mapping_get_correction (copy, 8, "iupd"));
  spt_csv_mapping_correct (copy, 7, "iupd", NULL);
  g_assert_null (spt_csv_mapping_get_correction (copy, 7, "iupd"));
  g_assert_cmpuint (spt_csv_mapping_get_n_corrections (mapping), ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) failure = NULL;

      g_assert_null (spt_csv_mapping_parse (bad[i], &failure));
      g_assert_nonnull (failure);
    }
}

static void
test_sources (void)
{
  g_autoptr (SptCsvMapping) mapping = spt_csv_mapping_new ();
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  spt_csv_mapping_set_template (mapping, "fullName", "Sig. {Cognome} {Nome}");
  spt_csv_mapping_set_template (mapping, "type", "F");
  spt_csv_mapping_set_template (mapping, "transfer.1.iban", "{IBAN}");
  one = spt_csv_mapping_dup_source (mapping, "fullName");
  g_assert_cmpstr (one, ==, "Cognome, Nome");
  g_assert_null (spt_csv_mapping_dup_source (mapping, "type"));
  g_assert_null (spt_csv_mapping_dup_source (mapping, "amount"));
  /* A further row of the file brought it. */
  two = spt_csv_mapping_dup_source (mapping, "transfer.2.iban");
  g_assert_cmpstr (two, ==, "IBAN");
}

static void
test_names (void)
{
  static const char *const cells[] = { " Nome ", "", "Nome", "a\nb", "B", "", " " };
  g_autoptr (GPtrArray) names = spt_csv_header_list_names (cells, G_N_ELEMENTS (cells));
  g_autofree char *digest = NULL;
  g_autofree char *same = NULL;
  const char *ours[] = { "Nome", "sportello.state" };

  g_assert_cmpuint (names->len, ==, 5);
  g_assert_cmpstr (names->pdata[0], ==, "Nome");
  g_assert_cmpstr (names->pdata[1], ==, "B");
  g_assert_cmpstr (names->pdata[2], ==, "Nome (2)");
  g_assert_cmpstr (names->pdata[3], ==, "a b");
  g_assert_cmpstr (names->pdata[4], ==, "B (2)");

  digest = spt_csv_mapping_dup_header_digest (ours, 1);
  same = spt_csv_mapping_dup_header_digest (ours, 2);
  g_assert_cmpuint (strlen (digest), ==, 64);
  g_assert_cmpstr (digest, ==, same);
}

static void
test_guess (void)
{
  static const SptCsvColumn columns[] = {
    { "iupd", "Identificativo", NULL, TRUE, SPT_FIELD_CODE },
    { "fiscalCode", "Codice fiscale o partita IVA", NULL, TRUE, SPT_FIELD_FISCAL_CODE },
    { "fullName", "Nome e cognome o ragione sociale", NULL, TRUE, SPT_FIELD_TEXT },
    { "city", "Comune", NULL, FALSE, SPT_FIELD_TEXT },
    { "amount", "Importo", "Pagamento", TRUE, SPT_FIELD_MONEY },
    { "dueDate", "Scadenza", "Pagamento", TRUE, SPT_FIELD_DATETIME },
    { "description", "Causale dell'avviso", "Pagamento", TRUE, SPT_FIELD_TEXT },
    { "transfer.1.remittanceInformation", "Causale del versamento", "Versamento 1", TRUE, SPT_FIELD_TEXT },
  };
  static const char *const theirs[] = {
    "Id. pratica", "COGNOME", "Nome", "Cod. Fisc.", "IMPORTO", "Data scadenza", "Città", "Causale", "Note",
  };
  static const char *const programs[] = { "codiceFiscale", "dataScadenza" };
  g_autoptr (SptCsvMapping) mapping = NULL;
  g_autoptr (SptCsvMapping) humps = NULL;

  humps = spt_csv_mapping_guess (programs, G_N_ELEMENTS (programs), columns, G_N_ELEMENTS (columns));
  g_assert_cmpstr (spt_csv_mapping_get_template (humps, "fiscalCode"), ==, "{codiceFiscale}");
  g_assert_cmpstr (spt_csv_mapping_get_template (humps, "dueDate"), ==, "{dataScadenza}");

  mapping = spt_csv_mapping_guess (theirs, G_N_ELEMENTS (theirs), columns, G_N_ELEMENTS (columns));
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "iupd"), ==, "{Id. pratica}");
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "fiscalCode"), ==, "{Cod. Fisc.}");
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "fullName"), ==, "{COGNOME} {Nome}");
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "city"), ==, "{Città}");
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "amount"), ==, "{IMPORTO}");
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "dueDate"), ==, "{Data scadenza}");
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "description"), ==, "{Causale}");
  g_assert_cmpstr (spt_csv_mapping_get_template (mapping, "transfer.1.remittanceInformation"), ==,
                   "{Causale}");
  g_assert_cmpuint (spt_csv_mapping_count_known (theirs, G_N_ELEMENTS (theirs), columns,
                                                 G_N_ELEMENTS (columns)), ==, 8);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mapping/templates", test_templates);
  g_test_add_func ("/mapping/check-template", test_check_template);
  g_test_add_func ("/mapping/json", test_json);
  g_test_add_func ("/mapping/sources", test_sources);
  g_test_add_func ("/mapping/names", test_names);
  g_test_add_func ("/mapping/guess", test_guess);

  return g_test_run ();
}
