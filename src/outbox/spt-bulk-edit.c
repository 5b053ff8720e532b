/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit for many records. */
#define G_LOG_DOMAIN "spt-bulk-edit"

#include "config.h"

#include "outbox/spt-bulk-edit.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-money.h"

#define MAX_DAYS         36600
#define MAX_PERCENT      100000 /* a thousand percent, in hundredths */
#define HUNDREDTHS       10000
#define MAX_ROUND_CENTS  100000000

typedef struct
{
  const SptBulkEdit *edit;
  const SptFieldDef *field;
  const SptGroupDef *group;
  const SptFieldDef *source;       /* (nullable) */
  const SptGroupDef *source_group; /* (nullable) */
  gboolean           changed;
  char             **before;
  char             **after;
} Run;

/* --- what can be done ------------------------------------------------------------------------ */

/**
 * spt_bulk_edit_get_actions:
 * @field: a field
 *
 * Says what can be done with a field of many records at once.
 *
 * Returns: bit set of 1 << #SptBulkAction; 0 for what is none of many records' business
 */
guint
spt_bulk_edit_get_actions (const SptFieldDef *field)
{
  guint actions = 1u << SPT_BULK_SET | 1u << SPT_BULK_CLEAR | 1u << SPT_BULK_COPY;

  switch (field->kind)
    {
    case SPT_FIELD_SECRET:
    case SPT_FIELD_XML:
      return 0;
    case SPT_FIELD_BOOLEAN:
    case SPT_FIELD_CHOICE:
      return actions;
    case SPT_FIELD_DATETIME:
    case SPT_FIELD_DATE:
      return actions | 1u << SPT_BULK_ADD_DAYS | 1u << SPT_BULK_REPLACE;
    case SPT_FIELD_MONEY:
      return actions | 1u << SPT_BULK_PERCENT | 1u << SPT_BULK_ROUND;
    case SPT_FIELD_TEXT:
    case SPT_FIELD_CODE:
    case SPT_FIELD_INTEGER:
    case SPT_FIELD_DECIMAL:
    case SPT_FIELD_FISCAL_CODE:
    case SPT_FIELD_IBAN:
    case SPT_FIELD_IUV:
    case SPT_FIELD_NAV:
    case SPT_FIELD_EMAIL:
      return actions | 1u << SPT_BULK_REPLACE;
    default:
      return actions;
    }
}

/* A field's own name may have a point ("stamp.hashDocument"): the longest name wins. */
static const SptFieldDef *
find_below (const SptGroupDef  *group,
            const char         *path,
            const SptGroupDef **found)
{
  const SptFieldDef *field = spt_group_def_find_field (group, path);
  const char *point;

  if (field != NULL)
    {
      *found = group;
      return field;
    }
  for (point = strchr (path, '.'); point != NULL; point = strchr (point + 1, '.'))
    {
      g_autofree char *name = g_strndup (path, point - path);
      const SptGroupDef *child = spt_group_def_find_group (group, name);

      if (child != NULL)
        return find_below (child, point + 1, found);
    }

  return NULL;
}

/**
 * spt_bulk_edit_find_field:
 * @schema: of the records
 * @path: (nullable): a path without places ("paymentOption.dueDate")
 * @group: (out) (optional): the group it is in
 *
 * Finds the field that a path means in every instance of its group.
 *
 * Returns: (transfer none) (nullable): the field
 */
const SptFieldDef *
spt_bulk_edit_find_field (SptSchema          *schema,
                          const char         *path,
                          const SptGroupDef **group)
{
  const SptGroupDef *found = NULL;
  const SptFieldDef *field =
    path != NULL ? find_below (spt_schema_get_root (schema), path, &found) : NULL;

  if (group != NULL)
    *group = found;
  return field;
}

/* Whether @outer is @inner or stands around it. */
static gboolean
is_around (const SptGroupDef *outer,
           const SptGroupDef *inner)
{
  if (outer == inner)
    return TRUE;
  for (guint i = 0; i < outer->n_groups; i++)
    {
      if (is_around (outer->groups[i], inner))
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_bulk_edit_is_valid:
 * @self: an edit
 * @schema: of the records
 *
 * Says whether an edit can be done: it names a field, its action suits the field and has what it
 * needs. Whether the outcome is right is the check's business.
 *
 * Returns: %TRUE if it can
 */
gboolean
spt_bulk_edit_is_valid (const SptBulkEdit *self,
                        SptSchema         *schema)
{
  const SptGroupDef *group;
  const SptFieldDef *field = spt_bulk_edit_find_field (schema, self->field, &group);
  const SptGroupDef *source_group;
  const SptFieldDef *source;

  if (field == NULL || (spt_bulk_edit_get_actions (field) & 1u << self->action) == 0)
    return FALSE;

  switch (self->action)
    {
    case SPT_BULK_SET:
      return self->text != NULL && *self->text != '\0';
    case SPT_BULK_CLEAR:
      return TRUE;
    case SPT_BULK_REPLACE:
      return self->find != NULL && *self->find != '\0' && self->text != NULL &&
             strcmp (self->find, self->text) != 0;
    case SPT_BULK_ADD_DAYS:
      return self->number != 0 && ABS (self->number) <= MAX_DAYS;
    case SPT_BULK_COPY:
      source = spt_bulk_edit_find_field (schema, self->source, &source_group);
      return source != NULL && source != field && source->kind != SPT_FIELD_SECRET &&
             is_around (source_group, group);
    case SPT_BULK_PERCENT:
      return self->number != 0 && self->number > -HUNDREDTHS && self->number <= MAX_PERCENT;
    case SPT_BULK_ROUND:
      return self->number > 1 && self->number <= MAX_ROUND_CENTS;
    default:
      return FALSE;
    }
}

/* --- what becomes of a text ------------------------------------------------------------------ */

/* NULL: what is no date stays. As it was written, as far as that says the same. */
static char *
add_days (const char *text,
          gint64      days)
{
  SptDatetime date;
  GDate calendar;

  if (!spt_datetime_parse (text, &date, NULL))
    return NULL;

  g_date_set_dmy (&calendar, date.day, date.month, date.year);
  if (days > 0)
    g_date_add_days (&calendar, (guint) days);
  else if ((gint64) g_date_get_julian (&calendar) + days < 1)
    return NULL;
  else
    g_date_subtract_days (&calendar, (guint) -days);
  if (!g_date_valid (&calendar) || g_date_get_year (&calendar) > 9999)
    return NULL;

  date.year = g_date_get_year (&calendar);
  date.month = g_date_get_month (&calendar);
  date.day = g_date_get_day (&calendar);
  if (date.has_time)
    return spt_datetime_to_iso (&date);
  if (strchr (text, '/') != NULL)
    return spt_datetime_to_italian (&date, FALSE);
  return g_strdup_printf ("%04d-%02d-%02d", date.year, date.month, date.day);
}

/* @value times @factor by @divisor, halves up; all of them positive. */
static gint64
scale (gint64 value,
       gint64 factor,
       gint64 divisor)
{
  return (value * factor + divisor / 2) / divisor;
}

static char *
change_amount (const SptBulkEdit *edit,
               const char        *text)
{
  gint64 cents;

  if (!spt_money_parse_euro (text, &cents, NULL) || cents < 0 || cents > SPT_MONEY_MAX_CENTS)
    return NULL;

  if (edit->action == SPT_BULK_PERCENT)
    cents = scale (cents, HUNDREDTHS + edit->number, HUNDREDTHS);
  else
    cents = scale (cents, 1, edit->number) * edit->number;

  return spt_money_format_plain (cents);
}

static char *
replace_text (const char *text,
              const char *find,
              const char *with)
{
  GString *out;

  if (strstr (text, find) == NULL)
    return NULL;
  out = g_string_new (text);
  g_string_replace (out, find, with, 0);
  return g_string_free (out, FALSE);
}

/* The text of the field further out that @node's is copied from. */
static const char *
get_source (const Run     *run,
            const SptNode *node)
{
  while (spt_node_get_def (node) != run->source_group)
    node = spt_node_get_parent (node);

  return spt_node_get (node, run->source->index);
}

/* NULL: it stays as it is. */
static char *
make_text (const Run     *run,
           const SptNode *node,
           const char    *text)
{
  const char *source;

  switch (run->edit->action)
    {
    case SPT_BULK_SET:
      return g_strdup (run->edit->text);
    case SPT_BULK_CLEAR:
      return g_strdup ("");
    case SPT_BULK_REPLACE:
      return replace_text (text, run->edit->find, run->edit->text);
    case SPT_BULK_ADD_DAYS:
      return add_days (text, run->edit->number);
    case SPT_BULK_COPY:
      source = get_source (run, node);
      return *source != '\0' ? g_strdup (source) : NULL;
    case SPT_BULK_PERCENT:
    case SPT_BULK_ROUND:
      return change_amount (run->edit, text);
    default:
      return NULL;
    }
}

/* What follows the field by itself in a form follows it here: the amount of the only transfer. */
static void
take_along (SptNode           *node,
            const SptFieldDef *field,
            const char        *before,
            const char        *after)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_groups; i++)
    {
      SptNode *child;

      if (spt_node_get_n_children (node, i) != 1)
        continue;
      child = spt_node_get_child (node, i, 0);
      for (guint j = 0; j < def->groups[i]->n_fields; j++)
        {
          const SptFieldDef *follower = &def->groups[i]->fields[j];
          const char *text = spt_node_get (child, j);

          if (g_strcmp0 (follower->with, field->name) == 0 &&
              (*text == '\0' || strcmp (text, before) == 0))
            spt_node_set (child, j, after, -1);
        }
    }
}

static void
change_node (Run     *run,
             SptNode *node)
{
  g_autofree char *before = g_strdup (spt_node_get (node, run->field->index));
  g_autofree char *wanted = make_text (run, node, before);
  const char *after;

  if (wanted == NULL)
    return;

  /* The record drops the blanks that a field does not want: only what comes out counts. */
  spt_node_set (node, run->field->index, wanted, -1);
  after = spt_node_get (node, run->field->index);
  if (strcmp (before, after) == 0)
    return;

  take_along (node, run->field, before, after);
  if (!run->changed)
    {
      if (run->before != NULL)
        *run->before = g_strdup (before);
      if (run->after != NULL)
        *run->after = g_strdup (after);
    }
  run->changed = TRUE;
}

static void
visit (Run     *run,
       SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  if (def == run->group)
    {
      change_node (run, node);
      return;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!is_around (def->groups[i], run->group))
        continue;
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        visit (run, spt_node_get_child (node, i, j));
    }
}

/**
 * spt_bulk_edit_apply:
 * @self: a valid edit
 * @record: what it is done to
 * @before: (out) (optional): the first text that changed, as it was
 * @after: (out) (optional): as it is now
 *
 * Does the edit to one record, in every instance of the field's group. A field that a form fills
 * along with another (the amount of the only transfer) follows here as well.
 *
 * Returns: whether anything changed; else @before and @after are %NULL
 */
gboolean
spt_bulk_edit_apply (const SptBulkEdit *self,
                     SptRecord         *record,
                     char             **before,
                     char             **after)
{
  SptSchema *schema = spt_record_get_schema (record);
  Run run = { .edit = self, .before = before, .after = after };

  if (before != NULL)
    *before = NULL;
  if (after != NULL)
    *after = NULL;
  run.field = spt_bulk_edit_find_field (schema, self->field, &run.group);
  run.source = spt_bulk_edit_find_field (schema, self->source, &run.source_group);
  g_return_val_if_fail (run.field != NULL, FALSE);
  g_return_val_if_fail (self->action != SPT_BULK_COPY || run.source != NULL, FALSE);

  visit (&run, spt_record_get_root (record));

  return run.changed;
}
