/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns find their places from the menu too: what the mouse does by dragging a heading. */
#define G_LOG_DOMAIN "spt-list-columns-move"

#include "config.h"

#include "ui/spt-list-columns-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* The next place in that direction whose column is seen; the check boxes, which have no name, stay first. */
static void
move_column (GtkColumnView *view,
             const char    *id,
             int            step)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  guint n = g_list_model_get_n_items (columns);
  g_autoptr (GtkColumnViewColumn) moved = NULL;
  guint from = 0;

  for (guint i = 0; i < n && moved == NULL; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const SptListColumn *def = g_object_get_data (G_OBJECT (column), COLUMN_DATA);

      if (def == NULL || strcmp (def->id, id) != 0)
        continue;
      moved = g_object_ref (column);
      from = i;
    }
  if (moved == NULL || !gtk_column_view_column_get_visible (moved))
    return;

  for (int to = (int) from + step; to >= 0 && to < (int) n; to += step)
    {
      g_autoptr (GtkColumnViewColumn) other = g_list_model_get_item (columns, (guint) to);

      if (g_object_get_data (G_OBJECT (other), COLUMN_DATA) == NULL)
        return;
      if (!gtk_column_view_column_get_visible (other))
        continue;
      gtk_column_view_insert_column (view, (guint) to, moved);
      return;
    }
}

static void
move_left_cb (GtkColumnView *view,
              GVariant      *id)
{
  move_column (view, g_variant_get_string (id, NULL), -1);
}

static void
move_right_cb (GtkColumnView *view,
               GVariant      *id)
{
  move_column (view, g_variant_get_string (id, NULL), 1);
}

/* One item a column, in a menu of its own. */
static void
add_moves (GtkColumnView       *view,
           const SptListLayout *layout,
           GActionMap          *actions,
           GMenu               *menu,
           const char          *name,
           const char          *title,
           GCallback            callback)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, G_VARIANT_TYPE_STRING);
  g_autoptr (GMenu) items = g_menu_new ();
  g_autofree char *detailed = g_strdup_printf ("columns.%s", name);

  g_signal_connect_object (action, "activate", callback, view, G_CONNECT_SWAPPED);
  g_action_map_add_action (actions, G_ACTION (action));
  for (guint i = 0; i < layout->n_columns; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(layout->columns[i].title), NULL);

      g_menu_item_set_action_and_target (item, detailed, "s", layout->columns[i].id);
      g_menu_append_item (items, item);
    }
  g_menu_append_submenu (menu, title, G_MENU_MODEL (items));
}

/**
 * _spt_list_columns_add_moves:
 * @view: the grid, with its columns
 * @layout: of which records; static
 * @actions: gets "move-left" and "move-right", of any column
 * @menu: gets their items
 *
 * Lets columns be moved without a mouse.
 */
void
_spt_list_columns_add_moves (GtkColumnView       *view,
                             const SptListLayout *layout,
                             GActionMap          *actions,
                             GMenu               *menu)
{
  add_moves (view, layout, actions, menu, "move-left", _("Move to the _Left"),
             G_CALLBACK (move_left_cb));
  add_moves (view, layout, actions, menu, "move-right", _("Move to the _Right"),
             G_CALLBACK (move_right_cb));
}
