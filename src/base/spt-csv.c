/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading CSV as offices make it, row by row with constant memory. */
#define G_LOG_DOMAIN "spt-csv"

#include "config.h"

#include "base/spt-csv-private.h"

#include <string.h>

#define LOOK_AHEAD  (1024 * 1024)
#define CHUNK_SIZE  (256 * 1024)

G_DEFINE_QUARK (spt_csv_error_quark, spt_csv_error)

static gboolean
fail_with (SptCsvReader  *self,
           GError        *failure,
           GError       **error)
{
  g_assert (self->failure == NULL);

  self->failure = failure;
  self->n_fields = 0;
  if (error != NULL)
    *error = g_error_copy (failure);

  return FALSE;
}

/* Reads more behind what is there, after moving the row that begins at pos to the front. */
static gboolean
fill (SptCsvReader  *self,
      GCancellable  *cancellable,
      GError       **error)
{
  GError *failure = NULL;
  gsize wanted;
  gssize n_read;

  if (self->pos > 0)
    {
      memmove (self->buffer, self->buffer + self->pos, self->end - self->pos);
      self->base += (goffset) self->pos;
      self->end -= self->pos;
      self->pos = 0;
    }

  if (self->end == self->capacity)
    {
      self->capacity *= 2;
      self->buffer = g_realloc (self->buffer, self->capacity + 1);
    }

  /* Not every stream looks at it: one in memory does not. */
  if (g_cancellable_set_error_if_cancelled (cancellable, &failure))
    return fail_with (self, failure, error);

  /* A row that does not fit is scanned again from its start: reading as much again as is there
   * keeps that linear. */
  wanted = MIN (self->capacity - self->end, MAX (CHUNK_SIZE, self->end));
  n_read = g_input_stream_read (self->stream, self->buffer + self->end, wanted, cancellable,
                                &failure);
  if (n_read < 0)
    return fail_with (self, failure, error);

  if (n_read == 0)
    self->is_eof = TRUE;
  self->end += (gsize) n_read;
  self->buffer[self->end] = '\0';

  return TRUE;
}

/* Looks at the first MiB: marks, encoding, separator. */
static gboolean
start (SptCsvReader  *self,
       GCancellable  *cancellable,
       GError       **error)
{
  const guchar *data;
  gsize length;
  gsize skipped;
  char declared = '\0';

  while (self->end < LOOK_AHEAD && !self->is_eof)
    {
      if (!fill (self, cancellable, error))
        return FALSE;
    }

  data = self->buffer;
  length = self->end;
  if (length >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    return fail_with (self,
                      g_error_new (SPT_CSV_ERROR, SPT_CSV_ERROR_ENCODING,
                                   "The file is UTF-16 text: save it as “CSV UTF-8”"),
                      error);

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      self->has_bom = TRUE;
      self->pos = 3;
      data += 3;
      length -= 3;
    }

  if (!self->has_bom && !spt_csv_detect_valid_utf8 (data, length, self->is_eof))
    self->is_1252 = TRUE;

  skipped = spt_csv_detect_declaration (data, length, &declared);
  if (skipped > 0)
    {
      self->pos += skipped;
      self->next_line++;
      data += skipped;
      length -= skipped;
      if (self->separator == '\0')
        self->separator = declared;
    }
  if (self->separator == '\0')
    self->separator = spt_csv_detect_separator (data, length, self->is_eof);

  spt_csv_scan_make_tables (self);
  self->is_started = TRUE;

  return TRUE;
}

/* Every field costs its bytes and a NUL for the separator behind it; a byte of Windows-1252 becomes
 * up to three. */
static void
reserve_cells (SptCsvReader *self)
{
  gsize wanted = (self->end - self->pos) * (self->encoding == SPT_CSV_UTF8 ? 1 : 3) + 2;

  if (wanted > self->cells_size)
    {
      g_free (self->cells);
      self->cells = g_malloc (wanted);
      self->cells_size = wanted;
    }
}

static gboolean
is_blank_row (SptCsvReader *self)
{
  const char *p = self->cells;

  if (self->n_fields != 1)
    return FALSE;
  if (self->raw_start < self->raw_end && self->buffer[self->raw_start] == '"')
    return FALSE;
  while (*p == ' ' || *p == '\t')
    p++;

  return *p == '\0';
}

static void
begin (SptCsvReader *self)
{
  self->pos = 0;
  self->end = 0;
  self->base = 0;
  self->is_started = FALSE;
  self->is_eof = FALSE;
  self->buffer[0] = '\0';
  self->separator = self->given_separator;
  self->encoding = SPT_CSV_UTF8;
  self->is_1252 = FALSE;
  self->has_bom = FALSE;
  self->n_fields = 0;
  self->is_raw_made = FALSE;
  self->row = 0;
  self->line = 0;
  self->next_line = 1;
  self->n_rows = 0;
}

/**
 * spt_csv_reader_new:
 * @stream: the file; read in blocks, not closed
 * @separator: the character between fields, or 0 to detect one of ; , tab |
 *
 * Starts reading. Separator and encoding are known after the first spt_csv_reader_next().
 *
 * A first line "sep=;", as spreadsheets write it, is no row; it decides unless @separator was
 * given. Each row is read as UTF-8 if it is valid, else as Windows-1252; once a row was not UTF-8, one counts as UTF-8 only by
 * letters of western languages. In a file that begins with a byte order mark what is not UTF-8 is an error. UTF-16 is refused.
 *
 * A quote counts only at the start of a field. Text behind a closing quote, and quotes inside an
 * unquoted field, are taken as they are. Lines end with CR LF, LF or CR.
 *
 * Returns: (transfer full): a reader
 */
SptCsvReader *
spt_csv_reader_new (GInputStream *stream,
                    char          separator)
{
  SptCsvReader *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (separator != '"' && separator != '\n' && separator != '\r', NULL);
  g_return_val_if_fail ((guchar) separator < 0x80, NULL);

  self = g_new0 (SptCsvReader, 1);
  self->stream = g_object_ref (stream);
  self->capacity = LOOK_AHEAD;
  self->buffer = g_malloc (self->capacity + 1);
  self->given_separator = separator;
  self->origin = G_IS_SEEKABLE (stream) && g_seekable_can_seek (G_SEEKABLE (stream))
    ? g_seekable_tell (G_SEEKABLE (stream)) : -1;
  self->raw = g_string_new (NULL);
  begin (self);

  return self;
}

/**
 * spt_csv_reader_free:
 * @self: (transfer full) (nullable): a reader
 *
 * Frees it; the fields of its row are gone.
 */
void
spt_csv_reader_free (SptCsvReader *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_clear_error (&self->failure);
  g_string_free (self->raw, TRUE);
  g_free (self->buffer);
  g_free (self->cells);
  g_free (self);
}

/**
 * spt_csv_reader_can_rewind:
 * @self: a reader
 *
 * Says whether the file can be read more than once.
 *
 * Returns: %FALSE for a stream that only goes on
 */
gboolean
spt_csv_reader_can_rewind (SptCsvReader *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->origin >= 0;
}

/**
 * spt_csv_reader_rewind:
 * @self: a reader that can
 * @cancellable: (nullable): stops it
 * @error: return location for an error of the stream, or one met before
 *
 * Goes back to before the first row, as if nothing had been read.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_csv_reader_rewind (SptCsvReader  *self,
                       GCancellable  *cancellable,
                       GError       **error)
{
  GError *failure = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->origin >= 0, FALSE);

  if (self->failure != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->failure);
      return FALSE;
    }
  if (!g_seekable_seek (G_SEEKABLE (self->stream), self->origin, G_SEEK_SET, cancellable, &failure))
    return fail_with (self, failure, error);
  begin (self);

  return TRUE;
}

/**
 * spt_csv_reader_next:
 * @self: a reader
 * @cancellable: (nullable): stops the reading of the stream
 * @error: an #SptCsvError that names the line, or an error of the stream
 *
 * Goes to the next row that is not blank; blank ones are counted all the same. A file without any
 * row is %SPT_CSV_ERROR_EMPTY. After an error every call gives the same error again.
 *
 * Returns: %FALSE on error, and at the end with no error
 */
gboolean
spt_csv_reader_next (SptCsvReader  *self,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->n_fields = 0;
  if (self->failure != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->failure);
      return FALSE;
    }

  if (!self->is_started && !start (self, cancellable, error))
    return FALSE;
  /* Files put together from others have rows of both kinds: each is tried as UTF-8 first. */
  self->encoding = SPT_CSV_UTF8;

  for (;;)
    {
      if (self->pos == self->end)
        {
          if (!self->is_eof)
            {
              if (!fill (self, cancellable, error))
                return FALSE;
              continue;
            }
          self->raw_start = self->raw_end = self->pos;
          self->is_raw_made = FALSE;
          if (self->n_rows == 0)
            return fail_with (self,
                              g_error_new (SPT_CSV_ERROR, SPT_CSV_ERROR_EMPTY, "The file is empty"),
                              error);
          return FALSE;
        }

      reserve_cells (self);
      self->line = self->next_line;

      switch (spt_csv_scan_row (self))
        {
        case SPT_CSV_SCAN_ROW:
          self->row++;
          if (is_blank_row (self))
            {
              self->n_fields = 0;
              self->encoding = SPT_CSV_UTF8;
              break;
            }
          self->n_rows++;
          self->is_raw_made = FALSE;
          return TRUE;

        case SPT_CSV_SCAN_MORE:
          if (!fill (self, cancellable, error))
            return FALSE;
          break;

        case SPT_CSV_SCAN_RECODE:
          self->encoding = SPT_CSV_WINDOWS_1252;
          self->is_1252 = TRUE;
          break;

        case SPT_CSV_SCAN_FAILED:
        default:
          if (error != NULL)
            *error = g_error_copy (self->failure);
          return FALSE;
        }
    }
}

/**
 * spt_csv_reader_get_n_fields:
 * @self: a reader
 *
 * Returns: the fields of the current row; 0 before the first and after the last
 */
guint
spt_csv_reader_get_n_fields (SptCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_fields;
}

/**
 * spt_csv_reader_get_field:
 * @self: a reader
 * @index: from 0
 *
 * One field of the current row, without its quotes.
 *
 * Returns: (nullable): NUL-terminated UTF-8, valid until the next row is read; %NULL when the row
 *   has fewer fields
 */
const char *
spt_csv_reader_get_field (SptCsvReader *self,
                          guint         index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return index < self->n_fields ? self->cells + self->fields[index] : NULL;
}

/**
 * spt_csv_reader_fit:
 * @self: a reader on a row
 * @n_fields: how many fields it shall have, from 1
 *
 * Rows of a spreadsheet end with their last cell that holds something: this makes them all as long as the header.
 *
 * Returns: %FALSE when something stands beyond; the row is as it was then
 */
gboolean
spt_csv_reader_fit (SptCsvReader *self,
                    guint         n_fields)
{
  g_return_val_if_fail (self != NULL && self->n_fields > 0, FALSE);
  g_return_val_if_fail (n_fields > 0 && n_fields <= SPT_CSV_MAX_COLUMNS, FALSE);

  for (guint i = n_fields; i < self->n_fields; i++)
    {
      if (self->cells[self->fields[i]] != '\0')
        return FALSE;
    }
  if (n_fields < self->n_fields)
    self->fields_length = self->fields[n_fields];
  if (self->fields_length + n_fields > self->cells_size)
    {
      self->cells_size = self->fields_length + n_fields;
      self->cells = g_realloc (self->cells, self->cells_size);
    }
  for (guint i = self->n_fields; i < n_fields; i++)
    {
      self->fields[i] = (guint32) self->fields_length;
      self->cells[self->fields_length++] = '\0';
    }
  self->n_fields = n_fields;

  return TRUE;
}

/**
 * spt_csv_reader_get_fields:
 * @self: a reader on a row
 * @length: (out): bytes, NULs included
 *
 * All fields of the current row, to be kept at one go.
 *
 * Returns: the fields one after the other, each ended by a NUL; valid until the next row is read
 */
const char *
spt_csv_reader_get_fields (SptCsvReader *self,
                           gsize        *length)
{
  g_return_val_if_fail (self != NULL && self->n_fields > 0, NULL);

  *length = self->fields_length;

  return self->cells;
}

/**
 * spt_csv_reader_get_row:
 * @self: a reader
 *
 * Blank lines count, a "sep=" line does not: the number that a spreadsheet shows.
 *
 * Returns: the number of the current row, 1 for the first of the file
 */
guint
spt_csv_reader_get_row (SptCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->row;
}

/**
 * spt_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line of the file where the current row begins, from 1
 */
guint
spt_csv_reader_get_line (SptCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->line;
}

/**
 * spt_csv_reader_get_raw:
 * @self: a reader
 *
 * The current row as it stands in the file, for a file of rejected rows.
 *
 * Returns: UTF-8 without the line end, valid until the next row is read; empty when there is no row
 */
const char *
spt_csv_reader_get_raw (SptCsvReader *self)
{
  gsize i;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->n_fields == 0)
    return "";
  if (self->is_raw_made)
    return self->raw->str;

  g_string_truncate (self->raw, 0);
  if (self->encoding == SPT_CSV_UTF8)
    {
      g_string_append_len (self->raw, (const char *) self->buffer + self->raw_start,
                           (gssize) (self->raw_end - self->raw_start));
    }
  else
    {
      for (i = self->raw_start; i < self->raw_end; i++)
        {
          guchar c = self->buffer[i];

          if (c < 0x80)
            g_string_append_c (self->raw, (char) c);
          else
            g_string_append_unichar (self->raw, c >= 0xa0 ? c : spt_csv_windows_1252[c - 0x80]);
        }
    }
  self->is_raw_made = TRUE;

  return self->raw->str;
}

/**
 * spt_csv_reader_get_separator:
 * @self: a reader
 *
 * Returns: the separator in use; 0 before the first row when it is to be detected
 */
char
spt_csv_reader_get_separator (SptCsvReader *self)
{
  g_return_val_if_fail (self != NULL, '\0');

  return self->separator;
}

/**
 * spt_csv_reader_get_encoding:
 * @self: a reader
 *
 * Returns: %SPT_CSV_WINDOWS_1252 once a row was not UTF-8; single rows may be UTF-8 all the same
 */
SptCsvEncoding
spt_csv_reader_get_encoding (SptCsvReader *self)
{
  g_return_val_if_fail (self != NULL, SPT_CSV_UTF8);

  return self->is_1252 ? SPT_CSV_WINDOWS_1252 : SPT_CSV_UTF8;
}

/**
 * spt_csv_reader_get_offset:
 * @self: a reader
 *
 * Returns: bytes of the file up to the end of the current row, for progress
 */
goffset
spt_csv_reader_get_offset (SptCsvReader *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->base + (goffset) self->pos;
}
