/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints below /control/tsdigital: keys, items, settings. */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

static void
answer (PrcReply   *reply,
        const char *reason)
{
  if (reason == NULL)
    {
      prc_reply_set (reply, 200, "application/json", "{\"ok\":true}");
      return;
    }
  prc_reply_set (reply, 400, "application/json", "{\"error\":");
  prc_append_json (reply->body, reason);
  g_string_append_c (reply->body, '}');
}

static const char *
set_key (PrcTsdigital *self,
         JsonObject   *object)
{
  const char *kind = prc_rule_text (object, "kind", "personal");
  const char *studio = prc_rule_text (object, "studio", NULL);
  g_autofree char *studios = NULL;
  PrcTsdigitalKey key = { NULL, };

  key.id = (char *) prc_rule_text (object, "id", NULL);
  if (key.id == NULL || (!g_str_equal (kind, "personal") && !g_str_equal (kind, "application")))
    return "\"id\" and \"kind\" (personal, application) are expected";
  studios = studio == NULL ? NULL : g_str_equal (studio, "*") ? g_strdup (studio)
            : g_strdup_printf (" %s ", studio);
  key.secret = (char *) prc_rule_text (object, "secret", "segreto-di-prova");
  key.application = g_str_equal (kind, "application");
  key.create = prc_rule_int (object, "create", !key.application) != 0;
  key.special = prc_rule_int (object, "special", 0) != 0;
  key.backoffice = prc_rule_int (object, "backoffice", 0) != 0;
  key.studios = studios;
  key.active = prc_rule_int (object, "active", 1) != 0;
  key.revoked = prc_rule_int (object, "revoked", 0) != 0;
  key.no_exp = prc_rule_int (object, "no_exp", 0) != 0;
  key.life_s = CLAMP (prc_rule_int (object, "life_s", 0), 0, 86400);
  return prc_tsdigital_save_key (self, &key) ? NULL : "not stored";
}

/* An item that a colleague made on the portal: nobody's request, so no ledger line. */
static const char *
make_item (PrcTsdigital *self,
           JsonObject   *object,
           PrcReply     *reply)
{
  const char *tax_id = prc_rule_text (object, "taxId", NULL);
  const char *vat = prc_rule_text (object, "vatNumber", NULL);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GString) document = g_string_new ("{\"base\":{\"identifier\":{\"taxRegion\":\"IT\"");
  PrcTsdigitalItem item = { NULL, };

  if (tax_id == NULL && vat == NULL)
    return "\"taxId\" or \"vatNumber\" is expected";
  item.id = id;
  item.region = (char *) "IT";
  item.tax_id = (char *) tax_id;
  item.vat = (char *) vat;
  item.name = (char *) prc_rule_text (object, "description", "Fatta sul portale");
  item.created = item.visible = prc_now_us (self->context);
  if (tax_id != NULL)
    {
      g_string_append (document, ",\"taxId\":");
      prc_append_json (document, tax_id);
    }
  if (vat != NULL)
    {
      g_string_append (document, ",\"vatNumber\":");
      prc_append_json (document, vat);
    }
  g_string_append (document, "},\"details\":{\"description\":");
  prc_append_json (document, item.name);
  g_string_append (document, "}}}");
  item.document = document->str;
  if (!prc_tsdigital_insert (self, &item, "portal"))
    return "not stored";
  prc_reply_set (reply, 200, "application/json", NULL);
  g_string_append_printf (reply->body, "{\"id\":\"%s\"}", id);
  return NULL;
}

/* What was taken in charge appears now, or with "never" does not appear at all. */
static void
show (PrcTsdigital *self,
      JsonObject   *object,
      PrcReply     *reply)
{
  gint64 now = prc_now_us (self->context);
  gboolean never = prc_rule_int (object, "never", 0) != 0;
  sqlite3_stmt *rows;
  gint64 changed = 0;

  prc_db_run (self->db, "UPDATE tsdigital_item SET visible = ?2 WHERE (?1 IS NULL OR id = ?1) AND "
              "(?3 = 1 OR visible > ?2)", "sii", prc_rule_text (object, "id", NULL),
              never ? G_MAXINT64 : now, (gint64) never);
  rows = prc_db_query (self->db, "SELECT changes ()", "");
  while (prc_db_next (rows))
    changed = sqlite3_column_int64 (rows, 0);
  prc_reply_set (reply, 200, "application/json", NULL);
  g_string_append_printf (reply->body, "{\"changed\":%" G_GINT64_FORMAT "}", changed);
}

static void
dump_items (PrcTsdigital *self,
            GString      *out)
{
  g_autoptr (GPtrArray) list = prc_tsdigital_list (self, FALSE);
  gint64 now = prc_now_us (self->context);
  guint i;

  for (i = 0; i < list->len; i++)
    {
      const PrcTsdigitalItem *item = g_ptr_array_index (list, i);

      g_string_append_printf (out, "%s{\"id\":\"%s\",\"taxId\":", i > 0 ? "," : "", item->id);
      prc_append_json (out, item->tax_id);
      g_string_append (out, ",\"vatNumber\":");
      prc_append_json (out, item->vat);
      g_string_append (out, ",\"name\":");
      prc_append_json (out, item->name);
      g_string_append (out, ",\"state\":");
      prc_append_json (out, item->state);
      g_string_append_printf (out, ",\"created_ms\":%" G_GINT64_FORMAT ",\"visible\":\"%s\","
                              "\"item\":%s}", item->created / 1000,
                              item->visible <= now ? "yes" : item->visible == G_MAXINT64 ? "never"
                              : "later", item->document);
    }
}

static void
dump_keys (PrcTsdigital *self,
           GString      *out)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT id, application, may_create, special, "
                                     "backoffice, active FROM tsdigital_key ORDER BY rowid", "");
  static const char *const names[] = { "application", "create", "special", "backoffice", "active" };
  gboolean first = TRUE;
  guint i;

  for (; prc_db_next (rows); first = FALSE)
    {
      g_string_append (out, first ? "{\"id\":" : ",{\"id\":");
      prc_append_json (out, prc_db_text (rows, 0));
      for (i = 0; i < G_N_ELEMENTS (names); i++)
        g_string_append_printf (out, ",\"%s\":%s", names[i],
                                sqlite3_column_int (rows, (int) i + 1) != 0 ? "true" : "false");
      g_string_append_c (out, '}');
    }
}

static void
dump (PrcTsdigital *self,
      PrcReply     *reply)
{
  sqlite3_stmt *rows;
  gboolean first = TRUE;

  prc_reply_set (reply, 200, "application/json", "{\"keys\":[");
  dump_keys (self, reply->body);
  g_string_append (reply->body, "],\"items\":[");
  dump_items (self, reply->body);
  g_string_append (reply->body, "],\"repeated_request_ids\":[");
  rows = prc_db_query (self->db, "SELECT request_id FROM tsdigital_seen WHERE count > 1", "");
  for (; prc_db_next (rows); first = FALSE)
    {
      if (!first)
        g_string_append_c (reply->body, ',');
      prc_append_json (reply->body, prc_db_text (rows, 0));
    }
  g_string_append (reply->body, "],\"settings\":");
  prc_settings_dump (self->settings, reply->body);
  g_string_append_c (reply->body, '}');
}

static void
change (PrcTsdigital *self,
        const char   *path,
        JsonObject   *object,
        PrcReply     *reply)
{
  const char *reason;

  if (g_str_equal (path, "/items"))
    {
      reason = make_item (self, object, reply);
      if (reason != NULL)
        answer (reply, reason);
    }
  else if (g_str_equal (path, "/show"))
    {
      show (self, object, reply);
    }
  else
    {
      answer (reply, g_str_equal (path, "/keys") ? set_key (self, object)
              : prc_settings_change (self->settings, object));
    }
}

/**
 * prc_tsdigital_control:
 * @self: the twin
 * @request: a request below /control
 * @reply: the answer to fill
 *
 * Handles what is below /control/tsdigital.
 *
 * Returns: %FALSE if the path is not one of ours
 */
gboolean
prc_tsdigital_control (PrcTsdigital     *self,
                       const PrcRequest *request,
                       PrcReply         *reply)
{
  static const char *const paths[] = { "", "/keys", "/items", "/show", "/settings", NULL };
  const char *path = request->path + strlen ("/tsdigital");
  g_autoptr (JsonNode) root = NULL;
  const char *data;
  gsize length;

  if (!g_str_has_prefix (request->path, "/tsdigital") || !g_strv_contains (paths, path))
    return FALSE;
  if (g_str_equal (request->method, "GET") && *path == '\0')
    {
      dump (self, reply);
      return TRUE;
    }
  if (!g_str_equal (request->method, "POST") || *path == '\0')
    return FALSE;
  data = g_bytes_get_data (request->body, &length);
  root = prc_parse_small_json (length > 0 ? data : "", (gssize) length, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    answer (reply, "a JSON object is expected");
  else
    change (self, path, json_node_get_object (root), reply);
  return TRUE;
}
