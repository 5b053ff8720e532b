/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order of many single requests as it stands: counts, progress, what can be done, filters. */
#define G_LOG_DOMAIN "spt-order-show"

#include "config.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "service/spt-service.h"
#include "ui/spt-order-page-private.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"

/* Below so many requests a pace says nothing. */
#define MIN_PACE 3

guint
_spt_order_count (const SptOrder *order,
                  guint           states)
{
  guint n = 0;

  for (guint state = 0; state < SPT_N_STATES; state++)
    {
      if (states == 0 || (states & BIT (state)) != 0)
        n += order->counts[state];
    }
  return n;
}

static SptState
get_state (const SptOrder *order)
{
  if (spt_order_count_left (order) > 0)
    return SPT_STATE_SENDING;
  if (order->counts[SPT_STATE_READY] > 0)
    return SPT_STATE_READY;
  if (order->counts[SPT_STATE_UNCERTAIN] > 0)
    return SPT_STATE_UNCERTAIN;
  if (order->counts[SPT_STATE_REFUSED] > 0)
    return _spt_order_count (order, ENDED) > 0 ? SPT_STATE_PARTLY_DONE : SPT_STATE_REFUSED;
  if (order->counts[SPT_STATE_NOT_SENT] > 0)
    return SPT_STATE_NOT_SENT;
  return _spt_order_count (order, ENDED) > 0 ? SPT_STATE_DONE : SPT_STATE_CANCELLED;
}

/* Until when, by the pace of the last requests. */
static char *
dup_note (SptOrderPage *self)
{
  const SptOrder *order = self->order;
  guint left = spt_order_count_left (order);
  gint64 minutes;

  if (self->n_doubts > 0)
    {
      g_autofree char *done = spt_ui_format_count (self->doubt + 1);
      g_autofree char *all = spt_ui_format_count (self->n_doubts);

      /* Translators: %1$s of %2$s uncertain requests */
      return g_strdup_printf (_("Looking up %1$s of %2$s: the service is asked, nothing is sent."),
                              done, all);
    }
  if (left == 0)
    {
      if (order->counts[SPT_STATE_UNCERTAIN] > 0)
        return g_strdup (_("Of what is uncertain the service may have recorded it or not: check the outcomes before anything is sent again."));
      if (order->counts[SPT_STATE_CANCELLED] > 0)
        return g_strdup (_("What was stopped never left. It can be sent with a new order."));
      return NULL;
    }
  if (order->each_ms == 0 || order->n - left < MIN_PACE)
    return g_strdup (_("They leave one at a time. This page may be closed, sending goes on."));
  minutes = (left * order->each_ms + 59999) / 60000;
  if (minutes <= 1)
    return g_strdup (_("They leave one at a time: about a minute is left. This page may be closed, sending goes on."));
  return g_strdup_printf (ngettext ("They leave one at a time: about %u minute is left. This page may be closed, sending goes on.",
                                    "They leave one at a time: about %u minutes are left. This page may be closed, sending goes on.",
                                    (gulong) minutes), (guint) minutes);
}

static void
set_button (GtkWidget  *button,
            gboolean    visible,
            const char *format,
            guint       n)
{
  gtk_widget_set_visible (button, visible);
  if (format != NULL)
    {
      g_autofree char *number = spt_ui_format_count (n);
      g_autofree char *label = spt_text_fill (format, "n", number, NULL);

      gtk_button_set_label (GTK_BUTTON (button), label);
    }
}

void
_spt_order_page_show_buttons (SptOrderPage *self)
{
  const SptOrder *order = self->order;
  guint n_ready = order->counts[SPT_STATE_READY] - order->n_unordered;
  guint n_resume = order->counts[SPT_STATE_NOT_SENT] + order->n_unordered;
  guint n_uncertain = order->counts[SPT_STATE_UNCERTAIN];
  guint n_stopped = order->counts[SPT_STATE_CANCELLED];
  g_autofree char *uncertain = spt_ui_format_count (n_uncertain);
  g_autofree char *settle = g_strdup_printf (ngettext ("_Check the Uncertain Outcome",
                                                       "_Check the %s Uncertain Outcomes",
                                                       n_uncertain), uncertain);

  gtk_label_set_label (self->settle_label, settle);
  gtk_widget_set_visible (self->settle_button, n_uncertain > 0 || self->n_doubts > 0);
  gtk_widget_set_visible (self->stop_button, n_ready > 0);
  /* Translators: {n} is a number of records */
  set_button (self->resend_button, self->n_failed > 0, _("_Fix and Send {n} Again…"), self->n_failed);
  /* Translators: {n} is a number of records that did not get away */
  set_button (self->resume_button, n_resume > 0,
              ngettext ("Send the One _Not Sent", "Send the {n} _Not Sent", n_resume), n_resume);
  /* Translators: {n} is a number of records */
  set_button (self->again_button, n_stopped > 0,
              ngettext ("Send the One S_topped…", "Send the {n} S_topped…", n_stopped), n_stopped);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.stop", n_ready > 0 && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.resume", n_resume > 0 && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.settle",
                                 n_uncertain > 0 && self->n_doubts == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.resend", self->n_failed > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.again", n_stopped > 0);
}

static void
show_chips (SptOrderPage *self)
{
  for (guint i = 0; i < N_ORDER_FILTERS; i++)
    {
      guint n = _spt_order_count (self->order, _spt_order_filters[i].states);
      g_autofree char *number = spt_ui_format_count (n);
      g_autoptr (GString) label = g_string_new (_(_spt_order_filters[i].title));

      g_string_replace (label, "%s", number, 1);
      gtk_button_set_label (GTK_BUTTON (self->chips[i]), label->str);
      gtk_widget_set_visible (self->chips[i], i == 0 || n > 0 || _spt_order_filters[i].states == self->states);
    }
}

static void
show_items (SptOrderPage *self)
{
  spt_item_view_show_order (self->item_view, self->order->service, self->order->operation, self->states,
                            _spt_order_count (self->order, self->states));
}

void
_spt_order_page_show_filtered (SptOrderPage *self)
{
  show_chips (self);
  show_items (self);
}

/* Of requests that are paid for: those that were taken. */
static void
show_cost (SptOrderPage *self)
{
  const SptOrder *order = self->order;
  const SptOperationInfo *info = NULL;
  SptService *service = spt_services_find_operation (order->operation, &info);
  const SptRecordPages *pages = service != NULL && info->record_kind != NULL ? spt_record_pages_find (info->record_kind)
                                                                              : NULL;

  if (pages == NULL || pages->send == NULL || pages->send->show_spent == NULL)
    return;
  if (self->cost == NULL)
    {
      self->cost = pages->send->new_cost (spt_page_get_desk (SPT_PAGE (self)));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->cost_group), self->cost);
      gtk_widget_show (self->cost_group);
    }
  pages->send->show_spent (self->cost, info->record_operation, order->account_id, order->created,
                           _spt_order_count (order, ENDED | BIT (SPT_STATE_WAITING)));
}

void
_spt_order_page_show (SptOrderPage *self)
{
  const SptOrder *order = self->order;
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  guint left = _spt_order_count (order, LEFT);
  g_autofree char *what = spt_order_dup_title (order->operation, order->n);
  gboolean is_named = !spt_text_is_blank (order->title);
  g_autofree char *when = spt_ui_format_time (order->created, now);
  g_autofree char *counts =
    spt_order_dup_counts (_spt_order_count (order, ENDED), order->counts[SPT_STATE_REFUSED],
                          order->counts[SPT_STATE_UNCERTAIN], order->counts[SPT_STATE_NOT_SENT],
                          order->counts[SPT_STATE_CANCELLED], left);
  g_autofree char *summary =
    g_strdup_printf ("%s%s%s (%s) · %s", is_named ? what : "", is_named ? " · " : "",
                     order->account_name, spt_ui_environment_word (order->environment), when);
  g_autofree char *note = dup_note (self);

  spt_page_set_title (SPT_PAGE (self), is_named ? order->title : what);
  gtk_label_set_label (self->heading, is_named ? order->title : what);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->counts, counts);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  g_object_set (self->state_label, "state", get_state (order), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), left > 0);
  gtk_progress_bar_set_fraction (self->progress, order->n > 0 ? (double) (order->n - left) / order->n
                                                             : 0);
  show_cost (self);
  _spt_order_page_show_filtered (self);
  _spt_order_page_show_buttons (self);
}
