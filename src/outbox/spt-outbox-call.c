/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of one call: load, secrets, write before the wire, call, write what came. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include <string.h>

#include "outbox/spt-outbox-call.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"

/* How long until the archive is tried again when it could not take what came of a call. */
#define WRITE_AGAIN_MS 2000
/* From here on a call's results are freed away from the main thread. */
#define MANY_RESULTS   5000

#define FOLLOWED_LOOK_MS (5 * G_GINT64_CONSTANT (86400000))

/* What a job on the store's thread needs and gives; only plain data, and objects nobody else holds
 * meanwhile. */
typedef struct
{
  SptOutboxCall *call;   /* borrowed: the call waits for the job */
  SptState       state;
  const char    *code;
} Job;

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
  g_clear_pointer (&call->account_note, g_free);
  g_clear_pointer (&call->keys, g_ptr_array_unref);
  g_clear_pointer (&call->known, g_ptr_array_unref);
  g_clear_pointer (&call->others, g_array_unref);
  g_clear_pointer (&call->said_done, g_ptr_array_unref);
  spt_news_sum_clear (&call->news);
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

/* --- writing what came ---------------------------------------------------------------------- */

static void write_outcome (SptOutboxCall *call);

static gboolean
write_outcome_job (SptDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Job *job = data;

  return _spt_outbox_call_store_outcome (db, job->call, &job->state, error);
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
    .account_note = call->account_note,
    .keys = call->keys,
    .known_remote_ids = call->known,
    .others = call->others,
    /* Nobody here knows when a followed upload was made: it is looked for in the last days. */
    .sent_utc_ms = row->followed ? spt_clock_get_utc_ms (call->outbox->clock) - FOLLOWED_LOOK_MS
                                 : row->last_send_started,
    .ended_utc_ms = row->last_send_ended,
    .n_polls = row->n_polls,
    .followed = row->followed,
  };

  spt_service_call_async (call->service, call->kind, &parameters, call->cancellable, call_cb, call);
}

static void
make_call_later (gpointer user_data)
{
  SptOutboxCall *call = user_data;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_set_error_if_cancelled (call->cancellable, &error))
    end (call, error);
  else
    make_call (call);
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
    call->attempt_id = spt_db_begin_look (db, call->id, _spt_outbox_call_kind_word (call->kind), error);

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
  gint64 wait;
  Job *job;

  /* Nobody waits for it with a deadline: it takes its turn among the key's other calls. */
  if (call->again)
    {
      wait = _spt_outbox_take_turn (call->outbox, call->account);
      if (wait > 0)
        spt_clock_add_timer (call->outbox->clock, wait, make_call_later, call);
      else
        make_call (call);
      return;
    }

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
  job->code = _spt_outbox_code_of_secret_error (error);
  spt_store_run_async (call->outbox->store, SPT_STORE_WRITE, no_secret_job, job, g_free, NULL,
                       no_secret_cb, call);
}

/* --- loading -------------------------------------------------------------------------------- */

/* What is sent; and what is sent once more where the service knows a repeat by its number. */
static gboolean
needs_body (SptOutboxCall *call)
{
  SptService *service = spt_services_find (call->row->service);

  return call->kind == SPT_CALL_SEND ||
         (call->kind == SPT_CALL_SETTLE && service != NULL &&
          spt_service_get_info (service)->settles_by_repeat);
}

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
  if (call->account == NULL ||
      !spt_db_dup_account_note (db, call->row->account_id, &call->account_note, error))
    return FALSE;

  call->keys = spt_db_list_item_keys (db, call->id, error);
  if (call->keys == NULL)
    return FALSE;
  if (needs_body (call) && call->row->body_id != 0)
    {
      call->body = spt_db_get_payload (db, call->row->body_id, error);
      if (call->body == NULL && *error != NULL)
        return FALSE;
    }
  if (call->kind == SPT_CALL_SEND)
    return TRUE;

  call->said_done = spt_db_list_done_keys (db, call->id, error);
  if (call->said_done == NULL)
    return FALSE;
  if (call->kind == SPT_CALL_SETTLE)
    {
      call->others = spt_db_list_other_sends (db, call->id, error);
      if (call->others == NULL)
        return FALSE;
    }
  call->known = spt_db_list_remote_ids (db, call->row->account_id, error);
  return call->known != NULL && spt_db_add_other_numbers (db, call->id, call->known, error);
}

static gboolean
may_start (SptOutboxCall *call)
{
  switch (call->kind)
    {
    case SPT_CALL_SEND:
      return call->row->state == SPT_STATE_READY && call->row->ordered_at != 0;
    case SPT_CALL_POLL:
      return call->again ? spt_outbox_can_ask_again (call->row->service, call->row->state,
                                                     call->row->remote_id)
                         : call->row->state == SPT_STATE_WAITING;
    case SPT_CALL_SETTLE:
      return call->row->state == SPT_STATE_UNCERTAIN;
    case SPT_CALL_TEST:
    case SPT_CALL_LIST:
    case SPT_CALL_WATCH:
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
                        gboolean           again,
                        gint64             id,
                        GCancellable      *cancellable,
                        SptOutboxCallDone  done)
{
  SptOutboxCall *call = g_new0 (SptOutboxCall, 1);
  Job *job = g_new0 (Job, 1);

  call->outbox = g_object_ref (self);
  call->kind = kind;
  call->again = again;
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

const SptNewsSum *
_spt_outbox_call_get_news (SptOutboxCall *call)
{
  return &call->news;
}

const char *
_spt_outbox_call_get_answer (SptOutboxCall *call)
{
  const SptDossierNews *news = call->answered ? g_ptr_array_index (call->outcome->news, 0) : NULL;

  return news != NULL ? news->stage : NULL;
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

const SptReportAgain *
_spt_outbox_call_get_again (SptOutboxCall *call)
{
  return call->again && call->outcome != NULL ? &call->report : NULL;
}

/* What is final stays so: nobody has to hear of it again where nothing is new. */
gboolean
_spt_outbox_call_has_changed (SptOutboxCall *call)
{
  return !call->again || call->state != call->row->state;
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
