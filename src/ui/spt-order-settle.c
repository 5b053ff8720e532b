/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is uncertain in an order of many single requests: all of it looked up, one after the other. */
#define G_LOG_DOMAIN "spt-order-settle"

#include "config.h"

#include <glib/gi18n.h>

#include "ui/spt-order-page-private.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

static void settle_next (SptOrderPage *self);

/* @n_left: of all that were uncertain when it began. */
static void
settle_ended (SptOrderPage *self,
              guint         n_left)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));
  guint n = self->n_doubts;
  g_autofree char *all = spt_ui_format_count (n);
  g_autofree char *cleared = spt_ui_format_count (n - MIN (n, n_left));
  /* Translators: %1$s of %2$s uncertain requests */
  g_autofree char *text = g_strdup_printf (_("Checked: of %1$s of %2$s the outcome is known now"),
                                           cleared, all);

  self->n_doubts = 0;
  gtk_spinner_stop (self->settle_spinner);
  if (window != NULL && n > 0)
    spt_window_toast (window, text, NULL, NULL, NULL);
  spt_read_page_read (SPT_READ_PAGE (self));
}

/* What stands in the way of one stands in the way of all. */
static void
settle_failed (SptOrderPage *self,
               const GError *error)
{
  self->n_doubts = 0;
  gtk_spinner_stop (self->settle_spinner);
  spt_ui_report_error (GTK_WIDGET (self), error);
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptOrderPage *self = user_data;
  gboolean known = spt_outbox_settle_finish (SPT_OUTBOX (object), result, NULL, &error);

  if (spt_ui_is_cancelled (error))
    return;
  if (known)
    settle_next (self);
  else
    settle_failed (self, error);
}

typedef struct
{
  gint64  job_id;
  GArray *ids; /* (owned) */
} Doubts;

static void
doubts_free (gpointer data)
{
  Doubts *doubts = data;

  g_clear_pointer (&doubts->ids, g_array_unref);
  g_free (doubts);
}

static gboolean
list_doubts (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Doubts *doubts = data;

  doubts->ids = spt_db_list_order_ids (db, doubts->job_id, BIT (SPT_STATE_UNCERTAIN), FALSE, error);
  return doubts->ids != NULL;
}

/* Some may have been cleared meanwhile: they are looked up by themselves as well. */
static void
doubts_listed_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Doubts *doubts = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOrderPage *self = user_data;
  guint i = 0;

  if (spt_ui_is_cancelled (error))
    return;
  if (doubts == NULL)
    {
      settle_failed (self, error);
      return;
    }
  if (self->last_doubt == 0)
    self->n_doubts = doubts->ids->len;
  while (i < doubts->ids->len && g_array_index (doubts->ids, gint64, i) <= self->last_doubt)
    i++;
  if (i == doubts->ids->len)
    {
      settle_ended (self, doubts->ids->len);
      return;
    }
  self->last_doubt = g_array_index (doubts->ids, gint64, i);
  self->doubt = self->n_doubts - MIN (self->n_doubts, doubts->ids->len - i);
  if (self->order != NULL)
    _spt_order_page_show (self);
  spt_outbox_settle_async (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))), self->last_doubt,
                           self->parts->cancellable, settled_cb, self);
}

static void
settle_next (SptOrderPage *self)
{
  Doubts *doubts = g_new0 (Doubts, 1);

  doubts->job_id = self->parts->id;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (self)), SPT_STORE_READ, list_doubts, doubts,
                       doubts_free, self->parts->cancellable, doubts_listed_cb, self);
}

/* Each is looked up, none is sent again by it (facts 4.10). */
static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);

  if (gtk_spinner_get_spinning (self->settle_spinner))
    return;
  gtk_spinner_start (self->settle_spinner);
  self->last_doubt = 0;
  settle_next (self);
}

/**
 * _spt_order_settle_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what asks for all that is uncertain.
 */
void
_spt_order_settle_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "order.settle", NULL, settle_action);
}
