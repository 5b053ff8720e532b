/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps over UTF-8 that readers and writers of JSON and CSV share, inlined into their loops. */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

#define SPT_UTF8_ONES  G_GUINT64_CONSTANT (0x0101010101010101)
#define SPT_UTF8_HIGHS G_GUINT64_CONSTANT (0x8080808080808080)

/* The high bit of every byte of @word that is zero; bytes above the first hit may be marked
 * wrongly, which is harmless where only "any" is asked. */
static inline guint64
spt_utf8_zero_bytes (guint64 word)
{
  return (word - SPT_UTF8_ONES) & ~word & SPT_UTF8_HIGHS;
}

/* TRUE when one of the eight bytes is a quote, a backslash, a control character or not ASCII: what
 * JSON cannot have in a string as it is. */
static inline gboolean
spt_utf8_word_stops_json (guint64 word)
{
  guint64 control = (word - SPT_UTF8_ONES * 0x20) & ~word & SPT_UTF8_HIGHS;
  guint64 quote = spt_utf8_zero_bytes (word ^ (SPT_UTF8_ONES * '"'));
  guint64 backslash = spt_utf8_zero_bytes (word ^ (SPT_UTF8_ONES * '\\'));

  return (control | quote | backslash | (word & SPT_UTF8_HIGHS)) != 0;
}

/* How many bytes the sequence at @p has: 2, 3 or 4; 0 when it is not valid UTF-8; -1 when it may be
 * valid but
 * @available bytes do not show its end. The byte at @p is at least 0x80. Overlong forms, surrogates
 * and what lies beyond U+10FFFF are not valid. */
static inline int
spt_utf8_sequence (const guchar *p,
                   gsize         available)
{
  guchar lead = p[0];
  guchar low = 0x80;
  guchar high = 0xbf;
  int length;
  int i;

  if (lead < 0xc2 || lead > 0xf4)
    return 0;

  length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (lead == 0xe0)
    low = 0xa0;
  else if (lead == 0xed)
    high = 0x9f;
  else if (lead == 0xf0)
    low = 0x90;
  else if (lead == 0xf4)
    high = 0x8f;

  for (i = 1; i < length; i++)
    {
      if ((gsize) i >= available)
        return -1;
      if (p[i] < low || p[i] > high)
        return 0;
      low = 0x80;
      high = 0xbf;
    }

  return length;
}

/* How many bytes at @p are ASCII that JSON takes inside a string as it is. */
static inline gsize
spt_utf8_count_plain (const guchar *p,
                      gsize         length)
{
  gsize i = 0;
  guint64 word;

  while (length - i >= sizeof word)
    {
      memcpy (&word, p + i, sizeof word);
      if (spt_utf8_word_stops_json (word))
        break;
      i += sizeof word;
    }
  while (i < length && p[i] >= 0x20 && p[i] < 0x80 && p[i] != '"' && p[i] != '\\')
    i++;

  return i;
}

/* How many bytes at @p are valid UTF-8 without a NUL: @length when all of them are. */
static inline gsize
spt_utf8_count_valid (const guchar *p,
                      gsize         length)
{
  gsize i = 0;
  guint64 word;

  while (i < length)
    {
      int sequence;

      while (length - i >= sizeof word)
        {
          memcpy (&word, p + i, sizeof word);
          if (((word & SPT_UTF8_HIGHS) | spt_utf8_zero_bytes (word)) != 0)
            break;
          i += sizeof word;
        }
      while (i < length && p[i] < 0x80 && p[i] != '\0')
        i++;
      if (i == length)
        break;
      sequence = p[i] >= 0x80 ? spt_utf8_sequence (p + i, length - i) : 0;
      if (sequence <= 0)
        break;
      i += (gsize) sequence;
    }

  return i;
}

G_END_DECLS
