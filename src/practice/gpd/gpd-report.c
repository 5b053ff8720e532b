/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status and report of an upload, in both versions (GPD facts 9). */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

#include <string.h>

typedef struct
{
  gint64    total;
  gint64    processed;
  gint64    started;
  gint64    ended;          /* 0: not yet */
  gint64    gap_until;
  char     *rules;
} Upload;

static void
upload_clear (Upload *upload)
{
  g_free (upload->rules);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Upload, upload_clear)

static gboolean
find_upload (PrcGpd        *self,
             const PrcCall *call,
             Upload        *upload)
{
  gint64 oldest = prc_now_us (self->context) - PRC_DEPTH_DAYS * G_TIME_SPAN_DAY;
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT total, processed, started, ifnull (ended, "
                                     "0), gap_until, rules FROM upload WHERE file_id = ?1 AND "
                                     "service = ?2 AND broker = ?3 AND ec = ?4 AND started > ?5",
                                     "ssssi",
                                     call->file_id, call->service, call->broker, call->ec, oldest);
  gboolean found = FALSE;

  for (; prc_db_next (rows); found = TRUE)
    {
      upload->total = sqlite3_column_int64 (rows, 0);
      upload->processed = sqlite3_column_int64 (rows, 1);
      upload->started = sqlite3_column_int64 (rows, 2);
      upload->ended = sqlite3_column_int64 (rows, 3);
      upload->gap_until = sqlite3_column_int64 (rows, 4);
      g_free (upload->rules);
      upload->rules = g_strdup (prc_db_text (rows, 5));
    }
  return found;
}

static const char *
operation_status (PrcGpd        *self,
                  const PrcCall *call,
                  const Upload  *upload)
{
  sqlite3_stmt *rows;
  gint64 all = 0;
  gint64 bad = 0;

  if (upload->processed != upload->total)
    return "IN_PROGRESS";
  rows = prc_db_query (self->db, "SELECT count (*), count (CASE WHEN code >= 400 THEN 1 END)"
                       " FROM response WHERE file_id = ?1", "s", call->file_id);
  while (prc_db_next (rows))
    {
      all = sqlite3_column_int64 (rows, 0);
      bad = sqlite3_column_int64 (rows, 1);
    }
  if (bad == 0)
    return "COMPLETED";
  return bad < all ? "COMPLETED_WITH_WARNINGS" : "COMPLETED_UNSUCCESSFULLY";
}

static void
append_head (const PrcCall *call,
             const Upload  *upload,
             GString       *out)
{
  g_string_append (out, call->version == 1 ? "{\"uploadID\":" : "{\"fileId\":");
  prc_append_json (out, call->file_id);
  g_string_append_printf (out, ",\"processedItem\":%" G_GINT64_FORMAT ",\"submittedItem\":%"
                          G_GINT64_FORMAT, upload->processed, upload->total);
}

/**
 * prc_status_handle:
 * @self: the twin
 * @call: the path, taken apart
 * @request: the request
 * @reply: the answer to fill
 *
 * Answers how far an upload is.
 */
void
prc_status_handle (PrcGpd           *self,
                   const PrcCall    *call,
                   const PrcRequest *request,
                   PrcReply         *reply)
{
  g_auto (Upload) upload = { 0, };

  if (!find_upload (self, call, &upload))
    {
      g_autofree char *detail = g_strdup_printf ("The upload status for fileId %s is not found",
                                                 call->file_id);

      prc_problem (reply, 404, "STATUS NOT FOUND", detail);
      return;
    }
  prc_reply_set (reply, 200, "application/json", NULL);
  append_head (call, &upload, reply->body);
  g_string_append (reply->body, ",\"startTime\":\"");
  prc_date_append (reply->body, upload.started, " ", FALSE);
  g_string_append_c (reply->body, '"');
  if (call->version == 2)
    g_string_append_printf (reply->body, ",\"operationStatus\":\"%s\"",
                            operation_status (self, call, &upload));
  g_string_append_c (reply->body, '}');
}

/* What makes a report wrong: rules of the report call first, then those of the upload. */
typedef struct
{
  GPtrArray *now;
  GPtrArray *then;
} Rules;

static JsonObject *
find_rule (const Rules *rules,
           const char  *fault)
{
  JsonObject *rule = prc_rules_find (rules->now, fault);

  return rule != NULL ? rule : prc_rules_find (rules->then, fault);
}

static GPtrArray *
read_rules (const char *text)
{
  GPtrArray *rules = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  g_autoptr (JsonNode) root = prc_parse_small_json (text, -1, NULL);
  guint i;

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *array = json_node_get_array (root);

      for (i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *node = json_array_get_element (array, i);

          if (JSON_NODE_HOLDS_OBJECT (node))
            g_ptr_array_add (rules, json_object_ref (json_node_get_object (node)));
        }
    }
  return rules;
}

static gboolean
is_missing (JsonObject *rule,
            const char *iupd,
            gint64     *left)
{
  if (g_str_has_suffix (iupd, "-OMESSO"))
    return TRUE;
  if (rule == NULL)
    return FALSE;
  if (json_object_has_member (rule, "iupds"))
    return prc_rule_has_text (rule, "iupds", iupd);
  return *left > 0 && (*left)-- > 0;
}

static void
open_group (GString       *out,
            const PrcCall *call,
            gint64         code,
            const char    *message,
            gboolean       plain)
{
  /* Before October 2025 the texts came without "code - ". */
  const char *text = plain ? strstr (message, " - ") : NULL;

  g_string_append_printf (out, "%s{\"statusCode\":%" G_GINT64_FORMAT ",\"statusMessage\":",
                          out->str[out->len - 1] == '[' ? "" : ",", code);
  prc_append_json (out, text != NULL ? text + 3 : message);
  g_string_append (out, call->version == 1 ? ",\"requestIDs\":[" : ",\"iupds\":[");
}

static void
append_foreign (GString       *out,
                const PrcCall *call,
                JsonObject    *rule)
{
  JsonNode *list = json_object_get_member (rule, "iupds");
  gint64 code = prc_rule_int (rule, "status", 201);
  g_autofree char *message = g_strdup_printf ("%" G_GINT64_FORMAT " - Debt position CREATED", code);
  guint i;

  open_group (out, call, code, message, FALSE);
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    {
      JsonArray *array = json_node_get_array (list);

      for (i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *node = json_array_get_element (array, i);

          if (i > 0)
            g_string_append_c (out, ',');
          prc_append_json (out, JSON_NODE_HOLDS_VALUE (node) &&
                           json_node_get_value_type (node) == G_TYPE_STRING
                           ? json_node_get_string (node) : "?");
        }
    }
  else
    {
      g_string_append (out, "\"IUPD-MAI-INVIATO\"");
    }
  g_string_append (out, "]}");
}

static void
append_responses (PrcGpd        *self,
                  const PrcCall *call,
                  const Rules   *rules,
                  GString       *out)
{
  JsonObject *missing = find_rule (rules, "report-missing");
  JsonObject *foreign = find_rule (rules, "report-foreign");
  gboolean plain = find_rule (rules, "old-messages") != NULL;
  gint64 left = prc_rule_int (missing, "count", 1);
  gint64 open = 0;
  gboolean first = TRUE;
  sqlite3_stmt *rows;

  rows = prc_db_query (self->db, "SELECT r.id, r.code, r.message, i.iupd FROM response r"
                       " JOIN response_item i ON i.response = r.id WHERE r.file_id = ?1"
                       " ORDER BY r.id, i.id", "s", call->file_id);
  while (prc_db_next (rows))
    {
      const char *iupd = prc_db_text (rows, 3);

      if (is_missing (missing, iupd, &left))
        continue;
      if (open != sqlite3_column_int64 (rows, 0))
        {
          if (open != 0)
            g_string_append (out, "]}");
          open = sqlite3_column_int64 (rows, 0);
          open_group (out, call, sqlite3_column_int64 (rows, 1), prc_db_text (rows, 2), plain);
          first = TRUE;
        }
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      prc_append_json (out, iupd);
    }
  if (open != 0)
    g_string_append (out, "]}");
  if (foreign != NULL)
    append_foreign (out, call, foreign);
}

/**
 * prc_report_handle:
 * @self: the twin
 * @call: the path, taken apart
 * @request: the request
 * @reply: the answer to fill
 *
 * Answers the outcomes; version 2 refuses with 425 until the upload has ended.
 */
void
prc_report_handle (PrcGpd           *self,
                   const PrcCall    *call,
                   const PrcRequest *request,
                   PrcReply         *reply)
{
  g_auto (Upload) upload = { 0, };
  g_autoptr (GString) responses = g_string_new ("[");
  g_autoptr (GPtrArray) then = NULL;
  Rules rules = { request->rules, NULL };
  gboolean ended;

  if (!find_upload (self, call, &upload))
    {
      g_autofree char *detail = g_strdup_printf ("The upload report for fileId %s is not found",
                                                 call->file_id);

      prc_problem (reply, 404, "Upload blob not found", detail);
      return;
    }
  ended = upload.ended != 0 && prc_now_us (self->context) >= upload.gap_until;
  if (call->version == 2 && !ended)
    {
      prc_problem (reply, 425, "Too Early", "The upload is still being processed.");
      return;
    }
  then = read_rules (upload.rules);
  rules.then = then;
  append_responses (self, call, &rules, responses);
  prc_reply_set (reply, 200, "application/json", NULL);
  append_head (call, &upload, reply->body);
  if (responses->len > 1)
    {
      g_string_append (reply->body, ",\"responses\":");
      g_string_append_len (reply->body, responses->str, (gssize) responses->len);
      g_string_append_c (reply->body, ']');
    }
  g_string_append (reply->body, ",\"startTime\":\"");
  prc_date_append (reply->body, upload.started, "T", TRUE);
  g_string_append_c (reply->body, '"');
  if (ended)
    {
      g_string_append (reply->body, ",\"endTime\":\"");
      prc_date_append (reply->body, upload.ended, "T", TRUE);
      g_string_append_c (reply->body, '"');
    }
  g_string_append_c (reply->body, '}');
}
