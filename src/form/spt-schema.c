/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record consists of: groups, fields and sections, immutable and shared. */

#define G_LOG_DOMAIN "spt-schema"

#include "config.h"

#include "form/spt-schema-private.h"

#include <string.h>

#include "base/spt-data.h"
#include "base/spt-text.h"

G_DEFINE_QUARK (spt_schema_error_quark, spt_schema_error)

void
spt_group_extra_free (SptGroupExtra *group)
{
  if (group == NULL)
    return;

  for (guint i = 0; i < group->def.n_groups; i++)
    spt_group_extra_free ((SptGroupExtra *) group->def.groups[i]);
  for (guint i = 0; i < group->def.n_fields; i++)
    {
      g_clear_pointer (&group->extras[i].regex, g_regex_unref);
      g_clear_pointer (&group->extras[i].show_values, g_strfreev);
    }
  g_clear_pointer (&group->shown.show_values, g_strfreev);
  g_free ((gpointer) group->def.groups);
  g_free ((gpointer) group->def.fields);
  g_free (group->extras);
  g_free (group);
}

/**
 * spt_schema_load:
 * @path: a path as under data/ ("gpd/position.json")
 * @domain: the message domain of its checks ("gpd")
 * @error: return location for a #GError
 *
 * Reads a table from the data folders, see spt_data_load_json() and spt_schema_new().
 *
 * Returns: (transfer full): the schema, or %NULL; the message names @path
 */
SptSchema *
spt_schema_load (const char  *path,
                 const char  *domain,
                 GError     **error)
{
  g_autoptr (JsonNode) table = NULL;
  SptSchema *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (domain != NULL, NULL);

  table = spt_data_load_json (path, error);
  if (table == NULL)
    return NULL;

  self = spt_schema_new (table, domain, error);
  if (self == NULL)
    g_prefix_error (error, "%s", path);

  return self;
}

/**
 * spt_schema_load_once:
 * @once: static; starts empty
 * @path: a path as under data/
 * @domain: the message domain of its checks
 *
 * Reads a table at the first call, for good. Any thread.
 *
 * Returns: (transfer none) (nullable): the schema; %NULL when the user's own table is broken
 */
SptSchema *
spt_schema_load_once (SptSchemaOnce *once,
                      const char    *path,
                      const char    *domain)
{
  if (g_once_init_enter (&once->once))
    {
      g_autoptr (GError) error = NULL;

      once->schema = spt_schema_load (path, domain, &error);
      if (once->schema == NULL)
        g_warning ("%s: %s", path, error->message);
      g_once_init_leave (&once->once, 1);
    }

  return once->schema;
}

/**
 * spt_schema_ref:
 * @self: a schema
 *
 * Takes a reference; any thread may.
 *
 * Returns: (transfer full): @self
 */
SptSchema *
spt_schema_ref (SptSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spt_schema_unref:
 * @self: (transfer full) (nullable): a schema
 *
 * Gives a reference back; with the last one all definitions go.
 */
void
spt_schema_unref (SptSchema *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  spt_group_extra_free (self->root);
  g_array_unref (self->sections);
  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->choices);
  g_free (self);
}

/**
 * spt_schema_get_root:
 * @self: a schema
 *
 * Gets the group that stands for the record itself.
 *
 * Returns: (transfer none): the root group, alive as long as @self
 */
const SptGroupDef *
spt_schema_get_root (SptSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->root->def;
}

/**
 * spt_schema_get_domain:
 * @self: a schema
 *
 * Gets the message domain that the codes of its issues are looked up in first.
 *
 * Returns: (transfer none): an interned string
 */
const char *
spt_schema_get_domain (SptSchema *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->domain;
}

/**
 * spt_schema_get_sections:
 * @self: a schema
 * @n_sections: (out): how many
 *
 * Gets the parts of the page, in its order.
 *
 * Returns: (transfer none) (array length=n_sections): the sections, alive as long as @self
 */
const SptSectionDef *
spt_schema_get_sections (SptSchema *self,
                         guint     *n_sections)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_sections != NULL, NULL);

  *n_sections = self->sections->len;

  return (const SptSectionDef *) (gpointer) self->sections->data;
}

guint
spt_schema_get_n_fields (SptSchema *self)
{
  return self->n_fields;
}

/**
 * spt_group_def_find_field:
 * @group: a group
 * @name: the field's wire name
 *
 * Finds a field of @group itself.
 *
 * Returns: (transfer none) (nullable): the field
 */
const SptFieldDef *
spt_group_def_find_field (const SptGroupDef *group,
                          const char        *name)
{
  g_return_val_if_fail (group != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < group->n_fields; i++)
    {
      const char *own = group->fields[i].name;

      /* Rules ask for hundreds of names of each document; most differ in the first letters. */
      if (*own == *name && strcmp (own, name) == 0)
        return &group->fields[i];
    }

  return NULL;
}

/**
 * spt_field_def_read_choice:
 * @field: a field
 * @text: what somebody wrote
 *
 * Understands a choice as people write it: its value or its label, in any language of ours and in any case ("Femmina" is "F").
 *
 * Returns: (transfer none): the choice's value; @text itself where it names none
 */
const char *
spt_field_def_read_choice (const SptFieldDef *field,
                           const char        *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *word = NULL;

  g_return_val_if_fail (field != NULL, text);
  g_return_val_if_fail (text != NULL, text);

  /* As the wire has it, nearly always; and a line break would stand for the end of a word. */
  if (*text == '\0' || field->n_choices == 0 || strchr (text, '\n') != NULL)
    return text;
  for (guint i = 0; i < field->n_choices; i++)
    {
      if (g_str_equal (field->choices[i].value, text))
        return text;
    }

  folded = spt_text_fold (text);
  if (*folded == '\0')
    return text;
  word = g_strdup_printf ("\n%s\n", folded);
  for (guint i = 0; i < field->n_choices; i++)
    {
      if (strstr (field->choices[i].words, word) != NULL)
        return field->choices[i].value;
    }

  return text;
}

/**
 * spt_group_def_find_group:
 * @group: a group
 * @name: the child group's wire name
 *
 * Finds a group directly inside @group.
 *
 * Returns: (transfer none) (nullable): the child group
 */
const SptGroupDef *
spt_group_def_find_group (const SptGroupDef *group,
                          const char        *name)
{
  g_return_val_if_fail (group != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < group->n_groups; i++)
    {
      if (g_str_equal (group->groups[i]->name, name))
        return group->groups[i];
    }

  return NULL;
}

/*
 * spt_field_condition_is_met:
 * @extra: a field that has a condition
 * @text: what the field of the condition holds
 *
 * Says whether the field of @extra is to be seen.
 */
gboolean
spt_field_condition_is_met (const SptFieldExtra *extra,
                            const char          *text)
{
  return g_strv_contains ((const char *const *) extra->show_values, text) != extra->show_negated;
}
