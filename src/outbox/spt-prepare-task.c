/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preparing in the background. */
#define G_LOG_DOMAIN "spt-prepare"

#include "config.h"

#include "outbox/spt-intake.h"

typedef struct
{
  SptStore          *store; /* (owned) */
  SptPrepareOptions  options;
} PrepareTask;

static void
prepare_task_free (PrepareTask *data)
{
  g_clear_object (&data->store);
  g_free ((char *) data->options.operation);
  g_free ((char *) data->options.path);
  g_free ((char *) data->options.title);
  g_free ((char *) data->options.who);
  g_free ((gint64 *) data->options.ids);
  g_free (data);
}

static void
prepare_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  PrepareTask *data = task_data;
  GError *error = NULL;
  SptPrepareResult *result = spt_prepare (data->store, &data->options, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) spt_prepare_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * spt_prepare_async:
 * @store: the archive
 * @options: what for which account; copied
 * @cancellable: (nullable): taking back leaves nothing half done
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_prepare() in the background; the progress function is called on other threads.
 */
void
spt_prepare_async (SptStore                *store,
                   const SptPrepareOptions *options,
                   GCancellable            *cancellable,
                   GAsyncReadyCallback      callback,
                   gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PrepareTask *data = g_new0 (PrepareTask, 1);

  g_task_set_source_tag (task, spt_prepare_async);
  data->store = g_object_ref (store);
  data->options = *options;
  data->options.operation = g_strdup (options->operation);
  data->options.path = g_strdup (options->path);
  data->options.title = g_strdup (options->title);
  data->options.who = g_strdup (options->who);
  data->options.ids = g_memdup2 (options->ids, options->n_ids * sizeof (gint64));
  g_task_set_task_data (task, data, (GDestroyNotify) prepare_task_free);
  g_task_run_in_thread (task, prepare_thread);
}

/**
 * spt_prepare_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends spt_prepare_async().
 *
 * Returns: (transfer full): the job, or the findings that stopped it
 */
SptPrepareResult *
spt_prepare_finish (GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
