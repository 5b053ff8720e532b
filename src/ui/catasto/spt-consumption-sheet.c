/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's consumption of many plants, typed down one column; then it is prepared and sent together. */
#define G_LOG_DOMAIN "spt-consumption-sheet"

#include "config.h"

#include "ui/catasto/spt-consumption-sheet.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/catasto/spt-consumption-item.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-ui.h"

struct _SptConsumptionSheet
{
  AdwWindow           parent_instance;

  SptDesk            *desk;        /* (owned) */
  GtkWidget          *parent;      /* (weak) */
  GCancellable       *cancellable; /* (owned) */
  GPtrArray          *lines;       /* (owned) (nullable) (element-type SptConsumptionLine) */
  GListStore         *items;       /* (owned) */
  GtkFilterListModel *shown;       /* (owned) */
  GtkCustomFilter    *filter;      /* (owned) */
  GHashTable         *rows;        /* (owned): position to (unowned) SptConsumptionRow, of those that are there */
  char               *words;       /* (owned) (nullable): what is looked for, case folded */
  guint               n_filled;    /* plants of which something was typed */
  GFile              *file;        /* (owned) (nullable): fills the lines once they are read */
  gboolean            working;
  gboolean            leaving;     /* somebody said that what was typed may go */

  /* Template */
  GtkStack           *stack;
  GtkWidget          *search_entry;
  GtkListView        *list_view;
  GtkLabel           *summary_label;
  GtkButton          *make_button;
};

#define MAX_MISFITS 12

G_DEFINE_FINAL_TYPE (SptConsumptionSheet, spt_consumption_sheet, ADW_TYPE_WINDOW)

/* --- what is said ---------------------------------------------------------------------------------- */

static gboolean
is_open (const SptConsumptionLine *line)
{
  return line->open_id == 0 && line->id == 0 && !spt_consumption_line_is_empty (line);
}

static void
update (SptConsumptionSheet *self)
{
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;
  gint64 last = 0;
  guint n_lines = 0;

  self->n_filled = 0;
  for (guint i = 0; self->lines != NULL && i < self->lines->len; i++)
    {
      const SptConsumptionLine *line = g_ptr_array_index (self->lines, i);

      if (!is_open (line))
        continue;
      n_lines++;
      self->n_filled += line->plant_id != last;
      last = line->plant_id;
    }
  number = spt_ui_format_count (self->n_filled);
  text = self->n_filled == 0 ? g_strdup (_("Nothing typed yet: what stays empty is not made."))
         : g_strdup_printf (ngettext ("Consumption of %s plant", "Consumption of %s plants", self->n_filled), number);
  label = self->n_filled == 0 ? g_strdup (_("_Prepare"))
          : g_strdup_printf (ngettext ("_Prepare %s Document", "_Prepare %s Documents", self->n_filled), number);
  gtk_label_set_label (self->summary_label, text);
  gtk_button_set_label (self->make_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "consumption.make", self->n_filled > 0 && !self->working);
}

/* --- rows ------------------------------------------------------------------------------------------ */

static gboolean
focus_field (SptConsumptionSheet *self,
             int                  position,
             guint                field)
{
  SptConsumptionRow *row = g_hash_table_lookup (self->rows, GINT_TO_POINTER (position));

  return row != NULL && spt_consumption_row_focus (row, field);
}

/* Over rows that have no such field, or are closed. */
static gboolean
go_along_column (SptConsumptionSheet *self,
                 int                  position,
                 guint                field,
                 int                  step)
{
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (int at = position + step; at >= 0 && at < n; at += step)
    {
      if (!g_hash_table_contains (self->rows, GINT_TO_POINTER (at)))
        {
          gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", (guint) at);
          return FALSE;
        }
      if (focus_field (self, at, field))
        return TRUE;
    }
  return FALSE;
}

static gboolean
go_on (SptConsumptionSheet *self,
       int                  position,
       int                  field,
       int                  step)
{
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  for (int at = position; at >= 0 && at < n; at += step)
    {
      for (int i = at == position ? field + step : step > 0 ? 0 : SPT_CONSUMPTION_N_FIELDS - 1;
           i >= 0 && i < SPT_CONSUMPTION_N_FIELDS; i += step)
        {
          if (focus_field (self, at, (guint) i))
            return TRUE;
        }
    }
  /* Out of the list, as from its last field. */
  return FALSE;
}

static gboolean
leave_cb (SptConsumptionRow   *row,
          guint                field,
          int                  direction,
          SptConsumptionSheet *self)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (row), "spt-item");
  int position = (int) gtk_list_item_get_position (item);

  if (direction == 1 || direction == -1)
    {
      go_along_column (self, position, field, direction);
      return TRUE;
    }
  return go_on (self, position, (int) field, direction / 2);
}

static void
setup_cb (SptConsumptionSheet *self,
          GtkListItem         *item)
{
  GtkWidget *row = spt_consumption_row_new ();

  g_object_set_data (G_OBJECT (row), "spt-item", item);
  g_signal_connect_object (row, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
bind_cb (SptConsumptionSheet *self,
         GtkListItem         *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  spt_consumption_row_set_item (SPT_CONSUMPTION_ROW (row), gtk_list_item_get_item (item));
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (gtk_list_item_get_position (item)), row);
}

static void
unbind_cb (SptConsumptionSheet *self,
           GtkListItem         *item)
{
  gpointer position = GUINT_TO_POINTER (gtk_list_item_get_position (item));
  GtkWidget *row = gtk_list_item_get_child (item);

  spt_consumption_row_set_item (SPT_CONSUMPTION_ROW (row), NULL);
  if (g_hash_table_lookup (self->rows, position) == row)
    g_hash_table_remove (self->rows, position);
}

static gboolean
has_words_cb (gpointer item,
              gpointer user_data)
{
  SptConsumptionSheet *self = user_data;
  const SptConsumptionLine *line = spt_consumption_item_get_line (item);
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  if (self->words == NULL || *self->words == '\0')
    return TRUE;
  all = g_strjoin (" ", line->code, line->name, line->place, line->what, NULL);
  folded = g_utf8_casefold (all, -1);
  return strstr (folded, self->words) != NULL;
}

static void
search_cb (SptConsumptionSheet *self)
{
  g_free (self->words);
  self->words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  g_strstrip (self->words);
  /* Positions become others' now: rows say theirs anew as they are bound. */
  g_hash_table_remove_all (self->rows);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void fill (SptConsumptionSheet *self);

/* --- reading --------------------------------------------------------------------------------------- */

typedef struct
{
  GArray           *ids; /* (owned) (nullable) */
  gint64            now;
  char             *who; /* (owned) (nullable) */
  GPtrArray        *lines; /* (owned) */
  SptConsumptionSum sum; /* its ids are owned */
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->ids, g_array_unref);
  g_clear_pointer (&work->lines, g_ptr_array_unref);
  g_clear_pointer (&work->sum.ids, g_array_unref);
  g_free (work->who);
  g_free (work);
}

static gboolean
read_lines (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;

  work->lines = spt_consumption_list (db, work->ids != NULL ? (const gint64 *) (void *) work->ids->data : NULL,
                                      work->ids != NULL ? work->ids->len : 0, work->now, cancellable, error);
  return work->lines != NULL;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = NULL;
  Work *work = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptConsumptionSheet *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (work == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->lines = g_steal_pointer (&work->lines);
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->lines->len; i++)
    {
      SptConsumptionItem *item = spt_consumption_item_new (self->lines, g_ptr_array_index (self->lines, i));

      g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (items, item);
    }
  g_list_store_splice (self->items, 0, 0, items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "none");
  gtk_widget_set_sensitive (self->search_entry, items->len > 0);
  update (self);
  if (self->file != NULL)
    fill (self);
}

/* --- out of a file ------------------------------------------------------------------------------------ */

static void
say_misfits (SptConsumptionSheet *self,
             guint                n_filled,
             GPtrArray           *misfits)
{
  g_autofree char *filled = spt_ui_format_count (n_filled);
  g_autofree char *left = spt_ui_format_count (misfits->len);
  g_autofree char *first = g_strdup_printf (ngettext ("%s line was filled.", "%s lines were filled.", n_filled), filled);
  g_autofree char *second = g_strdup_printf (ngettext ("%s row of the file was left aside:", "%s rows of the file were left aside:",
                                                       misfits->len), left);
  GString *text = g_string_new (first);
  GtkWidget *dialog;

  g_string_append_printf (text, " %s\n", second);
  for (guint i = 0; i < MIN (misfits->len, MAX_MISFITS); i++)
    {
      const SptConsumptionMisfit *misfit = g_ptr_array_index (misfits, i);

      /* Translators: a row of a file: its number, the plant's code, what is metered, why it was left aside */
      g_string_append_printf (text, _("\nRow %1$u: %2$s %3$s – %4$s"), misfit->row, misfit->code, misfit->what,
                              spt_consumption_misfit_explain (misfit));
    }
  if (misfits->len > MAX_MISFITS)
    g_string_append (text, "\n…");
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Not All Rows Were Used"), text->str);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
  g_string_free (text, TRUE);
}

static void
fill (SptConsumptionSheet *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->file);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GPtrArray) misfits = NULL;
  g_autoptr (GError) error = NULL;
  guint n_filled = 0;

  stream = g_file_read (file, self->cancellable, &error);
  if (stream == NULL || !spt_consumption_fill (self->lines, G_INPUT_STREAM (stream), &n_filled, &misfits, self->cancellable, &error))
    {
      if (!spt_ui_is_cancelled (error))
        spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  /* The rows say what stands there now. */
  g_hash_table_remove_all (self->rows);
  g_list_model_items_changed (G_LIST_MODEL (self->items), 0, self->lines->len, self->lines->len);
  update (self);
  if (misfits->len > 0)
    say_misfits (self, n_filled, misfits);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = spt_ui_file_finish (result, &error);
  SptConsumptionSheet *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (file != NULL)
    spt_consumption_sheet_import (self, file);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  spt_consumption_sheet_import (SPT_CONSUMPTION_SHEET (widget), NULL);
}

/* --- making ---------------------------------------------------------------------------------------- */

static gboolean
make_all (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Work *work = data;

  return spt_consumption_save (db, work->lines, work->who, work->now, &work->sum, error);
}

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  const Work *work = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptConsumptionSheet *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->working = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->list_view), TRUE);
  if (work == NULL)
    {
      update (self);
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  self->leaving = TRUE;
  spt_send_dialog_replace (GTK_WINDOW (self), self->parent, self->desk, SPT_KIND_INTERVENTIONS, work->sum.ids);
}

static void
make_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptConsumptionSheet *self = SPT_CONSUMPTION_SHEET (widget);
  Work *work;

  if (self->n_filled == 0 || self->working)
    return;
  self->working = TRUE;
  /* The store's thread has the lines meanwhile: nothing may be typed into them. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->list_view), FALSE);
  update (self);
  work = g_new0 (Work, 1);
  work->lines = g_ptr_array_ref (self->lines);
  work->who = g_strdup (spt_desk_get_who (self->desk));
  work->now = spt_desk_get_now (self->desk);
  work->sum.ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  spt_store_run_async (spt_desk_get_store (self->desk), SPT_STORE_WRITE, make_all, work, (GDestroyNotify) work_free,
                       self->cancellable, made_cb, self);
}

/* --- the window ------------------------------------------------------------------------------------ */

static void
discard_cb (SptConsumptionSheet *self,
            const char          *response)
{
  if (g_strcmp0 (response, "discard") != 0)
    return;
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* An hour's typing does not go with one key. */
static gboolean
spt_consumption_sheet_close_request (GtkWindow *window)
{
  SptConsumptionSheet *self = SPT_CONSUMPTION_SHEET (window);
  GtkWidget *question;

  if (self->leaving || self->n_filled == 0)
    return GTK_WINDOW_CLASS (spt_consumption_sheet_parent_class)->close_request (window);
  if (self->working)
    return TRUE;
  question = adw_message_dialog_new (window, _("Discard What Was Typed?"),
                                     _("Nothing of it was prepared yet. What was typed here would be lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "stay", _("_Keep Typing"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (question), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (question), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "stay");
  g_signal_connect_object (question, "response", G_CALLBACK (discard_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
  return TRUE;
}

static void
spt_consumption_sheet_dispose (GObject *object)
{
  SptConsumptionSheet *self = SPT_CONSUMPTION_SHEET (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->parent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_CONSUMPTION_SHEET);

  G_OBJECT_CLASS (spt_consumption_sheet_parent_class)->dispose (object);
}

static void
spt_consumption_sheet_finalize (GObject *object)
{
  SptConsumptionSheet *self = SPT_CONSUMPTION_SHEET (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->shown);
  g_clear_object (&self->items);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (spt_consumption_sheet_parent_class)->finalize (object);
}

static void
spt_consumption_sheet_class_init (SptConsumptionSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = spt_consumption_sheet_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_consumption_sheet_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = spt_consumption_sheet_close_request;

  g_type_ensure (SPT_TYPE_LIST_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/catasto/spt-consumption-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, SptConsumptionSheet, stack);
  gtk_widget_class_bind_template_child (widget_class, SptConsumptionSheet, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SptConsumptionSheet, list_view);
  gtk_widget_class_bind_template_child (widget_class, SptConsumptionSheet, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SptConsumptionSheet, make_button);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_install_action (widget_class, "consumption.make", NULL, make_action);
  gtk_widget_class_install_action (widget_class, "consumption.import", NULL, import_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "consumption.import", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "consumption.make", NULL);
}

static void
spt_consumption_sheet_init (SptConsumptionSheet *self)
{
  g_autoptr (GtkNoSelection) selection = NULL;

  self->cancellable = g_cancellable_new ();
  self->rows = g_hash_table_new (NULL, NULL);
  self->items = g_list_store_new (SPT_TYPE_CONSUMPTION_ITEM);
  self->filter = gtk_custom_filter_new (has_words_cb, self, NULL);
  self->shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)), g_object_ref (GTK_FILTER (self->filter)));
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  update (self);
}

/**
 * spt_consumption_sheet_new:
 * @parent: what it is opened from
 * @desk: the desk
 * @plant_ids: (nullable) (element-type gint64): plants; %NULL = all in use
 *
 * Makes the sheet.
 *
 * Returns: (transfer none): the sheet, to be presented
 */
GtkWindow *
spt_consumption_sheet_new (GtkWidget *parent,
                           SptDesk   *desk,
                           GArray    *plant_ids)
{
  SptConsumptionSheet *self = g_object_new (SPT_TYPE_CONSUMPTION_SHEET, "transient-for", gtk_widget_get_root (parent), NULL);
  Work *work = g_new0 (Work, 1);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->parent, parent);
  work->ids = plant_ids != NULL ? g_array_copy (plant_ids) : NULL;
  work->now = spt_desk_get_now (desk);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, read_lines, work, (GDestroyNotify) work_free,
                       self->cancellable, read_cb, self);
  return GTK_WINDOW (self);
}

/**
 * spt_consumption_sheet_import:
 * @self: the sheet
 * @file: (nullable): a table; %NULL = a person is asked which
 *
 * Fills what is typed there by a table (docs/csv.md, consumption). Nothing is kept before it is prepared.
 */
void
spt_consumption_sheet_import (SptConsumptionSheet *self,
                              GFile               *file)
{
  const char *const filters[] = { _("Tables"), "*.csv;*.txt", NULL };

  g_return_if_fail (SPT_IS_CONSUMPTION_SHEET (self));

  if (file == NULL)
    {
      spt_ui_open_file_async (GTK_WIDGET (self), _("Choose a Table of Consumption"), filters, self->cancellable, chosen_cb, self);
      return;
    }
  g_set_object (&self->file, file);
  if (self->lines != NULL && !self->working)
    fill (self);
}
