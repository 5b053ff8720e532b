/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four requests against scripted servers: what leaves, how often, and what each answer proves
 * (services facts 4.3 to 4.8). */
#include "config.h"

#include <string.h>

#include "services/voucher/spt-voucher-answer.h"
#include "spt-test.h"
#include "wire-test.h"

#define OK_REPLY   WIRE_REPLY ("Attesa controllo ISEE", "OK", "Richiesta presa in carico")
#define NOK(esito, words) WIRE_REPLY ("", esito, words)
#define HTML       "<html><body>502 Bad Gateway</body></html>"
#define PROBLEM    "{\"title\":\"Bad Request\",\"status\":400,\"errors\":{\"cap\":[\"no\"]}}"
#define JSON       WIRE_JSON

/* What comes back, and what it proves. */
static const struct
{
  const char     *name;
  guint           status;
  const char     *headers;
  const char     *body;
  SptOutcomeKind  kind;
  gboolean        transient;
  const char     *code;
  const char     *message; /* NULL = whatever */
} answers[] = {
  /* Accepted is a 200 whose esito is OK, and nothing else. */
  { "ok", 200, JSON, OK_REPLY, SPT_OUTCOME_ACCEPTED, FALSE, NULL, "Richiesta presa in carico" },
  { "ok-odd-case", 200, JSON, WIRE_REPLY ("", " Ok ", "x"), SPT_OUTCOME_ACCEPTED, FALSE, NULL, "x" },
  { "ok-member-case", 200, JSON, "{\"Esito\":\"OK\"}", SPT_OUTCOME_ACCEPTED, FALSE, NULL, NULL },
  { "ok-extra", 200, JSON, "{\"esito\":\"OK\",\"nuovo\":{\"a\":[1,null]}}", SPT_OUTCOME_ACCEPTED,
    FALSE, NULL, NULL },
  { "ok-no-type", 200, NULL, OK_REPLY, SPT_OUTCOME_ACCEPTED, FALSE, NULL, NULL },
  { "ok-201", 201, JSON, OK_REPLY, SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "ok-202", 202, JSON, OK_REPLY, SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "ok-400", 400, JSON, OK_REPLY, SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "ok-500", 500, JSON, OK_REPLY, SPT_OUTCOME_UNKNOWN, FALSE, "server-error", NULL },
  { "204", 204, NULL, "", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "no-esito", 200, JSON, "{\"faseOperativa\":\"Prenotata\"}", SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "null-esito", 200, JSON, "{\"esito\":null}", SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "other-esito", 200, JSON, "{\"esito\":\"FORSE\"}", SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "esito-object", 200, JSON, "{\"esito\":{\"code\":\"OK\"}}", SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "twice", 200, JSON, "{\"esito\":\"OK\",\"esito\":\"REQUEST_BUSINESS_NOK_002\"}",
    SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "cut-json", 200, JSON, "{\"esito\":\"OK\",\"descri", SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "array", 200, JSON, "[\"OK\"]", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "empty", 200, JSON, "", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "html", 200, "Content-Type: text/html\r\n", HTML, SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "wrong-type", 200, "Content-Type: text/html\r\n", OK_REPLY, SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "wrong-type-400", 400, "Content-Type: text/html\r\n", NOK ("REQUEST_BUSINESS_NOK_002", "x"),
    SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  /* With a 200 the esito is believed. */
  { "nok-200", 200, JSON, NOK ("REQUEST_BUSINESS_NOK_002", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-002", "REQUEST_BUSINESS_NOK_002: x" },
  { "processing-200", 200, JSON, NOK ("REQUEST_PROCESSING_NOK", "Internal Error"),
    SPT_OUTCOME_UNKNOWN, FALSE, "voucher-processing", "Internal Error" },
  { "processing-400", 400, JSON, NOK ("REQUEST_PROCESSING_NOK", "Internal Error"),
    SPT_OUTCOME_UNKNOWN, FALSE, "voucher-processing", NULL },
  { "processing-500", 500, JSON, NOK ("REQUEST_PROCESSING_NOK", "Internal Error"),
    SPT_OUTCOME_UNKNOWN, FALSE, "voucher-processing", "Internal Error" },
  { "business-500", 500, JSON, NOK ("REQUEST_BUSINESS_NOK_002", "x"), SPT_OUTCOME_UNKNOWN, FALSE,
    "server-error", NULL },
  /* Appendix A. */
  { "001", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_001", "Nessun comune trovato avente codice ISTAT 999999"),
    SPT_OUTCOME_REFUSED, FALSE, "voucher-001", NULL },
  { "002", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_002", "Esistono Prenotazioni/Attivazioni in corso per il cliente"),
    SPT_OUTCOME_REFUSED, FALSE, "voucher-002",
    "REQUEST_BUSINESS_NOK_002: Esistono Prenotazioni/Attivazioni in corso per il cliente" },
  { "003", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_003", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-003", NULL },
  { "004", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_004", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-004", NULL },
  { "005", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_005", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-005", NULL },
  { "006", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_006", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-006", NULL },
  { "007", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_007", "presente una richiesta in stato 'Prenotazione sospesa'. Tale"),
    SPT_OUTCOME_REFUSED, FALSE, "voucher-007", NULL },
  { "008", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_008", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-008", NULL },
  { "009", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_009", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-009", NULL },
  { "010", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_010", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-010", NULL },
  { "011", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_011", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-011", NULL },
  { "012", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_012", "novità"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-other", "REQUEST_BUSINESS_NOK_012: novità" },
  { "no-number", 400, JSON, NOK ("REQUEST_BUSINESS_NOK_", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-other", NULL },
  { "new-nok", 400, JSON, NOK ("REQUEST_AUTHORIZATION_NOK", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-other", NULL },
  { "nok-422", 422, JSON, NOK ("REQUEST_BUSINESS_NOK_002", "x"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-002", NULL },
  /* One code, two meanings. */
  { "validation", 400, JSON,
    NOK ("REQUEST_VALIDATION_NOK", "Parametri di input non conformi o mancanti: cap, email"),
    SPT_OUTCOME_REFUSED, FALSE, "voucher-validation",
    "REQUEST_VALIDATION_NOK: Parametri di input non conformi o mancanti: cap, email" },
  { "validation-unknown-name", 400, JSON,
    NOK ("REQUEST_VALIDATION_NOK", "Parametri di input non conformi o mancanti: qualcosa"),
    SPT_OUTCOME_REFUSED, FALSE, "voucher-validation", NULL },
  { "validation-busy", 400, JSON,
    NOK ("REQUEST_VALIDATION_NOK", "Stiamo gia' elaborando una richiesta per il codice fiscale specificato"),
    SPT_OUTCOME_REFUSED, FALSE, "voucher-validation-busy", NULL },
  { "validation-unclear", 400, JSON, NOK ("REQUEST_VALIDATION_NOK", "Errore"), SPT_OUTCOME_REFUSED,
    FALSE, "voucher-validation-unclear", NULL },
  { "validation-silent", 400, JSON, "{\"esito\":\"REQUEST_VALIDATION_NOK\"}", SPT_OUTCOME_REFUSED,
    FALSE, "voucher-validation-unclear", NULL },
  { "validation-date", 400, JSON,
    NOK ("REQUEST_VALIDATION_NOK", "Parametri di input non conformi o mancanti: dataPrenotazione"),
    SPT_OUTCOME_REFUSED, FALSE, "voucher-dates-asked", NULL },
  /* The gateway, and what stands in front of it. */
  { "gateway-400", 400, JSON, WIRE_GATEWAY (400, "no"), SPT_OUTCOME_REFUSED, FALSE,
    "voucher-bad-request", "no" },
  { "framework-400", 400, "Content-Type: application/problem+json\r\n", PROBLEM, SPT_OUTCOME_REFUSED,
    FALSE, "voucher-bad-request", NULL },
  { "html-400", 400, "Content-Type: text/html\r\n", HTML, SPT_OUTCOME_UNKNOWN, FALSE,
    "answer-not-understood", NULL },
  { "json-400", 400, JSON, "{\"what\":1}", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood",
    "{\"what\":1}" },
  { "empty-400", 400, NULL, "", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood", NULL },
  { "quota", 403, JSON, WIRE_GATEWAY (403, "Out of call volume quota. Replenished in 01:00:00."),
    SPT_OUTCOME_NOT_SENT, FALSE, "voucher-forbidden",
    "Out of call volume quota. Replenished in 01:00:00." },
  { "html-403", 403, "Content-Type: text/html\r\n", HTML, SPT_OUTCOME_NOT_SENT, FALSE,
    "voucher-forbidden", NULL },
  { "not-found", 404, JSON, WIRE_GATEWAY (404, "Resource not found"), SPT_OUTCOME_NOT_SENT, FALSE,
    "voucher-address", "Resource not found" },
  { "method", 405, NULL, "", SPT_OUTCOME_NOT_SENT, FALSE, "voucher-address", NULL },
  { "proxy", 407, NULL, "", SPT_OUTCOME_NOT_SENT, FALSE, "proxy", NULL },
  { "late", 408, NULL, "", SPT_OUTCOME_UNKNOWN, FALSE, "answer-lost", NULL },
  { "large", 413, NULL, "", SPT_OUTCOME_REFUSED, FALSE, "voucher-bad-request", NULL },
  { "type", 415, JSON, WIRE_GATEWAY (415, "x"), SPT_OUTCOME_REFUSED, FALSE, "voucher-bad-request",
    NULL },
  { "throttled", 429, "Retry-After: 7\r\n" JSON, WIRE_GATEWAY (429, "Rate limit is exceeded"),
    SPT_OUTCOME_NOT_SENT, TRUE, "rate-limited", "Rate limit is exceeded" },
  { "throttled-date", 429,
    "Date: Sat, 21 Nov 2026 12:00:00 GMT\r\nRetry-After: Sat, 21 Nov 2026 12:00:07 GMT\r\n", "",
    SPT_OUTCOME_NOT_SENT, TRUE, "rate-limited", NULL },
  { "redirect", 302, "Location: https://example.invalid/x\r\n", "", SPT_OUTCOME_NOT_SENT, FALSE,
    "redirect", "https://example.invalid/x" },
  { "redirect-307", 307, "Location: /x\r\n", "", SPT_OUTCOME_NOT_SENT, FALSE, "redirect", "/x" },
  { "500", 500, JSON, WIRE_GATEWAY (500, "Internal server error"), SPT_OUTCOME_UNKNOWN, FALSE,
    "server-error", "Internal server error" },
  { "502", 502, "Content-Type: text/html\r\n", HTML, SPT_OUTCOME_UNKNOWN, FALSE, "server-error",
    NULL },
  { "503", 503, "Retry-After: 5\r\n", "", SPT_OUTCOME_UNKNOWN, FALSE, "server-error", NULL },
  { "504", 504, NULL, "", SPT_OUTCOME_UNKNOWN, FALSE, "server-error", NULL },
  { "teapot", 418, NULL, "short and stout", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood",
    "short and stout" },
};

static void
test_answer (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptOutcome) outcome = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  call_test_push (wire, answers[i].status, answers[i].headers, answers[i].body);
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, answers[i].kind);
  g_assert_cmpint (outcome->transient, ==, answers[i].transient);
  g_assert_cmpstr (outcome->code, ==, answers[i].code);
  g_assert_cmpuint (outcome->http_status, ==, answers[i].status);
  if (answers[i].message != NULL)
    g_assert_cmpstr (outcome->message, ==, answers[i].message);
  /* A page is no word of the service's. */
  if (answers[i].body[0] == '<')
    g_assert_null (outcome->message);
  if (answers[i].status == 429)
    g_assert_cmpint (outcome->retry_after_ms, ==, 7000);
  g_assert_true ((outcome->news != NULL) == (outcome->kind == SPT_OUTCOME_ACCEPTED));
  g_assert_nonnull (outcome->exchange);
  g_assert_cmpuint (outcome->results->len, ==, 0);
  /* Exactly one, whatever came back. */
  g_assert_cmpuint (wire_count (wire, ""), ==, 1);
  g_assert_cmpuint (wire_count (wire, "POST "), ==, 1);
}

/* --- what leaves ------------------------------------------------------------------------------ */

static void
assert_header (const char *head,
               const char *line)
{
  g_autofree char *whole = g_strconcat ("\r\n", line, "\r\n", NULL);

  g_assert_nonnull (strstr (head, whole));
  g_assert_true (strstr (head, whole) == g_strrstr (head, whole));
}

static void
test_headers (void)
{
  static const char *const operations[][2] = {
    { "voucher.prenotazione", "/apitibcoprenotazione/v1/prenotazione" },
    { "voucher.attivazione", "/apitibcoattivazione/v1/attivazione" },
    { "voucher.cessazione", "/apitibcocessazione/v1/cessazione" },
    { "voucher.disdetta", "/apitibcodisdetta/v1/disdetta" },
  };
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);

  wire_push_token (wire, WIRE_TOKEN, "3599");
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (SptOutcome) outcome = NULL;
      g_autofree char *head = NULL;
      g_autofree char *line = g_strdup_printf ("POST %s HTTP/1.1\r\n", operations[i][1]);
      g_autoptr (GBytes) body = NULL;

      wire->call.operation = operations[i][0];
      wire->call.path = operations[i][1];
      call_test_push (wire, 200, WIRE_JSON, OK_REPLY);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
      head = spt_test_server_get_head (wire->server, i);
      g_assert_true (g_str_has_prefix (head, line));
      assert_header (head, "Authorization: Bearer " WIRE_TOKEN);
      assert_header (head, "Ocp-Apim-Subscription-Key: " WIRE_KEY);
      assert_header (head, "x-source: external");
      assert_header (head, "Content-Type: application/json");
      assert_header (head, "Accept: application/json");
      g_assert_null (strstr (head, "Expect:"));
      body = spt_test_server_get_body (wire->server, i);
      g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "{\"a\":1}", 7);
    }
  /* One token for all, a fresh connection for each. */
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 1);
  g_assert_cmpuint (spt_test_server_get_n_connections (wire->server), ==,
                    G_N_ELEMENTS (operations));
}

/* The address with and without its slash, and the blank that the document's line break left. */
static void
test_address (void)
{
  static const char *const bases[] = { "", "/", "/base/" };
  static const char *const paths[] = { "/a/b", "a/b", " /a /b " };

  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      g_autofree char *base = g_strconcat (spt_test_server_get_url (wire->server), bases[i], NULL);
      g_autoptr (SptOutcome) outcome = NULL;
      g_autofree char *head = NULL;

      g_object_set (wire->account, "base-url", base, NULL);
      wire->call.path = paths[i];
      wire_push_token (wire, WIRE_TOKEN, "3599");
      call_test_push (wire, 200, WIRE_JSON, OK_REPLY);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      head = spt_test_server_get_head (wire->server, 0);
      g_assert_true (g_str_has_prefix (head, i == 2 ? "POST /base/a/b HTTP" : "POST /a/b HTTP"));
    }
}

/* Nothing leaves; from a look-up that would be "nothing happened". */
static void
test_nothing_to_call_with (void)
{
  static const char *const missing[] = {
    "subscription-key", "client-secret", "token-url", "client-id", "scope", "base-url",
  };
  static const SptCallKind kinds[] = {
    SPT_CALL_SEND, SPT_CALL_SETTLE, SPT_CALL_TEST, SPT_CALL_WATCH,
  };

  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);

      g_hash_table_remove (wire->secrets, missing[i]);
      spt_account_set_setting (wire->account, missing[i], NULL);
      if (i == 5)
        g_object_set (wire->account, "base-url", NULL, NULL);
      for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
        {
          g_autoptr (SptOutcome) outcome = call_test_run (wire, kinds[j]);

          g_assert_cmpint (outcome->kind, ==, kinds[j] == SPT_CALL_SETTLE ? SPT_OUTCOME_UNKNOWN
                                                                          : SPT_OUTCOME_NOT_SENT);
          g_assert_cmpstr (outcome->code, ==, i < 2 ? "no-credentials" : "settings");
          g_assert_cmpstr (outcome->message, ==, i < 2 ? NULL : missing[i]);
        }
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 0);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
    }
}

/* --- 401 -------------------------------------------------------------------------------------- */

/* Refused at the gate: one new token, once more. */
static void
test_renewal (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptOutcome) first = NULL;
  g_autoptr (SptOutcome) second = NULL;
  g_autofree char *head = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  wire_push_token (wire, WIRE_TOKEN_2, "3599");
  call_test_push (wire, 401, WIRE_JSON, WIRE_GATEWAY (401, "Unauthorized. Access token is expired."));
  call_test_push (wire, 200, WIRE_JSON, OK_REPLY);
  first = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (first->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpuint (wire_count (wire, "POST "), ==, 2);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 2);
  head = spt_test_server_get_head (wire->server, 1);
  assert_header (head, "Authorization: Bearer " WIRE_TOKEN_2);
  /* All four exchanges are on record. */
  g_assert_nonnull (strstr (first->exchange, "HTTP 401"));
  g_assert_nonnull (strstr (first->exchange, "/oauth2/v2.0/token"));

  /* The new one is kept. */
  call_test_push (wire, 200, WIRE_JSON, OK_REPLY);
  second = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (second->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 2);
}

static void
test_renewal_in_vain (void)
{
  static const struct
  {
    const char *headers;
    const char *words;
    const char *code;
  } texts[] = {
    { WIRE_JSON, "Access denied due to missing subscription key.", "voucher-key-rejected" },
    { WIRE_JSON, "Access denied due to invalid subscription key. " WIRE_KEY, "voucher-key-rejected" },
    { WIRE_JSON "WWW-Authenticate: AzureApiManagementKey realm=\"x\"\r\n", "no",
      "voucher-key-rejected" },
    { WIRE_JSON, "Unauthorized. Access token is missing or invalid.", "voucher-token-rejected" },
    { WIRE_JSON, "", "voucher-token-rejected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      g_autofree char *body = g_strdup_printf ("{\"statusCode\":401,\"message\":\"%s\"}",
                                               texts[i].words);
      g_autoptr (SptOutcome) outcome = NULL;

      wire_push_token (wire, WIRE_TOKEN, "3599");
      wire_push_token (wire, WIRE_TOKEN_2, "3599");
      call_test_push (wire, 401, texts[i].headers, body);
      call_test_push (wire, 401, texts[i].headers, body);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
      g_assert_false (outcome->transient);
      g_assert_cmpstr (outcome->code, ==, texts[i].code);
      g_assert_cmpuint (wire_count (wire, "POST "), ==, 2);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->auth), ==, 2);
    }
}

/* No new token: what the token's address says counts. And what came after a renewal counts as what
 * it is. */
static void
test_renewal_trouble (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (CallTest) lost = NULL;
  g_autoptr (SptOutcome) outcome = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  spt_test_server_push (wire->auth, SPT_TEST_ANSWER, 401, WIRE_JSON,
                        "{\"error\":\"invalid_client\"}");
  call_test_push (wire, 401, WIRE_JSON, "");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_cmpstr (outcome->code, ==, "voucher-secret-rejected");
  g_assert_nonnull (strstr (outcome->exchange, "prenotazione"));
  g_assert_cmpuint (wire_count (wire, "POST "), ==, 1);

  g_clear_pointer (&outcome, spt_outcome_free);
  lost = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  wire_push_token (lost, WIRE_TOKEN, "3599");
  wire_push_token (lost, WIRE_TOKEN_2, "3599");
  call_test_push (lost, 401, WIRE_JSON, "");
  spt_test_server_push (lost->server, SPT_TEST_READ_THEN_DROP, 200, NULL, "");
  outcome = call_test_run (lost, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpuint (wire_count (lost, "POST "), ==, 2);
}

/* --- lost answers ------------------------------------------------------------------------------ */

static void
test_lost (void)
{
  static const SptTestFault faults[] = {
    SPT_TEST_READ_THEN_DROP, SPT_TEST_READ_THEN_RESET, SPT_TEST_GARBAGE, SPT_TEST_CUT_HEAD,
    SPT_TEST_CUT_BODY, SPT_TEST_CUT_BODY_CLOSE, SPT_TEST_HUGE,
  };
  static const char *const operations[] = {
    "voucher.prenotazione", "voucher.attivazione", "voucher.cessazione", "voucher.disdetta",
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    for (guint j = 0; j < G_N_ELEMENTS (operations); j++)
      {
        g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
        g_autoptr (SptOutcome) outcome = NULL;

        wire->call.operation = operations[j];
        wire_push_token (wire, WIRE_TOKEN, "3599");
        spt_test_server_push (wire->server, faults[i], 200, WIRE_JSON, OK_REPLY);
        outcome = call_test_run (wire, SPT_CALL_SEND);
        g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
        g_assert_false (outcome->transient);
        g_assert_null (outcome->news);
        g_assert_cmpuint (wire_count (wire, ""), ==, 1);
      }
}

/* A body whose end nobody marked is as good as what it says. */
static void
test_until_close (void)
{
  static const char *const bodies[] = { OK_REPLY, "{\"esito\":\"OK\",\"descrizione\":\"Richiesta pr" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      g_autoptr (SptOutcome) outcome = NULL;

      wire_push_token (wire, WIRE_TOKEN, "3599");
      spt_test_server_push (wire->server, SPT_TEST_UNTIL_CLOSE, 200, WIRE_JSON, bodies[i]);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, i == 0 ? SPT_OUTCOME_ACCEPTED : SPT_OUTCOME_UNKNOWN);
    }
}

static void
test_nobody_there (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptTestServer) gone = spt_test_server_new (NULL);
  g_autofree char *url = g_strdup (spt_test_server_get_url (gone));
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (SptOutcome) bad = NULL;

  g_clear_pointer (&gone, spt_test_server_free);
  g_object_set (wire->account, "base-url", url, NULL);
  wire_push_token (wire, WIRE_TOKEN, "3599");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_true (outcome->transient);
  g_assert_cmpstr (outcome->code, ==, "refused-connection");

  g_object_set (wire->account, "base-url", "http://example.invalid", NULL);
  bad = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (bad->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_cmpstr (bad->code, ==, "settings");
  g_assert_cmpstr (bad->message, ==, "base-url");
}

/* Stopped while the request is on its way: nobody knows. */
static void
test_stopped (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  GAsyncResult *slot = NULL;

  wire_push_token (wire, WIRE_TOKEN, "3599");
  spt_test_server_push (wire->server, SPT_TEST_HANG, 200, NULL, "");
  spt_service_call_async (wire_service (), SPT_CALL_SEND, &wire->call, cancellable,
                          spt_test_async_cb, &slot);
  g_assert_true (spt_test_server_wait_requests (wire->server, 1));
  g_cancellable_cancel (cancellable);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  outcome = spt_service_call_finish (wire_service (), result, NULL);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
}

/* Stopped while the token is being asked for: nothing has left. */
static void
test_stopped_before (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  spt_test_server_push (wire->auth, SPT_TEST_HANG, 200, NULL, "");
  spt_service_call_async (wire_service (), SPT_CALL_SEND, &wire->call, cancellable,
                          spt_test_async_cb, &slot);
  g_assert_true (spt_test_server_wait_requests (wire->auth, 1));
  g_cancellable_cancel (cancellable);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  g_assert_null (spt_service_call_finish (wire_service (), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (wire_count (wire, ""), ==, 0);
}

/* 250 s on the clock of the session: the gateway waits for what is behind it (services facts
 * 1.5). */
static void
test_patience (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (CALL_TEST_NOW);
  SptHttp *http = spt_http_new (SPT_CLOCK (clock), "sportello-test");
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SptOutcome) outcome = NULL;

  wire->call.http = http;
  wire_push_token (wire, WIRE_TOKEN, "3599");
  spt_test_server_push (wire->server, SPT_TEST_HANG, 200, NULL, "");
  spt_service_call_async (wire_service (), SPT_CALL_SEND, &wire->call, NULL, spt_test_async_cb,
                          &slot);
  g_assert_true (spt_test_server_wait_requests (wire->server, 1));
  spt_fake_clock_advance (clock, 249000);
  g_assert_null (slot);
  spt_fake_clock_advance (clock, 1000);
  result = spt_test_await (&slot, SPT_TEST_TIMEOUT_MS);
  outcome = spt_service_call_finish (wire_service (), result, NULL);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (outcome->code, ==, "answer-lost");
  g_clear_pointer (&outcome, spt_outcome_free);
  g_assert_finalize_object (http);
}

/* --- news --------------------------------------------------------------------------------------- */

static void
test_news (void)
{
  static const struct
  {
    const char *operation;
    const char *phase;    /* what the answer says */
    const char *expected;
    const char *stage;
  } cases[] = {
    { "voucher.prenotazione", "Attesa controllo ISEE", "Attesa controllo ISEE", "asked" },
    { "voucher.prenotazione", " PRENOTATA ", "Prenotata", "open" },
    { "voucher.prenotazione", "Parole nuove", NULL, "asked" },
    { "voucher.prenotazione", "", NULL, "asked" },
    { "voucher.attivazione", "", NULL, "active" },
    { "voucher.cessazione", "Parole nuove", NULL, "over" },
    { "voucher.disdetta", "", NULL, "over" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      g_autofree char *body =
        g_strdup_printf ("{\"dataOperazione\":\"2026-11-21T12:59:58.1234567+01:00\",\"esito\":\"OK\","
                         "\"faseOperativa\":\"%s\"}", cases[i].phase);
      g_autoptr (SptOutcome) outcome = NULL;
      const SptDossierNews *news;

      wire->call.operation = cases[i].operation;
      wire_push_token (wire, WIRE_TOKEN, "3599");
      call_test_push (wire, 200, WIRE_JSON, body);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpuint (outcome->news->len, ==, 1);
      news = g_ptr_array_index (outcome->news, 0);
      g_assert_cmpstr (news->key, ==, WIRE_CODE);
      g_assert_cmpstr (news->stage, ==, cases[i].stage);
      g_assert_cmpstr (news->phase, ==, outcome->phase);
      if (cases[i].expected != NULL)
        g_assert_cmpstr (news->phase, ==, cases[i].expected);
      g_assert_cmpint (news->taken, ==,
                       g_str_equal (cases[i].operation, "voucher.prenotazione") ? CALL_TEST_NOW - 1877
                                                                                : 0);
      g_assert_cmpint (news->is_over, ==, g_str_equal (cases[i].stage, "over"));
      g_assert_true ((news->due_date != NULL) == g_str_equal (cases[i].stage, "open"));
      g_assert_null (news->doc);
      g_assert_null (outcome->remote_id);
    }
}

/* What 007 quotes is where it stands, as a hint: no news, for words prove nothing. */
static void
test_quoted (void)
{
  static const char *const texts[][2] = {
    { "è presente una richiesta in stato 'Prenotazione sospesa'. Tale stato", "Prenotazione sospesa" },
    { "richiesta in stato “attesa controllo isee”", "Attesa controllo ISEE" },
    { "l'operazione dell'utente in stato 'Prenotata'", "Prenotata" },
    { "in stato 'Parole nuove'", NULL },
    { "senza virgolette Prenotata", NULL },
    { "'", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
      g_autofree char *body =
        g_strdup_printf ("{\"esito\":\"REQUEST_BUSINESS_NOK_007\",\"descrizione\":\"%s\"}",
                         texts[i][0]);
      g_autoptr (SptOutcome) outcome = NULL;

      wire_push_token (wire, WIRE_TOKEN, "3599");
      call_test_push (wire, 400, WIRE_JSON, body);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpstr (outcome->code, ==, "voucher-007");
      g_assert_cmpstr (outcome->phase, ==, texts[i][1]);
      g_assert_null (outcome->news);
    }
}

/* An account that sends the dates is not told to. */
static void
test_dates_asked (void)
{
  g_autoptr (CallTest) wire = wire_call_new (SPT_ENVIRONMENT_PRACTICE);
  g_autoptr (SptOutcome) outcome = NULL;

  spt_account_set_setting (wire->account, "send-dates", "true");
  wire_push_token (wire, WIRE_TOKEN, "3599");
  call_test_push (wire, 400, WIRE_JSON,
                  NOK ("REQUEST_VALIDATION_NOK", "Parametri mancanti: dataPrenotazione"));
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpstr (outcome->code, ==, "voucher-validation");
}

/* --- what a refusal names ----------------------------------------------------------------------- */

static void
test_fields (void)
{
  static const struct
  {
    const char *operation;
    gboolean    is_firm;
    const char *message;
    const char *expected; /* paths, or =settings */
  } cases[] = {
    { "voucher.prenotazione", FALSE, "Parametri di input non conformi o mancanti: cap, email",
      "indirizzoInstallazione.cap email" },
    { "voucher.prenotazione", FALSE, "REQUEST_VALIDATION_NOK: Parametri mancanti: via",
      "indirizzoInstallazione.via" },
    /* Words of the sentence are no fields. */
    { "voucher.prenotazione", FALSE, "REQUEST_VALIDATION_NOK: il tipo e il nome per via email", "" },
    { "voucher.prenotazione", FALSE, "manca codiceFiscale e numeroDocumento.",
      "famiglia.codiceFiscale numeroDocumento" },
    { "voucher.prenotazione", FALSE, "Parametri: [$.famiglia.codiciFiscaliFamigliari[2]; tipologia]",
      "famigliari famiglia.tipologia" },
    { "voucher.prenotazione", TRUE, "Parametri: PARTITAIVA, tipologia, ragioneSociale",
      "impresa.partitaIva impresa.tipologia impresa.ragioneSociale" },
    { "voucher.prenotazione", FALSE, "Parametri: Impresa.Tipologia, operatore.owner",
      "impresa.tipologia =owner" },
    { "voucher.prenotazione", FALSE, "Parametri: partitaIvaOperatore, cap, cap",
      "=partita-iva-operatore indirizzoInstallazione.cap" },
    { "voucher.attivazione", FALSE, "Parametri: dataAttivazione, tecnologiaAttivata, codiceUnivocoOfferta, cap",
      "attivazione[0].dataAttivazione attivazione[0].tecnologiaAttivata attivazione[0].codiceUnivocoOfferta" },
    { "voucher.cessazione", TRUE, "Parametri: dataCessazione, partitaIva",
      "cessazione[0].dataCessazione impresa.partitaIva" },
    { "voucher.disdetta", FALSE, "Parametri: dataDisdetta", "disdetta[0].dataDisdetta" },
    { "voucher.disdetta", FALSE, "Parametri: ..., [], $, .cap", "" },
    { "voucher.disdetta", FALSE, NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) fields =
        spt_voucher_answer_list_fields (cases[i].operation, cases[i].is_firm, cases[i].message);
      g_autoptr (GString) said = g_string_new (NULL);

      for (guint j = 0; j < fields->len; j++)
        {
          const SptVoucherField *field = g_ptr_array_index (fields, j);

          g_string_append_printf (said, "%s%s%s", j > 0 ? " " : "",
                                  field->path != NULL ? "" : "=",
                                  field->path != NULL ? field->path : field->setting);
        }
      g_assert_cmpstr (said->str, ==, cases[i].expected);
    }
}

/* --- dates --------------------------------------------------------------------------------------- */

static void
test_instants (void)
{
  static const struct
  {
    const char *text;
    gint64      from; /* milliseconds after CALL_TEST_NOW; G_MAXINT64 = no date */
    gint64      to;
  } cases[] = {
    { "2026-11-21T12:00:00Z", 0, 0 },
    { "2026-11-21T12:00:00.1Z", 100, 100 },
    { "2026-11-21T12:00:00.1234567Z", 123, 123 },
    { "2026-11-21T13:00:00+01:00", 0, 0 },
    { "2026-11-21T13:00:00.0000000+0100", 0, 0 },
    { "2026-11-21T13:00:00+01", 0, 0 },
    { "2026-11-21T07:30:00-04:30", 0, 0 },
    { " 2026-11-21 12:00:00Z ", 0, 0 },
    { "2026-11-21T12:00Z", 0, 0 },
    /* Without a zone: Italy's, or UTC. */
    { "2026-11-21T12:00:00", -3600000, 0 },
    { "2026-11-21T12:00:00.1234567", -3599877, 123 },
    { "2026-07-21T12:00:00", -10634400000, -10627200000 },
    { "21/11/2026 12:00:00", -3600000, 0 },
    /* The whole day. */
    { "2026-11-21", -46800000, 43200000 },
    { "21/11/2026", -46800000, 43200000 },
    { "", G_MAXINT64, 0 },
    { "ieri", G_MAXINT64, 0 },
    { "2026-11-31T12:00:00Z", G_MAXINT64, 0 },
    { "2026-11-21T25:00:00Z", G_MAXINT64, 0 },
    { "2026-11-21T12:00:00.Z", G_MAXINT64, 0 },
    { "2026-11-21T12:00:00+1:00", G_MAXINT64, 0 },
    { "2026-11-21T12:00:00+01:00:00", G_MAXINT64, 0 },
    { "2026-11-21T12:00:00+99:00", G_MAXINT64, 0 },
    { "2026-11-21T12:00:00 CET", G_MAXINT64, 0 },
    { "2026-11-21Z", G_MAXINT64, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      SptVoucherInstant instant;
      gboolean read = spt_voucher_read_instant (cases[i].text, &instant);

      if (read != (cases[i].from != G_MAXINT64))
        g_test_message ("“%s”", cases[i].text);
      g_assert_true (read == (cases[i].from != G_MAXINT64));
      if (!read)
        continue;
      g_assert_cmpint (instant.from - CALL_TEST_NOW, ==, cases[i].from);
      g_assert_cmpint (instant.to - CALL_TEST_NOW, ==, cases[i].to);
    }
  g_assert_false (spt_voucher_read_instant (NULL, &(SptVoucherInstant) { 0 }));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/voucher/wire/answer/%s", answers[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_answer);
    }
  g_test_add_func ("/voucher/wire/headers", test_headers);
  g_test_add_func ("/voucher/wire/address", test_address);
  g_test_add_func ("/voucher/wire/nothing-to-call-with", test_nothing_to_call_with);
  g_test_add_func ("/voucher/wire/renewal", test_renewal);
  g_test_add_func ("/voucher/wire/renewal-in-vain", test_renewal_in_vain);
  g_test_add_func ("/voucher/wire/renewal-trouble", test_renewal_trouble);
  g_test_add_func ("/voucher/wire/lost", test_lost);
  g_test_add_func ("/voucher/wire/until-close", test_until_close);
  g_test_add_func ("/voucher/wire/nobody-there", test_nobody_there);
  g_test_add_func ("/voucher/wire/stopped", test_stopped);
  g_test_add_func ("/voucher/wire/stopped-before", test_stopped_before);
  g_test_add_func ("/voucher/wire/patience", test_patience);
  g_test_add_func ("/voucher/wire/news", test_news);
  g_test_add_func ("/voucher/wire/quoted", test_quoted);
  g_test_add_func ("/voucher/wire/dates-asked", test_dates_asked);
  g_test_add_func ("/voucher/wire/fields", test_fields);
  g_test_add_func ("/voucher/wire/instants", test_instants);

  return g_test_run ();
}
