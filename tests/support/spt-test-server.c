/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scripted web server for tests: one thread accepts, one thread a connection serves, all with
 * blocking calls. */
#define G_LOG_DOMAIN "spt-test-server"

#include "spt-test-server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_HEAD  (64 * 1024)
#define WAIT_US   (20 * G_USEC_PER_SEC)
#define TICK_MS   5
#define DRIP_US   (20 * 1000)

typedef struct
{
  SptTestFault fault;
  guint        status;
  char        *headers; /* (owned) */
  GBytes      *body;    /* (owned) */
} Step;

typedef struct
{
  char   *head; /* (owned) */
  GBytes *body; /* (owned) */
} Request;

struct _SptTestServer
{
  GSocketListener *listener;    /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  GCancellable    *stop;        /* (owned) */
  GThread         *thread;
  char            *url;
  guint16          port;

  GMutex           lock;
  GQueue           script;       /* (owned) (element-type Step) (mutex lock) */
  GPtrArray       *requests;     /* (owned) (element-type Request) (mutex lock) */
  GPtrArray       *threads;      /* (owned) (element-type GThread) (mutex lock) */
  guint            n_connections; /* (mutex lock) */
  guint            n_dripped;     /* (mutex lock) */
};

typedef struct
{
  SptTestServer     *server;
  GSocketConnection *socket; /* (owned) */
  Step              *refusal; /* (owned) (nullable): what to do instead of reading */
} Connection;

static void
step_free (Step *self)
{
  g_free (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

static void
request_free (Request *self)
{
  g_free (self->head);
  g_bytes_unref (self->body);
  g_free (self);
}

static Step *
next_step (SptTestServer *self)
{
  Step *step;

  g_mutex_lock (&self->lock);
  step = g_queue_pop_head (&self->script);
  g_mutex_unlock (&self->lock);

  if (step == NULL)
    {
      step = g_new0 (Step, 1);
      step->status = 200;
      step->headers = g_strdup ("Content-Type: text/plain\r\n");
      step->body = g_bytes_new_static ("ok", 2);
    }

  return step;
}

/* Some faults act before a byte is read. (mutex lock) */
static Step *
take_refusal (SptTestServer *self)
{
  Step *step = g_queue_peek_head (&self->script);

  if (step != NULL
      && (step->fault == SPT_TEST_DROP_BEFORE_READING
          || step->fault == SPT_TEST_RESET_BEFORE_READING
          || step->fault == SPT_TEST_HANG_BEFORE_READING))
    return g_queue_pop_head (&self->script);

  return NULL;
}

static void
wait_for_stop (SptTestServer *self)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (self->stop, &fd))
    {
      g_poll (&fd, 1, -1);
      g_cancellable_release_fd (self->stop);
    }
}

static void
reset (Connection *connection)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  int fd = g_socket_get_fd (g_socket_connection_get_socket (connection->socket));

  if (setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) != 0)
    g_warning ("No reset possible");
}

/* Reading ------------------------------------------------------------------------------------- */

static char *
read_head (SptTestServer *self,
           GInputStream  *in)
{
  g_autoptr (GString) head = g_string_new (NULL);

  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    {
      char c;

      if (head->len > MAX_HEAD || g_input_stream_read (in, &c, 1, self->stop, NULL) != 1)
        return NULL;
      g_string_append_c (head, c);
    }

  return g_string_free (g_steal_pointer (&head), FALSE);
}

static gsize
read_content_length (const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (gsize i = 1; lines[i] != NULL; i++)
    if (g_ascii_strncasecmp (lines[i], "content-length:", 15) == 0)
      return (gsize) g_ascii_strtoull (g_strstrip (lines[i] + 15), NULL, 10);

  return 0;
}

static GBytes *
read_body (SptTestServer *self,
           GInputStream  *in,
           gsize          length)
{
  g_autofree char *data = g_malloc (length + 1);
  gsize n_read = 0;

  if (!g_input_stream_read_all (in, data, length, &n_read, self->stop, NULL) || n_read < length)
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&data), length);
}

static void
note_request (SptTestServer *self,
              const char    *head,
              GBytes        *body)
{
  Request *request = g_new0 (Request, 1);

  request->head = g_strdup (head);
  request->body = body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("", 0);

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->lock);
}

/* Answering ----------------------------------------------------------------------------------- */

static gboolean
write_all (SptTestServer *self,
           GOutputStream *out,
           const void    *data,
           gsize          length)
{
  return g_output_stream_write_all (out, data, length, NULL, self->stop, NULL)
         && g_output_stream_flush (out, self->stop, NULL);
}

static gboolean
write_text (SptTestServer *self,
            GOutputStream *out,
            const char    *text)
{
  return write_all (self, out, text, strlen (text));
}

static GString *
begin_answer (const Step *step)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "HTTP/1.1 %u Scripted\r\n%s", step->status, step->headers);

  return out;
}

static void
drip (SptTestServer *self,
      GOutputStream *out)
{
  while (!g_cancellable_is_cancelled (self->stop) && write_text (self, out, "."))
    {
      g_mutex_lock (&self->lock);
      self->n_dripped++;
      g_mutex_unlock (&self->lock);
      g_usleep (DRIP_US);
    }
}

static void
flood (SptTestServer *self,
       GOutputStream *out)
{
  g_autofree char *block = g_malloc (64 * 1024);

  memset (block, 'x', 64 * 1024);
  while (write_all (self, out, block, 64 * 1024))
    continue;
}

/* TRUE when the connection may serve another request. */
static gboolean
answer (SptTestServer *self,
        GOutputStream *out,
        const Step    *step,
        gboolean       is_head)
{
  gsize size = 0;
  const char *body = g_bytes_get_data (step->body, &size);
  g_autoptr (GString) head = begin_answer (step);

  switch (step->fault)
    {
    case SPT_TEST_EARLY_HINTS:
      g_string_prepend (head, "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n");
      G_GNUC_FALLTHROUGH;
    case SPT_TEST_ANSWER:
      if (step->status != 204 && step->status != 304)
        g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", size);
      g_string_append (head, "\r\n");
      return write_text (self, out, head->str)
             && (is_head || size == 0 || write_all (self, out, body, size))
             && strstr (step->headers, "Connection: close") == NULL;
    case SPT_TEST_GARBAGE:
      write_text (self, out, "220 this is a mail server, not a web server\r\n\r\n");
      return FALSE;
    case SPT_TEST_CUT_HEAD:
      write_all (self, out, head->str, head->len / 2);
      return FALSE;
    case SPT_TEST_CUT_BODY:
    case SPT_TEST_CUT_BODY_CLOSE:
      g_string_append_printf (head, "%sContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                              step->fault == SPT_TEST_CUT_BODY ? "" : "Connection: close\r\n", size);
      if (write_text (self, out, head->str))
        write_all (self, out, body, size / 2);
      return FALSE;
    case SPT_TEST_CHUNKED:
    case SPT_TEST_CUT_CHUNKED:
      g_string_append_printf (head, "Transfer-Encoding: chunked\r\n\r\n%" G_GSIZE_MODIFIER "x\r\n", size);
      if (!write_text (self, out, head->str) || !write_all (self, out, body, size))
        return FALSE;
      return step->fault == SPT_TEST_CHUNKED && write_text (self, out, "\r\n0\r\n\r\n");
    case SPT_TEST_UNTIL_CLOSE:
      g_string_append (head, "\r\n");
      if (write_text (self, out, head->str))
        write_all (self, out, body, size);
      return FALSE;
    case SPT_TEST_DRIP:
      g_string_append (head, "Content-Length: 1000000\r\n\r\n");
      if (write_text (self, out, head->str))
        drip (self, out);
      return FALSE;
    case SPT_TEST_HUGE:
      g_string_append (head, "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n");
      if (write_text (self, out, head->str))
        flood (self, out);
      return FALSE;
    case SPT_TEST_HANG:
      wait_for_stop (self);
      return FALSE;
    case SPT_TEST_DROP_BEFORE_READING:
    case SPT_TEST_RESET_BEFORE_READING:
    case SPT_TEST_READ_THEN_DROP:
    case SPT_TEST_READ_THEN_RESET:
    case SPT_TEST_READ_HALF_THEN_RESET:
    case SPT_TEST_HANG_BEFORE_READING:
    default:
      return FALSE;
    }
}

static gboolean
serve_request (SptTestServer *self,
               Connection    *connection,
               GInputStream  *in,
               GOutputStream *out)
{
  g_autofree char *head = NULL;
  g_autoptr (GBytes) body = NULL;
  gsize length;
  Step *step;
  gboolean again;

  head = read_head (self, in);
  if (head == NULL)
    return FALSE;

  step = next_step (self);
  length = read_content_length (head);
  if (step->fault == SPT_TEST_READ_HALF_THEN_RESET)
    length = MIN (length, 1000);
  body = read_body (self, in, length);
  note_request (self, head, body);
  if (step->fault == SPT_TEST_READ_THEN_RESET || step->fault == SPT_TEST_READ_HALF_THEN_RESET)
    reset (connection);

  again = body != NULL && answer (self, out, step, g_str_has_prefix (head, "HEAD "));
  step_free (step);

  return again;
}

static void
refuse_to_read (SptTestServer *self,
                Connection    *connection)
{
  if (connection->refusal->fault == SPT_TEST_RESET_BEFORE_READING)
    reset (connection);
  else if (connection->refusal->fault == SPT_TEST_HANG_BEFORE_READING)
    wait_for_stop (self);
}

/* Another request on a connection that served one: its step is chosen when its first byte is here,
 * not before, or a step pushed for the next connection would be taken. */
static gboolean
wait_for_another (SptTestServer *self,
                  Connection    *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection->socket);
  char c;

  if (!g_socket_condition_wait (socket, G_IO_IN, self->stop, NULL)
      || recv (g_socket_get_fd (socket), &c, 1, MSG_PEEK) <= 0)
    return FALSE;

  g_mutex_lock (&self->lock);
  connection->refusal = take_refusal (self);
  g_mutex_unlock (&self->lock);

  return connection->refusal == NULL;
}

static gpointer
connection_run (gpointer data)
{
  Connection *connection = data;
  SptTestServer *self = connection->server;
  g_autoptr (GIOStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (connection->refusal == NULL)
    {
      stream = g_object_ref (G_IO_STREAM (connection->socket));
      if (self->certificate != NULL)
        {
          g_object_unref (stream);
          stream = g_tls_server_connection_new (G_IO_STREAM (connection->socket), self->certificate,
                                                &error);
          g_assert_no_error (error);
        }
      /* A handshake that fails is what some tests want. */
      if (self->certificate == NULL
          || g_tls_connection_handshake (G_TLS_CONNECTION (stream), self->stop, NULL))
        while (serve_request (self, connection, g_io_stream_get_input_stream (stream),
                              g_io_stream_get_output_stream (stream))
               && wait_for_another (self, connection))
          continue;
    }

  if (connection->refusal != NULL)
    refuse_to_read (self, connection);
  /* Said properly where nothing was cut on purpose: TLS tells an end from a cut. */
  if (stream != NULL)
    g_io_stream_close (stream, self->stop, NULL);

  g_io_stream_close (G_IO_STREAM (connection->socket), NULL, NULL);
  g_object_unref (connection->socket);
  g_clear_pointer (&connection->refusal, step_free);
  g_free (connection);

  return NULL;
}

static gpointer
accept_run (gpointer data)
{
  SptTestServer *self = data;

  while (!g_cancellable_is_cancelled (self->stop))
    {
      GSocketConnection *socket = g_socket_listener_accept (self->listener, NULL, self->stop, NULL);
      Connection *connection;

      if (socket == NULL)
        continue;

      connection = g_new0 (Connection, 1);
      connection->server = self;
      connection->socket = socket;
      /* Head and body are written one after the other: do not let the second wait for an
       * acknowledgement. */
      g_socket_set_option (g_socket_connection_get_socket (socket), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
      g_mutex_lock (&self->lock);
      /* Here, in the order of the connections: their threads run in any. */
      connection->refusal = take_refusal (self);
      self->n_connections++;
      g_ptr_array_add (self->threads, g_thread_new ("test-connection", connection_run, connection));
      g_mutex_unlock (&self->lock);
    }

  return NULL;
}

SptTestServer *
spt_test_server_new (const char *certificate_pem)
{
  SptTestServer *self = g_new0 (SptTestServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_queue_init (&self->script);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->threads = g_ptr_array_new ();
  self->stop = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  if (certificate_pem != NULL)
    {
      self->certificate = g_tls_certificate_new_from_pem (certificate_pem, -1, &error);
      g_assert_no_error (error);
    }

  g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->url = certificate_pem != NULL ? g_strdup_printf ("https://localhost:%u", self->port)
                                      : g_strdup_printf ("http://127.0.0.1:%u", self->port);
  self->thread = g_thread_new ("test-server", accept_run, self);

  return self;
}

void
spt_test_server_free (SptTestServer *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  /* Nobody accepts any more, so the list is final. */
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));

  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_clear_object (&self->certificate);
  g_object_unref (self->stop);
  g_queue_clear_full (&self->script, (GDestroyNotify) step_free);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->threads);
  g_mutex_clear (&self->lock);
  g_free (self->url);
  g_free (self);
}

const char *
spt_test_server_get_url (SptTestServer *self)
{
  return self->url;
}

guint16
spt_test_server_get_port (SptTestServer *self)
{
  return self->port;
}

void
spt_test_server_push_bytes (SptTestServer *self,
                            SptTestFault   fault,
                            guint          status,
                            const char    *headers,
                            GBytes        *body)
{
  Step *step = g_new0 (Step, 1);

  step->fault = fault;
  step->status = status;
  step->headers = g_strdup (headers != NULL ? headers : "");
  step->body = g_bytes_ref (body);

  g_mutex_lock (&self->lock);
  g_queue_push_tail (&self->script, step);
  g_mutex_unlock (&self->lock);
}

void
spt_test_server_push (SptTestServer *self,
                      SptTestFault   fault,
                      guint          status,
                      const char    *headers,
                      const char    *body)
{
  g_autoptr (GBytes) bytes = NULL;

  if (body == NULL)
    body = "";
  bytes = g_bytes_new (body, strlen (body));
  spt_test_server_push_bytes (self, fault, status, headers, bytes);
}

guint
spt_test_server_get_n_requests (SptTestServer *self)
{
  guint result;

  g_mutex_lock (&self->lock);
  result = self->requests->len;
  g_mutex_unlock (&self->lock);

  return result;
}

guint
spt_test_server_get_n_connections (SptTestServer *self)
{
  guint result;

  g_mutex_lock (&self->lock);
  result = self->n_connections;
  g_mutex_unlock (&self->lock);

  return result;
}

guint
spt_test_server_get_n_dripped (SptTestServer *self)
{
  guint result;

  g_mutex_lock (&self->lock);
  result = self->n_dripped;
  g_mutex_unlock (&self->lock);

  return result;
}

typedef guint (*CountFunc) (SptTestServer *self);

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
wait_count (SptTestServer *self,
            CountFunc      count,
            guint          wanted)
{
  gint64 deadline = g_get_monotonic_time () + WAIT_US;
  guint tick = g_timeout_add (TICK_MS, tick_cb, NULL);

  while (count (self) < wanted && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);

  return count (self) >= wanted;
}

gboolean
spt_test_server_wait_requests (SptTestServer *self,
                               guint          n_requests)
{
  return wait_count (self, spt_test_server_get_n_requests, n_requests);
}

gboolean
spt_test_server_wait_connections (SptTestServer *self,
                                  guint          n_connections)
{
  return wait_count (self, spt_test_server_get_n_connections, n_connections);
}

gboolean
spt_test_server_wait_dripped (SptTestServer *self,
                              guint          n_bytes)
{
  return wait_count (self, spt_test_server_get_n_dripped, n_bytes);
}

static Request *
get_request (SptTestServer *self,
             guint          index)
{
  g_assert_cmpuint (index, <, self->requests->len);

  return g_ptr_array_index (self->requests, index);
}

char *
spt_test_server_get_head (SptTestServer *self,
                          guint          index)
{
  char *result;

  g_mutex_lock (&self->lock);
  result = g_strdup (get_request (self, index)->head);
  g_mutex_unlock (&self->lock);

  return result;
}

GBytes *
spt_test_server_get_body (SptTestServer *self,
                          guint          index)
{
  GBytes *result;

  g_mutex_lock (&self->lock);
  result = g_bytes_ref (get_request (self, index)->body);
  g_mutex_unlock (&self->lock);

  return result;
}
