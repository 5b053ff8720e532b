/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON tokenizer's lower half: buffer, errors, and one string, number or word at a time. */
#define G_LOG_DOMAIN "spt-json-scanner"

#include "config.h"

#include "base/spt-json-private.h"

#include <string.h>

#include "base/spt-utf8.h"

G_DEFINE_QUARK (spt_json_error_quark, spt_json_error)

guint
spt_json_scanner_column (SptJsonTokenizer *self,
                         gsize             pos)
{
  return (guint) (self->base + (goffset) pos - self->line_start - self->line_extra + 1);
}

/* Takes the error as the answer of this and every later call. */
gboolean
spt_json_scanner_fail_with (SptJsonTokenizer  *self,
                            GError            *failure,
                            GError           **error)
{
  g_assert (self->failure == NULL);

  self->failure = failure;
  self->text = NULL;
  self->text_length = 0;
  if (error != NULL)
    *error = g_error_copy (failure);

  return FALSE;
}

gboolean
spt_json_scanner_fail (SptJsonTokenizer  *self,
                       SptJsonError       code,
                       gsize              pos,
                       GError           **error,
                       const char        *format,
                       ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  return spt_json_scanner_fail_with (self,
                                     g_error_new (SPT_JSON_ERROR, (int) code,
                                                  "line %u, column %u: %s", self->line,
                                                  spt_json_scanner_column (self, pos), message),
                                     error);
}

/* Reads more behind @end, keeping what stands from *@keep on, which moves to the front; @pos
 * follows. At the end of the stream is_eof is set and nothing else changes. */
gboolean
spt_json_scanner_fill (SptJsonTokenizer  *self,
                       gsize             *keep,
                       GCancellable      *cancellable,
                       GError           **error)
{
  GError *failure = NULL;
  gsize wanted;
  gssize n_read;

  if (*keep > 0)
    {
      memmove (self->buffer, self->buffer + *keep, self->end - *keep);
      self->base += (goffset) *keep;
      self->pos -= *keep;
      self->end -= *keep;
      *keep = 0;
    }

  if (self->end == self->capacity)
    {
      if (self->capacity > self->max_token)
        return spt_json_scanner_fail (self, SPT_JSON_ERROR_SIZE, *keep, error,
                                      "one value is longer than %" G_GSIZE_FORMAT " bytes", self->max_token);
      self->capacity *= 2;
      self->buffer = g_realloc (self->buffer, self->capacity + SPT_JSON_PADDING);
    }

  /* Not every stream looks at it: one in memory does not. */
  if (g_cancellable_set_error_if_cancelled (cancellable, &failure))
    return spt_json_scanner_fail_with (self, failure, error);

  wanted = MIN (self->capacity - self->end, SPT_JSON_CHUNK);
  n_read = g_input_stream_read (self->stream, self->buffer + self->end, wanted, cancellable,
                                &failure);
  if (n_read < 0)
    return spt_json_scanner_fail_with (self, failure, error);

  if (n_read == 0)
    self->is_eof = TRUE;
  self->end += (gsize) n_read;
  memset (self->buffer + self->end, 0, SPT_JSON_PADDING);

  if ((guint64) self->base + self->end > self->max_bytes)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_SIZE, self->pos, error,
                                  "the document is longer than %" G_GSIZE_FORMAT " bytes", self->max_bytes);

  return TRUE;
}

gboolean
spt_json_scanner_fail_unexpected (SptJsonTokenizer  *self,
                                  gsize              pos,
                                  const char        *expected,
                                  GError           **error)
{
  guchar c = self->buffer[pos];

  if (pos >= self->end)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, pos, error,
                                  "the document ends where %s should follow",
                                  expected);
  if (c > 0x20 && c < 0x7f)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, pos, error,
                                  "“%c” stands where %s should follow",
                                  c,
                                  expected);

  return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, pos, error,
                                "byte 0x%02X stands where %s should follow",
                                c, expected);
}

/* Sees to it that @n bytes from @pos on are there, or the end of the document. */
gboolean
spt_json_scanner_look_ahead (SptJsonTokenizer  *self,
                             gsize             *keep,
                             gsize              n,
                             GCancellable      *cancellable,
                             GError           **error)
{
  while (self->end - self->pos < n && !self->is_eof)
    {
      if (!spt_json_scanner_fill (self, keep, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* The four hexadecimal digits at @p, or -1. */
static int
parse_hex (const guchar *p)
{
  int value = 0;
  int i;

  for (i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value ((char) p[i]);

      if (digit < 0)
        return -1;
      value = value * 16 + digit;
    }

  return value;
}

/* Decodes the escape at pos into buffer[*write], which lies before it. */
static gboolean
read_escape (SptJsonTokenizer  *self,
             gsize             *start,
             gsize             *write,
             GCancellable      *cancellable,
             GError           **error)
{
  gsize old_start = *start;
  const guchar *p;
  gsize length = 2;
  gunichar c;
  int unit;
  int second;

  if (!spt_json_scanner_look_ahead (self, start, 12, cancellable, error))
    return FALSE;
  *write -= old_start - *start;
  p = self->buffer + self->pos;

  switch (p[1])
    {
    case '"':
    case '\\':
    case '/':
      c = p[1];
      break;

    case 'b':
      c = '\b';
      break;

    case 'f':
      c = '\f';
      break;

    case 'n':
      c = '\n';
      break;

    case 'r':
      c = '\r';
      break;

    case 't':
      c = '\t';
      break;

    case 'u':
      unit = parse_hex (p + 2);
      if (unit < 0)
        return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                                      "four hexadecimal digits must follow “\\u”");
      if (unit == 0)
        return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                                      "“\\u0000” is not allowed");
      if (unit < 0xd800 || unit > 0xdfff)
        {
          c = (gunichar) unit;
          length = 6;
          break;
        }
      second = unit <= 0xdbff && p[6] == '\\' && p[7] == 'u' ? parse_hex (p + 8) : -1;
      if (second < 0xdc00 || second > 0xdfff)
        return spt_json_scanner_fail (self, SPT_JSON_ERROR_ENCODING, self->pos, error,
                                      "“\\u%04X” is half of a surrogate pair", (guint) unit);
      c = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) second - 0xdc00);
      length = 12;
      break;

    default:
      return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                                    "no such escape after “\\”");
    }

  self->pos += length;
  *write += (gsize) g_unichar_to_utf8 (c, (char *) self->buffer + *write);

  return TRUE;
}

/* The string whose opening quote is at pos, unescaped in place and ended with a NUL. */
gboolean
spt_json_scanner_read_string (SptJsonTokenizer  *self,
                              GCancellable      *cancellable,
                              GError           **error)
{
  gsize start = self->pos + 1;
  gsize write = start;

  self->pos = start;

  for (;;)
    {
      const guchar *p = self->buffer + self->pos;
      const guchar *q = p;
      guchar c;
      guint64 word;

      for (;;)
        {
          memcpy (&word, q, sizeof word);
          if (spt_utf8_word_stops_json (word))
            break;
          q += sizeof word;
        }
      while (*q >= 0x20 && *q < 0x80 && *q != '"' && *q != '\\')
        q++;

      if (q > p)
        {
          if (write != self->pos)
            memmove (self->buffer + write, p, (gsize) (q - p));
          write += (gsize) (q - p);
          self->pos += (gsize) (q - p);
        }

      c = *q;
      if (c == '"')
        break;

      if (c == '\\')
        {
          if (!read_escape (self, &start, &write, cancellable, error))
            return FALSE;
        }
      else if (c >= 0x80)
        {
          int length = spt_utf8_sequence (q, self->end - self->pos);

          if (length < 0 && !self->is_eof)
            {
              gsize old_start = start;

              if (!spt_json_scanner_fill (self, &start, cancellable, error))
                return FALSE;
              write -= old_start - start;
              continue;
            }
          if (length <= 0)
            return spt_json_scanner_fail (self, SPT_JSON_ERROR_ENCODING, self->pos, error,
                                          "byte 0x%02X is not valid UTF-8", c);

          if (write != self->pos)
            memmove (self->buffer + write, q, (gsize) length);
          write += (gsize) length;
          self->pos += (gsize) length;
          self->line_extra += length - 1;
        }
      else if (c == '\0' && self->pos == self->end)
        {
          gsize old_start = start;

          if (self->is_eof)
            return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                                          "the document ends inside a string");
          if (!spt_json_scanner_fill (self, &start, cancellable, error))
            return FALSE;
          write -= old_start - start;
        }
      else
        {
          return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                                        "byte 0x%02X must be escaped inside a string", c);
        }
    }

  if (write - start > self->max_token)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_SIZE, self->pos, error,
                                  "one value is longer than %" G_GSIZE_FORMAT " bytes", self->max_token);

  self->buffer[write] = '\0';
  self->text = (const char *) self->buffer + start;
  self->text_length = write - start;
  self->pos++;

  return TRUE;
}

static const guchar *
skip_digits (const guchar *p)
{
  while (g_ascii_isdigit (*p))
    p++;

  return p;
}

/* Where the number at @p ends, by JSON's grammar; %NULL when it is none. */
static const guchar *
find_number_end (const guchar *p)
{
  if (*p == '-')
    p++;

  if (*p == '0')
    p++;
  else if (g_ascii_isdigit (*p))
    p = skip_digits (p);
  else
    return NULL;

  if (*p == '.')
    {
      if (!g_ascii_isdigit (p[1]))
        return NULL;
      p = skip_digits (p + 1);
    }

  if (*p == 'e' || *p == 'E')
    {
      p++;
      if (*p == '+' || *p == '-')
        p++;
      if (!g_ascii_isdigit (*p))
        return NULL;
      p = skip_digits (p);
    }

  return p;
}

gboolean
spt_json_scanner_read_number (SptJsonTokenizer  *self,
                              GCancellable      *cancellable,
                              GError           **error)
{
  gsize start = self->pos;

  for (;;)
    {
      guchar c = self->buffer[self->pos];

      if (g_ascii_isalnum (c) || c == '+' || c == '-' || c == '.')
        {
          self->pos++;
        }
      else if (self->pos == self->end && !self->is_eof)
        {
          if (!spt_json_scanner_fill (self, &start, cancellable, error))
            return FALSE;
        }
      else
        {
          break;
        }
    }

  if (self->pos - start > self->max_token)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_SIZE, start, error,
                                  "one value is longer than %" G_GSIZE_FORMAT " bytes", self->max_token);
  if (find_number_end (self->buffer + start) != self->buffer + self->pos)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_SYNTAX, start, error,
                                  "this is not a number as JSON writes it");

  self->held_pos = self->pos;
  self->held_byte = self->buffer[self->pos];
  self->is_held = TRUE;
  self->buffer[self->pos] = '\0';
  self->text = (const char *) self->buffer + start;
  self->text_length = self->pos - start;

  return TRUE;
}

gboolean
spt_json_scanner_read_word (SptJsonTokenizer  *self,
                            const char        *word,
                            GCancellable      *cancellable,
                            GError           **error)
{
  gsize keep = self->pos;
  gsize length = strlen (word);

  if (!spt_json_scanner_look_ahead (self, &keep, length, cancellable, error))
    return FALSE;
  if (memcmp (self->buffer + self->pos, word, length) != 0)
    return spt_json_scanner_fail_unexpected (self, self->pos, "a value", error);

  self->pos += length;

  return TRUE;
}
