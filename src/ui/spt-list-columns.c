/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a grid of records: sorting by header, which are shown, remembered widths; keys and menu of a row. */
#define G_LOG_DOMAIN "spt-list-columns"

#include "config.h"

#include "ui/spt-list-columns-private.h"

#include <glib/gi18n.h>

#include "model/spt-row.h"
#include "ui/spt-ui.h"

#define SETTINGS_KEY "list-columns"
#define ORDER_KEY "list-order"
#define PLACES_KEY "list-column-order"
#define POPOVER_DATA "spt-row-popover"
#define MENU_DATA "spt-row-menu"
#define ROW_DATA "spt-menu-row"
#define MENU_INDENT 60 /* behind the check box: where the words begin */

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
get_remembered (const SptListLayout *layout,
                const char          *id,
                int                 *width)
{
  GSettings *settings = get_settings ();
  g_autofree char *prefix = g_strdup_printf ("%s:%s:", layout->name, id);
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
remember (GtkColumnViewColumn *column,
          int                  width)
{
  const SptListLayout *layout = g_object_get_data (G_OBJECT (column), LAYOUT_DATA);
  const SptListColumn *def = g_object_get_data (G_OBJECT (column), COLUMN_DATA);
  g_autofree char *prefix = g_strdup_printf ("%s:%s:", layout->name, def->id);
  g_autofree char *entry = g_strdup_printf ("%s%d", prefix, width);

  replace_entry (SETTINGS_KEY, prefix, entry);
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
 * spt_list_columns_get_sort:
 * @view: the grid
 * @sort: (out): the order
 * @descending: (out): whether it is turned round
 *
 * Reads the order that the headings show; without one it is the layout's own.
 */
void
spt_list_columns_get_sort (GtkColumnView *view,
                           guint         *sort,
                           gboolean      *descending)
{
  const SptListLayout *layout = layout_of (view);
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  GtkOrdering ordering;

  probed_sort = -1;
  ordering = gtk_sorter_compare (sorter, view, sorter);
  if (probed_sort < 0)
    {
      *sort = layout->default_sort;
      *descending = layout->default_descending;
      return;
    }
  *sort = (guint) probed_sort;
  *descending = ordering == GTK_ORDERING_LARGER;
}

/**
 * spt_list_columns_remember_sort:
 * @view: the grid
 *
 * Keeps the order that the headings show for the next start.
 */
void
spt_list_columns_remember_sort (GtkColumnView *view)
{
  const SptListLayout *layout = layout_of (view);
  g_autofree char *prefix = g_strdup_printf ("%s:", layout->name);
  g_autofree char *entry = NULL;
  guint sort;
  gboolean descending;

  spt_list_columns_get_sort (view, &sort, &descending);
  for (guint i = 0; i < layout->n_columns && entry == NULL; i++)
    {
      if (layout->columns[i].sort == (int) sort)
        entry = g_strdup_printf ("%s%s:%s", prefix, layout->columns[i].id,
                                 descending ? "descending" : "ascending");
    }
  replace_entry (ORDER_KEY, prefix, entry);
}

/* An order by a column that is not shown would have no heading to say so, nor to change it. */
static void
restore_sort (GtkColumnView             *view,
              const SptListColumn       *def,
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

      if (g_strv_length (parts) == 3 && strcmp (parts[0], layout_of (view)->name) == 0 &&
          strcmp (parts[1], def->id) == 0)
        gtk_column_view_sort_by_column (view, column, strcmp (parts[2], "descending") == 0
                                                      ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

/* --- columns ------------------------------------------------------------------------------------------- */

static void
width_changed_cb (GtkColumnViewColumn *column,
                  GParamSpec          *pspec,
                  const SptListColumn *def)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  if (gtk_column_view_column_get_visible (column))
    remember (column, width > 0 ? width : -1);
}

static void
shown_changed_cb (GtkColumnViewColumn *column,
                  GParamSpec          *pspec,
                  const SptListColumn *def)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  remember (column, !gtk_column_view_column_get_visible (column) ? 0 : width > 0 ? width : -1);
}

static void
add_check_column (GtkColumnView  *view,
                  SptIdSelection *selection)
{
  GtkListItemFactory *factory = _spt_list_columns_new_check_factory (layout_of (view), selection);
  g_autoptr (GtkColumnViewColumn) column = NULL;

  column = gtk_column_view_column_new ("", factory);
  gtk_column_view_append_column (view, column);
}

static void
add_column (GtkColumnView       *view,
            const SptListColumn *def,
            GActionMap          *actions,
            GMenu               *menu)
{
  const SptListLayout *layout = layout_of (view);
  GtkListItemFactory *factory = _spt_list_columns_new_factory (layout, def);
  g_autoptr (GtkColumnViewColumn) column = NULL;
  int width = def->shown ? def->width : 0;

  column = gtk_column_view_column_new (_(def->title), factory);
  if (def->sort >= 0)
    {
      g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (probe_cb, GINT_TO_POINTER (def->sort), NULL));

      gtk_column_view_column_set_sorter (column, sorter);
    }
  g_object_set_data (G_OBJECT (column), LAYOUT_DATA, (gpointer) layout);
  g_object_set_data (G_OBJECT (column), COLUMN_DATA, (gpointer) def);
  get_remembered (layout, def->id, &width);
  gtk_column_view_column_set_expand (column, def->expand);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_visible (column, width != 0);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, width);
  g_signal_connect (column, "notify::fixed-width", G_CALLBACK (width_changed_cb), (gpointer) def);
  g_signal_connect (column, "notify::visible", G_CALLBACK (shown_changed_cb), (gpointer) def);
  gtk_column_view_append_column (view, column);
  restore_sort (view, def, column);

  /* The name is what tells the rows apart: always there. */
  if (def != layout->columns)
    {
      g_autoptr (GPropertyAction) action = g_property_action_new (def->id, column, "visible");
      g_autofree char *name = g_strdup_printf ("columns.%s", def->id);

      g_action_map_add_action (actions, G_ACTION (action));
      g_menu_append (menu, _(def->title), name);
    }
}

/* --- places of columns --------------------------------------------------------------------------------- */

/* Where a column was moved to; behind those that were not. */
static guint
get_place (const SptListLayout  *layout,
           char                **places,
           guint                 index)
{
  for (guint i = 0; places != NULL && places[i] != NULL; i++)
    {
      if (strcmp (places[i], layout->columns[index].id) == 0)
        return i;
    }
  return layout->n_columns + index;
}

/* The columns in their order, as they were last left: (element-type SptListColumn). */
static GPtrArray *
order_columns (const SptListLayout *layout)
{
  GSettings *settings = get_settings ();
  g_autofree char *prefix = g_strdup_printf ("%s:", layout->name);
  g_auto (GStrv) entries = settings != NULL ? g_settings_get_strv (settings, PLACES_KEY) : NULL;
  g_auto (GStrv) places = NULL;
  GPtrArray *ordered = g_ptr_array_new ();

  for (guint i = 0; entries != NULL && entries[i] != NULL; i++)
    {
      if (g_str_has_prefix (entries[i], prefix) && places == NULL)
        places = g_strsplit (entries[i] + strlen (prefix), ",", -1);
    }
  for (guint i = 0; i < layout->n_columns; i++)
    {
      guint place = get_place (layout, places, i);
      guint at = i;

      while (at > 0 && get_place (layout, places,
                                  (guint) ((const SptListColumn *) ordered->pdata[at - 1] -
                                           layout->columns)) > place)
        at--;
      g_ptr_array_insert (ordered, (int) at, (gpointer) &layout->columns[i]);
    }
  return ordered;
}

/* A move is a removal and an insertion: only what is whole is an order. */
static void
columns_moved_cb (GListModel          *columns,
                  guint                position,
                  guint                removed,
                  guint                added,
                  const SptListLayout *layout)
{
  g_autofree char *prefix = g_strdup_printf ("%s:", layout->name);
  g_autoptr (GString) entry = g_string_new (prefix);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const SptListColumn *def = g_object_get_data (G_OBJECT (column), COLUMN_DATA);

      if (def != NULL)
        g_string_append_printf (entry, "%s%s", n++ > 0 ? "," : "", def->id);
    }
  if (n == layout->n_columns)
    replace_entry (PLACES_KEY, prefix, entry->str);
}

/**
 * spt_list_columns_add:
 * @view: the grid
 * @layout: of which records; static
 * @selection: what its check boxes work on
 * @actions: gets an action for each column that may be hidden, and "move-left" and "move-right" for any
 * @menu: gets their items
 *
 * Gives the grid its columns, as they were last left.
 */
void
spt_list_columns_add (GtkColumnView       *view,
                      const SptListLayout *layout,
                      SptIdSelection      *selection,
                      GSimpleActionGroup  *actions,
                      GMenu               *menu)
{
  g_autoptr (GPtrArray) ordered = order_columns (layout);

  g_object_set_data (G_OBJECT (view), LAYOUT_DATA, (gpointer) layout);
  add_check_column (view, selection);
  for (guint i = 0; i < ordered->len; i++)
    add_column (view, g_ptr_array_index (ordered, i), G_ACTION_MAP (actions), menu);
  _spt_list_columns_add_moves (view, layout, G_ACTION_MAP (actions), menu);
  g_signal_connect (gtk_column_view_get_columns (view), "items-changed",
                    G_CALLBACK (columns_moved_cb), (gpointer) layout);
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
 * spt_list_columns_find_item:
 * @widget: a widget of the grid or the list, such as the one with the focus
 *
 * The list item of the row that @widget is, or stands in.
 *
 * Returns: (transfer none) (nullable): the item
 */
GtkListItem *
spt_list_columns_find_item (GtkWidget *widget)
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

/**
 * spt_list_columns_get_focused:
 * @around: the grid or the list, or what holds them
 *
 * Finds the record whose row has the focus.
 *
 * Returns: its id; 0 when no row has it
 */
gint64
spt_list_columns_get_focused (GtkWidget *around)
{
  GtkRoot *root = gtk_widget_get_root (around);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkListItem *item = NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, around))
    item = spt_list_columns_find_item (focus);
  if (item == NULL || gtk_list_item_get_item (item) == NULL)
    return 0;
  return spt_row_get_id (gtk_list_item_get_item (item));
}

/* --- keys and the menu of a row ------------------------------------------------------------------------ */

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        SptIdSelection        *selection)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  gint64 id = 0;

  if ((keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space) &&
      (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0)
    id = spt_list_columns_get_focused (view);
  if (id <= 0)
    return GDK_EVENT_PROPAGATE;
  spt_id_selection_toggle (selection, id);
  return GDK_EVENT_STOP;
}

/* Points @popover at a place of @view, on the row that is there, which gets the focus: the menu
 * speaks of it, or of the selection. FALSE where there is none. */
static gboolean
point_at_row (GtkWidget *view,
              GtkWidget *popover,
              double     x,
              double     y)
{
  GtkWidget *under = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = under != NULL ? spt_list_columns_find_item (under) : NULL;
  GtkWidget *row = item != NULL ? gtk_list_item_get_child (item) : NULL;
  double to_x, to_y;

  if (row == NULL)
    return FALSE;

  while (row != NULL && strcmp (gtk_widget_get_css_name (row), "row") != 0)
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  g_weak_ref_set (g_object_get_data (G_OBJECT (popover), ROW_DATA), row);
  gtk_widget_translate_coordinates (view, gtk_widget_get_parent (popover), x, y, &to_x, &to_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle) { (int) to_x, (int) to_y, 1, 1 });
  return TRUE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* In GTK 4.8 the focus goes with a menu that no button opened: the arrows go on from the row. */
static void
menu_closed_cb (GtkPopover *popover)
{
  g_autoptr (GtkWidget) row = g_weak_ref_get (g_object_get_data (G_OBJECT (popover), ROW_DATA));

  if (row != NULL && gtk_widget_get_mapped (row))
    gtk_widget_grab_focus (row);
}

static gboolean
open_menu (GtkWidget *view,
           GtkWidget *parent,
           double     x,
           double     y)
{
  GtkWidget *popover = g_object_get_data (G_OBJECT (parent), POPOVER_DATA);

  if (popover == NULL)
    {
      popover = gtk_popover_menu_new_from_model (g_object_get_data (G_OBJECT (parent), MENU_DATA));
      gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
      gtk_widget_set_halign (popover, GTK_ALIGN_START);
      g_object_set_data_full (G_OBJECT (popover), ROW_DATA, g_new0 (GWeakRef, 1), weak_ref_free);
      g_signal_connect (popover, "closed", G_CALLBACK (menu_closed_cb), NULL);
      gtk_widget_set_parent (popover, parent);
      g_object_set_data (G_OBJECT (parent), POPOVER_DATA, popover);
    }
  if (!point_at_row (view, popover, x, y))
    return FALSE;
  gtk_popover_popup (GTK_POPOVER (popover));
  return TRUE;
}

static void
right_click_cb (GtkGestureClick *gesture,
                int              n_press,
                double           x,
                double           y,
                GtkWidget       *parent)
{
  open_menu (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)), parent, x, y);
}

/* The Menu key, or Shift and F10: what the second button of the mouse does, on the row with the focus. */
static gboolean
menu_key_cb (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             GtkWidget             *parent)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (view));
  double x, y;

  if (!(keyval == GDK_KEY_Menu && held == 0) && !(keyval == GDK_KEY_F10 && held == GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  if (spt_list_columns_get_focused (view) <= 0 ||
      !gtk_widget_translate_coordinates (focus, view, MENU_INDENT, gtk_widget_get_height (focus) / 2.0, &x, &y))
    return GDK_EVENT_PROPAGATE;

  return open_menu (view, parent, x, y) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/**
 * spt_list_columns_listen:
 * @view: the grid or the list
 * @selection: what the space bar works on
 * @parent: around @view, no GtkStack: the menu hangs on it
 * @menu: about one row, or the selection; one a parent
 *
 * Lets the space bar tick the row with the focus, and the second button of the mouse open the menu
 * on the row under the pointer, the Menu key on the one with the focus. spt_list_columns_drop_menu() before @parent goes.
 */
void
spt_list_columns_listen (GtkWidget      *view,
                         SptIdSelection *selection,
                         GtkWidget      *parent,
                         GMenuModel     *menu)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), selection, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (menu_key_cb), parent, 0);
  gtk_widget_add_controller (view, keys);

  g_object_set_data_full (G_OBJECT (parent), MENU_DATA, g_object_ref (menu), g_object_unref);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (right_click_cb), parent, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (click));
}

/**
 * spt_list_columns_drop_menu:
 * @parent: what was given to spt_list_columns_listen()
 *
 * Lets go of the menu.
 */
void
spt_list_columns_drop_menu (GtkWidget *parent)
{
  GtkWidget *popover = g_object_steal_data (G_OBJECT (parent), POPOVER_DATA);

  if (popover != NULL)
    gtk_widget_unparent (popover);
}
