/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints below /control/tsdigital: keys, items, settings. */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include "../prc-control.h"

static const char *
set_key (gpointer    twin,
         JsonObject *object,
         PrcReply   *reply)
{
  PrcTsdigital *self = twin;
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
make_item (gpointer    twin,
           JsonObject *object,
           PrcReply   *reply)
{
  PrcTsdigital *self = twin;
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
  g_string_printf (reply->body, "{\"id\":\"%s\"}", id);
  return NULL;
}

/* What was taken in charge appears now, or with "never" does not appear at all. */
static const char *
show (gpointer    twin,
      JsonObject *object,
      PrcReply   *reply)
{
  PrcTsdigital *self = twin;
  gint64 now = prc_now_us (self->context);
  gboolean never = prc_rule_int (object, "never", 0) != 0;

  prc_db_run (self->db, "UPDATE tsdigital_item SET visible = ?2 WHERE (?1 IS NULL OR id = ?1) AND "
              "(?3 = 1 OR visible > ?2)", "sii", prc_rule_text (object, "id", NULL),
              never ? G_MAXINT64 : now, (gint64) never);
  g_string_printf (reply->body, "{\"changed\":%" G_GINT64_FORMAT "}",
                   prc_db_number (self->db, "SELECT changes ()", ""));
  return NULL;
}

static const char *
change_settings (gpointer    twin,
                 JsonObject *object,
                 PrcReply   *reply)
{
  PrcTsdigital *self = twin;

  return prc_settings_change (self->settings, object);
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
dump (gpointer          twin,
      const PrcRequest *request,
      PrcReply         *reply)
{
  PrcTsdigital *self = twin;
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

static const PrcControl controls[] = {
  { "/tsdigital", NULL, dump },
  { "/tsdigital/keys", set_key, NULL },
  { "/tsdigital/items", make_item, NULL },
  { "/tsdigital/show", show, NULL },
  { "/tsdigital/settings", change_settings, NULL },
};

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
  return prc_control_serve (self, controls, G_N_ELEMENTS (controls), request, reply);
}
