/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local date-times without a zone, as Italian services write them, and the forms people type. */
#define G_LOG_DOMAIN "spt-datetime"

#include "config.h"

#include "base/spt-datetime.h"

#include <string.h>

#define MS_PER_DAY  G_GINT64_CONSTANT (86400000)
/* 0001-01-01T00:00:00.000 and 9999-12-31T23:59:59.999 in milliseconds since the epoch. */
#define MIN_UTC_MS  G_GINT64_CONSTANT (-62135596800000)
#define MAX_UTC_MS  G_GINT64_CONSTANT (253402300799999)

G_DEFINE_QUARK (spt_datetime_error_quark, spt_datetime_error)

/* A place in the text being read; stays where it is when what is asked for is not there. */
typedef struct
{
  const char *p;
} Cursor;

/* Reads between @min_digits and @max_digits digits and no more: a further digit is a failure. */
static gboolean
read_digits (Cursor *cursor,
             guint   min_digits,
             guint   max_digits,
             int    *value)
{
  guint n = 0;
  int v = 0;

  while (n <= max_digits && g_ascii_isdigit (cursor->p[n]))
    {
      v = v * 10 + (cursor->p[n] - '0');
      n++;
    }
  if (n < min_digits || n > max_digits)
    return FALSE;
  cursor->p += n;
  *value = v;

  return TRUE;
}

static gboolean
read_char (Cursor *cursor,
           char    c)
{
  if (*cursor->p != c)
    return FALSE;
  cursor->p++;

  return TRUE;
}

static gboolean
read_iso_date (Cursor *cursor,
               int    *year,
               int    *month,
               int    *day)
{
  return read_digits (cursor, 4, 4, year) && read_char (cursor, '-')
         && read_digits (cursor, 2, 2, month) && read_char (cursor, '-')
         && read_digits (cursor, 2, 2, day);
}

static gboolean
read_italian_date (Cursor *cursor,
                   int    *year,
                   int    *month,
                   int    *day)
{
  char separator;

  if (!read_digits (cursor, 1, 2, day))
    return FALSE;
  separator = *cursor->p;
  if (separator != '/' && separator != '-' && separator != '.')
    return FALSE;

  return read_char (cursor, separator) && read_digits (cursor, 1, 2, month)
         && read_char (cursor, separator) && read_digits (cursor, 4, 4, year);
}

/* hh:mm, hh:mm:ss or, where @with_fraction, hh:mm:ss.f with one to nine digits, of which three are
 * kept. */
static gboolean
read_time (Cursor   *cursor,
           gboolean  with_fraction,
           int      *hour,
           int      *minute,
           int      *second,
           int      *ms)
{
  if (!read_digits (cursor, 2, 2, hour) || !read_char (cursor, ':')
      || !read_digits (cursor, 2, 2, minute))
    return FALSE;
  if (!read_char (cursor, ':'))
    return TRUE;
  if (!read_digits (cursor, 2, 2, second))
    return FALSE;
  if (with_fraction && read_char (cursor, '.'))
    {
      guint n = 0;

      for (; g_ascii_isdigit (cursor->p[n]); n++)
        if (n < 3)
          *ms = *ms * 10 + (cursor->p[n] - '0');
      if (n < 1 || n > 9)
        return FALSE;
      for (guint i = n; i < 3; i++)
        *ms *= 10;
      cursor->p += n;
    }

  return TRUE;
}

/* Z, or an offset such as +02:00, +0200, +02. */
static gboolean
read_zone (Cursor *cursor)
{
  Cursor ahead = *cursor;
  int value;

  while (*ahead.p == ' ')
    ahead.p++;
  if (!read_char (&ahead, 'Z') && !read_char (&ahead, 'z'))
    {
      if (!read_char (&ahead, '+') && !read_char (&ahead, '-'))
        return FALSE;
      if (!read_digits (&ahead, 4, 4, &value)
          && (!read_digits (&ahead, 2, 2, &value)
              || (read_char (&ahead, ':') && !read_digits (&ahead, 2, 2, &value))))
        return FALSE;
    }
  *cursor = ahead;

  return TRUE;
}

static int
days_in_month (int year,
               int month)
{
  static const gint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
    return 29;

  return days[month - 1];
}

static gboolean
set_error (GError           **error,
           SptDatetimeError   code,
           const char        *message)
{
  g_set_error_literal (error, SPT_DATETIME_ERROR, code, message);

  return FALSE;
}

/**
 * spt_datetime_parse:
 * @text: (nullable): a date, or a date and a time
 * @out: (out): where to put it; untouched on failure
 * @error: return location for an error of %SPT_DATETIME_ERROR
 *
 * Reads a local date-time in ISO or Italian form, without allocating.
 *
 * ISO: "2026-12-16", "2026-12-16T23:59", with seconds, with one to nine decimals of a second (three
 * are kept: GPD facts 7); a blank may stand for the T, as databases export. Italian: "16/12/2026",
 * also with "-" or "." and with single digits, then optionally a blank (or a T) and "23:59" or
 * "23:59:59". Years have four digits. Blanks around the text do not matter. The forms on a
 * service's wire are narrower: its rules check them on their own.
 *
 * Returns: %TRUE when @text is a date or a date-time without a zone
 */
gboolean
spt_datetime_parse (const char   *text,
                    SptDatetime  *out,
                    GError      **error)
{
  Cursor cursor = { text };
  gboolean iso;
  gboolean zone;
  gboolean has_time = FALSE;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0;

  g_return_val_if_fail (out != NULL, FALSE);

  while (cursor.p != NULL && g_ascii_isspace (*cursor.p))
    cursor.p++;
  if (cursor.p == NULL || *cursor.p == '\0')
    return set_error (error, SPT_DATETIME_ERROR_EMPTY, "The date is missing");

  iso = strspn (cursor.p, "0123456789") == 4 && cursor.p[4] == '-';
  if (iso ? !read_iso_date (&cursor, &year, &month, &day)
      : !read_italian_date (&cursor, &year, &month, &day))
    return set_error (error, SPT_DATETIME_ERROR_SYNTAX, "Not a date");

  if (*cursor.p == 'T' || (*cursor.p == ' ' && g_ascii_isdigit (cursor.p[1])))
    {
      has_time = TRUE;
      cursor.p++;
      if (!read_time (&cursor, iso, &hour, &minute, &second, &ms))
        return set_error (error, SPT_DATETIME_ERROR_SYNTAX, "Not a time of day");
    }

  zone = read_zone (&cursor);
  while (g_ascii_isspace (*cursor.p))
    cursor.p++;
  if (*cursor.p != '\0')
    return set_error (error, SPT_DATETIME_ERROR_SYNTAX, "Something stands after the date");
  if (zone)
    return set_error (error, SPT_DATETIME_ERROR_ZONE, "A time zone may not stand here");
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month)
      || hour > 23 || minute > 59 || second > 59)
    return set_error (error, SPT_DATETIME_ERROR_RANGE, "This date or time does not exist");

  *out = (SptDatetime) {
    .year = year, .month = month, .day = day,
    .hour = hour, .minute = minute, .second = second, .ms = ms,
    .has_time = has_time,
  };

  return TRUE;
}

/**
 * spt_datetime_to_iso:
 * @self: a date-time
 *
 * Writes "2026-12-16T23:59:59", with ".123" after it when there are milliseconds, or only
 * "2026-12-16" when @self names no time of day.
 *
 * Returns: (transfer full): the text; spt_datetime_parse() reads it back
 */
char *
spt_datetime_to_iso (const SptDatetime *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!self->has_time)
    return g_strdup_printf ("%04d-%02d-%02d", self->year, self->month, self->day);
  if (self->ms == 0)
    return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d", self->year, self->month, self->day,
                            self->hour, self->minute, self->second);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03d", self->year, self->month, self->day,
                          self->hour, self->minute, self->second, self->ms);
}

/**
 * spt_datetime_to_italian:
 * @self: a date-time
 * @with_time: whether hour and minute are shown
 *
 * Writes "16/12/2026" or "16/12/2026 23:59", for reading: seconds are left out.
 *
 * Returns: (transfer full): the text
 */
char *
spt_datetime_to_italian (const SptDatetime *self,
                         gboolean           with_time)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (!with_time)
    return g_strdup_printf ("%02d/%02d/%04d", self->day, self->month, self->year);

  return g_strdup_printf ("%02d/%02d/%04d %02d:%02d", self->day, self->month, self->year,
                          self->hour, self->minute);
}

/* A number that grows with time; no calendar is needed to order. */
static gint64
pack (const SptDatetime *self)
{
  gint64 n = self->year;

  n = n * 13 + self->month;
  n = n * 32 + self->day;
  n = n * 24 + self->hour;
  n = n * 60 + self->minute;
  n = n * 60 + self->second;

  return n * 1000 + self->ms;
}

/**
 * spt_datetime_compare:
 * @a: a date-time
 * @b: another one
 *
 * Orders two points on the wall clock; a date without a time of day is its midnight.
 *
 * Returns: less than, equal to or more than zero
 */
int
spt_datetime_compare (const SptDatetime *a,
                      const SptDatetime *b)
{
  gint64 left;
  gint64 right;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  left = pack (a);
  right = pack (b);

  return (left > right) - (left < right);
}

/**
 * spt_datetime_from_utc_ms:
 * @self: (out caller-allocates): where to put the result
 * @utc_ms: milliseconds since the epoch, UTC; taken to the years 1 to 9999
 *
 * Gives the wall clock of UTC at a moment, which is what services compare with (GPD facts 7).
 */
void
spt_datetime_from_utc_ms (SptDatetime *self,
                          gint64       utc_ms)
{
  gint64 since_year_1;
  gint64 days;
  gint64 year;
  gint64 rest;
  int month = 1;

  g_return_if_fail (self != NULL);

  since_year_1 = CLAMP (utc_ms, MIN_UTC_MS, MAX_UTC_MS) - MIN_UTC_MS;
  days = since_year_1 / MS_PER_DAY;
  rest = since_year_1 % MS_PER_DAY;

  /* 400 years are 146,097 days: a guess that may be one year off either way, then the exact one. */
  year = 1 + days * 400 / 146097;
  for (;;)
    {
      gint64 before = year - 1;

      if (days >= before * 365 + before / 4 - before / 100 + before / 400)
        {
          days -= before * 365 + before / 4 - before / 100 + before / 400;
          break;
        }
      year--;
    }
  if (days >= 337 + days_in_month (year, 2))
    {
      days -= 337 + days_in_month (year, 2);
      year++;
    }
  while (days >= days_in_month (year, month))
    days -= days_in_month (year, month++);

  *self = (SptDatetime) {
    .year = year, .month = month, .day = days + 1,
    .hour = rest / 3600000, .minute = rest / 60000 % 60, .second = rest / 1000 % 60,
    .ms = rest % 1000,
    .has_time = true,
  };
}

/**
 * spt_datetime_from_utc_ms_in_italy:
 * @self: (out caller-allocates): the wall clock
 * @utc_ms: milliseconds since the epoch, UTC
 * @offset_min: (out) (optional): by how much it is ahead of UTC, minutes
 *
 * Gets the wall clock in Italy, whatever the machine's own zone. Where the machine has no table of
 * zones it is that of the machine.
 */
void
spt_datetime_from_utc_ms_in_italy (SptDatetime *self,
                                   gint64       utc_ms,
                                   int         *offset_min)
{
  /* Kept: GLib reads the table anew each time that nobody holds it. */
  static GTimeZone *rome; /* (owned) (nullable) */
  static gsize once;
  g_autoptr (GTimeZone) zone = NULL;
  gint64 seconds = utc_ms >= 0 ? utc_ms / 1000 : -((999 - utc_ms) / 1000);
  int interval;
  int offset;

  if (g_once_init_enter (&once))
    {
      rome = g_time_zone_new_identifier ("Europe/Rome");
      g_once_init_leave (&once, 1);
    }
  zone = rome != NULL ? g_time_zone_ref (rome) : g_time_zone_new_local ();
  interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);
  offset = g_time_zone_get_offset (zone, interval);

  spt_datetime_from_utc_ms (self, utc_ms + offset * G_GINT64_CONSTANT (1000));
  if (offset_min != NULL)
    *offset_min = offset / 60;
}

/**
 * spt_datetime_format_utc:
 * @utc_ms: milliseconds since the epoch, UTC
 *
 * Writes a moment as archives and JSON output have it: "2026-11-21T20:55:00.123Z", always with
 * milliseconds.
 *
 * Returns: (transfer full): the text
 */
char *
spt_datetime_format_utc (gint64 utc_ms)
{
  SptDatetime at;

  spt_datetime_from_utc_ms (&at, utc_ms);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", at.year, at.month, at.day,
                          at.hour, at.minute, at.second, at.ms);
}
