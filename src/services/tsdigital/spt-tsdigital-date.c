/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as the service wants them: milliseconds since 1970, negative before (services facts 2.6). */

#define G_LOG_DOMAIN "spt-tsdigital-date"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-record.h"

#define DAY_MS       G_GINT64_CONSTANT (86400000)
#define FIRST_DAY    719163 /* 1970-01-01, as GDate counts */
#define LAST_DAY     3652059 /* 9999-12-31 */

static GTimeZone *
get_rome (void)
{
  static GTimeZone *zone;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      zone = g_time_zone_new_identifier ("Europe/Rome");
      /* A system without the list of zones: an hour late in summer beats the day before. */
      if (zone == NULL)
        zone = g_time_zone_new_offset (3600);
      g_once_init_leave (&once, 1);
    }

  return zone;
}

/**
 * spt_tsdigital_date_to_ms:
 * @date: a day; its time counts for nothing
 * @rome: Italian midnight, else that of UTC
 *
 * Makes a date a number.
 *
 * Returns: milliseconds since 1970
 */
gint64
spt_tsdigital_date_to_ms (const SptDatetime *date,
                          gboolean           rome)
{
  g_autoptr (GDateTime) moment = NULL;
  GDate day;

  if (rome)
    {
      moment = g_date_time_new (get_rome (), date->year, date->month, date->day, 0, 0, 0);
      if (moment != NULL)
        return g_date_time_to_unix (moment) * 1000;
    }
  g_date_set_dmy (&day, (GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);

  return ((gint64) g_date_get_julian (&day) - FIRST_DAY) * DAY_MS;
}

/**
 * spt_tsdigital_date_from_ms:
 * @ms: milliseconds since 1970
 * @rome: whether the day is Italy's, else that of UTC
 * @date: (out): the day
 *
 * Makes a number a date.
 *
 * Returns: %FALSE when it is before the year 1 or after 9999
 */
gboolean
spt_tsdigital_date_from_ms (gint64       ms,
                            gboolean     rome,
                            SptDatetime *date)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) local = NULL;
  gint64 days = ms / DAY_MS - (ms % DAY_MS < 0 ? 1 : 0);
  GDate day;

  *date = (SptDatetime) { 0 };
  if (days < 1 - FIRST_DAY || days > LAST_DAY - FIRST_DAY)
    return FALSE;
  if (rome)
    {
      moment = g_date_time_new_from_unix_utc (ms / 1000 - (ms % 1000 < 0 ? 1 : 0));
      local = moment != NULL ? g_date_time_to_timezone (moment, get_rome ()) : NULL;
      if (local == NULL)
        return FALSE;
      date->year = (gint16) g_date_time_get_year (local);
      date->month = (gint8) g_date_time_get_month (local);
      date->day = (gint8) g_date_time_get_day_of_month (local);
      return TRUE;
    }

  g_date_clear (&day, 1);
  g_date_set_julian (&day, (guint32) (days + FIRST_DAY));
  date->year = (gint16) g_date_get_year (&day);
  date->month = (gint8) g_date_get_month (&day);
  date->day = (gint8) g_date_get_day (&day);

  return TRUE;
}
