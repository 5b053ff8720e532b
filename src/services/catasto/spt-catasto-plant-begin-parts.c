/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Components that come, take another's place, or go: calls 4 to 7 (catasto facts 7, 16). */

#define G_LOG_DOMAIN "spt-catasto-plant-begin-parts"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define BOILER "GT"

/* --- numbers ------------------------------------------------------------------------------------------ */

/* Also what is still on its way has its number already. */
static guint
get_last_of_documents (GPtrArray            *documents,
                       const SptCatastoKind *kind)
{
  guint last = 0;

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      const SptPlantDocument *document = g_ptr_array_index (documents, i);
      const SptCatastoOperation *operation = spt_catasto_operation_find (document->operation);
      g_autoptr (SptCatastoTree) tree = NULL;

      if (operation == NULL || document->doc == NULL || (operation->call != 4 && operation->call != 5))
        continue;
      tree = spt_catasto_tree_parse (document->doc, -1, NULL);
      if (tree != NULL)
        last = MAX (last, spt_catasto_tree_get_last (tree, kind));
    }

  return last;
}

/**
 * spt_catasto_plant_get_last_number:
 * @plant: what the archive has of a plant
 * @libretto: (nullable): its libretto
 * @kind: a kind of components
 *
 * Finds the greatest number that a component of a plant ever had, replaced, dismissed or still on its way: none of them is given
 * again (catasto facts 7).
 *
 * Returns: the number; 0 = there was none
 */
guint
spt_catasto_plant_get_last_number (const SptPlantData   *plant,
                                   SptCatastoTree       *libretto,
                                   const SptCatastoKind *kind)
{
  guint last = get_last_of_documents (plant->documents, kind);

  if (libretto != NULL)
    last = MAX (last, spt_catasto_tree_get_last (libretto, kind));
  for (guint i = 0; plant->parts != NULL && i < plant->parts->len; i++)
    {
      const SptPlantPart *part = g_ptr_array_index (plant->parts, i);

      if (strcmp (part->kind, kind->kind) == 0)
        last = MAX (last, part->number);
    }

  return last;
}

static guint
get_free_number (SptCatastoBegin      *begin,
                 const SptCatastoKind *kind)
{
  return MAX (spt_catasto_tree_get_last (begin->out, kind),
              spt_catasto_plant_get_last_number (begin->plant, begin->libretto, kind)) + 1;
}

/* --- calls 4 and 5 -------------------------------------------------------------------------------------- */

/* Schede 5 and 6 are put in the place of those on file (catasto facts 12.3): they go whole. */
static gboolean
goes_whole (const char *scheda)
{
  return g_str_has_prefix (scheda, "scheda_5_") || g_str_has_prefix (scheda, "scheda_6_");
}

static xmlNodePtr
need_scheda (SptCatastoBegin *begin,
             const char      *name)
{
  xmlNodePtr scheda = spt_catasto_tree_first (begin->out->plant, name);
  xmlNodePtr known = begin->libretto != NULL ? spt_catasto_tree_first (begin->libretto->plant, name) : NULL;

  if (scheda != NULL)
    return scheda;
  if (known != NULL && goes_whole (name))
    return spt_catasto_tree_copy (begin->out, begin->out->plant, known);

  return spt_catasto_tree_add (begin->out, begin->out->plant, name);
}

/* A burner belongs to a boiler: to the only one there is. */
static void
link_to_boiler (SptCatastoBegin      *begin,
                xmlNodePtr            item,
                const SptCatastoKind *kind)
{
  const SptCatastoKind *boiler = spt_catasto_kind_find (BOILER);

  if ((strcmp (kind->kind, "BR") != 0 && strcmp (kind->kind, "RC") != 0) || begin->libretto == NULL ||
      spt_catasto_tree_count_in_use (begin->libretto, boiler) != 1)
    return;
  for (xmlNodePtr part = spt_catasto_tree_first_part (begin->libretto, boiler); part != NULL;
       part = spt_catasto_tree_next (part))
    {
      if (spt_catasto_tree_is_in_use (begin->libretto, part, boiler))
        spt_catasto_tree_set_own (begin->out, item, kind, "GtCollegato",
                                  spt_catasto_tree_get (begin->libretto, part, boiler->number));
    }
}

static void
add_item (SptCatastoBegin      *begin,
          xmlNodePtr            part,
          const SptCatastoKind *kind)
{
  xmlNodePtr item;

  if (kind->item == NULL)
    return;
  item = spt_catasto_tree_add (begin->out, part, kind->item);
  spt_catasto_tree_set_own (begin->out, item, kind, SPT_CATASTO_INSTALLED, spt_catasto_wish_get_day (begin->wish));
  link_to_boiler (begin, item, kind);
}

static void
add_part (SptCatastoBegin      *begin,
          const SptCatastoKind *kind)
{
  xmlNodePtr scheda = need_scheda (begin, kind->scheda);
  guint number = get_free_number (begin, kind);
  xmlNodePtr part = spt_catasto_tree_add (begin->out, scheda, kind->group);

  spt_catasto_tree_add_number (begin->out, part, kind->number, number);
  add_item (begin, part, kind);
}

static void
replace_part (SptCatastoBegin      *begin,
              const SptCatastoKind *kind,
              guint                 number)
{
  xmlNodePtr scheda = need_scheda (begin, kind->scheda);
  xmlNodePtr part = spt_catasto_tree_find_part (begin->out, kind, number);
  xmlNodePtr known = spt_catasto_tree_find_part (begin->libretto, kind, number);

  if (part == NULL && known != NULL)
    part = spt_catasto_tree_copy (begin->out, scheda, known);
  if (part == NULL)
    {
      part = spt_catasto_tree_add (begin->out, scheda, kind->group);
      spt_catasto_tree_add_number (begin->out, part, kind->number, number);
    }
  spt_catasto_tree_replace_item (begin->out, part, kind, spt_catasto_wish_get_day (begin->wish));
  add_item (begin, part, kind);
}

/* "5.2": a scheda without numbered parts, as it is. */
static void
add_scheda (SptCatastoBegin *begin,
            const char      *id)
{
  const SptCatastoRow *row = spt_catasto_matrix_get (begin->operation->api_id);

  for (guint i = 0; row != NULL && i < row->cells->len; i++)
    {
      const SptCatastoCell *cell = &g_array_index (row->cells, SptCatastoCell, i);
      xmlNodePtr known;

      if (cell->element == NULL || strcmp (cell->scheda, id) != 0 || cell->need == SPT_CATASTO_ABSENT)
        continue;
      if (spt_catasto_tree_first (begin->out->plant, cell->element) != NULL)
        return;
      known = begin->libretto != NULL ? spt_catasto_tree_first (begin->libretto->plant, cell->element) : NULL;
      if (known != NULL)
        spt_catasto_tree_copy (begin->out, begin->out->plant, known);
      else
        spt_catasto_tree_add (begin->out, begin->out->plant, cell->element);
    }
}

/* The only part of an operation's own that is in use. */
static const SptCatastoKind *
find_only (SptCatastoBegin *begin,
           gboolean         is_generator,
           guint           *number)
{
  const SptCatastoKind *found = NULL;
  guint n = 0;

  for (guint i = 0; begin->libretto != NULL && i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];

      if (kind->is_generator != is_generator)
        continue;
      for (xmlNodePtr part = spt_catasto_tree_first_part (begin->libretto, kind); part != NULL;
           part = spt_catasto_tree_next (part))
        {
          if (!spt_catasto_tree_is_in_use (begin->libretto, part, kind))
            continue;
          found = kind;
          *number = spt_catasto_tree_get_number (begin->libretto, part, kind->number);
          n++;
        }
    }

  return n == 1 && *number > 0 ? found : NULL;
}

/**
 * spt_catasto_begin_parts:
 * @begin: what begins
 *
 * Gives new components a number that was never used, and those that are replaced a new empty item beside all of
 * their history.
 */
void
spt_catasto_begin_parts (SptCatastoBegin *begin)
{
  gboolean generators = begin->operation->call == 4;
  GPtrArray *wished = begin->wish != NULL ? begin->wish->components : NULL;
  gboolean replace = begin->wish != NULL && begin->wish->replace;

  if (wished == NULL || wished->len == 0)
    {
      guint number = 0;
      const SptCatastoKind *only = replace ? find_only (begin, generators, &number) : NULL;

      if (only != NULL)
        replace_part (begin, only, number);
      else if (generators && !replace)
        add_part (begin, spt_catasto_kind_find (BOILER));
      return;
    }
  for (guint i = 0; i < wished->len; i++)
    {
      guint number = 0;
      const SptCatastoKind *kind = spt_catasto_parse_component (g_ptr_array_index (wished, i), &number);

      if (kind == NULL)
        add_scheda (begin, g_ptr_array_index (wished, i));
      else if (replace && number > 0)
        replace_part (begin, kind, number);
      else
        add_part (begin, kind);
    }
}

/* --- calls 6 and 7 -------------------------------------------------------------------------------------- */

static void
add_dismissal (SptCatastoBegin      *begin,
               const SptCatastoKind *kind,
               guint                 number)
{
  xmlNodePtr node = spt_catasto_tree_add (begin->out, begin->out->plant, begin->operation->call == 6
                                          ? "generatore_dismesso" : "parte_dismessa");

  spt_catasto_tree_add_text (begin->out, node, "tipoComponente", kind->kind);
  if (number > 0)
    spt_catasto_tree_add_number (begin->out, node, "numero", number);
  spt_catasto_tree_add_text (begin->out, node, "dataDismissione", spt_catasto_wish_get_day (begin->wish));
}

/**
 * spt_catasto_begin_dismissals:
 * @begin: what begins
 *
 * Names what was chosen, else the only one there is, with the day.
 */
void
spt_catasto_begin_dismissals (SptCatastoBegin *begin)
{
  GPtrArray *wished = begin->wish != NULL ? begin->wish->components : NULL;
  const SptCatastoKind *kind;
  guint number = 0;

  for (guint i = 0; wished != NULL && i < wished->len; i++)
    {
      kind = spt_catasto_parse_component (g_ptr_array_index (wished, i), &number);
      if (kind != NULL)
        add_dismissal (begin, kind, number);
    }
  if (wished != NULL && wished->len > 0)
    return;
  kind = find_only (begin, begin->operation->call == 6, &number);
  if (kind != NULL)
    add_dismissal (begin, kind, number);
}
