/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of ours is made of: texts and "{columns}" of somebody's file, put together cell by cell. */
#define G_LOG_DOMAIN "spt-csv-template"

#include "config.h"

#include "form/spt-csv-mapping-private.h"

#include <string.h>

/**
 * spt_csv_piece_clear:
 * @self: a piece
 *
 * Lets go of the text of a piece.
 */
void
spt_csv_piece_clear (SptCsvPiece *self)
{
  g_clear_pointer (&self->text, g_free);
}

static void
add_piece (GArray   *pieces,
           gboolean  is_column,
           GString  *text)
{
  SptCsvPiece piece = { is_column, NULL };

  if (text->len == 0 && !is_column)
    return;
  piece.text = g_strndup (text->str, text->len);
  g_array_append_val (pieces, piece);
  g_string_truncate (text, 0);
}

/**
 * spt_csv_template_split:
 * @template_text: a template
 *
 * Cuts a template into texts and columns.
 *
 * Returns: (transfer full) (nullable) (element-type SptCsvPiece): the pieces; %NULL for a brace
 *   that does not close
 */
GArray *
spt_csv_template_split (const char *template_text)
{
  g_autoptr (GArray) pieces = g_array_new (FALSE, FALSE, sizeof (SptCsvPiece));
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean inside = FALSE;

  g_array_set_clear_func (pieces, (GDestroyNotify) spt_csv_piece_clear);
  for (const char *p = template_text; *p != '\0'; p++)
    {
      if ((*p == '{' || *p == '}') && p[1] == *p)
        {
          g_string_append_c (text, *p);
          p++;
        }
      else if (*p == (inside ? '}' : '{'))
        {
          add_piece (pieces, inside, text);
          inside = !inside;
        }
      else
        {
          g_string_append_c (text, *p);
        }
    }
  if (inside)
    return NULL;
  add_piece (pieces, FALSE, text);

  return g_steal_pointer (&pieces);
}

static gboolean
is_blank_at (const char *p,
             gsize      *n_bytes)
{
  *n_bytes = 1;
  if (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
    return TRUE;
  *n_bytes = 2;

  return (guchar) p[0] == 0xc2 && (guchar) p[1] == 0xa0;
}

/**
 * spt_csv_cell_append:
 * @text: a cell
 * @out: where it goes
 *
 * Appends a cell as templates take it: without blanks around it, in one line.
 */
void
spt_csv_cell_append (const char *text,
                     GString    *out)
{
  const char *end;
  gsize start = out->len;
  gsize n;

  while (is_blank_at (text, &n))
    text += n;
  end = text + strlen (text);
  for (;;)
    {
      if (end > text && is_blank_at (end - 1, &n) && n == 1)
        end--;
      else if (end > text + 1 && (guchar) end[-2] == 0xc2 && (guchar) end[-1] == 0xa0)
        end -= 2;
      else
        break;
    }
  g_string_append_len (out, text, end - text);

  /* No field of ours has more than one line. */
  if (memchr (out->str + start, '\n', out->len - start) != NULL ||
      memchr (out->str + start, '\r', out->len - start) != NULL)
    {
      gsize to = start;

      for (gsize i = start; i < out->len; i++)
        {
          char c = out->str[i];

          if (c == '\r' || c == '\n')
            c = ' ';
          if (c == ' ' && to > start && out->str[to - 1] == ' ')
            continue;
          out->str[to++] = c;
        }
      g_string_truncate (out, to);
    }
}

/**
 * spt_csv_template_append:
 * @pieces: (array length=n_pieces): a template
 * @n_pieces: how many
 * @get: gives the cell of a piece
 * @user_data: for @get
 * @out: where it goes
 *
 * Appends what a template makes of a row: nothing where all its columns are empty.
 */
void
spt_csv_template_append (const SptCsvPiece *pieces,
                         guint              n_pieces,
                         SptCsvCellFunc     get,
                         gpointer           user_data,
                         GString           *out)
{
  gsize start = out->len;
  gboolean has_column = FALSE;
  gboolean has_text = FALSE;

  for (guint i = 0; i < n_pieces; i++)
    {
      gsize before = out->len;

      if (pieces[i].is_column)
        {
          spt_csv_cell_append (get (i, user_data), out);
          has_column = TRUE;
          has_text |= out->len > before;
        }
      else
        {
          const char *text = pieces[i].text;

          /* What stood between two cells one of which is empty separates nothing. */
          if (has_column && (before == start || out->str[before - 1] == ' '))
            {
              while (*text == ' ')
                text++;
            }
          g_string_append (out, text);
        }
    }

  if (has_column && !has_text)
    g_string_truncate (out, start);
  while (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

/**
 * spt_csv_mapping_dup_column:
 * @name: a column of theirs
 *
 * Returns: (transfer full): the template that gives it
 */
char *
spt_csv_mapping_dup_column (const char *name)
{
  GString *text = g_string_new ("{");

  for (; *name != '\0'; name++)
    {
      if (*name == '{' || *name == '}')
        g_string_append_c (text, *name);
      g_string_append_c (text, *name);
    }

  return g_string_free (g_string_append_c (text, '}'), FALSE);
}
