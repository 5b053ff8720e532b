/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records out of CSV and JSON files, requests out of records, and records back into files
 * (design 4, 5; GPD facts 4, 13). */
#include "config.h"

#include <string.h>

#include "base/spt-iuv.h"
#include "base/spt-zip.h"
#include "gpd-test.h"
#include "services/gpd/spt-gpd-build.h"
#include "services/gpd/spt-gpd-export.h"
#include "services/gpd/spt-gpd-wire.h"

#define HEADER \
  "iupd;type;payStandIn;fiscalCode;fullName;switchToExpired;companyName;iuv;amount;description;isPartialPayment;dueDate;" \
  "transfer.1.remittanceInformation;transfer.1.category;transfer.1.iban\n"
#define PAYER "F;;RSSMRA80A01H501U;Mario Rossi;no;Comune di Esempio"
#define TAIL  "TARI;9/0101100IM/;IT60X0542811101000000123456\n"
#define IUV_1 "02123456789012356"
#define IUV_2 "01000000000000144"
#define IUV_3 "00000000000000003"

typedef struct
{
  GString *log;     /* what came, one line each */
  GString *records; /* what came in, in the archive's form */
  guint    stop_at;
} Import;

static gboolean
take_record (SptRecord     *record,
             guint          row,
             SptIssueList  *issues,
             const char    *raw,
             gpointer       user_data,
             GError       **error)
{
  Import *import = user_data;
  g_autofree char *said = gpd_test_describe (issues);

  g_string_append_printf (import->log, "%s row %u",
                          record != NULL ? "record"
                          : spt_issue_list_get_n_errors (issues) > 0 ? "rejected" : "file", row);
  if (record != NULL)
    {
      const SptGpdFields *fields = gpd_test_fields ();

      g_string_append_printf (import->log, " %s options %u",
                              spt_gpd_position_get (fields, spt_record_get_root (record), GPD_IUPD),
                              spt_node_get_n_children (spt_record_get_root (record),
                                                       fields->option->index));
      spt_record_write (record, import->records);
      g_string_append_c (import->records, '\n');
    }
  g_string_append_printf (import->log, "%s%s\n", *said != '\0' ? "\n" : "", said);
  if (import->stop_at != 0 && row >= import->stop_at)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_csv (const char  *text,
          Import      *import,
          GError     **error)
{
  SptService *service = gpd_test_service ();
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (SptCsvReader) reader = spt_csv_reader_new (stream, 0);

  SptReadOptions options = { .now_utc_ms = GPD_TEST_NOW };

  import->log = g_string_new (NULL);
  import->records = g_string_new (NULL);

  return SPT_SERVICE_GET_CLASS (service)->read_csv (service, reader, &options, take_record, import,
                                                    NULL, error);
}

static void
import_clear (Import *import)
{
  g_string_free (import->log, TRUE);
  g_string_free (import->records, TRUE);
}

static const struct
{
  const char *name;
  const char *csv;
  const char *log;
} csvs[] = {
  { "plain", HEADER "A;" PAYER ";" IUV_1 ";120,00;TARI;no;16/12/2026;" TAIL,
    "record row 2 A options 1\n" },
  { "comma",
    "iupd,type,payStandIn,fiscalCode,fullName,switchToExpired,companyName,iuv,amount,description,isPartialPayment,dueDate,"
    "transfer.1.remittanceInformation,transfer.1.category,transfer.1.iban\n"
    "A,F,,RSSMRA80A01H501U,Mario Rossi,false,Comune,02123456789012356,120.00,TARI,false,2026-12-16,TARI,9/0101100IM/,IT60X0542811101000000123456\n",
    "record row 2 A options 1\n" },
  { "joined", HEADER
    "A;" PAYER ";" IUV_1 ";50;TARI;s\303\254;16/12/2026;" TAIL
    "B;" PAYER ";" IUV_2 ";50;TARI;no;16/12/2026;" TAIL
    "A;" PAYER ";" IUV_3 ";70;TARI;s\303\254;16/1/2027;" TAIL,
    "record row 2 A options 2\nW segregation-differs 4 paymentOption[1].iuv\nrecord row 3 B options 1\n" },
  { "disagree", HEADER
    "A;" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL
    "A;F;;RSSMRA80A01H501U;Maria Rossi;no;Comune di Esempio;02000000000000156;50;TARI;no;16/12/2026;" TAIL,
    "record row 2 A options 2\nE row-disagrees 3 fullName\nO bad-iuv-check 3 paymentOption[1].iuv\n" },
  { "blanks-agree", HEADER
    "A;" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL
    "A; F ;;rssmra80a01h501u;Mario Rossi; no;Comune di Esempio;" IUV_2 ";50;TARI;no;16/12/2026;" TAIL,
    "record row 2 A options 2\nW segregation-differs 3 paymentOption[1].iuv\n" },
  { "choices-in-words", HEADER
    "A;Persona fisica;;RSSMRA80A01H501U;Mario Rossi;no;Comune di Esempio;" IUV_1 ";50;TARI;no;16/12/2026;" TAIL
    "B;LEGAL PERSON;;00743110157;Ditta;no;Comune di Esempio;" IUV_2 ";50;TARI;no;16/12/2026;" TAIL
    "B;G;;00743110157;Ditta;no;Comune di Esempio;" IUV_3 ";50;TARI;no;16/12/2026;" TAIL
    "C;Bambino;;RSSMRA80A01H501U;Mario Rossi;no;Comune di Esempio;02000000000000156;50;TARI;no;16/12/2026;" TAIL,
    "record row 2 A options 1\nrecord row 3 B options 2\nW segregation-differs 4 paymentOption[1].iuv\n"
    "record row 5 C options 1\nE bad-choice 5 type\nO bad-iuv-check 5 paymentOption[0].iuv\n" },
  { "repeated", HEADER
    "A;" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL
    "A;" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL,
    "rejected row 3\nE row-duplicate 3\nrecord row 2 A options 1\n" },
  { "short", HEADER "A;F\nB;" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL,
    "rejected row 2\nE row-columns 2\nrecord row 3 B options 1\n" },
  { "no-key", HEADER ";" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL,
    "rejected row 2\nE row-no-key 2\n" },
  { "empty-booleans",
    HEADER "A;F;;RSSMRA80A01H501U;Mario Rossi;;Comune;" IUV_1 ";50;TARI;;16/12/2026;" TAIL,
    "record row 2 A options 1\nE required 2 switchToExpired\nE required 2 paymentOption[0].isPartialPayment\n" },
  { "faulty-amount", HEADER "A;" PAYER ";" IUV_1 ";12,5o;TARI;no;16/12/2026;" TAIL,
    "record row 2 A options 1\nE bad-money 2 paymentOption[0].amount\n" },
  { "unknown-column", "iupd;duDate\nA;x\n", "rejected row 1\nE column-unknown-near 1 duDate\n" },
  { "unknown-far", "colore;sportello.reason;" HEADER "verde;Boh;A;" PAYER ";" IUV_1 ";120,00;TARI;no;16/12/2026;" TAIL,
    "file row 1\nW file-unknown-column 1 colore\nrecord row 2 A options 1\n" },
  { "twice", "iupd;type;type\nA;F;F\n", "rejected row 1\nE column-twice 1 type\n" },
  { "no-key-column", "type\nF\n", "rejected row 1\nE column-missing 1 iupd\n" },
  { "header-alone", HEADER, "" },
  { "across-positions", HEADER
    "A;" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL
    "B;" PAYER ";" IUV_1 ";50;TARI;no;16/12/2026;" TAIL,
    "record row 2 A options 1\nrecord row 3 B options 1\nE duplicate-iuv 3 paymentOption[0].iuv\n" },
};

static void
test_csv (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  Import import = { NULL };

  g_assert_true (read_csv (csvs[i].csv, &import, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (import.log->str, ==, csvs[i].log);
  import_clear (&import);
}

static void
test_csv_errors (void)
{
  static const char *const broken[] = { "", "iupd;type\n\"A;F\n" };

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GError) error = NULL;
      Import import = { NULL };

      g_assert_false (read_csv (broken[i], &import, &error));
      g_assert_nonnull (error);
      import_clear (&import);
    }
  {
    g_autoptr (GError) error = NULL;
    Import import = { .stop_at = 2 };

    /* What the receiver of records says stops the reading. */
    g_assert_false (read_csv (csvs[2].csv, &import, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
    import_clear (&import);
  }
}

/* Rows of one position far apart, in a file that does not fit into the reader's buffer: half of it
 * is read back from the temporary file. */
static void
test_csv_far_apart (void)
{
  const guint n = 2000;
  g_autoptr (GString) csv = g_string_new (HEADER);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  Import import = { NULL };

  for (guint i = 0; i < 2 * n; i++)
    {
      g_autofree char *iuv = spt_iuv_make (2, i);

      g_string_append_printf (csv, "P-%u;" PAYER ";%s;50;TARI;s\303\254;16/12/2026;" TAIL, i % n, iuv);
    }
  for (guint i = 0; i < n; i++)
    g_string_append_printf (expected, "record row %u P-%u options 2\n", i + 2, i);
  g_assert_cmpuint (csv->len, >, 500000);
  g_assert_true (read_csv (csv->str, &import, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (import.log->str, ==, expected->str);
  import_clear (&import);
}

/* What comes in goes out and comes in again the same (design 5). */
static void
test_csv_round_trip (void)
{
  SptService *service = gpd_test_service ();
  const SptGpdFields *fields = gpd_test_fields ();
  g_autoptr (SptRecord) record = spt_record_new (fields->schema);
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  Import first = { NULL };
  Import second = { NULL };

  g_assert_true (read_csv (csvs[2].csv, &first, &error));
  SPT_SERVICE_GET_CLASS (service)->append_csv (service, NULL, FALSE, csv);
  lines = g_strsplit (first.records->str, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_assert_true (spt_record_read (record, lines[i], -1, &error));
      SPT_SERVICE_GET_CLASS (service)->append_csv (service, record, FALSE, csv);
    }
  g_assert_true (read_csv (csv->str, &second, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (second.records->str, ==, first.records->str);
  import_clear (&first);
  import_clear (&second);
}

/* --- preparing ------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *bodies; /* (element-type GBytes) */
  GString   *log;
  guint      n_items; /* of the request whose parts come */
  guint      first_row;
  guint      last_row;
  char       first_key[64];
  char       last_key[64];
  gboolean   has_ids;
} Requests;

static gboolean
take_request (const SptPreparedRequest  *request,
              gpointer                   user_data,
              GError                   **error)
{
  Requests *requests = user_data;

  if (request->n_items > 0)
    {
      if (requests->n_items == 0)
        {
          requests->first_row = request->rows[0];
          g_strlcpy (requests->first_key, request->keys[0], sizeof requests->first_key);
        }
      requests->last_row = request->rows[request->n_items - 1];
      g_strlcpy (requests->last_key, request->keys[request->n_items - 1],
                 sizeof requests->last_key);
      requests->has_ids = request->record_ids != NULL;
      requests->n_items += request->n_items;
    }
  g_assert_true (request->goes_on == (request->body == NULL));
  if (request->goes_on)
    return TRUE;

  g_ptr_array_add (requests->bodies, g_bytes_ref (request->body));
  g_string_append_printf (requests->log, "%s %s %u %s..%s %u..%u%s\n", request->method,
                          request->path, requests->n_items, requests->first_key,
                          requests->last_key, requests->first_row, requests->last_row,
                          requests->has_ids ? " ids" : "");
  requests->n_items = 0;
  g_assert_true (g_str_has_prefix (request->content_type, "multipart/form-data; boundary="));

  return TRUE;
}

static void
requests_init (Requests *requests)
{
  *requests = (Requests) { 0 };
  requests->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  requests->log = g_string_new (NULL);
}

static void
requests_clear (Requests *requests)
{
  g_ptr_array_unref (requests->bodies);
  g_string_free (requests->log, TRUE);
}

static char *
unwrap (GBytes *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document = spt_gpd_export_unwrap (body, &error);

  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (document, NULL), g_bytes_get_size (document));
}

static gboolean
prepare_text (const char   *operation,
              const char   *text,
              Requests     *requests,
              SptIssueList *issues,
              GError      **error)
{
  SptService *service = gpd_test_service ();
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                     SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);

  return SPT_SERVICE_GET_CLASS (service)->prepare_document (service, account, operation, stream,
                                                            GPD_TEST_NOW,
                                                            take_request, requests, issues, NULL, error);
}

static void
test_prepare_document (void)
{
  static const struct
  {
    const char *operation;
    const char *method;
  } operations[] = { { "gpd.create", "POST" }, { "gpd.update", "PUT" } };
  g_autofree char *text = gpd_test_document (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *expected = g_strdup_printf ("%s /brokers/12345678903/organizations/77777777777/debtpositions/file 1 "
                                                   "77777777777-2026-TARI-000001..77777777777-2026-TARI-000001 1..1\n",
                                                   operations[i].method);
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GError) error = NULL;
      g_autofree char *document = NULL;
      Requests requests;
      Requests again;
      const char *body;

      requests_init (&requests);
      requests_init (&again);
      g_assert_true (prepare_text (operations[i].operation, text, &requests, issues, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (requests.log->str, ==, expected);
      document = unwrap (g_ptr_array_index (requests.bodies, 0));
      g_assert_cmpstr (document, ==, text);
      body = g_bytes_get_data (g_ptr_array_index (requests.bodies, 0), NULL);
      g_assert_nonnull (strstr (body, "name=\"file\""));
      g_assert_nonnull (strstr (body, ".zip\""));
      g_assert_nonnull (strstr (body, "application/zip"));

      /* The same to the byte, each time. */
      g_assert_true (prepare_text (operations[i].operation, text, &again, issues, &error));
      g_assert_true (g_bytes_equal (g_ptr_array_index (requests.bodies, 0),
                                    g_ptr_array_index (again.bodies, 0)));
      requests_clear (&requests);
      requests_clear (&again);
    }
}

static void
test_prepare_delete (void)
{
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autofree char *document = NULL;
  Requests requests;

  requests_init (&requests);
  g_assert_true (prepare_text ("gpd.delete", " {\"paymentPositionIUPDs\" : [\"A\", \"B\"]}",
                               &requests, issues, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (requests.log->str, ==,
                   "DELETE /brokers/12345678903/organizations/77777777777/debtpositions/file 2 A..B 1..2\n");
  document = unwrap (g_ptr_array_index (requests.bodies, 0));
  g_assert_cmpstr (document, ==, "{\"paymentPositionIUPDs\":[\"A\",\"B\"]}");
  requests_clear (&requests);
}

/* One error and nothing is prepared, wherever it stands. */
static void
test_prepare_faulty (void)
{
  g_autofree char *good = gpd_test_position ("A", IUV_1);
  g_autofree char *bad = gpd_test_position ("A", IUV_2);
  g_autofree char *text = g_strdup_printf ("{\"paymentPositions\":[%s,%s]}", good, bad);
  g_autofree char *cut = g_strdup_printf ("{\"paymentPositions\":[%s,", good);
  const char *const documents[] = { text, cut, "", "{\"paymentPositions\":[]}" };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      g_autoptr (GError) error = NULL;
      Requests requests;

      requests_init (&requests);
      g_assert_false (prepare_text ("gpd.create", documents[i], &requests, issues, &error));
      g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES);
      g_assert_cmpuint (spt_issue_list_get_n_errors (issues), >, 0);
      g_assert_cmpuint (requests.bodies->len, ==, 0);
      requests_clear (&requests);
    }
}

typedef struct
{
  guint n;
  guint next;
} Source;

/* Positions numbered from 1, with ids ten times as large. */
static gboolean
next_position (SptRecord *record,
               gint64    *record_id,
               guint     *row,
               Source    *source)
{
  const SptGpdFields *fields = gpd_test_fields ();
  SptNode *root = spt_record_get_root (record);
  SptNode *option;
  SptNode *transfer;
  char iupd[32];
  g_autofree char *iuv = NULL;

  if (source->next == source->n)
    return FALSE;

  source->next++;
  *record_id = source->next * 10;
  *row = source->next;
  g_snprintf (iupd, sizeof iupd, "P-%06u", source->next);
  iuv = spt_iuv_make (2, source->next);
  spt_node_set (root, fields->position_index[GPD_IUPD], iupd, -1);
  spt_node_set (root, fields->position_index[GPD_TYPE], "F", -1);
  spt_node_set (root, fields->position_index[GPD_FISCAL_CODE], "RSSMRA80A01H501U", -1);
  spt_node_set (root, fields->position_index[GPD_FULL_NAME], "Mario Rossi", -1);
  spt_node_set (root, fields->position_index[GPD_SWITCH_TO_EXPIRED], "false", -1);
  spt_node_set (root, fields->position_index[GPD_COMPANY_NAME], "Comune di Esempio", -1);
  option = spt_node_add_child (root, fields->option->index);
  spt_node_set (option, fields->option_index[GPD_IUV], iuv, -1);
  spt_node_set (option, fields->option_index[GPD_AMOUNT], "120,00", -1);
  spt_node_set (option, fields->option_index[GPD_DESCRIPTION], "TARI 2026", -1);
  spt_node_set (option, fields->option_index[GPD_IS_PARTIAL], "false", -1);
  spt_node_set (option, fields->option_index[GPD_DUE_DATE], "16/12/2026", -1);
  transfer = spt_node_add_child (option, fields->transfer->index);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_AMOUNT], "120,00", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_REMITTANCE], "TARI 2026", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_CATEGORY], "9/0101100IM/", -1);
  spt_node_set (transfer, fields->transfer_index[GPD_TR_IBAN], "IT60X0542811101000000123456", -1);

  return TRUE;
}

static gboolean
next_record (GString    *doc,
             gint64     *record_id,
             guint      *row,
             gpointer    user_data,
             GError    **error)
{
  g_autoptr (SptRecord) record = spt_record_new (gpd_test_fields ()->schema);

  if (!next_position (record, record_id, row, user_data))
    return FALSE;
  spt_record_write (record, doc);

  return TRUE;
}

static void
test_prepare_records (void)
{
  SptService *service = gpd_test_service ();
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid",
                                                     SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  Source source = { 3, 0 };
  Requests requests;

  requests_init (&requests);
  g_assert_true (SPT_SERVICE_GET_CLASS (service)->prepare_records (service, account, "gpd.create",
                                                                   next_record, &source,
                                                                   GPD_TEST_NOW, take_request, &requests, issues, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (requests.log->str, ==,
                   "POST /v2/brokers/12345678903/organizations/77777777777/debtpositions/file 3 "
                   "P-000001..P-000003 1..3 ids\n");

  spt_account_set_setting (account, "broker-code", NULL);
  g_assert_false (SPT_SERVICE_GET_CLASS (service)->prepare_records (service, account, "gpd.create",
                                                                    next_record, &source,
                                                                    GPD_TEST_NOW, take_request, &requests, issues, NULL, &error));
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_SETTINGS);
  g_assert_nonnull (strstr (error->message, "broker-code"));
  requests_clear (&requests);
}

/* Every limit splits, no position is lost or doubled, and no body is too large. */
static void
test_split (gconstpointer data)
{
  static const struct
  {
    SptGpdLimits limits;
    guint        n;
    guint        n_requests; /* 0 = more than one */
  } cases[] = {
    { { 5000000, 100000000, 60000000, 100 }, 250, 3 },
    { { 5000000, 100000000, 60000000, 100 }, 200, 2 },
    { { 5000000, 100000000, 60000000, 100 }, 100, 1 },
    { { 5000000, 100000000, 60000000, 100 }, 0, 0 },
    { { 5000000, 20000, 60000000, 1000 }, 250, 0 },
    { { 5000000, 100000000, 50000, 1000 }, 250, 0 },
    { { 1500, 100000000, 60000000, 1000 }, 250, 0 },
  };
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                     SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptRecord) record = spt_record_new (gpd_test_fields ()->schema);
  g_autoptr (SptGpdBuilder) builder = NULL;
  g_autoptr (GError) error = NULL;
  Source source;
  Requests requests;
  gint64 record_id;
  guint expected = 0;
  guint row;

  if (i >= G_N_ELEMENTS (cases))
    return;
  source = (Source) { cases[i].n, 0 };
  requests_init (&requests);
  builder = spt_gpd_builder_new (gpd_test_fields (), account, "gpd.create", &cases[i].limits,
                                 take_request, &requests, NULL, &error);
  g_assert_no_error (error);
  while (next_position (record, &record_id, &row, &source))
    {
      g_assert_true (spt_gpd_builder_add (builder, record, row, record_id, &error));
      spt_record_reset (record);
    }
  g_assert_true (spt_gpd_builder_finish (builder, &error));
  g_assert_no_error (error);

  if (cases[i].n == 0)
    g_assert_cmpuint (requests.bodies->len, ==, 0);
  else if (cases[i].n_requests != 0)
    g_assert_cmpuint (requests.bodies->len, ==, cases[i].n_requests);
  else
    g_assert_cmpuint (requests.bodies->len, >, 1);
  for (guint j = 0; j < requests.bodies->len; j++)
    {
      GBytes *body = g_ptr_array_index (requests.bodies, j);
      g_autofree char *document = unwrap (body);

      g_assert_cmpuint (g_bytes_get_size (body), <=, cases[i].limits.max_body);
      g_assert_cmpuint (strlen (document), <=, cases[i].limits.max_json);
      for (const char *p = strstr (document,
                                   "\"iupd\":\""); p != NULL; p = strstr (p + 8, "\"iupd\":\""))
        {
          char iupd[32];

          g_snprintf (iupd, sizeof iupd, "P-%06u", ++expected);
          g_assert_true (g_str_has_prefix (p + 8, iupd));
        }
    }
  g_assert_cmpuint (expected, ==, cases[i].n);
  requests_clear (&requests);
}

/* Texts that do not shrink fill a body up to its limit and never beyond: what the packer holds back
 * is reckoned with. */
static void
test_split_incompressible (void)
{
  static const SptGpdLimits limits = { 700000, 100000000, 60000000, 50000 };
  const SptGpdFields *fields = gpd_test_fields ();
  g_autoptr (SptAccount) account = gpd_test_account ("https://example.invalid/v2",
                                                     SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptRecord) record = spt_record_new (fields->schema);
  g_autoptr (SptGpdBuilder) builder = NULL;
  g_autoptr (GError) error = NULL;
  Source source = { 12000, 0 };
  Requests requests;
  gint64 record_id;
  gsize total = 0;
  guint row;

  requests_init (&requests);
  builder = spt_gpd_builder_new (fields, account, "gpd.create", &limits, take_request, &requests,
                                 NULL, &error);
  g_assert_no_error (error);
  while (next_position (record, &record_id, &row, &source))
    {
      SptNode *root = spt_record_get_root (record);
      char text[141];

      for (guint i = 0; i < sizeof text - 1; i++)
        text[i] = (char) g_test_rand_int_range (0x23, 0x7b);
      text[sizeof text - 1] = '\0';
      spt_node_set (root, fields->position_index[GPD_OFFICE_NAME], text, -1);
      g_assert_true (spt_gpd_builder_add (builder, record, row, record_id, &error));
      spt_record_reset (record);
    }
  g_assert_true (spt_gpd_builder_finish (builder, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (requests.bodies->len, >, 1);
  for (guint i = 0; i < requests.bodies->len; i++)
    {
      gsize size = g_bytes_get_size (g_ptr_array_index (requests.bodies, i));

      g_assert_cmpuint (size, <=, limits.max_body);
      total += size;
    }
  g_assert_cmpuint (total, >, limits.max_body);
  requests_clear (&requests);
}

/* Some items of an upload become a document that prepares to the same positions (resending what
 * failed). */
static void
test_dup_document (void)
{
  SptService *service = gpd_test_service ();
  g_autofree char *a = gpd_test_position ("A", IUV_1);
  g_autofree char *b = gpd_test_position ("B", IUV_2);
  g_autofree char *c = gpd_test_position ("C", IUV_3);
  g_autofree char *text = g_strdup_printf ("{\"paymentPositions\":[%s,%s,%s]}", a, b, c);
  g_autofree char *expected = g_strdup_printf ("{\"paymentPositions\":[%s,%s]}", a, c);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GHashTable) items = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) document = NULL;
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  Requests requests;

  requests_init (&requests);
  g_assert_true (prepare_text ("gpd.create", text, &requests, issues, &error));
  g_hash_table_add (items, GUINT_TO_POINTER (0));
  g_hash_table_add (items, GUINT_TO_POINTER (2));
  document = SPT_SERVICE_GET_CLASS (service)->dup_document (service, "gpd.create",
                                                            g_ptr_array_index (requests.bodies, 0),
                                                            items, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (document, NULL), g_bytes_get_size (document), expected,
                   strlen (expected));

  g_assert_null (SPT_SERVICE_GET_CLASS (service)->dup_document (service, "gpd.create", junk, items,
                                                                &error));
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
  requests_clear (&requests);
}

static void
test_read_document (void)
{
  SptService *service = gpd_test_service ();
  g_autofree char *a = gpd_test_position ("A", IUV_1);
  g_autofree char *b = gpd_test_position ("B", IUV_1);
  g_autofree char *text = g_strdup_printf ("{\"operation\":1,\"paymentPositions\":[%s,7,%s]}", a,
                                           b);
  g_autofree char *cut = g_strdup_printf ("{\"paymentPositions\":[%s,", a);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GInputStream) cut_stream = g_memory_input_stream_new_from_data (cut, -1, NULL);
  Import import = { g_string_new (NULL), g_string_new (NULL), 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (SPT_SERVICE_GET_CLASS (service)->read_document (service, "gpd.create", stream,
                                                                 GPD_TEST_NOW, take_record,
                                                                 &import, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (import.log->str, ==,
                   "record row 1 A options 1\nE unknown-field 0 operation\n"
                   "rejected row 2\nE wrong-type 2 paymentPositions\n"
                   "record row 3 B options 1\nE duplicate-iuv 3 paymentOption[0].iuv\n");
  g_assert_false (SPT_SERVICE_GET_CLASS (service)->read_document (service, "gpd.create", cut_stream,
                                                                  GPD_TEST_NOW,
                                                                  take_record, &import, NULL, &error));
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT);
  import_clear (&import);
}

static void
test_columns (void)
{
  SptService *service = gpd_test_service ();
  g_autofree char *position = gpd_test_position ("A", IUV_1);
  g_autoptr (SptRecord) record = gpd_test_record (position);
  const SptGpdFields *fields = gpd_test_fields ();
  SptNode *option = spt_node_get_child (spt_record_get_root (record), fields->option->index, 0);
  SptPositionColumns columns;

  g_assert_cmpint (fields->organization, >=, 0);
  spt_node_set (spt_record_get_root (record), (guint) fields->organization, "77777777777", -1);
  SPT_SERVICE_GET_CLASS (service)->get_position_columns (service, record, &columns);
  g_assert_cmpstr (columns.iupd, ==, "A");
  g_assert_cmpstr (columns.organization, ==, "77777777777");
  g_assert_cmpstr (columns.debtor_code, ==, "RSSMRA80A01H501U");
  g_assert_cmpstr (columns.debtor_name, ==, "Mario Rossi");
  g_assert_cmpstr (columns.description, ==, "TARI 2026");
  g_assert_cmpstr (columns.iuv, ==, IUV_1);
  g_assert_cmpint (columns.amount, ==, 12000);
  g_assert_cmpstr (columns.due_date, ==, "2026-12-16T23:59:59");
  g_assert_cmpuint (columns.n_options, ==, 1);

  spt_node_set (option, fields->option_index[GPD_AMOUNT], "12,5o", -1);
  SPT_SERVICE_GET_CLASS (service)->get_position_columns (service, record, &columns);
  g_assert_cmpint (columns.amount, ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (csvs); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/csv/", csvs[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_csv);
    }
  g_test_add_func ("/gpd/csv/errors", test_csv_errors);
  g_test_add_func ("/gpd/csv/far-apart", test_csv_far_apart);
  g_test_add_func ("/gpd/csv/round-trip", test_csv_round_trip);
  g_test_add_func ("/gpd/prepare/document", test_prepare_document);
  g_test_add_func ("/gpd/prepare/delete", test_prepare_delete);
  g_test_add_func ("/gpd/prepare/faulty", test_prepare_faulty);
  g_test_add_func ("/gpd/prepare/records", test_prepare_records);
  for (gsize i = 0; i < 7; i++)
    {
      g_autofree char *path = g_strdup_printf ("/gpd/prepare/split/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_split);
    }
  g_test_add_func ("/gpd/prepare/split/incompressible", test_split_incompressible);
  g_test_add_func ("/gpd/dup-document", test_dup_document);
  g_test_add_func ("/gpd/read-document", test_read_document);
  g_test_add_func ("/gpd/columns", test_columns);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
