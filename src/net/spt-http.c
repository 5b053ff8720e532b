/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends one request over one session and says which of four kinds of outcome it had. */
#define G_LOG_DOMAIN "spt-http"

#include "config.h"

#include "net/spt-http-private.h"

#include <string.h>

#include "base/spt-redact.h"
#include "base/spt-text.h"

#define DEFAULT_TIMEOUT_S         30
#define DEFAULT_CONNECT_TIMEOUT_S 10
#define DEFAULT_MAX_ANSWER        (1024 * 1024)
#define READ_SIZE                 (64 * 1024)

/* Lanes wait for each other in the outbox, not for a connection inside the library. */
#define MAX_CONNECTIONS          64
#define MAX_CONNECTIONS_PER_HOST 32
/* Shorter than what servers commonly grant, so that a read seldom meets a connection just
 * closed. */
#define IDLE_TIMEOUT_S 15

struct _SptHttp
{
  GObject          parent_instance;

  SptClock        *clock;   /* (owned) */
  SoupSession     *session; /* (owned) */
  GTlsCertificate *test_ca; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (SptHttp, spt_http, G_TYPE_OBJECT)

static void
secrets_free (char **secrets)
{
  if (secrets == NULL)
    return;
  for (gsize i = 0; secrets[i] != NULL; i++)
    explicit_bzero (secrets[i], strlen (secrets[i]));
  g_strfreev (secrets);
}

static void
exchange_stop_watching (SptHttpExchange *self)
{
  if (self->total_timer != 0)
    spt_clock_remove_timer (self->clock, self->total_timer);
  self->total_timer = 0;
  if (self->connect_timer != 0)
    spt_clock_remove_timer (self->clock, self->connect_timer);
  self->connect_timer = 0;
  if (self->cancelled_id != 0)
    /* Not g_cancellable_disconnect(), which waits for ever inside a handler of the same
     * cancellable. */
    g_signal_handler_disconnect (self->cancellable, self->cancelled_id);
  self->cancelled_id = 0;
}

static void
exchange_free (SptHttpExchange *self)
{
  exchange_stop_watching (self);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->stop);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->request_body, g_bytes_unref);
  g_clear_pointer (&self->request_type, g_free);
  g_clear_pointer (&self->secrets, secrets_free);
  g_clear_object (&self->stream);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_clear_pointer (&self->answer, spt_http_answer_free);
  g_free (self);
}

/* The end -------------------------------------------------------------------------------------- */

static void
exchange_finish (SptHttpExchange *self)
{
  GTask *task = self->task;
  SptHttpAnswer *answer = self->answer;

  exchange_stop_watching (self);
  answer->ended_utc_ms = spt_clock_get_utc_ms (self->clock);
  answer->bytes_sent = spt_http_exchange_count_sent (self);
  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  answer->exchange = spt_http_record_exchange (self->message, self->request_body,
                                               self->request_type,
                                               (const char *const *) self->secrets, answer);

  g_task_return_pointer (task, g_steal_pointer (&self->answer),
                         (GDestroyNotify) spt_http_answer_free);
  g_object_unref (task);
}

/* Body ---------------------------------------------------------------------------------------- */

static void exchange_read_more (SptHttpExchange *self);

static void
close_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SptHttpExchange *self = user_data;

  /* Whatever the closing says changes nothing of the answer. */
  g_input_stream_close_finish (G_INPUT_STREAM (object), result, NULL);
  exchange_finish (self);
}

static void
exchange_close (SptHttpExchange *self)
{
  g_input_stream_close_async (self->stream, G_PRIORITY_DEFAULT, self->stop, close_cb, self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SptHttpExchange *self = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  if (bytes == NULL)
    {
      spt_http_exchange_fail (self, "answer-truncated", NULL, error);
      exchange_close (self);
      return;
    }

  size = g_bytes_get_size (bytes);
  if (size == 0)
    {
      if (spt_http_exchange_body_is_short (self))
        spt_http_exchange_fail (self, "answer-truncated", "The answer ended before its end", NULL);
      else
        self->answer->body_complete = TRUE;
      exchange_close (self);
      return;
    }

  if (size > self->max_answer - self->body->len)
    {
      g_autofree char *words =
        g_strdup_printf ("The answer is larger than %" G_GSIZE_FORMAT " bytes", self->max_answer);

      g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL),
                           (guint) (self->max_answer - self->body->len));
      spt_http_exchange_fail (self, "answer-too-large", words, NULL);
      /* The rest is not wanted: closing must not read it. */
      g_cancellable_cancel (self->stop);
      exchange_close (self);
      return;
    }

  g_byte_array_append (self->body, g_bytes_get_data (bytes, NULL), (guint) size);
  exchange_read_more (self);
}

static void
exchange_read_more (SptHttpExchange *self)
{
  g_input_stream_read_bytes_async (self->stream, READ_SIZE, G_PRIORITY_DEFAULT, self->stop, read_cb,
                                   self);
}

/* Head ---------------------------------------------------------------------------------------- */

static void
send_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  SptHttpExchange *self = user_data;
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (self->stream == NULL)
    {
      spt_http_exchange_fail (self, "answer-lost", NULL, error);
      exchange_finish (self);
      return;
    }

  if (!self->started)
    {
      /* An answer to a request that was never written is the proxy's. */
      spt_http_exchange_fail (self, "proxy", NULL, NULL);
      g_cancellable_cancel (self->stop);
      exchange_close (self);
      return;
    }

  self->answer->result = SPT_HTTP_ANSWERED;
  spt_http_exchange_read_head (self);
  exchange_read_more (self);
}

/* Signals of the message ---------------------------------------------------------------------- */

static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  gpointer            user_data)
{
  SptHttpExchange *self = user_data;
  g_autoptr (GSocketAddress) address = NULL;

  self->phase = (int) event;
  if (connection != NULL)
    g_set_object (&self->connection, connection);
  /* The library is content with a connection that just breaks off; an answer without a length
   * would look whole. */
  if (event == G_SOCKET_CLIENT_TLS_HANDSHAKING && G_IS_TLS_CONNECTION (connection))
    g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (connection), TRUE);
  if (event != G_SOCKET_CLIENT_CONNECTING && event != G_SOCKET_CLIENT_CONNECTED)
    return;
  if (!G_IS_SOCKET_CONNECTION (connection))
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  self->via_proxy = G_IS_PROXY_ADDRESS (address);
}

static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  SptHttpExchange *self = user_data;

  /* No way is known on which the library still gets here twice; if there is one, nothing may
   * leave on it. */
  if (self->started && self->once)
    {
      self->repeated = TRUE;
      g_cancellable_cancel (self->stop);
    }
  self->started = TRUE;
  if (self->connect_timer != 0)
    spt_clock_remove_timer (self->clock, self->connect_timer);
  self->connect_timer = 0;
}

/* libsoup 3.2.3 repeats every request that is answered 421, whatever its method: its own handler
 * comes after this one. */
static void
got_body_cb (SoupMessage *message,
             gpointer     user_data)
{
  if (soup_message_get_status (message) == SOUP_STATUS_MISDIRECTED_REQUEST)
    g_signal_stop_emission_by_name (message, "got-body");
}

/* Never accepts what the system refused, but for the one additional authority of the tests. */
static gboolean
accept_certificate_cb (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  flags,
                       gpointer              user_data)
{
  SptHttpExchange *self = user_data;
  GUri *uri = soup_message_get_uri (message);
  g_autoptr (GSocketConnectable) identity = NULL;

  if (self->http->test_ca == NULL)
    return FALSE;

  identity = g_network_address_new (g_uri_get_host (uri), (guint16) g_uri_get_port (uri));
  return g_tls_certificate_verify (certificate, identity, self->http->test_ca) == 0;
}

/* Reasons to stop ----------------------------------------------------------------------------- */

static void
exchange_time_out (SptHttpExchange *self)
{
  self->timed_out = TRUE;
  g_cancellable_cancel (self->stop);
}

static void
total_timeout_cb (gpointer user_data)
{
  SptHttpExchange *self = user_data;

  self->total_timer = 0;
  exchange_time_out (self);
}

static void
connect_timeout_cb (gpointer user_data)
{
  SptHttpExchange *self = user_data;

  self->connect_timer = 0;
  exchange_time_out (self);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/* Calls --------------------------------------------------------------------------------------- */

static gboolean
text_is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr ("!#$%&'*+-.^_`|~", *text) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
text_is_header_value (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text) && *text != '\t')
      return FALSE;

  return TRUE;
}

static SoupMessage *
make_message (const SptHttpRequest  *request,
              GError               **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GUri) uri = NULL;
  SoupMessageHeaders *headers;

  uri = spt_http_parse_url (request->url, error);
  if (uri == NULL)
    return NULL;
  if (!text_is_token (request->method))
    {
      g_set_error_literal (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_HEADER, "Not an HTTP method");
      return NULL;
    }
  for (gsize i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    if (request->headers[i + 1] == NULL || !text_is_token (request->headers[i])
        || !text_is_header_value (request->headers[i + 1]))
      {
        g_set_error (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_HEADER,
                     "The header %s holds what HTTP cannot carry", request->headers[i]);
        return NULL;
      }
  if (request->content_type != NULL && !text_is_header_value (request->content_type))
    {
      g_set_error_literal (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_HEADER,
                           "The content type holds what HTTP cannot carry");
      return NULL;
    }

  message = soup_message_new_from_uri (request->method, uri);
  /* A redirect is shown and never followed, not even for a read: it would carry the key
   * elsewhere. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  /* On a connection that was used before, libsoup 3.2.3 repeats PUT and DELETE by itself (design
   * 3). */
  if (request->changes_something)
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  for (gsize i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    soup_message_headers_append (headers, request->headers[i], request->headers[i + 1]);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);

  return g_steal_pointer (&message);
}

/**
 * spt_http_send_async:
 * @self: an `SptHttp`
 * @request: what to send; read before the call returns, but for the body, which is referenced
 * @cancellable: (nullable): stops waiting; before a byte left the answer is CANCELLED, after that
 *   UNKNOWN
 * @callback: called on the main context of the caller
 * @user_data: for @callback
 *
 * Sends one request and reads its answer whole, within the times that @request sets on the clock of
 * @self.
 *
 * A request with `changes_something` goes over a connection of its own, once (design 3).
 */
void
spt_http_send_async (SptHttp              *self,
                     const SptHttpRequest *request,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  SptHttpExchange *exchange;

  g_return_if_fail (SPT_IS_HTTP (self));
  g_return_if_fail (request != NULL && request->method != NULL && request->url != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_http_send_async);
  /* A cancelled exchange is an answer too, and says what may have happened. */
  g_task_set_check_cancellable (task, FALSE);

  message = make_message (request, &error);
  if (message == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  exchange = g_new0 (SptHttpExchange, 1);
  exchange->http = self;
  exchange->clock = self->clock;
  exchange->task = task;
  exchange->message = g_steal_pointer (&message);
  exchange->stop = g_cancellable_new ();
  exchange->request_body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  exchange->request_type = g_strdup (request->content_type);
  exchange->secrets = g_strdupv ((char **) request->secrets);
  exchange->timeout_s = request->timeout_s != 0 ? request->timeout_s : DEFAULT_TIMEOUT_S;
  exchange->connect_timeout_s =
    request->connect_timeout_s != 0 ? request->connect_timeout_s : DEFAULT_CONNECT_TIMEOUT_S;
  exchange->max_answer = request->max_answer != 0 ? request->max_answer : DEFAULT_MAX_ANSWER;
  exchange->max_answer = MIN (exchange->max_answer, G_MAXINT32);
  exchange->body = g_byte_array_new ();
  exchange->once = request->changes_something;
  exchange->phase = -1;
  exchange->answer = g_new0 (SptHttpAnswer, 1);
  exchange->answer->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  exchange->answer->retry_after_ms = -1;
  exchange->answer->started_utc_ms = spt_clock_get_utc_ms (self->clock);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);

  if (cancellable != NULL)
    {
      exchange->cancellable = g_object_ref (cancellable);
      if (g_cancellable_is_cancelled (cancellable))
        {
          spt_http_exchange_fail (exchange, "stopped-by-user", NULL, NULL);
          g_object_ref (task);
          exchange_finish (exchange);
          return;
        }
      exchange->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                      g_object_ref (exchange->stop),
                                                      g_object_unref);
    }
  exchange->total_timer = spt_clock_add_timer (self->clock, (gint64) exchange->timeout_s * 1000,
                                               total_timeout_cb, exchange);
  exchange->connect_timer = spt_clock_add_timer (self->clock,
                                                 (gint64) exchange->connect_timeout_s * 1000,
                                                 connect_timeout_cb, exchange);

  g_signal_connect (exchange->message, "network-event", G_CALLBACK (network_event_cb), exchange);
  g_signal_connect (exchange->message, "starting", G_CALLBACK (starting_cb), exchange);
  g_signal_connect (exchange->message, "got-body", G_CALLBACK (got_body_cb), exchange);
  g_signal_connect (exchange->message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                    exchange);

  /* The exchange keeps its task alive until exchange_finish(). */
  g_steal_pointer (&task);
  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT, exchange->stop,
                           send_cb, exchange);
}

/**
 * spt_http_send_finish:
 * @self: an `SptHttp`
 * @result: what the callback was given
 * @error: return location for an error of domain %SPT_HTTP_ERROR
 *
 * Finishes spt_http_send_async(). A failure of the network, a refusal and a cancellation are
 * answers, not errors.
 *
 * Returns: (transfer full) (nullable): the answer; %NULL only for a request that was never valid
 */
SptHttpAnswer *
spt_http_send_finish (SptHttp       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (SPT_IS_HTTP (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spt_http_set_test_ca:
 * @self: an `SptHttp`
 * @pem: (nullable): an authority's certificate; %NULL = the system's authorities alone
 *
 * Trusts one more certificate authority. For tests only: nothing in the programs calls it.
 */
void
spt_http_set_test_ca (SptHttp    *self,
                      const char *pem)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SPT_IS_HTTP (self));

  g_clear_object (&self->test_ca);
  if (pem == NULL)
    return;

  self->test_ca = g_tls_certificate_new_from_pem (pem, -1, &error);
  if (self->test_ca == NULL)
    g_error ("The certificate of the tests: %s", error->message);
}

/**
 * spt_http_set_test_proxy:
 * @self: an `SptHttp`
 * @resolver: (nullable): asked for the proxy of each host that is not loopback; %NULL = the system
 *
 * Replaces the system's proxy settings. For tests only.
 */
void
spt_http_set_test_proxy (SptHttp        *self,
                         GProxyResolver *resolver)
{
  g_autoptr (GProxyResolver) outer = NULL;

  g_return_if_fail (SPT_IS_HTTP (self));
  g_return_if_fail (resolver == NULL || G_IS_PROXY_RESOLVER (resolver));

  outer = spt_proxy_resolver_new (resolver);
  soup_session_set_proxy_resolver (self->session, outer);
}

static void
spt_http_dispose (GObject *object)
{
  SptHttp *self = SPT_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  g_clear_object (&self->test_ca);

  G_OBJECT_CLASS (spt_http_parent_class)->dispose (object);
}

static void
spt_http_class_init (SptHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = spt_http_dispose;
}

static void
spt_http_init (SptHttp *self)
{
}

/**
 * spt_http_new:
 * @clock: measures the time-outs
 * @user_agent: who we say that we are
 *
 * Makes the process's HTTP session, on the main thread. The environment must hold
 * `SOUP_FORCE_HTTP1=1` before (design 3).
 *
 * Returns: (transfer full): the session
 */
SptHttp *
spt_http_new (SptClock   *clock,
              const char *user_agent)
{
  SptHttp *self;
  g_autoptr (GProxyResolver) resolver = NULL;

  g_return_val_if_fail (SPT_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (user_agent != NULL, NULL);

  /* Whether one HTTP/2 connection repeats a request of another was never tested here. */
  if (g_getenv ("SOUP_FORCE_HTTP1") == NULL)
    g_warning ("SOUP_FORCE_HTTP1 is not set");

  self = g_object_new (SPT_TYPE_HTTP, NULL);
  self->clock = g_object_ref (clock);
  resolver = spt_proxy_resolver_new (NULL);
  self->session = soup_session_new_with_options ("user-agent", user_agent,
                                                 "proxy-resolver", resolver,
                                                 "max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                                 "idle-timeout", IDLE_TIMEOUT_S,
                                                 "timeout", 0,
                                                 NULL);
  /* No credentials, cookies, guesses at types or unpacking by the library. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);

  return self;
}
