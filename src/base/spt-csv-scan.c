/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of CSV, byte by byte: fields, quotes, line ends, encoding. */
#define G_LOG_DOMAIN "spt-csv-scan"

#include "config.h"

#include "base/spt-csv-private.h"

#include <string.h>

#include "base/spt-utf8.h"

#define MAX_FIELD (1024 * 1024)

/* A row is kept whole, for spt_csv_reader_get_raw(): this bounds the buffer. */
#define MAX_ROW     (8 * 1024 * 1024)

/* What a byte means to the scanner; one table outside of quotes, one inside. */
enum
{
  CLASS_PLAIN = 0,
  CLASS_SEPARATOR,
  CLASS_QUOTE,
  CLASS_CR,
  CLASS_LF,
  CLASS_NUL,
  CLASS_HIGH
};

/**
 * spt_csv_scan_make_tables:
 * @self: a reader that knows its separator
 *
 * Says what each byte means outside of quotes and inside.
 */
void
spt_csv_scan_make_tables (SptCsvReader *self)
{
  guint i;

  memset (self->outside, CLASS_PLAIN, sizeof self->outside);
  for (i = 0x80; i < 256; i++)
    self->outside[i] = CLASS_HIGH;
  self->outside['\0'] = CLASS_NUL;
  self->outside['\r'] = CLASS_CR;
  self->outside['\n'] = CLASS_LF;

  memcpy (self->inside, self->outside, sizeof self->inside);
  self->inside['"'] = CLASS_QUOTE;
  self->outside[(guchar) self->separator] = CLASS_SEPARATOR;
}

G_GNUC_PRINTF (3, 4)
static SptCsvScan
fail (SptCsvReader *self,
      SptCsvError   code,
      const char   *format,
      ...)
{
  va_list args;

  g_assert (self->failure == NULL);

  va_start (args, format);
  self->failure = g_error_new_valist (SPT_CSV_ERROR, (int) code, format, args);
  va_end (args);

  return SPT_CSV_SCAN_FAILED;
}

/* One byte of Windows-1252 as UTF-8 at @out; %NULL when the byte has no character. */
static char *
put_windows_1252 (char   *out,
                  guchar  c)
{
  gunichar unicode = c >= 0xa0 ? c : spt_csv_windows_1252[c - 0x80];

  if (unicode == 0)
    return NULL;

  return out + g_unichar_to_utf8 (unicode, out);
}

static SptCsvScan
fail_byte (SptCsvReader *self,
           guint         line,
           guchar        c)
{
  if (c == '\0')
    return fail (self, SPT_CSV_ERROR_ENCODING,
                 "Line %u holds a NUL byte: this is no CSV file, or it is UTF-16 "
                 "(save it as “CSV UTF-8”)", line);
  if (self->has_bom)
    return fail (self, SPT_CSV_ERROR_ENCODING,
                 "Line %u: byte 0x%02X is not valid in UTF-8, as which the file is marked",
                 line, c);

  return fail (self, SPT_CSV_ERROR_ENCODING,
               "Line %u: byte 0x%02X is a character neither of UTF-8 nor of Windows-1252", line, c);
}

/* The row at pos was not complete in the buffer. */
static SptCsvScan
ask_for_more (SptCsvReader *self,
              gsize         field_length,
              guint         quote_line)
{
  if (quote_line != 0 && field_length > MAX_FIELD)
    return fail (self, SPT_CSV_ERROR_QUOTE, "The quote opened on line %u is not closed",
                 quote_line);
  if (field_length > MAX_FIELD)
    return fail (self, SPT_CSV_ERROR_SIZE, "The row on line %u holds a field of more than 1 MiB",
                 self->next_line);
  if (self->end - self->pos > MAX_ROW)
    return fail (self, SPT_CSV_ERROR_SIZE, "The row on line %u has more than 8 MiB",
                 self->next_line);

  return SPT_CSV_SCAN_MORE;
}

/* In a file of Windows-1252 a row counts as UTF-8 only by letters and signs of western languages: two accented letters of the one
 * seldom are one letter of the other, and hardly ever one of these. */
static gboolean
is_western (const guchar *p,
            int           length)
{
  return (length == 2 && p[0] <= 0xc8) || (length == 3 && p[0] == 0xe2 && p[1] <= 0x84);
}

/**
 * spt_csv_scan_row:
 * @self: a reader whose cells have room for what is in the buffer
 *
 * Copies the row at pos into cells, field by field. It changes nothing but cells and fields before
 * the row is complete, so that a row can be scanned again.
 *
 * Returns: what became of it; after %SPT_CSV_SCAN_FAILED the reader's failure says why
 */
SptCsvScan
spt_csv_scan_row (SptCsvReader *self)
{
  const guchar *const limit = self->buffer + self->end;
  const guchar *p = self->buffer + self->pos;
  const guchar *raw_end = NULL;
  const guchar *classes = self->outside;
  char *const cells = self->cells;
  char *out = cells;
  char *field = out;
  guint n_fields = 0;
  guint line = self->next_line;
  guint quote_line = 0;

  if (*p == '"')
    {
      quote_line = line;
      classes = self->inside;
      p++;
    }

  for (;;)
    {
      guchar c;
      guchar class;

      for (;;)
        {
          c = *p;
          class = classes[c];
          if (class != CLASS_PLAIN)
            break;
          *out++ = (char) c;
          p++;
        }

      switch (class)
        {
        case CLASS_SEPARATOR:
end_field:
          if (out - field > MAX_FIELD)
            return fail (self, SPT_CSV_ERROR_SIZE,
                         "The row on line %u holds a field of more than 1 MiB",
                         self->next_line);
          if (n_fields == SPT_CSV_MAX_COLUMNS)
            return fail (self, SPT_CSV_ERROR_SIZE, "The row on line %u has more than %d columns",
                         self->next_line, SPT_CSV_MAX_COLUMNS);
          self->fields[n_fields++] = (guint32) (field - cells);
          *out++ = '\0';
          field = out;

          if (raw_end != NULL)
            {
              if (raw_end - self->buffer - (gssize) self->pos > MAX_ROW)
                return fail (self, SPT_CSV_ERROR_SIZE, "The row on line %u has more than 8 MiB",
                             self->next_line);
              self->n_fields = n_fields;
              self->fields_length = (gsize) (out - cells);
              self->raw_start = self->pos;
              self->raw_end = (gsize) (raw_end - self->buffer);
              self->pos = (gsize) (p - self->buffer);
              self->next_line = line;
              return SPT_CSV_SCAN_ROW;
            }

          p++;
          if (*p == '"')
            {
              quote_line = line;
              classes = self->inside;
              p++;
            }
          break;

        case CLASS_QUOTE:
          if (p[1] == '"')
            {
              *out++ = '"';
              p += 2;
              break;
            }
          if (p + 1 == limit && !self->is_eof)
            return ask_for_more (self, (gsize) (out - field), quote_line);
          /* Text after the closing quote is taken as it is, as spreadsheets do. */
          quote_line = 0;
          classes = self->outside;
          p++;
          break;

        case CLASS_CR:
          if (p + 1 == limit && !self->is_eof)
            return ask_for_more (self, (gsize) (out - field), quote_line);
          if (quote_line != 0)
            {
              *out++ = '\r';
              p++;
              if (*p != '\n')
                line++;
              break;
            }
          raw_end = p;
          p += p[1] == '\n' ? 2 : 1;
          line++;
          goto end_field;

        case CLASS_LF:
          line++;
          if (quote_line != 0)
            {
              *out++ = '\n';
              p++;
              break;
            }
          raw_end = p;
          p++;
          goto end_field;

        case CLASS_NUL:
          if (p < limit)
            return fail_byte (self, line, c);
          if (!self->is_eof)
            return ask_for_more (self, (gsize) (out - field), quote_line);
          if (quote_line != 0)
            return fail (self, SPT_CSV_ERROR_QUOTE, "The quote opened on line %u is not closed",
                         quote_line);
          raw_end = p;
          goto end_field;

        case CLASS_HIGH:
          if (self->encoding == SPT_CSV_UTF8)
            {
              int length = spt_utf8_sequence (p, (gsize) (limit - p));

              if (length < 0 && !self->is_eof)
                return ask_for_more (self, (gsize) (out - field), quote_line);
              if (length <= 0)
                return self->has_bom ? fail_byte (self, line, c) : SPT_CSV_SCAN_RECODE;
              if (self->is_1252 && !is_western (p, length))
                return SPT_CSV_SCAN_RECODE;
              memcpy (out, p, (gsize) length);
              out += length;
              p += length;
            }
          else
            {
              out = put_windows_1252 (out, c);
              if (out == NULL)
                return fail_byte (self, line, c);
              p++;
            }
          break;

        default:
          g_assert_not_reached ();
        }
    }
}
