/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the law and the region fix, out of data/catasto/norms.json and lists.json, and the formulas of a
 * combustion check. Suggestions: what the analyser printed is what counts (catasto facts 9.3). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The class of a fuel for the rules (catasto facts 10, C1). */
typedef enum
{
  SPT_CATASTO_FUEL_UNKNOWN,
  SPT_CATASTO_FUEL_GAS,
  SPT_CATASTO_FUEL_LIQUID,
  SPT_CATASTO_FUEL_SOLID,
  SPT_CATASTO_FUEL_OTHER
} SptCatastoFuel;

/* How a chiller or heat pump works (catasto facts 10, C7). */
typedef enum
{
  SPT_CATASTO_MACHINE_UNKNOWN,
  SPT_CATASTO_MACHINE_RECOVERY,
  SPT_CATASTO_MACHINE_DIRECT_FIRED,
  SPT_CATASTO_MACHINE_ELECTRIC,
  SPT_CATASTO_MACHINE_ENDOTHERMIC
} SptCatastoMachine;

/* The class of a boiler for annex B (catasto facts 10, C15). */
typedef enum
{
  SPT_CATASTO_BOILER_STANDARD,
  SPT_CATASTO_BOILER_LOW_TEMPERATURE,
  SPT_CATASTO_BOILER_CONDENSING,
  SPT_CATASTO_BOILER_WARM_AIR
} SptCatastoBoiler;

#define SPT_CATASTO_N_BOILERS (SPT_CATASTO_BOILER_WARM_AIR + 1)

/* Limits as whole numbers of ten-thousandths (SPT_CATASTO_ONE), so that they are compared exactly. */
typedef struct
{
  guint  send_days;
  guint  remind_days;
  gint64 co_limit_ppm;
  gint64 draught_least_pa;
  gint64 efficiency_uncertainty_percent;
  gint64 measures_from_kw;
} SptCatastoLimits;

const SptCatastoLimits *spt_catasto_get_limits       (void);
/* Of the tables as they were read. */
const char             *spt_catasto_get_norms_digest (void);
gboolean                spt_catasto_has_province     (const char *province);
/* By the number of the fuel in the schema's list. */
SptCatastoFuel          spt_catasto_fuel_from_code   (const char *code);
/* The most that Bacharach's index may be; -1 = no limit is known. */
int                     spt_catasto_bacharach_most   (const char *fuel);

/* CO in dry flue gas without air, ppm (facts 9.3, 11.1): co_ppm · 21 / (21 - o2_percent). FALSE for
 * oxygen of 21 % and more. */
gboolean                spt_catasto_co_corrected_ppm (double      co_ppm,
                                                      double      o2_percent,
                                                      double     *co_corrected_ppm);
/* Excess air n = 21 / (21 - o2_percent). */
gboolean                spt_catasto_air_index        (double      o2_percent,
                                                      double     *n);
/* Heat lost with the flue gas and efficiency of combustion, both in percent; @o2_percent or
 * @co2_percent is what was measured, the other is negative. FALSE for a fuel without coefficients. */
gboolean                spt_catasto_flue_loss        (const char *fuel,
                                                      double      flue_celsius,
                                                      double      air_celsius,
                                                      double      o2_percent,
                                                      double      co2_percent,
                                                      double      condensing_gain_percent,
                                                      double     *loss_percent,
                                                      double     *efficiency_percent);
/* The least efficiency of annex B, percent with two decimals; @installed as g_date_get_julian(). */
gboolean                spt_catasto_minimum_percent  (SptCatastoBoiler boiler,
                                                      guint            installed,
                                                      double           useful_kw,
                                                      double          *percent);
/* What of annex A fits; @fuel of flame generators, @machine of chillers, @power_kw useful (CG:
 * electric), FALSE where no check is due. */
gboolean                spt_catasto_cadence          (const char        *kind,
                                                      SptCatastoFuel     fuel,
                                                      SptCatastoMachine  machine,
                                                      double             power_kw,
                                                      guint             *years,
                                                      guint             *rcee_type);
/* The day @years after @day (g_date_get_julian()); 29 February becomes the 28th (facts 9.1). */
guint                   spt_catasto_next_due         (guint       day,
                                                      guint       years);

G_END_DECLS
