/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in time as the service writes them. */

#define G_LOG_DOMAIN "spt-voucher-instant"

#include "config.h"

#include "services/voucher/spt-voucher-answer.h"

#include <string.h>

#include "base/spt-datetime.h"

#define MINUTE_MS G_GINT64_CONSTANT (60000)
#define DAY_MS    (1440 * MINUTE_MS)

/* Takes the digits after the second out of @text, and what follows them off it: FALSE for a point
 * without digits. The milliseconds among them go to @ms. */
static gboolean
cut_fraction (char *text,
              int  *ms)
{
  char *point = strpbrk (text, ".,");
  char *end;

  *ms = 0;
  if (point == NULL)
    return TRUE;
  /* "14.09.2021": no fraction. */
  if (strchr (text, ':') == NULL || point < strchr (text, ':'))
    return TRUE;

  end = point + 1;
  for (int weight = 100; g_ascii_isdigit (*end); end++, weight /= 10)
    *ms += (*end - '0') * weight;
  if (end == point + 1)
    return FALSE;
  memmove (point, end, strlen (end) + 1);

  return TRUE;
}

/* What the wall clock of @local is in UTC, taken for Italy's. */
static gint64
from_italy (gint64 local)
{
  SptDatetime ignored;
  int offset_min = 0;

  /* An hour off is near enough to be on the right side of a change of the clocks, but for the hour
   * that is there twice. */
  spt_datetime_from_utc_ms_in_italy (&ignored, local - 60 * MINUTE_MS, &offset_min);

  return local - offset_min * MINUTE_MS;
}

/* "Z", "+02:00", "+0200", "+02" at the end of @text, taken off it; FALSE when it has none. */
static gboolean
cut_zone (char *text,
          int  *offset_min)
{
  gsize length = strlen (text);
  char *time = strpbrk (text, "Tt ");
  char *sign;
  int digits[4] = { 0 };
  guint n = 0;

  *offset_min = 0;
  if (length == 0 || time == NULL)
    return FALSE;
  if (g_ascii_toupper (text[length - 1]) == 'Z')
    {
      text[length - 1] = '\0';
      g_strchomp (text);
      return TRUE;
    }
  sign = strpbrk (time, "+-");
  if (sign == NULL)
    return FALSE;

  for (const char *c = sign + 1; *c != '\0'; c++)
    {
      if (g_ascii_isdigit (*c) && n < G_N_ELEMENTS (digits))
        digits[n++] = *c - '0';
      else if (*c != ':' || n != 2)
        return FALSE;
    }
  if (n != 2 && n != 4)
    return FALSE;
  *offset_min = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3];
  if (*offset_min > 14 * 60)
    return FALSE;
  if (*sign == '-')
    *offset_min = -*offset_min;
  *sign = '\0';
  g_strchomp (text);

  return TRUE;
}

/**
 * spt_voucher_read_instant:
 * @text: (nullable): an xsd:dateTime, or something like it
 * @out: (out): what it may mean
 *
 * Reads a date as the service writes it: the offset is optional, and there may be any number of
 * digits after the second (services facts 4.5). The document does not say which zone a text without
 * one is in: @out reaches from Italy's reading to that of UTC.
 *
 * Returns: %FALSE for what is no date
 */
gboolean
spt_voucher_read_instant (const char        *text,
                          SptVoucherInstant *out)
{
  g_autofree char *copy = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (GDateTime) utc = NULL;
  SptDatetime local;
  gboolean has_zone;
  int offset_min;
  gint64 at;
  int ms;

  out->from = 0;
  out->to = 0;
  if (strlen (copy) > 64 || !cut_fraction (copy, &ms))
    return FALSE;
  has_zone = cut_zone (copy, &offset_min);
  if (!spt_datetime_parse (copy, &local, NULL) || (has_zone && !local.has_time))
    return FALSE;

  utc = g_date_time_new_utc (local.year, local.month, local.day, local.hour, local.minute,
                             local.second);
  if (utc == NULL)
    return FALSE;
  at = g_date_time_to_unix (utc) * 1000 + ms;
  out->from = has_zone ? at - offset_min * MINUTE_MS : from_italy (at);
  out->to = has_zone ? out->from : local.has_time ? at : at + DAY_MS;

  return TRUE;
}
