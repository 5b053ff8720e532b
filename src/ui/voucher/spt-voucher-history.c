/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to one voucher: requests, phases, what people said and took upon themselves. */
#define G_LOG_DOMAIN "spt-voucher-history"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "ui/voucher/spt-voucher-step-words.h"

/* --- the words ------------------------------------------------------------------------------------- */

static char *
dup_day (const char *iso)
{
  SptDatetime date;

  return iso != NULL && spt_datetime_parse (iso, &date, NULL)
         ? spt_datetime_to_italian (&date, FALSE) : g_strdup (iso != NULL ? iso : "");
}

static void
describe_due (const SptDossierFact  *fact,
              char                 **title,
              char                 **text)
{
  g_autofree char *before = dup_day (fact->before);
  g_autofree char *after = dup_day (fact->after);

  if (*after == '\0')
    *title = g_strdup (_("Activation deadline taken away"));
  else if (strcmp (before, after) == 0)
    /* Translators: %s is a date */
    *title = g_strdup_printf (_("Activation deadline confirmed: %s"), after);
  else
    /* Translators: %s is a date */
    *title = g_strdup_printf (_("Activation deadline: %s"), after);
  if (*before != '\0' && strcmp (before, after) != 0)
    /* Translators: %s is a date, or where a voucher stood */
    *text = g_strdup_printf (_("Before: %s"), before);
}

static void
describe_fact (const SptDossierFact  *fact,
               char                 **title,
               char                 **text)
{
  const char *before = fact->before != NULL ? fact->before : "";
  const char *after = fact->after != NULL ? fact->after : "";

  if (strcmp (fact->kind, "found") == 0)
    {
      *title = g_strdup (_("Found on the portal: it was not made here"));
      *text = *after != '\0' ? g_strdup_printf ("PROTOCOLLO %s", after) : NULL;
    }
  else if (strcmp (fact->kind, "joined") == 0)
    {
      gboolean said = *fact->who != '\0'; /* by a person, of two that there were */

      *title = g_strdup (said ? _("Joined with one found on the portal")
                              : _("Recognised in the list of the service"));
      *text = !said && *after != '\0' ? g_strdup_printf ("PROTOCOLLO %s", after) : NULL;
    }
  else if (strcmp (fact->kind, "parted") == 0)
    {
      *title = g_strdup (_("Two vouchers again: the joining was taken back"));
      *text = NULL;
    }
  else if (strcmp (fact->kind, "apart") == 0)
    {
      *title = g_strdup (_("Not the same as one found on the portal"));
      *text = NULL;
    }
  else if (strcmp (fact->kind, "together") == 0)
    {
      *title = g_strdup (_("It may be the same as one found on the portal after all"));
      *text = NULL;
    }
  /* "step": moved by what we asked for; "phase": by itself. */
  else if (strcmp (fact->kind, "phase") == 0 || strcmp (fact->kind, "step") == 0)
    {
      *title = g_strdup (after);
      *text = *before != '\0' ? g_strdup_printf (_("Before: %s"), before) : NULL;
    }
  else if (strcmp (fact->kind, "due") == 0)
    {
      describe_due (fact, title, text);
    }
  else if (strcmp (fact->kind, "insisted") == 0)
    {
      /* Translators: %s is a step, such as "Activation" */
      *title = g_strdup_printf (_("%s prepared although unusual"),
                                _(spt_voucher_step_words (before)->title));
      /* Translators: %s is what somebody wrote */
      *text = g_strdup_printf (_("Reason: %s"), after);
    }
  else
    {
      *title = g_strdup (_("Note"));
      *text = g_strdup (after);
    }
}

/* --- the rows -------------------------------------------------------------------------------------- */

static GtkWidget *
new_sent_row (SptPage                *page,
              const SptRecordHistory *sent)
{
  GtkWidget *row = spt_record_page_new_sent_row (SPT_RECORD_PAGE (page), sent,
                                                 _(spt_voucher_step_words (sent->operation)->title));
  GtkWidget *icon = gtk_image_new_from_icon_name ("mail-send-symbolic");

  gtk_widget_add_css_class (icon, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);

  return row;
}

static void
add_part_button (GtkWidget *row)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Undo"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "voucher.part");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Take the joining back"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* The joining that can be taken back: the last one. */
static const SptDossierFact *
find_joining (SptVoucherPage *self,
              GPtrArray      *facts)
{
  for (guint i = self->joined != 0 ? facts->len : 0; i > 0; i--)
    {
      const SptDossierFact *fact = g_ptr_array_index (facts, i - 1);

      if (strcmp (fact->kind, "joined") == 0 && *fact->who != '\0')
        return fact;
    }

  return NULL;
}

static GtkWidget *
new_fact_row (SptPage              *page,
              const SptDossierFact *fact)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  GtkWidget *row;

  describe_fact (fact, &title, &text);
  row = spt_dossier_history_new_said (page, fact, title, text);
  if (fact == SPT_VOUCHER_PAGE (page)->joining)
    add_part_button (row);

  return row;
}

/**
 * _spt_voucher_history_add:
 * @page: the page
 * @loaded: what the archive has
 *
 * Shows what happened to a voucher, newest first.
 */
void
_spt_voucher_history_add (SptRecordPage *page,
                          SptRecordLoad *loaded)
{
  static const SptDossierHistory history = { SPT_KIND_VOUCHERS, new_sent_row, new_fact_row, NULL };
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);
  SptDossierLoad *dossier = (SptDossierLoad *) loaded;

  self->joining = find_joining (self, dossier->facts);
  spt_dossier_history_fill (&history, self->record->history_list, SPT_PAGE (self), dossier);
  self->joining = NULL;
}
