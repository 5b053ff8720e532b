/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can do with a submission: send, verify, decide, send again, withdraw. */
#define G_LOG_DOMAIN "spt-submission-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-proof.h"
#include "service/spt-service.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-original-work.h"
#include "ui/spt-resend-page.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"
#include "ui/spt-window.h"

static void
toast (SptSubmissionPage *self,
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

  change->id = self->id;
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
  _spt_submission_page_refresh (self);
}

static void
run_change (SptSubmissionPage *self,
            SptStoreFunc       func,
            Change            *change)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));

  _spt_submission_page_set_working (self, TRUE);
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_WRITE, func, change, change_free,
                       self->cancellable, changed_cb, self);
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
  spt_ui_ask_async (widget, _("Send in Production?"), body, NULL, responses, self->cancellable,
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
                    NULL, responses, self->cancellable, stop_answered_cb, NULL);
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
    toast (self,
           _("The service cannot tell yet. It is asked again by itself; what was seen on its "
             "portal can be said here."));
  else
    {
      /* Translators: %s is a state: "Accepted" */
      g_autofree char *text = g_strdup_printf (_("Outcome checked: %s"),
                                               spt_ui_state_word (state, FALSE));

      toast (self, text);
    }
  _spt_submission_page_refresh (self);
}

static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  gtk_spinner_start (self->settle_spinner);
  _spt_submission_page_set_working (self, TRUE);
  spt_outbox_settle_async (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))), self->id,
                           self->cancellable, settled_cb, self);
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
  spt_ui_ask_async (GTK_WIDGET (self), _("No Report Came"), text, NULL, responses, self->cancellable,
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

      toast (self, text);
    }
  _spt_submission_page_refresh (self);
}

static void
ask_again_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  _spt_submission_page_set_working (self, TRUE);
  spt_outbox_ask_again_async (spt_desk_get_outbox (spt_page_get_desk (SPT_PAGE (self))), self->id,
                              self->cancellable, asked_again_cb, self);
}

/* --- decide ----------------------------------------------------------------------------------- */

typedef struct
{
  SptStore *store;
  gint64    id;
  char     *saw;
  char     *note;
  char     *who;
} Decision;

static void
decision_free (gpointer data)
{
  Decision *decision = data;

  g_object_unref (decision->store);
  g_free (decision->saw);
  g_free (decision->note);
  g_free (decision->who);
  g_free (decision);
}

static void
decide_thread (GTask        *task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  Decision *decision = task_data;
  g_autoptr (GError) error = NULL;

  if (spt_decide (decision->store, decision->id, decision->saw, decision->note, decision->who,
                  &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);
  gboolean decided = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  _spt_submission_page_set_working (self, FALSE);
  if (!decided)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    toast (self, _("Kept, with name and time"));
  _spt_submission_page_refresh (self);
}

static void
decide (SptSubmissionPage *self,
        const char        *saw,
        const char        *note)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Decision *decision = g_new0 (Decision, 1);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, decided_cb, NULL);

  decision->store = g_object_ref (spt_desk_get_store (desk));
  decision->id = self->id;
  decision->saw = g_strdup (saw);
  decision->note = g_strdup (note);
  decision->who = g_strdup (spt_desk_get_who (desk));
  g_task_set_source_tag (task, decide);
  g_task_set_task_data (task, decision, decision_free);
  _spt_submission_page_set_working (self, TRUE);
  g_task_run_in_thread (task, decide_thread);
}

/* --- what may be it --------------------------------------------------------------------------- */

/* What the list showed, and what a person says of it: both are kept. */
static char *
dup_match_note (SptSubmissionPage *self,
                const char        *said)
{
  g_autofree char *words = NULL;

  g_object_get (self->submission, "message", &words, NULL);
  return words != NULL ? g_strdup_printf ("%s: %s", said, words) : g_strdup (said);
}

static void
match_answered_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);
  g_autofree char *note = NULL;

  if (g_strcmp0 (response, "accepted") == 0)
    {
      note = dup_match_note (self, _("It is this one"));
      decide (self, "accepted", note);
    }
  else if (g_strcmp0 (response, "nothing") == 0)
    {
      note = dup_match_note (self, _("It is not this one"));
      decide (self, "nothing", note);
    }
}

static void
match_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "*accepted", _("This Is _It"), NULL };
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  spt_ui_ask_async (widget, _("Is This the One?"),
                    _("The request counts as accepted then. In an environment that others use too, "
                      "number and date should agree with what was sent."),
                    NULL, responses, self->cancellable, match_answered_cb, NULL);
}

static void
no_match_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "!nothing", _("This Is _Not It"), NULL };
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  spt_ui_ask_async (widget, _("Is It Another One’s?"),
                    _("The request counts as not recorded then, and can be sent again. Had it been "
                      "recorded after all, the service would refuse the double."),
                    NULL, responses, self->cancellable, match_answered_cb, NULL);
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

  if (self->submission == NULL || self->record == 0 || window == NULL)
    return;
  g_object_get (self->submission, "service", &service_id, "operation", &operation, "code", &code,
                "message", &words, NULL);
  service = spt_services_find (service_id);
  if (service == NULL)
    return;
  if (spt_submission_get_state (self->submission) == SPT_STATE_REFUSED &&
      SPT_SERVICE_GET_CLASS (service)->dup_answer_path != NULL)
    path = SPT_SERVICE_GET_CLASS (service)->dup_answer_path (service, operation, self->key, code,
                                                             words);
  spt_window_open_record (window, spt_service_get_info (service)->record_kind, self->record, path);
}

static void
aid_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  const SptRecordPages *pages = self->submission != NULL ? _spt_submission_page_find_pages (self) : NULL;
  guint i = g_variant_get_uint32 (parameter);

  if (pages != NULL && i < pages->n_aids && self->record != 0)
    pages->aids[i].run (widget, spt_page_get_store (SPT_PAGE (self)), self->record, self->cancellable);
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
    toast (self, message != NULL ? message->title : _("The list did not come"));
  else if (sum.n_changed + sum.n_found + sum.n_joined == 0)
    toast (self, _("The list is here: nothing has changed"));
  else
    toast (self, _("The list is here, the records have what it says"));
  _spt_submission_page_refresh (self);
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
                          self->cancellable, watched_cb, self);
}

typedef struct
{
  GtkCheckButton *accepted; /* (owned), as the others */
  GtkCheckButton *refused;
  GtkCheckButton *nothing;
  GtkEditable    *note;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->accepted);
  g_object_unref (question->refused);
  g_object_unref (question->nothing);
  g_object_unref (question->note);
  g_free (question);
}

static void
decide_answered_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);
  Question *question = user_data;
  const char *saw = NULL;

  if (gtk_check_button_get_active (question->accepted))
    saw = "accepted";
  else if (gtk_check_button_get_active (question->refused))
    saw = "refused";
  else if (gtk_check_button_get_active (question->nothing))
    saw = "nothing";

  if (g_strcmp0 (response, "record") == 0 && saw != NULL)
    {
      decide (self, saw, gtk_editable_get_text (question->note));
    }
  question_free (question);
}

static GtkCheckButton *
add_choice (GtkWidget      *list,
            GtkCheckButton *group,
            const char     *title,
            const char     *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return g_object_ref (GTK_CHECK_BUTTON (check));
}

static void
chosen_cb (GtkCheckButton *check,
           gpointer        user_data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (check));

  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), "record", TRUE);
}

static void
list_mapped_cb (GtkWidget *list,
                gpointer   user_data)
{
  GtkRoot *root = gtk_widget_get_root (list);

  /* Nothing is chosen to begin with: a decision is never the one that happened to be there. */
  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), "record", FALSE);
}

static void
decide_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Cancel"), "*record", _("_Record"), NULL };
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *note = adw_entry_row_new ();
  Question *question = g_new0 (Question, 1);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  question->accepted = add_choice (list, NULL, _("It was accepted"),
                                   _("The records become accepted"));
  question->refused = add_choice (list, question->accepted, _("It was refused"),
                                  _("The records can be fixed and sent again"));
  question->nothing = add_choice (list, question->accepted, _("Nothing is there"),
                                  _("The submission can be sent again as it is"));
  g_signal_connect (question->accepted, "toggled", G_CALLBACK (chosen_cb), NULL);
  g_signal_connect (question->refused, "toggled", G_CALLBACK (chosen_cb), NULL);
  g_signal_connect (question->nothing, "toggled", G_CALLBACK (chosen_cb), NULL);
  g_signal_connect (list, "map", G_CALLBACK (list_mapped_cb), NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (note), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (note), _("Where and how it was seen"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (note), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Where and how it was seen"), -1);
  gtk_list_box_append (GTK_LIST_BOX (list), note);
  question->note = GTK_EDITABLE (g_object_ref (note));

  spt_ui_ask_async (widget, _("What was seen?"),
                    _("What is recorded here is kept with name and time. It should be what the "
                      "service’s portal or support says now."),
                    list, responses, self->cancellable, decide_answered_cb, question);
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
    spt_window_push (window, spt_resend_page_new (spt_page_get_desk (SPT_PAGE (self)), self->id));
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
  toast (self, _("Copied"));
}

/* --- the sheet its rows came from -------------------------------------------------------------- */

static void
original_saved_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = spt_original_save_finish (result, &error);
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  _spt_submission_page_set_working (self, FALSE);
  if (error != NULL)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else if (saved)
    toast (self, _("Saved: the rows as they came, each with what became of it"));
}

static void
export_original_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);

  if (self->working)
    return;
  _spt_submission_page_set_working (self, TRUE);
  spt_original_save_async (widget, spt_page_get_store (SPT_PAGE (self)), g_variant_get_int64 (parameter),
                           NULL, NULL, self->cancellable, original_saved_cb, NULL);
}

/* --- the proof -------------------------------------------------------------------------------- */

static void
proof_saved_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SptSubmissionPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = spt_proof_save_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  _spt_submission_page_set_working (self, FALSE);
  if (!saved)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    toast (self, _("Proof saved. It holds personal data: whoever has the file can read them"));
}

static void
proof_file_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = spt_ui_path_finish (result, &error);
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);
  SptDesk *desk = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }
  if (path == NULL)
    return;

  /* The chain is recomputed first, all of it: with a large archive that takes a moment. */
  desk = spt_page_get_desk (SPT_PAGE (self));
  _spt_submission_page_set_working (self, TRUE);
  spt_proof_save_async (spt_desk_get_store (desk), self->id, path, spt_desk_get_who (desk),
                        self->cancellable, proof_saved_cb, g_object_ref (self));
}

static void
save_proof_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (widget);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, SPT_SUBMISSION_PAGE (widget)->id);
  g_autofree char *suggested = NULL;

  /* Translators: name of a file; %s is the number of a submission. Nothing of whom it is about may stand in it. */
  suggested = g_strdup_printf (_("proof-of-submission-%s.json"), number);
  spt_ui_save_file_async (widget, _("Save Proof"), suggested, self->cancellable, proof_file_cb,
                          NULL);
}

void
_spt_submission_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "submission.send", NULL, send_action);
  gtk_widget_class_install_action (widget_class, "submission.settle", NULL, settle_action);
  gtk_widget_class_install_action (widget_class, "submission.ask-again", NULL, ask_again_action);
  gtk_widget_class_install_action (widget_class, "submission.decide", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "submission.match", NULL, match_action);
  gtk_widget_class_install_action (widget_class, "submission.no-match", NULL, no_match_action);
  gtk_widget_class_install_action (widget_class, "submission.open-record", NULL, open_record_action);
  gtk_widget_class_install_action (widget_class, "submission.aid", "u", aid_action);
  gtk_widget_class_install_action (widget_class, "submission.watch", NULL, watch_action);
  gtk_widget_class_install_action (widget_class, "submission.copy-id", NULL, copy_id_action);
  gtk_widget_class_install_action (widget_class, "submission.resend", NULL, resend_action);
  gtk_widget_class_install_action (widget_class, "submission.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "submission.export-original", "x",
                                   export_original_action);
  gtk_widget_class_install_action (widget_class, "submission.save-proof", NULL, save_proof_action);
}
