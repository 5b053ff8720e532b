/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Masking of secrets before anything is written down or shown. */
#define G_LOG_DOMAIN "spt-redact"

#include "config.h"

#include "base/spt-redact.h"

#include <string.h>

/* Shorter ones would mask half of every text. */
#define MIN_SECRET 4

/* How a text may write the bytes of a secret. In each way every byte has one reading, so no search
 * goes back. */
typedef enum
{
  WAY_PLAIN,
  WAY_PERCENT, /* %XX, and + for a blank */
  WAY_JSON,    /* \" \\ \/ \u00XX */
  WAY_XML,     /* &amp; and its kin */
  N_WAYS
} Way;

static gboolean
contains_word (const char        *name,
               const char *const *words)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * spt_redact_is_secret_header:
 * @name: the name of an HTTP header, in any case
 *
 * Tells whether the value of a header is, or may hold, a secret. By words rather than by a closed
 * list: an account may name the header that carries its key. The recorder still passes values
 * through spt_redact_text().
 *
 * Returns: %TRUE when the value must not be written down
 */
gboolean
spt_redact_is_secret_header (const char *name)
{
  static const char *const words[] = {
    "authorization", "authenticate", "authentication-info", "cookie", "subscription-key", "api-key",
    "apikey", "token", "secret", "password", "passwd", "credential", "signature", "x-auth", "x-key",
    "access-key", NULL,
  };

  g_return_val_if_fail (name != NULL, FALSE);

  return contains_word (name, words);
}

/* One byte of @text at @p in @way; the number of bytes it takes in @n_bytes. */
static guchar
read_unit (Way         way,
           const char *p,
           gsize      *n_bytes)
{
  static const struct
  {
    const char *entity;
    char        byte;
  } entities[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' },
    { "&#34;", '"' }, { "&#38;", '&' }, { "&#39;", '\'' }, { "&#x27;", '\'' },
  };

  *n_bytes = 1;
  if (way == WAY_PERCENT && *p == '%' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
    {
      *n_bytes = 3;
      return g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]);
    }
  if (way == WAY_JSON && *p == '\\')
    {
      if (p[1] == '"' || p[1] == '\\' || p[1] == '/')
        {
          *n_bytes = 2;
          return p[1];
        }
      if (g_str_has_prefix (p, "\\u00") && g_ascii_isxdigit (p[4]) && g_ascii_isxdigit (p[5]))
        {
          *n_bytes = 6;
          return g_ascii_xdigit_value (p[4]) * 16 + g_ascii_xdigit_value (p[5]);
        }
    }
  if (way == WAY_XML && *p == '&')
    for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
      if (g_str_has_prefix (p, entities[i].entity))
        {
          *n_bytes = strlen (entities[i].entity);
          return entities[i].byte;
        }

  return *p;
}

/* The bytes of @p that write @secret in @way, or 0. */
static gsize
match_secret (Way         way,
              const char *p,
              const char *secret)
{
  const char *start = p;

  for (; *secret != '\0'; secret++)
    {
      gsize n_bytes;
      guchar byte;

      if (*p == '\0')
        return 0;
      byte = read_unit (way, p, &n_bytes);
      if (byte != (guchar) secret[0] && !(way == WAY_PERCENT && *p == '+' && *secret == ' '))
        return 0;
      p += n_bytes;
    }

  return p - start;
}

static void
mark_ways (const char *text,
           const char *secret,
           guint8     *mask)
{
  /* What an encoded byte begins with. */
  static const char signs[N_WAYS][3] = { "", "%+", "\\", "&" };

  for (Way way = WAY_PLAIN; way < N_WAYS; way++)
    {
      if (way != WAY_PLAIN && strpbrk (text, signs[way]) == NULL)
        continue;
      for (gsize i = 0; text[i] != '\0'; i++)
        {
          /* Nearly every place ends here, before anything is decoded. */
          if (text[i] != secret[0] && text[i] != signs[way][0] && text[i] != signs[way][1])
            continue;
          memset (mask + i, 1, match_secret (way, text + i, secret));
        }
    }
}

/* The value of a Base64 digit in either alphabet, or -1. */
static int
base64_value (char c)
{
  if (g_ascii_isupper (c))
    return c - 'A';
  if (g_ascii_islower (c))
    return c - 'a' + 26;
  if (g_ascii_isdigit (c))
    return c - '0' + 52;
  if (c == '+' || c == '-')
    return 62;
  if (c == '/' || c == '_')
    return 63;

  return -1;
}

/* Base64 of "name:secret" holds the secret at one of three shifts: looks for the digits that depend
 * on the secret alone, and masks with them the ones that it shares with its neighbours. */
static void
mark_base64 (const char *text,
             const char *secret,
             guint8     *mask)
{
  gsize length = strlen (secret);

  for (gsize shift = 0; shift < 3; shift++)
    {
      g_autofree guchar *padded = g_malloc0 (shift + length);
      g_autofree char *encoded = NULL;
      gsize first = (shift * 8 + 5) / 6;
      gsize n_digits = (shift + length) * 8 / 6 - first;
      gboolean shares_next = (shift + length) % 3 != 0;
      char start[2];

      memcpy (padded + shift, secret, length);
      encoded = g_base64_encode (padded, shift + length);
      start[0] = encoded[first];
      start[1] = start[0] == '+' ? '-' : start[0] == '/' ? '_' : start[0];

      for (gsize i = 0; text[i] != '\0'; i++)
        {
          gsize n = 1;

          if (text[i] != start[0] && text[i] != start[1])
            continue;
          while (n < n_digits && base64_value (text[i + n]) == base64_value (encoded[first + n]))
            n++;
          if (n < n_digits)
            continue;
          if (shift > 0 && i > 0)
            mask[i - 1] = 1;
          if (shares_next && base64_value (text[i + n]) >= 0)
            n++;
          while (text[i + n] == '=')
            n++;
          memset (mask + i, 1, n);
        }
    }
}

/**
 * spt_redact_text:
 * @text: (nullable): anything about to be written down or shown
 * @secrets: (nullable) (array zero-terminated=1): the secrets in use
 *
 * Replaces every occurrence of every secret by %SPT_REDACTED: plain, percent-encoded, escaped as in
 * JSON or XML, or in Base64 (also inside "name:secret"). Secrets under four bytes are ignored.
 *
 * Returns: (transfer full) (nullable): the masked text, %NULL for %NULL
 */
char *
spt_redact_text (const char        *text,
                 const char *const *secrets)
{
  g_autofree guint8 *mask = NULL;
  gsize length;
  GString *result;

  if (text == NULL)
    return NULL;

  length = strlen (text);
  mask = g_malloc0 (length + 1);
  for (gsize i = 0; secrets != NULL && secrets[i] != NULL; i++)
    if (strnlen (secrets[i], MIN_SECRET) == MIN_SECRET)
      {
        mark_ways (text, secrets[i], mask);
        mark_base64 (text, secrets[i], mask);
      }

  result = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    {
      if (!mask[i])
        g_string_append_c (result, text[i]);
      else if (i == 0 || !mask[i - 1])
        g_string_append (result, SPT_REDACTED);
    }

  return g_string_free (result, FALSE);
}

static gboolean
is_secret_parameter (const char *name,
                     gsize       length)
{
  static const char *const words[] = {
    "key", "token", "secret", "password", "passwd", "pwd", "signature", "credential", "auth",
    "assertion", "nonce", "digest", NULL,
  };
  g_autofree char *raw = g_strndup (name, length);
  g_autofree char *plain = g_uri_unescape_string (raw, NULL);

  return contains_word (plain != NULL ? plain : raw, words) || g_ascii_strcasecmp (raw, "sig") == 0
         || g_ascii_strcasecmp (raw, "code") == 0;
}

/* Appends what follows a ? or #: name=value pairs. */
static void
append_parameters (GString    *result,
                   const char *p)
{
  while (*p != '\0')
    {
      gsize n_name = strcspn (p, "=&;?#");
      gsize n_pair = strcspn (p, "&;#");

      if (p[n_name] == '=' && n_pair > n_name + 1 && is_secret_parameter (p, n_name))
        {
          g_string_append_len (result, p, n_name + 1);
          g_string_append (result, SPT_REDACTED);
        }
      else
        g_string_append_len (result, p, n_pair);
      p += n_pair;
      if (*p != '\0')
        g_string_append_c (result, *p++);
    }
}

/**
 * spt_redact_url:
 * @url: (nullable): a URL, whole or only path and query
 *
 * Removes "user:password@" and masks the values of the parameters, in the query and in the
 * fragment, whose names look as if they held keys. Works on any text: a URL that does not parse is
 * masked all the same.
 *
 * Returns: (transfer full) (nullable): the masked URL, %NULL for %NULL
 */
char *
spt_redact_url (const char *url)
{
  GString *result;
  const char *authority;
  gsize n_path;

  if (url == NULL)
    return NULL;

  result = g_string_new (NULL);
  n_path = strcspn (url, "?#");
  authority = g_strstr_len (url, n_path, "//");
  if (authority != NULL && (authority == url || authority[-1] == ':'))
    {
      gsize n_authority = strcspn (authority + 2, "/?#");
      const char *at = g_strrstr_len (authority + 2, n_authority, "@");

      g_string_append_len (result, url, authority + 2 - url);
      url = at != NULL ? at + 1 : authority + 2;
    }

  n_path = strcspn (url, "?#");
  g_string_append_len (result, url, n_path);
  if (url[n_path] != '\0')
    {
      g_string_append_c (result, url[n_path]);
      append_parameters (result, url + n_path + 1);
    }

  return g_string_free (result, FALSE);
}
