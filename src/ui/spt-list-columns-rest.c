/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list begins with the rows that are in sight; the others follow after a frame. */
#define G_LOG_DOMAIN "spt-list-columns-rest"

#include "config.h"

#include "ui/spt-list-columns.h"

#define REST_DATA "spt-list-rest"
#define DELAY_DATA "spt-list-rest-delay"
#define REST_DELAY_MS 150
#define ROW_HEIGHT 30 /* the least that a row has */

static int
get_height (GtkWindow *window)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (window));
  GListModel *monitors = gdk_display_get_monitors (display);
  int height = gtk_widget_get_height (GTK_WIDGET (window));
  int width;

  /* GTK 4.8 writes both, whatever it is given. */
  if (height <= 0)
    gtk_window_get_default_size (window, &width, &height);
  for (guint i = 0; gtk_window_is_maximized (window) && i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GdkRectangle area;

      gdk_monitor_get_geometry (monitor, &area);
      height = MAX (height, area.height);
    }
  return height;
}

static void
set_head (GtkWidget  *view,
          SptRowList *list)
{
  GtkRoot *root = gtk_widget_get_root (view);
  int height = GTK_IS_WINDOW (root) ? get_height (GTK_WINDOW (root)) : 0;

  spt_row_list_set_head (list, height > 0 ? 1 + (guint) height / ROW_HEIGHT : 0);
}

static void
root_cb (GtkWidget  *view,
         GParamSpec *pspec,
         SptRowList *list)
{
  set_head (view, list);
}

/**
 * spt_list_columns_follow_window:
 * @view: what the grid or the list stands in
 * @list: what it shows
 *
 * Lets the list begin with as many rows as the window of @view can have in sight; without a window, with all.
 */
void
spt_list_columns_follow_window (GtkWidget  *view,
                                SptRowList *list)
{
  g_return_if_fail (GTK_IS_WIDGET (view));
  g_return_if_fail (SPT_IS_ROW_LIST (list));

  g_signal_connect_object (view, "notify::root", G_CALLBACK (root_cb), list, 0);
  set_head (view, list);
}

/* A list whose rest is waited for; one at a time. */
typedef struct
{
  SptRowList *list;    /* (owned) */
  gboolean    painted;
  guint       timer;
} Rest;

static void
rest_free (gpointer data)
{
  Rest *rest = data;

  g_clear_handle_id (&rest->timer, g_source_remove);
  g_object_unref (rest->list);
  g_free (rest);
}

static void
show_rest_now_cb (gpointer user_data)
{
  GtkWidget *view = user_data;
  Rest *rest = g_object_get_data (G_OBJECT (view), REST_DATA);
  g_autoptr (SptRowList) list = g_object_ref (rest->list);

  rest->timer = 0;
  g_object_set_data (G_OBJECT (view), REST_DATA, NULL);
  spt_row_list_show_rest (list);
}

static gboolean
rest_tick_cb (GtkWidget     *view,
              GdkFrameClock *frame_clock,
              gpointer       user_data)
{
  Rest *rest = g_object_get_data (G_OBJECT (view), REST_DATA);

  if (rest != user_data)
    return G_SOURCE_REMOVE;
  /* The first of these comes before the frame that is waited for, the second after it. */
  if (!rest->painted)
    {
      rest->painted = TRUE;
      return G_SOURCE_CONTINUE;
    }
  rest->timer = g_timeout_add_once (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (view), DELAY_DATA)),
                                    show_rest_now_cb, view);
  g_object_set_data (G_OBJECT (view), DELAY_DATA, GUINT_TO_POINTER (REST_DELAY_MS));

  return G_SOURCE_REMOVE;
}

/**
 * spt_list_columns_show_rest:
 * @view: what the grid or the list stands in
 * @list: what it shows
 *
 * Lets the rows that spt_row_list_set_head() left out follow when a frame with the others was painted: the first time at once,
 * later when nobody has typed on for a moment.
 */
void
spt_list_columns_show_rest (GtkWidget  *view,
                            SptRowList *list)
{
  Rest *rest;

  g_return_if_fail (GTK_IS_WIDGET (view));
  g_return_if_fail (SPT_IS_ROW_LIST (list));

  set_head (view, list); /* for the next query: the window may have been resized */
  if (!spt_row_list_has_rest (list))
    {
      g_object_set_data (G_OBJECT (view), REST_DATA, NULL);
      return;
    }
  rest = g_new0 (Rest, 1);
  rest->list = g_object_ref (list);
  g_object_set_data_full (G_OBJECT (view), REST_DATA, rest, rest_free);
  gtk_widget_add_tick_callback (view, rest_tick_cb, rest, NULL);
}
