/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on consumption by season, scheda 14 (facts 7, 8.7, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <stdlib.h>
#include <string.h>

/* Rows of 14.1 belong to the fuel of their block, those of 14.4 to a product. */
static char *
season_key (PrcCatastoCheck *check,
            const xmlNode   *row,
            const char      *prefix)
{
  g_autofree char *from = g_strconcat (prefix, "esercizioDa", NULL);
  const char *fuel = prc_catasto_text (check, row->parent, "L14_1combustibile");
  const char *product = prc_catasto_text (check, row, "L14_4nomeProdotto");

  return g_strdup_printf ("%s/%s/%s", prefix, prc_catasto_text (check, row, from),
                          fuel != NULL ? fuel : product != NULL ? product : "");
}

static void
judge_season (PrcCatastoCheck *check,
              xmlNode         *row,
              const char      *prefix)
{
  g_autofree char *from_name = g_strconcat (prefix, "esercizioDa", NULL);
  g_autofree char *to_name = g_strconcat (prefix, "esercizioA", NULL);
  gint64 from = prc_catasto_whole (check, row, from_name);
  gint64 to = prc_catasto_whole (check, row, to_name);

  if (to != from && to != from + 1)
    prc_catasto_blame (check, row, "L'esercizio va da un anno allo stesso anno o al successivo.");
  if (to > atoi (check->today) + 1)
    prc_catasto_blame (check, row, "L'esercizio è nel futuro.");
}

static void
judge_difference (PrcCatastoCheck *check,
                  xmlNode         *row,
                  const char      *prefix)
{
  g_autofree char *first_name = g_strconcat (prefix, "letturaIniziale", NULL);
  g_autofree char *last_name = g_strconcat (prefix, "letturaFinale", NULL);
  g_autofree char *used_name = g_strconcat (prefix, "consumo", NULL);
  gint64 first = prc_catasto_decimal (check, row, first_name);
  gint64 last = prc_catasto_decimal (check, row, last_name);
  gint64 bought = prc_catasto_decimal (check, row, "L14_1acquisti");
  gint64 fuel = prc_catasto_whole (check, row->parent, "L14_1combustibile");
  gboolean stock = bought >= 0 || strchr ("ls", prc_catasto_fuel (fuel)) != NULL;

  if (first < 0 || last < 0)
    return;
  if (prc_catasto_decimal (check, row, used_name) !=
      (stock ? first + MAX (bought, 0) - last : last - first))
    prc_catasto_warn (check, row, "Il consumo non è la differenza delle letture.");
}

static void
judge_circuits (PrcCatastoCheck *check,
                xmlNode         *row)
{
  if (prc_catasto_is (row, "L14_4riga") &&
      !prc_catasto_truth (check, row, "L14_4circuitoImpiantoTermico") &&
      !prc_catasto_truth (check, row, "L14_4circuitoACS") &&
      !prc_catasto_truth (check, row, "L14_4circuitoAltro"))
    prc_catasto_blame (check, row, "Manca il circuito.");
}

static void
judge_rows (PrcCatastoCheck *check,
            xmlNode         *parent,
            GHashTable      *seen)
{
  xmlNode *row;

  prc_catasto_each (row, parent)
  {
    g_autofree char *prefix = NULL;
    char *key;

    if (!prc_catasto_ends (row, "riga"))
      {
        judge_rows (check, row, seen);
        continue;
      }
    prefix = g_strndup ((const char *) row->name, strlen ((const char *) row->name) - strlen ("riga"));
    key = season_key (check, row, prefix);
    if (!g_hash_table_add (seen, key))
      prc_catasto_blame (check, row, "L'esercizio è ripetuto.");
    judge_season (check, row, prefix);
    judge_difference (check, row, prefix);
    judge_circuits (check, row);
  }
}

static void
check_seasons (PrcCatastoCheck *check)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlNode *plant, *sheet;

  prc_catasto_each (plant, check->root)
  {
    prc_catasto_each (sheet, plant)
    {
      if (g_str_has_prefix ((const char *) sheet->name, "scheda_14_"))
        judge_rows (check, sheet, seen);
    }
  }
}

static const PrcCatastoRule rules[] = {
  { "E-CONSUMI", PRC_CATASTO_REPORTS, PRC_CATASTO_ALL, check_seasons,
    "I consumi non sono coerenti." },
};

/**
 * prc_catasto_report_rules:
 *
 * Returns: the rules on consumption
 */
PrcCatastoRules
prc_catasto_report_rules (void)
{
  return (PrcCatastoRules) { rules, G_N_ELEMENTS (rules) };
}
