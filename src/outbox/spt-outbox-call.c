/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of one call: load, secrets, write before the wire, call, write what came. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include <string.h>

#include "outbox/spt-outbox-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"

/* How long until the archive is tried again when it could not take what came of a call. */
#define WRITE_AGAIN_MS 2000
/* From here on a call's results are freed away from the main thread. */
#define MANY_RESULTS   5000

#define FIRST_CHECK_MS   2000
#define LONGEST_CHECK_MS 30000
#define LATE_CHECK_MS    120000 /* after so many polls that nobody sits waiting */
#define LATE_AFTER_POLLS 120

#define FOLLOWED_LOOK_MS (5 * G_GINT64_CONSTANT (86400000))

#define FIRST_TRY_MS   5000
#define LONGEST_TRY_MS 300000

struct _SptOutboxCall
{
  SptOutbox         *outbox;      /* (owned) */
  SptCallKind        kind;
  gint64             id;
  GCancellable      *cancellable; /* (owned) (nullable) */
  SptOutboxCallDone  done;

  SptSubmissionRow  *row;         /* (owned) */
  SptAccount        *account;     /* (owned) */
  SptService        *service;     /* borrowed: services live as long as the process */
  GHashTable        *secrets;     /* (owned) */
  GBytes            *body;        /* (owned) (nullable) */
  GPtrArray         *keys;        /* (owned) (nullable) */
  GPtrArray         *known;       /* (owned) (nullable) */
  GPtrArray         *said_done;   /* (owned) (nullable): keys that an earlier word called done */
  SptOutcome        *outcome;     /* (owned) (nullable) */

  SptState           state;       /* where the submission stands, as far as this call knows */
  gint64             attempt_id;
  char              *attention;   /* (owned) (nullable): code that a person has not been told yet */
  guint              asking : 1;
};

/* What a job on the store's thread needs and gives; only plain data, and objects nobody else holds
 * meanwhile. */
typedef struct
{
  SptOutboxCall *call;   /* borrowed: the call waits for the job */
  SptState       state;
  const char    *code;
} Job;

static void write_outcome (SptOutboxCall *call);

/* What a large call held takes longer to free than a frame lasts. */
typedef struct
{
  SptOutcome *outcome; /* (owned) (nullable) */
  GPtrArray  *keys;    /* (owned) (nullable) */
} Remains;

static gpointer
free_remains (gpointer data)
{
  Remains *remains = data;

  g_clear_pointer (&remains->outcome, spt_outcome_free);
  g_clear_pointer (&remains->keys, g_ptr_array_unref);
  g_free (remains);

  return NULL;
}

static void
free_elsewhere (SptOutboxCall *call)
{
  Remains *remains;

  if (call->outcome == NULL || call->outcome->results->len < MANY_RESULTS)
    return;

  remains = g_new (Remains, 1);
  remains->outcome = g_steal_pointer (&call->outcome);
  remains->keys = g_steal_pointer (&call->keys);
  g_thread_unref (g_thread_new ("spt-remains", free_remains, remains));
}

static void
call_free (SptOutboxCall *call)
{
  free_elsewhere (call);
  g_clear_pointer (&call->row, spt_submission_row_free);
  g_clear_object (&call->account);
  g_clear_pointer (&call->secrets, g_hash_table_unref);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_clear_pointer (&call->keys, g_ptr_array_unref);
  g_clear_pointer (&call->known, g_ptr_array_unref);
  g_clear_pointer (&call->said_done, g_ptr_array_unref);
  g_clear_pointer (&call->attention, g_free);
  g_clear_pointer (&call->outcome, spt_outcome_free);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->outbox);
  g_free (call);
}

static void
end (SptOutboxCall *call,
     const GError  *error)
{
  call->done (call->outbox, call, call->id, call->state, error);
  call_free (call);
}

/* --- delays --------------------------------------------------------------------------------- */

/* A tenth more or less, so that many desks do not ask in step. */
static gint64
with_jitter (gint64 ms)
{
  return ms + g_random_int_range (-(int) (ms / 10), (int) (ms / 10) + 1);
}

static gint64
poll_delay (SptOutboxCall *call)
{
  gint64 ms = FIRST_CHECK_MS;

  if (call->outcome->retry_after_ms >= 0)
    return call->outcome->retry_after_ms;
  if (call->row->n_polls > LATE_AFTER_POLLS)
    return with_jitter (LATE_CHECK_MS);
  for (guint i = 0; i < call->row->n_polls && ms < LONGEST_CHECK_MS; i++)
    ms += ms / 2;

  return with_jitter (MIN (ms, LONGEST_CHECK_MS));
}

static gint64
try_delay (SptOutboxCall *call)
{
  gint64 ms = FIRST_TRY_MS;

  if (call->outcome->retry_after_ms >= 0)
    return call->outcome->retry_after_ms;
  for (guint i = 0; i < call->row->n_tries && ms < LONGEST_TRY_MS; i++)
    ms *= 2;

  return with_jitter (MIN (ms, LONGEST_TRY_MS));
}

/* --- what an outcome means ------------------------------------------------------------------ */

static SptState
state_of_counts (guint n_items,
                 guint n_done,
                 guint n_refused)
{
  if (n_done == n_items)
    return SPT_STATE_DONE;
  if (n_done > 0)
    return SPT_STATE_PARTLY_DONE;
  return n_refused == n_items ? SPT_STATE_REFUSED : SPT_STATE_UNCERTAIN;
}

/* When the rows are those that the report names, as a followed upload's are; without any there is
 * nothing to tell. */
static SptState
state_of_named (SptOutboxCall *call)
{
  GPtrArray *results = call->outcome->results;
  guint n_done = 0, n_refused = 0;

  for (guint i = 0; i < results->len; i++)
    {
      SptItemResult *result = g_ptr_array_index (results, i);

      n_done += result->state == SPT_STATE_DONE;
      n_refused += result->state == SPT_STATE_REFUSED;
    }

  return results->len == 0 ? SPT_STATE_UNCERTAIN
                           : state_of_counts (results->len, n_done, n_refused);
}

/* A large report comes spread over the items in their order: nothing has to be looked up. */
static gboolean
names_all_in_order (SptOutboxCall *call)
{
  GPtrArray *results = call->outcome->results;

  if (results->len != call->keys->len || call->row->n_items != results->len ||
      (call->said_done != NULL && call->said_done->len > 0))
    return FALSE;
  for (guint i = 0; i < results->len; i++)
    {
      if (strcmp (((SptItemResult *) g_ptr_array_index (results, i))->key,
                  g_ptr_array_index (call->keys, i)) != 0)
        return FALSE;
    }

  return TRUE;
}

/* Results for keys that were never sent count for nothing; items that no result names are in
 * doubt; what an earlier word called done stays done. */
static SptState
state_of_results (SptOutboxCall *call)
{
  g_autoptr (GHashTable) own = NULL;
  GPtrArray *results = call->outcome->results;
  guint n_done = 0, n_refused = 0;

  if (call->row->followed)
    return state_of_named (call);
  if (results->len == 0)
    return SPT_STATE_DONE;
  if (names_all_in_order (call))
    return state_of_named (call);

  own = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < call->keys->len; i++)
    g_hash_table_add (own, g_ptr_array_index (call->keys, i));
  for (guint i = 0; call->said_done != NULL && i < call->said_done->len; i++)
    n_done += g_hash_table_remove (own, g_ptr_array_index (call->said_done, i));

  for (guint i = 0; i < results->len; i++)
    {
      SptItemResult *result = g_ptr_array_index (results, i);

      if (!g_hash_table_contains (own, result->key))
        continue;
      n_done += result->state == SPT_STATE_DONE;
      n_refused += result->state == SPT_STATE_REFUSED;
    }

  return state_of_counts (call->row->n_items, n_done, n_refused);
}

static gboolean
changes_something (SptOutboxCall *call)
{
  const SptOperationInfo *info = spt_service_find_operation (call->service, call->row->operation);

  return info == NULL || info->changes_something;
}

/* Design 3: the four kinds of outcome, for each kind of call. */
static SptState
state_after (SptOutboxCall *call)
{
  SptOutcome *outcome = call->outcome;

  switch (outcome->kind)
    {
    case SPT_OUTCOME_ACCEPTED:
      return state_of_results (call);
    case SPT_OUTCOME_PENDING:
      return SPT_STATE_WAITING;
    case SPT_OUTCOME_REFUSED:
      return SPT_STATE_REFUSED;
    case SPT_OUTCOME_NOT_SENT:
      if (call->kind == SPT_CALL_POLL)
        return SPT_STATE_WAITING;
      /* Only the service's own finding says that nothing had arrived; a look-up that did not get
       * through says nothing. */
      if (call->kind == SPT_CALL_SETTLE)
        return g_strcmp0 (outcome->code, "settled-nothing") == 0 ? SPT_STATE_NOT_SENT
                                                                 : SPT_STATE_UNCERTAIN;
      return outcome->transient ? SPT_STATE_READY : SPT_STATE_NOT_SENT;
    case SPT_OUTCOME_UNKNOWN:
    default:
      return changes_something (call) ? SPT_STATE_UNCERTAIN : SPT_STATE_NOT_SENT;
    }
}

static const char *
outcome_word (SptOutcomeKind kind)
{
  static const char *const words[] = { "accepted", "pending", "refused", "not-sent", "unknown" };

  return words[kind];
}

static const char *
kind_word (SptCallKind kind)
{
  return kind == SPT_CALL_SEND ? "send" : kind == SPT_CALL_POLL ? "poll" : "settle";
}

/* A poll that brought nothing new, or says again what the last one said, leaves no trace but the
 * time of the next one. */
static gboolean
learnt_nothing (SptOutboxCall *call)
{
  return call->kind == SPT_CALL_POLL && call->outcome->kind == SPT_OUTCOME_PENDING &&
         call->row->n_polls > 0 &&
         (call->outcome->code == NULL || g_strcmp0 (call->outcome->code, call->row->code) == 0);
}

/* The rows of a followed upload are known once its report names them. */
static gboolean
add_followed_items (SptDb          *db,
                    SptOutboxCall  *call,
                    GError        **error)
{
  GPtrArray *results = call->outcome->results;
  g_autofree const char **keys = g_new0 (const char *, results->len + 1);

  for (guint i = 0; i < results->len; i++)
    keys[i] = ((SptItemResult *) g_ptr_array_index (results, i))->key;

  return spt_db_add_followed_items (db, call->id, call->row->account_id,
                                    spt_account_get_setting (call->account,
                                                             "organization-fiscal-code"),
                                    keys, results->len, error);
}

static gboolean
note_attention (SptDb          *db,
                SptOutboxCall  *call,
                GError        **error)
{
  gboolean is_new = FALSE;

  if (!call->outcome->attention || call->outcome->code == NULL)
    return TRUE;
  if (!spt_db_note_attention (db, call->id, call->outcome->code, &is_new, error))
    return FALSE;
  if (is_new)
    {
      g_free (call->attention);
      call->attention = g_strdup (call->outcome->code);
    }

  return TRUE;
}

static gboolean
write_outcome_job (SptDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Job *job = data;
  SptOutboxCall *call = job->call;
  SptOutcome *outcome = call->outcome;
  gint64 now = spt_clock_get_utc_ms (call->outbox->clock);
  g_autofree SptItemChange *items = g_new0 (SptItemChange, outcome->results->len + 1);
  g_autoptr (GBytes) exchange = NULL;
  g_autofree char *text = NULL;
  gint64 attempt_id = call->attempt_id;
  SptStateChange change = { 0 };

  /* Here and not on the main thread: it goes through all results. */
  job->state = state_after (call);
  if (attempt_id == 0 && !learnt_nothing (call))
    {
      attempt_id = spt_db_begin_look (db, call->id, kind_word (call->kind), error);
      if (attempt_id == 0)
        return FALSE;
    }

  for (guint i = 0; i < outcome->results->len; i++)
    {
      SptItemResult *result = g_ptr_array_index (outcome->results, i);

      items[i] = (SptItemChange) { result->key, result->state, result->code, result->message,
                                   result->also };
    }
  if (outcome->exchange != NULL && attempt_id != 0)
    exchange = g_bytes_new (outcome->exchange, strlen (outcome->exchange));

  text = g_strdup_printf ("%s: %s%s%s, HTTP %u", kind_word (call->kind),
                          outcome_word (outcome->kind),
                          outcome->code != NULL ? " " : "",
                          outcome->code != NULL ? outcome->code : "", outcome->http_status);

  change.expected = call->kind == SPT_CALL_SEND ? SPT_STATE_SENDING : call->row->state;
  change.state = job->state;
  change.settling = call->kind == SPT_CALL_SETTLE;
  change.attempt_id = attempt_id;
  change.outcome = outcome_word (outcome->kind);
  change.http_status = outcome->http_status;
  change.code = outcome->code;
  change.message = outcome->message;
  change.exchange = exchange;
  change.set_remote_id = outcome->remote_id != NULL;
  change.remote_id = outcome->remote_id;
  change.provisional = outcome->provisional;
  change.phase = outcome->phase;
  change.progress_done = outcome->progress_done;
  change.progress_total = outcome->progress_total;
  change.count_poll = call->kind == SPT_CALL_POLL;
  change.note = outcome->note;
  change.operation = call->row->followed ? outcome->operation : NULL;
  change.report = outcome->report;
  change.actor = "sportello";
  if (!learnt_nothing (call))
    {
      change.event_kind = outcome->report != NULL ? "report" : "answer";
      change.event_text = text;
    }

  switch ((int) job->state)
    {
    case SPT_STATE_WAITING:
      change.next_check = now + poll_delay (call);
      change.rest_state = SPT_STATE_WAITING;
      break;
    case SPT_STATE_READY:
      change.not_before = now + try_delay (call);
      change.rest_state = SPT_STATE_READY;
      break;
    case SPT_STATE_UNCERTAIN:
      /* The service asks to be looked at again: that changes nothing, so it goes on by itself. */
      if (call->kind == SPT_CALL_SETTLE && outcome->retry_after_ms >= 0)
        change.next_check = now + outcome->retry_after_ms;
      change.rest_state = SPT_STATE_UNCERTAIN;
      change.clear_order = TRUE;
      break;
    default:
      /* A report that passes over an item leaves that one in doubt. */
      change.rest_state = outcome->results->len > 0 ? SPT_STATE_UNCERTAIN : job->state;
      change.rest_code = outcome->results->len > 0 ? "not-in-report" : outcome->code;
      change.rest_message = outcome->results->len > 0 ? NULL : outcome->message;
      change.clear_order = TRUE;
      break;
    }
  change.items = items;
  change.n_items = outcome->results->len;

  if (call->row->followed && outcome->results->len > 0 && call->row->n_items == 0 &&
      !add_followed_items (db, call, error))
    return FALSE;
  if (!spt_db_change_submission (db, call->id, &change, NULL, error) ||
      !note_attention (db, call, error))
    return FALSE;

  if (outcome->http_status >= 200 && outcome->http_status < 300)
    return spt_db_note_account_success (db, spt_account_get_id (call->account), error);
  return TRUE;
}

static void
write_outcome_again_cb (gpointer user_data)
{
  write_outcome (user_data);
}

static void
write_outcome_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  SptOutboxCall *call = user_data;
  g_autoptr (GError) error = NULL;
  Job *job = spt_store_run_finish (SPT_STORE (object), result, &error);

  if (job != NULL)
    {
      call->state = job->state;
      end (call, NULL);
    }
  else if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT) ||
           g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      /* A person, or another process, has decided meanwhile; or the archive is closed, and the next
       * sender finds it in sending. */
      end (call, error);
    }
  else
    {
      /* A full disk must not lose an answer: it is kept here and written as soon as it can be. */
      _spt_outbox_report_trouble (call->outbox, error);
      spt_clock_add_timer (call->outbox->clock, WRITE_AGAIN_MS,
                           write_outcome_again_cb, call);
    }
}

static void
write_outcome (SptOutboxCall *call)
{
  Job *job = g_new0 (Job, 1);

  job->call = call;
  spt_store_run_async (call->outbox->store, SPT_STORE_WRITE, write_outcome_job, job, g_free, NULL,
                       write_outcome_cb, call);
}

/* --- the call itself ------------------------------------------------------------------------ */

static void
call_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SptOutboxCall *call = user_data;
  g_autoptr (GError) error = NULL;

  call->outcome = spt_service_call_finish (SPT_SERVICE (object), result, &error);
  if (call->outcome == NULL)
    {
      if (call->kind != SPT_CALL_SEND)
        {
          end (call, error);
          return;
        }
      /* A service fails only before a byte leaves: misuse, or a setting it cannot work with. */
      call->outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "settings");
      call->outcome->message = g_strdup (error->message);
    }

  write_outcome (call);
}

static void
make_call (SptOutboxCall *call)
{
  const SptSubmissionRow *row = call->row;
  SptCall parameters = {
    .http = call->outbox->http,
    .clock = call->outbox->clock,
    .account = call->account,
    .secrets = call->secrets,
    .uuid = row->uuid,
    .operation = row->operation,
    .method = row->method,
    .path = row->path,
    .content_type = row->content_type,
    .body = call->body,
    .remote_id = row->remote_id,
    .note = row->note,
    .keys = call->keys,
    .known_remote_ids = call->known,
    /* Nobody here knows when a followed upload was made: it is looked for in the last days. */
    .sent_utc_ms = row->followed ? spt_clock_get_utc_ms (call->outbox->clock) - FOLLOWED_LOOK_MS
                                 : row->last_send_started,
    .ended_utc_ms = row->last_send_ended,
    .n_polls = row->n_polls,
    .followed = row->followed,
  };

  spt_service_call_async (call->service, call->kind, &parameters, call->cancellable, call_cb, call);
}

static gboolean
begin_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  SptOutboxCall *call = ((Job *) data)->call;

  if (call->kind == SPT_CALL_SEND)
    call->attempt_id = spt_db_begin_attempt (db, call->id, error);
  else
    call->attempt_id = spt_db_begin_look (db, call->id, kind_word (call->kind), error);

  return call->attempt_id != 0;
}

static void
begin_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SptOutboxCall *call = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    {
      end (call, error);
      return;
    }

  if (call->kind == SPT_CALL_SEND)
    call->state = SPT_STATE_SENDING;
  make_call (call);
}

static void
begin (SptOutboxCall *call)
{
  Job *job;

  /* A poll changes nothing anywhere: it needs no mark before the wire. */
  if (call->kind == SPT_CALL_POLL)
    {
      make_call (call);
      return;
    }

  job = g_new0 (Job, 1);
  job->call = call;
  spt_store_run_async (call->outbox->store, SPT_STORE_WRITE, begin_job, job, g_free, NULL, begin_cb,
                       call);
}

/* --- secrets -------------------------------------------------------------------------------- */

static gboolean
no_secret_job (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Job *job = data;
  SptStateChange change = {
    .expected = SPT_STATE_READY,
    .state = SPT_STATE_NOT_SENT,
    .code = job->code,
    .progress_done = -1,
    .progress_total = -1,
    .clear_order = TRUE,
    .rest_state = SPT_STATE_NOT_SENT,
    .rest_code = job->code,
    .event_kind = "not-sent",
    .event_text = job->code,
    .actor = "sportello",
  };

  return spt_db_change_submission (db, job->call->id, &change, NULL, error);
}

static void
no_secret_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  SptOutboxCall *call = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) != NULL)
    call->state = SPT_STATE_NOT_SENT;
  end (call, error);
}

static const char *
code_of_secret_error (const GError *error)
{
  if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED) ||
      g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_TIMEOUT))
    return "keyring-locked";
  if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING))
    return "keyring-missing";
  if (error->domain == SPT_KEYRING_ERROR)
    return "no-credentials";
  return "settings";
}

static void
secrets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  SptOutboxCall *call = user_data;
  g_autoptr (GError) error = NULL;
  const char *missing = NULL;
  Job *job;

  call->secrets = _spt_outbox_get_secrets_finish (call->outbox, result, &missing, &error);
  if (call->secrets != NULL)
    {
      begin (call);
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end (call, error);
      return;
    }
  if (missing != NULL && _spt_outbox_ask_secret (call->outbox, call->account, missing))
    {
      call->asking = TRUE;
      end (call, NULL);
      return;
    }
  if (call->kind != SPT_CALL_SEND)
    {
      /* What waits goes on waiting; the scheduler asks again later. */
      end (call, error);
      return;
    }

  job = g_new0 (Job, 1);
  job->call = call;
  job->code = code_of_secret_error (error);
  spt_store_run_async (call->outbox->store, SPT_STORE_WRITE, no_secret_job, job, g_free, NULL,
                       no_secret_cb, call);
}

/* --- loading -------------------------------------------------------------------------------- */

static gboolean
load_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  SptOutboxCall *call = ((Job *) data)->call;

  call->row = spt_db_get_submission_row (db, call->id, error);
  if (call->row == NULL)
    return FALSE;
  call->account = spt_db_get_account (db, call->row->account_id, error);
  if (call->account == NULL)
    return FALSE;

  call->keys = spt_db_list_item_keys (db, call->id, error);
  if (call->keys == NULL)
    return FALSE;
  if (call->kind == SPT_CALL_SEND)
    {
      if (call->row->body_id == 0)
        return TRUE;
      call->body = spt_db_get_payload (db, call->row->body_id, error);
      return call->body != NULL || *error == NULL;
    }

  call->said_done = spt_db_list_done_keys (db, call->id, error);
  if (call->said_done == NULL)
    return FALSE;
  call->known = spt_db_list_remote_ids (db, call->row->account_id, error);
  return call->known != NULL;
}

static gboolean
may_start (SptOutboxCall *call)
{
  switch (call->kind)
    {
    case SPT_CALL_SEND:
      return call->row->state == SPT_STATE_READY && call->row->ordered_at != 0;
    case SPT_CALL_POLL:
      return call->row->state == SPT_STATE_WAITING;
    case SPT_CALL_SETTLE:
      return call->row->state == SPT_STATE_UNCERTAIN;
    case SPT_CALL_TEST:
    case SPT_CALL_LIST:
    default:
      return FALSE;
    }
}

static void
load_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SptOutboxCall *call = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    {
      end (call, error);
      return;
    }

  call->state = call->row->state;
  call->service = spt_services_find (call->row->service);
  if (!may_start (call))
    {
      g_set_error (&error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Submission %" G_GINT64_FORMAT " is \"%s\" by now", call->id,
                   spt_state_to_string (call->row->state));
      end (call, error);
      return;
    }
  if (call->service == NULL || !spt_service_can_call (call->service, call->kind))
    {
      g_set_error (&error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "\"%s\" cannot be asked for this", call->row->service);
      end (call, error);
      return;
    }

  _spt_outbox_get_secrets_async (call->outbox, call->account, call->cancellable, secrets_cb, call);
}

void
_spt_outbox_call_start (SptOutbox         *self,
                        SptCallKind        kind,
                        gint64             id,
                        GCancellable      *cancellable,
                        SptOutboxCallDone  done)
{
  SptOutboxCall *call = g_new0 (SptOutboxCall, 1);
  Job *job = g_new0 (Job, 1);

  call->outbox = g_object_ref (self);
  call->kind = kind;
  call->id = id;
  call->state = SPT_STATE_DRAFT;
  call->done = done;
  if (cancellable != NULL)
    call->cancellable = g_object_ref (cancellable);

  job->call = call;
  spt_store_run_async (call->outbox->store, SPT_STORE_READ, load_job, job, g_free, NULL, load_cb, call);
}

const SptOutcome *
_spt_outbox_call_get_outcome (SptOutboxCall *call)
{
  return call->outcome;
}

SptAccount *
_spt_outbox_call_get_account (SptOutboxCall *call)
{
  return call->account;
}

SptCallKind
_spt_outbox_call_get_kind (SptOutboxCall *call)
{
  return call->kind;
}

gboolean
_spt_outbox_call_is_asking (SptOutboxCall *call)
{
  return call->asking;
}

const char *
_spt_outbox_call_get_attention (SptOutboxCall *call)
{
  return call->attention;
}
