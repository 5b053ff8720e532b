/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one record: the submissions that it was in, and why the last one was refused. */
#define G_LOG_DOMAIN "spt-record-page-history"

#include "config.h"

#include "ui/spt-record-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "ui/spt-issue-row.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-submission-words.h"

static const SptMessage *
find_message (const SptRecordHistory  *entry,
              const SptOperationInfo **info)
{
  SptService *service = spt_services_find_operation (entry->operation, info);

  return entry->code == NULL || service == NULL ? NULL
         : spt_messages_find (spt_service_get_info (service)->id, entry->code);
}

/**
 * spt_record_page_new_sent_row:
 * @self: the page
 * @entry: a submission that it was in
 * @title: (nullable): what was asked; %NULL = as the operation is called
 *
 * Returns: (transfer floating): its row, which leads to it
 */
GtkWidget *
spt_record_page_new_sent_row (SptRecordPage          *self,
                              const SptRecordHistory *entry,
                              const char             *title)
{
  GtkWidget *row;
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", spt_record_pages_is_feminine (KIND (self)->record),
                                   "whole", TRUE, "state", entry->state, "valign", GTK_ALIGN_CENTER, NULL);
  const SptOperationInfo *info = NULL;
  const SptMessage *message = find_message (entry, &info);
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  g_autofree char *when = spt_ui_format_time (entry->state_since, now);
  g_autoptr (GString) subtitle = g_string_new (NULL);

  g_string_append_printf (subtitle, "%s · %s", when, entry->account_name);
  if (message != NULL)
    {
      g_autofree char *text = spt_message_dup_sentence (message, entry->message);

      g_string_append_printf (subtitle, "\n%s", text);
    }
  else if (entry->message != NULL && entry->state != SPT_STATE_DONE)
    {
      g_string_append_printf (subtitle, "\n%s", entry->message);
    }
  if (entry->reason != NULL)
    {
      g_autofree char *reason = g_strdup_printf (_("Reason of the deletion: %s"), entry->reason);

      g_string_append_printf (subtitle, "\n%s", reason);
    }
  if (title == NULL)
    title = info != NULL ? _(info->label) : spt_operation_label (entry->operation);

  row = spt_ui_new_row (title, subtitle->str);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  spt_ui_lead_row (row, "win.open-submission", g_variant_new_int64 (entry->submission_id));

  return row;
}

/**
 * spt_record_page_lead_to:
 * @row: of the history
 * @kind: a kind of records; kept
 * @id: one of them
 *
 * The row leads to that record.
 */
void
spt_record_page_lead_to (GtkWidget  *row,
                         const char *kind,
                         gint64      id)
{
  spt_ui_lead_row (row, NULL, NULL);
  g_object_set_data_full (G_OBJECT (row), "spt-id", g_memdup2 (&id, sizeof id), g_free);
  g_object_set_data (G_OBJECT (row), "spt-kind", (gpointer) kind);
}

void
_spt_record_page_open_entry (SptRecordPage *self,
                             GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-id");

  if (id != NULL)
    spt_window_open_record (spt_window_of (GTK_WIDGET (self)), g_object_get_data (G_OBJECT (row), "spt-kind"), *id, NULL);
}

/* --- refusals -------------------------------------------------------------------------------------- */

/* (nullable): the last submission, where the record stands as refused because of it. */
static const SptRecordHistory *
find_refusal (SptRecordPage *self,
              GPtrArray     *history)
{
  const SptRecordHistory *last = history != NULL && history->len > 0 ? g_ptr_array_index (history, 0) : NULL;

  return last != NULL && last->state == SPT_STATE_REFUSED &&
         spt_record_page_get_parts (self)->state == SPT_STATE_REFUSED ? last : NULL;
}

/* One mends what one has just read. */
static void
show_refusal (SptRecordPage *self,
              GPtrArray     *history)
{
  const SptRecordHistory *last = find_refusal (self, history);
  const SptOperationInfo *info = NULL;
  const SptMessage *message = last != NULL ? find_message (last, &info) : NULL;
  const char *said = last != NULL && last->message != NULL ? last->message : "";
  const char *ask = KIND (self)->ask_action;
  g_autofree char *filled = message != NULL ? spt_message_dup_sentence (message, said)
                                            : g_strdup (said);
  g_autofree char *text = message != NULL && message->next != NULL
                          ? g_strdup_printf ("%s %s", filled, message->next) : g_strdup (filled);

  /* Where the words say to look at the list, that is one click. */
  g_object_set (_spt_record_page_get (self)->refused_strip, "text", text, "button-label",
                ask != NULL && message != NULL && g_strcmp0 (message->action, "watch") == 0 ? _("Ask Now") : NULL,
                "action-name", ask, "revealed", *text != '\0', NULL);
}

char *
_spt_record_page_dup_refused_place (SptRecordPage *self,
                                    GPtrArray     *history)
{
  const SptRecordHistory *last = find_refusal (self, history);
  const SptOperationInfo *info = NULL;
  const SptMessage *message = last != NULL ? find_message (last, &info) : NULL;

  return message != NULL ? g_strdup (message->field) : NULL;
}

void
_spt_record_refused_free (SptRecordRefused *self)
{
  g_free (self->path);
  g_free (self->words);
  g_free (self->value);
  g_free (self);
}

void
_spt_record_page_begin_refused (SptRecordPage *self,
                                SptRecordLoad *loaded,
                                gboolean       fresh)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  const SptRecordHistory *last = loaded->history != NULL && loaded->history->len > 0
                                 ? g_ptr_array_index (loaded->history, 0) : NULL;
  gint64 submission = last != NULL ? last->submission_id : 0;

  /* What stands in the form need not be what was refused any more: what was noted of it is. */
  priv->keeps_refused = !fresh && priv->refused->len > 0 && submission == priv->refused_by;
  priv->refused_by = submission;
  if (!priv->keeps_refused)
    g_ptr_array_set_size (priv->refused, 0);
}

/**
 * spt_record_page_add_refused:
 * @self: the page
 * @path: where in the record, as issues have it
 * @words: what the service said of it
 *
 * Marks a place that the service named when it refused the record as the archive has it. To be called in the show() of a
 * class. A field is marked until its value is another one; what is about no field until anything is changed.
 */
void
spt_record_page_add_refused (SptRecordPage *self,
                             const char    *path,
                             const char    *words)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptRecordRefused *refused;

  g_return_if_fail (SPT_IS_RECORD_PAGE (self));
  g_return_if_fail (path != NULL);
  g_return_if_fail (words != NULL);

  if (priv->keeps_refused)
    return;
  refused = g_new0 (SptRecordRefused, 1);
  refused->path = g_strdup (path);
  refused->words = g_strdup (words);
  g_ptr_array_add (priv->refused, refused);
}

void
_spt_record_page_end_refused (SptRecordPage *self,
                              SptRecordLoad *loaded)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  const SptRecordHistory *last = find_refusal (self, loaded->history);
  g_autofree char *place = last != NULL ? _spt_record_page_dup_refused_place (self, loaded->history) : NULL;
  g_autofree char *path = NULL;

  if (place != NULL && priv->refused->len == 0 && priv->parts.form != NULL)
    {
      const SptOperationInfo *info = NULL;
      const SptMessage *message = find_message (last, &info);

      path = spt_issue_dup_field_path (spt_form_get_schema (priv->parts.form), place);
      if (path != NULL)
        spt_record_page_add_refused (self, path, last->message != NULL && *last->message != '\0' ? last->message
                                                 : message->title);
    }
  priv->keeps_refused = FALSE;
}

void
_spt_record_page_add_refused (SptRecordPage *self,
                              SptIssueList  *issues)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  SptForm *form = priv->parts.form;
  gboolean modified = spt_form_get_modified (form);

  for (guint i = 0; i < priv->refused->len; i++)
    {
      SptRecordRefused *refused = g_ptr_array_index (priv->refused, i);
      SptFormField *field = spt_form_find_field (form, refused->path);

      /* The form has what was refused until somebody changes it. */
      if (refused->value == NULL && field != NULL && !modified)
        refused->value = g_strdup (spt_form_field_get_text (field));
      if (field != NULL ? g_strcmp0 (refused->value, spt_form_field_get_text (field)) == 0 : !modified)
        spt_issue_list_add (issues, SPT_ISSUE_WARNING, "base", SPT_ISSUE_SERVICE_SAID, 0, refused->path, refused->words, NULL);
    }
}

/* --- the list -------------------------------------------------------------------------------------- */

void
_spt_record_page_add_submissions (SptRecordPage *self,
                                  SptRecordLoad *loaded)
{
  GtkListBox *list = spt_record_page_get_parts (self)->history_list;

  for (guint i = 0; loaded->history != NULL && i < loaded->history->len; i++)
    gtk_list_box_append (list, spt_record_page_new_sent_row (self, g_ptr_array_index (loaded->history, i), NULL));
}

void
_spt_record_page_show_history (SptRecordPage *self,
                               SptRecordLoad *loaded)
{
  SptRecordPagePrivate *priv = _spt_record_page_get (self);
  GtkListBox *list = priv->parts.history_list;
  GtkListBoxRow *row;
  gboolean some;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  SPT_RECORD_PAGE_GET_CLASS (self)->add_history (self, loaded);
  some = gtk_list_box_get_row_at_index (list, 0) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (list), some);
  if (KIND (self)->history_empty != NULL)
    gtk_stack_set_visible_child_name (priv->history_stack, some ? "list" : "empty");
  show_refusal (self, loaded->history);
}
