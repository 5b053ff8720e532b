/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses and writes zone-less date-times; all are counted as if UTC. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd-dates.h"

static gint64
days_from_civil (gint64 year,
                 gint   month,
                 gint   day)
{
  gint64 era, doe;
  gint64 yoe, doy;

  /* Howard Hinnant's day count: years start in March, so that the leap day comes last. */
  year -= month <= 2;
  era = (year >= 0 ? year : year - 399) / 400;
  yoe = year - era * 400;
  doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

static gint
month_length (gint year,
              gint month)
{
  static const gint lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
    return 29;
  return lengths[month - 1];
}

/**
 * prc_date_build:
 * @parts: year, month, day, hour, minute and perhaps second, nanosecond
 * @n_parts: 5 to 7
 * @us: (out): microseconds since the epoch
 *
 * Makes a date-time of numbers, as in `[2026,12,16,23,59,59]`.
 *
 * Returns: %FALSE if there is no such moment
 */
gboolean
prc_date_build (const gint *parts,
                guint       n_parts,
                gint64     *us)
{
  gint second, nano;

  if (n_parts < 5 || n_parts > 7)
    return FALSE;
  second = n_parts > 5 ? parts[5] : 0;
  nano = n_parts > 6 ? parts[6] : 0;
  if (parts[0] < 0 || parts[0] > 9999 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1 ||
      parts[2] > month_length (parts[0], parts[1]) || parts[3] < 0 || parts[3] > 23 ||
      parts[4] < 0 || parts[4] > 59 || second < 0 || second > 59 || nano < 0 || nano > 999999999)
    return FALSE;
  *us = (((days_from_civil (parts[0], parts[1], parts[2]) * 24 + parts[3]) * 60 + parts[4]) * 60 +
         second) * G_USEC_PER_SEC + nano / 1000;
  return TRUE;
}

static gboolean
number (const char **at,
        guint        count,
        gint        *value)
{
  *value = 0;
  for (; count > 0; count--, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *value = *value * 10 + (**at - '0');
    }
  return TRUE;
}

static gboolean
mark (const char **at,
      char         c)
{
  if (**at != c)
    return FALSE;
  (*at)++;
  return TRUE;
}

/**
 * prc_date_parse:
 * @text: `YYYY-MM-DDThh:mm`, with seconds and up to nine decimals if wanted, and a `Z` that means
 *   nothing
 * @us: (out): microseconds since the epoch
 *
 * Parses a date-time as the service does: no other zone, no date alone (GPD facts 7).
 *
 * Returns: %FALSE if the service would refuse it
 */
gboolean
prc_date_parse (const char *text,
                gint64     *us)
{
  const char *at = text;
  gint parts[7] = { 0 };
  gint scale = 100000000;

  if (!number (&at, 4, &parts[0]) || !mark (&at, '-') || !number (&at, 2, &parts[1]) ||
      !mark (&at, '-') || !number (&at, 2, &parts[2]) || !mark (&at, 'T') ||
      !number (&at, 2, &parts[3]) || !mark (&at, ':') || !number (&at, 2, &parts[4]))
    return FALSE;
  if (mark (&at, ':'))
    {
      if (!number (&at, 2, &parts[5]))
        return FALSE;
      if (mark (&at, '.'))
        {
          if (!g_ascii_isdigit (*at))
            return FALSE;
          for (; g_ascii_isdigit (*at) && scale > 0; at++, scale /= 10)
            parts[6] += (*at - '0') * scale;
        }
    }
  mark (&at, 'Z');
  return *at == '\0' && prc_date_build (parts, 7, us);
}

/**
 * prc_date_append:
 * @out: where to append
 * @us: microseconds since the epoch, in the years 0 to 9999
 * @separator: between date and time
 * @millis: whether three decimals are written
 *
 * Writes a date-time without zone.
 */
void
prc_date_append (GString    *out,
                 gint64      us,
                 const char *separator,
                 gboolean    millis)
{
  gint64 seconds = us / G_USEC_PER_SEC - (us % G_USEC_PER_SEC < 0);
  gint64 rest = us - seconds * G_USEC_PER_SEC;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

  if (time == NULL)
    {
      /* Year 0, which GLib's calendar does not have. */
      g_string_append (out, "0000-01-01T00:00:00");
      return;
    }
  g_string_append_printf (out, "%04d-%02d-%02d%s%02d:%02d:%02d", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                          separator, g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
  if (millis)
    g_string_append_printf (out, ".%03d", (gint) (rest / 1000));
}
