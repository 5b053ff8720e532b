/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor of one field, by its kind: an entry, a switch, a list of choices, a calendar. */
#define G_LOG_DOMAIN "spt-form-editor"

#include "config.h"

#include "spt-form-row-private.h"
#include "spt-form-toggles.h"

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "base/spt-money.h"
#include "form/spt-number.h"
#include "ui/spt-ui.h"

/* --- what it shows ------------------------------------------------------------------------------------- */

/* What the editor shows for @text: dates and amounts that read well stand as people write them here. */
static char *
dup_display (SptFormRow *self,
             const char *text)
{
  const SptFieldDef *def = spt_form_field_get_def (self->field);

  if (def->kind == SPT_FIELD_DATETIME || def->kind == SPT_FIELD_DATE)
    {
      SptDatetime value;

      if (spt_datetime_parse (text, &value, NULL))
        {
          gboolean with_time = value.has_time;

          if (with_time && def->default_time != NULL)
            {
              g_autofree char *time = g_strdup_printf ("%02d:%02d:%02d", value.hour, value.minute,
                                                       value.second);

              with_time = strcmp (time, def->default_time) != 0;
            }
          /* Seconds that the Italian form would drop stay in sight. */
          if (with_time && (value.second != 0 || value.ms != 0))
            return g_strdup (text);
          return spt_datetime_to_italian (&value, with_time);
        }
    }
  else if (def->kind == SPT_FIELD_MONEY)
    {
      gint64 cents;

      if (spt_money_parse_euro (text, &cents, NULL))
        return spt_money_format (cents);
    }
  else if (def->kind == SPT_FIELD_DECIMAL)
    {
      g_autofree char *number = spt_record_dup_decimal (text);

      if (number != NULL)
        {
          g_strdelimit (number, ".", ',');
          return g_steal_pointer (&number);
        }
    }
  return g_strdup (text);
}

static void
fill_choice (SptFormRow *self,
             const char *text)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->values->len; i++)
    {
      if (strcmp (g_ptr_array_index (self->values, i), text) == 0)
        {
          selected = i;
          break;
        }
    }
  /* A file may have brought a value that is none of the choices: it is shown, so that it can be mended. */
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      selected = self->values->len;
      g_ptr_array_add (self->values, g_strdup (text));
      gtk_string_list_append (self->choices, text);
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), selected);
}

/* XML may also write 1 and 0. */
static void
fill_toggles (SptFormRow *self,
              const char *text)
{
  SptFormToggles *toggles = SPT_FORM_TOGGLES (self->editor);
  gboolean value;

  if (spt_form_field_get_def (self->field)->kind == SPT_FIELD_BOOLEAN &&
      spt_record_parse_boolean (text, &value))
    text = value ? "true" : "false";
  /* As with a list of choices: what a file brought is in sight. */
  if (*text != '\0' && !spt_form_toggles_has (toggles, text))
    spt_form_toggles_add (toggles, text, text);
  spt_form_toggles_set_value (toggles, text);
}

/**
 * _spt_form_row_fill_editor:
 * @self: the row, with its editor
 *
 * Shows the field's text as people write it here.
 */
void
_spt_form_row_fill_editor (SptFormRow *self)
{
  const char *text = spt_form_field_get_text (self->field);

  self->updating = TRUE;
  if (GTK_IS_SWITCH (self->editor))
    {
      const SptFieldDef *def = spt_form_field_get_def (self->field);
      const char *value = *text != '\0' ? text : def->default_value;

      gtk_switch_set_active (GTK_SWITCH (self->editor), g_strcmp0 (value, "true") == 0);
    }
  else if (SPT_IS_FORM_TOGGLES (self->editor))
    {
      fill_toggles (self, text);
    }
  else if (GTK_IS_DROP_DOWN (self->editor))
    {
      fill_choice (self, text);
    }
  else
    {
      g_autofree char *display = dup_display (self, text);

      if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->editor)), display) != 0)
        gtk_editable_set_text (GTK_EDITABLE (self->editor), display);
    }
  self->updating = FALSE;
}

/* --- what is typed and chosen --------------------------------------------------------------------------- */

static void
take_text (SptFormRow *self,
           const char *text)
{
  self->updating = TRUE;
  spt_form_field_set_text (self->field, text);
  self->updating = FALSE;
}

static void
entry_changed_cb (SptFormRow *self)
{
  if (self->updating)
    return;
  take_text (self, gtk_editable_get_text (GTK_EDITABLE (self->editor)));
  self->is_typed = TRUE;
  if (self->in_doubt)
    {
      self->in_doubt = FALSE;
      spt_form_row_set_hint (self, NULL, NULL);
    }
}

static char *
dup_italian (const char *number)
{
  return g_strdelimit (g_strdup (number), ".", ',');
}

/**
 * _spt_form_row_read_number:
 * @self: the row, which is being left, or whose form is being saved
 *
 * Understands a number that was typed with a point before three digits, and says below it how, and how else it may be
 * meant.
 */
void
_spt_form_row_read_number (SptFormRow *self)
{
  g_autofree char *read = NULL;
  g_autofree char *other = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *shown_other = NULL;
  g_autofree char *words = NULL;

  if (!self->is_typed || self->read_only)
    return;
  self->is_typed = FALSE;
  if (!spt_number_read_typed (self->field, spt_form_field_get_text (self->field), &read, &other))
    return;
  spt_form_field_set_text (self->field, read);
  if (other == NULL)
    return;
  shown = dup_italian (read);
  shown_other = dup_italian (other);
  /* Translators: %1$s and %2$s are numbers, such as 1500 and 1,5: what was typed was "1.500" */
  words = g_strdup_printf (_("Understood as %1$s. If %2$s is meant, press “Use”."), shown, shown_other);
  spt_form_row_set_hint (self, words, other);
  self->in_doubt = TRUE;
}

static void
switch_changed_cb (SptFormRow *self)
{
  if (!self->updating)
    take_text (self, gtk_switch_get_active (GTK_SWITCH (self->editor)) ? "true" : "false");
}

static void
choice_changed_cb (SptFormRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));

  if (!self->updating && selected < self->values->len)
    take_text (self, g_ptr_array_index (self->values, selected));
}

static void
toggles_changed_cb (SptFormRow *self)
{
  if (!self->updating)
    take_text (self, spt_form_toggles_get_value (SPT_FORM_TOGGLES (self->editor)));
}

static void
day_selected_cb (SptFormRow *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = NULL;
  GtkWidget *popover;

  if (self->updating)
    return;

  day = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  text = g_strdup_printf ("%02d/%02d/%04d", g_date_time_get_day_of_month (day),
                          g_date_time_get_month (day), g_date_time_get_year (day));
  spt_form_field_set_text (self->field, text);

  popover = gtk_widget_get_ancestor (self->calendar, GTK_TYPE_POPOVER);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_grab_focus (self->editor);
}

/* The calendar is made when it is first opened: a form has many dates and few are picked. */
static void
create_calendar_cb (GtkMenuButton *button,
                    gpointer       user_data)
{
  SptFormRow *self = user_data;
  SptDatetime value;

  if (self->calendar == NULL)
    {
      GtkWidget *popover = gtk_popover_new ();

      self->calendar = gtk_calendar_new ();
      gtk_popover_set_child (GTK_POPOVER (popover), self->calendar);
      gtk_menu_button_set_popover (button, popover);
      g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (spt_datetime_parse (spt_form_field_get_text (self->field), &value, NULL))
    {
      g_autoptr (GDateTime) day = g_date_time_new_local (value.year, value.month, value.day, 12, 0,
                                                         0);

      self->updating = TRUE;
      if (day != NULL)
        gtk_calendar_select_day (GTK_CALENDAR (self->calendar), day);
      self->updating = FALSE;
    }
}

/* --- making it ----------------------------------------------------------------------------------------- */

static GtkWidget *
make_entry (SptFormRow   *self,
            SptFieldKind  kind)
{
  GtkWidget *entry;

  if (kind == SPT_FIELD_SECRET)
    {
      entry = gtk_password_entry_new ();
      spt_ui_guard_password (entry);
      gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
    }
  else
    {
      entry = gtk_entry_new ();
      gtk_entry_set_has_frame (GTK_ENTRY (entry), FALSE);
    }
  gtk_widget_add_css_class (entry, "spt-flat");
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 1000);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return entry;
}

static void
suggest_clicked_cb (SptFormRow *self)
{
  g_signal_emit_by_name (self, "suggest-clicked");
}

/* Known values are suggested, others may be typed. The Down key does what the button does: Tab goes on to the next field. */
static void
add_suggest_button (SptFormRow        *self,
                    const SptFieldDef *def)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("pan-down-symbolic");
  /* Translators: %s is the title of a field, such as "Tax regime" */
  g_autofree char *name = g_strdup_printf (_("Known values: %s"), def->label);

  gtk_widget_set_tooltip_text (button, _("Show the known values (Down key)"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (suggest_clicked_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->editor, "editable", button, "sensitive", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self->editor_box), button);
}

static void
add_choice (SptFormRow *self,
            const char *value,
            const char *label)
{
  g_ptr_array_add (self->values, g_strdup (value));
  gtk_string_list_append (self->choices, label);
}

static GtkWidget *
make_choice (SptFormRow        *self,
             const SptFieldDef *def)
{
  GtkWidget *drop_down;

  self->values = g_ptr_array_new_with_free_func (g_free);
  self->choices = gtk_string_list_new (NULL);

  /* Nothing chosen yet is a state of its own, never the first choice taken in silence. */
  if ((def->default_value == NULL || *def->default_value == '\0') &&
      (def->n_choices == 0 || *def->choices[0].value != '\0'))
    add_choice (self, "", def->required ? _("Choose…") : _("Not given"));

  if (def->kind == SPT_FIELD_BOOLEAN)
    {
      add_choice (self, "true", C_("answer", "Yes"));
      add_choice (self, "false", C_("answer", "No"));
    }
  for (guint i = 0; i < def->n_choices; i++)
    add_choice (self, def->choices[i].value, def->choices[i].label);

  drop_down = gtk_drop_down_new (G_LIST_MODEL (self->choices), NULL);
  if (def->n_choices > 12)
    {
      g_autoptr (GtkExpression) expression =
        gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      gtk_drop_down_set_expression (GTK_DROP_DOWN (drop_down), expression);
      gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
    }
  gtk_widget_set_hexpand (drop_down, TRUE);
  gtk_widget_add_css_class (drop_down, "spt-flat");
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (choice_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return drop_down;
}

static GtkWidget *
make_toggles (SptFormRow        *self,
              const SptFieldDef *def)
{
  GtkWidget *toggles = spt_form_toggles_new (def->label);

  if (def->kind == SPT_FIELD_BOOLEAN)
    {
      spt_form_toggles_add (SPT_FORM_TOGGLES (toggles), "true", C_("answer", "Yes"));
      spt_form_toggles_add (SPT_FORM_TOGGLES (toggles), "false", C_("answer", "No"));
    }
  for (guint i = 0; i < def->n_choices; i++)
    {
      if (*def->choices[i].value != '\0')
        spt_form_toggles_add (SPT_FORM_TOGGLES (toggles), def->choices[i].value, def->choices[i].label);
    }
  gtk_widget_set_halign (toggles, GTK_ALIGN_END);
  gtk_widget_set_valign (toggles, GTK_ALIGN_CENTER);
  g_signal_connect_object (toggles, "changed", G_CALLBACK (toggles_changed_cb), self, G_CONNECT_SWAPPED);
  return toggles;
}

/**
 * _spt_form_row_make_editor:
 * @self: the row, with its field
 *
 * Makes the editor that the field's kind wants, and what stands beside it.
 */
void
_spt_form_row_make_editor (SptFormRow *self)
{
  const SptFieldDef *def = spt_form_field_get_def (self->field);
  const char *text = spt_form_field_get_text (self->field);

  if (_spt_form_row_has_toggles (self))
    {
      self->editor = make_toggles (self, def);
      gtk_box_append (GTK_BOX (self->editor_box), self->editor);
      return;
    }

  switch (def->kind)
    {
    case SPT_FIELD_BOOLEAN:
      /* A switch has two positions: where "not said" is possible, or a file brought something else, it would lie. */
      if (def->default_value != NULL &&
          (*text == '\0' || strcmp (text, "true") == 0 || strcmp (text, "false") == 0))
        {
          self->editor = gtk_switch_new ();
          gtk_widget_set_halign (self->editor, GTK_ALIGN_END);
          gtk_widget_set_valign (self->editor, GTK_ALIGN_CENTER);
          g_signal_connect_object (self->editor, "notify::active", G_CALLBACK (switch_changed_cb),
                                   self, G_CONNECT_SWAPPED);
        }
      else
        {
          self->editor = make_choice (self, def);
        }
      break;

    case SPT_FIELD_CHOICE:
      if (!def->open)
        {
          self->editor = make_choice (self, def);
          break;
        }
      self->editor = make_entry (self, def->kind);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE,
                                      GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE, GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
      break;

    case SPT_FIELD_MONEY:
      self->editor = make_entry (self, def->kind);
      gtk_widget_add_css_class (self->editor, "numeric");
      break;

    case SPT_FIELD_CODE:
    case SPT_FIELD_FISCAL_CODE:
    case SPT_FIELD_IBAN:
    case SPT_FIELD_IUV:
    case SPT_FIELD_NAV:
      self->editor = make_entry (self, def->kind);
      gtk_widget_add_css_class (self->editor, "monospace");
      break;

    case SPT_FIELD_EMAIL:
      self->editor = make_entry (self, def->kind);
      gtk_entry_set_input_purpose (GTK_ENTRY (self->editor), GTK_INPUT_PURPOSE_EMAIL);
      break;

    case SPT_FIELD_XML:
      self->editor = make_entry (self, def->kind);
      gtk_editable_set_editable (GTK_EDITABLE (self->editor), FALSE);
      break;

    case SPT_FIELD_DECIMAL:
      self->editor = make_entry (self, def->kind);
      gtk_widget_add_css_class (self->editor, "numeric");
      break;

    case SPT_FIELD_TEXT:
    case SPT_FIELD_DATE:
    case SPT_FIELD_DATETIME:
    case SPT_FIELD_INTEGER:
    case SPT_FIELD_SECRET:
    default:
      self->editor = make_entry (self, def->kind);
      break;
    }

  gtk_box_append (GTK_BOX (self->editor_box), self->editor);
  if (def->kind == SPT_FIELD_MONEY)
    {
      GtkWidget *unit = gtk_label_new ("€");

      gtk_widget_add_css_class (unit, "dim-label");
      gtk_box_append (GTK_BOX (self->editor_box), unit);
    }
  else if (def->open)
    {
      add_suggest_button (self, def);
    }
  else if (def->kind == SPT_FIELD_DATETIME || def->kind == SPT_FIELD_DATE)
    {
      g_autofree char *name = NULL;
      GtkWidget *button = gtk_menu_button_new ();

      /* Translators: %s is the title of a field, such as "Due date" */
      name = g_strdup_printf (_("Calendar: %s"), def->label);
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_calendar_cb, self,
                                             NULL);
      gtk_widget_set_tooltip_text (button, _("Choose a day"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      gtk_box_append (GTK_BOX (self->editor_box), button);
      g_object_bind_property (self->editor, "editable", button, "sensitive",
                              G_BINDING_SYNC_CREATE);
    }
}
