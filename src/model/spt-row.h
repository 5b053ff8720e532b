/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list: an object whose properties are the members of a plain struct. A kind of row is a
 * table of members and a dozen lines (spt-submission.c). */
#pragma once

#include "model/spt-struct.h"

G_BEGIN_DECLS

#define SPT_TYPE_ROW (spt_row_get_type ())

/* Properties, notifying: id (int64, construct-only, but for spt_row_turn(); of the archive), loaded (boolean: FALSE until
 * the first update); those of the members are readable. */
G_DECLARE_DERIVABLE_TYPE (SptRow, spt_row, SPT, ROW, GObject)

struct _SptRowClass
{
  GObjectClass      parent_class;

  const SptStruct  *type;
  gsize             offset;      /* of the data in the instance */
  GParamSpec      **properties;  /* (owned): one a member, NULL for what is none */
};

/* In the class_init of a kind of row: makes a property of each member. */
void   spt_row_class_set_struct (SptRowClass     *klass,
                                 const SptStruct *type,
                                 gsize            offset);
/* Takes over @data (copied), sets loaded, notifies what changed and nothing else, all at the
 * end. */
void   spt_row_update           (SptRow          *self,
                                 gconstpointer    data);
/* The row of another record from now on; spt_row_update() is to follow. */
void   spt_row_turn             (SptRow          *self,
                                 gint64           id);
gint64 spt_row_get_id           (SptRow          *self);

G_END_DECLS
