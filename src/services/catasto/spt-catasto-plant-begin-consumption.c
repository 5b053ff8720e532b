/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Consumption that begins: the season after the last, from where the meters stood (catasto facts 7, 8.7). */

#define G_LOG_DOMAIN "spt-catasto-plant-begin-consumption"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <stdlib.h>
#include <string.h>

#define FUEL        "scheda_14_1_combustibile"
#define ELECTRICITY "scheda_14_2_energia_elettrica"
#define WATER       "scheda_14_3_acqua_reintegro"
#define CHEMICALS   "scheda_14_4_prodotti_chimici"
#define SUMMER      5 /* before May the season is still running */
#define CUBIC_METRES "1"
#define KILOGRAMS    "2"

static const char *
get_of_row (SptCatastoTree *tree,
            xmlNodePtr      row,
            const char     *prefix,
            const char     *suffix)
{
  g_autofree char *name = g_strconcat (prefix, suffix, NULL);

  return spt_catasto_tree_get (tree, row, name);
}

static void
add_season (SptCatastoBegin *begin,
            xmlNodePtr       row,
            const char      *prefix,
            guint            from,
            guint            to)
{
  g_autofree char *from_name = g_strconcat (prefix, "esercizioDa", NULL);
  g_autofree char *to_name = g_strconcat (prefix, "esercizioA", NULL);

  spt_catasto_tree_add_number (begin->out, row, from_name, from);
  spt_catasto_tree_add_number (begin->out, row, to_name, to);
}

/* The row of the last season. */
static xmlNodePtr
find_last (SptCatastoTree *tree,
           xmlNodePtr      parent,
           const char     *prefix)
{
  g_autofree char *name = g_strconcat (prefix, "riga", NULL);
  xmlNodePtr last = NULL;

  for (xmlNodePtr row = spt_catasto_tree_first (parent, name); row != NULL; row = spt_catasto_tree_next (row))
    {
      if (last == NULL || strcmp (get_of_row (tree, row, prefix, "esercizioA"),
                                  get_of_row (tree, last, prefix, "esercizioA")) >= 0)
        last = row;
    }

  return last;
}

/* The season that ended last, for a plant of which none is known. */
static void
get_ended_season (SptCatastoBegin *begin,
                  guint           *from,
                  guint           *to)
{
  guint year = (guint) atoi (begin->today);
  guint month = (guint) atoi (begin->today + 5);

  *to = month >= SUMMER ? year : year - 1;
  *from = *to - 1;
}

/* Where the meter stood at the end it stands at the beginning. */
static void
add_next_row (SptCatastoBegin *begin,
              xmlNodePtr       parent,
              const char      *prefix,
              SptCatastoTree  *tree,
              xmlNodePtr       last)
{
  g_autofree char *name = g_strconcat (prefix, "riga", NULL);
  g_autofree char *reading = g_strconcat (prefix, "letturaIniziale", NULL);
  xmlNodePtr row = spt_catasto_tree_add (begin->out, parent, name);
  guint from;
  guint to;

  get_ended_season (begin, &from, &to);
  if (last != NULL)
    {
      guint last_from = (guint) atoi (get_of_row (tree, last, prefix, "esercizioDa"));
      guint last_to = (guint) atoi (get_of_row (tree, last, prefix, "esercizioA"));

      if (last_from > 0 && last_to >= last_from)
        {
          /* Seasons of one year follow one another by years, the others begin where the last ended. */
          from = last_from == last_to ? last_to + 1 : last_to;
          to = last_from == last_to ? from : from + 1;
        }
    }
  add_season (begin, row, prefix, from, to);
  if (last != NULL)
    spt_catasto_tree_add_text (begin->out, row, reading, get_of_row (tree, last, prefix, "letturaFinale"));
}

/* --- by scheda ------------------------------------------------------------------------------------------ */

static void
add_block (SptCatastoBegin *begin,
           xmlNodePtr       scheda,
           const char      *fuel,
           const char      *unit,
           xmlNodePtr       known)
{
  xmlNodePtr block = spt_catasto_tree_add (begin->out, scheda, "L14_1blocco");

  spt_catasto_tree_add_text (begin->out, block, "L14_1combustibile", fuel);
  spt_catasto_tree_add_text (begin->out, block, "L14_1unitaMisura", unit);
  add_next_row (begin, block, "L14_1", begin->libretto,
                known != NULL ? find_last (begin->libretto, known, "L14_1") : NULL);
}

/* What is not metered yet: a block for each fuel of the generators in use. */
static void
add_fuels_in_use (SptCatastoBegin *begin)
{
  g_autoptr (GArray) generators = spt_catasto_list_generators (begin->libretto);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < generators->len; i++)
    {
      const char *fuel = g_array_index (generators, SptCatastoGenerator, i).fuel;
      SptCatastoFuel kind = spt_catasto_fuel_from_code (fuel);

      if (*fuel == '\0' || !g_hash_table_add (seen, (gpointer) fuel))
        continue;
      /* LPG and liquids are sold by either (catasto facts 7, 14). */
      add_block (begin, spt_catasto_tree_need_scheda (begin->out, FUEL), fuel,
                 kind == SPT_CATASTO_FUEL_SOLID ? KILOGRAMS
                 : strcmp (fuel, "2") == 0 ? CUBIC_METRES : "", NULL);
    }
  if (g_hash_table_size (seen) == 0)
    add_next_row (begin, spt_catasto_tree_need_scheda (begin->out, ELECTRICITY), "L14_2", NULL, NULL);
}

static void
add_fuel (SptCatastoBegin *begin,
          xmlNodePtr       known)
{
  for (xmlNodePtr block = spt_catasto_tree_first (known, "L14_1blocco"); block != NULL;
       block = spt_catasto_tree_next (block))
    add_block (begin, spt_catasto_tree_need_scheda (begin->out, FUEL),
               spt_catasto_tree_get (begin->libretto, block, "L14_1combustibile"),
               spt_catasto_tree_get (begin->libretto, block, "L14_1unitaMisura"), block);
}

/* Each product once: its circuits and its unit last, how much of it went does not. */
static void
add_chemicals (SptCatastoBegin *begin,
               xmlNodePtr       known)
{
  static const char *const lasting[] = {
    "L14_4circuitoImpiantoTermico", "L14_4circuitoACS", "L14_4circuitoAltro", "L14_4nomeProdotto", "L14_4unitaMisura", NULL
  };
  SptCatastoTree *libretto = begin->libretto;
  xmlNodePtr last = find_last (libretto, known, "L14_4");
  const char *season = last != NULL ? get_of_row (libretto, last, "L14_4", "esercizioA") : "";

  for (xmlNodePtr row = spt_catasto_tree_first (known, "L14_4riga"); row != NULL; row = spt_catasto_tree_next (row))
    {
      xmlNodePtr scheda;

      if (strcmp (get_of_row (libretto, row, "L14_4", "esercizioA"), season) != 0)
        continue;
      scheda = spt_catasto_tree_need_scheda (begin->out, CHEMICALS);
      add_next_row (begin, scheda, "L14_4", libretto, row);
      spt_catasto_tree_copy_fields (begin->out, xmlLastElementChild (scheda), row, lasting);
    }
}

/**
 * spt_catasto_begin_consumption:
 * @begin: what begins
 *
 * Gives a row of the next season for everything that was registered before; of a plant without any, for each fuel.
 */
void
spt_catasto_begin_consumption (SptCatastoBegin *begin)
{
  SptCatastoTree *libretto = begin->libretto;
  xmlNodePtr plant = libretto != NULL ? libretto->plant : NULL;
  xmlNodePtr known;

  add_fuel (begin, spt_catasto_tree_first (plant, FUEL));
  known = spt_catasto_tree_first (plant, ELECTRICITY);
  if (known != NULL)
    add_next_row (begin, spt_catasto_tree_need_scheda (begin->out, ELECTRICITY), "L14_2", libretto,
                  find_last (libretto, known, "L14_2"));
  known = spt_catasto_tree_first (plant, WATER);
  if (known != NULL)
    {
      xmlNodePtr scheda = spt_catasto_tree_need_scheda (begin->out, WATER);

      spt_catasto_tree_add_text (begin->out, scheda, "L14_3unitaMisura",
                                 spt_catasto_tree_get (libretto, known, "L14_3unitaMisura"));
      add_next_row (begin, scheda, "L14_3", libretto, find_last (libretto, known, "L14_3"));
    }
  known = spt_catasto_tree_first (plant, CHEMICALS);
  if (known != NULL)
    add_chemicals (begin, known);
  if (xmlFirstElementChild (begin->out->plant) == NULL)
    add_fuels_in_use (begin);
}
