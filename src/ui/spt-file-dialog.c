/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file, as an async call: GtkFileChooserNative is no widget and must be kept alive
 * until it answers. */
#define G_LOG_DOMAIN "spt-file-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

/* How long a chooser outlives its answer, ms. */
#define LET_GO_MS 250

/* An answer on its way out of the chooser's signals. */
typedef struct
{
  GTask      *task;  /* (owned) */
  GListModel *files; /* (owned) (nullable): (element-type GFile): %NULL = the person gave up */
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_object_unref (self->task);
  g_clear_object (&self->files);
  g_free (self);
}

static gboolean
answered_cb (gpointer user_data)
{
  Answer *self = user_data;

  if (!g_task_return_error_if_cancelled (self->task))
    g_task_return_pointer (self->task, g_steal_pointer (&self->files), g_object_unref);

  return G_SOURCE_REMOVE;
}

static gboolean
let_go_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* Ours is the last reference, and with it goes the chooser's window. That may not happen here, within the signals of the chooser, its
 * buttons and its entry, nor may who hears of the answer be called here, who opens the next window. And GTK 4.8.3 goes on for a moment
 * with what it has under way, a look at a folder: where its window is gone by then, it says in a box without a parent, which stays, that
 * the look was cancelled; the box of a window that is hidden goes with it. */
static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  Answer *answer = g_new0 (Answer, 1);

  g_signal_handlers_disconnect_by_data (dialog, user_data);
  answer->task = user_data;
  if (response == GTK_RESPONSE_ACCEPT)
    answer->files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_hide (dialog);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, answered_cb, answer, answer_free);
  g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, LET_GO_MS, let_go_cb, dialog, g_object_unref);
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
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GListModel *
finish_choose (GAsyncResult  *result,
               GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, choose), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
set_elsewhere (GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "The folder is not on this computer");
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
 * @error: %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_NOT_SUPPORTED where one of the files is on no disk of this computer
 *
 * Returns: (transfer full) (nullable) (element-type filename): where they are; %NULL without an error = the person gave up
 */
GPtrArray *
spt_ui_paths_finish (GAsyncResult  *result,
                     GError       **error)
{
  g_autoptr (GListModel) files = finish_choose (result, error);
  g_autoptr (GPtrArray) paths = NULL;

  if (files == NULL)
    return NULL;
  paths = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path == NULL)
        {
          set_elsewhere (error);
          return NULL;
        }
      g_ptr_array_add (paths, path);
    }

  return paths->len > 0 ? g_steal_pointer (&paths) : NULL;
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
  g_autoptr (GListModel) files = finish_choose (result, error);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
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
    set_elsewhere (error);
  return path;
}
