/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of one debt position: each submission that it was in, with its outcome. */
#define G_LOG_DOMAIN "spt-position-history"

#include "config.h"

#include "spt-position-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "base/spt-text.h"
#include "ui/spt-submission-words.h"
#include "ui/spt-window.h"

static const SptMessage *
find_message (const SptRecordHistory  *entry,
              const SptOperationInfo **info)
{
  SptService *service = spt_services_find_operation (entry->operation, info);

  return entry->code == NULL || service == NULL ? NULL
         : spt_messages_find (spt_service_get_info (service)->id, entry->code);
}

static GtkWidget *
make_history_row (SptPositionPage        *self,
                  const SptRecordHistory *entry)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, "state", entry->state,
                                   "valign", GTK_ALIGN_CENTER, NULL);
  const SptOperationInfo *info = NULL;
  const SptMessage *message = find_message (entry, &info);
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  g_autofree char *when = spt_ui_format_time (entry->state_since, now);
  g_autoptr (GString) subtitle = g_string_new (NULL);

  g_string_append_printf (subtitle, "%s · %s", entry->account_name, when);
  if (message != NULL)
    g_string_append_printf (subtitle, "\n%s", message->text);
  else if (entry->message != NULL && entry->state != SPT_STATE_DONE)
    g_string_append_printf (subtitle, "\n%s", entry->message);
  if (entry->reason != NULL)
    {
      g_autofree char *reason = g_strdup_printf (_("Reason of the deletion: %s"), entry->reason);

      g_string_append_printf (subtitle, "\n%s", reason);
    }

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 info != NULL ? _(info->label)
                                 : spt_operation_label (entry->operation));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "spt-submission",
                          g_memdup2 (&entry->submission_id, sizeof entry->submission_id), g_free);
  return row;
}

/* Why the service refused it, for as long as it stands as refused: one mends what one has just read. */
static void
show_refusal (SptPositionPage *self,
              GPtrArray       *history)
{
  const SptRecordHistory *last = history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  gboolean refused = self->state == SPT_STATE_REFUSED && last != NULL && last->state == SPT_STATE_REFUSED;
  const SptOperationInfo *info = NULL;
  const SptMessage *message = refused ? find_message (last, &info) : NULL;
  const char *said = refused && last->message != NULL ? last->message : "";
  g_autofree char *filled = message != NULL ? spt_text_fill (message->text, "message", said, NULL) : g_strdup (said);
  g_autofree char *text = message != NULL && message->next != NULL
    ? g_strdup_printf ("%s %s", filled, message->next) : g_steal_pointer (&filled);

  g_object_set (self->refused_strip, "text", text, "revealed", refused && *text != '\0', NULL);
}

/**
 * _spt_position_page_dup_refused_place:
 * @self: the page
 * @history: (element-type SptRecordHistory): newest first
 *
 * Finds the field that the last refusal is about, as far as its code says it.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
_spt_position_page_dup_refused_place (SptPositionPage *self,
                                      GPtrArray       *history)
{
  const SptRecordHistory *last = history->len > 0 ? g_ptr_array_index (history, 0) : NULL;
  const SptOperationInfo *info = NULL;
  const SptMessage *message = self->state == SPT_STATE_REFUSED && last != NULL &&
                              last->state == SPT_STATE_REFUSED ? find_message (last, &info) : NULL;

  return message != NULL ? g_strdup (message->field) : NULL;
}

/**
 * _spt_position_page_show_history:
 * @self: the page
 * @history: (element-type SptRecordHistory): newest first
 *
 * Shows what a position went through.
 */
void
_spt_position_page_show_history (SptPositionPage *self,
                                 GPtrArray       *history)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->history_list))) != NULL)
    gtk_list_box_remove (self->history_list, row);
  for (guint i = 0; i < history->len; i++)
    gtk_list_box_append (self->history_list,
                         make_history_row (self, g_ptr_array_index (history, i)));
  gtk_stack_set_visible_child_name (self->history_stack, history->len > 0 ? "list" : "empty");
  show_refusal (self, history);
}

/**
 * _spt_position_page_open_entry:
 * @self: the page
 * @row: a row of the history
 *
 * Opens the submission that a row is about.
 */
void
_spt_position_page_open_entry (SptPositionPage *self,
                               GtkListBoxRow   *row)
{
  const gint64 *id = g_object_get_data (G_OBJECT (row), "spt-submission");

  spt_window_open_submission (spt_window_of (GTK_WIDGET (self)), *id);
}
