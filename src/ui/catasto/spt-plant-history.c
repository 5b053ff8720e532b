/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to a plant: what was sent and what became of it, what people said. */
#define G_LOG_DOMAIN "spt-plant-history"

#include "config.h"

#include "ui/catasto/spt-plant-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-messages.h"
#include "ui/catasto/spt-plant-words.h"
#include "ui/spt-dossier-history.h"

static char *
dup_what (const SptPlantEvent *event)
{
  const char *word = spt_plant_type_word (event->type);

  return event->detail != NULL && *event->detail != '\0' ? g_strdup_printf (_("%s: %s"), word, event->detail)
         : g_strdup (word);
}

/* --- what was sent ----------------------------------------------------------------------------------- */

static GtkWidget *
new_sent_row (SptPlantPage        *self,
              const SptPlantEvent *event)
{
  const SptRecordHistory *sent = event->sent;
  const SptOperationInfo *info = NULL;
  SptService *service = spt_services_find_operation (sent->operation, &info);
  const SptMessage *message = sent->code != NULL && service != NULL
                              ? spt_messages_find (spt_service_get_info (service)->id, sent->code) : NULL;
  g_autofree char *when = spt_ui_format_time (sent->state_since, self->loaded->now);
  g_autofree char *sentence = message != NULL ? spt_message_dup_sentence (message, sent->message)
                              : g_strdup (sent->state != SPT_STATE_DONE ? sent->message : NULL);
  g_autofree char *text = g_strdup_printf ("%s · %s%s%s", when, sent->account_name, sentence != NULL ? "\n" : "",
                                           sentence != NULL ? sentence : "");
  g_autofree char *what = dup_what (event);
  GtkWidget *row = spt_ui_new_row (what, text);
  GtkWidget *icon = gtk_image_new_from_icon_name ("mail-send-symbolic");

  gtk_widget_add_css_class (icon, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (SPT_TYPE_STATE_LABEL, "state", sent->state, "whole", TRUE, "valign",
                                           GTK_ALIGN_CENTER, NULL));
  spt_ui_lead_row (row, "win.open-submission", g_variant_new_int64 (sent->submission_id));

  return row;
}

/* --- what became known ------------------------------------------------------------------------------- */

/* The intervention that a fact of the plant names. */
static char *
dup_named (SptPlantPage *self,
           const char   *number)
{
  gint64 id = number != NULL ? g_ascii_strtoll (number, NULL, 10) : 0;

  for (guint i = 0; i < self->loaded->items->len; i++)
    {
      const SptPlantItem *item = g_ptr_array_index (self->loaded->items, i);

      if (spt_row_get_id (SPT_ROW (item->dossier)) == id)
        return g_strdup (spt_plant_type_word (spt_dossier_get_data (item->dossier)->type));
    }

  return g_strdup ("");
}

static void
describe_present (const SptDossierFact  *fact,
                  char                 **title,
                  char                 **text)
{
  g_autofree char *date = spt_plant_dup_date (fact->before);
  const char *source = fact->after != NULL ? fact->after : "";

  *title = g_strdup (_("Marked as already present in the register"));
  *text = *date != '\0' && *source != '\0' ? g_strdup_printf ("%s · %s", date, source)
          : g_strdup (*date != '\0' ? date : *source != '\0' ? source : NULL);
}

/* "2026-01-01/2026-12-31", as the archive notes it. */
static char *
dup_contract (const char *noted)
{
  g_auto (GStrv) days = noted != NULL ? g_strsplit (noted, "/", 2) : NULL;
  g_autofree char *since = days != NULL && days[0] != NULL ? spt_plant_dup_date (days[0]) : g_strdup ("");
  g_autofree char *until = days != NULL && days[0] != NULL && days[1] != NULL ? spt_plant_dup_date (days[1]) : g_strdup ("");

  if (*until == '\0')
    return NULL;
  if (*since == '\0')
    /* Translators: %s is a date: the contract's last day */
    return g_strdup_printf (C_("contract", "until %s"), until);
  /* Translators: both %s are dates: the contract's first and last day */
  return g_strdup_printf (C_("contract", "from %s to %s"), since, until);
}

static void
describe_contract (const SptDossierFact  *fact,
                   char                 **title,
                   char                 **text)
{
  g_autofree char *before = dup_contract (fact->before);
  g_autofree char *after = dup_contract (fact->after);

  *title = g_strdup (after == NULL ? _("The end of the contract was taken away") : before == NULL
                     ? _("The end of the contract was noted") : _("The end of the contract was changed"));
  if (after == NULL || before == NULL)
    *text = g_strdup (after != NULL ? after : before);
  else
    /* Translators: what is noted of a contract now, and was before: "until 31/12/2027, before: until 31/12/2026" */
    *text = g_strdup_printf (_("%s, before: %s"), after, before);
}

/* FALSE: nothing that a person would look for. */
static gboolean
describe (SptPlantPage         *self,
          const SptPlantEvent  *event,
          char                **title,
          char                **text)
{
  const SptDossierFact *fact = event->fact;
  g_autofree char *what = event->type != NULL ? dup_what (event) : NULL;

  if (strcmp (fact->kind, "present") == 0)
    {
      describe_present (fact, title, text);
      return TRUE;
    }
  if (strcmp (fact->kind, "contract") == 0)
    {
      describe_contract (fact, title, text);
      return TRUE;
    }
  if (strcmp (fact->kind, "revoked") == 0)
    *title = g_strdup (_("“Already present” was revoked"));
  else if (strcmp (fact->kind, "applied") == 0)
    {
      *title = g_strdup (_("The libretto has what was accepted"));
      *text = dup_named (self, fact->after);
    }
  else if (strcmp (fact->kind, "libretto") == 0)
    {
      *title = g_strdup (_("The libretto was corrected here"));
      *text = dup_named (self, fact->after);
    }
  else if (strcmp (fact->kind, "not-applied") == 0)
    {
      g_autofree char *name = dup_named (self, fact->before);

      *title = g_strdup (_("Accepted, but not yet in the libretto"));
      *text = g_strdup_printf (_("%s. It is tried again when the schemas can read it."), name);
    }
  else if (strcmp (fact->kind, "abandoned") == 0)
    {
      *title = g_strdup (_("Taken out of the queue"));
      *text = g_steal_pointer (&what);
    }
  else if (strcmp (fact->kind, "taken-up") == 0)
    {
      *title = g_strdup (_("Put back into the queue"));
      *text = g_steal_pointer (&what);
    }
  else if (strcmp (fact->kind, "note") == 0)
    {
      *title = g_strdup (_("Note"));
      *text = g_strdup (fact->after);
    }

  return *title != NULL;
}

/**
 * _spt_plant_page_show_history:
 * @self: the page
 *
 * Tells what happened, the newest first.
 */
void
_spt_plant_page_show_history (SptPlantPage *self)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->history_list))) != NULL)
    gtk_list_box_remove (self->history_list, child);
  for (guint i = 0; i < self->loaded->events->len; i++)
    {
      const SptPlantEvent *event = g_ptr_array_index (self->loaded->events, i);
      g_autofree char *title = NULL;
      g_autofree char *text = NULL;

      if (event->sent == NULL && !describe (self, event, &title, &text))
        continue;
      gtk_list_box_append (self->history_list, event->sent != NULL ? new_sent_row (self, event)
                           : spt_dossier_history_new_said (SPT_PAGE (self), event->fact, title, text));
      n++;
    }
  gtk_stack_set_visible_child_name (self->history_stack, n > 0 ? "list" : "empty");
}
