/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's own document: read and made again it is the same, and nothing in it gets lost in
 * silence. */
#include "config.h"

#include <fcntl.h>
#include <string.h>

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>

#include "services/voucher/spt-voucher-record.h"
#include "voucher-test.h"

#define FAMILY \
  "{\"operatore\":{\"partitaIvaOperatore\":\"12345678903\",\"dataPrenotazione\":" \
  "\"2026-11-21T09:30:00+01:00\",\"codiceUnivocoOfferta\":\"OFFERTA-FTTH-100\"," \
  "\"owner\":\"Anna\",\"tecnologiaPrenotata\":\"FTTH\"},\"famiglia\":{\"codiceFiscale\":" \
  "\"RSSMRA80A01H501U\",\"cognome\":\"Rossi\",\"nome\":\"Mario\",\"sesso\":\"M\"," \
  "\"dataDiNascita\":\"1980-01-01\",\"luogoDiNascita\":\"Roma\"," \
  "\"numeroComponentiNucleoFamigliare\":2,\"codiciFiscaliFamigliari\":[\"BNCLRA85B41F205K\"]," \
  "\"tipologia\":\"FAM1\"},\"tipoDocumento\":\"CI\",\"dataScadenzaDocumento\":\"2030-01-01\"," \
  "\"numeroDocumento\":\"CA00000AA\",\"numeroDiTelefono\":\"0600000000\"," \
  "\"email\":\"m.rossi@example.org\",\"pec\":\"rossi@pec.example\",\"indirizzoInstallazione\":" \
  "{\"via\":\"Via di Prova\",\"civico\":\"1\",\"cap\":\"00184\",\"palazzina\":\"B\"," \
  "\"scala\":\"2\",\"piano\":\"3\",\"interno\":\"12\",\"codiceIstatComune\":\"058091\"," \
  "\"tipo\":\"RESIDENZA\"},\"velocitaDownloadMbit\":100,\"codiceUnivocoCella\":" \
  "\"20MN1234567E1234567\"}"
#define FIRM \
  "{\"operatore\":{\"partitaIvaOperatore\":\"12345678903\",\"codiceUnivocoOfferta\":\"X\"," \
  "\"tecnologiaPrenotata\":\"SAT\"},\"impresa\":{\"partitaIva\":\"00743110157\"," \
  "\"ragioneSociale\":\"Ditta\",\"codiceAteco\":\"62.01.00\",\"tipologia\":\"IMP2\"}," \
  "\"tipoDocumento\":\"PT\",\"numeroDocumento\":\"AB1\",\"numeroDiTelefono\":\"06\"," \
  "\"email\":\"a@example.org\",\"indirizzoInstallazione\":{\"via\":\"Via\",\"civico\":\"1\"," \
  "\"cap\":\"00184\",\"codiceIstatComune\":\"058091\"},\"velocitaDownloadMbit\":30}"
#define HEAD "\"codiceFiscale\":\"RSSMRA80A01H501U\",\"partitaIvaOperatore\":\"12345678903\""
#define ACT  "{" HEAD ",\"owner\":\"Anna\",\"dataAttivazione\":\"2026-11-20T10:30:00+01:00\"," \
  "\"codiceUnivocoOfferta\":\"X\",\"tecnologiaAttivata\":\"FTTC\"}"

static SptAccount *
make_account (const char *zone)
{
  SptAccount *account = voucher_test_account (SPT_ENVIRONMENT_PRODUCTION);

  spt_account_set_setting (account, "send-dates", "true");
  spt_account_set_setting (account, "date-zone", zone);

  return account;
}

/* Reads, checks and makes again. */
static char *
read_and_build (const char  *zone,
                const char  *operation,
                const char  *text,
                char       **said)
{
  g_autoptr (SptAccount) account = make_account (zone);
  g_autoptr (SptRecord) record = spt_record_new (spt_voucher_get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  spt_voucher_read_document (account, operation, text, strlen (text), record, issues, &error);
  g_assert_no_error (error);
  spt_voucher_check (account, operation, record, 1, SERVICE_TEST_NOW, issues);
  *said = service_test_describe (issues);
  service_test_words (issues);
  body = spt_voucher_build (account, operation, record);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_same (void)
{
  static const struct
  {
    const char *operation;
    const char *zone;
    const char *text;
  } documents[] = {
    { "voucher.prenotazione", "offset", FAMILY },
    { "voucher.prenotazione", "offset", FIRM },
    { "voucher.attivazione", "offset", ACT },
    { "voucher.attivazione", "z", "{" HEAD ",\"dataAttivazione\":\"2026-07-20T08:30:00Z\","
      "\"tecnologiaAttivata\":\"FTTC\"}" },
    { "voucher.cessazione", "none", "{" HEAD ",\"dataCessazione\":\"2026-07-20T10:30:00\"}" },
    { "voucher.cessazione", "offset", "{\"partitaIva\":\"00743110157\","
      "\"partitaIvaOperatore\":\"12345678903\",\"dataCessazione\":\"2026-07-20T10:30:00+02:00\"}" },
    { "voucher.disdetta", "offset", "{" HEAD ",\"dataDisdetta\":\"2026-11-20T00:00:00+01:00\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *said = NULL;
      g_autofree char *body = read_and_build (documents[i].zone, documents[i].operation,
                                              documents[i].text, &said);

      g_assert_cmpstr (body, ==, documents[i].text);
      /* The first of them sends the date, the second has none. */
      g_assert_cmpstr (said, ==, i == 1 ? "E date-asked operatore.dataPrenotazione" : "");
    }
}

/* The same moment, however it is written. */
static void
test_moments (void)
{
  static const char *const dates[][2] = {
    { "2026-11-20", "2026-11-20T00:00:00+01:00" },
    { "2026-11-20T10:30:00", "2026-11-20T10:30:00+01:00" },
    { "2026-11-20T09:30:00Z", "2026-11-20T10:30:00+01:00" },
    { "2026-11-20T09:30:00.1234567Z", "2026-11-20T10:30:00+01:00" },
    { "2026-11-20T15:00:00+05:30", "2026-11-20T10:30:00+01:00" },
    { "2026-06-30T22:30:00Z", "2026-07-01T00:30:00+02:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *text = g_strdup_printf ("{" HEAD ",\"dataCessazione\":\"%s\"}", dates[i][0]);
      g_autofree char *expected = g_strdup_printf ("{" HEAD ",\"dataCessazione\":\"%s\"}",
                                                   dates[i][1]);
      g_autofree char *said = NULL;
      g_autofree char *body = read_and_build ("offset", "voucher.cessazione", text, &said);

      g_assert_cmpstr (said, ==, "");
      g_assert_cmpstr (body, ==, expected);
    }
}

static void
test_said (void)
{
  static const struct
  {
    const char *operation;
    const char *from; /* of the good document */
    const char *to;
    const char *said;
  } changes[] = {
    { "voucher.prenotazione", "\"pec\":", "\"PEC\":", "E member-unknown PEC" },
    { "voucher.prenotazione", "\"piano\":", "\"Piano\":",
      "E member-unknown indirizzoInstallazione.Piano" },
    { "voucher.prenotazione", "\"scala\":\"2\"", "\"scala\":{\"a\":1}",
      "E member-type indirizzoInstallazione.scala" },
    { "voucher.prenotazione", "\"scala\":\"2\"", "\"scala\":[\"2\"]",
      "E member-type indirizzoInstallazione.scala" },
    { "voucher.prenotazione", "\"scala\":\"2\"", "\"scala\":true",
      "E member-type indirizzoInstallazione.scala" },
    { "voucher.prenotazione", "\"pec\":\"rossi@pec.example\"", "\"pec\":[\"rossi@pec.example\"]",
      "E member-type pec" },
    { "voucher.prenotazione", "[\"BNCLRA85B41F205K\"]", "\"BNCLRA85B41F205K\"",
      "E member-type famiglia.codiciFiscaliFamigliari\n"
      "W household-more famiglia.numeroComponentiNucleoFamigliare" },
    { "voucher.prenotazione", "[\"BNCLRA85B41F205K\"]", "null",
      "W household-more famiglia.numeroComponentiNucleoFamigliare" },
    { "voucher.prenotazione", "\"scala\":\"2\"", "\"scala\":null", "" },
    { "voucher.prenotazione", "\"scala\":\"2\"", "\"scala\":2", "" },
    { "voucher.prenotazione", "\"velocitaDownloadMbit\":100", "\"velocitaDownloadMbit\":\"100\"",
      "" },
    { "voucher.prenotazione", "\"velocitaDownloadMbit\":100", "\"velocitaDownloadMbit\":99.5",
      "E bad-number velocitaDownloadMbit\nE bad-pattern velocitaDownloadMbit" },
    /* where they do not belong */
    { "voucher.prenotazione", "{\"operatore\"", "{\"owner\":\"A\",\"operatore\"",
      "E member-unknown owner" },
    { "voucher.prenotazione", "{\"operatore\"", "{\"codiceFiscale\":\"A\",\"operatore\"",
      "E member-unknown codiceFiscale" },
    { "voucher.prenotazione", "\"famiglia\":{", "\"famiglia\":{\"partitaIvaOperatore\":\"1\",",
      "E member-unknown famiglia.partitaIvaOperatore" },
    { "voucher.prenotazione", "\"famiglia\":{", "\"impresa\":{\"tipologia\":\"IMP1\"},\"famiglia\":{",
      "E both-kinds\nE required impresa.partitaIva\nE required impresa.ragioneSociale\n"
      "N not-sent famiglia.codiceFiscale\nN not-sent famiglia.cognome\nN not-sent famiglia.nome\n"
      "N not-sent famiglia.sesso\nN not-sent famiglia.dataDiNascita\n"
      "N not-sent famiglia.luogoDiNascita\nN not-sent famiglia.tipologia\n"
      "N not-sent famiglia.numeroComponentiNucleoFamigliare\nN not-sent dataScadenzaDocumento" },
    /* the account's own word */
    { "voucher.prenotazione", "12345678903", "00743110157",
      "W account-wins operatore.partitaIvaOperatore" },
    { "voucher.attivazione", "12345678903", "00743110157", "W account-wins partitaIvaOperatore" },
    { "voucher.attivazione", "\"owner\"", "\"dataPrenotazione\"", "E member-unknown dataPrenotazione" },
    { "voucher.attivazione", "\"codiceFiscale\"", "\"famiglia\":{\"nome\":\"A\"},\"codiceFiscale\"",
      "E member-unknown famiglia.nome" },
    { "voucher.attivazione", "\"codiceFiscale\"", "\"partitaIva\":\"00743110157\",\"codiceFiscale\"",
      "E both-kinds" },
    { "voucher.attivazione", "2026-11-20T10:30:00+01:00", "2026-11-20T10:30:00+99:00",
      "E date-zone attivazione[0].dataAttivazione" },
    { "voucher.attivazione", "\"dataAttivazione\":\"2026-11-20T10:30:00+01:00\",", "",
      "E required attivazione[0].dataAttivazione" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      gboolean act = g_str_has_suffix (changes[i].operation, "attivazione");
      g_autoptr (GString) text = g_string_new (act ? ACT : FAMILY);
      g_autofree char *said = NULL;
      g_autofree char *body = NULL;

      g_assert_cmpuint (g_string_replace (text, changes[i].from, changes[i].to, 1), ==, 1);
      body = read_and_build ("offset", changes[i].operation, text->str, &said);
      g_assert_cmpstr (said, ==, changes[i].said);
    }
}

/* A firm has no date of expiry to give: it is told, and not sent. */
static void
test_firm_document (void)
{
  g_autoptr (GString) text = g_string_new (FIRM);
  g_autofree char *said = NULL;
  g_autofree char *body = NULL;

  g_string_replace (text, "\"numeroDocumento\"",
                    "\"dataScadenzaDocumento\":\"2020-01-01\",\"numeroDocumento\"", 1);
  g_string_replace (text, "\"codiceUnivocoOfferta\"",
                    "\"dataPrenotazione\":\"2026-11-20T00:00:00+01:00\",\"codiceUnivocoOfferta\"", 1);
  body = read_and_build ("offset", "voucher.prenotazione", text->str, &said);
  g_assert_cmpstr (said, ==, "N not-sent dataScadenzaDocumento");
  g_assert_null (strstr (body, "dataScadenzaDocumento"));
  g_assert_nonnull (strstr (body, "\"tipoDocumento\":\"PT\",\"numeroDocumento\":\"AB1\""));
}

static void
test_owner (void)
{
  g_autoptr (SptAccount) account = make_account ("offset");
  g_autoptr (SptRecord) record = spt_record_new (spt_voucher_get_schema ());
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autofree char *said = NULL;

  spt_account_set_setting (account, "owner", "ufficio");
  g_assert_true (spt_voucher_read_document (account, "voucher.attivazione", ACT, strlen (ACT), record,
                                            issues, NULL));
  said = service_test_describe (issues);
  g_assert_cmpstr (said, ==, "W account-wins owner");
  service_test_words (issues);
}

/* --- through the service ------------------------------------------------------------------------ */

static gboolean
keep_body (const SptPreparedRequest  *request,
           gpointer                   user_data,
           GError                   **error)
{
  GString *out = user_data;

  g_string_append_printf (out, "%s %s %s %s", request->method, request->path,
                          request->n_items > 0 ? request->keys[0] : "-",
                          request->body != NULL ? (const char *) g_bytes_get_data (request->body, NULL)
                                                : "-");

  return TRUE;
}

static char *
prepare (const char    *operation,
         GInputStream  *stream,
         char         **said,
         GError       **error)
{
  SptService *service = voucher_test_service ();
  g_autoptr (SptAccount) account = make_account ("offset");
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  GString *out = g_string_new (NULL);
  gboolean ok = SPT_SERVICE_GET_CLASS (service)->prepare_document (service, account, operation, stream,
                                                                   SERVICE_TEST_NOW, keep_body, out,
                                                                   issues, NULL, error);

  g_assert_cmpint (ok, ==, out->len > 0);
  *said = service_test_describe (issues);
  service_test_words (issues);

  return g_string_free (out, FALSE);
}

static void
test_prepare (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (ACT, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = prepare ("voucher.attivazione", stream, &said, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "");
  g_assert_true (g_str_has_prefix (given,
                                   "POST /apitibcoattivazione/v1/attivazione RSSMRA80A01H501U " ACT));
}

static void
test_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = prepare ("voucher.isee", NULL, &said, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (given, ==, "GET /esitoiseeprenotazioni/getprenotazioni - -");
}

/* The list takes no document: one that somebody gives is not sent, nor anything instead. */
static void
test_list_document (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (ACT, -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = prepare ("voucher.isee", stream, &said, &error);

  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED);
  g_assert_cmpstr (given, ==, "");
}

static void
test_not_json (void)
{
  static const char *const texts[] = {
    "", " ", "no", "[]", "12", "\"a\"", "null", "{", "{\"a\":1", "{} {}", "{\"a\":\"\xff\"}",
    "{\"owner\":\"A\",\"owner\":\"B\"}", "{'owner':'A'}", "{\"owner\":\"A\",}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (texts[i], -1, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *said = NULL;
      g_autofree char *given = prepare ("voucher.attivazione", stream, &said, &error);

      if (strcmp (said, "E file-not-json") != 0)
        g_error ("“%s”: %s", texts[i], said);
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES);
      g_assert_cmpstr (given, ==, "");
    }
}

static void
test_too_large (void)
{
  gsize length = 1024 * 1024 + 1;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (g_strnfill (length, ' '),
                                                                         (gssize) length, g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = prepare ("voucher.attivazione", stream, &said, &error);

  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
  g_assert_cmpstr (given, ==, "");
}

/* More than a pipe holds. */
static gpointer
write_pieces (gpointer data)
{
  GOutputStream *end = data;
  g_autofree char *blanks = g_strnfill (200000, ' ');

  g_assert_true (g_output_stream_write_all (end, blanks, 200000, NULL, NULL, NULL));
  g_assert_true (g_output_stream_write_all (end, ACT, strlen (ACT), NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (end, NULL, NULL));

  return NULL;
}

/* A pipe gives what it has, not what was asked for. */
static void
test_pieces (void)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) end = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = NULL;
  GThread *writer;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, &error));
  stream = g_unix_input_stream_new (ends[0], TRUE);
  end = g_unix_output_stream_new (ends[1], TRUE);
  writer = g_thread_new ("writer", write_pieces, end);
  given = prepare ("voucher.attivazione", stream, &said, &error);
  g_thread_join (writer);
  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "");
  g_assert_nonnull (strstr (given, ACT));
}

/* The examples given to people pass, on the day they are given. */
static void
test_templates (void)
{
  static const char *const operations[] = {
    "voucher.prenotazione", "voucher.attivazione", "voucher.cessazione", "voucher.disdetta",
  };
  SptService *service = voucher_test_service ();
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (service);
  g_autoptr (SptAccount) account = voucher_test_account (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *text = klass->dup_template (service, operations[i], SERVICE_TEST_NOW, &error);
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autofree char *said = NULL;

      g_assert_no_error (error);
      stream = g_memory_input_stream_new_from_data (text, -1, NULL);
      g_assert_true (klass->check_document (service, account, operations[i], stream, SERVICE_TEST_NOW,
                                            issues, NULL, &error));
      g_assert_no_error (error);
      said = service_test_describe (issues);
      g_assert_cmpstr (said, ==, "");
    }
  g_assert_null (klass->dup_template (service, "voucher.isee", SERVICE_TEST_NOW, &error));
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  voucher_test_service ();
  g_test_add_func ("/voucher/document/same", test_same);
  g_test_add_func ("/voucher/document/moments", test_moments);
  g_test_add_func ("/voucher/document/said", test_said);
  g_test_add_func ("/voucher/document/firm", test_firm_document);
  g_test_add_func ("/voucher/document/owner", test_owner);
  g_test_add_func ("/voucher/document/prepare", test_prepare);
  g_test_add_func ("/voucher/document/list", test_list);
  g_test_add_func ("/voucher/document/list-document", test_list_document);
  g_test_add_func ("/voucher/document/not-json", test_not_json);
  g_test_add_func ("/voucher/document/too-large", test_too_large);
  g_test_add_func ("/voucher/document/pieces", test_pieces);
  g_test_add_func ("/voucher/document/templates", test_templates);

  status = g_test_run ();
  voucher_test_clear ();

  return status;
}
