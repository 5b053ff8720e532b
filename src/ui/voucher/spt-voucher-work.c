/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one voucher asks of the archive: loading, saving, preparing a step, decisions. */
#define G_LOG_DOMAIN "spt-voucher-work"

#include "config.h"

#include "ui/voucher/spt-voucher-work.h"

#include <string.h>

#include "outbox/spt-intake.h"
#include "service/spt-service.h"

#define KIND SPT_KIND_VOUCHERS

/* --- loading ------------------------------------------------------------------------------------- */

static void
load_free (SptVoucherLoad *self)
{
  spt_dossier_load_clear (&self->dossier);
  g_clear_object (&self->other);
  g_free (self);
}

/* What may be the same, and what was said to be. */
static gboolean
load_same (SptDb           *db,
           SptVoucherLoad  *self,
           GError         **error)
{
  gint64 id = self->dossier.record.id;

  if (!spt_db_find_same_dossier (db, id, &self->pair, error) || !spt_db_get_joined (db, id, &self->joined, error))
    return FALSE;
  if (self->pair.made == 0)
    return TRUE;
  self->other = spt_db_get_dossier (db, self->pair.made == id ? self->pair.found : self->pair.made, error);

  return self->other != NULL;
}

static gboolean
load (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  SptVoucherLoad *self = data;

  return spt_dossier_load (db, KIND, &self->dossier, error) &&
         (self->dossier.record.id == 0 || load_same (db, self, error));
}

/**
 * spt_voucher_load_async:
 * @store: the archive
 * @id: the voucher; 0 = a new one: the accounts only
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads all that the page of a voucher shows.
 */
void
spt_voucher_load_async (SptStore            *store,
                        gint64               id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  SptVoucherLoad *self = g_new0 (SptVoucherLoad, 1);

  self->dossier.record.id = id;
  spt_store_run_async (store, SPT_STORE_READ, load, self, (GDestroyNotify) load_free, cancellable,
                       callback, user_data);
}

/* --- saving -------------------------------------------------------------------------------------- */

typedef struct
{
  SptRecord    *record;   /* (owned) */
  SptIssueList *issues;   /* (owned) (nullable): what the check of the saving found */
  gint64        id;
  gint64        account_id;
  char         *step;     /* (owned) (nullable) */
  char         *reason;   /* (owned) (nullable) */
  char         *who;      /* (owned) */
} SaveWork;

static void
save_work_free (SaveWork *work)
{
  g_clear_pointer (&work->record, spt_record_free);
  g_clear_pointer (&work->issues, spt_issue_list_free);
  g_free (work->step);
  g_free (work->reason);
  g_free (work->who);
  g_free (work);
}

/* The reason is kept for good, beside the override that lasts as long as the phase. */
static gboolean
insist (SptDb         *db,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  SaveWork *work = data;

  for (guint i = 0; i < spt_issue_list_get_n (work->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (work->issues, i);

      if (issue->overridable && issue->level == SPT_ISSUE_ERROR &&
          strcmp (issue->code, "step-doubtful") == 0 &&
          !spt_db_override_dossier (db, work->id, issue->code, issue->path, issue->value,
                                    work->reason, work->who, error))
        return FALSE;
    }

  return spt_db_add_dossier_fact (db, work->id, "insisted", work->step, work->reason, work->who, error);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  SptStore *store = SPT_STORE (source);
  SaveWork *work = data;
  const SptSaveOptions options = { .who = work->who, .account_id = work->account_id };
  g_autoptr (GError) error = NULL;
  gint64 id = spt_save_record_full (store, KIND, work->id, work->record, &options, &work->issues, &error);

  if (id != 0)
    work->id = id;
  if (id == 0 || (work->reason != NULL &&
                  !spt_store_run_sync (store, SPT_STORE_WRITE, insist, work, NULL, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * spt_voucher_save_async:
 * @store: the archive
 * @record: (transfer full): what was typed
 * @how: with which account, which step; copied
 * @cancellable: (nullable): a cancellable; what is being written is written
 * @callback: called when done
 * @user_data: for it
 *
 * Checks and keeps a voucher, however incomplete, and on record that somebody insists on a step.
 */
void
spt_voucher_save_async (SptStore             *store,
                        SptRecord            *record,
                        const SptVoucherSave *how,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  SaveWork *work = g_new0 (SaveWork, 1);

  work->record = record;
  work->id = how->id;
  work->account_id = how->account_id;
  work->step = g_strdup (how->step);
  work->reason = g_strdup (how->reason);
  work->who = g_strdup (how->who);
  g_task_set_source_tag (task, spt_voucher_save_async);
  g_task_set_name (task, "spt-voucher-save");
  g_task_set_task_data (task, work, (GDestroyNotify) save_work_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * spt_voucher_save_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_voucher_save_async().
 *
 * Returns: the id; 0 on error
 */
gint64
spt_voucher_save_finish (SptStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  SaveWork *work;

  g_return_val_if_fail (g_task_is_valid (result, store), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_voucher_save_async), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;
  work = g_task_get_task_data (G_TASK (result));

  return work->id;
}

/* --- decisions ------------------------------------------------------------------------------------ */

typedef struct
{
  gint64  id;
  char   *text; /* (owned): a date */
  char   *who;  /* (owned) */
} Work;

static void
work_free (Work *work)
{
  g_free (work->text);
  g_free (work->who);
  g_free (work);
}

static gboolean
set_due (SptDb         *db,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Work *work = data;

  return spt_db_set_dossier_due (db, work->id, work->text, TRUE, work->who, error);
}

/**
 * spt_voucher_set_due_async:
 * @store: the archive
 * @id: the voucher
 * @due_date: until when it is to be activated, ISO
 * @who: the person who says so
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Keeps a date that is no estimate any more. Ends in spt_record_work_finish().
 */
void
spt_voucher_set_due_async (SptStore            *store,
                           gint64               id,
                           const char          *due_date,
                           const char          *who,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Work *work = g_new0 (Work, 1);

  work->id = id;
  work->text = g_strdup (due_date);
  work->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, set_due, work, (GDestroyNotify) work_free, cancellable, callback,
                       user_data);
}
