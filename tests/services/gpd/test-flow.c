/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Upload, poll and test of an account against a fake server: what each answer proves (GPD facts
 * 2, 3, 9, 10, 11). */
#include "config.h"

#include <string.h>

#include "gpd-test.h"

#define FILE_ID  "12345678903_77777777777_0123456789abcdef0123456789abcdef"
#define LOCATION "brokers/12345678903/organizations/77777777777/debtpositions/file/" FILE_ID "/status"
#define PROBLEM(title, status) "{\"title\":\"" title "\",\"status\":" #status ",\"detail\":\"why\"}"
#define GATEWAY(status)        "{\"statusCode\":" #status ",\"message\":\"gateway\"}"
#define FRAMEWORK              "{\"message\":\"Bad Request\",\"_links\":{},\"_embedded\":{\"errors\":[{\"message\":\"Required part\"}]}}"
#define HTML                   "<html><body>502 Bad Gateway</body></html>"

static const struct
{
  const char     *name;
  guint           status;
  const char     *headers;
  const char     *body;
  SptOutcomeKind  kind;
  gboolean        transient;
  const char     *code;
} uploads[] = {
  { "accepted", 202, "Location: " LOCATION "\r\nRetry-After: 2000 ms\r\n", "", SPT_OUTCOME_PENDING,
    FALSE, NULL },
  { "accepted-slash", 202, "Location: /" LOCATION "\r\n", "", SPT_OUTCOME_PENDING, FALSE, NULL },
  { "accepted-absolute", 202, "Location: https://example.invalid/v2/" LOCATION "\r\n", "",
    SPT_OUTCOME_PENDING, FALSE, NULL },
  { "no-location", 202, "", "", SPT_OUTCOME_UNKNOWN, FALSE, "location-missing" },
  { "bad-location", 202, "Location: /elsewhere\r\n", "", SPT_OUTCOME_UNKNOWN, FALSE,
    "location-missing" },
  { "traversal", 202, "Location: file/..%2f..%2fx/status\r\n", "", SPT_OUTCOME_UNKNOWN, FALSE,
    "location-missing" },
  { "not-a-zip", 400, "", PROBLEM ("NOT A ZIP FILE", 400), SPT_OUTCOME_REFUSED, FALSE,
    "gpd-not-a-zip" },
  { "invalid-file", 400, "", PROBLEM ("INVALID FILE", 400), SPT_OUTCOME_REFUSED, FALSE,
    "gpd-invalid-file" },
  { "unzip", 400, "", PROBLEM ("UNZIP ERROR", 400), SPT_OUTCOME_REFUSED, FALSE, "gpd-unzip-error" },
  { "invalid-json", 400, "", PROBLEM ("INVALID JSON", 400), SPT_OUTCOME_REFUSED, FALSE,
    "gpd-invalid-json" },
  { "positions", 400, "", PROBLEM ("INVALID DEBT POSITIONS", 400), SPT_OUTCOME_REFUSED, FALSE,
    "gpd-invalid-positions" },
  { "empty-file", 400, "", PROBLEM ("EMPTY FILE", 400), SPT_OUTCOME_REFUSED, FALSE,
    "gpd-empty-file" },
  { "other-title", 400, "", PROBLEM ("SOMETHING NEW", 400), SPT_OUTCOME_REFUSED, FALSE,
    "gpd-400-upload" },
  { "framework", 400, "", FRAMEWORK, SPT_OUTCOME_REFUSED, FALSE, "gpd-400-upload" },
  { "gateway-400", 400, "", GATEWAY (400), SPT_OUTCOME_REFUSED, FALSE, "gpd-400-upload" },
  { "html-400", 400, "", HTML, SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood" },
  { "empty-400", 400, "", "", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood" },
  { "too-large-html", 413, "", "<html>413</html>", SPT_OUTCOME_REFUSED, FALSE, "gpd-413-upload" },
  { "too-large-empty", 413, "", "", SPT_OUTCOME_REFUSED, FALSE, "gpd-413-upload" },
  { "method", 405, "", FRAMEWORK, SPT_OUTCOME_REFUSED, FALSE, "gpd-405-upload" },
  { "type", 415, "", FRAMEWORK, SPT_OUTCOME_REFUSED, FALSE, "gpd-415-upload" },
  { "key-empty", 401, "", "", SPT_OUTCOME_NOT_SENT, FALSE, "auth-rejected" },
  { "key", 401, "", GATEWAY (401), SPT_OUTCOME_NOT_SENT, FALSE, "auth-rejected" },
  { "forbidden", 403, "", GATEWAY (403), SPT_OUTCOME_NOT_SENT, FALSE, "forbidden" },
  { "address", 404, "", GATEWAY (404), SPT_OUTCOME_NOT_SENT, FALSE, "gpd-address" },
  { "redirect", 302, "Location: /elsewhere\r\n", "", SPT_OUTCOME_NOT_SENT, FALSE, "redirect" },
  { "throttled", 429, "Retry-After: 1\r\n", GATEWAY (429), SPT_OUTCOME_NOT_SENT, TRUE,
    "rate-limited" },
  { "outage", 502, "", HTML, SPT_OUTCOME_UNKNOWN, FALSE, "server-error" },
  { "maintenance", 503, "Retry-After: 120\r\n", "", SPT_OUTCOME_UNKNOWN, FALSE, "server-error" },
  { "fault", 500, "", PROBLEM ("INTERNAL SERVER ERROR", 500), SPT_OUTCOME_UNKNOWN, FALSE,
    "server-error" },
  { "other-success", 200, "", "{}", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood" },
  { "teapot", 418, "", "short and stout", SPT_OUTCOME_UNKNOWN, FALSE, "answer-not-understood" },
};

static void
test_upload (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) call = gpd_test_call_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *head = NULL;

  call_test_push (call, uploads[i].status, uploads[i].headers, uploads[i].body);
  outcome = gpd_test_call_run (call, SPT_CALL_SEND, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->kind, ==, uploads[i].kind);
  g_assert_cmpint (outcome->transient, ==, uploads[i].transient);
  g_assert_cmpstr (outcome->code, ==, uploads[i].code);
  g_assert_cmpuint (outcome->http_status, ==, uploads[i].status);
  g_assert_nonnull (outcome->exchange);
  /* Exactly one request, whatever came back. */
  g_assert_cmpuint (spt_test_server_get_n_requests (call->server), ==, 1);
  head = spt_test_server_get_head (call->server, 0);
  g_assert_true (g_str_has_prefix (head,
                                   "POST /v2/brokers/12345678903/organizations/77777777777/debtpositions/file "));
  g_assert_nonnull (strstr (head, "Ocp-Apim-Subscription-Key: " GPD_TEST_KEY));
  if (outcome->kind == SPT_OUTCOME_PENDING)
    g_assert_cmpstr (outcome->remote_id, ==, FILE_ID);
  if (g_str_equal (uploads[i].name, "accepted"))
    g_assert_cmpint (outcome->retry_after_ms, ==, 2000);
  if (g_str_equal (uploads[i].name, "throttled"))
    g_assert_cmpint (outcome->retry_after_ms, ==, 1000);
  if (g_str_equal (uploads[i].name, "framework"))
    g_assert_cmpstr (outcome->message, ==, "Required part");
  if (g_str_equal (uploads[i].name, "invalid-json"))
    g_assert_cmpstr (outcome->message, ==, "INVALID JSON: why");
}

/* Once per method: the server reads, then drops; it must see exactly one request (design 3). */
static void
test_lost_answer (gconstpointer data)
{
  static const SptTestFault faults[] = {
    SPT_TEST_READ_THEN_DROP, SPT_TEST_READ_THEN_RESET, SPT_TEST_GARBAGE, SPT_TEST_CUT_HEAD
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (CallTest) call = gpd_test_call_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SptOutcome) outcome = NULL;

      call->call.method = data;
      spt_test_server_push (call->server, faults[i], 202, "Location: " LOCATION "\r\n", "");
      outcome = gpd_test_call_run (call, SPT_CALL_SEND, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
      g_assert_nonnull (outcome->code);
      g_assert_cmpuint (spt_test_server_get_n_requests (call->server), ==, 1);
    }
}

static void
test_nobody_there (void)
{
  g_autoptr (CallTest) call = gpd_test_call_new ();
  g_autoptr (SptTestServer) gone = spt_test_server_new (NULL);
  g_autofree char *url = g_strdup (spt_test_server_get_url (gone));
  g_autoptr (GError) error = NULL;
  g_autoptr (SptOutcome) outcome = NULL;

  g_clear_pointer (&gone, spt_test_server_free);
  g_object_set (call->account, "base-url", url, NULL);
  outcome = gpd_test_call_run (call, SPT_CALL_SEND, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_true (outcome->transient);
  g_assert_cmpstr (outcome->code, ==, "refused-connection");
}

/* Nothing may leave, and only an upload may say "not sent": from a settle that would mean
 * "nothing happened". */
static void
test_nothing_to_call_with (void)
{
  g_autoptr (CallTest) call = gpd_test_call_new ();
  const SptOutcomeKind kinds[] = {
    [SPT_CALL_SEND] = SPT_OUTCOME_NOT_SENT,
    [SPT_CALL_POLL] = SPT_OUTCOME_PENDING,
    [SPT_CALL_SETTLE] = SPT_OUTCOME_UNKNOWN,
    [SPT_CALL_TEST] = SPT_OUTCOME_NOT_SENT,
  };

  call->call.remote_id = FILE_ID;
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SptOutcome) no_key = NULL;
      g_autoptr (SptOutcome) no_url = NULL;
      g_autoptr (SptOutcome) bad_url = NULL;

      g_hash_table_remove (call->secrets, "subscription-key");
      no_key = gpd_test_call_run (call, (SptCallKind) kind, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (no_key->kind, ==, kinds[kind]);
      g_assert_cmpstr (no_key->code, ==, "no-credentials");

      g_hash_table_insert (call->secrets, g_strdup ("subscription-key"), g_strdup (GPD_TEST_KEY));
      g_object_set (call->account, "base-url", NULL, NULL);
      no_url = gpd_test_call_run (call, (SptCallKind) kind, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (no_url->kind, ==, kinds[kind]);
      g_assert_cmpstr (no_url->code, ==, "settings");

      g_object_set (call->account, "base-url", "http://example.invalid", NULL);
      bad_url = gpd_test_call_run (call, (SptCallKind) kind, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (bad_url->kind, ==, kinds[kind]);
      g_assert_cmpstr (bad_url->code, ==, "settings");
      g_object_set (call->account, "base-url", spt_test_server_get_url (call->server), NULL);
    }
  g_assert_cmpuint (spt_test_server_get_n_requests (call->server), ==, 0);
}

/* --- polling --------------------------------------------------------------------------------- */

static CallTest *
poll_new (void)
{
  CallTest *call = gpd_test_call_new ();

  call->call.remote_id = FILE_ID;
  gpd_test_call_add_key (call, "A");
  gpd_test_call_add_key (call, "B");
  gpd_test_call_add_key (call, "C");

  return call;
}

static SptOutcome *
poll_run (CallTest *call)
{
  g_autoptr (GError) error = NULL;
  SptOutcome *outcome = gpd_test_call_run (call, SPT_CALL_POLL, NULL, &error);

  g_assert_no_error (error);

  return outcome;
}

static void
assert_result (SptOutcome *outcome,
               guint       index,
               const char *key,
               SptState    state,
               const char *code)
{
  const SptItemResult *result;

  g_assert_cmpuint (index, <, outcome->results->len);
  result = g_ptr_array_index (outcome->results, index);
  g_assert_cmpstr (result->key, ==, key);
  g_assert_cmpint (result->state, ==, state);
  g_assert_cmpstr (result->code, ==, code);
}

static void
test_poll_report (gconstpointer data)
{
  gboolean is_v1 = GPOINTER_TO_INT (data);
  g_autoptr (CallTest) call = poll_new ();
  g_autofree char *status = gpd_test_fixture (is_v1 ? "status-v1.json" : "status-v2.json");
  g_autofree char *report = gpd_test_fixture (is_v1 ? "report-v1.json" : "report-v2.json");
  g_autofree char *head = NULL;
  g_autoptr (SptOutcome) outcome = NULL;

  call_test_push (call, 200, "Content-Type: application/json\r\n", status);
  call_test_push (call, 200, "Content-Type: application/json\r\n", report);
  outcome = poll_run (call);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpuint (outcome->results->len, ==, 4);
  assert_result (outcome, 0, "A", SPT_STATE_DONE, NULL);
  assert_result (outcome, 1, "B", SPT_STATE_REFUSED, "gpd-409-create");
  assert_result (outcome, 2, "C", SPT_STATE_UNCERTAIN, "not-in-report");
  assert_result (outcome, 3, "STRANGER", SPT_STATE_DONE, NULL);
  g_assert_cmpmem (g_bytes_get_data (outcome->report, NULL), g_bytes_get_size (outcome->report),
                   report, strlen (report));
  head = spt_test_server_get_head (call->server, 1);
  g_assert_true (g_str_has_prefix (head,
                                   "GET /v2/brokers/12345678903/organizations/77777777777/debtpositions/file/"
                                   FILE_ID "/report "));
}

/* T11: listed as done and as refused; the success wins, both are told. */
static void
test_poll_twice_told (void)
{
  g_autoptr (CallTest) call = poll_new ();
  g_autoptr (SptOutcome) outcome = NULL;
  const SptItemResult *result;

  call_test_push (call, 200, NULL,
                  "{\"fileId\":\"x\",\"processedItem\":3,\"submittedItem\":3,\"operationStatus\":\"COMPLETED\"}");
  call_test_push (call, 200, NULL,
                  "{\"fileId\":\"x\",\"processedItem\":3,\"submittedItem\":3,\"responses\":["
                  "{\"statusCode\":404,\"statusMessage\":\"404 - unknown\",\"iupds\":[\"A\",\"B\"]},"
                  "{\"statusCode\":201,\"statusMessage\":\"201 - Debt position CREATED\",\"iupds\":[\"A\"]},"
                  "{\"statusCode\":500,\"statusMessage\":\"500 - core\",\"iupds\":[\"C\"]}],\"endTime\":\"2026-11-21T12:00:00.000\"}");
  outcome = poll_run (call);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  assert_result (outcome, 0, "A", SPT_STATE_DONE, "gpd-both");
  result = g_ptr_array_index (outcome->results, 0);
  g_assert_cmpstr (result->message, ==, "201 - Debt position CREATED");
  g_assert_cmpstr (result->also, ==, "404 - unknown");
  assert_result (outcome, 1, "B", SPT_STATE_REFUSED, "gpd-404-create");
  assert_result (outcome, 2, "C", SPT_STATE_REFUSED, "gpd-500");
}

/* Everything that is no last word leaves it going on. */
static const struct
{
  const char *name;
  guint       status;
  const char *status_body;
  guint       report; /* 0 = not asked */
  const char *report_body;
  const char *code;
  gboolean    transient;
} pendings[] = {
  { "in-progress", 200,
    "{\"processedItem\":1,\"submittedItem\":3,\"operationStatus\":\"IN_PROGRESS\"}", 0, NULL, NULL, FALSE },
  { "v1-in-progress", 200, "{\"uploadID\":\"x\",\"processedItem\":0,\"submittedItem\":3}", 0, NULL,
    NULL, FALSE },
  { "gap", 200, "{\"processedItem\":3,\"submittedItem\":3,\"operationStatus\":\"COMPLETED\"}", 425,
    PROBLEM ("Too Early", 425), NULL, FALSE },
  { "v1-report-unfinished", 200, "{\"uploadID\":\"x\",\"processedItem\":3,\"submittedItem\":3}",
    200, "{\"uploadID\":\"x\",\"processedItem\":1,\"submittedItem\":3}", NULL, FALSE },
  { "status-404", 404, PROBLEM ("STATUS NOT FOUND", 404), 0, NULL, "gpd-status-not-found", FALSE },
  { "report-404", 200, "{\"processedItem\":3,\"submittedItem\":3}", 404,
    PROBLEM ("Upload blob not found", 404), "gpd-report-not-found", FALSE },
  { "throttled", 429, GATEWAY (429), 0, NULL, "rate-limited", TRUE },
  { "outage", 502, HTML, 0, NULL, "gpd-unavailable", TRUE },
  { "report-outage", 200, "{\"processedItem\":3,\"submittedItem\":3}", 503, "", "gpd-unavailable",
    TRUE },
  { "key", 401, "", 0, NULL, "auth-rejected", FALSE },
  { "junk", 200, "not json", 0, NULL, "gpd-unreadable", TRUE },
  { "empty", 200, "", 0, NULL, "gpd-unreadable", TRUE },
  { "array", 200, "[]", 0, NULL, "gpd-unreadable", TRUE },
  { "report-junk", 200, "{\"processedItem\":3,\"submittedItem\":3}", 200,
    "{\"responses\":{\"statusCode\":201}}", "gpd-unreadable", TRUE },
  { "report-cut", 200, "{\"processedItem\":3,\"submittedItem\":3}", 200,
    "{\"responses\":[{\"statusCode\":201,\"iup", "gpd-unreadable", TRUE },
};

static void
test_poll_pending (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) call = poll_new ();
  g_autoptr (SptOutcome) outcome = NULL;

  call_test_push (call, pendings[i].status, NULL, pendings[i].status_body);
  if (pendings[i].report != 0)
    call_test_push (call, pendings[i].report, NULL, pendings[i].report_body);
  outcome = poll_run (call);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_PENDING);
  g_assert_cmpstr (outcome->code, ==, pendings[i].code);
  g_assert_cmpint (outcome->transient, ==, pendings[i].transient);
  g_assert_cmpstr (outcome->remote_id, ==, FILE_ID);
  g_assert_cmpuint (outcome->results->len, ==, 0);
  g_assert_nonnull (outcome->note);
  g_assert_cmpint (outcome->retry_after_ms, >=, 2000);
  g_assert_cmpint (outcome->retry_after_ms, <=, 30000);
}

static void
test_poll_not_found_for_long (void)
{
  g_autoptr (CallTest) call = poll_new ();
  g_autofree char *note = NULL;
  SptOutcomeKind kind = SPT_OUTCOME_PENDING;
  guint n = 0;

  /* Every five minutes: at 15 it is given up. */
  for (; kind == SPT_OUTCOME_PENDING && n < 10; n++)
    {
      g_autoptr (SptOutcome) outcome = NULL;

      call_test_push (call, 404, NULL, PROBLEM ("STATUS NOT FOUND", 404));
      call->call.note = note;
      outcome = poll_run (call);
      kind = outcome->kind;
      if (kind != SPT_OUTCOME_PENDING)
        g_assert_cmpstr (outcome->code, ==, "upload-not-found");
      g_free (note);
      note = g_strdup (outcome->note);
      spt_fake_clock_advance (call->fake_clock, 5 * 60 * 1000);
    }
  g_assert_cmpint (kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpuint (n, ==, 4);
}

/* T1, T2: taken and not brought to its end. It goes on being asked, less and less often, and says
 * so; @code by how far it came. */
static const struct
{
  const char *name;
  gint64      processed;
  gint64      submitted;
  const char *code;
} stucks[] = {
  { "nothing", 0, 3, "stuck" },
  { "too-large", 0, 90000, "stuck-large" },
  { "half-way", 2, 3, "stuck-part" },
  { "counted-twice", 4, 3, "stuck-counted" },
};

static void
test_poll_stuck (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) call = poll_new ();
  g_autofree char *status = NULL;
  g_autofree char *note = NULL;
  gint64 last_delay = 0;
  gboolean complete = stucks[i].processed >= stucks[i].submitted;

  status = g_strdup_printf ("{\"processedItem\":%" G_GINT64_FORMAT ",\"submittedItem\":%"
                            G_GINT64_FORMAT ",\"operationStatus\":\"IN_PROGRESS\"}",
                            stucks[i].processed, stucks[i].submitted);
  /* Half an hour, then a minute each. */
  for (guint n = 0; n < 12; n++)
    {
      g_autoptr (SptOutcome) outcome = NULL;
      gboolean is_stuck = n >= 7;

      call_test_push (call, 200, NULL, status);
      if (complete)
        call_test_push (call, 425, NULL, PROBLEM ("Too Early", 425));
      call->call.note = note;
      outcome = poll_run (call);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_PENDING);
      g_assert_cmpstr (outcome->code, ==, is_stuck ? stucks[i].code : NULL);
      g_assert_cmpint (outcome->attention, ==, is_stuck);
      g_assert_cmpint (outcome->retry_after_ms, >=, last_delay);
      g_assert_cmpint (outcome->progress_done, ==, stucks[i].processed);
      g_assert_cmpint (outcome->progress_total, ==, stucks[i].submitted);
      last_delay = outcome->retry_after_ms;
      g_free (note);
      note = g_strdup (outcome->note);
      spt_fake_clock_advance (call->fake_clock, n < 6 ? 5 * 60 * 1000 : n < 11 ? 60 * 1000 : 0);
    }
  /* A tenth of the time it has stood still, 35 minutes by then. */
  g_assert_cmpint (last_delay, ==, 35 * 60 * 1000 / 10);

  /* After a night every half hour; an outage in between does not call for attention again. */
  spt_fake_clock_advance (call->fake_clock, 12 * 60 * 60 * 1000);
  {
    g_autoptr (SptOutcome) outcome = NULL;

    call_test_push (call, 502, NULL, HTML);
    call->call.note = note;
    outcome = poll_run (call);
    g_assert_cmpstr (outcome->code, ==, "gpd-unavailable");
    g_assert_false (outcome->attention);
    g_free (note);
    note = g_strdup (outcome->note);
  }
  {
    g_autoptr (SptOutcome) outcome = NULL;

    call_test_push (call, 200, NULL, status);
    if (complete)
      call_test_push (call, 425, NULL, PROBLEM ("Too Early", 425));
    call->call.note = note;
    outcome = poll_run (call);
    g_assert_cmpstr (outcome->code, ==, stucks[i].code);
    g_assert_cmpint (outcome->retry_after_ms, ==, 30 * 60 * 1000);
    g_free (note);
    note = g_strdup (outcome->note);
  }

  /* One step, and it is no longer stuck. */
  {
    g_autoptr (SptOutcome) outcome = NULL;

    call_test_push (call, 200, NULL, "{\"processedItem\":1,\"submittedItem\":3}");
    call->call.note = note;
    outcome = poll_run (call);
    g_assert_cmpstr (outcome->code, ==, NULL);
    g_assert_cmpint (outcome->retry_after_ms, ==, 2000);
  }
}

static void
test_test (void)
{
  static const struct
  {
    guint           status;
    const char     *body;
    SptOutcomeKind  kind;
    const char     *code;
  } cases[] = {
    { 200, "{\"fileIds\":[],\"size\":0,\"hasMore\":false}", SPT_OUTCOME_ACCEPTED, NULL },
    { 200, "{\"size\":0,\"hasMore\":false}", SPT_OUTCOME_ACCEPTED, NULL },
    { 200, "<html>portal</html>", SPT_OUTCOME_UNKNOWN, "gpd-unreadable" },
    { 200, "{}", SPT_OUTCOME_UNKNOWN, "gpd-unreadable" },
    { 401, "", SPT_OUTCOME_NOT_SENT, "auth-rejected" },
    { 403, GATEWAY (403), SPT_OUTCOME_NOT_SENT, "forbidden" },
    { 404, GATEWAY (404), SPT_OUTCOME_NOT_SENT, "gpd-address" },
    { 302, "", SPT_OUTCOME_NOT_SENT, "redirect" },
    { 500, "", SPT_OUTCOME_UNKNOWN, "gpd-unavailable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CallTest) call = gpd_test_call_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SptOutcome) outcome = NULL;
      g_autofree char *head = NULL;

      call->call.path = NULL;
      call_test_push (call, cases[i].status, NULL, cases[i].body);
      outcome = gpd_test_call_run (call, SPT_CALL_TEST, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (outcome->kind, ==, cases[i].kind);
      g_assert_cmpstr (outcome->code, ==, cases[i].code);
      head = spt_test_server_get_head (call->server, 0);
      g_assert_true (g_str_has_prefix (head,
                                       "GET /v2/brokers/12345678903/organizations/77777777777/debtpositions/files?size=100 "));
    }
}

int
main (int   argc,
      char *argv[])
{
  static const char *const methods[] = { "POST", "PUT", "DELETE" };
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (uploads); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/upload/", uploads[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_upload);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/lost-answer/", methods[i], NULL);

      g_test_add_data_func (path, methods[i], test_lost_answer);
    }
  g_test_add_func ("/gpd/nobody-there", test_nobody_there);
  g_test_add_func ("/gpd/nothing-to-call-with", test_nothing_to_call_with);
  g_test_add_data_func ("/gpd/poll/report-v2", GINT_TO_POINTER (FALSE), test_poll_report);
  g_test_add_data_func ("/gpd/poll/report-v1", GINT_TO_POINTER (TRUE), test_poll_report);
  g_test_add_func ("/gpd/poll/twice-told", test_poll_twice_told);
  for (gsize i = 0; i < G_N_ELEMENTS (pendings); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/poll/pending/", pendings[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_poll_pending);
    }
  g_test_add_func ("/gpd/poll/not-found-for-long", test_poll_not_found_for_long);
  for (gsize i = 0; i < G_N_ELEMENTS (stucks); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/poll/stuck/", stucks[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_poll_stuck);
    }
  g_test_add_func ("/gpd/test", test_test);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
