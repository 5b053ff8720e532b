/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine: design 3, line by line. */
#include "desk.h"

#include "store/spt-store-accounts.h"
#include "user-data.h"

#define MINUTE 60000

static SptOutcome *
pending (const char *remote_id)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_PENDING, NULL);

  outcome->remote_id = g_strdup (remote_id);
  outcome->http_status = 202;

  return outcome;
}

static SptOutcome *
away (const char *code)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, code);

  outcome->transient = TRUE;

  return outcome;
}

static gint64
first (GArray *ids)
{
  return g_array_index (ids, gint64, 0);
}

static GArray *
prepare (Desk       *desk,
         const char *lines)
{
  return desk_prepare (desk, "fake.write", lines, FALSE);
}

/* --- leaving -------------------------------------------------------------------------------- */

static void
test_ready_never_leaves_by_itself (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = prepare (desk, "a\n");

  desk_start (desk);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 10 * MINUTE);
  desk_settle_down (desk);

  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_READY);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 0);
}

/* What each answer to a send makes of the submission. */
static void
test_send_outcomes (void)
{
  static const struct
  {
    const char     *operation;
    SptOutcomeKind  kind;
    gboolean        transient;
    SptState        state;
  } table[] = {
    { "fake.write", SPT_OUTCOME_ACCEPTED, FALSE, SPT_STATE_DONE },
    { "fake.write", SPT_OUTCOME_PENDING, FALSE, SPT_STATE_WAITING },
    { "fake.write", SPT_OUTCOME_REFUSED, FALSE, SPT_STATE_REFUSED },
    { "fake.write", SPT_OUTCOME_NOT_SENT, FALSE, SPT_STATE_NOT_SENT },
    { "fake.write", SPT_OUTCOME_NOT_SENT, TRUE, SPT_STATE_READY },
    { "fake.write", SPT_OUTCOME_UNKNOWN, FALSE, SPT_STATE_UNCERTAIN },
    { "fake.look", SPT_OUTCOME_UNKNOWN, FALSE, SPT_STATE_NOT_SENT },
    { "fake.look", SPT_OUTCOME_ACCEPTED, FALSE, SPT_STATE_DONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Desk) desk = desk_new ();
      g_autoptr (GArray) ids = desk_prepare (desk, table[i].operation, "a\n", TRUE);
      SptOutcome *outcome = spt_outcome_new (table[i].kind, "server-error");

      outcome->transient = table[i].transient;
      fake_service_script (desk->service, SPT_CALL_SEND, outcome);
      desk_start (desk);
      desk_settle_down (desk);

      g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
      g_assert_cmpstr (spt_state_to_string (desk_get_state (desk, first (ids))), ==,
                       spt_state_to_string (table[i].state));
    }
}

typedef struct
{
  Desk   *desk;
  gint64  id;
  guint   n;
} Watch;

static void
must_be_on_disk (const SptCall *call,
                 SptCallKind    kind,
                 gpointer       user_data)
{
  Watch *watch = user_data;

  g_assert_cmpint (desk_get_state (watch->desk, watch->id), ==, SPT_STATE_SENDING);
  g_assert_cmpstr (g_hash_table_lookup (call->secrets, "key"), ==, "open sesame");
  g_assert_cmpuint (g_bytes_get_size (call->body), ==, 1);
  watch->n++;
}

static void
test_written_before_the_wire (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = prepare (desk, "a\n");
  Watch watch = { desk, first (ids), 0 };

  fake_service_set_hook (desk->service, must_be_on_disk, &watch);
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_order (desk, first (ids));
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, MINUTE);

  g_assert_cmpuint (watch.n, ==, 1);
}

static void
test_lane_keeps_order (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\nb\nc\n", TRUE);

  fake_service_script (desk->service, SPT_CALL_SEND, NULL);
  desk_start (desk);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), MINUTE);
  desk_settle_down (desk);

  /* The first is on the wire: the others wait, however long that takes. */
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  g_assert_cmpint (desk_get_state (desk, g_array_index (ids, gint64, 1)), ==, SPT_STATE_READY);

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-lost"));
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  fake_service_release (desk->service, spt_outcome_new (SPT_OUTCOME_REFUSED, NULL));
  desk_wait_state (desk, g_array_index (ids, gint64, 2), SPT_STATE_DONE, MINUTE);

  /* A failure blocks nothing but what depends on it. */
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_REFUSED);
  g_assert_cmpint (desk_get_state (desk, g_array_index (ids, gint64, 1)), ==, SPT_STATE_UNCERTAIN);
  g_assert_cmpuint (fake_service_get_sent (desk->service)->len, ==, 3);
}

static void
test_pacing (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\nb\n", TRUE);

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);

  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 900);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);

  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 200);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 2);
  g_assert_cmpuint (ids->len, ==, 2);
}

static gboolean
save_account_job (SptDb         *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  return spt_db_save_account (db, data, error);
}

/* A second account with the key of the desk's; lines of @lines are ordered for it. */
static SptAccount *
add_sharing (Desk       *desk,
             const char *name,
             gboolean    sharing)
{
  SptAccount *account = spt_account_new ("fake", name, SPT_ENVIRONMENT_TEST);
  g_autoptr (GError) error = NULL;

  g_object_set (account, "base-url", "https://service.example", NULL);
  if (sharing)
    g_object_set (account, "credential", spt_account_get_credential (desk->account), NULL);
  spt_store_run_sync (desk->store, SPT_STORE_WRITE, save_account_job, account, NULL, &error);
  g_assert_no_error (error);
  return account;
}

/* The service's limits are a key's (GPD facts 2), so accounts that share one share the pace; each
 * has a lane of its own, so that what one waits for does not hold up the other. */
static void
test_pace_is_the_keys (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptAccount) other = add_sharing (desk, "other-body", TRUE);
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  g_autoptr (GArray) others = NULL;
  gint64 first_account = desk->account_id;

  desk->account_id = spt_account_get_id (other);
  others = desk_prepare (desk, "fake.write", "b\n", TRUE);
  desk->account_id = first_account;

  /* The first has to be tried again later; the second leaves as soon as the key may. */
  fake_service_script (desk->service, SPT_CALL_SEND, away ("offline"));
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 900);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 200);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 2);
  g_assert_cmpint (desk_get_state (desk, first (others)), ==, SPT_STATE_DONE);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_READY);
}

static void
test_keys_of_their_own (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptAccount) other = add_sharing (desk, "other-broker", FALSE);
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  g_autoptr (GArray) others = NULL;
  g_autoptr (SptAccount) account = g_object_ref (desk->account);

  g_set_object (&desk->account, other);
  desk_give_key (desk, "another");
  g_set_object (&desk->account, account);
  desk->account_id = spt_account_get_id (other);
  others = desk_prepare (desk, "fake.write", "b\n", TRUE);

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 2);
  g_assert_cmpuint (ids->len + others->len, ==, 2);
}

/* Tests of one key begun at once go one after the other; the second body is not enabled. */
static void
test_shared_key_is_tested_in_turn (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptAccount) other = add_sharing (desk, "other-body", TRUE);
  GAsyncResult *pending[2] = { NULL, NULL };
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;
  g_autoptr (SptOutcome) good = NULL;
  g_autoptr (SptOutcome) bad = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_script (desk->service, SPT_CALL_TEST, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  fake_service_script (desk->service, SPT_CALL_TEST,
                       spt_outcome_new (SPT_OUTCOME_NOT_SENT, "forbidden"));
  desk_start (desk);
  spt_outbox_test_async (desk->outbox, desk->account, NULL, NULL, spt_test_async_cb, &pending[0]);
  spt_outbox_test_async (desk->outbox, other, NULL, NULL, spt_test_async_cb, &pending[1]);
  one = spt_test_await (&pending[0], SPT_TEST_TIMEOUT_MS);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_TEST), ==, 1);
  g_assert_null (pending[1]);

  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 1100);
  two = spt_test_await (&pending[1], SPT_TEST_TIMEOUT_MS);
  good = spt_outbox_test_finish (desk->outbox, one, &error);
  g_assert_no_error (error);
  bad = spt_outbox_test_finish (desk->outbox, two, &error);
  g_assert_no_error (error);
  g_assert_cmpint (good->kind, ==, SPT_OUTCOME_ACCEPTED);
  g_assert_cmpstr (bad->code, ==, "forbidden");
}

/* --- the network ---------------------------------------------------------------------------- */

static void
test_network_away_goes_on_by_itself (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  gboolean online;

  for (guint i = 0; i < 3; i++)
    fake_service_script (desk->service, SPT_CALL_SEND, away ("offline"));
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_settle_down (desk);
  g_object_get (desk->outbox, "online", &online, NULL);
  g_assert_false (online);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_READY);

  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 10 * MINUTE);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 4);
}

static void
test_network_back_is_tried_at_once (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);

  fake_service_script (desk->service, SPT_CALL_SEND, away ("offline"));
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_settle_down (desk);
  spt_outbox_network_changed (desk->outbox);
  /* Only the service's pacing stands in the way, not the back-off of 5 s. */
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 1500);
}

static void
test_rate_limit_is_honoured (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  SptOutcome *limited = away ("rate-limited");

  limited->http_status = 429;
  limited->retry_after_ms = 90000;
  fake_service_script (desk->service, SPT_CALL_SEND, limited);
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_settle_down (desk);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 89000);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 3000);
}

/* The wall clock jumps a day back: what is due must not wait a day. */
static void
test_clock_jump (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  SptOutcome *taken = pending ("r1");

  taken->retry_after_ms = 10 * MINUTE;
  fake_service_script (desk->service, SPT_CALL_SEND, taken);
  fake_service_script (desk->service, SPT_CALL_POLL, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_WAITING, MINUTE);

  spt_fake_clock_jump_utc (SPT_FAKE_CLOCK (desk->clock), 11 * MINUTE);
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 61000);
}

/* --- following ------------------------------------------------------------------------------ */

static void
test_polls_to_the_end (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  SptOutcome *last = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);
  guint n_polls = 25;

  fake_service_script (desk->service, SPT_CALL_SEND, pending ("r1"));
  for (guint i = 0; i < n_polls; i++)
    fake_service_script (desk->service, SPT_CALL_POLL, pending (NULL));
  spt_outcome_add_result (last, "a", SPT_STATE_DONE, NULL, "ok");
  fake_service_script (desk->service, SPT_CALL_POLL, last);
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_WAITING, MINUTE);
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 20 * MINUTE);

  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_POLL), ==, n_polls + 1);
}

static void
test_poll_that_learns_nothing_goes_on (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);

  fake_service_script (desk->service, SPT_CALL_SEND, pending ("r1"));
  fake_service_script (desk->service, SPT_CALL_POLL, away ("offline"));
  fake_service_script (desk->service, SPT_CALL_POLL, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 10 * MINUTE);
}

static void
test_partly_done (void)
{
  /* The second item goes by the name of @key: "b" was sent, "stranger" was not. */
  static const struct
  {
    SptState    a, b;
    const char *key;
    SptState    expected;
  } table[] = {
    { SPT_STATE_DONE, SPT_STATE_DONE, "b", SPT_STATE_DONE },
    { SPT_STATE_DONE, SPT_STATE_REFUSED, "b", SPT_STATE_PARTLY_DONE },
    { SPT_STATE_REFUSED, SPT_STATE_REFUSED, "b", SPT_STATE_REFUSED },
    { SPT_STATE_UNCERTAIN, SPT_STATE_UNCERTAIN, "b", SPT_STATE_UNCERTAIN },
    { SPT_STATE_REFUSED, SPT_STATE_UNCERTAIN, "b", SPT_STATE_UNCERTAIN },
    { SPT_STATE_DONE, SPT_STATE_UNCERTAIN, "b", SPT_STATE_PARTLY_DONE },
    { SPT_STATE_DONE, SPT_STATE_DONE, "stranger", SPT_STATE_PARTLY_DONE },
    { SPT_STATE_REFUSED, SPT_STATE_DONE, "stranger", SPT_STATE_UNCERTAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Desk) desk = desk_new ();
      g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a b\n", TRUE);
      SptOutcome *report = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);

      spt_outcome_add_result (report, "a", table[i].a, NULL, NULL);
      spt_outcome_add_result (report, table[i].key, table[i].b, NULL, NULL);
      fake_service_script (desk->service, SPT_CALL_SEND, report);
      desk_start (desk);
      desk_settle_down (desk);
      g_assert_cmpstr (spt_state_to_string (desk_get_state (desk, first (ids))), ==,
                       spt_state_to_string (table[i].expected));
    }
}

/* --- in doubt ------------------------------------------------------------------------------- */

static void
test_found_in_sending_is_uncertain (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  g_autofree char *code = NULL;

  fake_service_script (desk->service, SPT_CALL_SEND, NULL);
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_SENDING);

  desk_crash (desk);
  fake_service_release (desk->service, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 60 * MINUTE);
  desk_settle_down (desk);

  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_UNCERTAIN);
  code = desk_get_code (desk, first (ids));
  g_assert_cmpstr (code, ==, "found-sending");
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
}

/* Nothing was changed by asking, so nothing is in doubt: it can be asked again. */
static void
test_question_found_in_sending_is_not_sent (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.look", "a\n", TRUE);
  g_autofree char *code = NULL;

  fake_service_script (desk->service, SPT_CALL_SEND, NULL);
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_SENDING);

  desk_crash (desk);
  fake_service_release (desk->service, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 60 * MINUTE);
  desk_settle_down (desk);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_NOT_SENT);
  code = desk_get_code (desk, first (ids));
  g_assert_cmpstr (code, ==, "found-asking");
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_order (desk, first (ids));
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, MINUTE);
}

static SptState
settle (Desk   *desk,
        gint64  id)
{
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SptState state = SPT_STATE_DRAFT;

  spt_outbox_settle_async (desk->outbox, id, NULL, spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  spt_outbox_settle_finish (desk->outbox, result, &state, &error);
  g_assert_no_error (error);

  return state;
}

/* What each finding of a look-up makes of an uncertain submission; the send is never made again by
 * itself. */
static void
test_settle_outcomes (void)
{
  static const struct
  {
    SptOutcomeKind  kind;
    const char     *code;
    SptState        state;
  } table[] = {
    { SPT_OUTCOME_ACCEPTED, NULL, SPT_STATE_DONE },
    { SPT_OUTCOME_PENDING, NULL, SPT_STATE_WAITING },
    { SPT_OUTCOME_REFUSED, NULL, SPT_STATE_REFUSED },
    { SPT_OUTCOME_NOT_SENT, "settled-nothing", SPT_STATE_NOT_SENT },
    { SPT_OUTCOME_NOT_SENT, "auth-rejected", SPT_STATE_UNCERTAIN },
    { SPT_OUTCOME_UNKNOWN, "several-candidates", SPT_STATE_UNCERTAIN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Desk) desk = desk_new ();
      g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);

      fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-lost"));
      fake_service_script (desk->service, SPT_CALL_SETTLE, spt_outcome_new (table[i].kind, table[i].code));
      fake_service_script (desk->service, SPT_CALL_POLL, NULL);
      desk_start (desk);
      desk_settle_down (desk);
      g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_UNCERTAIN);
      g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SETTLE), ==, 0);

      g_assert_cmpstr (spt_state_to_string (settle (desk, first (ids))), ==,
                       spt_state_to_string (table[i].state));
      spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 10 * MINUTE);
      desk_settle_down (desk);
      g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
      if (fake_service_get_n (desk->service, SPT_CALL_POLL) > 0)
        fake_service_release (desk->service, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
    }
}

static void
test_settle_too_early_asks_again (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  SptOutcome *early = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "too-early");

  early->retry_after_ms = 2 * MINUTE;
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-lost"));
  fake_service_script (desk->service, SPT_CALL_SETTLE, early);
  fake_service_script (desk->service, SPT_CALL_SETTLE,
                       spt_outcome_new (SPT_OUTCOME_NOT_SENT, "settled-nothing"));
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_cmpint (settle (desk, first (ids)), ==, SPT_STATE_UNCERTAIN);
  desk_wait_state (desk, first (ids), SPT_STATE_NOT_SENT, 3 * MINUTE);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
}

/* --- stopping ------------------------------------------------------------------------------- */

static void
test_stop_all (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  g_autoptr (GArray) followed = NULL;

  fake_service_script (desk->service, SPT_CALL_SEND, pending ("r1"));
  fake_service_script (desk->service, SPT_CALL_POLL, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_WAITING, MINUTE);

  spt_outbox_set_stopped (desk->outbox, TRUE);
  followed = desk_prepare (desk, "fake.write", "b\n", TRUE);
  /* What was taken in charge goes on being followed; nothing new leaves. */
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 10 * MINUTE);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 10 * MINUTE);
  desk_settle_down (desk);
  g_assert_cmpint (desk_get_state (desk, first (followed)), ==, SPT_STATE_READY);

  /* On disk: another process, started later, obeys as well. */
  desk_stop (desk);
  desk_crash (desk);
  desk_start (desk);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 10 * MINUTE);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  spt_outbox_set_stopped (desk->outbox, FALSE);
  desk_wait_state (desk, first (followed), SPT_STATE_DONE, MINUTE);
}

static void
test_stop_lets_the_wire_finish (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\nb\n", TRUE);
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_script (desk->service, SPT_CALL_SEND, NULL);
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_true (spt_outbox_get_sending (desk->outbox));
  spt_outbox_stop_async (desk->outbox, spt_test_async_cb, &pending_result);
  desk_settle_down (desk);
  g_assert_null (pending_result);

  fake_service_release (desk->service, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_DONE);
  g_assert_cmpint (desk_get_state (desk, g_array_index (ids, gint64, 1)), ==, SPT_STATE_READY);
  g_clear_object (&desk->outbox);
}

/* --- secrets -------------------------------------------------------------------------------- */

static void
test_no_secret_is_not_sent (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  g_autofree char *code = NULL;

  g_clear_object (&desk->keyring);
  desk->keyring = spt_keyring_new_memory ();
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_NOT_SENT, MINUTE);
  code = desk_get_code (desk, first (ids));
  g_assert_cmpstr (code, ==, "no-credentials");
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 0);

  /* Ordered again, once the key is there. */
  desk_give_key (desk, "open sesame");
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_order (desk, first (ids));
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, MINUTE);
}

static gboolean
ask_cb (SptOutbox  *outbox,
        SptAccount *account,
        const char *key,
        gpointer    user_data)
{
  guint *n = user_data;

  g_assert_cmpstr (key, ==, "key");
  (*n)++;

  return TRUE;
}

static void
test_asked_each_session (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\nb\n", TRUE);
  const char *credential = spt_account_get_credential (desk->account);
  guint n = 0;

  g_clear_object (&desk->keyring);
  desk->keyring = spt_keyring_new_memory ();
  desk_start (desk);
  g_signal_connect (desk->outbox, "needs-secret", G_CALLBACK (ask_cb), &n);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), MINUTE);
  desk_settle_down (desk);
  /* Asked once, and nothing is lost while the person looks for the key. */
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_READY);

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  spt_outbox_give_secret (desk->outbox, credential, "key", "open sesame");
  desk_wait_state (desk, g_array_index (ids, gint64, 1), SPT_STATE_DONE, MINUTE);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_declined_secret (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  guint n = 0;

  g_clear_object (&desk->keyring);
  desk->keyring = spt_keyring_new_memory ();
  desk_start (desk);
  g_signal_connect (desk->outbox, "needs-secret", G_CALLBACK (ask_cb), &n);
  desk_settle_down (desk);
  spt_outbox_give_secret (desk->outbox, spt_account_get_credential (desk->account), "key", NULL);
  desk_wait_state (desk, first (ids), SPT_STATE_NOT_SENT, MINUTE);
  g_assert_cmpuint (n, ==, 1);

  desk_order (desk, first (ids));
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), MINUTE);
  desk_settle_down (desk);
  g_assert_cmpuint (n, ==, 2);
}

/* A refused key would be refused for all that stands in the lane. */
static void
test_account_fault_pauses_the_account (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\nb\nc\n", TRUE);
  SptOutcome *rejected = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "auth-rejected");

  rejected->http_status = 401;
  fake_service_script (desk->service, SPT_CALL_SEND, rejected);
  desk_start (desk);
  desk_wait_state (desk, g_array_index (ids, gint64, 2), SPT_STATE_NOT_SENT, MINUTE);
  g_assert_cmpint (desk_get_state (desk, g_array_index (ids, gint64, 1)), ==, SPT_STATE_NOT_SENT);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
}

static void
test_account_test (void)
{
  g_autoptr (Desk) desk = desk_new ();
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SptOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_script (desk->service, SPT_CALL_TEST, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  desk_start (desk);
  spt_outbox_test_async (desk->outbox, desk->account, NULL, NULL, spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  outcome = spt_outbox_test_finish (desk->outbox, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->kind, ==, SPT_OUTCOME_ACCEPTED);
}

/* --- one sender ----------------------------------------------------------------------------- */

static void
test_one_sender (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SptStore *other_store = spt_store_open (desk->path, SPT_CLOCK (desk->clock), &error);
  SptOutbox *other;

  g_assert_no_error (error);
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_true (spt_outbox_get_driving (desk->outbox));
  other = spt_outbox_new (other_store, desk->keyring, NULL, SPT_CLOCK (desk->clock));
  spt_outbox_start (other);
  desk_settle_store (other_store);
  g_assert_false (spt_outbox_get_driving (other));

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL));
  ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, MINUTE);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);

  /* The sender goes: the one that watched takes over. */
  desk_stop (desk);
  /* It may have been in the middle of a look: only at rest it has its next one set. */
  desk_settle_store (other_store);
  spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 1500);
  g_assert_true (spt_outbox_get_driving (other));

  spt_outbox_stop_async (other, spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  g_clear_object (&other);
  spt_store_close (other_store);
  g_object_unref (other_store);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();

  g_test_add_func ("/outbox/ready-never-leaves-by-itself", test_ready_never_leaves_by_itself);
  g_test_add_func ("/outbox/send-outcomes", test_send_outcomes);
  g_test_add_func ("/outbox/written-before-the-wire", test_written_before_the_wire);
  g_test_add_func ("/outbox/lane-keeps-order", test_lane_keeps_order);
  g_test_add_func ("/outbox/pacing", test_pacing);
  g_test_add_func ("/outbox/network-away", test_network_away_goes_on_by_itself);
  g_test_add_func ("/outbox/network-back", test_network_back_is_tried_at_once);
  g_test_add_func ("/outbox/shared-key/pace", test_pace_is_the_keys);
  g_test_add_func ("/outbox/shared-key/own-keys", test_keys_of_their_own);
  g_test_add_func ("/outbox/shared-key/test", test_shared_key_is_tested_in_turn);
  g_test_add_func ("/outbox/rate-limit", test_rate_limit_is_honoured);
  g_test_add_func ("/outbox/clock-jump", test_clock_jump);
  g_test_add_func ("/outbox/polls-to-the-end", test_polls_to_the_end);
  g_test_add_func ("/outbox/poll-learns-nothing", test_poll_that_learns_nothing_goes_on);
  g_test_add_func ("/outbox/partly-done", test_partly_done);
  g_test_add_func ("/outbox/found-in-sending", test_found_in_sending_is_uncertain);
  g_test_add_func ("/outbox/found-in-sending/question", test_question_found_in_sending_is_not_sent);
  g_test_add_func ("/outbox/settle-outcomes", test_settle_outcomes);
  g_test_add_func ("/outbox/settle-too-early", test_settle_too_early_asks_again);
  g_test_add_func ("/outbox/stop-all", test_stop_all);
  g_test_add_func ("/outbox/stop-lets-the-wire-finish", test_stop_lets_the_wire_finish);
  g_test_add_func ("/outbox/no-secret", test_no_secret_is_not_sent);
  g_test_add_func ("/outbox/asked-each-session", test_asked_each_session);
  g_test_add_func ("/outbox/declined-secret", test_declined_secret);
  g_test_add_func ("/outbox/account-fault", test_account_fault_pauses_the_account);
  g_test_add_func ("/outbox/account-test", test_account_test);
  g_test_add_func ("/outbox/one-sender", test_one_sender);

  status = g_test_run ();
  spt_services_set_types (NULL);
  user_data_finish ();

  return status;
}
