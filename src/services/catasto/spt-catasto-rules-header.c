/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on what a document says at its head, which schede it has, and all its days (catasto facts 3, 4,
 * 11). */

#define G_LOG_DOMAIN "spt-catasto-rules-header"

#include "config.h"

#include <string.h>

#include "services/catasto/spt-catasto-rules.h"

#define DAY   "L1_1dataIntervento"
#define KIND  "L1_1tipoIntervento"
#define PLANT "impianto"

/* --- the head ---------------------------------------------------------------------------------------- */

static void
check_intervention (SptCatastoCheck *check,
                    SptNode         *node)
{
  const SptCatastoRow *row = spt_catasto_matrix_get (check->operation->api_id);
  const char *kind = spt_catasto_node_get (node, KIND);

  if (row != NULL && row->intervention != NULL && *kind != '\0' && strcmp (kind, row->intervention) != 0)
    spt_catasto_say (check, SPT_ISSUE_ERROR, node, KIND, "E-TIPO-INTERVENTO", kind, row->intervention);
}

static void
check_one_plant (SptCatastoCheck *check,
                 SptNode         *node)
{
  if (spt_catasto_node_count (node, PLANT) > 1)
    spt_catasto_say_error (check, node, PLANT, "E-IMPIANTI-MULTIPLI", NULL);
}

/* --- schede ------------------------------------------------------------------------------------------ */

static gboolean
has_scheda (SptNode              *plant,
            const SptCatastoCell *cell)
{
  SptNode *scheda = spt_catasto_node_first (plant, cell->element);

  return scheda != NULL && !spt_node_is_empty (scheda);
}

static void
say_missing (SptCatastoCheck      *check,
             const SptNode        *node,
             const char           *name,
             const SptCatastoCell *cell)
{
  spt_catasto_say (check, SPT_ISSUE_ERROR, node, name, "E-SCHEDA-MANCANTE", NULL, cell->title);
  spt_issue_list_set_overridable (check->issues);
}

static void
check_head (SptCatastoCheck      *check,
            const SptCatastoCell *cell)
{
  if (cell->need != SPT_CATASTO_MANDATORY)
    return;
  if (!spt_catasto_node_has (check->root, DAY))
    say_missing (check, check->root, DAY, cell);
  if (!spt_catasto_node_has (check->root, KIND))
    say_missing (check, check->root, KIND, cell);
}

/* A scheda without a square stands struck out in the document, if its row has any; the rest was
 * concluded, and a person may know better. */
static void
check_forbidden (SptCatastoCheck      *check,
                 SptNode              *plant,
                 const SptCatastoRow  *row,
                 const SptCatastoCell *cell)
{
  if (row->has_squares)
    {
      spt_catasto_say (check, SPT_ISSUE_ERROR, plant, cell->element, "E-SCHEDA-VIETATA", cell->title, NULL);
      return;
    }
  spt_catasto_say (check, SPT_ISSUE_ERROR, plant, cell->element, "E-SCHEDA-VIETATA:dedotta", cell->title,
                   NULL);
  spt_issue_list_set_overridable (check->issues);
}

static void
check_schede (SptCatastoCheck *check,
              SptNode         *plant)
{
  const SptCatastoRow *row = spt_catasto_matrix_get (check->operation->api_id);
  g_autoptr (GString) wanted = g_string_new (NULL);
  gboolean has_one = FALSE;

  for (guint i = 0; row != NULL && i < row->cells->len; i++)
    {
      const SptCatastoCell *cell = &g_array_index (row->cells, SptCatastoCell, i);
      gboolean is_there;

      if (cell->element == NULL)
        {
          check_head (check, cell);
          continue;
        }
      is_there = has_scheda (plant, cell);
      if (is_there && cell->need == SPT_CATASTO_ABSENT)
        check_forbidden (check, plant, row, cell);
      else if (is_there && cell->warned)
        spt_catasto_say_warning (check, plant, cell->element, "E-SCHEDA-VIETATA:insolita", cell->title);
      else if (!is_there && cell->need == SPT_CATASTO_MANDATORY)
        say_missing (check, plant, cell->element, cell);
      if (cell->need == SPT_CATASTO_ONE_OF)
        {
          has_one |= is_there;
          g_string_append_printf (wanted, "%s%s", wanted->len > 0 ? ", " : "", cell->scheda);
        }
    }
  /* Of generators and of consumption other rules have the better words. */
  if (wanted->len > 0 && !has_one && !spt_catasto_is_whole (check) && check->operation->call != 4 &&
      check->operation->call != 10)
    spt_catasto_say (check, SPT_ISSUE_ERROR, plant, NULL, "E-SCHEDA-MANCANTE:una", NULL, wanted->str);
}

static void
check_generator (SptCatastoCheck *check,
                 SptNode         *plant)
{
  if (!spt_catasto_is_whole (check) && check->operation->call != 4)
    return;
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      const SptCatastoKind *kind = &spt_catasto_kinds[i];
      SptNode *scheda = kind->is_generator ? spt_catasto_node_first (plant, kind->scheda) : NULL;

      if (scheda != NULL && spt_catasto_node_count (scheda, kind->group) > 0)
        return;
    }
  spt_catasto_say_error (check, plant, NULL, "E-GENERATORE", NULL);
}

/* --- days -------------------------------------------------------------------------------------------- */

/* Catasto facts 11, E-DATA-FUTURA: what is to come by its nature. */
static gboolean
may_be_future (const char *name)
{
  static const char *const names[] = {
    "A_F_dataIntervento", "A_E_dataRipristino", "L11_2dataRispristino", "L3dataValiditaContrattoAl", NULL
  };

  return g_strv_contains (names, name);
}

/* By the kind that the schema gives, so that a schema of other names is looked at as well. */
static void
check_days (SptCatastoCheck *check,
            SptNode         *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      const SptFieldDef *field = &def->fields[i];
      GDate first;
      guint day;

      if (field->kind != SPT_FIELD_DATE || !spt_catasto_node_get_day (node, field->name, &day))
        continue;
      g_date_set_dmy (&first, 1, G_DATE_JANUARY, 1900);
      if (day < g_date_get_julian (&first))
        spt_catasto_say_error (check, node, field->name, "E-DATA-1900", spt_node_get (node, i));
      else if (day > check->today && !may_be_future (field->name))
        spt_catasto_say_error (check, node, field->name, "E-DATA-FUTURA", spt_node_get (node, i));
    }
}

const SptCatastoRule spt_catasto_rules_header[] = {
  { "E-TIPO-INTERVENTO", "", "4", check_intervention },
  { "E-IMPIANTI-MULTIPLI", "", "2.2", check_one_plant },
  { "E-SCHEDA-MANCANTE", PLANT, "4", check_schede },
  { "E-GENERATORE", PLANT, "11", check_generator },
  { "E-DATA-FUTURA", "*", "6", check_days },
  { NULL, NULL, NULL, NULL }
};
