/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row of a form of very many fields: numbers and short answers in one line with their unit, long help behind a button,
 * suggestions below. */
#define G_LOG_DOMAIN "spt-form-compact"

#include "config.h"

#include "spt-form-row-private.h"
#include "spt-form-toggles.h"

#include <string.h>

#include <glib/gi18n.h>

#define LONG_HELP      90 /* characters: more than two lines of a narrow page */
#define LONGEST_ANSWER 4
#define MOST_ANSWERS   3
#define LONGEST_UNIT   9

/* --- what kind of row ---------------------------------------------------------------------------------- */

/**
 * _spt_form_row_has_toggles:
 * @self: the row
 *
 * Returns: whether its choices are so few and short that they stand side by side
 */
gboolean
_spt_form_row_has_toggles (SptFormRow *self)
{
  const SptFieldDef *def = spt_form_field_get_def (self->field);
  guint n = 0;

  if (!self->compact || (def->default_value != NULL && *def->default_value != '\0'))
    return FALSE;
  if (def->kind == SPT_FIELD_BOOLEAN)
    return TRUE;
  if (def->kind != SPT_FIELD_CHOICE || def->open)
    return FALSE;
  for (guint i = 0; i < def->n_choices; i++)
    {
      if (*def->choices[i].value == '\0')
        continue;
      if (g_utf8_strlen (def->choices[i].label, -1) > LONGEST_ANSWER)
        return FALSE;
      n++;
    }

  return n >= 2 && n <= MOST_ANSWERS;
}

static gboolean
is_number (SptFormRow *self)
{
  SptFieldKind kind = spt_form_field_get_def (self->field)->kind;

  return kind == SPT_FIELD_DECIMAL || kind == SPT_FIELD_INTEGER;
}

static gboolean
is_one_line (SptFormRow *self)
{
  SptFieldKind kind = spt_form_field_get_def (self->field)->kind;

  return is_number (self) || kind == SPT_FIELD_DATE || _spt_form_row_has_toggles (self);
}

/* "Power (kW)" -> "kW": (nullable), and @length of what stands before it. */
static char *
dup_unit (const char *label,
          gsize      *length)
{
  const char *open = strrchr (label, '(');
  gsize n;

  if (open == NULL || open == label || !g_str_has_suffix (label, ")"))
    return NULL;
  n = strlen (open) - 2;
  if (n == 0 || strchr (open, ' ') != NULL || g_utf8_strlen (open + 1, (gssize) n) > LONGEST_UNIT)
    return NULL;
  *length = (gsize) (open - label);

  return g_strndup (open + 1, n);
}

/* --- long help ----------------------------------------------------------------------------------------- */

/**
 * _spt_form_row_get_short_help:
 * @self: the row
 * @help: (nullable): what is to be known of the field
 *
 * Returns: (nullable): what of it stands below the editor
 */
const char *
_spt_form_row_get_short_help (SptFormRow *self,
                              const char *help)
{
  return self->info != NULL ? NULL : help;
}

/* Made when it is first asked for. */
static void
create_info_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  SptFormRow *self = user_data;
  GtkWidget *popover;
  GtkWidget *label;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  label = gtk_label_new (spt_form_field_get_def (self->field)->help);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 45);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_menu_button_set_popover (button, popover);
}

static void
add_info (SptFormRow        *self,
          const SptFieldDef *def)
{
  /* Translators: %s is the title of a field */
  g_autofree char *name = g_strdup_printf (_("What “%s” means"), def->label);

  self->info = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->info), "help-about-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->info), create_info_cb, self, NULL);
  gtk_widget_set_tooltip_text (self->info, name);
  gtk_widget_set_valign (self->info, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->info, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->info), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- the line ------------------------------------------------------------------------------------------ */

/**
 * _spt_form_row_begin_compact:
 * @self: the row, before its editor is made
 *
 * Puts title and editor into one line where that will do.
 */
void
_spt_form_row_begin_compact (SptFormRow *self)
{
  const SptFieldDef *def = spt_form_field_get_def (self->field);
  GtkWidget *titles;

  if (def->help != NULL && g_utf8_strlen (def->help, -1) > LONG_HELP)
    add_info (self, def);
  gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  if (!is_one_line (self))
    return;

  gtk_widget_add_css_class (GTK_WIDGET (self), "one-line");
  titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_widget_set_valign (titles, GTK_ALIGN_CENTER);
  g_object_ref (self->title);
  g_object_ref (self->required);
  g_object_ref (self->editor_box);
  gtk_box_remove (GTK_BOX (self->title_box), self->title);
  gtk_box_remove (GTK_BOX (self->title_box), self->required);
  gtk_box_remove (GTK_BOX (self->box), self->editor_box);
  gtk_widget_remove_css_class (self->title, "caption");
  gtk_label_set_wrap_mode (GTK_LABEL (self->title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (self->title), 8);
  gtk_label_set_xalign (GTK_LABEL (self->required), 0);
  gtk_box_append (GTK_BOX (titles), self->title);
  gtk_box_append (GTK_BOX (titles), self->required);
  gtk_box_append (GTK_BOX (self->title_box), titles);
  gtk_box_append (GTK_BOX (self->title_box), self->editor_box);
  gtk_widget_set_halign (self->editor_box, GTK_ALIGN_END);
  g_object_unref (self->title);
  g_object_unref (self->required);
  g_object_unref (self->editor_box);
}

/**
 * _spt_form_row_end_compact:
 * @self: the row, with its editor
 *
 * Shows the unit behind the editor, and the button of a long help.
 */
void
_spt_form_row_end_compact (SptFormRow *self)
{
  const SptFieldDef *def = spt_form_field_get_def (self->field);
  gsize length = 0;
  g_autofree char *unit = is_number (self) ? dup_unit (def->label, &length) : NULL;

  if (is_one_line (self) && GTK_IS_EDITABLE (self->editor))
    {
      int width = def->kind == SPT_FIELD_DATE ? 11 : 9;

      gtk_widget_set_hexpand (self->editor, FALSE);
      gtk_editable_set_width_chars (GTK_EDITABLE (self->editor), width);
      gtk_editable_set_max_width_chars (GTK_EDITABLE (self->editor), width);
      gtk_editable_set_alignment (GTK_EDITABLE (self->editor), 1);
    }
  if (unit != NULL)
    {
      g_autofree char *title = g_strchomp (g_strndup (def->label, length));
      GtkWidget *label = gtk_label_new (unit);

      gtk_label_set_text (GTK_LABEL (self->title), title);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_width_chars (GTK_LABEL (label), 4);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_insert_child_after (GTK_BOX (self->editor_box), label, self->editor);
    }
  if (self->info != NULL)
    gtk_box_append (GTK_BOX (is_one_line (self) ? self->editor_box : self->title_box), self->info);
}

/**
 * _spt_form_row_update_required:
 * @self: the row
 *
 * Among very many fields only those that still lack say that they are required.
 */
void
_spt_form_row_update_required (SptFormRow *self)
{
  if (self->compact)
    gtk_widget_set_visible (self->required, spt_form_field_get_def (self->field)->required &&
                            *spt_form_field_get_text (self->field) == '\0');
}

/* --- suggestions --------------------------------------------------------------------------------------- */

static void
use_clicked_cb (SptFormRow *self)
{
  gtk_widget_grab_focus (self->editor);
  spt_form_field_set_text (self->field, self->hint_value);
  if (self->in_doubt)
    {
      self->in_doubt = FALSE;
      spt_form_row_set_hint (self, NULL, NULL);
    }
}

/**
 * _spt_form_row_update_hint:
 * @self: the row
 *
 * The button is there as long as the field holds something else.
 */
void
_spt_form_row_update_hint (SptFormRow *self)
{
  const char *text;
  g_autofree char *number = NULL;

  if (self->hint_box == NULL)
    return;
  text = spt_form_field_get_text (self->field);
  if (is_number (self))
    number = spt_record_dup_decimal (text);
  gtk_widget_set_visible (self->use, self->hint_value != NULL && !self->read_only &&
                          strcmp (number != NULL ? number : text, self->hint_value) != 0);
}

/**
 * spt_form_row_set_hint:
 * @self: the row
 * @text: (nullable): what is suggested, in words: "CO in dry gas 65.6"; %NULL takes it away
 * @value: (nullable): what a click puts into the field, as the record has it; %NULL = it is only said
 *
 * Suggests something below the editor. The field keeps what it holds until somebody clicks.
 */
void
spt_form_row_set_hint (SptFormRow *self,
                       const char *text,
                       const char *value)
{
  g_autofree char *name = NULL;

  g_return_if_fail (SPT_IS_FORM_ROW (self));

  if (self->hint_box == NULL && text == NULL)
    return;
  if (self->hint_box == NULL)
    {
      self->hint_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      self->hint = gtk_label_new (NULL);
      gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (self->hint), GTK_NATURAL_WRAP_NONE);
      gtk_label_set_xalign (GTK_LABEL (self->hint), 0);
      gtk_widget_add_css_class (self->hint, "caption");
      gtk_widget_add_css_class (self->hint_box, "spt-hint");
      self->use = gtk_button_new_with_label (C_("take a suggestion over", "Use"));
      gtk_widget_add_css_class (self->use, "flat");
      gtk_widget_add_css_class (self->use, "caption");
      gtk_widget_set_valign (self->use, GTK_ALIGN_CENTER);
      g_signal_connect_object (self->use, "clicked", G_CALLBACK (use_clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->hint_box), self->hint);
      gtk_box_append (GTK_BOX (self->hint_box), self->use);
      gtk_box_append (GTK_BOX (self->box), self->hint_box);
    }
  if (text == NULL && gtk_widget_has_focus (self->use))
    gtk_widget_grab_focus (self->editor);
  gtk_widget_set_visible (self->hint_box, text != NULL);
  gtk_label_set_text (GTK_LABEL (self->hint), text != NULL ? text : "");
  g_free (self->hint_value);
  self->hint_value = g_strdup (value);
  /* Translators: %s is a suggestion, such as "CO in dry gas 65.6" */
  name = g_strdup_printf (_("Use: %s"), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->use), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  _spt_form_row_update_hint (self);
}
