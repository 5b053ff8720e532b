/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done in the assistant that brings a file of records into the archive. */
#define G_LOG_DOMAIN "spt-import-dialog-actions"

#include "config.h"

#include "ui/spt-import-dialog-private.h"

#include <glib/gi18n.h>

#include "ui/spt-send-dialog.h"

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = spt_ui_paths_finish (result, &error);
  SptImportDialog *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      _spt_import_dialog_show_failed (self, error);
    }
  else if (paths != NULL)
    {
      g_ptr_array_add (paths, NULL);
      _spt_import_dialog_take_paths (self, (const char *const *) paths->pdata);
    }
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  g_autofree char *title = kind->dup_phrase (SPT_IMPORT_SAYS_TITLE, 0);
  g_autofree char *filter = kind->dup_phrase (SPT_IMPORT_SAYS_FILTER, 0);
  const char *filters[] = { filter, kind->patterns, _("All files"), "*", NULL };

  if (spt_import_takes_several (kind->id))
    spt_ui_open_files_async (widget, title, filters, self->life, chosen_cb, self);
  else
    spt_ui_open_file_async (widget, title, filters, self->life, chosen_cb, self);
}

static void
back_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);
  const char *page = _spt_import_dialog_page_before (self, gtk_stack_get_visible_child_name (self->stack));

  if (page == NULL || (self->cancellable != NULL && !self->is_quiet))
    return;
  _spt_import_dialog_say (self, NULL);
  g_cancellable_cancel (self->cancellable); /* of a check that is not wanted any more */
  if (g_str_equal (page, "columns"))
    _spt_import_dialog_show_columns (self);
  else
    _spt_import_dialog_show_choose (self);
}

/* One step back, not out, as long as there is one. */
static void
escape_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);

  if (_spt_import_dialog_page_before (self, gtk_stack_get_visible_child_name (self->stack)) != NULL)
    back_action (widget, name, parameter);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
questions_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  _spt_import_dialog_show_choose (SPT_IMPORT_DIALOG (widget));
}

static void
columns_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  _spt_import_dialog_show_columns (SPT_IMPORT_DIALOG (widget));
}

/* What was shown and left as it is was answered. */
static void
continue_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);

  if (spt_import_work_can_generate_iuv (self->work))
    spt_import_work_set_generate_iuv (self->work, spt_import_work_get_generate_iuv (self->work));
  if ((spt_import_work_get_asks (self->work) & SPT_IMPORT_ASKS_OPERATION) != 0)
    spt_import_work_set_operation (self->work, spt_import_work_get_operation (self->work)->id);
  _spt_import_dialog_say (self, NULL);
  if (spt_import_work_get_is_known (self->work))
    _spt_import_dialog_run (self, SPT_IMPORT_RUN_CHECK, FALSE);
  else
    _spt_import_dialog_show_columns (self);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  _spt_import_dialog_run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_CHECK, FALSE);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  _spt_import_dialog_run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_LOOK, FALSE);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_cancellable_cancel (SPT_IMPORT_DIALOG (widget)->cancellable);
}

static void
run_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  _spt_import_dialog_run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_ALL, FALSE);
}

static void
save (SptImportDialog *self,
      GAsyncResult    *result,
      SptImportRun     what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      _spt_import_dialog_show_failed (self, error);
      return;
    }
  if (path == NULL)
    return;
  spt_import_work_set_rejects_path (self->work, path);
  _spt_import_dialog_run (self, what, FALSE);
}

static void
good_chosen_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  save (user_data, result, SPT_IMPORT_RUN_GOOD);
}

static void
rejects_chosen_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  save (user_data, result, SPT_IMPORT_RUN_REJECTS);
}

static void
ask_where (SptImportDialog     *self,
           GAsyncReadyCallback  callback)
{
  g_autofree char *base = spt_import_work_dup_name (self->work);
  char *dot = strrchr (base, '.');
  g_autofree char *suggested = NULL;

  if (dot != NULL)
    *dot = '\0';
  /* Translators: name of a file; %s is the name of the imported one without its ending */
  suggested = g_strdup_printf (_("%s-to-correct.csv"), base);
  spt_ui_save_file_async (GTK_WIDGET (self), _("Save the Rows That Stay Out"), suggested, self->life, callback,
                          self);
}

static void
run_good_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  ask_where (SPT_IMPORT_DIALOG (widget), good_chosen_cb);
}

static void
save_rejects_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  ask_where (SPT_IMPORT_DIALOG (widget), rejects_chosen_cb);
}

static void
show (SptImportDialog *self,
      gboolean         to_fix)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  gint64 import_id = spt_import_work_get_done (self->work)->import_id;

  gtk_window_close (GTK_WINDOW (self));
  if (parent != NULL)
    kind->show (GTK_WIDGET (parent), import_id, to_fix);
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  show (SPT_IMPORT_DIALOG (widget), FALSE);
}

static void
show_to_fix_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  show (SPT_IMPORT_DIALOG (widget), TRUE);
}

/* The sheet shows what, where and with which doubts, before anything leaves. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  GArray *ids = spt_import_done_get_ready (self->done);

  if (ids->len == 0 || parent == NULL)
    return;
  spt_send_dialog_replace (GTK_WINDOW (self), GTK_WIDGET (parent), spt_import_work_get_desk (self->work),
                           spt_import_work_get_kind (self->work)->id, ids);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  _spt_import_dialog_run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_UNDO, FALSE);
}

/**
 * _spt_import_dialog_install_actions:
 * @widget_class: the class of the assistant
 *
 * Installs what can be done, and the keys for it.
 */
void
_spt_import_dialog_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                     *name;
    GtkWidgetActionActivateFunc     activate;
  } actions[] = {
    { "import.choose", choose_action },
    { "import.continue", continue_action },
    { "import.questions", questions_action },
    { "import.columns", columns_action },
    { "import.check", check_action },
    { "import.retry", retry_action },
    { "import.back", back_action },
    { "import.escape", escape_action },
    { "import.stop", stop_action },
    { "import.run", run_action },
    { "import.run-good", run_good_action },
    { "import.save-rejects", save_rejects_action },
    { "import.show", show_action },
    { "import.show-to-fix", show_to_fix_action },
    { "import.send", send_action },
    { "import.undo", undo_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.escape", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
}
