/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sample of practice mode asks of the archive. */
#define G_LOG_DOMAIN "spt-practice-work"

#include "config.h"

#include "app/spt-practice-work.h"

#include "store/spt-store-accounts.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-submissions.h"

/* "2:17" = file 2 (from 0) is imported as import 17 and not prepared; "2:0" = its turn; "done". */
#define SETTING "practice-sample"

/**
 * spt_practice_job_free:
 * @data: (transfer full): an #SptPracticeJob
 *
 * Frees it.
 */
void
spt_practice_job_free (gpointer data)
{
  SptPracticeJob *job = data;

  g_free (job->setting);
  g_free (job->kind);
  g_free (job->label);
  g_clear_object (&job->account);
  g_clear_pointer (&job->ids, g_array_unref);
  g_free (job);
}

/**
 * spt_practice_work_look:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: its setting and account_id are set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * How far an earlier start came, and which account there is.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_look (SptDb         *db,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  SptPracticeJob *job = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  job->setting = spt_db_get_setting (db, SETTING, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  accounts = spt_db_list_accounts (db, error);
  if (accounts == NULL)
    return FALSE;
  if (accounts->len > 0)
    job->account_id = spt_account_get_id (g_ptr_array_index (accounts, 0));
  return TRUE;
}

/**
 * spt_practice_work_find_leaving:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: its ids are set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * Submissions of the practice archive that are ordered and have not left.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_find_leaving (SptDb         *db,
                                gpointer       data,
                                GCancellable  *cancellable,
                                GError       **error)
{
  SptPracticeJob *job = data;

  job->ids = spt_db_query_submissions (db, (1u << SPT_STATE_READY) | (1u << SPT_STATE_SENDING), 0,
                                       error);
  return job->ids != NULL;
}

/**
 * spt_practice_work_save_account:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with an account; its account_id is set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * Keeps the account, and that the first file is next.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_save_account (SptDb         *db,
                                gpointer       data,
                                GCancellable  *cancellable,
                                GError       **error)
{
  SptPracticeJob *job = data;

  if (!spt_db_save_account (db, job->account, error))
    return FALSE;
  job->account_id = spt_account_get_id (job->account);
  return spt_db_set_setting (db, SETTING, "0:0", error);
}

/**
 * spt_practice_work_note:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with a setting
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * Keeps how far the sample is.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_note (SptDb         *db,
                        gpointer       data,
                        GCancellable  *cancellable,
                        GError       **error)
{
  SptPracticeJob *job = data;

  return spt_db_set_setting (db, SETTING, job->setting, error);
}

/**
 * spt_practice_work_find_import:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with kind and label; its import_id is set, 0 = there is none
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * The import of a file that an interrupted start had brought in already.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_find_import (SptDb         *db,
                               gpointer       data,
                               GCancellable  *cancellable,
                               GError       **error)
{
  SptPracticeJob *job = data;

  return spt_db_find_import (db, job->kind, job->label, &job->import_id, error);
}

/**
 * spt_practice_work_find_ready:
 * @db: the archive, on its thread
 * @data: an #SptPracticeJob: with import_id and setting; its ids are set
 * @cancellable: (nullable): stops it
 * @error: an #SptStoreError
 *
 * The ready positions of an import; keeps how far the sample is.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_practice_work_find_ready (SptDb         *db,
                              gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error)
{
  SptPracticeJob *job = data;
  SptPositionQuery query = { .states = 1u << SPT_STATE_READY, .import_id = job->import_id,
                             .sort = SPT_POSITION_SORT_IMPORT };

  job->ids = spt_db_query_positions (db, &query, cancellable, error);
  return job->ids != NULL && spt_db_set_setting (db, SETTING, job->setting, error);
}
