/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside papers: how a record is walked through. */
#pragma once

#include "form/spt-paper-private.h"
#include "form/spt-xsd-outline.h"

G_BEGIN_DECLS

typedef struct
{
  SptPaper       *paper;
  SptPaperLayout *layout;
  SptXsdOutline  *outline;
  const char     *root_name;
  GPtrArray      *fields;  /* (element-type utf8): cells of the block of fields that is being made */
  guint           chapter; /* G_MAXUINT: none yet */
  SptXsdOutline  *source_outline; /* (nullable) */
  SptNode        *source;  /* (nullable): the root of another document about the same thing */
} SptPaperBuilder;

void                 spt_paper_build_flush       (SptPaperBuilder     *self);
void                 spt_paper_build_heading     (SptPaperBuilder     *self,
                                                  guint                level,
                                                  const char          *title);
void                 spt_paper_build_item        (SptPaperBuilder     *self,
                                                  const char          *label,
                                                  const char          *value);
void                 spt_paper_build_long        (SptPaperBuilder     *self,
                                                  const char          *label,
                                                  const char          *value);
const SptPaperGroup *spt_paper_build_get_group   (SptPaperBuilder     *self,
                                                  const SptGroupDef   *def);
gboolean             spt_paper_build_is_choice   (const SptFieldDef   *field);
gboolean             spt_paper_build_says_itself (const SptNode       *node,
                                                  const SptFieldDef   *choice);
gboolean             spt_paper_build_is_unit     (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  const char          *name);
char                *spt_paper_build_dup_value   (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  const SptFieldDef   *field);
char                *spt_paper_build_dup_cell    (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  const SptFieldDef   *field);
const char          *spt_paper_build_get_label   (SptPaperBuilder     *self,
                                                  const SptFieldDef   *field);
void                 spt_paper_build_field       (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  const SptFieldDef   *field);
const SptFieldDef   *spt_paper_build_get_number  (SptPaperBuilder     *self,
                                                  const SptGroupDef   *def);
char                *spt_paper_build_dup_title   (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  guint                n_instances);
gboolean             spt_paper_build_has_long    (const SptNode       *node);
gboolean             spt_paper_build_is_leaf     (const SptNode       *node);
void                 spt_paper_build_signatures  (SptPaperBuilder     *self,
                                                  JsonArray           *signatures,
                                                  const SptNode       *node);
SptXsdMember        *spt_paper_build_dup_members (SptPaperBuilder     *self,
                                                  const SptGroupDef   *def,
                                                  guint               *n_members);
void                 spt_paper_build_members     (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  guint                level,
                                                  const SptFieldDef   *number);
void                 spt_paper_build_group       (SptPaperBuilder     *self,
                                                  const SptNode       *parent,
                                                  guint                index,
                                                  guint                level);

/* spt-paper-beside.c */
/* What the other document knows of @node. */
void                 spt_paper_build_beside      (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  guint                level);

/* spt-paper-columns.c */
/* @nodes: of one group, or of groups whose fields have the same names; @titles: (nullable) (element-type
 * utf8): of the columns, else the first field's values, else numbers. */
void                 spt_paper_build_columns     (SptPaperBuilder     *self,
                                                  GPtrArray           *nodes,
                                                  GPtrArray           *titles);
/* FALSE, and nothing is done, where there is more in them than fits into columns. */
gboolean             spt_paper_build_flat        (SptPaperBuilder     *self,
                                                  GPtrArray           *nodes,
                                                  const char          *inner,
                                                  guint                level);
/* FALSE, and nothing is done, where @node is nothing with replaced ones. */
gboolean             spt_paper_build_history     (SptPaperBuilder     *self,
                                                  const SptNode       *node,
                                                  guint                level,
                                                  const SptFieldDef   *number);

G_END_DECLS
