/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of an address and of an answer without any connection. */
#define G_LOG_DOMAIN "spt-http-answer"

#include "config.h"

#include "net/spt-http-private.h"

#include <string.h>

#define MAX_WAIT_MS G_GINT64_CONSTANT (31536000000) /* a year: more is a mistake of the server */

G_DEFINE_QUARK (spt_http_error_quark, spt_http_error)

/**
 * spt_http_answer_free:
 * @self: (transfer full) (nullable): an answer
 *
 * Frees an answer and everything in it.
 */
void
spt_http_answer_free (SptHttpAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->code);
  g_free (self->detail);
  g_free (self->exchange);
  g_free (self);
}

/**
 * spt_http_answer_get_header:
 * @self: an answer
 * @lower_case_name: the header's name in lower case
 *
 * Gets one header of the answer.
 *
 * Returns: (nullable): the value, repeated headers joined by ", "; borrowed from @self
 */
const char *
spt_http_answer_get_header (SptHttpAnswer *self,
                            const char    *lower_case_name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (lower_case_name != NULL, NULL);

  return g_hash_table_lookup (self->headers, lower_case_name);
}

/**
 * spt_http_host_is_loopback:
 * @host: a host name or address
 *
 * Says whether a host is this computer: only there plain http is allowed (design 5).
 *
 * Returns: %TRUE if so
 */
gboolean
spt_http_host_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  /* Only the written-out form: "127.1" and the like would be left to the resolver, so they are
   * not loopback for us. */
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * spt_http_url_is_loopback:
 * @url: any text
 *
 * Whether an address names this very machine: 127.0.0.0/8, ::1 or "localhost".
 *
 * Returns: %TRUE if so; %FALSE also for what is no URL
 */
gboolean
spt_http_url_is_loopback (const char *url)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = g_uri_parse (url, SPT_HTTP_URI_FLAGS, NULL);
  return uri != NULL && spt_http_host_is_loopback (g_uri_get_host (uri));
}

/**
 * spt_http_parse_url:
 * @url: a text
 * @error: (out) (optional): why not
 *
 * Reads a URL that a request may go to: https, or http on loopback.
 *
 * Returns: (transfer full) (nullable): the URL
 */
GUri *
spt_http_parse_url (const char  *url,
                    GError     **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) local_error = NULL;
  const char *scheme;
  const char *host;

  /* GUri lets a blank in a host name pass. */
  for (const char *p = url; *p != '\0'; p++)
    if (*p == ' ' || g_ascii_iscntrl (*p))
      {
        g_set_error_literal (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_URL,
                             "A web address holds no blanks or line breaks");
        return NULL;
      }

  uri = g_uri_parse (url, SPT_HTTP_URI_FLAGS, &local_error);
  if (uri == NULL)
    {
      g_set_error (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_URL, "Not a web address: %s",
                   local_error->message);
      return NULL;
    }

  scheme = g_uri_get_scheme (uri);
  host = g_uri_get_host (uri);
  if (strcmp (scheme, "https") != 0 && strcmp (scheme, "http") != 0)
    {
      g_set_error (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_URL,
                   "A web address begins with https:// and not with %s:", scheme);
      return NULL;
    }
  if (host == NULL || *host == '\0')
    {
      g_set_error_literal (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_URL,
                           "The web address names no host");
      return NULL;
    }
  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_URL,
                           "A web address must not hold a user name or password");
      return NULL;
    }
  if (strcmp (scheme, "https") != 0 && !spt_http_host_is_loopback (host))
    {
      g_set_error_literal (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_INSECURE,
                           "http:// is allowed for this computer only; anywhere else https://");
      return NULL;
    }

  return g_steal_pointer (&uri);
}

/**
 * spt_http_check_url:
 * @url: a web address as typed or stored
 * @error: return location for an error of domain %SPT_HTTP_ERROR
 *
 * Checks that an address may be called: https anywhere, http on loopback only (design 5), no user
 * name in it.
 *
 * Returns: %TRUE if it may
 */
gboolean
spt_http_check_url (const char  *url,
                    GError     **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  uri = spt_http_parse_url (url, error);
  return uri != NULL;
}

/**
 * spt_http_parse_retry_after:
 * @text: (nullable): the value of a Retry-After header
 * @now_utc_ms: the moment that an HTTP date is compared with
 *
 * Reads how long a service asks to be left alone: "120" is seconds, "2000 ms" what GPD sends (GPD
 * facts 3), anything
 * else an HTTP date.
 *
 * Returns: milliseconds, never more than a year; 0 for a date gone by; -1 when @text says nothing
 *   readable
 */
gint64
spt_http_parse_retry_after (const char *text,
                            gint64      now_utc_ms)
{
  g_autofree char *copy = NULL;
  g_autoptr (GDateTime) date = NULL;
  char *end = NULL;
  gint64 number;
  gint64 unit;

  if (text == NULL)
    return -1;

  copy = g_strstrip (g_strdup (text));
  if (*copy == '\0')
    return -1;

  if (g_ascii_isdigit (*copy))
    {
      number = g_ascii_strtoll (copy, &end, 10);
      while (*end == ' ')
        end++;
      if (*end == '\0' || g_ascii_strcasecmp (end, "s") == 0)
        unit = 1000;
      else if (g_ascii_strcasecmp (end, "ms") == 0)
        unit = 1;
      else
        return -1;

      return MIN (number, MAX_WAIT_MS / unit) * unit;
    }

  date = soup_date_time_new_from_http_string (copy);
  if (date == NULL)
    return -1;

  number = g_date_time_to_unix (date) * 1000 - now_utc_ms;
  return CLAMP (number, 0, MAX_WAIT_MS);
}
