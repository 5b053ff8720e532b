/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scheduler of the outbox: who may send, what is due, one call at a time for each key. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include "outbox/spt-outbox-private.h"
#include "store/spt-store-accounts.h"

/* How often another process's lock is tried, and the longest sleep: suspend and jumps of the clock
 * are noticed. */
#define LOCK_EVERY_MS  1000
#define LONGEST_NAP_MS 60000
#define TROUBLE_NAP_MS 5000

/* The list of work as one job on the store's thread brings it. */
typedef struct
{
  GPtrArray  *rows;     /* (owned) (element-type SptSubmissionRow) */
  GHashTable *accounts; /* (owned): id -> SptAccount */
  GPtrArray  *watches;  /* (owned) (element-type SptWatch) */
  gboolean    stopped;
  gboolean    recover;
  guint       counts[SPT_N_STATES];
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->rows, g_ptr_array_unref);
  g_clear_pointer (&work->accounts, g_hash_table_unref);
  g_clear_pointer (&work->watches, g_ptr_array_unref);
  g_free (work);
}

/* --- pacing --------------------------------------------------------------------------------- */

static guint
get_interval (SptAccount  *account,
              SptCallKind  kind)
{
  SptService *service = spt_services_find (spt_account_get_service (account));
  const SptServiceInfo *info = service != NULL ? spt_service_get_info (service) : NULL;

  if (info == NULL)
    return 0;
  return kind == SPT_CALL_SEND ? MAX (info->send_interval_ms, info->min_interval_ms)
                               : info->min_interval_ms;
}

static gint64
get_earliest (SptOutbox  *self,
              SptAccount *account)
{
  gint64 *earliest = g_hash_table_lookup (self->next_call, spt_account_get_credential (account));

  return earliest != NULL ? *earliest : 0;
}

void
_spt_outbox_pause (SptOutbox  *self,
                   const char *credential,
                   gint64      pause_ms)
{
  gint64 *before = g_hash_table_lookup (self->next_call, credential);
  gint64 *earliest = g_new (gint64, 1);

  /* A turn that was taken ahead stays taken. */
  *earliest = MAX (spt_clock_get_boot_ms (self->clock) + pause_ms, before != NULL ? *before : 0);
  g_hash_table_replace (self->next_call, g_strdup (credential), earliest);
}

gint64
_spt_outbox_take_turn (SptOutbox  *self,
                       SptAccount *account)
{
  gint64 wait = MAX (0, get_earliest (self, account) - spt_clock_get_boot_ms (self->clock));

  _spt_outbox_pause (self, spt_account_get_credential (account),
                     wait + get_interval (account, SPT_CALL_TEST));

  return wait;
}

gint64
_spt_outbox_get_wait (SptOutbox  *self,
                      SptAccount *account)
{
  const char *credential = spt_account_get_credential (account);

  if (g_hash_table_contains (self->busy, credential) ||
      g_hash_table_contains (self->asking, credential))
    return -1;

  return MAX (0, get_earliest (self, account) - spt_clock_get_boot_ms (self->clock));
}

/* --- calls ---------------------------------------------------------------------------------- */

void
_spt_outbox_finish_stop (SptOutbox *self)
{
  if (self->stop_task == NULL || self->n_sending_here > 0)
    return;

  spt_store_unlock_sender (self->store);
  _spt_outbox_set_flag (self, &self->driving, FALSE, PROP_DRIVING);
  g_task_return_boolean (self->stop_task, TRUE);
  g_clear_object (&self->stop_task);
}

static void
answer_settle (SptOutbox     *self,
               SptOutboxCall *call,
               gint64         id,
               SptState       state,
               const GError  *error)
{
  const SptReportAgain *report = _spt_outbox_call_get_again (call);
  gpointer key, task;

  if (!g_hash_table_steal_extended (self->settling, &id, &key, &task))
    return;

  g_free (key);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else if (g_task_get_source_tag (task) != spt_outbox_ask_again_async)
    g_task_return_int (task, state);
  else
    {
      SptReportAgain *copy = g_new0 (SptReportAgain, 1);

      /* Without an outcome nothing was asked: a person is being asked for the key first. */
      copy->state = state;
      if (report != NULL)
        *copy = *report;
      copy->code = g_strdup (report != NULL ? report->code : "no-credentials");
      g_task_return_pointer (task, copy, (GDestroyNotify) spt_report_again_free);
    }
  g_object_unref (task);
}

static gboolean
is_account_fault (const SptOutcome *outcome)
{
  static const char *const codes[] = { "auth-rejected", "forbidden", "tls", "settings", NULL };

  return outcome->kind == SPT_OUTCOME_NOT_SENT && !outcome->transient && outcome->code != NULL &&
         (outcome->stops_account || g_strv_contains (codes, outcome->code));
}

typedef struct
{
  gint64  account_id;
  char   *code;
} Pause;

static void
pause_free (Pause *pause)
{
  g_free (pause->code);
  g_free (pause);
}

/* What is ordered for an account whose key or settings were just refused would be refused as well:
 * it is not even tried. */
static gboolean
pause_account_job (SptDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Pause *pause = data;
  g_autoptr (GPtrArray) rows = spt_db_list_work (db, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      SptSubmissionRow *row = g_ptr_array_index (rows, i);
      SptStateChange change = {
        .expected = SPT_STATE_READY,
        .state = SPT_STATE_NOT_SENT,
        .code = pause->code,
        .progress_done = -1,
        .progress_total = -1,
        .clear_order = TRUE,
        .rest_state = SPT_STATE_NOT_SENT,
        .rest_code = pause->code,
        .event_kind = "not-sent",
        .event_text = pause->code,
        .actor = "sportello",
      };

      if (row->state == SPT_STATE_READY && row->account_id == pause->account_id &&
          !spt_db_change_submission (db, row->id, &change, NULL, error))
        return FALSE;
    }

  return TRUE;
}

void
_spt_outbox_learn_from (SptOutbox        *self,
                        const SptOutcome *outcome,
                        SptAccount       *account,
                        SptCallKind       kind)
{
  if (outcome->http_status != 0)
    _spt_outbox_set_flag (self, &self->online, TRUE, PROP_ONLINE);
  else if (outcome->transient)
    _spt_outbox_set_flag (self, &self->online, FALSE, PROP_ONLINE);

  _spt_outbox_pause (self, spt_account_get_credential (account),
                     MAX ((gint64) get_interval (account, kind),
                          outcome->http_status == 429 ? outcome->retry_after_ms : 0));

  if (kind == SPT_CALL_SEND && is_account_fault (outcome))
    {
      Pause *pause = g_new0 (Pause, 1);

      pause->account_id = spt_account_get_id (account);
      pause->code = g_strdup (outcome->code);
      spt_store_run_async (self->store, SPT_STORE_WRITE, pause_account_job, pause,
                           (GDestroyNotify) pause_free, NULL, _spt_outbox_written_cb,
                           g_object_ref (self));
    }
}

static void
call_done (SptOutbox     *self,
           SptOutboxCall *call,
           gint64         id,
           SptState       state,
           const GError  *error)
{
  const SptOutcome *outcome = _spt_outbox_call_get_outcome (call);
  SptCallKind kind = _spt_outbox_call_get_kind (call);
  g_autofree char *credential = g_strdup (g_hash_table_lookup (self->calls, &id));

  g_hash_table_remove (self->busy, credential);
  g_hash_table_remove (self->calls, &id);
  if (kind == SPT_CALL_SEND)
    self->n_sending_here--;

  if (outcome != NULL)
    _spt_outbox_learn_from (self, outcome, _spt_outbox_call_get_account (call), kind);
  else if (error != NULL)
    _spt_outbox_pause (self, credential, TROUBLE_NAP_MS);

  if (error != NULL)
    _spt_outbox_report_trouble (self, error);
  else if (!_spt_outbox_call_is_asking (call) && _spt_outbox_call_has_changed (call))
    _spt_outbox_emit_finished (self, id, state);
  if (error == NULL && _spt_outbox_call_get_attention (call) != NULL)
    _spt_outbox_emit_attention (self, id, _spt_outbox_call_get_attention (call));
  if (error == NULL && outcome != NULL)
    _spt_outbox_emit_news (self,
                           spt_account_get_id (_spt_outbox_call_get_account (call)),
                           _spt_outbox_call_get_news (call));
  if (error == NULL && _spt_outbox_call_get_answer (call) != NULL)
    _spt_outbox_gather_answer (self, spt_account_get_id (_spt_outbox_call_get_account (call)),
                               _spt_outbox_call_get_answer (call));

  answer_settle (self, call, id, state, error);
  _spt_outbox_finish_stop (self);
  _spt_outbox_look_for_work (self);
}

void
_spt_outbox_start_call (SptOutbox   *self,
                        SptCallKind  kind,
                        gint64       id,
                        const char  *credential)
{
  gint64 *key = g_new (gint64, 1);

  *key = id;
  g_hash_table_add (self->busy, g_strdup (credential));
  g_hash_table_replace (self->calls, key, g_strdup (credential));
  if (kind == SPT_CALL_SEND)
    self->n_sending_here++;

  _spt_outbox_call_start (self, kind, FALSE, id, kind == SPT_CALL_SEND ? NULL : self->cancellable,
                          call_done);
}

void
_spt_outbox_start_again (SptOutbox *self,
                         gint64     id)
{
  g_hash_table_replace (self->calls, g_memdup2 (&id, sizeof id), g_strdup (""));
  _spt_outbox_call_start (self, SPT_CALL_POLL, TRUE, id, self->cancellable, call_done);
}

/* --- scheduling ----------------------------------------------------------------------------- */

static void
timer_cb (gpointer user_data)
{
  SptOutbox *self = user_data;

  self->timer = 0;
  _spt_outbox_look_for_work (self);
}

static void
arm (SptOutbox *self,
     gint64     delay_ms)
{
  if (self->timer != 0)
    spt_clock_remove_timer (self->clock, self->timer);
  self->timer = spt_clock_add_timer (self->clock, CLAMP (delay_ms, 0, LONGEST_NAP_MS), timer_cb,
                                     self);
}

static gboolean
kind_of_work (const SptSubmissionRow *row,
              SptCallKind            *kind,
              gint64                 *due)
{
  switch ((int) row->state)
    {
    case SPT_STATE_READY:
      *kind = SPT_CALL_SEND;
      *due = row->not_before;
      return row->ordered_at != 0;
    case SPT_STATE_WAITING:
      *kind = SPT_CALL_POLL;
      *due = row->next_check;
      return row->next_check != 0;
    case SPT_STATE_UNCERTAIN:
      *kind = SPT_CALL_SETTLE;
      *due = row->next_check;
      return row->next_check != 0;
    default:
      return FALSE;
    }
}

static void
dispatch (SptOutbox *self,
          Work      *work)
{
  gint64 now = spt_clock_get_utc_ms (self->clock);
  gint64 boot = spt_clock_get_boot_ms (self->clock);
  gint64 next = G_MAXINT64;
  gint64 wait;
  g_autoptr (GHashTable) lanes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < work->rows->len; i++)
    {
      SptSubmissionRow *row = g_ptr_array_index (work->rows, i);
      SptAccount *account = g_hash_table_lookup (work->accounts, &row->account_id);
      SptCallKind kind;
      gint64 due;

      if (!kind_of_work (row, &kind, &due) || account == NULL)
        continue;
      if (g_hash_table_contains (self->calls, &row->id))
        {
          g_hash_table_add (lanes, row->lane);
          continue;
        }

      /* A plant's interventions leave in their order, whatever the order in which they were prepared: what was
       * refused and corrected goes before those that wait for it. */
      if (kind == SPT_CALL_SEND && row->waits_for != 0)
        continue;
      /* Order is kept within a lane: what stands behind one that is not due yet waits with it. */
      if (kind == SPT_CALL_SEND &&
          (self->stopped || self->looking_only || !g_hash_table_add (lanes, row->lane)))
        continue;
      if (g_hash_table_contains (self->asking, spt_account_get_credential (account)))
        continue;

      wait = MAX (due - now, get_earliest (self, account) - boot);
      if (wait > 0)
        next = MIN (next, now + wait);
      else if (!g_hash_table_contains (self->busy, spt_account_get_credential (account)))
        _spt_outbox_start_call (self, kind, row->id, spt_account_get_credential (account));
    }

  if (self->next_due != (next == G_MAXINT64 ? 0 : next))
    {
      self->next_due = next == G_MAXINT64 ? 0 : next;
      _spt_outbox_notify (self, PROP_NEXT_DUE);
    }
  wait = _spt_outbox_dispatch_watches (self, work->watches, work->accounts);
  arm (self, MIN (wait, next == G_MAXINT64 ? LONGEST_NAP_MS : next - now));
}

static void
take_counts (SptOutbox *self,
             Work      *work)
{
  g_autoptr (GHashTable) moving = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_ordered = 0;

  /* What waits for something that a person has to see to first leaves neither now nor at the next start. */
  for (guint i = 0; i < work->rows->len; i++)
    {
      SptSubmissionRow *row = g_ptr_array_index (work->rows, i);

      if (row->waits_for == 0)
        g_hash_table_add (moving, row->lane);
    }
  for (guint i = 0; i < work->rows->len; i++)
    {
      SptSubmissionRow *row = g_ptr_array_index (work->rows, i);

      n_ordered += row->state == SPT_STATE_READY && row->ordered_at != 0 &&
                   (row->waits_for == 0 || g_hash_table_contains (moving, row->lane));
    }

  g_object_freeze_notify (G_OBJECT (self));
  if (self->n_ordered != n_ordered)
    {
      self->n_ordered = n_ordered;
      _spt_outbox_notify (self, PROP_N_ORDERED);
    }
  for (guint i = 0; i < SPT_N_STATES; i++)
    {
      if (self->counts[i] == work->counts[i])
        continue;
      self->counts[i] = work->counts[i];
      if (i == SPT_STATE_SENDING)
        _spt_outbox_notify (self, PROP_N_SENDING);
      else if (i == SPT_STATE_WAITING)
        _spt_outbox_notify (self, PROP_N_WAITING);
      else if (i == SPT_STATE_UNCERTAIN)
        _spt_outbox_notify (self, PROP_N_UNCERTAIN);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * spt_outbox_recover:
 * @db: the archive, on its thread, whose sender's lock is held
 * @error: return location for an error
 *
 * Says of everything found in sending that its answer was lost: it is in doubt, but for questions, which changed
 * nothing and are asked again by a new order (design 3).
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_outbox_recover (SptDb   *db,
                    GError **error)
{
  g_autoptr (GPtrArray) services = spt_services_list ();
  g_autoptr (GPtrArray) questions = g_ptr_array_new ();

  for (guint i = 0; i < services->len; i++)
    {
      const SptServiceInfo *info = spt_service_get_info (g_ptr_array_index (services, i));

      for (guint k = 0; k < info->n_operations; k++)
        {
          if (!info->operations[k].changes_something)
            g_ptr_array_add (questions, (gpointer) info->operations[k].id);
        }
    }
  g_ptr_array_add (questions, NULL);

  return spt_db_recover_sending (db, (const char *const *) questions->pdata, error) >= 0;
}

static gboolean
work_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autofree char *stopped = NULL;
  GError *local = NULL;

  if (work->recover && !spt_outbox_recover (db, error))
    return FALSE;

  work->rows = spt_db_list_work (db, error);
  if (work->rows == NULL || !spt_db_count_submissions (db, work->counts, error))
    return FALSE;
  accounts = spt_db_list_accounts (db, error);
  if (accounts == NULL)
    return FALSE;
  work->watches = spt_db_list_watches (db, error);
  if (work->watches == NULL)
    return FALSE;

  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);
      gint64 *id = g_new (gint64, 1);

      *id = spt_account_get_id (account);
      g_hash_table_insert (work->accounts, id, g_object_ref (account));
    }

  stopped = spt_db_get_setting (db, SPT_SETTING_STOPPED, &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  work->stopped = g_strcmp0 (stopped, "1") == 0;

  return TRUE;
}

static void
work_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SptOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  Work *work = spt_store_run_finish (SPT_STORE (object), result, &error);

  self->loading = FALSE;
  if (work == NULL)
    {
      _spt_outbox_report_trouble (self, error);
      if (self->started && !self->stopping)
        arm (self, TROUBLE_NAP_MS);
      return;
    }

  _spt_outbox_set_flag (self, &self->stopped, work->stopped, PROP_STOPPED);
  take_counts (self, work);
  if (self->stopping)
    return;
  if (self->driving)
    dispatch (self, work);
  else
    arm (self, LOCK_EVERY_MS);

  if (self->again)
    {
      self->again = FALSE;
      _spt_outbox_look_for_work (self);
    }
}

void
_spt_outbox_look_for_work (SptOutbox *self)
{
  Work *work;

  if (!self->started || self->stopping)
    return;
  if (self->loading)
    {
      self->again = TRUE;
      return;
    }

  work = g_new0 (Work, 1);
  work->accounts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  if (!self->driving)
    {
      g_autoptr (GError) error = NULL;

      /* Whoever gets the lock finds in "sending" only what a sender that is gone left behind. */
      if (spt_store_lock_sender (self->store, &error))
        {
          work->recover = TRUE;
          _spt_outbox_set_flag (self, &self->driving, TRUE, PROP_DRIVING);
        }
      else if (error != NULL)
        _spt_outbox_report_trouble (self, error);
    }

  self->loading = TRUE;
  spt_store_run_async (self->store, work->recover ? SPT_STORE_WRITE : SPT_STORE_READ, work_job,
                       work, (GDestroyNotify) work_free, NULL, work_cb, g_object_ref (self));
}
