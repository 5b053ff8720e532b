/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done on the page of one look-up. */
#define G_LOG_DOMAIN "spt-lookup-actions"

#include "config.h"

#include "ui/trovapec/spt-lookup-page-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "base/spt-money.h"
#include "outbox/spt-outbox.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-send-dialog.h"
#include "ui/spt-window.h"
#include "ui/trovapec/spt-lookup-dialog.h"

static SptDesk *
get_desk (SptLookupPage *self)
{
  return spt_page_get_desk (SPT_PAGE (self));
}

static const SptDossierData *
get_data (SptLookupPage *self)
{
  return self->loaded != NULL ? spt_dossier_get_data (self->loaded->dossier.dossier) : NULL;
}

/* --- sending ----------------------------------------------------------------------------------------- */

static void
present_send (SptLookupPage *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, self->parts->id);
  gtk_window_present (spt_send_dialog_new (GTK_WIDGET (self), get_desk (self), SPT_KIND_LOOKUPS, ids));
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  present_send (SPT_LOOKUP_PAGE (widget));
}

/* --- what the archive keeps -------------------------------------------------------------------------- */

static void
set_working (SptLookupPage *self,
             gboolean       working)
{
  self->working = working;
  _spt_lookup_page_update_actions (self);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptLookupDeed deed;
  gboolean done = spt_lookup_do_finish (SPT_STORE (object), result, &deed, &error);
  SptLookupPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  set_working (self, FALSE);
  if (!done)
    {
      spt_ui_report_error (GTK_WIDGET (self), error);
    }
  else if (deed == SPT_LOOKUP_REMOVE)
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Look-up deleted"), NULL, NULL, NULL);
      spt_window_back (spt_window_of (GTK_WIDGET (self)));
      return;
    }
  else if (deed == SPT_LOOKUP_GIVE_UP || deed == SPT_LOOKUP_NOT_ARRIVED || deed == SPT_LOOKUP_ASK_ANYWAY)
    {
      present_send (self);
    }
  else if (deed == SPT_LOOKUP_CHECK_NOW)
    {
      spt_outbox_wake (spt_desk_get_outbox (get_desk (self)));
    }
  else
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("The subject has this address now"), NULL, NULL, NULL);
    }
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
do_it (SptLookupPage *self,
       SptLookupDeed  deed)
{
  if (self->loaded == NULL || self->working)
    return;
  set_working (self, TRUE);
  spt_lookup_do_async (spt_page_get_store (SPT_PAGE (self)), deed, self->loaded, spt_desk_get_who (get_desk (self)),
                       self->parts->cancellable, done_cb, self);
}

static void
check_now_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  do_it (SPT_LOOKUP_PAGE (widget), SPT_LOOKUP_CHECK_NOW);
}

static void
ask_anyway_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  do_it (SPT_LOOKUP_PAGE (widget), SPT_LOOKUP_ASK_ANYWAY);
}

static void
take_address_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  do_it (SPT_LOOKUP_PAGE (widget), SPT_LOOKUP_TAKE_ADDRESS);
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  do_it (SPT_LOOKUP_PAGE (widget), SPT_LOOKUP_REMOVE);
}

/* --- decisions --------------------------------------------------------------------------------------- */

static void
decided_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *response = spt_ui_ask_finish (result, &error);

  if (g_strcmp0 (response, "give-up") == 0)
    do_it (SPT_LOOKUP_PAGE (object), SPT_LOOKUP_GIVE_UP);
  else if (g_strcmp0 (response, "nothing") == 0)
    do_it (SPT_LOOKUP_PAGE (object), SPT_LOOKUP_NOT_ARRIVED);
}

/* With the possible cost said (issue 5, TrovaPEC 2). */
static void
give_up_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Keep It"), "!give-up", _("_Give It Up"), NULL };
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);
  SptAccount *account = self->loaded != NULL ? self->loaded->dossier.account : NULL;
  const char *price = account != NULL ? spt_account_get_setting (account, "price") : NULL;
  g_autofree char *amount = NULL;
  g_autofree char *body = NULL;
  gint64 cents;

  if (self->loaded == NULL)
    return;
  if (price != NULL && spt_money_parse_euro (price, &cents, NULL))
    {
      amount = spt_money_format (cents);
      body = g_strdup_printf (_("The service is told to cancel the request, and then the code is asked again. That costs "
                                "another %s €, and nobody says whether the cancelled one is given back. Both leave only "
                                "when you send them."), amount);
    }
  else
    {
      body = g_strdup (_("The service is told to cancel the request, and then the code is asked again. That may cost another "
                         "look-up, and nobody says whether the cancelled one is given back. Both leave only when you send "
                         "them."));
    }
  spt_ui_ask_async (widget, _("Give Up the Request?"), body, NULL, responses, self->parts->cancellable, decided_cb, NULL);
}

static void
not_arrived_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  const char *responses[] = { "cancel", _("_Leave It Uncertain"), "nothing", _("It Did _Not Arrive"), NULL };
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);

  spt_ui_ask_async (widget, _("Nothing Arrived at the Service?"),
                    _("Then it can be sent again. If the service has it after all, it answers that a request is already "
                      "there, and nothing is asked twice."),
                    NULL, responses, self->parts->cancellable, decided_cb, NULL);
}

static void
settled_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SptState state = SPT_STATE_UNCERTAIN;
  gboolean known = spt_outbox_settle_finish (SPT_OUTBOX (object), result, &state, &error);
  SptLookupPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  set_working (self, FALSE);
  if (!known)
    spt_ui_report_error (GTK_WIDGET (self), error);
  spt_read_page_read (SPT_READ_PAGE (self));
}

static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);

  if (self->loaded == NULL || self->loaded->submission == NULL)
    return;
  set_working (self, TRUE);
  spt_outbox_settle_async (spt_desk_get_outbox (get_desk (self)), self->loaded->submission->id, self->parts->cancellable,
                           settled_cb, self);
}

/* --- other places ------------------------------------------------------------------------------------ */

static void
copy_text (SptLookupPage *self,
           const char    *text,
           const char    *words)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  spt_window_toast (spt_window_of (GTK_WIDGET (self)), words, NULL, NULL, NULL);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);
  const SptDossierData *data = get_data (self);

  if (data != NULL)
    copy_text (self, data->result, _("Address copied"));
}

static void
copy_code_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);
  const SptDossierData *data = get_data (self);

  if (data != NULL)
    copy_text (self, data->key, _("Code copied"));
}

static void
open_subject_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);
  SptWindow *window = spt_window_of (widget);
  const SptDossierData *data = get_data (self);

  if (data == NULL)
    return;
  if (self->loaded->subject_id != 0)
    spt_window_open_record (window, "beneficiaries", self->loaded->subject_id, NULL);
  else
    spt_window_new_subject (window, data->key);
}

static void
present_codes (SptLookupPage *self,
               const char    *code)
{
  gtk_window_present (spt_lookup_dialog_new_for_text (GTK_WIDGET (self), get_desk (self), code));
}

static void
other_code_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);

  if (self->loaded != NULL && self->loaded->other_code != NULL)
    present_codes (self, self->loaded->other_code);
}

static void
again_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);
  const SptDossierData *data = get_data (self);

  if (data != NULL)
    present_codes (self, data->key);
}

static void
use_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  SptLookupPage *self = SPT_LOOKUP_PAGE (widget);
  const SptRecordPages *kind = spt_record_pages_find (g_variant_get_string (parameter, NULL));

  if (kind == NULL || self->loaded == NULL || self->loaded->subject_id == 0)
    return;
  if (kind->new_for != NULL)
    spt_window_new_record_for (spt_window_of (widget), kind->kind, self->loaded->subject_id);
  else
    gtk_window_present (spt_record_pages_new_for_one (kind->kind, widget, get_desk (self), self->loaded->subject_id));
}

/* --- what is possible -------------------------------------------------------------------------------- */

void
_spt_lookup_page_update_actions (SptLookupPage *self)
{
  static const char *const working[] = {
    "lookup.send", "lookup.check-now", "lookup.settle", "lookup.give-up", "lookup.not-arrived", "lookup.ask-anyway",
    "lookup.take-address",
  };
  const SptDossierData *data = get_data (self);

  for (guint i = 0; i < G_N_ELEMENTS (working); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), working[i], data != NULL && !self->working);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lookup.copy", data != NULL && *data->result != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lookup.again", data != NULL && data->is_over);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lookup.delete",
                                 data != NULL && self->loaded->dossier.record.history->len == 0 && !self->working);
}

void
_spt_lookup_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "lookup.send", send_action },
    { "lookup.check-now", check_now_action },
    { "lookup.settle", settle_action },
    { "lookup.give-up", give_up_action },
    { "lookup.not-arrived", not_arrived_action },
    { "lookup.ask-anyway", ask_anyway_action },
    { "lookup.take-address", take_address_action },
    { "lookup.copy", copy_action },
    { "lookup.copy-code", copy_code_action },
    { "lookup.open-subject", open_subject_action },
    { "lookup.other-code", other_code_action },
    { "lookup.again", again_action },
    { "lookup.delete", delete_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  gtk_widget_class_install_action (widget_class, "lookup.use", "s", use_action);
}
