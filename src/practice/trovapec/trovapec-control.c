/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints below /control/trovapec: keys, codes, results, settings. */
#define G_LOG_DOMAIN "spt-practice"

#include "trovapec.h"

#include "../prc-control.h"

static const char *
set_key (gpointer    twin,
         JsonObject *object,
         PrcReply   *reply)
{
  PrcTrovapec *self = twin;
  const char *key = prc_rule_text (object, "key", NULL);

  if (key == NULL || *key == '\0')
    return "a text member \"key\" is expected";
  return prc_trovapec_set_key (self, key, prc_rule_int (object, "balance_cents", 10000),
                               MAX (prc_rule_int (object, "price_cents", 50), 0),
                               prc_rule_int (object, "postpaid", 0) != 0,
                               prc_rule_int (object, "active", 1) != 0)
         ? NULL : "not stored";
}

static const char *
set_code (gpointer    twin,
          JsonObject *object,
          PrcReply   *reply)
{
  PrcTrovapec *self = twin;
  const char *code = prc_rule_text (object, "code", NULL);
  const char *form = prc_rule_text (object, "form", "full");
  const char *trick = prc_rule_text (object, "trick", NULL);
  g_autofree char *upper = code != NULL ? g_ascii_strup (code, -1) : NULL;

  if (code == NULL || (!g_str_equal (form, "full") && !g_str_equal (form, "bare")) ||
      (trick != NULL && !g_str_equal (trick, "drop") && !g_str_equal (trick, "500")))
    return "\"code\", \"form\" (full, bare) and \"trick\" (drop, 500) are expected";
  if (prc_rule_int (object, "remove", 0) != 0)
    prc_db_run (self->db, "DELETE FROM trovapec_code WHERE code = ?1", "s", upper);
  else
    prc_db_run (self->db, "INSERT OR REPLACE INTO trovapec_code (code, address, words, failure, "
                "form, trick, delay_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "ssssssi", upper,
                prc_rule_text (object, "address", ""), prc_rule_text (object, "state", NULL),
                prc_rule_text (object, "error", NULL), form, trick,
                prc_rule_int (object, "delay_ms", 0));
  return NULL;
}

/* The search of a code is over now, with the address given or the one foreseen. */
static const char *
complete (gpointer    twin,
          JsonObject *object,
          PrcReply   *reply)
{
  PrcTrovapec *self = twin;
  const char *code = prc_rule_text (object, "code", NULL);
  const char *address = prc_rule_text (object, "address", NULL);
  const char *words = prc_rule_text (object, "state", NULL);
  const char *failure = prc_rule_text (object, "error", NULL);
  g_autofree char *upper = code != NULL ? g_ascii_strup (code, -1) : NULL;
  gint64 now = prc_now_us (self->context);

  if (words == NULL && address != NULL)
    words = *address != '\0' ? "pec trovata" : "pec non trovata";
  prc_db_run (self->db, "UPDATE trovapec_request SET due = ?2, address = coalesce (?3, address), "
              "words = coalesce (?4, words), failure = coalesce (?5, failure) WHERE cancelled = 0 "
              "AND due > ?2 AND (?1 IS NULL OR code = ?1)", "sisss", upper, now, address, words,
              failure);
  g_string_printf (reply->body, "{\"completed\":%" G_GINT64_FORMAT "}",
                   prc_db_number (self->db, "SELECT changes ()", ""));
  return NULL;
}

static const char *
change_settings (gpointer    twin,
                 JsonObject *object,
                 PrcReply   *reply)
{
  PrcTrovapec *self = twin;

  return prc_settings_change (self->settings, object);
}

static void
dump_accounts (PrcTrovapec *self,
               GString     *out)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT id, key, balance, price, postpaid, active "
                                     "FROM trovapec_key ORDER BY id", "");
  gboolean first = TRUE;

  for (; prc_db_next (rows); first = FALSE)
    {
      g_string_append_printf (out, "%s{\"account\":%" G_GINT64_FORMAT ",\"key\":", first ? "" : ",",
                              (gint64) sqlite3_column_int64 (rows, 0));
      prc_append_json (out, prc_db_text (rows, 1));
      g_string_append_printf (out, ",\"balance_cents\":%" G_GINT64_FORMAT ",\"price_cents\":%"
                              G_GINT64_FORMAT ",\"postpaid\":%s,\"active\":%s}",
                              (gint64) sqlite3_column_int64 (rows, 2),
                              (gint64) sqlite3_column_int64 (rows, 3),
                              sqlite3_column_int (rows, 4) != 0 ? "true" : "false",
                              sqlite3_column_int (rows, 5) != 0 ? "true" : "false");
    }
}

static void
dump_requests (PrcTrovapec *self,
               const char  *code,
               GString     *out)
{
  gint64 now = prc_now_us (self->context);
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT account, code, token, received, due, address,"
                                     " words, failure, cancelled, price, asked FROM "
                                     "trovapec_request WHERE ?1 IS NULL OR code = ?1 ORDER BY id",
                                     "s", code);
  gboolean first = TRUE;

  for (; prc_db_next (rows); first = FALSE)
    {
      gint64 due = sqlite3_column_int64 (rows, 4);
      const char *state = sqlite3_column_int (rows, 8) != 0 ? "cancelled"
                          : due <= now ? "done" : "pending";

      g_string_append_printf (out, "%s{\"account\":%" G_GINT64_FORMAT ",\"code\":", first ? "" : ",",
                              (gint64) sqlite3_column_int64 (rows, 0));
      prc_append_json (out, prc_db_text (rows, 1));
      g_string_append (out, ",\"token\":");
      prc_append_json (out, prc_db_text (rows, 2));
      g_string_append_printf (out, ",\"state\":\"%s\",\"received_ms\":%" G_GINT64_FORMAT
                              ",\"due_ms\":", state, (gint64) sqlite3_column_int64 (rows, 3) / 1000);
      if (due == PRC_TROVAPEC_NEVER)
        g_string_append (out, "null");
      else
        g_string_append_printf (out, "%" G_GINT64_FORMAT, due / 1000);
      g_string_append (out, ",\"address\":");
      prc_append_json (out, prc_db_text (rows, 5));
      g_string_append (out, ",\"words\":");
      prc_append_json (out, prc_db_text (rows, 6));
      g_string_append (out, ",\"error\":");
      prc_append_json (out, prc_db_text (rows, 7));
      g_string_append_printf (out, ",\"price_cents\":%" G_GINT64_FORMAT ",\"asked\":%"
                              G_GINT64_FORMAT "}", (gint64) sqlite3_column_int64 (rows, 9),
                              (gint64) sqlite3_column_int64 (rows, 10));
    }
}

static void
dump (gpointer          twin,
      const PrcRequest *request,
      PrcReply         *reply)
{
  PrcTrovapec *self = twin;

  prc_reply_set (reply, 200, "application/json", "{\"accounts\":[");
  dump_accounts (self, reply->body);
  g_string_append (reply->body, "],\"requests\":[");
  dump_requests (self, prc_control_query (request, "code"), reply->body);
  g_string_append (reply->body, "],\"settings\":");
  prc_settings_dump (self->settings, reply->body);
  g_string_append_c (reply->body, '}');
}

static const PrcControl controls[] = {
  { "/trovapec", NULL, dump },
  { "/trovapec/keys", set_key, NULL },
  { "/trovapec/codes", set_code, NULL },
  { "/trovapec/complete", complete, NULL },
  { "/trovapec/settings", change_settings, NULL },
};

/**
 * prc_trovapec_control:
 * @self: the twin
 * @request: a request below /control
 * @reply: the answer to fill
 *
 * Handles what is below /control/trovapec.
 *
 * Returns: %FALSE if the path is not one of ours
 */
gboolean
prc_trovapec_control (PrcTrovapec      *self,
                      const PrcRequest *request,
                      PrcReply         *reply)
{
  return prc_control_serve (self, controls, G_N_ELEMENTS (controls), request, reply);
}
