/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the grid of positions: cells, sorting by header, which are shown, remembered widths. */
#define G_LOG_DOMAIN "spt-positions-columns"

#include "config.h"

#include "spt-positions-columns.h"

#include <glib/gi18n.h>

#include "model/spt-debt-position.h"
#include "ui/spt-ui.h"

#define ITEM_DATA "spt-list-item"
#define SETTINGS_KEY "list-columns"
#define ORDER_KEY "list-order"
#define LIST_NAME "positions"

/**
 * ColumnDef:
 * @id: for the settings and the action
 * @title: its heading, untranslated
 * @property: of SptDebtPosition
 * @sort: what a click on the heading orders by, -1 = nothing
 * @width: as shipped, -1 = natural
 * @shown: as shipped
 * @expand: takes what is left
 * @css_class: (nullable): of its labels
 * @end: stands at the end of its cell: amounts
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *property;
  int         sort;
  int         width;
  gboolean    shown;
  gboolean    expand;
  const char *css_class;
  gboolean    end;
} ColumnDef;

/* *INDENT-OFF* */
static const ColumnDef column_defs[] = {
  { "debtor",       N_("Debtor"),     "debtor-name",   SPT_POSITION_SORT_NAME,        -1,  TRUE,  TRUE,  NULL,        FALSE },
  { "description",  N_("Description"), "description",   SPT_POSITION_SORT_DESCRIPTION, -1,  TRUE,  TRUE,  NULL,        FALSE },
  { "amount",       N_("Amount"),     "amount-text",   SPT_POSITION_SORT_AMOUNT,      -1,  TRUE,  FALSE, "numeric",   TRUE },
  { "due",          N_("Due Date"),   "due-date-text", SPT_POSITION_SORT_DUE,         -1,  TRUE,  FALSE, "numeric",   FALSE },
  { "state",        N_("State"),      NULL,            SPT_POSITION_SORT_STATE,       -1,  TRUE,  FALSE, NULL,        FALSE },
  { "debtor-code",  N_("Tax Code"),   "debtor-code",   -1,                            -1,  FALSE, FALSE, "monospace", FALSE },
  { "iupd",         N_("IUPD"),       "iupd",          SPT_POSITION_SORT_IUPD,        -1,  FALSE, FALSE, "monospace", FALSE },
  { "iuv",          N_("IUV"),        "iuv",           -1,                            -1,  FALSE, FALSE, "monospace", FALSE },
  { "organization", N_("Body"),       "organization",  -1,                            -1,  FALSE, FALSE, "monospace", FALSE },
};
/* *INDENT-ON* */

/* --- settings ------------------------------------------------------------------------------------------ */

/* NULL where the schema is not installed (a test of templates): then nothing is remembered. */
static GSettings *
get_settings (void)
{
  static GSettings *settings;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = NULL;

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, "io.github.sportello.Sportello", TRUE);
      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&once, 1);
    }
  return settings;
}

/* FALSE: the column is as shipped. @width 0 = hidden, -1 = shown at its natural width. */
static gboolean
get_remembered (const char *id,
                int        *width)
{
  GSettings *settings = get_settings ();
  g_autofree char *prefix = g_strdup_printf (LIST_NAME ":%s:", id);
  g_auto (GStrv) entries = NULL;

  if (settings == NULL)
    return FALSE;

  entries = g_settings_get_strv (settings, SETTINGS_KEY);
  for (guint i = 0; entries[i] != NULL; i++)
    {
      gint64 value;

      if (g_str_has_prefix (entries[i], prefix) &&
          g_ascii_string_to_signed (entries[i] + strlen (prefix), 10, -1, 4000, &value, NULL))
        {
          *width = (int) value;
          return TRUE;
        }
    }
  return FALSE;
}

/* Puts @entry in the place of what begins with @prefix; without @entry that only goes. */
static void
replace_entry (const char *key,
               const char *prefix,
               const char *entry)
{
  GSettings *settings = get_settings ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) entries = NULL;
  g_auto (GStrv) changed = NULL;

  if (settings == NULL)
    return;

  entries = g_settings_get_strv (settings, key);
  for (guint i = 0; entries[i] != NULL; i++)
    {
      if (!g_str_has_prefix (entries[i], prefix))
        g_strv_builder_add (builder, entries[i]);
    }
  if (entry != NULL)
    g_strv_builder_add (builder, entry);
  changed = g_strv_builder_end (builder);
  g_settings_set_strv (settings, key, (const char *const *) changed);
}

static void
remember (const char *id,
          int         width)
{
  g_autofree char *prefix = g_strdup_printf (LIST_NAME ":%s:", id);
  g_autofree char *entry = g_strdup_printf ("%s%d", prefix, width);

  replace_entry (SETTINGS_KEY, prefix, entry);
}

/* --- cells --------------------------------------------------------------------------------------------- */

static GtkExpression *
item_expression (const char *property)
{
  return gtk_property_expression_new (SPT_TYPE_DEBT_POSITION,
                                      gtk_property_expression_new (GTK_TYPE_LIST_ITEM, NULL,
                                                                   "item"),
                                      property);
}

static void
show_property (GtkListItem *item,
               const char  *property,
               gpointer     target,
               const char  *target_property)
{
  gtk_expression_bind (item_expression (property), target, target_property, item);
}

static void
setup_label_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                const ColumnDef          *def)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), def->end ? 1 : 0);
  if (def->expand)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), 12);
    }
  if (def->css_class != NULL)
    gtk_widget_add_css_class (label, def->css_class);
  g_object_set_data (G_OBJECT (label), ITEM_DATA, item);
  show_property (item, def->property, label, "label");
  /* What the column cuts can be read by pointing at it. */
  if (def->expand)
    show_property (item, def->property, label, "tooltip-text");
  gtk_list_item_set_child (item, label);
}

static void
setup_state_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  user_data)
{
  GtkWidget *label = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, NULL);

  g_object_set_data (G_OBJECT (label), ITEM_DATA, item);
  show_property (item, "state", label, "state");
  show_property (item, "loaded", label, "visible"); /* until then it has no state to show */
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

static GtkWidget *
new_check (GtkListItem    *item,
           SptIdSelection *selection)
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
  /* A reader hears whose box it is. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Select"), -1);
  show_property (item, "debtor-name", check, "tooltip-text");
  return check;
}

static void
setup_check_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                SptIdSelection           *selection)
{
  gtk_list_item_set_child (item, new_check (item, selection));
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              SptIdSelection           *selection)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *amount = gtk_label_new (NULL);
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, NULL);
  GtkWidget *due = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_label_set_xalign (GTK_LABEL (amount), 1);
  gtk_widget_add_css_class (amount, "numeric");
  gtk_widget_set_halign (state, GTK_ALIGN_START);
  gtk_widget_set_hexpand (state, TRUE);
  gtk_label_set_xalign (GTK_LABEL (due), 1);
  gtk_widget_add_css_class (due, "numeric");
  gtk_widget_add_css_class (due, "dim-label");
  gtk_widget_add_css_class (due, "caption");

  show_property (item, "debtor-name", name, "label");
  show_property (item, "amount-text", amount, "label");
  show_property (item, "state", state, "state");
  show_property (item, "loaded", state, "visible");
  show_property (item, "due-date-text", due, "label");

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_attach (GTK_GRID (grid), name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), amount, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), state, 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), due, 1, 1, 1, 1);
  gtk_widget_set_hexpand (grid, TRUE);
  gtk_box_append (GTK_BOX (box), new_check (item, selection));
  gtk_box_append (GTK_BOX (box), grid);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  g_object_set_data (G_OBJECT (box), ITEM_DATA, item);
  gtk_list_item_set_child (item, box);
}

/**
 * spt_positions_columns_new_row_factory:
 * @selection: what its check boxes work on
 *
 * Makes rows of two lines: debtor and amount, state and date.
 *
 * Returns: (transfer full): the factory
 */
GtkListItemFactory *
spt_positions_columns_new_row_factory (SptIdSelection *selection)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), selection, 0);
  return factory;
}

/* --- sorting ------------------------------------------------------------------------------------------- */

/* GTK 4.8 does not say which heading was clicked. It does compare by that column first: so each column's comparison only
 * leaves its name, and answers "smaller", which comes back turned round where the order is. */
static int probed_sort;

static int
probe_cb (gconstpointer a,
          gconstpointer b,
          gpointer      user_data)
{
  probed_sort = GPOINTER_TO_INT (user_data);
  return -1;
}

/**
 * spt_positions_columns_get_sort:
 * @view: the grid
 * @sort: (out): the order
 * @descending: (out): whether it is turned round
 *
 * Reads the order that the headings show; without one it is the last change first.
 */
void
spt_positions_columns_get_sort (GtkColumnView   *view,
                                SptPositionSort *sort,
                                gboolean        *descending)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  GtkOrdering ordering;

  probed_sort = -1;
  ordering = gtk_sorter_compare (sorter, view, sorter);
  if (probed_sort < 0)
    {
      *sort = SPT_POSITION_SORT_UPDATED;
      *descending = TRUE;
      return;
    }
  *sort = (SptPositionSort) probed_sort;
  *descending = ordering == GTK_ORDERING_LARGER;
}

/**
 * spt_positions_columns_remember_sort:
 * @view: the grid
 *
 * Keeps the order that the headings show for the next start.
 */
void
spt_positions_columns_remember_sort (GtkColumnView *view)
{
  g_autofree char *entry = NULL;
  SptPositionSort sort;
  gboolean descending;

  spt_positions_columns_get_sort (view, &sort, &descending);
  for (guint i = 0; i < G_N_ELEMENTS (column_defs); i++)
    {
      if (column_defs[i].sort == (int) sort)
        entry = g_strdup_printf (LIST_NAME ":%s:%s", column_defs[i].id,
                                 descending ? "descending" : "ascending");
    }
  replace_entry (ORDER_KEY, LIST_NAME ":", entry);
}

/* An order by a column that is not shown would have no heading to say so, nor to change it. */
static void
restore_sort (GtkColumnView             *view,
              const ColumnDef           *def,
              GtkColumnViewColumn       *column)
{
  GSettings *settings = get_settings ();
  g_auto (GStrv) entries = NULL;

  if (settings == NULL || def->sort < 0 || !gtk_column_view_column_get_visible (column))
    return;

  entries = g_settings_get_strv (settings, ORDER_KEY);
  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (entries[i], ":", 3);

      if (g_strv_length (parts) == 3 && strcmp (parts[0], LIST_NAME) == 0 &&
          strcmp (parts[1], def->id) == 0)
        gtk_column_view_sort_by_column (view, column, strcmp (parts[2], "descending") == 0
                                                      ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

/* --- columns ------------------------------------------------------------------------------------------- */

static void
width_changed_cb (GtkColumnViewColumn *column,
                  GParamSpec          *pspec,
                  const ColumnDef     *def)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  if (gtk_column_view_column_get_visible (column))
    remember (def->id, width > 0 ? width : -1);
}

static void
shown_changed_cb (GtkColumnViewColumn *column,
                  GParamSpec          *pspec,
                  const ColumnDef     *def)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  remember (def->id, !gtk_column_view_column_get_visible (column) ? 0 : width > 0 ? width : -1);
}

static void
add_check_column (GtkColumnView  *view,
                  SptIdSelection *selection)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_check_cb), selection, 0);
  column = gtk_column_view_column_new ("", factory);
  gtk_column_view_append_column (view, column);
}

static void
add_column (GtkColumnView   *view,
            const ColumnDef *def,
            GActionMap      *actions,
            GMenu           *menu)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;
  int width = def->shown ? def->width : 0;

  if (def->property != NULL)
    g_signal_connect (factory, "setup", G_CALLBACK (setup_label_cb), (gpointer) def);
  else
    g_signal_connect (factory, "setup", G_CALLBACK (setup_state_cb), NULL);

  column = gtk_column_view_column_new (_(def->title), factory);
  if (def->sort >= 0)
    {
      g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (probe_cb, GINT_TO_POINTER (def->sort), NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  get_remembered (def->id, &width);
  gtk_column_view_column_set_expand (column, def->expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_visible (column, width != 0);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  g_signal_connect (column, "notify::fixed-width", G_CALLBACK (width_changed_cb), (gpointer) def);
  g_signal_connect (column, "notify::visible", G_CALLBACK (shown_changed_cb), (gpointer) def);
  gtk_column_view_append_column (view, column);
  restore_sort (view, def, column);

  /* The debtor's name is what tells the rows apart: always there. */
  if (strcmp (def->id, "debtor") != 0)
    {
      g_autoptr (GPropertyAction) action = g_property_action_new (def->id, column, "visible");
      g_autofree char *name = g_strdup_printf ("columns.%s", def->id);

      g_action_map_add_action (actions, G_ACTION (action));
      g_menu_append (menu, _(def->title), name);
    }
}

/**
 * spt_positions_columns_add:
 * @view: the grid
 * @selection: what its check boxes work on
 * @actions: gets an action for each column that may be hidden
 * @menu: gets their items
 *
 * Gives the grid its columns, as they were last left.
 */
void
spt_positions_columns_add (GtkColumnView      *view,
                           SptIdSelection     *selection,
                           GSimpleActionGroup *actions,
                           GMenu              *menu)
{
  add_check_column (view, selection);
  for (guint i = 0; i < G_N_ELEMENTS (column_defs); i++)
    add_column (view, &column_defs[i], G_ACTION_MAP (actions), menu);
}

static GtkListItem *
find_item_below (GtkWidget *widget)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (widget), ITEM_DATA);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); item == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    item = find_item_below (child);
  return item;
}

/**
 * spt_positions_columns_find_item:
 * @widget: a widget of the grid or the list, such as the one with the focus
 *
 * The list item of the row that @widget is, or stands in.
 *
 * Returns: (transfer none) (nullable): the item
 */
GtkListItem *
spt_positions_columns_find_item (GtkWidget *widget)
{
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    {
      GtkListItem *item = g_object_get_data (G_OBJECT (at), ITEM_DATA);

      if (item != NULL)
        return item;
      if (GTK_IS_COLUMN_VIEW (at) || GTK_IS_LIST_VIEW (at))
        return NULL;
      /* A row itself has the focus: its cells know. */
      if (strcmp (gtk_widget_get_css_name (at), "row") == 0)
        return find_item_below (at);
    }
  return NULL;
}
