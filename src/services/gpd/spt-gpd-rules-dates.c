/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates against each other and against now, as the core compares them: in UTC, when it reaches
 * the position (GPD facts 7). */

#define G_LOG_DOMAIN "spt-gpd-rules-dates"

#include "config.h"

#include "services/gpd/spt-gpd-rules.h"

#include "services/gpd/spt-gpd-wire.h"

/* "Far-off dates" of the platform's good practice (GPD facts 7), as we read it. */
#define FAR_YEARS 10

static gboolean
is_same_day (const SptDatetime *a,
             const SptDatetime *b)
{
  return a->year == b->year && a->month == b->month && a->day == b->day;
}

static gboolean
is_far (const SptDatetime *date,
        const SptDatetime *now)
{
  return date->year > now->year + FAR_YEARS;
}

static void
check_option (SptGpdCheck       *check,
              const SptNode     *option,
              const SptDatetime *validity)
{
  const SptGpdFields *fields = check->fields;
  const SptNode *root = spt_record_get_root (check->record);
  guint due_index = fields->option_index[GPD_DUE_DATE];
  guint retention_index = fields->option_index[GPD_RETENTION_DATE];
  gboolean expires = FALSE;
  SptDatetime retention;
  SptDatetime due;

  if (!spt_gpd_wire_get_datetime (option, due_index, &due))
    return;
  if (spt_gpd_wire_get_datetime (option, retention_index, &retention) &&
      spt_datetime_compare (&retention, &due) < 0)
    spt_gpd_rules_add (check, option, retention_index, SPT_ISSUE_ERROR, "retention-before-due",
                       spt_gpd_option_get (fields, option, GPD_DUE_DATE));

  if (!spt_node_get_boolean (root, fields->position_index[GPD_SWITCH_TO_EXPIRED], &expires))
    expires = FALSE;

  if (validity != NULL && spt_datetime_compare (&due, validity) < 0)
    {
      spt_gpd_rules_add (check, option, due_index, SPT_ISSUE_ERROR, "due-before-validity",
                         spt_gpd_position_get (fields, root, GPD_VALIDITY_DATE));
    }
  else if (spt_datetime_compare (&due, &check->now) < 0)
    {
      /* An update of a position that is not yet valid, or expired, is refused as well; one that
       * is valid passes. */
      if (!check->is_update || expires)
        spt_gpd_rules_add (check, option, due_index, SPT_ISSUE_ERROR, "due-past", NULL);
      else
        spt_gpd_rules_add (check, option, due_index, SPT_ISSUE_WARNING, "due-past-update", NULL);
    }
  else if (is_same_day (&due, &check->now))
    {
      spt_gpd_rules_add (check, option, due_index, SPT_ISSUE_WARNING, "due-today", NULL);
    }
  else if (is_far (&due, &check->now))
    {
      spt_gpd_rules_add (check, option, due_index, SPT_ISSUE_WARNING, "due-far", NULL);
    }
}

/**
 * spt_gpd_rules_check_dates:
 * @check: a check under way
 *
 * Checks validityDate, every dueDate and retentionDate. What does not read as a date is the
 * business of the fields' own check.
 */
void
spt_gpd_rules_check_dates (SptGpdCheck *check)
{
  const SptGpdFields *fields = check->fields;
  const SptNode *root = spt_record_get_root (check->record);
  guint validity_index = fields->position_index[GPD_VALIDITY_DATE];
  SptDatetime validity;
  gboolean has_validity = spt_gpd_wire_get_datetime (root, validity_index, &validity);

  if (has_validity && !check->is_update && spt_datetime_compare (&validity, &check->now) <= 0)
    spt_gpd_rules_add (check, root, validity_index, SPT_ISSUE_ERROR, "validity-past", NULL);
  else if (has_validity && is_far (&validity, &check->now))
    spt_gpd_rules_add (check, root, validity_index, SPT_ISSUE_WARNING, "validity-far", NULL);

  for (guint i = 0; i < spt_node_get_n_children (root, fields->option->index); i++)
    check_option (check, spt_node_get_child (root, fields->option->index, i),
                  has_validity ? &validity : NULL);
}
