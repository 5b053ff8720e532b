/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing one field of a CSV file, safe for spreadsheets where asked. */
#define G_LOG_DOMAIN "spt-csv-writer"

#include "config.h"

#include "base/spt-csv.h"

#include <string.h>

static gboolean
needs_quotes (const char *text,
              gsize       length,
              char        separator)
{
  const char specials[] = { separator, '"', '\r', '\n', '\0' };

  if (length == 0)
    return FALSE;

  /* Blanks at the ends would be stripped by some readers. */
  return strchr (" \t", text[0]) != NULL || strchr (" \t", text[length - 1]) != NULL ||
         strpbrk (text, specials) != NULL;
}

/**
 * spt_csv_append_field:
 * @out: the row so far
 * @text: (nullable): the field, UTF-8; %NULL is empty
 * @separator: the character between fields, which decides about quotes
 * @for_spreadsheet: also put an apostrophe before what a spreadsheet would run as a formula
 *
 * Appends one field, quoted where needed; separators and line ends are the caller's.
 */
void
spt_csv_append_field (GString    *out,
                      const char *text,
                      char        separator,
                      gboolean    for_spreadsheet)
{
  gboolean guard;
  gboolean quote;
  gsize length;

  g_return_if_fail (out != NULL);

  if (text == NULL)
    return;

  length = strlen (text);
  guard = for_spreadsheet && length > 0 && strchr ("=+-@\t\r", text[0]) != NULL;
  quote = needs_quotes (text, length, separator);

  if (quote)
    g_string_append_c (out, '"');
  if (guard)
    g_string_append_c (out, '\'');

  if (!quote)
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }

  for (;;)
    {
      const char *end = strchr (text, '"');

      if (end == NULL)
        break;
      g_string_append_len (out, text, end - text + 1);
      g_string_append_c (out, '"');
      text = end + 1;
    }
  g_string_append (out, text);
  g_string_append_c (out, '"');
}

/* What a spreadsheet would calculate. "-5" and "+39 055" it only shows. */
static gboolean
is_formula (const char *text,
            char        separator)
{
  if (strchr ("=@\t\r", *text) != NULL)
    return *text != '\0' && *text != separator;
  if (*text != '+' && *text != '-')
    return FALSE;

  for (text++; *text != '\0' && *text != separator && *text != '"' && *text != '\n'; text++)
    {
      if (!g_ascii_isdigit (*text) && strchr (" .,\r", *text) == NULL)
        return TRUE;
    }

  return FALSE;
}

/**
 * spt_csv_append_guarded_row:
 * @out: where it is appended
 * @raw: a row as it stands in a file, without the line end
 * @separator: the file's separator
 *
 * Appends a row without taking it apart: only what a spreadsheet would calculate gets a leading apostrophe.
 */
void
spt_csv_append_guarded_row (GString    *out,
                            const char *raw,
                            char        separator)
{
  gboolean at_start = TRUE;
  gboolean in_quotes = FALSE;

  for (const char *p = raw; *p != '\0'; p++)
    {
      if (at_start && *p == '"')
        {
          in_quotes = TRUE;
          g_string_append_c (out, '"');
          p++;
        }
      if (at_start && is_formula (p, separator))
        g_string_append_c (out, '\'');
      at_start = FALSE;
      if (*p == '\0')
        return;
      if (in_quotes && *p == '"')
        in_quotes = FALSE; /* a doubled one opens again at once */
      else if (!in_quotes && *p == '"')
        in_quotes = p > raw && p[-1] == '"';
      else if (!in_quotes && *p == separator)
        at_start = TRUE;
      g_string_append_c (out, *p);
    }
}
