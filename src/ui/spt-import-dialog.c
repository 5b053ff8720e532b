/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant that brings a file of records into the archive: check first, then import, then undo. */
#define G_LOG_DOMAIN "spt-import-dialog"

#include "config.h"

#include "spt-import-dialog.h"

#include <glib/gi18n.h>

#include "outbox/spt-intake.h"
#include "service/spt-service.h"
#include "store/spt-store-positions.h"
#include "ui/spt-finding-table.h"
#include "ui/spt-position-work.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

/* Findings that can be gone through: a few for each of 100,000 rows. */
#define MAX_FINDINGS 500000
#define PROGRESS_MS 100

typedef enum
{
  RUN_CHECK,
  RUN_IMPORT,
  RUN_IMPORT_GOOD
} Run;

struct _SptImportDialog
{
  AdwWindow        parent_instance;

  SptDesk         *desk;          /* (owned) */
  GFile           *file;          /* (owned) (nullable) */
  SptImportResult *checked;       /* (owned) (nullable): of the dry run */
  SptImportResult *done;          /* (owned) (nullable): of the import */
  GCancellable    *cancellable;   /* (owned) (nullable): of the run under way */
  GCancellable    *life;          /* (owned): of the window */
  char            *rejects_path;  /* (owned) (nullable) */
  Run              run;
  guint            progress_timer;
  GMutex           lock;          /* guards the two numbers, which come from other threads */
  gint64           n_done;
  gint64           n_total;

  /* Template */
  GtkWidget       *back_button;
  GtkStack        *stack;
  GtkWidget       *choose_button;
  AdwStatusPage   *working_page;
  GtkProgressBar  *progress;
  GtkLabel        *file_label;
  GtkLabel        *good_label;
  GtkLabel        *faulty_label;
  GtkLabel        *rejected_label;
  GtkLabel        *check_label;
  SptFindingTable *findings;
  GtkLabel        *more_label;
  GtkWidget       *rejects_button;
  GtkWidget       *import_button;
  AdwStatusPage   *done_page;
  GtkWidget       *to_fix_button;
  GtkWidget       *undo_button;
  AdwStatusPage   *failed_page;
};

G_DEFINE_FINAL_TYPE (SptImportDialog, spt_import_dialog, ADW_TYPE_WINDOW)

/* --- what is said -------------------------------------------------------------------------------------- */

static void
set_description (AdwStatusPage *page,
                 const char    *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (page, escaped);
}

static void
go_to (SptImportDialog *self,
       const char      *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (self->back_button, strcmp (page, "check") == 0);
}

static void
set_number (GtkLabel   *label,
            guint       number,
            const char *css_class)
{
  g_autofree char *text = spt_ui_format_count (number);

  gtk_label_set_text (label, text);
  if (number > 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), css_class);
}

static char *
dup_column (gpointer    data,
            const char *path)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (data);

  return klass->dup_csv_column != NULL ? klass->dup_csv_column (SPT_SERVICE (data), path) : NULL;
}

static void
show_findings (SptImportDialog *self)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);
  SptSchema *schema = SPT_SERVICE_GET_CLASS (service)->get_record_schema (service);
  SptIssueList *issues = g_steal_pointer (&self->checked->issues);
  guint n_all = spt_issue_list_get_n_errors (issues) + spt_issue_list_get_n_warnings (issues);
  g_autoptr (SptFindingList) list =
    spt_finding_list_new_issues (NULL, schema, issues, SPT_ISSUE_WARNING, NULL,
                                 self->checked->is_table ? dup_column : NULL, service);
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (list));

  spt_finding_table_set_list (self->findings, list, _("What was found in the file"));
  gtk_widget_set_visible (GTK_WIDGET (self->findings), n_shown > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_all > n_shown);
  if (n_all > n_shown)
    {
      g_autofree char *shown = spt_ui_format_count (n_shown);
      g_autofree char *all = spt_ui_format_count (n_all);
      g_autofree char *text = g_strdup_printf (_("The first %1$s of %2$s findings."), shown, all);

      gtk_label_set_text (self->more_label, text);
    }
}

static void
show_check (SptImportDialog *self)
{
  SptImportResult *result = self->checked;
  g_autofree char *name = g_file_get_basename (self->file);
  guint n_in = result->n_good + result->n_faulty;
  g_autofree char *in = spt_ui_format_count (n_in);
  g_autofree char *good = spt_ui_format_count (result->n_good);
  g_autofree char *import_label = NULL;
  g_autofree char *rejects_label = NULL;
  const char *sentence;

  gtk_label_set_text (self->file_label, name);
  set_number (self->good_label, result->n_good, "success");
  set_number (self->faulty_label, result->n_faulty, "warning");
  set_number (self->rejected_label, result->n_rejected, "error");

  if (n_in == 0)
    sentence = _("Nothing of this file can come in. The reasons are below; the file stays as it is.");
  else if (result->n_faulty + result->n_rejected == 0)
    sentence = _("All rows are in order.");
  else if (result->n_faulty == 0)
    sentence = _("Rows that cannot be read stay out; the reasons are below.");
  else
    sentence = _("Positions with something to correct come in as drafts and can be corrected here. They are not sent before.");
  gtk_label_set_text (self->check_label, sentence);

  import_label = g_strdup_printf (ngettext ("_Import %s Position", "_Import %s Positions", n_in),
                                  in);
  rejects_label = g_strdup_printf (ngettext ("Import Only %s Correct, _Save the Others…",
                                             "Import Only the %s Correct, _Save the Others…",
                                             result->n_good), good);
  gtk_button_set_label (GTK_BUTTON (self->import_button), import_label);
  gtk_button_set_label (GTK_BUTTON (self->rejects_button), rejects_label);
  gtk_widget_set_visible (self->import_button, n_in > 0);
  gtk_widget_set_visible (self->rejects_button, result->n_faulty + result->n_rejected > 0);

  show_findings (self);
  go_to (self, "check");
  if (n_in > 0)
    gtk_widget_grab_focus (self->import_button);
}

static void
show_done (SptImportDialog *self)
{
  SptImportResult *result = self->done;
  guint n_faulty = self->run == RUN_IMPORT_GOOD ? 0 : result->n_faulty;
  guint n_in = result->n_good + n_faulty;
  g_autofree char *in = spt_ui_format_count (n_in);
  g_autofree char *faulty = spt_ui_format_count (n_faulty);
  g_autofree char *title = g_strdup_printf (ngettext ("%s Position Imported",
                                                      "%s Positions Imported", n_in), in);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *fix_label = g_strdup_printf (ngettext ("_Correct the %s Position",
                                                          "_Correct the %s Positions", n_faulty),
                                                faulty);
  g_autofree char *undo_label = g_strdup_printf (ngettext ("_Remove the %s Imported Position",
                                                           "_Remove the %s Imported Positions",
                                                           n_in), in);

  adw_status_page_set_title (self->done_page, escaped);
  if (self->run == RUN_IMPORT_GOOD)
    {
      g_autofree char *base = g_path_get_basename (self->rejects_path);
      g_autofree char *text = NULL;

      /* Translators: %s is the name of a file */
      text = g_strdup_printf (_("The other rows are in %s, each with its reason."), base);
      set_description (self->done_page, text);
    }
  else if (n_faulty > 0)
    {
      set_description (self->done_page,
                       _("They can be removed in one go for as long as nothing of them was sent."));
    }
  else
    {
      set_description (self->done_page, _("All of them are ready to be sent. They can be removed in one go for as long "
                                          "as nothing of them was sent."));
    }
  gtk_button_set_label (GTK_BUTTON (self->to_fix_button), fix_label);
  gtk_widget_set_visible (self->to_fix_button, n_faulty > 0);
  gtk_button_set_label (GTK_BUTTON (self->undo_button), undo_label);
  gtk_widget_set_visible (self->undo_button, n_in > 0);
  go_to (self, "done");
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
  go_to (self, "failed");
}

/* --- running ------------------------------------------------------------------------------------------- */

/* Any thread. */
static void
progress_cb (gint64   done,
             gint64   total,
             gpointer user_data)
{
  SptImportDialog *self = user_data;

  g_mutex_lock (&self->lock);
  self->n_done = done;
  self->n_total = total;
  g_mutex_unlock (&self->lock);
}

static gboolean
show_progress_cb (gpointer user_data)
{
  SptImportDialog *self = user_data;
  gint64 done, total;

  g_mutex_lock (&self->lock);
  done = self->n_done;
  total = self->n_total;
  g_mutex_unlock (&self->lock);

  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / (double) total, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

/* @user_data is a reference: the other thread writes its progress into the dialog until here. */
static void
ran_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (SptImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  SptImportResult *outcome = spt_import_file_finish (result, &error);

  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_clear_object (&self->cancellable);

  if (g_cancellable_is_cancelled (self->life))
    {
      g_clear_pointer (&outcome, spt_import_result_free);
      return;
    }
  if (outcome == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failed (self, error);
      else if (self->run == RUN_CHECK)
        go_to (self, "file");
      else
        go_to (self, "check");
      return;
    }

  if (self->run == RUN_CHECK)
    {
      g_clear_pointer (&self->checked, spt_import_result_free);
      self->checked = outcome;
      show_check (self);
    }
  else
    {
      g_clear_pointer (&self->done, spt_import_result_free);
      self->done = outcome;
      show_done (self);
    }
}

static void
run (SptImportDialog *self,
     Run              what)
{
  g_autofree char *path = g_file_get_path (self->file);
  g_autofree char *name = g_file_get_basename (self->file);
  SptImportOptions options = {
    .kind = SPT_KIND_POSITIONS,
    .path = path,
    .who = spt_desk_get_who (self->desk),
    .dry_run = what == RUN_CHECK,
    .rejects_path = what == RUN_IMPORT_GOOD ? self->rejects_path : NULL,
    .max_issues = what == RUN_CHECK ? MAX_FINDINGS : 1,
    .progress = progress_cb,
    .progress_data = self,
  };

  if (self->cancellable != NULL)
    return;
  if (path == NULL)
    {
      g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                              "The file is not on this computer");

      show_failed (self, error);
      return;
    }

  self->run = what;
  self->n_done = 0;
  self->n_total = 0;
  adw_status_page_set_title (self->working_page,
                             what == RUN_CHECK ? _("Checking the File") : _("Importing"));
  set_description (self->working_page, name);
  gtk_progress_bar_set_fraction (self->progress, 0);
  go_to (self, "working");

  self->cancellable = g_cancellable_new ();
  self->progress_timer = g_timeout_add (PROGRESS_MS, show_progress_cb, self);
  spt_import_file_async (spt_desk_get_store (self->desk), &options, self->cancellable, ran_cb,
                         g_object_ref (self));
}

static void
take_file (SptImportDialog *self,
           GFile           *file)
{
  g_set_object (&self->file, file);
  run (self, RUN_CHECK);
}

/* --- actions ------------------------------------------------------------------------------------------- */

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  SptImportDialog *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    show_failed (self, error);
  else if (file != NULL)
    take_file (self, file);
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);
  const char *filters[] = { _("Debt positions"), "*.csv;*.txt;*.tsv;*.json;*.zip",
                            _("All files"), "*", NULL };

  spt_ui_open_file_async (widget, _("Import Debt Positions"), filters, self->life, chosen_cb, self);
}

static void
restart_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);

  go_to (self, "file");
  gtk_widget_grab_focus (self->choose_button);
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
  run (SPT_IMPORT_DIALOG (widget), RUN_IMPORT);
}

static void
rejects_chosen_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  SptImportDialog *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      show_failed (self, error);
      return;
    }
  if (file == NULL)
    return;
  g_free (self->rejects_path);
  self->rejects_path = g_file_get_path (file);
  if (self->rejects_path != NULL)
    run (self, RUN_IMPORT_GOOD);
}

static void
run_good_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);
  g_autofree char *base = g_file_get_basename (self->file);
  char *dot = strrchr (base, '.');
  g_autofree char *suggested = NULL;

  if (dot != NULL)
    *dot = '\0';
  /* Translators: name of a file; %s is the name of the imported one without its ending */
  suggested = g_strdup_printf (_("%s-to-correct.csv"), base);
  spt_ui_save_file_async (widget, _("Save the Rows That Stay Out"), suggested, self->life,
                          rejects_chosen_cb, self);
}

static void
show (SptImportDialog *self,
      guint            states)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  gint64 import_id = self->done->import_id;

  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    spt_window_open_positions (window, states, import_id, 0);
}

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  show (SPT_IMPORT_DIALOG (widget), 0);
}

static void
show_to_fix_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  show (SPT_IMPORT_DIALOG (widget), 1u << SPT_STATE_TO_FIX);
}

typedef struct
{
  gint64 import_id;
  guint  n_removed;
} UndoWork;

static gboolean
undo_import (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  UndoWork *work = data;

  return spt_db_undo_import (db, work->import_id, &work->n_removed, error);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  UndoWork *work = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptImportDialog *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (work == NULL)
    {
      show_failed (self, error);
    }
  else
    {
      g_autofree char *number = spt_ui_format_count (work->n_removed);
      g_autofree char *text = g_strdup_printf (ngettext ("%s position removed",
                                                         "%s positions removed", work->n_removed),
                                               number);
      SptWindow *window = spt_window_of (GTK_WIDGET (self));

      if (window != NULL)
        spt_window_toast (window, text, NULL, NULL, NULL);
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (widget);
  UndoWork *work = g_new0 (UndoWork, 1);

  work->import_id = self->done->import_id;
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_WRITE, undo_import, work, g_free,
                       self->life, undone_cb, self);
}

/* --- the window ---------------------------------------------------------------------------------------- */

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         SptImportDialog *self)
{
  if (self->cancellable != NULL)
    return FALSE;
  take_file (self, g_value_get_object (value));
  return TRUE;
}

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
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (spt_import_dialog_parent_class)->dispose (object);
}

static void
spt_import_dialog_finalize (GObject *object)
{
  SptImportDialog *self = SPT_IMPORT_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->life);
  g_clear_pointer (&self->checked, spt_import_result_free);
  g_clear_pointer (&self->done, spt_import_result_free);
  g_clear_pointer (&self->rejects_path, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (spt_import_dialog_parent_class)->finalize (object);
}

static void
spt_import_dialog_class_init (SptImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_import_dialog_dispose;
  object_class->finalize = spt_import_dialog_finalize;
  g_type_ensure (SPT_TYPE_FINDING_TABLE);
  GTK_WINDOW_CLASS (klass)->close_request = spt_import_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, working_page);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, good_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, faulty_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, rejected_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, check_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, findings);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, more_label);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, rejects_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, done_page);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, to_fix_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, undo_button);
  gtk_widget_class_bind_template_child (widget_class, SptImportDialog, failed_page);

  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.restart", NULL, restart_action);
  gtk_widget_class_install_action (widget_class, "import.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.run-good", NULL, run_good_action);
  gtk_widget_class_install_action (widget_class, "import.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "import.show-to-fix", NULL, show_to_fix_action);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_import_dialog_init (SptImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  g_mutex_init (&self->lock);
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * spt_import_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @file: (nullable): what to begin with
 *
 * Makes the assistant; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_import_dialog_new (GtkWidget *parent,
                       SptDesk   *desk,
                       GFile     *file)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptImportDialog *self = g_object_new (SPT_TYPE_IMPORT_DIALOG, "transient-for",
                                        GTK_IS_WINDOW (root) ? root : NULL, NULL);

  self->desk = g_object_ref (desk);
  if (file != NULL)
    take_file (self, file);
  else
    gtk_widget_grab_focus (self->choose_button);
  return GTK_WINDOW (self);
}
