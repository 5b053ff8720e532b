/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of several subjects at once, each of which can be taken back: debtors into the directory, one of two. */
#define G_LOG_DOMAIN "spt-subject-changes"

#include "config.h"

#include "outbox/spt-subjects-private.h"

#include <string.h>

#include "store/spt-store-positions.h"

/* --- debtors --------------------------------------------------------------------------------------- */

typedef struct
{
  gint64           import_id;
  char            *label;  /* (owned) (nullable) */
  char            *who;    /* (owned) (nullable) */
  guint            n_new;
  SptDebtorsResult result;
} DebtorsJob;

static DebtorsJob *
debtors_job_new (gint64      import_id,
                 const char *label,
                 const char *who)
{
  DebtorsJob *job = g_new0 (DebtorsJob, 1);

  job->import_id = import_id;
  job->label = g_strdup (label);
  job->who = g_strdup (who);

  return job;
}

static void
debtors_job_free (DebtorsJob *job)
{
  g_free (job->label);
  g_free (job->who);
  g_free (job);
}

static gboolean
add_debtor (SptDb       *db,
            DebtorsJob  *job,
            gint64       position_id,
            SptRecord   *position,
            SptRecord   *record,
            GString     *text,
            GError     **error)
{
  g_autofree char *doc = spt_db_get_position_doc (db, position_id, NULL, error);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  if (doc == NULL || !spt_record_read (position, doc, -1, error))
    return FALSE;
  if (!spt_subject_fill_from_debtor (record, position))
    return TRUE;

  spt_subject_check (record, 0, issues);
  if (_spt_subject_keep (db, 0, record, issues, job->result.import_id, 0, job->who, text, error) == 0)
    return FALSE;
  job->result.n_added++;
  job->result.n_faulty += spt_issue_list_get_n_errors (issues) > 0;

  return TRUE;
}

static gboolean
add_debtors (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  DebtorsJob *job = data;
  SptDebtorsResult *result = &job->result;
  g_autoptr (GArray) ids = spt_db_list_new_debtors (db, job->import_id, cancellable, error);
  g_autoptr (SptRecord) position = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (ids == NULL)
    return FALSE;
  if (ids->len == 0)
    return TRUE;

  position = spt_record_new (spt_record_kind_positions.get_schema ());
  record = spt_record_new (spt_subject_get_schema ());
  result->import_id = spt_db_add_import (db, SPT_KIND_BENEFICIARIES, job->label, error);
  if (result->import_id == 0)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !add_debtor (db, job, g_array_index (ids, gint64, i), position, record, text, error))
        return FALSE;
    }

  return spt_db_link_new_debtors (db, result->import_id, error) &&
         spt_db_finish_import (db, result->import_id, result->n_added - result->n_faulty,
                               result->n_faulty, 0, error);
}

/**
 * spt_subjects_add_debtors:
 * @store: the archive
 * @import_id: an import of positions; 0 = all positions
 * @label: what the change is called
 * @who: the clerk
 * @result: (out): what came of it
 * @cancellable: (nullable): leaves nothing half done
 * @error: return location for an error of the archive
 *
 * Puts the debtors of positions into the directory, those that it lacks, in one transaction; their
 * positions are linked. spt_import_undo() takes it back. Blocks.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_subjects_add_debtors (SptStore          *store,
                          gint64             import_id,
                          const char        *label,
                          const char        *who,
                          SptDebtorsResult  *result,
                          GCancellable      *cancellable,
                          GError           **error)
{
  DebtorsJob *job;
  gboolean ok;

  g_return_val_if_fail (SPT_IS_STORE (store), FALSE);
  g_return_val_if_fail (spt_subject_get_schema () != NULL, FALSE);
  g_return_val_if_fail (spt_record_kind_positions.get_schema () != NULL, FALSE);

  job = debtors_job_new (import_id, label, who);
  ok = spt_store_run_sync (store, SPT_STORE_WRITE, add_debtors, job, cancellable, error);
  *result = job->result;
  debtors_job_free (job);

  return ok;
}

/**
 * spt_subjects_add_debtors_async:
 * @store: the archive
 * @import_id: an import of positions; 0 = all positions
 * @label: what the change is called
 * @who: the clerk
 * @cancellable: (nullable): leaves nothing half done
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_subjects_add_debtors() without waiting.
 */
void
spt_subjects_add_debtors_async (SptStore            *store,
                                gint64               import_id,
                                const char          *label,
                                const char          *who,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (SPT_IS_STORE (store));
  g_return_if_fail (spt_subject_get_schema () != NULL);
  g_return_if_fail (spt_record_kind_positions.get_schema () != NULL);

  spt_store_run_async (store, SPT_STORE_WRITE, add_debtors,
                       debtors_job_new (import_id, label, who), (GDestroyNotify) debtors_job_free,
                       cancellable, callback, user_data);
}

/**
 * spt_subjects_add_debtors_finish:
 * @store: the archive
 * @result: what the callback got
 * @added: (out): what came of it
 * @error: return location for an error of the archive
 *
 * Ends spt_subjects_add_debtors_async().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_subjects_add_debtors_finish (SptStore          *store,
                                 GAsyncResult      *result,
                                 SptDebtorsResult  *added,
                                 GError           **error)
{
  const DebtorsJob *job = spt_store_run_finish (store, result, error);

  if (job == NULL)
    return FALSE;
  *added = job->result;

  return TRUE;
}

static gboolean
count_debtors (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  DebtorsJob *job = data;
  g_autoptr (GArray) ids = spt_db_list_new_debtors (db, job->import_id, cancellable, error);

  if (ids == NULL)
    return FALSE;
  job->n_new = ids->len;

  return TRUE;
}

/**
 * spt_subjects_count_debtors_async:
 * @store: the archive
 * @import_id: an import of positions; 0 = all positions
 * @cancellable: (nullable): stops it
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Counts the debtors whom the directory lacks.
 */
void
spt_subjects_count_debtors_async (SptStore            *store,
                                  gint64               import_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (SPT_IS_STORE (store));

  spt_store_run_async (store, SPT_STORE_READ, count_debtors,
                       debtors_job_new (import_id, NULL, NULL), (GDestroyNotify) debtors_job_free,
                       cancellable, callback, user_data);
}

/**
 * spt_subjects_count_debtors_finish:
 * @store: the archive
 * @result: what the callback got
 * @n_new: (out): how many
 * @error: return location for an error of the archive
 *
 * Ends spt_subjects_count_debtors_async().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_subjects_count_debtors_finish (SptStore      *store,
                                   GAsyncResult  *result,
                                   guint         *n_new,
                                   GError       **error)
{
  const DebtorsJob *job = spt_store_run_finish (store, result, error);

  if (job == NULL)
    return FALSE;
  *n_new = job->n_new;

  return TRUE;
}

/* --- merging --------------------------------------------------------------------------------------- */

typedef struct
{
  gint64      kept;
  gint64      gone;
  SptRecord  *record; /* borrowed from the caller, who waits */
  const char *who;
  gint64      import_id;
} MergeJob;

static gboolean
merge (SptDb         *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  MergeJob *job = data;
  g_autofree char *before = spt_db_get_subject_doc (db, job->kept, NULL, error);
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);
  g_autoptr (GString) doc = g_string_new (NULL);
  g_autofree char *name = spt_subject_dup_name (job->record);

  if (before == NULL)
    return FALSE;
  job->import_id = spt_db_add_import (db, SPT_KIND_BENEFICIARIES, name, error);
  spt_subject_check (job->record, 0, issues);

  /* First the other goes: its codes are no twin's any more. */
  return job->import_id != 0 &&
         spt_db_note_subject_before (db, job->import_id, job->kept, before, error) &&
         spt_db_merge_subject (db, job->import_id, job->kept, job->gone, error) &&
         _spt_subject_keep (db, job->kept, job->record, issues, 0, 0, job->who, doc, error) != 0 &&
         spt_db_note_subject_after (db, job->import_id, job->kept, doc->str, error) &&
         spt_db_finish_import (db, job->import_id, 0, 0, 0, error);
}

/**
 * spt_subjects_merge:
 * @store: the archive
 * @kept: the subject that stays
 * @gone: the subject that becomes part of it; its positions are the other's then
 * @record: what the one that stays shall be
 * @who: the clerk
 * @error: return location for an error; %SPT_STORE_ERROR_NOT_FOUND when one is gone already
 *
 * Makes one of two subjects. spt_import_undo() takes it back. Blocks.
 *
 * Returns: the change; 0 on an error
 */
gint64
spt_subjects_merge (SptStore    *store,
                    gint64       kept,
                    gint64       gone,
                    SptRecord   *record,
                    const char  *who,
                    GError     **error)
{
  MergeJob job = { kept, gone, record, who, 0 };

  g_return_val_if_fail (SPT_IS_STORE (store), 0);
  g_return_val_if_fail (kept != gone, 0);

  return spt_store_run_sync (store, SPT_STORE_WRITE, merge, &job, NULL, error) ? job.import_id : 0;
}
