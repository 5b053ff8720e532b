/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a list or grid, so that the Tab key comes into it. */
#define G_LOG_DOMAIN "spt-list-bin"

#include "config.h"

#include "ui/spt-ui.h"

/* How long rows are waited for, some two seconds. */
#define FOCUS_FRAMES 120

struct _SptListBin
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SptListBin, spt_list_bin, ADW_TYPE_BIN)

/* The topmost row that is in sight, at least in part. */
static GtkWidget *
find_row (GtkWidget * widget,
          GtkWidget * bin)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;
      GtkWidget *row;

      if (!gtk_widget_get_mapped (child))
        continue;
      if (g_str_equal (gtk_widget_get_css_name (child), "row"))
        {
          if (gtk_widget_compute_bounds (child, bin, &bounds) &&
              bounds.origin.y + bounds.size.height > 0)
            return child;
          continue;
        }
      row = find_row (child, bin);
      if (row != NULL)
        return row;
    }

  return NULL;
}

/* The row that is selected, once it has been made. */
static GtkWidget *
find_selected (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row;

      if (!gtk_widget_get_mapped (child))
        continue;
      if (g_str_equal (gtk_widget_get_css_name (child), "row"))
        {
          if ((gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_SELECTED) != 0)
            return child;
          continue;
        }
      row = find_selected (child);
      if (row != NULL)
        return row;
    }

  return NULL;
}

/* Two faults of lists in GTK 4.8: one that never had the focus says that it took it and does nothing, and in one that has it Tab goes
 * through all of its rows, a hundred thousand perhaps. Arrows are for the rows; Tab comes in and goes out. */
static gboolean
spt_list_bin_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *before = gtk_root_get_focus (root);
  gboolean was_inside = before != NULL && gtk_widget_is_ancestor (before, widget);
  GtkWidget *row;

  if (was_inside && (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return FALSE;
  if (!GTK_WIDGET_CLASS (spt_list_bin_parent_class)->focus (widget, direction))
    return FALSE;
  if (was_inside || gtk_root_get_focus (root) != before)
    return TRUE;

  row = find_row (widget, widget);
  return row != NULL && gtk_widget_grab_focus (row);
}

static void
spt_list_bin_class_init (SptListBinClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = spt_list_bin_focus;
}

static void
spt_list_bin_init (SptListBin *self)
{
}

typedef struct
{
  guint    n_frames_left;
  gboolean was_text; /* somebody typed when it was asked for */
} Wait;

static gboolean
is_text_focused (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && GTK_IS_TEXT (focus) && gtk_widget_get_mapped (focus);
}

static gboolean
focus_row_cb (GtkWidget     *widget,
              GdkFrameClock *frame_clock,
              gpointer       user_data)
{
  Wait *wait = user_data;
  GtkWidget *row;

  /* Who has begun to type in the meantime goes on. */
  if (!wait->was_text && is_text_focused (widget))
    return G_SOURCE_REMOVE;
  row = find_row (widget, widget);
  if (row != NULL)
    gtk_widget_grab_focus (row);

  return row == NULL && --wait->n_frames_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * spt_list_bin_focus_row:
 * @widget: what a list or grid stands in
 *
 * Puts the focus on the topmost row in sight. Rows are there a frame or two after what they show: they are waited for.
 */
void
spt_list_bin_focus_row (GtkWidget *widget)
{
  Wait *wait = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  wait = g_new (Wait, 1);
  wait->n_frames_left = FOCUS_FRAMES;
  wait->was_text = is_text_focused (widget);
  gtk_widget_add_tick_callback (widget, focus_row_cb, wait, g_free);
}

static gboolean
focus_selected_cb (GtkWidget     *widget,
                   GdkFrameClock *frame_clock,
                   gpointer       user_data)
{
  guint *n_frames_left = user_data;
  GtkWidget *row = find_selected (widget);

  if (row != NULL)
    gtk_widget_grab_focus (row);

  return row == NULL && --(*n_frames_left) > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * spt_list_bin_focus_selected:
 * @widget: what a list or grid stands in
 *
 * Puts the focus on the row that is selected; it is waited for as in spt_list_bin_focus_row().
 */
void
spt_list_bin_focus_selected (GtkWidget *widget)
{
  guint *n_frames = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  n_frames = g_new (guint, 1);
  *n_frames = FOCUS_FRAMES;
  gtk_widget_add_tick_callback (widget, focus_selected_cb, n_frames, g_free);
}
