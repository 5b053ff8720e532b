/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates of the service: yyyy-mm-dd, XSD dateTime, days of Rome, seven digits of fraction. */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

#include <string.h>

static GTimeZone *
rome (void)
{
  static GTimeZone *zone;

  /* The rule and not the name, so that a machine without the zone files has it as well. */
  if (zone == NULL)
    zone = g_time_zone_new_identifier ("CET-1CEST,M3.5.0/2,M10.5.0/3");
  return zone;
}

/* Reads exactly @count digits. */
static gboolean
take_digits (const char **at,
             guint        count,
             gint        *value)
{
  guint i;

  *value = 0;
  for (i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit ((*at)[i]))
        return FALSE;
      *value = *value * 10 + ((*at)[i] - '0');
    }
  *at += count;
  return TRUE;
}

static gboolean
take_mark (const char **at,
           char         mark)
{
  if (**at != mark)
    return FALSE;
  (*at)++;
  return TRUE;
}

static gboolean
take_date (const char **at,
           gint        *year,
           gint        *month,
           gint        *day)
{
  return take_digits (at, 4, year) && take_mark (at, '-') && take_digits (at, 2, month) &&
         take_mark (at, '-') && take_digits (at, 2, day) && *year > 0 && *month > 0 && *day > 0 &&
         g_date_valid_dmy ((GDateDay) * day, (GDateMonth) * month, (GDateYear) * year);
}

/**
 * prc_voucher_date:
 * @text: a text
 *
 * Says whether it is a day written yyyy-mm-dd.
 *
 * Returns: %TRUE if so
 */
gboolean
prc_voucher_date (const char *text)
{
  gint year, month, day;

  return take_date (&text, &year, &month, &day) && *text == '\0';
}

/* Z, +hh:mm or -hh:mm up to 14 hours, or nothing. */
static gboolean
take_zone (const char **at,
           gboolean    *present,
           gint        *minutes)
{
  gint hour, minute;
  gboolean negative = **at == '-';

  *present = **at != '\0';
  *minutes = 0;
  if (!*present || take_mark (at, 'Z'))
    return TRUE;
  if (!negative && **at != '+')
    return FALSE;
  (*at)++;
  if (!take_digits (at, 2, &hour) || !take_mark (at, ':') || !take_digits (at, 2, &minute) ||
      minute > 59 || hour * 60 + minute > 14 * 60)
    return FALSE;
  *minutes = (hour * 60 + minute) * (negative ? -1 : 1);
  return TRUE;
}

/**
 * prc_voucher_date_time:
 * @text: a text
 * @us: (out): the moment
 *
 * Reads an XSD dateTime. Without an offset it is the time of Rome; a fraction may be of any length.
 *
 * Returns: %FALSE if it is none
 */
gboolean
prc_voucher_date_time (const char *text,
                       gint64     *us)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint year, month, day, hour, minute, second, minutes;
  gint64 fraction = 0;
  gint64 scale = G_USEC_PER_SEC;
  gboolean present, midnight;

  if (!take_date (&text, &year, &month, &day) || !take_mark (&text, 'T') ||
      !take_digits (&text, 2, &hour) || !take_mark (&text, ':') ||
      !take_digits (&text, 2, &minute) || !take_mark (&text, ':') ||
      !take_digits (&text, 2, &second))
    return FALSE;
  if (*text == '.')
    {
      text++;
      if (!g_ascii_isdigit (*text))
        return FALSE;
      for (; g_ascii_isdigit (*text); text++)
        {
          scale /= 10;
          fraction += (*text - '0') * scale;
        }
    }
  midnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
  if (minute > 59 || second > 59 || (hour > 23 && !midnight) ||
      !take_zone (&text, &present, &minutes) || *text != '\0')
    return FALSE;
  moment = g_date_time_new (present ? utc : rome (), year, month, day, midnight ? 0 : hour, minute,
                            second);
  if (moment == NULL)
    return FALSE;
  *us = (g_date_time_to_unix (moment) - (gint64) minutes * 60) * G_USEC_PER_SEC + fraction;
  if (midnight)
    *us += PRC_VOUCHER_DAY;
  return TRUE;
}

static GDateTime *
moment_of (gint64     us,
           GTimeZone *zone)
{
  gint64 seconds = us / G_USEC_PER_SEC - (us % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

/**
 * prc_voucher_day:
 * @us: a moment
 *
 * The calendar day of Rome in which it falls.
 *
 * Returns: a number that grows by one each day
 */
gint64
prc_voucher_day (gint64 us)
{
  g_autoptr (GDateTime) moment = moment_of (us, rome ());
  GDate date;

  /* Moments before the year 1 come only from offsets on its first day. */
  if (moment == NULL)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment),
                  (GDateYear) g_date_time_get_year (moment));
  return g_date_get_julian (&date);
}

/**
 * prc_voucher_append_time:
 * @out: where to append
 * @us: a moment
 * @zone: how to write it
 *
 * Writes a date-time as .NET does: seven digits of fraction.
 */
void
prc_voucher_append_time (GString        *out,
                         gint64          us,
                         PrcVoucherZone  zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) moment = moment_of (us, zone == PRC_VOUCHER_ZONE_UTC ? utc : rome ());
  g_autofree char *text = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S");
  gint64 fraction = us % G_USEC_PER_SEC + (us % G_USEC_PER_SEC < 0 ? G_USEC_PER_SEC : 0);

  /* The clock has microseconds; the seventh digit is made up of them. */
  g_string_append_printf (out, "%s.%06" G_GINT64_FORMAT "%d", text, fraction,
                          (gint) (fraction % 9) + 1);
  if (zone == PRC_VOUCHER_ZONE_UTC)
    {
      g_string_append_c (out, 'Z');
    }
  else if (zone == PRC_VOUCHER_ZONE_OFFSET)
    {
      g_autofree char *offset = g_date_time_format (moment, "%:z");

      g_string_append (out, offset);
    }
}
