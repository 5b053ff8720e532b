/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a paper drawn, and what is on every page. */
#define G_LOG_DOMAIN "spt-paper-row-draw"

#include "config.h"

#include "ui/spt-paper-row-private.h"

#define LINE 0.75
#define FILL 0.92

static void
draw_box_cb (cairo_t        *cr,
             PangoAttrShape *shape,
             gboolean        do_path,
             gpointer        user_data)
{
  double side = -PANGO_PIXELS (shape->ink_rect.y);
  double x;
  double y;

  if (do_path)
    return;
  cairo_get_current_point (cr, &x, &y);
  cairo_save (cr);
  cairo_set_line_width (cr, 0.7);
  cairo_rectangle (cr, x + 0.5, y - side, side, side);
  if (GPOINTER_TO_INT (shape->data))
    {
      cairo_move_to (cr, x + 0.5 + 0.2 * side, y - 0.55 * side);
      cairo_line_to (cr, x + 0.5 + 0.45 * side, y - 0.2 * side);
      cairo_line_to (cr, x + 0.5 + 0.85 * side, y - 0.85 * side);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
set_grey (cairo_t *cr,
          double   grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
}

static void
draw_rule (cairo_t *cr,
           double   x,
           double   y,
           double   width,
           double   thickness,
           double   grey)
{
  set_grey (cr, grey);
  cairo_set_line_width (cr, thickness);
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + width, y);
  cairo_stroke (cr);
}

static void
fill (cairo_t *cr,
      double   x,
      double   y,
      double   width,
      double   height)
{
  set_grey (cr, FILL);
  cairo_rectangle (cr, x, y, width, height);
  cairo_fill (cr);
}

static void
show_layout (SptPaperRow  *self,
             cairo_t      *cr,
             PangoLayout  *layout,
             SptPaperStyle style,
             double        x,
             double        y)
{
  set_grey (cr, spt_paper_row_get_ink (style));
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_cells (SptPaperRow *self,
            cairo_t     *cr,
            double       x,
            double       y,
            guint        line)
{
  for (guint i = 0; i < self->n_cells; i++)
    {
      SptPaperCell *cell = &g_array_index (self->cells, SptPaperCell, i);
      double top;
      double height;
      double baseline;
      double indent;

      if (line == G_MAXUINT)
        {
          show_layout (self, cr, cell->layout, cell->style, x + cell->x, y);
          continue;
        }
      if (!spt_paper_row_find_line (cell->layout, line, &top, &height, &baseline, &indent))
        continue;
      set_grey (cr, spt_paper_row_get_ink (cell->style));
      cairo_move_to (cr, x + cell->x + indent, y + baseline - top);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (cell->layout, (int) line));
    }
}

static void
draw_table_row (SptPaperRow         *self,
                cairo_t             *cr,
                const SptPaperBlock *block,
                double               x,
                double               y,
                guint                line)
{
  double width = g_array_index (self->columns, double, block->n_columns);
  gboolean is_whole = line == G_MAXUINT;
  double height = is_whole ? spt_paper_row_get_height (self) : spt_paper_row_get_line_height (self, line);

  if (self->row == 0)
    fill (cr, x, y, width, height);
  draw_cells (self, cr, x, is_whole ? y + PAD : y, line);
  set_grey (cr, LINE);
  cairo_set_line_width (cr, 0.4);
  for (guint i = 0; i <= block->n_columns; i++)
    {
      double edge = x + g_array_index (self->columns, double, i);

      cairo_move_to (cr, edge, y);
      cairo_line_to (cr, edge, y + height);
      cairo_stroke (cr);
    }
  if (self->row == 0)
    draw_rule (cr, x, y, width, 0.4, LINE);
  if (is_whole || line + 1 == spt_paper_row_get_n_lines (self))
    draw_rule (cr, x, y + height, width, 0.4, LINE);
}

static void
draw_signatures (SptPaperRow *self,
                 cairo_t     *cr,
                 double       x,
                 double       y)
{
  for (guint i = 0; i + 1 < self->n_cells; i += 2)
    {
      SptPaperCell *title = &g_array_index (self->cells, SptPaperCell, i);
      SptPaperCell *name = &g_array_index (self->cells, SptPaperCell, i + 1);
      double height = spt_paper_row_get_layout_height (name->layout);

      show_layout (self, cr, title->layout, title->style, x + title->x, y);
      show_layout (self, cr, name->layout, name->style, x + name->x, y + SIGNATURE - 4.0 - height);
      draw_rule (cr, x + title->x, y + SIGNATURE - 2.0, title->width, 0.6, INK);
    }
}

void
spt_paper_row_draw (SptPaperRow *self,
                    cairo_t     *cr,
                    double       x,
                    double       y,
                    guint        line)
{
  const SptPaperBlock *block = spt_paper_row_get_block (self);
  double height = spt_paper_row_get_height (self);

  pango_cairo_context_set_shape_renderer (self->context, draw_box_cb, NULL, NULL);
  switch (block->kind)
    {
    case SPT_PAPER_HEADING:
      if (block->level == 0)
        fill (cr, x, y, self->width, height);
      draw_cells (self, cr, x, y + PAD, line);
      if (block->level == 1)
        draw_rule (cr, x, y + height, self->width, 0.8, INK);
      break;
    case SPT_PAPER_FIELDS:
      draw_cells (self, cr, x, line == G_MAXUINT ? y + PAD : y, line);
      if (line == G_MAXUINT)
        draw_rule (cr, x, y + height, self->width, 0.3, LINE);
      break;
    case SPT_PAPER_TABLE:
      draw_table_row (self, cr, block, x, y, line);
      break;
    case SPT_PAPER_TEXT:
    case SPT_PAPER_RAW:
      draw_cells (self, cr, x, self->row == 0 ? y + PAD : y, line);
      break;
    case SPT_PAPER_SIGNATURES:
      draw_signatures (self, cr, x, y);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* --- every page ------------------------------------------------------------------------------------ */

static void
load_head (SptPaperRow *self)
{
  const char *right = spt_paper_get_head_right (self->paper);
  double share = *right != '\0' ? 0.78 : 1.0;

  self->block = G_MAXUINT;
  self->n_cells = 0;
  spt_paper_row_add_cell (self, spt_paper_get_title (self->paper), -1, SPT_PAPER_STYLE_TITLE, 0, self->width * share - SIDE, PANGO_ALIGN_LEFT);
  spt_paper_row_add_cell (self, right, -1, SPT_PAPER_STYLE_STRONG, self->width * share, self->width * (1.0 - share), PANGO_ALIGN_RIGHT);
  spt_paper_row_add_cell (self, spt_paper_get_head_left (self->paper), -1, SPT_PAPER_STYLE_SMALL, 0, self->width, PANGO_ALIGN_LEFT);
}

double
spt_paper_row_measure_head (SptPaperRow *self)
{
  double height;

  load_head (self);
  height = MAX (spt_paper_row_get_layout_height (g_array_index (self->cells, SptPaperCell, 0).layout),
                spt_paper_row_get_layout_height (g_array_index (self->cells, SptPaperCell, 1).layout));
  if (*spt_paper_get_head_left (self->paper) != '\0')
    height += spt_paper_row_get_layout_height (g_array_index (self->cells, SptPaperCell, 2).layout);

  return height + PAD;
}

void
spt_paper_row_draw_head (SptPaperRow *self,
                         cairo_t     *cr,
                         double       x,
                         double       y)
{
  double height = spt_paper_row_measure_head (self);
  SptPaperCell *title = &g_array_index (self->cells, SptPaperCell, 0);
  SptPaperCell *right = &g_array_index (self->cells, SptPaperCell, 1);
  SptPaperCell *left = &g_array_index (self->cells, SptPaperCell, 2);

  show_layout (self, cr, title->layout, title->style, x, y);
  show_layout (self, cr, right->layout, right->style, x + right->x, y + 1.0);
  if (*spt_paper_get_head_left (self->paper) != '\0')
    show_layout (self, cr, left->layout, left->style, x, y + height - PAD - spt_paper_row_get_layout_height (left->layout));
  draw_rule (cr, x, y + height + 1.0, self->width, 1.0, INK);
}

static void
load_foot (SptPaperRow *self,
           const char  *number)
{
  self->block = G_MAXUINT;
  self->n_cells = 0;
  spt_paper_row_add_cell (self, spt_paper_get_foot (self->paper), -1, SPT_PAPER_STYLE_SMALL, 0, self->width * 0.78, PANGO_ALIGN_LEFT);
  spt_paper_row_add_cell (self, number, -1, SPT_PAPER_STYLE_SMALL, self->width * 0.8, self->width * 0.2, PANGO_ALIGN_RIGHT);
}

double
spt_paper_row_measure_foot (SptPaperRow *self)
{
  load_foot (self, "0");

  return MAX (spt_paper_row_get_layout_height (g_array_index (self->cells, SptPaperCell, 0).layout),
              spt_paper_row_get_layout_height (g_array_index (self->cells, SptPaperCell, 1).layout)) + PAD;
}

void
spt_paper_row_draw_foot (SptPaperRow *self,
                         cairo_t     *cr,
                         double       x,
                         double       y,
                         const char  *number)
{
  load_foot (self, number);
  draw_rule (cr, x, y, self->width, 0.6, INK);
  draw_cells (self, cr, x, y + PAD, G_MAXUINT);
}
