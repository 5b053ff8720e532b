/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on measures of combustion: RCEE of type 1 and scheda 11.1 (catasto facts 8.3, 9.3). Measures are
 * compared exactly; what is computed again only warns: the analyser's own value counts. */

#define G_LOG_DOMAIN "spt-catasto-rules-measures"

#include "config.h"

#include <math.h>
#include <string.h>

#include "services/catasto/spt-catasto-rules.h"

#define YES     "1"
#define SECTION "sezione_E"
#define ROW     "rowFumi"

/* How far a value may lie from ours before a word is said. */
#define CO_TOLERANCE_PPM      2.0
#define CO_TOLERANCE_SHARE    0.05
#define EFFICIENCY_TOLERANCE  1.0
#define MINIMUM_TOLERANCE     0.1

/* The fuel of the boiler, as far as document or libretto say; "" = unknown. */
static const char *
get_fuel (SptCatastoCheck *check,
          const char      *number)
{
  SptNode *boiler = spt_catasto_find_known (check, "GT", number);
  SptNode *item = boiler != NULL ? spt_catasto_node_first (boiler, "L4_1gruppoTermico") : NULL;

  return item != NULL ? spt_catasto_node_get (item, "L4_1combustibile") : "";
}

static double
to_double (gint64 value)
{
  return (double) value / (double) SPT_CATASTO_ONE;
}

/* --- which must be there ------------------------------------------------------------------------------- */

static void
check_due (SptCatastoCheck *check,
           SptNode         *section)
{
  const char *number = spt_catasto_node_get (section, "A_E_numGT");
  SptCatastoFuel fuel = spt_catasto_fuel_from_code (get_fuel (check, number));
  gint64 power;

  if (spt_catasto_node_count (section, ROW) > 0 || fuel == SPT_CATASTO_FUEL_SOLID ||
      fuel == SPT_CATASTO_FUEL_OTHER || !spt_catasto_node_get_decimal (section, "A_E_potenzaFocolare", &power) ||
      power < spt_catasto_get_limits ()->measures_from_kw)
    return;
  /* Nobody says what it burns: only wood goes without. */
  if (fuel == SPT_CATASTO_FUEL_UNKNOWN)
    spt_catasto_say_warning (check, section, ROW, "E-RCEE-MISURE:forse", NULL);
  else
    spt_catasto_say_error (check, section, ROW, "E-RCEE-MISURE", NULL);
}

static void
check_furnace (SptCatastoCheck *check,
               SptNode         *section)
{
  SptNode *boiler = spt_catasto_find_known (check, "GT", spt_catasto_node_get (section, "A_E_numGT"));
  SptNode *item = boiler != NULL ? spt_catasto_node_first (boiler, "L4_1gruppoTermico") : NULL;
  gint64 furnace;
  gint64 useful;

  if (item != NULL && spt_catasto_node_get_decimal (section, "A_E_potenzaFocolare", &furnace) &&
      spt_catasto_node_get_decimal (item, "L4_1potenza", &useful) && furnace < useful)
    spt_catasto_say (check, SPT_ISSUE_ERROR, section, "A_E_potenzaFocolare", "E-RCEE-MISURE:focolare",
                     spt_catasto_node_get (section, "A_E_potenzaFocolare"),
                     spt_catasto_node_get (item, "L4_1potenza"));
}

static guint
count_bacharach (SptNode    *row,
                 const char *prefix,
                 gint64      values[3])
{
  guint n = 0;

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s%u", prefix, i);

      if (spt_catasto_node_get_integer (row, name, &values[n]))
        n++;
    }

  return n;
}

static void
check_bacharach (SptCatastoCheck *check,
                 SptNode         *row,
                 const char      *prefix,
                 const char      *code,
                 const char      *fuel)
{
  SptCatastoFuel kind = spt_catasto_fuel_from_code (fuel);
  g_autofree char *name = g_strconcat (prefix, "1", NULL);
  gint64 values[3];
  guint n = count_bacharach (row, prefix, values);

  if (n != 3 && (n > 0 || kind == SPT_CATASTO_FUEL_LIQUID))
    spt_catasto_say_error (check, row, name, code, NULL);
}

static void
check_gas (SptCatastoCheck *check,
           SptNode         *row)
{
  gint64 flue;
  gint64 air;

  if (!spt_catasto_node_has (row, "A_E_O2") && !spt_catasto_node_has (row, "A_E_CO2"))
    spt_catasto_say_error (check, row, "A_E_O2", "E-RCEE-MISURE:ossigeno", NULL);
  if (spt_catasto_node_get_decimal (row, "A_E_tempFumi", &flue) &&
      spt_catasto_node_get_decimal (row, "A_E_tempAria", &air) && flue <= air)
    spt_catasto_say_error (check, row, "A_E_tempFumi", "E-RCEE-MISURE:temperature",
                           spt_catasto_node_get (row, "A_E_tempFumi"));
  if (spt_catasto_node_has (row, "A_E_valorePortata") != spt_catasto_node_has (row, "A_E_portataCombu"))
    spt_catasto_say_error (check, row,
                           spt_catasto_node_has (row, "A_E_valorePortata") ? "A_E_portataCombu"
                                                                           : "A_E_valorePortata",
                           "E-RCEE-PORTATA", NULL);
}

static void
check_report (SptCatastoCheck *check,
              SptNode         *report)
{
  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);
      const char *fuel = get_fuel (check, spt_catasto_node_get (section, "A_E_numGT"));

      check_due (check, section);
      check_furnace (check, section);
      for (guint j = 0; j < spt_catasto_node_count (section, ROW); j++)
        {
          SptNode *row = spt_catasto_node_child (section, ROW, j);

          check_gas (check, row);
          check_bacharach (check, row, "A_E_bacharach", "E-RCEE-MISURE:bacharach", fuel);
        }
    }
}

/* --- what follows from them ------------------------------------------------------------------------------ */

static int
compare (const void *a,
         const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Two of three readings above what the fuel may have; the most of all fuels where none is known. */
static gboolean
is_too_black (SptNode    *row,
              const char *prefix,
              const char *fuel)
{
  int most = spt_catasto_bacharach_most (fuel);
  gint64 values[3];

  if (count_bacharach (row, prefix, values) != 3)
    return FALSE;
  if (most < 0 && spt_catasto_fuel_from_code (fuel) == SPT_CATASTO_FUEL_UNKNOWN)
    most = 6;
  qsort (values, 3, sizeof values[0], compare);

  return most >= 0 && values[1] > most;
}

static gboolean
is_below (SptNode    *row,
          const char *measured,
          const char *minimum)
{
  gint64 efficiency;
  gint64 least;

  return spt_catasto_node_get_decimal (row, measured, &efficiency) &&
         spt_catasto_node_get_decimal (row, minimum, &least) &&
         efficiency + spt_catasto_get_limits ()->efficiency_uncertainty_percent < least;
}

static gboolean
has_too_much_co (SptNode    *row,
                 const char *name)
{
  gint64 co;

  return spt_catasto_node_get_decimal (row, name, &co) && co > spt_catasto_get_limits ()->co_limit_ppm;
}

static void
check_outcome (SptCatastoCheck *check,
               SptNode         *report)
{
  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);
      const char *fuel = get_fuel (check, spt_catasto_node_get (section, "A_E_numGT"));
      gboolean conforms = strcmp (spt_catasto_node_get (section, "A_E_flagRisultati"), YES) == 0;

      for (guint j = 0; j < spt_catasto_node_count (section, ROW); j++)
        {
          SptNode *row = spt_catasto_node_child (section, ROW, j);
          gboolean is_black = is_too_black (row, "A_E_bacharach", fuel);
          gboolean is_low = is_below (row, "A_E_rendimCombu", "A_E_rendimentoLegge");

          if (conforms && has_too_much_co (row, "A_E_COcorretto"))
            spt_catasto_say_error (check, section, "A_E_flagRisultati", "E-RCEE-ESITO",
                                   spt_catasto_node_get (row, "A_E_COcorretto"));
          if (conforms && is_black)
            spt_catasto_say_error (check, section, "A_E_flagRisultati", "E-RCEE-ESITO:bacharach", NULL);
          if (conforms && is_low)
            spt_catasto_say (check, SPT_ISSUE_ERROR, section, "A_E_flagRisultati", "E-RCEE-ESITO:rendimento",
                             spt_catasto_node_get (row, "A_E_rendimCombu"),
                             spt_catasto_node_get (row, "A_E_rendimentoLegge"));
          if (is_black && spt_catasto_node_is_true (row, "A_E_rispettoIndBacharach"))
            spt_catasto_say_error (check, row, "A_E_rispettoIndBacharach", "E-RCEE-ESITO:bacharach", NULL);
          if (is_low && spt_catasto_node_is_true (row, "A_E_minimo"))
            spt_catasto_say (check, SPT_ISSUE_ERROR, row, "A_E_minimo", "E-RCEE-ESITO:rendimento",
                             spt_catasto_node_get (row, "A_E_rendimCombu"),
                             spt_catasto_node_get (row, "A_E_rendimentoLegge"));
        }
    }
}

/* --- computed again ------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *co;
  const char *co_corrected;
  const char *o2;
  const char *co2;
  const char *flue;
  const char *air;
  const char *efficiency;
} Names;

static const Names report_names = {
  "A_E_COfumiSecchi", "A_E_COcorretto", "A_E_O2", "A_E_CO2", "A_E_tempFumi", "A_E_tempAria", "A_E_rendimCombu"
};
static const Names check_names = {
  "L11_1CO", "L11_1COsenzaAria", "L11_1O2", "L11_1CO2", "L11_1tempFumi", "L11_1tempAriaComb",
  "L11_1rendimentoCombu"
};
static const Names test_names = {
  "CO", "COsenzaAria", "O2", "CO2", "tempFumi", "tempAria", "rendimento"
};

static void
check_co (SptCatastoCheck *check,
          SptNode         *row,
          const Names     *names)
{
  gint64 co;
  gint64 o2;
  gint64 said;
  double ours;
  double off;

  if (!spt_catasto_node_get_decimal (row, names->co, &co) || !spt_catasto_node_get_decimal (row, names->o2, &o2) ||
      !spt_catasto_node_get_decimal (row, names->co_corrected, &said) ||
      !spt_catasto_co_corrected_ppm (to_double (co), to_double (o2), &ours))
    return;
  off = fabs (to_double (said) - ours);
  if (off > CO_TOLERANCE_PPM && off > ours * CO_TOLERANCE_SHARE)
    {
      char limit[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (limit, sizeof limit, "%.1f", ours);
      spt_catasto_say (check, SPT_ISSUE_WARNING, row, names->co_corrected, "W-RCEE-CALCOLO",
                       spt_catasto_node_get (row, names->co_corrected), limit);
    }
}

static void
check_loss (SptCatastoCheck *check,
            SptNode         *row,
            const Names     *names,
            const char      *fuel)
{
  gint64 flue;
  gint64 air;
  gint64 o2;
  gint64 co2;
  gint64 said;
  double loss;
  double ours;
  gboolean has_o2 = spt_catasto_node_get_decimal (row, names->o2, &o2);
  gboolean has_co2 = spt_catasto_node_get_decimal (row, names->co2, &co2);

  if (!spt_catasto_node_get_decimal (row, names->flue, &flue) ||
      !spt_catasto_node_get_decimal (row, names->air, &air) || (!has_o2 && !has_co2) ||
      !spt_catasto_node_get_decimal (row, names->efficiency, &said) ||
      !spt_catasto_flue_loss (fuel, to_double (flue), to_double (air), has_o2 ? to_double (o2) : -1,
                              has_co2 ? to_double (co2) : -1, 0, &loss, &ours))
    return;
  /* Above ours what condenses is gained: only below it something is odd. */
  if (to_double (said) < ours - EFFICIENCY_TOLERANCE ||
      to_double (said) > ours + EFFICIENCY_TOLERANCE + 11)
    {
      char limit[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (limit, sizeof limit, "%.1f", ours);
      spt_catasto_say (check, SPT_ISSUE_WARNING, row, names->efficiency, "W-RCEE-CALCOLO:rendimento",
                       spt_catasto_node_get (row, names->efficiency), limit);
    }
}

/* Some class of annex B has to give what is written; which it is no document says. */
static void
check_minimum (SptCatastoCheck *check,
               SptNode         *row,
               const char      *name,
               const char      *number)
{
  SptNode *boiler = spt_catasto_find_known (check, "GT", number);
  SptNode *item = boiler != NULL ? spt_catasto_node_first (boiler, "L4_1gruppoTermico") : NULL;
  double nearest = -1;
  guint installed;
  gint64 power;
  gint64 said;
  char limit[G_ASCII_DTOSTR_BUF_SIZE];

  if (item == NULL || !spt_catasto_node_get_day (item, "L4_1dataInstallazione", &installed) ||
      !spt_catasto_node_get_decimal (item, "L4_1potenza", &power) ||
      !spt_catasto_node_get_decimal (row, name, &said))
    return;
  for (guint i = 0; i < SPT_CATASTO_N_BOILERS; i++)
    {
      double percent;

      if (spt_catasto_minimum_percent ((SptCatastoBoiler) i, installed, to_double (power), &percent) &&
          (nearest < 0 || fabs (percent - to_double (said)) < fabs (nearest - to_double (said))))
        nearest = percent;
    }
  if (nearest < 0 || fabs (nearest - to_double (said)) <= MINIMUM_TOLERANCE)
    return;
  g_ascii_formatd (limit, sizeof limit, "%.2f", nearest);
  spt_catasto_say (check, SPT_ISSUE_WARNING, row, name, "W-RCEE-CALCOLO:minimo",
                   spt_catasto_node_get (row, name), limit);
}

static void
check_computed (SptCatastoCheck *check,
                SptNode         *section)
{
  const char *number = spt_catasto_node_get (section, "A_E_numGT");

  for (guint i = 0; i < spt_catasto_node_count (section, ROW); i++)
    {
      SptNode *row = spt_catasto_node_child (section, ROW, i);

      check_co (check, row, &report_names);
      check_loss (check, row, &report_names, get_fuel (check, number));
      check_minimum (check, row, "A_E_rendimentoLegge", number);
    }
}

/* --- scheda 11.1 and the test report ---------------------------------------------------------------------------- */

static void
check_verified (SptCatastoCheck *check,
                SptNode         *module)
{
  SptNode *boiler = spt_node_get_parent (spt_node_get_parent (module));
  const char *number = spt_catasto_node_get (boiler, "L11_1numero");
  const char *fuel = get_fuel (check, number);
  gint64 flue;
  gint64 air;

  check_co (check, module, &check_names);
  check_loss (check, module, &check_names, fuel);
  check_minimum (check, module, "L11_1percMinimoLegge", number);
  check_bacharach (check, module, "L11_1indBacharach", "W-VERIFICA:bacharach", fuel);
  if (spt_catasto_node_get_decimal (module, "L11_1tempFumi", &flue) &&
      spt_catasto_node_get_decimal (module, "L11_1tempAriaComb", &air) && flue <= air)
    spt_catasto_say_warning (check, module, "L11_1tempFumi", "W-VERIFICA",
                             spt_catasto_node_get (module, "L11_1tempFumi"));
  if (has_too_much_co (module, "L11_1COsenzaAria") && spt_catasto_node_is_true (module, "L11_1flagfumiSecchi"))
    spt_catasto_say_warning (check, module, "L11_1flagfumiSecchi", "W-VERIFICA:esito", NULL);
  if (is_below (module, "L11_1rendimentoCombu", "L11_1percMinimoLegge") &&
      spt_catasto_node_is_true (module, "L11_1flagMinimo"))
    spt_catasto_say_warning (check, module, "L11_1flagMinimo", "W-VERIFICA:esito", NULL);
  if (is_too_black (module, "L11_1indBacharach", fuel) && spt_catasto_node_is_true (module, "L11_1flagIndBach"))
    spt_catasto_say_warning (check, module, "L11_1flagIndBach", "W-VERIFICA:esito", NULL);
}

static void
check_tested (SptCatastoCheck *check,
              SptNode         *boiler)
{
  SptNode *outcome = spt_catasto_node_first (boiler, "esito");
  const char *fuel = get_fuel (check, spt_catasto_node_get (boiler, "numero"));

  for (guint i = 0; i < spt_catasto_node_count (boiler, "misure"); i++)
    {
      SptNode *row = spt_catasto_node_child (boiler, "misure", i);

      check_co (check, row, &test_names);
      if (outcome != NULL && has_too_much_co (row, "COsenzaAria") &&
          strcmp (spt_catasto_node_get (outcome, "flagCO"), "R") == 0)
        spt_catasto_say_warning (check, outcome, "flagCO", "W-PROVA:co", spt_catasto_node_get (row, "COsenzaAria"));
      if (outcome != NULL && is_too_black (row, "fumosita", fuel) &&
          strcmp (spt_catasto_node_get (outcome, "flagFumosita"), "R") == 0)
        spt_catasto_say_warning (check, outcome, "flagFumosita", "W-PROVA:fumosita", NULL);
    }
}

const SptCatastoRule spt_catasto_rules_measures[] = {
  { "E-RCEE-MISURE", "rcee_tipo_1", "8.3", check_report },
  { "E-RCEE-ESITO", "rcee_tipo_1", "8.3", check_outcome },
  { "W-RCEE-CALCOLO", SECTION, "9.3", check_computed },
  { "W-VERIFICA", "L11_1modulo", "7", check_verified },
  { "W-PROVA", "generatore_GT", "8.6", check_tested },
  { NULL, NULL, NULL, NULL }
};
