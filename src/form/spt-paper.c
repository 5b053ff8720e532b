/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Papers: blocks of texts, immutable once they are made. */

#define G_LOG_DOMAIN "spt-paper"

#include "config.h"

#include <string.h>

#include "form/spt-paper-private.h"

static void
block_free (gpointer data)
{
  SptPaperBlock *block = data;

  g_free ((gpointer) block->cells);
  g_free (block);
}

SptPaper *
spt_paper_new_empty (void)
{
  SptPaper *self = g_new0 (SptPaper, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (4096);
  self->blocks = g_ptr_array_new_with_free_func (block_free);
  self->title = self->head_left = self->head_right = self->foot = "";

  return self;
}

const char *
spt_paper_keep (SptPaper   *self,
                const char *text)
{
  /* Most texts of a long table stand there many times. */
  return *text != '\0' ? g_string_chunk_insert_const (self->strings, text) : "";
}

SptPaperBlock *
spt_paper_add (SptPaper          *self,
               SptPaperBlockKind  kind,
               guint              level,
               const char        *title,
               guint              n_columns,
               gboolean           has_row_labels,
               GPtrArray         *cells)
{
  SptPaperBlock *block = g_new0 (SptPaperBlock, 1);

  block->kind = kind;
  block->level = level;
  block->title = title != NULL ? spt_paper_keep (self, title) : NULL;
  block->n_columns = n_columns;
  block->has_row_labels = has_row_labels;
  if (cells != NULL)
    {
      block->n_cells = cells->len;
      block->cells = g_memdup2 (cells->pdata, cells->len * sizeof (gpointer));
      g_ptr_array_set_size (cells, 0);
    }
  g_ptr_array_add (self->blocks, block);

  return block;
}

/**
 * spt_paper_ref:
 * @self: a paper
 *
 * Takes a reference; any thread.
 *
 * Returns: (transfer full): @self
 */
SptPaper *
spt_paper_ref (SptPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spt_paper_unref:
 * @self: (transfer full): a paper
 *
 * Lets go of a reference.
 */
void
spt_paper_unref (SptPaper *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/**
 * spt_paper_get_n_blocks:
 * @self: a paper
 *
 * Counts the blocks.
 *
 * Returns: how many there are
 */
guint
spt_paper_get_n_blocks (SptPaper *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->blocks->len;
}

/**
 * spt_paper_get_block:
 * @self: a paper
 * @index: of a block
 *
 * Gets a block.
 *
 * Returns: (transfer none): the block
 */
const SptPaperBlock *
spt_paper_get_block (SptPaper *self,
                     guint     index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->blocks->len, NULL);

  return g_ptr_array_index (self->blocks, index);
}

/**
 * spt_paper_get_title:
 * @self: a paper
 *
 * Gets what kind of document it is: also for names of files and jobs, so without anybody's name.
 *
 * Returns: (transfer none): the title
 */
const char *
spt_paper_get_title (SptPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

/**
 * spt_paper_set_head:
 * @self: a paper
 * @left: what stands below the title, on the left
 * @right: what stands beside the title, on the right
 *
 * Sets what is at the head of each page.
 */
void
spt_paper_set_head (SptPaper   *self,
                    const char *left,
                    const char *right)
{
  g_return_if_fail (self != NULL);

  self->head_left = spt_paper_keep (self, left != NULL ? left : "");
  self->head_right = spt_paper_keep (self, right != NULL ? right : "");
}

/**
 * spt_paper_set_foot:
 * @self: a paper
 * @foot: what stands at the foot of each page, beside its number
 *
 * Sets what is at the foot of each page.
 */
void
spt_paper_set_foot (SptPaper   *self,
                    const char *foot)
{
  g_return_if_fail (self != NULL);

  self->foot = spt_paper_keep (self, foot != NULL ? foot : "");
}

/**
 * spt_paper_get_head_left:
 * @self: a paper
 *
 * Gets what stands below the title.
 *
 * Returns: (transfer none): the text, "" for none
 */
const char *
spt_paper_get_head_left (SptPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->head_left;
}

/**
 * spt_paper_get_head_right:
 * @self: a paper
 *
 * Gets what stands beside the title.
 *
 * Returns: (transfer none): the text, "" for none
 */
const char *
spt_paper_get_head_right (SptPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->head_right;
}

/**
 * spt_paper_get_foot:
 * @self: a paper
 *
 * Gets what stands at the foot.
 *
 * Returns: (transfer none): the text, "" for none
 */
const char *
spt_paper_get_foot (SptPaper *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->foot;
}

/**
 * spt_paper_dup_text:
 * @self: a paper
 *
 * Writes all texts of the blocks: a heading and each row on a line, cells with " | " between.
 *
 * Returns: (transfer full): the text
 */
char *
spt_paper_dup_text (SptPaper *self)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SptPaperBlock *block = g_ptr_array_index (self->blocks, i);
      guint n_columns = block->n_columns > 0 ? block->n_columns : block->n_cells > 1 ? 2 : 1;

      for (guint j = 0; block->kind == SPT_PAPER_HEADING && j <= block->level; j++)
        g_string_append_c (out, '#');
      if (block->title != NULL)
        g_string_append_printf (out, "%s%s\n", block->kind == SPT_PAPER_HEADING ? " " : "", block->title);
      for (guint j = 0; j < block->n_cells; j++)
        g_string_append_printf (out, "%s%s", block->cells[j], (j + 1) % n_columns == 0 ? "\n" : " | ");
    }

  return g_string_free (out, FALSE);
}
