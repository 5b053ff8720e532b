/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes in any text: a letter, a column of a table, what was copied from a page. */
#define G_LOG_DOMAIN "spt-fiscal-find"

#include "config.h"

#include "base/spt-fiscal-code.h"

#include <string.h>

#define PERSON_LENGTH 16
#define VAT_LENGTH    11

/* As people set a code apart when they print it. */
static gboolean
is_gap (char c)
{
  return c == ' ' || c == '-' || c == '.';
}

/* So many letters and digits from @start, single gaps between them left out; where they end, %NULL when
 * there are fewer, or more follow at once. */
static const char *
read_code (const char *start,
           gsize       length,
           gboolean    gaps,
           char       *out)
{
  const char *p = start;

  for (gsize n = 0; n < length; n++)
    {
      if (gaps && n > 0 && is_gap (*p) && g_ascii_isalnum (p[1]))
        p++;
      if (!g_ascii_isalnum (*p))
        return NULL;
      out[n] = g_ascii_toupper (*p++);
    }
  out[length] = '\0';

  /* Part of a longer word, or of a letter of another script. */
  return g_ascii_isalnum (*p) || (guchar) *p >= 0x80 ? NULL : p;
}

/* A person's form is like nothing else; eleven digits may be a telephone, so their check counts. */
static const char *
find_at (const char *start,
         char       *out)
{
  const char *end = read_code (start, PERSON_LENGTH, FALSE, out);

  if (end != NULL && spt_fiscal_code_check_person (out) != SPT_FISCAL_CODE_BAD_FORM)
    return end;
  end = read_code (start, PERSON_LENGTH, TRUE, out);
  if (end != NULL && spt_fiscal_code_check_person (out) == SPT_FISCAL_CODE_OK)
    return end;
  if (g_ascii_strncasecmp (start, "IT", 2) == 0)
    start += start[2] == ' ' ? 3 : 2;
  end = read_code (start, VAT_LENGTH, FALSE, out);
  if (end != NULL && spt_fiscal_code_check_vat (out) == SPT_FISCAL_CODE_OK)
    return end;

  return NULL;
}

/**
 * spt_fiscal_codes_find:
 * @text: anything that somebody pasted
 * @n_again: (out) (optional): how often one came that was there already
 *
 * Finds the tax codes and VAT numbers in a text. Sixteen characters count by their form, set apart by
 * blanks only with the right check character; eleven digits only with theirs. A leading IT is left out.
 *
 * Returns: (transfer full) (element-type utf8): each code once, in the order of the text
 */
GPtrArray *
spt_fiscal_codes_find (const char *text,
                       guint      *n_again)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean in_word = FALSE;
  const char *p = text;
  guint n = 0;

  g_return_val_if_fail (text != NULL, codes);

  while (*p != '\0')
    {
      char code[PERSON_LENGTH + 1];
      const char *end = !in_word && g_ascii_isalnum (*p) ? find_at (p, code) : NULL;

      if (end == NULL)
        {
          in_word = g_ascii_isalnum (*p) || (guchar) *p >= 0x80;
          p++;
          continue;
        }
      if (g_hash_table_contains (seen, code))
        {
          n++;
        }
      else
        {
          char *copy = g_strdup (code);

          g_ptr_array_add (codes, copy);
          g_hash_table_add (seen, copy);
        }
      p = end;
      in_word = FALSE;
    }
  if (n_again != NULL)
    *n_again = n;

  return codes;
}
