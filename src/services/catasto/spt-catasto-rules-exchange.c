/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on efficiency reports of heat exchangers and cogenerators, types 3 and 4 (catasto facts 8.5, 11): nothing of them
 * is a limit of the law, so all that is found is worth a word. */

#define G_LOG_DOMAIN "spt-catasto-rules-exchange"

#include "config.h"

#include <string.h>

#include "services/catasto/spt-catasto-rules.h"

#define CONTROL "A_F_dataControllo"
#define SECTION "sezione_E"

/* One that has to be above the other. */
typedef struct
{
  const char *above;
  const char *below;
  const char *code;
} Pair;

static void
check_pairs (SptCatastoCheck *check,
             SptNode         *report,
             const Pair      *pairs,
             guint            n_pairs)
{
  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);

      for (guint j = 0; j < n_pairs; j++)
        {
          gint64 above;
          gint64 below;

          if (spt_catasto_node_get_decimal (section, pairs[j].above, &above) &&
              spt_catasto_node_get_decimal (section, pairs[j].below, &below) && above <= below)
            spt_catasto_say (check, SPT_ISSUE_WARNING, section, pairs[j].above, pairs[j].code,
                             spt_catasto_node_get (section, pairs[j].above),
                             spt_catasto_node_get (section, pairs[j].below));
        }
    }
}

/* The primary side gives its heat away: what comes in there is the hottest. */
static void
check_exchanger (SptCatastoCheck *check,
                 SptNode         *report)
{
  static const Pair pairs[] = {
    { "A_E_tempMandPrim", "A_E_tempRitPrim", "W-RCEE-TEMPERATURE" },
    { "A_E_tempMandSecond", "A_E_tempRitSecond", "W-RCEE-TEMPERATURE" },
    { "A_E_tempMandPrim", "A_E_tempMandSecond", "W-RCEE-TEMPERATURE:primario" },
  };

  check_pairs (check, report, pairs, G_N_ELEMENTS (pairs));
}

static void
check_cogenerator (SptCatastoCheck *check,
                   SptNode         *report)
{
  static const Pair pairs[] = {
    { "A_E_tempAcquaUsc", "A_E_tempAcquaIng", "W-RCEE-TEMPERATURE:acqua" },
    { "A_E_tempFumiAmonte", "A_E_tempFumiAvalle", "W-RCEE-TEMPERATURE:fumi" },
  };

  check_pairs (check, report, pairs, G_N_ELEMENTS (pairs));
}

/* A threshold without its time says nothing, nor the other way round. */
static void
check_protection (SptCatastoCheck *check,
                  SptNode         *report)
{
  static const char *const kinds[] = { "sovraFreq", "sottoFreq", "sovraTens", "sottoTens" };

  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);

      for (guint j = 0; j < G_N_ELEMENTS (kinds) * 3; j++)
        {
          g_autofree char *threshold = g_strdup_printf ("A_E_%sSoglia%u", kinds[j / 3], j % 3 + 1);
          g_autofree char *time = g_strdup_printf ("A_E_%sTempo%u", kinds[j / 3], j % 3 + 1);
          gboolean has_threshold = spt_catasto_node_has (section, threshold);

          if (has_threshold != spt_catasto_node_has (section, time))
            spt_catasto_say_warning (check, section, has_threshold ? time : threshold, "W-RCEE-PROTEZIONE", NULL);
        }
    }
}

/* --- beside the plate of 4.5 and 4.6 ----------------------------------------------------------------------- */

static void
check_above (SptCatastoCheck *check,
             SptNode         *section,
             const char      *name,
             SptNode         *item,
             const char      *limit)
{
  gint64 value;
  gint64 most;

  if (spt_catasto_node_get_decimal (section, name, &value) && spt_catasto_node_get_decimal (item, limit, &most) && value > most)
    spt_catasto_say (check, SPT_ISSUE_WARNING, section, name, "W-RCEE-TARGA", spt_catasto_node_get (section, name),
                     spt_catasto_node_get (item, limit));
}

static void
check_below (SptCatastoCheck *check,
             SptNode         *section,
             const char      *name,
             SptNode         *item,
             const char      *limit)
{
  gint64 value;
  gint64 least;

  if (spt_catasto_node_get_decimal (section, name, &value) && spt_catasto_node_get_decimal (item, limit, &least) && value < least)
    spt_catasto_say (check, SPT_ISSUE_WARNING, section, name, "W-RCEE-TARGA:minimo", spt_catasto_node_get (section, name),
                     spt_catasto_node_get (item, limit));
}

/* What the plate allows: "L4_6tempAcquaUscitaMin" and "…Max" (catasto facts 7, 11.4: the form compares with them). */
static void
check_plate (SptCatastoCheck *check,
             SptNode         *section,
             SptNode         *item)
{
  static const char *const measures[][2] = {
    { "A_E_tempAcquaUsc", "L4_6tempAcquaUscita" }, { "A_E_tempAcquaIng", "L4_6tempAcquaIngresso" },
    { "A_E_tempH2Omotore", "L4_6tempAcquaMotore" }, { "A_E_tempFumiAvalle", "L4_6tempFumiValle" },
    { "A_E_tempFumiAmonte", "L4_6tempFumiMonte" }, { "A_E_emissioniCO", "L4_6emissioniCO" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *most = g_strconcat (measures[i][1], "Max", NULL);
      g_autofree char *least = g_strconcat (measures[i][1], "Min", NULL);

      check_above (check, section, measures[i][0], item, most);
      /* Less carbon monoxide than the plate says troubles nobody. */
      if (strcmp (measures[i][0], "A_E_emissioniCO") != 0)
        check_below (check, section, measures[i][0], item, least);
    }
  check_above (check, section, "A_E_potenzaMorsetti", item, "L4_6potenzaElettricaNominale");
}

static void
check_machines (SptCatastoCheck *check,
                SptNode         *report)
{
  gboolean is_exchanger = strcmp (spt_node_get_def (report)->name, "rcee_tipo_3") == 0;
  const SptCatastoKind *kind = spt_catasto_kind_find (is_exchanger ? "SC" : "CG");
  guint control;

  if (check->libretto == NULL || !spt_catasto_node_get_day (report, CONTROL, &control))
    return;
  for (guint i = 0; i < spt_catasto_node_count (report, SECTION); i++)
    {
      SptNode *section = spt_catasto_node_child (report, SECTION, i);
      const char *number = spt_catasto_node_get (section, is_exchanger ? "A_E_numSC" : "A_E_numCG");
      SptNode *component = spt_catasto_find_component (check->libretto, kind, number);
      SptNode *item = component != NULL ? spt_catasto_find_item (component, kind, control) : NULL;

      if (item == NULL)
        continue;
      if (is_exchanger)
        check_above (check, section, "A_E_potenzaTerm", item, "L4_5potenzaNominaleTotale");
      else
        check_plate (check, section, item);
    }
}

/* *INDENT-OFF* */
const SptCatastoRule spt_catasto_rules_exchange[] = {
  { "W-RCEE-TEMPERATURE", "rcee_tipo_3", "8.5", check_exchanger },
  { "W-RCEE-TEMPERATURE", "rcee_tipo_4", "8.5", check_cogenerator },
  { "W-RCEE-PROTEZIONE", "rcee_tipo_4", "8.5", check_protection },
  { "W-RCEE-TARGA", "rcee_tipo_3", "8.5", check_machines },
  { "W-RCEE-TARGA", "rcee_tipo_4", "8.5", check_machines },
  { NULL, NULL, NULL, NULL }
};
/* *INDENT-ON* */
