/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on numbered components: numbers, dates, history, links (facts 7, 11). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

#define WITH_PARTS (PRC_CATASTO_WHOLE | PRC_CATASTO_CALL (4) | PRC_CATASTO_CALL (5))
#define DISMISSALS (PRC_CATASTO_CALL (6) | PRC_CATASTO_CALL (7))

static char *
item_name (const PrcCatastoItem *item)
{
  return g_strdup_printf ("%s-%" G_GINT64_FORMAT, item->kind->kind, item->number);
}

static gboolean
in_use (const PrcCatastoItem *item)
{
  return !item->replaced && item->dismissed == NULL;
}

static void
check_numbers (PrcCatastoCheck *check)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint i;

  for (i = 0; i < check->given->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->given, i);
      g_autofree char *name = item_name (item);

      if (!item->replaced && !g_hash_table_add (seen, g_strdup (name)))
        prc_catasto_blame (check, item->node, "Il numero %s è ripetuto.", name);
    }
}

/* What a dismissal points at; NULL if it is not there. */
static PrcCatastoItem *
target (PrcCatastoCheck *check,
        const xmlNode   *node,
        GPtrArray       *items)
{
  const PrcCatastoKind *kind = prc_catasto_kind (prc_catasto_text (check, node, "tipoComponente"));

  return kind != NULL ? prc_catasto_current (items, kind, prc_catasto_whole (check, node, "numero"))
         : NULL;
}

static void
for_dismissals (PrcCatastoCheck *check,
                PrcCatastoVisit  judge)
{
  xmlNode *plant, *node;

  prc_catasto_each (plant, check->root)
  {
    prc_catasto_each (node, plant)
    {
      if (prc_catasto_child (node, "tipoComponente") != NULL)
        judge (check, node);
    }
  }
}

static void
judge_target (PrcCatastoCheck *check,
              xmlNode         *node)
{
  const PrcCatastoItem *item = target (check, node, check->before);

  if (item == NULL)
    prc_catasto_blame (check, node, "Il componente %s-%s non è in catasto.",
                       prc_catasto_text (check, node, "tipoComponente"),
                       prc_catasto_text (check, node, "numero"));
  else if (item->dismissed != NULL)
    prc_catasto_blame (check, node, "Il componente %s-%s è già dismesso.",
                       prc_catasto_text (check, node, "tipoComponente"),
                       prc_catasto_text (check, node, "numero"));
}

static void
check_targets (PrcCatastoCheck *check)
{
  for_dismissals (check, judge_target);
}

static void
check_inspected (PrcCatastoCheck *check)
{
  xmlNode *plant, *node;

  prc_catasto_each (plant, check->root)
  {
    prc_catasto_each (node, prc_catasto_child (plant, "rapporto_prova"))
    {
      const PrcCatastoKind *kind = prc_catasto_is (node, "generatore_GT") ? prc_catasto_kind ("GT")
                                   : prc_catasto_is (node, "generatore_GF")
                                   ? prc_catasto_kind ("GF") : NULL;

      if (kind != NULL && prc_catasto_current (check->before, kind,
                                               prc_catasto_whole (check, node, "numero")) == NULL)
        prc_catasto_blame (check, node, "Il componente %s-%s non è in catasto.", kind->kind,
                           prc_catasto_text (check, node, "numero"));
    }
  }
}

/* What the register still has in use under a number, and the document neither keeps nor dismisses. */
static void
check_kept (PrcCatastoCheck *check)
{
  guint i, j;

  for (i = 0; i < check->before->len; i++)
    {
      const PrcCatastoItem *old = g_ptr_array_index (check->before, i);
      PrcCatastoItem *current = NULL;
      gboolean named = FALSE;

      for (j = 0; j < check->given->len && in_use (old); j++)
        {
          PrcCatastoItem *item = g_ptr_array_index (check->given, j);

          if (item->kind == old->kind && item->number == old->number)
            {
              current = item->replaced ? current : item;
              named = named || prc_catasto_same (item, old);
            }
        }
      if (current != NULL && !named)
        prc_catasto_blame (check, current->node, "Manca il componente sostituito con la sua data di "
                           "dismissione.");
    }
}

static int
by_time (gconstpointer a,
         gconstpointer b)
{
  const PrcCatastoItem *one = *(PrcCatastoItem *const *) a;
  const PrcCatastoItem *other = *(PrcCatastoItem *const *) b;
  int order = strcmp (one->kind->kind, other->kind->kind);

  if (order == 0 && one->number != other->number)
    order = one->number < other->number ? -1 : 1;
  if (order == 0)
    order = g_strcmp0 (one->installed, other->installed);
  return order != 0 ? order : other->replaced - one->replaced;
}

static void
blame_pair (PrcCatastoCheck      *check,
            const PrcCatastoItem *one,
            const PrcCatastoItem *other)
{
  g_autofree char *name = item_name (one);
  xmlNode *node = other->node != NULL ? other->node : one->node;

  /* What the register alone says was settled before. */
  if (node != NULL)
    prc_catasto_blame (check, node, "%s è installato prima della dismissione di quello che "
                       "sostituisce.", name);
}

static void
check_history (PrcCatastoCheck *check)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  guint i;

  for (i = 0; i < check->after->len; i++)
    g_ptr_array_add (items, g_ptr_array_index (check->after, i));
  g_ptr_array_sort (items, by_time);
  for (i = 0; i < items->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (items, i);
      const PrcCatastoItem *next = i + 1 < items->len ? g_ptr_array_index (items, i + 1) : NULL;

      if (item->node != NULL && item->dismissed != NULL && item->installed != NULL &&
          strcmp (item->dismissed, item->installed) < 0)
        prc_catasto_blame (check, item->node, NULL);
      if (next != NULL && next->kind == item->kind && next->number == item->number &&
          (next->replaced || item->replaced) &&
          (item->dismissed == NULL || g_strcmp0 (next->installed, item->dismissed) < 0))
        blame_pair (check, item, next);
    }
}

static void
judge_dismissal (PrcCatastoCheck *check,
                 xmlNode         *node)
{
  const PrcCatastoItem *item = target (check, node, check->before);

  if (item != NULL && item->installed != NULL &&
      strcmp (prc_catasto_text (check, node, "dataDismissione"), item->installed) < 0)
    prc_catasto_blame (check, node, NULL);
}

static void
check_dismissals (PrcCatastoCheck *check)
{
  for_dismissals (check, judge_dismissal);
}

static void
check_end (PrcCatastoCheck *check)
{
  xmlNode *node = prc_catasto_child (prc_catasto_plant (check), "dataDismissione");
  guint i;

  for (i = 0; i < check->before->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->before, i);
      g_autofree char *name = item_name (item);

      if (in_use (item) && item->installed != NULL &&
          strcmp (item->installed, prc_catasto_own (check, node)) > 0)
        prc_catasto_blame (check, node, "%s è installato dopo.", name);
    }
}

static void
check_linked (PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; i < check->given->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->given, i);
      const PrcCatastoItem *boiler;

      if (!in_use (item) || item->linked == 0)
        continue;
      boiler = prc_catasto_current (check->after, prc_catasto_kind ("GT"), item->linked);
      if (boiler == NULL || !in_use (boiler))
        prc_catasto_blame (check, item->node, "Il GT collegato (%" G_GINT64_FORMAT ") non c'è o è "
                           "dismesso.", item->linked);
    }
}

/* A report made on something after the day on which it is said to have been dismissed. */
static void
check_reports (PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; i < check->before->len; i++)
    {
      const PrcCatastoItem *old = g_ptr_array_index (check->before, i);
      g_autofree char *last = NULL;
      g_autofree char *name = item_name (old);
      guint j;

      if (!in_use (old))
        continue;
      for (j = 0; j < check->after->len; j++)
        {
          const PrcCatastoItem *item = g_ptr_array_index (check->after, j);

          if (item->dismissed == NULL || !prc_catasto_same (item, old))
            continue;
          if (last == NULL)
            last = prc_catasto_last_report (check->twin, check->code, old->kind->kind, old->number);
          if (last != NULL && strcmp (last, item->dismissed) > 0)
            prc_catasto_blame (check, item->node != NULL ? item->node : prc_catasto_plant (check),
                               "%s ha un rapporto del %s.", name, last);
        }
    }
}

static void
check_burners (PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; i < check->given->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->given, i);
      const PrcCatastoItem *boiler;

      if (!g_str_equal (item->kind->kind, "BR"))
        continue;
      if (prc_catasto_decimal (check, item->node, "L4_2portataMinNominale") > item->power)
        prc_catasto_blame (check, item->node, "La portata massima del bruciatore è minore della minima.");
      boiler = prc_catasto_current (check->after, prc_catasto_kind ("GT"), item->linked);
      if (in_use (item) && boiler != NULL && item->power > boiler->power)
        prc_catasto_blame (check, item->node, "La portata del bruciatore supera la potenza del GT.");
    }
}

static void
check_serials (PrcCatastoCheck *check)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint i;

  for (i = 0; i < check->after->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->after, i);

      if (in_use (item) && item->serial != NULL && !g_hash_table_add (seen, item->serial))
        prc_catasto_blame (check, item->node != NULL ? item->node : prc_catasto_plant (check), NULL);
    }
}

static void
check_lost (PrcCatastoCheck *check)
{
  if (check->after->len < check->before->len)
    prc_catasto_blame (check, prc_catasto_plant (check), NULL);
}

static void
check_left (PrcCatastoCheck *check)
{
  guint i;

  for (i = 0; i < check->after->len; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (check->after, i);

      if (item->kind->generator && in_use (item))
        return;
    }
  prc_catasto_blame (check, prc_catasto_plant (check), NULL);
}

static const PrcCatastoRule rules[] = {
  { "E-NUMERO-COMP", PRC_CATASTO_COMPONENTS, WITH_PARTS, check_numbers,
    "Il numero del componente è ripetuto o assente." },
  { "E-NUMERO-COMP", PRC_CATASTO_COMPONENTS, DISMISSALS, check_targets,
    "Il componente non è in catasto." },
  { "E-NUMERO-COMP", PRC_CATASTO_COMPONENTS, PRC_CATASTO_CALL (9), check_inspected,
    "Il componente non è in catasto." },
  { "E-SOSTITUITO", PRC_CATASTO_COMPONENTS, PRC_CATASTO_CALL (4) | PRC_CATASTO_CALL (5), check_kept,
    "Manca la data di dismissione del componente sostituito." },
  { "E-DATA-COMP", PRC_CATASTO_COMPONENTS, WITH_PARTS, check_history,
    "La dismissione è anteriore all'installazione." },
  { "E-DATA-COMP", PRC_CATASTO_COMPONENTS, DISMISSALS, check_dismissals,
    "La dismissione è anteriore all'installazione." },
  { "E-DATA-COMP", PRC_CATASTO_COMPONENTS, PRC_CATASTO_CALL (3), check_end,
    "La dismissione è anteriore all'installazione." },
  { "E-GT-COLLEGATO", PRC_CATASTO_COMPONENTS, WITH_PARTS, check_linked,
    "Il gruppo termico collegato non c'è o è dismesso." },
  { "E-COMP-RAPPORTI", PRC_CATASTO_COMPONENTS, WITH_PARTS | DISMISSALS | PRC_CATASTO_CALL (3),
    check_reports, "La dismissione è anteriore a un rapporto sul componente." },
  { "E-BR-POTENZA", PRC_CATASTO_COMPONENTS, WITH_PARTS, check_burners,
    "La portata del bruciatore non è coerente." },
  { "W-MATRICOLA", PRC_CATASTO_COMPONENTS, WITH_PARTS, check_serials,
    "La matricola è già di un altro componente dell'impianto." },
  { "W-STORICO", PRC_CATASTO_COMPONENTS, PRC_CATASTO_WHOLE, check_lost,
    "Il libretto ha meno componenti, contando i sostituiti, di quello in catasto." },
  { "W-SENZA-GENERATORI", PRC_CATASTO_COMPONENTS, PRC_CATASTO_CALL (6), check_left,
    "L'impianto resta senza generatori." },
};

/**
 * prc_catasto_part_rules:
 *
 * Returns: the rules on numbered components
 */
PrcCatastoRules
prc_catasto_part_rules (void)
{
  return (PrcCatastoRules) { rules, G_N_ELEMENTS (rules) };
}
