/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of a record on paper: labels with values, questions with boxes, units, long texts. */

#define G_LOG_DOMAIN "spt-paper-fields"

#include "config.h"

#include <string.h>

#include "form/spt-paper-build.h"

#define MAX_SHORT 160   /* code points that still stand beside a label */

void
spt_paper_build_flush (SptPaperBuilder *self)
{
  if (self->fields->len > 0)
    spt_paper_add (self->paper, SPT_PAPER_FIELDS, 0, NULL, 2, TRUE, self->fields);
}

void
spt_paper_build_heading (SptPaperBuilder *self,
                         guint            level,
                         const char      *title)
{
  spt_paper_build_flush (self);
  spt_paper_add (self->paper, SPT_PAPER_HEADING, level, title, 0, FALSE, NULL);
}

void
spt_paper_build_item (SptPaperBuilder *self,
                      const char      *label,
                      const char      *value)
{
  g_ptr_array_add (self->fields, (gpointer) spt_paper_keep (self->paper, label));
  g_ptr_array_add (self->fields, (gpointer) spt_paper_keep (self->paper, value));
}

const SptPaperGroup *
spt_paper_build_get_group (SptPaperBuilder   *self,
                           const SptGroupDef *def)
{
  return spt_paper_layout_get (self->layout, *def->name != '\0' ? def->name : self->root_name);
}

static const char *
get_word (SptPaperBuilder *self,
          const char      *name)
{
  const char *word = spt_paper_layout_get_word (self->layout, name);

  return word != NULL ? word : "";
}

gboolean
spt_paper_build_is_choice (const SptFieldDef *field)
{
  return g_str_has_prefix (field->name, "#choice");
}

/* Whether an alternative of a choice is a field or a group, and not only said by the choice. */
static gboolean
is_alternative (const SptGroupDef *def,
                const SptFieldDef *choice,
                const char        *value,
                gboolean           groups_only)
{
  g_autofree char *condition = g_strdup_printf ("%s=%s", choice->name, value);

  for (guint i = 0; !groups_only && i < def->n_fields; i++)
    {
      if (g_strcmp0 (def->fields[i].show_if, condition) == 0)
        return TRUE;
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (g_strcmp0 (def->groups[i]->show_if, condition) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Nothing is said by a choice whose alternative says it. */
gboolean
spt_paper_build_says_itself (const SptNode     *node,
                             const SptFieldDef *choice)
{
  const char *value = spt_node_get (node, choice->index);

  return *value == '\0' || is_alternative (spt_node_get_def (node), choice, value, FALSE);
}

/* The unit of a number that stands in another field, where both are there. */
static const char *
get_unit_field (SptPaperBuilder *self,
                const SptNode   *node,
                const char      *name)
{
  const char *unit = g_hash_table_lookup (self->layout->units, name);
  const SptFieldDef *field = unit != NULL ? spt_group_def_find_field (spt_node_get_def (node), unit) : NULL;

  return field != NULL && *spt_node_get_named (node, name) != '\0' &&
         *spt_node_get (node, field->index) != '\0' && spt_node_is_visible (node, field->index)
             ? unit
             : NULL;
}

/* Whether a field is the unit of a number beside it that is there. */
gboolean
spt_paper_build_is_unit (SptPaperBuilder *self,
                         const SptNode   *node,
                         const char      *name)
{
  GHashTableIter iter;
  gpointer number;
  gpointer unit;

  if (!g_hash_table_contains (self->layout->is_unit, name))
    return FALSE;
  g_hash_table_iter_init (&iter, self->layout->units);
  while (g_hash_table_iter_next (&iter, &number, &unit))
    {
      if (g_str_equal (unit, name) && get_unit_field (self, node, number) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The text of a field for a cell, with the unit that stands in a field of its own. */
char *
spt_paper_build_dup_value (SptPaperBuilder   *self,
                           const SptNode     *node,
                           const SptFieldDef *field)
{
  const char *text = spt_node_get (node, field->index);
  const char *unit = get_unit_field (self, node, field->name);
  char *value = spt_paper_dup_value (field, text);

  if (unit != NULL)
    {
      const SptFieldDef *unit_field = spt_group_def_find_field (spt_node_get_def (node), unit);
      g_autofree char *number = value;
      g_autofree char *name = spt_paper_dup_value (unit_field, spt_node_get (node, unit_field->index));

      value = g_strdup_printf ("%s %s", number, name);
    }

  return value;
}

static void
add_choice (SptPaperBuilder   *self,
            const SptNode     *node,
            const SptFieldDef *field)
{
  const SptGroupDef *def = spt_node_get_def (node);
  const char *chosen = spt_node_get (node, field->index);
  g_autoptr (GString) out = g_string_new (NULL);

  if (*chosen != '\0' && spt_paper_build_says_itself (node, field))
    return;
  if (*chosen == '\0' && !field->required)
    return;
  for (guint i = 0; i < field->n_choices; i++)
    {
      const SptChoice *choice = &field->choices[i];
      g_autofree char *box = NULL;

      /* A group has a label of its own, which the choice does not know. */
      if (*choice->value == '\0' || is_alternative (def, field, choice->value, TRUE))
        continue;
      box = spt_paper_dup_box (g_str_equal (choice->value, chosen), choice->label);
      if (out->len > 0)
        g_string_append (out, "  ");
      g_string_append (out, box);
    }
  if (out->len > 0)
    spt_paper_build_item (self, "", out->str);
}

/* Parts of a document that no form knows, as they are. */
static void
add_rest (SptPaperBuilder *self,
          const char      *text)
{
  gsize length = strlen (text);
  g_autofree char *inner = NULL;

  if (g_str_has_prefix (text, "<_>") && g_str_has_suffix (text, "</_>"))
    inner = g_strndup (text + 3, length - 7);
  spt_paper_build_flush (self);
  {
    g_autoptr (GPtrArray) cells = g_ptr_array_new ();

    g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, inner != NULL ? inner : text));
    spt_paper_add (self->paper, SPT_PAPER_RAW, 0, get_word (self, "rest"), 0, FALSE, cells);
  }
}

void
spt_paper_build_long (SptPaperBuilder *self,
                      const char      *label,
                      const char      *value)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  spt_paper_build_flush (self);
  g_ptr_array_add (cells, (gpointer) spt_paper_keep (self->paper, value));
  spt_paper_add (self->paper, SPT_PAPER_TEXT, 0, label, 0, FALSE, cells);
}

void
spt_paper_build_field (SptPaperBuilder   *self,
                       const SptNode     *node,
                       const SptFieldDef *field)
{
  const SptPaperGroup *group = spt_paper_build_get_group (self, spt_node_get_def (node));
  const char *text = spt_node_get (node, field->index);
  g_autofree char *label = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *value = NULL;
  gboolean is_empty = *text == '\0';
  gboolean is_box = group->boxes && field->kind == SPT_FIELD_BOOLEAN;
  gboolean truth;

  if (!spt_node_is_visible (node, field->index))
    return;
  if (field->kind == SPT_FIELD_XML)
    {
      if (!is_empty)
        add_rest (self, text);
      return;
    }
  if (spt_paper_build_is_choice (field))
    {
      add_choice (self, node, field);
      return;
    }
  if (spt_paper_build_is_unit (self, node, field->name))
    return;
  if (is_empty && !field->required && !is_box)
    return;
  /* "No" is not the same as a box that nobody ticked. */
  if (is_box && (is_empty || (spt_record_parse_boolean (text, &truth) && truth)))
    {
      value = spt_paper_dup_box (!is_empty, field->label);
      spt_paper_build_item (self, "", value);
      return;
    }
  if (spt_paper_is_question (field))
    {
      value = spt_paper_dup_choices (field, text);
      spt_paper_build_item (self, field->label, value);
      return;
    }
  label = spt_paper_dup_label (field, &unit);
  value = spt_paper_build_dup_value (self, node, field);
  if (g_utf8_strlen (value, -1) > MAX_SHORT || strchr (value, '\n') != NULL)
    {
      spt_paper_build_long (self, label, value);
      return;
    }
  if (unit != NULL && !is_empty)
    {
      g_autofree char *number = g_steal_pointer (&value);

      value = g_strdup_printf ("%s %s", number, unit);
    }
  spt_paper_build_item (self, label, value);
}

/* What heads a column or row of values of @field. */
const char *
spt_paper_build_get_label (SptPaperBuilder   *self,
                           const SptFieldDef *field)
{
  return spt_paper_build_is_choice (field) ? get_word (self, "choice") : field->label;
}
