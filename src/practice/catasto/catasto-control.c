/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The control endpoints below /control/catasto: plants, protocol numbers, settings. */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include "../prc-control.h"

/* A plant that somebody else put on the register, with or without its libretto. */
static const char *
set_plant (gpointer    twin,
           JsonObject *object,
           PrcReply   *reply)
{
  const char *code = prc_rule_text (object, "code", NULL);
  const char *state = prc_rule_text (object, "state", "active");

  if (code == NULL || *code == '\0' ||
      (!g_str_equal (state, "active") && !g_str_equal (state, "dismissed")))
    return "\"code\" and \"state\" (active, dismissed) are expected";
  return prc_catasto_save_plant (twin, code, state, prc_rule_text (object, "province", NULL),
                                 prc_rule_int (object, "libretto", 0) != 0) ? NULL : "not stored";
}

static const char *
set_protocol (gpointer    twin,
              JsonObject *object,
              PrcReply   *reply)
{
  PrcCatasto *self = twin;
  gint64 next = prc_rule_int (object, "next", 0);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, next);

  if (next < 1 || next > 999999)
    return "\"next\" is a number from 1 to 999999";
  return prc_db_run (self->db, "INSERT OR REPLACE INTO meta (name, value) VALUES ('catasto-protocol', "
                     "?1)", "s", text) ? NULL : "not stored";
}

static const char *
change_settings (gpointer    twin,
                 JsonObject *object,
                 PrcReply   *reply)
{
  PrcCatasto *self = twin;

  return prc_settings_change (self->settings, object);
}

static void
dump_rows (sqlite3_stmt *rows,
           GString      *out)
{
  gboolean first = TRUE;
  int i;

  for (; prc_db_next (rows); first = FALSE)
    {
      g_string_append (out, first ? "{" : ",{");
      for (i = 0; i < sqlite3_column_count (rows); i++)
        {
          g_string_append_printf (out, "%s\"%s\":", i > 0 ? "," : "", sqlite3_column_name (rows, i));
          if (sqlite3_column_type (rows, i) == SQLITE_INTEGER)
            g_string_append_printf (out, "%" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (rows, i));
          else
            prc_append_json (out, prc_db_text (rows, i));
        }
      g_string_append_c (out, '}');
    }
}

static void
dump (gpointer          twin,
      const PrcRequest *request,
      PrcReply         *reply)
{
  PrcCatasto *self = twin;
  const char *code = prc_control_query (request, "code");

  prc_reply_set (reply, 200, "application/json", "{\"plants\":[");
  dump_rows (prc_db_query (self->db, "SELECT code, state, province, libretto, outcome FROM catasto_plant "
                           "WHERE ?1 IS NULL OR code = ?1 ORDER BY code", "s", code), reply->body);
  g_string_append (reply->body, "],\"components\":[");
  dump_rows (prc_db_query (self->db, "SELECT code, kind, number, replaced, installed, dismissed, serial "
                           "FROM catasto_item WHERE ?1 IS NULL OR code = ?1 ORDER BY code, kind, number, "
                           "id", "s", code), reply->body);
  g_string_append (reply->body, "],\"reports\":[");
  dump_rows (prc_db_query (self->db, "SELECT code, what, kind, number, date, sticker, protocol, positive "
                           "FROM catasto_report WHERE ?1 IS NULL OR code = ?1 ORDER BY id", "s", code),
             reply->body);
  g_string_append (reply->body, "],\"submissions\":[");
  dump_rows (prc_db_query (self->db, "SELECT protocol AS id_invio, request, sender, call, api_id, code, "
                           "sha256 FROM catasto_submission WHERE ?1 IS NULL OR code = ?1 ORDER BY id", "s",
                           code), reply->body);
  g_string_append (reply->body, "],\"settings\":");
  prc_settings_dump (self->settings, reply->body);
  g_string_append_c (reply->body, '}');
}

static const PrcControl controls[] = {
  { "/catasto", NULL, dump },
  { "/catasto/plants", set_plant, NULL },
  { "/catasto/protocol", set_protocol, NULL },
  { "/catasto/settings", change_settings, NULL },
};

/**
 * prc_catasto_control:
 * @self: the twin
 * @request: a request below /control
 * @reply: the answer to fill
 *
 * Handles what is below /control/catasto.
 *
 * Returns: %FALSE if the path is not one of ours
 */
gboolean
prc_catasto_control (PrcCatasto       *self,
                     const PrcRequest *request,
                     PrcReply         *reply)
{
  return prc_control_serve (self, controls, G_N_ELEMENTS (controls), request, reply);
}
