/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other voucher that may be this one: proposed on the page of either, joined by a click, parted
 * again as long as nothing was sent. */
#define G_LOG_DOMAIN "spt-voucher-same"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-text.h"
#include "store/spt-store-views.h"
#include "ui/spt-window.h"
#include "ui/voucher/spt-vouchers-same.h"

/* Clocks differ (services facts 4.10). */
#define CLOCK_SLACK_MS (5 * G_GINT64_CONSTANT (60000))

/* When the first request of this voucher was made; 0 = none was. */
static gint64
get_first_request (const SptVoucherLoad *loaded)
{
  const SptRecordHistory *first = loaded->dossier.record.history->len > 0
                                  ? g_ptr_array_index (loaded->dossier.record.history, loaded->dossier.record.history->len - 1) : NULL;

  return first != NULL ? first->created : 0;
}

static SptEnvironment
get_environment (const SptVoucherLoad *loaded)
{
  gint64 id = spt_dossier_get_data (loaded->other)->account_id;

  if (id == 0)
    id = spt_dossier_get_data (loaded->dossier.dossier)->account_id;
  for (guint i = 0; i < loaded->dossier.accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (loaded->dossier.accounts, i);

      if (spt_account_get_id (account) == id)
        return spt_account_get_environment (account);
    }

  return SPT_ENVIRONMENT_PRODUCTION;
}

/* What the portal has, on the page of what was made here. */
static char *
dup_found_words (SptVoucherPage       *self,
                 const SptVoucherLoad *loaded)
{
  const SptDossierData *other = spt_dossier_get_data (loaded->other);
  gint64 now = spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self)));
  gint64 first = get_first_request (loaded);
  g_autofree char *when = spt_ui_format_time (other->taken, now);
  g_autofree char *is_one =
    /* Translators: {number} and {phase} are the service's, {when} is a date */
    spt_text_fill (other->taken != 0
                   ? _("The portal has a voucher of the same tax code: PROTOCOLLO {number}, “{phase}”, reserved {when}.")
                   : _("The portal has a voucher of the same tax code: PROTOCOLLO {number}, “{phase}”."),
                   "number", other->remote_id, "phase", other->phase, "when", when, NULL);

  if (first != 0 && other->taken != 0 && other->taken < first - CLOCK_SLACK_MS)
    return g_strdup_printf ("%s %s", is_one, _("It was reserved before the first request from here."));

  return g_steal_pointer (&is_one);
}

/* The one made here, on the page of what the portal has. */
static char *
dup_made_words (SptVoucherPage       *self,
                const SptVoucherLoad *loaded)
{
  const SptDossierData *other = spt_dossier_get_data (loaded->other);

  /* Translators: {name} is whom a voucher is for, {state} where it stands: "Refused" */
  return spt_text_fill (_("A voucher of the same tax code was made here: {name} ({state})."),
                        "name", *other->name != '\0' ? other->name : other->key,
                        "state", spt_ui_state_word (other->state, FALSE), NULL);
}

/**
 * _spt_voucher_same_show:
 * @self: the page
 * @loaded: what the archive has
 *
 * Proposes the other voucher that may be this one (services facts 4.10: the tax code only proposes), as
 * after a refusal because it is there already: that it is ours a person says.
 */
void
_spt_voucher_same_show (SptVoucherPage *self,
                        SptVoucherLoad *loaded)
{
  gboolean proposes = loaded->pair.made != 0;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  self->pair = loaded->pair;
  self->joined = loaded->joined;
  if (proposes)
    {
      words = loaded->pair.made == loaded->dossier.record.id ? dup_found_words (self, loaded)
                                              : dup_made_words (self, loaded);
      /* The test environment is everybody's: the same code may be another operator's. */
      text = get_environment (loaded) == SPT_ENVIRONMENT_TEST
             ? g_strdup_printf ("%s %s", _("Possible match."), words) : g_strdup (words);
      g_object_set (self->same_strip, "text", text, "button-label",
                    loaded->pair.made == loaded->dossier.record.id ? _("It Is the Same") : _("Open It"), NULL);
    }
  g_object_set (self->same_strip, "revealed", proposes, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "voucher.same", proposes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "voucher.compare",
                                 proposes && loaded->pair.made == loaded->dossier.record.id);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "voucher.part", self->joined != 0);
}

/* --- actions --------------------------------------------------------------------------------------- */

static void
same_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));
  SptWindow *window = spt_window_of (widget);

  if (self->pair.made == 0 || window == NULL)
    return;
  /* The found one goes: what stays is the one made here, and it is said there. */
  if (self->pair.found == self->record->id)
    {
      spt_window_open_record (window, SPT_KIND_VOUCHERS, self->pair.made, NULL);
      return;
    }
  gtk_widget_action_set_enabled (widget, "voucher.same", FALSE);
  spt_vouchers_join (widget, desk, &self->pair, self->record->cancellable);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);

  spt_vouchers_compare (widget, spt_page_get_desk (SPT_PAGE (self)), self->record->id, self->record->cancellable);
}

static void
part_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);

  gtk_widget_action_set_enabled (widget, "voucher.part", FALSE);
  spt_vouchers_part (widget, spt_page_get_desk (SPT_PAGE (self)), self->record->id);
}

/**
 * _spt_voucher_same_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what can be done about two that may be one.
 */
void
_spt_voucher_same_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "voucher.same", NULL, same_action);
  gtk_widget_class_install_action (widget_class, "voucher.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "voucher.part", NULL, part_action);
}
