/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instances beside each other, a column each: measures, and components with what they replaced. */

#define G_LOG_DOMAIN "spt-paper-columns"

#include "config.h"

#include <string.h>

#include "form/spt-paper-build.h"

#define MAX_BESIDE 4 /* columns that a page is wide enough for; more go into another table below */
#define N_LEVELS 2

/* One column: an instance, or one and what is inside it. */
typedef struct
{
  const SptNode *nodes[N_LEVELS];
} Column;

typedef struct
{
  guint              level;
  const SptFieldDef *field;
} Row;

static char *
dup_cell (SptPaperBuilder *self,
          const Column    *column,
          const Row       *row)
{
  const SptNode *node = column->nodes[row->level];
  const SptFieldDef *field = node != NULL ? spt_group_def_find_field (spt_node_get_def (node), row->field->name)
                                          : NULL;

  return field != NULL && field->kind != SPT_FIELD_XML ? spt_paper_build_dup_cell (self, node, field)
                                                        : g_strdup ("");
}

static gboolean
has_row (GArray            *rows,
         guint              level,
         const SptFieldDef *field)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (row->level == level && g_str_equal (row->field->name, field->name))
        return TRUE;
    }

  return FALSE;
}

static void
add_rows_of (SptPaperBuilder   *self,
             GArray            *rows,
             guint              level,
             const SptGroupDef *def)
{
  guint n;
  g_autofree SptXsdMember *members = spt_paper_build_dup_members (self, def, &n);

  for (guint i = 0; i < n; i++)
    {
      const SptFieldDef *field = members[i].is_group ? NULL : &def->fields[members[i].index];
      Row row = { level, field };

      if (field != NULL && field->kind != SPT_FIELD_XML && !has_row (rows, level, field))
        g_array_append_val (rows, row);
    }
}

/* All fields that some column has. */
static GArray *
list_rows (SptPaperBuilder *self,
           GArray          *columns)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint level = 0; level < N_LEVELS; level++)
    {
      const SptGroupDef *last = NULL;

      for (guint i = 0; i < columns->len; i++)
        {
          const SptNode *node = g_array_index (columns, Column, i).nodes[level];

          if (node == NULL || spt_node_get_def (node) == last)
            continue;
          last = spt_node_get_def (node);
          add_rows_of (self, rows, level, last);
        }
    }
  for (guint i = rows->len; i > 0; i--)
    {
      gboolean is_used = FALSE;

      for (guint j = 0; !is_used && j < columns->len; j++)
        {
          g_autofree char *cell = dup_cell (self, &g_array_index (columns, Column, j),
                                            &g_array_index (rows, Row, i - 1));

          is_used = *cell != '\0';
        }
      if (!is_used)
        g_array_remove_index (rows, i - 1);
    }

  return rows;
}

static void
add_band (SptPaperBuilder *self,
          GArray          *columns,
          guint            first,
          guint            n,
          GArray          *rows,
          const Row       *key,
          GPtrArray       *titles)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  g_ptr_array_add (cells, (gpointer) (key != NULL ? spt_paper_keep (self->paper, key->field->label) : ""));
  for (guint i = first; i < first + n; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);
      g_autofree char *title = NULL;

      if (key != NULL)
        title = dup_cell (self, column, key);
      else if (titles != NULL)
        title = g_strdup (g_ptr_array_index (titles, i));
      else
        title = g_strdup_printf ("%s %u", spt_node_get_def (column->nodes[0])->label, i + 1);
      g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, title));
    }
  for (guint j = 0; j < rows->len; j++)
    {
      const Row *row = &g_array_index (rows, Row, j);

      if (key != NULL && row->level == key->level && row->field == key->field)
        continue;
      g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper,
                                                         spt_paper_build_get_label (self, row->field)));
      for (guint i = first; i < first + n; i++)
        {
          g_autofree char *cell = dup_cell (self, &g_array_index (columns, Column, i), row);

          g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, cell));
        }
    }
  spt_paper_add (self->paper, SPT_PAPER_TABLE, 0, NULL, n + 1, TRUE, cells);
}

static void
add_columns (SptPaperBuilder *self,
             GArray          *columns,
             GPtrArray       *titles)
{
  g_autoptr (GArray) rows = list_rows (self, columns);
  Row key = { 0, NULL };
  guint done = 0;

  spt_paper_build_flush (self);
  if (rows->len == 0)
    return;
  /* What tells them apart is their head, as long as each has it. */
  if (titles == NULL)
    {
      key = g_array_index (rows, Row, 0);
      for (guint i = 0; key.field != NULL && i < columns->len; i++)
        {
          g_autofree char *cell = dup_cell (self, &g_array_index (columns, Column, i), &key);

          if (*cell == '\0' || spt_paper_build_is_choice (key.field))
            key.field = NULL;
        }
    }
  while (done < columns->len)
    {
      guint n = MIN (columns->len - done, MAX_BESIDE);

      add_band (self, columns, done, n, rows, key.field != NULL ? &key : NULL, titles);
      done += n;
    }
}

void
spt_paper_build_columns (SptPaperBuilder *self,
                         GPtrArray       *nodes,
                         GPtrArray       *titles)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (Column));

  for (guint i = 0; i < nodes->len; i++)
    {
      Column column = { { g_ptr_array_index (nodes, i), NULL } };

      g_array_append_val (columns, column);
    }
  add_columns (self, columns, titles);
}

/* Whether @node holds fields, and instances of @inner that hold fields, and nothing else. */
static gboolean
add_inner (const SptNode *node,
           const char    *inner,
           GArray        *columns)
{
  const SptGroupDef *def = spt_node_get_def (node);
  Column column = { { node, NULL } };
  guint before = columns->len;

  if (spt_paper_build_has_long (node))
    return FALSE;
  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].kind == SPT_FIELD_XML && *spt_node_get (node, i) != '\0')
        return FALSE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      gboolean is_inner = g_str_equal (def->groups[i]->name, inner);

      for (guint j = 0; spt_node_shows_group (node, i) && j < spt_node_get_n_children (node, i); j++)
        {
          const SptNode *child = spt_node_get_child (node, i, j);

          if (spt_node_is_empty (child))
            continue;
          if (!is_inner || !spt_paper_build_is_leaf (child) || spt_paper_build_has_long (child))
            return FALSE;
          column.nodes[1] = child;
          g_array_append_val (columns, column);
        }
    }
  if (columns->len == before)
    g_array_append_val (columns, column);

  return TRUE;
}

gboolean
spt_paper_build_flat (SptPaperBuilder *self,
                      GPtrArray       *nodes,
                      const char      *inner,
                      guint            level)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (Column));

  for (guint i = 0; i < nodes->len; i++)
    {
      if (!add_inner (g_ptr_array_index (nodes, i), inner, columns))
        return FALSE;
    }
  add_columns (self, columns, NULL);

  return TRUE;
}

/* --- what was replaced ----------------------------------------------------------------------------- */

/* "X" that is there at most once and "XReplaced" that repeats. */
static gboolean
find_history (const SptGroupDef *def,
              const char        *suffix,
              guint             *now,
              guint             *before)
{
  for (guint i = 0; i < def->n_groups; i++)
    {
      g_autofree char *name = g_strconcat (def->groups[i]->name, suffix, NULL);
      const SptGroupDef *other = spt_group_def_find_group (def, name);

      if (def->groups[i]->max != 1 || other == NULL || other->max == 1)
        continue;
      *now = i;
      *before = other->index;
      return TRUE;
    }

  return FALSE;
}

static void
list_items (SptPaperBuilder *self,
            const SptNode   *node,
            guint            group,
            const char      *word,
            GPtrArray       *items,
            GPtrArray       *titles)
{
  const char *title = spt_paper_layout_get_word (self->layout, word);
  guint n = spt_node_get_n_children (node, group);

  if (title == NULL)
    title = spt_node_get_def (node)->groups[group]->label;
  for (guint i = 0; i < n; i++)
    {
      SptNode *item = spt_node_get_child (node, group, i);

      if (spt_node_is_empty (item))
        continue;
      g_ptr_array_add (items, item);
      g_ptr_array_add (titles, n > 1 ? g_strdup_printf ("%s %u", title, i + 1) : g_strdup (title));
    }
}

/* Groups and what no form knows inside items whose fields are in the table. */
static void
add_left (SptPaperBuilder *self,
          const SptNode   *item,
          const char      *title,
          guint            level)
{
  const SptGroupDef *def = spt_node_get_def (item);

  if (spt_paper_build_is_leaf (item))
    return;
  spt_paper_build_heading (self, level, title);
  for (guint i = 0; i < def->n_groups; i++)
    spt_paper_build_group (self, item, i, level + 1);
  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].kind == SPT_FIELD_XML)
        spt_paper_build_field (self, item, &def->fields[i]);
    }
}

gboolean
spt_paper_build_history (SptPaperBuilder   *self,
                         const SptNode     *node,
                         guint              level,
                         const SptFieldDef *number)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const char *suffix = spt_paper_layout_get_history (self->layout);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);
  g_autofree SptXsdMember *members = NULL;
  guint now;
  guint before;
  guint n;

  if (suffix == NULL || !find_history (def, suffix, &now, &before))
    return FALSE;
  list_items (self, node, now, "now", items, titles);
  list_items (self, node, before, "before", items, titles);
  for (guint i = 0; i < items->len; i++)
    {
      if (spt_paper_build_has_long (g_ptr_array_index (items, i)))
        return FALSE;
    }
  members = spt_paper_build_dup_members (self, def, &n);
  for (guint i = 0; i < n; i++)
    {
      const SptFieldDef *field = members[i].is_group ? NULL : &def->fields[members[i].index];

      if (field != NULL && field != number)
        spt_paper_build_field (self, node, field);
      else if (members[i].is_group && members[i].index == now && items->len == 1)
        spt_paper_build_members (self, g_ptr_array_index (items, 0), level, NULL);
      else if (members[i].is_group && members[i].index == now && items->len > 0)
        spt_paper_build_columns (self, items, titles);
      else if (members[i].is_group && members[i].index != now && members[i].index != before)
        spt_paper_build_group (self, node, members[i].index, level);
    }
  for (guint i = 0; items->len > 1 && i < items->len; i++)
    add_left (self, g_ptr_array_index (items, i), g_ptr_array_index (titles, i), level);
  spt_paper_build_flush (self);

  return TRUE;
}
