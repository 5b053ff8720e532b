/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of a year's consumption in a list, and the widget that it is typed in. */
#define G_LOG_DOMAIN "spt-consumption-item"

#include "config.h"

#include "ui/catasto/spt-consumption-item.h"

#include <langinfo.h>

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/spt-ui.h"

/* --- the line -------------------------------------------------------------------------------------- */

struct _SptConsumptionItem
{
  GObject             parent_instance;

  GPtrArray          *lines; /* (owned): keeps @line */
  SptConsumptionLine *line;  /* (unowned) */
};

G_DEFINE_FINAL_TYPE (SptConsumptionItem, spt_consumption_item, G_TYPE_OBJECT)

static guint changed_signal;

static void
spt_consumption_item_finalize (GObject *object)
{
  g_ptr_array_unref (SPT_CONSUMPTION_ITEM (object)->lines);

  G_OBJECT_CLASS (spt_consumption_item_parent_class)->finalize (object);
}

static void
spt_consumption_item_class_init (SptConsumptionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = spt_consumption_item_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
spt_consumption_item_init (SptConsumptionItem *self)
{
}

/**
 * spt_consumption_item_new:
 * @lines: (element-type SptConsumptionLine): what the line is of
 * @line: one of them
 *
 * Returns: (transfer full): the item of a list
 */
SptConsumptionItem *
spt_consumption_item_new (GPtrArray          *lines,
                          SptConsumptionLine *line)
{
  SptConsumptionItem *self = g_object_new (SPT_TYPE_CONSUMPTION_ITEM, NULL);

  self->lines = g_ptr_array_ref (lines);
  self->line = line;
  return self;
}

/**
 * spt_consumption_item_get_line:
 * @self: an item
 *
 * Returns: (transfer none): its line
 */
SptConsumptionLine *
spt_consumption_item_get_line (SptConsumptionItem *self)
{
  g_return_val_if_fail (SPT_IS_CONSUMPTION_ITEM (self), NULL);

  return self->line;
}

/* --- the row --------------------------------------------------------------------------------------- */

struct _SptConsumptionRow
{
  GtkBox              parent_instance;

  SptConsumptionItem *item; /* (owned) (nullable) */
  gboolean            showing;

  GtkLabel           *title;
  GtkLabel           *subtitle;
  GtkWidget          *note_box;
  GtkLabel           *note;
  GtkWidget          *use; /* takes over what the readings give */
  GtkWidget          *fields;
  GtkWidget          *boxes[SPT_CONSUMPTION_N_FIELDS];
  GtkEditable        *entries[SPT_CONSUMPTION_N_FIELDS];
};

G_DEFINE_FINAL_TYPE (SptConsumptionRow, spt_consumption_row, GTK_TYPE_BOX)

static guint leave_signal;

static const struct
{
  const char *label;
  int         width;
} fields[SPT_CONSUMPTION_N_FIELDS] = {
  [SPT_CONSUMPTION_FROM] = { N_("Season from"), 5 },
  [SPT_CONSUMPTION_TO] = { N_("Season to"), 5 },
  [SPT_CONSUMPTION_FIRST] = { N_("Beginning"), 9 },
  [SPT_CONSUMPTION_BOUGHT] = { N_("Purchases"), 9 },
  [SPT_CONSUMPTION_LAST] = { N_("End"), 9 },
  [SPT_CONSUMPTION_USED] = { N_("Consumption"), 9 },
};

static char **
get_text (SptConsumptionLine  *line,
          SptConsumptionField  field)
{
  char **texts[] = { &line->from, &line->to, &line->first, &line->bought, &line->last, &line->used };

  return texts[field];
}

static gboolean
is_closed (const SptConsumptionLine *line)
{
  return line->open_id != 0 || line->id != 0;
}

/* People type a comma, and read one. */
static char *
dup_shown (const char *text)
{
  GString *shown = g_string_new (text);

  g_string_replace (shown, ".", nl_langinfo (RADIXCHAR), 0);
  return g_string_free (shown, FALSE);
}

/* What was typed is another amount than the readings give. */
static gboolean
is_other (const char *typed,
          const char *used)
{
  g_autofree char *plain = spt_record_dup_decimal (typed);

  return plain != NULL && *plain != '\0' && ABS (g_ascii_strtod (plain, NULL) - g_ascii_strtod (used, NULL)) > 1e-9;
}

static void
say (SptConsumptionRow *self)
{
  const SptConsumptionLine *line = self->item->line;
  g_autofree char *used = spt_consumption_line_dup_used (line);
  g_autofree char *shown = used != NULL ? dup_shown (used) : NULL;
  g_autofree char *readings = NULL;
  gboolean is_negative = used != NULL && *used == '-' && *line->used == '\0';
  gboolean offers = used != NULL && *used != '-' && !is_closed (line) && is_other (line->used, used);
  const char *note = NULL;

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entries[SPT_CONSUMPTION_USED]), shown);
  if (line->id != 0)
    note = line->n_errors > 0 ? _("Prepared, with something to correct") : _("Prepared");
  else if (line->open_id != 0)
    note = _("In an intervention that is not accepted yet");
  else if (is_negative)
    note = _("The end is less than the beginning: was the meter replaced?");
  else if (offers)
    note = readings = *line->unit != '\0'
                      ? spt_text_fill (_("By the readings {value} {unit}"), "value", shown, "unit", line->unit, NULL)
                      : spt_text_fill (_("By the readings {value}"), "value", shown, NULL);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (self->note_box, note != NULL);
  gtk_widget_set_visible (self->use, offers);
  if (is_negative || line->n_errors > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->note), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->note), "warning");
}

static void
show (SptConsumptionRow *self)
{
  SptConsumptionLine *line = self->item->line;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const gboolean shown[SPT_CONSUMPTION_N_FIELDS] = {
    TRUE, TRUE, line->is_metered, line->in_stock, line->is_metered, TRUE
  };

  title = *line->unit != '\0' ? g_strdup_printf ("%s · %s (%s)", line->code, line->what, line->unit)
                              : g_strdup_printf ("%s · %s", line->code, line->what);
  subtitle = *line->place != '\0' ? g_strdup_printf ("%s · %s", line->name, line->place) : g_strdup (line->name);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  self->showing = TRUE;
  for (guint i = 0; i < SPT_CONSUMPTION_N_FIELDS; i++)
    {
      g_autofree char *text = dup_shown (*get_text (line, i));
      g_autofree char *name = g_strdup_printf ("%s, %s", title, _(fields[i].label));

      gtk_editable_set_text (self->entries[i], text);
      gtk_widget_set_visible (self->boxes[i], shown[i]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entries[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  self->showing = FALSE;
  gtk_widget_set_sensitive (self->fields, !is_closed (line));
  say (self);
}

/* The amount takes the place of what was typed, as if it had been. */
static void
use_cb (SptConsumptionRow *self)
{
  g_autofree char *used = self->item != NULL ? spt_consumption_line_dup_used (self->item->line) : NULL;
  g_autofree char *shown = used != NULL ? dup_shown (used) : NULL;

  if (shown == NULL)
    return;
  /* The button goes: the focus would be lost with it. */
  spt_consumption_row_focus (self, SPT_CONSUMPTION_USED);
  gtk_editable_set_text (self->entries[SPT_CONSUMPTION_USED], shown);
}

static void
typed_cb (GtkEditable       *entry,
          SptConsumptionRow *self)
{
  guint field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "spt-field"));
  char **text;

  if (self->showing || self->item == NULL)
    return;
  text = get_text (self->item->line, field);
  g_free (*text);
  *text = g_strdup (gtk_editable_get_text (entry));
  g_strstrip (*text);
  say (self);
  g_signal_emit (self->item, changed_signal, 0);
}

/* Down the column, or on to what is typed next: a list would go by rows. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        SptConsumptionRow     *self)
{
  GtkWidget *entry = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  guint field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "spt-field"));
  gboolean moved = FALSE;
  int direction = 0;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    direction = (state & GDK_SHIFT_MASK) != 0 ? -1 : 1;
  else if (keyval == GDK_KEY_Down)
    direction = 1;
  else if (keyval == GDK_KEY_Up)
    direction = -1;
  else if (keyval == GDK_KEY_ISO_Left_Tab || (keyval == GDK_KEY_Tab && (state & GDK_SHIFT_MASK) != 0))
    direction = -2;
  else if (keyval == GDK_KEY_Tab)
    direction = 2;
  if (direction != 0)
    g_signal_emit (self, leave_signal, 0, field, direction, &moved);
  return moved;
}

static void
add_entry (SptConsumptionRow *self,
           guint              field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = gtk_label_new (_(fields[field].label));
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (entry, "numeric");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), fields[field].width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), fields[field].width);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  g_object_set_data (G_OBJECT (entry), "spt-field", GUINT_TO_POINTER (field));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (entry, keys);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (self->fields), box);
  self->boxes[field] = box;
  self->entries[field] = GTK_EDITABLE (entry);
}

static void
spt_consumption_row_dispose (GObject *object)
{
  g_clear_object (&SPT_CONSUMPTION_ROW (object)->item);

  G_OBJECT_CLASS (spt_consumption_row_parent_class)->dispose (object);
}

static void
spt_consumption_row_class_init (SptConsumptionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_consumption_row_dispose;

  leave_signal = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL,
                               NULL, G_TYPE_BOOLEAN, 2, G_TYPE_UINT, G_TYPE_INT);
}

static GtkLabel *
add_label (GtkWidget  *box,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
spt_consumption_row_init (SptConsumptionRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 9);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 9);
  self->title = add_label (GTK_WIDGET (self), "heading");
  self->subtitle = add_label (GTK_WIDGET (self), "dim-label");
  self->fields = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_margin_top (self->fields, 3);
  gtk_box_append (GTK_BOX (self), self->fields);
  for (guint i = 0; i < SPT_CONSUMPTION_N_FIELDS; i++)
    add_entry (self, i);
  self->note_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_box_append (GTK_BOX (self), self->note_box);
  self->note = add_label (self->note_box, "caption");
  self->use = gtk_button_new_with_label (C_("take a suggestion over", "Use"));
  gtk_widget_add_css_class (self->use, "flat");
  gtk_widget_add_css_class (self->use, "caption");
  gtk_widget_add_css_class (self->note_box, "spt-hint");
  g_signal_connect_object (self->use, "clicked", G_CALLBACK (use_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->note_box), self->use);
}

/**
 * spt_consumption_row_new:
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
spt_consumption_row_new (void)
{
  return g_object_new (SPT_TYPE_CONSUMPTION_ROW, NULL);
}

/**
 * spt_consumption_row_set_item:
 * @self: a row
 * @item: (nullable): what is typed there
 *
 * Shows another line.
 */
void
spt_consumption_row_set_item (SptConsumptionRow  *self,
                              SptConsumptionItem *item)
{
  g_return_if_fail (SPT_IS_CONSUMPTION_ROW (self));

  g_set_object (&self->item, item);
  if (item != NULL)
    show (self);
}

/**
 * spt_consumption_row_focus:
 * @self: a row
 * @field: which field
 *
 * Puts the focus on a field, with all of its text chosen: what is typed replaces it.
 *
 * Returns: %FALSE where nothing is typed there
 */
gboolean
spt_consumption_row_focus (SptConsumptionRow   *self,
                           SptConsumptionField  field)
{
  g_return_val_if_fail (SPT_IS_CONSUMPTION_ROW (self), FALSE);

  if (!gtk_widget_get_visible (self->boxes[field]) || !gtk_widget_is_sensitive (self->fields))
    return FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self->entries[field]));
  gtk_editable_select_region (self->entries[field], 0, -1);
  return TRUE;
}
