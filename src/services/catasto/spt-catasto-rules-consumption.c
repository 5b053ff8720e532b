/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on scheda 14 and call 10: consumption by season (catasto facts 7, 8.7, 11). */

#define G_LOG_DOMAIN "spt-catasto-rules-consumption"

#include "config.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "services/catasto/spt-catasto-rules.h"

#define FIRST_YEAR 1900

/* --- seasons ------------------------------------------------------------------------------------------- */

static int
get_year (SptCatastoCheck *check)
{
  GDate today;

  g_date_set_julian (&today, check->today);

  return g_date_get_year (&today);
}

static void
check_season (SptCatastoCheck *check,
              SptNode         *row,
              const char      *prefix,
              GHashTable      *seen)
{
  g_autofree char *from_name = g_strconcat (prefix, "esercizioDa", NULL);
  g_autofree char *to_name = g_strconcat (prefix, "esercizioA", NULL);
  const char *product = spt_catasto_node_get (row, "L14_4nomeProdotto");
  gint64 from;
  gint64 to;

  if (!spt_catasto_node_get_integer (row, from_name, &from) || !spt_catasto_node_get_integer (row, to_name, &to))
    return;
  if (to != from && to != from + 1)
    spt_catasto_say_error (check, row, to_name, "E-CONSUMI:esercizio", spt_catasto_node_get (row, to_name));
  if (from < FIRST_YEAR || from > get_year (check) || to > get_year (check) + 1)
    spt_catasto_say_error (check, row, from > get_year (check) || from < FIRST_YEAR ? from_name : to_name,
                           "E-CONSUMI:anno", spt_catasto_node_get (row, from_name));
  if (!g_hash_table_add (seen, g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s", from, to, product)))
    spt_catasto_say_error (check, row, from_name, "E-CONSUMI:ripetuto", spt_catasto_node_get (row, from_name));
}

/* Metered: the end less the beginning. In stock: the beginning and what was bought, less the end. */
static void
check_difference (SptCatastoCheck *check,
                  SptNode         *row,
                  const char      *prefix,
                  gboolean         in_stock)
{
  g_autofree char *first_name = g_strconcat (prefix, "letturaIniziale", NULL);
  g_autofree char *last_name = g_strconcat (prefix, "letturaFinale", NULL);
  g_autofree char *used_name = g_strconcat (prefix, "consumo", NULL);
  g_autofree char *bought_name = g_strconcat (prefix, "acquisti", NULL);
  gint64 first;
  gint64 last;
  gint64 used;
  gint64 bought = 0;
  gint64 ours;

  if (!spt_catasto_node_get_decimal (row, first_name, &first) ||
      !spt_catasto_node_get_decimal (row, last_name, &last) || !spt_catasto_node_get_decimal (row, used_name, &used))
    return;
  spt_catasto_node_get_decimal (row, bought_name, &bought);
  ours = in_stock ? first + bought - last : last - first;
  if (ours != used)
    {
      g_autofree char *limit = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", ours < 0 ? "-" : "",
                                                ABS (ours) / SPT_CATASTO_ONE,
                                                (int) (ABS (ours) % SPT_CATASTO_ONE / 100));

      spt_catasto_say (check, SPT_ISSUE_WARNING, row, used_name, "E-CONSUMI:differenza",
                       spt_catasto_node_get (row, used_name), limit);
    }
}

static void
check_lines (SptCatastoCheck *check,
             SptNode         *node,
             const char      *prefix,
             gboolean         in_stock)
{
  g_autofree char *group = g_strconcat (prefix, "riga", NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < spt_catasto_node_count (node, group); i++)
    {
      SptNode *row = spt_catasto_node_child (node, group, i);

      check_season (check, row, prefix, seen);
      check_difference (check, row, prefix, in_stock);
    }
}

static void
check_fuel (SptCatastoCheck *check,
            SptNode         *block)
{
  const char *fuel = spt_catasto_node_get (block, "L14_1combustibile");
  SptCatastoFuel kind = spt_catasto_fuel_from_code (fuel);
  const char *unit = spt_catasto_node_get (block, "L14_1unitaMisura");

  check_lines (check, block, "L14_1", kind == SPT_CATASTO_FUEL_LIQUID || kind == SPT_CATASTO_FUEL_SOLID);
  /* Solids are weighed (catasto facts 7, 14): 2 = kg. */
  if (kind == SPT_CATASTO_FUEL_SOLID && *unit != '\0' && strcmp (unit, "2") != 0)
    spt_catasto_say_warning (check, block, "L14_1unitaMisura", "E-CONSUMI:unita", unit);
}

static void
check_electricity (SptCatastoCheck *check,
                   SptNode         *scheda)
{
  check_lines (check, scheda, "L14_2", FALSE);
}

static void
check_water (SptCatastoCheck *check,
             SptNode         *scheda)
{
  check_lines (check, scheda, "L14_3", FALSE);
}

static void
check_chemicals (SptCatastoCheck *check,
                 SptNode         *scheda)
{
  check_lines (check, scheda, "L14_4", FALSE);
  for (guint i = 0; i < spt_catasto_node_count (scheda, "L14_4riga"); i++)
    {
      SptNode *row = spt_catasto_node_child (scheda, "L14_4riga", i);

      if (!spt_catasto_node_is_true (row, "L14_4circuitoImpiantoTermico") &&
          !spt_catasto_node_is_true (row, "L14_4circuitoACS") && !spt_catasto_node_is_true (row, "L14_4circuitoAltro"))
        spt_catasto_say_error (check, row, "L14_4circuitoImpiantoTermico", "E-CONSUMI:circuito", NULL);
    }
}

static void
check_any (SptCatastoCheck *check,
           SptNode         *plant)
{
  static const char *const schede[] = {
    "scheda_14_1_combustibile", "scheda_14_2_energia_elettrica", "scheda_14_3_acqua_reintegro",
    "scheda_14_4_prodotti_chimici"
  };

  if (check->operation->call != 10)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (schede); i++)
    {
      SptNode *scheda = spt_catasto_node_first (plant, schede[i]);

      if (scheda != NULL && !spt_node_is_empty (scheda))
        return;
    }
  spt_catasto_say_error (check, plant, NULL, "E-CONSUMI", NULL);
}

const SptCatastoRule spt_catasto_rules_consumption[] = {
  { "E-CONSUMI", "impianto", "8.7", check_any },
  { "E-CONSUMI", "L14_1blocco", "7", check_fuel },
  { "E-CONSUMI", "scheda_14_2_energia_elettrica", "7", check_electricity },
  { "E-CONSUMI", "scheda_14_3_acqua_reintegro", "7", check_water },
  { "E-CONSUMI", "scheda_14_4_prodotti_chimici", "7", check_chemicals },
  { NULL, NULL, NULL, NULL }
};
