/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict pull tokenizer for JSON (RFC 8259) over a stream: constant memory, no recursion. */
#define G_LOG_DOMAIN "spt-json-tokenizer"

#include "config.h"

#include "base/spt-json-private.h"

#include <string.h>

#define MAX_TOKEN (1024 * 1024)

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

          if (!spt_json_scanner_fill (self, &keep, cancellable, error))
            return FALSE;
        }
      else
        {
          return TRUE;
        }
    }
}

static void
finish_value (SptJsonTokenizer *self)
{
  self->state = self->depth == 0 ? SPT_JSON_STATE_DONE : SPT_JSON_STATE_COMMA_OR_END;
}

static gboolean
open_container (SptJsonTokenizer  *self,
                gboolean           is_object,
                GError           **error)
{
  if (self->depth == SPT_JSON_MAX_DEPTH)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_DEPTH, self->pos, error,
                                  "nested deeper than %d levels",
                                  SPT_JSON_MAX_DEPTH);

  self->objects = (self->objects << 1) | (is_object ? 1 : 0);
  self->depth++;
  self->pos++;
  self->type = is_object ? SPT_JSON_TOKEN_OBJECT_START : SPT_JSON_TOKEN_ARRAY_START;
  self->state = is_object ? SPT_JSON_STATE_KEY_OR_END : SPT_JSON_STATE_VALUE_OR_END;

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
      if (!spt_json_scanner_read_string (self, cancellable, error))
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
      if (!spt_json_scanner_read_number (self, cancellable, error))
        return FALSE;
      break;

    case 't':
      self->type = SPT_JSON_TOKEN_TRUE;
      if (!spt_json_scanner_read_word (self, "true", cancellable, error))
        return FALSE;
      break;

    case 'f':
      self->type = SPT_JSON_TOKEN_FALSE;
      if (!spt_json_scanner_read_word (self, "false", cancellable, error))
        return FALSE;
      break;

    case 'n':
      self->type = SPT_JSON_TOKEN_NULL;
      if (!spt_json_scanner_read_word (self, "null", cancellable, error))
        return FALSE;
      break;

    default:
      return spt_json_scanner_fail_unexpected (self, self->pos, "a value", error);
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
    return spt_json_scanner_fail_unexpected (self, self->pos, "a key in quotes", error);

  self->type = SPT_JSON_TOKEN_KEY;
  self->state = SPT_JSON_STATE_COLON;

  return spt_json_scanner_read_string (self, cancellable, error);
}

static gboolean
start_document (SptJsonTokenizer  *self,
                GCancellable      *cancellable,
                GError           **error)
{
  gsize keep = 0;

  if (!spt_json_scanner_look_ahead (self, &keep, 3, cancellable, error))
    return FALSE;

  if (self->end >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    {
      self->pos = 3;
      self->line_start = 3;
    }
  if (!skip_space (self, cancellable, error))
    return FALSE;
  if (self->pos == self->end)
    return spt_json_scanner_fail (self, SPT_JSON_ERROR_EMPTY, self->pos, error,
                                  "the document is empty");

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
      self->token_column = spt_json_scanner_column (self, self->pos);

      switch (self->state)
        {
        case SPT_JSON_STATE_COLON:
          if (c != ':')
            return spt_json_scanner_fail_unexpected (self, self->pos, "“:”", error);
          self->pos++;
          self->state = SPT_JSON_STATE_VALUE;
          break;

        case SPT_JSON_STATE_COMMA_OR_END:
          if (c == ',')
            {
              self->pos++;
              self->state = (self->objects & 1) != 0 ? SPT_JSON_STATE_KEY : SPT_JSON_STATE_VALUE;
            }
          else if (c == ((self->objects & 1) != 0 ? '}' : ']'))
            {
              return close_container (self);
            }
          else
            {
              return spt_json_scanner_fail_unexpected (self, self->pos,
                                                       (self->objects & 1) != 0 ?
                                                       "“,” or “}”" : "“,” or “]”",
                                                       error);
            }
          break;

        case SPT_JSON_STATE_KEY_OR_END:
          if (c == '}')
            return close_container (self);
          return read_key (self, cancellable, error);

        case SPT_JSON_STATE_KEY:
          return read_key (self, cancellable, error);

        case SPT_JSON_STATE_VALUE_OR_END:
          if (c == ']')
            return close_container (self);
          return read_value (self, cancellable, error);

        case SPT_JSON_STATE_VALUE:
          return read_value (self, cancellable, error);

        case SPT_JSON_STATE_DONE:
          if (self->pos < self->end)
            return spt_json_scanner_fail_unexpected (self, self->pos, "the end of the document",
                                                     error);
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
  self->capacity = SPT_JSON_CHUNK;
  self->buffer = g_malloc (self->capacity + SPT_JSON_PADDING);
  memset (self->buffer, 0, SPT_JSON_PADDING);
  self->max_bytes = max_bytes;
  self->max_token = MAX_TOKEN;
  self->state = SPT_JSON_STATE_VALUE;
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

  spt_json_scanner_fail_with (self,
                              g_error_new (SPT_JSON_ERROR, (int) code, "line %u, column %u: %s",
                                           self->token_line,
                                           self->token_column, message),
                              &error);

  return error;
}

/**
 * spt_json_tokenizer_next:
 * @self: a tokenizer
 * @type: (out): what was found; %SPT_JSON_TOKEN_END when the document is complete and nothing
 *   follows it
 * @cancellable: (nullable): stops the reading of the stream
 * @error: an #SptJsonError with line and column, or an error of the stream
 *
 * Goes to the next token. After an error every call gives the same error again; after the end, the
 * end.
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
 * Counts the containers that are open after the token just given: 1 after the root's start, 0 after
 * its end.
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
 * Goes to the end of the object or array that the token just given opened; what is skipped is
 * checked as strictly as anything else. After any other token it does nothing.
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
