/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar file for other programs: RFC 5545 sections 3.1 (lines), 3.3.11 (text), 3.6.1 (events), 3.6.6 (alarms). */
#define G_LOG_DOMAIN "spt-calendar"

#include "config.h"

#include "base/spt-calendar.h"

#include <string.h>

#include "base/spt-datetime.h"

#define MAX_OCTETS 75 /* of a line, without its end */
#define REMIND_HOUR 9

/* --- lines ------------------------------------------------------------------------------------------ */

/* Control characters have no place in a text; a line end is written as \n. */
static void
append_escaped (GString    *line,
                const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\\' || *at == ';' || *at == ',')
        {
          g_string_append_c (line, '\\');
          g_string_append_c (line, *at);
        }
      else if (*at == '\n' || (*at == '\r' && at[1] != '\n'))
        g_string_append (line, "\\n");
      else if (*at == '\t')
        g_string_append_c (line, ' ');
      else if ((guchar) *at >= 0x20 && *at != 0x7f)
        g_string_append_c (line, *at);
    }
}

/* A line is torn between characters, never within one: the blank that begins the next counts too. */
static void
append_line (GString    *out,
             const char *line)
{
  gsize room = MAX_OCTETS;

  while (strlen (line) > room)
    {
      gsize length = room;

      while (((guchar) line[length] & 0xc0) == 0x80)
        length--;
      g_string_append_len (out, line, length);
      g_string_append (out, "\r\n ");
      line += length;
      room = MAX_OCTETS - 1;
    }
  g_string_append (out, line);
  g_string_append (out, "\r\n");
}

static void
append_text (GString    *out,
             const char *name,
             const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) line = NULL;

  if (text == NULL || *text == '\0')
    return;
  valid = g_utf8_make_valid (text, -1);
  line = g_string_new (name);
  g_string_append_c (line, ':');
  append_escaped (line, valid);
  append_line (out, line->str);
}

/* --- public calls ------------------------------------------------------------------------------------- */

/**
 * spt_calendar_begin:
 * @name: (nullable): what a program calls the calendar
 *
 * Begins a calendar file.
 *
 * Returns: (transfer full): what stands before the first event
 */
GString *
spt_calendar_begin (const char *name)
{
  GString *out = g_string_new (NULL);

  append_line (out, "BEGIN:VCALENDAR");
  append_line (out, "VERSION:2.0");
  append_line (out, "PRODID:-//Sportello//Sportello " VERSION "//EN");
  append_line (out, "CALSCALE:GREGORIAN");
  append_text (out, "X-WR-CALNAME", name);

  return out;
}

/**
 * spt_calendar_add:
 * @out: what spt_calendar_begin() made
 * @day: an event
 * @now_utc_ms: now: of two events with one UID the later one holds
 *
 * Adds an event. It makes nobody busy.
 *
 * Returns: %FALSE where the date of @day is none: then nothing was written
 */
gboolean
spt_calendar_add (GString              *out,
                  const SptCalendarDay *day,
                  gint64                now_utc_ms)
{
  SptDatetime date;
  SptDatetime now;
  g_autofree char *line = NULL;

  if (day->date == NULL || !spt_datetime_parse (day->date, &date, NULL))
    return FALSE;
  spt_datetime_from_utc_ms (&now, now_utc_ms);

  append_line (out, "BEGIN:VEVENT");
  append_text (out, "UID", day->uid);
  line = g_strdup_printf ("DTSTAMP:%04d%02d%02dT%02d%02d%02dZ", now.year, now.month, now.day, now.hour, now.minute,
                          now.second);
  append_line (out, line);
  g_free (line);
  line = g_strdup_printf ("DTSTART;VALUE=DATE:%04d%02d%02d", date.year, date.month, date.day);
  append_line (out, line);
  append_text (out, "SUMMARY", day->summary);
  append_text (out, "DESCRIPTION", day->description);
  append_text (out, "LOCATION", day->location);
  append_text (out, "CATEGORIES", day->category);
  append_line (out, "TRANSP:TRANSPARENT");
  if (day->remind_days > 0)
    {
      append_line (out, "BEGIN:VALARM");
      append_line (out, "ACTION:DISPLAY");
      append_text (out, "DESCRIPTION", day->summary);
      g_free (line);
      line = g_strdup_printf ("TRIGGER:-P%uDT%dH", day->remind_days - 1, 24 - REMIND_HOUR);
      append_line (out, line);
      append_line (out, "END:VALARM");
    }
  append_line (out, "END:VEVENT");

  return TRUE;
}

/**
 * spt_calendar_end:
 * @out: what spt_calendar_begin() made
 *
 * Ends it.
 */
void
spt_calendar_end (GString *out)
{
  append_line (out, "END:VCALENDAR");
}
