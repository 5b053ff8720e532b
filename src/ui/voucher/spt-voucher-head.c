/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above the form of one voucher: whose it is, where it stands, what can be done now. */
#define G_LOG_DOMAIN "spt-voucher-head"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

char *
_spt_voucher_page_dup_name (SptRecordPage *page)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);
  const SptDossierData *data = _spt_voucher_page_get_data (self);
  g_autofree char *name = NULL;

  if (_spt_voucher_page_is_firm (self))
    name = g_strdup (spt_form_get_text (self->record->form, "impresa.ragioneSociale"));
  else
    name = g_strdup_printf ("%s %s", spt_form_get_text (self->record->form, "famiglia.cognome"),
                            spt_form_get_text (self->record->form, "famiglia.nome"));
  g_strstrip (name);
  if (*name != '\0')
    return g_steal_pointer (&name);
  return g_strdup (*data->name != '\0' ? data->name : data->key);
}

char *
_spt_voucher_page_dup_what (SptRecordPage *page)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);
  const char *code = spt_form_get_text (self->record->form, _spt_voucher_page_is_firm (self)
                                        ? VOUCHER_FIRM_CODE : VOUCHER_FAMILY_CODE);
  const char *sort = _spt_voucher_page_is_firm (self) ? _("Firm") : _("Family");

  return *code != '\0' ? g_strdup_printf ("%s · %s", sort, code) : g_strdup (sort);
}

static void
update_account (SptVoucherPage *self)
{
  SptAccount *account = _spt_voucher_page_get_account (self);

  gtk_label_set_text (self->account_label, account != NULL ? spt_account_get_name (account)
                                                           : _("No account chosen"));
  spt_ui_tag_account (self->environment_label, account);
}

/* Since when it stands there, and what that means for whoever waits. */
static void
update_phase (SptVoucherPage *self)
{
  const SptDossierData *data = _spt_voucher_page_get_data (self);
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean waits = strcmp (data->stage, "asked") == 0 || strcmp (data->stage, "held") == 0 ||
                   (*data->phase != '\0' && *data->stage == '\0');

  spt_voucher_line_set (self->line, data->phase, data->stage, _spt_voucher_page_is_firm (self));
  if (*data->phase != '\0' && data->phase_since != 0)
    {
      g_autofree char *when = spt_ui_format_time (data->phase_since, now);

      /* Translators: the first %s is where a voucher stands, in the service's words; the second a date */
      g_string_append_printf (text, _("“%s” since %s."), data->phase, when);
    }
  if (*data->phase != '\0' && *data->stage == '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                            _("These words of the service are not known here: what may follow is for a person to judge."));
  else if (strcmp (data->stage, "asked") == 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                            _("Nothing to do for now: Sportello asks where it stands every quarter of an hour."));
  else if (strcmp (data->stage, "held") == 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                            _("The service holds it, for instance for want of funds; Sportello goes on asking."));
  gtk_label_set_text (self->phase_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->phase_label), text->len > 0);
  gtk_widget_set_visible (self->ask_button, (waits || strcmp (data->stage, "open") == 0) &&
                          _spt_voucher_page_get_account (self) != NULL);
}

/**
 * _spt_voucher_page_update:
 * @page: the page
 *
 * What stands above the form and what can be done, anew.
 */
void
_spt_voucher_page_update (SptRecordPage *page)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (page);
  const SptDossierData *data = _spt_voucher_page_get_data (self);
  gboolean numbered = data->remote_id != NULL && *data->remote_id != '\0';

  update_account (self);
  gtk_widget_set_visible (self->number_box, numbered);
  gtk_label_set_text (self->number_label, numbered ? data->remote_id : "");
  /* What the service has, it has: only a step carries anything more there. */
  gtk_widget_set_visible (self->note_label, *data->phase != '\0' && !data->is_found);
  update_phase (self);
  g_object_set (self->found_strip, "revealed", data->is_found && !self->record->closed, NULL);
  _spt_voucher_due_update (self);
  _spt_voucher_steps_update (self);
}
