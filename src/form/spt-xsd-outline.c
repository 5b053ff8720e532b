/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In which order a schema has the fields and groups of one group, read from its parts. */

#define G_LOG_DOMAIN "spt-xsd-outline"

#include "config.h"

#include "form/spt-xsd-outline.h"

#include <string.h>

#include "form/spt-xsd-private.h"

struct _SptXsdOutline
{
  GHashTable *members; /* (owned) (element-type SptGroupDef GArray) */
};

static void walk_group (SptXsdOutline     *self,
                        const SptXsdPart  *part,
                        const SptGroupDef *group);

static void
add (GArray   *members,
     gboolean  is_group,
     guint     index)
{
  SptXsdMember member = { is_group, index };

  for (guint i = 0; i < members->len; i++)
    {
      const SptXsdMember *other = &g_array_index (members, SptXsdMember, i);

      if (other->is_group == is_group && other->index == index)
        return;
    }
  g_array_append_val (members, member);
}

static void
walk_part (SptXsdOutline     *self,
           const SptXsdPart  *part,
           const SptGroupDef *group,
           GArray            *members)
{
  if (part->field != SPT_XSD_NONE && part->field < group->n_fields)
    add (members, FALSE, part->field);
  if (part->group != SPT_XSD_NONE && part->group < group->n_groups)
    {
      add (members, TRUE, part->group);
      walk_group (self, part, group->groups[part->group]);
      return;
    }
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    walk_part (self, g_ptr_array_index (part->parts, i), group, members);
}

static void
walk_group (SptXsdOutline     *self,
            const SptXsdPart  *part,
            const SptGroupDef *group)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (SptXsdMember));

  for (guint i = 0; part->attributes != NULL && i < part->attributes->len; i++)
    {
      const SptXsdAttribute *attribute = g_ptr_array_index (part->attributes, i);

      if (attribute->field != SPT_XSD_NONE)
        add (members, FALSE, attribute->field);
    }
  if (part->text != SPT_XSD_NONE)
    add (members, FALSE, part->text);
  for (guint i = 0; part->parts != NULL && i < part->parts->len; i++)
    walk_part (self, g_ptr_array_index (part->parts, i), group, members);
  /* What is kept of it, and whatever no part claims. */
  for (guint i = 0; i < group->n_fields; i++)
    add (members, FALSE, i);
  for (guint i = 0; i < group->n_groups; i++)
    add (members, TRUE, i);
  g_hash_table_insert (self->members, (gpointer) group, members);
}

/**
 * spt_xsd_outline_new:
 * @xsd: a schema
 *
 * Reads the order of all groups.
 *
 * Returns: (transfer full): the orders
 */
SptXsdOutline *
spt_xsd_outline_new (SptXsd *xsd)
{
  SptXsdOutline *self;

  g_return_val_if_fail (xsd != NULL, NULL);

  self = g_new0 (SptXsdOutline, 1);
  self->members = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  walk_group (self, xsd->root, spt_schema_get_root (xsd->schema));

  return self;
}

/**
 * spt_xsd_outline_free:
 * @self: (transfer full): the orders
 *
 * Lets go of them.
 */
void
spt_xsd_outline_free (SptXsdOutline *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->members);
  g_free (self);
}

/**
 * spt_xsd_outline_get:
 * @self: the orders
 * @group: a group of its schema
 * @n_members: (out): how many there are
 *
 * Gets the fields and groups of @group in the order of the schema.
 *
 * Returns: (transfer none) (array length=n_members): the members
 */
const SptXsdMember *
spt_xsd_outline_get (SptXsdOutline     *self,
                     const SptGroupDef *group,
                     guint             *n_members)
{
  GArray *members;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_members != NULL, NULL);

  members = g_hash_table_lookup (self->members, group);
  *n_members = members != NULL ? members->len : 0;

  return members != NULL ? (const SptXsdMember *) (gpointer) members->data : NULL;
}

/* (nullable): the one text that an element may have, or one of its attributes. */
static const char *
get_fixed (const SptXsdPart *part)
{
  for (guint i = 0; part->fixed == NULL && part->attributes != NULL && i < part->attributes->len; i++)
    {
      const SptXsdAttribute *attribute = g_ptr_array_index (part->attributes, i);

      if (attribute->fixed != NULL)
        return attribute->fixed;
    }

  return part->fixed;
}

static const char *
find_fixed (const SptXsdPart *part,
            const char       *name)
{
  const char *found = NULL;

  for (guint i = 0; part->parts != NULL && i < part->parts->len && found == NULL; i++)
    {
      const SptXsdPart *inner = g_ptr_array_index (part->parts, i);

      if (inner->kind == SPT_XSD_PART_ELEMENT)
        found = inner->name != NULL && strcmp (inner->name, name) == 0 ? get_fixed (inner) : NULL;
      else
        found = find_fixed (inner, name);
    }

  return found;
}

/**
 * spt_xsd_find_fixed:
 * @xsd: a schema
 * @name: an element of the root
 *
 * Finds what the schema says that an element, or an attribute of it, must be; such a one has no field.
 *
 * Returns: (transfer none) (nullable): its text; %NULL where it is not there, or may be more than one thing
 */
const char *
spt_xsd_find_fixed (SptXsd     *xsd,
                    const char *name)
{
  g_return_val_if_fail (xsd != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return find_fixed (xsd->root, name);
}
