/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside papers: how a table lays records out, and blocks while they are made. */
#pragma once

#include <json-glib/json-glib.h>

#include "form/spt-paper.h"

G_BEGIN_DECLS

/* What the table says of a group. */
typedef struct
{
  const char  *title;      /* (nullable) (unowned): in the place of the schema's label */
  gboolean     boxes;      /* its booleans are boxes to tick, not questions */
  gboolean     is_inline;  /* no heading of its own */
  gboolean     is_table;   /* a table also with one row */
  const char  *flatten;    /* (nullable) (unowned): each instance of this group inside is a column */
  JsonArray   *signatures; /* (nullable) (unowned) */
  JsonArray   *beside;     /* (nullable) (unowned): what of another document stands first in it */
  guint        chapter;    /* G_MAXUINT: of none */
  guint        position;   /* among those whose order is given; G_MAXUINT: not among them */
} SptPaperGroup;

struct _SptPaperLayout
{
  JsonNode   *table;    /* (owned) */
  JsonObject *root;     /* (unowned) */
  GHashTable *groups;   /* (owned) (element-type utf8 SptPaperGroup) */
  GPtrArray  *chapters; /* (owned) (element-type utf8): titles */
  GHashTable *units;    /* (owned) (element-type utf8 utf8): a field's unit stands in another */
  GHashTable *is_unit;  /* (owned) (element-type utf8) */
};

struct _SptPaper
{
  gatomicrefcount  ref_count;
  GStringChunk    *strings;    /* (owned) */
  GPtrArray       *blocks;     /* (owned) (element-type SptPaperBlock) */
  const char      *title;
  const char      *head_left;
  const char      *head_right;
  const char      *foot;
};

SptPaper            *spt_paper_new_empty       (void);
const char          *spt_paper_keep            (SptPaper            *self,
                                                const char          *text);
/* @cells: (element-type utf8) (nullable): of the paper's own strings; taken over and emptied */
SptPaperBlock       *spt_paper_add             (SptPaper            *self,
                                                SptPaperBlockKind    kind,
                                                guint                level,
                                                const char          *title,
                                                guint                n_columns,
                                                gboolean             has_row_labels,
                                                GPtrArray           *cells);

/* Never NULL. */
const SptPaperGroup *spt_paper_layout_get      (SptPaperLayout      *self,
                                                const char          *name);
/* Whether the name of a field that comes first says that it numbers its group. */
gboolean             spt_paper_layout_is_number (SptPaperLayout     *self,
                                                 const char         *field);
/* What is behind the name of a group in that of its replaced ones; NULL for nothing. */
const char          *spt_paper_layout_get_history (SptPaperLayout   *self);
/* A text of an object of SptPaperGroup.beside; NULL for none. */
const char          *spt_paper_layout_get_beside (JsonArray         *beside,
                                                  guint              index,
                                                  const char        *name);
/* The member of a signature's object; NULL for none. */
const char          *spt_paper_layout_get_signature (JsonArray      *signatures,
                                                     guint           index,
                                                     const char    **field);
/* The table's title of what the document is; NULL for none. */
const char          *spt_paper_layout_get_title (SptPaperLayout     *self,
                                                 SptRecord          *record,
                                                 SptXsd             *xsd,
                                                 JsonArray         **signatures);

/* spt-paper-value.c: texts as people read them */
char                *spt_paper_dup_value       (const SptFieldDef   *field,
                                                const char          *text);
/* The label without the unit behind it, which goes into @unit (NULL for none). */
char                *spt_paper_dup_label       (const SptFieldDef   *field,
                                                char               **unit);
/* "☑ Sì  ☐ No": every choice, the one of @text ticked. */
char                *spt_paper_dup_choices     (const SptFieldDef   *field,
                                                const char          *text);
gboolean             spt_paper_is_question     (const SptFieldDef   *field);
char                *spt_paper_dup_box         (gboolean             ticked,
                                                const char          *label);

G_END_DECLS
