/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instance of a repeated group, kept to be brought back. */
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
  Texts        *texts;       /* (owned) */
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
 * spt_form_undo_free:
 * @self: (transfer full): what was kept
 *
 * Drops what was kept.
 */
void
spt_form_undo_free (SptFormUndo *self)
{
  g_clear_object (&self->parent);
  g_clear_pointer (&self->texts, texts_free);
  g_free (self);
}

/**
 * spt_form_undo_apply:
 * @self: what was kept
 *
 * Puts the instance back where it stood. A form can only append, so those behind it are taken off and appended again
 * with the texts they hold now.
 */
void
spt_form_undo_apply (SptFormUndo *self)
{
  GListModel *children = spt_form_group_get_children (self->parent, self->group_index);
  g_autoptr (GPtrArray) behind = g_ptr_array_new_with_free_func ((GDestroyNotify) texts_free);
  guint n_children = g_list_model_get_n_items (children);
  SptFormGroup *child;

  for (guint i = self->position; i < n_children; i++)
    {
      g_autoptr (SptFormGroup) after = g_list_model_get_item (children, i);

      g_ptr_array_add (behind, texts_of (after));
    }
  for (guint i = n_children; i > self->position; i--)
    spt_form_group_remove (self->parent, self->group_index, i - 1);

  child = spt_form_group_add (self->parent, self->group_index);
  if (child != NULL)
    texts_fill (self->texts, child);
  for (guint i = 0; i < behind->len; i++)
    {
      child = spt_form_group_add (self->parent, self->group_index);
      if (child != NULL)
        texts_fill (g_ptr_array_index (behind, i), child);
    }
}
