/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are not quite what the documents say: nothing is dropped, nothing is fatal where the
 * meaning is clear, everything is shown (GPD facts 9, 13 T9-T11). */
#include "config.h"

#include <string.h>

#include "gpd-test.h"

#define FILE_ID "12345678903_77777777777_0123456789abcdef0123456789abcdef"
#define DONE    "{\"processedItem\":2,\"submittedItem\":2}"
#define END     ",\"endTime\":\"2026-11-21T12:00:00.000\"}"
#define REPORT(groups) "{\"fileId\":\"x\",\"processedItem\":2,\"submittedItem\":2,\"responses\":[" groups "]" END

/* --- the status ------------------------------------------------------------------------------ */

/* @goes_on: no report is asked for. */
static const struct
{
  const char *name;
  const char *body;
  gboolean    goes_on;
  const char *code;
  const char *message;
} statuses[] = {
  { "unknown-fields", "{\"fileId\":\"x\",\"processedItem\":2,\"submittedItem\":2,\"new\":{\"a\":[1]},"
    "\"operationStatus\":\"COMPLETED\"}", FALSE, NULL, NULL },
  { "warnings", "{\"processedItem\":2,\"submittedItem\":2,\"operationStatus\":\"COMPLETED_WITH_WARNINGS\"}",
    FALSE, NULL, NULL },
  { "unsuccessfully", "{\"processedItem\":2,\"submittedItem\":2,"
    "\"operationStatus\":\"COMPLETED_UNSUCCESSFULLY\"}", FALSE, NULL, NULL },
  { "misspelt", "{\"processedItem\":2,\"submittedItem\":2,\"operationStatus\":\"COMPLETED_UNSUCESSFULLY\"}",
    FALSE, NULL, NULL },
  { "lower-case", "{\"processedItem\":1,\"submittedItem\":2,\"operationStatus\":\"completed\"}", FALSE,
    NULL, NULL },
  { "counts-as-text", "{\"processedItem\":\"2\",\"submittedItem\":\"2\"}", FALSE, NULL, NULL },
  { "word-alone", "{\"operationStatus\":\"COMPLETED\"}", FALSE, NULL, NULL },
  { "v1-names", "{\"uploadID\":\"x\",\"processedItem\":2,\"submittedItem\":2}", FALSE, NULL, NULL },
  { "unknown-word", "{\"processedItem\":1,\"submittedItem\":2,\"operationStatus\":\"ON_HOLD\"}", TRUE,
    "gpd-unknown-status", "ON_HOLD" },
  { "unknown-word-alone", "{\"operationStatus\":\"ON_HOLD\"}", TRUE, "gpd-unknown-status", "ON_HOLD" },
  /* All is processed, whatever it is called. */
  { "unknown-word-at-the-end", "{\"processedItem\":2,\"submittedItem\":2,\"operationStatus\":\"ENDED\"}",
    FALSE, NULL, NULL },
};

static CallTest *
poll_new (void)
{
  CallTest *call = gpd_test_call_new ();

  call->call.remote_id = FILE_ID;
  gpd_test_call_add_key (call, "A");
  gpd_test_call_add_key (call, "B");

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
test_status (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) call = poll_new ();
  g_autoptr (SptOutcome) outcome = NULL;

  call_test_push (call, 200, NULL, statuses[i].body);
  if (!statuses[i].goes_on)
    call_test_push (call, 200, NULL, REPORT ("{\"statusCode\":201,\"iupds\":[\"A\",\"B\"]}"));
  outcome = poll_run (call);
  g_assert_cmpint (outcome->kind, ==, statuses[i].goes_on ? SPT_OUTCOME_PENDING
                                                          : SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (outcome->code, ==, statuses[i].code);
  g_assert_cmpstr (outcome->message, ==, statuses[i].message);
  if (statuses[i].goes_on)
    g_assert_cmpstr (outcome->phase, ==, statuses[i].message);
}

/* --- the report ------------------------------------------------------------------------------ */

typedef struct
{
  SptState    state;
  const char *code;
  const char *message;
  const char *also;
} Wanted;

static const struct
{
  const char *name;
  const char *body;
  Wanted      a;
  Wanted      b;
} reports[] = {
  { "unknown-fields", "{\"fileId\":\"x\",\"processedItem\":2,\"submittedItem\":2,\"batch\":{\"n\":[1,{}]},"
    "\"responses\":[{\"statusCode\":201,\"statusMessage\":\"ok\",\"iupds\":[\"A\"]},"
    "{\"statusCode\":409,\"statusMessage\":\"no\",\"iupds\":[\"B\"],\"errorCode\":\"PD-7\",\"more\":{\"x\":1},"
    "\"line\":12}]" END,
    { SPT_STATE_DONE, NULL, "ok", NULL },
    /* What came later may say why. */
    { SPT_STATE_REFUSED, "gpd-409-create", "no; errorCode: PD-7; line: 12", NULL } },
  { "v1-names", "{\"uploadID\":\"x\",\"processedItem\":2,\"submittedItem\":2,\"responses\":["
    "{\"statusCode\":201,\"requestIDs\":[\"A\",\"B\"]}]" END,
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  { "names-of-both", REPORT ("{\"statusCode\":201,\"requestIDs\":[\"A\"],\"iupds\":[\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  { "code-as-text", REPORT ("{\"statusCode\":\"201\",\"iupds\":[\"A\",\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  { "other-success", REPORT ("{\"statusCode\":202,\"statusMessage\":\"queued\",\"iupds\":[\"A\",\"B\"]}"),
    { SPT_STATE_DONE, NULL, "queued", NULL }, { SPT_STATE_DONE, NULL, "queued", NULL } },
  { "unknown-refusal", REPORT ("{\"statusCode\":201,\"iupds\":[\"A\"]},"
                               "{\"statusCode\":451,\"statusMessage\":\"law\",\"iupds\":[\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_REFUSED, "gpd-4xx", "law", NULL } },
  { "unknown-code", REPORT ("{\"statusCode\":201,\"iupds\":[\"A\"]},"
                            "{\"statusCode\":307,\"statusMessage\":\"moved\",\"iupds\":[\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_UNCERTAIN, "gpd-other", "307: moved", NULL } },
  { "code-beyond", REPORT ("{\"statusCode\":201,\"iupds\":[\"A\"]},{\"statusCode\":777,\"iupds\":[\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_UNCERTAIN, "gpd-other", "777", NULL } },
  { "code-missing", REPORT ("{\"statusCode\":201,\"iupds\":[\"A\"]},"
                            "{\"statusMessage\":\"who knows\",\"iupds\":[\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_UNCERTAIN, "gpd-other", "who knows", NULL } },
  { "code-a-word", REPORT ("{\"statusCode\":201,\"iupds\":[\"A\"]},"
                           "{\"statusCode\":\"CREATED\",\"statusMessage\":\"m\",\"iupds\":[\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL },
    { SPT_STATE_UNCERTAIN, "gpd-other", "m; statusCode: CREATED", NULL } },
  { "no-group", REPORT ("7,\"x\",null,[1,[2]],{\"statusCode\":201,\"iupds\":[\"A\",\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  { "empty-lists", REPORT ("{\"statusCode\":500,\"iupds\":null},{\"statusCode\":409},"
                           "{\"statusCode\":201,\"iupds\":[\"A\",null,\"B\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  { "counts-of-another-kind", "{\"processedItem\":{},\"submittedItem\":\"two\",\"responses\":["
    "{\"statusCode\":201,\"iupds\":[\"A\",\"B\"]}]" END,
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  { "without-counts-and-end", "{\"responses\":[{\"statusCode\":201,\"iupds\":[\"A\",\"B\"]}]}",
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  { "strangers", REPORT ("{\"statusCode\":201,\"iupds\":[\"A\",\"B\",\"C\"]}"),
    { SPT_STATE_DONE, NULL, NULL, NULL }, { SPT_STATE_DONE, NULL, NULL, NULL } },
  /* T11, in either order; of three words two are kept beside. */
  { "success-first", REPORT ("{\"statusCode\":201,\"statusMessage\":\"made\",\"iupds\":[\"A\",\"B\"]},"
                             "{\"statusCode\":409,\"statusMessage\":\"there\",\"iupds\":[\"A\"]}"),
    { SPT_STATE_DONE, "gpd-both", "made", "there" }, { SPT_STATE_DONE, NULL, "made", NULL } },
  { "success-last", REPORT ("{\"statusCode\":409,\"statusMessage\":\"there\",\"iupds\":[\"A\"]},"
                            "{\"statusCode\":500,\"statusMessage\":\"fault\",\"iupds\":[\"A\"]},"
                            "{\"statusCode\":201,\"statusMessage\":\"made\",\"iupds\":[\"A\",\"B\"]}"),
    { SPT_STATE_DONE, "gpd-both", "made", "there; fault" }, { SPT_STATE_DONE, NULL, "made", NULL } },
  { "two-refusals", REPORT ("{\"statusCode\":500,\"statusMessage\":\"fault\",\"iupds\":[\"A\"]},"
                            "{\"statusCode\":409,\"statusMessage\":\"there\",\"iupds\":[\"A\",\"B\"]}"),
    { SPT_STATE_REFUSED, "gpd-500", "fault", "there" },
    { SPT_STATE_REFUSED, "gpd-409-create", "there", NULL } },
  { "refusal-and-unknown", REPORT ("{\"statusCode\":307,\"statusMessage\":\"moved\",\"iupds\":[\"A\"]},"
                                   "{\"statusCode\":409,\"statusMessage\":\"there\",\"iupds\":[\"A\",\"B\"]}"),
    { SPT_STATE_REFUSED, "gpd-409-create", "there", "moved" },
    { SPT_STATE_REFUSED, "gpd-409-create", "there", NULL } },
  { "twice-the-same", REPORT ("{\"statusCode\":201,\"statusMessage\":\"made\",\"iupds\":[\"A\",\"B\"]},"
                              "{\"statusCode\":201,\"statusMessage\":\"made\",\"iupds\":[\"A\"]}"),
    { SPT_STATE_DONE, NULL, "made", NULL }, { SPT_STATE_DONE, NULL, "made", NULL } },
};

static void
assert_result (SptOutcome   *outcome,
               guint         index,
               const char   *key,
               const Wanted *wanted)
{
  const SptItemResult *result = g_ptr_array_index (outcome->results, index);

  g_assert_cmpstr (result->key, ==, key);
  g_assert_cmpstr (spt_state_to_string (result->state), ==, spt_state_to_string (wanted->state));
  g_assert_cmpstr (result->code, ==, wanted->code);
  g_assert_cmpstr (result->message, ==, wanted->message);
  g_assert_cmpstr (result->also, ==, wanted->also);
}

static void
test_report (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) call = poll_new ();
  g_autoptr (SptOutcome) outcome = NULL;

  call_test_push (call, 200, NULL, DONE);
  call_test_push (call, 200, NULL, reports[i].body);
  outcome = poll_run (call);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpuint (outcome->results->len, >=, 2);
  assert_result (outcome, 0, "A", &reports[i].a);
  assert_result (outcome, 1, "B", &reports[i].b);
  /* Whatever was made of it: as it came it is kept. */
  g_assert_cmpmem (g_bytes_get_data (outcome->report, NULL), g_bytes_get_size (outcome->report),
                   reports[i].body, strlen (reports[i].body));
}

/* An identifier of digits alone, as a number. */
static void
test_number_as_key (void)
{
  g_autoptr (CallTest) call = gpd_test_call_new ();
  g_autoptr (SptOutcome) outcome = NULL;
  const Wanted done = { SPT_STATE_DONE, NULL, NULL, NULL };

  call->call.remote_id = FILE_ID;
  gpd_test_call_add_key (call, "12345");
  call_test_push (call, 200, NULL, "{\"processedItem\":1,\"submittedItem\":1}");
  call_test_push (call, 200, NULL, "{\"processedItem\":1,\"submittedItem\":1,\"responses\":["
                  "{\"statusCode\":201,\"iupds\":[12345]}]" END);
  outcome = poll_run (call);
  assert_result (outcome, 0, "12345", &done);
}

/* --- uploads made elsewhere ------------------------------------------------------------------- */

static void
test_followed (void)
{
  static const struct
  {
    const char *code;
    const char *operation;
  } cases[] = { { "201", "gpd.create" }, { "200", NULL }, { "409", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CallTest) call = gpd_test_call_new ();
      g_autofree char *body = g_strdup_printf (REPORT ("{\"statusCode\":%s,\"iupds\":[\"X\",\"Y\"]}"),
                                               cases[i].code);
      g_autoptr (SptOutcome) outcome = NULL;

      call->call.remote_id = FILE_ID;
      call->call.operation = "gpd.upload";
      call->call.path = "";
      call->call.followed = TRUE;
      call_test_push (call, 200, NULL, DONE);
      call_test_push (call, 200, NULL, body);
      outcome = poll_run (call);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
      g_assert_cmpstr (outcome->operation, ==, cases[i].operation);
      g_assert_cmpuint (outcome->results->len, ==, 2);
      /* Without a path of its own it is asked about at the account's. */
      {
        g_autofree char *head = spt_test_server_get_head (call->server, 0);

        g_assert_true (g_str_has_prefix (head, "GET /v2/brokers/12345678903/organizations/"
                                         "77777777777/debtpositions/file/" FILE_ID "/status "));
      }
    }
}

static SptOutcome *
list_run (CallTest *call)
{
  g_autoptr (GError) error = NULL;
  SptOutcome *outcome = gpd_test_call_run (call, SPT_CALL_LIST, NULL, &error);

  g_assert_no_error (error);

  return outcome;
}

#define DAY G_GINT64_CONSTANT (86400000)

/* Ten days are two questions of a week at most, each page by page. */
static void
test_list (void)
{
  g_autoptr (CallTest) call = gpd_test_call_new ();
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  call_test_push (call, 200, "x-continuation-token: T/1=\r\n",
                  "{\"fileIds\":[\"n3\",\"n2\"],\"size\":2,\"hasMore\":true}");
  call_test_push (call, 200, NULL, "{\"fileIds\":[\"n1\",\"../x\"],\"size\":2,\"hasMore\":false,\"new\":1}");
  call_test_push (call, 200, NULL, "{\"fileIds\":[\"n1\",\"n0\"],\"size\":1,\"hasMore\":false}");
  call->call.sent_utc_ms = GPD_TEST_NOW - 9 * DAY;
  call->call.ended_utc_ms = GPD_TEST_NOW;
  outcome = list_run (call);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (outcome->code, ==, NULL);
  g_assert_cmpuint (outcome->uploads->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *wanted = g_strdup_printf ("n%u", 3 - i);

      g_assert_cmpstr (g_ptr_array_index (outcome->uploads, i), ==, wanted);
    }

  first = spt_test_server_get_head (call->server, 0);
  second = spt_test_server_get_head (call->server, 1);
  third = spt_test_server_get_head (call->server, 2);
  g_assert_nonnull (strstr (first, "/files?from=2026-11-15&to=2026-11-21&size=500 "));
  g_assert_null (strstr (first, "x-continuation-token"));
  g_assert_nonnull (strstr (second, "/files?from=2026-11-15&to=2026-11-21&size=500 "));
  g_assert_nonnull (strstr (second, "x-continuation-token: T/1=\r\n"));
  g_assert_nonnull (strstr (third, "/files?from=2026-11-12&to=2026-11-14&size=500 "));
}

static void
test_list_ends (void)
{
  static const struct
  {
    guint           status;
    const char     *body;
    SptOutcomeKind  kind;
    const char     *code;
  } cases[] = {
    { 200, "{\"size\":0,\"hasMore\":false}", SPT_OUTCOME_ACCEPTED, NULL },
    /* More without a way to it. */
    { 200, "{\"fileIds\":[\"a\"],\"size\":1,\"hasMore\":true}", SPT_OUTCOME_ACCEPTED, "list-incomplete" },
    { 410, "{\"title\":\"GONE\",\"status\":410,\"detail\":\"x\"}", SPT_OUTCOME_ACCEPTED, "gpd-gone" },
    { 400, "{\"title\":\"BAD_REQUEST\",\"status\":400,\"detail\":\"x\"}", SPT_OUTCOME_UNKNOWN,
      "gpd-bad-request" },
    { 401, "", SPT_OUTCOME_NOT_SENT, "auth-rejected" },
    { 500, "", SPT_OUTCOME_UNKNOWN, "gpd-unavailable" },
    { 200, "<html>", SPT_OUTCOME_UNKNOWN, "gpd-unreadable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CallTest) call = gpd_test_call_new ();
      g_autoptr (SptOutcome) outcome = NULL;

      call_test_push (call, cases[i].status, NULL, cases[i].body);
      call->call.sent_utc_ms = GPD_TEST_NOW - DAY;
      outcome = list_run (call);
      g_assert_cmpint (outcome->kind, ==, cases[i].kind);
      g_assert_cmpstr (outcome->code, ==, cases[i].code);
    }

  /* Older than the service remembers: nothing is asked. */
  {
    g_autoptr (CallTest) call = gpd_test_call_new ();
    g_autoptr (SptOutcome) outcome = NULL;

    call->call.sent_utc_ms = GPD_TEST_NOW - 90 * DAY;
    call->call.ended_utc_ms = GPD_TEST_NOW - 80 * DAY;
    outcome = list_run (call);
    g_assert_cmpstr (outcome->code, ==, "gpd-gone");
    g_assert_cmpuint (outcome->uploads->len, ==, 0);
    g_assert_cmpuint (spt_test_server_get_n_requests (call->server), ==, 0);
  }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/drift/status/", statuses[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_status);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/drift/report/", reports[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_report);
    }
  g_test_add_func ("/gpd/drift/number-as-key", test_number_as_key);
  g_test_add_func ("/gpd/followed", test_followed);
  g_test_add_func ("/gpd/list", test_list);
  g_test_add_func ("/gpd/list/ends", test_list_ends);
  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
