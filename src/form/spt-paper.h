/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as it goes on paper: blocks in their order, all texts made, nothing measured. */
#pragma once

#include <json-glib/json-glib.h>

#include "form/spt-xsd.h"

G_BEGIN_DECLS

/* Before a choice that was made, and one that was not: a renderer may draw them. */
#define SPT_PAPER_TICKED   "\342\230\221" /* U+2611 */
#define SPT_PAPER_UNTICKED "\342\230\220" /* U+2610 */

typedef enum
{
  SPT_PAPER_HEADING,   /* title, level */
  SPT_PAPER_FIELDS,    /* cells: label, value, label, value, … */
  SPT_PAPER_TABLE,     /* the first n_columns cells are the header */
  SPT_PAPER_TEXT,      /* title (nullable) and one long text */
  SPT_PAPER_RAW,       /* title (nullable) and a text that stays as it is */
  SPT_PAPER_SIGNATURES /* cells: what the line is for, the name that is known, … */
} SptPaperBlockKind;

/**
 * SptPaperBlock:
 * @kind: what it is
 * @level: of a heading, 0 = the greatest
 * @title: (nullable): of a heading, a text
 * @n_columns: of a table
 * @numbers: bit n: column n of a table holds numbers
 * @has_row_labels: the first column of a table says what a row is
 * @cells: (array length=n_cells): never NULL; "" is an empty cell, a label "" gives its place to the value
 *
 * One piece of a paper, immutable.
 */
typedef struct
{
  SptPaperBlockKind   kind;
  guint               level;
  const char         *title;
  guint               n_columns;
  guint64             numbers;
  gboolean            has_row_labels;
  const char *const  *cells;
  guint               n_cells;
} SptPaperBlock;

typedef struct _SptPaper       SptPaper;
typedef struct _SptPaperLayout SptPaperLayout;

/* How records of a schema are laid out, out of a table in data/: chapters and their order, titles,
 * what is a table, who signs. What the table does not name is laid out by what the schema says. */
SptPaperLayout      *spt_paper_layout_load     (const char      *path,
                                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;
SptPaperLayout      *spt_paper_layout_new      (JsonNode        *table,
                                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void                 spt_paper_layout_free     (SptPaperLayout  *self);
/* A text of the table's "words"; NULL for none. Borrowed. */
const char          *spt_paper_layout_get_word (SptPaperLayout  *self,
                                                const char      *name);
/* What a heading of the table's "heading" says of a record; "" for nothing. */
char                *spt_paper_layout_dup_head (SptPaperLayout  *self,
                                                SptRecord       *record,
                                                const char      *name) G_GNUC_WARN_UNUSED_RESULT;

/* Immutable; any thread. */
SptPaper            *spt_paper_new             (SptXsd          *xsd,
                                                SptRecord       *record,
                                                SptPaperLayout  *layout) G_GNUC_WARN_UNUSED_RESULT;
/* The same; where the layout says so, with what @source, another document about the same thing, knows. */
SptPaper            *spt_paper_new_beside      (SptXsd          *xsd,
                                                SptRecord       *record,
                                                SptPaperLayout  *layout,
                                                SptXsd          *source_xsd,
                                                SptRecord       *source) G_GNUC_WARN_UNUSED_RESULT;
SptPaper            *spt_paper_ref             (SptPaper        *self);
void                 spt_paper_unref           (SptPaper        *self);
guint                spt_paper_get_n_blocks    (SptPaper        *self);
const SptPaperBlock *spt_paper_get_block       (SptPaper        *self,
                                                guint            index);
/* What kind of document it is; of nobody in person. */
const char          *spt_paper_get_title       (SptPaper        *self);
/* The lines at the head of each page: on the left, on the right; and the one at its foot. For who
 * has just made it, before it is given on. */
void                 spt_paper_set_head        (SptPaper        *self,
                                                const char      *left,
                                                const char      *right);
void                 spt_paper_set_foot        (SptPaper        *self,
                                                const char      *foot);
const char          *spt_paper_get_head_left   (SptPaper        *self);
const char          *spt_paper_get_head_right  (SptPaper        *self);
const char          *spt_paper_get_foot        (SptPaper        *self);
/* Every text of it, for tests and for people without a printer: a line a block or row. */
char                *spt_paper_dup_text        (SptPaper        *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptPaper, spt_paper_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptPaperLayout, spt_paper_layout_free)

G_END_DECLS
