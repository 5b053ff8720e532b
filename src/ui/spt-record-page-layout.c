/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the page of one record is laid out, and what its parts are called, as its kind says. */
#define G_LOG_DOMAIN "spt-record-page-layout"

#include "config.h"

#include "ui/spt-record-page-private.h"

#include <glib/gi18n.h>

#include "ui/spt-record-pages.h"

#define PAGE_WIDTH 720
#define PAGE_EDGE  12
#define LIST_EDGE  14 /* where the words of a list of pages begin: margin and padding of a row */

static GtkWidget *
new_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PAGE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);

  return scroller;
}

static GtkSizeRequestMode
get_edge_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_at_edge (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_VERTICAL)
    for_size = MIN (for_size, PAGE_WIDTH);
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
}

static void
allocate_at_edge (GtkWidget *widget,
                  int        width,
                  int        height,
                  int        baseline)
{
  gtk_widget_size_allocate (gtk_widget_get_first_child (widget),
                            &(GtkAllocation) { 0, 0, MIN (width, PAGE_WIDTH), height }, baseline);
}

/* Below a head that begins at the window's edge: as wide as in the middle of a page, but there. */
static void
begin_at_edge (GtkWidget *box)
{
  GtkWidget *clamp = gtk_widget_get_ancestor (box, ADW_TYPE_CLAMP);

  gtk_widget_set_layout_manager (clamp, gtk_custom_layout_new (get_edge_mode, measure_at_edge, allocate_at_edge));
}

static void
set_margins (GtkWidget *box,
             int        sides,
             int        bottom)
{
  gtk_widget_set_margin_start (box, sides);
  gtk_widget_set_margin_end (box, sides);
  gtk_widget_set_margin_top (box, sides);
  gtk_widget_set_margin_bottom (box, bottom);
}

static void
scroll_bin (AdwBin *bin)
{
  g_autoptr (GtkWidget) child = g_object_ref (adw_bin_get_child (bin));

  adw_bin_set_child (bin, NULL);
  adw_bin_set_child (bin, new_scroller (child));
}

/* The pages scroll by themselves; what the kind has above the form stands on the first. */
static void
place_pages (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_autoptr (GtkWidget) head = g_object_ref (priv->data_box);
  gboolean has_own = gtk_widget_get_first_child (head) != GTK_WIDGET (priv->loose_list);

  adw_bin_set_child (priv->data_bin, NULL);
  priv->parts.pages = SPT_FORM_PAGES (spt_form_pages_new ());
  gtk_widget_hide (GTK_WIDGET (priv->parts.form_view));
  set_margins (head, 0, 0);
  adw_bin_set_child (priv->data_bin, GTK_WIDGET (priv->parts.pages));
  if (has_own)
    spt_form_pages_set_head (priv->parts.pages, head);
  else
    g_object_set_data_full (G_OBJECT (priv->parts.pages), "spt-data-box", g_steal_pointer (&head), g_object_unref);
}

/* Without the list it is the fields that stand below. */
static void
align_head_cb (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  gboolean narrow = FALSE;

  g_object_get (priv->parts.pages, "narrow", &narrow, NULL);
  gtk_widget_set_margin_start (priv->head, narrow ? PAGE_EDGE : LIST_EDGE);
  gtk_widget_set_margin_end (priv->head, PAGE_EDGE);
  gtk_widget_set_margin_start (priv->history_box, narrow ? PAGE_EDGE : LIST_EDGE);
}

/* The list of pages begins at the window's edge, and so does what stands above it: to the right edge, as wide as the form. */
static void
widen_head (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_autoptr (GtkWidget) head = g_object_ref (priv->head);

  adw_clamp_set_child (priv->head_clamp, NULL);
  gtk_box_insert_child_after (GTK_BOX (priv->outer), head, GTK_WIDGET (priv->head_clamp));
  gtk_box_remove (GTK_BOX (priv->outer), GTK_WIDGET (priv->head_clamp));
  gtk_widget_set_halign (priv->switcher, GTK_ALIGN_START);
  g_signal_connect_object (priv->parts.pages, "notify::narrow", G_CALLBACK (align_head_cb), self, G_CONNECT_SWAPPED);
  align_head_cb (self);
}

/* A short head stands still above what scrolls; a long one scrolls with it. */
static void
place (SptRecordPage *self)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  g_autoptr (GtkWidget) views = g_object_ref (GTK_WIDGET (priv->parts.views));

  if (KIND (self)->paged)
    {
      place_pages (self);
      widen_head (self);
      scroll_bin (priv->history_bin);
      begin_at_edge (priv->history_box);
      return;
    }
  if (!KIND (self)->scrolls_whole)
    {
      scroll_bin (priv->data_bin);
      scroll_bin (priv->history_bin);
      return;
    }
  set_margins (priv->data_box, 0, 0);
  set_margins (priv->history_box, 0, 0);
  set_margins (priv->head, 12, 24);
  gtk_widget_set_margin_bottom (priv->switcher, 0);
  gtk_box_set_spacing (GTK_BOX (priv->head), 12);
  gtk_box_remove (GTK_BOX (priv->outer), views);
  gtk_box_append (GTK_BOX (priv->head), views);
  gtk_box_reorder_child_after (GTK_BOX (priv->outer), priv->strips, NULL);
  {
    g_autoptr (GtkWidget) head = g_object_ref (priv->head);

    adw_clamp_set_child (priv->head_clamp, NULL);
    gtk_box_remove (GTK_BOX (priv->outer), GTK_WIDGET (priv->head_clamp));
    gtk_box_append (GTK_BOX (priv->outer), new_scroller (head));
  }
}

static void
say_words (SptRecordPage *self)
{
  const SptRecordPageKind *kind = KIND (self);
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  AdwViewStackPage *history = priv->parts.history;
  GObject *menu = gtk_widget_get_template_child (GTK_WIDGET (self), G_OBJECT_TYPE (self), "record_menu");

  g_object_set (priv->state_label, "of-record", spt_record_pages_is_feminine (kind->record), NULL);
  gtk_menu_button_set_menu_model (priv->menu_button, G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->menu_button), _(kind->menu_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(kind->menu_label), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->loose_list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(kind->loose_label), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->parts.history_list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(kind->history_label), -1);
  if (kind->history_title != NULL)
    adw_view_stack_page_set_title (history, _(kind->history_title));
  if (kind->history_icon != NULL)
    {
      adw_view_stack_page_set_icon_name (history, kind->history_icon);
      adw_status_page_set_icon_name (priv->history_empty, kind->history_icon);
    }
  if (kind->history_empty != NULL)
    {
      adw_status_page_set_title (priv->history_empty, _(kind->history_empty));
      adw_status_page_set_description (priv->history_empty, _(kind->history_empty_text));
      gtk_stack_set_visible_child_name (priv->history_stack, "empty");
    }
}

void
_spt_record_page_lay_out (SptRecordPage *self)
{
  place (self);
  say_words (self);
}
