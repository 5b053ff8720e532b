/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where dossiers stand at their service: asked by itself, politely, as long as something goes on
 * there, and when a person wants to know. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include "outbox/spt-outbox-call.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"

/* Nothing was learnt so many times in a row: the interval grows, but a morning's first look is not
 * put off to the afternoon by a night without network. */
#define MAX_DOUBLINGS  2
#define WRITE_AGAIN_MS 2000

/* One account's look, wanted or under way. */
struct _SptOutboxWatch
{
  gint64      account_id;
  gboolean    running;
  GPtrArray  *tasks;   /* (owned) (element-type GTask): persons who wait for it */

  SptOutbox  *outbox;  /* (owned) while it is under way */
  SptAccount *account; /* (owned) (nullable) */
  GHashTable *secrets; /* (owned) (nullable) */
  SptOutcome *outcome; /* (owned) (nullable) */
  char       *code;    /* (owned) (nullable): why nothing was learnt */
  SptNewsSum  sum;
};

/* What a person gets. */
typedef struct
{
  SptNewsSum  sum;
  char       *code; /* (owned) (nullable) */
} Answer;

static void
answer_free (Answer *answer)
{
  spt_news_sum_clear (&answer->sum);
  g_free (answer->code);
  g_free (answer);
}

static void
clear_run (SptOutboxWatch *watch)
{
  g_clear_object (&watch->account);
  g_clear_pointer (&watch->secrets, g_hash_table_unref);
  g_clear_pointer (&watch->outcome, spt_outcome_free);
  g_clear_pointer (&watch->code, g_free);
  spt_news_sum_clear (&watch->sum);
  watch->running = FALSE;
}

void
_spt_outbox_watch_free (SptOutboxWatch *watch)
{
  clear_run (watch);
  g_ptr_array_unref (watch->tasks);
  g_clear_object (&watch->outbox);
  g_free (watch);
}

static SptOutboxWatch *
get_watch (SptOutbox *self,
           gint64     account_id)
{
  SptOutboxWatch *watch = g_hash_table_lookup (self->watching, &account_id);

  if (watch == NULL)
    {
      watch = g_new0 (SptOutboxWatch, 1);
      watch->account_id = account_id;
      watch->tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->watching, &watch->account_id, watch);
    }

  return watch;
}

/* --- its end -------------------------------------------------------------------------------------- */

static void
answer_tasks (SptOutboxWatch *watch,
              const GError   *error)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&watch->tasks);

  watch->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);
      Answer *answer;

      if (error != NULL)
        {
          g_task_return_error (task, g_error_copy (error));
          continue;
        }
      answer = g_new0 (Answer, 1);
      answer->sum = watch->sum;
      answer->sum.stages = watch->sum.stages != NULL ? g_hash_table_ref (watch->sum.stages) : NULL;
      answer->code = g_strdup (watch->code);
      g_task_return_pointer (task, answer, (GDestroyNotify) answer_free);
    }
}

static void
end (SptOutboxWatch *watch,
     const GError   *error)
{
  g_autoptr (SptOutbox) self = g_steal_pointer (&watch->outbox);
  gint64 account_id = watch->account_id;

  if (watch->account != NULL)
    g_hash_table_remove (self->busy, spt_account_get_credential (watch->account));
  if (watch->outcome != NULL)
    _spt_outbox_learn_from (self, watch->outcome, watch->account, SPT_CALL_WATCH);
  if (error != NULL)
    _spt_outbox_report_trouble (self, error);
  else
    _spt_outbox_emit_news (self, account_id, &watch->sum);
  answer_tasks (watch, error);
  g_hash_table_remove (self->watching, &account_id);
  _spt_outbox_look_for_work (self);
}

/* Lets what is wanted but has not begun go: the outbox stops. */
void
_spt_outbox_drop_watches (SptOutbox *self)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                  "The outbox stops");
  GHashTableIter iter;
  gpointer watch;

  g_hash_table_iter_init (&iter, self->watching);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    {
      if (!((SptOutboxWatch *) watch)->running)
        answer_tasks (watch, error);
    }
}

/* --- writing what came ---------------------------------------------------------------------------- */

static void write_outcome (SptOutboxWatch *watch);

static gboolean
write_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  SptOutboxWatch *watch = data;
  GPtrArray *news = watch->outcome != NULL ? watch->outcome->news : NULL;

  if (watch->code != NULL)
    return spt_db_note_watched (db, watch->account_id, watch->code, error);

  /* The archive may have been full the first time. */
  spt_news_sum_clear (&watch->sum);
  return (news == NULL ||
          _spt_outbox_apply_news (db, watch->account, news,
                                  spt_clock_get_utc_ms (watch->outbox->clock), 0, &watch->sum,
                                  error)) &&
         spt_db_note_watched (db, watch->account_id, NULL, error) &&
         spt_db_note_account_success (db, watch->account_id, error);
}

static void
write_again_cb (gpointer user_data)
{
  write_outcome (user_data);
}

static void
write_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SptOutboxWatch *watch = user_data;
  g_autoptr (GError) error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) != NULL)
    {
      end (watch, NULL);
    }
  else if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) || watch->outbox->stopping)
    {
      end (watch, error);
    }
  else
    {
      /* A service is not asked again and again because a disk is full. */
      _spt_outbox_report_trouble (watch->outbox, error);
      spt_clock_add_timer (watch->outbox->clock, WRITE_AGAIN_MS, write_again_cb, watch);
    }
}

static void
write_outcome (SptOutboxWatch *watch)
{
  spt_store_run_async (watch->outbox->store, SPT_STORE_WRITE, write_job, watch, NULL, NULL,
                       write_cb, watch);
}

/* --- the call ------------------------------------------------------------------------------------- */

static void
call_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SptOutboxWatch *watch = user_data;
  g_autoptr (GError) error = NULL;

  watch->outcome = spt_service_call_finish (SPT_SERVICE (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end (watch, error);
      return;
    }
  if (watch->outcome == NULL)
    watch->code = g_strdup ("settings");
  else if (watch->outcome->kind != SPT_OUTCOME_ACCEPTED)
    watch->code = g_strdup (watch->outcome->code != NULL ? watch->outcome->code : "unknown");

  write_outcome (watch);
}

static void
secrets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  SptOutbox *self = SPT_OUTBOX (object);
  SptOutboxWatch *watch = user_data;
  g_autoptr (GError) error = NULL;
  const char *missing = NULL;
  SptCall parameters;

  watch->secrets = _spt_outbox_get_secrets_finish (self, result, &missing, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end (watch, error);
      return;
    }
  if (watch->secrets == NULL && missing != NULL && watch->tasks->len > 0 && self->driving &&
      _spt_outbox_ask_secret (self, watch->account, missing))
    {
      /* Only a person who asked is asked; it goes on with the answer. */
      g_hash_table_remove (self->busy, spt_account_get_credential (watch->account));
      clear_run (watch);
      g_clear_object (&watch->outbox);
      return;
    }
  if (watch->secrets == NULL)
    {
      watch->code = g_strdup (_spt_outbox_code_of_secret_error (error));
      write_outcome (watch);
      return;
    }

  parameters = (SptCall) {
    .http = self->http,
    .clock = self->clock,
    .account = watch->account,
    .secrets = watch->secrets,
  };
  spt_service_call_async (spt_services_find (spt_account_get_service (watch->account)),
                          SPT_CALL_WATCH, &parameters, self->cancellable, call_cb, watch);
}

static void
run (SptOutbox      *self,
     SptOutboxWatch *watch,
     SptAccount     *account)
{
  watch->running = TRUE;
  g_set_object (&watch->outbox, self);
  watch->account = g_object_ref (account);
  g_hash_table_add (self->busy, g_strdup (spt_account_get_credential (account)));
  _spt_outbox_get_secrets_async (self, account, self->cancellable, secrets_cb, watch);
}

/* --- when ----------------------------------------------------------------------------------------- */

static gboolean
can_watch (SptAccount *account)
{
  SptService *service = spt_services_find (spt_account_get_service (account));

  return service != NULL && spt_service_can_call (service, SPT_CALL_WATCH);
}

/* How long until a look is due that nobody asked for. The jitter is the same after a restart, which
 * so asks no earlier. */
static gint64
get_due_in (SptOutbox      *self,
            const SptWatch *watch)
{
  const SptServiceInfo *info = spt_service_get_info (spt_services_find (watch->service));
  gint64 interval = (gint64) info->watch_interval_ms << MIN (watch->n_failed, MAX_DOUBLINGS);
  gint64 seed = watch->watched + watch->account_id;
  gint64 jitter = interval >= 10 ? g_int64_hash (&seed) % (interval / 10) : 0;

  if (watch->watched == 0)
    return 0;

  /* A clock that was set back is not waited for. */
  return CLAMP (watch->watched + interval + jitter - spt_clock_get_utc_ms (self->clock), 0,
                interval + jitter);
}

/* What waits for a call under way is looked at again when that ends. */
static void
try_run (SptOutbox  *self,
         SptAccount *account,
         gint64     *next)
{
  gint64 wait = _spt_outbox_get_wait (self, account);

  if (wait > 0)
    *next = MIN (*next, wait);
  else if (wait == 0)
    run (self, get_watch (self, spt_account_get_id (account)), account);
}

gint64
_spt_outbox_dispatch_watches (SptOutbox  *self,
                              GPtrArray  *watches,
                              GHashTable *accounts)
{
  g_autoptr (GList) wanted = g_hash_table_get_values (self->watching);
  gint64 next = G_MAXINT64;

  for (GList *l = wanted; l != NULL; l = l->next)
    {
      SptOutboxWatch *watch = l->data;
      SptAccount *account = g_hash_table_lookup (accounts, &watch->account_id);

      if (!watch->running && watch->tasks->len > 0 && account != NULL)
        try_run (self, account, &next);
    }

  for (guint i = 0; i < watches->len && !self->stopped && !self->looking_only; i++)
    {
      SptWatch *watch = g_ptr_array_index (watches, i);
      SptAccount *account = g_hash_table_lookup (accounts, &watch->account_id);
      gint64 due_in;

      if (account == NULL || !can_watch (account) ||
          g_hash_table_contains (self->watching, &watch->account_id) ||
          spt_service_get_info (spt_services_find (watch->service))->watch_interval_ms == 0)
        continue;
      due_in = get_due_in (self, watch);
      if (due_in > 0)
        next = MIN (next, due_in);
      else
        try_run (self, account, &next);
    }

  return next;
}

/* --- a person's look ------------------------------------------------------------------------------ */

typedef struct
{
  gint64      id;
  SptAccount *account; /* (owned) (nullable) */
} Load;

static void
load_free (Load *load)
{
  g_clear_object (&load->account);
  g_free (load);
}

static gboolean
load_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Load *load = data;

  load->account = spt_db_get_account (db, load->id, error);

  return load->account != NULL;
}

static void
load_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptOutbox *self = g_task_get_source_object (task);
  GError *error = NULL;
  Load *load = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOutboxWatch *watch;

  if (load == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!can_watch (load->account))
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                               "\"%s\" cannot be asked for this",
                               spt_account_get_service (load->account));
      return;
    }
  if (self->stopping)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The outbox stops");
      return;
    }

  watch = get_watch (self, load->id);
  g_ptr_array_add (watch->tasks, g_steal_pointer (&task));
  if (watch->running)
    return;
  /* Whoever drives paces all calls; elsewhere this is the only one. */
  if (self->driving)
    _spt_outbox_look_for_work (self);
  else
    run (self, watch, load->account);
}

/**
 * spt_outbox_watch_async:
 * @self: an outbox
 * @account_id: an account
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Asks a service now where the dossiers of an account stand: as soon as its other calls leave room.
 */
void
spt_outbox_watch_async (SptOutbox           *self,
                        gint64               account_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;
  Load *load;

  g_return_if_fail (SPT_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_outbox_watch_async);
  load = g_new0 (Load, 1);
  load->id = account_id;
  spt_store_run_async (self->store, SPT_STORE_READ, load_job, load, (GDestroyNotify) load_free,
                       cancellable, load_cb, task);
}

/**
 * spt_outbox_watch_finish:
 * @self: an outbox
 * @result: the result
 * @sum: (out) (optional): what it brought; spt_news_sum_clear()
 * @code: (out) (optional) (nullable) (transfer full): why nothing was learnt, for the message table
 * @error: return location for an error
 *
 * Ends spt_outbox_watch_async().
 *
 * Returns: whether the service could be asked, whatever it said
 */
gboolean
spt_outbox_watch_finish (SptOutbox     *self,
                         GAsyncResult  *result,
                         SptNewsSum    *sum,
                         char         **code,
                         GError       **error)
{
  Answer *answer;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;
  if (sum != NULL)
    {
      *sum = answer->sum;
      answer->sum.stages = NULL;
    }
  if (code != NULL)
    *code = g_steal_pointer (&answer->code);
  answer_free (answer);

  return TRUE;
}
