/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truth about a lost answer: what the list of uploads proves and what it does not (GPD facts
 * 3, 9, 14.3). */
#include "config.h"

#include <string.h>

#include "gpd-test.h"

#define LIST(ids)            "{\"fileIds\":[" ids "],\"size\":1,\"hasMore\":false}"
#define STATUS(done, total)  "{\"fileId\":\"x\",\"processedItem\":" #done ",\"submittedItem\":" #total "}"
#define REPORT(code, iupds)  "{\"fileId\":\"x\",\"processedItem\":2,\"submittedItem\":2,\"responses\":[{\"statusCode\":" #code \
  ",\"statusMessage\":\"m\",\"iupds\":[" iupds "]}],\"endTime\":\"t\"}"

static CallTest *
settle_new (void)
{
  CallTest *call = gpd_test_call_new ();

  gpd_test_call_add_key (call, "A");
  gpd_test_call_add_key (call, "B");
  /* Long ago enough for "not found" to prove something. */
  call->call.sent_utc_ms = GPD_TEST_NOW - 60000;
  call->call.ended_utc_ms = GPD_TEST_NOW - 50000;

  return call;
}

static SptOutcome *
settle_run (CallTest *call)
{
  g_autoptr (GError) error = NULL;
  SptOutcome *outcome = gpd_test_call_run (call, SPT_CALL_SETTLE, NULL, &error);

  g_assert_no_error (error);

  return outcome;
}

/* Each step is an answer, in the order the questions come: the list, then status and report of
 * each candidate. */
static const struct
{
  const char     *name;
  const char     *steps[8]; /* "404" and the like are a status alone */
  SptOutcomeKind  kind;
  const char     *code;
  const char     *remote_id;
} cases[] = {
  { "empty-list", { LIST ("") }, SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL },
  { "no-list-member", { "{\"size\":0,\"hasMore\":false}" }, SPT_OUTCOME_NOT_SENT, "settled-nothing",
    NULL },
  { "known-alone", { LIST ("\"known\"") }, SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL },
  { "other-count", { LIST ("\"x1\""), STATUS (0, 3) }, SPT_OUTCOME_NOT_SENT, "settled-nothing",
    NULL },
  { "other-positions", { LIST ("\"x1\""), STATUS (2, 2), REPORT (201, "\"Y\",\"Z\"") },
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL },
  { "other-operation", { LIST ("\"x1\""), STATUS (2, 2), REPORT (200, "\"A\",\"B\"") },
    SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL },
  { "found-done", { LIST ("\"known\",\"x1\""), STATUS (2, 2), REPORT (201, "\"A\",\"B\"") },
    SPT_OUTCOME_ACCEPTED, "settled-found", "x1" },
  { "found-refused", { LIST ("\"x1\""), STATUS (2, 2), REPORT (409, "\"B\",\"A\"") },
    SPT_OUTCOME_ACCEPTED, "settled-found", "x1" },
  { "found-among", { LIST ("\"x1\",\"x2\",\"x3\""), STATUS (9, 9), STATUS (2, 2),
                     REPORT (201, "\"Y\",\"Z\""), STATUS (2, 2), REPORT (201, "\"A\",\"B\"") },
    SPT_OUTCOME_ACCEPTED, "settled-found", "x3" },
  { "in-progress", { LIST ("\"x1\""), STATUS (0, 2) }, SPT_OUTCOME_PENDING, "settled-provisional",
    "x1" },
  { "report-not-ready", { LIST ("\"x1\""), STATUS (2, 2), "425" }, SPT_OUTCOME_PENDING,
    "settled-provisional", "x1" },
  { "several-in-progress", { LIST ("\"x1\",\"x2\""), STATUS (0, 2), STATUS (1, 2) },
    SPT_OUTCOME_UNKNOWN, "several-candidates", NULL },
  { "several-done", { LIST ("\"x1\",\"x2\""), STATUS (2, 2), REPORT (201, "\"A\",\"B\""),
                      STATUS (2, 2), REPORT (409, "\"A\",\"B\"") },
    SPT_OUTCOME_UNKNOWN, "several-candidates", NULL },
  { "found-with-silence", { LIST ("\"x1\""), STATUS (2, 2), REPORT (201, "\"A\"") },
    SPT_OUTCOME_ACCEPTED, "settled-found", "x1" },
  { "half-ours", { LIST ("\"x1\""), STATUS (2, 2), REPORT (201, "\"A\",\"Z\"") },
    SPT_OUTCOME_UNKNOWN, "several-candidates", NULL },
  { "list-outage", { "502" }, SPT_OUTCOME_UNKNOWN, "gpd-unavailable", NULL },
  { "list-key", { "401" }, SPT_OUTCOME_UNKNOWN, "auth-rejected", NULL },
  { "list-forbidden", { "403" }, SPT_OUTCOME_UNKNOWN, "forbidden", NULL },
  { "list-throttled", { "429" }, SPT_OUTCOME_UNKNOWN, "rate-limited", NULL },
  { "list-address", { "404" }, SPT_OUTCOME_UNKNOWN, "gpd-address", NULL },
  { "list-gone", { "410" }, SPT_OUTCOME_UNKNOWN, "settle-too-old", NULL },
  { "list-junk", { "<html>" }, SPT_OUTCOME_UNKNOWN, "gpd-unreadable", NULL },
  { "list-cut", { "{\"fileIds\":[\"x1\"],\"size\":1,\"hasMore\":true}" }, SPT_OUTCOME_UNKNOWN,
    "settle-list-incomplete", NULL },
  { "status-outage", { LIST ("\"x1\""), "502" }, SPT_OUTCOME_UNKNOWN, "gpd-unavailable", NULL },
  { "status-404", { LIST ("\"x1\""), "404" }, SPT_OUTCOME_UNKNOWN, "gpd-address", NULL },
  { "status-404-problem", { LIST ("\"x1\""), "404 STATUS NOT FOUND" }, SPT_OUTCOME_UNKNOWN,
    "gpd-status-not-found", NULL },
  { "status-junk", { LIST ("\"x1\""), "{}" }, SPT_OUTCOME_UNKNOWN, "gpd-unreadable", NULL },
  { "report-junk", { LIST ("\"x1\""), STATUS (2, 2), "{\"responses\":3}" }, SPT_OUTCOME_UNKNOWN,
    "gpd-unreadable", NULL },
  { "id-of-another-world", { LIST ("\"../../x\"") }, SPT_OUTCOME_NOT_SENT, "settled-nothing",
    NULL },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (CallTest) call = settle_new ();
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *head = NULL;
  guint n = 0;

  g_ptr_array_add (call->known, g_strdup ("known"));
  for (; n < G_N_ELEMENTS (cases[i].steps) && cases[i].steps[n] != NULL; n++)
    {
      guint status = (guint) g_ascii_strtoull (cases[i].steps[n], NULL, 10);

      const char *title = strchr (cases[i].steps[n], ' ');
      g_autofree char *problem = title != NULL ? g_strdup_printf ("{\"title\":\"%s\"}",
                                                                  title + 1) : g_strdup ("");

      call_test_push (call, status != 0 ? status : 200, NULL,
                      status != 0 ? problem : cases[i].steps[n]);
    }
  outcome = settle_run (call);
  g_assert_cmpstr (outcome->code, ==, cases[i].code);
  g_assert_cmpint (outcome->kind, ==, cases[i].kind);
  g_assert_cmpstr (outcome->remote_id, ==, cases[i].remote_id);
  g_assert_cmpuint (spt_test_server_get_n_requests (call->server), ==, n);
  if (outcome->kind == SPT_OUTCOME_ACCEPTED)
    {
      g_assert_cmpuint (outcome->results->len, ==, 2);
      g_assert_nonnull (outcome->report);
    }
  g_assert_cmpint (outcome->provisional, ==, outcome->kind == SPT_OUTCOME_PENDING);

  head = spt_test_server_get_head (call->server, 0);
  g_assert_nonnull (strstr (head, "/debtpositions/files?from=2026-11-20&to=2026-11-21&size=500 "));
}

static void
test_pages (void)
{
  g_autoptr (CallTest) call = settle_new ();
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  call_test_push (call, 200, "x-continuation-token: page two\r\n",
                  "{\"fileIds\":[\"x1\"],\"size\":1,\"hasMore\":true}");
  call_test_push (call, 200, NULL, LIST ("\"x2\""));
  call_test_push (call, 200, NULL, STATUS (1, 1));
  call_test_push (call, 200, NULL, STATUS (0, 2));
  outcome = settle_run (call);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_PENDING);
  g_assert_cmpstr (outcome->remote_id, ==, "x2");
  first = spt_test_server_get_head (call->server, 0);
  second = spt_test_server_get_head (call->server, 1);
  g_assert_null (strstr (first, "x-continuation-token"));
  g_assert_nonnull (strstr (second, "x-continuation-token: page two"));
}

static void
test_too_early (void)
{
  g_autoptr (CallTest) call = settle_new ();
  g_autoptr (SptOutcome) early = NULL;
  g_autoptr (SptOutcome) late = NULL;

  call->call.ended_utc_ms = GPD_TEST_NOW - 500;
  call_test_push (call, 200, NULL, LIST (""));
  early = settle_run (call);
  g_assert_cmpint (early->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (early->code, ==, "too-early");
  g_assert_cmpint (early->retry_after_ms, ==, 1500);

  spt_fake_clock_advance (call->fake_clock, 1500);
  call_test_push (call, 200, NULL, LIST (""));
  late = settle_run (call);
  g_assert_cmpstr (late->code, ==, "settled-nothing");
}

static void
test_dates (void)
{
  static const struct
  {
    int         days_ago;
    const char *query; /* NULL = not asked */
  } dates[] = {
    { 0, "from=2026-11-20&to=2026-11-21&" },
    { 3, "from=2026-11-17&to=2026-11-21&" },
    { 20, "from=2026-10-31&to=2026-11-06&" },
    { 70, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autoptr (CallTest) call = settle_new ();
      g_autoptr (SptOutcome) outcome = NULL;

      call->call.sent_utc_ms = GPD_TEST_NOW - dates[i].days_ago * G_GINT64_CONSTANT (86400000) - 60000;
      call->call.ended_utc_ms = call->call.sent_utc_ms;
      call_test_push (call, 200, NULL, LIST (""));
      outcome = settle_run (call);
      if (dates[i].query != NULL)
        {
          g_autofree char *head = spt_test_server_get_head (call->server, 0);

          g_assert_nonnull (strstr (head, dates[i].query));
          g_assert_cmpstr (outcome->code, ==, "settled-nothing");
        }
      else
        {
          g_assert_cmpuint (spt_test_server_get_n_requests (call->server), ==, 0);
          g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
          g_assert_cmpstr (outcome->code, ==, "settle-too-old");
        }
    }
}

/* What was taken once did happen: the archive knows its number, and "not sent" would send it
 * twice. */
static void
test_own_id (void)
{
  g_autoptr (CallTest) call = settle_new ();
  g_autoptr (SptOutcome) gone = NULL;
  g_autoptr (SptOutcome) there = NULL;

  g_ptr_array_add (call->known, g_strdup ("own"));
  call->call.remote_id = "own";
  call_test_push (call, 200, NULL, LIST (""));
  gone = settle_run (call);
  g_assert_cmpint (gone->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (gone->code, ==, "upload-not-found");

  call_test_push (call, 200, NULL, LIST ("\"x1\",\"own\""));
  there = settle_run (call);
  g_assert_cmpint (there->kind, ==, SPT_OUTCOME_PENDING);
  g_assert_cmpstr (there->code, ==, "settled-again");
  g_assert_cmpstr (there->remote_id, ==, "own");
  g_assert_false (there->provisional);
}

/* Followed by likeness, and then the report names others: uncertain again, and that upload is
 * never taken twice. */
static void
test_provisional_not_ours (void)
{
  g_autoptr (CallTest) call = settle_new ();
  g_autoptr (SptOutcome) found = NULL;
  g_autoptr (SptOutcome) polled = NULL;
  g_autoptr (SptOutcome) again = NULL;
  g_autoptr (GError) error = NULL;

  call_test_push (call, 200, NULL, LIST ("\"x1\""));
  call_test_push (call, 200, NULL, STATUS (0, 2));
  found = settle_run (call);
  g_assert_true (found->provisional);
  g_assert_nonnull (found->note);

  call->call.remote_id = found->remote_id;
  call->call.note = found->note;
  call_test_push (call, 200, NULL, STATUS (2, 2));
  call_test_push (call, 200, NULL, REPORT (201, "\"Y\",\"Z\""));
  polled = gpd_test_call_run (call, SPT_CALL_POLL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (polled->kind, ==, SPT_OUTCOME_UNKNOWN);
  g_assert_cmpstr (polled->code, ==, "not-ours");

  /* The archive keeps the number that turned out to be somebody else's. */
  call->call.note = polled->note;
  call_test_push (call, 200, NULL, LIST ("\"x1\""));
  again = settle_run (call);
  g_assert_cmpint (again->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_cmpstr (again->code, ==, "settled-nothing");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/gpd/settle/", cases[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/gpd/settle/pages", test_pages);
  g_test_add_func ("/gpd/settle/too-early", test_too_early);
  g_test_add_func ("/gpd/settle/dates", test_dates);
  g_test_add_func ("/gpd/settle/own-id", test_own_id);
  g_test_add_func ("/gpd/settle/provisional-not-ours", test_provisional_not_ours);

  status = g_test_run ();
  gpd_test_free_fields ();

  return status;
}
