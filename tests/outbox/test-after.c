/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After sending: what is stuck, what is said later, what is sent again, what was uploaded elsewhere
 * (design 3; GPD facts 13 T1, T2, T11). */
#include "desk.h"

#include "outbox/spt-follow.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"
#include "user-data.h"

#define MINUTE 60000

static gint64
first (GArray *ids)
{
  return g_array_index (ids, gint64, 0);
}

static SptOutcome *
pending (const char *code)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_PENDING, code);

  outcome->remote_id = g_strdup ("r1");
  outcome->http_status = 200;
  outcome->retry_after_ms = 5000;
  outcome->attention = code != NULL;

  return outcome;
}

/* "key=state,key=state"; states d, r, u. */
static SptOutcome *
report (const char *text)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);
      char state = pair[1][0];
      g_autofree char *words = g_strconcat ("said ", pair[1], NULL);

      spt_outcome_add_result (outcome, pair[0],
                              state == 'd' ? SPT_STATE_DONE : state == 'r' ? SPT_STATE_REFUSED
                              : SPT_STATE_UNCERTAIN,
                              state == 'd' ? NULL : "no", words);
    }
  outcome->report = g_bytes_new_static ("{}", 2);

  return outcome;
}

typedef struct
{
  gint64     id;
  GPtrArray *items;    /* (owned) */
  GPtrArray *events;   /* (owned) */
  GPtrArray *attempts; /* (owned) */
  GArray    *resends;  /* (owned) */
  guint      n_failed;
} Look;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;
  guint n_faulty;

  look->items = spt_db_list_items (db, look->id, FALSE, 0, 100, error);
  look->events = spt_db_list_events (db, look->id, error);
  look->attempts = spt_db_list_attempts (db, look->id, error);
  look->resends = spt_db_list_resends (db, look->id, error);

  return look->items != NULL && look->events != NULL && look->attempts != NULL &&
         look->resends != NULL &&
         spt_db_count_failed (db, look->id, FALSE, &look->n_failed, &n_faulty, error);
}

static Look *
look_at (Desk   *desk,
         gint64  id)
{
  g_autoptr (GError) error = NULL;
  Look *look = g_new0 (Look, 1);

  look->id = id;
  spt_store_run_sync (desk->store, SPT_STORE_READ, look_job, look, NULL, &error);
  g_assert_no_error (error);

  return look;
}

static void
look_free (Look *look)
{
  g_ptr_array_unref (look->items);
  g_ptr_array_unref (look->events);
  g_ptr_array_unref (look->attempts);
  g_array_unref (look->resends);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static guint
count_events (Look       *look,
              const char *kind,
              const char *part)
{
  guint n = 0;

  for (guint i = 0; i < look->events->len; i++)
    {
      const SptEvent *event = g_ptr_array_index (look->events, i);

      n += g_str_equal (event->kind, kind) &&
           (part == NULL || strstr (event->text, part) != NULL);
    }

  return n;
}

static void
assert_items (Desk       *desk,
              gint64      id,
              const char *wanted)
{
  g_autoptr (Look) look = look_at (desk, id);
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < look->items->len; i++)
    {
      const SptItem *item = g_ptr_array_index (look->items, i);

      g_string_append_printf (said, "%s%s %s%s%s", i > 0 ? "; " : "", item->key,
                              spt_state_to_string (item->state),
                              item->also != NULL ? ", also " : "",
                              item->also != NULL ? item->also : "");
    }
  g_assert_cmpstr (said->str, ==, wanted);
}

/* --- stuck ----------------------------------------------------------------------------------- */

typedef struct
{
  guint  n;
  gint64 id;
  char  *code;
} Heard;

static void
attention_cb (SptOutbox  *outbox,
              gint64      id,
              const char *code,
              gpointer    user_data)
{
  Heard *heard = user_data;

  heard->n++;
  heard->id = id;
  g_free (heard->code);
  heard->code = g_strdup (code);
}

static void
test_stuck_is_told_once (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  Heard heard = { 0 };

  fake_service_script (desk->service, SPT_CALL_SEND, pending (NULL));
  for (guint i = 0; i < 4; i++)
    fake_service_script (desk->service, SPT_CALL_POLL, pending ("stuck"));
  /* The network goes and comes back: no news about what is stuck. */
  fake_service_script (desk->service, SPT_CALL_POLL, spt_outcome_new (SPT_OUTCOME_NOT_SENT, "offline"));
  for (guint i = 0; i < 4; i++)
    fake_service_script (desk->service, SPT_CALL_POLL, pending ("stuck"));
  for (guint i = 0; i < 2; i++)
    fake_service_script (desk->service, SPT_CALL_POLL, pending ("stuck-part"));
  fake_service_script (desk->service, SPT_CALL_POLL, report ("a=d"));
  desk_start (desk);
  g_signal_connect (desk->outbox, "attention", G_CALLBACK (attention_cb), &heard);
  desk_wait_state (desk, first (ids), SPT_STATE_WAITING, MINUTE);
  desk_wait_state (desk, first (ids), SPT_STATE_DONE, 30 * MINUTE);

  g_assert_cmpuint (heard.n, ==, 2);
  g_assert_cmpint (heard.id, ==, first (ids));
  g_assert_cmpstr (heard.code, ==, "stuck-part");
  g_free (heard.code);
  {
    g_autoptr (Look) look = look_at (desk, first (ids));

    g_assert_cmpuint (count_events (look, "attention", "stuck"), ==, 2);
    /* What is said again and again is written once each time it changes: the upload, stuck, the
     * outage, stuck, stuck half-way, the report. */
    g_assert_cmpuint (look->attempts->len, ==, 6);
  }
}

/* Also when another process goes on with it. */
static void
test_stuck_is_told_once_for_all (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  Heard heard = { 0 };

  fake_service_script (desk->service, SPT_CALL_SEND, pending (NULL));
  for (guint i = 0; i < 30; i++)
    fake_service_script (desk->service, SPT_CALL_POLL, pending ("stuck"));
  desk_start (desk);
  g_signal_connect (desk->outbox, "attention", G_CALLBACK (attention_cb), &heard);
  desk_wait_state (desk, first (ids), SPT_STATE_WAITING, MINUTE);
  for (guint i = 0; i < 60 && heard.n == 0; i++)
    {
      spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 1000);
      desk_settle_down (desk);
    }
  g_assert_cmpuint (heard.n, ==, 1);

  desk_crash (desk);
  desk_start (desk);
  g_signal_connect (desk->outbox, "attention", G_CALLBACK (attention_cb), &heard);
  for (guint i = 0; i < 20; i++)
    {
      spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 1000);
      desk_settle_down (desk);
    }
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_POLL), >, 2);
  g_assert_cmpuint (heard.n, ==, 1);
  g_free (heard.code);
}

/* A person may say what became of what is stuck, and of nothing else that waits. */
static void
test_stuck_is_decided (void)
{
  static const struct
  {
    const char *saw;
    SptState    state;
  } table[] = {
    { "accepted", SPT_STATE_DONE }, { "refused", SPT_STATE_REFUSED }, { "nothing", SPT_STATE_NOT_SENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Desk) desk = desk_new ();
      g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
      g_autoptr (GError) error = NULL;

      fake_service_script (desk->service, SPT_CALL_SEND, pending (NULL));
      fake_service_script (desk->service, SPT_CALL_POLL, pending (NULL));
      fake_service_script (desk->service, SPT_CALL_POLL, pending ("stuck"));
      for (guint n = 0; n < 30; n++)
        fake_service_script (desk->service, SPT_CALL_POLL, pending ("stuck"));
      desk_start (desk);
      desk_wait_state (desk, first (ids), SPT_STATE_WAITING, MINUTE);
      g_assert_false (spt_decide (desk->store, first (ids), table[i].saw, NULL, "Anna", &error));
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
      g_clear_error (&error);

      for (guint n = 0; n < 20; n++)
        {
          spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 1000);
          desk_settle_down (desk);
        }
      g_assert_true (spt_decide (desk->store, first (ids), table[i].saw, "at the desk", "Anna",
                                 &error));
      g_assert_no_error (error);
      g_assert_cmpint (desk_get_state (desk, first (ids)), ==, table[i].state);
      {
        g_autoptr (Look) look = look_at (desk, first (ids));

        g_assert_cmpuint (count_events (look, "given-up", NULL), ==, 1);
        g_assert_cmpuint (count_events (look, "decision", table[i].saw), ==, 1);
      }
    }
}

/* --- a later word ------------------------------------------------------------------------------ */

static void
test_success_wins (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a b c d\n", TRUE);
  SptOutcome *early = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "answer-lost");

  /* The answer was lost in the middle, and what had come of it stands. */
  spt_outcome_add_result (early, "a", SPT_STATE_DONE, NULL, "made");
  spt_outcome_add_result (early, "b", SPT_STATE_REFUSED, "no", "not made");
  spt_outcome_add_result (early, "c", SPT_STATE_REFUSED, "no", "not made");
  fake_service_script (desk->service, SPT_CALL_SEND, early);
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_UNCERTAIN, MINUTE);
  assert_items (desk, first (ids), "a done; b refused; c refused; d uncertain");

  fake_service_script (desk->service, SPT_CALL_SETTLE, report ("a=r,b=d,c=u,d=d"));
  {
    GAsyncResult *pending_result = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    SptState state;

    spt_outbox_settle_async (desk->outbox, first (ids), NULL, spt_test_async_cb, &pending_result);
    result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
    spt_outbox_settle_finish (desk->outbox, result, &state, &error);
    g_assert_no_error (error);
    /* Three done, one refused: counted as they stand, not as the last report says. */
    g_assert_cmpint (state, ==, SPT_STATE_PARTLY_DONE);
  }
  assert_items (desk, first (ids),
                "a done, also said r; b done, also not made; c refused, also said u; d done");
  {
    g_autoptr (Look) look = look_at (desk, first (ids));

    g_assert_cmpuint (count_events (look, "report", "3 results say otherwise than before"), ==, 1);
  }
}

/* --- asked for again --------------------------------------------------------------------------- */

static SptReportAgain *
ask_again (Desk    *desk,
           gint64   id,
           GError **error)
{
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  spt_outbox_ask_again_async (desk->outbox, id, NULL, spt_test_async_cb, &pending_result);
  for (guint i = 0; i < 100 && pending_result == NULL; i++)
    {
      desk_settle_down (desk);
      /* Its turn among the calls of the key comes with the time. */
      if (pending_result == NULL)
        spt_fake_clock_advance (SPT_FAKE_CLOCK (desk->clock), 100);
    }
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);

  return spt_outbox_ask_again_finish (desk->outbox, result, error);
}

static void
finished_cb (SptOutbox *outbox,
             gint64     id,
             SptState   state,
             gpointer   user_data)
{
  *(guint *) user_data += 1;
}

static SptOutcome *
numbered (SptOutcome *outcome)
{
  outcome->remote_id = g_strdup ("r1");
  outcome->http_status = 200;

  return outcome;
}

/* A refusal turns out to be a success; the same report twice is the same as once. */
static void
test_again_corrects (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a b c\n", TRUE);
  g_autoptr (SptReportAgain) first_time = NULL;
  g_autoptr (SptReportAgain) second_time = NULL;
  g_autoptr (GError) error = NULL;
  guint n_finished = 0;

  fake_service_script (desk->service, SPT_CALL_SEND, numbered (report ("a=d,b=r,c=r")));
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_PARTLY_DONE, MINUTE);
  g_signal_connect (desk->outbox, "finished", G_CALLBACK (finished_cb), &n_finished);

  fake_service_script (desk->service, SPT_CALL_POLL, report ("a=d,b=d,c=d"));
  first_time = ask_again (desk, first (ids), &error);
  g_assert_no_error (error);
  g_assert_true (first_time->answered);
  g_assert_cmpuint (first_time->n_corrected, ==, 2);
  g_assert_cmpint (first_time->state, ==, SPT_STATE_DONE);
  g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_DONE);
  g_assert_cmpuint (n_finished, ==, 1);
  assert_items (desk, first (ids), "a done; b done, also said r; c done, also said r");

  fake_service_script (desk->service, SPT_CALL_POLL, report ("a=d,b=d,c=d"));
  second_time = ask_again (desk, first (ids), &error);
  g_assert_no_error (error);
  g_assert_true (second_time->answered);
  g_assert_cmpuint (second_time->n_corrected + second_time->n_against, ==, 0);
  g_assert_cmpuint (n_finished, ==, 1);
  assert_items (desk, first (ids), "a done; b done, also said r; c done, also said r");
  {
    g_autoptr (Look) look = look_at (desk, first (ids));

    g_assert_cmpuint (count_events (look, "corrected", "partly-done to done; 2 corrected"), ==, 1);
    g_assert_cmpuint (count_events (look, "corrected", NULL), ==, 1);
    g_assert_cmpuint (look->attempts->len, ==, 3);
    g_assert_cmpuint (look->n_failed, ==, 0);
  }
  /* One request each, and nothing was sent. */
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_POLL), ==, 2);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
}

/* Where no report comes nothing that is known becomes less so. */
static void
test_again_learns_nothing (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a b\n", TRUE);
  SptOutcome *outcomes[4];

  fake_service_script (desk->service, SPT_CALL_SEND, numbered (report ("a=d,b=r")));
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_PARTLY_DONE, MINUTE);
  outcomes[0] = pending ("stuck");
  outcomes[1] = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "upload-not-found");
  outcomes[2] = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "offline");
  outcomes[3] = spt_outcome_new (SPT_OUTCOME_REFUSED, "gone");
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_autofree char *code = g_strdup (outcomes[i]->code);
      g_autoptr (SptReportAgain) again = NULL;
      g_autoptr (GError) error = NULL;

      fake_service_script (desk->service, SPT_CALL_POLL, outcomes[i]);
      again = ask_again (desk, first (ids), &error);
      g_assert_no_error (error);
      g_assert_false (again->answered);
      g_assert_cmpstr (again->code, ==, code);
      g_assert_cmpint (again->state, ==, SPT_STATE_PARTLY_DONE);
      g_assert_cmpint (desk_get_state (desk, first (ids)), ==, SPT_STATE_PARTLY_DONE);
    }
  assert_items (desk, first (ids), "a done; b refused");
  {
    g_autoptr (Look) look = look_at (desk, first (ids));

    g_assert_cmpuint (count_events (look, "attention", NULL), ==, 0);
    g_assert_cmpuint (look->attempts->len, ==, 1 + G_N_ELEMENTS (outcomes));
  }
}

/* What was sent again is the later submission's matter: there is nothing left to send of the first,
 * and the second is as it was. */
static void
test_again_leaves_later (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a b\n", TRUE);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GArray) second = NULL;
  g_autoptr (SptReportAgain) again = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_script (desk->service, SPT_CALL_SEND, numbered (report ("a=d,b=r")));
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_PARTLY_DONE, MINUTE);
  fake_service_script (desk->service, SPT_CALL_SEND, report ("b=r"));
  second = spt_resend_failed (desk->store, first (ids), FALSE, FALSE, TRUE, "Anna", issues, &error);
  g_assert_no_error (error);
  desk_wait_state (desk, first (second), SPT_STATE_REFUSED, MINUTE);

  fake_service_script (desk->service, SPT_CALL_POLL, report ("a=d,b=d"));
  again = ask_again (desk, first (ids), &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->state, ==, SPT_STATE_DONE);
  g_assert_cmpint (desk_get_state (desk, first (second)), ==, SPT_STATE_REFUSED);
  assert_items (desk, first (second), "b refused");

  /* The second has no number of the service's: it cannot be asked about. */
  g_clear_pointer (&again, spt_report_again_free);
  again = ask_again (desk, first (second), &error);
  g_assert_null (again);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
}

/* --- sent again -------------------------------------------------------------------------------- */

static void
test_nothing_is_sent_twice (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a b c\n", TRUE);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GArray) second = NULL;
  g_autoptr (GArray) third = NULL;
  g_autoptr (GArray) withdrawn = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_script (desk->service, SPT_CALL_SEND, report ("a=d,b=r,c=r"));
  desk_start (desk);
  desk_wait_state (desk, first (ids), SPT_STATE_PARTLY_DONE, MINUTE);

  /* Withdrawn is not sent. */
  withdrawn = spt_resend_failed (desk->store, first (ids), FALSE, FALSE, FALSE, "Anna", issues, &error);
  g_assert_no_error (error);
  {
    g_autoptr (Look) look = look_at (desk, first (ids));

    g_assert_cmpuint (look->n_failed, ==, 0);
    g_assert_cmpuint (look->resends->len, ==, 1);
  }
  g_assert_null (spt_resend_failed (desk->store, first (ids), FALSE, FALSE, FALSE, "Anna", issues, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  desk_cancel (desk, first (withdrawn));

  fake_service_script (desk->service, SPT_CALL_SEND, report ("b=d,c=r"));
  second = spt_resend_failed (desk->store, first (ids), FALSE, FALSE, TRUE, "Anna", issues, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->len, ==, 1);
  desk_wait_state (desk, first (second), SPT_STATE_PARTLY_DONE, MINUTE);
  g_assert_cmpstr (fake_service_get_body (desk->service), ==, "b c");

  /* What failed again belongs to the second; nothing of the first is left. */
  g_assert_null (spt_resend_failed (desk->store, first (ids), FALSE, FALSE, TRUE, "Anna", issues, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  fake_service_script (desk->service, SPT_CALL_SEND, report ("c=d"));
  third = spt_resend_failed (desk->store, first (second), FALSE, FALSE, TRUE, "Anna", issues, &error);
  g_assert_no_error (error);
  desk_wait_state (desk, first (third), SPT_STATE_DONE, MINUTE);
  g_assert_cmpstr (fake_service_get_body (desk->service), ==, "c");

  /* The first is as it was. */
  assert_items (desk, first (ids), "a done; b refused; c refused");
}

/* --- uploads made elsewhere -------------------------------------------------------------------- */

static void
test_ids (void)
{
  static const struct
  {
    const char *typed;
    const char *id;
  } table[] = {
    { "0123_456_abc", "0123_456_abc" },
    { "  0123_456_abc\n", "0123_456_abc" },
    { "\"0123_456_abc\"", "0123_456_abc" },
    { "brokers/0123/organizations/456/debtpositions/file/0123_456_abc/status", "0123_456_abc" },
    { "https://example.invalid/v2/file/0123_456_abc/report", "0123_456_abc" },
    { "", NULL }, { "a b", NULL }, { "..", NULL }, { "x/..", NULL }, { "a?b", NULL }, { "a%2f", NULL },
    { "è", NULL }, { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *id = spt_follow_dup_id (table[i].typed);

      g_assert_cmpstr (id, ==, table[i].id);
    }
}

static void
test_follow (void)
{
  static const struct
  {
    const char *report;
    SptState    state;
    const char *items;
  } table[] = {
    { "x=d,y=d", SPT_STATE_DONE, "x done; y done" },
    { "x=d,y=r", SPT_STATE_PARTLY_DONE, "x done; y refused" },
    { "x=r", SPT_STATE_REFUSED, "x refused" },
    { "x=u", SPT_STATE_UNCERTAIN, "x uncertain" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Desk) desk = desk_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
      SptOutcome *last = report (table[i].report);
      gint64 id;

      last->operation = g_strdup ("fake.write");
      fake_service_script (desk->service, SPT_CALL_POLL, pending (NULL));
      fake_service_script (desk->service, SPT_CALL_POLL, last);
      id = spt_follow_upload (desk->store, desk->account_id, NULL, " r1/status ", "elsewhere", "Anna",
                              &error);
      g_assert_no_error (error);
      g_assert_cmpint (desk_get_state (desk, id), ==, SPT_STATE_WAITING);
      desk_start (desk);
      desk_wait_state (desk, id, table[i].state, MINUTE);
      assert_items (desk, id, table[i].items);
      g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 0);

      /* Once is enough; and nothing of it is ours to send. */
      g_assert_cmpint (spt_follow_upload (desk->store, desk->account_id, NULL, "r1", "again", "Anna",
                                          &error), ==, 0);
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
      g_clear_error (&error);
      g_assert_null (spt_resend_failed (desk->store, id, FALSE, FALSE, FALSE, "Anna", issues, &error));
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
      {
        g_autoptr (Look) look = look_at (desk, id);

        g_assert_cmpuint (look->n_failed, ==, 0);
        g_assert_cmpuint (count_events (look, "followed", "r1"), ==, 1);
      }
    }
}

/* A lost upload of ours that somebody follows as other software's is still found when it is looked
 * up: otherwise it would count as not sent, and leave twice. */
static void
known_hook (const SptCall *call,
            SptCallKind    kind,
            gpointer       user_data)
{
  if (kind == SPT_CALL_SETTLE)
    *(guint *) user_data = call->known_remote_ids->len;
}

static void
test_follow_hides_nothing (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = desk_prepare (desk, "fake.write", "a\n", TRUE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending_result = NULL;
  guint n_known = 99;
  SptState state;

  fake_service_script (desk->service, SPT_CALL_SEND, spt_outcome_new (SPT_OUTCOME_UNKNOWN, "lost"));
  fake_service_script (desk->service, SPT_CALL_POLL, report ("a=d"));
  fake_service_script (desk->service, SPT_CALL_SETTLE, report ("a=d"));
  g_assert_cmpint (spt_follow_upload (desk->store, desk->account_id, NULL, "r1", "x", "Anna", &error), >, 0);
  g_assert_no_error (error);
  desk_start (desk);
  fake_service_set_hook (desk->service, known_hook, &n_known);
  desk_wait_state (desk, first (ids), SPT_STATE_UNCERTAIN, MINUTE);
  spt_outbox_settle_async (desk->outbox, first (ids), NULL, spt_test_async_cb, &pending_result);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  spt_outbox_settle_finish (desk->outbox, result, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, SPT_STATE_DONE);
  g_assert_cmpuint (n_known, ==, 0);
  fake_service_set_hook (desk->service, NULL, NULL);
}

/* "Nothing is there" makes it not sent; there is nothing to send all the same. */
static void
test_follow_is_never_sent (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  gint64 id = spt_follow_upload (desk->store, desk->account_id, "fake.write", "r1", "x", "Anna",
                                 &error);

  g_assert_no_error (error);
  fake_service_script (desk->service, SPT_CALL_POLL, spt_outcome_new (SPT_OUTCOME_UNKNOWN, "lost"));
  desk_start (desk);
  desk_wait_state (desk, id, SPT_STATE_UNCERTAIN, MINUTE);
  g_assert_true (spt_decide (desk->store, id, "nothing", NULL, "Anna", &error));
  g_assert_false (desk_try_order (desk, id, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 0);
  g_clear_error (&error);
  g_assert_cmpint (spt_follow_upload (desk->store, desk->account_id, "other.op", "r2", "x", "Anna",
                                      &error), ==, 0);
  g_assert_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  user_data_init ();
  g_test_add_func ("/after/stuck/told-once", test_stuck_is_told_once);
  g_test_add_func ("/after/stuck/told-once-for-all", test_stuck_is_told_once_for_all);
  g_test_add_func ("/after/stuck/decided", test_stuck_is_decided);
  g_test_add_func ("/after/success-wins", test_success_wins);
  g_test_add_func ("/after/again/corrects", test_again_corrects);
  g_test_add_func ("/after/again/learns-nothing", test_again_learns_nothing);
  g_test_add_func ("/after/again/leaves-later", test_again_leaves_later);
  g_test_add_func ("/after/nothing-is-sent-twice", test_nothing_is_sent_twice);
  g_test_add_func ("/after/follow/ids", test_ids);
  g_test_add_func ("/after/follow/to-the-end", test_follow);
  g_test_add_func ("/after/follow/hides-nothing", test_follow_hides_nothing);
  g_test_add_func ("/after/follow/never-sent", test_follow_is_never_sent);

  status = g_test_run ();
  spt_services_set_types (NULL);
  user_data_finish ();

  return status;
}
