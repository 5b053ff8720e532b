/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document that begins: its head, the schede that concern it, and which of the topics fills in the rest. */

#define G_LOG_DOMAIN "spt-catasto-plant-begin"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "services/catasto/spt-catasto-schemas.h"

#define LOCAL    "catasto.9" /* what a libretto of which nothing is known says of itself */
#define EXISTING "4" /* 1.1: a libretto of a plant that was there before */

gboolean
spt_catasto_is_local (const char *operation)
{
  return operation != NULL && g_str_has_suffix (operation, "libretto");
}

const char *
spt_catasto_wish_get (GHashTable *fields,
                      const char *name)
{
  const char *text = fields != NULL ? g_hash_table_lookup (fields, name) : NULL;

  return text != NULL ? text : "";
}

const char *
spt_catasto_wish_get_day (const SptPlantWish *wish)
{
  return wish != NULL && wish->day != NULL ? wish->day : "";
}

/* --- the head --------------------------------------------------------------------------------------- */

/* A libretto that is corrected keeps what it says of itself. */
static const char *
get_sort (SptCatastoBegin     *begin,
          const SptCatastoRow *row)
{
  const char *before = begin->libretto != NULL
                       ? spt_catasto_tree_get (begin->libretto, begin->libretto->root, SPT_CATASTO_SORT) : "";

  if (row == NULL || row->intervention != NULL)
    return row != NULL ? row->intervention : "";
  if (begin->operation->call != SPT_CATASTO_LIBRETTO_CALL && begin->operation->call != 11)
    return "";

  return *before != '\0' ? before : EXISTING;
}

static gboolean
is_head_needed (const SptCatastoRow *row)
{
  for (guint i = 0; row != NULL && i < row->cells->len; i++)
    {
      const SptCatastoCell *cell = &g_array_index (row->cells, SptCatastoCell, i);

      if (cell->element == NULL)
        return cell->need == SPT_CATASTO_MANDATORY;
    }

  return FALSE;
}

/* Where other fields of the document say the day, 1.1 is left alone: it is optional there. */
static gboolean
says_day_itself (guint call)
{
  return call == 3 || (call >= 6 && call <= 10);
}

static void
add_head (SptCatastoBegin *begin)
{
  const SptCatastoRow *row = spt_catasto_matrix_get (begin->operation->api_id);
  SptCatastoTree *out = begin->out;
  const char *day = spt_catasto_wish_get_day (begin->wish);

  if (*day == '\0' && is_head_needed (row))
    day = begin->today;
  spt_catasto_tree_add_text (out, out->root, SPT_CATASTO_CODE, begin->plant->code);
  if (!says_day_itself (begin->operation->call))
    spt_catasto_tree_add_text (out, out->root, SPT_CATASTO_DAY, day);
  spt_catasto_tree_add_text (out, out->root, SPT_CATASTO_SORT, get_sort (begin, row));
  spt_catasto_tree_add_text (out, out->root, SPT_CATASTO_API_ID, begin->operation->api_id);
}

/* --- whole librettos, and schede as they are ---------------------------------------------------------- */

/* What stands beside the plant and is no part of the head goes along. */
static void
copy_whole (SptCatastoBegin *begin)
{
  static const char *const head[] = {
    "versione", SPT_CATASTO_CODE, SPT_CATASTO_DAY, SPT_CATASTO_SORT, SPT_CATASTO_API_ID, NULL
  };

  if (begin->libretto == NULL)
    return;
  for (xmlNodePtr node = xmlFirstElementChild (begin->libretto->root); node != NULL;
       node = xmlNextElementSibling (node))
    {
      if (node == begin->libretto->plant)
        {
          spt_catasto_tree_remove (begin->out->plant);
          begin->out->plant = spt_catasto_tree_copy (begin->out, begin->out->root, node);
        }
      else if (!g_strv_contains (head, (const char *) node->name))
        spt_catasto_tree_copy (begin->out, begin->out->root, node);
    }
}

static void
begin_whole (SptCatastoBegin *begin)
{
  copy_whole (begin);
  if (begin->wish != NULL && begin->wish->person != NULL &&
      spt_catasto_tree_first (begin->out->plant, "scheda_1_6_responsabile") == NULL)
    spt_catasto_begin_responsible (begin);
  /* The outcome of an inspection is what it is about (catasto facts 4). */
  if (strcmp (begin->operation->api_id, "86") == 0)
    {
      xmlNodePtr scheda = spt_catasto_tree_need_scheda (begin->out, "scheda_13_ispezioni");

      spt_catasto_tree_add_text (begin->out, spt_catasto_tree_add (begin->out, scheda, "L13ispezione"),
                                 "L13dataIspez", spt_catasto_wish_get_day (begin->wish));
    }
}

static void
begin_place (SptCatastoBegin *begin)
{
  static const char *const schede[] = {
    "scheda_1_2_ubicazione", "scheda_1_3_servizi", "scheda_1_4_fluido_vettore", "scheda_1_5_tipologia_generatori",
    NULL
  };

  spt_catasto_tree_copy_fields (begin->out, begin->out->plant,
                                begin->libretto != NULL ? begin->libretto->plant : NULL, schede);
  spt_catasto_tree_need_scheda (begin->out, schede[0]);
}

static void
begin_end (SptCatastoBegin *begin)
{
  spt_catasto_tree_add_text (begin->out, begin->out->plant, "dataDismissione",
                             spt_catasto_wish_get_day (begin->wish));
}

/* --- all of them -------------------------------------------------------------------------------------- */

/* The fewest instances of each group, also in those that came from elsewhere: what a person fills in. */
static void
complete (SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!spt_node_shows_group (node, i))
        continue;
      while (spt_node_get_n_children (node, i) < def->groups[i]->min)
        spt_node_add_child (node, i);
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        complete (spt_node_get_child (node, i, j));
    }
}

typedef void (*BeginFunc) (SptCatastoBegin *begin);

static BeginFunc
find_func (const char *api_id)
{
  static const struct
  {
    const char *api_id;
    BeginFunc   func;
  } funcs[] = {
    { "1", begin_place }, { "2", spt_catasto_begin_responsible }, { "3", spt_catasto_begin_third },
    { "4", begin_whole }, { "5", begin_whole }, { "8", begin_end }, { "9", begin_whole },
    { "10", spt_catasto_begin_parts }, { "16", spt_catasto_begin_parts },
    { "52", spt_catasto_begin_dismissals }, { "58", spt_catasto_begin_dismissals },
    { "84", spt_catasto_begin_report }, { "85", begin_whole }, { "86", begin_whole },
    { "87", spt_catasto_begin_consumption }, { "88", spt_catasto_begin_test }, { "99", begin_whole },
  };

  for (guint i = 0; i < G_N_ELEMENTS (funcs); i++)
    {
      if (strcmp (funcs[i].api_id, api_id) == 0)
        return funcs[i].func;
    }

  return NULL;
}

/**
 * spt_catasto_plant_begin:
 * @service: the service
 * @operation: what begins; "libretto" = a correction that stays here
 * @plant: the plant
 * @wish: (nullable): what was chosen
 * @now_utc_ms: now
 * @record: of the form of the operation; reset
 * @error: return location for an error
 *
 * Begins a document with what is known of the plant. What is measured, found, dated or signed anew is left
 * empty.
 *
 * Returns: %FALSE when the libretto cannot be read, or the schema is broken
 */
gboolean
spt_catasto_plant_begin (SptService          *service,
                         const char          *operation,
                         const SptPlantData  *plant,
                         const SptPlantWish  *wish,
                         gint64               now_utc_ms,
                         SptRecord           *record,
                         GError             **error)
{
  const SptCatastoOperation *found = spt_catasto_operation_find (operation);
  SptCatastoBegin begin = { .operation = found, .plant = plant, .wish = wish };
  g_autoptr (SptCatastoTree) libretto = NULL;
  g_autoptr (SptCatastoTree) out = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autofree char *today = spt_catasto_dup_today (now_utc_ms);
  gboolean is_local = spt_catasto_is_local (operation);

  if (is_local)
    begin.operation = found = spt_catasto_operation_find (LOCAL);
  if (found == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "no operation “%s”", operation);
      return FALSE;
    }
  xsd = spt_catasto_schemas_ref (found->call, error);
  if (xsd == NULL)
    return FALSE;
  if (spt_record_get_schema (record) != spt_xsd_get_schema (xsd))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "the form is not that of the schemas in force");
      return FALSE;
    }
  if (plant->libretto != NULL)
    {
      libretto = spt_catasto_tree_parse (plant->libretto, -1, error);
      if (libretto == NULL)
        return FALSE;
    }

  /* What stays here keeps its head as well. */
  if (is_local && libretto != NULL)
    {
      if (!spt_catasto_tree_read (libretto, xsd, record, error))
        return FALSE;
      complete (spt_record_get_root (record));
      return TRUE;
    }

  out = spt_catasto_tree_new (found->call);
  begin.libretto = libretto;
  begin.out = out;
  begin.today = today;
  add_head (&begin);
  find_func (found->api_id) (&begin);
  if (!spt_catasto_tree_read (out, xsd, record, error))
    return FALSE;
  complete (spt_record_get_root (record));

  return TRUE;
}
