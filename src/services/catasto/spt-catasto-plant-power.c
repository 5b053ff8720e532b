/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The generators in use of a libretto: what they can do, what they burn, which report is theirs (catasto facts 7, 8.1). */

#define G_LOG_DOMAIN "spt-catasto-plant-power"

#include "config.h"

#include "services/catasto/spt-catasto-plant.h"

#include <string.h>

#include "base/spt-datetime.h"

static const struct
{
  const char *kind;
  const char *group;
  const char *number;
} reports[] = {
  { "GT", "rcee_tipo_1", "A_E_numGT" },
  { "GF", "rcee_tipo_2", "A_E_numGF" },
  { "SC", "rcee_tipo_3", "A_E_numSC" },
  { "CG", "rcee_tipo_4", "A_E_numCG" },
};

guint
spt_catasto_get_report_type (const SptCatastoKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      if (strcmp (reports[i].kind, kind->kind) == 0)
        return i + 1;
    }

  return 0;
}

const SptCatastoKind *
spt_catasto_get_report_kind (guint type)
{
  return type >= 1 && type <= G_N_ELEMENTS (reports) ? spt_catasto_kind_find (reports[type - 1].kind) : NULL;
}

const char *
spt_catasto_get_report_number (guint type)
{
  return reports[type - 1].number;
}

xmlNodePtr
spt_catasto_find_report (SptCatastoTree *document,
                         guint          *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      xmlNodePtr report = spt_catasto_tree_first (document->plant, reports[i].group);

      if (report != NULL)
        {
          *type = i + 1;
          return report;
        }
    }
  *type = 0;

  return NULL;
}

char *
spt_catasto_dup_today (gint64 now_utc_ms)
{
  SptDatetime now;

  spt_datetime_from_utc_ms_in_italy (&now, now_utc_ms, NULL);

  return g_strdup_printf ("%04d-%02d-%02d", now.year, now.month, now.day);
}

/* --- generators --------------------------------------------------------------------------------------- */

static SptCatastoMachine
read_machine (xmlNodePtr item)
{
  static const struct
  {
    const char       *name;
    SptCatastoMachine machine;
  } names[] = {
    { "L4_4assorbimentoPerRecupero", SPT_CATASTO_MACHINE_RECOVERY },
    { "L4_4combustibileAssorbimentoFiammaDiretta", SPT_CATASTO_MACHINE_DIRECT_FIRED },
    { "L4_4compressioneMotoreElettrico", SPT_CATASTO_MACHINE_ELECTRIC },
    { "L4_4compressioneMotoreEndotermico", SPT_CATASTO_MACHINE_ENDOTHERMIC },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (spt_catasto_tree_first (item, names[i].name) != NULL)
        return names[i].machine;
    }

  return SPT_CATASTO_MACHINE_UNKNOWN;
}

static void
read_generator (SptCatastoTree      *libretto,
                xmlNodePtr           part,
                SptCatastoGenerator *generator)
{
  const char *kind = generator->kind->kind;
  xmlNodePtr item = spt_catasto_tree_get_item (part, generator->kind);

  generator->number = spt_catasto_tree_get_number (libretto, part, generator->kind->number);
  generator->item = item;
  generator->fuel = "";
  if (strcmp (kind, "GT") == 0)
    {
      generator->heat = spt_catasto_tree_get_decimal (libretto, item, "L4_1potenza");
      generator->fuel = spt_catasto_tree_get (libretto, item, "L4_1combustibile");
    }
  else if (strcmp (kind, "GF") == 0)
    {
      generator->heat = spt_catasto_tree_get_decimal (libretto, item, "L4_4riscPotenzaNominale");
      generator->power = spt_catasto_tree_get_decimal (libretto, item, "L4_4raffPotenzaNominale");
      generator->fuel = spt_catasto_tree_get (libretto, item, "L4_4combustibileAssorbimentoFiammaDiretta");
      generator->machine = read_machine (item);
    }
  else if (strcmp (kind, "SC") == 0)
    generator->heat = spt_catasto_tree_get_decimal (libretto, item, "L4_5potenzaNominaleTotale");
  else if (strcmp (kind, "CG") == 0)
    {
      generator->heat = spt_catasto_tree_get_decimal (libretto, item, "L4_6potenzaTermicaNominale");
      generator->cadence = spt_catasto_tree_get_decimal (libretto, item, "L4_6potenzaElettricaNominale");
      generator->fuel = spt_catasto_tree_get (libretto, item, "L4_6alimentazione");
    }
  else if (strcmp (kind, "AG") == 0)
    generator->heat = spt_catasto_tree_get_decimal (libretto, item, "L4_8potenzaNominaleTotale");
  generator->power = MAX (generator->power, generator->heat);
  if (strcmp (kind, "CG") != 0)
    generator->cadence = generator->power;
}

/**
 * spt_catasto_list_generators:
 * @libretto: (nullable): a libretto
 *
 * Lists the generators that were not dismissed, by kind, with what annex A goes by.
 *
 * Returns: (transfer full) (element-type SptCatastoGenerator): as long as @libretto
 */
GArray *
spt_catasto_list_generators (SptCatastoTree *libretto)
{
  GArray *generators = g_array_new (FALSE, FALSE, sizeof (SptCatastoGenerator));

  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];

      if (!kind->is_generator)
        continue;
      for (xmlNodePtr part = spt_catasto_tree_first_part (libretto, kind); part != NULL;
           part = spt_catasto_tree_next (part))
        {
          SptCatastoGenerator generator = { .kind = kind };

          if (!spt_catasto_tree_is_in_use (libretto, part, kind))
            continue;
          read_generator (libretto, part, &generator);
          if (generator.number > 0)
            g_array_append_val (generators, generator);
        }
    }

  return generators;
}
