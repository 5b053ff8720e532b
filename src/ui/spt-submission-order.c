/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of a submission that is one of many single requests: the way back to its order, and to the ones
 * beside it. */
#define G_LOG_DOMAIN "spt-submission-order"

#include "config.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

/* The button that was pressed keeps the focus on the page that came in its place, at the end of the
 * row the other one. */
static void
grab_focus (SptSubmissionPage *self)
{
  GtkWidget *button = self->walked > 0 ? self->next_button : self->previous_button;

  if (!gtk_widget_is_sensitive (button))
    button = self->walked > 0 ? self->previous_button : self->next_button;
  gtk_widget_grab_focus (button);
}

/**
 * _spt_submission_order_show:
 * @self: the page
 * @place: where its submission stands
 *
 * Shows which of how many it is, with the way to the others.
 */
void
_spt_submission_order_show (SptSubmissionPage   *self,
                            const SptOrderPlace *place)
{
  gboolean is_first = self->place.job_id == 0;
  g_autofree char *number = spt_ui_format_count (place->place);
  g_autofree char *all = spt_ui_format_count (place->n);
  g_autofree char *text =
    place->place != 0
    /* Translators: one of many requests of an order */
    ? spt_text_fill (_("Order: request {number} of {all}"), "number", number, "all", all, NULL)
    : spt_text_fill (ngettext ("Order of {all} request", "Order of {all} requests", place->n), "all", all,
                     NULL);

  self->place = *place;
  gtk_widget_set_visible (self->order_bar, place->job_id != 0);
  gtk_label_set_label (self->order_label, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->order_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.previous", place->previous != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.next", place->next != 0);
  if (is_first && place->job_id != 0 && self->walked != 0)
    grab_focus (self);
}

/**
 * _spt_submission_order_focus:
 * @self: the page, just shown
 *
 * Returns: whether the focus is, or will be, on the buttons that lead through the order
 */
gboolean
_spt_submission_order_focus (SptSubmissionPage *self)
{
  if (self->walked != 0 && self->place.job_id != 0)
    grab_focus (self);

  return self->walked != 0;
}

static void
walk (SptSubmissionPage *self,
      gint64             id,
      int                step)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  SptPage *page;

  if (id == 0 || window == NULL)
    return;
  page = spt_submission_page_new_filtered (spt_page_get_desk (SPT_PAGE (self)), id, self->order_states);
  SPT_SUBMISSION_PAGE (page)->walked = step;
  spt_window_swap (window, page);
}

static void
previous_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  walk (SPT_SUBMISSION_PAGE (widget), SPT_SUBMISSION_PAGE (widget)->place.previous, -1);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  walk (SPT_SUBMISSION_PAGE (widget), SPT_SUBMISSION_PAGE (widget)->place.next, 1);
}

static void
open_order_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  SptWindow *window = spt_window_of (widget);

  if (window != NULL && self->place.job_id != 0)
    spt_window_open_order (window, self->place.job_id, 0);
}

/**
 * _spt_submission_order_install_actions:
 * @widget_class: the class of the page
 *
 * Installs the ways to the order and through it.
 */
void
_spt_submission_order_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "submission.open-order", NULL, open_order_action);
  gtk_widget_class_install_action (widget_class, "submission.previous", NULL, previous_action);
  gtk_widget_class_install_action (widget_class, "submission.next", NULL, next_action);
}
