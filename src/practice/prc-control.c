/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints common to all twins: ledger, requests, faults, clock; and how a twin's own are
 * served. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-server.h"

#include "prc-control.h"
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

/**
 * prc_control_query:
 * @request: a request
 * @name: a parameter of its address
 *
 * Returns: (nullable): its value
 */
const char *
prc_control_query (const PrcRequest *request,
                   const char       *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

/**
 * prc_control_limit:
 * @request: a request for a list
 *
 * Returns: how many are wanted at the most: its parameter "limit", else 1000
 */
guint64
prc_control_limit (const PrcRequest *request)
{
  const char *text = prc_control_query (request, "limit");
  guint64 limit;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 1000000, &limit, NULL) ? limit : 1000;
}

/**
 * prc_control_serve:
 * @twin: the twin
 * @controls: its endpoints
 * @count: how many
 * @request: a request below /control
 * @reply: the answer to fill
 *
 * Serves what belongs to a twin.
 *
 * Returns: %FALSE if there is no such endpoint among @controls
 */
gboolean
prc_control_serve (gpointer          twin,
                   const PrcControl *controls,
                   guint             count,
                   const PrcRequest *request,
                   PrcReply         *reply)
{
  g_autoptr (JsonNode) root = NULL;
  const char *reason = "a JSON object is expected";
  guint i;

  for (i = 0; i < count && !g_str_equal (controls[i].path, request->path); i++)
    ;
  if (i == count)
    return FALSE;
  if (g_str_equal (request->method, "GET") && controls[i].show != NULL)
    {
      controls[i].show (twin, request, reply);
      return TRUE;
    }
  if (!g_str_equal (request->method, "POST") || controls[i].change == NULL)
    return FALSE;
  root = prc_parse_object (request->body);
  if (root != NULL)
    {
      prc_reply_set (reply, 200, "application/json", "{\"ok\":true}");
      reason = controls[i].change (twin, json_node_get_object (root), reply);
    }
  if (reason != NULL)
    reply_error (reply, 400, reason);
  return TRUE;
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
  g_autoptr (JsonNode) root = prc_parse_object (request->body);
  g_autofree char *text = NULL;
  JsonObject *object;
  gint64 seconds;

  if (root == NULL)
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
  gboolean append = prc_control_query (request, "append") != NULL;

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
      if (!prc_ledger_dump (context->ledger, prc_control_query (request, "service"), reply->body,
                            &error))
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
