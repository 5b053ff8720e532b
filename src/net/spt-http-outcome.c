/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the four kinds of outcome an exchange had, and whether the answer is whole. */
#define G_LOG_DOMAIN "spt-http-outcome"

#include "config.h"

#include "net/spt-http-private.h"

#include <string.h>

#include "base/spt-redact.h"
#include "base/spt-text.h"

#define MAX_DETAIL 500 /* characters */

static void
collect_header (const char *name,
                const char *value,
                gpointer    user_data)
{
  GHashTable *headers = user_data;
  char *lower = g_ascii_strdown (name, -1);
  const char *before = g_hash_table_lookup (headers, lower);
  g_autofree char *text = spt_text_make_printable (value, -1, 0);

  g_hash_table_replace (headers, lower,
                        before != NULL ? g_strconcat (before, ", ", text, NULL) : g_strdup (text));
}

void
spt_http_exchange_read_head (SptHttpExchange *self)
{
  SptHttpAnswer *answer = self->answer;
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *reason = soup_message_get_reason_phrase (self->message);
  const char *date;
  g_autoptr (GDateTime) server_time = NULL;
  g_autofree char *printable = NULL;
  gint64 now = spt_clock_get_utc_ms (self->clock);

  answer->status = soup_message_get_status (self->message);
  if (reason != NULL)
    {
      printable = spt_text_make_printable (reason, -1, MAX_DETAIL);
      answer->reason = spt_redact_text (printable, (const char *const *) self->secrets);
    }
  soup_message_headers_foreach (headers, collect_header, answer->headers);

  /* A date to wait for is the server's: measured on the server's own clock where it says it. */
  date = g_hash_table_lookup (answer->headers, "date");
  if (date != NULL)
    server_time = soup_date_time_new_from_http_string (date);
  if (server_time != NULL)
    now = g_date_time_to_unix (server_time) * 1000;
  answer->retry_after_ms =
    spt_http_parse_retry_after (g_hash_table_lookup (answer->headers, "retry-after"), now);
}

goffset
spt_http_exchange_count_sent (SptHttpExchange *self)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);

  if (metrics == NULL)
    return 0;

  return (goffset) (soup_message_metrics_get_request_header_bytes_sent (metrics)
                    + soup_message_metrics_get_request_body_bytes_sent (metrics));
}

/* Only what stands in front of the request: name, connection, proxy, encryption. */
static const char *
code_before_start (SptHttpExchange *self,
                   const GError    *error)
{
  gboolean handshaking = self->phase == G_SOCKET_CLIENT_TLS_HANDSHAKING;

  if (error == NULL)
    return "proxy";

  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_TEMPORARY_FAILURE ? "offline" : "dns";
  if (error->domain == G_TLS_ERROR || handshaking)
    return "tls";
  if (error->domain == G_IO_ERROR)
    switch (error->code)
      {
      case G_IO_ERROR_PROXY_FAILED:
      case G_IO_ERROR_PROXY_AUTH_FAILED:
      case G_IO_ERROR_PROXY_NEED_AUTH:
      case G_IO_ERROR_PROXY_NOT_ALLOWED:
        return "proxy";
      case G_IO_ERROR_HOST_NOT_FOUND:
        return "dns";
      case G_IO_ERROR_NETWORK_UNREACHABLE:
      case G_IO_ERROR_HOST_UNREACHABLE:
        return "offline";
      case G_IO_ERROR_TIMED_OUT:
        return "timeout";
      default:
        break;
      }

  return self->via_proxy ? "proxy" : "refused-connection";
}

static char *
describe_certificate (SptHttpExchange *self)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char          *words;
  } faults[] = {
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "its issuer is not trusted" },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "it is for another host" },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "it is not valid yet" },
    { G_TLS_CERTIFICATE_EXPIRED, "it has expired" },
    { G_TLS_CERTIFICATE_REVOKED, "it was revoked" },
    { G_TLS_CERTIFICATE_INSECURE, "its algorithm is insecure" },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "it is faulty" },
  };
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (self->message);
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (self->message);
  GString *out;
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *end_text = NULL;

  if (certificate == NULL || flags == 0)
    return NULL;

  out = g_string_new ("The certificate is refused: ");
  for (gsize i = 0, n = 0; i < G_N_ELEMENTS (faults); i++)
    if (flags & faults[i].flag)
      g_string_append_printf (out, "%s%s", n++ > 0 ? ", " : "", faults[i].words);

  subject = g_tls_certificate_get_subject_name (certificate);
  issuer = g_tls_certificate_get_issuer_name (certificate);
  end = g_tls_certificate_get_not_valid_after (certificate);
  if (end != NULL)
    end_text = g_date_time_format (end, "%Y-%m-%d");
  g_string_append_printf (out, " (subject %s, issuer %s, valid to %s)",
                          subject != NULL ? subject : "unknown",
                          issuer != NULL ? issuer : "unknown",
                          end_text != NULL ? end_text : "unknown");

  return g_string_free (out, FALSE);
}

void
spt_http_exchange_fail (SptHttpExchange *self,
                        const char      *code,
                        const char      *words_after,
                        const GError    *error)
{
  SptHttpAnswer *answer = self->answer;
  g_autofree char *words = NULL;
  g_autofree char *printable = NULL;
  gboolean stopped = self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);

  if (self->timed_out)
    {
      if (self->started)
        words = g_strdup_printf ("No complete answer within %u s", self->timeout_s);
      else
        words = g_strdup_printf ("No connection within %u s",
                                 MIN (self->timeout_s, self->connect_timeout_s));
      code = self->started ? "answer-lost" : "timeout";
      answer->result = self->started ? SPT_HTTP_UNKNOWN : SPT_HTTP_NOT_SENT;
    }
  else if (self->repeated)
    {
      words = g_strdup ("The connection broke off, and the request was not sent a second time");
      code = "answer-lost";
      answer->result = SPT_HTTP_UNKNOWN;
    }
  else if (stopped)
    {
      words = g_strdup ("Stopped by us");
      code = "stopped-by-user";
      answer->result = self->started ? SPT_HTTP_UNKNOWN : SPT_HTTP_CANCELLED;
    }
  else if (self->started)
    {
      words = g_strdup (error != NULL ? error->message : words_after);
      answer->result = SPT_HTTP_UNKNOWN;
    }
  else
    {
      code = code_before_start (self, error);
      if (strcmp (code, "tls") == 0)
        words = describe_certificate (self);
      if (words == NULL && error != NULL)
        words = g_strdup (error->message);
      if (words == NULL)
        words = g_strdup_printf ("The proxy refused to connect and answered %u",
                                 soup_message_get_status (self->message));
      answer->result = SPT_HTTP_NOT_SENT;
    }

  answer->code = g_strdup (code);
  printable = spt_text_make_printable (words, -1, MAX_DETAIL);
  answer->detail = spt_redact_text (printable, (const char *const *) self->secrets);
}

/* Whether the other side has ended the connection. Only asked when nothing more may come on it. */
static gboolean
connection_is_at_end (GIOStream *connection)
{
  GInputStream *in = g_io_stream_get_input_stream (connection);
  g_autoptr (GError) error = NULL;
  char byte;

  if (!G_IS_POLLABLE_INPUT_STREAM (in))
    return FALSE;

  return g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (in), &byte, 1, NULL,
                                                   &error) != -1
         || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

/* An end that the library takes for one may still be a cut (both seen with libsoup 3.2.3): with
 * "Connection: close" it accepts fewer bytes than Content-Length promised, and it takes the end
 * of the connection between two chunks for the last chunk. The second shows in that a server
 * that did not say "close" has closed; one that said so cannot be told from one that broke off
 * between two chunks, and what reads the text has to notice. */
gboolean
spt_http_exchange_body_is_short (SptHttpExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  guint status = soup_message_get_status (self->message);

  if (status == SOUP_STATUS_NO_CONTENT || status == SOUP_STATUS_NOT_MODIFIED
      || strcmp (soup_message_get_method (self->message), "HEAD") == 0)
    return FALSE;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    return self->connection != NULL && soup_message_is_keepalive (self->message)
           && connection_is_at_end (self->connection);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
         && (goffset) self->body->len < soup_message_headers_get_content_length (headers);
}
