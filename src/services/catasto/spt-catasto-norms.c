/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the law and the region fix, out of data/catasto/norms.json and the code lists in force, and the formulas of a
 * combustion check. */

#define G_LOG_DOMAIN "spt-catasto-norms"

#include "config.h"

#include "services/catasto/spt-catasto-norms.h"

#include <math.h>
#include <string.h>

#include "base/spt-data.h"
#include "services/catasto/spt-catasto-node.h"
#include "services/catasto/spt-catasto-schemas.h"

#define NORMS "catasto/norms.json"
#define AIR_O2_PERCENT 21.0

/* A row of annex B: reports ask for all of them. */
typedef struct
{
  guint  classes; /* bits by SptCatastoBoiler */
  guint  from;    /* as g_date_get_julian() counts */
  guint  before;
  double base;
  double slope;
} Minimum;

typedef struct
{
  JsonNode         *norms; /* (owned) */
  SptCatastoLimits  limits;
  GArray           *minimums; /* (owned) (element-type Minimum) */
  double            minimum_power_cap_kw;
} Tables;

/* --- the tables ------------------------------------------------------------------------------------ */

/* A user's copy that is none is told, and the shipped one is used. */
static JsonNode *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = spt_data_load_json (path, &error);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_warning ("%s: %s", path, error != NULL ? error->message : "not an object");
  g_clear_pointer (&node, json_node_unref);
  g_clear_error (&error);
  node = spt_data_load_shipped_json (path, &error);
  if (node == NULL)
    g_error ("%s: %s", path, error->message);

  return node;
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static gint64
get_decimal (JsonObject *object,
             const char *name,
             gint64      otherwise)
{
  const char *text = get_text (object, name);
  gint64 value;

  return text != NULL && spt_catasto_parse_decimal (text, &value) ? value : otherwise;
}

static double
get_number (JsonObject *object,
            const char *name,
            double      otherwise)
{
  const char *text = get_text (object, name);

  return text != NULL ? g_ascii_strtod (text, NULL) : otherwise;
}

static gint64
get_integer (JsonObject *object,
             const char *name,
             gint64      otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : otherwise;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static JsonObject *
get_row (JsonArray *array,
         guint      i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
has_word (JsonArray  *array,
          const char *word)
{
  for (guint i = 0; i < get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING && g_str_equal (json_node_get_string (node), word))
        return TRUE;
    }

  return FALSE;
}

static GArray *
load_minimums (JsonObject *norms)
{
  static const char *const words[] = { "standard", "low-temperature", "condensing", "warm-air" };
  GArray *minimums = g_array_new (FALSE, FALSE, sizeof (Minimum));
  JsonArray *rows = get_array (norms, "minimum");

  G_STATIC_ASSERT (G_N_ELEMENTS (words) == SPT_CATASTO_N_BOILERS);

  for (guint i = 0; i < get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);
      Minimum minimum = { 0, 0, G_MAXUINT, 0, 0 };

      if (row == NULL ||
          (get_text (row, "from") != NULL && !spt_catasto_parse_day (get_text (row, "from"), &minimum.from)) ||
          (get_text (row, "before") != NULL && !spt_catasto_parse_day (get_text (row, "before"), &minimum.before)))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        {
          if (has_word (get_array (row, "classes"), words[j]))
            minimum.classes |= 1u << j;
        }
      minimum.base = get_number (row, "base", 0);
      minimum.slope = get_number (row, "slope", 0);
      g_array_append_val (minimums, minimum);
    }

  return minimums;
}

static const Tables *
get_tables (void)
{
  static Tables tables;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      JsonObject *norms;

      tables.norms = load (NORMS);
      norms = json_node_get_object (tables.norms);
      tables.limits = (SptCatastoLimits) {
        .send_days = (guint) CLAMP (get_integer (norms, "send-days", 45), 0, 3650),
        .remind_days = (guint) CLAMP (get_integer (norms, "remind-days", 30), 0, 3650),
        .co_limit_ppm = get_decimal (norms, "co-limit-ppm", 1000 * SPT_CATASTO_ONE),
        .draught_least_pa = get_decimal (norms, "draught-least-pa", 3 * SPT_CATASTO_ONE),
        .efficiency_uncertainty_percent =
          get_decimal (norms, "efficiency-uncertainty-percent", 2 * SPT_CATASTO_ONE),
        .measures_from_kw = get_decimal (norms, "measures-from-kw", 10 * SPT_CATASTO_ONE),
      };
      tables.minimums = load_minimums (norms);
      tables.minimum_power_cap_kw = get_number (norms, "minimum-power-cap-kw", 400);
      g_once_init_leave (&once, 1);
    }

  return &tables;
}

static JsonArray *
get_table (const char *name)
{
  return get_array (json_node_get_object (get_tables ()->norms), name);
}

/**
 * spt_catasto_get_limits:
 *
 * Returns: (transfer none): the limits in force
 */
const SptCatastoLimits *
spt_catasto_get_limits (void)
{
  return &get_tables ()->limits;
}

/**
 * spt_catasto_get_norms_digest:
 *
 * Returns: (transfer none): what the tables in force are told from others by
 */
const char *
spt_catasto_get_norms_digest (void)
{
  static char *digest;
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      g_autofree char *text = json_to_string (get_tables ()->norms, FALSE);

      digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      g_once_init_leave (&once, 1);
    }

  return digest;
}

/**
 * spt_catasto_has_province:
 * @province: two letters
 *
 * Returns: whether the register covers it (catasto facts 6)
 */
gboolean
spt_catasto_has_province (const char *province)
{
  return has_word (get_table ("provinces"), province);
}

/**
 * spt_catasto_fuel_from_code:
 * @code: the number of a fuel
 *
 * Returns: its class (catasto facts 10, C1); %SPT_CATASTO_FUEL_UNKNOWN for none
 */
SptCatastoFuel
spt_catasto_fuel_from_code (const char *code)
{
  static const char *const words[] = { "", "gas", "liquid", "solid", "other" };
  g_autoptr (SptOfficialSet) set = spt_official_ref_in_force (&spt_catasto_official, NULL);
  const char *word = set != NULL ? spt_official_set_find_value (set, "combustibile", code, "class") : NULL;

  for (guint i = SPT_CATASTO_FUEL_GAS; i <= SPT_CATASTO_FUEL_OTHER; i++)
    {
      if (g_strcmp0 (word, words[i]) == 0)
        return (SptCatastoFuel) i;
    }

  return SPT_CATASTO_FUEL_UNKNOWN;
}

/**
 * spt_catasto_bacharach_most:
 * @fuel: the number of a fuel
 *
 * Returns: the limit of Bacharach's index (catasto facts 8.3: 2 gasolio, 6 olio combustibile); -1 for
 *   none
 */
int
spt_catasto_bacharach_most (const char *fuel)
{
  JsonArray *rows = get_table ("bacharach");

  for (guint i = 0; i < get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);

      if (row != NULL && g_strcmp0 (get_text (row, "fuel"), fuel) == 0)
        return (int) CLAMP (get_integer (row, "most", -1), -1, 9);
    }

  return -1;
}

/* --- formulas ---------------------------------------------------------------------------------------- */

/**
 * spt_catasto_air_index:
 * @o2_percent: oxygen measured
 * @n: (out): excess air
 *
 * Computes the index of air (catasto facts 9.3).
 *
 * Returns: %FALSE for oxygen outside of 0 to below 21 %
 */
gboolean
spt_catasto_air_index (double  o2_percent,
                       double *n)
{
  if (!(o2_percent >= 0 && o2_percent < AIR_O2_PERCENT))
    return FALSE;
  *n = AIR_O2_PERCENT / (AIR_O2_PERCENT - o2_percent);

  return TRUE;
}

/**
 * spt_catasto_co_corrected_ppm:
 * @co_ppm: carbon monoxide in dry flue gas
 * @o2_percent: oxygen measured
 * @co_corrected_ppm: (out): the same without air
 *
 * Computes what the limit of 1000 ppm is about (catasto facts 8.3, 9.3).
 *
 * Returns: %FALSE for what cannot be
 */
gboolean
spt_catasto_co_corrected_ppm (double  co_ppm,
                              double  o2_percent,
                              double *co_corrected_ppm)
{
  double n;

  if (!(co_ppm >= 0) || !spt_catasto_air_index (o2_percent, &n))
    return FALSE;
  *co_corrected_ppm = co_ppm * n;

  return TRUE;
}

/**
 * spt_catasto_flue_loss:
 * @fuel: the number of a fuel
 * @flue_celsius: temperature of the flue gas
 * @air_celsius: temperature of the air that it burns with
 * @o2_percent: oxygen, or negative
 * @co2_percent: carbon dioxide, where there is no oxygen
 * @condensing_gain_percent: ET of condensing boilers, else 0
 * @loss_percent: (out): Qs
 * @efficiency_percent: (out): ηc = 100 - Qs + ET
 *
 * Computes heat loss and efficiency (catasto facts 9.3).
 *
 * Returns: %FALSE for a fuel without coefficients, or values that cannot be
 */
gboolean
spt_catasto_flue_loss (const char *fuel,
                       double      flue_celsius,
                       double      air_celsius,
                       double      o2_percent,
                       double      co2_percent,
                       double      condensing_gain_percent,
                       double     *loss_percent,
                       double     *efficiency_percent)
{
  JsonArray *rows = get_table ("flue-loss");
  double share = -1;

  for (guint i = 0; i < get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);

      if (row == NULL || g_strcmp0 (get_text (row, "fuel"), fuel) != 0)
        continue;
      if (o2_percent >= 0 && o2_percent < AIR_O2_PERCENT)
        share = get_number (row, "a1", 0) / (AIR_O2_PERCENT - o2_percent) + get_number (row, "b", 0);
      else if (o2_percent < 0 && co2_percent > 0)
        share = get_number (row, "a2", 0) / co2_percent + get_number (row, "b", 0);
    }
  if (!(share >= 0))
    return FALSE;
  *loss_percent = (flue_celsius - air_celsius) * share;
  *efficiency_percent = 100 - *loss_percent + condensing_gain_percent;

  return TRUE;
}

/**
 * spt_catasto_minimum_percent:
 * @boiler: its class
 * @installed: the day, as g_date_get_julian() counts
 * @useful_kw: nominal useful power; above the cap of the table it counts as that
 * @percent: (out): rounded to two decimals
 *
 * Looks up the least efficiency that the law asks (DPR 74/2013, annex B; catasto facts 9.3).
 *
 * Returns: %FALSE where the table has nothing for it
 */
gboolean
spt_catasto_minimum_percent (SptCatastoBoiler  boiler,
                             guint             installed,
                             double            useful_kw,
                             double           *percent)
{
  const Tables *tables = get_tables ();
  double power = MIN (useful_kw, tables->minimum_power_cap_kw);

  if (!(power > 0))
    return FALSE;
  for (guint i = 0; i < tables->minimums->len; i++)
    {
      const Minimum *minimum = &g_array_index (tables->minimums, Minimum, i);

      if ((minimum->classes & 1u << boiler) == 0 || installed < minimum->from || installed >= minimum->before)
        continue;
      *percent = minimum->base + (minimum->slope * log10 (power));
      *percent = round (*percent * 100) / 100;
      return TRUE;
    }

  return FALSE;
}

/* --- when ------------------------------------------------------------------------------------------------ */

/**
 * spt_catasto_cadence:
 * @kind: "GT", "GF", "SC", "CG"
 * @fuel: of flame generators
 * @machine: of chillers and heat pumps
 * @power_kw: nominal useful power, all generators of one distribution together; of CG the electric one
 * @years: (out): every so many
 * @rcee_type: (out): 1 to 4
 *
 * Looks up how often the efficiency is checked (DPR 74/2013, annex A; catasto facts 9.1).
 *
 * Returns: %FALSE where nothing is due, or it cannot be told
 */
gboolean
spt_catasto_cadence (const char        *kind,
                     SptCatastoFuel     fuel,
                     SptCatastoMachine  machine,
                     double             power_kw,
                     guint             *years,
                     guint             *rcee_type)
{
  static const char *const fuels[] = { "?", "gas", "liquid", "solid", "other" };
  static const char *const machines[] = { "?", "recovery", "direct-fired", "electric", "endothermic" };
  JsonArray *rows = get_table ("cadence");

  for (guint i = 0; i < get_length (rows); i++)
    {
      JsonObject *row = get_row (rows, i);
      JsonArray *row_fuels = row != NULL ? get_array (row, "fuels") : NULL;
      JsonArray *row_machines = row != NULL ? get_array (row, "machines") : NULL;

      if (row == NULL || g_strcmp0 (get_text (row, "kind"), kind) != 0 ||
          (row_fuels != NULL && !has_word (row_fuels, fuels[fuel])) ||
          (row_machines != NULL && !has_word (row_machines, machines[machine])) ||
          !(power_kw > get_number (row, "over-kw", -1)) || !(power_kw >= get_number (row, "from-kw", 0)) ||
          !(power_kw < get_number (row, "below-kw", G_MAXDOUBLE)))
        continue;
      *years = (guint) CLAMP (get_integer (row, "years", 1), 1, 50);
      *rcee_type = (guint) CLAMP (get_integer (row, "rcee", 1), 1, 4);
      return TRUE;
    }

  return FALSE;
}

/**
 * spt_catasto_next_due:
 * @day: of a check, as g_date_get_julian() counts
 * @years: until the next one
 *
 * Returns: the day of the next one; the 28th for the 29th of February (catasto facts 9.1)
 */
guint
spt_catasto_next_due (guint day,
                      guint years)
{
  GDate date;

  g_date_set_julian (&date, day);
  g_date_add_years (&date, years);

  return g_date_get_julian (&date);
}
