/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a schema's definitions do not say: in which order it has the fields and groups of one group, and what it fixes. */
#pragma once

#include "form/spt-xsd.h"

G_BEGIN_DECLS

/**
 * SptXsdMember:
 * @is_group: a group, not a field
 * @index: among the fields, or the groups, of the group
 *
 * A field or group where the schema has it.
 */
typedef struct
{
  gboolean is_group;
  guint    index;
} SptXsdMember;

typedef struct _SptXsdOutline SptXsdOutline;

/* @xsd must outlive it. */
SptXsdOutline      *spt_xsd_outline_new  (SptXsd            *xsd) G_GNUC_WARN_UNUSED_RESULT;
void                spt_xsd_outline_free (SptXsdOutline     *self);
/* Every field and group of @group, each once. */
const SptXsdMember *spt_xsd_outline_get  (SptXsdOutline     *self,
                                          const SptGroupDef *group,
                                          guint             *n_members);

/* The one text that an element of the root, or an attribute of it, may have ("versione": "2.2"); NULL = none of that name has only one. */
const char         *spt_xsd_find_fixed   (SptXsd            *xsd,
                                          const char        *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptXsdOutline, spt_xsd_outline_free)

G_END_DECLS
