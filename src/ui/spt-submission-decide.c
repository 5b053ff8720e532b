/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says of a submission whose outcome nobody knows: what was seen, whether what was found is it. */
#define G_LOG_DOMAIN "spt-submission-decide"

#include "config.h"

#include <glib/gi18n.h>

#include "outbox/spt-intake.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-ui.h"

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
    _spt_submission_page_toast (self, _("Kept, with name and time"));
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
decide (SptSubmissionPage *self,
        const char        *saw,
        const char        *note)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Decision *decision = g_new0 (Decision, 1);
  g_autoptr (GTask) task = g_task_new (self, self->parts->cancellable, decided_cb, NULL);

  decision->store = g_object_ref (spt_desk_get_store (desk));
  decision->id = self->parts->id;
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
                    NULL, responses, self->parts->cancellable, match_answered_cb, NULL);
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
                    NULL, responses, self->parts->cancellable, match_answered_cb, NULL);
}

/* --- what was seen ---------------------------------------------------------------------------- */

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
  GtkWidget *row;
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  row = spt_ui_new_row (title, subtitle);
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
                    list, responses, self->parts->cancellable, decide_answered_cb, question);
}

void
_spt_submission_decide_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "submission.decide", NULL, decide_action);
  gtk_widget_class_install_action (widget_class, "submission.match", NULL, match_action);
  gtk_widget_class_install_action (widget_class, "submission.no-match", NULL, no_match_action);
}
