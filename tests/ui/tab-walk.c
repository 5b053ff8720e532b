/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the Tab key through a page. */
#include "config.h"

#include "tab-walk.h"

#include <adwaita.h>

#include "spt-test.h"

#define MAX_STOPS 400

/* The order is that of the places: there is none before the first layout. */
static gboolean
has_place (gpointer user_data)
{
  return gtk_widget_get_height (user_data) > 0;
}

/* In lists of rows and among choices the arrow keys do it. */
static gboolean
is_for_tab (GtkWidget *button)
{
  return gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button) &&
         gtk_widget_get_focusable (button) && gtk_widget_get_can_focus (button) &&
         gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BASE) == NULL &&
         gtk_widget_get_ancestor (button, ADW_TYPE_VIEW_SWITCHER) == NULL;
}

/* A list box that has a row without anything for the focus ends there for the Tab key. */
static void
assert_reached (GtkWidget  *widget,
                GHashTable *stops)
{
  if (GTK_IS_BUTTON (widget) && is_for_tab (widget) && !g_hash_table_contains (stops, widget))
    g_error ("The Tab key does not come to the button “%s” (%s) in a %s",
             gtk_button_get_label (GTK_BUTTON (widget)) != NULL
             ? gtk_button_get_label (GTK_BUTTON (widget)) : "",
             gtk_widget_get_tooltip_text (widget) != NULL ? gtk_widget_get_tooltip_text (widget)
                                                          : "",
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_POPOVER (child))
        assert_reached (child, stops);
    }
}

void
tab_walk_assert_free (GtkWidget *page)
{
  static const GtkDirectionType directions[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD };
  GtkRoot *root = gtk_widget_get_root (page);

  g_assert_true (spt_test_wait (has_place, page, SPT_TEST_TIMEOUT_MS));
  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      guint n_stops = 0;
      GtkWidget *before = NULL;
      g_autoptr (GHashTable) stops = g_hash_table_new (NULL, NULL);

      gtk_root_set_focus (root, NULL);
      while (gtk_widget_child_focus (page, directions[i]))
        {
          GtkWidget *focus = gtk_root_get_focus (root);

          if (focus == NULL || focus == before || ++n_stops > MAX_STOPS)
            g_error ("The Tab key is caught after stop %u, at a %s", n_stops,
                     before != NULL ? G_OBJECT_TYPE_NAME (before) : "page");
          before = focus;
          g_hash_table_add (stops, focus);
        }
      g_assert_cmpuint (n_stops, >, 0);
      assert_reached (page, stops);
    }
}
