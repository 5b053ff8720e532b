/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on what the schede of a libretto say in themselves: what goes without saying what, what excludes
 * what (catasto facts 7). */

#define G_LOG_DOMAIN "spt-catasto-rules-libretto"

#include "config.h"

#include <string.h>

#include "services/catasto/spt-catasto-rules.h"

#define OTHER "1"

/* --- "altro" ------------------------------------------------------------------------------------------ */

static void
check_other (SptCatastoCheck *check,
             SptNode         *node)
{
  static const struct
  {
    const char *field;
    const char *value;
    const char *words;
  } pairs[] = {
    { "L4_1combustibile", OTHER, "L4_1combustibileAltro" },
    { "L4_1fluido", OTHER, "L4_1fluidoAltro" },
    { "valutazione", "4", "motivo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      if (strcmp (spt_catasto_node_get (node, pairs[i].field), pairs[i].value) == 0 &&
          !spt_catasto_node_has (node, pairs[i].words))
        spt_catasto_say_error (check, node, pairs[i].words, "E-ALTRO", NULL);
    }
  if (spt_catasto_node_is_true (node, "L5_1flagAltroSistemaRegolazione") &&
      !spt_catasto_node_has (node, "L5_1descrizioneAltroSistemaRegolazione"))
    spt_catasto_say_error (check, node, "L5_1descrizioneAltroSistemaRegolazione", "E-ALTRO", NULL);
}

/* --- 2: water ------------------------------------------------------------------------------------------ */

static gboolean
says_more (SptNode           *node,
           const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if ((spt_catasto_node_has (node, names[i]) && !spt_catasto_node_is_false (node, names[i])) ||
          spt_catasto_node_first (node, names[i]) != NULL || spt_catasto_node_chose (node, names[i]))
        return TRUE;
    }

  return FALSE;
}

static void
check_treatment (SptCatastoCheck *check,
                 SptNode         *node)
{
  static const struct
  {
    const char *none;
    const char *others[4];
  } sets[] = {
    { "L2_3trattAcquaAssente",
      { "L2_3trattAcquaFiltrazione", "L2_3trattamentoAcquaAddolcimento", "L2_3trattAcquaChimico", NULL } },
    { "L2_3trattAcquaGeloAssente",
      { "L2_3trattAcquaGeloEtilenico", "L2_3trattAcquaGeloPropilenico", NULL } },
    { "L2_4trattAcquaAcsAssente",
      { "L2_4trattAcquaAcsFiltrazione", "L2_4trattamentoAcquaAcsAddolcimento", "L2_4trattAcquaAcsChimico", NULL } },
    { "L2_5trattAcquaRaffreddamentoAssente",
      { "L2_5trattAcquaAddolcimento", "L2_5trattAcquaOsmosi", "L2_5trattAcquaDemineraliz", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      if (spt_catasto_node_is_true (node, sets[i].none) && says_more (node, sets[i].others))
        spt_catasto_say_warning (check, node, sets[i].none, "W-TRATTAMENTO", NULL);
    }
}

/* --- 4 ------------------------------------------------------------------------------------------------- */

static void
check_efficiency (SptCatastoCheck *check,
                  SptNode         *node)
{
  gint64 percent;

  if (spt_catasto_node_get_decimal (node, "L4_1rendimento", &percent) && percent > 100 * SPT_CATASTO_ONE)
    spt_catasto_say_warning (check, node, "L4_1rendimento", "W-RENDIMENTO",
                             spt_catasto_node_get (node, "L4_1rendimento"));
}

static void
check_plate (SptCatastoCheck *check,
             SptNode         *node)
{
  static const char *const names[] = {
    "L4_6tempAcquaUscita", "L4_6tempAcquaIngresso", "L4_6tempAcquaMotore", "L4_6tempFumiValle",
    "L4_6tempFumiMonte", "L4_6emissioniCO"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *least_name = g_strconcat (names[i], "Min", NULL);
      g_autofree char *most_name = g_strconcat (names[i], "Max", NULL);
      gint64 least;
      gint64 most;

      if (spt_catasto_node_get_decimal (node, least_name, &least) &&
          spt_catasto_node_get_decimal (node, most_name, &most) && least > most)
        spt_catasto_say_warning (check, node, least_name, "W-INTERVALLO", spt_catasto_node_get (node, least_name));
    }
}

/* --- 5 and 7: at least one; 8 ------------------------------------------------------------------------------ */

/* A plant that only makes hot water need not have any (catasto facts 4). */
static gboolean
serves_rooms (SptCatastoCheck *check)
{
  SptNode *served = spt_catasto_node_first (check->plant, "scheda_1_3_servizi");

  return served == NULL || spt_catasto_node_has (served, "L1_3servizioClimaInv") ||
         spt_catasto_node_has (served, "L1_3servizioClimaEst");
}

static gboolean
says_anything (SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const char *name = def->fields[i].name;

      if (spt_catasto_node_has (node, name) && !spt_catasto_node_is_false (node, name))
        return TRUE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (spt_catasto_node_count (node, def->groups[i]->name) > 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_anything (SptCatastoCheck *check,
                SptNode         *node)
{
  if (check->operation->call == 2 && !says_anything (node))
    spt_catasto_say (check, serves_rooms (check) ? SPT_ISSUE_ERROR : SPT_ISSUE_WARNING, node, NULL,
                     "E-SCHEDA-MANCANTE:vuota", NULL, NULL);
}

/* Catasto facts 7, 5.1: SR only with "curva indipendente", VR only with the flag. */
static void
check_regulation (SptCatastoCheck *check,
                  SptNode         *node)
{
  if (spt_catasto_node_count (node, "L5_1SR") > 0 &&
      !spt_catasto_node_is_true (node, "L5_1flagRegolazioneCurvaIndipendente"))
    spt_catasto_say_warning (check, node, "L5_1flagRegolazioneCurvaIndipendente", "W-REGOLAZIONE", "SR");
  if (spt_catasto_node_count (node, "L5_1VR") > 0 &&
      !spt_catasto_node_is_true (node, "L5_1flagValvoleRegolazione"))
    spt_catasto_say_warning (check, node, "L5_1flagValvoleRegolazione", "W-REGOLAZIONE", "VR");
}

static void
check_metering (SptCatastoCheck *check,
                SptNode         *node)
{
  SptNode *metered = spt_catasto_node_first (node, "L5_4UIContabilizzateSI");

  if (metered == NULL)
    return;
  if (!spt_catasto_node_is_true (metered, "L5_4riscaldamento") &&
      !spt_catasto_node_is_true (metered, "L5_4raffrescamento") && !spt_catasto_node_is_true (metered, "L5_4acs"))
    spt_catasto_say_warning (check, metered, "L5_4riscaldamento", "W-SCELTA", NULL);
  if (!spt_catasto_node_has (node, "L5_4tipoSistemaDiretto"))
    spt_catasto_say_warning (check, node, "L5_4tipoSistemaDiretto", "W-SCELTA", NULL);
}

static void
check_storage (SptCatastoCheck *check,
               SptNode         *node)
{
  if (!spt_catasto_node_is_true (node, "L8_1ACS") && !spt_catasto_node_is_true (node, "L8_1riscaldamento") &&
      !spt_catasto_node_is_true (node, "L8_1raffrescamento"))
    spt_catasto_say_warning (check, node, "L8_1ACS", "W-SCELTA", NULL);
}

const SptCatastoRule spt_catasto_rules_libretto[] = {
  { "E-ALTRO", "*", "11", check_other },
  { "W-TRATTAMENTO", "*", "7", check_treatment },
  { "W-RENDIMENTO", "L4_1gruppoTermico", "7", check_efficiency },
  { "W-INTERVALLO", "L4_6cogeneratore", "7", check_plate },
  { "E-SCHEDA-MANCANTE", "scheda_5_1_regolazione_primaria", "4", check_anything },
  { "E-SCHEDA-MANCANTE", "scheda_7_emissione", "4", check_anything },
  { "W-REGOLAZIONE", "scheda_5_1_regolazione_primaria", "7", check_regulation },
  { "W-SCELTA", "scheda_5_4_contabilizzazione", "7", check_metering },
  { "W-SCELTA", "L8_1accumulo", "7", check_storage },
  { NULL, NULL, NULL, NULL }
};
