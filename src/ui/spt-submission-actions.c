/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can do with a submission: send, verify, ask again, open its record, send again, withdraw. */
#define G_LOG_DOMAIN "spt-submission-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-resend-page.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

void
_spt_submission_page_toast (SptSubmissionPage *self,
                            const char        *text)
{
  SptWindow *window = spt_window_of (GTK_WIDGET (self));

  if (window != NULL)
    spt_window_toast (window, text, NULL, NULL, NULL);
}

/* --- order and withdraw: one change each on the store's thread -------------------------------- */

typedef struct
{
  gint64   id;
  gboolean stop_following;
  char    *who;
} Change;

static Change *
change_new (SptSubmissionPage *self)
{
  Change *change = g_new0 (Change, 1);

  change->id = self->parts->id;
  change->who = g_strdup (spt_desk_get_who (spt_page_get_desk (SPT_PAGE (self))));
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->who);
  g_free (change);
}

static gboolean
order (SptDb         *db,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  Change *change = data;

  return spt_db_order_submission (db, change->id, change->who, error);
}

static gboolean
withdraw (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Change *change = data;

  return spt_db_cancel_submission (db, change->id, change->stop_following, change->who, error);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gpointer change = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSubmissionPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  _spt_submission_page_set_working (self, FALSE);
  if (change == NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    spt_outbox_wake (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))));
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
run_change (SptSubmissionPage *self,
            SptStoreFunc       func,
            Change            *change)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));

  _spt_submission_page_set_working (self, TRUE);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_WRITE, func, change, change_free,
                       self->parts->cancellable, changed_cb, self);
}

static void
send_answered_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "send") == 0)
    run_change (SPT_SUBMISSION_PAGE (object), order, change_new (SPT_SUBMISSION_PAGE (object)));
}

/* The one gate for what is real; tests and practice need no second question. */
static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "*send", _("_Send"), NULL };
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  g_autofree char *account = NULL;
  g_autofree char *count = NULL;
  g_autofree char *body = NULL;
  SptEnvironment environment;
  guint n_items = 0;

  if (self->submission == NULL)
    return;
  g_object_get (self->submission, "environment", &environment, "account-name", &account, "n-items",
                &n_items, NULL);
  if (environment != SPT_ENVIRONMENT_PRODUCTION)
    {
      run_change (self, order, change_new (self));
      return;
    }

  count = spt_ui_format_count (n_items);
  /* Translators: %1$s records, %2$s an account */
  body = g_strdup_printf (ngettext ("%1$s record leaves for the real service with the account "
                                    "“%2$s”.",
                                    "%1$s records leave for the real service with the account "
                                    "“%2$s”.", n_items), count, account);
  spt_ui_ask_async (widget, _("Send in Production?"), body, NULL, responses, self->parts->cancellable,
                    send_answered_cb, NULL);
}

static void
stop_answered_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  Change *change = NULL;

  if (g_strcmp0 (response, "stop") != 0)
    return;
  change = change_new (SPT_SUBMISSION_PAGE (object));
  change->stop_following = TRUE;
  run_change (SPT_SUBMISSION_PAGE (object), withdraw, change);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Keep Following"), "!stop", _("_Stop Following"), NULL };
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  if (self->submission == NULL)
    return;
  if (spt_submission_get_state (self->submission) != SPT_STATE_WAITING)
    {
      run_change (self, withdraw, change_new (self));
      return;
    }
  spt_ui_ask_async (widget, _("Stop following this submission?"),
                    _("The service goes on with it: what it records is recorded, but the outcome "
                      "is not asked for any more and the "
                      "records do not get it."),
                    NULL, responses, self->parts->cancellable, stop_answered_cb, NULL);
}

/* --- verify ----------------------------------------------------------------------------------- */

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptSubmissionPage *self = user_data;
  SptState state = SPT_STATE_UNCERTAIN;
  gboolean known = spt_outbox_settle_finish (SPT_OUTBOX (object), result, &state, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_spinner_stop (self->settle_spinner);
  _spt_submission_page_set_working (self, FALSE);
  if (!known)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (state == SPT_STATE_UNCERTAIN)
    _spt_submission_page_toast (self,
                                _("The service cannot tell yet. It is asked again by itself; what was seen on its "
                                  "portal can be said here."));
  else
    {
      /* Translators: %s is a state: "Accepted" */
      g_autofree char *text = g_strdup_printf (_("Outcome checked: %s"),
                                               spt_ui_state_word (state, FALSE));

      _spt_submission_page_toast (self, text);
    }
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  gtk_spinner_start (self->settle_spinner);
  _spt_submission_page_set_working (self, TRUE);
  spt_outbox_settle_async (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))), self->parts->id,
                           self->parts->cancellable, settled_cb, self);
}

/* --- the report once more ---------------------------------------------------------------------- */

/* Why no report came, and that it changes nothing. */
static void
say_no_report (SptSubmissionPage *self,
               const char        *code)
{
  const char *responses[] = { "close", _("_Close"), NULL };
  const char *stays = _("What is known stays as it is.");
  g_autofree char *service = NULL;
  g_autofree char *text = NULL;
  const SptMessage *message;

  g_object_get (self->submission, "service", &service, NULL);
  message = code != NULL ? spt_messages_find (service, code) : NULL;
  if (message != NULL)
    {
      g_autofree char *sentence = spt_message_dup_sentence (message, NULL);

      text = g_strdup_printf ("%s\n\n%s", sentence, stays);
    }
  else
    {
      text = g_strdup_printf ("%s\n\n%s", _("The service gives no whole report at the moment."), stays);
    }
  spt_ui_ask_async (GTK_WIDGET (self), _("No Report Came"), text, NULL, responses, self->parts->cancellable,
                    NULL, NULL);
}

static char *
dup_correction_words (const SptReportAgain *again)
{
  g_autofree char *count = spt_ui_format_count (again->n_corrected > 0 ? again->n_corrected
                                                                       : again->n_against);

  if (again->n_corrected > 0 && again->n_elsewhere > 0)
    /* Translators: %s is a number of rows of a report */
    return g_strdup_printf (ngettext ("The report corrects %s row; what was sent again since stays as it is there",
                                      "The report corrects %s rows; what was sent again since stays as it is there",
                                      again->n_corrected), count);
  if (again->n_corrected > 0)
    /* Translators: %s is a number of rows of a report */
    return g_strdup_printf (ngettext ("The report corrects %s row", "The report corrects %s rows",
                                      again->n_corrected), count);
  if (again->n_against > 0)
    /* Translators: %s is a number of rows of a report */
    return g_strdup_printf (ngettext ("Nothing is corrected; the report says something else too of %s row",
                                      "Nothing is corrected; the report says something else too of %s rows",
                                      again->n_against), count);
  return g_strdup (_("The report says what it said before"));
}

static void
asked_again_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptReportAgain) again = spt_outbox_ask_again_finish (SPT_OUTBOX (object), result, &error);
  SptSubmissionPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  _spt_submission_page_set_working (self, FALSE);
  if (again == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
  else if (!again->answered)
    {
      say_no_report (self, again->code);
    }
  else
    {
      g_autofree char *text = dup_correction_words (again);

      _spt_submission_page_toast (self, text);
    }
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
ask_again_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  _spt_submission_page_set_working (self, TRUE);
  spt_outbox_ask_again_async (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))), self->parts->id,
                              self->parts->cancellable, asked_again_cb, self);
}

/* --- the record and the list ------------------------------------------------------------------- */

static void
open_record_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  SptWindow *window = spt_window_of (widget);
  g_autofree char *service_id = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *code = NULL;
  g_autofree char *words = NULL;
  g_autofree char *path = NULL;
  SptService *service;

  if (self->submission == NULL || self->look->record == 0 || window == NULL)
    return;
  g_object_get (self->submission, "service", &service_id, "operation", &operation, "code", &code,
                "message", &words, NULL);
  service = spt_services_find (service_id);
  if (service == NULL)
    return;
  if (spt_submission_get_state (self->submission) == SPT_STATE_REFUSED &&
      SPT_SERVICE_GET_CLASS (service)->dup_answer_path != NULL)
    path = SPT_SERVICE_GET_CLASS (service)->dup_answer_path (service, operation, self->look->key, code,
                                                             words);
  spt_window_open_record (window, spt_service_get_info (service)->record_kind, self->look->record, path);
}

static void
aid_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  const SptRecordPages *pages = self->submission != NULL ? _spt_submission_page_find_pages (self) : NULL;
  guint i = g_variant_get_uint32 (parameter);

  if (pages != NULL && i < pages->n_aids && self->look->record != 0)
    pages->aids[i].run (widget, spt_page_get_store (SPT_PAGE (self)), self->look->record, self->parts->cancellable);
}

static void
watched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_auto (SptNewsSum) sum = { 0 };
  g_autofree char *code = NULL;
  gboolean asked = spt_outbox_watch_finish (SPT_OUTBOX (object), result, &sum, &code, &error);
  SptSubmissionPage *self = user_data;
  g_autofree char *service = NULL;
  const SptMessage *message;

  if (spt_ui_is_cancelled (error))
    return;
  _spt_submission_page_set_working (self, FALSE);
  g_object_get (self->submission, "service", &service, NULL);
  message = code != NULL ? spt_messages_find (service, code) : NULL;
  if (!asked)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (code != NULL)
    _spt_submission_page_toast (self, message != NULL ? message->title : _("The list did not come"));
  else if (sum.n_changed + sum.n_found + sum.n_joined == 0)
    _spt_submission_page_toast (self, _("The list is here: nothing has changed"));
  else
    _spt_submission_page_toast (self, _("The list is here, the records have what it says"));
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
watch_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  gint64 account = 0;

  if (self->submission == NULL)
    return;
  g_object_get (self->submission, "account", &account, NULL);
  _spt_submission_page_set_working (self, TRUE);
  spt_outbox_watch_async (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))), account,
                          self->parts->cancellable, watched_cb, self);
}

/* --- fix and send again ----------------------------------------------------------------------- */

static void
resend_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  SptWindow *window = spt_window_of (widget);

  if (window != NULL)
    spt_window_push (window, spt_resend_page_new (spt_page_get_desk (SPT_PAGE (self)), self->parts->id));
}

static void
copy_id_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  g_autofree char *remote_id = NULL;

  if (self->submission == NULL)
    return;
  g_object_get (self->submission, "remote-id", &remote_id, NULL);
  if (remote_id == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), remote_id);
  _spt_submission_page_toast (self, _("Copied"));
}

void
_spt_submission_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "submission.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "submission.settle", NULL, settle_action);
  gtk_widget_class_install_action (widget_class, "submission.ask-again", NULL, ask_again_action);
  gtk_widget_class_install_action (widget_class, "submission.open-record", NULL, open_record_action);
  gtk_widget_class_install_action (widget_class, "submission.aid", "u", aid_action);
  gtk_widget_class_install_action (widget_class, "submission.watch", NULL, watch_action);
  gtk_widget_class_install_action (widget_class, "submission.copy-id", NULL, copy_id_action);
  gtk_widget_class_install_action (widget_class, "submission.resend", NULL, resend_action);
  gtk_widget_class_install_action (widget_class, "submission.cancel", NULL, cancel_action);
}
