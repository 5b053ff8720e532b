/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of money: integer cents in memory, euro text on the screen; never a floating point
 * number. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SPT_MONEY_MAX_CENTS G_GINT64_CONSTANT (99999999999) /* 999.999.999,99 EUR: GPD facts 6.2 */

#define SPT_MONEY_ERROR (spt_money_error_quark ())

typedef enum
{
  SPT_MONEY_ERROR_EMPTY,
  SPT_MONEY_ERROR_SYNTAX,
  SPT_MONEY_ERROR_DECIMALS, /* more than two decimals */
  SPT_MONEY_ERROR_RANGE
} SptMoneyError;

GQuark    spt_money_error_quark  (void);

/* Euro text as people write it: "120", "120,00", "120.00", "1.234,50", "1 234,50", "1,234.50" only
 * where it cannot be read otherwise; "1.234" (one point, three digits) is one thousand two hundred
 * thirty-four. An optional euro sign or "EUR" and surrounding blanks are accepted; a minus sign
 * gives a negative amount (the caller says whether that is allowed). */
gboolean  spt_money_parse_euro   (const char  *text,
                                  gint64      *cents,
                                  GError     **error);

/* "1234,50" (for fields) and "1.234,50" (grouped, for display); no currency sign. */
char     *spt_money_format_plain (gint64 cents);
char     *spt_money_format       (gint64 cents);

G_END_DECLS
