/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a paper at a time as texts beside each other: measured, and drawn whole or line by line. */
#pragma once

#include <pango/pangocairo.h>

#include "form/spt-paper.h"

G_BEGIN_DECLS

typedef struct _SptPaperRow SptPaperRow;

SptPaperRow *spt_paper_row_new             (SptPaper     *paper,
                                            PangoContext *context,
                                            double        width) G_GNUC_WARN_UNUSED_RESULT;
void         spt_paper_row_free            (SptPaperRow  *self);
void         spt_paper_row_set_draws_boxes (SptPaperRow  *self,
                                            gboolean      draws);
/* Gives the row behind it, G_MAXUINT after the last of the block. Rows begin with 0 and are asked for in
 * their order: the numbers between have a meaning of the block's own. */
guint        spt_paper_row_load            (SptPaperRow  *self,
                                            guint         block,
                                            guint         row);
/* Of the row that was loaded: */
double       spt_paper_row_get_height      (SptPaperRow  *self);
double       spt_paper_row_get_gap         (SptPaperRow  *self);
guint        spt_paper_row_get_n_lines     (SptPaperRow  *self);
double       spt_paper_row_get_line_height (SptPaperRow  *self,
                                            guint         line);
/* What follows belongs to it. */
gboolean     spt_paper_row_is_title        (SptPaperRow  *self);
/* @line: G_MAXUINT = all */
void         spt_paper_row_draw            (SptPaperRow  *self,
                                            cairo_t      *cr,
                                            double        x,
                                            double        y,
                                            guint         line);
/* What is on every page. */
double       spt_paper_row_measure_head    (SptPaperRow  *self);
void         spt_paper_row_draw_head       (SptPaperRow  *self,
                                            cairo_t      *cr,
                                            double        x,
                                            double        y);
double       spt_paper_row_measure_foot    (SptPaperRow  *self);
void         spt_paper_row_draw_foot       (SptPaperRow  *self,
                                            cairo_t      *cr,
                                            double        x,
                                            double        y,
                                            const char   *number);

G_END_DECLS
