/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the Tab key through a page. */
#include "config.h"

#include "tab-walk.h"

#include "spt-test.h"

#define MAX_STOPS 400

/* The order is that of the places: there is none before the first layout. */
static gboolean
has_place (gpointer user_data)
{
  return gtk_widget_get_height (user_data) > 0;
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

      gtk_root_set_focus (root, NULL);
      while (gtk_widget_child_focus (page, directions[i]))
        {
          GtkWidget *focus = gtk_root_get_focus (root);

          if (focus == NULL || focus == before || ++n_stops > MAX_STOPS)
            g_error ("The Tab key is caught after stop %u, at a %s", n_stops,
                     before != NULL ? G_OBJECT_TYPE_NAME (before) : "page");
          before = focus;
        }
      g_assert_cmpuint (n_stops, >, 0);
    }
}
