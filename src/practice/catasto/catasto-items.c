/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbered components: what the document says, what the register holds, what it will hold (12.3). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

/**
 * prc_catasto_item_new:
 * @kind: the kind
 * @number: its number
 *
 * Returns: (transfer full): an item in use of which nothing more is known
 */
PrcCatastoItem *
prc_catasto_item_new (const PrcCatastoKind *kind,
                      gint64                number)
{
  PrcCatastoItem *self = g_new0 (PrcCatastoItem, 1);

  self->kind = kind;
  self->number = number;
  return self;
}

/**
 * prc_catasto_item_free:
 * @self: (transfer full): an item
 *
 * Frees it.
 */
void
prc_catasto_item_free (PrcCatastoItem *self)
{
  g_free (self->installed);
  g_free (self->dismissed);
  g_free (self->serial);
  g_free (self);
}

static PrcCatastoItem *
copy (const PrcCatastoItem *item)
{
  PrcCatastoItem *self = prc_catasto_item_new (item->kind, item->number);

  *self = *item;
  self->installed = g_strdup (item->installed);
  self->dismissed = g_strdup (item->dismissed);
  self->serial = g_strdup (item->serial);
  return self;
}

/**
 * prc_catasto_same:
 * @one: an item
 * @other: an item of the same number
 *
 * Tells whether they are the same thing: by serial number, else by the day it was installed.
 *
 * Returns: %TRUE if they are
 */
gboolean
prc_catasto_same (const PrcCatastoItem *one,
                  const PrcCatastoItem *other)
{
  if (one->kind != other->kind || one->number != other->number)
    return FALSE;
  if (one->serial != NULL && other->serial != NULL)
    return g_ascii_strcasecmp (one->serial, other->serial) == 0;
  return g_strcmp0 (one->installed, other->installed) == 0;
}

static const char *
part (PrcCatastoCheck      *check,
      const PrcCatastoKind *kind,
      const xmlNode        *node,
      const char           *end)
{
  g_autofree char *name = g_strconcat (kind->prefix, end, NULL);

  return prc_catasto_text (check, node, name);
}

static gint64
part_number (PrcCatastoCheck      *check,
             const PrcCatastoKind *kind,
             const xmlNode        *node,
             const char           *end)
{
  const char *text = part (check, kind, node, end);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static PrcCatastoItem *
read_item (PrcCatastoCheck      *check,
           const PrcCatastoKind *kind,
           gint64                number,
           xmlNode              *node)
{
  static const char *const fuels[] = { "combustibile", "alimentazione",
                                       "combustibileAssorbimentoFiammaDiretta" };
  PrcCatastoItem *item = prc_catasto_item_new (kind, number);
  guint i;

  item->node = node;
  item->replaced = prc_catasto_ends (node, "Sostituito");
  item->installed = g_strdup (part (check, kind, node, "dataInstallazione"));
  item->dismissed = g_strdup (part (check, kind, node, "dataDismissione"));
  item->serial = g_strdup (part (check, kind, node, "matricola"));
  item->linked = part_number (check, kind, node, "GtCollegato");
  for (i = 0; i < G_N_ELEMENTS (fuels) && item->fuel == 0; i++)
    item->fuel = part_number (check, kind, node, fuels[i]);
  if (kind->power != NULL)
    item->power = MAX (prc_catasto_decimal (check, node, kind->power), 0);
  item->power = MAX (item->power, prc_catasto_decimal (check, node, "L4_4riscPotenzaNominale"));
  if (kind->parts != NULL)
    item->parts = MAX (prc_catasto_whole (check, node, kind->parts), 0);
  item->heats = part (check, kind, node, "riscPotenzaNominale") != NULL ||
                part (check, kind, node, "riscCOP") != NULL;
  return item;
}

static void
read_component (PrcCatastoCheck      *check,
                const PrcCatastoKind *kind,
                xmlNode              *component)
{
  gint64 number = prc_catasto_whole (check, component, kind->number);
  xmlNode *node;

  if (kind->current == NULL)
    {
      g_ptr_array_add (check->given, read_item (check, kind, number, component));
      return;
    }
  prc_catasto_each (node, component)
  {
    if (prc_catasto_is (node, kind->current) || prc_catasto_is (node, kind->replaced))
      g_ptr_array_add (check->given, read_item (check, kind, number, node));
  }
}

/**
 * prc_catasto_read_items:
 * @check: the check, with a document that its schema has let through
 *
 * Collects the components of the document in check->given.
 */
void
prc_catasto_read_items (PrcCatastoCheck *check)
{
  guint count, i;
  const PrcCatastoKind *kinds = prc_catasto_kinds (&count);
  xmlNode *plant, *node;

  prc_catasto_each (plant, check->root)
  {
    for (i = 0; i < count; i++)
      {
        prc_catasto_each (node, prc_catasto_child (plant, kinds[i].sheet))
        {
          if (prc_catasto_is (node, kinds[i].element))
            read_component (check, &kinds[i], node);
        }
      }
  }
}

/**
 * prc_catasto_current:
 * @items: (element-type PrcCatastoItem): items
 * @kind: a kind
 * @number: a number
 *
 * Finds what stands under a number now, in use or not.
 *
 * Returns: (nullable) (transfer none): the item
 */
PrcCatastoItem *
prc_catasto_current (GPtrArray            *items,
                     const PrcCatastoKind *kind,
                     gint64                number)
{
  guint i;

  for (i = 0; i < items->len; i++)
    {
      PrcCatastoItem *item = g_ptr_array_index (items, i);

      if (item->kind == kind && item->number == number && !item->replaced)
        return item;
    }
  return NULL;
}

/**
 * prc_catasto_item_at:
 * @items: (element-type PrcCatastoItem): items
 * @kind: a kind
 * @number: a number
 * @date: a day, ISO
 *
 * Finds what stood under a number on a day, both ends counted; of two the newer one.
 *
 * Returns: (nullable) (transfer none): the item
 */
PrcCatastoItem *
prc_catasto_item_at (GPtrArray            *items,
                     const PrcCatastoKind *kind,
                     gint64                number,
                     const char           *date)
{
  PrcCatastoItem *found = NULL;
  guint i;

  for (i = 0; i < items->len; i++)
    {
      PrcCatastoItem *item = g_ptr_array_index (items, i);

      if (item->kind != kind || item->number != number ||
          (item->installed != NULL && strcmp (item->installed, date) > 0) ||
          (item->dismissed != NULL && strcmp (item->dismissed, date) < 0))
        continue;
      if (found == NULL || g_strcmp0 (item->installed, found->installed) > 0)
        found = item;
    }
  return found;
}

/* "GT7" → the items of that number, without walking all of them for each. */
static char *
number_key (const PrcCatastoItem *item)
{
  return g_strdup_printf ("%s%" G_GINT64_FORMAT, item->kind->kind, item->number);
}

/* The items of a number: what is given, and of what was there all that is not the same thing. */
static void
merge_numbers (PrcCatastoCheck *check)
{
  g_autoptr (GHashTable) given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_ptr_array_unref);
  guint i, j;

  for (i = 0; i < check->given->len; i++)
    {
      PrcCatastoItem *item = g_ptr_array_index (check->given, i);
      g_autofree char *key = number_key (item);
      GPtrArray *list = g_hash_table_lookup (given, key);

      if (list == NULL)
        g_hash_table_insert (given, g_steal_pointer (&key), list = g_ptr_array_new ());
      g_ptr_array_add (list, item);
      g_ptr_array_add (check->after, copy (item));
    }
  for (i = 0; i < check->before->len; i++)
    {
      PrcCatastoItem *old = g_ptr_array_index (check->before, i);
      g_autofree char *key = number_key (old);
      GPtrArray *list = g_hash_table_lookup (given, key);
      PrcCatastoItem *current = list != NULL
                                ? prc_catasto_current (list, old->kind, old->number) : NULL;
      PrcCatastoItem *kept;

      for (j = 0; list != NULL && j < list->len; j++)
        {
          if (prc_catasto_same (old, g_ptr_array_index (list, j)))
            break;
        }
      if (list != NULL && j < list->len)
        continue;
      kept = copy (old);
      if (current != NULL && !kept->replaced)
        {
          kept->replaced = TRUE;
          if (kept->dismissed == NULL)
            kept->dismissed = g_strdup (current->installed);
        }
      g_ptr_array_add (check->after, kept);
    }
}

static void
copy_all (GPtrArray *from,
          GPtrArray *to)
{
  guint i;

  for (i = 0; i < from->len; i++)
    g_ptr_array_add (to, copy (g_ptr_array_index (from, i)));
}

static void
dismiss (PrcCatastoItem *item,
         const char     *date)
{
  if (item != NULL && item->dismissed == NULL)
    item->dismissed = g_strdup (date);
}

static void
dismiss_listed (PrcCatastoCheck *check)
{
  xmlNode *plant, *node;

  prc_catasto_each (plant, check->root)
  {
    prc_catasto_each (node, plant)
    {
      if (prc_catasto_ends (node, "_dismesso") || prc_catasto_ends (node, "_dismessa"))
        dismiss (prc_catasto_current (check->after,
                                      prc_catasto_kind (prc_catasto_text (check, node,
                                                                          "tipoComponente")),
                                      prc_catasto_whole (check, node, "numero")),
                 prc_catasto_text (check, node, "dataDismissione"));
    }
  }
}

/**
 * prc_catasto_merge:
 * @check: the check, with what is on the register and in the document
 *
 * Works out in check->after the components as they will stand if the document is accepted.
 */
void
prc_catasto_merge (PrcCatastoCheck *check)
{
  guint i;

  if ((PRC_CATASTO_CALL (check->call) & PRC_CATASTO_WHOLE) != 0)
    {
      copy_all (check->given, check->after);
      return;
    }
  merge_numbers (check);
  dismiss_listed (check);
  for (i = 0; check->call == 3 && i < check->after->len; i++)
    dismiss (g_ptr_array_index (check->after, i),
             prc_catasto_text (check, prc_catasto_plant (check), "dataDismissione"));
}
