/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official schemas and lists away from the main thread: what is in use, what files would change, another put in use. */
#define G_LOG_DOMAIN "spt-official-work"

#include "config.h"

#include "spt-official-work.h"

typedef struct
{
  const SptOfficialKind *kind;
  GPtrArray             *paths; /* (owned) (nullable) */
  gboolean               completes;
  SptOfficialSet        *set;   /* (owned) (nullable) */
  char                  *id;    /* (owned) (nullable) */
  char                  *label; /* (owned) (nullable) */
  gint64                 now_utc_ms;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->paths, g_ptr_array_unref);
  g_clear_pointer (&job->set, spt_official_set_unref);
  g_free (job->id);
  g_free (job->label);
  g_free (job);
}

/**
 * spt_official_look_free:
 * @self: (transfer full) (nullable): what was looked at
 *
 * Lets go of it.
 */
void
spt_official_look_free (SptOfficialLook *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->in_use, spt_official_set_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->former, g_ptr_array_unref);
  g_clear_pointer (&self->offered, spt_official_set_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_free (self);
}

static void
look_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (SptOfficialLook) look = g_new0 (SptOfficialLook, 1);
  g_autoptr (GError) error = NULL;

  spt_official_forget ();
  look->in_use = spt_official_ref_in_force (job->kind, &look->error);
  look->former = spt_official_list_former (job->kind);
  /* All is compiled here: the main thread finds it done. */
  if (look->in_use != NULL)
    spt_official_set_check (look->in_use);
  if (job->paths != NULL)
    {
      look->offered = spt_official_set_read (job->kind, job->paths, &error);
      if (look->offered == NULL)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      if (look->in_use != NULL && spt_official_set_get_n_documents (look->offered) > 0)
        look->n_lacking = spt_official_set_count_lacking (look->offered, look->in_use);
      look->completed = job->completes && look->n_lacking > 0;
      if (look->completed)
        spt_official_set_complete (look->offered, look->in_use);
      spt_official_set_check (look->offered);
      if (look->in_use != NULL)
        look->changes = spt_official_set_list_changes (look->offered, look->in_use);
    }
  g_task_return_pointer (task, g_steal_pointer (&look), (GDestroyNotify) spt_official_look_free);
}

/**
 * spt_official_look_async:
 * @kind: what is published for a service
 * @paths: (nullable) (element-type filename): what a person offers
 * @completes: whether calls that they lack stay as they are
 * @cancellable: (nullable): nobody waits any more
 * @callback: called with the answer
 * @user_data: its data
 *
 * Looks at what is in use, and at what files would change.
 */
void
spt_official_look_async (const SptOfficialKind *kind,
                         GPtrArray             *paths,
                         gboolean               completes,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, spt_official_look_async);
  job->kind = kind;
  job->paths = paths != NULL ? g_ptr_array_ref (paths) : NULL;
  job->completes = completes;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, look_thread);
}

/**
 * spt_official_look_finish:
 * @result: what the callback got
 * @error: %SPT_OFFICIAL_ERROR: the files cannot be read
 *
 * Returns: (transfer full): what was seen
 */
SptOfficialLook *
spt_official_look_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
put_thread (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;
  gboolean done = job->set != NULL
                  ? spt_official_take (job->kind, job->set, job->label, job->now_utc_ms, &error)
                  : spt_official_restore (job->kind, job->id, job->now_utc_ms, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * spt_official_put_async:
 * @kind: what is published for a service
 * @set: (nullable): a new set, called @label
 * @id: (nullable): else a former one; %NULL: what was supplied
 * @label: (nullable): what @set is called
 * @now_utc_ms: now
 * @cancellable: (nullable): nobody waits any more
 * @callback: called with the answer
 * @user_data: its data
 *
 * Puts a set in use.
 */
void
spt_official_put_async (const SptOfficialKind *kind,
                        SptOfficialSet        *set,
                        const char            *id,
                        const char            *label,
                        gint64                 now_utc_ms,
                        GCancellable          *cancellable,
                        GAsyncReadyCallback    callback,
                        gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, spt_official_put_async);
  job->kind = kind;
  job->set = set != NULL ? spt_official_set_ref (set) : NULL;
  job->id = g_strdup (id);
  job->label = g_strdup (label);
  job->now_utc_ms = now_utc_ms;
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, put_thread);
}

/**
 * spt_official_put_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: %FALSE: nothing has changed
 */
gboolean
spt_official_put_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
