/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns for people: as wide as what stands in them, two blanks between, nothing behind the
 * last. */
#define G_LOG_DOMAIN "spt-cli-table"

#include "config.h"

#include "cli/spt-cli-table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/spt-cli.h"

struct _SptCliTable
{
  char      *alignment; /* (owned) */
  guint      n_columns;
  guint     *widths;    /* (owned) */
  GPtrArray *rows;      /* (owned) (element-type GStrv) */
};

/* Columns of a terminal: wide characters take two, combining ones none. */
static guint
width_of (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

/**
 * spt_cli_table_new:
 * @alignment: one letter a column: "l" left, "r" right
 *
 * Makes an empty table.
 *
 * Returns: (transfer full): a table
 */
SptCliTable *
spt_cli_table_new (const char *alignment)
{
  SptCliTable *self = g_new0 (SptCliTable, 1);

  self->alignment = g_strdup (alignment);
  self->n_columns = strlen (alignment);
  self->widths = g_new0 (guint, self->n_columns);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return self;
}

/**
 * spt_cli_table_free:
 * @self: (transfer full): a table
 *
 * Frees it.
 */
void
spt_cli_table_free (SptCliTable *self)
{
  g_free (self->alignment);
  g_free (self->widths);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * spt_cli_table_add:
 * @self: a table
 * @...: as many texts as columns, then %NULL
 *
 * Adds a row.
 */
void
spt_cli_table_add (SptCliTable *self,
                   ...)
{
  char **row = g_new0 (char *, self->n_columns + 1);
  va_list args;

  va_start (args, self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      row[i] = spt_cli_dup_printable (va_arg (args, const char *));
      self->widths[i] = MAX (self->widths[i], width_of (row[i]));
    }
  va_end (args);

  g_ptr_array_add (self->rows, row);
}

static void
pad (guint n)
{
  for (guint i = 0; i < n; i++)
    putchar (' ');
}

/**
 * spt_cli_table_print:
 * @self: a table
 *
 * Prints all rows on standard output.
 */
void
spt_cli_table_print (SptCliTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      char **row = g_ptr_array_index (self->rows, i);
      guint last = self->n_columns;

      while (last > 1 && *row[last - 1] == '\0')
        last--;
      for (guint j = 0; j < last; j++)
        {
          guint blanks = self->widths[j] - width_of (row[j]);

          if (j > 0)
            pad (2);
          if (self->alignment[j] == 'r')
            pad (blanks);
          fputs (row[j], stdout);
          if (self->alignment[j] == 'l' && j + 1 < last)
            pad (blanks);
        }
      putchar ('\n');
    }
}
