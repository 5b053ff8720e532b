/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet for vouchers. */
#define G_LOG_DOMAIN "spt-voucher-words"

#include "config.h"

#include "ui/voucher/spt-voucher-words.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ui/spt-ui.h"

static char *
dup_title (const char *operation,
           guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (strcmp (operation, "attivazione") == 0)
    return g_strdup_printf (ngettext ("%s activation", "%s activations", n), number);
  if (strcmp (operation, "cessazione") == 0)
    return g_strdup_printf (ngettext ("%s end of service", "%s ends of service", n), number);
  if (strcmp (operation, "disdetta") == 0)
    return g_strdup_printf (ngettext ("%s withdrawal", "%s withdrawals", n), number);
  return g_strdup_printf (ngettext ("%s reservation", "%s reservations", n), number);
}

static char *
dup_subtitle (const char *operation,
              gint64      sum)
{
  if (strcmp (operation, "prenotazione") == 0)
    return g_strdup (_("The service checks the ISEE afterwards: each voucher has to become Prenotata before it is activated"));
  return NULL;
}

static const char *
get_warning (const char *operation)
{
  if (strcmp (operation, "cessazione") == 0)
    return _("The voucher ends with the service: what is left of it is lost.");
  if (strcmp (operation, "disdetta") == 0)
    return _("The reservation is given up: a new one starts again from the ISEE check.");
  return NULL;
}

static char *
dup_button (guint       n,
            guint       n_bodies,
            const char *where)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (where == NULL)
    return g_strdup_printf (ngettext ("Send %s Voucher", "Send %s Vouchers", n), number);
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  return g_strdup_printf (ngettext ("Send %1$s Voucher to %2$s", "Send %1$s Vouchers to %2$s", n),
                          number, where);
}

static char *
dup_sent_before (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (n == 0)
    return g_strdup (_("Nothing was sent for these vouchers before"));
  return g_strdup_printf (ngettext ("For %s of these vouchers something was sent before",
                                    "For %s of these vouchers something was sent before", n),
                          number);
}

static char *
dup_refusal (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("The service would refuse %s of these vouchers",
                                    "The service would refuse %s of these vouchers", n), number);
}

static char *
dup_leave_out (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("_Leave Out %s Voucher", "_Leave Out %s Vouchers", n), number);
}

static char *
dup_prepared (guint n_records,
              guint n_requests)
{
  g_autofree char *number = spt_ui_format_count (n_requests);

  return g_strdup_printf (ngettext ("%s request", "%s requests", n_requests), number);
}

const SptSendWords spt_voucher_send_words = {
  .is_single = TRUE,
  .choose = N_("Choose the account with which they leave"),
  .counting = N_("Being checked…"),
  .open = N_("_Open the Voucher"),
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .get_warning = get_warning,
  .dup_button = dup_button,
  .dup_sent_before = dup_sent_before,
  .dup_refusal = dup_refusal,
  .dup_leave_out = dup_leave_out,
  .dup_requests = spt_send_words_dup_requests,
  .dup_prepared = dup_prepared,
};
