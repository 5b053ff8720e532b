/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files: lines that end and are torn as RFC 5545 says, texts that survive, days, reminders. */
#include "config.h"

#include <string.h>

#include "base/spt-calendar.h"

#define NOW G_GINT64_CONSTANT (1795376400123) /* 2026-11-22 19:40:00 UTC */

static char *
write_one (const SptCalendarDay *day)
{
  GString *out = spt_calendar_begin (NULL);

  g_assert_true (spt_calendar_add (out, day, NOW));
  spt_calendar_end (out);

  return g_string_free (out, FALSE);
}

/* As a reader does it first of all. */
static char *
unfold (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "\r\n ", -1);

  return g_strjoinv ("", parts);
}

static void
test_day (void)
{
  const SptCalendarDay day = { "a1@x", "2026-12-16", "RCEE GT1", NULL, "Via Roma 1", "RCEE", 30 };
  g_autofree char *text = write_one (&day);

  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  g_assert_nonnull (strstr (text, "\r\nBEGIN:VEVENT\r\nUID:a1@x\r\nDTSTAMP:20261122T194000Z\r\n"
                            "DTSTART;VALUE=DATE:20261216\r\nSUMMARY:RCEE GT1\r\nLOCATION:Via Roma 1\r\n"
                            "CATEGORIES:RCEE\r\nTRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
                            "DESCRIPTION:RCEE GT1\r\nTRIGGER:-P29DT15H\r\nEND:VALARM\r\nEND:VEVENT\r\n"));
  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
}

static void
test_no_reminder (void)
{
  const SptCalendarDay day = { "a1@x", "2026-12-16", "RCEE", "", NULL, NULL, 0 };
  g_autofree char *text = write_one (&day);

  g_assert_null (strstr (text, "VALARM"));
  g_assert_null (strstr (text, "DESCRIPTION"));
  g_assert_null (strstr (text, "LOCATION"));
}

static void
test_bad_date (void)
{
  const SptCalendarDay day = { "a1@x", "2026-02-31", "RCEE", NULL, NULL, NULL, 0 };
  g_autoptr (GString) out = spt_calendar_begin ("X");
  g_autofree char *before = g_strdup (out->str);

  g_assert_false (spt_calendar_add (out, &day, NOW));
  g_assert_cmpstr (out->str, ==, before);
}

static void
test_escaping (void)
{
  const SptCalendarDay day = {
    "a1@x", "2026-12-16", "a,b;c\\d: \"e\"", "first\r\nsecond\nthird\rfourth\tx\a", NULL, NULL, 0
  };
  g_autofree char *text = write_one (&day);

  g_assert_nonnull (strstr (text, "\r\nSUMMARY:a\\,b\\;c\\\\d: \"e\"\r\n"));
  g_assert_nonnull (strstr (text, "\r\nDESCRIPTION:first\\nsecond\\nthird\\nfourth x\r\n"));
}

/* No line has more than 75 octets, no letter is torn, and what is put together again is what it was. */
static void
check_folded (const char *summary)
{
  const SptCalendarDay day = { "a1@x", "2026-12-16", summary, NULL, NULL, NULL, 0 };
  g_autofree char *text = write_one (&day);
  g_autofree char *whole = unfold (text);
  g_autofree char *expected = g_strdup_printf ("\r\nSUMMARY:%s\r\n", summary);
  g_auto (GStrv) lines = g_strsplit (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strpbrk (lines[i], "\r\n"));
    }
  g_assert_nonnull (strstr (whole, expected));
}

static void
test_folding (void)
{
  for (guint length = 60; length < 160; length++)
    {
      g_autofree char *plain = g_strnfill (length, 'x');
      g_autoptr (GString) wide = g_string_new (NULL);

      check_folded (plain);
      while (wide->len < length)
        g_string_append (wide, wide->len % 3 == 0 ? "à" : wide->len % 3 == 1 ? "€" : "𝄞");
      check_folded (wide->str);
    }
}

static void
test_not_utf8 (void)
{
  const SptCalendarDay day = { "a1@x", "2026-12-16", "citt\xe0", NULL, NULL, NULL, 0 };
  g_autofree char *text = write_one (&day);

  g_assert_true (g_utf8_validate (text, -1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/calendar/day", test_day);
  g_test_add_func ("/base/calendar/no-reminder", test_no_reminder);
  g_test_add_func ("/base/calendar/bad-date", test_bad_date);
  g_test_add_func ("/base/calendar/escaping", test_escaping);
  g_test_add_func ("/base/calendar/folding", test_folding);
  g_test_add_func ("/base/calendar/not-utf8", test_not_utf8);

  return g_test_run ();
}
