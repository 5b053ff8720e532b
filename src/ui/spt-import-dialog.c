/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant that brings a file of records into the archive: its columns, a check, the import, the way back. */
#define G_LOG_DOMAIN "spt-import-dialog"

#include "config.h"

#include "spt-import-dialog.h"

#include <glib/gi18n.h>

#include "ui/spt-import-check.h"
#include "ui/spt-import-choose.h"
#include "ui/spt-import-columns.h"
#include "ui/spt-import-done.h"
#include "ui/spt-import-work.h"
#include "ui/spt-position-work.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

/* What takes longer than this shows how far it is. */
#define PATIENCE_MS 500
#define PROGRESS_MS 100

struct _SptImportDialog
{
  AdwWindow         parent_instance;

  SptImportWork    *work;           /* (owned) */
  GCancellable     *cancellable;    /* (owned) (nullable): of the run under way */
  GCancellable     *life;           /* (owned): of the window */
  SptImportRun      run;
  const char       *from;           /* the page that it was begun on; static */
  gboolean          is_quiet;       /* its page stays while it runs */
  gboolean          is_stale;       /* a cell was mended since it began */
  gboolean          keeps_page;     /* the look was for the page that is shown */
  guint             progress_timer;
  guint             patience_timer;

  /* Template */
  GtkWidget        *back_button;
  SptStrip         *strip;
  SptAdaptiveBin   *bin;
  GtkStack         *stack;
  SptImportChoose  *choose;
  SptImportColumns *columns;
  AdwStatusPage    *working_page;
  GtkProgressBar   *progress;
  GtkWidget        *stop_button;
  SptImportCheck   *check;
  SptImportDone    *done;
  AdwStatusPage    *failed_page;
  GtkWidget        *retry_button;
  GtkWidget        *another_button;
};

G_DEFINE_FINAL_TYPE (SptImportDialog, spt_import_dialog, ADW_TYPE_WINDOW)

static void run (SptImportDialog *self,
                 SptImportRun     what,
                 gboolean         quiet);

/* --- pages --------------------------------------------------------------------------------------------- */

static void
set_description (AdwStatusPage *page,
                 const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
}

static void
say (SptImportDialog *self,
     const char      *text)
{
  g_object_set (self->strip, "text", text != NULL ? text : "", "revealed", text != NULL, NULL);
}

/* Where "back" leads from a page; NULL = nowhere. */
static const char *
page_before (SptImportDialog *self,
             const char      *page)
{
  const SptImportLook *look = spt_import_work_get_look (self->work);

  if (look == NULL)
    return NULL;
  if (g_str_equal (page, "columns"))
    return "choose";
  if (g_str_equal (page, "check"))
    return spt_import_work_get_is_known (self->work) ? "choose" : "columns";
  return NULL;
}

static void
go_to (SptImportDialog *self,
       const char      *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->back_button, page_before (self, page) != NULL);
}

static void
show_choose (SptImportDialog *self)
{
  spt_import_choose_show (self->choose, self->work);
  go_to (self, "choose");
  spt_import_choose_focus (self->choose);
}

static void
show_columns (SptImportDialog *self)
{
  spt_import_columns_show (self->columns, self->work);
  go_to (self, "columns");
  spt_import_columns_focus (self->columns);
}

static void
show_failed (SptImportDialog *self,
             const GError    *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = spt_ui_dup_explanation (error, &title);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_status_page_set_title (self->failed_page, escaped);
  set_description (self->failed_page, text);
  gtk_widget_set_visible (self->retry_button, spt_import_work_get_has_file (self->work));
  go_to (self, "failed");
  gtk_widget_grab_focus (self->another_button);
}

/* --- running ------------------------------------------------------------------------------------------- */

static const char *
run_title (SptImportRun what)
{
  switch (what)
    {
    case SPT_IMPORT_RUN_LOOK:
      return _("Reading the File");
    case SPT_IMPORT_RUN_CHECK:
      return _("Checking the File");
    case SPT_IMPORT_RUN_REJECTS:
      return _("Saving the Rows That Stay Out");
    case SPT_IMPORT_RUN_UNDO:
      return _("Taking the Import Back");
    case SPT_IMPORT_RUN_ALL:
    case SPT_IMPORT_RUN_GOOD:
    default:
      return _("Importing");
    }
}

static gboolean
show_progress_cb (gpointer user_data)
{
  SptImportDialog *self = user_data;
  double fraction = spt_import_work_get_progress (self->work);

  if (fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, fraction);
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static gboolean
patience_cb (gpointer user_data)
{
  SptImportDialog *self = user_data;
  g_autofree char *name = spt_import_work_dup_name (self->work);

  self->patience_timer = 0;
  adw_status_page_set_title (self->working_page, run_title (self->run));
  set_description (self->working_page, name);
  show_progress_cb (self);
  self->progress_timer = g_timeout_add (PROGRESS_MS, show_progress_cb, self);
  go_to (self, "working");
  gtk_widget_grab_focus (self->stop_button);
  return G_SOURCE_REMOVE;
}

/* What has to be asked is asked; else on to the columns, or where nobody has to look at them to the check. */
static void
looked (SptImportDialog *self)
{
  gboolean keeps_page = self->keeps_page;

  self->keeps_page = FALSE;
  if (keeps_page && g_str_equal (self->from, "columns"))
    {
      spt_import_columns_show (self->columns, self->work);
      go_to (self, "columns");
    }
  else if (keeps_page || spt_import_work_get_asks (self->work) != 0)
    show_choose (self);
  else if (spt_import_work_get_is_known (self->work))
    run (self, SPT_IMPORT_RUN_CHECK, FALSE);
  else
    show_columns (self);
}

static void
stopped (SptImportDialog *self)
{
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  g_autofree char *text = NULL;

  self->keeps_page = FALSE;
  switch (self->run)
    {
    case SPT_IMPORT_RUN_ALL:
    case SPT_IMPORT_RUN_GOOD:
      text = kind->dup_phrase (SPT_IMPORT_SAYS_STOPPED, 0);
      break;
    case SPT_IMPORT_RUN_UNDO:
      text = g_strdup (_("Stopped: the import stays as it was."));
      break;
    case SPT_IMPORT_RUN_LOOK:
    case SPT_IMPORT_RUN_CHECK:
    case SPT_IMPORT_RUN_REJECTS:
    default:
      text = g_strdup (_("Stopped: nothing has changed."));
    }
  say (self, text);
  if (g_str_equal (self->from, "choose") || spt_import_work_get_look (self->work) == NULL)
    show_choose (self);
  else
    go_to (self, self->from);
}

static void
undone (SptImportDialog *self)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  const SptImportKind *kind = spt_import_work_get_kind (self->work);
  guint n_kept = spt_import_work_get_n_kept (self->work);
  g_autofree char *text = n_kept > 0 ? kind->dup_phrase (SPT_IMPORT_SAYS_KEPT, n_kept)
                                     : kind->dup_phrase (SPT_IMPORT_SAYS_UNDONE,
                                                         spt_import_work_get_n_removed (self->work));

  if (window != NULL)
    spt_window_toast (window, text, NULL, NULL, NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
saved (SptImportDialog *self)
{
  g_autofree char *base = g_filename_display_basename (spt_import_work_get_rejects_path (self->work));
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_("The rows that stay out are in %s, each with its reason. Nothing came in."),
                                           base);

  go_to (self, "check");
  say (self, text);
}

static void
succeeded (SptImportDialog *self)
{
  switch (self->run)
    {
    case SPT_IMPORT_RUN_LOOK:
      looked (self);
      break;
    case SPT_IMPORT_RUN_CHECK:
      spt_import_check_show (self->check, self->work, self->is_quiet);
      if (!self->is_quiet)
        {
          go_to (self, "check");
          spt_import_check_focus (self->check);
        }
      break;
    case SPT_IMPORT_RUN_REJECTS:
      saved (self);
      break;
    case SPT_IMPORT_RUN_UNDO:
      undone (self);
      break;
    case SPT_IMPORT_RUN_ALL:
    case SPT_IMPORT_RUN_GOOD:
    default:
      go_to (self, "done");
      spt_import_done_show (self->done, self->work, self->run == SPT_IMPORT_RUN_GOOD);
    }
}

/* @user_data is a reference. */
static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (SptImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = spt_import_work_run_finish (SPT_IMPORT_WORK (object), result, &error);
  gboolean is_stale = self->is_stale;

  g_clear_handle_id (&self->patience_timer, g_source_remove);
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_clear_object (&self->cancellable);
  self->is_stale = FALSE;
  if (g_cancellable_is_cancelled (self->life))
    return;

  if (is_stale)
    {
      run (self, SPT_IMPORT_RUN_CHECK, TRUE);
      return;
    }
  spt_import_check_set_busy (self->check, FALSE);
  if (ok)
    succeeded (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stopped (self);
  else
    show_failed (self, error);
}

/* Begins, unless something is under way. @quiet: the page stays, however long it takes. */
static void
run (SptImportDialog *self,
     SptImportRun     what,
     gboolean         quiet)
{
  if (self->cancellable != NULL || !spt_import_work_get_has_file (self->work))
    return;

  say (self, NULL);
  self->run = what;
  self->is_quiet = quiet;
  self->from = g_intern_string (gtk_stack_get_visible_child_name (self->stack));
  self->cancellable = g_cancellable_new ();
  if (quiet)
    spt_import_check_set_busy (self->check, TRUE);
  else
    self->patience_timer = g_timeout_add (PATIENCE_MS, patience_cb, self);
  spt_import_work_run_async (self->work, what, self->cancellable, ran_cb, g_object_ref (self));
}

/* @paths: (array zero-terminated=1) */
static void
take_paths (SptImportDialog   *self,
            const char *const *paths)
{
  if (self->cancellable != NULL)
    return;
  spt_import_work_set_paths (self->work, paths);
  run (self, SPT_IMPORT_RUN_LOOK, FALSE);
}

/* @files: (element-type GFile): at least one */
static void
take_files (SptImportDialog *self,
            GSList          *files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (GSList *at = files; at != NULL; at = at->next)
    {
      char *path = g_file_get_path (at->data);

      if (path == NULL)
        {
          g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                                  "The file is not on this computer");

          show_failed (self, error);
          return;
        }
      g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  take_paths (self, (const char *const *) paths->pdata);
}

/* --- actions ------------------------------------------------------------------------------------------- */

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
      show_failed (self, error);
    }
  else if (paths != NULL)
    {
      g_ptr_array_add (paths, NULL);
      take_paths (self, (const char *const *) paths->pdata);
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
  const char *page = page_before (self, gtk_stack_get_visible_child_name (self->stack));

  if (page == NULL || (self->cancellable != NULL && !self->is_quiet))
    return;
  say (self, NULL);
  g_cancellable_cancel (self->cancellable); /* of a check that is not wanted any more */
  if (g_str_equal (page, "columns"))
    show_columns (self);
  else
    show_choose (self);
}

/* One step back, not out, as long as there is one. */
static void
escape_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);

  if (page_before (self, gtk_stack_get_visible_child_name (self->stack)) != NULL)
    back_action (widget, name, parameter);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
questions_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  show_choose (SPT_IMPORT_DIALOG (widget));
}

static void
columns_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  show_columns (SPT_IMPORT_DIALOG (widget));
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
  say (self, NULL);
  if (spt_import_work_get_is_known (self->work))
    run (self, SPT_IMPORT_RUN_CHECK, FALSE);
  else
    show_columns (self);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_CHECK, FALSE);
}

static void
retry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_LOOK, FALSE);
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
  run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_ALL, FALSE);
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
      show_failed (self, error);
      return;
    }
  if (path == NULL)
    return;
  spt_import_work_set_rejects_path (self->work, path);
  run (self, what, FALSE);
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
  run (SPT_IMPORT_DIALOG (widget), SPT_IMPORT_RUN_UNDO, FALSE);
}

/* --- what the pages say -------------------------------------------------------------------------------- */

static void
look_again_cb (SptImportDialog *self)
{
  self->keeps_page = TRUE;
  run (self, SPT_IMPORT_RUN_LOOK, FALSE);
}

/* Mended while the last one is still being checked: begun anew when that has ended. */
static void
mended_cb (SptImportDialog *self)
{
  if (self->cancellable == NULL)
    {
      run (self, SPT_IMPORT_RUN_CHECK, TRUE);
      return;
    }
  self->is_stale = TRUE;
  g_cancellable_cancel (self->cancellable);
}

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         SptImportDialog *self)
{
  if (self->cancellable != NULL || g_value_get_boxed (value) == NULL)
    return FALSE;
  take_files (self, g_value_get_boxed (value));
  return TRUE;
}

/* --- the window ---------------------------------------------------------------------------------------- */

static gboolean
spt_import_dialog_close_request (GtkWindow *window)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (window);

  /* An import that is left is taken back whole; the other thread ends soon after. */
  g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (spt_import_dialog_parent_class)->close_request (window);
}

static void
spt_import_dialog_dispose (GObject *object)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->life);
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_clear_handle_id (&self->patience_timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (spt_import_dialog_parent_class)->dispose (object);
}

static void
spt_import_dialog_finalize (GObject *object)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (object);

  g_clear_object (&self->work);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->life);

  G_OBJECT_CLASS (spt_import_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/spt-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, strip);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, bin);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, working_page);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, check);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, done);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, retry_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, another_button);
}

static void
spt_import_dialog_class_init (SptImportDialogClass *klass)
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
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_import_dialog_dispose;
  object_class->finalize = spt_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = spt_import_dialog_close_request;
  g_type_ensure (SPT_TYPE_STRIP);
  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_IMPORT_CHOOSE);
  g_type_ensure (SPT_TYPE_IMPORT_COLUMNS);
  g_type_ensure (SPT_TYPE_IMPORT_CHECK);
  g_type_ensure (SPT_TYPE_IMPORT_DONE);
  bind_template (widget_class);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "import.escape", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "import.back", NULL);
}

static void
spt_import_dialog_init (SptImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->life = g_cancellable_new ();
  self->from = "choose";
  gtk_widget_init_template (GTK_WIDGET (self));

  g_object_bind_property (self->bin, "narrow", self->columns, "narrow", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->choose, "sheet-changed", G_CALLBACK (look_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->columns, "header-row-changed", G_CALLBACK (look_again_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->check, "mended", G_CALLBACK (mended_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * spt_import_dialog_new_for_kind:
 * @parent: a widget of the window
 * @desk: what it works with
 * @kind: which records: "debt-positions"
 * @files: (nullable) (element-type GFile): what to begin with
 *
 * Makes the assistant; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_import_dialog_new_for_kind (GtkWidget  *parent,
                                SptDesk    *desk,
                                const char *kind,
                                GSList     *files)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptImportDialog *self = g_object_new (SPT_TYPE_IMPORT_DIALOG, "transient-for",
                                        GTK_IS_WINDOW (root) ? root : NULL, NULL);
  g_autofree char *title = NULL;

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->work = spt_import_work_new (desk, kind);
  title = spt_import_work_get_kind (self->work)->dup_phrase (SPT_IMPORT_SAYS_TITLE, 0);
  gtk_window_set_title (GTK_WINDOW (self), title);
  show_choose (self);
  if (files != NULL)
    take_files (self, files);
  return GTK_WINDOW (self);
}

/**
 * spt_import_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @file: (nullable): what to begin with
 *
 * Makes the assistant for debt positions; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_import_dialog_new (GtkWidget *parent,
                       SptDesk   *desk,
                       GFile     *file)
{
  GSList files = { .data = file };

  return spt_import_dialog_new_for_kind (parent, desk, SPT_KIND_POSITIONS, file != NULL ? &files : NULL);
}
