/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper laid out on pages by Pango, and drawn by cairo: the same for a printer and a PDF. */
#pragma once

#include <pango/pangocairo.h>

#include "form/spt-paper.h"
#include "ui/spt-paper-break.h"

G_BEGIN_DECLS

/* All lengths are points. */
#define SPT_PAPER_A4_WIDTH  595.276
#define SPT_PAPER_A4_HEIGHT 841.89

typedef struct _SptPaperPages SptPaperPages;

/* @context: with a resolution of 72 dots an inch; one thread. */
SptPaperPages       *spt_paper_pages_new             (SptPaper      *paper,
                                                      PangoContext  *context,
                                                      double         width,
                                                      double         height) G_GNUC_WARN_UNUSED_RESULT;
void                 spt_paper_pages_free            (SptPaperPages *self);
/* Lays out for about that long; TRUE when all is laid out. */
gboolean             spt_paper_pages_lay_out         (SptPaperPages *self,
                                                      gint64         budget_us);
/* After it is laid out: */
guint                spt_paper_pages_get_n           (SptPaperPages *self);
void                 spt_paper_pages_draw            (SptPaperPages *self,
                                                      cairo_t       *cr,
                                                      guint          page);
/* For tests and bookmarks. */
const SptPaperStrip *spt_paper_pages_get_strips      (SptPaperPages *self,
                                                      guint         *n_strips);
const SptPaperPage  *spt_paper_pages_get_page        (SptPaperPages *self,
                                                      guint          page);
double               spt_paper_pages_get_room        (SptPaperPages *self);
/* Boxes are drawn where no font has them; TRUE: always. Before it is laid out. */
void                 spt_paper_pages_set_draws_boxes (SptPaperPages *self,
                                                      gboolean       draws);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptPaperPages, spt_paper_pages_free)

G_END_DECLS
