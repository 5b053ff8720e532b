/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Guessing a CSV file's encoding and separator from its first bytes. */
#define G_LOG_DOMAIN "spt-csv-detect"

#include "config.h"

#include "base/spt-csv-private.h"

#include <string.h>

#include "base/spt-utf8.h"

/* Enough rows to tell a separator from a comma in a name, few enough to cost nothing. */
#define MAX_SAMPLE_ROWS  50
#define MAX_SAMPLE_BYTES (64 * 1024)

const guint16 spt_csv_windows_1252[32] = {
  0x20ac, 0x0000, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x0000, 0x017d, 0x0000,
  0x0000, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x0000, 0x017e, 0x0178,
};

/**
 * spt_csv_detect_valid_utf8:
 * @data: the first bytes of a file
 * @length: how many
 * @is_whole: whether there are no more: else a sequence that the end cuts is forgiven
 *
 * Says whether bytes are UTF-8.
 *
 * Returns: %TRUE if so
 */
gboolean
spt_csv_detect_valid_utf8 (const guchar *data,
                           gsize         length,
                           gboolean      is_whole)
{
  gsize i = 0;

  while (i < length)
    {
      guint64 word;
      int sequence;

      if (length - i >= sizeof word)
        {
          memcpy (&word, data + i, sizeof word);
          if ((word & SPT_UTF8_HIGHS) == 0)
            {
              i += sizeof word;
              continue;
            }
        }
      if (data[i] < 0x80)
        {
          i++;
          continue;
        }

      sequence = spt_utf8_sequence (data + i, length - i);
      if (sequence < 0)
        return !is_whole;
      if (sequence == 0)
        return FALSE;
      i += (gsize) sequence;
    }

  return TRUE;
}

/* How well @separator cuts the sample: first the rows that have as many of it as the first one has
 * and no quote in the middle of a field, then the columns; 0 when the first row has none. */
static guint
rate_separator (const guchar *data,
                gsize         length,
                gboolean      is_whole,
                guchar        separator)
{
  guint first = 0;
  guint count = 0;
  guint n_rows = 0;
  guint n_alike = 0;
  gboolean in_quotes = FALSE;
  gboolean at_start = TRUE;
  gboolean has_stray = FALSE;
  gsize row_start = 0;
  gsize i;

  for (i = 0; i <= length && n_rows < MAX_SAMPLE_ROWS; i++)
    {
      guchar c = i < length ? data[i] : '\n';

      if (i == length && (!is_whole || row_start == length))
        break;

      if (in_quotes && i < length)
        {
          if (c == '"')
            in_quotes = FALSE; /* a doubled quote opens again at once */
          else
            continue;
          at_start = FALSE;
          if (i + 1 < length && data[i + 1] == '"')
            {
              in_quotes = TRUE;
              i++;
            }
        }
      else if (c == '"' && at_start)
        {
          in_quotes = TRUE;
        }
      else if (c == separator)
        {
          count++;
          at_start = TRUE;
        }
      else if (c == '\n' || c == '\r')
        {
          if (i > row_start)
            {
              if (n_rows == 0)
                first = count;
              n_rows++;
              n_alike += count == first && !has_stray ? 1 : 0;
            }
          count = 0;
          at_start = TRUE;
          has_stray = FALSE;
          row_start = i + 1;
        }
      else
        {
          has_stray |= c == '"';
          at_start = FALSE;
        }
    }

  if (n_rows == 0)
    first = count; /* one row longer than the sample */

  return first == 0 ? 0 : (n_alike + 1) * 2000 + MIN (first, 1999);
}

/**
 * spt_csv_detect_separator:
 * @data: the first bytes of a file
 * @length: how many
 * @is_whole: whether there are no more
 *
 * Finds the one of ; , tab and the bar that cuts the first rows most evenly.
 *
 * Returns: the separator; ";" where none occurs
 */
char
spt_csv_detect_separator (const guchar *data,
                          gsize         length,
                          gboolean      is_whole)
{
  static const char candidates[] = { ';', ',', '\t', '|' };
  char best = ';';
  guint best_rating = 0;
  guint i;

  if (length > MAX_SAMPLE_BYTES)
    {
      length = MAX_SAMPLE_BYTES;
      is_whole = FALSE;
    }

  for (i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint rating = rate_separator (data, length, is_whole, (guchar) candidates[i]);

      if (rating > best_rating)
        {
          best_rating = rating;
          best = candidates[i];
        }
    }

  return best;
}

/**
 * spt_csv_detect_declaration:
 * @data: the first bytes of a file
 * @length: how many
 * @separator: (out): what it names
 *
 * Looks for a first line "sep=;", as spreadsheets write it.
 *
 * Returns: its bytes with the line end; 0 when there is none
 */
gsize
spt_csv_detect_declaration (const guchar *data,
                            gsize         length,
                            char         *separator)
{
  gsize i = 0;
  gboolean is_quoted = length > 0 && data[0] == '"';

  if (is_quoted)
    i++;
  if (length - i < 5 || g_ascii_strncasecmp ((const char *) data + i, "sep=", 4) != 0)
    return 0;
  i += 4;

  if (data[i] >= 0x80 || data[i] == '"' || g_ascii_isalnum (data[i]) ||
      (g_ascii_iscntrl (data[i]) && data[i] != '\t'))
    return 0;
  *separator = (char) data[i++];

  if (is_quoted)
    {
      if (i == length || data[i] != '"')
        return 0;
      i++;
    }

  if (i == length)
    return i;
  if (data[i] == '\n')
    return i + 1;
  if (data[i] == '\r')
    return i + 1 < length && data[i + 1] == '\n' ? i + 2 : i + 1;

  return 0;
}
