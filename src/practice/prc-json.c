/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads JSON token by token without recursion and without a tree. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-json.h"

#include <stdarg.h>
#include <string.h>

#define BLOCK_SIZE (64 * 1024)
#define MAX_DEPTH  1000

G_DEFINE_QUARK (prc_json_error_quark, prc_json_error)

/**
 * prc_arena_new:
 *
 * Makes an arena: memory that is given back all at once.
 *
 * Returns: (transfer full): the arena
 */
PrcArena *
prc_arena_new (void)
{
  PrcArena *self = g_new0 (PrcArena, 1);

  self->blocks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * prc_arena_free:
 * @self: (transfer full): the arena
 *
 * Frees everything.
 */
void
prc_arena_free (PrcArena *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * prc_arena_reset:
 * @self: the arena
 *
 * Forgets all that was allocated; keeps one block for what comes next.
 */
void
prc_arena_reset (PrcArena *self)
{
  if (self->blocks->len == 0)
    return;
  if (self->blocks->len > 1)
    g_ptr_array_set_size (self->blocks, 1);
  self->at = g_ptr_array_index (self->blocks, 0);
  self->left = BLOCK_SIZE;
}

/**
 * prc_arena_alloc:
 * @self: the arena
 * @size: bytes
 *
 * Allocates zeroed memory.
 *
 * Returns: (transfer none): the memory, valid until the arena is reset
 */
gpointer
prc_arena_alloc (PrcArena *self,
                 gsize     size)
{
  gpointer result;

  size = (size + 7) & ~(gsize) 7;
  if (size > self->left && (size > BLOCK_SIZE / 2 && self->blocks->len > 0))
    {
      result = g_malloc0 (size);
      g_ptr_array_add (self->blocks, result);
      return result;
    }
  if (size > self->left)
    {
      /* The first block always has the plain size, so that a reset can rely on it. */
      self->at = g_malloc (BLOCK_SIZE);
      self->left = BLOCK_SIZE;
      g_ptr_array_add (self->blocks, self->at);
      if (size > BLOCK_SIZE)
        return prc_arena_alloc (self, size);
    }
  result = self->at;
  memset (result, 0, size);
  self->at += size;
  self->left -= size;
  return result;
}

/**
 * prc_arena_text:
 * @self: the arena
 * @text: the text
 * @length: its length in bytes
 *
 * Copies a text into the arena.
 *
 * Returns: (transfer none): the copy
 */
char *
prc_arena_text (PrcArena   *self,
                const char *text,
                gsize       length)
{
  char *copy = prc_arena_alloc (self, length + 1);

  memcpy (copy, text, length);
  return copy;
}

/**
 * prc_json_init:
 * @self: a reader to set up
 * @data: the text, which must outlive the reader
 * @length: its length in bytes
 * @arena: (nullable): where texts are kept
 *
 * Starts reading; a UTF-8 byte order mark is stepped over (GPD facts 5).
 */
void
prc_json_init (PrcJson    *self,
               const char *data,
               gsize       length,
               PrcArena   *arena)
{
  memset (self, 0, sizeof *self);
  /* An empty document may come without any memory behind it. */
  if (length == 0)
    data = "";
  self->start = data;
  self->at = data;
  self->end = data + length;
  self->arena = arena;
  self->text = g_string_new (NULL);
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    self->at += 3;
}

/**
 * prc_json_clear:
 * @self: a reader
 *
 * Releases what the reader holds.
 */
void
prc_json_clear (PrcJson *self)
{
  g_string_free (self->text, TRUE);
  if (self->chain != NULL)
    g_string_free (self->chain, TRUE);
  g_clear_error (&self->error);
}

/**
 * prc_json_fail:
 * @self: a reader
 * @code: syntax or mapping
 * @format: the reason
 * @...: its parameters
 *
 * Notes the first fault.
 *
 * Returns: always %FALSE
 */
gboolean
prc_json_fail (PrcJson      *self,
               PrcJsonError  code,
               const char   *format,
               ...)
{
  va_list args;

  if (self->error != NULL)
    return FALSE;
  va_start (args, format);
  self->error = g_error_new_valist (PRC_JSON_ERROR, code, format, args);
  va_end (args);
  return FALSE;
}

/**
 * prc_json_chain:
 * @self: a reader with a fault
 * @name: (nullable): the member on the way to the fault
 * @index: the element, where @name is %NULL
 *
 * Puts one step before the path of the fault; called from the inside out.
 */
void
prc_json_chain (PrcJson    *self,
                const char *name,
                gint64      index)
{
  g_autofree char *step = NULL;

  if (self->chain == NULL)
    self->chain = g_string_new (NULL);
  if (name != NULL)
    step = g_strdup_printf (self->chain->len > 0 ? "[\"%s\"]->" : "[\"%s\"]", name);
  else
    step = g_strdup_printf (self->chain->len > 0 ? "[%" G_GINT64_FORMAT "]->"
                            : "[%" G_GINT64_FORMAT "]", index);
  g_string_prepend (self->chain, step);
}

/**
 * prc_json_describe:
 * @self: a reader with a fault
 *
 * Says what is wrong and where.
 *
 * Returns: (transfer full): reason, line, column and path
 */
char *
prc_json_describe (PrcJson *self)
{
  const char *line_start = self->start;
  const char *p;
  guint line = 1;

  for (p = self->start; p < self->at; p++)
    {
      if (*p == '\n')
        {
          line++;
          line_start = p + 1;
        }
    }
  return g_strdup_printf ("%s at line %u, column %" G_GSIZE_FORMAT " (through reference chain: %s)",
                          self->error != NULL ? self->error->message : "no fault", line,
                          (gsize) (self->at - line_start) + 1,
                          self->chain != NULL ? self->chain->str : "-");
}

/**
 * prc_json_peek:
 * @self: a reader
 *
 * Steps over white space and looks at what comes.
 *
 * Returns: the kind of the next token
 */
PrcJsonToken
prc_json_peek (PrcJson *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\t' || *self->at == '\n' ||
                                  *self->at == '\r'))
    self->at++;
  if (self->at >= self->end)
    return PRC_JSON_END;
  switch (*self->at)
    {
    case '{': return PRC_JSON_OBJECT;
    case '[': return PRC_JSON_ARRAY;
    case '}': return PRC_JSON_CLOSE_OBJECT;
    case ']': return PRC_JSON_CLOSE_ARRAY;
    case ',': return PRC_JSON_COMMA;
    case ':': return PRC_JSON_COLON;
    case '"': return PRC_JSON_STRING;
    case 't': return PRC_JSON_TRUE;
    case 'f': return PRC_JSON_FALSE;
    case 'n': return PRC_JSON_NULL;
    default:
      return g_ascii_isdigit (*self->at) || *self->at == '-' ? PRC_JSON_NUMBER : PRC_JSON_BAD;
    }
}

/**
 * prc_json_take:
 * @self: a reader
 * @token: one of the brackets, comma or colon
 *
 * Steps over a punctuation mark that must come now.
 *
 * Returns: %FALSE with a syntax fault if something else comes
 */
gboolean
prc_json_take (PrcJson      *self,
               PrcJsonToken  token)
{
  if (self->error != NULL)
    return FALSE;
  if (prc_json_peek (self) != token)
    return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, self->at < self->end
                          ? "Unexpected character" : "Unexpected end-of-input");
  self->at++;
  return TRUE;
}

static gboolean
read_hex (PrcJson  *self,
          gunichar *unit)
{
  int i;

  *unit = 0;
  if (self->end - self->at < 4)
    return FALSE;
  for (i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->at[i]);

      if (digit < 0)
        return FALSE;
      *unit = *unit * 16 + (gunichar) digit;
    }
  self->at += 4;
  return TRUE;
}

static gboolean
read_escape (PrcJson *self)
{
  static const char names[] = "\"\\/bfnrt";
  static const char values[] = "\"\\/\b\f\n\r\t";
  gunichar unit, low;
  const char *found;
  char c;

  if (self->at >= self->end)
    return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Unexpected end-of-input in a string");
  c = *self->at++;
  if (c != 'u')
    {
      found = c != '\0' ? strchr (names, c) : NULL;
      if (found == NULL)
        return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Unrecognized character escape");
      g_string_append_c (self->text, values[found - names]);
      return TRUE;
    }
  if (!read_hex (self, &unit))
    return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Bad hexadecimal escape");
  if (unit >= 0xd800 && unit < 0xdc00 && self->end - self->at >= 6 && self->at[0] == '\\' &&
      self->at[1] == 'u')
    {
      const char *back = self->at;

      self->at += 2;
      if (read_hex (self, &low) && low >= 0xdc00 && low < 0xe000)
        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      else
        self->at = back;
    }
  if (unit >= 0xd800 && unit < 0xe000)
    unit = 0xfffd;
  /* U+0000 cannot stand in a C string; the noncharacter keeps the memory that it was there: no
   * text column takes it, see gpd-core.c. */
  if (unit == 0)
    unit = 0xffff;
  g_string_append_unichar (self->text, unit);
  return TRUE;
}

/**
 * prc_json_string:
 * @self: a reader
 *
 * Reads a string into `text`. Raw control characters and bytes that are not UTF-8 are syntax
 * faults.
 *
 * Returns: %TRUE if a whole string was read
 */
gboolean
prc_json_string (PrcJson *self)
{
  const char *run;

  if (!prc_json_take (self, PRC_JSON_STRING))
    return FALSE;
  g_string_truncate (self->text, 0);
  for (;;)
    {
      run = self->at;
      while (self->at < self->end && *self->at != '"' && *self->at != '\\' &&
             (guchar) *self->at >= 0x20)
        self->at++;
      if (!g_utf8_validate (run, self->at - run, NULL))
        return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Invalid UTF-8 in a string");
      g_string_append_len (self->text, run, self->at - run);
      if (self->at >= self->end)
        return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Unexpected end-of-input in a string");
      if (*self->at == '"')
        {
          self->at++;
          return TRUE;
        }
      if ((guchar) *self->at < 0x20)
        return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Illegal unquoted character");
      self->at++;
      if (!read_escape (self))
        return FALSE;
    }
}

static gboolean
digits (PrcJson *self)
{
  const char *from = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return self->at > from;
}

static gboolean
read_number (PrcJson *self)
{
  const char *from = self->at;
  gboolean good;

  self->integral = TRUE;
  if (*self->at == '-')
    self->at++;
  if (self->at < self->end && *self->at == '0')
    {
      self->at++;
      good = self->at >= self->end || !g_ascii_isdigit (*self->at);
    }
  else
    {
      good = digits (self);
    }
  if (good && self->at < self->end && *self->at == '.')
    {
      self->integral = FALSE;
      self->at++;
      good = digits (self);
    }
  if (good && self->at < self->end && (*self->at == 'e' || *self->at == 'E'))
    {
      self->integral = FALSE;
      self->at++;
      if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
        self->at++;
      good = digits (self);
    }
  if (good && self->at - from > 1000)
    good = FALSE;
  if (!good || (self->at < self->end && (g_ascii_isalnum (*self->at) || *self->at == '.')))
    return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Bad number");
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, from, self->at - from);
  return TRUE;
}

static gboolean
read_word (PrcJson    *self,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->at) < length || memcmp (self->at, word, length) != 0 ||
      ((gsize) (self->end - self->at) > length && g_ascii_isalnum (self->at[length])))
    return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Unrecognized token");
  self->at += length;
  g_string_assign (self->text, word);
  return TRUE;
}

/**
 * prc_json_scalar:
 * @self: a reader
 * @token: (out): what kind it was
 *
 * Reads a string, number, true, false or null; `text` holds it.
 *
 * Returns: %FALSE with a fault if a bracket or nothing good comes
 */
gboolean
prc_json_scalar (PrcJson      *self,
                 PrcJsonToken *token)
{
  if (self->error != NULL)
    return FALSE;
  *token = prc_json_peek (self);
  switch (*token)
    {
    case PRC_JSON_STRING:
      return prc_json_string (self);
    case PRC_JSON_NUMBER:
      return read_number (self);
    case PRC_JSON_TRUE:
      return read_word (self, "true");
    case PRC_JSON_FALSE:
      return read_word (self, "false");
    case PRC_JSON_NULL:
      return read_word (self, "null");
    case PRC_JSON_OBJECT:
    case PRC_JSON_ARRAY:
      return prc_json_fail (self, PRC_JSON_ERROR_MAPPING,
                            "Cannot deserialize a scalar from an object or array");
    case PRC_JSON_END:
      return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Unexpected end-of-input");
    case PRC_JSON_BAD:
    case PRC_JSON_CLOSE_OBJECT:
    case PRC_JSON_CLOSE_ARRAY:
    case PRC_JSON_COMMA:
    case PRC_JSON_COLON:
    default:
      return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Unexpected character");
    }
}

/**
 * prc_json_skip:
 * @self: a reader
 *
 * Reads one whole value and forgets it, checking its syntax. Depth is counted, not recursed.
 *
 * Returns: %TRUE if a whole value was read
 */
gboolean
prc_json_skip (PrcJson *self)
{
  char kinds[MAX_DEPTH];
  guint depth = 0;
  PrcJsonToken token;
  gboolean value = TRUE;      /* a value must come, as opposed to a comma or a close */

  do
    {
      token = prc_json_peek (self);
      if (value && (token == PRC_JSON_OBJECT || token == PRC_JSON_ARRAY))
        {
          if (depth == MAX_DEPTH)
            return prc_json_fail (self, PRC_JSON_ERROR_SYNTAX, "Nesting is too deep");
          self->at++;
          kinds[depth++] = token == PRC_JSON_OBJECT ? '{' : '[';
          if (prc_json_peek (self) == (token == PRC_JSON_OBJECT ? PRC_JSON_CLOSE_OBJECT
                                       : PRC_JSON_CLOSE_ARRAY))
            value = FALSE;
          else if (token == PRC_JSON_OBJECT &&
                   (!prc_json_string (self) || !prc_json_take (self, PRC_JSON_COLON)))
            return FALSE;
        }
      else if (value)
        {
          if (!prc_json_scalar (self, &token))
            return FALSE;
          value = FALSE;
        }
      else if (token == PRC_JSON_COMMA)
        {
          self->at++;
          if (kinds[depth - 1] == '{' &&
              (!prc_json_string (self) || !prc_json_take (self, PRC_JSON_COLON)))
            return FALSE;
          value = TRUE;
        }
      else
        {
          if (!prc_json_take (self, kinds[depth - 1] == '{' ? PRC_JSON_CLOSE_OBJECT
                              : PRC_JSON_CLOSE_ARRAY))
            return FALSE;
          depth--;
        }
    }
  while (depth > 0);
  return TRUE;
}
