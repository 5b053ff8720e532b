/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of our columns: what it is, what of theirs comes into it, what that looks like. */
#define G_LOG_DOMAIN "spt-import-column-row"

#include "config.h"

#include "spt-import-column-row.h"

#include <glib/gi18n.h>

#include "store/spt-store-bodies.h"
#include "ui/spt-import-picker.h"

/* Where a record says whose it is (docs/csv.md). */
#define COLUMN_BODY "organization"

struct _SptImportColumnRow
{
  AdwPreferencesRow    parent_instance;

  SptImportWork       *work;   /* (owned) */
  const SptCsvColumn  *column;
  SptImportChoice      choice; /* (owned) */
  guint                n_sample;
  gboolean             is_filling; /* what changes comes from here */

  GtkWidget           *box;    /* (unowned), as the others */
  GtkWidget           *word;
  GtkWidget           *button;
  GtkWidget           *button_label;
  GtkWidget           *second;
  GtkWidget           *second_label;
  GtkWidget           *entry;
  GtkWidget           *yes_no; /* (nullable): of yes-or-no columns */
  GtkWidget           *bodies; /* (nullable): of the column that says which body */
  GPtrArray           *codes;  /* (owned) (nullable) (element-type utf8): those bodies */
  GtkWidget           *wrong;
  GtkWidget           *sample;
};

G_DEFINE_FINAL_TYPE (SptImportColumnRow, spt_import_column_row, ADW_TYPE_PREFERENCES_ROW)

static guint changed_signal;
static guint pick_signal;

static GPtrArray *
get_header (SptImportColumnRow *self)
{
  return spt_import_work_get_look (self->work)->header;
}

/* Which of the bodies a text is; their number = none of them. */
static guint
find_body (SptImportColumnRow *self,
           const char         *text)
{
  guint i = 0;

  while (i < self->codes->len && g_strcmp0 (g_ptr_array_index (self->codes, i), text) != 0)
    i++;
  return i;
}

/* --- what is shown ------------------------------------------------------------------------------------- */

static const char *
column_name (SptImportColumnRow *self,
             guint               column)
{
  GPtrArray *header = get_header (self);

  return column < header->len ? g_ptr_array_index (header, column) : _("Choose a Column");
}

static void
set_button (SptImportColumnRow *self,
            GtkWidget          *button,
            GtkWidget          *label,
            const char         *text)
{
  /* Translators: one of our columns, and the column of the file that comes into it */
  g_autofree char *name = g_strdup_printf (C_("column", "%1$s: %2$s"), self->column->label, text);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_choice (SptImportColumnRow *self)
{
  const SptImportChoice *choice = &self->choice;
  gboolean is_text = choice->kind == SPT_IMPORT_TEMPLATE ||
                     (choice->kind == SPT_IMPORT_FIXED && self->yes_no == NULL &&
                      (self->bodies == NULL || find_body (self, choice->text) == self->codes->len));
  const char *text = spt_import_picker_word (choice->kind);

  if (choice->kind == SPT_IMPORT_COLUMN || choice->kind == SPT_IMPORT_JOINED)
    text = column_name (self, choice->first);
  else if (choice->kind == SPT_IMPORT_NOTHING &&
           spt_import_work_get_source (self->work, self->column->name) != NULL)
    text = spt_import_work_get_source (self->work, self->column->name);
  set_button (self, self->button, self->button_label, text);
  gtk_widget_set_visible (self->second, choice->kind == SPT_IMPORT_JOINED);
  if (choice->kind == SPT_IMPORT_JOINED)
    set_button (self, self->second, self->second_label, column_name (self, choice->second));
  gtk_widget_set_visible (self->entry, is_text);
  if (self->yes_no != NULL)
    gtk_widget_set_visible (self->yes_no, choice->kind == SPT_IMPORT_FIXED);
  if (self->bodies != NULL)
    gtk_widget_set_visible (self->bodies, choice->kind == SPT_IMPORT_FIXED);
}

static void
show_wrong (SptImportColumnRow *self)
{
  g_autofree char *wrong = NULL;
  g_autofree char *text = NULL;
  GArray *columns = NULL;

  if (self->choice.kind == SPT_IMPORT_TEMPLATE && self->choice.text != NULL)
    columns = spt_import_template_get_columns (self->choice.text, get_header (self), &wrong);
  g_clear_pointer (&columns, g_array_unref);
  gtk_widget_set_visible (self->wrong, wrong != NULL);
  if (wrong == NULL)
    gtk_widget_remove_css_class (self->entry, "error");
  else
    {
      gtk_widget_add_css_class (self->entry, "error");
      /* Translators: %s is what was written between braces */
      text = g_strdup_printf (_("The file has no column “%s”. Write the names of columns between braces: {Surname} {Name}."),
                              wrong);
      gtk_label_set_text (GTK_LABEL (self->wrong), text);
    }
}

static void
show_word (SptImportColumnRow *self)
{
  gboolean is_required = spt_import_column_row_is_required (self);
  gboolean is_missing = is_required && !spt_import_column_row_is_filled (self);

  gtk_label_set_text (GTK_LABEL (self->word), is_missing ? C_("column", "required, still missing")
                                                         : C_("column", "required"));
  gtk_widget_set_visible (self->word, is_required);
  if (is_missing)
    {
      gtk_widget_remove_css_class (self->word, "dim-label");
      gtk_widget_add_css_class (self->word, "error");
    }
  else
    {
      gtk_widget_remove_css_class (self->word, "error");
      gtk_widget_add_css_class (self->word, "dim-label");
    }
}

/**
 * spt_import_column_row_update:
 * @self: the row
 * @n_sample: which of the rows looked at, from 0
 *
 * Shows what would come in from a row of the file.
 */
void
spt_import_column_row_update (SptImportColumnRow *self,
                              guint               n_sample)
{
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;
  gboolean is_empty;

  g_return_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self));

  self->n_sample = n_sample;
  show_choice (self);
  text = spt_import_work_dup_sample (self->work, self->column->name, n_sample);
  valid = g_utf8_make_valid (text, -1);
  is_empty = *g_strstrip (valid) == '\0';
  if (self->choice.kind == SPT_IMPORT_FIXED && self->yes_no != NULL)
    {
      g_free (valid);
      valid = g_strdup (g_str_equal (text, "true") ? _("Yes") : _("No"));
    }
  gtk_label_set_text (GTK_LABEL (self->sample), !is_empty ? valid
                      : self->choice.kind == SPT_IMPORT_NOTHING ? "" : C_("cell", "empty"));
  gtk_widget_set_tooltip_text (self->sample, is_empty ? NULL : valid);
  if (is_empty)
    gtk_widget_add_css_class (self->sample, "dim-label");
  else
    gtk_widget_remove_css_class (self->sample, "dim-label");
  show_word (self);
}

/* --- what is chosen ------------------------------------------------------------------------------------ */

static void
take_choice (SptImportColumnRow *self)
{
  g_autofree char *template_text = spt_import_choice_dup_template (&self->choice, get_header (self));

  spt_import_work_set_template (self->work, self->column->name, template_text);
  show_choice (self);
  show_wrong (self);
  spt_import_column_row_update (self, self->n_sample);
  g_signal_emit (self, changed_signal, 0);
}

static void
entry_changed_cb (SptImportColumnRow *self)
{
  if (self->is_filling)
    return;
  g_free (self->choice.text);
  self->choice.text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  take_choice (self);
}

static void
yes_no_changed_cb (SptImportColumnRow *self)
{
  if (self->is_filling || self->choice.kind != SPT_IMPORT_FIXED)
    return;
  g_free (self->choice.text);
  self->choice.text = g_strdup (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->yes_no)) == 1 ? "true"
                                                                                               : "false");
  take_choice (self);
}

static void
body_changed_cb (SptImportColumnRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->bodies));

  if (self->is_filling || self->choice.kind != SPT_IMPORT_FIXED)
    return;
  g_free (self->choice.text);
  self->choice.text = g_strdup (selected < self->codes->len ? g_ptr_array_index (self->codes, selected) : "");
  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->choice.text);
  self->is_filling = FALSE;
  take_choice (self);
}

static void
fill_editors (SptImportColumnRow *self)
{
  const char *text = self->choice.text != NULL ? self->choice.text : "";

  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  if (self->yes_no != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->yes_no), g_str_equal (text, "true") ? 1 : 0);
  if (self->bodies != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->bodies), find_body (self, text));
  self->is_filling = FALSE;
}

/* What was chosen so far is the beginning of a template or of a pair. */
void
spt_import_column_row_pick (SptImportColumnRow  *self,
                            gboolean             second,
                            SptImportChoiceKind  kind,
                            guint                column)
{
  SptImportChoice *choice;

  g_return_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self));

  choice = &self->choice;
  if (second)
    {
      choice->second = column;
    }
  else if (kind == SPT_IMPORT_COLUMN)
    {
      /* The first of a pair stays one of a pair. */
      if (choice->kind != SPT_IMPORT_JOINED)
        choice->kind = SPT_IMPORT_COLUMN;
      choice->first = column;
    }
  else
    {
      g_autofree char *before = spt_import_choice_dup_template (choice, get_header (self));
      gboolean was_column = choice->kind == SPT_IMPORT_COLUMN || choice->kind == SPT_IMPORT_JOINED;

      g_clear_pointer (&choice->text, g_free);
      if (kind == SPT_IMPORT_JOINED && choice->kind != SPT_IMPORT_JOINED)
        {
          if (!was_column)
            choice->first = G_MAXUINT;
          choice->second = G_MAXUINT;
        }
      if (kind == SPT_IMPORT_TEMPLATE)
        choice->text = g_steal_pointer (&before);
      else if (kind == SPT_IMPORT_FIXED && self->yes_no != NULL)
        choice->text = g_strdup ("false");
      else if (kind == SPT_IMPORT_FIXED && self->bodies != NULL)
        choice->text = g_strdup (g_ptr_array_index (self->codes, 0));
      choice->kind = kind;
    }
  fill_editors (self);
  take_choice (self);

  if (kind == SPT_IMPORT_JOINED && !second)
    gtk_widget_grab_focus (choice->first == G_MAXUINT ? self->button : self->second);
  else if (gtk_widget_get_visible (self->entry))
    gtk_widget_grab_focus (self->entry);
  else if (kind == SPT_IMPORT_FIXED)
    gtk_widget_grab_focus (self->yes_no != NULL ? self->yes_no : self->bodies);
}

const SptCsvColumn *
spt_import_column_row_get_column (SptImportColumnRow *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self), NULL);
  return self->column;
}

const SptImportChoice *
spt_import_column_row_get_choice (SptImportColumnRow *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self), NULL);
  return &self->choice;
}

gboolean
spt_import_column_row_is_required (SptImportColumnRow *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self), FALSE);
  return spt_import_work_requires (self->work, self->column);
}

gboolean
spt_import_column_row_is_filled (SptImportColumnRow *self)
{
  g_return_val_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self), FALSE);
  return spt_import_work_get_template (self->work, self->column->name) != NULL ||
         spt_import_work_get_source (self->work, self->column->name) != NULL;
}

void
spt_import_column_row_set_narrow (SptImportColumnRow *self,
                                  gboolean            narrow)
{
  g_return_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (GTK_BOX (self->box), !narrow);
  gtk_box_set_spacing (GTK_BOX (self->box), narrow ? 4 : 12);
}

void
spt_import_column_row_focus (SptImportColumnRow *self)
{
  g_return_if_fail (SPT_IS_IMPORT_COLUMN_ROW (self));
  gtk_widget_grab_focus (self->button);
}

/* --- the widget ---------------------------------------------------------------------------------------- */

static void
button_cb (SptImportColumnRow *self)
{
  g_signal_emit (self, pick_signal, 0, self->button, FALSE);
}

static void
second_cb (SptImportColumnRow *self)
{
  g_signal_emit (self, pick_signal, 0, self->second, TRUE);
}

static GtkWidget *
new_button (SptImportColumnRow  *self,
            GtkWidget          **label,
            GCallback            callback)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-down-symbolic");

  *label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (*label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (*label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (*label, TRUE);
  gtk_box_append (GTK_BOX (box), *label);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_button_set_child (GTK_BUTTON (button), box);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
name_editor (SptImportColumnRow *self,
             GtkWidget          *editor)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->column->label, -1);
}

static void
spt_import_column_row_dispose (GObject *object)
{
  SptImportColumnRow *self = SPT_IMPORT_COLUMN_ROW (object);

  g_clear_object (&self->work);
  spt_import_choice_clear (&self->choice);
  g_clear_pointer (&self->codes, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_import_column_row_parent_class)->dispose (object);
}

static void
spt_import_column_row_class_init (SptImportColumnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_import_column_row_dispose;

  /**
   * SptImportColumnRow::changed:
   * @self: the row
   *
   * Something else comes in now.
   */
  changed_signal = g_signal_new ("changed", SPT_TYPE_IMPORT_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  /**
   * SptImportColumnRow::pick-asked:
   * @self: the row
   * @at: where
   * @second: whether it is the second of two joined columns
   *
   * A person wants to choose one of their columns.
   */
  pick_signal = g_signal_new ("pick-asked", SPT_TYPE_IMPORT_COLUMN_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_BOOLEAN);
}

static void
spt_import_column_row_init (SptImportColumnRow *self)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "import-column");
}

/* By name, as people know them; a tax code is typed only for a body that no account is of. */
static void
build_bodies (SptImportColumnRow *self)
{
  GPtrArray *accounts = spt_import_work_get_accounts (self->work);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->codes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);
      const char *code = spt_account_get_body (account);
      const char *name = spt_account_get_body_name (account);
      g_autofree char *label = NULL;

      if (code == NULL || find_body (self, code) < self->codes->len)
        continue;
      label = spt_body_dup_label (code, name != NULL ? name : spt_account_get_name (account));
      gtk_string_list_append (labels, label);
      g_ptr_array_add (self->codes, g_strdup (code));
    }
  if (self->codes->len == 0)
    return;
  gtk_string_list_append (labels, _("Another body, by its tax code"));
  self->bodies = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
}

static void
build (SptImportColumnRow *self)
{
  static const char *const answers[] = { N_("No"), N_("Yes"), NULL };
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *editors = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (self->column->label);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->word = gtk_label_new (NULL);
  self->button = new_button (self, &self->button_label, G_CALLBACK (button_cb));
  self->second = new_button (self, &self->second_label, G_CALLBACK (second_cb));
  self->entry = gtk_entry_new ();
  self->wrong = gtk_label_new (NULL);
  self->sample = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_tooltip_text (title, self->column->name);
  gtk_label_set_xalign (GTK_LABEL (self->word), 0);
  gtk_widget_add_css_class (self->word, "caption");
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (names), title);
  gtk_box_append (GTK_BOX (names), self->word);

  name_editor (self, self->entry);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_label_set_xalign (GTK_LABEL (self->wrong), 0);
  gtk_label_set_wrap (GTK_LABEL (self->wrong), TRUE);
  gtk_widget_add_css_class (self->wrong, "caption");
  gtk_widget_add_css_class (self->wrong, "error");
  gtk_widget_set_valign (editors, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (editors), self->button);
  gtk_box_append (GTK_BOX (editors), self->second);
  gtk_box_append (GTK_BOX (editors), self->entry);
  if (self->column->kind == SPT_FIELD_BOOLEAN)
    {
      const char *words[] = { _(answers[0]), _(answers[1]), NULL };

      self->yes_no = gtk_drop_down_new_from_strings (words);
      name_editor (self, self->yes_no);
      g_signal_connect_object (self->yes_no, "notify::selected", G_CALLBACK (yes_no_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (editors), self->yes_no);
    }
  if (g_str_equal (self->column->name, COLUMN_BODY))
    build_bodies (self);
  if (self->bodies != NULL)
    {
      name_editor (self, self->bodies);
      g_signal_connect_object (self->bodies, "notify::selected", G_CALLBACK (body_changed_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (GTK_BOX (editors), self->bodies, self->second);
    }
  gtk_box_append (GTK_BOX (editors), self->wrong);

  gtk_label_set_xalign (GTK_LABEL (self->sample), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->sample), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->sample, "import-sample");
  if (self->column->kind != SPT_FIELD_TEXT)
    gtk_widget_add_css_class (self->sample, "numeric");

  gtk_box_append (GTK_BOX (self->box), names);
  gtk_box_append (GTK_BOX (self->box), editors);
  gtk_box_append (GTK_BOX (self->box), self->sample);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->column->label);
}

/**
 * spt_import_column_row_new:
 * @work: an import whose file was looked at
 * @column: one of our columns
 *
 * Makes a row that shows what the mapping says now.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_import_column_row_new (SptImportWork      *work,
                           const SptCsvColumn *column)
{
  SptImportColumnRow *self = g_object_new (SPT_TYPE_IMPORT_COLUMN_ROW, NULL);

  self->work = g_object_ref (work);
  self->column = column;
  build (self);
  spt_import_choice_read (&self->choice, spt_import_work_get_template (work, column->name),
                          get_header (self));
  fill_editors (self);
  show_choice (self);
  show_wrong (self);
  spt_import_column_row_set_narrow (self, FALSE);
  spt_import_column_row_update (self, 0);
  return GTK_WIDGET (self);
}
