/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet for debt positions. */
#define G_LOG_DOMAIN "spt-send-words"

#include "config.h"

#include "spt-send-words.h"

#include <glib/gi18n.h>

#include "base/spt-money.h"
#include "ui/spt-ui.h"

static char *
dup_title (const char *operation,
           guint       n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (strcmp (operation, "update") == 0)
    return g_strdup_printf (ngettext ("%s update", "%s updates", n), number);
  if (strcmp (operation, "delete") == 0)
    return g_strdup_printf (ngettext ("%s deletion", "%s deletions", n), number);
  return g_strdup_printf (ngettext ("%s new position", "%s new positions", n), number);
}

static char *
dup_subtitle (const char *operation,
              gint64      sum)
{
  g_autofree char *amount = spt_money_format (sum);

  if (strcmp (operation, "update") == 0)
    /* Translators: %s is an amount */
    return g_strdup_printf (_("%s € · each replaces the position at the service as a whole: a payment that is no longer "
                              "in it is withdrawn"), amount);
  if (strcmp (operation, "delete") == 0)
    return g_strdup_printf (_("%s € · their notices can no longer be paid"), amount);
  return g_strdup_printf ("%s €", amount);
}

/* The subtitle has it already, with the sum. */
static const char *
get_warning (const char *operation)
{
  return NULL;
}

static char *
dup_button (guint       n,
            guint       n_bodies,
            const char *where)
{
  g_autofree char *number = spt_ui_format_count (n);
  g_autofree char *bodies = spt_ui_format_count (n_bodies);

  if (where == NULL)
    return g_strdup_printf (ngettext ("Send %s Position", "Send %s Positions", n), number);
  if (n_bodies > 1)
    /* Translators: %2$s is a number of creditor bodies, 2 at least; %3$s is an environment: "Production", "Test", "Practice" */
    return g_strdup_printf (ngettext ("Send %1$s Position of %2$s Bodies to %3$s",
                                      "Send %1$s Positions of %2$s Bodies to %3$s", n), number,
                            bodies, where);
  /* Translators: %2$s is an environment: "Production", "Test", "Practice" */
  return g_strdup_printf (ngettext ("Send %1$s Position to %2$s", "Send %1$s Positions to %2$s", n),
                          number, where);
}

static char *
dup_sent_before (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  if (n == 0)
    return g_strdup (_("None of these positions was sent before"));
  return g_strdup_printf (ngettext ("%s of these positions was already sent before",
                                    "%s of these positions were already sent before", n), number);
}

static char *
dup_refusal (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("The service would refuse %s of these positions",
                                    "The service would refuse %s of these positions", n), number);
}

static char *
dup_leave_out (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("_Leave Out %s Position", "_Leave Out %s Positions", n),
                          number);
}

static char *
dup_requests (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);

  return g_strdup_printf (ngettext ("In %s file", "In %s files", n), number);
}

static char *
dup_prepared (guint n_records,
              guint n_requests)
{
  g_autofree char *records = spt_ui_format_count (n_records);

  /* Translators: %1$s positions in %2$u files */
  return g_strdup_printf (ngettext ("%1$s positions in %2$u file", "%1$s positions in %2$u files",
                                    n_requests), records, n_requests);
}

const SptSendWords spt_send_words_positions = {
  .choose = N_("Choose the account to know how many files leave"),
  .counting = N_("Counting the files…"),
  .unbound = N_("These positions name no body of their own"),
  .open = N_("_Open the Position"),
  .dup_title = dup_title,
  .dup_subtitle = dup_subtitle,
  .get_warning = get_warning,
  .dup_button = dup_button,
  .dup_sent_before = dup_sent_before,
  .dup_refusal = dup_refusal,
  .dup_leave_out = dup_leave_out,
  .dup_requests = dup_requests,
  .dup_prepared = dup_prepared,
};

/**
 * spt_send_words_dup_requests:
 * @n: how many requests
 *
 * Says how long requests that leave one at a time take: each with its answer a second, as a rule.
 *
 * Returns: (transfer full): that in words
 */
char *
spt_send_words_dup_requests (guint n)
{
  g_autofree char *number = spt_ui_format_count (n);
  guint minutes = (n + 59) / 60;

  if (n == 1)
    return g_strdup (_("One request"));
  if (minutes <= 1)
    /* Translators: %s is a number, 2 at least */
    return g_strdup_printf (_("%s requests, one at a time: about a minute"), number);
  /* Translators: %1$s is a number of requests */
  return g_strdup_printf (ngettext ("%1$s requests, one at a time: about %2$u minute",
                                    "%1$s requests, one at a time: about %2$u minutes", minutes), number, minutes);
}
