/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit for many positions: which field, what becomes of it, what that changes; then making it, and taking it back. */
#define G_LOG_DOMAIN "spt-bulk-edit-dialog"

#include "config.h"

#include "spt-bulk-edit-dialog.h"

#include <glib/gi18n.h>

#include "outbox/spt-bulk-change.h"
#include "ui/spt-bulk-edit-fields.h"
#include "ui/spt-bulk-edit-undo.h"
#include "ui/spt-position-work.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

#define TRY_DELAY_MS  250
#define SHOW_AFTER_MS 500 /* what takes less needs no bar */
#define BAR_EVERY_MS  100
#define EXAMPLES      20

static const gint64 round_steps[] = { 5, 10, 50, 100, 500, 1000 };

struct _SptBulkEditDialog
{
  AdwWindow           parent_instance;

  SptDesk            *desk;        /* (owned) */
  GtkWidget          *parent;      /* (weak): a widget of the window */
  GArray             *ids;         /* (owned) (nullable): none where a change is taken back */
  GPtrArray          *fields;      /* (owned) (nullable) (element-type SptBulkField) */
  GPtrArray          *sources;     /* (owned) (nullable) (element-type SptBulkField): of the chosen field */
  SptBulkAction       actions[SPT_N_BULK_ACTIONS]; /* in the order of their row */
  GCancellable       *cancellable; /* (owned): rehearsals */
  GCancellable       *stop;        /* (owned): the change itself */
  char               *label;       /* (owned) (nullable): what the change is called */
  gint64              undo;        /* 0 = none */
  guint               try_timer;
  guint               bar_timer;
  guint               n_would_change;
  gint                done;        /* atomic: from the store's thread */
  gint                total;       /* atomic */
  guint               filling : 1; /* the rows follow the choice, nobody typed */
  guint               working : 1;

  /* Template */
  GtkStack           *stack;
  AdwComboRow        *field_row;
  AdwComboRow        *action_row;
  AdwEntryRow        *find_row;
  AdwEntryRow        *text_row;
  AdwComboRow        *choice_row;
  GtkLabel           *summary;
  GtkListBox         *examples;
  GtkLabel           *apply_label;
  GtkLabel           *progress_label;
  GtkProgressBar     *progress_bar;
  GtkWidget          *stop_button;
};

G_DEFINE_FINAL_TYPE (SptBulkEditDialog, spt_bulk_edit_dialog, ADW_TYPE_WINDOW)

static SptSchema *
get_schema (void)
{
  SptService *service = spt_services_find_kind (SPT_KIND_POSITIONS);

  return service != NULL ? SPT_SERVICE_GET_CLASS (service)->get_record_schema (service) : NULL;
}

/* --- what was chosen ----------------------------------------------------------------------------------- */

static SptBulkField *
get_field (SptBulkEditDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->field_row);

  return selected < self->fields->len ? g_ptr_array_index (self->fields, selected) : NULL;
}

static SptBulkAction
get_action (SptBulkEditDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->action_row);

  return selected < SPT_N_BULK_ACTIONS ? self->actions[selected] : SPT_BULK_SET;
}

static gboolean
has_choices (const SptFieldDef *field)
{
  return field->kind == SPT_FIELD_CHOICE || field->kind == SPT_FIELD_BOOLEAN;
}

static const char *
get_choice (SptBulkEditDialog *self,
            const SptFieldDef *field)
{
  guint selected = adw_combo_row_get_selected (self->choice_row);

  if (field->kind == SPT_FIELD_BOOLEAN)
    return selected == 0 ? "true" : "false";
  return selected < field->n_choices ? field->choices[selected].value : NULL;
}

/* FALSE while something is missing. The texts are the rows', borrowed. */
static gboolean
get_edit (SptBulkEditDialog *self,
          SptBulkEdit       *edit)
{
  SptBulkField *field = get_field (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text_row));
  guint choice = adw_combo_row_get_selected (self->choice_row);

  if (field == NULL)
    return FALSE;
  *edit = (SptBulkEdit) { .action = get_action (self), .field = field->path };
  switch (edit->action)
    {
    case SPT_BULK_SET:
      edit->text = has_choices (field->field) ? get_choice (self, field->field) : text;
      break;
    case SPT_BULK_CLEAR:
      break;
    case SPT_BULK_REPLACE:
      edit->find = gtk_editable_get_text (GTK_EDITABLE (self->find_row));
      edit->text = text;
      break;
    case SPT_BULK_ADD_DAYS:
      if (!spt_bulk_read_days (text, &edit->number))
        return FALSE;
      break;
    case SPT_BULK_COPY:
      if (self->sources == NULL || choice >= self->sources->len)
        return FALSE;
      edit->source = ((SptBulkField *) g_ptr_array_index (self->sources, choice))->path;
      break;
    case SPT_BULK_PERCENT:
      if (!spt_bulk_read_percent (text, &edit->number))
        return FALSE;
      break;
    case SPT_BULK_ROUND:
      if (choice >= G_N_ELEMENTS (round_steps))
        return FALSE;
      edit->number = round_steps[choice];
      break;
    default:
      return FALSE;
    }
  return spt_bulk_edit_is_valid (edit, get_schema ());
}

static char *
dup_label (SptBulkEditDialog *self,
           const SptBulkEdit *edit)
{
  const char *source = NULL;

  for (guint i = 0; edit->source != NULL && i < self->fields->len; i++)
    {
      SptBulkField *field = g_ptr_array_index (self->fields, i);

      if (strcmp (field->path, edit->source) == 0)
        source = field->label;
    }
  return spt_bulk_edit_dup_label (edit, get_field (self), source);
}

/* --- the rehearsal ------------------------------------------------------------------------------------- */

static void
set_applicable (SptBulkEditDialog *self,
                guint              n)
{
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *text = n > 0 ? g_strdup_printf (ngettext ("Change %s Position",
                                                             "Change %s Positions", n), number)
                                : g_strdup (C_("button", "Change"));

  self->n_would_change = n;
  gtk_label_set_text (self->apply_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bulk.apply", n > 0);
}

static void
append_sentence (GString    *text,
                 const char *sentence,
                 guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%s: %s", sentence, number);
}

static void
show_example (SptBulkEditDialog    *self,
              const SptBulkExample *example)
{
  const SptBulkField *chosen = get_field (self);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *row;
  g_autofree char *change = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (chosen != NULL);
  before = spt_bulk_field_show (chosen->field, example->before);
  after = spt_bulk_field_show (chosen->field, example->after);
  row = adw_action_row_new ();
  /* Translators: a text before and after */
  change = g_strdup_printf (_("%1$s → %2$s"), before, after);
  if (example->fault != NULL)
    subtitle = g_strdup_printf ("%s\n%s", change, example->fault);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 example->name != NULL ? example->name : _("Without a name"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : change);
  if (example->fault != NULL)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "state-warning");
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Then to fix"), -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }
  gtk_list_box_append (self->examples, row);
}

static void
clear_examples (SptBulkEditDialog *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->examples))) != NULL)
    gtk_list_box_remove (self->examples, row);
  gtk_widget_hide (GTK_WIDGET (self->examples));
}

static void
show_rehearsal (SptBulkEditDialog *self,
                SptBulkResult     *result)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_sentence (text, _("Change"), result->n_changed);
  append_sentence (text, _("Of these then to fix"), result->n_faulty);
  append_sentence (text, _("Of these no longer to fix"), result->n_mended);
  append_sentence (text, _("Stay as they are"), result->n_unchanged);
  append_sentence (text, _("Left out, because they are under way"), result->n_under_way);
  gtk_label_set_text (self->summary, text->str);
  clear_examples (self);
  for (guint i = 0; i < MIN (result->examples->len, EXAMPLES); i++)
    show_example (self, g_ptr_array_index (result->examples, i));
  gtk_widget_set_visible (GTK_WIDGET (self->examples), result->examples->len > 0);
  set_applicable (self, result->n_changed);
}

static void
tried_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptBulkResult) tried = spt_bulk_change_finish (result, &error);
  SptBulkEditDialog *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = user_data;
  if (tried != NULL)
    {
      show_rehearsal (self, tried);
    }
  else
    {
      g_autofree char *text = spt_ui_dup_explanation (error, NULL);

      gtk_label_set_text (self->summary, text);
    }
}

static void
stop_trying (SptBulkEditDialog *self)
{
  g_clear_handle_id (&self->try_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
try_cb (gpointer user_data)
{
  SptBulkEditDialog *self = user_data;
  SptBulkOptions options = {
    .ids = (const gint64 *) (void *) self->ids->data, .n_ids = self->ids->len, .dry_run = TRUE,
  };

  self->try_timer = 0;
  if (!get_edit (self, &options.edit))
    return;
  gtk_label_set_text (self->summary, _("Trying it out…"));
  spt_bulk_change_async (spt_desk_get_store (self->desk), &options, self->cancellable, tried_cb,
                         self);
}

static void
changed_cb (SptBulkEditDialog *self)
{
  SptBulkEdit edit;

  if (self->filling || self->fields == NULL)
    return;
  stop_trying (self);
  set_applicable (self, 0);
  if (get_edit (self, &edit))
    {
      self->try_timer = g_timeout_add_once (TRY_DELAY_MS, try_cb, self);
      return;
    }
  clear_examples (self);
  gtk_label_set_text (self->summary, _("Say what to write, and it is tried out before anything changes."));
}

/* --- the rows follow the choice ------------------------------------------------------------------------ */

static void
fill_choices (SptBulkEditDialog  *self,
              const SptBulkField *field)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  if (get_action (self) == SPT_BULK_COPY)
    {
      for (guint i = 0; i < self->sources->len; i++)
        gtk_string_list_append (words, ((SptBulkField *) g_ptr_array_index (self->sources, i))->label);
    }
  else if (get_action (self) == SPT_BULK_ROUND)
    {
      for (guint i = 0; i < G_N_ELEMENTS (round_steps); i++)
        {
          g_autofree char *amount = spt_money_format (round_steps[i]);
          g_autofree char *text = g_strdup_printf ("%s €", amount);

          gtk_string_list_append (words, text);
        }
    }
  else if (field->field->kind == SPT_FIELD_BOOLEAN)
    {
      gtk_string_list_append (words, _("Yes"));
      gtk_string_list_append (words, _("No"));
    }
  else
    {
      for (guint i = 0; i < field->field->n_choices; i++)
        gtk_string_list_append (words, field->field->choices[i].label);
    }
  adw_combo_row_set_model (self->choice_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->choice_row, 0);
}

static void
action_chosen_cb (SptBulkEditDialog *self)
{
  SptBulkField *field;
  SptBulkAction action;
  gboolean with_choice, with_text;
  const char *title;

  if (self->filling || self->fields == NULL || (field = get_field (self)) == NULL)
    return;
  action = get_action (self);
  with_choice = action == SPT_BULK_COPY || action == SPT_BULK_ROUND ||
                (action == SPT_BULK_SET && has_choices (field->field));
  with_text = !with_choice && action != SPT_BULK_CLEAR;
  title = action == SPT_BULK_REPLACE ? _("New text")
          : action == SPT_BULK_ADD_DAYS ? _("Days, with a minus for earlier")
          : action == SPT_BULK_PERCENT ? _("Percentage, with a minus for less")
          : _("New value");

  self->filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->find_row), action == SPT_BULK_REPLACE);
  gtk_widget_set_visible (GTK_WIDGET (self->text_row), with_text);
  gtk_widget_set_visible (GTK_WIDGET (self->choice_row), with_choice);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text_row), title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->choice_row),
                                 action == SPT_BULK_COPY ? _("From")
                                 : action == SPT_BULK_ROUND ? _("To the nearest") : _("New value"));
  if (with_choice)
    fill_choices (self, field);
  self->filling = FALSE;
  changed_cb (self);
}

static void
field_chosen_cb (SptBulkEditDialog *self)
{
  g_autoptr (GtkStringList) words = NULL;
  SptBulkField *field;
  guint actions;
  guint n = 0;

  if (self->filling || self->fields == NULL || (field = get_field (self)) == NULL)
    return;

  words = gtk_string_list_new (NULL);
  actions = spt_bulk_edit_get_actions (field->field);
  for (guint i = 0; i < SPT_N_BULK_ACTIONS; i++)
    {
      if ((actions & (1u << i)) == 0)
        continue;
      self->actions[n++] = (SptBulkAction) i;
      gtk_string_list_append (words, spt_bulk_action_word ((SptBulkAction) i));
    }
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  self->sources = spt_bulk_fields_sources (self->fields, field);

  self->filling = TRUE;
  adw_combo_row_set_model (self->action_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->action_row, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->find_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->text_row), "");
  self->filling = FALSE;
  action_chosen_cb (self);
}

/* --- making it ----------------------------------------------------------------------------------------- */

/* On the store's thread. */
static void
progress_cb (gint64   done,
             gint64   total,
             gpointer user_data)
{
  SptBulkEditDialog *self = user_data;

  g_atomic_int_set (&self->done, (gint) MIN (done, G_MAXINT));
  g_atomic_int_set (&self->total, (gint) MIN (total, G_MAXINT));
}

static gboolean
bar_cb (gpointer user_data)
{
  SptBulkEditDialog *self = user_data;
  gint total = g_atomic_int_get (&self->total);

  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress_bar,
                                   (double) g_atomic_int_get (&self->done) / total);
  return G_SOURCE_CONTINUE;
}

static void
show_progress (gpointer user_data)
{
  SptBulkEditDialog *self = user_data;

  self->bar_timer = g_timeout_add (BAR_EVERY_MS, bar_cb, self);
  gtk_label_set_text (self->progress_label, self->undo != 0 ? _("Taking Back the Change")
                                                            : _("Changing the Positions"));
  gtk_stack_set_visible_child_name (self->stack, "progress");
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->stop_button);
}

static void
say_result (SptBulkEditDialog   *self,
            const SptBulkResult *result,
            const GError        *error)
{
  SptWindow *window = spt_window_of (self->parent);

  if (result != NULL && self->undo != 0)
    spt_bulk_edit_say_taken_back (self->parent, result);
  else if (result != NULL)
    spt_bulk_edit_say_changed (self->parent, self->desk, result);
  else if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND))
    spt_window_toast (window, _("This change cannot be taken back any more"), NULL, NULL, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    spt_window_toast (window, _("Stopped: nothing was changed"), NULL, NULL, NULL);
  else
    spt_ui_report_error (self->parent, error);
}

static void
worked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SptBulkEditDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptBulkResult) done = spt_bulk_change_finish (result, &error);

  self->working = FALSE;
  g_clear_handle_id (&self->bar_timer, g_source_remove);
  if (self->parent != NULL)
    say_result (self, done, error);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
work (SptBulkEditDialog    *self,
      const SptBulkOptions *options)
{
  self->working = TRUE;
  self->bar_timer = g_timeout_add_once (SHOW_AFTER_MS, show_progress, self);
  spt_bulk_change_async (spt_desk_get_store (self->desk), options, self->stop, worked_cb,
                         g_object_ref (self));
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptBulkEditDialog *self = SPT_BULK_EDIT_DIALOG (widget);
  SptBulkOptions options = {
    .ids = (const gint64 *) (void *) self->ids->data, .n_ids = self->ids->len,
    .who = spt_desk_get_who (self->desk), .progress = progress_cb, .progress_data = self,
  };

  if (self->working || !get_edit (self, &options.edit))
    return;
  stop_trying (self);
  g_free (self->label);
  self->label = dup_label (self, &options.edit);
  options.label = self->label;
  gtk_widget_action_set_enabled (widget, "bulk.apply", FALSE);
  work (self, &options);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_cancellable_cancel (SPT_BULK_EDIT_DIALOG (widget)->stop);
}

/* Closing while it works stops it: nothing is half done. */
static gboolean
spt_bulk_edit_dialog_close_request (GtkWindow *window)
{
  SptBulkEditDialog *self = SPT_BULK_EDIT_DIALOG (window);

  if (self->working)
    {
      g_cancellable_cancel (self->stop);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (spt_bulk_edit_dialog_parent_class)->close_request (window);
}

/* --- the window ---------------------------------------------------------------------------------------- */

static void
spt_bulk_edit_dialog_dispose (GObject *object)
{
  SptBulkEditDialog *self = SPT_BULK_EDIT_DIALOG (object);

  g_clear_handle_id (&self->try_timer, g_source_remove);
  g_clear_handle_id (&self->bar_timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->parent);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_BULK_EDIT_DIALOG);

  G_OBJECT_CLASS (spt_bulk_edit_dialog_parent_class)->dispose (object);
}

static void
spt_bulk_edit_dialog_finalize (GObject *object)
{
  SptBulkEditDialog *self = SPT_BULK_EDIT_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->stop);
  g_free (self->label);

  G_OBJECT_CLASS (spt_bulk_edit_dialog_parent_class)->finalize (object);
}

static void
spt_bulk_edit_dialog_class_init (SptBulkEditDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_bulk_edit_dialog_dispose;
  object_class->finalize = spt_bulk_edit_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = spt_bulk_edit_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-bulk-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, field_row);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, action_row);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, find_row);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, text_row);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, choice_row);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, examples);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, apply_label);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, SptBulkEditDialog, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, field_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, action_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);

  gtk_widget_class_install_action (widget_class, "bulk.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "bulk.stop", NULL, stop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
spt_bulk_edit_dialog_init (SptBulkEditDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->stop = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static SptBulkEditDialog *
new_dialog (GtkWidget *parent,
            SptDesk   *desk)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  SptBulkEditDialog *self = g_object_new (SPT_TYPE_BULK_EDIT_DIALOG, "transient-for",
                                          GTK_IS_WINDOW (root) ? root : NULL, NULL);

  spt_ui_fit_sheet (GTK_WINDOW (self));
  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->parent, parent);
  return self;
}

/**
 * spt_bulk_edit_dialog_new:
 * @parent: a widget of the window
 * @desk: what it works with
 * @ids: (element-type gint64): positions; copied
 *
 * Makes the dialog; the caller presents it.
 *
 * Returns: (transfer none): the window
 */
GtkWindow *
spt_bulk_edit_dialog_new (GtkWidget *parent,
                          SptDesk   *desk,
                          GArray    *ids)
{
  SptBulkEditDialog *self = new_dialog (parent, desk);
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  SptSchema *schema = get_schema ();
  guint due = 0;

  self->ids = g_array_copy (ids);
  self->filling = TRUE;
  self->fields = schema != NULL ? spt_bulk_fields_list (schema)
                                : g_ptr_array_new ();
  for (guint i = 0; i < self->fields->len; i++)
    {
      SptBulkField *field = g_ptr_array_index (self->fields, i);

      gtk_string_list_append (words, field->label);
      /* What is moved most often, in a group of its own, comes first. */
      if (due == 0 && field->field->kind == SPT_FIELD_DATETIME && field->field->required)
        due = i;
    }
  adw_combo_row_set_model (self->field_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->field_row, due);
  self->filling = FALSE;
  set_applicable (self, 0);
  field_chosen_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->field_row));
  return GTK_WINDOW (self);
}

/**
 * spt_bulk_edit_dialog_undo:
 * @parent: a widget of the window
 * @desk: what it works with
 * @change_id: a change
 *
 * Takes a change back; a window shows itself only if that lasts. A toast says what came of it.
 */
void
spt_bulk_edit_dialog_undo (GtkWidget *parent,
                           SptDesk   *desk,
                           gint64     change_id)
{
  SptBulkEditDialog *self = new_dialog (parent, desk);
  SptBulkOptions options = {
    .undo = change_id, .who = spt_desk_get_who (desk), .progress = progress_cb,
    .progress_data = self,
  };

  self->undo = change_id;
  work (self, &options);
}
