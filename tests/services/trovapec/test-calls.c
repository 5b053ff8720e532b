/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls against a scripted server: what leaves, how often, what becomes of the key. */
#include "config.h"

#include <string.h>

#include "call-test.h"
#include "services/trovapec/spt-trovapec-note.h"
#include "services/trovapec/spt-trovapec-service.h"

#define NOW   CALL_TEST_NOW
/* What percent-encoding is for. */
#define UKEY  "n0t~a+real/key=at&all %zz"
#define CODE  "RSSMRA80A01H501U"
#define TOKEN "t+k/1=à b&c"

static const char *const hidden[] = { UKEY, "n0t~a", NULL };

static CallTest *
wire_new (SptEnvironment environment)
{
  CallTest *self = call_test_new (SPT_TYPE_TROVAPEC_SERVICE, "trovapec.lookup", environment, "",
                                  "application/x-www-form-urlencoded", "cf=" CODE);

  call_test_hide (hidden);
  self->url = g_strconcat (spt_test_server_get_url (self->server), "/index_ws.php", NULL);
  g_object_set (self->account, "base-url", self->url, NULL);
  call_test_set_secret (self, "key", UKEY);
  g_ptr_array_add (self->keys, g_strdup (CODE));

  return self;
}

static void
push (CallTest       *self,
      const char     *body)
{
  spt_test_server_push (self->server, SPT_TEST_ANSWER, 200, "Content-Type: text/html\r\n", body);
}

static char *
dup_body (CallTest  *self,
          guint      index)
{
  g_autoptr (GBytes) bytes = spt_test_server_get_body (self->server, index);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data != NULL ? data : "", length);
}

static void
assert_request (CallTest       *self,
                guint           index,
                const char     *start,
                const char     *body)
{
  g_autofree char *head = spt_test_server_get_head (self->server, index);
  g_autofree char *sent = dup_body (self, index);

  g_assert_true (g_str_has_prefix (head, start));
  g_assert_null (strstr (head, "Expect:"));
  g_assert_cmpstr (sent, ==, body);
}

#define SENT_KEY "key=n0t~a%2Breal%2Fkey%3Dat%26all%20%25zz"

/* The key, one parameter, a form; the answer's token is the remote id. */
static void
test_lookup (void)
{
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) outcome = NULL;
  g_autofree char *head = NULL;
  SptTrovapecNote note;

  push (wire, "OK|" TOKEN "\r\n");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_PENDING);
  g_assert_cmpstr (outcome->remote_id, ==, TOKEN);
  g_assert_cmpint (outcome->retry_after_ms, >=, 108000);
  g_assert_cmpint (outcome->retry_after_ms, <=, 132000);
  spt_trovapec_note_load (&note, outcome->note);
  g_assert_cmpint (note.since, ==, NOW);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 1);
  assert_request (wire, 0, "POST /index_ws.php HTTP/1.1\r\n", SENT_KEY "&cf=" CODE);
  head = spt_test_server_get_head (wire->server, 0);
  g_assert_nonnull (strstr (head, "application/x-www-form-urlencoded"));
  g_assert_nonnull (outcome->exchange);
  g_assert_nonnull (strstr (outcome->exchange, "cf=" CODE));
}

/* Whatever befalls it, a request leaves once. */
static void
test_once (void)
{
  static const SptTestFault faults[] = {
    SPT_TEST_READ_THEN_DROP, SPT_TEST_READ_THEN_RESET, SPT_TEST_GARBAGE, SPT_TEST_CUT_HEAD, SPT_TEST_CUT_BODY,
    SPT_TEST_CUT_BODY_CLOSE, SPT_TEST_CUT_CHUNKED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
      g_autoptr (SptOutcome) outcome = NULL;

      spt_test_server_push (wire->server, faults[i], 200, NULL, "OK|a-token-of-some-length");
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
      g_assert_null (outcome->remote_id);
      g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 1);
    }
}

/* A redirect is shown and not followed: the key is in the body, and would be in the address. */
static void
test_redirect (void)
{
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) sent = NULL;
  g_autoptr (SptOutcome) polled = NULL;

  spt_test_server_push (wire->server, SPT_TEST_ANSWER, 302, "Location: /other?" SENT_KEY "\r\n", "");
  sent = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (sent->kind, ==, SPT_OUTCOME_NOT_SENT);
  g_assert_cmpstr (sent->code, ==, "redirect");
  wire->call.remote_id = "t";
  spt_test_server_push (wire->server, SPT_TEST_ANSWER, 301, "Location: /other?" SENT_KEY "\r\n", "");
  polled = call_test_run (wire, SPT_CALL_POLL);
  g_assert_cmpint (polled->kind, ==, SPT_OUTCOME_PENDING);
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 2);
}

static void
test_result (void)
{
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) outcome = NULL;

  wire->call.remote_id = TOKEN;
  push (wire, "OK|ditta@pec.it|pec trovata");
  outcome = call_test_run (wire, SPT_CALL_POLL);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (((SptDossierNews *) g_ptr_array_index (outcome->news, 0))->result, ==, "ditta@pec.it");
  assert_request (wire, 0, "GET /index_ws.php?" SENT_KEY "&token=t%2Bk%2F1%3D%C3%A0%20b%26c HTTP/1.1\r\n", "");
  /* The address stands in the record of the exchange with both masked. */
  g_assert_nonnull (strstr (outcome->exchange, "/index_ws.php?key="));
  g_assert_null (strstr (outcome->exchange, "t%2Bk"));
}

/* The plan of the looks with a clock that is moved: WAIT after WAIT, then a result. */
static void
test_time (void)
{
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autofree char *note = NULL;
  gint64 elapsed = 0;
  gint64 delay = 0;
  guint n = 0;

  push (wire, "OK|tok");
  {
    g_autoptr (SptOutcome) sent = call_test_run (wire, SPT_CALL_SEND);

    note = g_strdup (sent->note);
    delay = sent->retry_after_ms;
  }
  wire->call.remote_id = "tok";
  wire->call.sent_utc_ms = NOW;
  for (n = 0; n < 200; n++)
    {
      g_autoptr (SptOutcome) outcome = NULL;
      gint64 low = elapsed < 310000 ? 27000 : elapsed < 950000 ? 27000 : 540000;

      elapsed += delay;
      spt_fake_clock_advance (wire->fake_clock, delay);
      wire->call.note = note;
      push (wire, "WAIT|tok");
      outcome = call_test_run (wire, SPT_CALL_POLL);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_PENDING);
      g_assert_cmpstr (outcome->remote_id, ==, "tok");
      delay = outcome->retry_after_ms;
      g_free (note);
      note = g_strdup (outcome->note);
      if (delay == SPT_OUTCOME_NOT_BY_ITSELF)
        {
          g_assert_cmpstr (outcome->code, ==, "trovapec-late");
          g_assert_true (outcome->attention);
          break;
        }
      g_assert_null (outcome->code);
      g_assert_cmpint (delay, >=, low);
      g_assert_cmpint (delay, <=, 660000);
    }
  g_assert_cmpint (elapsed, >, 20 * 3600000);
  g_assert_cmpint (elapsed, <=, 25 * 3600000);

  /* A person looks later: not at once again, and then it is there. */
  {
    g_autoptr (SptOutcome) soon = NULL;
    g_autoptr (SptOutcome) late = NULL;
    guint n_before = spt_test_server_get_n_requests (wire->server);

    wire->call.note = note;
    spt_fake_clock_advance (wire->fake_clock, 5000);
    soon = call_test_run (wire, SPT_CALL_POLL);
    g_assert_cmpint (soon->kind, ==, SPT_OUTCOME_PENDING);
    g_assert_cmpint (soon->retry_after_ms, ==, 10000);
    g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, n_before);
    spt_fake_clock_advance (wire->fake_clock, 10000);
    push (wire, "OK||pec non trovata");
    late = call_test_run (wire, SPT_CALL_POLL);
    g_assert_cmpint (late->kind, ==, SPT_OUTCOME_ACCEPTED);
  }
}

/* Trouble is no step of the plan, and loses no token; a clock set back does not end it. */
static void
test_trouble (void)
{
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) lost = NULL;
  g_autoptr (SptOutcome) fault = NULL;
  g_autoptr (SptOutcome) key = NULL;
  g_autoptr (SptOutcome) back = NULL;
  SptTrovapecNote note;

  wire->call.remote_id = "tok";
  wire->call.note = "{\"step\":8,\"since\":1795262000000}";
  spt_test_server_push (wire->server, SPT_TEST_CUT_BODY_CLOSE, 200, NULL, "OK|ditta@pec.it|pec trovata");
  lost = call_test_run (wire, SPT_CALL_POLL);
  g_assert_cmpint (lost->kind, ==, SPT_OUTCOME_PENDING);
  spt_trovapec_note_load (&note, lost->note);
  g_assert_cmpuint (note.step, ==, 8);
  g_assert_cmpint (lost->retry_after_ms, <=, 66000);

  spt_test_server_push (wire->server, SPT_TEST_ANSWER, 503, "Retry-After: 300\r\n", "<html>");
  fault = call_test_run (wire, SPT_CALL_POLL);
  g_assert_cmpint (fault->kind, ==, SPT_OUTCOME_PENDING);
  g_assert_cmpint (fault->retry_after_ms, >=, 270000);

  push (wire, "ERROR|user-key non valida");
  key = call_test_run (wire, SPT_CALL_POLL);
  g_assert_cmpint (key->kind, ==, SPT_OUTCOME_PENDING);
  g_assert_true (key->attention);

  wire->call.note = "{\"step\":2,\"since\":1895262400000}";
  push (wire, "WAIT|tok");
  back = call_test_run (wire, SPT_CALL_POLL);
  g_assert_null (back->code);
  spt_trovapec_note_load (&note, back->note);
  g_assert_cmpint (note.since, ==, NOW);
}

static void
test_cancel (void)
{
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) outcome = NULL;
  const SptDossierNews *news;

  g_bytes_unref (wire->body);
  wire->body = g_bytes_new_static ("cf-delete=" CODE, strlen ("cf-delete=" CODE));
  wire->call.body = wire->body;
  wire->call.operation = "trovapec.cancel";
  push (wire, "OK|richiesta cancellata correttamente");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  news = g_ptr_array_index (outcome->news, 0);
  g_assert_cmpstr (news->phase, ==, "annullata");
  g_assert_cmpstr (news->stage, ==, "cancelled");
  g_assert_false (news->is_over);
  g_assert_null (news->result);
  assert_request (wire, 0, "POST ", SENT_KEY "&cf-delete=" CODE);
}

static void
test_balance (void)
{
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (SptOutcome) tested = NULL;
  SptTrovapecBalance balance;

  wire->call.operation = "trovapec.balance";
  push (wire, "€ 1.012,50\n");
  outcome = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (outcome->code, ==, "trovapec-balance");
  g_assert_cmpstr (outcome->message, ==, "€ 1.012,50");
  g_assert_cmpstr (outcome->note, ==, "{\"cents\":101250}");
  g_assert_true (spt_trovapec_balances_find (outcome->account_note, NOW, &balance));
  g_assert_cmpint (balance.cents, ==, 101250);
  assert_request (wire, 0, "POST ", SENT_KEY "&saldo=");

  push (wire, "3,00");
  tested = call_test_run (wire, SPT_CALL_TEST);
  g_assert_cmpint (tested->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (tested->code, ==, "trovapec-tested");
  assert_request (wire, 1, "POST ", SENT_KEY "&saldo=");
}

/* The balance is a hint, and never more: a person decides. */
static void
test_settle (void)
{
  static const struct
  {
    const char *note;
    const char *answer;
    const char *code;
    const char *message;
  } cases[] = {
    { "{\"balances\":[{\"utc\":1795262300000,\"cents\":1300}]}", "12,50", "trovapec-settle-less", "12,50 (" },
    { "{\"balances\":[{\"utc\":1795262300000,\"cents\":1250}]}", "12,50", "trovapec-settle-same", "12,50 (" },
    { "{\"balances\":[{\"utc\":1795262300000,\"cents\":1200}]}", "12,50", "trovapec-settle-balance", "12,50 (" },
    /* Seen after the request left: it tells nothing of before. */
    { "{\"balances\":[{\"utc\":1795262399000,\"cents\":1300}]}", "12,50", "trovapec-settle-balance", "12,50" },
    { NULL, "12,50", "trovapec-settle-balance", "12,50" },
    { NULL, "<html>", "answer-not-understood", NULL },
    { NULL, "ERROR|chiave", "auth-rejected", "chiave" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
      g_autoptr (SptOutcome) outcome = NULL;

      wire->call.account_note = cases[i].note;
      push (wire, cases[i].answer);
      outcome = call_test_run (wire, SPT_CALL_SETTLE);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
      g_assert_cmpstr (outcome->code, ==, cases[i].code);
      g_assert_cmpint (outcome->retry_after_ms, ==, -1);
      if (cases[i].message != NULL)
        g_assert_true (g_str_has_prefix (outcome->message, cases[i].message));
      g_assert_null (outcome->news);
      assert_request (wire, 0, "POST ", SENT_KEY "&saldo=");
    }

  {
    g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
    g_autoptr (SptOutcome) outcome = NULL;

    wire->call.operation = "trovapec.cancel";
    outcome = call_test_run (wire, SPT_CALL_SETTLE);
    g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
    g_assert_cmpstr (outcome->code, ==, "trovapec-settle-cancel");
    g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
  }
}

/* Other look-ups with the same key cost as well: what is left over tells, and only with the price. */
static void
test_settle_among_others (void)
{
  static const struct
  {
    const char *price;
    guint       n_sure;
    guint       n_unsure;
    gint64      others_utc;
    const char *answer;
    const char *code;
  } cases[] = {
    { "0,50", 15, 0, 1795262310000, "92,00", "trovapec-settle-less-others" },
    { "0,50", 15, 0, 1795262310000, "92,50", "trovapec-settle-same-others" },
    { "0,50", 15, 0, 1795262310000, "91,50", "trovapec-settle-others" },
    { "0,50", 15, 0, 1795262310000, "100,00", "trovapec-settle-others" },
    { NULL, 15, 0, 1795262310000, "92,00", "trovapec-settle-others" },
    /* Two in doubt: one of them arrived, or both, or none. */
    { "0,50", 3, 1, 1795262310000, "98,00", "trovapec-settle-others" },
    { "0,50", 3, 1, 1795262310000, "97,50", "trovapec-settle-less-others" },
    { "0,50", 3, 1, 1795262310000, "98,50", "trovapec-settle-same-others" },
    /* They left before the balance was seen. */
    { "0,50", 15, 1, 1795262290000, "99,50", "trovapec-settle-less" },
    { "0,50", 0, 1, 1795262310000, "100,00", "trovapec-settle-same" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
      g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (SptOtherSend));
      g_autoptr (SptOutcome) outcome = NULL;

      for (guint n = 0; n < cases[i].n_sure + cases[i].n_unsure; n++)
        {
          SptOtherSend other = { cases[i].others_utc + n, n < cases[i].n_sure };

          g_array_append_val (others, other);
        }
      wire->call.account_note = "{\"balances\":[{\"utc\":1795262300000,\"cents\":10000}]}";
      wire->call.others = others;
      if (cases[i].price != NULL)
        spt_account_set_setting (wire->call.account, "price", cases[i].price);
      push (wire, cases[i].answer);
      outcome = call_test_run (wire, SPT_CALL_SETTLE);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_UNKNOWN);
      g_assert_cmpstr (outcome->code, ==, cases[i].code);
    }
}

/* Without a key or an address nothing leaves. */
static void
test_not_sent (void)
{
  static const char *const addresses[] = { "", "http://service.example/x", "https://127.0.0.1:1/x?key=1", "ftp://x" };
  g_autoptr (CallTest) wire = wire_new (SPT_ENVIRONMENT_PRODUCTION);
  g_autoptr (SptOutcome) no_key = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (SptOutcome) outcome = NULL;

      g_object_set (wire->account, "base-url", addresses[i], NULL);
      outcome = call_test_run (wire, SPT_CALL_SEND);
      g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_NOT_SENT);
      g_assert_cmpstr (outcome->code, ==, "settings");
    }
  g_object_set (wire->account, "base-url", wire->url, NULL);
  g_hash_table_remove_all (wire->secrets);
  no_key = call_test_run (wire, SPT_CALL_SEND);
  g_assert_cmpstr (no_key->code, ==, "no-credentials");
  g_assert_cmpuint (spt_test_server_get_n_requests (wire->server), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trovapec/calls/lookup", test_lookup);
  g_test_add_func ("/trovapec/calls/once", test_once);
  g_test_add_func ("/trovapec/calls/redirect", test_redirect);
  g_test_add_func ("/trovapec/calls/result", test_result);
  g_test_add_func ("/trovapec/calls/time", test_time);
  g_test_add_func ("/trovapec/calls/trouble", test_trouble);
  g_test_add_func ("/trovapec/calls/cancel", test_cancel);
  g_test_add_func ("/trovapec/calls/balance", test_balance);
  g_test_add_func ("/trovapec/calls/settle", test_settle);
  g_test_add_func ("/trovapec/calls/settle-among-others", test_settle_among_others);
  g_test_add_func ("/trovapec/calls/not-sent", test_not_sent);

  return g_test_run ();
}
