/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that look-ups are made with: out of any text that is pasted, or of people and companies that were selected. */
#define G_LOG_DOMAIN "spt-lookup-dialog"

#include "config.h"

#include "ui/trovapec/spt-lookup-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "store/spt-store-dossiers.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"
#include "ui/trovapec/spt-lookup-codes.h"
#include "ui/trovapec/spt-lookup-words.h"

#define DELAY_MS 250
#define MAX_ROWS 50

struct _SptLookupDialog
{
  AdwWindow            parent_instance;

  SptDesk             *desk;        /* (owned) */
  GtkWidget           *parent;      /* (weak): what the sheet was opened from */
  GArray              *subject_ids; /* (owned) (nullable): codes are pasted without */
  SptLookupCodes      *codes;       /* (owned) (nullable): what stands there */
  GHashTable          *again;       /* (owned) (element-type utf8): known ones that are asked all the same */
  gint64               account_id;
  GCancellable        *cancellable; /* (owned): for life */
  GCancellable        *looking;     /* (owned) (nullable): the look under way */
  guint                timer;
  guint                choosing : 1;
  guint                making : 1;

  /* Template */
  GtkWidget           *text_box;
  GtkTextView         *text_view;
  GtkWidget           *account_group;
  AdwComboRow         *account_row;
  GtkLabel            *summary_label;
  GtkBox              *groups_box;
  GtkWidget           *cancel_button;
  GtkButton           *make_button;
};

G_DEFINE_FINAL_TYPE (SptLookupDialog, spt_lookup_dialog, ADW_TYPE_WINDOW)

static char *
dup_text (SptLookupDialog * self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* --- how many ---------------------------------------------------------------------------------------- */

static gboolean
is_chosen (SptLookupDialog     *self,
           const SptLookupCode *code)
{
  return code->kind == SPT_LOOKUP_CODE_NEW || code->kind == SPT_LOOKUP_CODE_PREPARED ||
         (code->kind == SPT_LOOKUP_CODE_KNOWN && g_hash_table_contains (self->again, code->code));
}

/* (element-type SptLookupCode), borrowed. */
static GPtrArray *
list_chosen (SptLookupDialog *self)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; self->codes != NULL && i < self->codes->codes->len; i++)
    {
      SptLookupCode *code = g_ptr_array_index (self->codes->codes, i);

      if (is_chosen (self, code))
        g_ptr_array_add (chosen, code);
    }

  return chosen;
}

static void
append (GString    *text,
        const char *words,
        guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *part = n > 0 ? spt_text_fill (words, "n", number, NULL) : NULL;

  if (part != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

static void
update_button (SptLookupDialog *self)
{
  g_autoptr (GPtrArray) chosen = list_chosen (self);
  g_autofree char *number = spt_ui_format_count (chosen->len);
  g_autofree char *label = chosen->len == 0
                           ? g_strdup (_("_Look Up…"))
                           : g_strdup_printf (ngettext ("_Look Up %s Code…", "_Look Up %s Codes…", chosen->len), number);

  gtk_button_set_label (self->make_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lookup-codes.make", chosen->len > 0 && !self->making);
}

static void
update_summary (SptLookupDialog *self)
{
  SptLookupCodes *codes = self->codes;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *typed = dup_text (self);
  guint n_new = spt_lookup_codes_count (codes, SPT_LOOKUP_CODE_NEW) +
                spt_lookup_codes_count (codes, SPT_LOOKUP_CODE_PREPARED);
  guint n_known = spt_lookup_codes_count (codes, SPT_LOOKUP_CODE_KNOWN);
  guint n_wrong = spt_lookup_codes_count (codes, SPT_LOOKUP_CODE_WRONG);

  /* Translators: parts of one sentence: "18 to look up, 2 known already, 1 repeated" */
  append (text, ngettext ("{n} to look up", "{n} to look up", n_new), n_new);
  append (text, ngettext ("{n} known already", "{n} known already", n_known), n_known);
  append (text, ngettext ("{n} with a wrong check character", "{n} with a wrong check character", n_wrong), n_wrong);
  append (text, ngettext ("{n} repeated", "{n} repeated", codes->n_again), codes->n_again);
  append (text, ngettext ("{n} line without a code", "{n} lines without a code", codes->n_lines), codes->n_lines);
  if (text->len == 0 && codes->names->len == 0 && codes->codes->len == 0 && !spt_text_is_blank (typed))
    g_string_append (text, _("There is no tax code and no VAT number in it"));
  gtk_label_set_text (self->summary_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), text->len > 0);
}

/* --- the rows ---------------------------------------------------------------------------------------- */

static GtkWidget *
new_group (SptLookupDialog *self,
           const char      *title,
           const char      *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description != NULL)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->groups_box, group);

  return group;
}

static void
again_toggled_cb (GtkCheckButton  *check,
                  SptLookupDialog *self)
{
  const char *code = g_object_get_data (G_OBJECT (check), "spt-code");

  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->again, g_strdup (code));
  else
    g_hash_table_remove (self->again, code);
  update_button (self);
}

static void
add_again (SptLookupDialog     *self,
           GtkWidget           *row,
           const SptLookupCode *code)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (_("_Ask Again"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_hash_table_contains (self->again, code->code));
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (check), "spt-code", g_strdup (code->code), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (again_toggled_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
}

static void
open_clicked_cb (GtkWidget       *button,
                 SptLookupDialog *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "spt-id");
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  gint64 dossier_id = *id;

  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    spt_window_open_record (window, SPT_KIND_LOOKUPS, dossier_id, NULL);
}

static void
add_open (SptLookupDialog     *self,
          GtkWidget           *row,
          const SptLookupCode *code)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Open"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "spt-id", g_memdup2 (&code->dossier_id, sizeof code->dossier_id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
}

static char *
dup_subtitle (const SptLookupCode *code)
{
  switch (code->kind)
    {
    case SPT_LOOKUP_CODE_KNOWN:
      return spt_lookup_dup_known (code->address, code->source, code->day);
    case SPT_LOOKUP_CODE_PREPARED:
      return g_strdup (_("Prepared before, it has not left yet"));
    case SPT_LOOKUP_CODE_UNDER_WAY:
      return g_strdup (_("Being looked up: the result is waited for"));
    case SPT_LOOKUP_CODE_UNSETTLED:
      return g_strdup (_("A look-up of this code waits for a decision: settle it first"));
    case SPT_LOOKUP_CODE_SAME:
      /* Translators: %s is a code */
      return g_strdup_printf (_("The same firm as %s: it is looked up by one code"), code->other);
    case SPT_LOOKUP_CODE_WRONG:
      return g_strdup (_("The check character does not fit: a digit or letter is mistyped"));
    case SPT_LOOKUP_CODE_NONE:
      return g_strdup (_("Without a tax code and a VAT number in the directory"));
    case SPT_LOOKUP_CODE_NEW:
    default:
      return NULL;
    }
}

static GtkWidget *
new_code_row (SptLookupDialog     *self,
              const SptLookupCode *code)
{
  g_autofree char *title = *code->code != '\0' && *code->name != '\0'
                           ? g_strdup_printf ("%s · %s", code->code, code->name)
                           : g_strdup (*code->code != '\0' ? code->code : code->name);
  g_autofree char *subtitle = dup_subtitle (code);
  GtkWidget *row = spt_ui_new_row (title, subtitle);

  if (code->kind == SPT_LOOKUP_CODE_KNOWN)
    add_again (self, row, code);
  else if (code->kind == SPT_LOOKUP_CODE_UNDER_WAY || code->kind == SPT_LOOKUP_CODE_UNSETTLED)
    add_open (self, row, code);

  return row;
}

static void
add_group (SptLookupDialog *self,
           const char      *title,
           const char      *description,
           guint            kinds,
           guint            max)
{
  GtkWidget *group = NULL;
  guint n = 0;

  for (guint i = 0; i < self->codes->codes->len; i++)
    {
      const SptLookupCode *code = g_ptr_array_index (self->codes->codes, i);

      if ((kinds & (1u << code->kind)) == 0)
        continue;
      if (group == NULL)
        group = new_group (self, title, description);
      if (n++ < max)
        adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_code_row (self, code));
    }
  if (n > max)
    {
      g_autofree char *number = spt_ui_format_count (n - max);
      g_autofree char *text = g_strdup_printf (ngettext ("and %s more", "and %s more", n - max), number);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), spt_ui_new_row (text, NULL));
    }
}

/* --- names ------------------------------------------------------------------------------------------- */

static void
add_clicked_cb (GtkWidget       *button,
                SptLookupDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  const char *typed = g_object_get_data (G_OBJECT (button), "spt-typed");
  const char *code = g_object_get_data (G_OBJECT (button), "spt-code");
  g_autofree char *text = dup_text (self);
  g_autoptr (GString) replaced = g_string_new (text);

  /* The code takes the place of the name. */
  g_string_replace (replaced, typed, code, 1);
  gtk_text_buffer_set_text (buffer, replaced->str, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
add_names (SptLookupDialog *self)
{
  for (guint i = 0; i < self->codes->names->len; i++)
    {
      const SptLookupName *name = g_ptr_array_index (self->codes->names, i);
      g_autofree char *escaped = g_markup_escape_text (name->typed, -1);
      /* Translators: %s is a name that somebody typed */
      g_autofree char *title = g_strdup_printf (_("“%s” among the Subjects"), escaped);
      GtkWidget *group = new_group (self, title, name->found->len == 0
                                                 ? _("Nobody there is called so. The service looks up codes only.") : NULL);

      for (guint j = 0; j < name->found->len; j++)
        {
          const SptLookupCode *code = g_ptr_array_index (name->found, j);
          GtkWidget *row = spt_ui_new_row (code->name, *code->code != '\0' ? code->code
                                                : _("Without a tax code and a VAT number in the directory"));
          GtkWidget *button;

          if (*code->code != '\0')
            {
              button = gtk_button_new_with_mnemonic (_("_Add"));
              gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
              gtk_widget_add_css_class (button, "flat");
              g_object_set_data_full (G_OBJECT (button), "spt-typed", g_strdup (name->typed), g_free);
              g_object_set_data_full (G_OBJECT (button), "spt-code", g_strdup (code->code), g_free);
              g_signal_connect_object (button, "clicked", G_CALLBACK (add_clicked_cb), self, 0);
              adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
              adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
            }
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
        }
    }
}

/* --- looking ----------------------------------------------------------------------------------------- */

static void
show_accounts (SptLookupDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < self->codes->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (self->codes->accounts, i);

      gtk_string_list_append (names, spt_account_get_name (account));
      if (account == self->codes->account)
        selected = i;
    }
  self->account_id = self->codes->account != NULL ? spt_account_get_id (self->codes->account) : 0;
  self->choosing = TRUE;
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->account_row, selected);
  self->choosing = FALSE;
  gtk_widget_set_visible (self->account_group, self->codes->accounts->len > 1);
}

static void
show_codes (SptLookupDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups_box))) != NULL)
    gtk_box_remove (self->groups_box, child);
  add_names (self);
  add_group (self, _("Known Already"), _("To ask again is paid for again."), 1u << SPT_LOOKUP_CODE_KNOWN, G_MAXUINT);
  add_group (self, _("Left Aside"), NULL,
             (1u << SPT_LOOKUP_CODE_UNDER_WAY) | (1u << SPT_LOOKUP_CODE_UNSETTLED) | (1u << SPT_LOOKUP_CODE_SAME) |
             (1u << SPT_LOOKUP_CODE_WRONG) | (1u << SPT_LOOKUP_CODE_NONE), MAX_ROWS);
  add_group (self, _("To Look Up"), NULL, (1u << SPT_LOOKUP_CODE_NEW) | (1u << SPT_LOOKUP_CODE_PREPARED), MAX_ROWS);
  update_summary (self);
  update_button (self);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptLookupCodes *codes = spt_lookup_codes_finish (SPT_STORE (object), result, &error);
  SptLookupDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (codes == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->codes, spt_lookup_codes_free);
  self->codes = codes;
  show_accounts (self);
  show_codes (self);
}

static void
look (SptLookupDialog *self)
{
  g_autofree char *text = self->subject_ids == NULL ? dup_text (self) : NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  spt_lookup_codes_async (spt_desk_get_store (self->desk), text, self->subject_ids, self->account_id, self->looking,
                          looked_cb, self);
}

static void
timer_cb (gpointer user_data)
{
  SptLookupDialog *self = user_data;

  self->timer = 0;
  look (self);
}

static void
text_changed_cb (SptLookupDialog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_once (DELAY_MS, timer_cb, self);
  /* What is said is of the text before. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lookup-codes.make", FALSE);
}

static void
account_chosen_cb (SptLookupDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->account_row);

  if (self->choosing || self->codes == NULL || selected >= self->codes->accounts->len)
    return;
  self->account_id = spt_account_get_id (g_ptr_array_index (self->codes->accounts, selected));
  look (self);
}

/* --- making them ------------------------------------------------------------------------------------- */

static void
made_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = spt_lookups_make_finish (SPT_STORE (object), result, &error);
  SptLookupDialog *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  self->making = FALSE;
  if (ids == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      update_button (self);
      return;
    }
  spt_send_dialog_replace (GTK_WINDOW (self), self->parent, self->desk, SPT_KIND_LOOKUPS, ids);
}

static void
make_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptLookupDialog *self = SPT_LOOKUP_DIALOG (widget);
  g_autoptr (GPtrArray) chosen = list_chosen (self);

  if (chosen->len == 0 || self->making)
    return;
  self->making = TRUE;
  update_button (self);
  spt_lookups_make_async (spt_desk_get_store (self->desk), chosen, self->account_id, spt_desk_get_who (self->desk),
                          self->cancellable, made_cb, self);
}

/* --- the window -------------------------------------------------------------------------------------- */

static void
spt_lookup_dialog_dispose (GObject *object)
{
  SptLookupDialog *self = SPT_LOOKUP_DIALOG (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (spt_lookup_dialog_parent_class)->dispose (object);
}

static void
spt_lookup_dialog_finalize (GObject *object)
{
  SptLookupDialog *self = SPT_LOOKUP_DIALOG (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->subject_ids, g_array_unref);
  g_clear_pointer (&self->codes, spt_lookup_codes_free);
  g_hash_table_unref (self->again);

  G_OBJECT_CLASS (spt_lookup_dialog_parent_class)->finalize (object);
}

static void
spt_lookup_dialog_class_init (SptLookupDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_lookup_dialog_dispose;
  object_class->finalize = spt_lookup_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, APPLICATION_PATH "/ui/trovapec/spt-lookup-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, text_box);
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, account_group);
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, groups_box);
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SptLookupDialog, make_button);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_install_action (widget_class, "lookup-codes.make", NULL, make_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

/* Before the text takes the key for a new line. */
static void
add_shortcut (SptLookupDialog *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("lookup-codes.make")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
spt_lookup_dialog_init (SptLookupDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_shortcut (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), FALSE);
  update_button (self);
}

/**
 * spt_lookup_dialog_new:
 * @parent: a widget of the window it opens over
 * @desk: what it works with
 * @subject_ids: (nullable) (element-type gint64): people and companies; copied; %NULL = codes are pasted
 *
 * Returns: (transfer none): the sheet, to be presented
 */
GtkWindow *
spt_lookup_dialog_new (GtkWidget *parent,
                       SptDesk   *desk,
                       GArray    *subject_ids)
{
  SptWindow *window;
  SptLookupDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);

  window = spt_window_of (parent);
  self = g_object_new (SPT_TYPE_LOOKUP_DIALOG, "transient-for", window, NULL);
  self->desk = g_object_ref (desk);
  self->subject_ids = subject_ids != NULL ? g_array_copy (subject_ids) : NULL;
  g_set_weak_pointer (&self->parent, window != NULL ? GTK_WIDGET (window) : parent);
  gtk_widget_set_visible (self->text_box, subject_ids == NULL);
  if (subject_ids == NULL)
    gtk_window_set_title (GTK_WINDOW (self), _("Paste Codes"));
  gtk_window_set_focus (GTK_WINDOW (self), subject_ids == NULL ? GTK_WIDGET (self->text_view) : self->cancel_button);
  spt_ui_fit_sheet (GTK_WINDOW (self));
  look (self);

  return GTK_WINDOW (self);
}

/**
 * spt_lookup_dialog_new_for_text:
 * @parent: a widget of the window it opens over
 * @desk: what it works with
 * @text: what stands there to begin with
 *
 * Returns: (transfer none): the sheet, to be presented
 */
GtkWindow *
spt_lookup_dialog_new_for_text (GtkWidget  *parent,
                                SptDesk    *desk,
                                const char *text)
{
  GtkWindow *self = spt_lookup_dialog_new (parent, desk, NULL);

  g_return_val_if_fail (self != NULL, NULL);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (SPT_LOOKUP_DIALOG (self)->text_view), text, -1);

  return self;
}
