/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers in the outbox: one request each, news in the transaction of the answer, when a service is
 * asked by itself. */
#include "desk.h"

#include <string.h>

#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-db.h"
#include "user-data.h"

#define MINUTE 60000

typedef struct
{
  guint n;
  guint n_changed;
  guint n_found;
  guint n_open;
} News;

static void
news_cb (SptOutbox  *outbox,
         gint64      account_id,
         guint       n_changed,
         guint       n_found,
         GHashTable *stages,
         gpointer    user_data)
{
  News *news = user_data;

  news->n++;
  news->n_changed += n_changed;
  news->n_found += n_found;
  if (stages != NULL)
    news->n_open += GPOINTER_TO_UINT (g_hash_table_lookup (stages, "open"));
}

typedef struct
{
  const char *key;
  gint64      id;
} Save;

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Save *save = data;
  const SptDossierColumns columns = {
    .key = save->key, .name = "Rossi", .given_name = "", .type = "", .detail = "", .place = "",
    .next_operation = "ask",
  };

  save->id = spt_db_save_dossier (db, SPT_KIND_VOUCHERS, 0, save->key, &columns, NULL, 0, 0, "Anna",
                                  error);

  return save->id != 0;
}

static gint64
add_dossier (Desk       *desk,
             const char *key)
{
  g_autoptr (GError) error = NULL;
  Save save = { .key = key };

  spt_store_run_sync (desk->store, SPT_STORE_WRITE, save_job, &save, NULL, &error);
  g_assert_no_error (error);

  return save.id;
}

static GArray *
prepare (Desk       *desk,
         const char *operation,
         gint64      id,
         gboolean    order)
{
  g_autoptr (GError) error = NULL;
  SptPrepareOptions options = {
    .operation = operation, .account_id = desk->account_id, .who = "Anna", .order = order,
    .ids = id != 0 ? &id : NULL, .n_ids = id != 0,
  };
  SptPrepareResult *result = spt_prepare (desk->store, &options, NULL, &error);
  GArray *ids;

  g_assert_no_error (error);
  ids = g_array_ref (result->submissions);
  spt_prepare_result_free (result);

  return ids;
}

typedef struct
{
  gint64      id;
  SptDossier *dossier; /* (owned) (nullable) */
  gint64      n_events; /* of kind "news" */
  gint64      account_id;
  gint64      watched;
  char       *code;    /* (owned) (nullable) */
} Look;

static gboolean
look_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Look *look = data;

  if (look->id != 0)
    {
      look->dossier = spt_db_get_dossier (db, look->id, error);
      if (look->dossier == NULL)
        return FALSE;
    }

  return spt_db_query_int (db, 0, &look->n_events, error,
                           "SELECT count (*) FROM event WHERE kind = 'news'", "") &&
         spt_db_get_watched (db, look->account_id, &look->watched, &look->code, error);
}

static Look *
look_at (Desk   *desk,
         gint64  id)
{
  g_autoptr (GError) error = NULL;
  Look *look = g_new0 (Look, 1);

  look->id = id;
  look->account_id = desk->account_id;
  spt_store_run_sync (desk->store, SPT_STORE_READ, look_job, look, NULL, &error);
  g_assert_no_error (error);

  return look;
}

static void
look_free (Look *look)
{
  g_clear_object (&look->dossier);
  g_free (look->code);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
assert_standing (Desk       *desk,
                 gint64      id,
                 SptState    state,
                 const char *phase)
{
  g_autoptr (Look) look = look_at (desk, id);

  g_assert_cmpstr (spt_state_to_string (spt_dossier_get_data (look->dossier)->state), ==,
                   spt_state_to_string (state));
  g_assert_cmpstr (spt_dossier_get_data (look->dossier)->phase, ==, phase);
}

static SptOutcome *
accepted (const char *key,
          const char *remote_id,
          const char *phase,
          const char *stage)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);
  const SptDossierNews news = { .key = key, .remote_id = remote_id, .phase = phase, .stage = stage };

  outcome->http_status = 200;
  if (key != NULL)
    spt_outcome_add_news (outcome, &news);

  return outcome;
}

static SptOutcome *
failed (SptOutcomeKind  kind,
        const char     *code)
{
  return spt_outcome_new (kind, code);
}

static void
pass (Desk   *desk,
      gint64  ms)
{
  while (ms > 0)
    {
      gint64 step = MIN (ms, MINUTE);

      spt_fake_clock_advance (desk->clock, step);
      desk_settle_down (desk);
      ms -= step;
    }
}

static guint
n_watched (Desk *desk)
{
  return fake_service_get_n (desk->service, SPT_CALL_WATCH);
}

/* --- one request ---------------------------------------------------------------------------------- */

static void
test_answer (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = NULL;
  g_autoptr (Look) look = NULL;
  gint64 one = add_dossier (desk, "AAA");
  gint64 two = add_dossier (desk, "BBB");

  /* All that is ready: a request each, one job, one after the other. */
  ids = prepare (desk, "fake.ask", 0, TRUE);
  g_assert_cmpuint (ids->len, ==, 2);
  fake_service_script (desk->service, SPT_CALL_SEND, accepted ("AAA", NULL, "Inviata", "asked"));
  fake_service_script (desk->service, SPT_CALL_SEND,
                       failed (SPT_OUTCOME_REFUSED, "NOK_002"));
  desk_start (desk);
  desk_wait_state (desk, g_array_index (ids, gint64, 1), SPT_STATE_REFUSED, 10000);
  assert_standing (desk, one, SPT_STATE_DONE, "Inviata");
  assert_standing (desk, two, SPT_STATE_REFUSED, "");
  look = look_at (desk, two);
  g_assert_cmpstr (spt_dossier_get_data (look->dossier)->next_operation, ==, "ask");
  g_assert_cmpuint (n_watched (desk), ==, 0);
}

/* What is not prepared with an operation does not leave, whoever names it. */
static void
test_not_prepared (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 id = add_dossier (desk, "AAA");
  SptPrepareOptions options = {
    .operation = "fake.ask", .account_id = desk->account_id, .ids = &id, .n_ids = 1, .who = "Anna",
  };
  SptPrepareResult *result;

  ids = prepare (desk, "fake.ask", id, TRUE);
  fake_service_script (desk->service, SPT_CALL_SEND, accepted ("AAA", NULL, "Inviata", "asked"));
  desk_start (desk);
  desk_wait_state (desk, g_array_index (ids, gint64, 0), SPT_STATE_DONE, 10000);
  result = spt_prepare (desk->store, &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->job_id, ==, 0);
  g_assert_cmpstr (spt_issue_list_get (result->issues, 0)->code, ==, "not-prepared");
  spt_prepare_result_free (result);
}

static void
test_resend_job (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) again = NULL;
  g_autoptr (GArray) nothing = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *key = g_strdup_printf ("KEY%u", i);

      add_dossier (desk, key);
    }
  ids = prepare (desk, "fake.ask", 0, TRUE);
  fake_service_script (desk->service, SPT_CALL_SEND, failed (SPT_OUTCOME_REFUSED, "no"));
  fake_service_script (desk->service, SPT_CALL_SEND, accepted ("KEY1", NULL, "Inviata", "asked"));
  fake_service_script (desk->service, SPT_CALL_SEND, failed (SPT_OUTCOME_REFUSED, "no"));
  desk_start (desk);
  desk_wait_state (desk, g_array_index (ids, gint64, 2), SPT_STATE_REFUSED, 20000);

  again = spt_resend_failed (desk->store, g_array_index (ids, gint64, 0), TRUE, TRUE, FALSE, "Anna", issues, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 2);
  nothing = spt_resend_failed (desk->store, g_array_index (ids, gint64, 0), TRUE, TRUE, FALSE, "Anna", issues, &error);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
}

/* --- the list --------------------------------------------------------------------------------------- */

static void
test_list_operation (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = prepare (desk, "fake.list", 0, TRUE);
  g_autoptr (Look) look = NULL;
  News news = { 0 };

  g_assert_cmpuint (ids->len, ==, 1);
  fake_service_script (desk->service, SPT_CALL_SEND, accepted ("AAA", "P1", "Prenotata", "open"));
  desk_start (desk);
  g_signal_connect (desk->outbox, "news", G_CALLBACK (news_cb), &news);
  desk_wait_state (desk, g_array_index (ids, gint64, 0), SPT_STATE_DONE, 10000);
  g_assert_cmpuint (news.n, ==, 1);
  g_assert_cmpuint (news.n_found, ==, 1);
  g_assert_cmpuint (news.n_open, ==, 1);

  /* It was asked just now: not again before its time. */
  look = look_at (desk, 1);
  g_assert_cmpint (look->watched, !=, 0);
  g_assert_cmpstr (spt_dossier_get_data (look->dossier)->remote_id, ==, "P1");
  pass (desk, 10 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 0);
}

/* An archive with something at the service, never asked about. */
static void
begin_watch (Desk *desk)
{
  g_autoptr (GArray) ids = NULL;

  add_dossier (desk, "AAA");
  ids = prepare (desk, "fake.ask", 0, TRUE);
  fake_service_script (desk->service, SPT_CALL_SEND, accepted ("AAA", NULL, "Inviata", "asked"));
  desk_start (desk);
  desk_wait_state (desk, g_array_index (ids, gint64, 0), SPT_STATE_DONE, 10000);
}

static void
test_watch_due (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (Look) look = NULL;
  News news = { 0 };

  fake_service_script (desk->service, SPT_CALL_WATCH, accepted ("ZZZ", "P9", "Attesa", "asked"));
  begin_watch (desk);
  g_signal_connect (desk->outbox, "news", G_CALLBACK (news_cb), &news);
  pass (desk, 2 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 1);
  g_assert_cmpuint (news.n_found, ==, 1);

  /* Nothing new: no word, no event; and a quarter of an hour, with a tenth more at most. */
  fake_service_script (desk->service, SPT_CALL_WATCH, accepted ("ZZZ", "P9", "Attesa", "asked"));
  pass (desk, 12 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 1);
  pass (desk, 6 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 2);
  g_assert_cmpuint (news.n, ==, 1);
  look = look_at (desk, 0);
  g_assert_cmpint (look->n_events, ==, 1);

  /* Stopped: nothing is asked by itself. */
  spt_outbox_set_stopped (desk->outbox, TRUE);
  pass (desk, 40 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 2);
}

static void
test_watch_back_off (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (Look) look = NULL;

  fake_service_script (desk->service, SPT_CALL_WATCH, failed (SPT_OUTCOME_UNKNOWN, "http-500"));
  begin_watch (desk);
  pass (desk, MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 1);
  look = look_at (desk, 0);
  g_assert_cmpstr (look->code, ==, "http-500");

  /* Twice the time, and a restart asks no earlier. */
  pass (desk, 20 * MINUTE);
  desk_stop (desk);
  desk_crash (desk);
  desk_start (desk);
  pass (desk, 5 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 1);
  fake_service_script (desk->service, SPT_CALL_WATCH, failed (SPT_OUTCOME_NOT_SENT, NULL));
  pass (desk, 9 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 2);

  /* Four times. */
  pass (desk, 58 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 2);
  fake_service_script (desk->service, SPT_CALL_WATCH, accepted (NULL, NULL, NULL, NULL));
  pass (desk, 9 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 3);
}

static void
watch_now (Desk        *desk,
           SptNewsSum  *sum,
           char       **code)
{
  GAsyncResult *pending_result = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  spt_outbox_watch_async (desk->outbox, desk->account_id, NULL, spt_test_async_cb, &pending_result);
  desk_settle_down (desk);
  spt_fake_clock_advance (desk->clock, 1500);
  result = spt_test_await (&pending_result, SPT_TEST_TIMEOUT_MS);
  spt_outbox_watch_finish (desk->outbox, result, sum, code, &error);
  g_assert_no_error (error);
}

static void
test_watch_now (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_auto (SptNewsSum) sum = { 0 };
  g_autofree char *code = NULL;

  /* Nothing of ours is there, but somebody wants to know. */
  desk_start (desk);
  fake_service_script (desk->service, SPT_CALL_WATCH, accepted ("ZZZ", "P9", "Prenotata", "open"));
  watch_now (desk, &sum, &code);
  g_assert_null (code);
  g_assert_cmpuint (sum.n_found, ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (sum.stages, "open")), ==, 1);
  spt_news_sum_clear (&sum);

  fake_service_script (desk->service, SPT_CALL_WATCH, failed (SPT_OUTCOME_NOT_SENT, "auth-rejected"));
  watch_now (desk, &sum, &code);
  g_assert_cmpstr (code, ==, "auth-rejected");
  g_assert_cmpuint (sum.n_changed, ==, 0);
}

static void
count_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_outbox_watch_finish (SPT_OUTBOX (object), result, NULL, NULL, &error));
  (*(guint *) user_data)++;
}

/* Never two with one key: what a person wants waits for what is being sent, and two persons get one
 * answer. */
static void
test_watch_waits (void)
{
  g_autoptr (Desk) desk = desk_new ();
  g_autoptr (GArray) ids = NULL;
  guint n_answers = 0;

  add_dossier (desk, "AAA");
  ids = prepare (desk, "fake.ask", 0, TRUE);
  fake_service_script (desk->service, SPT_CALL_SEND, NULL);
  desk_start (desk);
  desk_settle_down (desk);
  g_assert_cmpuint (fake_service_get_n (desk->service, SPT_CALL_SEND), ==, 1);
  spt_outbox_watch_async (desk->outbox, desk->account_id, NULL, count_cb, &n_answers);
  spt_outbox_watch_async (desk->outbox, desk->account_id, NULL, count_cb, &n_answers);
  pass (desk, MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 0);

  fake_service_script (desk->service, SPT_CALL_WATCH, accepted ("AAA", "P1", "Attesa", "asked"));
  fake_service_release (desk->service, accepted ("AAA", NULL, "Inviata", "asked"));
  pass (desk, 2 * MINUTE);
  g_assert_cmpuint (n_watched (desk), ==, 1);
  g_assert_cmpuint (n_answers, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  user_data_init ();

  g_test_add_func ("/outbox/dossiers/answer", test_answer);
  g_test_add_func ("/outbox/dossiers/not-prepared", test_not_prepared);
  g_test_add_func ("/outbox/dossiers/resend-job", test_resend_job);
  g_test_add_func ("/outbox/dossiers/list-operation", test_list_operation);
  g_test_add_func ("/outbox/dossiers/watch-due", test_watch_due);
  g_test_add_func ("/outbox/dossiers/watch-back-off", test_watch_back_off);
  g_test_add_func ("/outbox/dossiers/watch-now", test_watch_now);
  g_test_add_func ("/outbox/dossiers/watch-waits", test_watch_waits);

  return g_test_run ();
}
