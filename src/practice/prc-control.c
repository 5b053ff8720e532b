/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints common to all twins: ledger, requests, faults, clock. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-server.h"

#include "prc-db.h"
#include "prc-faults.h"
#include "prc-ledger.h"

#include <string.h>

#define SECOND_LIMIT (G_GINT64_CONSTANT (200) * 366 * 86400)

static void
reply_error (PrcReply   *reply,
             guint       status,
             const char *text)
{
  prc_reply_set (reply, status, "application/json", "{\"error\":");
  prc_append_json (reply->body, text);
  g_string_append_c (reply->body, '}');
}

static void
reply_clock (PrcContext *context,
             PrcReply   *reply)
{
  g_autofree char *text = NULL;

  text = g_strdup_printf ("{\"nowMs\":%" G_GINT64_FORMAT ",\"offset_s\":%" G_GINT64_FORMAT "}",
                          prc_now_us (context) / 1000,
                          context->clock_offset_us / G_USEC_PER_SEC);
  prc_reply_set (reply, 200, "application/json", text);
}

static void
set_clock (PrcContext       *context,
           const PrcRequest *request,
           PrcReply         *reply)
{
  gsize length;
  const char *data = g_bytes_get_data (request->body, &length);
  g_autoptr (JsonNode) root = prc_parse_small_json (length > 0 ? data : "", (gssize) length, NULL);
  g_autofree char *text = NULL;
  JsonObject *object;
  gint64 seconds;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      reply_error (reply, 400, "{\"offset_s\":N} or {\"advance_s\":N} is expected");
      return;
    }
  object = json_node_get_object (root);
  seconds = context->clock_offset_us / G_USEC_PER_SEC +
            CLAMP (prc_rule_int (object, "advance_s", 0), -SECOND_LIMIT, SECOND_LIMIT);
  seconds = prc_rule_int (object, "offset_s", seconds);
  if (seconds < -50 * G_GINT64_CONSTANT (366) * 86400 || seconds > SECOND_LIMIT)
    {
      reply_error (reply, 400, "the offset is out of bounds");
      return;
    }
  context->clock_offset_us = seconds * G_USEC_PER_SEC;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  prc_db_run (context->db, "INSERT OR REPLACE INTO meta (name, value) VALUES ('clock', ?1)", "s",
              text);
  reply_clock (context, reply);
}

static void
handle_faults (PrcContext       *context,
               const PrcRequest *request,
               PrcReply         *reply)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  gsize length;
  const char *data = g_bytes_get_data (request->body, &length);
  gboolean append = request->query != NULL &&
                    g_hash_table_lookup (request->query, "append") != NULL;

  if (g_str_equal (request->method, "DELETE"))
    prc_faults_set (context->faults, "[]", -1, FALSE, NULL);
  else if (g_str_equal (request->method, "POST") &&
           !prc_faults_set (context->faults, length > 0 ? data : "", (gssize) length, append,
                            &error))
    {
      reply_error (reply, 400, error->message);
      return;
    }
  dump = prc_faults_dump (context->faults);
  prc_reply_set (reply, 200, "application/json", dump);
}

/**
 * prc_control_handle:
 * @context: the context
 * @rooms: %NULL-terminated list of rooms
 * @request: a request below /control
 * @reply: the answer to fill
 *
 * Serves the control endpoints; what is not common is offered to the rooms.
 */
void
prc_control_handle (PrcContext           *context,
                    const PrcRoom *const *rooms,
                    const PrcRequest     *request,
                    PrcReply             *reply)
{
  g_autoptr (GError) error = NULL;
  gboolean get = g_str_equal (request->method, "GET");
  guint i;

  /* A web page open in the same session must not steer the practice. */
  if (soup_message_headers_get_one (request->headers, "Origin") != NULL)
    {
      reply_error (reply, 403, "not for web pages");
      return;
    }
  prc_reply_set (reply, 200, "application/json", NULL);
  if (g_str_equal (request->path, "/ledger") && get)
    {
      if (!prc_ledger_dump (context->ledger,
                            request->query != NULL
                            ? g_hash_table_lookup (request->query, "service") : NULL,
                            reply->body, &error))
        reply_error (reply, 500, error->message);
    }
  else if (g_str_equal (request->path, "/requests"))
    {
      if (g_str_equal (request->method, "DELETE"))
        prc_tally_reset (context->tally);
      prc_tally_dump (context->tally, reply->body);
    }
  else if (g_str_equal (request->path, "/faults"))
    {
      handle_faults (context, request, reply);
    }
  else if (g_str_equal (request->path, "/clock"))
    {
      if (get)
        reply_clock (context, reply);
      else
        set_clock (context, request, reply);
    }
  else
    {
      for (i = 0; rooms[i] != NULL; i++)
        {
          if (rooms[i]->control (context, request, reply))
            return;
        }
      reply_error (reply, 404, "no such control endpoint");
    }
}
