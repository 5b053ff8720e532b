/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending again what failed: of one submission, or of its whole job. */
#define G_LOG_DOMAIN "spt-resend"

#include "config.h"

#include "outbox/spt-intake-private.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"
#include "store/spt-store-submissions.h"

typedef struct
{
  gint64            id;
  gboolean          whole_job;
  gboolean          leave_faulty;
  gint64            first;        /* the first submission that something of it failed in */
  SptSubmissionRow *row;      /* (owned) */
  GArray           *records;  /* (owned) (element-type gint64): of the failed items */
  GHashTable       *failed;   /* (owned): numbers of the failed items, from 0 */
  GBytes           *body;     /* (owned) (nullable): when the items have no records */
} FailedJob;

static void
failed_job_clear (FailedJob *job)
{
  g_clear_pointer (&job->row, spt_submission_row_free);
  g_clear_pointer (&job->records, g_array_unref);
  g_clear_pointer (&job->failed, g_hash_table_unref);
  g_clear_pointer (&job->body, g_bytes_unref);
}

static gboolean
failed_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  FailedJob *job = data;
  g_autoptr (GPtrArray) items = NULL;

  job->row = spt_db_get_submission_row (db, job->id, error);
  if (job->row == NULL)
    return FALSE;
  if (!spt_state_is_final (job->row->state) || job->row->state == SPT_STATE_CANCELLED)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Submission %" G_GINT64_FORMAT " is \"%s\": nothing of it can be sent again",
                   job->id, spt_state_to_string (job->row->state));
      return FALSE;
    }

  if (job->row->followed)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Submission %" G_GINT64_FORMAT " was made with other software: what it sent is "
                   "not here", job->id);
      return FALSE;
    }

  /* What was sent again already, or is gone, is not sent a second time. */
  items = spt_db_list_failed (db, job->id, job->whole_job, job->leave_faulty, 0, G_MAXUINT, error);
  if (items == NULL)
    return FALSE;
  job->first = items->len > 0 ? ((SptItem *) items->pdata[0])->submission_id : 0;
  for (guint i = 0; i < items->len; i++)
    {
      SptItem *item = g_ptr_array_index (items, i);

      g_hash_table_add (job->failed, GUINT_TO_POINTER (item->n - 1));
      if (item->record_id != 0)
        g_array_append_val (job->records, item->record_id);
    }
  if (items->len == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND,
                   "Nothing that failed in submission %" G_GINT64_FORMAT " is left to be sent again",
                   job->id);
      return FALSE;
    }

  if (job->records->len == 0 && job->row->body_id != 0)
    {
      job->body = spt_db_get_payload (db, job->row->body_id, error);
      if (job->body == NULL)
        {
          if (*error == NULL)
            g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND,
                         "What submission %" G_GINT64_FORMAT " sent has been erased", job->id);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * spt_resend_failed:
 * @store: the archive
 * @submission_id: a submission that has ended
 * @whole_job: together with what failed in the other submissions of its job that have ended
 * @leave_faulty: what has errors to mend first stays, the rest goes
 * @order: also orders them, in the same transaction
 * @who: the clerk
 * @issues: where findings go
 * @error: return location for an error; %SPT_SERVICE_ERROR_ISSUES when findings stop it
 *
 * Makes a new submission, in the same job, of what the service refused or passed over; the first stays as it is (design 3).
 *
 * Items with a record are sent as the record is now; others as they were in the first body. What is
 * in a later submission already is left to that one. A whole job is sent again in as few submissions
 * as the service's limits ask; they name the first of those that something failed in.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the new submissions
 */
GArray *
spt_resend_failed (SptStore      *store,
                   gint64         submission_id,
                   gboolean       whole_job,
                   gboolean       leave_faulty,
                   gboolean       order,
                   const char    *who,
                   SptIssueList  *issues,
                   GError       **error)
{
  FailedJob failed = { .id = submission_id, .whole_job = whole_job,
                       .leave_faulty = leave_faulty };
  SptPrepareOptions options = { 0 };
  const SptOperationInfo *info;
  g_autoptr (GInputStream) stream = NULL;
  SptPrepareResult *result = NULL;
  GArray *submissions = NULL;
  SptService *registered;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);

  failed.records = g_array_new (FALSE, FALSE, sizeof (gint64));
  failed.failed = g_hash_table_new (NULL, NULL);
  if (!spt_store_run_sync (store, SPT_STORE_READ, failed_job, &failed, NULL, error))
    goto out;

  options.operation = failed.row->operation;
  options.account_id = failed.row->account_id;
  options.who = who;
  options.order = order;
  options.any_operation = TRUE;
  registered = _spt_intake_find_service (options.operation, &info, error);
  if (registered == NULL)
    goto out;

  if (failed.records->len > 0)
    {
      options.ids = (const gint64 *) (gpointer) failed.records->data;
      options.n_ids = failed.records->len;
    }
  else
    {
      SptServiceClass *klass = SPT_SERVICE_GET_CLASS (registered);
      g_autoptr (GBytes) document = NULL;

      if (klass->dup_document == NULL)
        {
          g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                       "\"%s\" cannot send a part again", options.operation);
          goto out;
        }
      document = klass->dup_document (registered, options.operation, failed.body, failed.failed,
                                      error);
      if (document == NULL)
        goto out;
      stream = g_memory_input_stream_new_from_bytes (document);
    }

  result = _spt_prepare_again (store, &options, stream, failed.row->job_id, failed.first, whole_job,
                               error);
  if (result == NULL)
    goto out;
  for (guint i = 0; i < spt_issue_list_get_n (result->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (result->issues, i);

      spt_issue_list_add (issues, issue->level, issue->domain, issue->code, issue->row, issue->path,
                          issue->value, issue->limit);
    }
  if (result->job_id == 0)
    g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES,
                 "What failed still has errors");
  else
    submissions = g_array_ref (result->submissions);

out:
  if (result != NULL)
    spt_prepare_result_free (result);
  failed_job_clear (&failed);
  return submissions;
}
