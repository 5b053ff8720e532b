/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record walked through in the order of its schema and layout, and put into blocks. */

#define G_LOG_DOMAIN "spt-paper-build"

#include "config.h"

#include <string.h>

#include "form/spt-paper-build.h"

#define MAX_SHORT 160   /* code points that still stand beside a label */
#define MAX_CELL 2000   /* bytes that stand in a cell of a table */
#define MAX_NAME 80     /* bytes above a signature's line, or behind a title */
#define MAX_COLUMNS 9   /* of a table of rows */
#define MAX_WEIGHT 105  /* code points beside each other in such a table */

static void
begin_chapter (SptPaperBuilder     *self,
               const SptPaperGroup *group)
{
  const char *title;

  if (group->chapter == G_MAXUINT || group->chapter == self->chapter)
    return;
  self->chapter = group->chapter;
  title = g_ptr_array_index (self->layout->chapters, group->chapter);
  if (*title != '\0')
    spt_paper_build_heading (self, 0, title);
}

const SptFieldDef *
spt_paper_build_get_number (SptPaperBuilder   *self,
                            const SptGroupDef *def)
{
  return def->n_fields > 0 && !spt_paper_build_is_choice (&def->fields[0]) &&
         def->fields[0].kind != SPT_FIELD_XML &&
         spt_paper_layout_is_number (self->layout, def->fields[0].name)
             ? &def->fields[0]
             : NULL;
}

/* The same where it fits into a title. */
static const SptFieldDef *
get_title_number (SptPaperBuilder *self,
                  const SptNode   *node)
{
  const SptFieldDef *number = spt_paper_build_get_number (self, spt_node_get_def (node));

  return number != NULL && strlen (spt_node_get (node, number->index)) <= MAX_NAME ? number : NULL;
}

char *
spt_paper_build_dup_title (SptPaperBuilder *self,
                           const SptNode   *node,
                           guint            n_instances)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const SptPaperGroup *group = spt_paper_build_get_group (self, def);
  const char *title = group->title != NULL ? group->title : def->label;
  const SptFieldDef *number = get_title_number (self, node);

  if (def->max == 1)
    return g_strdup (title);
  if (number != NULL && *spt_node_get (node, number->index) != '\0')
    return g_strdup_printf ("%s %s", title, spt_node_get (node, number->index));
  if (n_instances > 1)
    return g_strdup_printf ("%s %u", title, spt_node_get_position (node) + 1);

  return g_strdup (title);
}

/* A text that would make a cell of a table higher than a page. */
gboolean
spt_paper_build_has_long (const SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (strlen (spt_node_get (node, i)) > MAX_CELL)
        return TRUE;
    }

  return FALSE;
}

/* Nothing in it but fields that a form shows. */
gboolean
spt_paper_build_is_leaf (const SptNode *node)
{
  const SptGroupDef *def = spt_node_get_def (node);

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (def->fields[i].kind == SPT_FIELD_XML && *spt_node_get (node, i) != '\0')
        return FALSE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      for (guint j = 0; spt_node_shows_group (node, i) && j < spt_node_get_n_children (node, i); j++)
        {
          if (!spt_node_is_empty (spt_node_get_child (node, i, j)))
            return FALSE;
        }
    }

  return TRUE;
}

/* Whether a field stands above a signature's line. */
static gboolean
is_signed (const SptPaperGroup *group,
           const SptNode       *node,
           const char          *name)
{
  if (strlen (spt_node_get_named (node, name)) > MAX_NAME)
    return FALSE;
  for (guint i = 0; group->signatures != NULL && i < json_array_get_length (group->signatures); i++)
    {
      const char *field;

      spt_paper_layout_get_signature (group->signatures, i, &field);
      if (g_strcmp0 (field, name) == 0)
        return TRUE;
    }

  return FALSE;
}

void
spt_paper_build_signatures (SptPaperBuilder *self,
                            JsonArray       *signatures,
                            const SptNode   *node)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  if (signatures == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (signatures); i++)
    {
      const char *field;
      const char *title = spt_paper_layout_get_signature (signatures, i, &field);

      const char *name = field != NULL ? spt_node_get_named (node, field) : "";

      g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, title));
      g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, strlen (name) <= MAX_NAME ? name : ""));
    }
  spt_paper_build_flush (self);
  spt_paper_add (self->paper, SPT_PAPER_SIGNATURES, 0, NULL, 0, FALSE, cells);
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b,
                   gpointer      user_data)
{
  SptPaperBuilder *self = ((gpointer *) user_data)[0];
  const SptGroupDef *def = ((gpointer *) user_data)[1];
  guint left = spt_paper_build_get_group (self, def->groups[((const SptXsdMember *) a)->index])->position;
  guint right = spt_paper_build_get_group (self, def->groups[((const SptXsdMember *) b)->index])->position;

  return left < right ? -1 : left > right;
}

/* In the order of the schema; groups that the layout names, in its order, in the places that they have. */
SptXsdMember *
spt_paper_build_dup_members (SptPaperBuilder   *self,
                             const SptGroupDef *def,
                             guint             *n_members)
{
  const SptXsdMember *members = spt_xsd_outline_get (self->outline, def, n_members);
  SptXsdMember *copy = g_memdup2 (members, *n_members * sizeof *members);
  g_autoptr (GArray) named = g_array_new (FALSE, FALSE, sizeof (SptXsdMember));
  gpointer data[] = { self, (gpointer) def };
  guint next = 0;

  for (guint i = 0; i < *n_members; i++)
    {
      if (copy[i].is_group &&
          spt_paper_build_get_group (self, def->groups[copy[i].index])->position != G_MAXUINT)
        g_array_append_val (named, copy[i]);
    }
  g_array_sort_with_data (named, compare_positions, data);
  for (guint i = 0; i < *n_members && named->len > 0; i++)
    {
      if (copy[i].is_group &&
          spt_paper_build_get_group (self, def->groups[copy[i].index])->position != G_MAXUINT)
        copy[i] = g_array_index (named, SptXsdMember, next++);
    }

  return copy;
}

/* Whether fields behind a group stay there: they are sections as those are. */
static gboolean
has_pages (const SptGroupDef *def)
{
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (def->groups[i]->page)
        return TRUE;
    }

  return FALSE;
}

/* A field behind a section: a text is a section too. */
static void
add_behind (SptPaperBuilder   *self,
            const SptNode     *node,
            const SptFieldDef *field,
            guint              level)
{
  const char *more = spt_paper_layout_get_word (self->layout, "more");
  gboolean is_empty = *spt_node_get (node, field->index) == '\0';

  if (!spt_node_is_visible (node, field->index) || (is_empty && !field->required))
    return;
  if (field->kind == SPT_FIELD_TEXT && !is_empty)
    {
      spt_paper_build_heading (self, level, field->label);
      spt_paper_build_long (self, NULL, spt_node_get (node, field->index));
      return;
    }
  if (self->fields->len == 0 && more != NULL && !spt_paper_build_is_choice (field))
    spt_paper_build_heading (self, level, more);
  spt_paper_build_field (self, node, field);
}

/* @number: (nullable): stands in the title already */
void
spt_paper_build_members (SptPaperBuilder   *self,
                         const SptNode     *node,
                         guint              level,
                         const SptFieldDef *number)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const SptPaperGroup *group = spt_paper_build_get_group (self, def);
  guint n;
  g_autofree SptXsdMember *members = spt_paper_build_dup_members (self, def, &n);
  gboolean in_order = has_pages (def);
  gboolean is_behind = FALSE;

  /* Below the title of a group inside, what is behind it would seem to be its. */
  for (guint i = 0; !in_order && i < n; i++)
    {
      const SptFieldDef *field = members[i].is_group ? NULL : &def->fields[members[i].index];

      if (field != NULL && field != number && field->kind != SPT_FIELD_XML && !is_signed (group, node, field->name))
        spt_paper_build_field (self, node, field);
    }
  spt_paper_build_flush (self);
  spt_paper_build_beside (self, node, level);
  for (guint i = 0; i < n; i++)
    {
      const SptFieldDef *field = members[i].is_group ? NULL : &def->fields[members[i].index];

      if (members[i].is_group)
        {
          is_behind = TRUE;
          spt_paper_build_group (self, node, members[i].index, level);
        }
      else if (field->kind == SPT_FIELD_XML)
        spt_paper_build_field (self, node, field);
      else if (in_order && field != number && !is_signed (group, node, field->name))
        {
          if (is_behind)
            add_behind (self, node, field, level);
          else
            spt_paper_build_field (self, node, field);
        }
    }
  spt_paper_build_flush (self);
  spt_paper_build_signatures (self, group->signatures, node);
}

static guint
get_weight (SptPaperBuilder   *self,
            GPtrArray         *nodes,
            const SptFieldDef *field)
{
  g_auto (GStrv) words = g_strsplit (field->label, " ", -1);
  glong weight = 4;

  for (guint i = 0; words[i] != NULL; i++)
    weight = MAX (weight, g_utf8_strlen (words[i], -1));
  /* The first hundred rows are enough to see how wide a column is. */
  for (guint i = 0; i < MIN (nodes->len, 100); i++)
    {
      g_autofree char *value = spt_paper_build_dup_value (self, g_ptr_array_index (nodes, i), field);

      weight = MAX (weight, MIN (g_utf8_strlen (value, -1), 28));
    }

  return (guint) weight;
}

/* Fields that some of the nodes have, or all should have. (element-type SptFieldDef) */
static GPtrArray *
list_used_fields (SptPaperBuilder *self,
                  GPtrArray       *nodes)
{
  GPtrArray *fields = g_ptr_array_new ();
  const SptGroupDef *def = spt_node_get_def (g_ptr_array_index (nodes, 0));
  guint n;
  g_autofree SptXsdMember *members = spt_paper_build_dup_members (self, def, &n);

  for (guint i = 0; i < n; i++)
    {
      const SptFieldDef *field;
      gboolean is_used = FALSE;

      if (members[i].is_group)
        continue;
      field = &def->fields[members[i].index];
      for (guint j = 0; !is_used && j < nodes->len; j++)
        {
          const SptNode *node = g_ptr_array_index (nodes, j);

          is_used = spt_node_is_visible (node, field->index) &&
                    *spt_node_get (node, field->index) != '\0' &&
                    !spt_paper_build_is_unit (self, node, field->name) &&
                    !(spt_paper_build_is_choice (field) && spt_paper_build_says_itself (node, field));
        }
      if (is_used && field->kind != SPT_FIELD_XML)
        g_ptr_array_add (fields, (gpointer) field);
    }

  return fields;
}

char *
spt_paper_build_dup_cell (SptPaperBuilder   *self,
                          const SptNode     *node,
                          const SptFieldDef *field)
{
  if (!spt_node_is_visible (node, field->index) || spt_paper_build_is_unit (self, node, field->name) ||
      (spt_paper_build_is_choice (field) && spt_paper_build_says_itself (node, field)))
    return g_strdup ("");

  return spt_paper_build_dup_value (self, node, field);
}

/* An element of a simple type that repeats: "7a, 7b". */
static gboolean
add_list (SptPaperBuilder *self,
          GPtrArray       *nodes)
{
  const SptGroupDef *def = spt_node_get_def (g_ptr_array_index (nodes, 0));
  const SptFieldDef *field = spt_group_def_find_field (def, "#text");
  g_autoptr (GString) list = g_string_new (NULL);

  if (field == NULL || def->n_groups > 0 || def->n_fields > 2 || field->kind == SPT_FIELD_XML)
    return FALSE;
  for (guint i = 0; i < nodes->len; i++)
    {
      g_autofree char *value = spt_paper_build_dup_value (self, g_ptr_array_index (nodes, i), field);

      if (strchr (value, ',') != NULL || list->len + strlen (value) > MAX_SHORT)
        return FALSE;
      if (list->len > 0)
        g_string_append (list, ", ");
      g_string_append (list, value);
    }
  spt_paper_build_item (self, def->label, list->str);

  return TRUE;
}

/* Instances that have fields only: a row each where the page is wide enough, else a column each. */
static void
add_rows (SptPaperBuilder *self,
          GPtrArray       *nodes,
          guint            level,
          gboolean         with_title)
{
  const SptNode *first = g_ptr_array_index (nodes, 0);
  const SptPaperGroup *group = spt_paper_build_get_group (self, spt_node_get_def (first));
  const SptGroupDef *def = spt_node_get_def (first);
  g_autoptr (GPtrArray) fields = list_used_fields (self, nodes);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint weight = 0;

  for (guint i = 0; i < fields->len; i++)
    weight += get_weight (self, nodes, g_ptr_array_index (fields, i));
  if (!group->is_table && (fields->len > MAX_COLUMNS || weight > MAX_WEIGHT))
    {
      if (nodes->len > 1)
        {
          if (with_title)
            spt_paper_build_heading (self, level, group->title != NULL ? group->title : def->label);
          spt_paper_build_columns (self, nodes, NULL);
          return;
        }
      if (with_title)
        {
          g_autofree char *title = spt_paper_build_dup_title (self, first, 1);

          spt_paper_build_heading (self, level, title);
        }
      spt_paper_build_members (self, first, level + 1,
                               with_title ? get_title_number (self, first) : NULL);
      return;
    }
  if (with_title)
    spt_paper_build_heading (self, level, group->title != NULL ? group->title : def->label);
  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, spt_paper_build_get_label (self, g_ptr_array_index (fields, i))));
  for (guint j = 0; j < nodes->len; j++)
    {
      for (guint i = 0; i < fields->len; i++)
        {
          g_autofree char *cell = spt_paper_build_dup_cell (self, g_ptr_array_index (nodes, j), g_ptr_array_index (fields, i));

          g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, cell));
        }
    }
  spt_paper_build_flush (self);
  if (fields->len > 0)
    {
      SptPaperBlock *block = spt_paper_add (self->paper, SPT_PAPER_TABLE, 0, NULL, fields->len, FALSE, cells);

      for (guint i = 0; i < MIN (fields->len, 64); i++)
        {
          const SptFieldDef *field = g_ptr_array_index (fields, i);

          if (field->kind == SPT_FIELD_DECIMAL || field->kind == SPT_FIELD_INTEGER)
            block->numbers |= G_GUINT64_CONSTANT (1) << i;
        }
    }
  spt_paper_build_signatures (self, group->signatures, first);
}

static GPtrArray *
list_instances (const SptNode *node,
                guint          index)
{
  GPtrArray *nodes = g_ptr_array_new ();

  for (guint i = 0; i < spt_node_get_n_children (node, index); i++)
    {
      SptNode *child = spt_node_get_child (node, index, i);

      if (!spt_node_is_empty (child))
        g_ptr_array_add (nodes, child);
    }

  return nodes;
}

/* Whether a group has more than one group in it: its title says it all where there is nothing else. */
static gboolean
has_more (SptPaperBuilder   *self,
          const SptGroupDef *def)
{
  const SptFieldDef *number = spt_paper_build_get_number (self, def);
  guint n_fields = 0;

  for (guint i = 0; i < def->n_fields; i++)
    {
      if (&def->fields[i] != number && def->fields[i].kind != SPT_FIELD_XML)
        n_fields++;
    }

  return n_fields > 0 || def->n_groups > 1;
}

void
spt_paper_build_group (SptPaperBuilder *self,
                       const SptNode   *parent,
                       guint            index,
                       guint            level)
{
  const SptGroupDef *around = spt_node_get_def (parent);
  const SptGroupDef *def = around->groups[index];
  const SptPaperGroup *group = spt_paper_build_get_group (self, def);
  g_autoptr (GPtrArray) nodes = list_instances (parent, index);
  gboolean is_inline = group->is_inline || g_str_has_prefix (def->name, "#turn");
  gboolean is_leaf = TRUE;

  if (nodes->len == 0 || !spt_node_shows_group (parent, index))
    return;
  for (guint i = 0; i < nodes->len && is_leaf; i++)
    is_leaf = spt_paper_build_is_leaf (g_ptr_array_index (nodes, i)) &&
              !spt_paper_build_has_long (g_ptr_array_index (nodes, i));
  if (is_leaf && def->max != 1 && add_list (self, nodes))
    return;
  spt_paper_build_flush (self);
  begin_chapter (self, group);
  if (!is_inline && group->flatten != NULL && spt_paper_build_flat (self, nodes, group->flatten, level))
    return;
  if (def->max != 1 && is_leaf && !is_inline && (group->beside == NULL || self->source == NULL))
    {
      add_rows (self, nodes, level, has_more (self, around));
      return;
    }
  for (guint i = 0; i < nodes->len; i++)
    {
      const SptNode *node = g_ptr_array_index (nodes, i);
      const SptFieldDef *number = get_title_number (self, node);
      g_autofree char *title = spt_paper_build_dup_title (self, node, nodes->len);

      if (is_inline && (nodes->len == 1 || g_str_has_prefix (def->name, "#turn")))
        {
          spt_paper_build_members (self, node, level, NULL);
          continue;
        }
      /* Of several plants in one document each begins its chapters anew. */
      if (is_inline)
        self->chapter = G_MAXUINT;
      spt_paper_build_heading (self, is_inline ? 0 : level, title);
      if (!spt_paper_build_history (self, node, level + 1, number))
        spt_paper_build_members (self, node, is_inline ? level : level + 1,
                                 def->max != 1 ? number : NULL);
    }
}

/**
 * spt_paper_new:
 * @xsd: a schema
 * @record: a record of its
 * @layout: how it is laid out
 *
 * Puts all of @record into blocks: chapters and sections in the layout's order, else the schema's; only
 * what is in use, and what of that is required and lacks.
 *
 * Returns: (transfer full): the paper
 */
SptPaper *
spt_paper_new (SptXsd         *xsd,
               SptRecord      *record,
               SptPaperLayout *layout)
{
  return spt_paper_new_beside (xsd, record, layout, NULL, NULL);
}

/**
 * spt_paper_new_beside:
 * @xsd: a schema
 * @record: a record of its
 * @layout: how it is laid out
 * @source_xsd: (nullable): the schema of @source
 * @source: (nullable): another document about the same thing
 *
 * Does as spt_paper_new(), and puts what the layout asks for of @source where it says, marked as such.
 *
 * Returns: (transfer full): the paper
 */
SptPaper *
spt_paper_new_beside (SptXsd         *xsd,
                      SptRecord      *record,
                      SptPaperLayout *layout,
                      SptXsd         *source_xsd,
                      SptRecord      *source)
{
  g_autoptr (SptXsdOutline) outline = NULL;
  g_autoptr (SptXsdOutline) source_outline = NULL;
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  SptPaperBuilder self = { 0 };
  const SptPaperGroup *group;
  JsonArray *signatures;
  SptNode *root;
  const char *title;

  g_return_val_if_fail (xsd != NULL, NULL);
  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (spt_record_get_schema (record) == spt_xsd_get_schema (xsd), NULL);

  outline = spt_xsd_outline_new (xsd);
  self.paper = spt_paper_new_empty ();
  self.layout = layout;
  self.outline = outline;
  self.fields = fields;
  self.root_name = spt_xsd_get_root_name (xsd);
  self.chapter = G_MAXUINT;
  if (source_xsd != NULL && source != NULL)
    {
      source_outline = spt_xsd_outline_new (source_xsd);
      self.source_outline = source_outline;
      self.source = spt_record_get_root (source);
    }
  root = spt_record_get_root (record);
  title = spt_paper_layout_get_title (layout, record, xsd, &signatures);
  if (title == NULL)
    title = spt_node_get_def (root)->label;
  self.paper->title = spt_paper_keep (self.paper, title);
  group = spt_paper_layout_get (layout, self.root_name);
  begin_chapter (&self, group);
  if (group->title != NULL)
    spt_paper_build_heading (&self, 1, group->title);
  spt_paper_build_members (&self, root, 1, NULL);
  spt_paper_build_signatures (&self, signatures, root);

  return self.paper;
}
