/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every field of the voucher requests, on both sides of each limit. */
#define G_LOG_DOMAIN "spt-test-practice"

#include "voucher-harness.h"

#include <string.h>

static Practice *practice;
static char *token;

#define BAD_HEAD "Parametri di input non conformi o mancanti: "

/* The names after the colon, or NULL if the fields were good. */
static char *
faulty (const char *operation,
        const char *body)
{
  g_autoptr (Answer) answer = voucher_send (practice, PROD, operation, token, body);
  g_autofree char *outcome = voucher_outcome (answer);
  g_autofree char *text = answer_text (answer, "descrizione");

  if (!g_str_equal (outcome, "VALIDATION_NOK"))
    return NULL;
  g_assert_cmpuint (answer->status, ==, 400);
  g_assert_true (g_str_has_prefix (text, BAD_HEAD));
  return g_strdup (text + strlen (BAD_HEAD));
}

typedef struct
{
  const char *path;
  const char *value;
  gboolean    good;
} Row;

static void
run_rows (const char *operation,
          const char *document,
          const char *party,
          const Row  *rows,
          guint       count)
{
  guint i;

  for (i = 0; i < count; i++)
    {
      const char *dot = strrchr (rows[i].path, '.');
      g_autofree char *code = voucher_person ();
      /* A partita IVA has 11 characters. */
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", strstr (party, "Iva") != NULL
                                                 ? code + 5 : code);
      g_autofree char *fresh = voucher_change (document, party, quoted, NULL);
      g_autofree char *body = voucher_change (fresh, rows[i].path, rows[i].value, NULL);
      g_autofree char *names = faulty (operation, body);

      g_test_message ("%s %s=%s: %s", operation, rows[i].path, rows[i].value, names);
      g_assert_cmpstr (names, ==, rows[i].good ? NULL : dot != NULL ? dot + 1 : rows[i].path);
    }
}

#define RUN(operation, document, party, rows) \
  run_rows ((operation), (document), (party), (rows), G_N_ELEMENTS (rows))

static void
test_family (void)
{
  static const Row rows[] = {
    { "operatore", "-", FALSE },
    { "operatore", "[]", FALSE },
    { "operatore.partitaIvaOperatore", "-", FALSE },
    { "operatore.partitaIvaOperatore", "null", FALSE },
    { "operatore.partitaIvaOperatore", "\"\"", FALSE },
    { "operatore.partitaIvaOperatore", "@12", FALSE },
    { "operatore.partitaIvaOperatore", "7643520567", FALSE },
    { "operatore.codiceUnivocoOfferta", "-", FALSE },
    { "operatore.codiceUnivocoOfferta", "@100", TRUE },
    { "operatore.codiceUnivocoOfferta", "@101", FALSE },
    { "operatore.owner", "-", TRUE },
    { "operatore.owner", "null", TRUE },
    { "operatore.owner", "\"\"", TRUE },
    { "operatore.owner", "@100", TRUE },
    { "operatore.owner", "@101", FALSE },
    { "operatore.owner", "1", FALSE },
    { "operatore.tecnologiaPrenotata", "-", FALSE },
    { "operatore.tecnologiaPrenotata", "\"FWA\"", TRUE },
    { "operatore.tecnologiaPrenotata", "\"FTTC\"", TRUE },
    { "operatore.tecnologiaPrenotata", "\"FTTB\"", TRUE },
    { "operatore.tecnologiaPrenotata", "\"SAT\"", TRUE },
    { "operatore.tecnologiaPrenotata", "\"MULTI\"", FALSE },
    { "operatore.tecnologiaPrenotata", "\"ftth\"", FALSE },
    { "operatore.tecnologiaPrenotata", "\"FTTH FWA\"", FALSE },
    { "operatore.dataPrenotazione", "\"qualcosa\"", TRUE },
    { "famiglia", "[]", FALSE },
    { "famiglia.codiceFiscale", "-", FALSE },
    { "famiglia.codiceFiscale", "\"TST000000000000X\"", TRUE },
    { "famiglia.codiceFiscale", "\"TST000000000000XY\"", FALSE },
    { "famiglia.cognome", "-", FALSE },
    { "famiglia.cognome", "\"   \"", FALSE },
    { "famiglia.cognome", "@100", TRUE },
    { "famiglia.cognome", "@101", FALSE },
    { "famiglia.nome", "@100", TRUE },
    { "famiglia.nome", "@101", FALSE },
    { "famiglia.nome", "-", FALSE },
    { "famiglia.sesso", "\"F\"", TRUE },
    { "famiglia.sesso", "\"X\"", FALSE },
    { "famiglia.sesso", "\"\"", FALSE },
    { "famiglia.sesso", "-", FALSE },
    { "famiglia.dataDiNascita", "\"2000-02-29\"", TRUE },
    { "famiglia.dataDiNascita", "\"1900-02-29\"", FALSE },
    { "famiglia.dataDiNascita", "\"1980-1-1\"", FALSE },
    { "famiglia.dataDiNascita", "\"1980-01-01T00:00:00\"", FALSE },
    { "famiglia.dataDiNascita", "\"01/01/1980\"", FALSE },
    { "famiglia.dataDiNascita", "-", FALSE },
    { "famiglia.luogoDiNascita", "@40", TRUE },
    { "famiglia.luogoDiNascita", "@41", FALSE },
    { "famiglia.luogoDiNascita", "-", FALSE },
    { "famiglia.numeroComponentiNucleoFamigliare", "-", FALSE },
    { "famiglia.numeroComponentiNucleoFamigliare", "0", FALSE },
    { "famiglia.numeroComponentiNucleoFamigliare", "2", FALSE },
    { "famiglia.numeroComponentiNucleoFamigliare", "\"1\"", FALSE },
    { "famiglia.numeroComponentiNucleoFamigliare", "1.5", FALSE },
    { "famiglia.codiciFiscaliFamigliari", "[]", TRUE },
    { "famiglia.codiciFiscaliFamigliari", "null", TRUE },
    { "famiglia.codiciFiscaliFamigliari", "\"TST000000000000Z\"", FALSE },
    { "famiglia.tipologia", "\"FAM2\"", TRUE },
    { "famiglia.tipologia", "\"FAM3\"", FALSE },
    { "famiglia.tipologia", "\"IMP1\"", FALSE },
    { "famiglia.tipologia", "-", FALSE },
    { "tipoDocumento", "\"PP\"", TRUE },
    { "tipoDocumento", "\"PT\"", TRUE },
    { "tipoDocumento", "\"XX\"", FALSE },
    { "tipoDocumento", "-", FALSE },
    { "dataScadenzaDocumento", "-", FALSE },
    { "dataScadenzaDocumento", "\"2030-02-30\"", FALSE },
    { "numeroDocumento", "@25", TRUE },
    { "numeroDocumento", "@26", FALSE },
    { "numeroDocumento", "-", FALSE },
    { "numeroDiTelefono", "@20", TRUE },
    { "numeroDiTelefono", "@21", FALSE },
    { "numeroDiTelefono", "-", FALSE },
    { "email", "@40", TRUE },
    { "email", "@41", FALSE },
    { "email", "-", FALSE },
    { "pec", "@40", TRUE },
    { "pec", "@41", FALSE },
    { "indirizzoInstallazione", "-", FALSE },
    { "indirizzoInstallazione.via", "@150", TRUE },
    { "indirizzoInstallazione.via", "@151", FALSE },
    { "indirizzoInstallazione.via", "-", FALSE },
    { "indirizzoInstallazione.civico", "@10", TRUE },
    { "indirizzoInstallazione.civico", "@11", FALSE },
    { "indirizzoInstallazione.civico", "-", FALSE },
    { "indirizzoInstallazione.cap", "@5", TRUE },
    { "indirizzoInstallazione.cap", "@6", FALSE },
    { "indirizzoInstallazione.cap", "184", FALSE },
    { "indirizzoInstallazione.cap", "-", FALSE },
    { "indirizzoInstallazione.palazzina", "@10", TRUE },
    { "indirizzoInstallazione.palazzina", "@11", FALSE },
    { "indirizzoInstallazione.scala", "@10", TRUE },
    { "indirizzoInstallazione.scala", "@11", FALSE },
    { "indirizzoInstallazione.piano", "@10", TRUE },
    { "indirizzoInstallazione.piano", "@11", FALSE },
    { "indirizzoInstallazione.interno", "@10", TRUE },
    { "indirizzoInstallazione.interno", "@11", FALSE },
    { "indirizzoInstallazione.codiceIstatComune", "\"58091\"", FALSE },
    { "indirizzoInstallazione.codiceIstatComune", "\"0580911\"", FALSE },
    { "indirizzoInstallazione.codiceIstatComune", "58091", FALSE },
    { "indirizzoInstallazione.codiceIstatComune", "-", FALSE },
    { "indirizzoInstallazione.tipo", "-", TRUE },
    { "indirizzoInstallazione.tipo", "\"DOMICILIO\"", TRUE },
    { "indirizzoInstallazione.tipo", "\"SEDE\"", FALSE },
    { "velocitaDownloadMbit", "-", FALSE },
    { "velocitaDownloadMbit", "30", TRUE },
    { "velocitaDownloadMbit", "29", TRUE },     /* 011, not the fields */
    { "velocitaDownloadMbit", "99999", TRUE },
    { "velocitaDownloadMbit", "100000", FALSE },
    { "velocitaDownloadMbit", "-1", FALSE },
    { "velocitaDownloadMbit", "100.0", FALSE },
    { "velocitaDownloadMbit", "\"100\"", FALSE },
    { "codiceUnivocoCella", "\"20MN1234567E1234567\"", TRUE },
    { "codiceUnivocoCella", "\"100MN1234567E1234567\"", TRUE },
    { "codiceUnivocoCella", "\"20MN12345678E123456\"", FALSE },
    { "codiceUnivocoCella", "\"50MN1234567E1234567\"", FALSE },
    { "codiceUnivocoCella", "\"20MN1234567E12345678\"", FALSE },
    { "codiceUnivocoCella", "\"20MN1234567E123456\"", FALSE },
    { "codiceUnivocoCella", "\"100MN1234567E123456\"", FALSE },
    { "codiceUnivocoCella", "\"20MN123456AE1234567\"", FALSE },
    { "codiceUnivocoCella", "\"20MN1234567e1234567\"", FALSE },
    { "codiceUnivocoCella", "\"\"", FALSE },
    { "sconosciuto", "\"x\"", TRUE },
  };

  RUN ("prenotazione", FAMILY, "famiglia.codiceFiscale", rows);
}

static void
test_firm (void)
{
  static const Row rows[] = {
    { "impresa", "[]", FALSE },
    { "impresa.partitaIva", "-", FALSE },
    { "impresa.partitaIva", "\"123456789012\"", FALSE },
    { "impresa.ragioneSociale", "@80", TRUE },
    { "impresa.ragioneSociale", "@81", FALSE },
    { "impresa.ragioneSociale", "-", FALSE },
    { "impresa.codiceAteco", "\"62.01.00\"", TRUE },
    { "impresa.codiceAteco", "@9", FALSE },
    { "impresa.tipologia", "\"IMP2\"", TRUE },
    { "impresa.tipologia", "\"FAM1\"", FALSE },
    { "impresa.tipologia", "-", FALSE },
    { "tipoDocumento", "\"CI\"", TRUE },
    { "tipoDocumento", "\"XX\"", FALSE },
    { "numeroDocumento", "@25", TRUE },
    { "numeroDocumento", "@26", FALSE },
    { "dataScadenzaDocumento", "\"mai\"", TRUE },   /* not in the table of firms */
    { "numeroDiTelefono", "-", FALSE },
    { "email", "-", FALSE },
    { "velocitaDownloadMbit", "-", FALSE },
    { "indirizzoInstallazione", "null", FALSE },
  };

  RUN ("prenotazione", FIRM, "impresa.partitaIva", rows);
}

static void
test_steps (void)
{
  static const Row activation[] = {
    { "dataAttivazione", "-", FALSE },
    { "dataAttivazione", "\"2026-01-02\"", FALSE },
    { "dataAttivazione", "\"2026-01-02T10:00:00\"", TRUE },
    { "dataAttivazione", "\"2026-01-02T10:00:00Z\"", TRUE },
    { "dataAttivazione", "\"2026-01-02T10:00:00+01:00\"", TRUE },
    { "dataAttivazione", "\"2026-01-02T10:00:00.1234567-14:00\"", TRUE },
    { "dataAttivazione", "\"2026-01-02T24:00:00\"", TRUE },
    { "dataAttivazione", "\"2026-01-02T24:00:01\"", FALSE },
    { "dataAttivazione", "\"2026-01-02T10:00:00+14:01\"", FALSE },
    { "dataAttivazione", "\"2026-01-02T10:00:00+0100\"", FALSE },
    { "dataAttivazione", "\"2026-01-02 10:00:00\"", FALSE },
    { "dataAttivazione", "\"2026-01-02T10:00\"", FALSE },
    { "dataAttivazione", "\"2026-01-02T10:60:00\"", FALSE },
    { "dataAttivazione", "\"2026-01-02T10:00:00.\"", FALSE },
    { "dataAttivazione", "\"2026-02-30T10:00:00\"", FALSE },
    { "codiceFiscale", "@16", TRUE },
    { "codiceFiscale", "@17", FALSE },
    { "codiceUnivocoOfferta", "@100", TRUE },
    { "codiceUnivocoOfferta", "@101", FALSE },
    { "partitaIvaOperatore", "-", FALSE },
    { "partitaIvaOperatore", "@12", FALSE },
    { "owner", "@101", FALSE },
    { "owner", "@100", TRUE },
    { "tecnologiaAttivata", "-", FALSE },
    { "tecnologiaAttivata", "\"MULTI\"", FALSE },
    { "tecnologiaAttivata", "\"SAT\"", TRUE },
  };
  static const Row end[] = {
    { "dataCessazione", "-", FALSE },
    { "dataCessazione", "\"ieri\"", FALSE },
    { "partitaIvaOperatore", "-", FALSE },
    { "owner", "@101", FALSE },
    { "tecnologiaAttivata", "\"x\"", TRUE },
  };
  static const Row withdrawal[] = {
    { "dataDisdetta", "\"ieri\"", TRUE },
    { "partitaIvaOperatore", "-", FALSE },
    { "owner", "@101", FALSE },
  };
  g_autofree char *activate = voucher_step ("attivazione", "RSSMRA80A01H501U");
  g_autofree char *close = voucher_step ("cessazione", "RSSMRA80A01H501U");
  g_autofree char *withdraw = voucher_step ("disdetta", "RSSMRA80A01H501U");
  g_autofree char *firm = voucher_step ("cessazione", "00743110157");
  static const Row vat[] = {
    { "partitaIva", "\"12345678901\"", TRUE },
    { "partitaIva", "\"123456789012\"", FALSE },
  };

  RUN ("attivazione", activate, "codiceFiscale", activation);
  RUN ("cessazione", close, "codiceFiscale", end);
  RUN ("disdetta", withdraw, "codiceFiscale", withdrawal);
  RUN ("cessazione", firm, "partitaIva", vat);
}

static void
check_names (const char *operation,
             const char *document,
             const char *path,
             const char *value,
             const char *wanted)
{
  g_autofree char *body = voucher_change (document, path, value, NULL);
  g_autofree char *names = faulty (operation, body);

  g_assert_cmpstr (names, ==, wanted);
}

/* One of the two parties, and all faults in one answer. */
static void
test_together (void)
{
  g_autofree char *step = voucher_step ("disdetta", "RSSMRA80A01H501U");
  g_autofree char *several = voucher_change (FAMILY, "operatore.owner", "@101", "famiglia.sesso",
                                             "\"X\"", "indirizzoInstallazione.cap", "-", "email",
                                             "@41", NULL);
  g_autofree char *names = faulty ("prenotazione", several);

  g_assert_cmpstr (names, ==, "owner, sesso, cap, email");
  check_names ("prenotazione", FAMILY, "famiglia", "-", "famiglia, impresa");
  check_names ("prenotazione", FAMILY, "impresa", "{}", "famiglia, impresa");
  check_names ("disdetta", step, "codiceFiscale", "-", "codiceFiscale, partitaIva");
  check_names ("disdetta", step, "partitaIva", "\"00743110157\"", "codiceFiscale, partitaIva");
}

static char *
relatives (guint count,
           guint length)
{
  GString *list = g_string_new ("[");
  guint i;

  for (i = 0; i < count; i++)
    g_string_append_printf (list, "%s\"PRN%0*u\"", i > 0 ? "," : "", (int) length - 3, i);
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

static void
test_relatives (void)
{
  static const struct
  {
    guint       count;
    guint       length;
    const char *number;
    const char *names;
  } rows[] = {
    { 1, 16, "2", NULL },
    { 1, 16, "3", NULL },
    { 1, 16, "1", "numeroComponentiNucleoFamigliare" },
    { 10, 16, "11", NULL },
    { 10, 16, "10", "numeroComponentiNucleoFamigliare" },
    { 11, 16, "12", "codiciFiscaliFamigliari" },
    { 1, 15, "2", "codiciFiscaliFamigliari" },
    { 1, 17, "2", "codiciFiscaliFamigliari" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *list = relatives (rows[i].count, rows[i].length);
      g_autofree char *code = voucher_person ();
      g_autofree char *family = voucher_family (code);
      g_autofree char *body = voucher_change (family, "famiglia.codiciFiscaliFamigliari", list,
                                              "famiglia.numeroComponentiNucleoFamigliare",
                                              rows[i].number, NULL);
      g_autofree char *names = faulty ("prenotazione", body);

      g_assert_cmpstr (names, ==, rows[i].names);
    }
  {
    g_autofree char *twice = voucher_change (FAMILY, "famiglia.codiciFiscaliFamigliari",
                                             "[\"PRN000000000000A\",\"prn000000000000a\"]",
                                             "famiglia.numeroComponentiNucleoFamigliare", "3",
                                             NULL);
    g_autofree char *names = faulty ("prenotazione", twice);

    g_assert_cmpstr (names, ==, "codiciFiscaliFamigliari");
  }
}

static void
test_body (void)
{
  static const char *const bodies[] = {
    "", "{", "[]", "null", "\"x\"", "{} {}", "{/* */}", "{'a':1}", "{\"a\":01}", "{\"a\":NaN}",
    "{\"a\":\"\xff\"}", "non json",
  };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *names = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *found = faulty ("prenotazione", bodies[i]);
      g_autofree char *shown = g_strescape (bodies[i], NULL);

      g_test_message ("%s", shown);
      g_assert_cmpstr (found, ==, "body");
    }
  for (i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  names = faulty ("disdetta", deep->str);
  g_assert_cmpstr (names, ==, "body");
}

static void
set_dates (const char *mode)
{
  g_autofree char *body = g_strdup_printf ("{\"dates\":\"%s\"}", mode);
  g_autoptr (Answer) answer = voucher_control (practice, "/settings", body);

  g_assert_cmpuint (answer->status, ==, 200);
}

/* The two dates that the tables star and revision 6 removed: ignored (see the rows), refused or
 * wanted. */
static void
test_removed_dates (void)
{
  static const char path[] = "operatore.dataPrenotazione";
  g_autofree char *code = voucher_person ();
  g_autofree char *family = voucher_family (code);
  g_autofree char *step = voucher_step ("disdetta", "RSSMRA80A01H501U");
  g_autofree char *dated = voucher_change (family, path, "\"2026-01-02T10:00:00Z\"", NULL);
  g_autofree char *later = voucher_change (family, path, "\"2199-01-02T10:00:00Z\"", NULL);

  set_dates ("reject");
  check_names ("prenotazione", family, path, "\"2026-01-02T10:00:00Z\"", "dataPrenotazione");
  check_names ("prenotazione", family, path, "null", NULL);
  check_names ("disdetta", step, "dataDisdetta", "\"2026-01-02T10:00:00Z\"", "dataDisdetta");
  set_dates ("require");
  check_names ("prenotazione", family, path, "-", "dataPrenotazione");
  check_names ("prenotazione", family, path, "\"ieri\"", "dataPrenotazione");
  check_names ("disdetta", step, "dataDisdetta", "-", "dataDisdetta");
  g_assert_outcome (practice, "prenotazione", token, later, "BUSINESS_NOK_009");
  g_assert_outcome (practice, "prenotazione", token, dated, "BUSINESS_NOK_002");
  set_dates ("ignore");
}

int
main (int    argc,
      char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  practice = practice_start (NULL, NULL);
  token = voucher_token (practice, PROD, "client-uno");
  g_test_add_func ("/practice/voucher/fields/family", test_family);
  g_test_add_func ("/practice/voucher/fields/firm", test_firm);
  g_test_add_func ("/practice/voucher/fields/steps", test_steps);
  g_test_add_func ("/practice/voucher/fields/together", test_together);
  g_test_add_func ("/practice/voucher/fields/relatives", test_relatives);
  g_test_add_func ("/practice/voucher/fields/body", test_body);
  g_test_add_func ("/practice/voucher/fields/removed-dates", test_removed_dates);
  result = practice_run (practice);
  g_free (token);
  return result;
}
