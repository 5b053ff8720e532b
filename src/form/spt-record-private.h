/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a record, for the files that make, read and check it. */
#pragma once

#include "form/spt-record.h"
#include "form/spt-schema-private.h"

G_BEGIN_DECLS

/* An array of nodes in the arena; a larger one takes its place when it is full. */
typedef struct
{
  SptNode **items;
  guint     n;
  guint     capacity;
} SptNodeList;

/* A node and all it points to lie in the arena of its record and go with the next reset. */
struct _SptNode
{
  SptRecord         *record;
  SptNode           *parent; /* (nullable) */
  const SptGroupDef *def;
  SptNodeList       *children;
  const char        *texts[]; /* def->n_fields of them, never NULL */
};

/* What stands for a text never set, told apart by its address from an empty text that was. */
extern const char spt_record_unset[];

char     *spt_record_alloc           (SptRecord     *self,
                                      gsize          size);
/* Puts a text that already lies in the arena, with room for its terminator, in its place. */
void      spt_node_take_text         (SptNode       *node,
                                      guint          field_index,
                                      char          *text,
                                      gsize          length);
/* Whether @text is what stood in the field the last time that its check had nothing to say. */
gboolean  spt_record_has_passed      (SptRecord     *self,
                                      guint          number,
                                      const char    *text);
void      spt_record_remember_passed (SptRecord     *self,
                                      guint          number,
                                      const char    *text);

G_END_DECLS
