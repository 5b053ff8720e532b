/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bodies of the four requests, byte for byte (services facts 4.5, 4.6, 4.11). */
#include "config.h"

#include <string.h>

#include "services/voucher/spt-voucher-record.h"
#include "voucher-test.h"

#define OPERATOR "\"partitaIvaOperatore\":\"12345678903\""
#define SITE     "\"indirizzoInstallazione\":{\"via\":\"Via di Prova\",\"civico\":\"1\"," \
  "\"cap\":\"00184\",\"codiceIstatComune\":\"058091\"}"
#define OFFER    "\"codiceUnivocoOfferta\":\"OFFERTA-FTTH-100\""
#define FAMILY   "\"famiglia\":{\"codiceFiscale\":\"RSSMRA80A01H501U\",\"cognome\":\"Rossi\"," \
  "\"nome\":\"Mario\",\"sesso\":\"M\",\"dataDiNascita\":\"1980-01-01\"," \
  "\"luogoDiNascita\":\"Roma\",\"numeroComponentiNucleoFamigliare\":"
#define DOCUMENT "\"tipoDocumento\":\"CI\",\"dataScadenzaDocumento\":\"2030-01-01\"," \
  "\"numeroDocumento\":\"CA00000AA\","
#define CONTACTS "\"numeroDiTelefono\":\"0600000000\",\"email\":\"m.rossi@example.org\""
#define FAMILY_BODY "{\"operatore\":{" OPERATOR "," OFFER ",\"tecnologiaPrenotata\":\"FTTH\"}," \
  FAMILY "1,\"tipologia\":\"FAM1\"}," DOCUMENT CONTACTS "," SITE ",\"velocitaDownloadMbit\":100}"
#define FIRM_BODY "{\"operatore\":{" OPERATOR "," OFFER ",\"tecnologiaPrenotata\":\"FTTH\"}," \
  "\"impresa\":{\"partitaIva\":\"00743110157\",\"ragioneSociale\":\"Ditta di Prova S.r.l.\"," \
  "\"tipologia\":\"IMP1\"}," CONTACTS "," SITE ",\"velocitaDownloadMbit\":100}"
#define PERSON   "{\"codiceFiscale\":\"RSSMRA80A01H501U\"," OPERATOR
#define COMPANY  "{\"partitaIva\":\"00743110157\"," OPERATOR
#define ACT      "attivazione[0].dataAttivazione=2026-11-20\nattivazione[0].tecnologiaAttivata=FWA"
#define PLACE    "indirizzoInstallazione."

static const struct
{
  const char *name;
  const char *verb;
  gboolean    firm;
  const char *settings; /* "key=text" of each, one a line */
  const char *changes;
  const char *body;
} cases[] = {
  { "family", "prenotazione", FALSE, NULL, NULL, FAMILY_BODY },
  { "firm", "prenotazione", TRUE, NULL, NULL, FIRM_BODY },
  /* every field there is, in every spelling that is put right */
  { "family-whole", "prenotazione", FALSE, "owner=ufficio\nsend-dates=true",
    "operatore.dataPrenotazione=21/11/2026 09:30\nfamiglia.codiceFiscale=rssmra80a01h501u\n"
    "famiglia.dataDiNascita=01/01/1980\nfamiglia.numeroComponentiNucleoFamigliare=3\n"
    "famigliari[0].codiceFiscale=bncLRA85b41f205k\nfamigliari[1].codiceFiscale=RCCMNL83S18D969H\n"
    "pec=rossi@pec.example\n" PLACE "palazzina=B\n" PLACE "scala=2\n" PLACE "piano=3\n"
    PLACE "interno=12\n" PLACE "tipo=RESIDENZA\ncodiceUnivocoCella=20MN1234567E1234567",
    "{\"operatore\":{" OPERATOR ",\"dataPrenotazione\":\"2026-11-21T09:30:00+01:00\"," OFFER
    ",\"owner\":\"ufficio\",\"tecnologiaPrenotata\":\"FTTH\"}," FAMILY "3,"
    "\"codiciFiscaliFamigliari\":[\"BNCLRA85B41F205K\",\"RCCMNL83S18D969H\"],"
    "\"tipologia\":\"FAM1\"}," DOCUMENT CONTACTS ",\"pec\":\"rossi@pec.example\","
    "\"indirizzoInstallazione\":{\"via\":\"Via di Prova\",\"civico\":\"1\",\"cap\":\"00184\","
    "\"palazzina\":\"B\",\"scala\":\"2\",\"piano\":\"3\",\"interno\":\"12\","
    "\"codiceIstatComune\":\"058091\",\"tipo\":\"RESIDENZA\"},\"velocitaDownloadMbit\":100,"
    "\"codiceUnivocoCella\":\"20MN1234567E1234567\"}" },
  { "firm-whole", "prenotazione", TRUE, NULL,
    "impresa.codiceAteco=620100\ntipoDocumento=PP\nnumeroDocumento=AA1\nvelocitaDownloadMbit=30",
    "{\"operatore\":{" OPERATOR "," OFFER ",\"tecnologiaPrenotata\":\"FTTH\"},"
    "\"impresa\":{\"partitaIva\":\"00743110157\",\"ragioneSociale\":\"Ditta di Prova S.r.l.\","
    "\"codiceAteco\":\"62.01.00\",\"tipologia\":\"IMP1\"},\"tipoDocumento\":\"PP\","
    "\"numeroDocumento\":\"AA1\"," CONTACTS "," SITE ",\"velocitaDownloadMbit\":30}" },

  /* what does not count is never sent */
  { "firm-hidden", "prenotazione", TRUE, NULL,
    "famiglia.codiceFiscale=RSSMRA80A01H501U\nfamiglia.cognome=Rossi\nfamiglia.tipologia=FAM1\n"
    "famiglia.numeroComponentiNucleoFamigliare=2\nfamigliari[0].codiceFiscale=BNCLRA85B41F205K\n"
    "dataScadenzaDocumento=2030-01-01", FIRM_BODY },
  { "family-hidden", "prenotazione", FALSE, NULL,
    "impresa.partitaIva=00743110157\nimpresa.ragioneSociale=Ditta\nimpresa.tipologia=IMP1\n"
    "impresa.codiceAteco=62", FAMILY_BODY },
  { "later-parts", "prenotazione", FALSE, NULL, ACT, FAMILY_BODY },
  { "date-not-sent", "prenotazione", FALSE, NULL, "operatore.dataPrenotazione=2026-11-21",
    FAMILY_BODY },
  { "date-off", "prenotazione", FALSE, "send-dates=false",
    "operatore.dataPrenotazione=2026-11-21", FAMILY_BODY },
  { "town-not-sent", "prenotazione", FALSE, NULL, "comune=Qualsiasi", FAMILY_BODY },

  /* texts as they are, but composed and safe */
  { "text", "prenotazione", TRUE, "owner=Nicolo\xcc\x80",
    "impresa.ragioneSociale=Caffe\xcc\x80 \"L'Aquila\" \\ & figli\nimpresa.codiceAteco=J62",
    "{\"operatore\":{" OPERATOR "," OFFER ",\"owner\":\"Nicol\xc3\xb2\","
    "\"tecnologiaPrenotata\":\"FTTH\"},\"impresa\":{\"partitaIva\":\"00743110157\","
    "\"ragioneSociale\":\"Caff\xc3\xa8 \\\"L'Aquila\\\" \\\\ & figli\",\"codiceAteco\":\"J62\","
    "\"tipologia\":\"IMP1\"}," CONTACTS "," SITE ",\"velocitaDownloadMbit\":100}" },

  /* who says it: the account, else the record */
  { "owner-account", "cessazione", FALSE, "owner=ufficio",
    "operatore.owner=Anna\ncessazione[0].dataCessazione=2026-11-20",
    PERSON ",\"owner\":\"ufficio\",\"dataCessazione\":\"2026-11-20T00:00:00+01:00\"}" },
  { "owner-record", "cessazione", FALSE, NULL,
    "operatore.owner=Anna\ncessazione[0].dataCessazione=2026-11-20",
    PERSON ",\"owner\":\"Anna\",\"dataCessazione\":\"2026-11-20T00:00:00+01:00\"}" },
  { "owner-record-reservation", "prenotazione", TRUE, "owner=", "operatore.owner=Anna",
    "{\"operatore\":{" OPERATOR "," OFFER ",\"owner\":\"Anna\",\"tecnologiaPrenotata\":\"FTTH\"},"
    "\"impresa\":{\"partitaIva\":\"00743110157\",\"ragioneSociale\":\"Ditta di Prova S.r.l.\","
    "\"tipologia\":\"IMP1\"}," CONTACTS "," SITE ",\"velocitaDownloadMbit\":100}" },

  { "activation", "attivazione", FALSE, NULL, ACT,
    PERSON ",\"dataAttivazione\":\"2026-11-20T00:00:00+01:00\",\"tecnologiaAttivata\":\"FWA\"}" },
  { "activation-firm", "attivazione", TRUE, NULL, ACT "\nattivazione[0].codiceUnivocoOfferta=ALTRA",
    COMPANY ",\"dataAttivazione\":\"2026-11-20T00:00:00+01:00\",\"codiceUnivocoOfferta\":\"ALTRA\","
    "\"tecnologiaAttivata\":\"FWA\"}" },
  { "ending", "cessazione", FALSE, NULL, "cessazione[0].dataCessazione=20/11/2026 08:05",
    PERSON ",\"dataCessazione\":\"2026-11-20T08:05:00+01:00\"}" },
  { "ending-firm", "cessazione", TRUE, NULL, "cessazione[0].dataCessazione=2026-11-20",
    COMPANY ",\"dataCessazione\":\"2026-11-20T00:00:00+01:00\"}" },
  { "withdrawal", "disdetta", FALSE, NULL, "disdetta[0].dataDisdetta=2026-11-20", PERSON "}" },
  { "withdrawal-firm", "disdetta", TRUE, NULL, "disdetta[0]=", COMPANY "}" },
  { "withdrawal-date", "disdetta", FALSE, "send-dates=true", "disdetta[0].dataDisdetta=2026-11-20",
    PERSON ",\"dataDisdetta\":\"2026-11-20T00:00:00+01:00\"}" },
};

static SptAccount *
make_account (const char *settings)
{
  SptAccount *account = voucher_test_account (SPT_ENVIRONMENT_TEST);
  g_auto (GStrv) lines = g_strsplit (settings != NULL ? settings : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *equals = strchr (lines[i], '=');

      *equals = '\0';
      spt_account_set_setting (account, lines[i], equals + 1);
    }

  return account;
}

static char *
build (SptAccount *account,
       const char *verb,
       gboolean    firm,
       const char *changes)
{
  g_autofree char *operation = g_strconcat ("voucher.", verb, NULL);
  g_autoptr (SptRecord) record = voucher_test_record (firm, changes);
  g_autoptr (GBytes) body = spt_voucher_build (account, operation, record);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_golden (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (SptAccount) account = make_account (cases[i].settings);
  g_autofree char *body = build (account, cases[i].verb, cases[i].firm, cases[i].changes);

  g_assert_cmpstr (body, ==, cases[i].body);
}

/* Wall time in Italy, with its offset, in UTC, and bare; the clocks change on 25 October and on
 * 28 March. */
static void
test_zones (void)
{
  static const struct
  {
    const char *zone;
    const char *typed;
    const char *sent;
  } dates[] = {
    { "offset", "2026-07-01", "2026-07-01T00:00:00+02:00" },
    { "offset", "2026-12-01", "2026-12-01T00:00:00+01:00" },
    { "", "2026-07-01T23:59:59", "2026-07-01T23:59:59+02:00" },
    { "offset", "2026-10-24T12:00", "2026-10-24T12:00:00+02:00" },
    { "offset", "2026-10-25T12:00", "2026-10-25T12:00:00+01:00" },
    { "offset", "2027-03-27T12:00", "2027-03-27T12:00:00+01:00" },
    { "offset", "2027-03-28T12:00", "2027-03-28T12:00:00+02:00" },
    { "z", "2026-07-01", "2026-06-30T22:00:00Z" },
    { "z", "2026-12-01", "2026-11-30T23:00:00Z" },
    { "z", "2027-01-01T00:30", "2026-12-31T23:30:00Z" },
    { "none", "2026-07-01", "2026-07-01T00:00:00" },
    { "none", "2026-12-01T08:05:09", "2026-12-01T08:05:09" },
    { "none", "2026-12-01T08:05:09.123", "2026-12-01T08:05:09" },
    { "z", "2026-12-01T08:05:09.123", "2026-12-01T07:05:09Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *setting = g_strconcat ("date-zone=", dates[i].zone, NULL);
      g_autofree char *change = g_strconcat ("cessazione[0].dataCessazione=", dates[i].typed, NULL);
      g_autofree char *expected = g_strconcat (PERSON ",\"dataCessazione\":\"", dates[i].sent, "\"}",
                                               NULL);
      g_autoptr (SptAccount) account = make_account (setting);
      g_autofree char *body = build (account, "cessazione", FALSE, change);

      g_assert_cmpstr (body, ==, expected);
    }
}

static void
test_ateco (void)
{
  static const char *const codes[][2] = {
    { "62", "62" }, { "620", "62.0" }, { "62.0", "62.0" }, { "6201", "62.01" },
    { "62010", "62.01.0" }, { "62.01.0", "62.01.0" }, { "620100", "62.01.00" },
    { "6201.00", "62.01.00" }, { "62.01.00", "62.01.00" }, { "6201000", "6201000" },
    { "J62.01", "J62.01" },
  };
  g_autoptr (SptAccount) account = make_account (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *change = g_strconcat ("impresa.codiceAteco=", codes[i][0], NULL);
      g_autofree char *expected = g_strdup_printf ("\"codiceAteco\":\"%s\",", codes[i][1]);
      g_autofree char *body = build (account, "prenotazione", TRUE, change);

      g_assert_nonnull (strstr (body, expected));
    }
}

/* --- requests --------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *docs;
  guint      next;
  GString   *given;
} Order;

static gboolean
give_doc (GString   *doc,
          gint64    *record_id,
          guint     *row,
          gpointer   user_data,
          GError   **error)
{
  Order *order = user_data;

  if (order->next == order->docs->len)
    return FALSE;
  g_string_append (doc, g_ptr_array_index (order->docs, order->next++));
  *record_id = 70 + order->next;
  *row = order->next;

  return TRUE;
}

static gboolean
take_request (const SptPreparedRequest  *request,
              gpointer                   user_data,
              GError                   **error)
{
  Order *order = user_data;

  g_assert_cmpuint (request->n_items, ==, 1);
  g_assert_false (request->goes_on);
  g_assert_cmpstr (request->content_type, ==, "application/json");
  g_assert_nonnull (request->body);
  g_string_append_printf (order->given, "%s %s %s %u %" G_GINT64_FORMAT "\n", request->method,
                          request->path, request->keys[0], request->rows[0],
                          request->record_ids != NULL ? request->record_ids[0] : -1);

  return TRUE;
}

static char *
prepare (const char  *operation,
         const char  *changes,
         char       **said,
         GError     **error)
{
  SptService *service = voucher_test_service ();
  g_autoptr (SptAccount) account = make_account (NULL);
  g_autoptr (GPtrArray) docs = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SptRecord) family = voucher_test_record (FALSE, ACT);
  g_autoptr (SptRecord) firm = voucher_test_record (TRUE, changes);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  Order order = { docs, 0, g_string_new (NULL) };

  g_ptr_array_add (docs, spt_record_dup_doc (family));
  g_ptr_array_add (docs, spt_record_dup_doc (firm));
  SPT_SERVICE_GET_CLASS (service)->prepare_records (service, account, operation, give_doc, &order,
                                                    SERVICE_TEST_NOW, take_request, &order, issues,
                                                    NULL, error);
  *said = service_test_describe (issues);

  return g_string_free (order.given, FALSE);
}

/* One voucher, one request. */
static void
test_prepare (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = prepare ("voucher.attivazione", ACT, &said, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "");
  g_assert_cmpstr (given, ==,
                   "POST /apitibcoattivazione/v1/attivazione RSSMRA80A01H501U 1 71\n"
                   "POST /apitibcoattivazione/v1/attivazione 00743110157 2 72\n");
}

/* With an error in one nothing of the order counts. */
static void
test_prepare_error (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = prepare ("voucher.attivazione", NULL, &said, &error);

  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES);
  /* What came before the error may have been given: the order drops it. */
  g_assert_cmpstr (given, ==, "POST /apitibcoattivazione/v1/attivazione RSSMRA80A01H501U 1 71\n");
  g_assert_cmpstr (said, ==, "E part-missing attivazione");
}

/* What somebody insisted on leaves. */
static void
test_prepare_overridden (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *given = prepare ("voucher.attivazione", ACT "\nimpresa.partitaIva=0074311015",
                                    &said, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "O bad-fiscal-code impresa.partitaIva");
  g_assert_nonnull (strstr (given, " 0074311015 2 72\n"));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  voucher_test_service ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/voucher/build/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_golden);
    }
  g_test_add_func ("/voucher/build/zones", test_zones);
  g_test_add_func ("/voucher/build/ateco", test_ateco);
  g_test_add_func ("/voucher/build/prepare", test_prepare);
  g_test_add_func ("/voucher/build/prepare-error", test_prepare_error);
  g_test_add_func ("/voucher/build/prepare-overridden", test_prepare_overridden);

  status = g_test_run ();
  voucher_test_clear ();

  return status;
}
