/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instance of a group under editing: its fields, and lists of the groups inside it. */

#define G_LOG_DOMAIN "spt-form-group"

#include "config.h"

#include "form/spt-form-private.h"

#include <string.h>

struct _SptFormGroup
{
  GObject            parent_instance;

  SptSchema         *schema;   /* (owned): keeps @def */
  const SptGroupDef *def;      /* (unowned) */
  SptForm           *form;     /* (unowned) (nullable): cleared when it lets go of the group */
  SptFormGroup      *parent;   /* (unowned) (nullable): likewise */
  GPtrArray         *fields;   /* (owned) (element-type SptFormField) */
  GPtrArray         *children; /* (owned) (element-type GListStore): one for each child group */

  guint              n_issues;
  guint              n_errors;
};

G_DEFINE_FINAL_TYPE (SptFormGroup, spt_form_group, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_N_ISSUES
} SptFormGroupProperty;

static GParamSpec *properties[PROP_N_ISSUES + 1];

static GListStore *
get_store (SptFormGroup *self,
           guint         group_index)
{
  return g_ptr_array_index (self->children, group_index);
}

/* Borrowed: the list holds it. */
static SptFormGroup *
peek_child (SptFormGroup *self,
            guint         group_index,
            guint         position)
{
  g_autoptr (SptFormGroup) child = g_list_model_get_item (G_LIST_MODEL (get_store (self,
                                                                                   group_index)),
                                                          position);

  return child;
}

static guint
count_children (SptFormGroup *self,
                guint         group_index)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_store (self, group_index)));
}

static char *
dup_title (SptFormGroup *self)
{
  if (self->parent == NULL || self->def->max == 1)
    return g_strdup (self->def->label);

  return g_strdup_printf ("%s %u", self->def->label, spt_form_group_get_position (self) + 1);
}

static void
remove_children (SptFormGroup *self,
                 guint         group_index,
                 guint         position,
                 guint         n)
{
  for (guint i = 0; i < n; i++)
    spt_form_group_detach (peek_child (self, group_index, position + i));
  g_list_store_splice (get_store (self, group_index), position, n, NULL, 0);

  for (guint i = position; i < count_children (self, group_index); i++)
    g_object_notify_by_pspec (G_OBJECT (peek_child (self, group_index, i)),
                              properties[PROP_TITLE]);
}

static void
spt_form_group_dispose (GObject *object)
{
  SptFormGroup *self = SPT_FORM_GROUP (object);

  spt_form_group_detach (self);
  g_ptr_array_set_size (self->children, 0);
  g_ptr_array_set_size (self->fields, 0);

  G_OBJECT_CLASS (spt_form_group_parent_class)->dispose (object);
}

static void
spt_form_group_finalize (GObject *object)
{
  SptFormGroup *self = SPT_FORM_GROUP (object);

  g_ptr_array_unref (self->children);
  g_ptr_array_unref (self->fields);
  spt_schema_unref (self->schema);

  G_OBJECT_CLASS (spt_form_group_parent_class)->finalize (object);
}

static void
spt_form_group_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SptFormGroup *self = SPT_FORM_GROUP (object);

  switch ((SptFormGroupProperty) prop_id)
    {
    case PROP_TITLE:
      g_value_take_string (value, dup_title (self));
      break;
    case PROP_N_ISSUES:
      g_value_set_uint (value, self->n_issues);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
spt_form_group_class_init (SptFormGroupClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_form_group_dispose;
  object_class->finalize = spt_form_group_finalize;
  object_class->get_property = spt_form_group_get_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_N_ISSUES] = g_param_spec_uint ("n-issues", NULL, NULL, 0, G_MAXUINT, 0, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
spt_form_group_init (SptFormGroup *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Empty: no text, no group inside. */
SptFormGroup *
spt_form_group_new (SptForm           *form,
                    SptFormGroup      *parent,
                    const SptGroupDef *def)
{
  SptFormGroup *self = g_object_new (SPT_TYPE_FORM_GROUP, NULL);

  self->schema = spt_schema_ref (spt_form_get_schema (form));
  self->def = def;
  self->form = form;
  self->parent = parent;
  for (guint i = 0; i < def->n_fields; i++)
    g_ptr_array_add (self->fields, spt_form_field_new (self->schema, self, def, i));
  for (guint i = 0; i < def->n_groups; i++)
    g_ptr_array_add (self->children, g_list_store_new (SPT_TYPE_FORM_GROUP));
  spt_form_group_update_visible (self);

  return self;
}

/* The group and all inside it lose their way up; somebody may still hold them. */
void
spt_form_group_detach (SptFormGroup *self)
{
  self->form = NULL;
  self->parent = NULL;
  for (guint i = 0; i < self->fields->len; i++)
    spt_form_field_detach (g_ptr_array_index (self->fields, i));
  for (guint i = 0; i < self->children->len; i++)
    {
      for (guint j = 0; j < count_children (self, i); j++)
        spt_form_group_detach (peek_child (self, i, j));
    }
}

static SptFormGroup *
append_child (SptFormGroup *self,
              guint         group_index,
              SptNode      *node)
{
  g_autoptr (SptFormGroup) child = spt_form_group_new (self->form, self,
                                                       self->def->groups[group_index]);

  /* Filled before it is shown to anybody. */
  if (node != NULL)
    spt_form_group_load (child, node);
  else
    spt_form_group_fill_new (child);
  g_list_store_append (get_store (self, group_index), child);

  return child;
}

/* Whether the condition of a child group is met; @field: (out) (optional): what it depends on. */
static gboolean
read_condition (SptFormGroup  *self,
                guint          group_index,
                SptFormField **field)
{
  const SptFieldExtra *extra = spt_group_def_get_condition (self->def->groups[group_index]);
  SptFormGroup *group = self;
  SptFormField *other;

  if (extra->show_values == NULL)
    return TRUE;
  for (guint up = 0; up < extra->show_up && group != NULL; up++)
    group = group->parent;
  if (group == NULL)
    return TRUE;
  other = g_ptr_array_index (group->fields, extra->show_index);
  if (field != NULL)
    *field = other;

  return spt_field_condition_is_met (extra, spt_form_field_get_text (other));
}

static gboolean
shows_children (SptFormGroup *self,
                guint         group_index)
{
  return read_condition (self, group_index, NULL);
}

/* The fewest instances of each group that is to be seen. */
static void
fill_groups (SptFormGroup *self)
{
  for (guint i = 0; i < self->def->n_groups; i++)
    {
      while (shows_children (self, i) && count_children (self, i) < self->def->groups[i]->min)
        append_child (self, i, NULL);
    }
}

void
spt_form_group_fill_new (SptFormGroup *self)
{
  for (guint i = 0; i < self->def->n_fields; i++)
    {
      const SptFieldDef *field = &self->def->fields[i];

      spt_form_field_load_text (g_ptr_array_index (self->fields, i),
                                field->initial_value != NULL ? field->initial_value
                                                             : field->default_value);
    }
  fill_groups (self);
  spt_form_group_update_visible (self);
}

void
spt_form_group_load (SptFormGroup *self,
                     SptNode      *node)
{
  for (guint i = 0; i < self->def->n_fields; i++)
    spt_form_field_load_text (g_ptr_array_index (self->fields, i), spt_node_get (node, i));

  for (guint i = 0; i < self->def->n_groups; i++)
    {
      guint n = spt_node_get_n_children (node, i);

      if (count_children (self, i) > n)
        remove_children (self, i, n, count_children (self, i) - n);
      for (guint j = 0; j < n; j++)
        {
          SptNode *child = spt_node_get_child (node, i, j);

          /* Groups that are there are filled anew, so that their widgets stay. */
          if (j < count_children (self, i))
            spt_form_group_load (peek_child (self, i, j), child);
          else
            append_child (self, i, child);
        }
    }
  spt_form_group_update_visible (self);
}

void
spt_form_group_store (SptFormGroup *self,
                      SptNode      *node)
{
  for (guint i = 0; i < self->def->n_fields; i++)
    spt_node_set (node, i, spt_form_field_get_text (g_ptr_array_index (self->fields, i)), -1);
  for (guint i = 0; i < self->def->n_groups; i++)
    {
      /* What a choice rules out is kept here, for whoever chooses back, and nowhere else. */
      if (!shows_children (self, i))
        continue;
      for (guint j = 0; j < count_children (self, i); j++)
        spt_form_group_store (peek_child (self, i, j), spt_node_add_child (node, i));
    }
}

void
spt_form_group_update_visible (SptFormGroup *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    spt_form_field_update_visible (g_ptr_array_index (self->fields, i));
  for (guint i = 0; i < self->children->len; i++)
    {
      for (guint j = 0; j < count_children (self, i); j++)
        spt_form_group_update_visible (peek_child (self, i, j));
    }
}

/* Gives the number of fields with an error or a warning. */
guint
spt_form_group_commit_issues (SptFormGroup *self)
{
  guint n_errors = 0;
  guint n = 0;

  for (guint i = 0; i < self->fields->len; i++)
    {
      SptFormField *field = g_ptr_array_index (self->fields, i);
      SptIssueLevel level;

      spt_form_field_commit_issue (field);
      if (spt_form_field_get_issue (field) == NULL)
        continue;
      level = spt_form_field_get_issue_level (field);
      n += level >= SPT_ISSUE_WARNING;
      n_errors += level == SPT_ISSUE_ERROR;
    }
  for (guint i = 0; i < self->children->len; i++)
    {
      for (guint j = 0; j < count_children (self, i); j++)
        {
          SptFormGroup *child = peek_child (self, i, j);

          n += spt_form_group_commit_issues (child);
          n_errors += child->n_errors;
        }
    }

  if (self->n_issues != n || self->n_errors != n_errors)
    {
      self->n_errors = n_errors;
      self->n_issues = n;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ISSUES]);
    }

  return n;
}

static SptFormField *
find_error_in_section (SptFormGroup  *self,
                       const char    *section,
                       SptFormField **after)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      SptFormField *field = g_ptr_array_index (self->fields, i);

      if (g_strcmp0 (self->def->fields[i].section, section) != 0)
        continue;
      if (*after == NULL && spt_form_field_get_issue (field) != NULL &&
          spt_form_field_get_issue_level (field) == SPT_ISSUE_ERROR)
        return field;
      if (*after == field)
        *after = NULL;
    }

  return NULL;
}

/* @after becomes NULL once it was passed. */
SptFormField *
spt_form_group_find_error (SptFormGroup  *self,
                           SptFormField **after)
{
  guint n_sections;
  const SptSectionDef *sections = spt_schema_get_sections (self->schema, &n_sections);
  SptFormField *found = NULL;

  for (guint i = 0; found == NULL && i < n_sections; i++)
    found = find_error_in_section (self, sections[i].id, after);
  if (found == NULL)
    found = find_error_in_section (self, NULL, after);

  for (guint i = 0; i < self->children->len; i++)
    {
      for (guint j = 0; found == NULL && j < count_children (self, i); j++)
        found = spt_form_group_find_error (peek_child (self, i, j), after);
    }

  return found;
}

/* Fields of single children that are said to go along with @field (#SptFieldDef.with). */
static void
take_along (SptFormGroup *self,
            SptFormField *field,
            const char   *before)
{
  const char *name = spt_form_field_get_def (field)->name;

  for (guint i = 0; i < self->def->n_groups; i++)
    {
      const SptGroupDef *def = self->def->groups[i];

      if (count_children (self, i) != 1)
        continue;
      for (guint j = 0; j < def->n_fields; j++)
        {
          SptFormField *other = spt_form_group_get_field (peek_child (self, i, 0), j);
          const char *text = spt_form_field_get_text (other);

          if (g_strcmp0 (def->fields[j].with, name) == 0 &&
              (*text == '\0' || strcmp (text, before) == 0))
            spt_form_field_set_text (other, spt_form_field_get_text (field));
        }
    }
}

void
spt_form_group_note_edit (SptFormGroup *self,
                          SptFormField *field,
                          const char   *before)
{
  take_along (self, field, before);
  if (spt_form_field_get_def (field)->exclusive)
    {
      for (guint i = 0; i < self->def->n_fields; i++)
        {
          SptFormField *other = spt_form_group_get_field (self, i);

          if (other != field)
            spt_form_field_follow_choice (other);
        }
      fill_groups (self);
    }
  spt_form_group_update_visible (self);
  if (self->form != NULL)
    spt_form_note_edit (self->form);
}

/**
 * spt_form_group_get_def:
 * @self: a group
 *
 * Gets the definition.
 *
 * Returns: (transfer none): the definition, alive as long as @self
 */
const SptGroupDef *
spt_form_group_get_def (SptFormGroup *self)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), NULL);

  return self->def;
}

/**
 * spt_form_group_get_form:
 * @self: a group
 *
 * Gets the form that it is part of.
 *
 * Returns: (transfer none) (nullable): the form, %NULL for what was removed
 */
SptForm *
spt_form_group_get_form (SptFormGroup *self)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), NULL);

  return self->form;
}

/**
 * spt_form_group_get_parent:
 * @self: a group
 *
 * Gets the group around @self.
 *
 * Returns: (transfer none) (nullable): the group, %NULL for the root and for what was removed
 */
SptFormGroup *
spt_form_group_get_parent (SptFormGroup *self)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), NULL);

  return self->parent;
}

/**
 * spt_form_group_get_position:
 * @self: a group
 *
 * Counts the instances of its group that stand before @self.
 *
 * Returns: the position from 0; 0 for the root, and for what was removed
 */
guint
spt_form_group_get_position (SptFormGroup *self)
{
  guint position = 0;

  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), 0);

  if (self->parent == NULL)
    return 0;
  /* Not there yet while it is being filled: it will be the last. */
  if (!g_list_store_find (get_store (self->parent, self->def->index), self, &position))
    position = count_children (self->parent, self->def->index);

  return position;
}

/**
 * spt_form_group_get_n_errors:
 * @self: a group
 *
 * Counts the fields with an error, in it and in the groups inside it, by the issues that the form was
 * given last. Notified together with "n-issues".
 *
 * Returns: how many
 */
guint
spt_form_group_get_n_errors (SptFormGroup *self)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), 0);

  return self->n_errors;
}

/**
 * spt_form_group_get_field:
 * @self: a group
 * @index: index of a field of its definition
 *
 * Gets a field.
 *
 * Returns: (transfer none) (nullable): the field, %NULL past the last
 */
SptFormField *
spt_form_group_get_field (SptFormGroup *self,
                          guint         index)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), NULL);

  return index < self->fields->len ? g_ptr_array_index (self->fields, index) : NULL;
}

/**
 * spt_form_group_find_field:
 * @self: a group
 * @name: a wire name ("stamp.stampType")
 *
 * Finds a field of @self itself.
 *
 * Returns: (transfer none) (nullable): the field
 */
SptFormField *
spt_form_group_find_field (SptFormGroup *self,
                           const char   *name)
{
  const SptFieldDef *def;

  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  def = spt_group_def_find_field (self->def, name);

  return def != NULL ? spt_form_group_get_field (self, def->index) : NULL;
}

/**
 * spt_form_group_get_children:
 * @self: a group
 * @group_index: index of a child group of its definition
 *
 * Gets the instances of a group inside @self.
 *
 * Returns: (transfer none): a live list of #SptFormGroup
 */
GListModel *
spt_form_group_get_children (SptFormGroup *self,
                             guint         group_index)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), NULL);
  g_return_val_if_fail (group_index < self->children->len, NULL);

  return G_LIST_MODEL (get_store (self, group_index));
}

/**
 * spt_form_group_add:
 * @self: a group that was not removed
 * @group_index: index of a child group of its definition
 *
 * Adds an instance after the others, as a new record would have it; the form says "changed". More
 * than the definition allows is for the check to say, and for spt_form_group_can_add() to prevent.
 *
 * Returns: (transfer none): the new group
 */
SptFormGroup *
spt_form_group_add (SptFormGroup *self,
                    guint         group_index)
{
  SptFormGroup *child;

  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), NULL);
  g_return_val_if_fail (self->form != NULL, NULL);
  g_return_val_if_fail (group_index < self->children->len, NULL);

  child = append_child (self, group_index, NULL);
  spt_form_note_edit (self->form);

  return child;
}

/**
 * spt_form_group_remove:
 * @self: a group that was not removed
 * @group_index: index of a child group of its definition
 * @position: from 0
 *
 * Takes an instance out; those after it move up, and the form says "changed".
 */
void
spt_form_group_remove (SptFormGroup *self,
                       guint         group_index,
                       guint         position)
{
  g_return_if_fail (SPT_IS_FORM_GROUP (self));
  g_return_if_fail (self->form != NULL);
  g_return_if_fail (group_index < self->children->len);
  g_return_if_fail (position < count_children (self, group_index));

  remove_children (self, group_index, position, 1);
  spt_form_note_edit (self->form);
}

/**
 * spt_form_group_move:
 * @self: a group that was not removed
 * @group_index: index of a child group of its definition
 * @from: the place of an instance, from 0
 * @to: where it shall stand
 *
 * Puts an instance in another place among its siblings; the form says "changed".
 */
void
spt_form_group_move (SptFormGroup *self,
                     guint         group_index,
                     guint         from,
                     guint         to)
{
  g_autoptr (SptFormGroup) child = NULL;

  g_return_if_fail (SPT_IS_FORM_GROUP (self));
  g_return_if_fail (self->form != NULL);
  g_return_if_fail (group_index < self->children->len);
  g_return_if_fail (MAX (from, to) < count_children (self, group_index));

  if (from == to)
    return;
  child = g_list_model_get_item (G_LIST_MODEL (get_store (self, group_index)), from);
  g_list_store_remove (get_store (self, group_index), from);
  g_list_store_insert (get_store (self, group_index), to, child);
  for (guint i = MIN (from, to); i <= MAX (from, to); i++)
    g_object_notify_by_pspec (G_OBJECT (peek_child (self, group_index, i)), properties[PROP_TITLE]);
  spt_form_note_edit (self->form);
}

/**
 * spt_form_group_can_add:
 * @self: a group
 * @group_index: index of a child group of its definition
 *
 * Says whether the definition allows one more instance.
 *
 * Returns: %TRUE if it does
 */
gboolean
spt_form_group_can_add (SptFormGroup *self,
                        guint         group_index)
{
  guint max;

  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), FALSE);
  g_return_val_if_fail (group_index < self->children->len, FALSE);

  max = self->def->groups[group_index]->max;

  return max == 0 || count_children (self, group_index) < max;
}

/**
 * spt_form_group_can_remove:
 * @self: a group
 * @group_index: index of a child group of its definition
 *
 * Says whether the definition allows one instance less.
 *
 * Returns: %TRUE if it does
 */
gboolean
spt_form_group_can_remove (SptFormGroup *self,
                           guint         group_index)
{
  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), FALSE);
  g_return_val_if_fail (group_index < self->children->len, FALSE);

  return count_children (self, group_index) > self->def->groups[group_index]->min;
}

/**
 * spt_form_group_wants:
 * @self: a group
 * @group_index: a group inside it
 * @field: (out) (optional) (nullable) (transfer none): what that depends on, in @self or around it
 *
 * Says whether an instance of a group has anything to ask where @self stands now: one whose every
 * field waits for another choice of a field further out has not.
 *
 * Returns: %FALSE when none of its fields would be seen
 */
gboolean
spt_form_group_wants (SptFormGroup  *self,
                      guint          group_index,
                      SptFormField **field)
{
  const SptGroupDef *child;
  SptFormField *decides = NULL;
  gboolean wants = FALSE;
  gboolean depends = TRUE;

  g_return_val_if_fail (SPT_IS_FORM_GROUP (self), FALSE);
  g_return_val_if_fail (group_index < self->def->n_groups, FALSE);

  if (!read_condition (self, group_index, &decides))
    {
      if (field != NULL)
        *field = decides;
      return FALSE;
    }
  decides = NULL;
  child = self->def->groups[group_index];
  for (guint i = 0; i < child->n_fields; i++)
    {
      const SptFieldExtra *extra = spt_group_def_get_extra (child, i);
      SptFormGroup *group = self;
      SptFormField *other;

      /* Groups inside it, and what depends on its own fields, are not looked into. */
      if (extra->show_values == NULL || extra->show_up == 0)
        {
          depends = FALSE;
          break;
        }
      for (guint up = 1; up < extra->show_up && group != NULL; up++)
        group = group->parent;
      if (group == NULL)
        continue;
      other = g_ptr_array_index (group->fields, extra->show_index);
      decides = other;
      wants = wants || spt_field_condition_is_met (extra, spt_form_field_get_text (other));
    }
  if (child->n_fields == 0 || !depends)
    {
      wants = TRUE;
      decides = NULL;
    }
  if (field != NULL)
    *field = decides;

  return wants;
}
