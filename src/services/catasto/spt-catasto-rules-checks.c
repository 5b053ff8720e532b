/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on schede 11 to 13 beside the plant's components, and on inspection test reports (catasto facts
 * 7, 8.6). */

#define G_LOG_DOMAIN "spt-catasto-rules-checks"

#include "config.h"

#include <string.h>

#include "services/catasto/spt-catasto-rules.h"

#define TURN "#turn"

/* Which components the verifications of scheda 11 are about. */
static const struct
{
  const char *scheda;
  const char *group;
  const char *number;
  const char *verification;
  const char *day;
  const char *kind;
} verifications[] = {
  { "scheda_11_1_verifiche_gt", "L11_1GT", "L11_1numero", "L11_1verifica", "L11_1data", "GT" },
  { "scheda_11_2_verifiche_gf", "L11_2GF", "L11_2numero", "L11_2verifica", "L11_2data", "GF" },
  { "scheda_11_3_verifiche_sc", "L11_3SC", "L11_3numero", "L11_3verifica", "L11_3data", "SC" },
  { "scheda_11_4_verifiche_cg", "L11_4CG", "L11_4numero", "L11_4verifica", "L11_4data", "CG" },
};

/* A component does not go before the day of a report on it (catasto facts 7). */
static void
check_gone (SptCatastoCheck      *check,
            SptNode              *component,
            const SptCatastoKind *kind,
            SptNode              *verified,
            guint                 i)
{
  SptNode *item = spt_catasto_get_item (component, kind);
  g_autofree char *name = g_strconcat (kind->prefix, "dataDismissione", NULL);
  guint dismissed;
  guint day;

  if (!spt_catasto_item_get_day (item, kind, "dataDismissione", &dismissed))
    return;
  for (guint j = 0; j < spt_catasto_node_count (verified, verifications[i].verification); j++)
    {
      SptNode *verification = spt_catasto_node_child (verified, verifications[i].verification, j);

      if (spt_catasto_node_get_day (verification, verifications[i].day, &day) && dismissed < day)
        {
          spt_catasto_say_error (check, item, name, "E-COMP-RAPPORTI",
                                 spt_catasto_node_get (verification, verifications[i].day));
          return;
        }
    }
}

static void
check_verifications (SptCatastoCheck *check,
                     SptNode         *plant)
{
  gboolean is_known = spt_catasto_is_whole (check) || check->libretto != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (verifications); i++)
    {
      const SptCatastoKind *kind = spt_catasto_kind_find (verifications[i].kind);
      SptNode *scheda = spt_catasto_node_first (plant, verifications[i].scheda);

      for (guint j = 0; scheda != NULL && j < spt_catasto_node_count (scheda, verifications[i].group); j++)
        {
          SptNode *verified = spt_catasto_node_child (scheda, verifications[i].group, j);
          const char *number = spt_catasto_node_get (verified, verifications[i].number);
          SptNode *component = spt_catasto_find_component (plant, kind, number);
          g_autofree char *name = g_strdup_printf ("%s-%s", kind->kind, number);

          if (component != NULL)
            check_gone (check, component, kind, verified, i);
          else if (*number != '\0' && is_known && spt_catasto_find_known (check, kind->kind, number) == NULL)
            spt_catasto_say_error (check, verified, verifications[i].number, "E-NUMERO-COMP:assente", name);
        }
    }
}

static void
check_circuits (SptCatastoCheck *check,
                SptNode         *verification)
{
  guint day;

  if (!spt_catasto_node_get_day (verification, "L11_2data", &day))
    return;
  for (guint i = 0; i < spt_catasto_node_count (verification, "L11_2circuito"); i++)
    {
      SptNode *circuit = spt_catasto_node_child (verification, "L11_2circuito", i);
      guint restored;

      if (spt_catasto_node_get_day (circuit, "L11_2dataRispristino", &restored) && restored <= day)
        spt_catasto_say_error (check, circuit, "L11_2dataRispristino", "E-RCEE-DATE:ripristino",
                               spt_catasto_node_get (circuit, "L11_2dataRispristino"));
      else if (spt_catasto_node_is_false (circuit, "L11_2verificaSuperata") &&
               !spt_catasto_node_has (circuit, "L11_2dataRispristino"))
        spt_catasto_say_warning (check, circuit, "L11_2dataRispristino", "E-RCEE-DATE:ripristino-manca", NULL);
    }
}

/* --- the test report ----------------------------------------------------------------------------------- */

static void
check_machines (SptCatastoCheck *check,
                SptNode         *node,
                const char      *group,
                const char      *kind,
                GHashTable      *seen)
{
  for (guint i = 0; i < spt_catasto_node_count (node, group); i++)
    {
      SptNode *machine = spt_catasto_node_child (node, group, i);
      const char *number = spt_catasto_node_get (machine, "numero");
      g_autofree char *name = g_strdup_printf ("%s-%s", kind, number);
      gint64 value;

      if (!spt_catasto_node_get_integer (machine, "numero", &value) || value <= 0 || value > G_MAXINT)
        continue;
      if (!g_hash_table_add (seen, GINT_TO_POINTER ((int) value)))
        spt_catasto_say_error (check, machine, "numero", "E-NUMERO-COMP", name);
      else if (check->libretto != NULL && spt_catasto_find_known (check, kind, number) == NULL)
        spt_catasto_say_error (check, machine, "numero", "E-NUMERO-COMP:assente", name);
    }
}

/* Boilers and chillers stand in any order: the form has a turn for each. */
static void
check_test_machines (SptCatastoCheck *check,
                     SptNode         *report)
{
  static const char *const kinds[][2] = { { "generatore_GT", "GT" }, { "generatore_GF", "GF" } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      check_machines (check, report, kinds[i][0], kinds[i][1], seen);
      for (guint j = 0; j < spt_catasto_node_count (report, TURN); j++)
        check_machines (check, spt_catasto_node_child (report, TURN, j), kinds[i][0], kinds[i][1], seen);
    }
}

static void
check_test_outcome (SptCatastoCheck *check,
                    SptNode         *outcome)
{
  gboolean has_points = spt_catasto_node_count (outcome, "puntoNegativo") > 0;
  gboolean is_bad = strcmp (spt_catasto_node_get (outcome, "flagCO"), "I") == 0 ||
                    strcmp (spt_catasto_node_get (outcome, "flagFumosita"), "I") == 0 ||
                    strcmp (spt_catasto_node_get (outcome, "flagNOx"), "I") == 0 ||
                    spt_catasto_node_is_false (outcome, "flagRendimento") ||
                    spt_catasto_node_is_false (outcome, "flagVerifica");

  if (spt_catasto_node_is_true (outcome, "flagNorma") && (is_bad || has_points))
    spt_catasto_say_warning (check, outcome, "flagNorma", "W-PROVA", NULL);
  else if (spt_catasto_node_is_false (outcome, "flagNorma") && !has_points)
    spt_catasto_say_warning (check, outcome, "flagNorma", "W-PROVA:punti", NULL);
}

const SptCatastoRule spt_catasto_rules_checks[] = {
  { "E-COMP-RAPPORTI", "impianto", "7", check_verifications },
  { "E-RCEE-DATE", "L11_2verifica", "7", check_circuits },
  { "E-NUMERO-COMP", "rapporto_prova", "8.6", check_test_machines },
  { "W-PROVA", "esito", "8.6", check_test_outcome },
  { NULL, NULL, NULL, NULL }
};
