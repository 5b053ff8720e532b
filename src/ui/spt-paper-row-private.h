/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside a row of a paper: its texts, and how they look. */
#pragma once

#include "ui/spt-paper-row.h"

G_BEGIN_DECLS

#define PAD 2.5            /* above and below the text of a row */
#define SIDE 4.0           /* beside the text of a table's cell */
#define SIGNATURE 54.0     /* height of what is signed */
#define INK 0.0
#define PALE 0.35

typedef enum
{
  SPT_PAPER_STYLE_CHAPTER,
  SPT_PAPER_STYLE_SECTION,
  SPT_PAPER_STYLE_PART,
  SPT_PAPER_STYLE_LABEL,
  SPT_PAPER_STYLE_VALUE,
  SPT_PAPER_STYLE_HEADER,
  SPT_PAPER_STYLE_CELL,
  SPT_PAPER_STYLE_RAW,
  SPT_PAPER_STYLE_TITLE,
  SPT_PAPER_STYLE_SMALL,
  SPT_PAPER_STYLE_STRONG,
  SPT_PAPER_N_STYLES
} SptPaperStyle;

typedef struct
{
  PangoLayout   *layout; /* (owned) */
  double         x;
  double         width;
  SptPaperStyle          style;
  PangoAlignment align;
} SptPaperCell;

struct _SptPaperRow
{
  SptPaper             *paper;   /* (unowned) */
  PangoContext         *context; /* (owned) */
  PangoFontDescription *fonts[SPT_PAPER_N_STYLES]; /* (owned) */
  double                width;
  gboolean              draws_boxes;
  gboolean              knows_boxes; /* whether fonts have been asked for them */

  guint                 block;   /* that is loaded; G_MAXUINT: none */
  guint                 row;
  guint                 next;
  GArray               *cells;   /* (owned) (element-type SptPaperCell) */
  guint                 n_cells;

  guint                 table;   /* block whose columns are known; G_MAXUINT: none */
  GArray               *columns; /* (owned) (element-type double): left edges, and the right one */
};

const SptPaperBlock *spt_paper_row_get_block         (SptPaperRow    *self);
PangoLayout         *spt_paper_row_add_cell          (SptPaperRow    *self,
                                                      const char     *text,
                                                      gssize          length,
                                                      SptPaperStyle   style,
                                                      double          x,
                                                      double          width,
                                                      PangoAlignment  align);
double               spt_paper_row_get_layout_height (PangoLayout    *layout);
/* Where a line of a text is; FALSE when there is none. */
gboolean             spt_paper_row_find_line         (PangoLayout    *layout,
                                                      guint           line,
                                                      double         *top,
                                                      double         *height,
                                                      double         *baseline,
                                                      double         *x);
/* How grey a style is. */
double               spt_paper_row_get_ink           (SptPaperStyle   style);

G_END_DECLS
