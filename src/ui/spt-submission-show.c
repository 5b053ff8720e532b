/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a submission's page says and offers: sentences, buttons, links. */
#define G_LOG_DOMAIN "spt-submission-show"

#include "config.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-official-checked.h"
#include "service/spt-service.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static gboolean
can_settle (SptSubmissionPage *self)
{
  g_autofree char *service_id = NULL;
  SptService *service = NULL;

  g_object_get (self->submission, "service", &service_id, NULL);
  service = spt_services_find (service_id);
  return service != NULL && spt_service_can_call (service, SPT_CALL_SETTLE);
}

/* What settles may be the request itself, once more. */
static gboolean
settles_by_repeat (SptSubmissionPage *self)
{
  g_autofree char *service_id = NULL;
  SptService *service;

  g_object_get (self->submission, "service", &service_id, NULL);
  service = spt_services_find (service_id);

  return service != NULL && spt_service_get_info (service)->settles_by_repeat;
}

/* What has ended may have a report that says better by now. */
static gboolean
can_ask_again (SptSubmissionPage *self)
{
  g_autofree char *service_id = NULL;
  g_autofree char *remote_id = NULL;

  g_object_get (self->submission, "service", &service_id, "remote-id", &remote_id, NULL);
  return spt_outbox_can_ask_again (service_id, spt_submission_get_state (self->submission),
                                   remote_id);
}

/* Three sentences (ui.md): what is known, what is not, what verifying does and what if it cannot
 * tell. */
static void
show_uncertain (SptSubmissionPage *self,
                gint64             now)
{
  gboolean uncertain = spt_submission_get_state (self->submission) == SPT_STATE_UNCERTAIN;
  const SptMessage *message = spt_submission_find_message (self->submission);
  g_autofree char *when = NULL;
  g_autofree char *left = NULL;
  g_autofree char *words = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *known = NULL;

  gtk_widget_set_visible (self->uncertain_pane, uncertain);
  if (!uncertain)
    return;

  when = spt_ui_format_time (self->last_sent, now);
  g_object_get (self->submission, "message", &words, NULL);
  sentence = message != NULL ? spt_message_dup_sentence (message, words) : g_strdup (_("No complete answer came."));
  /* Translators: %s is a time: "today 14:20" */
  left = self->last_sent != 0 ? g_strdup_printf (_("Known: it left %s, at least in part."), when)
                              : g_strdup (_("Known: at least part of it left."));
  known = g_strdup_printf ("%s %s", left, sentence);
  gtk_label_set_label (self->known, known);
  gtk_label_set_label (self->unknown,
                       _("Not known: whether the service recorded it. Sent again now, it might be "
                         "there twice."));
  gtk_label_set_label (self->verify, settles_by_repeat (self)
                       ? _("“Check Outcome” sends the same request again with the same number: a "
                           "service that knows it answers as it did the first time, and records "
                           "nothing twice. If it cannot tell, look on the service’s portal and say "
                           "what was seen.")
                       : can_settle (self)
                       ? _("“Check Outcome” asks the service without changing anything. If it "
                           "cannot tell, look on the service’s "
                           "portal and say what was seen.")
                       : _("This service has no look-up: look on its portal, or ask its support, "
                           "and say what was seen."));
}

/* What goes on but not as it should, in the words of its code; NULL while all is well. */
static const SptMessage *
find_attention (SptSubmissionPage *self)
{
  const SptMessage *message = spt_submission_find_message (self->submission);

  return spt_submission_get_state (self->submission) == SPT_STATE_WAITING && message != NULL &&
         g_strcmp0 (message->action, "ask-service") == 0 ? message : NULL;
}

static void
show_attention (SptSubmissionPage *self)
{
  const SptMessage *message = find_attention (self);

  gtk_widget_set_visible (self->attention_pane, message != NULL);
  if (message == NULL)
    return;
  gtk_label_set_label (self->attention_title, message->title);
  gtk_label_set_label (self->attention_text, message->text);
  gtk_label_set_label (self->attention_next, message->next != NULL ? message->next : "");
}

static void
set_suggested (GtkWidget *button,
               gboolean   suggested)
{
  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

/* Whoever has to look elsewhere before saying what was seen gets there from here. */
static void
show_aids (SptSubmissionPage    *self,
           const SptRecordPages *pages)
{
  SptState state = spt_submission_get_state (self->submission);
  gboolean shown = self->look->record != 0 && (state == SPT_STATE_UNCERTAIN || state == SPT_STATE_DONE);

  /* Of one service for good. */
  for (guint i = self->aids->len; pages != NULL && i < pages->n_aids; i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_(pages->aids[i].label));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "submission.aid");
      gtk_box_insert_child_after (self->buttons, button,
                                  i > 0 ? g_ptr_array_index (self->aids, i - 1) : self->no_match_button);
      g_ptr_array_add (self->aids, button);
      /* In the order in which it is done: the portal, the code to look for there, what was seen. */
      gtk_box_reorder_child_after (self->buttons, self->decide_button, button);
    }
  for (guint i = 0; i < self->aids->len; i++)
    gtk_widget_set_visible (g_ptr_array_index (self->aids, i), shown);
}

/* Of a submission of one record: to it, where the refusal is about one of its fields; the list, where the
 * words say to look there; and the answer to what may be it. */
static void
show_record_buttons (SptSubmissionPage *self)
{
  const SptMessage *message = spt_submission_find_message (self->submission);
  SptState state = spt_submission_get_state (self->submission);
  g_autofree char *service_id = NULL;
  g_autofree char *code = NULL;
  const SptRecordPages *pages = _spt_submission_page_find_pages (self);
  SptService *service;
  gboolean is_match, watches;

  g_object_get (self->submission, "service", &service_id, "code", &code, NULL);
  service = spt_services_find (service_id);
  is_match = state == SPT_STATE_UNCERTAIN && message != NULL &&
             g_strcmp0 (code, "settle-possible") == 0;
  watches = message != NULL && g_strcmp0 (message->action, "watch") == 0 && service != NULL &&
            spt_service_can_call (service, SPT_CALL_WATCH) &&
            (state == SPT_STATE_REFUSED || state == SPT_STATE_UNCERTAIN);
  gtk_widget_set_visible (self->record_button, pages != NULL && self->look->record != 0);
  if (pages != NULL)
    gtk_button_set_label (GTK_BUTTON (self->record_button), _(pages->send->open));
  show_aids (self, pages);
  gtk_widget_set_visible (self->watch_button, watches);
  /* What is there already is looked at, not sent again. */
  set_suggested (self->watch_button, watches && state == SPT_STATE_REFUSED);
  set_suggested (self->resend_button, !watches);
  /* Where nothing can be asked by itself, that is the way on. */
  set_suggested (self->decide_button, state == SPT_STATE_UNCERTAIN && !can_settle (self) && !is_match);
  gtk_widget_set_visible (self->match_button, is_match);
  gtk_widget_set_visible (self->no_match_button, is_match);
  if (is_match)
    {
      g_autofree char *words = NULL;
      g_autofree char *text = NULL;

      g_object_get (self->submission, "message", &words, NULL);
      text = g_strdup_printf ("%s\n\n%s", message->text, words != NULL ? words : "");
      gtk_label_set_label (self->verify, text);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.watch", watches && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.match", is_match && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.no-match", is_match && !self->working);
}

void
_spt_submission_show_buttons (SptSubmissionPage *self)
{
  SptState state = spt_submission_get_state (self->submission);
  g_autofree char *n_items_text = NULL;
  g_autofree char *n_failed_text = NULL;
  g_autofree char *send = NULL;
  guint n_items = 0;
  gint64 ordered_at = 0;
  SptEnvironment environment;
  gboolean ready, failed, uncertain, decidable, followed;

  g_object_get (self->submission, "n-items", &n_items, "ordered-at", &ordered_at,
                "environment", &environment, "followed", &followed, NULL);
  n_items_text = spt_ui_format_count (n_items);
  n_failed_text = spt_ui_format_count (self->look->n_failed);
  ready = !followed &&
          (state == SPT_STATE_NOT_SENT || (state == SPT_STATE_READY && ordered_at == 0));
  failed = spt_state_is_final (state) && self->look->n_failed > 0;
  uncertain = state == SPT_STATE_UNCERTAIN;
  decidable = uncertain || find_attention (self) != NULL;

  gtk_widget_set_visible (self->send_button, ready);
  /* Translators: %1$s records, %2$s an environment: "Send 312 in Test" */
  send = g_strdup_printf (_("_Send %1$s in %2$s"), n_items_text,
                          spt_ui_environment_word (environment));
  gtk_button_set_label (GTK_BUTTON (self->send_button), send);

  gtk_widget_set_visible (self->settle_button, uncertain && can_settle (self));
  gtk_widget_set_visible (self->decide_button, decidable);

  gtk_widget_set_visible (self->resend_button, failed);
  if (failed)
    {
      g_autofree char *again = NULL;

      if (self->look->n_failed > self->look->n_own)
        /* Translators: %s is a number of records, of all uploads that one order made */
        again = g_strdup_printf (_("_Fix and Send %s of the Whole Order Again…"), n_failed_text);
      else
        /* Translators: %s is a number of records */
        again = g_strdup_printf (_("_Fix and Send %s Again…"), n_failed_text);

      gtk_button_set_label (GTK_BUTTON (self->resend_button), again);
    }

  gtk_widget_set_visible (self->cancel_button,
                          state == SPT_STATE_READY || state == SPT_STATE_NOT_SENT ||
                          state == SPT_STATE_WAITING);
  gtk_button_set_label (GTK_BUTTON (self->cancel_button),
                        state == SPT_STATE_WAITING ? _("Stop _Following…")
                          : state == SPT_STATE_READY &&
                        ordered_at != 0 ? _("S_top") : _("_Withdraw"));

  show_record_buttons (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.send", ready && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.settle",
                                 uncertain && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.decide",
                                 decidable && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.resend", failed && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.cancel",
                                 gtk_widget_get_visible (self->cancel_button) && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.save-proof", !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "submission.ask-again",
                                 can_ask_again (self) && !self->working);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), TRUE);
}

static void
show_progress (SptSubmissionPage *self)
{
  gint64 done = -1, total = -1;
  gboolean has = FALSE;

  g_object_get (self->submission, "progress-done", &done, "progress-total", &total, NULL);
  has = spt_submission_get_state (self->submission) == SPT_STATE_WAITING && total > 0 && done >= 0;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), has);
  if (has)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) done / (double) total, 0, 1));
}

void
_spt_submission_show_header (SptSubmissionPage *self)
{
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  g_autofree char *title = spt_submission_dup_title (self->submission);
  g_autofree char *summary = spt_submission_dup_summary (self->submission);
  g_autofree char *detail = spt_submission_dup_detail (self->submission, now);
  g_autofree char *next = NULL;
  g_autofree char *sentence = spt_submission_dup_sentence (self->submission, now, &next);
  g_autofree char *words = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *remote_id = NULL;
  g_autofree char *phase = NULL;
  GString *line = g_string_new (summary);
  gboolean attention;

  g_object_get (self->submission, "message", &words, "operation", &operation, "remote-id",
                &remote_id, "phase", &phase, NULL);
  spt_page_set_title (SPT_PAGE (self), title);
  set_text (self->heading, title);
  if (g_strcmp0 (title, spt_operation_label (operation)) != 0)
    {
      g_string_prepend (line, " · ");
      g_string_prepend (line, spt_operation_label (operation));
    }
  if (phase != NULL && *phase != '\0' &&
      !spt_state_is_final (spt_submission_get_state (self->submission)))
    g_string_append_printf (line, " · %s", phase);
  set_text (self->summary, line->str);
  g_string_free (line, TRUE);
  attention = find_attention (self) != NULL;
  set_text (self->sentence, attention ||
            spt_submission_get_state (self->submission) == SPT_STATE_UNCERTAIN ? NULL : sentence);
  set_text (self->next_step, attention ? NULL : next);
  set_text (self->remote_id, remote_id);
  gtk_widget_set_visible (self->copy_button, remote_id != NULL && *remote_id != '\0');
  set_text (self->service_words, words);
  g_object_set (self->state_label, "state", spt_submission_get_state (self->submission), "detail",
                detail, NULL);
  show_uncertain (self, now);
  show_attention (self);
  show_progress (self);
  _spt_submission_show_buttons (self);
}

/* What it was held against before it left, for whoever is asked later why it was thought to be right. */
void
_spt_submission_show_checked (SptSubmissionPage *self,
                              const char        *note)
{
  g_autoptr (SptOfficialChecked) checked = spt_official_checked_read (note);
  g_autofree char *words = checked != NULL ? spt_official_checked_dup_words (checked) : NULL;
  g_autofree char *text = words != NULL ? g_strdup_printf ("%s\nSHA-256 %s", words, checked->hash) : NULL;

  set_text (self->checked, text);
}

/* @id: what the action is about; 0 = the page's own submission. */
static void
add_link (SptSubmissionPage *self,
          const char        *icon,
          const char        *text,
          const char        *action,
          gint64             id)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  if (id != 0)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", id);
  gtk_box_append (self->links, button);
}

/* Both ways: what this sends again, and what was sent again of it; the sheets its rows came from; and the question
 * whether the report says better by now. */
void
_spt_submission_show_links (SptSubmissionPage              *self,
                            const SptSubmissionLook        *look)
{
  GPtrArray *resends = look->resends;
  GtkWidget *child = NULL;
  gint64 resend_of = 0;
  gboolean asks_again = can_ask_again (self);
  g_autofree char *key = NULL;
  GString *all = g_string_new (NULL);

  g_object_get (self->submission, "resend-of", &resend_of, NULL);
  g_string_append_printf (all, "%" G_GINT64_FORMAT " %d", resend_of, asks_again);
  for (guint i = 0; i < resends->len; i++)
    g_string_append_printf (all, " %" G_GINT64_FORMAT "%d",
                            spt_submission_get_id (g_ptr_array_index (resends, i)),
                            (int) spt_submission_get_state (g_ptr_array_index (resends, i)));
  for (guint i = 0; i < look->originals->len; i++)
    g_string_append_printf (all, " o%" G_GINT64_FORMAT,
                            g_array_index (look->originals, gint64, i));
  key = g_string_free (all, FALSE);
  /* Nothing moves under the pointer, and the focus stays where it is. */
  if (g_strcmp0 (key, g_object_get_data (G_OBJECT (self->links), "spt-key")) == 0)
    return;
  g_object_set_data_full (G_OBJECT (self->links), "spt-key", g_steal_pointer (&key), g_free);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->links))) != NULL)
    gtk_box_remove (self->links, child);
  if (resend_of != 0)
    {
      g_autofree char *text = g_strdup_printf (_("Sends again what failed in submission %d"),
                                               (int) resend_of);

      add_link (self, "mail-send-symbolic", text, "win.open-submission", resend_of);
    }
  for (guint i = 0; i < resends->len; i++)
    {
      SptSubmission *resend = g_ptr_array_index (resends, i);
      g_autofree char *count = NULL;
      g_autofree char *text = NULL;
      guint n_items = 0;

      g_object_get (resend, "n-items", &n_items, NULL);
      count = spt_ui_format_count (n_items);
      /* Translators: %1$s a number of records, %2$d a submission's number, %3$s its state */
      text = g_strdup_printf (ngettext ("%1$s was sent again in submission %2$d: %3$s",
                                        "%1$s were sent again in submission %2$d: %3$s", n_items),
                              count, (int) spt_submission_get_id (resend),
                              spt_ui_state_word (spt_submission_get_state (resend), FALSE));
      add_link (self, "mail-send-symbolic", text, "win.open-submission",
                spt_submission_get_id (resend));
    }
  for (guint i = 0; i < look->originals->len; i++)
    {
      /* Translators: %s is the name of a file */
      g_autofree char *text = g_strdup_printf (_("Export the original sheet with the outcomes (%s)…"),
                                               (const char *) g_ptr_array_index (look->labels, i));

      add_link (self, "document-save-symbolic", text, "submission.export-original",
                g_array_index (look->originals, gint64, i));
    }
  if (asks_again)
    add_link (self, "view-refresh-symbolic", _("Ask for the report again"), "submission.ask-again", 0);
  gtk_widget_set_visible (GTK_WIDGET (self->links), resend_of != 0 || resends->len > 0 ||
                          look->originals->len > 0 || asks_again);
}
