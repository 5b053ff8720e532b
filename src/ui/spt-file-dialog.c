/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file, as an async call: GtkFileChooserNative is no widget and must be kept alive
 * until it answers. */
#define G_LOG_DOMAIN "spt-file-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr (GTask) task = user_data; /* the reference that the call below took */
  GFile *file = NULL;

  g_signal_handlers_disconnect_by_data (dialog, task);
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
  g_clear_object (&file);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
files_response_cb (GtkNativeDialog *dialog,
                   int              response,
                   gpointer         user_data)
{
  g_autoptr (GTask) task = user_data; /* the reference that the call below took */
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GListModel) files = NULL;

  g_signal_handlers_disconnect_by_data (dialog, task);
  if (response == GTK_RESPONSE_ACCEPT)
    {
      paths = g_ptr_array_new_with_free_func (g_free);
      files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
    }
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file) != NULL)
        g_ptr_array_add (paths, g_file_get_path (file));
    }
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&paths), (GDestroyNotify) g_ptr_array_unref);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_signal_emit_by_name (user_data, "response", GTK_RESPONSE_CANCEL);
}

static void
add_filters (GtkFileChooser    *chooser,
             const char *const *filters)
{
  for (guint i = 0; filters != NULL && filters[i] != NULL; i += 2)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
      g_auto (GStrv) patterns = g_strsplit (filters[i + 1], ";", -1);

      gtk_file_filter_set_name (filter, filters[i]);
      for (guint j = 0; patterns[j] != NULL; j++)
        gtk_file_filter_add_pattern (filter, patterns[j]);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
choose (GtkWidget            *parent,
        GtkFileChooserAction  action,
        const char           *title,
        const char           *accept,
        const char           *name,
        const char *const    *filters,
        gboolean              many,
        GCancellable         *cancellable,
        GAsyncReadyCallback   callback,
        gpointer              user_data)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkFileChooserNative *dialog = NULL;
  GTask *task = NULL;

  dialog = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                        action, accept, _("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  add_filters (GTK_FILE_CHOOSER (dialog), filters);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, choose);
  g_task_set_name (task, "spt-choose-file");
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), many);
  g_signal_connect (dialog, "response", many ? G_CALLBACK (files_response_cb) : G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * spt_ui_open_file_async:
 * @parent: a widget of the window that asks
 * @title: of the chooser
 * @filters: (nullable): name, patterns with semicolons between, ..., %NULL
 * @cancellable: (nullable): takes the chooser away
 * @callback: called with the answer
 * @user_data: its data
 *
 * Lets the person choose a file that exists.
 */
void
spt_ui_open_file_async (GtkWidget           *parent,
                        const char          *title,
                        const char *const   *filters,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  choose (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, _("_Open"), NULL, filters, FALSE, cancellable,
          callback, user_data);
}

/**
 * spt_ui_open_files_async:
 * @parent: a widget of the window that asks
 * @title: of the chooser
 * @filters: (nullable): name, patterns with semicolons between, ..., %NULL
 * @cancellable: (nullable): takes the chooser away
 * @callback: called with the answer
 * @user_data: its data
 *
 * Lets the person choose files that exist, several at once.
 */
void
spt_ui_open_files_async (GtkWidget           *parent,
                         const char          *title,
                         const char *const   *filters,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  choose (parent, GTK_FILE_CHOOSER_ACTION_OPEN, title, _("_Open"), NULL, filters, TRUE, cancellable,
          callback, user_data);
}

/**
 * spt_ui_paths_finish:
 * @result: what the callback of spt_ui_open_files_async() got
 * @error: only G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable) (element-type filename): those that are on a disk of this computer; %NULL without an
 *   error = the person gave up
 */
GPtrArray *
spt_ui_paths_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spt_ui_save_file_async:
 * @parent: a widget of the window that asks
 * @title: of the chooser
 * @suggested_name: (nullable): the file's name to begin with
 * @cancellable: (nullable): takes the chooser away
 * @callback: called with the answer
 * @user_data: its data
 *
 * Lets the person choose where to write; an existing file has been asked about.
 */
void
spt_ui_save_file_async (GtkWidget           *parent,
                        const char          *title,
                        const char          *suggested_name,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  choose (parent, GTK_FILE_CHOOSER_ACTION_SAVE, title, _("_Save"), suggested_name, NULL,
          FALSE, cancellable, callback, user_data);
}

/**
 * spt_ui_file_finish:
 * @result: what the callback got
 * @error: only G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the file; %NULL without an error = the person gave up
 */
GFile *
spt_ui_file_finish (GAsyncResult  *result,
                    GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, choose), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spt_ui_path_finish:
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_NOT_SUPPORTED where the file is on no disk of this computer
 *
 * The same as spt_ui_file_finish() for who works with files of this computer only.
 *
 * Returns: (transfer full) (nullable) (type filename): the path; %NULL without an error = the person gave up
 */
char *
spt_ui_path_finish (GAsyncResult  *result,
                    GError       **error)
{
  g_autoptr (GFile) file = spt_ui_file_finish (result, error);
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file != NULL && path == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The folder is not on this computer");
  return path;
}
