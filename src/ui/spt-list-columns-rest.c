/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A grid makes and unmakes its rows in good time: first those in sight, the rest when nobody types. */
#define G_LOG_DOMAIN "spt-list-columns-rest"

#include "config.h"

#include "ui/spt-list-columns-private.h"

#define REST_DATA "spt-list-rest"
#define DELAY_DATA "spt-list-rest-delay"
#define GONE_DATA "spt-list-gone"
#define REST_DELAY_MS 150
#define ROW_HEIGHT 30 /* the least that a row has */
#define MIN_GONE 8     /* fewer rows are unmade at once */
#define MAX_GONE 1024  /* no more of them wait */
#define GONE_TICK_MS 16
#define GONE_AT_ONCE 16

/* --- the rows that are not in sight yet ---------------------------------------------------------------- */

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

/* --- the rows that have gone --------------------------------------------------------------------------- */

/* To unmake the widgets of one row takes 0.3 ms, and a letter typed may take away two hundred rows: they are held until nobody
 * has typed on for a moment. */
typedef struct
{
  GPtrArray *rows;  /* (owned) (element-type GPtrArray): of each the row, its cells and what is in them */
  guint      first; /* those from here on were held for the change under way */
  guint      timer;
} Gone;

static void
gone_free (gpointer data)
{
  Gone *gone = data;

  g_clear_handle_id (&gone->timer, g_source_remove);
  g_ptr_array_unref (gone->rows);
  g_free (gone);
}

static gboolean
unmake_some_cb (gpointer user_data)
{
  Gone *gone = user_data;
  guint n = MIN (gone->rows->len, GONE_AT_ONCE);

  g_ptr_array_remove_range (gone->rows, gone->rows->len - n, n);
  if (gone->rows->len > 0)
    return G_SOURCE_CONTINUE;
  gone->timer = 0;

  return G_SOURCE_REMOVE;
}

static void
unmake_cb (gpointer user_data)
{
  Gone *gone = user_data;

  gone->timer = g_timeout_add (GONE_TICK_MS, unmake_some_cb, gone);
}

/* GTK 4.8 takes a row apart as soon as it leaves the window: so each part is held. */
static GPtrArray *
hold_row (GtkWidget *row)
{
  GPtrArray *parts = g_ptr_array_new_full (32, g_object_unref);

  g_ptr_array_add (parts, g_object_ref (row));
  for (GtkWidget *cell = gtk_widget_get_first_child (row); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *inside = gtk_widget_get_first_child (cell);
      gpointer item = inside != NULL ? g_object_get_data (G_OBJECT (inside), ITEM_DATA) : NULL;

      g_ptr_array_add (parts, g_object_ref (cell));
      if (inside != NULL)
        g_ptr_array_add (parts, g_object_ref (inside));
      if (item != NULL)
        g_ptr_array_add (parts, g_object_ref (item));
    }
  return parts;
}

static void
hold_rows (GtkWidget *widget,
           GPtrArray *rows)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_LIST_VIEW (widget))
        g_ptr_array_add (rows, hold_row (child));
      else if (gtk_widget_get_mapped (child))
        hold_rows (child, rows);
    }
}

/* Before any view sees the change. */
static void
rows_change_cb (GListModel *list,
                guint       position,
                guint       n_removed,
                guint       n_added,
                GtkWidget  *view)
{
  Gone *gone = g_object_get_data (G_OBJECT (view), GONE_DATA);

  if (gone->rows->len > MAX_GONE)
    g_ptr_array_set_size (gone->rows, 0);
  gone->first = gone->rows->len;
  if (n_removed >= MIN_GONE + n_added)
    hold_rows (view, gone->rows);
}

/* After they all have: what stays is let go of, the rest is of no size to its column. */
static void
rows_changed_cb (GListModel *list,
                 guint       position,
                 guint       n_removed,
                 guint       n_added,
                 GtkWidget  *view)
{
  Gone *gone = g_object_get_data (G_OBJECT (view), GONE_DATA);

  for (guint i = gone->rows->len; i > gone->first; i--)
    {
      GPtrArray *parts = g_ptr_array_index (gone->rows, i - 1);

      if (gtk_widget_get_parent (parts->pdata[0]) != NULL)
        {
          g_ptr_array_remove_index_fast (gone->rows, i - 1);
          continue;
        }
      for (guint j = 1; j < parts->len; j++)
        {
          if (GTK_IS_WIDGET (parts->pdata[j]))
            gtk_widget_set_visible (parts->pdata[j], FALSE);
        }
    }
  if (gone->rows->len == gone->first)
    return;

  g_clear_handle_id (&gone->timer, g_source_remove);
  gone->timer = g_timeout_add_once (REST_DELAY_MS, unmake_cb, gone);
}

/* --- both ---------------------------------------------------------------------------------------------- */

/**
 * spt_list_columns_follow_window:
 * @view: what the grid or the list stands in
 * @list: what it shows
 *
 * Lets the list begin with as many rows as the window of @view can have in sight; without a window, with all. And lets the
 * widgets of rows that go be unmade later: for that it has to be called before @list is given to a selection or a view.
 */
void
spt_list_columns_follow_window (GtkWidget  *view,
                                SptRowList *list)
{
  Gone *gone;

  g_return_if_fail (GTK_IS_WIDGET (view));
  g_return_if_fail (SPT_IS_ROW_LIST (list));

  gone = g_new0 (Gone, 1);
  gone->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_object_set_data_full (G_OBJECT (view), GONE_DATA, gone, gone_free);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (rows_change_cb), view, 0);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (rows_changed_cb), view, G_CONNECT_AFTER);
  g_signal_connect_object (view, "notify::root", G_CALLBACK (root_cb), list, 0);
  set_head (view, list);
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
