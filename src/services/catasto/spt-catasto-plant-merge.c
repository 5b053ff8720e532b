/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scheda of an accepted document put into the libretto: components keep number and history, registers add up, the rest is
 * replaced (catasto facts 8.7, 12.3). */

#define G_LOG_DOMAIN "spt-catasto-plant-merge"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#define REPLACED    "Sostituito"
#define APPOINTMENT "terzo_responsabile"

/* --- components ---------------------------------------------------------------------------------------- */

/* The same machine, whatever else is said of it: by its serial number, else by the day when it came. */
static gboolean
is_same_item (SptCatastoTree       *tree,
              xmlNodePtr            item,
              SptCatastoTree       *other_tree,
              xmlNodePtr            other,
              const SptCatastoKind *kind)
{
  const char *serial = spt_catasto_tree_get_own (tree, item, kind, "matricola");
  const char *other_serial = spt_catasto_tree_get_own (other_tree, other, kind, "matricola");

  if (*serial != '\0' && *other_serial != '\0')
    return g_ascii_strcasecmp (serial, other_serial) == 0;

  return strcmp (spt_catasto_tree_get_own (tree, item, kind, SPT_CATASTO_INSTALLED),
                 spt_catasto_tree_get_own (other_tree, other, kind, SPT_CATASTO_INSTALLED)) == 0;
}

static gboolean
has_item (SptCatastoTree       *tree,
          xmlNodePtr            part,
          const SptCatastoKind *kind,
          SptCatastoTree       *other_tree,
          xmlNodePtr            other)
{
  g_autofree char *replaced = g_strconcat (kind->item, REPLACED, NULL);
  xmlNodePtr item = spt_catasto_tree_first (part, kind->item);

  if (item != NULL && is_same_item (tree, item, other_tree, other, kind))
    return TRUE;
  for (item = spt_catasto_tree_first (part, replaced); item != NULL; item = spt_catasto_tree_next (item))
    {
      if (is_same_item (tree, item, other_tree, other, kind))
        return TRUE;
    }

  return FALSE;
}

typedef struct
{
  SptCatastoTree       *tree;
  const SptCatastoKind *kind;
} Order;

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const Order *order = user_data;

  return strcmp (spt_catasto_tree_get_own (order->tree, *(const xmlNodePtr *) a, order->kind, SPT_CATASTO_DISMISSED),
                 spt_catasto_tree_get_own (order->tree, *(const xmlNodePtr *) b, order->kind, SPT_CATASTO_DISMISSED));
}

/* Oldest first. */
static void
sort_history (SptCatastoTree       *tree,
              xmlNodePtr            part,
              const SptCatastoKind *kind)
{
  g_autofree char *replaced = g_strconcat (kind->item, REPLACED, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  Order order = { tree, kind };

  for (xmlNodePtr item = spt_catasto_tree_first (part, replaced); item != NULL; item = spt_catasto_tree_next (item))
    g_ptr_array_add (items, item);
  g_ptr_array_sort_with_data (items, compare_items, &order);
  for (guint i = 0; i < items->len; i++)
    {
      xmlUnlinkNode (g_ptr_array_index (items, i));
      xmlAddChild (part, g_ptr_array_index (items, i));
    }
}

/* What the document says of a number is what counts; what it does not tell of its history stays. */
static void
merge_part (SptCatastoTree       *libretto,
            SptCatastoTree       *document,
            xmlNodePtr            scheda,
            xmlNodePtr            part,
            const SptCatastoKind *kind)
{
  guint number = spt_catasto_tree_get_number (document, part, kind->number);
  xmlNodePtr before = spt_catasto_tree_find_part (libretto, kind, number);
  xmlNodePtr copy = spt_catasto_tree_copy (libretto, scheda, part);
  g_autofree char *replaced = kind->item != NULL ? g_strconcat (kind->item, REPLACED, NULL) : NULL;
  const char *installed;

  if (before == NULL)
    return;
  if (kind->item != NULL)
    {
      xmlNodePtr present = spt_catasto_tree_first (before, kind->item);

      installed = spt_catasto_tree_get_own (libretto, spt_catasto_tree_first (copy, kind->item), kind, SPT_CATASTO_INSTALLED);
      if (*installed == '\0')
        installed = spt_catasto_tree_get (document, document->root, SPT_CATASTO_DAY);
      if (present != NULL && !has_item (libretto, copy, kind, libretto, present))
        spt_catasto_tree_replace_item (libretto, before, kind, installed);
      for (xmlNodePtr item = spt_catasto_tree_first (before, replaced), next; item != NULL; item = next)
        {
          next = spt_catasto_tree_next (item);
          if (has_item (libretto, copy, kind, libretto, item))
            continue;
          xmlUnlinkNode (item);
          xmlAddChild (copy, item);
        }
      sort_history (libretto, copy, kind);
    }
  xmlUnlinkNode (copy);
  xmlReplaceNode (before, copy);
  xmlFreeNode (before);
}

static gboolean
is_part (xmlNodePtr scheda,
         xmlNodePtr node)
{
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      if (strcmp (spt_catasto_kinds[i].scheda, (const char *) scheda->name) == 0 &&
          strcmp (spt_catasto_kinds[i].group, (const char *) node->name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_parts (xmlNodePtr scheda)
{
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      if (strcmp (spt_catasto_kinds[i].scheda, (const char *) scheda->name) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
merge_parts (SptCatastoTree *libretto,
             SptCatastoTree *document,
             xmlNodePtr      scheda)
{
  xmlNodePtr into = spt_catasto_tree_need_scheda (libretto, (const char *) scheda->name);

  /* 5.1 says more than its parts: that is replaced. */
  for (xmlNodePtr node = xmlFirstElementChild (into), next; node != NULL; node = next)
    {
      next = xmlNextElementSibling (node);
      if (!is_part (scheda, node))
        spt_catasto_tree_remove (node);
    }
  for (xmlNodePtr node = xmlFirstElementChild (scheda); node != NULL; node = xmlNextElementSibling (node))
    {
      if (!is_part (scheda, node))
        spt_catasto_tree_copy (libretto, into, node);
    }
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];

      if (strcmp (kind->scheda, (const char *) scheda->name) != 0)
        continue;
      for (xmlNodePtr part = spt_catasto_tree_first (scheda, kind->group); part != NULL; part = spt_catasto_tree_next (part))
        merge_part (libretto, document, into, part, kind);
    }
}

/* --- rows that add up ------------------------------------------------------------------------------------- */

static gboolean
is_equal (SptCatastoTree    *tree,
          xmlNodePtr         node,
          SptCatastoTree    *other_tree,
          xmlNodePtr         other,
          const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (strcmp (spt_catasto_tree_get (tree, node, names[i]), spt_catasto_tree_get (other_tree, other, names[i])) != 0)
        return FALSE;
    }

  return TRUE;
}

/* A row with the same keys is put in the place of the one on file. */
static void
merge_row (SptCatastoTree    *libretto,
           SptCatastoTree    *document,
           xmlNodePtr         into,
           xmlNodePtr         row,
           const char *const *keys)
{
  for (xmlNodePtr known = spt_catasto_tree_first (into, (const char *) row->name); known != NULL;
       known = spt_catasto_tree_next (known))
    {
      if (is_equal (libretto, known, document, row, keys))
        {
          xmlNodePtr copy = spt_catasto_tree_copy (libretto, into, row);

          xmlUnlinkNode (copy);
          xmlReplaceNode (known, copy);
          xmlFreeNode (known);
          return;
        }
    }
  spt_catasto_tree_copy (libretto, into, row);
}

/**
 * Rows:
 * @scheda: that they stand in
 * @outer: (nullable): the group around them
 * @outer_keys: what tells one group from another
 * @row: theirs
 * @keys: what tells one row from another
 *
 * Where each row is a fact of its own.
 */
typedef struct
{
  const char *scheda;
  const char *outer;
  const char *outer_keys[3];
  const char *row;
  const char *keys[5];
} Rows;

/* *INDENT-OFF* */
static const Rows all_rows[] = {
  { "scheda_3_terzo_responsabile", NULL, { NULL }, APPOINTMENT, { "L3cciaa", "L3dataValiditaContrattoDal", NULL } },
  { "scheda_11_1_verifiche_gt", "L11_1GT", { "L11_1numero", NULL }, "L11_1verifica", { "L11_1data", NULL } },
  { "scheda_11_2_verifiche_gf", "L11_2GF", { "L11_2numero", NULL }, "L11_2verifica", { "L11_2data", NULL } },
  { "scheda_11_3_verifiche_sc", "L11_3SC", { "L11_3numero", NULL }, "L11_3verifica", { "L11_3data", NULL } },
  { "scheda_11_4_verifiche_cg", "L11_4CG", { "L11_4numero", NULL }, "L11_4verifica", { "L11_4data", NULL } },
  { "scheda_12_interventi_controllo", NULL, { NULL }, "L12intervento",
    { "L12dataControllo", "L12cciaa", "L12tipoAllegato", NULL } },
  { "scheda_13_ispezioni", NULL, { NULL }, "L13ispezione", { "L13dataIspez", "L13codiceFiscale", "L13rapportoProva", NULL } },
  { "scheda_14_1_combustibile", "L14_1blocco", { "L14_1combustibile", "L14_1unitaMisura", NULL }, "L14_1riga",
    { "L14_1esercizioDa", "L14_1esercizioA", NULL } },
  { "scheda_14_2_energia_elettrica", NULL, { NULL }, "L14_2riga", { "L14_2esercizioDa", "L14_2esercizioA", NULL } },
  { "scheda_14_3_acqua_reintegro", NULL, { NULL }, "L14_3riga", { "L14_3esercizioDa", "L14_3esercizioA", NULL } },
  { "scheda_14_4_prodotti_chimici", NULL, { NULL }, "L14_4riga",
    { "L14_4esercizioDa", "L14_4esercizioA", "L14_4nomeProdotto", NULL } },
};
/* *INDENT-ON* */

static const Rows *
find_rows (xmlNodePtr scheda)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_rows); i++)
    {
      if (strcmp (all_rows[i].scheda, (const char *) scheda->name) == 0)
        return &all_rows[i];
    }

  return NULL;
}

static void
merge_group (SptCatastoTree *libretto,
             SptCatastoTree *document,
             xmlNodePtr      into,
             xmlNodePtr      group,
             const Rows     *rows)
{
  xmlNodePtr known = spt_catasto_tree_first (into, rows->outer);

  while (known != NULL && !is_equal (libretto, known, document, group, rows->outer_keys))
    known = spt_catasto_tree_next (known);
  if (known == NULL)
    {
      spt_catasto_tree_copy (libretto, into, group);
      return;
    }
  for (xmlNodePtr row = spt_catasto_tree_first (group, rows->row); row != NULL; row = spt_catasto_tree_next (row))
    merge_row (libretto, document, known, row, rows->keys);
}

static void
merge_rows (SptCatastoTree *libretto,
            SptCatastoTree *document,
            xmlNodePtr      scheda,
            const Rows     *rows)
{
  xmlNodePtr into = spt_catasto_tree_need_scheda (libretto, rows->scheda);
  const char *outer = rows->outer != NULL ? rows->outer : rows->row;

  /* What stands beside the rows, such as a unit or the norm, is one for all: the newer word counts. A choice of two names is
   * made by taking away the other. */
  for (xmlNodePtr node = xmlFirstElementChild (scheda), first = node; node != NULL; node = xmlNextElementSibling (node))
    {
      if (strcmp ((const char *) node->name, outer) == 0)
        continue;
      for (xmlNodePtr known = xmlFirstElementChild (into), next; node == first && known != NULL; known = next)
        {
          next = xmlNextElementSibling (known);
          if (strcmp ((const char *) known->name, outer) != 0)
            spt_catasto_tree_remove (known);
        }
      spt_catasto_tree_copy (libretto, into, node);
    }
  for (xmlNodePtr node = spt_catasto_tree_first (scheda, outer); node != NULL; node = spt_catasto_tree_next (node))
    {
      if (rows->outer != NULL)
        merge_group (libretto, document, into, node, rows);
      else
        merge_row (libretto, document, into, node, rows->keys);
    }
}

/**
 * spt_catasto_merge_scheda:
 * @libretto: the libretto
 * @document: an accepted document
 * @scheda: of it
 *
 * Puts a scheda into the libretto.
 */
void
spt_catasto_merge_scheda (SptCatastoTree *libretto,
                          SptCatastoTree *document,
                          xmlNodePtr      scheda)
{
  const Rows *rows = find_rows (scheda);
  xmlNodePtr before;

  if (rows != NULL)
    merge_rows (libretto, document, scheda, rows);
  else if (has_parts (scheda))
    merge_parts (libretto, document, scheda);
  else
    {
      while ((before = spt_catasto_tree_first (libretto->plant, (const char *) scheda->name)) != NULL)
        spt_catasto_tree_remove (before);
      spt_catasto_tree_copy (libretto, libretto->plant, scheda);
    }
}
