/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on numbered components and their history (catasto facts 7, the component pattern). */

#define G_LOG_DOMAIN "spt-catasto-rules-parts"

#include "config.h"

#include <string.h>

#include "services/catasto/spt-catasto-rules.h"

#define INSTALLED "dataInstallazione"
#define DISMISSED "dataDismissione"
#define PLANT     "impianto"

static char *
dup_name (const SptCatastoKind *kind,
          const char           *suffix)
{
  return g_strconcat (kind->prefix, suffix, NULL);
}

/* --- days -------------------------------------------------------------------------------------------- */

static void
check_item (SptCatastoCheck      *check,
            SptNode              *item,
            const SptCatastoKind *kind)
{
  g_autofree char *name = dup_name (kind, DISMISSED);
  guint installed;
  guint dismissed;

  if (spt_catasto_item_get_day (item, kind, INSTALLED, &installed) &&
      spt_catasto_item_get_day (item, kind, DISMISSED, &dismissed) && dismissed < installed)
    spt_catasto_say_error (check, item, name, "E-DATA-COMP", spt_catasto_node_get (item, name));
}

/* Each item follows the one before it; the present one follows all. */
static void
check_history (SptCatastoCheck      *check,
               SptNode              *component,
               const SptCatastoKind *kind)
{
  g_autofree char *replaced = g_strconcat (kind->item, "Sostituito", NULL);
  g_autofree char *installed_name = dup_name (kind, INSTALLED);
  g_autofree char *dismissed_name = dup_name (kind, DISMISSED);
  SptNode *present = spt_catasto_get_item (component, kind);
  guint n = spt_catasto_node_count (component, replaced);
  guint last = 0;
  guint day;

  for (guint i = 0; i < n; i++)
    {
      SptNode *item = spt_catasto_node_child (component, replaced, i);

      check_item (check, item, kind);
      if (!spt_catasto_node_has (item, dismissed_name))
        spt_catasto_say_error (check, item, dismissed_name, "E-SOSTITUITO", NULL);
      if (spt_catasto_item_get_day (item, kind, INSTALLED, &day) && day < last)
        spt_catasto_say_error (check, item, installed_name, "E-DATA-COMP:storia",
                               spt_catasto_node_get (item, installed_name));
      if (spt_catasto_item_get_day (item, kind, DISMISSED, &day))
        last = MAX (last, day);
    }
  if (present == NULL)
    return;
  check_item (check, present, kind);
  if (spt_catasto_item_get_day (present, kind, INSTALLED, &day) && day < last)
    spt_catasto_say_error (check, present, installed_name, "E-DATA-COMP:nuovo",
                           spt_catasto_node_get (present, installed_name));
}

/* --- numbers and serial numbers -------------------------------------------------------------------------- */

static void
check_serial (SptCatastoCheck      *check,
              SptNode              *component,
              const SptCatastoKind *kind,
              GHashTable           *serials)
{
  g_autofree char *name = dup_name (kind, "matricola");
  SptNode *item = spt_catasto_get_item (component, kind);
  const char *serial = item != NULL ? spt_catasto_node_get (item, name) : "";

  if (*serial != '\0' && !g_hash_table_add (serials, g_ascii_strup (serial, -1)))
    spt_catasto_say_warning (check, item, name, "W-MATRICOLA", serial);
}

static void
check_parts (SptCatastoCheck *check,
             SptNode         *plant)
{
  g_autoptr (GHashTable) serials = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = spt_catasto_node_first (plant, kind->scheda);
      g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);

      for (guint j = 0; scheda != NULL && j < spt_catasto_node_count (scheda, kind->group); j++)
        {
          SptNode *component = spt_catasto_node_child (scheda, kind->group, j);
          gint64 number;

          if (spt_catasto_node_get_integer (component, kind->number, &number) && number > 0 &&
              number <= G_MAXINT && !g_hash_table_add (numbers, GINT_TO_POINTER ((int) number)))
            spt_catasto_say_error (check, component, kind->number, "E-NUMERO-COMP",
                                   spt_catasto_node_get (component, kind->number));
          if (kind->item != NULL)
            check_history (check, component, kind);
          check_serial (check, component, kind, serials);
        }
    }
}

/* A component that the register has and a new libretto leaves out: its number and its history would be
 * lost (catasto facts 12.3). */
static void
check_lost (SptCatastoCheck *check,
            SptNode         *plant)
{
  if (check->libretto == NULL || !spt_catasto_is_whole (check))
    return;
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = spt_catasto_node_first (check->libretto, kind->scheda);

      for (guint j = 0; scheda != NULL && j < spt_catasto_node_count (scheda, kind->group); j++)
        {
          SptNode *component = spt_catasto_node_child (scheda, kind->group, j);
          const char *number = spt_catasto_node_get (component, kind->number);
          g_autofree char *name = g_strdup_printf ("%s-%s", kind->kind, number);

          if (spt_catasto_find_component (plant, kind, number) == NULL)
            spt_catasto_say_warning (check, plant, kind->scheda, "W-COMPONENTI-PERSI", name);
        }
    }
}

/* --- burners and flue gas recovery ------------------------------------------------------------------------- */

/* Only where the document, or the libretto, says which boilers there are. */
static void
check_linked (SptCatastoCheck      *check,
              SptNode              *item,
              const SptCatastoKind *kind)
{
  g_autofree char *name = dup_name (kind, "GtCollegato");
  const char *number = spt_catasto_node_get (item, name);
  const SptCatastoKind *boiler_kind = spt_catasto_kind_find ("GT");
  SptNode *boiler;
  SptNode *present;
  guint day;

  if (*number == '\0')
    return;
  boiler = spt_catasto_find_known (check, "GT", number);
  if (boiler == NULL)
    {
      if (spt_catasto_is_whole (check) || check->libretto != NULL)
        spt_catasto_say_error (check, item, name, "E-GT-COLLEGATO", number);
      return;
    }
  present = spt_catasto_get_item (boiler, boiler_kind);
  if (present != NULL && spt_catasto_item_get_day (present, boiler_kind, DISMISSED, &day) &&
      !spt_catasto_item_get_day (item, kind, DISMISSED, &day))
    spt_catasto_say_error (check, item, name, "E-GT-COLLEGATO:dismesso", number);
}

static void
check_burner_power (SptCatastoCheck *check,
                    SptNode         *item)
{
  const char *number = spt_catasto_node_get (item, "L4_2GtCollegato");
  SptNode *boiler = spt_catasto_find_known (check, "GT", number);
  SptNode *present = boiler != NULL ? spt_catasto_node_first (boiler, "L4_1gruppoTermico") : NULL;
  gint64 most;
  gint64 least;
  gint64 power;

  if (!spt_catasto_node_get_decimal (item, "L4_2portataMaxNominale", &most))
    return;
  if (spt_catasto_node_get_decimal (item, "L4_2portataMinNominale", &least) && least > most)
    spt_catasto_say_warning (check, item, "L4_2portataMinNominale", "E-BR-POTENZA",
                             spt_catasto_node_get (item, "L4_2portataMinNominale"));
  if (present != NULL && spt_catasto_node_get_decimal (present, "L4_1potenza", &power) && most > power)
    spt_catasto_say (check, SPT_ISSUE_WARNING, item, "L4_2portataMaxNominale", "E-BR-POTENZA:generatore",
                     spt_catasto_node_get (item, "L4_2portataMaxNominale"),
                     spt_catasto_node_get (present, "L4_1potenza"));
}

static void
check_burner (SptCatastoCheck *check,
              SptNode         *item)
{
  check_linked (check, item, spt_catasto_kind_find ("BR"));
}

static void
check_recovery (SptCatastoCheck *check,
                SptNode         *item)
{
  check_linked (check, item, spt_catasto_kind_find ("RC"));
}

/* --- decommissioning ---------------------------------------------------------------------------------------- */

/* Calls 6 and 7: by kind and number. */
static void
check_dismissals (SptCatastoCheck *check,
                  SptNode         *plant)
{
  const char *group = check->operation->call == 6 ? "generatore_dismesso" : "parte_dismessa";
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < spt_catasto_node_count (plant, group); i++)
    {
      SptNode *node = spt_catasto_node_child (plant, group, i);
      const SptCatastoKind *kind = spt_catasto_kind_find (spt_catasto_node_get (node, "tipoComponente"));
      const char *number = spt_catasto_node_get (node, "numero");
      g_autofree char *name = g_strdup_printf ("%s-%s", kind != NULL ? kind->kind : "?", number);
      SptNode *component;
      guint installed;
      guint dismissed;
      guint gone;

      if (kind == NULL || *number == '\0')
        continue;
      if (!g_hash_table_add (seen, g_strdup (name)))
        spt_catasto_say_error (check, node, "numero", "E-NUMERO-COMP", name);
      if (check->libretto == NULL)
        continue;
      component = spt_catasto_find_component (check->libretto, kind, number);
      if (component == NULL)
        {
          spt_catasto_say_error (check, node, "numero", "E-NUMERO-COMP:assente", name);
          continue;
        }
      if (spt_catasto_item_get_day (spt_catasto_get_item (component, kind), kind, DISMISSED, &gone))
        {
          spt_catasto_say_error (check, node, "numero", "E-NUMERO-COMP:dismesso", name);
          spt_issue_list_set_overridable (check->issues);
        }
      else if (spt_catasto_item_get_day (spt_catasto_get_item (component, kind), kind, INSTALLED, &installed) &&
               spt_catasto_node_get_day (node, "dataDismissione", &dismissed) && dismissed < installed)
        spt_catasto_say_error (check, node, "dataDismissione", "E-DATA-COMP",
                               spt_catasto_node_get (node, "dataDismissione"));
    }
}

const SptCatastoRule spt_catasto_rules_parts[] = {
  { "E-DATA-COMP", PLANT, "7", check_parts },
  { "W-COMPONENTI-PERSI", PLANT, "12.3", check_lost },
  { "E-GT-COLLEGATO", "L4_2bruciatore", "7", check_burner },
  { "E-GT-COLLEGATO", "L4_3recuperatore", "7", check_recovery },
  { "E-BR-POTENZA", "L4_2bruciatore", "7", check_burner_power },
  { "E-NUMERO-COMP", PLANT, "11", check_dismissals },
  { NULL, NULL, NULL, NULL }
};
