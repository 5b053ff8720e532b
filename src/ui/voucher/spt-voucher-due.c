/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until when a voucher is to be activated, and until when the service's list shows it. */
#define G_LOG_DOMAIN "spt-voucher-due"

#include "config.h"

#include "ui/voucher/spt-voucher-page-private.h"

#include <glib/gi18n.h>

#include "base/spt-datetime.h"
#include "ui/spt-window.h"

/* The service lists what was reserved in the last 90 days (services facts 4.10). */
#define LISTED_DAYS 90

static gboolean
read_date (const char *text,
           GDate      *date)
{
  SptDatetime parsed;

  if (text == NULL || !spt_datetime_parse (text, &parsed, NULL))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) parsed.day, (GDateMonth) parsed.month, (GDateYear) parsed.year);

  return g_date_valid (date);
}

static void
date_of (gint64  utc_ms,
         GDate  *date)
{
  SptDatetime there;

  spt_datetime_from_utc_ms_in_italy (&there, utc_ms, NULL);
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay) there.day, (GDateMonth) there.month, (GDateYear) there.year);
}

static char *
dup_date (const GDate *date)
{
  return g_strdup_printf ("%02u/%02u/%04u", (guint) g_date_get_day (date),
                          (guint) g_date_get_month (date), (guint) g_date_get_year (date));
}

static void
update_due (SptVoucherPage *self,
            const GDate    *due,
            int             days)
{
  const SptDossierData *data = _spt_voucher_page_get_data (self);
  g_autofree char *date = dup_date (due);
  g_autofree char *title = NULL;
  g_autofree char *left = NULL;

  /* Translators: %s is a date */
  title = g_strdup_printf (_("To be activated by %s"), date);
  if (days > 0)
    left = g_strdup_printf (ngettext ("%d day left", "%d days left", days), days);
  else if (days == 0)
    left = g_strdup (_("Today is the last day"));
  else
    left = g_strdup_printf (ngettext ("Over for %d day", "Over for %d days", -days), -days);
  if (!data->due_confirmed)
    {
      g_autofree char *counted = g_strdup_printf ("%s · %s", left,
                                                  _("counted from the day it was first seen there: to be compared with the portal"));

      g_free (left);
      left = g_steal_pointer (&counted);
    }
  spt_voucher_row_set_words (self->due_row, title, left);
  gtk_widget_set_visible (self->due_tag, !data->due_confirmed);
  gtk_widget_set_visible (self->due_confirm, !data->due_confirmed);
}

/**
 * _spt_voucher_due_update:
 * @self: the page
 *
 * Shows the days that are left, and the service's own window apart.
 */
void
_spt_voucher_due_update (SptVoucherPage *self)
{
  const SptDossierData *data = _spt_voucher_page_get_data (self);
  gboolean open = strcmp (data->stage, "open") == 0;
  gboolean listed = data->taken != 0 && (open || strcmp (data->stage, "asked") == 0 ||
                                         strcmp (data->stage, "held") == 0);
  gboolean has_due;
  GDate today;
  GDate due;

  date_of (spt_desk_get_now (spt_page_get_desk (SPT_PAGE (self))), &today);
  has_due = open && read_date (data->due_date, &due);
  gtk_widget_set_visible (GTK_WIDGET (self->due_row), has_due);
  if (has_due)
    update_due (self, &due, g_date_days_between (&today, &due));

  gtk_widget_set_visible (GTK_WIDGET (self->listed_row), listed);
  if (listed)
    {
      g_autofree char *text = NULL;
      g_autofree char *date = NULL;
      GDate until;

      date_of (data->taken, &until);
      g_date_add_days (&until, LISTED_DAYS);
      date = dup_date (&until);
      text = g_strdup_printf (g_date_compare (&until, &today) >= 0
                              /* Translators: %s is a date */
                              ? _("The service shows this voucher until %s")
                              : _("The service has not shown this voucher since %s"), date);
      spt_voucher_row_set_words (self->listed_row, text,
                                 _("Its list has what was reserved in the last 90 days; what is known stays here."));
    }
  gtk_widget_set_visible (self->due_group, has_due || listed);
}

/* --- a person's word ------------------------------------------------------------------------------- */

static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_record_work_finish (SPT_STORE (object), result, &error);
  SptVoucherPage *self = user_data;

  if (spt_ui_is_cancelled (error))
    return;
  if (!done)
    spt_ui_report_error (GTK_WIDGET (self), error);
  else
    spt_window_toast (spt_window_of (GTK_WIDGET (self)), _("Date confirmed"), NULL, NULL, NULL);
  spt_record_page_load (SPT_RECORD_PAGE (self));
}

static void
keep (SptVoucherPage *self,
      const char     *due_date)
{
  SptDesk *desk = spt_page_get_desk (SPT_PAGE (self));

  spt_voucher_set_due_async (spt_desk_get_store (desk), self->record->id, due_date, spt_desk_get_who (desk),
                             self->record->cancellable, kept_cb, self);
}

static void
confirm_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);
  const SptDossierData *data = _spt_voucher_page_get_data (self);

  if (self->record->id != 0 && data->due_date != NULL)
    keep (self, data->due_date);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) entry = user_data;
  g_autofree char *answer = spt_ui_ask_finish (result, NULL);
  SptVoucherPage *self;
  g_autofree char *iso = NULL;
  GDate date;

  if (g_strcmp0 (answer, "change") != 0)
    return;
  self = SPT_VOUCHER_PAGE (object);
  if (!read_date (gtk_editable_get_text (GTK_EDITABLE (entry)), &date))
    {
      spt_window_toast (spt_window_of (GTK_WIDGET (self)),
                        _("That is not a date such as 16/12/2026: nothing was changed"), NULL, NULL,
                        NULL);
      return;
    }
  iso = g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (&date),
                         (guint) g_date_get_month (&date), (guint) g_date_get_day (&date));
  keep (self, iso);
}

static void
change_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  SptVoucherPage *self = SPT_VOUCHER_PAGE (widget);
  const char *responses[] = { "cancel", _("_Cancel"), "*change", _("_Change"), NULL };
  GtkWidget *entry = g_object_ref_sink (gtk_entry_new ());
  GDate due;

  if (read_date (_spt_voucher_page_get_data (self)->due_date, &due))
    {
      g_autofree char *text = dup_date (&due);

      gtk_editable_set_text (GTK_EDITABLE (entry), text);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("To be activated by"), -1);
  spt_ui_ask_async (widget, _("Until when is this voucher to be activated?"),
                    _("As the portal says it. The date counts as confirmed then, with name and time."),
                    entry, responses, self->record->cancellable, changed_cb, entry);
}

/**
 * _spt_voucher_due_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what a person may say about the date.
 */
void
_spt_voucher_due_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "voucher.confirm-due", NULL, confirm_action);
  gtk_widget_class_install_action (widget_class, "voucher.change-due", NULL, change_action);
}
