/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict pull tokenizer for JSON (RFC 8259) over a stream, with constant memory and no recursion. */
#define G_LOG_DOMAIN "spt-json-tokenizer"

#include "config.h"

#include "base/spt-json-private.h"

#include <string.h>

#include "base/spt-utf8.h"

#define CHUNK_SIZE (128 * 1024)
#define MAX_TOKEN  (1024 * 1024)

/* Zero bytes kept behind what was read: every loop ends at a NUL, which JSON has nowhere, so no loop compares with
 * the end of the buffer byte by byte. As wide as the longest look-ahead (an escaped surrogate pair). */
#define PADDING 16

typedef enum
{
  STATE_VALUE,        /* a value must follow */
  STATE_VALUE_OR_END, /* after [ */
  STATE_KEY,          /* after a comma in an object */
  STATE_KEY_OR_END,   /* after { */
  STATE_COLON,
  STATE_COMMA_OR_END,
  STATE_DONE          /* the root value is complete */
} State;

struct _SptJsonTokenizer
{
  GInputStream *stream;       /* (owned) */
  GError       *failure;      /* (owned) (nullable) given again by every later call */

  guchar       *buffer;       /* (owned) capacity + PADDING bytes */
  gsize         capacity;
  gsize         pos;
  gsize         end;
  goffset       base;         /* where in the stream buffer[0] was */
  gsize         max_bytes;
  gsize         max_token;
  gboolean      is_eof;

  gsize         held_pos;     /* where a byte was replaced by the NUL that ends a number */
  guchar        held_byte;
  gboolean      is_held;

  State         state;
  guint         depth;
  guint64       objects;      /* one bit a level: set where the open container is an object */

  SptJsonTokenType type;
  const char   *text;
  gsize         text_length;

  guint         line;
  goffset       line_start;   /* offset of the line's first byte */
  goffset       line_extra;   /* continuation bytes seen in the line: they are no columns */
  guint         token_line;
  guint         token_column;
};

G_DEFINE_QUARK (spt_json_error_quark, spt_json_error)

static guint
column_at (SptJsonTokenizer *self,
           gsize             pos)
{
  return (guint) (self->base + (goffset) pos - self->line_start - self->line_extra + 1);
}

/* Takes the error as the answer of this and every later call. */
static gboolean
fail_with (SptJsonTokenizer  *self,
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

G_GNUC_PRINTF (5, 6)
static gboolean
fail_at (SptJsonTokenizer  *self,
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

  return fail_with (self,
                    g_error_new (SPT_JSON_ERROR, (int) code, "line %u, column %u: %s", self->line,
                                 column_at (self, pos), message),
                    error);
}

/* Reads more behind @end, keeping what stands from *@keep on, which moves to the front; @pos follows. At the end of
 * the stream is_eof is set and nothing else changes. */
static gboolean
fill (SptJsonTokenizer  *self,
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
        return fail_at (self, SPT_JSON_ERROR_SIZE, *keep, error,
                        "one value is longer than %" G_GSIZE_FORMAT " bytes", self->max_token);
      self->capacity *= 2;
      self->buffer = g_realloc (self->buffer, self->capacity + PADDING);
    }

  wanted = MIN (self->capacity - self->end, CHUNK_SIZE);
  n_read = g_input_stream_read (self->stream, self->buffer + self->end, wanted, cancellable, &failure);
  if (n_read < 0)
    {
      memset (self->buffer + self->end, 0, PADDING);
      return fail_with (self, failure, error);
    }

  if (n_read == 0)
    self->is_eof = TRUE;
  self->end += (gsize) n_read;
  memset (self->buffer + self->end, 0, PADDING);

  if ((guint64) self->base + self->end > self->max_bytes)
    return fail_at (self, SPT_JSON_ERROR_SIZE, self->pos, error,
                    "the document is longer than %" G_GSIZE_FORMAT " bytes", self->max_bytes);

  return TRUE;
}

static gboolean
fail_unexpected (SptJsonTokenizer  *self,
                 gsize              pos,
                 const char        *expected,
                 GError           **error)
{
  guchar c = self->buffer[pos];

  if (pos >= self->end)
    return fail_at (self, SPT_JSON_ERROR_SYNTAX, pos, error, "the document ends where %s should follow",
                    expected);
  if (c > 0x20 && c < 0x7f)
    return fail_at (self, SPT_JSON_ERROR_SYNTAX, pos, error, "“%c” stands where %s should follow", c,
                    expected);

  return fail_at (self, SPT_JSON_ERROR_SYNTAX, pos, error, "byte 0x%02X stands where %s should follow",
                  c, expected);
}

/* Moves to the next byte that is no white space; buffer[pos] is NUL at the end of the document. */
static inline gboolean
skip_space (SptJsonTokenizer  *self,
            GCancellable      *cancellable,
            GError           **error)
{
  for (;;)
    {
      guchar c = self->buffer[self->pos];

      if (G_LIKELY (c > 0x20))
        return TRUE;

      if (c == '\n')
        {
          self->pos++;
          self->line++;
          self->line_start = self->base + (goffset) self->pos;
          self->line_extra = 0;
        }
      else if (c == ' ' || c == '\t' || c == '\r')
        {
          self->pos++;
        }
      else if (c == '\0' && self->pos == self->end && !self->is_eof)
        {
          gsize keep = self->pos;

          if (!fill (self, &keep, cancellable, error))
            return FALSE;
        }
      else
        {
          return TRUE;
        }
    }
}

/* Sees to it that @n bytes from @pos on are there, or the end of the document. */
static gboolean
look_ahead (SptJsonTokenizer  *self,
            gsize             *keep,
            gsize              n,
            GCancellable      *cancellable,
            GError           **error)
{
  while (self->end - self->pos < n && !self->is_eof)
    {
      if (!fill (self, keep, cancellable, error))
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

  if (!look_ahead (self, start, 12, cancellable, error))
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
        return fail_at (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                        "four hexadecimal digits must follow “\\u”");
      if (unit == 0)
        return fail_at (self, SPT_JSON_ERROR_SYNTAX, self->pos, error, "“\\u0000” is not allowed");
      if (unit < 0xd800 || unit > 0xdfff)
        {
          c = (gunichar) unit;
          length = 6;
          break;
        }
      second = unit <= 0xdbff && p[6] == '\\' && p[7] == 'u' ? parse_hex (p + 8) : -1;
      if (second < 0xdc00 || second > 0xdfff)
        return fail_at (self, SPT_JSON_ERROR_ENCODING, self->pos, error,
                        "“\\u%04X” is half of a surrogate pair", (guint) unit);
      c = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) second - 0xdc00);
      length = 12;
      break;

    default:
      return fail_at (self, SPT_JSON_ERROR_SYNTAX, self->pos, error, "no such escape after “\\”");
    }

  self->pos += length;
  *write += (gsize) g_unichar_to_utf8 (c, (char *) self->buffer + *write);

  return TRUE;
}

/* The string whose opening quote is at pos, unescaped in place and ended with a NUL. */
static gboolean
read_string (SptJsonTokenizer  *self,
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

              if (!fill (self, &start, cancellable, error))
                return FALSE;
              write -= old_start - start;
              continue;
            }
          if (length <= 0)
            return fail_at (self, SPT_JSON_ERROR_ENCODING, self->pos, error,
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
            return fail_at (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                            "the document ends inside a string");
          if (!fill (self, &start, cancellable, error))
            return FALSE;
          write -= old_start - start;
        }
      else
        {
          return fail_at (self, SPT_JSON_ERROR_SYNTAX, self->pos, error,
                          "byte 0x%02X must be escaped inside a string", c);
        }
    }

  if (write - start > self->max_token)
    return fail_at (self, SPT_JSON_ERROR_SIZE, self->pos, error,
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

static gboolean
read_number (SptJsonTokenizer  *self,
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
          if (!fill (self, &start, cancellable, error))
            return FALSE;
        }
      else
        {
          break;
        }
    }

  if (self->pos - start > self->max_token)
    return fail_at (self, SPT_JSON_ERROR_SIZE, start, error,
                    "one value is longer than %" G_GSIZE_FORMAT " bytes", self->max_token);
  if (find_number_end (self->buffer + start) != self->buffer + self->pos)
    return fail_at (self, SPT_JSON_ERROR_SYNTAX, start, error, "this is not a number as JSON writes it");

  self->held_pos = self->pos;
  self->held_byte = self->buffer[self->pos];
  self->is_held = TRUE;
  self->buffer[self->pos] = '\0';
  self->text = (const char *) self->buffer + start;
  self->text_length = self->pos - start;

  return TRUE;
}

static gboolean
read_word (SptJsonTokenizer  *self,
           const char        *word,
           GCancellable      *cancellable,
           GError           **error)
{
  gsize keep = self->pos;
  gsize length = strlen (word);

  if (!look_ahead (self, &keep, length, cancellable, error))
    return FALSE;
  if (memcmp (self->buffer + self->pos, word, length) != 0)
    return fail_unexpected (self, self->pos, "a value", error);

  self->pos += length;

  return TRUE;
}

static void
finish_value (SptJsonTokenizer *self)
{
  self->state = self->depth == 0 ? STATE_DONE : STATE_COMMA_OR_END;
}

static gboolean
open_container (SptJsonTokenizer  *self,
                gboolean           is_object,
                GError           **error)
{
  if (self->depth == SPT_JSON_MAX_DEPTH)
    return fail_at (self, SPT_JSON_ERROR_DEPTH, self->pos, error, "nested deeper than %d levels",
                    SPT_JSON_MAX_DEPTH);

  self->objects = (self->objects << 1) | (is_object ? 1 : 0);
  self->depth++;
  self->pos++;
  self->type = is_object ? SPT_JSON_TOKEN_OBJECT_START : SPT_JSON_TOKEN_ARRAY_START;
  self->state = is_object ? STATE_KEY_OR_END : STATE_VALUE_OR_END;

  return TRUE;
}

static gboolean
close_container (SptJsonTokenizer *self)
{
  self->type = (self->objects & 1) != 0 ? SPT_JSON_TOKEN_OBJECT_END : SPT_JSON_TOKEN_ARRAY_END;
  self->objects >>= 1;
  self->depth--;
  self->pos++;
  finish_value (self);

  return TRUE;
}

static gboolean
read_value (SptJsonTokenizer  *self,
            GCancellable      *cancellable,
            GError           **error)
{
  switch (self->buffer[self->pos])
    {
    case '{':
      return open_container (self, TRUE, error);

    case '[':
      return open_container (self, FALSE, error);

    case '"':
      self->type = SPT_JSON_TOKEN_STRING;
      if (!read_string (self, cancellable, error))
        return FALSE;
      break;

    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      self->type = SPT_JSON_TOKEN_NUMBER;
      if (!read_number (self, cancellable, error))
        return FALSE;
      break;

    case 't':
      self->type = SPT_JSON_TOKEN_TRUE;
      if (!read_word (self, "true", cancellable, error))
        return FALSE;
      break;

    case 'f':
      self->type = SPT_JSON_TOKEN_FALSE;
      if (!read_word (self, "false", cancellable, error))
        return FALSE;
      break;

    case 'n':
      self->type = SPT_JSON_TOKEN_NULL;
      if (!read_word (self, "null", cancellable, error))
        return FALSE;
      break;

    default:
      return fail_unexpected (self, self->pos, "a value", error);
    }

  finish_value (self);

  return TRUE;
}

static gboolean
read_key (SptJsonTokenizer  *self,
          GCancellable      *cancellable,
          GError           **error)
{
  if (self->buffer[self->pos] != '"')
    return fail_unexpected (self, self->pos, "a key in quotes", error);

  self->type = SPT_JSON_TOKEN_KEY;
  self->state = STATE_COLON;

  return read_string (self, cancellable, error);
}

static gboolean
start_document (SptJsonTokenizer  *self,
                GCancellable      *cancellable,
                GError           **error)
{
  gsize keep = 0;

  if (!look_ahead (self, &keep, 3, cancellable, error))
    return FALSE;

  if (self->end >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    {
      self->pos = 3;
      self->line_start = 3;
    }
  if (!skip_space (self, cancellable, error))
    return FALSE;
  if (self->pos == self->end)
    return fail_at (self, SPT_JSON_ERROR_EMPTY, self->pos, error, "the document is empty");

  return TRUE;
}

static gboolean
read_token (SptJsonTokenizer  *self,
            GCancellable      *cancellable,
            GError           **error)
{
  for (;;)
    {
      guchar c;

      if (!skip_space (self, cancellable, error))
        return FALSE;

      c = self->buffer[self->pos];
      self->token_line = self->line;
      self->token_column = column_at (self, self->pos);

      switch (self->state)
        {
        case STATE_COLON:
          if (c != ':')
            return fail_unexpected (self, self->pos, "“:”", error);
          self->pos++;
          self->state = STATE_VALUE;
          break;

        case STATE_COMMA_OR_END:
          if (c == ',')
            {
              self->pos++;
              self->state = (self->objects & 1) != 0 ? STATE_KEY : STATE_VALUE;
            }
          else if (c == ((self->objects & 1) != 0 ? '}' : ']'))
            {
              return close_container (self);
            }
          else
            {
              return fail_unexpected (self, self->pos,
                                      (self->objects & 1) != 0 ? "“,” or “}”" : "“,” or “]”", error);
            }
          break;

        case STATE_KEY_OR_END:
          if (c == '}')
            return close_container (self);
          return read_key (self, cancellable, error);

        case STATE_KEY:
          return read_key (self, cancellable, error);

        case STATE_VALUE_OR_END:
          if (c == ']')
            return close_container (self);
          return read_value (self, cancellable, error);

        case STATE_VALUE:
          return read_value (self, cancellable, error);

        case STATE_DONE:
          if (self->pos < self->end)
            return fail_unexpected (self, self->pos, "the end of the document", error);
          self->type = SPT_JSON_TOKEN_END;
          return TRUE;

        default:
          g_assert_not_reached ();
        }
    }
}

/**
 * spt_json_tokenizer_new:
 * @stream: JSON in UTF-8, a byte order mark is skipped; read in blocks, not closed
 * @max_bytes: a longer document is refused with %SPT_JSON_ERROR_SIZE; %G_MAXSIZE for no limit
 *
 * Starts reading a document. What the strictness is for: style 4.3.
 *
 * Returns: (transfer full): a tokenizer
 */
SptJsonTokenizer *
spt_json_tokenizer_new (GInputStream *stream,
                        gsize         max_bytes)
{
  SptJsonTokenizer *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_new0 (SptJsonTokenizer, 1);
  self->stream = g_object_ref (stream);
  self->capacity = CHUNK_SIZE;
  self->buffer = g_malloc (self->capacity + PADDING);
  memset (self->buffer, 0, PADDING);
  self->max_bytes = max_bytes;
  self->max_token = MAX_TOKEN;
  self->state = STATE_VALUE;
  self->line = 1;
  self->token_line = 1;
  self->token_column = 1;
  self->type = SPT_JSON_TOKEN_END;

  return self;
}

/**
 * spt_json_tokenizer_free:
 * @self: (transfer full) (nullable): a tokenizer
 *
 * Frees it; the texts it gave are gone.
 */
void
spt_json_tokenizer_free (SptJsonTokenizer *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->stream);
  g_clear_error (&self->failure);
  g_free (self->buffer);
  g_free (self);
}

void
spt_json_tokenizer_set_max_token (SptJsonTokenizer *self,
                                  gsize             max_token)
{
  self->max_token = max_token;
}

GError *
spt_json_tokenizer_fail_token (SptJsonTokenizer *self,
                               SptJsonError      code,
                               const char       *message)
{
  GError *error = NULL;

  fail_with (self,
             g_error_new (SPT_JSON_ERROR, (int) code, "line %u, column %u: %s", self->token_line,
                          self->token_column, message),
             &error);

  return error;
}

/**
 * spt_json_tokenizer_next:
 * @self: a tokenizer
 * @type: (out): what was found; %SPT_JSON_TOKEN_END when the document is complete and nothing follows it
 * @cancellable: (nullable): stops the reading of the stream
 * @error: an #SptJsonError with line and column, or an error of the stream
 *
 * Goes to the next token. After an error every call gives the same error again; after the end, the end.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_json_tokenizer_next (SptJsonTokenizer  *self,
                         SptJsonTokenType  *type,
                         GCancellable      *cancellable,
                         GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  if (self->failure != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->failure);
      return FALSE;
    }

  if (self->is_held)
    {
      self->buffer[self->held_pos] = self->held_byte;
      self->is_held = FALSE;
    }
  self->text = NULL;
  self->text_length = 0;

  if (self->base == 0 && self->end == 0 && !start_document (self, cancellable, error))
    return FALSE;
  if (!read_token (self, cancellable, error))
    return FALSE;

  *type = self->type;

  return TRUE;
}

/**
 * spt_json_tokenizer_get_text:
 * @self: a tokenizer
 * @length: (out) (optional): bytes without the NUL
 *
 * The text of a key or string, unescaped, or of a number, as written.
 *
 * Returns: (nullable): NUL-terminated UTF-8, valid until the next call; %NULL for other tokens
 */
const char *
spt_json_tokenizer_get_text (SptJsonTokenizer *self,
                             gsize            *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->text_length;

  return self->text;
}

/**
 * spt_json_tokenizer_get_depth:
 * @self: a tokenizer
 *
 * Counts the containers that are open after the token just given: 1 after the root's start, 0 after its end.
 *
 * Returns: a number up to %SPT_JSON_MAX_DEPTH
 */
guint
spt_json_tokenizer_get_depth (SptJsonTokenizer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->depth;
}

/**
 * spt_json_tokenizer_get_line:
 * @self: a tokenizer
 *
 * Returns: the line where the token just given begins, from 1
 */
guint
spt_json_tokenizer_get_line (SptJsonTokenizer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->token_line;
}

/**
 * spt_json_tokenizer_get_column:
 * @self: a tokenizer
 *
 * Returns: the column where the token just given begins, in characters, from 1
 */
guint
spt_json_tokenizer_get_column (SptJsonTokenizer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->token_column;
}

/**
 * spt_json_tokenizer_get_offset:
 * @self: a tokenizer
 *
 * Returns: bytes consumed so far, for progress
 */
goffset
spt_json_tokenizer_get_offset (SptJsonTokenizer *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->base + (goffset) self->pos;
}

/**
 * spt_json_tokenizer_skip:
 * @self: a tokenizer
 * @cancellable: (nullable): stops the reading of the stream
 * @error: as of spt_json_tokenizer_next()
 *
 * Goes to the end of the object or array that the token just given opened; what is skipped is checked as strictly as
 * anything else. After any other token it does nothing.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_json_tokenizer_skip (SptJsonTokenizer  *self,
                         GCancellable      *cancellable,
                         GError           **error)
{
  SptJsonTokenType type;
  guint depth;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->type != SPT_JSON_TOKEN_OBJECT_START && self->type != SPT_JSON_TOKEN_ARRAY_START)
    return TRUE;

  depth = self->depth;
  do
    {
      if (!spt_json_tokenizer_next (self, &type, cancellable, error))
        return FALSE;
    }
  while (self->depth >= depth);

  return TRUE;
}
