/* SPDX-License-Identifier: GPL-3.0-or-later */
/* IBAN: form, mod 97, and for Italy length, CIN and the postal bank (GPD facts 8, services facts
 * 5.7). */
#define G_LOG_DOMAIN "spt-iban"

#include "config.h"

#include "base/spt-iban.h"
#include "base/spt-italian-check.h"

#include <string.h>

#define MIN_LENGTH     5
#define MAX_LENGTH     34
#define ITALIAN_LENGTH 27
/* In an Italian IBAN: CIN at 4, ABI 5 to 9, CAB 10 to 14, account 15 to 26. */
#define CIN_PLACE      4
#define ABI_PLACE      5
#define ACCOUNT_PLACE  15

/**
 * spt_iban_normalize:
 * @text: (nullable): what somebody typed or a file holds
 *
 * Makes the form that is stored and sent: upper case, without blanks.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for %NULL
 */
char *
spt_iban_normalize (const char *text)
{
  return text != NULL ? spt_italian_check_compact (text, FALSE) : NULL;
}

/* The remainder of the rearranged number (first four characters last, letters as 10 to 35), digit
 * by digit. */
static guint
mod97 (const char *iban,
       gsize       length)
{
  guint rest = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = iban[(i + 4) % length];

      if (g_ascii_isdigit (c))
        rest = (rest * 10 + (c - '0')) % 97;
      else
        rest = (rest * 100 + (c - 'A' + 10)) % 97;
    }

  return rest;
}

/**
 * spt_iban_check:
 * @iban: (nullable): an IBAN in normal form, see spt_iban_normalize()
 *
 * Checks form and mod 97, and for Italy the length, the kinds of characters and the CIN, which
 * libraries leave out (services facts 5.7 and 6.4). Check digits 00, 01 and 99 are never made by
 * the standard and are refused.
 *
 * Returns: what is wrong first, in the order of the enumeration
 */
SptIbanResult
spt_iban_check (const char *iban)
{
  gsize length;
  int check_digits;
  gboolean italian;

  if (iban == NULL)
    return SPT_IBAN_BAD_FORM;
  for (length = 0; iban[length] != '\0'; length++)
    {
      char c = iban[length];

      if (length >= MAX_LENGTH
          || (length < 2 ? !g_ascii_isupper (c)
              : length < 4 ? !g_ascii_isdigit (c)
              : !g_ascii_isupper (c) && !g_ascii_isdigit (c)))
        return SPT_IBAN_BAD_FORM;
    }
  if (length < MIN_LENGTH)
    return SPT_IBAN_BAD_FORM;

  italian = strncmp (iban, "IT", 2) == 0;
  if (italian)
    {
      if (length != ITALIAN_LENGTH)
        return SPT_IBAN_BAD_LENGTH;
      if (!g_ascii_isupper (iban[CIN_PLACE]))
        return SPT_IBAN_BAD_FORM;
      for (gsize i = ABI_PLACE; i < ACCOUNT_PLACE; i++)
        if (!g_ascii_isdigit (iban[i]))
          return SPT_IBAN_BAD_FORM;
    }

  check_digits = (iban[2] - '0') * 10 + (iban[3] - '0');
  if (check_digits < 2 || check_digits > 98 || mod97 (iban, length) != 1)
    return SPT_IBAN_BAD_MOD97;
  if (italian
      && iban[CIN_PLACE] != spt_italian_check_letter (iban + ABI_PLACE, ITALIAN_LENGTH - ABI_PLACE))
    return SPT_IBAN_BAD_CIN;

  return SPT_IBAN_OK;
}

/**
 * spt_iban_is_postal:
 * @iban: (nullable): an IBAN in normal form
 *
 * Tells whether the account is one of Poste Italiane: an Italian IBAN with ABI 07601 (GPD facts 8).
 * Does not check anything else.
 *
 * Returns: %TRUE for a postal account
 */
gboolean
spt_iban_is_postal (const char *iban)
{
  return iban != NULL && strlen (iban) == ITALIAN_LENGTH && strncmp (iban, "IT", 2) == 0
         && strncmp (iban + ABI_PLACE, "07601", 5) == 0;
}

/**
 * spt_iban_format:
 * @iban: (nullable): an IBAN, in normal form or not
 *
 * Writes an IBAN in groups of four, for reading.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for %NULL
 */
char *
spt_iban_format (const char *iban)
{
  g_autofree char *compact = spt_iban_normalize (iban);
  GString *result;
  guint n = 0;

  if (compact == NULL)
    return NULL;

  result = g_string_new (NULL);
  /* By characters, so that a wrong text which is not ASCII stays valid. */
  for (const char *p = compact; *p != '\0'; p++)
    {
      gboolean starts_character = (p[0] & 0xc0) != 0x80;

      if (starts_character && n > 0 && n % 4 == 0)
        g_string_append_c (result, ' ');
      n += starts_character;
      g_string_append_c (result, *p);
    }

  return g_string_free (result, FALSE);
}
