/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where pages end: strips of known heights, put onto pages. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SPT_PAPER_NONE G_MAXUINT

/**
 * SptPaperStrip:
 * @block: of the paper
 * @row: in the block
 * @line: of the row's texts, %SPT_PAPER_NONE = the whole row
 * @header: the strip that stands above at the head of a page too, %SPT_PAPER_NONE = none
 * @height: of the strip
 * @gap: above it, but not at the head of a page
 * @keep: not the last of a page that has another behind it
 *
 * What is not divided between pages.
 */
typedef struct
{
  guint    block;
  guint    row;
  guint    line;
  guint    header;
  float    height;
  float    gap;
  gboolean keep;
} SptPaperStrip;

/**
 * SptPaperPage:
 * @first: its first strip
 * @n: how many
 * @header: a strip that is drawn above them, %SPT_PAPER_NONE = none
 *
 * One page.
 */
typedef struct
{
  guint first;
  guint n;
  guint header;
} SptPaperPage;

/* (element-type SptPaperPage) (transfer full): at least one. @height: of the room for strips. */
GArray *spt_paper_break (const SptPaperStrip *strips,
                         guint                n_strips,
                         double               height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
