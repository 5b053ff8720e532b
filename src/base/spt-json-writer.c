/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing compact JSON into a GString, in one pass over each text. */
#define G_LOG_DOMAIN "spt-json-writer"

#include "config.h"

#include "base/spt-json.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-utf8.h"

/* Room for @n more bytes at the end of @out; the caller writes there. */
static char *
extend (GString *out,
        gsize    n)
{
  gsize old = out->len;

  if (n < out->allocated_len - old)
    {
      out->len += n;
      out->str[out->len] = '\0';
    }
  else
    {
      g_string_set_size (out, old + n);
    }

  return out->str + old;
}

static void
append_escape (GString *out,
               guchar   c)
{
  static const char hex[] = "0123456789abcdef";
  char *p;

  switch (c)
    {
    case '"':
    case '\\':
      p = extend (out, 2);
      p[0] = '\\';
      p[1] = (char) c;
      break;

    case '\n':
      memcpy (extend (out, 2), "\\n", 2);
      break;

    case '\r':
      memcpy (extend (out, 2), "\\r", 2);
      break;

    case '\t':
      memcpy (extend (out, 2), "\\t", 2);
      break;

    default:
      p = extend (out, 6);
      memcpy (p, "\\u00", 4);
      p[4] = hex[c >> 4];
      p[5] = hex[c & 15];
      break;
    }
}

/* A text of @length bytes in which something is to be escaped or is not ASCII. */
static void
append_mixed (GString      *out,
              const guchar *p,
              gsize         length)
{
  while (length > 0)
    {
      gsize n = spt_utf8_count_plain (p, length);

      if (n == 0 && *p >= 0x80)
        {
          int sequence = spt_utf8_sequence (p, length);

          if (sequence > 0)
            {
              n = (gsize) sequence;
            }
          else
            {
              /* The archive and the readers hold valid UTF-8 only: this is a fault of ours, and
               * still what leaves must be JSON. */
              g_critical ("A text that is not UTF-8 was to be written as JSON");
              g_string_append (out, "\xef\xbf\xbd");
              p++;
              length--;
              continue;
            }
        }

      if (n > 0)
        {
          memcpy (extend (out, n), p, n);
          p += n;
          length -= n;
        }
      else
        {
          append_escape (out, *p);
          p++;
          length--;
        }
    }
}

/* @value in quotes, after @before and before @after where that is not NUL. */
static inline void
append_quoted (GString    *out,
               const char *before,
               gsize       before_length,
               const char *value,
               gsize       length,
               char        after)
{
  gsize plain = spt_utf8_count_plain ((const guchar *) value, length);
  gboolean is_plain = plain == length;
  char *p;

  /* The usual text: one look at the size of the buffer for all of it. */
  p = extend (out, before_length + 1 + (is_plain ? length + 1 + (after != '\0' ? 1 : 0) : 0));
  memcpy (p, before, before_length);
  p += before_length;
  *p++ = '"';
  if (is_plain)
    {
      memcpy (p, value, length);
      p += length;
      *p++ = '"';
      if (after != '\0')
        *p = after;
      return;
    }

  append_mixed (out, (const guchar *) value, length);
  g_string_append_c (out, '"');
  if (after != '\0')
    g_string_append_c (out, after);
}

static inline void
append_literal (SptJsonWriter *self,
                const char    *text,
                gsize          length)
{
  gsize comma = self->need_comma ? 1 : 0;
  char *p = extend (self->out, comma + length);

  *p = ',';
  memcpy (p + comma, text, length);
  self->need_comma = TRUE;
}

/**
 * spt_json_writer_init:
 * @self: (out caller-allocates): the writer
 * @out: where the text is appended; must outlive @self. It may be emptied between two calls, to
 *   stream
 *
 * Begins a document. The writer puts commas; that keys and containers match is the caller's duty.
 */
void
spt_json_writer_init (SptJsonWriter *self,
                      GString       *out)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (out != NULL);

  self->out = out;
  self->need_comma = FALSE;
}

/**
 * spt_json_writer_begin_object:
 * @self: the writer
 *
 * Writes "{".
 */
void
spt_json_writer_begin_object (SptJsonWriter *self)
{
  append_literal (self, "{", 1);
  self->need_comma = FALSE;
}

/**
 * spt_json_writer_end_object:
 * @self: the writer
 *
 * Writes "}".
 */
void
spt_json_writer_end_object (SptJsonWriter *self)
{
  *extend (self->out, 1) = '}';
  self->need_comma = TRUE;
}

/**
 * spt_json_writer_begin_array:
 * @self: the writer
 *
 * Writes "[".
 */
void
spt_json_writer_begin_array (SptJsonWriter *self)
{
  append_literal (self, "[", 1);
  self->need_comma = FALSE;
}

/**
 * spt_json_writer_end_array:
 * @self: the writer
 *
 * Writes "]".
 */
void
spt_json_writer_end_array (SptJsonWriter *self)
{
  *extend (self->out, 1) = ']';
  self->need_comma = TRUE;
}

/**
 * spt_json_writer_key:
 * @self: the writer
 * @key: the key, UTF-8
 *
 * Writes a key; its value must follow.
 */
void
spt_json_writer_key (SptJsonWriter *self,
                     const char    *key)
{
  g_return_if_fail (key != NULL);

  append_quoted (self->out, ",", self->need_comma ? 1 : 0, key, strlen (key), ':');
  self->need_comma = FALSE;
}

/**
 * spt_json_writer_member:
 * @self: the writer
 * @written_key: (array length=length): what spt_json_writer_key() wrote for the key, without a comma before it
 * @length: in bytes
 * @value: the text, UTF-8
 *
 * Writes a key and its text. For who writes the same keys over and over.
 */
void
spt_json_writer_member (SptJsonWriter *self,
                        const char    *written_key,
                        gsize          length,
                        const char    *value)
{
  g_return_if_fail (written_key != NULL && value != NULL);

  if (self->need_comma)
    *extend (self->out, 1) = ',';
  append_quoted (self->out, written_key, length, value, strlen (value), '\0');
  self->need_comma = TRUE;
}

/**
 * spt_json_writer_string:
 * @self: the writer
 * @value: (nullable): a text, UTF-8
 *
 * Writes a string; null for %NULL. Only what JSON demands is escaped, other characters stay as they
 * are.
 */
void
spt_json_writer_string (SptJsonWriter *self,
                        const char    *value)
{
  if (value == NULL)
    {
      spt_json_writer_null (self);
      return;
    }

  append_quoted (self->out, ",", self->need_comma ? 1 : 0, value, strlen (value), '\0');
  self->need_comma = TRUE;
}

/**
 * spt_json_writer_int:
 * @self: the writer
 * @value: a number
 *
 * Writes an integer.
 */
void
spt_json_writer_int (SptJsonWriter *self,
                     gint64         value)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  /* printf() costs several times as much, and amounts are every other value of a large file. */
  do
    {
      *--p = (char) ('0' + rest % 10);
      rest /= 10;
    }
  while (rest > 0);
  if (value < 0)
    *--p = '-';

  append_literal (self, p, (gsize) (digits + sizeof digits - p));
}

/**
 * spt_json_writer_bool:
 * @self: the writer
 * @value: a truth value
 *
 * Writes true or false.
 */
void
spt_json_writer_bool (SptJsonWriter *self,
                      gboolean       value)
{
  if (value)
    append_literal (self, "true", 4);
  else
    append_literal (self, "false", 5);
}

/**
 * spt_json_writer_null:
 * @self: the writer
 *
 * Writes null.
 */
void
spt_json_writer_null (SptJsonWriter *self)
{
  append_literal (self, "null", 4);
}

/**
 * spt_json_writer_raw:
 * @self: the writer
 * @json: one JSON value made elsewhere
 *
 * Takes a value over as it is.
 */
void
spt_json_writer_raw (SptJsonWriter *self,
                     const char    *json)
{
  append_literal (self, json, strlen (json));
}

/**
 * spt_json_writer_opt_string:
 * @self: the writer
 * @key: the key, UTF-8
 * @value: (nullable): a text, UTF-8
 *
 * Writes a key and its text, or nothing at all when @value is %NULL.
 */
void
spt_json_writer_opt_string (SptJsonWriter *self,
                            const char    *key,
                            const char    *value)
{
  if (value == NULL)
    return;

  spt_json_writer_key (self, key);
  spt_json_writer_string (self, value);
}

/**
 * spt_json_writer_put_string:
 * @self: the writer, inside an object
 * @key: the key, UTF-8
 * @value: (nullable): a text, UTF-8
 *
 * Writes a key and its text, or null: keys are always there.
 */
void
spt_json_writer_put_string (SptJsonWriter *self,
                            const char    *key,
                            const char    *value)
{
  spt_json_writer_key (self, key);
  spt_json_writer_string (self, value);
}

/**
 * spt_json_writer_put_int:
 * @self: the writer, inside an object
 * @key: the key, UTF-8
 * @value: a number
 *
 * Writes a key and its number.
 */
void
spt_json_writer_put_int (SptJsonWriter *self,
                         const char    *key,
                         gint64         value)
{
  spt_json_writer_key (self, key);
  spt_json_writer_int (self, value);
}

/**
 * spt_json_writer_put_bool:
 * @self: the writer, inside an object
 * @key: the key, UTF-8
 * @value: true or false
 *
 * Writes a key and whether it holds.
 */
void
spt_json_writer_put_bool (SptJsonWriter *self,
                          const char    *key,
                          gboolean       value)
{
  spt_json_writer_key (self, key);
  spt_json_writer_bool (self, value);
}

/**
 * spt_json_writer_put_time:
 * @self: the writer, inside an object
 * @key: the key, UTF-8
 * @utc_ms: UTC milliseconds, 0 = none
 *
 * Writes a key and a point in time as ISO UTC, or null.
 */
void
spt_json_writer_put_time (SptJsonWriter *self,
                          const char    *key,
                          gint64         utc_ms)
{
  g_autofree char *text = utc_ms != 0 ? spt_datetime_format_utc (utc_ms) : NULL;

  spt_json_writer_put_string (self, key, text);
}
