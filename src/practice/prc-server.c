/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SoupServer on 127.0.0.1 for all twins, with the faults that sit between twin and wire. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-server.h"

#include "prc-faults.h"
#include "prc-ledger.h"
#include "prc-rooms.h"

#include <string.h>

#define DECLARE_ROOM(id) extern const PrcRoom prc_room_ ## id;
PRC_ROOMS (DECLARE_ROOM)

#define NAME_ROOM(id) (&prc_room_ ## id),
static const PrcRoom *const rooms[] = { PRC_ROOMS (NAME_ROOM) NULL };

struct _PrcServer
{
  PrcContext *context;
  SoupServer *soup;
  GPtrArray  *held;              /* the exchanges whose time has not come, borrowed */
};

typedef struct
{
  GByteArray *bytes;
  gint64      received;
} Upload;

/* One request on its way through delay, twin, fault and answer. */
typedef struct _Exchange Exchange;

struct _Exchange
{
  PrcServer         *server;
  SoupServerMessage *message;
  const PrcRoom     *room;
  const PrcMount    *mount;
  PrcRequest         request;
  char              *path;
  PrcReply          *reply;
  const char        *operation;
  JsonObject        *fault;      /* the transport fault, or NULL */
  gboolean           paused;
  gboolean           gone;
  guint              timer;
  void               (*next) (Exchange *self); /* what comes when the timer is over */
};

static const struct
{
  const char *name;
  gboolean    commit;            /* whether the twin does its work by default */
} transport_faults[] = {
  { "drop-before", FALSE },  { "drop-after", TRUE },  { "commit-500", TRUE }, { "truncated", TRUE },
  { "garbage", TRUE },       { "html-502", FALSE },   { "empty", TRUE },      { "wrong-type",
                                                                                TRUE },
  { "redirect", FALSE },     { "429", FALSE },        { "401", FALSE },       { "403", FALSE },
  { "junk", TRUE },          { "deep", TRUE },        { "slow-drip", TRUE },  { "http", FALSE },
  { "no-location", TRUE },   { "half", TRUE },
};

static gboolean
find_transport_fault (Exchange *self,
                      gboolean *commit)
{
  guint i, j;

  *commit = TRUE;
  for (i = 0; i < self->request.rules->len; i++)
    {
      JsonObject *rule = g_ptr_array_index (self->request.rules, i);
      const char *name = prc_rule_text (rule, "fault", "");

      for (j = 0; j < G_N_ELEMENTS (transport_faults); j++)
        {
          if (g_str_equal (transport_faults[j].name, name))
            {
              self->fault = rule;
              *commit = prc_rule_int (rule, "commit", transport_faults[j].commit) != 0;
              return TRUE;
            }
        }
    }
  return FALSE;
}

static gboolean
on_time (gpointer data)
{
  Exchange *self = data;

  g_ptr_array_remove_fast (self->server->held, self);
  self->timer = 0;
  self->next (self);
  return G_SOURCE_REMOVE;
}

/* Goes on after a time, or when someone says so at /control/release. */
static void
hold (Exchange *self,
      gint64    ms,
      void (   *next )(Exchange *self))
{
  self->next = next;
  self->timer = g_timeout_add ((guint) ms, on_time, self);
  g_ptr_array_add (self->server->held, self);
}

/* What was held back goes on as if its time were over: from the main loop, as always. */
static guint
release (PrcServer *self)
{
  guint i;

  for (i = 0; i < self->held->len; i++)
    {
      Exchange *exchange = g_ptr_array_index (self->held, i);

      g_source_remove (exchange->timer);
      exchange->timer = g_timeout_add (0, on_time, exchange);
    }
  return self->held->len;
}

static void
exchange_free (Exchange *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->message);
  g_bytes_unref (self->request.body);
  g_ptr_array_unref (self->request.rules);
  prc_reply_free (self->reply);
  g_free (self->path);
  g_free (self);
}

static void
apply_reply (SoupServerMessage *message,
             const PrcReply    *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  guint i;

  soup_server_message_set_status (message, reply->status, NULL);
  for (i = 0; i + 1 < reply->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (reply->headers, i),
                                 g_ptr_array_index (reply->headers, i + 1));
  if (reply->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", reply->content_type);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                            reply->body->str, reply->body->len);
}

static void
remove_header (PrcReply   *reply,
               const char *name)
{
  guint i;

  for (i = 0; i + 1 < reply->headers->len;)
    {
      if (g_ascii_strcasecmp (g_ptr_array_index (reply->headers, i), name) == 0)
        g_ptr_array_remove_range (reply->headers, i, 2);
      else
        i += 2;
    }
}

/* Retry-After as the rule wants it: seconds, any text, or the date that is so many seconds away. A
 * rule that says nothing leaves the service's own. */
static void
set_retry_after (Exchange *self)
{
  JsonObject *rule = self->fault;
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *value = g_strdup (prc_rule_text (rule, "retry-after", NULL));

  if (!json_object_has_member (rule, "retry-after") && !json_object_has_member (rule, "retry-date"))
    return;
  remove_header (self->reply, "Retry-After");
  if (json_object_has_member (rule, "retry-date"))
    {
      gint64 seconds = CLAMP (prc_rule_int (rule, "retry-date", 60), 0, 86400);

      then = g_date_time_new_from_unix_utc (g_get_real_time () / G_USEC_PER_SEC + seconds);
      g_free (value);
      value = soup_date_time_to_string (then, SOUP_DATE_HTTP);
    }
  else if (value == NULL)
    {
      value = g_strdup_printf ("%" G_GINT64_FORMAT, prc_rule_int (rule, "retry-after", 1));
    }
  prc_reply_header (self->reply, "Retry-After", value);
}

/* Turns the twin's answer into what the fault makes of it; drops and drips come at the end. */
static void
spoil_reply (Exchange   *self,
             const char *name)
{
  PrcReply *reply = self->reply;
  guint was = reply->status;
  gint64 size;

  if (g_str_equal (name, "commit-500"))
    {
      prc_reply_html (reply, 500);
    }
  else if (g_str_equal (name, "html-502"))
    {
      prc_reply_html (reply, 502);
    }
  else if (g_str_equal (name, "http"))
    {
      size = prc_rule_int (self->fault, "status", 503);
      prc_reply_reset (reply);
      prc_reply_set (reply, (guint) CLAMP (size, 200, 599),
                     prc_rule_text (self->fault, "type", "text/plain"),
                     prc_rule_text (self->fault, "body", ""));
    }
  else if (g_str_equal (name, "401") || g_str_equal (name, "403") || g_str_equal (name, "429"))
    {
      prc_reply_reset (reply);
      self->room->refuse (self->operation, reply, (guint) g_ascii_strtoull (name, NULL, 10));
      if (reply->status == 429)
        set_retry_after (self);
    }
  else if (g_str_equal (name, "redirect"))
    {
      prc_reply_reset (reply);
      prc_reply_set (reply, 302, NULL, NULL);
      prc_reply_header (reply, "Location", prc_rule_text (self->fault, "location", "/altrove"));
    }
  else if (g_str_equal (name, "half"))
    {
      g_string_truncate (reply->body, reply->body->len / 2);
    }
  else if (g_str_equal (name, "empty"))
    {
      prc_reply_reset (reply);
      prc_reply_set (reply, was, NULL, NULL);
    }
  else if (g_str_equal (name, "no-location"))
    {
      remove_header (reply, "Location");
    }
  else if (g_str_equal (name, "wrong-type"))
    {
      if (reply->body->len == 0)
        g_string_assign (reply->body, "<!doctype html><title>Accesso</title><p>Accedere.");
      g_free (reply->content_type);
      reply->content_type = g_strdup ("text/html; charset=utf-8");
    }
  else if (g_str_equal (name, "garbage"))
    {
      static const char garbage[] = "{\"\xff\xfe\x00[[[}\x01\x80 \"statusCode\": 2e999999, \xc3";

      prc_reply_reset (reply);
      prc_reply_set (reply, was, "application/json", NULL);
      g_string_append_len (reply->body, garbage, sizeof garbage - 1);
    }
  else if (g_str_equal (name, "junk") || g_str_equal (name, "deep"))
    {
      gboolean deep = g_str_equal (name, "deep");

      size = CLAMP (prc_rule_int (self->fault, "bytes", 8 * 1024 * 1024), 1, 256 * 1024 * 1024);
      prc_reply_reset (reply);
      prc_reply_set (reply, was, "application/json", NULL);
      g_string_set_size (reply->body, (gsize) size);
      memset (reply->body->str, deep ? '[' : 'x', (gsize) size);
    }
}

static void
finish (Exchange *self)
{
  const char *name = prc_rule_text (self->fault, "fault", "");
  gsize length = self->reply->body->len;

  if (self->gone)
    {
      if (self->paused)
        soup_server_message_unpause (self->message);
    }
  else if (g_str_has_prefix (name, "drop-") || self->reply->cut)
    {
      prc_wire_close (self->message);
    }
  else if (g_str_equal (name, "truncated"))
    {
      /* An answer without a body is cut inside its headers. */
      prc_wire_write (self->message, self->reply, length / 2, 0, 0);
    }
  else if (g_str_equal (name, "slow-drip"))
    {
      gint64 step = prc_rule_int (self->fault, "bytes", 16);
      gint64 pause = prc_rule_int (self->fault, "ms", 100);

      prc_wire_write (self->message, self->reply, length, (gsize) CLAMP (step, 1, 1 << 20),
                      (guint) CLAMP (pause, 1, 600000));
    }
  else
    {
      apply_reply (self->message, self->reply);
      if (self->paused)
        soup_server_message_unpause (self->message);
    }
  exchange_free (self);
}

static void
run (Exchange *self)
{
  PrcContext *context = self->server->context;
  JsonObject *delay = prc_rules_find (self->request.rules, "delay");
  const char *name;
  gboolean commit;
  gint64 delay_ms;

  find_transport_fault (self, &commit);
  if (commit)
    self->room->handle (context, self->mount, &self->request, self->reply);
  delay_ms = self->reply->delay_ms;
  name = prc_rule_text (self->fault, "fault", NULL);
  if (name != NULL)
    spoil_reply (self, name);
  prc_tally_answer (context->tally, prc_now_us (context), self->mount->id, self->request.method,
                    self->operation,
                    self->reply->cut || (name != NULL && g_str_has_prefix (name, "drop-"))
                    ? 0 : self->reply->status,
                    name);

  if (delay != NULL && prc_rule_int (delay, "before", 0) == 0)
    delay_ms = CLAMP (prc_rule_int (delay, "ms", 1000), 0, 3600000);
  /* A connection is taken from the server from the main loop, never from inside its own handler. */
  if (!self->paused)
    {
      soup_server_message_pause (self->message);
      self->paused = TRUE;
    }
  hold (self, delay_ms, finish);
}

static void
on_gone (SoupServerMessage *message,
         gpointer           data)
{
  Exchange *self = data;

  self->gone = TRUE;
}

static gboolean
below (const char  *path,
       const char  *mount,
       const char **rest)
{
  gsize length = strlen (mount);

  if (strncmp (path, mount, length) != 0 || (path[length] != '/' && path[length] != '\0'))
    return FALSE;
  *rest = path + length;
  return TRUE;
}

static GBytes *
take_body (SoupServerMessage *message,
           gboolean          *too_large)
{
  Upload *upload = g_object_get_data (G_OBJECT (message), "prc-upload");

  *too_large = upload != NULL && upload->received > PRC_BODY_LIMIT;
  if (upload == NULL || *too_large)
    return g_bytes_new_static ("", 0);
  return g_bytes_new (upload->bytes->data, upload->bytes->len);
}

static void
handle_control (PrcServer         *self,
                SoupServerMessage *message,
                const char        *path,
                GHashTable        *query)
{
  g_autoptr (PrcReply) reply = prc_reply_new ();
  g_autoptr (GBytes) body = NULL;
  PrcRequest request = { NULL, };

  body = take_body (message, &request.too_large);
  request.method = soup_server_message_get_method (message);
  request.path = path;
  request.query = query;
  request.headers = soup_server_message_get_request_headers (message);
  request.body = body;
  if (g_str_equal (path, "/release") && g_str_equal (request.method, "POST") &&
      soup_message_headers_get_one (request.headers, "Origin") == NULL)
    {
      g_autofree char *text = g_strdup_printf ("{\"released\":%u}", release (self));

      prc_reply_set (reply, 200, "application/json", text);
      apply_reply (message, reply);
      return;
    }
  prc_control_handle (self->context, rooms, &request, reply);
  apply_reply (message, reply);
}

static void
on_request (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  PrcServer *self = data;
  PrcContext *context = self->context;
  const char *rest = NULL;
  JsonObject *delay;
  Exchange *exchange;
  guint i, j;

  if (below (path, "/control", &rest))
    {
      handle_control (self, message, rest, query);
      return;
    }
  exchange = g_new0 (Exchange, 1);
  for (i = 0; rooms[i] != NULL && exchange->mount == NULL; i++)
    {
      for (j = 0; j < rooms[i]->n_mounts; j++)
        {
          if (below (path, rooms[i]->mounts[j].path, &rest))
            {
              exchange->room = rooms[i];
              exchange->mount = &rooms[i]->mounts[j];
              break;
            }
        }
    }
  if (exchange->mount == NULL)
    {
      g_free (exchange);
      soup_server_message_set_status (message, 404, NULL);
      return;
    }

  exchange->server = self;
  exchange->message = g_object_ref (message);
  exchange->path = g_strdup (rest);
  exchange->reply = prc_reply_new ();
  exchange->request.method = soup_server_message_get_method (message);
  exchange->request.path = exchange->path;
  exchange->request.query = query;
  exchange->request.headers = soup_server_message_get_request_headers (message);
  exchange->request.body = take_body (message, &exchange->request.too_large);
  g_signal_connect (message, "disconnected", G_CALLBACK (on_gone), exchange);
  exchange->operation = exchange->room->operation (exchange->mount, &exchange->request);
  exchange->request.rules = prc_faults_match (context->faults, exchange->mount->id,
                                              exchange->operation);
  prc_tally_count (context->tally, exchange->mount->id, exchange->request.method,
                   exchange->operation);

  delay = prc_rules_find (exchange->request.rules, "delay");
  if (delay != NULL && prc_rule_int (delay, "before", 0) != 0)
    {
      /* The query table belongs to the server's stack frame. */
      exchange->request.query = query != NULL ? g_hash_table_ref (query) : NULL;
      if (query != NULL)
        g_object_set_data_full (G_OBJECT (message), "prc-query", query,
                                (GDestroyNotify) g_hash_table_unref);
      soup_server_message_pause (message);
      exchange->paused = TRUE;
      hold (exchange, CLAMP (prc_rule_int (delay, "ms", 1000), 0, 3600000), run);
      return;
    }
  run (exchange);
}

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  g_byte_array_unref (upload->bytes);
  g_free (upload);
}

static void
on_got_chunk (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           data)
{
  Upload *upload = data;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (chunk, &size);

  upload->received += (gint64) size;
  if (upload->received <= PRC_BODY_LIMIT)
    g_byte_array_append (upload->bytes, bytes, (guint) size);
  else if (upload->bytes->len > 0)
    g_byte_array_set_size (upload->bytes, 0);   /* read on, so that the client hears the 413 */
}

static void
on_headers (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  Upload *upload = g_new0 (Upload, 1);

  upload->bytes = g_byte_array_new ();
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), "prc-upload", upload, upload_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), upload);
}

/**
 * prc_server_new:
 * @context: the context, which must outlive the server
 * @port: TCP port, 0 for any free one
 * @error: return location
 *
 * Opens every room and listens on 127.0.0.1.
 *
 * Returns: (transfer full): the server, or %NULL
 */
PrcServer *
prc_server_new (PrcContext  *context,
                guint        port,
                GError     **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  PrcServer *self = g_new0 (PrcServer, 1);
  guint i;

  self->context = context;
  self->held = g_ptr_array_new ();
  self->soup = soup_server_new ("server-header", "sportello-practice", NULL);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  for (i = 0; rooms[i] != NULL; i++)
    {
      if (!rooms[i]->open (context, error))
        goto fail;
    }
  if (soup_server_listen (self->soup, address, 0, error))
    return self;

fail:
  while (i > 0)
    rooms[--i]->close (context);
  g_object_unref (self->soup);
  g_ptr_array_unref (self->held);
  g_free (self);
  return NULL;
}

/**
 * prc_server_free:
 * @self: (transfer full): the server
 *
 * Stops listening and closes every room.
 */
void
prc_server_free (PrcServer *self)
{
  guint i;

  soup_server_disconnect (self->soup);
  for (i = 0; rooms[i] != NULL; i++)
    rooms[i]->close (self->context);
  g_object_unref (self->soup);
  g_ptr_array_unref (self->held);
  g_free (self);
}

/**
 * prc_server_ready:
 * @self: the server
 *
 * Writes the line that tells the parent where the services are.
 *
 * Returns: (transfer full): one line of JSON without its line break
 */
char *
prc_server_ready (PrcServer *self)
{
  GSList *uris = soup_server_get_uris (self->soup);
  int port = uris != NULL ? g_uri_get_port (uris->data) : 0;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean first = TRUE;
  guint i, j;

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_string_append_printf (out, "{\"port\":%d,\"services\":{", port);
  for (i = 0; rooms[i] != NULL; i++)
    {
      for (j = 0; j < rooms[i]->n_mounts; j++, first = FALSE)
        g_string_append_printf (out, "%s\"%s\":\"http://127.0.0.1:%d%s\"", first ? "" : ",",
                                rooms[i]->mounts[j].id, port, rooms[i]->mounts[j].path);
    }
  g_string_append_printf (out, "},\"control\":\"http://127.0.0.1:%d/control\"}", port);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
