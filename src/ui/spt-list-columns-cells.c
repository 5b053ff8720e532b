/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the cells of a grid of records, and in the rows of two lines that a narrow window has. */
#define G_LOG_DOMAIN "spt-list-columns-cells"

#include "config.h"

#include "ui/spt-list-columns-private.h"

#include <glib/gi18n.h>

#include "ui/spt-record-card.h"
#include "ui/spt-ui.h"

#define WHOSE_DATA "spt-list-whose"

static GtkExpression *
item_expression (const SptListLayout *layout,
                 const char          *property)
{
  return gtk_property_expression_new (layout->get_type (),
                                      gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL,
                                                                   "item"),
                                      property);
}

static void
show_property (const SptListLayout *layout,
               GtkListItem         *item,
               const char          *property,
               gpointer             target,
               const char          *target_property)
{
  gtk_expression_bind (item_expression (layout, property), target, target_property, item);
}

/* Like show_property(), in words. */
static void
show_text (const SptListLayout *layout,
           GtkListItem         *item,
           const char          *property,
           GCallback            dup_text,
           GtkWidget           *label)
{
  GtkExpression *expression = item_expression (layout, property);

  if (dup_text != NULL)
    expression = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 1, &expression, dup_text, NULL,
                                              NULL);
  gtk_expression_bind (expression, label, "label", item);
}

/* Every factory of a list knows its layout. */
static GtkListItemFactory *
new_factory (const SptListLayout *layout)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_object_set_data (G_OBJECT (factory), LAYOUT_DATA, (gpointer) layout);
  return factory;
}

/* Not the property of GTK: each change of that one asks the display where the pointer is. */
static gboolean
query_tooltip_cb (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
}

/* A column that is more than text, or a state. */
static void
setup_made_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               const SptListColumn      *def)
{
  GtkWidget *cell = layout_of (factory)->make_cell (def->id, item);

  g_object_set_data (G_OBJECT (cell), ITEM_DATA, item);
  gtk_list_item_set_child (item, cell);
}

static void
setup_label_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                const SptListColumn      *def)
{
  const SptListLayout *layout = layout_of (factory);
  const gboolean is_cut = def->expand || def->width > 0; /* others are as wide as their words */
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), def->end ? 1 : 0);
  if (is_cut)
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (def->expand)
    gtk_label_set_width_chars (GTK_LABEL (label), 12);
  if (def->css_class != NULL)
    gtk_widget_add_css_class (label, def->css_class);
  g_object_set_data (G_OBJECT (label), ITEM_DATA, item);
  show_text (layout, item, def->property, def->dup_text, label);
  /* What the column cuts can be read by pointing at it. */
  if (is_cut)
    {
      gtk_widget_set_has_tooltip (label, TRUE);
      g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
    }
  gtk_list_item_set_child (item, label);
}

static void
setup_state_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  const SptListLayout *layout = layout_of (factory);
  GtkWidget *label = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, NULL);

  g_object_set_data (G_OBJECT (label), ITEM_DATA, item);
  show_property (layout, item, "state", label, "state");
  show_property (layout, item, layout->state_shown_property, label, "visible");
  gtk_list_item_set_child (item, label);
}

static void
check_toggled_cb (GtkCheckButton *check,
                  GtkListItem    *item)
{
  SptIdSelection *selection = g_object_get_data (G_OBJECT (check), "spt-selection");
  guint position = gtk_list_item_get_position (item);
  gboolean active = gtk_check_button_get_active (check);

  if (position == GTK_INVALID_LIST_POSITION || active == gtk_list_item_get_selected (item))
    return;

  if (active)
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), position, FALSE);
  else
    gtk_selection_model_unselect_item (GTK_SELECTION_MODEL (selection), position);
}

static void
item_selected_cb (GtkListItem    *item,
                  GParamSpec     *pspec,
                  GtkCheckButton *check)
{
  gtk_check_button_set_active (check, gtk_list_item_get_selected (item));
}

/* A reader hears whose box it is, and the pointer shows it. */
typedef struct
{
  GtkExpressionWatch *watch;
  char               *name; /* (nullable) */
} Whose;

static void
whose_free (gpointer data)
{
  Whose *whose = data;

  /* The item outlives its check box. */
  gtk_expression_watch_unwatch (whose->watch);
  gtk_expression_watch_unref (whose->watch);
  g_free (whose->name);
  g_free (whose);
}

static gboolean
query_check_tooltip_cb (GtkWidget  *check,
                        int         x,
                        int         y,
                        gboolean    keyboard_mode,
                        GtkTooltip *tooltip,
                        Whose      *whose)
{
  gtk_tooltip_set_text (tooltip, whose->name);
  return whose->name != NULL && *whose->name != '\0';
}

static void
name_changed_cb (gpointer user_data)
{
  GtkWidget *check = user_data;
  Whose *whose = g_object_get_data (G_OBJECT (check), WHOSE_DATA);
  g_auto (GValue) value = G_VALUE_INIT;

  g_clear_pointer (&whose->name, g_free);
  if (gtk_expression_watch_evaluate (whose->watch, &value))
    whose->name = g_value_dup_string (&value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  whose->name != NULL ? whose->name : "", -1);
}

static void
say_whose (const SptListLayout *layout,
           GtkListItem         *item,
           GtkWidget           *check)
{
  GtkExpression *expression = item_expression (layout, layout->name_property);
  Whose *whose = g_new0 (Whose, 1);

  g_object_set_data_full (G_OBJECT (check), WHOSE_DATA, whose, whose_free);
  whose->watch =
    gtk_expression_watch_ref (gtk_expression_watch (expression, item, name_changed_cb, check, NULL));
  gtk_expression_unref (expression);
  gtk_widget_set_has_tooltip (check, TRUE);
  g_signal_connect (check, "query-tooltip", G_CALLBACK (query_check_tooltip_cb), whose);
}

static GtkWidget *
new_check (const SptListLayout *layout,
           GtkListItem         *item,
           SptIdSelection      *selection)
{
  GtkWidget *check = gtk_check_button_new ();

  /* The row has the focus, and the space bar ticks it; a second stop in each row would only be in the way. */
  gtk_widget_set_focusable (check, FALSE);
  gtk_widget_set_focus_on_click (check, FALSE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), ITEM_DATA, item);
  g_object_set_data (G_OBJECT (check), "spt-selection", selection);
  g_signal_connect_object (check, "toggled", G_CALLBACK (check_toggled_cb), item, 0);
  g_signal_connect_object (item, "notify::selected", G_CALLBACK (item_selected_cb), check, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Select"), -1);
  say_whose (layout, item, check);
  return check;
}

static void
setup_check_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                SptIdSelection           *selection)
{
  gtk_list_item_set_child (item, new_check (layout_of (factory), item, selection));
}

static GtkWidget *
make_row_name (const SptListLayout *layout,
               GtkListItem         *item)
{
  GtkWidget *name;

  if (layout->make_cell != NULL)
    return layout->make_cell ("row-name", item);
  name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  show_text (layout, item, layout->name_property, layout->name_dup_text, name);
  return name;
}

static GtkWidget *
make_row_beside (const SptListLayout *layout,
                 GtkListItem         *item)
{
  GtkWidget *beside;

  if (layout->make_cell != NULL)
    return layout->make_cell ("row-beside", item);
  beside = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (beside), 1);
  gtk_widget_add_css_class (beside, "numeric");
  show_text (layout, item, layout->beside_property, layout->beside_dup_text, beside);
  return beside;
}

static GtkWidget *
make_row_state (const SptListLayout *layout,
                GtkListItem         *item)
{
  GtkWidget *state;

  if (layout->make_cell != NULL)
    return layout->make_cell ("row-state", item);
  state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, NULL);
  show_property (layout, item, "state", state, "state");
  show_property (layout, item, layout->state_shown_property, state, "visible");
  return state;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              SptIdSelection           *selection)
{
  const SptListLayout *layout = layout_of (factory);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *name = make_row_name (layout, item);
  GtkWidget *beside = make_row_beside (layout, item);
  GtkWidget *state = make_row_state (layout, item);
  GtkWidget *below = gtk_label_new (NULL);

  gtk_widget_set_hexpand (name, TRUE);
  /* Both lines end at the same edge, however long the other one is. */
  gtk_widget_set_halign (beside, GTK_ALIGN_END);
  gtk_widget_set_halign (state, GTK_ALIGN_START);
  gtk_widget_set_hexpand (state, TRUE);
  gtk_label_set_xalign (GTK_LABEL (below), 1);
  gtk_widget_add_css_class (below, "numeric");
  gtk_widget_add_css_class (below, "dim-label");
  gtk_widget_add_css_class (below, "caption");

  gtk_label_set_ellipsize (GTK_LABEL (below), PANGO_ELLIPSIZE_END);
  show_text (layout, item, layout->below_property, layout->below_dup_text, below);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_attach (GTK_GRID (grid), name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), beside, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), state, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), below, 1, 1, 1, 1);
  gtk_widget_set_hexpand (grid, TRUE);
  gtk_box_append (GTK_BOX (box), new_check (layout, item, selection));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  g_object_set_data (G_OBJECT (box), ITEM_DATA, item);
  gtk_list_item_set_child (item, box);
}

/* The check boxes. */
GtkListItemFactory *
_spt_list_columns_new_check_factory (const SptListLayout *layout,
                                     SptIdSelection      *selection)
{
  GtkListItemFactory *factory = new_factory (layout);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_check_cb), selection, 0);
  return factory;
}

/* The cells of a column. */
GtkListItemFactory *
_spt_list_columns_new_factory (const SptListLayout *layout,
                               const SptListColumn *def)
{
  GtkListItemFactory *factory = new_factory (layout);

  if (def->property != NULL)
    g_signal_connect (factory, "setup", G_CALLBACK (setup_label_cb), (gpointer) def);
  else if (layout->make_cell != NULL)
    g_signal_connect (factory, "setup", G_CALLBACK (setup_made_cb), (gpointer) def);
  else
    g_signal_connect (factory, "setup", G_CALLBACK (setup_state_cb), NULL);
  return factory;
}

/**
 * spt_list_columns_new_row_factory:
 * @layout: of which records
 * @selection: what its check boxes work on
 *
 * Makes rows of two lines: who and what stands beside, the state and what stands below.
 *
 * Returns: (transfer full): the factory
 */
GtkListItemFactory *
spt_list_columns_new_row_factory (const SptListLayout *layout,
                                  SptIdSelection      *selection)
{
  GtkListItemFactory *factory = new_factory (layout);

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), selection, 0);
  return factory;
}

/* --- for the cells of a kind -------------------------------------------------------------------------- */

static char *
dup_local (gint64      utc_ms,
           const char *format)
{
  g_autoptr (GDateTime) when = utc_ms > 0 ? g_date_time_new_from_unix_local (utc_ms / 1000) : NULL;

  return when != NULL ? g_date_time_format (when, format) : g_strdup ("");
}

/**
 * spt_list_cells_dup_time:
 * @item: of the list
 * @utc_ms: a time, UTC milliseconds; 0 = none
 * @user_data: nothing
 *
 * Returns: (transfer full): day and time, local
 */
char *
spt_list_cells_dup_time (gpointer item,
                         gint64   utc_ms,
                         gpointer user_data)
{
  return dup_local (utc_ms, "%d/%m/%Y %H:%M");
}

/**
 * spt_list_cells_dup_day:
 * @item: of the list
 * @utc_ms: a time, UTC milliseconds; 0 = none
 * @user_data: nothing
 *
 * Returns: (transfer full): its day, local
 */
char *
spt_list_cells_dup_day (gpointer item,
                        gint64   utc_ms,
                        gpointer user_data)
{
  return dup_local (utc_ms, "%d/%m/%Y");
}

/**
 * spt_list_cells_dup_number:
 * @item: of the list
 * @number: a count, 0 = none
 * @user_data: nothing
 *
 * Returns: (transfer full): that in digits
 */
char *
spt_list_cells_dup_number (gpointer item,
                           guint    number,
                           gpointer user_data)
{
  return number > 0 ? spt_ui_format_count (number) : g_strdup ("");
}

/* --- what is due ------------------------------------------------------------------------------------- */

static SptClock *the_clock; /* (weak) */

/**
 * spt_list_cells_set_clock:
 * @clock: what says which day it is
 *
 * Lets cells count days.
 */
void
spt_list_cells_set_clock (SptClock *clock)
{
  g_set_weak_pointer (&the_clock, clock);
}

/**
 * spt_list_cells_count_days:
 * @date: (nullable): a day, ISO
 *
 * Returns: days from today until then, local time, negative where it is past; %G_MININT when it is no day
 */
int
spt_list_cells_count_days (const char *date)
{
  gint64 now_ms = the_clock != NULL ? spt_clock_get_utc_ms (the_clock) : g_get_real_time () / 1000;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_auto (GStrv) parts = g_strsplit (date != NULL ? date : "", "-", 3);
  GDate today;
  GDate day;

  g_date_clear (&day, 1);
  if (g_strv_length (parts) != 3)
    return G_MININT;
  g_date_set_parse (&day, date);
  if (!g_date_valid (&day))
    return G_MININT;
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));

  return g_date_days_between (&today, &day);
}

/**
 * spt_list_cells_is_soon:
 * @item: of the list
 * @date: (nullable): a day, ISO
 * @user_data: nothing
 *
 * Returns: whether it is past, or not more than %SPT_DUE_SOON_DAYS ahead
 */
gboolean
spt_list_cells_is_soon (gpointer    item,
                        const char *date,
                        gpointer    user_data)
{
  int days = spt_list_cells_count_days (date);

  return days != G_MININT && days <= SPT_DUE_SOON_DAYS;
}

/**
 * spt_list_cells_dup_due_classes:
 * @item: of the list
 * @date: (nullable): a day, ISO
 * @user_data: nothing
 *
 * Returns: (transfer full): the style classes of a cell in which that day stands
 */
GStrv
spt_list_cells_dup_due_classes (gpointer    item,
                                const char *date,
                                gpointer    user_data)
{
  g_autoptr (GStrvBuilder) classes = g_strv_builder_new ();

  g_strv_builder_add (classes, "numeric");
  if (spt_list_cells_is_soon (item, date, user_data))
    g_strv_builder_add (classes, spt_list_cells_count_days (date) < 0 ? "state-error" : "state-warning");
  return g_strv_builder_end (classes);
}

/* --- binding ----------------------------------------------------------------------------------------- */

/**
 * spt_list_cells_bind:
 * @row_type: of what the list consists
 * @item: of the list
 * @target: what shows it
 * @target_property: which of its properties
 * @type: of that
 * @func: (nullable): makes it of the properties, after the list item; %NULL = the first as it is
 * @first: a property of @row_type, then others, then %NULL
 * @...: the others
 *
 * Lets a cell follow the record of its row.
 */
void
spt_list_cells_bind (GType        row_type,
                     GtkListItem *item,
                     gpointer     target,
                     const char  *target_property,
                     GType        type,
                     GCallback    func,
                     const char  *first,
                     ...)
{
  GtkExpression *params[6];
  guint n = 0;
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *))
    params[n++] = gtk_property_expression_new (row_type,
                                               gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL, "item"), name);
  va_end (names);

  gtk_expression_bind (func == NULL ? params[0]
                       : gtk_cclosure_expression_new (type, NULL, n, params, func, NULL, NULL),
                       target, target_property, item);
}

/**
 * spt_list_cells_make_label:
 *
 * Returns: (transfer floating): one line, cut at its end
 */
GtkWidget *
spt_list_cells_make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}
