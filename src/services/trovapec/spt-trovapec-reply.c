/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of the service's answers (services facts 3.3). Nobody documents their charset, their
 * case is mixed in the document itself, and blanks and marks around them are any web server's. */

#define G_LOG_DOMAIN "spt-trovapec-reply"

#include "config.h"

#include "services/trovapec/spt-trovapec-reply.h"

#include <string.h>

#include "base/spt-money.h"

#define MAX_TOKEN   512
/* FatturaPA's limits (facts 5.6). */
#define MIN_ADDRESS 7
#define MAX_ADDRESS 256
#define MAX_LOCAL   64
#define MAX_LABEL   63

/* --- bytes ---------------------------------------------------------------------------------------- */

/* What Windows-1252 has from 0x80 to 0x9f; five of them are nothing. */
static const gunichar windows_1252[32] = {
  0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
  0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
};

/**
 * spt_trovapec_decode:
 * @data: (array length=length): bytes of an answer
 * @length: how many
 *
 * Makes text of an answer: UTF-8 where it is that, else Windows-1252, in which every byte is
 * something (services facts 3.3, 2).
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
spt_trovapec_decode (const void *data,
                     gsize       length)
{
  const guchar *bytes = data;
  GString *out;

  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      bytes += 3;
      length -= 3;
    }
  if (g_utf8_validate_len ((const char *) bytes, length, NULL))
    return g_strndup ((const char *) bytes, length);

  out = g_string_sized_new (length + 16);
  for (gsize i = 0; i < length; i++)
    {
      gunichar c = bytes[i];

      if (c >= 0x80 && c < 0xa0)
        c = windows_1252[c - 0x80];
      g_string_append_unichar (out, c != 0 ? c : 0xfffd);
    }

  return g_string_free (out, FALSE);
}

/* Blanks of all kinds, the no-break one too. */
static char *
dup_stripped (const char *text,
              gsize       length)
{
  const char *end = text + length;

  while (text < end)
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_isspace (c) && c != 0xa0 && c != 0xfeff)
        break;
      text = g_utf8_next_char (text);
    }
  while (end > text)
    {
      const char *last = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (last);

      if (!g_unichar_isspace (c) && c != 0xa0 && c != 0xfeff)
        break;
      end = last;
    }

  return g_strndup (text, (gsize) (end - text));
}

/* --- keywords ------------------------------------------------------------------------------------- */

static SptTrovapecKeyword
find_keyword (const char *word)
{
  static const struct
  {
    const char         *word;
    SptTrovapecKeyword  keyword;
  } words[] = {
    { "OK", SPT_TROVAPEC_OK },
    { "WAIT", SPT_TROVAPEC_WAIT },
    { "ERROR", SPT_TROVAPEC_ERROR },
    { "ERRORE", SPT_TROVAPEC_ERROR },
    { "ERR", SPT_TROVAPEC_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (words[i].word, word) == 0)
        return words[i].keyword;
    }

  return SPT_TROVAPEC_BARE;
}

/**
 * spt_trovapec_reply_read:
 * @self: filled; cleared by spt_trovapec_reply_clear() in any case
 * @data: (array length=length) (nullable): the body of an answer
 * @length: its bytes
 *
 * Reads an answer: its keyword, in any case, and what follows (services facts 3.3, 2 to 4).
 *
 * Returns: %FALSE where there is nothing, or a page of HTML
 */
gboolean
spt_trovapec_reply_read (SptTrovapecReply *self,
                         const void       *data,
                         gsize             length)
{
  g_autofree char *text = spt_trovapec_decode (data != NULL ? data : "", data != NULL ? length : 0);
  g_autofree char *whole = dup_stripped (text, strlen (text));
  g_autofree char *word = NULL;
  const char *pipe = strchr (whole, '|');

  memset (self, 0, sizeof *self);
  self->keyword = SPT_TROVAPEC_BARE;
  if (*whole == '\0' || *whole == '<')
    {
      self->rest = g_strdup ("");
      return FALSE;
    }

  word = dup_stripped (whole, pipe != NULL ? (gsize) (pipe - whole) : strlen (whole));
  self->keyword = find_keyword (word);
  if (self->keyword == SPT_TROVAPEC_BARE)
    {
      self->rest = g_steal_pointer (&whole);
      return TRUE;
    }
  self->has_rest = pipe != NULL;
  self->rest = pipe != NULL ? dup_stripped (pipe + 1, strlen (pipe + 1)) : g_strdup ("");

  return TRUE;
}

void
spt_trovapec_reply_clear (SptTrovapecReply *self)
{
  g_clear_pointer (&self->rest, g_free);
}

/**
 * spt_trovapec_is_token:
 * @text: what stands where a token does
 *
 * Says whether it may be one. Its letters and length are not documented: all but nothing, several
 * lines or a page of text is taken.
 *
 * Returns: whether it may be asked for with it
 */
gboolean
spt_trovapec_is_token (const char *text)
{
  if (*text == '\0' || *text == '<' || strlen (text) > MAX_TOKEN)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

/* --- results -------------------------------------------------------------------------------------- */

/* Labels of letters, digits and inner hyphens, two at least. */
static gboolean
is_domain (const char *text)
{
  g_auto (GStrv) labels = g_strsplit (text, ".", -1);

  if (g_strv_length (labels) < 2)
    return FALSE;
  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > MAX_LABEL || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;
      for (const char *p = labels[i]; *p != '\0'; p++)
        {
          if (!g_ascii_isalnum (*p) && *p != '-')
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * spt_trovapec_is_address:
 * @text: what stands where an address does
 *
 * Checks the form of an address (services facts 5.6). A certified one cannot be told from another.
 *
 * Returns: whether it is one
 */
gboolean
spt_trovapec_is_address (const char *text)
{
  gsize length = strlen (text);
  const char *at = strchr (text, '@');

  if (length < MIN_ADDRESS || length > MAX_ADDRESS || at == NULL || strchr (at + 1, '@') != NULL ||
      at == text || at - text > MAX_LOCAL)
    return FALSE;
  for (const char *p = text; p < at; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c <= ' ' || c == 0x7f || c == 0xa0 || strchr ("<>()[],;:\\\"", (int) (c < 0x80 ? c : ' ')) != NULL)
        return FALSE;
    }

  return is_domain (at + 1);
}

/**
 * spt_trovapec_result_read:
 * @self: filled; to be cleared by spt_trovapec_result_clear()
 * @rest: what follows the first pipe
 *
 * Reads a result: address and words. Not found is an empty address, never the words; one part alone
 * is an address where it has an at sign (services facts 3.3, 5).
 */
void
spt_trovapec_result_read (SptTrovapecResult *self,
                          const char        *rest)
{
  const char *pipe = strchr (rest, '|');

  memset (self, 0, sizeof *self);
  if (pipe != NULL)
    {
      self->address = dup_stripped (rest, (gsize) (pipe - rest));
      self->words = dup_stripped (pipe + 1, strlen (pipe + 1));
    }
  else if (strchr (rest, '@') != NULL)
    {
      self->address = dup_stripped (rest, strlen (rest));
      self->words = g_strdup ("");
    }
  else
    {
      self->address = g_strdup ("");
      self->words = dup_stripped (rest, strlen (rest));
    }
  self->is_valid = *self->address != '\0' && spt_trovapec_is_address (self->address);
}

void
spt_trovapec_result_clear (SptTrovapecResult *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->words, g_free);
}

/**
 * spt_trovapec_read_amount:
 * @text: a balance as the service writes it
 * @cents: (out): the amount
 *
 * Reads an amount: with or without the currency, either decimal sign, thousands separators, a sign.
 *
 * Returns: whether it is one
 */
gboolean
spt_trovapec_read_amount (const char *text,
                          gint64     *cents)
{
  return spt_money_parse_euro (text, cents, NULL);
}
