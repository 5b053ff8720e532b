/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far what was sent is, and stopping what has not left. Without GTK. */
#define G_LOG_DOMAIN "spt-send-state"

#include "config.h"

#include "spt-send-plan.h"

#include "model/spt-submission.h"
#include "store/spt-store-orders.h"
#include "store/spt-store-submissions.h"

typedef struct
{
  SptSendState  state;       /* first: what the caller gets */
  GArray       *submissions; /* (owned) */
  gboolean      are_jobs;
} StateWork;

static void
state_work_free (StateWork *work)
{
  g_array_unref (work->submissions);
  g_free (work);
}

static void
add_submission (SptSendState  *state,
                SptSubmission *submission)
{
  guint n_items, n_done, n_refused;
  gint64 next_check, progress_done, progress_total;

  g_object_get (submission, "n-items", &n_items, "n-done", &n_done, "n-refused", &n_refused,
                "next-check", &next_check, "progress-done", &progress_done, "progress-total",
                &progress_total, NULL);

  state->n_files++;
  state->n_items += n_items;
  switch (spt_submission_get_state (submission))
    {
    case SPT_STATE_DRAFT:
    case SPT_STATE_READY:
      state->n_ready++;
      break;
    case SPT_STATE_SENDING:
      state->n_sending++;
      break;
    case SPT_STATE_WAITING:
      state->n_waiting++;
      if (next_check > 0 && (state->next_check == 0 || next_check < state->next_check))
        state->next_check = next_check;
      if (progress_total > 0)
        {
          state->progress_done += MAX (progress_done, 0);
          state->progress_total += progress_total;
        }
      break;
    case SPT_STATE_DONE:
    case SPT_STATE_PARTLY_DONE:
    case SPT_STATE_REFUSED:
      state->n_ended++;
      state->n_done += n_done;
      state->n_refused += n_refused;
      state->n_uncertain += n_items - MIN (n_items, n_done + n_refused);
      break;
    case SPT_STATE_UNCERTAIN:
      state->n_ended++;
      state->n_uncertain += n_items;
      break;
    case SPT_STATE_NOT_SENT:
      state->n_ended++;
      state->n_not_sent += n_items;
      break;
    case SPT_STATE_CANCELLED:
      state->n_ended++;
      state->n_cancelled += n_items;
      break;
    case SPT_STATE_TO_FIX:
    default:
      g_warn_if_reached ();
      break;
    }
}

static gboolean
add_order (SptDb         *db,
           SptSendState  *state,
           gint64         job,
           GError       **error)
{
  g_autoptr (SptOrder) order = spt_db_get_order (db, job, error);
  const guint *counts;

  if (order == NULL)
    return FALSE;

  counts = order->counts;
  state->n_files += order->n;
  state->n_items += order->n;
  state->n_ready += counts[SPT_STATE_READY] + counts[SPT_STATE_DRAFT];
  state->n_sending += counts[SPT_STATE_SENDING];
  state->n_waiting += counts[SPT_STATE_WAITING];
  state->n_done += counts[SPT_STATE_DONE] + counts[SPT_STATE_PARTLY_DONE];
  state->n_refused += counts[SPT_STATE_REFUSED];
  state->n_uncertain += counts[SPT_STATE_UNCERTAIN];
  state->n_not_sent += counts[SPT_STATE_NOT_SENT];
  state->n_cancelled += counts[SPT_STATE_CANCELLED];
  state->n_ended = state->n_files - state->n_ready - state->n_sending - state->n_waiting;
  state->each_ms = MAX (state->each_ms, order->each_ms);

  return TRUE;
}

static gboolean
read_state (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  StateWork *work = data;

  for (guint i = 0; work->are_jobs && i < work->submissions->len; i++)
    {
      if (!add_order (db, &work->state, g_array_index (work->submissions, gint64, i), error))
        return FALSE;
    }
  for (guint i = 0; !work->are_jobs && i < work->submissions->len; i++)
    {
      g_autoptr (SptSubmission) submission =
        spt_db_get_submission (db, g_array_index (work->submissions, gint64, i), error);

      if (submission == NULL)
        return FALSE;
      add_submission (&work->state, submission);
    }
  return TRUE;
}

/**
 * spt_send_state_async:
 * @store: the archive
 * @submissions: (element-type gint64): what was ordered
 * @are_jobs: they are orders of single requests
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Adds up how far submissions are.
 */
void
spt_send_state_async (SptStore            *store,
                      GArray              *submissions,
                      gboolean             are_jobs,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  StateWork *work = g_new0 (StateWork, 1);

  work->are_jobs = are_jobs;
  work->submissions = g_array_copy (submissions);
  spt_store_run_async (store, SPT_STORE_READ, read_state, work, (GDestroyNotify) state_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_send_state_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_send_state_async().
 *
 * Returns: (transfer none) (nullable): the sums, as long as @result lives
 */
SptSendState *
spt_send_state_finish (SptStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  StateWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? &work->state : NULL;
}

/* --- stopping ------------------------------------------------------------------------------------------ */

typedef struct
{
  GArray   *submissions; /* (owned) */
  gboolean  are_jobs;
  char     *who;         /* (owned) */
  guint     n_stopped;
} StopWork;

static void
stop_work_free (StopWork *work)
{
  g_array_unref (work->submissions);
  g_free (work->who);
  g_free (work);
}

static gboolean
stop (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  StopWork *work = data;

  for (guint i = 0; i < work->submissions->len; i++)
    {
      gint64 id = g_array_index (work->submissions, gint64, i);
      g_autoptr (SptSubmission) submission = NULL;
      guint n = 0;

      if (work->are_jobs)
        {
          if (!spt_db_stop_order (db, id, work->who, &n, error))
            return FALSE;
          work->n_stopped += n;
          continue;
        }
      submission = spt_db_get_submission (db, id, error);
      if (submission == NULL)
        return FALSE;
      /* What has left goes on being followed: stopping there would only close one's eyes. */
      if (spt_submission_get_state (submission) != SPT_STATE_READY)
        continue;
      if (!spt_db_cancel_submission (db, id, FALSE, work->who, error))
        return FALSE;
      work->n_stopped++;
    }
  return TRUE;
}

/**
 * spt_send_stop_async:
 * @store: the archive
 * @submissions: (element-type gint64): what was ordered
 * @are_jobs: they are orders of single requests
 * @who: the clerk
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Withdraws what has not left (ui.md, Send: "Ferma").
 */
void
spt_send_stop_async (SptStore            *store,
                     GArray              *submissions,
                     gboolean             are_jobs,
                     const char          *who,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  StopWork *work = g_new0 (StopWork, 1);

  work->are_jobs = are_jobs;
  work->submissions = g_array_copy (submissions);
  work->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, stop, work, (GDestroyNotify) stop_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_send_stop_finish:
 * @store: the archive
 * @result: what the callback got
 * @n_stopped: (out) (optional): how many submissions were withdrawn
 * @error: (out) (optional): why not
 *
 * Ends spt_send_stop_async().
 *
 * Returns: %FALSE on error
 */
gboolean
spt_send_stop_finish (SptStore      *store,
                      GAsyncResult  *result,
                      guint         *n_stopped,
                      GError       **error)
{
  StopWork *work = spt_store_run_finish (store, result, error);

  if (work == NULL)
    return FALSE;
  if (n_stopped != NULL)
    *n_stopped = work->n_stopped;
  return TRUE;
}
