/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a spreadsheet as text: number formats, dates, and rows of CSV. */
#define G_LOG_DOMAIN "spt-sheet-cells"

#include "config.h"

#include "base/spt-sheet-private.h"

#include <math.h>
#include <string.h>

#include "base/spt-csv.h"

#define MAX_CSV    (256 * 1024 * 1024)
#define MAX_REPEAT (4 * 1024 * 1024)
/* Day 0 of either calendar, as GDate counts. */
#define DAYS_1900  693594 /* 30 December 1899 */
#define DAYS_1904  695056 /* 1 January 1904 */
#define MAX_SERIAL 2958465 /* 31 December 9999 */

/* --- rows ------------------------------------------------------------------------------------ */

void
spt_sheet_rows_init (SptSheetRows *self)
{
  self->out = g_string_sized_new (4096);
  self->texts = g_string_new (NULL);
  g_string_append_c (self->texts, '\0'); /* place 0 = empty */
  self->next_row = 1;
}

void
spt_sheet_rows_clear (SptSheetRows *self)
{
  if (self->out != NULL)
    g_string_free (g_steal_pointer (&self->out), TRUE);
  if (self->texts != NULL)
    g_string_free (g_steal_pointer (&self->texts), TRUE);
}

gboolean
spt_sheet_rows_set (SptSheetRows  *self,
                    guint64        column,
                    const char    *text,
                    GError       **error)
{
  /* Formatted cells without anything in them reach to the last column. */
  if (*text == '\0')
    return TRUE;
  if (column >= SPT_SHEET_MAX_COLUMNS)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The sheet has more than %d columns", SPT_SHEET_MAX_COLUMNS);
      return FALSE;
    }
  while (self->n_cells <= column)
    self->cells[self->n_cells++] = 0;
  self->cells[column] = (guint32) self->texts->len;
  g_string_append_len (self->texts, text, (gssize) strlen (text) + 1);

  return TRUE;
}

gboolean
spt_sheet_rows_end (SptSheetRows  *self,
                    guint64        number,
                    guint64        repeat,
                    GError       **error)
{
  gsize before = self->out->len;
  gsize start;
  gsize length;

  if (self->n_cells == 0)
    return TRUE;
  if (number + repeat - 1 > SPT_SHEET_MAX_ROWS || number < self->next_row)
    {
      g_set_error (error, SPT_SHEET_ERROR,
                   number < self->next_row ? SPT_SHEET_ERROR_FORMAT : SPT_SHEET_ERROR_SIZE,
                   "The rows of the sheet are not in order, or more than %d", SPT_SHEET_MAX_ROWS);
      return FALSE;
    }

  /* What is empty stays a row: the numbers are those of the sheet. */
  for (; self->next_row < number; self->next_row++)
    g_string_append (self->out, "\r\n");
  start = self->out->len;
  for (guint i = 0; i < self->n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (self->out, ';');
      spt_csv_append_field (self->out, self->texts->str + self->cells[i], ';', FALSE);
    }
  g_string_append (self->out, "\r\n");
  length = self->out->len - start;

  if (repeat > 1 && repeat * length > MAX_REPEAT)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "Row %" G_GUINT64_FORMAT " stands %" G_GUINT64_FORMAT " times in the sheet",
                   number, repeat);
      return FALSE;
    }
  for (guint64 i = 1; i < repeat; i++)
    {
      g_autofree char *copy = g_strndup (self->out->str + start, length);

      g_string_append_len (self->out, copy, (gssize) length);
    }
  self->next_row = (guint) (number + repeat);
  self->n_bytes += self->out->len - before;
  self->n_cells = 0;
  g_string_truncate (self->texts, 1);
  if (self->n_bytes > MAX_CSV)
    {
      g_set_error (error, SPT_SHEET_ERROR, SPT_SHEET_ERROR_SIZE,
                   "The sheet holds more than 256 MiB of text");
      return FALSE;
    }

  return TRUE;
}

/* --- formats --------------------------------------------------------------------------------- */

SptSheetFormat
spt_sheet_format_built_in (guint id)
{
  switch (id)
    {
    case 2:
    case 4:
    case 7:
    case 8:
    case 39:
    case 40:
    case 43:
    case 44:
      return SPT_SHEET_CENTS;
    case 22:
      return SPT_SHEET_DATE_TIME;
    case 18:
    case 19:
    case 20:
    case 21:
    case 45:
    case 46:
    case 47:
      return SPT_SHEET_TIME;
    default:
      if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
        return SPT_SHEET_DATE;
      return SPT_SHEET_GENERAL;
    }
}

/* The part for positive numbers, without what is only shown: quoted texts, colours, fillers. */
static char *
dup_bare (const char *code)
{
  GString *bare = g_string_new (NULL);

  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    {
      if (*p == '"' || *p == '[')
        {
          const char *end = strchr (p + 1, *p == '"' ? '"' : ']');

          if (end == NULL)
            break;
          /* "[h]" is a time, "[Red]" and "[$€-410]" are not. */
          if (*p == '[' && end == p + 2)
            g_string_append_c (bare, p[1]);
          p = end;
        }
      else if (*p == '\\' || *p == '_' || *p == '*')
        {
          if (p[1] == '\0')
            break;
          p++;
        }
      else
        {
          g_string_append_c (bare, g_ascii_tolower (*p));
        }
    }

  return g_string_free (bare, FALSE);
}

SptSheetFormat
spt_sheet_format_parse (const char *code,
                        guint      *n_digits)
{
  g_autofree char *bare = dup_bare (code);
  const char *point = strchr (bare, '.');
  gsize length = strlen (bare);
  gboolean has_time;

  *n_digits = 0;
  if (g_str_has_prefix (bare, "general") || g_str_has_prefix (bare, "standard"))
    return SPT_SHEET_GENERAL;
  has_time = strpbrk (bare, "hs") != NULL;
  if (strpbrk (bare, "dy") != NULL || (!has_time && strchr (bare, 'm') != NULL))
    return has_time ? SPT_SHEET_DATE_TIME : SPT_SHEET_DATE;
  if (has_time)
    return SPT_SHEET_TIME;
  if (length > 1 && length <= 20 && strspn (bare, "0") == length)
    {
      *n_digits = (guint) length;
      return SPT_SHEET_ZEROS;
    }
  if (point != NULL && g_str_has_prefix (point, ".00") && strchr ("0#?", point[3]) != NULL &&
      point[3] != '\0')
    return SPT_SHEET_GENERAL;

  return point != NULL && g_str_has_prefix (point, ".00") && strpbrk (bare, "%e") == NULL
    ? SPT_SHEET_CENTS : SPT_SHEET_GENERAL;
}

static gboolean
append_date (GString        *out,
             double          serial,
             SptSheetFormat  format,
             gboolean        is_1904)
{
  double day = floor (serial);
  gint64 seconds = (gint64) floor ((serial - day) * 86400 + 0.5);
  GDate date;

  if (seconds >= 86400)
    {
      day += 1;
      seconds = 0;
    }
  if (format != SPT_SHEET_TIME)
    {
      if (day < 1 || day > MAX_SERIAL)
        return FALSE;
      /* The calendar of 1900 has a 29 February that never was. */
      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) day + (is_1904 ? DAYS_1904 : DAYS_1900) +
                         (!is_1904 && day < 60 ? 1 : 0));
      g_string_append_printf (out, "%04u-%02u-%02u", g_date_get_year (&date),
                              (guint) g_date_get_month (&date), g_date_get_day (&date));
      /* What came from a database has a time of midnight that nobody meant. */
      if (format == SPT_SHEET_DATE || seconds == 0)
        return TRUE;
      g_string_append_c (out, 'T');
    }
  g_string_append_printf (out, "%02u:%02u:%02u", (guint) (seconds / 3600),
                          (guint) (seconds / 60 % 60), (guint) (seconds % 60));

  return TRUE;
}

static gboolean
is_digits (const char *text,
           gsize       max)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && n <= max && text[n] == '\0';
}

void
spt_sheet_append_number (GString        *out,
                         const char     *text,
                         SptSheetFormat  format,
                         guint           n_digits,
                         gboolean        is_1904)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE * 8];
  const char *point;
  char *end;
  double number;

  if (format == SPT_SHEET_GENERAL && is_digits (text, 18))
    {
      g_string_append (out, text);
      return;
    }
  number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (number) || fabs (number) > 1e20)
    {
      g_string_append (out, text);
      return;
    }
  if ((format == SPT_SHEET_DATE || format == SPT_SHEET_DATE_TIME || format == SPT_SHEET_TIME) &&
      append_date (out, number, format, is_1904))
    return;
  if (format == SPT_SHEET_CENTS)
    {
      g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.2f", number));
      return;
    }
  if (floor (number) == number)
    {
      const char *shown = g_ascii_formatd (buffer, sizeof buffer, "%.0f", number);

      for (gsize n = strlen (shown); format == SPT_SHEET_ZEROS && n < n_digits; n++)
        g_string_append_c (out, '0');
      g_string_append (out, shown);
      return;
    }
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  g_string_append (out, buffer);
  /* "1.234" is one thousand to an Italian reader; this is not. */
  point = strchr (buffer, '.');
  if (point != NULL && strlen (point) == 4 && is_digits (point + 1, 3))
    g_string_append_c (out, '0');
}
