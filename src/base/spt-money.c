/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts of money: integer cents in memory, euro text on the screen; never a floating point
 * number. */
#define G_LOG_DOMAIN "spt-money"

#include "config.h"

#include "base/spt-money.h"

#include <string.h>

/* Longer than any amount that anybody writes, signs and currency included. */
#define MAX_TEXT 64
/* What a euro sign becomes while a text is normalised: a byte that no normalised text has
 * otherwise. */
#define EURO_SIGN '\1'

G_DEFINE_QUARK (spt_money_error_quark, spt_money_error)

/* One character of @text as a single byte: blanks of all kinds are ' ', minus signs of all kinds
 * '-'. Returns 0 for anything that has no place in an amount, and the number of bytes read in
 * @n_bytes. */
static char
next_char (const char *text,
           gsize      *n_bytes)
{
  static const struct
  {
    const char *bytes;
    char        as;
  } wide[] = {
    { "\xe2\x82\xac", EURO_SIGN },
    { "\xc2\xa0", ' ' },     /* no-break space */
    { "\xe2\x80\xaf", ' ' }, /* narrow no-break space, as CLDR groups */
    { "\xe2\x80\x89", ' ' }, /* thin space */
    { "\xe2\x88\x92", '-' }, /* minus sign */
  };

  *n_bytes = 1;
  if (g_ascii_isspace (text[0]))
    return ' ';
  if (g_ascii_isdigit (text[0]) || strchr (".,-+", text[0]) != NULL)
    return text[0];
  if (g_ascii_isalpha (text[0]))
    return g_ascii_toupper (text[0]);

  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    if (g_str_has_prefix (text, wide[i].bytes))
      {
        *n_bytes = strlen (wide[i].bytes);
        return wide[i].as;
      }

  return 0;
}

static gboolean
normalise (const char *text,
           char       *buffer,
           gsize      *length)
{
  gsize n = 0;

  while (*text != '\0')
    {
      gsize n_bytes;
      char c = next_char (text, &n_bytes);

      if (c == 0)
        return FALSE;
      text += n_bytes;
      if (c == ' ' && n == 0)
        continue;
      if (n == MAX_TEXT)
        return FALSE;
      buffer[n++] = c;
    }

  while (n > 0 && buffer[n - 1] == ' ')
    n--;
  *length = n;

  return TRUE;
}

/* How many bytes at @start are a currency: the sign, "EUR" or "EURO". */
static gsize
currency_at_start (const char *start,
                   gsize       length)
{
  if (length >= 1 && start[0] == EURO_SIGN)
    return 1;
  if (length >= 4 && memcmp (start, "EURO", 4) == 0)
    return 4;
  if (length >= 3 && memcmp (start, "EUR", 3) == 0)
    return 3;

  return 0;
}

static gsize
currency_at_end (const char *start,
                 gsize       length)
{
  for (gsize n = 4; n >= 1; n--)
    if (length >= n && currency_at_start (start + length - n, n) == n)
      return n;

  return 0;
}

static void
skip_blanks (const char **start,
             gsize       *length)
{
  while (*length > 0 && **start == ' ')
    {
      (*start)++;
      (*length)--;
    }
  while (*length > 0 && (*start)[*length - 1] == ' ')
    (*length)--;
}

/* Takes sign and currency off, at most one of each: "-5", "EUR -5", "-EUR 5", "5 EUR". */
static void
strip_marks (const char **start,
             gsize       *length,
             gboolean    *negative)
{
  gboolean has_sign = FALSE;
  gboolean has_currency = FALSE;

  *negative = FALSE;
  for (guint round = 0; round < 2 && *length > 0; round++)
    {
      gsize n = currency_at_start (*start, *length);

      if (!has_sign && (**start == '-' || **start == '+'))
        {
          has_sign = TRUE;
          *negative = **start == '-';
          n = 1;
        }
      else if (n > 0 && !has_currency)
        has_currency = TRUE;
      else
        n = 0;
      *start += n;
      *length -= n;
      skip_blanks (start, length);
    }

  if (!has_currency)
    *length -= currency_at_end (*start, *length);
  skip_blanks (start, length);
}

/* Where the decimal separator stands in @start, or @length when there is none. What only groups
 * thousands is left to parse_number() to check. */
static gsize
find_decimal_separator (const char *start,
                        gsize       length)
{
  guint n_points = 0;
  guint n_commas = 0;
  guint n_blanks = 0;
  gsize last = length; /* the last point or comma */

  for (gsize i = 0; i < length; i++)
    {
      n_points += start[i] == '.';
      n_commas += start[i] == ',';
      n_blanks += start[i] == ' ';
      if (start[i] == '.' || start[i] == ',')
        last = i;
    }

  if (last == length)
    return length;

  /* Both kinds: the last one divides, the other one groups. */
  if (n_points > 0 && n_commas > 0)
    return last;
  /* The same mark twice can only group. */
  if (n_points + n_commas > 1)
    return length;
  if (n_commas == 1 || n_blanks > 0)
    return last;

  /* A single point: "1.234" is grouped, as Italians write; "0.123" and "1234.567" cannot be. */
  if (length - last - 1 == 3 && last >= 1 && last <= 3 && start[0] != '0')
    return length;

  return last;
}

static gboolean
parse_number (const char  *start,
              gsize        length,
              gint64      *cents,
              GError     **error)
{
  gsize decimal = find_decimal_separator (start, length);
  gsize n_decimals = decimal < length ? length - decimal - 1 : 0;
  gsize group = 0; /* digits since the start or since the last grouping mark */
  char grouping = 0;
  gint64 value = 0;
  gboolean too_large = FALSE;

  for (gsize i = 0; i < decimal; i++)
    {
      if (g_ascii_isdigit (start[i]))
        {
          group++;
          value = value * 10 + (start[i] - '0');
          if (value > SPT_MONEY_MAX_CENTS)
            {
              too_large = TRUE;
              value = SPT_MONEY_MAX_CENTS;
            }
          continue;
        }
      if (!strchr (".,", start[i]) && start[i] != ' ')
        goto syntax;
      if (grouping == 0 ? group < 1 || group > 3 : start[i] != grouping || group != 3)
        goto syntax;
      grouping = start[i];
      group = 0;
    }

  if (grouping == 0 ? group == 0 : group != 3)
    goto syntax;
  if (decimal < length && n_decimals == 0)
    goto syntax;
  for (gsize i = decimal + 1; i < length; i++)
    if (!g_ascii_isdigit (start[i]))
      goto syntax;

  if (n_decimals > 2)
    {
      g_set_error (error, SPT_MONEY_ERROR, SPT_MONEY_ERROR_DECIMALS, "More than two decimals");
      return FALSE;
    }

  value *= 100;
  if (n_decimals >= 1)
    value += (start[decimal + 1] - '0') * 10;
  if (n_decimals == 2)
    value += start[decimal + 2] - '0';
  if (too_large || value > SPT_MONEY_MAX_CENTS)
    {
      g_set_error (error, SPT_MONEY_ERROR, SPT_MONEY_ERROR_RANGE, "The amount is too large");
      return FALSE;
    }
  *cents = value;

  return TRUE;

syntax:
  g_set_error (error, SPT_MONEY_ERROR, SPT_MONEY_ERROR_SYNTAX, "Not an amount in euro");
  return FALSE;
}

/* What nearly every file holds, "1234", "1234,5" or "1234.50": no blank, sign, currency or group in it. FALSE for all else. */
static gboolean
parse_plain (const char *text,
             gint64     *cents)
{
  gint64 value = 0;
  guint n_digits = 0;
  guint n_decimals = 0;

  for (; g_ascii_isdigit (*text) && n_digits < 12; text++, n_digits++)
    value = value * 10 + (*text - '0');
  if (n_digits == 0)
    return FALSE;
  if (*text == ',' || *text == '.')
    {
      for (text++; g_ascii_isdigit (*text) && n_decimals < 2; text++, n_decimals++)
        value = value * 10 + (*text - '0');
      if (n_decimals == 0)
        return FALSE;
    }
  for (; n_decimals < 2; n_decimals++)
    value *= 10;
  if (*text != '\0' || value > SPT_MONEY_MAX_CENTS)
    return FALSE;
  *cents = value;

  return TRUE;
}

/**
 * spt_money_parse_euro:
 * @text: (nullable): euro text as people write it
 * @cents: (out): where to put the amount, in euro cents; untouched on failure
 * @error: return location for an error of %SPT_MONEY_ERROR
 *
 * Reads an amount in euro without allocating and without floating point.
 *
 * A comma divides decimals. A single point followed by exactly three digits groups thousands
 * ("1.234" is 1234 euro), otherwise it divides. Where both stand, the last one divides. A comma
 * followed by three digits is an error rather than a guess. At most two decimals (GPD facts 6.2 and
 * 13, T6), at most %SPT_MONEY_MAX_CENTS either way.
 *
 * Returns: %TRUE when @text is an amount
 */
gboolean
spt_money_parse_euro (const char  *text,
                      gint64      *cents,
                      GError     **error)
{
  char buffer[MAX_TEXT] = { 0 };
  const char *start = buffer;
  gsize length = 0;
  gboolean negative = FALSE;
  gint64 value = 0;

  g_return_val_if_fail (cents != NULL, FALSE);

  if (text != NULL && parse_plain (text, cents))
    return TRUE;
  if (text != NULL && !normalise (text, buffer, &length))
    {
      g_set_error (error, SPT_MONEY_ERROR, SPT_MONEY_ERROR_SYNTAX, "Not an amount in euro");
      return FALSE;
    }
  if (length == 0)
    {
      g_set_error (error, SPT_MONEY_ERROR, SPT_MONEY_ERROR_EMPTY, "The amount is missing");
      return FALSE;
    }

  strip_marks (&start, &length, &negative);
  if (!parse_number (start, length, &value, error))
    return FALSE;
  *cents = negative ? -value : value;

  return TRUE;
}

/* Writes @cents from the end of @buffer backwards and returns where the text starts. */
static const char *
format_backwards (char    *buffer,
                  gsize    size,
                  gint64   cents,
                  gboolean grouped)
{
  guint64 rest = cents < 0 ? -(guint64) cents : (guint64) cents;
  char *p = buffer + size;
  guint n_digits = 0;

  *--p = '\0';
  *--p = '0' + rest % 10;
  rest /= 10;
  *--p = '0' + rest % 10;
  rest /= 10;
  *--p = ',';
  do
    {
      if (grouped && n_digits > 0 && n_digits % 3 == 0)
        *--p = '.';
      *--p = '0' + rest % 10;
      rest /= 10;
      n_digits++;
    }
  while (rest > 0);
  if (cents < 0)
    *--p = '-';

  return p;
}

/**
 * spt_money_format_plain:
 * @cents: an amount in euro cents
 *
 * Writes an amount for a field: "1234,50".
 *
 * Returns: (transfer full): the text; spt_money_parse_euro() reads it back
 */
char *
spt_money_format_plain (gint64 cents)
{
  char buffer[MAX_TEXT];

  return g_strdup (format_backwards (buffer, sizeof (buffer), cents, FALSE));
}

/**
 * spt_money_format:
 * @cents: an amount in euro cents
 *
 * Writes an amount for reading: "1.234,50", without a currency sign.
 *
 * Returns: (transfer full): the text; spt_money_parse_euro() reads it back
 */
char *
spt_money_format (gint64 cents)
{
  char buffer[MAX_TEXT];

  return g_strdup (format_backwards (buffer, sizeof (buffer), cents, TRUE));
}
