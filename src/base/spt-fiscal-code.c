/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codice fiscale and partita IVA: form and check characters (services facts 5.1, 5.2). */
#define G_LOG_DOMAIN "spt-fiscal-code"

#include "config.h"

#include "base/spt-fiscal-code.h"
#include "base/spt-italian-check.h"

#include <string.h>

#define PERSON_LENGTH 16
#define VAT_LENGTH    11

/* What may stand at each place: L a letter, N a digit or its omocodia letter, M a letter of a
 * month. */
static const char layout[PERSON_LENGTH + 1] = "LLLLLLNNMNNLNNNL";

/* The value of a digit, also when omocodia wrote it as one of L M N P Q R S T U V; -1 for anything
 * else. */
static int
omocodia_digit (char c)
{
  static const char letters[] = "LMNPQRSTUV";
  const char *found;

  if (g_ascii_isdigit (c))
    return c - '0';
  found = c != '\0' ? strchr (letters, c) : NULL;

  return found != NULL ? (int) (found - letters) : -1;
}

/* 1 to 12, or 0 when the letter stands for no month. */
static int
month_of (char c)
{
  static const char letters[] = "ABCDEHLMPRST";
  const char *found = c != '\0' ? strchr (letters, c) : NULL;

  return found != NULL ? (int) (found - letters) + 1 : 0;
}

/**
 * spt_fiscal_code_normalize:
 * @text: (nullable): what somebody typed or a file holds
 *
 * Makes the form that is stored and sent: upper case, without blanks and hyphens, and without the
 * country prefix of a partita IVA ("IT" before eleven digits).
 *
 * Returns: (transfer full) (nullable): the text, %NULL for %NULL
 */
char *
spt_fiscal_code_normalize (const char *text)
{
  char *code;
  gsize n;

  if (text == NULL)
    return NULL;

  code = spt_italian_check_compact (text, TRUE);
  n = strlen (code);
  if (n == VAT_LENGTH + 2 && g_str_has_prefix (code, "IT")
      && strspn (code + 2, "0123456789") == VAT_LENGTH)
    memmove (code, code + 2, VAT_LENGTH + 1);

  return code;
}

/**
 * spt_fiscal_code_check_person:
 * @code: (nullable): a code in normal form, see spt_fiscal_code_normalize()
 *
 * Checks the codice fiscale of a person: kinds of characters with omocodia, check letter, day and
 * month of birth. The place of birth is not looked up. Services facts 5.1.
 *
 * Returns: what is wrong first, in the order of the enumeration
 */
SptFiscalCodeResult
spt_fiscal_code_check_person (const char *code)
{
  static const gint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  int year, month, day, last_day;

  if (code == NULL)
    return SPT_FISCAL_CODE_BAD_FORM;
  for (gsize i = 0; i < PERSON_LENGTH; i++)
    {
      char c = code[i];

      /* The end of a short code fails here, so nothing is read beyond it. */
      if (layout[i] == 'L' ? !g_ascii_isupper (c)
          : layout[i] == 'N' ? omocodia_digit (c) < 0
          : month_of (c) == 0)
        return SPT_FISCAL_CODE_BAD_FORM;
    }
  if (code[PERSON_LENGTH] != '\0')
    return SPT_FISCAL_CODE_BAD_FORM;

  if (code[15] != spt_italian_check_letter (code, 15))
    return SPT_FISCAL_CODE_BAD_CHECK;

  year = omocodia_digit (code[6]) * 10 + omocodia_digit (code[7]);
  month = month_of (code[8]);
  day = omocodia_digit (code[9]) * 10 + omocodia_digit (code[10]);
  if (day > 40) /* women */
    day -= 40;
  /* The century is not known: 00 may be 2000, which had a 29 February. */
  last_day = days[month - 1] + (month == 2 && year % 4 == 0);
  if (day < 1 || day > last_day)
    return SPT_FISCAL_CODE_BAD_DATE;

  return SPT_FISCAL_CODE_OK;
}

/**
 * spt_fiscal_code_check_vat:
 * @code: (nullable): eleven digits, without a country prefix
 *
 * Checks a partita IVA, the codice fiscale of a body, or the provisional one of a person: eleven
 * digits, not all zero in the first seven, with the check digit. The office code is not judged.
 * Services facts 5.2.
 *
 * Returns: what is wrong first
 */
SptFiscalCodeResult
spt_fiscal_code_check_vat (const char *code)
{
  /* What a digit adds at an even place: doubled, minus nine above nine. */
  static const gint8 doubled[] = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };
  int sum = 0;

  if (code == NULL)
    return SPT_FISCAL_CODE_BAD_FORM;
  for (gsize i = 0; i < VAT_LENGTH; i++)
    {
      if (!g_ascii_isdigit (code[i]))
        return SPT_FISCAL_CODE_BAD_FORM;
      sum += i % 2 == 0 ? code[i] - '0' : doubled[code[i] - '0'];
    }
  if (code[VAT_LENGTH] != '\0' || strncmp (code, "0000000", 7) == 0)
    return SPT_FISCAL_CODE_BAD_FORM;

  /* The check digit stands at an odd place and makes the whole a multiple of ten. */
  return sum % 10 == 0 ? SPT_FISCAL_CODE_OK : SPT_FISCAL_CODE_BAD_CHECK;
}

/**
 * spt_fiscal_code_check:
 * @code: (nullable): a code in normal form
 *
 * Checks either kind, told apart by length: eleven characters are a number, all else must be a
 * person's code.
 *
 * Returns: what is wrong first
 */
SptFiscalCodeResult
spt_fiscal_code_check (const char *code)
{
  if (code != NULL && strnlen (code, VAT_LENGTH + 1) == VAT_LENGTH)
    return spt_fiscal_code_check_vat (code);

  return spt_fiscal_code_check_person (code);
}
