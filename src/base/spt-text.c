/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small questions about text: how long it is for a service, whether it is clean. */
#define G_LOG_DOMAIN "spt-text"

#include "config.h"

#include "base/spt-text.h"

#include <stdarg.h>
#include <string.h>

#include "base/spt-sha256.h"
#include "base/spt-utf8.h"

#define REPLACEMENT 0xfffd
#define ELLIPSIS    0x2026

/**
 * spt_text_length:
 * @text: (nullable): UTF-8
 *
 * Counts code points, as Java's length() does for every character outside the rare supplementary
 * planes, and as the services' limits mean it.
 *
 * Returns: a number of characters; 0 for %NULL
 */
gsize
spt_text_length (const char *text)
{
  return text != NULL ? (gsize) g_utf8_strlen (text, -1) : 0;
}

/**
 * spt_text_strip:
 * @text: (nullable): UTF-8
 *
 * Copies a text without the white space at its ends, no-break space (U+00A0) included.
 *
 * Returns: (transfer full) (nullable): a new text; %NULL for %NULL
 */
char *
spt_text_strip (const char *text)
{
  const char *end;

  if (text == NULL)
    return NULL;

  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  end = text + strlen (text);
  while (end > text)
    {
      const char *previous = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (previous)))
        break;
      end = previous;
    }

  return g_strndup (text, (gsize) (end - text));
}

/**
 * spt_text_is_blank:
 * @text: (nullable): UTF-8
 *
 * Returns: %TRUE for %NULL and for a text that is nothing but white space
 */
gboolean
spt_text_is_blank (const char *text)
{
  if (text == NULL)
    return TRUE;

  /* Most texts show it with their first byte. */
  if (g_ascii_isgraph (*text))
    return FALSE;
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return *text == '\0';
}

/**
 * spt_text_has_control:
 * @text: (nullable): UTF-8
 *
 * Looks for what no service takes in a text: control characters other than tab, CR and LF.
 *
 * Returns: %TRUE when there is one
 */
gboolean
spt_text_has_control (const char *text)
{
  gsize length;
  guint64 word;

  if (text == NULL)
    return FALSE;

  /* Eight plain bytes at a time. */
  for (length = strlen (text); length >= sizeof word; length -= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      if ((((word - SPT_UTF8_ONES * 0x20) & ~word & SPT_UTF8_HIGHS) |
           spt_utf8_zero_bytes (word ^ (SPT_UTF8_ONES * 0x7f)) | (word & SPT_UTF8_HIGHS)) != 0)
        break;
      text += sizeof word;
    }

  /* Beyond ASCII there are U+0080 to U+009F: C2 80 to C2 9F. */
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    {
      if ((*p < 0x20 && *p != '\t' && *p != '\r' && *p != '\n') || *p == 0x7f ||
          (*p == 0xc2 && p[1] >= 0x80 && p[1] < 0xa0))
        return TRUE;
    }

  return FALSE;
}

/* Characters that change the order in which the following ones are shown: a text from outside could
 * use them to look like another. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * spt_text_make_printable:
 * @data: (array length=length) (nullable): bytes of any kind
 * @length: how many, or -1 when they end with a NUL
 * @max_chars: the most characters kept before an ellipsis takes the place of the rest; 0 for all
 *
 * Makes what a server said fit to be shown: bytes that are not UTF-8, control characters (but tab
 * and line breaks) and characters that turn the direction of writing become U+FFFD.
 *
 * Returns: (transfer full): valid UTF-8; empty for %NULL
 */
char *
spt_text_make_printable (const char *data,
                         gssize      length,
                         gsize       max_chars)
{
  GString *out = g_string_new (NULL);
  const char *end;
  gsize n = 0;

  if (data == NULL)
    return g_string_free (out, FALSE);

  end = data + (length < 0 ? (gssize) strlen (data) : length);
  while (data < end)
    {
      gunichar c = g_utf8_get_char_validated (data, end - data);

      if (max_chars > 0 && n == max_chars)
        {
          g_string_append_unichar (out, ELLIPSIS);
          break;
        }

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          c = REPLACEMENT;
          data++;
        }
      else
        {
          data = c == 0 ? data + 1 : g_utf8_next_char (data);
          if (turns_direction (c) || (g_unichar_iscntrl (c) && c != '\t' && c != '\r' && c != '\n'))
            c = REPLACEMENT;
        }

      g_string_append_unichar (out, c);
      n++;
    }

  return g_string_free (out, FALSE);
}

/**
 * spt_text_fold:
 * @text: (nullable): UTF-8
 *
 * Folds a text for search: lower case, accents off, curly apostrophes straight, runs of blanks made
 * one and those at the ends dropped. What is typed and what is stored are both folded, so "nicolo’
 * " finds "Nicolo'", and "nicolò" finds "NICOLÒ" and "Nicolo".
 *
 * Returns: (transfer full) (nullable): a new text; %NULL for %NULL
 */
char *
spt_text_fold (const char *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *decomposed = NULL;
  gboolean space_waits = FALSE;
  GString *out;
  const char *p;

  if (text == NULL)
    return NULL;

  folded = g_utf8_casefold (text, -1);
  decomposed = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  out = g_string_new (NULL);

  /* Only a text that is not UTF-8 cannot be normalized, which no caller has. */
  for (p = decomposed != NULL ? decomposed : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          space_waits = out->len > 0;
          continue;
        }
      if (g_unichar_ismark (c))
        continue;
      if (c == 0x2018 || c == 0x2019)
        c = '\'';

      if (space_waits)
        g_string_append_c (out, ' ');
      space_waits = FALSE;
      g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

/* The value that stands behind @name (of @length bytes) in a list of pairs that ends with NULL. */
static const char *
find_value (const char *const *pairs,
            const char        *name,
            gsize              length)
{
  gsize i;

  for (i = 0; pairs[i] != NULL; i += 2)
    {
      if (strncmp (pairs[i], name, length) == 0 && pairs[i][length] == '\0')
        return pairs[i + 1];
    }

  return NULL;
}

/**
 * spt_text_fill:
 * @pattern: a text with places like "{name}"
 * @...: pairs of a name and its value, ended with %NULL; a %NULL value is empty
 *
 * Fills the places of a sentence from a table. What has no pair stays as it is; values are not
 * looked into.
 *
 * Returns: (transfer full): a new text
 */
char *
spt_text_fill (const char *pattern,
               ...)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new ();
  const char *name;
  GString *out;
  va_list args;

  g_return_val_if_fail (pattern != NULL, NULL);

  va_start (args, pattern);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);

      g_ptr_array_add (pairs, (gpointer) name);
      g_ptr_array_add (pairs, (gpointer) (value != NULL ? value : ""));
    }
  va_end (args);
  g_ptr_array_add (pairs, NULL);

  out = g_string_new (NULL);
  while (*pattern != '\0')
    {
      const char *close = *pattern == '{' ? strchr (pattern, '}') : NULL;
      const char *value = NULL;

      if (close != NULL)
        value = find_value ((const char *const *) pairs->pdata, pattern + 1,
                            (gsize) (close - pattern - 1));

      if (value != NULL)
        {
          g_string_append (out, value);
          pattern = close + 1;
        }
      else
        {
          g_string_append_c (out, *pattern++);
        }
    }

  return g_string_free (out, FALSE);
}

/**
 * spt_text_sha256_hex:
 * @data: (array length=length): bytes
 * @length: how many
 *
 * Returns: (transfer full): the SHA-256 sum, 64 lower-case hexadecimal digits
 */
char *
spt_text_sha256_hex (const void *data,
                     gsize       length)
{
  g_autoptr (SptSha256) sum = spt_sha256_new ();

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  spt_sha256_update (sum, data, length);

  return spt_sha256_dup_hex (sum);
}
