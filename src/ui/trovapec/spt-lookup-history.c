/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one look-up: requests, results, what people said. */
#define G_LOG_DOMAIN "spt-lookup-history"

#include "config.h"

#include "ui/trovapec/spt-lookup-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "service/spt-service.h"
#include "services/trovapec/spt-trovapec-answer.h"
#include "ui/spt-dossier-history.h"

static const SptMessage *
find_message (const SptRecordHistory *entry)
{
  const SptOperationInfo *info = NULL;
  SptService *service = spt_services_find_operation (entry->operation, &info);

  return entry->code == NULL || service == NULL ? NULL
         : spt_messages_find (spt_service_get_info (service)->id, entry->code);
}

static char *
dup_words (const SptRecordHistory *entry,
           gboolean                with_next)
{
  const SptMessage *message = find_message (entry);
  const char *said = entry->message != NULL ? entry->message : "";
  /* What the way there has to say is for logs. */
  gboolean is_own = entry->code != NULL && g_str_has_prefix (entry->code, SPT_TROVAPEC_DOMAIN "-");
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  if (message == NULL)
    return g_strdup (said);
  text = spt_message_dup_sentence (message, said);
  if (is_own && *said != '\0' && strstr (message->text, "{message}") == NULL)
    /* Translators: what a service answered, as it came */
    words = g_strdup_printf (_(" Its words: “%s”."), said);

  return g_strdup_printf ("%s%s%s%s", text, words != NULL ? words : "", with_next && message->next != NULL ? " " : "",
                          with_next && message->next != NULL ? message->next : "");
}

char *
_spt_lookup_page_dup_message (SptLookupPage *self)
{
  GPtrArray *history = self->loaded->dossier.record.history;

  return history->len > 0 ? dup_words (g_ptr_array_index (history, 0), TRUE) : g_strdup ("");
}

/* --- the rows ---------------------------------------------------------------------------------------- */

static GtkWidget *
new_sent_row (SptPage                *page,
              const SptRecordHistory *entry)
{
  gint64 now = spt_desk_get_now (spt_page_get_desk (page));
  g_autofree char *when = spt_ui_format_time (entry->state_since, now);
  g_autofree char *words = dup_words (entry, FALSE);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s%s%s", when, entry->account_name, *words != '\0' ? "\n" : "", words);
  gboolean is_cancel = g_str_has_suffix (entry->operation, ".cancel");
  GtkWidget *state = g_object_new (SPT_TYPE_STATE_LABEL, "of-record", TRUE, "whole", TRUE, "state", entry->state, "valign",
                                   GTK_ALIGN_CENTER, NULL);
  GtkWidget *row = spt_dossier_history_new_row (is_cancel ? C_("look-up", "Cancellation") : C_("look-up", "Look-up"),
                                                subtitle, "mail-send-symbolic");

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  spt_ui_lead_row (row, "win.open-submission", g_variant_new_int64 (entry->submission_id));

  return row;
}

static char *
dup_fact_title (const SptDossierFact *fact)
{
  const char *after = fact->after != NULL ? fact->after : "";

  if (strcmp (fact->kind, "result") == 0)
    return *after != '\0' ? g_strdup (after) : g_strdup (_("Nothing was found"));
  if (strcmp (fact->kind, "kept") == 0)
    return g_strdup (_("The subject keeps the address it had"));
  if (strcmp (fact->kind, "phase") == 0 || strcmp (fact->kind, "step") == 0)
    return g_strdup (after);

  return g_strdup (*after != '\0' ? after : _("Note"));
}

static GtkWidget *
new_fact_row (SptPage              *page,
              const SptDossierFact *fact)
{
  g_autofree char *title = dup_fact_title (fact);

  return spt_dossier_history_new_said (page, fact, title, NULL);
}

static char *
dup_reason (const SptDossierOverride *override)
{
  return g_strdup (override->reason);
}

void
_spt_lookup_page_show_history (SptLookupPage *self)
{
  static const SptDossierHistory history = { SPT_KIND_LOOKUPS, new_sent_row, new_fact_row, dup_reason };
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->history_list))) != NULL)
    gtk_list_box_remove (self->history_list, row);
  spt_dossier_history_fill (&history, self->history_list, SPT_PAGE (self), &self->loaded->dossier);
  gtk_widget_set_visible (self->history_group, gtk_widget_get_first_child (GTK_WIDGET (self->history_list)) != NULL);
}
