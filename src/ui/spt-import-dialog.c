/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant that brings a file of records into the archive: its columns, a check, the import, the way back. */
#define G_LOG_DOMAIN "spt-import-dialog"

#include "config.h"

#include "ui/spt-import-dialog-private.h"

#include <glib/gi18n.h>

#include "ui/spt-position-work.h"
#include "ui/spt-window.h"

/* What takes longer than this shows how far it is. */
#define PATIENCE_MS 500
#define PROGRESS_MS 100

G_DEFINE_FINAL_TYPE (SptImportDialog, spt_import_dialog, ADW_TYPE_WINDOW)

/* --- pages --------------------------------------------------------------------------------------------- */

static void
set_description (AdwStatusPage *page,
                 const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
}

/**
 * _spt_import_dialog_say:
 * @self: the assistant
 * @text: (nullable): what stands above its page; %NULL = nothing
 *
 * Says it.
 */
void
_spt_import_dialog_say (SptImportDialog *self,
                        const char      *text)
{
  g_object_set (self->strip, "text", text != NULL ? text : "", "revealed", text != NULL, NULL);
}

/**
 * _spt_import_dialog_page_before:
 * @self: the assistant
 * @page: one of its pages
 *
 * Returns: (nullable): where "back" leads from it; %NULL = nowhere
 */
const char *
_spt_import_dialog_page_before (SptImportDialog *self,
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
  gtk_widget_set_visible (self->back_button, _spt_import_dialog_page_before (self, page) != NULL);
}

/**
 * _spt_import_dialog_show_choose:
 * @self: the assistant
 *
 * Shows the page that asks for the file, and what it does not say itself.
 */
void
_spt_import_dialog_show_choose (SptImportDialog *self)
{
  spt_import_choose_show (self->choose, self->work);
  go_to (self, "choose");
  spt_import_choose_focus (self->choose);
}

/**
 * _spt_import_dialog_show_columns:
 * @self: the assistant
 *
 * Shows the page of the columns.
 */
void
_spt_import_dialog_show_columns (SptImportDialog *self)
{
  spt_import_columns_show (self->columns, self->work);
  go_to (self, "columns");
  spt_import_columns_focus (self->columns);
}

/**
 * _spt_import_dialog_show_failed:
 * @self: the assistant
 * @error: what happened
 *
 * Says why it cannot go on.
 */
void
_spt_import_dialog_show_failed (SptImportDialog *self,
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
    _spt_import_dialog_show_choose (self);
  else if (spt_import_work_get_is_known (self->work))
    _spt_import_dialog_run (self, SPT_IMPORT_RUN_CHECK, FALSE);
  else
    _spt_import_dialog_show_columns (self);
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
  _spt_import_dialog_say (self, text);
  if (g_str_equal (self->from, "choose") || spt_import_work_get_look (self->work) == NULL)
    _spt_import_dialog_show_choose (self);
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
  _spt_import_dialog_say (self, text);
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
      _spt_import_dialog_run (self, SPT_IMPORT_RUN_CHECK, TRUE);
      return;
    }
  spt_import_check_set_busy (self->check, FALSE);
  if (ok)
    succeeded (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    stopped (self);
  else
    _spt_import_dialog_show_failed (self, error);
}

/**
 * _spt_import_dialog_run:
 * @self: the assistant
 * @what: the work
 * @quiet: the page stays, however long it takes
 *
 * Begins, unless something is under way.
 */
void
_spt_import_dialog_run (SptImportDialog *self,
                        SptImportRun     what,
                        gboolean         quiet)
{
  if (self->cancellable != NULL || !spt_import_work_get_has_file (self->work))
    return;

  _spt_import_dialog_say (self, NULL);
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

/**
 * _spt_import_dialog_take_paths:
 * @self: the assistant
 * @paths: (array zero-terminated=1): files of this computer that are to be imported, at least one
 *
 * Looks into them, unless something is under way.
 */
void
_spt_import_dialog_take_paths (SptImportDialog   *self,
                               const char *const *paths)
{
  if (self->cancellable != NULL)
    return;
  spt_import_work_set_paths (self->work, paths);
  _spt_import_dialog_run (self, SPT_IMPORT_RUN_LOOK, FALSE);
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

          _spt_import_dialog_show_failed (self, error);
          return;
        }
      g_ptr_array_add (paths, path);
    }
  g_ptr_array_add (paths, NULL);
  _spt_import_dialog_take_paths (self, (const char *const *) paths->pdata);
}

/* --- what the pages say -------------------------------------------------------------------------------- */

static void
look_again_cb (SptImportDialog *self)
{
  self->keeps_page = TRUE;
  _spt_import_dialog_run (self, SPT_IMPORT_RUN_LOOK, FALSE);
}

/* Mended while the last one is still being checked: begun anew when that has ended. */
static void
mended_cb (SptImportDialog *self)
{
  if (self->cancellable == NULL)
    {
      _spt_import_dialog_run (self, SPT_IMPORT_RUN_CHECK, TRUE);
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
  _spt_import_dialog_install_actions (widget_class);
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
  _spt_import_dialog_show_choose (self);
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
