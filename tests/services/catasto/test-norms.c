/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas and tables of the law, by the figures of catasto facts 9. */
#include "config.h"

#include "service-test.h"
#include "services/catasto/spt-catasto-node.h"
#include "services/catasto/spt-catasto-norms.h"
#include "services/catasto/spt-catasto-operations.h"

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon (a, b, 0.005)

static guint
day (const char *text)
{
  guint out;

  g_assert_true (spt_catasto_parse_day (text, &out));

  return out;
}

static void
test_combustion (void)
{
  double out;
  double loss;

  g_assert_true (spt_catasto_co_corrected_ppm (50, 5, &out));
  g_assert_cmpfloat_with_epsilon (out, 65.6, 0.03);
  g_assert_true (spt_catasto_co_corrected_ppm (50, 0, &out));
  NEAR (out, 50);
  g_assert_false (spt_catasto_co_corrected_ppm (50, 21, &out));
  g_assert_false (spt_catasto_co_corrected_ppm (-1, 5, &out));
  g_assert_true (spt_catasto_air_index (5, &out));
  g_assert_cmpfloat_with_epsilon (out, 1.3125, 0.0001);

  g_assert_true (spt_catasto_flue_loss ("2", 120, 20, 5, -1, 0, &loss, &out));
  g_assert_cmpfloat_with_epsilon (loss, 5.125, 0.001);
  g_assert_cmpfloat_with_epsilon (out, 94.875, 0.001);
  g_assert_true (spt_catasto_flue_loss ("4", 220, 20, -1, 10, 0, &loss, &out));
  g_assert_cmpfloat_with_epsilon (loss, 11.4, 0.001);
  g_assert_true (spt_catasto_flue_loss ("2", 60, 20, 5, -1, 5, &loss, &out));
  g_assert_cmpfloat_with_epsilon (out, 102.95, 0.001);
  g_assert_false (spt_catasto_flue_loss ("7", 120, 20, 5, -1, 0, &loss, &out));
  g_assert_false (spt_catasto_flue_loss ("2", 120, 20, 21, -1, 0, &loss, &out));
}

static void
test_minimum (void)
{
  static const struct
  {
    SptCatastoBoiler boiler;
    const char      *installed;
    double           kw;
    double           percent;
  } figures[] = {
    { SPT_CATASTO_BOILER_STANDARD, "2005-10-08", 24, 89.76 },
    { SPT_CATASTO_BOILER_CONDENSING, "2005-10-08", 24, 91.76 },
    { SPT_CATASTO_BOILER_STANDARD, "1993-10-28", 24, 84.76 },
    { SPT_CATASTO_BOILER_CONDENSING, "1993-10-28", 24, 84.76 },
    { SPT_CATASTO_BOILER_STANDARD, "2020-01-01", 100, 91.00 },
    { SPT_CATASTO_BOILER_STANDARD, "2020-01-01", 400, 92.20 },
    { SPT_CATASTO_BOILER_STANDARD, "2020-01-01", 600, 92.20 },
    { SPT_CATASTO_BOILER_STANDARD, "1997-12-31", 100, 88 },
    { SPT_CATASTO_BOILER_LOW_TEMPERATURE, "1998-01-01", 100, 90.5 },
    { SPT_CATASTO_BOILER_CONDENSING, "2005-10-07", 100, 93 },
    { SPT_CATASTO_BOILER_WARM_AIR, "1993-10-28", 100, 81 },
    { SPT_CATASTO_BOILER_WARM_AIR, "1993-10-29", 100, 84 },
  };
  double percent;

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_assert_true (spt_catasto_minimum_percent (figures[i].boiler, day (figures[i].installed),
                                                  figures[i].kw, &percent));
      NEAR (percent, figures[i].percent);
    }
  g_assert_false (spt_catasto_minimum_percent (SPT_CATASTO_BOILER_STANDARD, day ("2020-01-01"), 0, &percent));
}

static void
test_cadence (void)
{
  static const struct
  {
    const char        *kind;
    SptCatastoFuel     fuel;
    SptCatastoMachine  machine;
    double             kw;
    guint              years; /* 0 = none is due */
    guint              rcee;
  } figures[] = {
    { "GT", SPT_CATASTO_FUEL_GAS, 0, 10, 0, 0 },
    { "GT", SPT_CATASTO_FUEL_GAS, 0, 24, 4, 1 },
    { "GT", SPT_CATASTO_FUEL_GAS, 0, 100, 2, 1 },
    { "GT", SPT_CATASTO_FUEL_LIQUID, 0, 99.99, 2, 1 },
    { "GT", SPT_CATASTO_FUEL_SOLID, 0, 100, 1, 1 },
    { "GT", SPT_CATASTO_FUEL_UNKNOWN, 0, 100, 0, 0 },
    { "GF", 0, SPT_CATASTO_MACHINE_ELECTRIC, 12, 0, 0 },
    { "GF", 0, SPT_CATASTO_MACHINE_ELECTRIC, 12.01, 4, 2 },
    { "GF", 0, SPT_CATASTO_MACHINE_DIRECT_FIRED, 100, 2, 2 },
    { "GF", 0, SPT_CATASTO_MACHINE_ENDOTHERMIC, 12, 4, 2 },
    { "GF", 0, SPT_CATASTO_MACHINE_RECOVERY, 12, 2, 2 },
    { "SC", 0, 0, 10, 0, 0 },
    { "SC", 0, 0, 11, 4, 3 },
    { "CG", 0, 0, 49.9, 4, 4 },
    { "CG", 0, 0, 50, 2, 4 },
    { "CS", 0, 0, 50, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      guint years = 0;
      guint rcee = 0;

      g_assert_cmpint (spt_catasto_cadence (figures[i].kind, figures[i].fuel, figures[i].machine,
                                            figures[i].kw, &years, &rcee), ==, figures[i].years > 0);
      g_assert_cmpuint (years, ==, figures[i].years);
      g_assert_cmpuint (rcee, ==, figures[i].rcee);
    }
  g_assert_cmpuint (spt_catasto_next_due (day ("2024-02-29"), 2), ==, day ("2026-02-28"));
  g_assert_cmpuint (spt_catasto_next_due (day ("2024-02-29"), 4), ==, day ("2028-02-29"));
  g_assert_cmpuint (spt_catasto_next_due (day ("2026-11-21"), 1), ==, day ("2027-11-21"));
}

static void
test_tables (void)
{
  static const char *const api_ids[] = { "4", "5", "9", "85", "86", "1", "2", "3", "8", "10", "16", "52", "58", "84", "88", "87", "99" };
  gint64 value;

  g_assert_cmpint (spt_catasto_fuel_from_code ("2"), ==, SPT_CATASTO_FUEL_GAS);
  g_assert_cmpint (spt_catasto_fuel_from_code ("4"), ==, SPT_CATASTO_FUEL_LIQUID);
  g_assert_cmpint (spt_catasto_fuel_from_code ("6"), ==, SPT_CATASTO_FUEL_SOLID);
  g_assert_cmpint (spt_catasto_fuel_from_code ("1"), ==, SPT_CATASTO_FUEL_OTHER);
  g_assert_cmpint (spt_catasto_fuel_from_code ("99"), ==, SPT_CATASTO_FUEL_UNKNOWN);
  g_assert_cmpint (spt_catasto_bacharach_most ("4"), ==, 2);
  g_assert_cmpint (spt_catasto_bacharach_most ("5"), ==, 6);
  g_assert_cmpint (spt_catasto_bacharach_most ("2"), ==, -1);
  g_assert_cmpuint (spt_catasto_get_limits ()->send_days, ==, 45);
  g_assert_true (spt_catasto_has_province ("BT"));
  g_assert_false (spt_catasto_has_province ("MI"));

  for (guint i = 0; i < G_N_ELEMENTS (api_ids); i++)
    {
      const SptCatastoRow *row = spt_catasto_matrix_get (api_ids[i]);

      g_assert_nonnull (row);
      g_assert_cmpuint (row->cells->len, ==, 47);
      g_assert_nonnull (spt_catasto_operation_find_api_id (api_ids[i]));
      g_assert_null (spt_catasto_why_not_invokable (api_ids[i]));
    }
  g_assert_nonnull (spt_catasto_why_not_invokable ("6"));
  g_assert_nonnull (spt_catasto_why_not_invokable ("7"));
  g_assert_null (spt_catasto_operation_find_api_id ("6"));

  g_assert_true (spt_catasto_parse_decimal ("-12,5", &value));
  g_assert_cmpint (value, ==, -125000);
  g_assert_true (spt_catasto_parse_decimal ("0.0001", &value));
  g_assert_cmpint (value, ==, 1);
  g_assert_true (spt_catasto_parse_decimal ("1.000000", &value));
  g_assert_false (spt_catasto_parse_decimal ("0.00001", &value));
  g_assert_false (spt_catasto_parse_decimal ("99999999999999999999", &value));
  g_assert_false (spt_catasto_parse_decimal ("x", &value));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catasto/norms/combustion", test_combustion);
  g_test_add_func ("/catasto/norms/minimum", test_minimum);
  g_test_add_func ("/catasto/norms/cadence", test_cadence);
  g_test_add_func ("/catasto/norms/tables", test_tables);

  return g_test_run ();
}
