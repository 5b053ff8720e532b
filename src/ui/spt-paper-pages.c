/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper on pages: rows of texts, measured once, drawn page by page. */
#define G_LOG_DOMAIN "spt-paper-pages"

#include "config.h"

#include "ui/spt-paper-pages.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/spt-paper-row.h"

#define MARGIN 42.5 /* 15 mm */
#define HEAD_GAP 12.0
#define FOOT_GAP 10.0
#define MAX_WHOLE 18 /* rows */
#define MAX_ROW_SHARE 0.4 /* of a page: what is higher is divided by lines */

struct _SptPaperPages
{
  SptPaper    *paper;   /* (owned) */
  SptPaperRow *row;     /* (owned) */
  double       width;
  double       height;
  double       head;    /* height of the head, with the gap below it */
  double       foot;
  GArray      *strips;  /* (owned) (element-type SptPaperStrip) */
  GArray      *pages;   /* (owned) (nullable) (element-type SptPaperPage) */
  guint        block;   /* that is laid out next */
  guint        at;      /* row of it that is laid out next */
  guint        header;  /* strip of its header */
};

static double
get_text_width (SptPaperPages *self)
{
  return self->width - 2 * MARGIN;
}

/**
 * spt_paper_pages_new:
 * @paper: a paper
 * @context: where text will be drawn
 * @width: of a page
 * @height: of a page
 *
 * Begins to lay a paper out.
 *
 * Returns: (transfer full): the pages
 */
SptPaperPages *
spt_paper_pages_new (SptPaper     *paper,
                     PangoContext *context,
                     double        width,
                     double        height)
{
  SptPaperPages *self;

  g_return_val_if_fail (paper != NULL, NULL);
  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);

  self = g_new0 (SptPaperPages, 1);
  self->paper = spt_paper_ref (paper);
  self->width = MAX (width, 4 * MARGIN);
  self->height = MAX (height, 8 * MARGIN);
  self->row = spt_paper_row_new (paper, context, get_text_width (self));
  self->strips = g_array_new (FALSE, FALSE, sizeof (SptPaperStrip));
  self->header = SPT_PAPER_NONE;

  return self;
}

/**
 * spt_paper_pages_free:
 * @self: (transfer full): pages
 *
 * Lets go of them.
 */
void
spt_paper_pages_free (SptPaperPages *self)
{
  g_return_if_fail (self != NULL);

  spt_paper_unref (self->paper);
  spt_paper_row_free (self->row);
  g_array_unref (self->strips);
  g_clear_pointer (&self->pages, g_array_unref);
  g_free (self);
}

/**
 * spt_paper_pages_set_draws_boxes:
 * @self: pages
 * @draws: whether boxes to tick are drawn also where a font has them
 *
 * Sets how boxes to tick come onto the paper.
 */
void
spt_paper_pages_set_draws_boxes (SptPaperPages *self,
                                 gboolean       draws)
{
  g_return_if_fail (self != NULL);

  spt_paper_row_set_draws_boxes (self->row, draws);
}

/* --- laying out ------------------------------------------------------------------------------------ */

static void
measure_frame (SptPaperPages *self)
{
  self->head = spt_paper_row_measure_head (self->row) + HEAD_GAP;
  self->foot = spt_paper_row_measure_foot (self->row) + FOOT_GAP;
}

/**
 * spt_paper_pages_get_room:
 * @self: pages
 *
 * Gets the height that a page has for strips.
 *
 * Returns: the height
 */
double
spt_paper_pages_get_room (SptPaperPages *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return MAX (self->height - 2 * MARGIN - self->head - self->foot, MARGIN);
}

static void
add_strip (SptPaperPages *self,
           guint          line,
           double         height,
           double         gap,
           gboolean       keep)
{
  SptPaperStrip strip = { self->block, self->at, line, self->header, (float) height, (float) gap, keep };

  g_array_append_val (self->strips, strip);
}

static void
keep_last (SptPaperPages *self)
{
  if (self->strips->len > 0)
    g_array_index (self->strips, SptPaperStrip, self->strips->len - 1).keep = TRUE;
}

/* A table of things beside each other is read as one, so it is not divided where it need not be; of a long
 * one two rows stay with the header, and two with its end. */
static gboolean
keeps_row (const SptPaperBlock *block,
           guint                row)
{
  guint n_rows;

  /* One field alone says little below its title. */
  if (block->kind == SPT_PAPER_FIELDS)
    return row == 0 && block->n_cells > 4;
  if (block->kind != SPT_PAPER_TABLE)
    return FALSE;
  n_rows = block->n_cells / block->n_columns;
  if (row + 1 == n_rows)
    return FALSE;

  return (block->has_row_labels && n_rows <= MAX_WHOLE) || row < 2 || row + 2 == n_rows;
}

/* One row of a block; gives the next one, %SPT_PAPER_NONE after the last. */
static guint
lay_out_row (SptPaperPages       *self,
             const SptPaperBlock *block)
{
  guint next = spt_paper_row_load (self->row, self->block, self->at);
  gboolean is_header = block->kind == SPT_PAPER_TABLE && self->at == 0;
  double height = spt_paper_row_get_height (self->row);
  double gap = spt_paper_row_get_gap (self->row);
  guint n_lines = spt_paper_row_get_n_lines (self->row);
  gboolean is_text = block->kind == SPT_PAPER_TEXT || block->kind == SPT_PAPER_RAW;

  /* Nobody signs a page of its own. */
  if (block->kind == SPT_PAPER_SIGNATURES)
    keep_last (self);
  if ((is_text && n_lines > 1) || (height > MAX_ROW_SHARE * spt_paper_pages_get_room (self) && n_lines > 1))
    {
      /* Two lines at least stay together, above and below. */
      for (guint i = 0; i < n_lines; i++)
        add_strip (self, i, spt_paper_row_get_line_height (self->row, i), i == 0 ? gap : 0.0,
                   i == 0 || i + 2 == n_lines);
    }
  else
    add_strip (self, SPT_PAPER_NONE, height, gap,
               block->kind == SPT_PAPER_HEADING || keeps_row (block, self->at) ||
               spt_paper_row_is_title (self->row));
  if (is_header && g_array_index (self->strips, SptPaperStrip, self->strips->len - 1).line == SPT_PAPER_NONE)
    self->header = self->strips->len - 1;

  return next;
}

static void
finish (SptPaperPages *self)
{
  if (self->strips->len > 0)
    g_array_index (self->strips, SptPaperStrip, self->strips->len - 1).keep = FALSE;
  self->pages = spt_paper_break ((gpointer) self->strips->data, self->strips->len,
                                 spt_paper_pages_get_room (self));
}

/**
 * spt_paper_pages_lay_out:
 * @self: pages
 * @budget_us: how long this call may take, in microseconds; -1 = as long as it takes
 *
 * Goes on laying out.
 *
 * Returns: %TRUE when all is laid out
 */
gboolean
spt_paper_pages_lay_out (SptPaperPages *self,
                         gint64         budget_us)
{
  gint64 end = g_get_monotonic_time () + budget_us;

  g_return_val_if_fail (self != NULL, TRUE);

  if (self->pages != NULL)
    return TRUE;
  if (self->block == 0 && self->at == 0)
    measure_frame (self);
  while (self->block < spt_paper_get_n_blocks (self->paper))
    {
      const SptPaperBlock *block = spt_paper_get_block (self->paper, self->block);

      self->at = lay_out_row (self, block);
      if (self->at == SPT_PAPER_NONE)
        {
          self->at = 0;
          self->header = SPT_PAPER_NONE;
          self->block++;
        }
      if (budget_us >= 0 && g_get_monotonic_time () >= end)
        return FALSE;
    }
  finish (self);

  return TRUE;
}

/**
 * spt_paper_pages_get_n:
 * @self: pages that are laid out
 *
 * Counts the pages.
 *
 * Returns: how many there are, at least 1
 */
guint
spt_paper_pages_get_n (SptPaperPages *self)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (self->pages != NULL, 0);

  return self->pages->len;
}

/**
 * spt_paper_pages_get_strips:
 * @self: pages that are laid out
 * @n_strips: (out): how many strips there are
 *
 * Gets what is on the pages.
 *
 * Returns: (transfer none) (array length=n_strips): the strips
 */
const SptPaperStrip *
spt_paper_pages_get_strips (SptPaperPages *self,
                            guint         *n_strips)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_strips != NULL, NULL);

  *n_strips = self->strips->len;

  return (gconstpointer) self->strips->data;
}

/**
 * spt_paper_pages_get_page:
 * @self: pages that are laid out
 * @page: from 0
 *
 * Gets what is on one page.
 *
 * Returns: (transfer none): the page
 */
const SptPaperPage *
spt_paper_pages_get_page (SptPaperPages *self,
                          guint          page)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->pages != NULL && page < self->pages->len, NULL);

  return &g_array_index (self->pages, SptPaperPage, page);
}

/* --- drawing --------------------------------------------------------------------------------------- */

static double
draw_strip (SptPaperPages *self,
            cairo_t       *cr,
            guint          index,
            double         y,
            gboolean       is_first)
{
  const SptPaperStrip *strip = &g_array_index (self->strips, SptPaperStrip, index);

  if (!is_first)
    y += strip->gap;
  spt_paper_row_load (self->row, strip->block, strip->row);
  spt_paper_row_draw (self->row, cr, MARGIN, y, strip->line);

  return y + strip->height;
}

/**
 * spt_paper_pages_draw:
 * @self: pages that are laid out
 * @cr: where to draw
 * @page: from 0
 *
 * Draws a page, with its head and foot.
 */
void
spt_paper_pages_draw (SptPaperPages *self,
                      cairo_t       *cr,
                      guint          page)
{
  const SptPaperPage *contents;
  g_autofree char *number = NULL;
  double y;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->pages != NULL && page < self->pages->len);

  contents = &g_array_index (self->pages, SptPaperPage, page);
  spt_paper_row_draw_head (self->row, cr, MARGIN, MARGIN);
  y = MARGIN + self->head;
  if (contents->header != SPT_PAPER_NONE)
    y = draw_strip (self, cr, contents->header, y, TRUE);
  for (guint i = 0; i < contents->n; i++)
    y = draw_strip (self, cr, contents->first + i, y, i == 0);
  /* Translators: at the foot of a printed page: its number, and how many there are */
  number = g_strdup_printf (_("Page %u of %u"), page + 1, self->pages->len);
  spt_paper_row_draw_foot (self->row, cr, MARGIN, self->height - MARGIN - self->foot + FOOT_GAP, number);
}
