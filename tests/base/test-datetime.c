/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local date-times: forms read and refused, round trips, order, and the UTC calendar against
 * GLib's. */
#include "base/spt-datetime.h"

#include <string.h>

#define OK -1

static const struct
{
  const char *text;
  int         code;    /* OK or an SptDatetimeError */
  const char *iso;     /* what is written back */
  const char *italian; /* with the time */
} vectors[] = {
  { "2026-12-16", OK, "2026-12-16", "16/12/2026 00:00" },
  { "2026-12-16T23:59", OK, "2026-12-16T23:59:00", "16/12/2026 23:59" },
  { "2026-12-16T23:59:58", OK, "2026-12-16T23:59:58", "16/12/2026 23:59" },
  { "2026-12-16T23:59:58.123", OK, "2026-12-16T23:59:58.123", "16/12/2026 23:59" },
  { "2026-12-16T23:59:58.1", OK, "2026-12-16T23:59:58.100", "16/12/2026 23:59" },
  { "2026-12-16T23:59:58.000", OK, "2026-12-16T23:59:58", "16/12/2026 23:59" },
  { "2026-12-16T23:59:58.123456789", OK, "2026-12-16T23:59:58.123", "16/12/2026 23:59" },
  { "2026-12-16 23:59:58", OK, "2026-12-16T23:59:58", "16/12/2026 23:59" },
  { "2026-12-16T00:00:00", OK, "2026-12-16T00:00:00", "16/12/2026 00:00" },
  { "16/12/2026", OK, "2026-12-16", "16/12/2026 00:00" },
  { "16-12-2026", OK, "2026-12-16", "16/12/2026 00:00" },
  { "16.12.2026", OK, "2026-12-16", "16/12/2026 00:00" },
  { "6/1/2026", OK, "2026-01-06", "06/01/2026 00:00" },
  { "16-1-2026", OK, "2026-01-16", "16/01/2026 00:00" },
  { "16/12/2026 23:59", OK, "2026-12-16T23:59:00", "16/12/2026 23:59" },
  { "16/12/2026 23:59:58", OK, "2026-12-16T23:59:58", "16/12/2026 23:59" },
  { "  16/12/2026 \r\n", OK, "2026-12-16", "16/12/2026 00:00" },
  { "29/02/2024", OK, "2024-02-29", "29/02/2024 00:00" },
  { "29/02/2000", OK, "2000-02-29", "29/02/2000 00:00" },
  { "0001-01-01", OK, "0001-01-01", "01/01/0001 00:00" },
  { "9999-12-31T23:59:59.999", OK, "9999-12-31T23:59:59.999", "31/12/9999 23:59" },

  { NULL, SPT_DATETIME_ERROR_EMPTY },
  { "", SPT_DATETIME_ERROR_EMPTY },
  { "  ", SPT_DATETIME_ERROR_EMPTY },
  { "domani", SPT_DATETIME_ERROR_SYNTAX },
  { "16/12/26", SPT_DATETIME_ERROR_SYNTAX },
  { "16/12-2026", SPT_DATETIME_ERROR_SYNTAX },
  { "2026/12/16", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-1-6", SPT_DATETIME_ERROR_SYNTAX },
  { "20261216", SPT_DATETIME_ERROR_SYNTAX },
  { "02026-12-16", SPT_DATETIME_ERROR_SYNTAX },
  { "-2026-12-16", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T9:00", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T23", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T23:5", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T23:59:", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T23:59:59.", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T23:59:59.1234567890", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16x", SPT_DATETIME_ERROR_SYNTAX },
  { "16/12/2026+", SPT_DATETIME_ERROR_SYNTAX },
  { "16/12/2026 a", SPT_DATETIME_ERROR_SYNTAX },
  { "16/12/2026 23:59 CET", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-12-16T23:59:59+2", SPT_DATETIME_ERROR_SYNTAX },
  { "2026-02-30", SPT_DATETIME_ERROR_RANGE },
  { "31/02/2026", SPT_DATETIME_ERROR_RANGE },
  { "29/02/2023", SPT_DATETIME_ERROR_RANGE },
  { "29/02/1900", SPT_DATETIME_ERROR_RANGE },
  { "31/04/2026", SPT_DATETIME_ERROR_RANGE },
  { "00/12/2026", SPT_DATETIME_ERROR_RANGE },
  { "16/13/2026", SPT_DATETIME_ERROR_RANGE },
  { "16/00/2026", SPT_DATETIME_ERROR_RANGE },
  { "0000-01-01", SPT_DATETIME_ERROR_RANGE },
  { "2026-12-16T24:00:00", SPT_DATETIME_ERROR_RANGE },
  { "2026-12-16T23:60", SPT_DATETIME_ERROR_RANGE },
  { "2026-12-16T23:59:60", SPT_DATETIME_ERROR_RANGE },
  { "2026-12-16T23:59:59Z", SPT_DATETIME_ERROR_ZONE },
  { "2026-12-16T23:59:59.123z", SPT_DATETIME_ERROR_ZONE },
  { "2026-12-16T23:59:59+02:00", SPT_DATETIME_ERROR_ZONE },
  { "2026-12-16T23:59-0200", SPT_DATETIME_ERROR_ZONE },
  { "2026-12-16 23:59:59 +02", SPT_DATETIME_ERROR_ZONE },
  { "2026-12-16Z", SPT_DATETIME_ERROR_ZONE },
  { "2026-12-16+01:00", SPT_DATETIME_ERROR_ZONE },
  { "16/12/2026 23:59Z", SPT_DATETIME_ERROR_ZONE },
};

static void
test_vectors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GError) error = NULL;
      SptDatetime at = { .year = 4711 };
      gboolean ok;

      g_test_message ("<%s>", vectors[i].text);
      ok = spt_datetime_parse (vectors[i].text, &at, &error);
      if (vectors[i].code == OK)
        {
          g_autofree char *iso = NULL;
          g_autofree char *italian = NULL;

          g_assert_no_error (error);
          g_assert_true (ok);
          iso = spt_datetime_to_iso (&at);
          italian = spt_datetime_to_italian (&at, TRUE);
          g_assert_cmpstr (iso, ==, vectors[i].iso);
          g_assert_cmpstr (italian, ==, vectors[i].italian);
        }
      else
        {
          g_assert_false (ok);
          g_assert_error (error, SPT_DATETIME_ERROR, vectors[i].code);
          g_assert_cmpint (at.year, ==, 4711);
          g_assert_false (spt_datetime_parse (vectors[i].text, &at, NULL));
        }
    }
}

static gint64
random_utc_ms (GRand *rand)
{
  /* 1700 to 2300, evenly. */
  return (gint64) (g_rand_double_range (rand, -8520336000000.0, 10413792000000.0));
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261216);
  SptDatetime last;
  gint64 last_ms = 0;

  spt_datetime_from_utc_ms (&last, last_ms);
  for (guint i = 0; i < 20000; i++)
    {
      gint64 utc_ms = random_utc_ms (rand);
      g_autofree char *iso = NULL;
      g_autofree char *italian = NULL;
      SptDatetime at;
      SptDatetime back;
      int order;

      spt_datetime_from_utc_ms (&at, utc_ms);
      order = (utc_ms > last_ms) - (utc_ms < last_ms);
      g_assert_cmpint (spt_datetime_compare (&at, &last), ==, order);
      g_assert_cmpint (spt_datetime_compare (&last, &at), ==, -order);
      last = at;
      last_ms = utc_ms;

      iso = spt_datetime_to_iso (&at);
      g_assert_true (spt_datetime_parse (iso, &back, NULL));
      g_assert_cmpint (spt_datetime_compare (&at, &back), ==, 0);
      g_assert_true (back.has_time);

      italian = spt_datetime_to_italian (&at, FALSE);
      g_assert_true (spt_datetime_parse (italian, &back, NULL));
      g_assert_false (back.has_time);
      g_assert_cmpint (back.year, ==, at.year);
      g_assert_cmpint (back.month, ==, at.month);
      g_assert_cmpint (back.day, ==, at.day);
      g_assert_cmpint (spt_datetime_compare (&back, &at), <=, 0);
    }
}

static void
assert_same_as_glib (gint64 utc_ms)
{
  gint64 seconds = (utc_ms - ((utc_ms % 1000) + 1000) % 1000) / 1000;
  g_autoptr (GDateTime) oracle = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *start = g_date_time_format (oracle, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *expected = g_strdup_printf ("%s.%03dZ", start, (int) (utc_ms - seconds * 1000));
  g_autofree char *text = spt_datetime_format_utc (utc_ms);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_utc (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree char *text = spt_datetime_format_utc (G_GINT64_CONSTANT (1795294500123));
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_cmpstr (text, ==, "2026-11-21T20:55:00.123Z");

  for (guint i = 0; i < 20000; i++)
    assert_same_as_glib (random_utc_ms (rand));
  /* Every last and first millisecond of a year for eight centuries. */
  for (int year = 1600; year <= 2400; year++)
    {
      g_autoptr (GDateTime) first = g_date_time_new_utc (year, 1, 1, 0, 0, 0);
      g_autoptr (GDateTime) march = g_date_time_new_utc (year, 3, 1, 0, 0, 0);

      assert_same_as_glib (g_date_time_to_unix (first) * 1000);
      assert_same_as_glib (g_date_time_to_unix (first) * 1000 - 1);
      assert_same_as_glib (g_date_time_to_unix (march) * 1000);
      assert_same_as_glib (g_date_time_to_unix (march) * 1000 - 1);
    }

  /* What no calendar of four digits holds goes to its ends. */
  before = spt_datetime_format_utc (G_MININT64);
  after = spt_datetime_format_utc (G_MAXINT64);
  g_assert_cmpstr (before, ==, "0001-01-01T00:00:00.000Z");
  g_assert_cmpstr (after, ==, "9999-12-31T23:59:59.999Z");
}

/* Every prefix of a good text is answered without reading beyond its end (ASan watches). */
static void
test_prefixes (void)
{
  static const char *const texts[] = {
    "2026-12-16T23:59:59.123456789+02:00", "16/12/2026 23:59:59Z",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize n = 0; n <= strlen (texts[i]); n++)
      {
        g_autofree char *prefix = g_strndup (texts[i], n);
        SptDatetime at;
        g_autoptr (GError) error = NULL;

        if (!spt_datetime_parse (prefix, &at, &error))
          g_assert_nonnull (error);
      }
}

/* Summer and winter, and the hour that the clocks change. */
static void
test_italy (void)
{
  static const struct
  {
    gint64      utc_ms;
    const char *wall;
    int         offset_min;
  } moments[] = {
    { G_GINT64_CONSTANT (1767222000000), "2026-01-01T00:00:00", 60 },
    { G_GINT64_CONSTANT (1782856800000), "2026-07-01T00:00:00", 120 },
    { G_GINT64_CONSTANT (1774745999000), "2026-03-29T01:59:59", 60 },
    { G_GINT64_CONSTANT (1774746000000), "2026-03-29T03:00:00", 120 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *wall = NULL;
      SptDatetime at;
      int offset_min;

      spt_datetime_from_utc_ms_in_italy (&at, moments[i].utc_ms, &offset_min);
      wall = spt_datetime_to_iso (&at);
      g_assert_cmpstr (wall, ==, moments[i].wall);
      g_assert_cmpint (offset_min, ==, moments[i].offset_min);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/datetime/vectors", test_vectors);
  g_test_add_func ("/base/datetime/round-trip", test_round_trip);
  g_test_add_func ("/base/datetime/utc", test_utc);
  g_test_add_func ("/base/datetime/prefixes", test_prefixes);
  g_test_add_func ("/datetime/italy", test_italy);

  return g_test_run ();
}
