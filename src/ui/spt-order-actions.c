/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can do with an order of many single requests: stop, go on, send again, export. */
#define G_LOG_DOMAIN "spt-order-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "service/spt-service.h"
#include "ui/spt-order-export.h"
#include "ui/spt-order-page-private.h"
#include "ui/spt-resend-page.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

typedef struct
{
  gint64    job_id;
  gboolean  stop;
  char     *who;
  guint     n;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->who);
  g_free (change);
}

static gboolean
make_change (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Change *change = data;

  return change->stop ? spt_db_stop_order (db, change->job_id, change->who, &change->n, error)
                      : spt_db_resume_order (db, change->job_id, change->who, &change->n, error);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Change *change = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOrderPage *self = user_data;
  SptWindow *window;

  if (spt_ui_is_cancelled (error))
    return;
  self->working = FALSE;
  window = spt_window_of (GTK_WIDGET (self));
  if (change == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
  else
    {
      g_autofree char *number = spt_ui_format_count (change->n);
      g_autofree char *text =
        change->stop ? g_strdup_printf (ngettext ("%s request stopped: it does not leave",
                                                  "%s requests stopped: they do not leave",
                                                  change->n), number)
                     : g_strdup_printf (ngettext ("%s request ordered", "%s requests ordered",
                                                  change->n), number);

      spt_outbox_wake (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))));
      if (window != NULL)
        spt_window_toast (window, text, NULL, NULL, NULL);
    }
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
change_order (SptOrderPage *self,
              gboolean      stop)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Change *change = g_new0 (Change, 1);

  change->job_id = self->parts->id;
  change->stop = stop;
  change->who = g_strdup (spt_desk_get_who (desk));
  self->working = TRUE;
  _spt_order_page_show_buttons (self);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_WRITE, make_change, change,
                       change_free, self->parts->cancellable, changed_cb, self);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  change_order (SPT_ORDER_PAGE (widget), TRUE);
}

static void
resume_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "send") == 0)
    change_order (SPT_ORDER_PAGE (object), FALSE);
}

/* The one gate for what is real; tests and practice need no second question. */
static void
resume_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "*send", _("_Send"), NULL };
  SptOrderPage *self = SPT_ORDER_PAGE (widget);
  guint n = self->order->counts[SPT_STATE_NOT_SENT] + self->order->n_unordered;
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *body = NULL;

  if (self->order->environment != SPT_ENVIRONMENT_PRODUCTION)
    {
      change_order (self, FALSE);
      return;
    }
  /* Translators: %1$s records, %2$s an account */
  body = g_strdup_printf (ngettext ("%1$s record leaves for the real service with the account "
                                    "“%2$s”.",
                                    "%1$s records leave for the real service with the account "
                                    "“%2$s”.", n), number, self->order->account_name);
  spt_ui_ask_async (widget, _("Send in Production?"), body, NULL, responses, self->parts->cancellable,
                    resume_answered_cb, NULL);
}

/* What was withdrawn is the records' again: it leaves by the one gate. */
typedef struct
{
  gint64  job_id;
  GArray *records; /* (owned) */
} Again;

static void
again_free (gpointer data)
{
  Again *again = data;

  g_clear_pointer (&again->records, g_array_unref);
  g_free (again);
}

static gboolean
list_stopped (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Again *again = data;

  again->records = spt_db_list_order_ids (db, again->job_id, BIT (SPT_STATE_CANCELLED), TRUE, error);
  return again->records != NULL;
}

static void
stopped_listed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Again *again = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptOrderPage *self = user_data;
  SptService *service;

  if (spt_ui_is_cancelled (error))
    return;
  service = spt_services_find (self->order->service);
  if (again == NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (service != NULL && again->records->len > 0)
    gtk_window_present (spt_send_dialog_new (GTK_WIDGET (self), spt_page_get_desk (SPT_PAGE (self)),
                                             spt_service_get_info (service)->record_kind,
                                             again->records));
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);
  Again *again = g_new0 (Again, 1);

  again->job_id = self->parts->id;
  spt_store_run_async (spt_page_get_store (SPT_PAGE (self)), SPT_STORE_READ, list_stopped, again,
                       again_free, self->parts->cancellable, stopped_listed_cb, self);
}

static void
resend_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);
  SptWindow *window = spt_window_of (widget);

  if (window != NULL && self->failed != 0)
    spt_window_push (window, spt_resend_page_new (spt_page_get_desk (SPT_PAGE (self)),
                                                  self->failed));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptOrderPage *self = SPT_ORDER_PAGE (widget);

  spt_order_export_offer (widget, spt_page_get_desk (SPT_PAGE (self)), self->parts->id, self->states);
}

/**
 * _spt_order_page_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what stops an order, lets it go on, and sends of it again.
 */
void
_spt_order_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "order.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "order.resume", NULL, resume_action);
  gtk_widget_class_install_action (widget_class, "order.again", NULL, again_action);
  gtk_widget_class_install_action (widget_class, "order.resend", NULL, resend_action);
  gtk_widget_class_install_action (widget_class, "order.export", NULL, export_action);
}
