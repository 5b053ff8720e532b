/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another document about the same thing knows, put where people look for it, and marked as such. */

#define G_LOG_DOMAIN "spt-paper-beside"

#include "config.h"

#include <string.h>

#include "base/spt-text.h"
#include "form/spt-paper-build.h"

/* The first instance with something in it of a group of that name; of @value in field @number, if given. */
static const SptNode *
find_group (const SptNode *node,
            const char    *name,
            const char    *number,
            const char    *value)
{
  const SptGroupDef *def = spt_node_get_def (node);

  if (g_str_equal (def->name, name))
    return !spt_node_is_empty (node) &&
           (number == NULL || g_str_equal (spt_node_get_named (node, number), value))
               ? node
               : NULL;
  for (guint i = 0; i < def->n_groups; i++)
    {
      if (!spt_node_shows_group (node, i))
        continue;
      for (guint j = 0; j < spt_node_get_n_children (node, i); j++)
        {
          const SptNode *found = find_group (spt_node_get_child (node, i, j), name, number, value);

          if (found != NULL)
            return found;
        }
    }

  return NULL;
}

static const SptNode *
find_beside (SptPaperBuilder *self,
             const SptNode   *node,
             JsonArray       *beside,
             guint            index)
{
  const char *group = spt_paper_layout_get_beside (beside, index, "group");
  const char *field = spt_paper_layout_get_beside (beside, index, "field");
  const char *component = spt_paper_layout_get_beside (beside, index, "component");
  const char *number = spt_paper_layout_get_beside (beside, index, "number");
  const SptNode *from = self->source;

  if (group == NULL)
    return NULL;
  if (component != NULL)
    {
      if (field == NULL || number == NULL || *spt_node_get_named (node, field) == '\0')
        return NULL;
      from = find_group (from, component, number, spt_node_get_named (node, field));
    }

  return from != NULL ? find_group (from, group, NULL, NULL) : NULL;
}

void
spt_paper_build_beside (SptPaperBuilder *self,
                        const SptNode   *node,
                        guint            level)
{
  const SptPaperGroup *group = spt_paper_build_get_group (self, spt_node_get_def (node));
  const char *pattern = spt_paper_layout_get_word (self->layout, "beside");

  if (self->source == NULL || group->beside == NULL)
    return;
  for (guint i = 0; i < json_array_get_length (group->beside); i++)
    {
      const SptNode *found = find_beside (self, node, group->beside, i);
      SptPaperBuilder inner = *self;
      const SptGroupDef *def;
      g_autofree char *title = NULL;
      guint n;
      g_autofree SptXsdMember *members = NULL;

      if (found == NULL)
        continue;
      def = spt_node_get_def (found);
      title = spt_text_fill (pattern != NULL ? pattern : "{title}", "title",
                             spt_paper_build_get_group (self, def)->title != NULL
                                 ? spt_paper_build_get_group (self, def)->title
                                 : def->label,
                             NULL);
      spt_paper_build_heading (self, level, title);
      /* What the other document lacks is not asked for here, and nobody signs it here. */
      inner.outline = self->source_outline;
      inner.source = NULL;
      members = spt_paper_build_dup_members (&inner, def, &n);
      for (guint j = 0; j < n; j++)
        {
          const SptFieldDef *field = members[j].is_group ? NULL : &def->fields[members[j].index];

          if (field != NULL && field->kind != SPT_FIELD_XML && *spt_node_get (found, field->index) != '\0')
            spt_paper_build_field (&inner, found, field);
        }
      for (guint j = 0; j < n; j++)
        {
          if (members[j].is_group)
            spt_paper_build_group (&inner, found, members[j].index, level + 1);
        }
      spt_paper_build_flush (&inner);
    }
}
