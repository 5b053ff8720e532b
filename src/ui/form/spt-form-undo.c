/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instance of a repeated group, kept to be brought back or put back. */
#define G_LOG_DOMAIN "spt-form-undo"

#include "config.h"

#include "spt-form-undo.h"

/* The texts of one group and of all groups below it. */
typedef struct _Texts Texts;
struct _Texts
{
  GPtrArray  *fields;   /* (owned) (element-type utf8) */
  GPtrArray **children; /* (owned): one array of Texts for each child group */
  guint       n_groups;
};

struct _SptFormUndo
{
  SptFormGroup *parent;      /* (owned) */
  guint         group_index;
  guint         position;
  Texts        *texts;       /* (owned) (nullable): of one that was removed */
  SptFormGroup *moved;       /* (owned) (nullable): one that was moved */
};

static void
texts_free (Texts *self)
{
  g_ptr_array_unref (self->fields);
  for (guint i = 0; i < self->n_groups; i++)
    g_ptr_array_unref (self->children[i]);
  g_free (self->children);
  g_free (self);
}

static Texts *
texts_of (SptFormGroup *group)
{
  const SptGroupDef *def = spt_form_group_get_def (group);
  Texts *self = g_new0 (Texts, 1);

  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->n_groups = def->n_groups;
  self->children = g_new0 (GPtrArray *, def->n_groups);
  for (guint i = 0; i < def->n_fields; i++)
    {
      SptFormField *field = spt_form_group_get_field (group, i);

      g_ptr_array_add (self->fields, g_strdup (spt_form_field_get_text (field)));
    }
  for (guint i = 0; i < def->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);
      guint n_children = g_list_model_get_n_items (children);

      self->children[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) texts_free);
      for (guint j = 0; j < n_children; j++)
        {
          g_autoptr (SptFormGroup) child = g_list_model_get_item (children, j);

          g_ptr_array_add (self->children[i], texts_of (child));
        }
    }
  return self;
}

static void
texts_fill (Texts        *self,
            SptFormGroup *group)
{
  for (guint i = 0; i < self->fields->len; i++)
    spt_form_field_set_text (spt_form_group_get_field (group, i),
                             g_ptr_array_index (self->fields, i));

  for (guint i = 0; i < self->n_groups; i++)
    {
      GListModel *children = spt_form_group_get_children (group, i);

      /* A new instance may come with the fewest children its definition wants. */
      while (g_list_model_get_n_items (children) > self->children[i]->len)
        spt_form_group_remove (group, i, g_list_model_get_n_items (children) - 1);
      for (guint j = 0; j < self->children[i]->len; j++)
        {
          g_autoptr (SptFormGroup) child = NULL;

          if (j >= g_list_model_get_n_items (children))
            spt_form_group_add (group, i);
          child = g_list_model_get_item (children, j);
          texts_fill (g_ptr_array_index (self->children[i], j), child);
        }
    }
}

/**
 * spt_form_undo_new:
 * @parent: the group it stands in
 * @group_index: which of its child groups
 * @position: which instance
 *
 * Keeps the texts of an instance that is about to be removed.
 *
 * Returns: (transfer full): what brings it back
 */
SptFormUndo *
spt_form_undo_new (SptFormGroup *parent,
                   guint         group_index,
                   guint         position)
{
  SptFormUndo *self;
  g_autoptr (SptFormGroup) child = NULL;

  g_return_val_if_fail (SPT_IS_FORM_GROUP (parent), NULL);

  child = g_list_model_get_item (spt_form_group_get_children (parent, group_index), position);
  g_return_val_if_fail (child != NULL, NULL);

  self = g_new0 (SptFormUndo, 1);
  self->parent = g_object_ref (parent);
  self->group_index = group_index;
  self->position = position;
  self->texts = texts_of (child);
  return self;
}

/**
 * spt_form_undo_new_move:
 * @parent: the group it stands in
 * @group_index: which of its child groups
 * @position: where it stands now
 * @before: where it stood
 *
 * Keeps where an instance came from.
 *
 * Returns: (transfer full): what puts it back
 */
SptFormUndo *
spt_form_undo_new_move (SptFormGroup *parent,
                        guint         group_index,
                        guint         position,
                        guint         before)
{
  SptFormUndo *self;

  g_return_val_if_fail (SPT_IS_FORM_GROUP (parent), NULL);

  self = g_new0 (SptFormUndo, 1);
  self->parent = g_object_ref (parent);
  self->group_index = group_index;
  self->position = before;
  self->moved = g_list_model_get_item (spt_form_group_get_children (parent, group_index), position);
  return self;
}

/**
 * spt_form_undo_get_parent:
 * @self: what was kept
 *
 * Returns: (transfer none): what the instance stands in
 */
SptFormGroup *
spt_form_undo_get_parent (SptFormUndo *self)
{
  return self->parent;
}

/**
 * spt_form_undo_get_def:
 * @self: what was kept
 *
 * Returns: (transfer none): what the instance is
 */
const SptGroupDef *
spt_form_undo_get_def (SptFormUndo *self)
{
  return spt_form_group_get_def (self->parent)->groups[self->group_index];
}

/**
 * spt_form_undo_is_move_of:
 * @self: what was kept
 * @group: an instance
 *
 * Returns: whether it puts @group back
 */
gboolean
spt_form_undo_is_move_of (SptFormUndo  *self,
                          SptFormGroup *group)
{
  return self->moved == group;
}

/**
 * spt_form_undo_free:
 * @self: (transfer full): what was kept
 *
 * Drops what was kept.
 */
void
spt_form_undo_free (SptFormUndo *self)
{
  g_clear_object (&self->parent);
  g_clear_object (&self->moved);
  g_clear_pointer (&self->texts, texts_free);
  g_free (self);
}

/**
 * spt_form_undo_apply:
 * @self: what was kept
 *
 * Puts the instance back where it stood, as far as what is around it is still there.
 */
void
spt_form_undo_apply (SptFormUndo *self)
{
  GListModel *children = spt_form_group_get_children (self->parent, self->group_index);
  guint n_children = g_list_model_get_n_items (children);
  SptFormGroup *child = self->moved;

  if (spt_form_group_get_form (self->parent) == NULL)
    return;
  if (self->texts != NULL)
    {
      child = spt_form_group_add (self->parent, self->group_index);
      texts_fill (self->texts, child);
      n_children++;
    }
  else if (spt_form_group_get_parent (child) == NULL)
    {
      return; /* removed since */
    }
  spt_form_group_move (self->parent, self->group_index, spt_form_group_get_position (child),
                       MIN (self->position, n_children - 1));
}
