/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission in words: what, how much, how it stands, until when. */
#define G_LOG_DOMAIN "spt-submission-words"

#include "config.h"

#include "ui/spt-submission-words.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "outbox/spt-follow.h"
#include "service/spt-service.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-ui.h"

/**
 * spt_operation_label:
 * @operation: an operation's id
 *
 * Finds the label of an operation in the user's language.
 *
 * Returns: (transfer none): the label
 */
const char *
spt_operation_label (const char *operation)
{
  const SptOperationInfo *info = NULL;

  if (operation == NULL)
    return "";
  if (spt_services_find_operation (operation, &info) == NULL || info == NULL)
    return g_str_has_suffix (operation, SPT_FOLLOW_UNKNOWN) ? _("Upload of unknown kind")
                                                            : operation;
  return _(info->label);
}

static const SptSendWords *
find_words (const char              *operation,
            const SptOperationInfo **info)
{
  SptService *service = operation != NULL ? spt_services_find_operation (operation, info) : NULL;
  const SptRecordPages *pages = service != NULL && (*info)->record_kind != NULL
                                ? spt_record_pages_find ((*info)->record_kind) : NULL;

  return pages != NULL ? pages->send : NULL;
}

/**
 * spt_operation_is_feminine:
 * @operation: (nullable): an operation's id
 *
 * Says which noun the states of its records agree with, for spt_ui_state_word().
 *
 * Returns: whether with a debt position's; else with a submission's
 */
gboolean
spt_operation_is_feminine (const char *operation)
{
  const SptOperationInfo *info = NULL;

  if (operation != NULL)
    spt_services_find_operation (operation, &info);

  return spt_record_pages_is_feminine (info != NULL ? info->record_kind : NULL);
}

/**
 * spt_order_dup_title:
 * @operation: an operation's id
 * @n: how many
 *
 * Returns: (transfer full): "500 reservations"
 */
char *
spt_order_dup_title (const char *operation,
                     guint       n)
{
  const SptOperationInfo *info = NULL;
  const SptSendWords *words = find_words (operation, &info);
  g_autofree char *number = NULL;

  if (words != NULL && info->record_operation != NULL)
    return spt_send_words_dup_title (words, info->record_operation, n);
  number = spt_ui_format_count (n);
  return g_strdup_printf ("%s · %s", spt_operation_label (operation), number);
}

static void
append_count (GString    *line,
              const char *format,
              guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = spt_text_fill (format, "n", number, NULL);
  g_string_append_printf (line, "%s%s", line->len > 0 ? ", " : "", text);
}

/**
 * spt_order_dup_counts:
 * @n_done: accepted
 * @n_refused: refused
 * @n_uncertain: of which nobody knows
 * @n_not_sent: that did not get away
 * @n_stopped: withdrawn
 * @n_left: the rest
 *
 * Says how far an order of single requests is.
 *
 * Returns: (transfer full): "312 accepted, 4 refused, 184 to send"
 */
char *
spt_order_dup_counts (guint n_done,
                      guint n_refused,
                      guint n_uncertain,
                      guint n_not_sent,
                      guint n_stopped,
                      guint n_left)
{
  GString *line = g_string_new (NULL);

  /* Translators: counts of requests, as in "312 accepted, 4 refused, 184 to send"; {n} is a number */
  append_count (line, ngettext ("{n} accepted", "{n} accepted", n_done), n_done);
  append_count (line, ngettext ("{n} refused", "{n} refused", n_refused), n_refused);
  append_count (line, ngettext ("{n} uncertain", "{n} uncertain", n_uncertain), n_uncertain);
  append_count (line, ngettext ("{n} not sent", "{n} not sent", n_not_sent), n_not_sent);
  append_count (line, ngettext ("{n} stopped", "{n} stopped", n_stopped), n_stopped);
  append_count (line, ngettext ("{n} to send", "{n} to send", n_left), n_left);
  return g_string_free (line, FALSE);
}

/**
 * spt_submission_dup_title:
 * @submission: a submission
 *
 * Returns: (transfer full): what it is, in a few words
 */
char *
spt_submission_dup_title (SptSubmission *submission)
{
  g_autofree char *title = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *name = NULL;
  guint order_n = 0;

  g_return_val_if_fail (SPT_IS_SUBMISSION (submission), NULL);

  g_object_get (submission, "job-title", &title, "operation", &operation, "order-n", &order_n, "record-name", &name, NULL);
  /* The sheet that it came with says nothing of one out of many. */
  if (!spt_text_is_blank (name))
    return g_steal_pointer (&name);
  if (!spt_text_is_blank (title))
    return g_steal_pointer (&title);
  if (order_n > 0)
    return spt_order_dup_title (operation, order_n);
  return g_strdup (spt_operation_label (operation));
}

/**
 * spt_submission_dup_summary:
 * @submission: a submission
 *
 * Returns: (transfer full): account and counts in one line
 */
char *
spt_submission_dup_summary (SptSubmission *submission)
{
  g_autofree char *account = NULL;
  g_autofree char *items = NULL;
  g_autofree char *done = NULL;
  g_autofree char *refused = NULL;
  guint n_items = 0, n_done = 0, n_refused = 0, part = 0, n_parts = 0;
  SptEnvironment environment;
  gboolean followed = FALSE;
  g_autofree char *operation = NULL;
  const SptOperationInfo *info = NULL;
  const SptSendWords *words;
  struct { guint n, left, done, refused, uncertain, not_sent, stopped; } order = { 0 };
  GString *line = NULL;

  g_return_val_if_fail (SPT_IS_SUBMISSION (submission), NULL);

  g_object_get (submission, "account-name", &account, "environment", &environment,
                "n-items", &n_items, "n-done", &n_done, "n-refused", &n_refused, "followed",
                &followed, "part", &part, "n-parts", &n_parts, "operation", &operation, NULL);
  words = find_words (operation, &info);
  line = g_string_new (account);
  if (environment != SPT_ENVIRONMENT_PRODUCTION)
    g_string_append_printf (line, " (%s)", spt_ui_environment_word (environment));

  if (followed)
    g_string_append_printf (line, " · %s", _("made with other software"));
  if (part > 0 && n_parts > 1 && (words == NULL || !words->is_single))
    {
      g_autofree char *part_text = spt_ui_format_count (part);
      g_autofree char *parts_text = spt_ui_format_count (n_parts);

      g_string_append (line, " · ");
      /* Translators: one of the uploads that an order was divided into */
      g_string_append_printf (line, _("file %1$s of %2$s"), part_text, parts_text);
    }
  g_object_get (submission, "order-n", &order.n, "order-left", &order.left, "order-done",
                &order.done, "order-refused", &order.refused, "order-uncertain", &order.uncertain,
                "order-not-sent", &order.not_sent, "order-stopped", &order.stopped, NULL);
  if (order.n > 0)
    {
      g_autofree char *counts = spt_order_dup_counts (order.done, order.refused, order.uncertain,
                                                      order.not_sent, order.stopped, order.left);

      /* What changes comes first: at its end the line may be cut. */
      g_string_prepend (line, " · ");
      g_string_prepend (line, counts);
      return g_string_free (line, FALSE);
    }
  /* Of one record its state says all. */
  if (words != NULL && words->is_single && n_items <= 1)
    return g_string_free (line, FALSE);
  if (n_items > 0)
    {
      items = spt_ui_format_count (n_items);
      g_string_append (line, " · ");
      g_string_append_printf (line, ngettext ("%s record", "%s records", n_items), items);
    }
  if (n_refused > 0)
    {
      done = spt_ui_format_count (n_done);
      refused = spt_ui_format_count (n_refused);
      g_string_append (line, " · ");
      /* Translators: numbers of records */
      g_string_append_printf (line, _("%1$s accepted, %2$s refused"), done, refused);
    }
  return g_string_free (line, FALSE);
}

/**
 * spt_submission_dup_detail:
 * @submission: a submission
 * @now_utc_ms: the present
 *
 * Returns: (transfer full): what stands small behind the state
 */
char *
spt_submission_dup_detail (SptSubmission *submission,
                           gint64         now_utc_ms)
{
  const SptMessage *message = NULL;
  g_autofree char *when = NULL;
  gint64 next_check = 0, done = -1, total = -1, ordered_at = 0;
  guint order_n = 0;
  SptState state;

  g_return_val_if_fail (SPT_IS_SUBMISSION (submission), NULL);

  state = spt_submission_get_state (submission);
  g_object_get (submission, "next-check", &next_check, "progress-done", &done, "progress-total",
                &total,
                "ordered-at", &ordered_at, "order-n", &order_n, NULL);

  /* An order of which something is ordered is on its way as a whole. */
  if (state == SPT_STATE_READY)
    return g_strdup (ordered_at != 0 && order_n == 0 ? _("ordered") : _("not ordered"));
  if (state != SPT_STATE_WAITING && state != SPT_STATE_UNCERTAIN)
    return g_strdup ("");

  if (next_check == 0)
    return g_strdup ("");
  if (next_check <= now_utc_ms)
    return g_strdup (_("being asked now"));
  when = spt_ui_format_time (next_check, now_utc_ms);
  message = spt_submission_find_message (submission);
  if (state == SPT_STATE_WAITING && message != NULL &&
      g_strcmp0 (message->action, "ask-service") == 0)
    /* Translators: %1$s what is the matter: "Upload stuck", %2$s a time: "today 14:20" */
    return g_strdup_printf (_("%1$s, next check %2$s"), message->title, when);
  if (state == SPT_STATE_WAITING && total > 0 && done >= 0)
    {
      g_autofree char *done_text = spt_ui_format_count (done);
      g_autofree char *total_text = spt_ui_format_count (total);

      /* Translators: how far the service is, and when it is asked next: "120 of 312, next check
       * today 14:20" */
      return g_strdup_printf (_("%1$s of %2$s, next check %3$s"), done_text, total_text, when);
    }
  /* Translators: %s is a time: "today 14:20" */
  return g_strdup_printf (_("next check %s"), when);
}

/**
 * spt_submission_dup_day:
 * @utc_ms: when it was
 * @now_utc_ms: now
 *
 * Says on which day something was: "today", "yesterday", "16/12/2026".
 *
 * Returns: (transfer full): the words
 */
char *
spt_submission_dup_day (gint64 utc_ms,
                        gint64 now_utc_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (utc_ms / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_utc_ms / 1000);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (g_date_time_get_year (time) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (now))
    return g_strdup (_("Today"));
  if (g_date_time_get_year (time) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (time) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_("Yesterday"));
  /* Translators: strftime: the day over a group of submissions */
  return g_date_time_format (time, _("%A %d/%m/%Y"));
}

/**
 * spt_submission_find_message:
 * @submission: a submission
 *
 * Returns: (transfer none) (nullable): what the service's table, or the shared one, says about
 * its code
 */
const SptMessage *
spt_submission_find_message (SptSubmission *submission)
{
  g_autofree char *service = NULL;
  g_autofree char *code = NULL;

  g_return_val_if_fail (SPT_IS_SUBMISSION (submission), NULL);

  g_object_get (submission, "service", &service, "code", &code, NULL);
  if (code == NULL || *code == '\0')
    return NULL;
  return spt_messages_find (service, code);
}

/* Where no code says more. */
static char *
plain_sentence (SptSubmission  *submission,
                gint64          now_utc_ms,
                char          **next)
{
  g_autofree char *refused = NULL;
  guint n_refused = 0;
  gint64 ordered_at = 0;

  g_object_get (submission, "n-refused", &n_refused, "ordered-at", &ordered_at, NULL);
  switch (spt_submission_get_state (submission))
    {
    case SPT_STATE_DRAFT:
      return g_strdup (_("It is being put together."));
    case SPT_STATE_READY:
      if (ordered_at != 0)
        return g_strdup (_("It is checked and ordered, and leaves as soon as its turn comes."));
      *next = g_strdup (_("It leaves when it is sent."));
      return g_strdup (_("It is checked and ready; nothing has left yet."));
    case SPT_STATE_SENDING:
      return g_strdup (_("It is on its way to the service."));
    case SPT_STATE_WAITING:
      *next = g_strdup (_("The outcome is asked for by itself; nothing needs to be done."));
      return g_strdup (_("The service has taken it in charge and is working on it."));
    case SPT_STATE_DONE:
      return g_strdup (_("The service has accepted everything."));
    case SPT_STATE_PARTLY_DONE:
      refused = spt_ui_format_count (n_refused);
      *next = g_strdup (_("Fix what was refused and send it again."));
      return g_strdup_printf (ngettext ("The service has refused %s record and accepted the rest.",
                                        "The service has refused %s records and accepted the rest.", n_refused), refused);
    case SPT_STATE_REFUSED:
      *next = g_strdup (_("See the reason for each record, fix it and send again."));
      return g_strdup (_("The service has refused it; nothing was recorded there."));
    case SPT_STATE_NOT_SENT:
      *next = g_strdup (_("Remove the cause, then send it."));
      return g_strdup (_("Nothing has reached the service."));
    case SPT_STATE_UNCERTAIN:
      *next = g_strdup (_("Verify the outcome before sending again."));
      return g_strdup (_("It left and no answer came: the service may have recorded it or not."));
    case SPT_STATE_CANCELLED:
      return g_strdup (_("It was withdrawn and does not leave."));
    case SPT_STATE_TO_FIX:
    default:
      return g_strdup ("");
    }
}

/**
 * spt_submission_dup_sentence:
 * @submission: a submission
 * @now_utc_ms: the present
 * @next: (out) (nullable): the next step
 *
 * How it stands, in one plain sentence from the message table where its code has one.
 *
 * Returns: (transfer full): the sentence
 */
char *
spt_submission_dup_sentence (SptSubmission  *submission,
                             gint64          now_utc_ms,
                             char          **next)
{
  const SptMessage *message = NULL;
  g_autofree char *service_words = NULL;
  SptState state;

  g_return_val_if_fail (SPT_IS_SUBMISSION (submission), NULL);
  g_return_val_if_fail (next != NULL, NULL);

  *next = NULL;
  state = spt_submission_get_state (submission);
  message = spt_submission_find_message (submission);
  /* A code from an earlier try says nothing about one that has ended well. */
  if (message == NULL || state == SPT_STATE_DONE || state == SPT_STATE_PARTLY_DONE ||
      state == SPT_STATE_CANCELLED)
    return plain_sentence (submission, now_utc_ms, next);

  g_object_get (submission, "message", &service_words, NULL);
  *next = g_strdup (message->next);
  return spt_message_dup_sentence (message, service_words);
}
