/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What codice fiscale and IBAN share: the check letter of Italian codes, and taking blanks off. */
#define G_LOG_DOMAIN "spt-italian-check"

#include "config.h"

#include "base/spt-italian-check.h"

#include <string.h>

/**
 * spt_italian_check_letter:
 * @text: characters of [0-9A-Z]
 * @length: how many of them count
 *
 * Computes the check letter: places counted from one, the odd ones through a table, the even ones
 * by their value, the sum modulo 26 (services facts 5.1; the CIN of an IBAN is the same over 22
 * characters, 5.7).
 *
 * Returns: an upper-case letter
 */
char
spt_italian_check_letter (const char *text,
                          gsize       length)
{
  /* A to Z; the digits 0 to 9 count as A to J. */
  static const gint8 odd[] = {
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  };
  guint sum = 0;

  for (gsize i = 0; i < length; i++)
    {
      int value = g_ascii_isdigit (text[i]) ? text[i] - '0' : text[i] - 'A';

      g_assert (value >= 0 && value < (int) G_N_ELEMENTS (odd));
      sum += i % 2 == 0 ? odd[value] : value;
    }

  return 'A' + sum % 26;
}

/**
 * spt_italian_check_compact:
 * @text: any text
 * @drop_hyphens: whether hyphens go too
 *
 * Copies @text in ASCII upper case without blanks.
 *
 * Returns: (transfer full): the copy
 */
char *
spt_italian_check_compact (const char *text,
                           gboolean    drop_hyphens)
{
  gsize length = strlen (text);
  char *result = g_malloc (length + 1);
  char *p = result;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isspace (text[i]) || (drop_hyphens && text[i] == '-'))
        continue;
      if (strncmp (text + i, "\xc2\xa0", 2) == 0) /* no-break space, from web pages and PDF */
        {
          i++;
          continue;
        }
      *p++ = g_ascii_toupper (text[i]);
    }
  *p = '\0';

  return result;
}
