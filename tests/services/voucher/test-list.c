/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of vouchers: what is read, what is not, and the calls that ask for it (services facts
 * 4.10). */
#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "services/voucher/spt-voucher-list.h"
#include "services/voucher/spt-voucher-record.h"
#include "spt-test.h"
#include "wire-test.h"

#define ELEMENT(vat, key, protocol, date, phase) \
  "{\"PARTITA_IVA_OPERATORE\":\"" vat "\",\"CODICE_FISCALE_BENEFICIARIO\":\"" key "\"," \
  "\"PROTOCOLLO\":\"" protocol "\",\"DATA_PRENOTAZIONE\":\"" date "\"," \
  "\"FASE_OPERATIVA\":\"" phase "\"}"
#define DATE   "2026-11-20T10:00:00.1234567Z"
#define PLAIN  ELEMENT (WIRE_VAT, WIRE_CODE, "P-1", DATE, "Prenotata")

static GPtrArray *
read_text (const char  *text,
           const char  *vat,
           GError     **error)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return spt_voucher_list_read (body, vat, NULL, error);
}

/* "key protocol phase" of each, one a line. */
static char *
describe (GPtrArray *list)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const SptVoucherListed *listed = g_ptr_array_index (list, i);

      g_string_append_printf (out, "%s%s %s %s", i > 0 ? "\n" : "",
                              listed->key != NULL ? listed->key : "-",
                              listed->protocol != NULL ? listed->protocol : "-",
                              listed->phase != NULL ? listed->phase : "-");
    }

  return g_string_free (out, FALSE);
}

static const struct
{
  const char *name;
  const char *text;
  const char *expected; /* NULL = no list */
} lists[] = {
  { "plain", "{\"Voucher\":[" PLAIN "]}", WIRE_CODE " P-1 Prenotata" },
  { "lower", "{\"voucher\":[" PLAIN "]}", WIRE_CODE " P-1 Prenotata" },
  { "upper", "{\"VOUCHER\":[" PLAIN "]}", WIRE_CODE " P-1 Prenotata" },
  { "bare", "[" PLAIN "]", WIRE_CODE " P-1 Prenotata" },
  { "single", "{\"Voucher\":" PLAIN "}", WIRE_CODE " P-1 Prenotata" },
  { "beside", "{\"n\":1,\"x\":{\"Voucher\":[{}]},\"Voucher\":[" PLAIN "],\"y\":[[1]]}",
    WIRE_CODE " P-1 Prenotata" },
  { "bom", "\357\273\277{\"Voucher\":[]}", "" },
  { "none", "{\"Voucher\":[]}", "" },
  { "null-list", "{\"Voucher\":null}", "" },
  { "null", "null", "" },
  { "bare-none", "[]", "" },
  { "null-elements", "{\"Voucher\":[null," PLAIN ",null]}", WIRE_CODE " P-1 Prenotata" },
  { "empty-elements", "{\"Voucher\":[{},{\"FASE_OPERATIVA\":\"Prenotata\"}]}", "" },
  { "null-members",
    "[{\"PARTITA_IVA_OPERATORE\":null,\"CODICE_FISCALE_BENEFICIARIO\":\"" WIRE_CODE "\","
    "\"PROTOCOLLO\":null,\"DATA_PRENOTAZIONE\":null,\"FASE_OPERATIVA\":null}]", WIRE_CODE " - -" },
  /* The beneficiary came with revision 9.0. */
  { "no-key", "[{\"PROTOCOLLO\":\"P-1\",\"FASE_OPERATIVA\":\"Prenotata\"}]", "- P-1 Prenotata" },
  { "member-case",
    "[{\"partita_iva_operatore\":\"" WIRE_VAT "\",\"Codice_Fiscale_Beneficiario\":\"x1\","
    "\"protocollo\":\"P-1\",\"fase_operativa\":\"Prenotata\"}]", "X1 P-1 Prenotata" },
  { "blanks", "[" ELEMENT (" " WIRE_VAT " ", " rssmra80a01 h501u ", " P-1 ", "  ", "  prenotata ") "]",
    WIRE_CODE " P-1 prenotata" },
  { "firm", "[" ELEMENT (WIRE_VAT, "IT" WIRE_FIRM, "P-1", DATE, "Prenotata") "]",
    WIRE_FIRM " P-1 Prenotata" },
  { "number", "[{\"PROTOCOLLO\":1234567890123456789,\"CODICE_FISCALE_BENEFICIARIO\":" WIRE_FIRM
    "}]", NULL },
  { "numbers", "[{\"PROTOCOLLO\":12345,\"CODICE_FISCALE_BENEFICIARIO\":\"x\"}]", "X 12345 -" },
  { "odd-types", "[{\"PROTOCOLLO\":\"P-1\",\"FASE_OPERATIVA\":{\"a\":[1]},\"ALTRO\":[{}],"
    "\"CODICE_FISCALE_BENEFICIARIO\":true}]", "- P-1 -" },
  { "unknown-phase", "[" ELEMENT (WIRE_VAT, "A", "P-1", DATE, "Stato mai visto") "]",
    "A P-1 Stato mai visto" },
  { "bad-date", "[" ELEMENT (WIRE_VAT, "A", "P-1", "ieri", "Prenotata") "]", "A P-1 Prenotata" },
  /* Others' are dropped, whoever has none stays. */
  { "others", "[" ELEMENT ("00000000000", "A", "P-1", DATE, "Prenotata") "," PLAIN ","
    "{\"PARTITA_IVA_OPERATORE\":\"IT" WIRE_VAT "\",\"PROTOCOLLO\":\"P-3\"},"
    "{\"PROTOCOLLO\":\"P-4\"}]", WIRE_CODE " P-1 Prenotata\n- P-3 -\n- P-4 -" },
  /* A list that is not whole proves nothing. */
  { "cut", "{\"Voucher\":[" PLAIN ",", NULL },
  { "cut-end", "{\"Voucher\":[" PLAIN "]", NULL },
  { "cut-bare", "[" PLAIN, NULL },
  { "behind", "{\"Voucher\":[]}{}", NULL },
  { "empty", "", NULL },
  { "html", "<html></html>", NULL },
  { "no-list", "{}", NULL },
  { "other-object", WIRE_GATEWAY (200, "no"), NULL },
  { "text", "\"Voucher\"", NULL },
  { "text-list", "{\"Voucher\":\"none\"}", NULL },
  { "text-element", "{\"Voucher\":[\"x\"]}", NULL },
  { "two-lists", "{\"Voucher\":[],\"voucher\":[]}", NULL },
  { "twice", "[{\"PROTOCOLLO\":\"P-1\",\"protocollo\":\"P-2\"}]", NULL },
  { "trailing-comma", "[" PLAIN ",]", NULL },
};

static void
test_read (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = read_text (lists[i].text, WIRE_VAT, &error);
  g_autofree char *said = NULL;

  if (lists[i].expected == NULL)
    {
      g_assert_null (list);
      g_assert_nonnull (error);
      g_assert_true (error->domain == SPT_JSON_ERROR);
      return;
    }
  g_assert_no_error (error);
  said = describe (list);
  g_assert_cmpstr (said, ==, lists[i].expected);
}

static void
test_all_operators (void)
{
  g_autoptr (GPtrArray) all = read_text ("[" ELEMENT ("1", "A", "P", DATE, "x") "]", NULL, NULL);
  g_autoptr (GPtrArray) unset = read_text ("[" ELEMENT ("1", "A", "P", DATE, "x") "]", "", NULL);

  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpuint (unset->len, ==, 1);
}

static void
test_long_text (void)
{
  g_autoptr (GString) text = g_string_new ("[{\"PROTOCOLLO\":\"P\",\"FASE_OPERATIVA\":\"");
  g_autoptr (GPtrArray) list = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "è\\u0007");
  g_string_append (text, "\"}]");
  list = read_text (text->str, NULL, NULL);
  g_assert_cmpint (g_utf8_strlen (((SptVoucherListed *) g_ptr_array_index (list, 0))->phase, -1),
                   <=, 201);
}

static void
test_stopped (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("[" PLAIN "]", strlen ("[" PLAIN "]"));
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (spt_voucher_list_read (body, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* --- news -------------------------------------------------------------------------------------- */

static void
test_news (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (GPtrArray) list =
    read_text ("[" ELEMENT (WIRE_VAT, WIRE_CODE, "P-1", DATE, " PRENOTATA ") ","
               ELEMENT (WIRE_VAT, WIRE_FIRM, "P-2", "", "Non prenotabile ISEE") ","
               ELEMENT (WIRE_VAT, "A", "P-3", DATE, "Stato mai visto") ","
               "{\"PROTOCOLLO\":\"P-4\",\"FASE_OPERATIVA\":\"Prenotazione sospesa\"},"
               "{\"PROTOCOLLO\":\"P-5\"}]", WIRE_VAT, NULL);
  g_autoptr (GPtrArray) news = NULL;
  const SptDossierNews *n;
  g_autoptr (SptRecord) record = spt_record_new (spt_voucher_get_schema ());

  spt_account_set_setting (wire->account, "activation-days", "60");
  news = spt_voucher_list_make_news (list, wire->account, CALL_TEST_NOW);
  /* Where the list does not say where one stands, nothing is said of it. */
  g_assert_cmpuint (news->len, ==, 4);

  n = g_ptr_array_index (news, 0);
  g_assert_cmpstr (n->key, ==, WIRE_CODE);
  g_assert_cmpstr (n->remote_id, ==, "P-1");
  g_assert_cmpstr (n->phase, ==, "Prenotata");
  g_assert_cmpstr (n->stage, ==, "open");
  g_assert_cmpstr (n->due_date, ==, "2027-01-20");
  g_assert_cmpint (n->taken, ==, G_GINT64_CONSTANT (1795168800123));
  g_assert_true (spt_record_read (record, n->doc, -1, NULL));
  g_assert_false (spt_voucher_is_firm (record));
  g_assert_cmpstr (spt_voucher_get_key (record), ==, WIRE_CODE);

  n = g_ptr_array_index (news, 1);
  g_assert_cmpstr (n->stage, ==, "over");
  g_assert_true (n->is_over);
  g_assert_null (n->due_date);
  g_assert_cmpint (n->taken, ==, 0);
  g_assert_true (spt_record_read (record, n->doc, -1, NULL));
  g_assert_true (spt_voucher_is_firm (record));
  g_assert_cmpstr (spt_voucher_get_key (record), ==, WIRE_FIRM);

  n = g_ptr_array_index (news, 2);
  g_assert_cmpstr (n->phase, ==, "Stato mai visto");
  g_assert_cmpstr (n->stage, ==, "");
  g_assert_false (n->is_over);

  n = g_ptr_array_index (news, 3);
  g_assert_null (n->key);
  g_assert_null (n->doc);
  g_assert_cmpstr (n->stage, ==, "held");
}

/* --- the calls ---------------------------------------------------------------------------------- */

static void
set_isee (CallTest *wire)
{
  wire->call.operation = "voucher.isee";
  wire->call.method = "GET";
  wire->call.path = "/esitoiseeprenotazioni/getprenotazioni";
  wire->call.content_type = NULL;
  wire->call.body = NULL;
  g_ptr_array_set_size (wire->keys, 0);
}

static void
test_isee (void)
{
  static const SptCallKind kinds[] = { SPT_CALL_SEND, SPT_CALL_WATCH };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      g_autoptr (SptOutcome) outcome = NULL;
      g_autofree char *head = NULL;

      set_isee (wire);
      /* The watch knows the account alone. */
      if (kinds[i] == SPT_CALL_WATCH)
        {
          wire->call.operation = NULL;
          wire->call.path = NULL;
        }
      wire_push_token (wire, WIRE_TOKEN, "3599");
      call_test_push (wire, 200, WIRE_JSON, "{\"Voucher\":[" PLAIN "]}");
      outcome = call_test_run (wire, kinds[i]);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
      g_assert_cmpuint (outcome->http_status, ==, 200);
      g_assert_null (outcome->code);
      g_assert_cmpuint (outcome->news->len, ==, 1);
      head = spt_test_server_get_head (wire->server, 0);
      g_assert_true (g_str_has_prefix (head,
                                       "GET /esitoiseeprenotazioni/getprenotazioni HTTP/1.1\r\n"));
      g_assert_nonnull (strstr (head, "\r\nAuthorization: Bearer " WIRE_TOKEN "\r\n"));
      g_assert_nonnull (strstr (head, "\r\nOcp-Apim-Subscription-Key: " WIRE_KEY "\r\n"));
      g_assert_nonnull (strstr (head, "\r\nx-source: external\r\n"));
      g_assert_null (strstr (head, "Content-Type"));
    }
}

/* 204: there is none, which is known. */
static void
test_none (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptOutcome) outcome = NULL;

  set_isee (wire);
  wire_push_token (wire, WIRE_TOKEN, "3599");
  call_test_push (wire, 204, NULL, "");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_nonnull (outcome->news);
  g_assert_cmpuint (outcome->news->len, ==, 0);
  g_assert_cmpuint (outcome->http_status, ==, 204);
}

static void
test_path (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_TEST);
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *head = NULL;

  spt_account_set_setting (wire->account, "path-isee", "/colisee/get");
  wire_push_token (wire, WIRE_TOKEN, "3599");
  call_test_push (wire, 204, NULL, "");
  outcome = call_test_run (wire, SPT_CALL_WATCH);
  head = spt_test_server_get_head (wire->server, 0);
  g_assert_true (g_str_has_prefix (head, "GET /colisee/get HTTP/1.1\r\n"));
}

/* A test of an account tells whether it works, and nothing else. */
static void
test_test (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptOutcome) good = NULL;
  g_autoptr (SptOutcome) none = NULL;
  g_autoptr (SptOutcome) bad = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  call_test_push (wire, 200, WIRE_JSON, "{\"Voucher\":[" PLAIN "]}");
  good = call_test_run (wire, SPT_CALL_TEST);
  g_assert_cmpint (good->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (good->code, ==, "voucher-tested"); /* its words tell token and gateway apart */
  g_assert_null (good->news);

  call_test_push (wire, 204, NULL, "");
  none = call_test_run (wire, SPT_CALL_TEST);
  g_assert_cmpint (none->kind, ==, SPT_OUTCOME_ACCEPTED);

  call_test_push (wire, 200, "Content-Type: text/html\r\n", "<html>");
  bad = call_test_run (wire, SPT_CALL_TEST);
  g_assert_cmpint (bad->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (bad->code, ==, "voucher-list-unreadable");
  g_assert_cmpuint (wire_count (wire, "GET "), ==, 3);
  g_assert_cmpuint (wire_count (wire, ""), ==, 3);
}

static const struct
{
  const char     *name;
  SptTestFault    fault;
  guint           status;
  const char     *headers;
  const char     *body;
  SptOutcomeKind  kind;
  gboolean        transient;
  const char     *code;
} troubles[] = {
  { "400", SPT_TEST_ANSWER, 400, WIRE_JSON, WIRE_GATEWAY (400, "BAD REQUEST"), SPT_OUTCOME_UNKNOWN,
    FALSE, "voucher-list-refused" },
  { "500", SPT_TEST_ANSWER, 500, NULL, "", SPT_OUTCOME_UNKNOWN, FALSE, "voucher-list-unavailable" },
  { "502", SPT_TEST_ANSWER, 502, NULL, "<html>", SPT_OUTCOME_UNKNOWN, FALSE,
    "voucher-list-unavailable" },
  { "403", SPT_TEST_ANSWER, 403, WIRE_JSON, WIRE_GATEWAY (403, "Out of call volume quota"),
    SPT_OUTCOME_NOT_SENT, FALSE, "voucher-forbidden" },
  { "404", SPT_TEST_ANSWER, 404, WIRE_JSON, WIRE_GATEWAY (404, "x"), SPT_OUTCOME_NOT_SENT, FALSE,
    "voucher-address" },
  { "429", SPT_TEST_ANSWER, 429, "Retry-After: 30\r\n", "", SPT_OUTCOME_NOT_SENT, TRUE,
    "rate-limited" },
  { "302", SPT_TEST_ANSWER, 302, "Location: /x\r\n", "", SPT_OUTCOME_NOT_SENT, FALSE, "redirect" },
  { "201", SPT_TEST_ANSWER, 201, WIRE_JSON, "{\"Voucher\":[]}", SPT_OUTCOME_UNKNOWN, FALSE,
    "voucher-list-refused" },
  { "html", SPT_TEST_ANSWER, 200, NULL, "<html>", SPT_OUTCOME_UNKNOWN, FALSE,
    "voucher-list-unreadable" },
  { "empty", SPT_TEST_ANSWER, 200, NULL, "", SPT_OUTCOME_UNKNOWN, FALSE, "voucher-list-unreadable" },
  { "cut", SPT_TEST_CUT_BODY, 200, WIRE_JSON, "{\"Voucher\":[]}", SPT_OUTCOME_UNKNOWN, FALSE,
    "voucher-list-unavailable" },
  { "cut-chunked", SPT_TEST_CUT_CHUNKED, 200, WIRE_JSON, "{\"Voucher\":[" PLAIN ",",
    SPT_OUTCOME_UNKNOWN, FALSE, "voucher-list-unavailable" },
  { "until-close", SPT_TEST_UNTIL_CLOSE, 200, WIRE_JSON, "{\"Voucher\":[" PLAIN "",
    SPT_OUTCOME_UNKNOWN, FALSE, "voucher-list-unreadable" },
  { "huge", SPT_TEST_HUGE, 200, WIRE_JSON, "x", SPT_OUTCOME_UNKNOWN, FALSE,
    "voucher-list-too-large" },
};

/* Whatever goes wrong, no news: what is not in a list that never came is not gone. */
static void
test_trouble (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  static const SptCallKind kinds[] = {
    SPT_CALL_SEND, SPT_CALL_WATCH, SPT_CALL_TEST, SPT_CALL_SETTLE,
  };

  for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
    {
      g_autoptr (CallTest) wire = NULL;
      g_autoptr (SptOutcome) outcome = NULL;

      /* 64 MiB take their time: once is enough. */
      if (troubles[i].fault == SPT_TEST_HUGE && kinds[j] != SPT_CALL_WATCH)
        continue;
      wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      if (kinds[j] != SPT_CALL_SETTLE)
        set_isee (wire);
      wire->call.note = "{\"looks\":1,\"lastLook\":5}";
      wire_push_token (wire, WIRE_TOKEN, "3599");
      spt_test_server_push (wire->server, troubles[i].fault, troubles[i].status,
                            troubles[i].headers, troubles[i].body);
      outcome = call_test_run (wire, kinds[j]);
      g_assert_cmpint (outcome->kind, ==, kinds[j] == SPT_CALL_SETTLE ? SPT_OUTCOME_UNKNOWN
                                                                      : troubles[i].kind);
      g_assert_cmpstr (outcome->code, ==, troubles[i].code);
      g_assert_cmpint (outcome->transient, ==, troubles[i].transient);
      g_assert_null (outcome->news);
      g_assert_cmpuint (wire_count (wire, "GET "), ==, 1);
      g_assert_cmpuint (wire_count (wire, "POST "), ==, 0);
      /* What was learnt before is not forgotten. */
      if (kinds[j] == SPT_CALL_SETTLE)
        g_assert_cmpstr (outcome->note, ==, wire->call.note);
      if (troubles[i].status == 429)
        g_assert_cmpint (outcome->retry_after_ms, ==, 30000);
    }
}

/* As many as the document can mean, in one answer. */
static void
test_many (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GString) text = g_string_new ("{\"Voucher\":[");
  const SptDossierNews *last;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%s{\"PARTITA_IVA_OPERATORE\":\"" WIRE_VAT "\","
                            "\"CODICE_FISCALE_BENEFICIARIO\":\"%011u\",\"PROTOCOLLO\":\"P-%u\","
                            "\"DATA_PRENOTAZIONE\":\"" DATE "\",\"FASE_OPERATIVA\":\"Prenotata\"}",
                            i > 0 ? "," : "", i, i);
  g_string_append (text, "]}");
  set_isee (wire);
  wire_push_token (wire, WIRE_TOKEN, "3599");
  call_test_push (wire, 200, WIRE_JSON, text->str);
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpuint (outcome->news->len, ==, 20000);
  last = g_ptr_array_index (outcome->news, 19999);
  g_assert_cmpstr (last->remote_id, ==, "P-19999");
  g_assert_cmpuint (strlen (outcome->exchange), <, 100000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strdup_printf ("/voucher/list/read/%s", lists[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_read);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/voucher/list/trouble/%s", troubles[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_trouble);
    }
  g_test_add_func ("/voucher/list/all-operators", test_all_operators);
  g_test_add_func ("/voucher/list/long-text", test_long_text);
  g_test_add_func ("/voucher/list/stopped", test_stopped);
  g_test_add_func ("/voucher/list/news", test_news);
  g_test_add_func ("/voucher/list/isee", test_isee);
  g_test_add_func ("/voucher/list/none", test_none);
  g_test_add_func ("/voucher/list/path", test_path);
  g_test_add_func ("/voucher/list/test", test_test);
  g_test_add_func ("/voucher/list/many", test_many);

  return g_test_run ();
}
