/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of an exchange as text for people and for support, without a secret in it. */
#define G_LOG_DOMAIN "spt-http-record"

#include "config.h"

#include "net/spt-http-private.h"

#include <string.h>

#include "base/spt-redact.h"
#include "base/spt-text.h"

#define MAX_SHOWN_REQUEST (4 * 1024)
#define MAX_SHOWN_ANSWER  (64 * 1024)

/* Secrets that are born in an answer (a token) are known by their member's name or their shape. */
static char *
mask_tokens (const char *text)
{
  static gsize once = 0;
  static GRegex *member;
  static GRegex *form;
  static GRegex *web_token;
  g_autofree char *members_masked = NULL;
  g_autofree char *forms_masked = NULL;

  if (g_once_init_enter (&once))
    {
      member = g_regex_new ("(\"(?:access|refresh|id|bearer)?_?(?:token|assertion|secret|password)\""
                            "\\s*:\\s*\")"
                            "(?:[^\"\\\\]|\\\\.)*+",
                            G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      form = g_regex_new ("((?:^|[&\\s])(?:client_secret|client_assertion|access_token|refresh_token"
                          "|password)=)"
                          "[^&\\s]*+",
                          G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      web_token = g_regex_new ("eyJ[A-Za-z0-9_-]{8,}+\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+",
                               G_REGEX_OPTIMIZE, 0, NULL);
      g_assert (member != NULL && form != NULL && web_token != NULL);
      g_once_init_leave (&once, 1);
    }

  members_masked = g_regex_replace (member, text, -1, 0, "\\1" SPT_REDACTED, 0, NULL);
  if (members_masked == NULL)
    return g_strdup (SPT_REDACTED);
  forms_masked = g_regex_replace (form, members_masked, -1, 0, "\\1" SPT_REDACTED, 0, NULL);
  if (forms_masked == NULL)
    return g_strdup (SPT_REDACTED);

  return g_regex_replace (web_token, forms_masked, -1, 0, SPT_REDACTED, 0, NULL);
}

static char *
mask (const char        *text,
      const char *const *secrets)
{
  g_autofree char *known = spt_redact_text (text, secrets);
  char *all = mask_tokens (known);

  /* PCRE gave up: better no text than one that was not looked at. */
  return all != NULL ? all : g_strdup (SPT_REDACTED);
}

static gsize
longest_secret (const char *const *secrets)
{
  gsize longest = 0;

  for (gsize i = 0; secrets != NULL && secrets[i] != NULL; i++)
    longest = MAX (longest, strlen (secrets[i]));

  return longest;
}

static gboolean
type_is_text (const char *type)
{
  g_autofree char *lower = NULL;

  if (type == NULL)
    return FALSE;

  lower = g_ascii_strdown (type, -1);
  return g_str_has_prefix (lower, "text/") || strstr (lower, "json") != NULL
         || strstr (lower, "xml") != NULL || strstr (lower, "x-www-form-urlencoded") != NULL;
}

static void
append_header (const char *name,
               const char *value,
               gpointer    user_data)
{
  GString *out = user_data;
  g_autofree char *shown = NULL;

  if (spt_redact_is_secret_header (name))
    shown = g_strdup (SPT_REDACTED);
  else if (strstr (value, "://") != NULL || strchr (value, '?') != NULL)
    shown = spt_redact_url (value);
  else
    shown = g_strdup (value);

  g_string_append_printf (out, "%s: %s\n", name, shown);
}

static void
append_request_body (GString    *out,
                     GBytes     *body,
                     const char *type)
{
  gsize size = 0;
  const char *data;
  g_autofree char *digest = NULL;

  if (body == NULL)
    return;

  data = g_bytes_get_data (body, &size);
  if (size == 0)
    return;

  if (size <= MAX_SHOWN_REQUEST && type_is_text (type)
      && g_utf8_validate (data, (gssize) size, NULL))
    {
      g_string_append_c (out, '\n');
      g_string_append_len (out, data, (gssize) size);
      g_string_append_c (out, '\n');
      return;
    }

  digest = spt_text_sha256_hex (data, size);
  g_string_append_printf (out, "\n[%" G_GSIZE_FORMAT " bytes, SHA-256 %s]\n", size, digest);
}

/* The body is masked in a window wider than what is shown, and where the window cut it, as much
 * as could be the beginning of a secret is left off. */
static char *
make_answer_text (GBytes            *body,
                  const char *const *secrets)
{
  gsize margin = 4 * longest_secret (secrets) + 4096;
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  gsize window = MIN (size, MAX_SHOWN_ANSWER + margin);
  g_autofree char *printable = NULL;
  char *masked;
  gsize length;

  if (size == 0)
    return g_strdup ("");

  printable = spt_text_make_printable (data, (gssize) window, 0);
  masked = mask (printable, secrets);
  length = strlen (masked);
  if (window < size)
    length = length > margin ? length - margin : 0;
  length = MIN (length, MAX_SHOWN_ANSWER);
  while (length > 0 && (masked[length] & 0xc0) == 0x80)
    length--;
  masked[length] = '\0';

  return masked;
}

/**
 * spt_http_record_exchange:
 * @message: the message as it was sent, with the headers that the library added
 * @request_body: (nullable): what was sent
 * @request_type: (nullable): its content type
 * @secrets: (nullable): texts to mask
 * @answer: everything but the exchange
 *
 * Writes down an exchange: request line, headers, a body of text if it is short and else its size
 * and SHA-256, the
 * answer, and what went wrong. Values of secret headers, @secrets in any encoding, and tokens are
 * masked.
 *
 * Returns: (transfer full): the text
 */
char *
spt_http_record_exchange (SoupMessage         *message,
                          GBytes              *request_body,
                          const char          *request_type,
                          const char *const   *secrets,
                          const SptHttpAnswer *answer)
{
  GString *request = g_string_new (NULL);
  GString *response = g_string_new (NULL);
  g_autofree char *plain_request = NULL;
  g_autofree char *plain_response = NULL;
  g_autofree char *url = NULL;
  g_autofree char *shown_url = NULL;
  g_autofree char *shown_request = NULL;
  g_autofree char *shown_response = NULL;
  g_autofree char *shown_body = NULL;
  GString *out;

  url = g_uri_to_string (soup_message_get_uri (message));
  shown_url = spt_redact_url (url);
  g_string_append_printf (request, "%s %s\n", soup_message_get_method (message), shown_url);
  soup_message_headers_foreach (soup_message_get_request_headers (message), append_header, request);
  append_request_body (request, request_body, request_type);
  plain_request = g_string_free (request, FALSE);
  shown_request = mask (plain_request, secrets);

  if (answer->status != 0)
    {
      g_string_append_printf (response, "\nHTTP %u %s\n", answer->status,
                              answer->reason != NULL ? answer->reason : "");
      soup_message_headers_foreach (soup_message_get_response_headers (message), append_header,
                                    response);
    }
  plain_response = g_string_free (response, FALSE);
  shown_response = mask (plain_response, secrets);

  out = g_string_new (shown_request);
  g_string_append (out, shown_response);
  if (answer->body != NULL && g_bytes_get_size (answer->body) > 0)
    {
      shown_body = make_answer_text (answer->body, secrets);
      g_string_append_printf (out, "\n%s\n", shown_body);
      if (g_bytes_get_size (answer->body) > MAX_SHOWN_ANSWER)
        g_string_append_printf (out, "[%" G_GSIZE_FORMAT " bytes in all]\n",
                                g_bytes_get_size (answer->body));
    }
  if (answer->code != NULL)
    g_string_append_printf (out, "\n[%s: %s]\n", answer->code,
                            answer->detail != NULL ? answer->detail : "");

  return g_string_free (out, FALSE);
}
