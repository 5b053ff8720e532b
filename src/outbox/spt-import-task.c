/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import in the background, for who may not wait; and its way back. */
#define G_LOG_DOMAIN "spt-import-task"

#include "config.h"

#include "outbox/spt-intake.h"

#include "outbox/spt-record-kind.h"

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
  g_free ((char *) data->options.present_date);
  g_free ((char *) data->options.present_source);
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
  data->options.present_date = g_strdup (options->present_date);
  data->options.present_source = g_strdup (options->present_source);
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

/* --- the way back ------------------------------------------------------------------------------ */

typedef struct
{
  SptStore            *store; /* (owned) */
  const SptRecordKind *kind;
  gint64               import_id;
  gint64               now;
  char                *who;   /* (owned) */
  guint                n_undone;
  guint                n_kept;
} UndoTask;

static void
undo_task_free (UndoTask *data)
{
  g_clear_object (&data->store);
  g_free (data->who);
  g_free (data);
}

static gboolean
undo_job (SptDb         *db,
          gpointer       user_data,
          GCancellable  *cancellable,
          GError       **error)
{
  UndoTask *data = user_data;

  return data->kind->undo (db, data->import_id, data->now, data->who, &data->n_undone,
                           &data->n_kept, error);
}

static UndoTask *
undo_task_new (SptStore   *store,
               const char *kind,
               gint64      import_id,
               const char *who)
{
  UndoTask *data = g_new0 (UndoTask, 1);

  data->store = g_object_ref (store);
  data->kind = spt_record_kind_find (kind);
  data->import_id = import_id;
  data->now = spt_clock_get_utc_ms (spt_store_get_clock (store));
  data->who = g_strdup (who);

  return data;
}

static void
say_undone (const UndoTask *data,
            guint          *n_undone,
            guint          *n_kept)
{
  if (n_undone != NULL)
    *n_undone = data->n_undone;
  if (n_kept != NULL)
    *n_kept = data->n_kept;
}

/**
 * spt_import_undo:
 * @store: the archive
 * @kind: of what it is
 * @import_id: the change
 * @who: the clerk
 * @n_undone: (out) (optional): how many records are gone or as before
 * @n_kept: (out) (optional): how many were edited since, and stay
 * @error: return location for an error: something of it was sent, or it was undone already
 *
 * Takes back an import, the adding of debtors, or a merge. Blocks.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_import_undo (SptStore    *store,
                 const char  *kind,
                 gint64       import_id,
                 const char  *who,
                 guint       *n_undone,
                 guint       *n_kept,
                 GError     **error)
{
  UndoTask *data;
  gboolean ok;

  g_return_val_if_fail (SPT_IS_STORE (store), FALSE);
  g_return_val_if_fail (spt_record_kind_find (kind) != NULL, FALSE);

  data = undo_task_new (store, kind, import_id, who);
  ok = spt_store_run_sync (store, SPT_STORE_WRITE, undo_job, data, NULL, error);
  if (ok)
    say_undone (data, n_undone, n_kept);
  undo_task_free (data);

  return ok;
}

/**
 * spt_import_undo_async:
 * @store: the archive
 * @kind: of what it is
 * @import_id: the change
 * @who: the clerk
 * @cancellable: (nullable): leaves everything as it was
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_import_undo() without waiting.
 */
void
spt_import_undo_async (SptStore            *store,
                       const char          *kind,
                       gint64               import_id,
                       const char          *who,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (SPT_IS_STORE (store));
  g_return_if_fail (spt_record_kind_find (kind) != NULL);

  spt_store_run_async (store, SPT_STORE_WRITE, undo_job,
                       undo_task_new (store, kind, import_id, who),
                       (GDestroyNotify) undo_task_free, cancellable, callback, user_data);
}

/**
 * spt_import_undo_finish:
 * @store: the archive
 * @result: the result
 * @n_undone: (out) (optional): how many records are gone or as before
 * @n_kept: (out) (optional): how many were edited since, and stay
 * @error: return location for an error: something of it was sent, or it was undone already
 *
 * Ends spt_import_undo_async().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_import_undo_finish (SptStore      *store,
                        GAsyncResult  *result,
                        guint         *n_undone,
                        guint         *n_kept,
                        GError       **error)
{
  const UndoTask *data = spt_store_run_finish (store, result, error);

  if (data == NULL)
    return FALSE;
  say_undone (data, n_undone, n_kept);

  return TRUE;
}
