/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the send sheet for one order: how many of what, and what follows from it. */
#define G_LOG_DOMAIN "spt-send-words"

#include "config.h"

#include "spt-send-words.h"

#include <glib/gi18n.h>

#include "base/spt-money.h"
#include "ui/spt-ui.h"

/**
 * spt_send_dup_title:
 * @group: an order
 *
 * Says how many of what.
 *
 * Returns: (transfer full): "312 new positions"
 */
char *
spt_send_dup_title (SptSendGroup *group)
{
  guint n = group->ids->len;
  g_autofree char *number = spt_ui_format_count (n);

  if (strcmp (group->operation, "update") == 0)
    return g_strdup_printf (ngettext ("%s update", "%s updates", n), number);
  if (strcmp (group->operation, "delete") == 0)
    return g_strdup_printf (ngettext ("%s deletion", "%s deletions", n), number);
  return g_strdup_printf (ngettext ("%s new position", "%s new positions", n), number);
}

/**
 * spt_send_dup_subtitle:
 * @group: an order
 *
 * Says its sum and what follows from it.
 *
 * Returns: (transfer full): the words
 */
char *
spt_send_dup_subtitle (SptSendGroup *group)
{
  g_autofree char *sum = spt_money_format (group->sum);

  if (strcmp (group->operation, "update") == 0)
    /* Translators: %s is an amount */
    return g_strdup_printf (_("%s € · each replaces the position at the service as a whole: a payment that is no longer "
                              "in it is withdrawn"), sum);
  if (strcmp (group->operation, "delete") == 0)
    return g_strdup_printf (_("%s € · their notices can no longer be paid"), sum);
  return g_strdup_printf ("%s €", sum);
}
