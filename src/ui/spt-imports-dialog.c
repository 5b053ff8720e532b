/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The imports of one kind: what came in when, the sheet back with its outcomes, and the way back. */
#define G_LOG_DOMAIN "spt-imports-dialog"

#include "config.h"

#include "spt-imports-dialog.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "store/spt-store-imports.h"
#include "ui/spt-import-layouts.h"
#include "ui/spt-original-work.h"
#include "ui/spt-ui.h"

/* How often the progress is looked at. */
#define TICK_MS 100

struct _SptImportsDialog
{
  AdwWindow            parent_instance;

  SptDesk             *desk;        /* (owned) */
  const SptImportKind *kind;        /* static */
  GtkWidget           *opener;      /* (weak) (nullable): what a list of records is opened from */
  GPtrArray           *entries;     /* (owned) (nullable) (element-type SptImportEntry) */
  GCancellable        *cancellable; /* (owned): of the dialog */
  GCancellable        *stop;        /* (owned) (nullable): of what is being saved */
  guint                tick;
  gint                 permille;    /* atomic: written by the thread that saves */

  /* Template */
  GtkLabel            *said;
  GtkStack            *stack;
  AdwPreferencesGroup *group;
  SptImportLayouts    *layouts;
  GtkWidget           *saving;
  GtkProgressBar      *progress;
};

G_DEFINE_FINAL_TYPE (SptImportsDialog, spt_imports_dialog, ADW_TYPE_WINDOW)

static void load (SptImportsDialog *self);

static SptStore *
get_store (SptImportsDialog *self)
{
  return spt_desk_get_store (self->desk);
}

/* What came of the last thing that was done; empty: nothing yet. */
static void
say (SptImportsDialog *self,
     const char       *text)
{
  gtk_label_set_text (self->said, text);
  gtk_widget_set_visible (GTK_WIDGET (self->said), *text != '\0');
}

/* What goes wrong is said here, not in the window behind. */
static void
say_error (SptImportsDialog *self,
           const GError     *error)
{
  g_autofree char *title = NULL;
  g_autofree char *text = spt_ui_dup_explanation (error, &title);
  const char *responses[] = { "close", _("_Close"), NULL };

  spt_ui_ask_async (GTK_WIDGET (self), title, text, NULL, responses, self->cancellable, NULL, NULL);
}

static const SptImportEntry *
find_entry (SptImportsDialog *self,
            gint64            id)
{
  for (guint i = 0; self->entries != NULL && i < self->entries->len; i++)
    {
      const SptImportEntry *entry = g_ptr_array_index (self->entries, i);

      if (entry->id == id)
        return entry;
    }
  return NULL;
}

/* --- the list ------------------------------------------------------------------------------------------ */

static char *
dup_subtitle (SptImportsDialog     *self,
              const SptImportEntry *entry)
{
  gint64 now = spt_clock_get_utc_ms (spt_desk_get_clock (self->desk));
  g_autofree char *when = spt_ui_format_time (entry->created, now);
  g_autofree char *undone = NULL;
  GString *text = g_string_new (when);

  if (entry->undone != 0)
    {
      undone = spt_ui_format_time (entry->undone, now);
      g_string_append (text, " · ");
      /* Translators: of an import; %s is a time: "today 14:20" */
      g_string_append_printf (text, _("taken back %s"), undone);
      return g_string_free (text, FALSE);
    }
  if (entry->n_good > 0)
    {
      g_autofree char *n = spt_ui_format_count (entry->n_good);

      g_string_append (text, " · ");
      /* Translators: of what came in with a file */
      g_string_append_printf (text, ngettext ("%s correct", "%s correct", entry->n_good), n);
    }
  if (entry->n_faulty > 0)
    {
      g_autofree char *n = spt_ui_format_count (entry->n_faulty);

      g_string_append (text, " · ");
      /* Translators: of what came in with a file */
      g_string_append_printf (text, ngettext ("%s came in with errors", "%s came in with errors",
                                              entry->n_faulty), n);
    }
  if (entry->n_rejected > 0)
    {
      g_autofree char *n = spt_ui_format_count (entry->n_rejected);

      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%s row rejected", "%s rows rejected",
                                              entry->n_rejected), n);
    }
  return g_string_free (text, FALSE);
}

/* @words: what the tooltip says; a screen reader hears of which import besides. */
static void
add_button (GtkWidget            *row,
            const SptImportEntry *entry,
            const char           *icon,
            const char           *action,
            const char           *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf ("%s: %s", entry->label, words);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", entry->id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (SptImportsDialog     *self,
          const SptImportEntry *entry)
{
  g_autofree char *subtitle = dup_subtitle (self, entry);
  gboolean brought = entry->undone == 0 && entry->n_good + entry->n_faulty > 0;
  GtkWidget *row = spt_ui_new_row (entry->label, NULL);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (brought)
    add_button (row, entry, "view-list-symbolic", "imports.show", _("Show what came in"));
  if (entry->undone == 0 && entry->has_rows)
    add_button (row, entry, "document-save-symbolic", "imports.export",
                _("Export the original sheet with the outcomes…"));
  if (brought && !entry->was_accepted)
    add_button (row, entry, "edit-undo-symbolic", "imports.undo", _("Take the import back…"));
  return row;
}

static void
show_list (SptImportsDialog *self)
{
  GtkWidget *rows = g_object_get_data (G_OBJECT (self->group), "spt-rows");

  if (rows != NULL)
    adw_preferences_group_remove (self->group, rows);
  rows = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (rows), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (rows, "boxed-list");
  for (guint i = 0; i < self->entries->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (rows), make_row (self, g_ptr_array_index (self->entries, i)));
  adw_preferences_group_add (self->group, rows);
  g_object_set_data (G_OBJECT (self->group), "spt-rows", rows);
  gtk_widget_set_visible (GTK_WIDGET (self->group), self->entries->len > 0);
  gtk_stack_set_visible_child_name (self->stack, self->entries->len > 0 ||
                                    gtk_widget_get_visible (GTK_WIDGET (self->layouts))
                                    ? "list" : "empty");
}

typedef struct
{
  const char *kind;
  GPtrArray  *entries; /* (owned) (nullable) */
  GPtrArray  *layouts; /* (owned) (nullable) */
} ListWork;

static void
list_work_free (ListWork *work)
{
  g_clear_pointer (&work->entries, g_ptr_array_unref);
  g_clear_pointer (&work->layouts, g_ptr_array_unref);
  g_free (work);
}

static gboolean
list_imports (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  ListWork *work = data;

  work->entries = spt_db_list_imports (db, work->kind, error);
  if (work->entries == NULL)
    return FALSE;
  work->layouts = spt_db_list_mappings (db, work->kind, error);

  return work->layouts != NULL;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  ListWork *work = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptImportsDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (work == NULL)
    {
      say_error (self, error);
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&work->entries);
  spt_import_layouts_show (self->layouts, get_store (self), self->kind->id, work->layouts);
  show_list (self);
}

static void
load (SptImportsDialog *self)
{
  ListWork *work = g_new0 (ListWork, 1);

  work->kind = self->kind->id;
  spt_store_run_async (get_store (self), SPT_STORE_READ, list_imports, work,
                       (GDestroyNotify) list_work_free, self->cancellable, listed_cb, self);
}

static void
forgotten_cb (SptImportsDialog *self,
              const char       *name)
{
  /* Translators: %s is the name of a layout of files */
  g_autofree char *text = g_strdup_printf (_("Forgotten: %s"), name);

  say (self, text);
  load (self);
}

/* --- what can be done with one ------------------------------------------------------------------------- */

static void
show_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptImportsDialog *self = SPT_IMPORTS_DIALOG (widget);

  if (self->opener != NULL)
    self->kind->show (self->opener, g_variant_get_int64 (parameter), FALSE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
progress_cb (gint64   done,
             gint64   total,
             gpointer user_data)
{
  SptImportsDialog *self = user_data;

  g_atomic_int_set (&self->permille, total > 0 ? (gint) (MIN (done, total) * 1000 / total) : -1);
}

static gboolean
tick_cb (gpointer user_data)
{
  SptImportsDialog *self = user_data;
  gint permille = g_atomic_int_get (&self->permille);

  if (permille >= 0)
    gtk_progress_bar_set_fraction (self->progress, permille / 1000.0);
  else
    gtk_progress_bar_pulse (self->progress);
  return G_SOURCE_CONTINUE;
}

static void
set_saving (SptImportsDialog *self,
            gboolean          saving)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "imports.export", !saving);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "imports.undo", !saving);
  gtk_widget_set_visible (self->saving, saving);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->stop);
  if (!saving)
    return;
  say (self, "");
  self->stop = g_cancellable_new ();
  g_atomic_int_set (&self->permille, 0);
  gtk_progress_bar_set_fraction (self->progress, 0);
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = spt_original_save_finish (result, &error);
  SptImportsDialog *self = SPT_IMPORTS_DIALOG (object);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_saving (self, FALSE);
  if (spt_ui_is_cancelled (error))
    say (self, _("Stopped: no file was written"));
  else if (error != NULL)
    say_error (self, error);
  else if (saved)
    say (self, _("Saved: the rows as they came, each with what became of it"));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptImportsDialog *self = SPT_IMPORTS_DIALOG (widget);

  if (self->stop != NULL)
    return;
  set_saving (self, TRUE);
  spt_original_save_async (widget, get_store (self), g_variant_get_int64 (parameter), progress_cb,
                           self, self->stop, saved_cb, NULL);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_cancellable_cancel (SPT_IMPORTS_DIALOG (widget)->stop);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptImportsDialog) self = user_data;
  guint n_removed = 0;
  guint n_kept = 0;
  gboolean undone = spt_import_undo_finish (SPT_STORE (object), result, &n_removed, &n_kept, &error);
  const char *responses[] = { "close", _("_Close"), NULL };

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (undone)
    {
      g_autofree char *text = self->kind->dup_phrase (n_kept > 0 ? SPT_IMPORT_SAYS_KEPT
                                                                 : SPT_IMPORT_SAYS_UNDONE,
                                                      n_kept > 0 ? n_kept : n_removed);

      say (self, text);
    }
  else if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    {
      spt_ui_ask_async (GTK_WIDGET (self), _("The Import Cannot Be Taken Back"),
                        _("Something of it was sent or is about to be sent. Records that were not sent can be deleted one by one."),
                        NULL, responses, self->cancellable, NULL, NULL);
    }
  else
    {
      say_error (self, error);
    }
  load (self);
}

static void
undo_answered_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = spt_ui_ask_finish (result, &error);
  g_autofree gint64 *id = user_data;
  SptImportsDialog *self;

  if (g_strcmp0 (answer, "undo") != 0)
    return;
  self = SPT_IMPORTS_DIALOG (object);
  spt_import_undo_async (get_store (self), self->kind->id, *id, spt_desk_get_who (self->desk),
                         self->cancellable, undone_cb, g_object_ref (self));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptImportsDialog *self = SPT_IMPORTS_DIALOG (widget);
  gint64 id = g_variant_get_int64 (parameter);
  const SptImportEntry *entry = find_entry (self, id);
  g_autofree char *label = NULL;
  g_autofree char *body = NULL;
  const char *responses[] = { "cancel", _("_Cancel"), "!undo", NULL, NULL };

  if (entry == NULL)
    return;
  label = self->kind->dup_phrase (SPT_IMPORT_SAYS_UNDO, entry->n_good + entry->n_faulty);
  responses[3] = label;
  body = spt_text_fill (_(self->kind->undo_text), "file", entry->label, NULL);
  spt_ui_ask_async (widget, _("Take the Import Back?"), body, NULL, responses, self->cancellable,
                    undo_answered_cb, g_memdup2 (&id, sizeof id));
}

/* --- the dialog ---------------------------------------------------------------------------------------- */

static void
spt_imports_dialog_dispose (GObject *object)
{
  SptImportsDialog *self = SPT_IMPORTS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->stop != NULL)
    g_cancellable_cancel (self->stop);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_weak_pointer (&self->opener);

  G_OBJECT_CLASS (spt_imports_dialog_parent_class)->dispose (object);
}

static void
spt_imports_dialog_finalize (GObject *object)
{
  SptImportsDialog *self = SPT_IMPORTS_DIALOG (object);

  g_clear_object (&self->stop);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_imports_dialog_parent_class)->finalize (object);
}

static void
spt_imports_dialog_class_init (SptImportsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_imports_dialog_dispose;
  object_class->finalize = spt_imports_dialog_finalize;

  g_type_ensure (SPT_TYPE_IMPORT_LAYOUTS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-imports-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptImportsDialog, said);
  gtk_widget_class_bind_template_child (widget_class, SptImportsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptImportsDialog, group);
  gtk_widget_class_bind_template_child (widget_class, SptImportsDialog, layouts);
  gtk_widget_class_bind_template_child (widget_class, SptImportsDialog, saving);
  gtk_widget_class_bind_template_child (widget_class, SptImportsDialog, progress);

  gtk_widget_class_bind_template_callback (widget_class, forgotten_cb);

  gtk_widget_class_install_action (widget_class, "imports.show", "x", show_action);
  gtk_widget_class_install_action (widget_class, "imports.export", "x", export_action);
  gtk_widget_class_install_action (widget_class, "imports.undo", "x", undo_action);
  gtk_widget_class_install_action (widget_class, "imports.stop", NULL, stop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_imports_dialog_init (SptImportsDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * spt_imports_dialog_new:
 * @parent: a widget of the window that it belongs to
 * @desk: what it works with
 * @kind: of what
 *
 * Makes the list of imports; the caller presents it.
 *
 * Returns: (transfer none): the dialog
 */
GtkWindow *
spt_imports_dialog_new (GtkWidget           *parent,
                        SptDesk             *desk,
                        const SptImportKind *kind)
{
  SptImportsDialog *self = g_object_new (SPT_TYPE_IMPORTS_DIALOG, "transient-for",
                                         gtk_widget_get_root (parent), NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  self->kind = kind;
  g_set_weak_pointer (&self->opener, parent);
  load (self);

  return GTK_WINDOW (self);
}
