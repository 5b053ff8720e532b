/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a paper at a time: what a block's row is made of, and how it looks. */
#define G_LOG_DOMAIN "spt-paper-row"

#include "config.h"

#include "ui/spt-paper-row-private.h"

#include <string.h>

#define FAMILY "Cantarell, Noto Sans, DejaVu Sans, Sans"
#define MONO "DejaVu Sans Mono, Noto Sans Mono, Monospace"
#define COLUMN_GAP 14.0    /* between the two halves of fields */
#define LABEL_SHARE 0.5    /* of a half */
#define MAX_HALF 30        /* code points of a value that still stands in a half */
#define MAX_HALF_BOX 46    /* the same without a label */
#define MAX_PIECE 3000     /* bytes of a long text that are laid out at once */
#define N_SAMPLES 200      /* rows by which the columns of a table are made */

static const struct
{
  const char *family;
  double      size;
  gboolean    bold;
  double      ink;
} styles[SPT_PAPER_N_STYLES] = {
  [SPT_PAPER_STYLE_CHAPTER] = { FAMILY, 11.0, TRUE, INK },
  [SPT_PAPER_STYLE_SECTION] = { FAMILY, 9.5, TRUE, INK },
  [SPT_PAPER_STYLE_PART] = { FAMILY, 8.5, TRUE, PALE },
  [SPT_PAPER_STYLE_LABEL] = { FAMILY, 8.0, FALSE, PALE },
  [SPT_PAPER_STYLE_VALUE] = { FAMILY, 8.5, FALSE, INK },
  [SPT_PAPER_STYLE_HEADER] = { FAMILY, 8.0, TRUE, INK },
  [SPT_PAPER_STYLE_CELL] = { FAMILY, 8.5, FALSE, INK },
  [SPT_PAPER_STYLE_RAW] = { MONO, 7.0, FALSE, INK },
  [SPT_PAPER_STYLE_TITLE] = { FAMILY, 12.0, TRUE, INK },
  [SPT_PAPER_STYLE_SMALL] = { FAMILY, 8.0, FALSE, PALE },
  [SPT_PAPER_STYLE_STRONG] = { FAMILY, 9.5, TRUE, INK },
};

static void
cell_clear (gpointer data)
{
  g_clear_object (&((SptPaperCell *) data)->layout);
}

SptPaperRow *
spt_paper_row_new (SptPaper     *paper,
                   PangoContext *context,
                   double        width)
{
  SptPaperRow *self = g_new0 (SptPaperRow, 1);

  self->paper = paper;
  self->context = g_object_ref (context);
  self->width = width;
  self->block = self->table = G_MAXUINT;
  self->cells = g_array_new (FALSE, TRUE, sizeof (SptPaperCell));
  g_array_set_clear_func (self->cells, cell_clear);
  self->columns = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < SPT_PAPER_N_STYLES; i++)
    {
      self->fonts[i] = pango_font_description_new ();
      pango_font_description_set_family_static (self->fonts[i], styles[i].family);
      pango_font_description_set_size (self->fonts[i], (int) (styles[i].size * PANGO_SCALE));
      pango_font_description_set_weight (self->fonts[i], styles[i].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    }

  return self;
}

void
spt_paper_row_free (SptPaperRow *self)
{
  for (guint i = 0; i < SPT_PAPER_N_STYLES; i++)
    pango_font_description_free (self->fonts[i]);
  g_array_unref (self->cells);
  g_array_unref (self->columns);
  g_object_unref (self->context);
  g_free (self);
}

/* --- boxes to tick --------------------------------------------------------------------------------- */

void
spt_paper_row_set_draws_boxes (SptPaperRow *self,
                               gboolean     draws)
{
  self->draws_boxes = draws;
  self->knows_boxes = TRUE;
}

double
spt_paper_row_get_ink (SptPaperStyle style)
{
  return styles[style].ink;
}

static gboolean
has_glyphs (SptPaperRow *self)
{
  static const char boxes[] = SPT_PAPER_TICKED SPT_PAPER_UNTICKED;
  PangoLayout *layout = pango_layout_new (self->context);
  gboolean known;

  pango_layout_set_font_description (layout, self->fonts[SPT_PAPER_STYLE_VALUE]);
  pango_layout_set_text (layout, boxes, -1);

  known = pango_layout_get_unknown_glyphs_count (layout) == 0;
  g_object_unref (layout);

  return known;
}

/* Every box becomes a shape of its own. */
static void
set_shapes (SptPaperRow *self,
            PangoLayout *layout,
            const char  *text)
{
  PangoAttrList *attributes;
  PangoRectangle ink = { 0, -7 * PANGO_SCALE, 8 * PANGO_SCALE, 7 * PANGO_SCALE };

  pango_layout_set_attributes (layout, NULL);
  if (!self->knows_boxes)
    spt_paper_row_set_draws_boxes (self, !has_glyphs (self));
  if (!self->draws_boxes ||
      (strstr (text, SPT_PAPER_TICKED) == NULL && strstr (text, SPT_PAPER_UNTICKED) == NULL))
    return;
  attributes = pango_attr_list_new ();
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean ticked = g_str_has_prefix (at, SPT_PAPER_TICKED);
      PangoAttribute *shape;

      if (!ticked && !g_str_has_prefix (at, SPT_PAPER_UNTICKED))
        continue;
      shape = pango_attr_shape_new_with_data (&ink, &ink, GINT_TO_POINTER (ticked), NULL, NULL);
      shape->start_index = (guint) (at - text);
      shape->end_index = shape->start_index + (guint) strlen (SPT_PAPER_TICKED);
      pango_attr_list_insert (attributes, shape);
    }
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* --- cells ----------------------------------------------------------------------------------------- */

PangoLayout *
spt_paper_row_add_cell (SptPaperRow    *self,
                        const char     *text,
                        gssize          length,
                        SptPaperStyle   style,
                        double          x,
                        double          width,
                        PangoAlignment  align)
{
  SptPaperCell *cell;

  if (self->n_cells == self->cells->len)
    {
      SptPaperCell fresh = { pango_layout_new (self->context) };

      pango_layout_set_wrap (fresh.layout, PANGO_WRAP_WORD_CHAR);
      g_array_append_val (self->cells, fresh);
    }
  cell = &g_array_index (self->cells, SptPaperCell, self->n_cells++);
  cell->x = x;
  cell->width = MAX (width, 8.0);
  cell->style = style;
  cell->align = align;
  pango_layout_set_font_description (cell->layout, self->fonts[style]);
  pango_layout_set_text (cell->layout, text, (int) length);
  set_shapes (self, cell->layout, pango_layout_get_text (cell->layout));
  pango_layout_set_width (cell->layout, (int) (cell->width * PANGO_SCALE));
  pango_layout_set_alignment (cell->layout, align);

  return cell->layout;
}

double
spt_paper_row_get_layout_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);

  return height / (double) PANGO_SCALE;
}

/* --- fields ---------------------------------------------------------------------------------------- */

static gboolean
is_wide (const SptPaperBlock *block,
         guint                item)
{
  const char *label = block->cells[2 * item];
  const char *value = block->cells[2 * item + 1];
  glong length = g_utf8_strlen (value, -1);

  return *label == '\0' ? length > MAX_HALF_BOX : length > MAX_HALF || g_utf8_strlen (label, -1) > 60;
}

static void
add_item (SptPaperRow         *self,
          const SptPaperBlock *block,
          guint                item,
          double               x,
          double               width,
          double               label_width)
{
  const char *label = block->cells[2 * item];
  const char *value = block->cells[2 * item + 1];

  if (*label == '\0')
    {
      spt_paper_row_add_cell (self, value, -1, SPT_PAPER_STYLE_VALUE, x, width, PANGO_ALIGN_LEFT);
      return;
    }
  spt_paper_row_add_cell (self, label, -1, SPT_PAPER_STYLE_LABEL, x, label_width - SIDE, PANGO_ALIGN_LEFT);
  spt_paper_row_add_cell (self, value, -1, SPT_PAPER_STYLE_VALUE, x + label_width, width - label_width, PANGO_ALIGN_LEFT);
}

/* @row is the first item of it. */
static guint
load_fields (SptPaperRow         *self,
             const SptPaperBlock *block,
             guint                row)
{
  guint n_items = block->n_cells / 2;
  double half = (self->width - COLUMN_GAP) / 2;
  guint next = row + 1;

  if (is_wide (block, row))
    {
      add_item (self, block, row, 0, self->width, half * LABEL_SHARE);
      return next < n_items ? next : G_MAXUINT;
    }
  add_item (self, block, row, 0, half, half * LABEL_SHARE);
  if (next < n_items && !is_wide (block, next))
    {
      add_item (self, block, next, half + COLUMN_GAP, half, half * LABEL_SHARE);
      next++;
    }

  return next < n_items ? next : G_MAXUINT;
}

/* --- tables ---------------------------------------------------------------------------------------- */

static double
get_word_weight (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \n", -1);
  glong longest = 0;

  for (guint i = 0; words[i] != NULL; i++)
    longest = MAX (longest, g_utf8_strlen (words[i], -1));

  return (double) longest + 2.0;
}

static void
make_columns (SptPaperRow         *self,
              const SptPaperBlock *block)
{
  guint n = block->n_columns;
  guint n_rows = MIN (block->n_cells / n, N_SAMPLES);
  g_autofree double *weights = g_new0 (double, n);
  double sum = 0.0;
  double x = 0.0;

  g_array_set_size (self->columns, 0);
  for (guint i = 0; i < n; i++)
    {
      weights[i] = MAX (get_word_weight (block->cells[i]), 6.0);
      for (guint j = 1; j < n_rows; j++)
        {
          const char *text = block->cells[j * n + i];

          weights[i] = MAX (weights[i], MIN ((double) g_utf8_strlen (text, -1) + 2.0, 30.0));
        }
      sum += weights[i];
    }
  /* Columns of things beside each other are all as wide. */
  if (block->has_row_labels)
    {
      for (guint i = 0; i < n; i++)
        weights[i] = i == 0 ? 1.9 : 1.0;
      sum = 1.9 + MAX (n - 1, 3);
    }
  for (guint i = 0; i <= n; i++)
    {
      g_array_append_val (self->columns, x);
      if (i < n)
        x += self->width * weights[i] / sum;
    }
  self->table = self->block;
}

static guint
load_table (SptPaperRow         *self,
            const SptPaperBlock *block,
            guint                row)
{
  guint n_rows = block->n_cells / block->n_columns;

  if (self->table != self->block)
    make_columns (self, block);
  for (guint i = 0; i < block->n_columns; i++)
    {
      double x = g_array_index (self->columns, double, i);
      double width = g_array_index (self->columns, double, i + 1) - x;
      gboolean is_label = block->has_row_labels && i == 0;
      gboolean is_end = i < 64 && (block->numbers >> i & 1) != 0;

      spt_paper_row_add_cell (self, block->cells[row * block->n_columns + i], -1,
                              row == 0 ? SPT_PAPER_STYLE_HEADER : is_label ? SPT_PAPER_STYLE_LABEL : SPT_PAPER_STYLE_CELL, x + SIDE, width - 2 * SIDE,
                              is_end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    }

  return row + 1 < n_rows ? row + 1 : G_MAXUINT;
}

/* --- long texts ------------------------------------------------------------------------------------ */

/* Bytes from @text that are laid out together: a paragraph, or part of one. */
static gsize
get_piece (const char *text,
           gsize      *skip)
{
  const char *end = strchr (text, '\n');
  gsize length = end != NULL ? (gsize) (end - text) : strlen (text);

  *skip = end != NULL ? 1 : 0;
  if (length <= MAX_PIECE)
    return length;
  *skip = 0;
  for (gsize i = MAX_PIECE; i > MAX_PIECE / 2; i--)
    {
      if (text[i] == ' ')
        {
          *skip = 1;
          return i;
        }
    }
  end = g_utf8_find_prev_char (text, text + MAX_PIECE);

  return (gsize) (end - text);
}

/* Row 0 is the title, the others begin at a byte of the text, counted from 1. */
static guint
load_text (SptPaperRow         *self,
           const SptPaperBlock *block,
           guint                row)
{
  SptPaperStyle style = block->kind == SPT_PAPER_RAW ? SPT_PAPER_STYLE_RAW : SPT_PAPER_STYLE_VALUE;
  const char *text = block->n_cells > 0 ? block->cells[0] : "";
  gsize length;
  gsize skip;

  if (row == 0 && block->title == NULL)
    row = 1;
  if (row == 0)
    {
      spt_paper_row_add_cell (self, block->title, -1, SPT_PAPER_STYLE_LABEL, 0, self->width, PANGO_ALIGN_LEFT);
      return *text != '\0' ? 1 : G_MAXUINT;
    }
  text += row - 1;
  length = get_piece (text, &skip);
  spt_paper_row_add_cell (self, text, (gssize) length, style, 0, self->width, PANGO_ALIGN_LEFT);

  return text[length + skip] != '\0' ? row + (guint) (length + skip) : G_MAXUINT;
}

/* --- signatures ------------------------------------------------------------------------------------ */

static guint
load_signatures (SptPaperRow         *self,
                 const SptPaperBlock *block,
                 guint                row)
{
  guint n = MIN (block->n_cells / 2 - row, 2);
  double width = (self->width - COLUMN_GAP) / 2;

  /* One alone stands on the right. */
  for (guint i = 0; i < n; i++)
    {
      double x = n == 1 || i == 1 ? width + COLUMN_GAP : 0;

      spt_paper_row_add_cell (self, block->cells[2 * (row + i)], -1, SPT_PAPER_STYLE_SMALL, x, width, PANGO_ALIGN_CENTER);
      spt_paper_row_add_cell (self, block->cells[2 * (row + i) + 1], -1, SPT_PAPER_STYLE_VALUE, x, width, PANGO_ALIGN_CENTER);
    }

  return row + n < block->n_cells / 2 ? row + n : G_MAXUINT;
}

/* --- rows ------------------------------------------------------------------------------------------ */

static SptPaperStyle
get_heading_style (const SptPaperBlock *block)
{
  return block->level == 0 ? SPT_PAPER_STYLE_CHAPTER : block->level == 1 ? SPT_PAPER_STYLE_SECTION : SPT_PAPER_STYLE_PART;
}

guint
spt_paper_row_load (SptPaperRow *self,
                    guint        block_index,
                    guint        row)
{
  const SptPaperBlock *block = spt_paper_get_block (self->paper, block_index);

  if (self->block == block_index && self->row == row)
    return self->next;
  self->block = block_index;
  self->row = row;
  self->next = G_MAXUINT;
  self->n_cells = 0;
  switch (block->kind)
    {
    case SPT_PAPER_HEADING:
      spt_paper_row_add_cell (self, block->title, -1, get_heading_style (block), block->level == 0 ? SIDE : 0,
                              self->width - (block->level == 0 ? 2 * SIDE : 0), PANGO_ALIGN_LEFT);
      break;
    case SPT_PAPER_FIELDS:
      self->next = load_fields (self, block, row);
      break;
    case SPT_PAPER_TABLE:
      self->next = load_table (self, block, row);
      break;
    case SPT_PAPER_TEXT:
    case SPT_PAPER_RAW:
      self->next = load_text (self, block, row);
      break;
    case SPT_PAPER_SIGNATURES:
      self->next = load_signatures (self, block, row);
      break;
    default:
      g_assert_not_reached ();
    }

  return self->next;
}

const SptPaperBlock *
spt_paper_row_get_block (SptPaperRow *self)
{
  return spt_paper_get_block (self->paper, self->block);
}

static gboolean
is_text (const SptPaperBlock *block)
{
  return block->kind == SPT_PAPER_TEXT || block->kind == SPT_PAPER_RAW;
}

gboolean
spt_paper_row_is_title (SptPaperRow *self)
{
  return is_text (spt_paper_row_get_block (self)) && self->row == 0 && spt_paper_row_get_block (self)->title != NULL;
}

double
spt_paper_row_get_height (SptPaperRow *self)
{
  const SptPaperBlock *block = spt_paper_row_get_block (self);
  double height = 0.0;

  if (block->kind == SPT_PAPER_SIGNATURES)
    return SIGNATURE;
  for (guint i = 0; i < self->n_cells; i++)
    height = MAX (height, spt_paper_row_get_layout_height (g_array_index (self->cells, SptPaperCell, i).layout));

  return height + (is_text (block) && self->row > 0 ? 0.0 : 2 * PAD);
}

double
spt_paper_row_get_gap (SptPaperRow *self)
{
  const SptPaperBlock *block = spt_paper_row_get_block (self);

  if (block->kind == SPT_PAPER_HEADING)
    return block->level == 0 ? 16.0 : block->level == 1 ? 10.0 : 6.0;
  if (self->row > 0)
    return 0.0;

  return block->kind == SPT_PAPER_SIGNATURES ? 14.0 : block->kind == SPT_PAPER_TABLE ? 5.0 : 2.0;
}

guint
spt_paper_row_get_n_lines (SptPaperRow *self)
{
  int n = 0;

  if (spt_paper_row_get_block (self)->kind == SPT_PAPER_SIGNATURES)
    return 1;
  for (guint i = 0; i < self->n_cells; i++)
    n = MAX (n, pango_layout_get_line_count (g_array_index (self->cells, SptPaperCell, i).layout));

  return (guint) n;
}

/* Where a line of a text is; FALSE when there is none. */
gboolean
spt_paper_row_find_line (PangoLayout *layout,
                         guint        line,
                         double      *top,
                         double      *height,
                         double      *baseline,
                         double      *x)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  gboolean found = TRUE;

  for (guint i = 0; found && i < line; i++)
    found = pango_layout_iter_next_line (iter);
  if (found)
    {
      PangoRectangle box;
      int y0;
      int y1;

      pango_layout_iter_get_line_extents (iter, NULL, &box);
      pango_layout_iter_get_line_yrange (iter, &y0, &y1);
      *top = y0 / (double) PANGO_SCALE;
      *height = (y1 - y0) / (double) PANGO_SCALE;
      *baseline = pango_layout_iter_get_baseline (iter) / (double) PANGO_SCALE;
      *x = box.x / (double) PANGO_SCALE;
    }
  pango_layout_iter_free (iter);

  return found;
}

double
spt_paper_row_get_line_height (SptPaperRow *self,
                               guint        line)
{
  double most = 0.0;

  for (guint i = 0; i < self->n_cells; i++)
    {
      double top;
      double height;
      double baseline;
      double x;

      if (spt_paper_row_find_line (g_array_index (self->cells, SptPaperCell, i).layout, line, &top, &height, &baseline, &x))
        most = MAX (most, height);
    }

  return most;
}
