/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that no well-behaved server would give: cut, short or in drops. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-server.h"

typedef struct
{
  GIOStream *stream;
  GBytes    *bytes;
  gsize      at;
  gsize      step;       /* bytes a time; 0: all at once */
  guint      pause_ms;
} Drip;

static void
drip_free (Drip *self)
{
  /* An error on a connection that is being thrown away has nobody to hear it. */
  g_io_stream_close (self->stream, NULL, NULL);
  g_object_unref (self->stream);
  g_bytes_unref (self->bytes);
  g_free (self);
}

static gboolean drip_next (gpointer data);

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Drip *self = data;
  gsize written = 0;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, &written, NULL))
    {
      drip_free (self);
      return;
    }
  self->at += written;
  if (self->at >= g_bytes_get_size (self->bytes))
    drip_free (self);
  else
    g_timeout_add (self->pause_ms, drip_next, self);
}

static gboolean
drip_next (gpointer data)
{
  Drip *self = data;
  gsize size;
  const guint8 *bytes = g_bytes_get_data (self->bytes, &size);
  gsize count = self->step == 0 ? size - self->at : MIN (self->step, size - self->at);

  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), bytes + self->at,
                                   count, G_PRIORITY_DEFAULT, NULL, on_written, self);
  return G_SOURCE_REMOVE;
}

/**
 * prc_wire_close:
 * @message: a message whose answer has not begun, to which the caller holds a reference
 *
 * Closes the connection without a byte of answer.
 */
void
prc_wire_close (SoupServerMessage *message)
{
  /* Stealing drops the server's own reference to the message; the caller holds one. */
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

/**
 * prc_wire_write:
 * @message: a message whose answer has not begun, to which the caller holds a reference
 * @reply: the whole answer, which the headers announce
 * @send: how many bytes of the body are really sent
 * @step: bytes sent at a time, 0 for all
 * @pause_ms: wait between two steps
 *
 * Takes the connection, writes the answer by hand and closes. An answer without a body that is to
 * be cut ends in the middle of its headers.
 */
void
prc_wire_write (SoupServerMessage *message,
                const PrcReply    *reply,
                gsize              send,
                gsize              step,
                guint              pause_ms)
{
  GIOStream *stream = soup_server_message_steal_connection (message);
  GString *out;
  Drip *drip;
  guint i;

  if (stream == NULL)
    return;
  out = g_string_new (NULL);
  g_string_append_printf (out, "HTTP/1.1 %u %s\r\nConnection: close\r\nContent-Length: %"
                          G_GSIZE_FORMAT "\r\n", reply->status,
                          soup_status_get_phrase (reply->status), reply->body->len);
  if (reply->content_type != NULL)
    g_string_append_printf (out, "Content-Type: %s\r\n", reply->content_type);
  for (i = 0; i + 1 < reply->headers->len; i += 2)
    g_string_append_printf (out, "%s: %s\r\n", (char *) g_ptr_array_index (reply->headers, i),
                            (char *) g_ptr_array_index (reply->headers, i + 1));
  if (reply->body->len == 0 && step == 0)
    {
      g_string_truncate (out, out->len / 2);
    }
  else
    {
      g_string_append (out, "\r\n");
      g_string_append_len (out, reply->body->str, (gssize) send);
    }
  drip = g_new0 (Drip, 1);
  drip->stream = stream;
  drip->bytes = g_string_free_to_bytes (out);
  drip->step = step;
  drip->pause_ms = pause_ms;
  drip_next (drip);
}
