/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths of a record, as issues have them: "paymentOption[0].transfer[1].iban". */

#define G_LOG_DOMAIN "spt-record-path"

#include "config.h"

#include "form/spt-record-private.h"

#include <string.h>

/**
 * spt_node_append_path:
 * @node: a node
 * @field: (nullable): a field of its group
 * @out: where the path goes
 *
 * Appends the path of a field, or of @node itself, as in "paymentOption[0].transfer[1].iban". The
 * root's own path is empty.
 */
void
spt_node_append_path (const SptNode     *node,
                      const SptFieldDef *field,
                      GString           *out)
{
  g_return_if_fail (node != NULL);
  g_return_if_fail (out != NULL);

  if (node->parent != NULL)
    {
      if (node->parent->parent != NULL)
        {
          spt_node_append_path (node->parent, NULL, out);
          g_string_append_c (out, '.');
        }
      g_string_append_printf (out, "%s[%u]", node->def->name, spt_node_get_position (node));
    }
  if (field != NULL)
    {
      if (node->parent != NULL)
        g_string_append_c (out, '.');
      g_string_append (out, field->name);
    }
}

/*
 * spt_group_def_read_step:
 * @def: a group
 * @path: (inout): a path within it; moved on past the step
 * @position: (out): the position named
 *
 * Reads one step of a path, "name[7]" or "name[7].rest".
 *
 * Returns: (transfer none) (nullable): the child group named; %NULL when @path does not begin with
 * such a step
 */
const SptGroupDef *
spt_group_def_read_step (const SptGroupDef  *def,
                         const char        **path,
                         guint64            *position)
{
  const char *bracket = strchr (*path, '[');
  const char *end;

  for (guint i = 0; bracket != NULL && i < def->n_groups; i++)
    {
      const char *name = def->groups[i]->name;

      if (strlen (name) != (gsize) (bracket - *path) ||
          memcmp (name, *path, bracket - *path) != 0 ||
          !g_ascii_isdigit (bracket[1]))
        continue;

      *position = g_ascii_strtoull (bracket + 1, (char **) &end, 10);
      if (*end != ']' || (end[1] != '\0' && (end[1] != '.' || end[2] == '\0')))
        return NULL;
      *path = end[1] == '.' ? end + 2 : end + 1;

      return def->groups[i];
    }

  return NULL;
}

/**
 * spt_record_find_path:
 * @self: a record
 * @path: (nullable): a path of spt_node_append_path(); %NULL and "" are the root
 * @node: (out) (transfer none): the node
 * @field: (out) (transfer none) (nullable): the field in it, %NULL for the node itself
 *
 * Finds what a path names. The bare name of a group ("paymentOption", as an issue about the number
 * of its instances has it) finds the node around it.
 *
 * Returns: %FALSE when it names nothing in @self
 */
gboolean
spt_record_find_path (SptRecord          *self,
                      const char         *path,
                      SptNode           **node,
                      const SptFieldDef **field)
{
  const SptGroupDef *group;
  SptNode *at;
  guint64 position;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (node != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  at = spt_record_get_root (self);
  if (path == NULL)
    path = "";
  while ((group = spt_group_def_read_step (at->def, &path, &position)) != NULL)
    {
      if (position >= at->children[group->index].n)
        return FALSE;
      at = at->children[group->index].items[position];
    }

  *node = at;
  *field = NULL;
  if (*path == '\0')
    return TRUE;
  *field = spt_group_def_find_field (at->def, path);

  return *field != NULL || spt_group_def_find_group (at->def, path) != NULL;
}
