/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the rules over a document, and what they share: findings at names, components by number. */

#define G_LOG_DOMAIN "spt-catasto-rules"

#include "config.h"

#include "services/catasto/spt-catasto-rules.h"

#include <string.h>

#include "base/spt-datetime.h"

#define PLANT    "impianto"
#define REPLACED "Sostituito"

const SptCatastoRule *const spt_catasto_rule_tables[] = {
  spt_catasto_rules_header, spt_catasto_rules_plant, spt_catasto_rules_people, spt_catasto_rules_parts,
  spt_catasto_rules_libretto, spt_catasto_rules_rcee, spt_catasto_rules_exchange, spt_catasto_rules_measures,
  spt_catasto_rules_checks, spt_catasto_rules_consumption, NULL
};

/* *INDENT-OFF* */
const SptCatastoKind spt_catasto_kinds[SPT_CATASTO_N_KINDS] = {
  { "GT", "scheda_4_1_gruppi_termici", "L4_1GT", "L4_1numero", "L4_1gruppoTermico", "L4_1", TRUE },
  { "BR", "scheda_4_2_bruciatori", "L4_2BR", "L4_2numero", "L4_2bruciatore", "L4_2", FALSE },
  { "RC", "scheda_4_3_recuperatori", "L4_3RC", "L4_3numero", "L4_3recuperatore", "L4_3", FALSE },
  { "GF", "scheda_4_4_gruppi_frigo", "L4_4GF", "L4_4numero", "L4_4gruppoFrigo", "L4_4", TRUE },
  { "SC", "scheda_4_5_scambiatori", "L4_5SC", "L4_5numero", "L4_5scambiatore", "L4_5", TRUE },
  { "CG", "scheda_4_6_cogeneratori", "L4_6CG", "L4_6numero", "L4_6cogeneratore", "L4_6", TRUE },
  { "CS", "scheda_4_7_campi_solari", "L4_7CS", "L4_7numero", "L4_7campoSolare", "L4_7", TRUE },
  { "AG", "scheda_4_8_altri_generatori", "L4_8AG", "L4_8numero", "L4_8altroGeneratore", "L4_8", TRUE },
  { "SR", "scheda_5_1_regolazione_primaria", "L5_1SR", "L5_1numeroSR", "L5_1sistemaRegolazione", "L5_1", FALSE },
  { "VR", "scheda_5_1_regolazione_primaria", "L5_1VR", "L5_1numeroVR", "L5_1valvolaRegolazione", "L5_1", FALSE },
  { "VX", "scheda_6_3_vasi_espansione", "L6_3VX", "L6_3numero", NULL, "L6_3", FALSE },
  { "PO", "scheda_6_4_pompe", "L6_4PO", "L6_4numero", "L6_4pompa", "L6_4", FALSE },
  { "AC", "scheda_8_1_accumuli", "L8_1AC", "L8_1numero", "L8_1accumulo", "L8_1", FALSE },
  { "TE", "scheda_9_1_torri_evaporative", "L9_1TE", "L9_1numero", "L9_1torre", "L9_1", FALSE },
  { "RV", "scheda_9_2_raffreddatori", "L9_2RV", "L9_2numero", "L9_2raffreddatore", "L9_2", FALSE },
  { "SCX", "scheda_9_3_scambiatori_intermedi", "L9_3SCX", "L9_3numero", "L9_3scambiatore", "L9_3", FALSE },
  { "CI", "scheda_9_4_circuiti_interrati", "L9_4CI", "L9_4numero", "L9_4circuito", "L9_4", FALSE },
  { "UT", "scheda_9_5_unita_trattamento_aria", "L9_5UT", "L9_5numero", "L9_5unitaTrattamento", "L9_5", FALSE },
  { "RCX", "scheda_9_6_recuperatori_aria", "L9_6RCX", "L9_6numero", "L9_6recuperatore", "L9_6", FALSE },
  { "VM", "scheda_10_1_ventilazione", "L10_1VM", "L10_1numero", "L10_1impiantoVentilazione", "L10_1", FALSE },
};
/* *INDENT-ON* */

/* --- findings ---------------------------------------------------------------------------------------- */

/**
 * spt_catasto_say:
 * @check: what is looked at
 * @level: how grave
 * @node: where
 * @name: (nullable): a field or a group of it
 * @code: a static text
 * @value: (nullable): what stands there
 * @limit: (nullable): what was expected
 *
 * Adds a finding.
 */
void
spt_catasto_say (SptCatastoCheck *check,
                 SptIssueLevel    level,
                 const SptNode   *node,
                 const char      *name,
                 const char      *code,
                 const char      *value,
                 const char      *limit)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const SptFieldDef *field = name != NULL ? spt_group_def_find_field (def, name) : NULL;
  g_autoptr (GString) path = g_string_new (NULL);

  spt_node_append_path (node, field, path);
  /* Of a scheda that is not there the place where it would be; an alternative is its choice. */
  if (name != NULL && field == NULL && spt_group_def_find_group (def, name) != NULL)
    g_string_append_printf (path, "%s%s", path->len > 0 ? "." : "", name);
  spt_issue_list_add (check->issues, level, SPT_CATASTO_DOMAIN, code, check->row,
                      path->len > 0 ? path->str : NULL, value, limit);
}

void
spt_catasto_say_error (SptCatastoCheck *check,
                       const SptNode   *node,
                       const char      *name,
                       const char      *code,
                       const char      *value)
{
  spt_catasto_say (check, SPT_ISSUE_ERROR, node, name, code, value, NULL);
}

void
spt_catasto_say_warning (SptCatastoCheck *check,
                         const SptNode   *node,
                         const char      *name,
                         const char      *code,
                         const char      *value)
{
  spt_catasto_say (check, SPT_ISSUE_WARNING, node, name, code, value, NULL);
}

/* --- components -------------------------------------------------------------------------------------- */

/**
 * spt_catasto_kind_find:
 * @kind: "GT"
 *
 * Returns: (transfer none) (nullable): the kind
 */
const SptCatastoKind *
spt_catasto_kind_find (const char *kind)
{
  for (guint i = 0; i < SPT_CATASTO_N_KINDS; i++)
    {
      if (strcmp (spt_catasto_kinds[i].kind, kind) == 0)
        return &spt_catasto_kinds[i];
    }

  return NULL;
}

/* "1" and "01" are the same number. */
static gboolean
is_same_number (const char *a,
                const char *b)
{
  return *a != '\0' && g_ascii_strtoull (a, NULL, 10) == g_ascii_strtoull (b, NULL, 10);
}

/**
 * spt_catasto_find_component:
 * @plant: (nullable): an "impianto"
 * @kind: a kind
 * @number: a number
 *
 * Returns: (transfer none) (nullable): the component
 */
SptNode *
spt_catasto_find_component (SptNode              *plant,
                            const SptCatastoKind *kind,
                            const char           *number)
{
  SptNode *scheda = plant != NULL ? spt_catasto_node_first (plant, kind->scheda) : NULL;

  for (guint i = 0; scheda != NULL && i < spt_catasto_node_count (scheda, kind->group); i++)
    {
      SptNode *component = spt_catasto_node_child (scheda, kind->group, i);

      if (is_same_number (spt_catasto_node_get (component, kind->number), number))
        return component;
    }

  return NULL;
}

/**
 * spt_catasto_get_item:
 * @component: a component
 * @kind: its kind
 *
 * Returns: (transfer none) (nullable): what stands there now; the component itself where the kind has
 *   no history
 */
SptNode *
spt_catasto_get_item (SptNode              *component,
                      const SptCatastoKind *kind)
{
  return kind->item != NULL ? spt_catasto_node_first (component, kind->item) : component;
}

/**
 * spt_catasto_item_get_day:
 * @item: (nullable): an item
 * @kind: its kind
 * @suffix: "dataInstallazione", "dataDismissione"
 * @day: (out): as g_date_get_julian() counts
 *
 * Returns: %FALSE when there is none
 */
gboolean
spt_catasto_item_get_day (SptNode              *item,
                          const SptCatastoKind *kind,
                          const char           *suffix,
                          guint                *day)
{
  g_autofree char *name = g_strconcat (kind->prefix, suffix, NULL);

  return item != NULL && spt_catasto_node_get_day (item, name, day);
}

static gboolean
stood (SptNode              *item,
       const SptCatastoKind *kind,
       guint                 day)
{
  guint from;
  guint to;

  if (spt_catasto_item_get_day (item, kind, "dataInstallazione", &from) && day < from)
    return FALSE;

  return !spt_catasto_item_get_day (item, kind, "dataDismissione", &to) || day <= to;
}

/**
 * spt_catasto_find_item:
 * @component: a component
 * @kind: its kind
 * @day: as g_date_get_julian() counts
 *
 * Returns: (transfer none) (nullable): what stood there on that day
 */
SptNode *
spt_catasto_find_item (SptNode              *component,
                       const SptCatastoKind *kind,
                       guint                 day)
{
  g_autofree char *replaced = kind->item != NULL ? g_strconcat (kind->item, REPLACED, NULL) : NULL;
  SptNode *item = spt_catasto_get_item (component, kind);

  if (item != NULL && stood (item, kind, day))
    return item;
  for (guint i = 0; replaced != NULL && i < spt_catasto_node_count (component, replaced); i++)
    {
      item = spt_catasto_node_child (component, replaced, i);
      if (stood (item, kind, day))
        return item;
    }

  return NULL;
}

/**
 * spt_catasto_find_known:
 * @check: what is looked at
 * @kind: "GT"
 * @number: its number
 *
 * Returns: (transfer none) (nullable): the component in the document, else in the libretto
 */
SptNode *
spt_catasto_find_known (SptCatastoCheck *check,
                        const char      *kind,
                        const char      *number)
{
  const SptCatastoKind *found = spt_catasto_kind_find (kind);
  SptNode *component = spt_catasto_find_component (check->plant, found, number);

  return component != NULL ? component : spt_catasto_find_component (check->libretto, found, number);
}

/**
 * spt_catasto_is_whole:
 * @check: what is looked at
 *
 * Returns: whether the document is a libretto: calls 2 and 11
 */
gboolean
spt_catasto_is_whole (SptCatastoCheck *check)
{
  return check->operation->call == 2 || check->operation->call == 11;
}

/* --- all of them ----------------------------------------------------------------------------------------- */

static void
ask_rules (SptCatastoCheck *check,
           SptNode         *node)
{
  const char *name = spt_node_get_def (node)->name;

  for (guint i = 0; spt_catasto_rule_tables[i] != NULL; i++)
    {
      for (const SptCatastoRule *rule = spt_catasto_rule_tables[i]; rule->func != NULL; rule++)
        {
          if (*rule->scope == '*' || (*rule->scope == *name && strcmp (rule->scope, name) == 0))
            rule->func (check, node);
        }
    }
}

static void
walk (SptCatastoCheck *check,
      SptNode         *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  if (strcmp (def->name, PLANT) == 0 && spt_node_get_parent (node) == check->root)
    check->plant = node;
  ask_rules (check, node);
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!spt_node_shows_group (node, i))
        continue;
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        walk (check, spt_node_get_child (node, i, j));
    }
}

/**
 * spt_catasto_rules_check:
 * @operation: what the document is for
 * @record: of the schema of its call
 * @libretto: (nullable): a whole libretto of the same plant, as far as one is known
 * @now_utc_ms: what days are compared with
 * @row: goes into each finding
 * @issues: what is found is added
 *
 * Looks at a document with every rule that can be judged from it, and from the libretto where one is
 * known (catasto facts 11).
 */
void
spt_catasto_rules_check (const SptCatastoOperation *operation,
                         SptRecord                 *record,
                         SptRecord                 *libretto,
                         gint64                     now_utc_ms,
                         guint                      row,
                         SptIssueList              *issues)
{
  SptCatastoCheck check = { .operation = operation, .row = row, .issues = issues };
  SptDatetime now;
  GDate date;

  spt_datetime_from_utc_ms_in_italy (&now, now_utc_ms, NULL);
  g_date_set_dmy (&date, (GDateDay) now.day, (GDateMonth) now.month, (GDateYear) now.year);
  check.today = g_date_get_julian (&date);
  check.root = spt_record_get_root (record);
  check.plant = spt_catasto_node_first (check.root, PLANT);
  if (libretto != NULL)
    check.libretto = spt_catasto_node_first (spt_record_get_root (libretto), PLANT);
  walk (&check, check.root);
}
