/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an update would replace or take away: it is a replacement, not a correction (GPD facts 12,
 * 13 T14). */

#define G_LOG_DOMAIN "spt-gpd-changes"

#include "config.h"

#include "services/gpd/spt-gpd-changes.h"

#include "services/gpd/spt-gpd-wire.h"

typedef struct
{
  const SptGpdFields *fields;
  SptChangeFunc       func;
  gpointer            user_data;
} Compare;

static void
tell (Compare    *compare,
      const char *code,
      const char *group,
      const char *label,
      const char *before,
      const char *after,
      guint       weight)
{
  const SptChange change = {
    .code = code,
    .group = group,
    .label = label,
    .before = before != NULL && *before != '\0' ? before : NULL,
    .after = after != NULL && *after != '\0' ? after : NULL,
    .weight = weight,
  };

  compare->func (&change, compare->user_data);
}

/* As people read it: amounts with separators, choices by their label, the rest as typed. */
static char *
dup_shown (const SptNode     *node,
           const SptFieldDef *field)
{
  const char *text = node != NULL ? spt_node_get (node, field->index) : "";
  gint64 cents;

  if (*text == '\0' && field->default_value != NULL)
    text = field->default_value;
  if (field->kind == SPT_FIELD_MONEY && node != NULL &&
      spt_node_get_money (node, field->index, &cents))
    {
      g_autofree char *amount = spt_money_format (cents);

      return g_strconcat (amount, " €", NULL);
    }
  for (guint i = 0; i < field->n_choices; i++)
    {
      if (g_str_equal (field->choices[i].value, text))
        return g_strdup (field->choices[i].label);
    }

  return g_strdup (text);
}

/* Two ways to write the same value are no change. */
static gboolean
is_same (const SptNode     *before,
         const SptNode     *after,
         const SptFieldDef *field)
{
  const char *a = spt_node_get (before, field->index);
  const char *b = spt_node_get (after, field->index);

  if (*a == '\0' && field->default_value != NULL)
    a = field->default_value;
  if (*b == '\0' && field->default_value != NULL)
    b = field->default_value;
  if (g_str_equal (a, b))
    return TRUE;

  if (field->kind == SPT_FIELD_MONEY)
    {
      gint64 x, y;

      return spt_node_get_money (before, field->index, &x) &&
             spt_node_get_money (after, field->index, &y) && x == y;
    }
  if (field->kind == SPT_FIELD_DATETIME)
    {
      SptDatetime x, y;

      return spt_gpd_wire_get_datetime (before, field->index, &x) &&
             spt_gpd_wire_get_datetime (after, field->index, &y) &&
             spt_datetime_compare (&x, &y) == 0;
    }
  if (field->kind == SPT_FIELD_BOOLEAN)
    {
      gboolean x, y;

      return spt_record_parse_boolean (a, &x) && spt_record_parse_boolean (b, &y) && x == y;
    }

  return FALSE;
}

static void
compare_field (Compare           *compare,
               const char        *group,
               const SptNode     *before,
               const SptNode     *after,
               const SptFieldDef *field,
               const char        *code,
               guint              weight)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (is_same (before, after, field))
    return;
  a = dup_shown (before, field);
  b = dup_shown (after, field);
  tell (compare, code, group, field->label, a, b, weight);
}

static void
compare_transfers (Compare       *compare,
                   const char    *group,
                   const SptNode *before,
                   const SptNode *after)
{
  const SptGroupDef *def = compare->fields->transfer;
  guint n_before = spt_node_get_n_children (before, def->index);
  guint n_after = spt_node_get_n_children (after, def->index);

  /* Their numbers are their places (GPD facts 12). */
  for (guint i = 0; i < MAX (n_before, n_after); i++)
    {
      const SptNode *a = i < n_before ? spt_node_get_child (before, def->index, i) : NULL;
      const SptNode *b = i < n_after ? spt_node_get_child (after, def->index, i) : NULL;
      const SptFieldDef *amount = &def->fields[compare->fields->transfer_index[GPD_TR_AMOUNT]];
      g_autofree char *place = g_strdup_printf ("%s · %s %u", group, def->label, i + 1);

      for (guint j = 0; a != NULL && b != NULL && j < def->n_fields; j++)
        compare_field (compare, place, a, b, &def->fields[j],
                       &def->fields[j] == amount ? "replace-amount" : "replace-field",
                       &def->fields[j] == amount);
      if (a == NULL || b == NULL)
        {
          g_autofree char *shown = dup_shown (a != NULL ? a : b, amount);

          tell (compare, a == NULL ? "replace-transfer-added" : "replace-transfer-removed", place,
                NULL, a != NULL ? shown : NULL, b != NULL ? shown : NULL, 1);
        }
    }
}

/* The service's update adds and removes keys but keeps the value of one that it has (GPD facts
 * 12). */
static void
compare_metadata (Compare       *compare,
                  const char    *group,
                  const SptNode *before,
                  const SptNode *after)
{
  const SptGroupDef *def = compare->fields->option_metadata;
  guint n_before = spt_node_get_n_children (before, def->index);
  guint n_after = spt_node_get_n_children (after, def->index);

  for (guint i = 0; i < n_after; i++)
    {
      const SptNode *b = spt_node_get_child (after, def->index, i);
      const char *key = spt_node_get (b, compare->fields->option_key);
      const SptNode *a = NULL;

      for (guint j = 0; j < n_before && a == NULL; j++)
        {
          const SptNode *candidate = spt_node_get_child (before, def->index, j);

          if (g_str_equal (spt_node_get (candidate, compare->fields->option_key), key))
            a = candidate;
        }
      if (a == NULL)
        tell (compare, "replace-field", group, key, NULL,
              spt_node_get (b, compare->fields->option_value), 0);
      else if (!is_same (a, b, &def->fields[compare->fields->option_value]))
        tell (compare, "replace-metadata-kept", group, key,
              spt_node_get (a, compare->fields->option_value),
              spt_node_get (b, compare->fields->option_value), 1);
    }
}

static void
compare_nav (Compare       *compare,
             const char    *group,
             const SptNode *before,
             const SptNode *after)
{
  const SptGpdFields *fields = compare->fields;
  const SptFieldDef *field = &fields->option->fields[fields->option_index[GPD_NAV]];
  const char *a = spt_gpd_option_get (fields, before, GPD_NAV);
  const char *b = spt_gpd_option_get (fields, after, GPD_NAV);
  g_autofree char *plain = g_strconcat ("3", spt_gpd_option_get (fields, after, GPD_IUV), NULL);

  /* Left out it is 3 and the IUV again, whatever it was (GPD facts 12). */
  if (*a == '\0')
    a = plain;
  if (!g_str_equal (a, *b != '\0' ? b : plain))
    tell (compare, "replace-nav", group, field->label, a, *b != '\0' ? b : plain, 2);
  else if (!g_str_equal (a, plain))
    tell (compare, "replace-nav-kept", group, field->label, a, b, 0);
}

static void
compare_options (Compare       *compare,
                 const char    *group,
                 const SptNode *before,
                 const SptNode *after)
{
  const SptGpdFields *fields = compare->fields;
  const SptGroupDef *def = fields->option;

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (i == fields->option_index[GPD_NAV] || i == fields->option_index[GPD_IUV])
        continue;
      compare_field (compare, group, before, after, &def->fields[i],
                     i == fields->option_index[GPD_AMOUNT] ? "replace-amount" : "replace-field",
                     i == fields->option_index[GPD_AMOUNT]);
    }
  compare_nav (compare, group, before, after);
  compare_metadata (compare, group, before, after);
  compare_transfers (compare, group, before, after);
}

static const SptNode *
find_option (const SptGpdFields *fields,
             const SptNode      *root,
             const char         *iuv)
{
  for (guint i = 0; i < spt_node_get_n_children (root, fields->option->index); i++)
    {
      const SptNode *option = spt_node_get_child (root, fields->option->index, i);

      if (g_str_equal (spt_gpd_option_get (fields, option, GPD_IUV), iuv))
        return option;
    }

  return NULL;
}

/* What the payer has in hand is the notice's number. */
static char *
dup_notice (const SptGpdFields *fields,
            const SptNode      *option)
{
  const char *nav = spt_gpd_option_get (fields, option, GPD_NAV);

  return *nav != '\0' ? g_strdup (nav)
                      : g_strconcat ("3", spt_gpd_option_get (fields, option, GPD_IUV), NULL);
}

/* The notices of @root that @other does not have. */
static void
tell_unmatched (Compare       *compare,
                const SptNode *root,
                const SptNode *other,
                gboolean       removed)
{
  const SptGpdFields *fields = compare->fields;
  const SptFieldDef *amount = &fields->option->fields[fields->option_index[GPD_AMOUNT]];

  for (guint i = 0; i < spt_node_get_n_children (root, fields->option->index); i++)
    {
      const SptNode *option = spt_node_get_child (root, fields->option->index, i);
      g_autofree char *notice = NULL;
      g_autofree char *shown = NULL;

      if (find_option (fields, other, spt_gpd_option_get (fields, option, GPD_IUV)) != NULL)
        continue;
      notice = dup_notice (fields, option);
      shown = dup_shown (option, amount);
      if (removed)
        tell (compare, "replace-removed", notice, NULL, shown, NULL, 2);
      else
        tell (compare, "replace-added", notice, NULL, NULL, shown, 1);
    }
}

/**
 * spt_gpd_changes_list:
 * @fields: the table
 * @before: the position as the service accepted it
 * @after: the position as it would be sent
 * @func: told each difference, what is taken away first
 * @user_data: for @func
 *
 * Compares as the service does: notices by their IUV, transfers by their number; what is left out is
 * deleted (GPD facts 12, 13 T14).
 */
void
spt_gpd_changes_list (const SptGpdFields *fields,
                      SptRecord          *before,
                      SptRecord          *after,
                      SptChangeFunc       func,
                      gpointer            user_data)
{
  Compare compare = { fields, func, user_data };
  const SptNode *a = spt_record_get_root (before);
  const SptNode *b = spt_record_get_root (after);
  const SptGroupDef *root = fields->root;

  tell_unmatched (&compare, a, b, TRUE);
  for (guint i = 0; i < spt_node_get_n_children (a, fields->option->index); i++)
    {
      const SptNode *option = spt_node_get_child (a, fields->option->index, i);
      const SptNode *match = find_option (fields, b, spt_gpd_option_get (fields, option, GPD_IUV));
      g_autofree char *notice = NULL;

      if (match == NULL)
        continue;
      notice = dup_notice (fields, option);
      compare_options (&compare, notice, option, match);
    }
  tell_unmatched (&compare, b, a, FALSE);

  for (guint i = 0; i < root->n_fields; i++)
    {
      /* A position that is payable already keeps its date when none is given (GPD facts 12). */
      gboolean keeps = i == fields->position_index[GPD_VALIDITY_DATE] &&
                       *spt_node_get (b, i) == '\0';

      if ((int) i != fields->organization)
        compare_field (&compare, NULL, a, b, &root->fields[i],
                       keeps ? "replace-validity-kept" : "replace-field", 0);
    }
}
