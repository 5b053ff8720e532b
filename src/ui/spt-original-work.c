/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet an import came from, saved where the person says, with what became of each row. */
#define G_LOG_DOMAIN "spt-original-work"

#include "config.h"

#include "spt-original-work.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

typedef struct
{
  SptStore        *store; /* (owned) */
  gint64           import_id;
  SptProgressFunc  progress;
  gpointer         progress_data;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->store);
  g_free (save);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (spt_export_original_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *path = spt_ui_path_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else if (path == NULL)
    g_task_return_boolean (task, FALSE);
  else
    /* It is opened with a spreadsheet: what looks like a formula is neutralised. */
    spt_export_original_async (save->store, save->import_id, path, TRUE, save->progress,
                               save->progress_data, g_task_get_cancellable (task), written_cb,
                               g_object_ref (task));
}

/**
 * spt_original_save_async:
 * @parent: a widget of the window that asks where
 * @store: the archive
 * @import_id: an import whose file was kept
 * @progress: (nullable): bytes read of all, on another thread
 * @progress_data: for @progress
 * @cancellable: (nullable): leaves no file
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * Asks for a place and gives the clerk his own sheet back there, see spt_export_original().
 */
void
spt_original_save_async (GtkWidget           *parent,
                         SptStore            *store,
                         gint64               import_id,
                         SptProgressFunc      progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (parent, cancellable, callback, user_data);
  Save *save = g_new0 (Save, 1);

  save->store = g_object_ref (store);
  save->import_id = import_id;
  save->progress = progress;
  save->progress_data = progress_data;
  g_task_set_source_tag (task, spt_original_save_async);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  /* Translators: name of a file. Nothing of whom it is about may stand in it. */
  spt_ui_save_file_async (parent, _("Export the Original Sheet"), _("outcomes.csv"), cancellable,
                          chosen_cb, task);
}

/**
 * spt_original_save_finish:
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_original_save_async().
 *
 * Returns: whether it was written; %FALSE without an error where the person gave up
 */
gboolean
spt_original_save_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_original_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
