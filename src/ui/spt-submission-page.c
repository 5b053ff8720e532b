/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One submission: read at once, shown, read again when the archive changes; nothing moves that
 * did not change. */
#define G_LOG_DOMAIN "spt-submission-page"

#include "config.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "base/spt-text.h"
#include "service/spt-official-checked.h"
#include "service/spt-service.h"
#include "store/spt-store-after.h"
#include "store/spt-store-events.h"
#include "store/spt-store-submissions.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-submission-page-private.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-ui.h"

G_DEFINE_FINAL_TYPE (SptSubmissionPage, spt_submission_page, SPT_TYPE_PAGE)

/* All that the page shows but the items. */
typedef struct
{
  gint64         id;
  SptSubmission *submission;
  GPtrArray     *attempts;
  GPtrArray     *events;
  GPtrArray     *resends;   /* (element-type SptSubmission) */
  char          *note;      /* what the service remembers of it */
  GArray        *originals; /* (element-type gint64): imports whose file is kept */
  GPtrArray     *labels;    /* (element-type utf8): what they are called */
  guint          n_failed;
  guint          n_own;
  gint64         record;    /* where it has only one; 0 = none */
  char          *key;
  SptOrderPlace  place;
  guint          order_states;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->submission);
  g_clear_pointer (&look->attempts, g_ptr_array_unref);
  g_clear_pointer (&look->events, g_ptr_array_unref);
  g_clear_pointer (&look->resends, g_ptr_array_unref);
  g_clear_pointer (&look->originals, g_array_unref);
  g_clear_pointer (&look->labels, g_ptr_array_unref);
  g_free (look->note);
  g_free (look->key);
  g_free (look);
}

static gboolean
take_record (SptDb   *db,
             Look    *look,
             GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  guint n_items = 0;

  g_object_get (look->submission, "n-items", &n_items, NULL);
  if (n_items != 1)
    return TRUE;
  items = spt_db_list_items (db, look->id, FALSE, 0, 1, error);
  if (items == NULL)
    return FALSE;
  if (items->len == 1)
    {
      const SptItem *item = g_ptr_array_index (items, 0);

      look->record = item->record_id;
      look->key = g_strdup (item->key);
    }
  return TRUE;
}

static gboolean
take_note (SptDb   *db,
           Look    *look,
           GError **error)
{
  g_autoptr (SptSubmissionRow) row = spt_db_get_submission_row (db, look->id, error);

  if (row == NULL)
    return FALSE;
  look->note = g_steal_pointer (&row->note);
  return TRUE;
}

static gboolean
take_look (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GArray) resends = NULL;
  Look *look = data;
  guint n_faulty = 0;

  look->submission = spt_db_get_submission (db, look->id, error);
  if (look->submission == NULL || !take_note (db, look, error) || !take_record (db, look, error) ||
      !spt_db_find_order_place (db, look->id, look->order_states, &look->place, error))
    return FALSE;
  look->attempts = spt_db_list_attempts (db, look->id, error);
  if (look->attempts == NULL)
    return FALSE;
  look->events = spt_db_list_events (db, look->id, error);
  if (look->events == NULL)
    return FALSE;
  resends = spt_db_list_resends (db, look->id, error);
  if (resends == NULL)
    return FALSE;
  look->resends = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < resends->len; i++)
    {
      SptSubmission *resend = spt_db_get_submission (db, g_array_index (resends, gint64, i), error);

      if (resend == NULL)
        return FALSE;
      g_ptr_array_add (look->resends, resend);
    }
  look->originals = spt_db_list_originals (db, look->id, &look->labels, error);
  if (look->originals == NULL)
    return FALSE;
  /* While it goes on nothing is to be sent again. */
  if (spt_state_is_final (spt_submission_get_state (look->submission)) &&
      spt_submission_get_state (look->submission) != SPT_STATE_CANCELLED)
    return spt_db_count_failed (db, look->id, FALSE, &look->n_own, &n_faulty, error) &&
           spt_db_count_failed (db, look->id, TRUE, &look->n_failed, &n_faulty, error);
  return TRUE;
}

/* --- showing ---------------------------------------------------------------------------------- */

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

const SptRecordPages *
_spt_submission_page_find_pages (SptSubmissionPage *self)
{
  g_autofree char *service_id = NULL;
  const SptRecordPages *pages = NULL;
  SptService *service;

  g_object_get (self->submission, "service", &service_id, NULL);
  service = spt_services_find (service_id);
  if (service != NULL && spt_service_get_info (service)->record_kind != NULL)
    pages = spt_record_pages_find (spt_service_get_info (service)->record_kind);
  /* Of many in a file each row leads to its own. */
  return pages != NULL && pages->send != NULL && pages->send->is_single ? pages : NULL;
}

/* Whoever has to look elsewhere before saying what was seen gets there from here. */
static void
show_aids (SptSubmissionPage    *self,
           const SptRecordPages *pages)
{
  SptState state = spt_submission_get_state (self->submission);
  gboolean shown = self->record != 0 && (state == SPT_STATE_UNCERTAIN || state == SPT_STATE_DONE);

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
  gtk_widget_set_visible (self->record_button, pages != NULL && self->record != 0);
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

static void
show_buttons (SptSubmissionPage *self)
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
  n_failed_text = spt_ui_format_count (self->n_failed);
  ready = !followed &&
          (state == SPT_STATE_NOT_SENT || (state == SPT_STATE_READY && ordered_at == 0));
  failed = spt_state_is_final (state) && self->n_failed > 0;
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

      if (self->n_failed > self->n_own)
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

static void
show_header (SptSubmissionPage *self)
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
  show_buttons (self);
}

/* What it was held against before it left, for whoever is asked later why it was thought to be right. */
static void
show_checked (SptSubmissionPage *self,
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
static void
show_links (SptSubmissionPage *self,
            const Look        *look)
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

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Look *look = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSubmissionPage *self = user_data;
  g_autofree char *service = NULL;
  SptDesk *desk = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->reading = FALSE;
  desk = spt_page_get_desk (SPT_PAGE (self));
  if (look == NULL)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
      return;
    }

  g_set_object (&self->submission, look->submission);
  self->record = look->record;
  g_free (self->key);
  self->key = g_steal_pointer (&look->key);
  self->n_failed = look->n_failed;
  self->n_own = look->n_own;
  self->last_sent = 0;
  for (guint i = 0; i < look->attempts->len; i++)
    {
      const SptAttempt *attempt = g_ptr_array_index (look->attempts, i);

      if (g_str_equal (attempt->kind, "send"))
        self->last_sent = attempt->started;
    }
  g_object_get (self->submission, "service", &service, NULL);
  _spt_submission_order_show (self, &look->place);
  show_header (self);
  show_checked (self, look->note);
  show_links (self, look);
  spt_item_view_update (self->item_view, self->submission);
  spt_timeline_set (self->timeline, look->events, look->attempts, service,
                    spt_desk_get_now (desk));
  spt_exchanges_set (self->exchanges, desk, look->attempts);

  if (self->again)
    _spt_submission_page_refresh (self);
}

void
_spt_submission_page_refresh (SptSubmissionPage *self)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  Look *look = NULL;

  self->again = self->reading;
  if (self->reading || desk == NULL)
    return;

  self->reading = TRUE;
  look = g_new0 (Look, 1);
  look->id = self->id;
  look->order_states = self->order_states;
  spt_store_run_async (spt_desk_get_store (desk), SPT_STORE_READ, take_look, look, look_free,
                       self->cancellable, looked_cb, self);
}

void
_spt_submission_page_set_working (SptSubmissionPage *self,
                                  gboolean           working)
{
  self->working = working;
  if (self->submission != NULL)
    show_buttons (self);
}

/* --- callbacks and overrides ------------------------------------------------------------------ */

static void
store_changed_cb (SptStore *store,
                  guint     what,
                  gpointer  user_data)
{
  if ((what & (SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ELSEWHERE)) != 0)
    _spt_submission_page_refresh (user_data);
}

static gboolean
tick_cb (gpointer user_data)
{
  SptSubmissionPage *self = user_data;

  if (self->submission != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_header (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
narrow_to_orientation (GBinding     *binding,
                       const GValue *from,
                       GValue       *to,
                       gpointer      user_data)
{
  g_value_set_enum (to,
                    g_value_get_boolean (from) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  return TRUE;
}

/* Not the first button: a key pressed too much must send nothing. */
static void
spt_submission_page_shown (SptPage *page)
{
  if (!_spt_submission_order_focus (SPT_SUBMISSION_PAGE (page)))
    gtk_widget_child_focus (GTK_WIDGET (SPT_SUBMISSION_PAGE (page)->switcher), GTK_DIR_TAB_FORWARD);
}

static void
spt_submission_page_refresh (SptPage *page)
{
  _spt_submission_page_refresh (SPT_SUBMISSION_PAGE (page));
}

static void
spt_submission_page_dispose (GObject *object)
{
  SptSubmissionPage *self = SPT_SUBMISSION_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL); /* the bin would let go of it a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), SPT_TYPE_SUBMISSION_PAGE);
  g_clear_object (&self->submission);

  G_OBJECT_CLASS (spt_submission_page_parent_class)->dispose (object);
}

static void
spt_submission_page_finalize (GObject *object)
{
  g_free (SPT_SUBMISSION_PAGE (object)->key);
  g_ptr_array_unref (SPT_SUBMISSION_PAGE (object)->aids);
  g_object_unref (SPT_SUBMISSION_PAGE (object)->cancellable);

  G_OBJECT_CLASS (spt_submission_page_parent_class)->finalize (object);
}

static void
spt_submission_page_class_init (SptSubmissionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = spt_submission_page_dispose;
  object_class->finalize = spt_submission_page_finalize;
  SPT_PAGE_CLASS (klass)->refresh = spt_submission_page_refresh;
  SPT_PAGE_CLASS (klass)->shown = spt_submission_page_shown;

  g_type_ensure (SPT_TYPE_ADAPTIVE_BIN);
  g_type_ensure (SPT_TYPE_STATE_LABEL);
  g_type_ensure (SPT_TYPE_ITEM_VIEW);
  g_type_ensure (SPT_TYPE_TIMELINE);
  g_type_ensure (SPT_TYPE_EXCHANGES);

  _spt_submission_page_install_actions (widget_class);
  _spt_submission_order_install_actions (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               APPLICATION_PATH "/ui/spt-submission-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, order_bar);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, order_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, order_label);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, heading);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, remote_id);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, next_step);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, service_words);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, checked);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, progress);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, uncertain_pane);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, known);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, unknown);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, verify);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, send_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, settle_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, settle_spinner);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, match_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, no_match_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, record_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, watch_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, decide_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_pane);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_title);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_text);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, attention_next);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, links);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, resend_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, item_view);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, SptSubmissionPage, exchanges);
}

static void
spt_submission_page_init (SptSubmissionPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->aids = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), FALSE);
  g_object_bind_property_full (self->adaptive, "narrow", self->buttons, "orientation",
                               G_BINDING_SYNC_CREATE,
                               narrow_to_orientation, NULL, NULL, NULL);
  self->tick = g_timeout_add_seconds (5, tick_cb, self);
}

/**
 * spt_submission_page_new:
 * @desk: what it works with
 * @id: the submission
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_submission_page_new (SptDesk *desk,
                         gint64   id)
{
  return spt_submission_page_new_filtered (desk, id, 0);
}

/**
 * spt_submission_page_new_filtered:
 * @desk: what it works with
 * @id: the submission, one of an order
 * @states: bit set of 1 << SptState: the ones beside it are among those; 0 = all
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_submission_page_new_filtered (SptDesk *desk,
                                  gint64   id,
                                  guint    states)
{
  SptSubmissionPage *self = NULL;

  g_return_val_if_fail (SPT_IS_DESK (desk), NULL);

  self = g_object_new (SPT_TYPE_SUBMISSION_PAGE, "desk", desk, NULL);
  self->id = id;
  self->order_states = states;
  spt_item_view_set_submission (self->item_view, desk, id);
  g_signal_connect_object (spt_desk_get_store (desk), "changed", G_CALLBACK (store_changed_cb),
                           self, 0);
  _spt_submission_page_refresh (self);
  return SPT_PAGE (self);
}

/**
 * spt_submission_page_get_id:
 * @self: a submission page
 *
 * Returns: the submission it shows
 */
gint64
spt_submission_page_get_id (SptSubmissionPage *self)
{
  g_return_val_if_fail (SPT_IS_SUBMISSION_PAGE (self), 0);
  return self->id;
}
