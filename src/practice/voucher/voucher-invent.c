/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codici fiscali of people who do not exist, with the right control letter (facts 5.1). */
#define G_LOG_DOMAIN "spt-practice"

#include "voucher.h"

/**
 * prc_voucher_invent:
 * @index: which one, from 0; the first 7.5 million differ
 *
 * Makes a well-formed codice fiscale of an invented person.
 *
 * Returns: (transfer full): 16 characters
 */
char *
prc_voucher_invent (guint index)
{
  static const char consonants[] = "BCDFGLMNPRSTVZ";
  static const char months[] = "ABCDEHLMPRST";
  static const gint odd[] = { 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14,
                              16, 10, 22, 25, 24, 23 };
  const guint count = sizeof consonants - 1;
  GString *code = g_string_new (NULL);
  guint rest = index;
  gint sum = 0;
  guint i;

  for (i = 0; i < 6; i++)
    {
      g_string_append_c (code, consonants[(rest + i * 5) % count]);
      rest /= count;
    }
  g_string_append_printf (code, "%02u%c%02uH501", 40 + index % 60, months[index % 12],
                          1 + index % 28 + (index % 2) * 40);
  for (i = 0; i < 15; i++)
    {
      char c = code->str[i];
      gint value = g_ascii_isdigit (c) ? c - '0' : c - 'A';

      sum += i % 2 == 0 ? odd[value] : value;
    }
  g_string_append_c (code, (char) ('A' + sum % 26));
  return g_string_free (code, FALSE);
}
