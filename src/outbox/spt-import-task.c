/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import in the background, for who may not wait. */
#define G_LOG_DOMAIN "spt-import-task"

#include "config.h"

#include "outbox/spt-intake.h"

typedef struct
{
  SptStore         *store; /* (owned) */
  SptImportOptions  options;
} ImportTask;

static void
import_task_free (ImportTask *data)
{
  g_clear_object (&data->store);
  g_free ((char *) data->options.kind);
  g_free ((char *) data->options.path);
  g_free ((char *) data->options.label);
  g_free ((char *) data->options.who);
  g_free ((char *) data->options.rejects_path);
  g_free ((char *) data->options.mapping_name);
  g_free ((char *) data->options.sha256);
  spt_csv_mapping_free ((SptCsvMapping *) data->options.mapping);
  g_free (data);
}

static void
import_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  ImportTask *data = task_data;
  GError *error = NULL;
  SptImportResult *result = spt_import_file (data->store, &data->options, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) spt_import_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * spt_import_file_async:
 * @store: the archive
 * @options: what and how; copied
 * @cancellable: (nullable): taking back leaves nothing half done
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_import_file() in the background; the progress function is called on other threads.
 */
void
spt_import_file_async (SptStore               *store,
                       const SptImportOptions *options,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  ImportTask *data = g_new0 (ImportTask, 1);

  g_task_set_source_tag (task, spt_import_file_async);
  data->store = g_object_ref (store);
  data->options = *options;
  data->options.kind = g_strdup (options->kind);
  data->options.path = g_strdup (options->path);
  data->options.label = g_strdup (options->label);
  data->options.who = g_strdup (options->who);
  data->options.rejects_path = g_strdup (options->rejects_path);
  data->options.mapping_name = g_strdup (options->mapping_name);
  data->options.sha256 = g_strdup (options->sha256);
  if (options->mapping != NULL)
    data->options.mapping = spt_csv_mapping_copy (options->mapping);
  g_task_set_task_data (task, data, (GDestroyNotify) import_task_free);
  g_task_run_in_thread (task, import_thread);
}

/**
 * spt_import_file_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends spt_import_file_async().
 *
 * Returns: (transfer full): what came of it
 */
SptImportResult *
spt_import_file_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
