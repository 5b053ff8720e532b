/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The read-only helpers that only the twin has: a plant, a submission, a schema (facts 12.2). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

#define TYPE "application/xml; charset=utf-8"

static void
append (GString    *out,
        const char *name,
        const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  if (text != NULL)
    g_string_append_printf (out, "<%s>%s</%s>", name, escaped, name);
}

static void
append_items (PrcCatasto *self,
              const char *code,
              GString    *out)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT kind || '-' || number, replaced, installed, "
                                     "dismissed, serial, (SELECT max (date) FROM catasto_report r WHERE "
                                     "r.code = i.code AND r.kind = i.kind AND r.number = i.number AND "
                                     "r.what <> 'prova') FROM catasto_item i WHERE code = ?1 ORDER BY "
                                     "kind, number, replaced, installed", "s", code);

  g_string_append (out, "<componenti>");
  while (prc_db_next (rows))
    {
      g_string_append (out, "<componente>");
      append (out, "nome", prc_db_text (rows, 0));
      append (out, "stato", sqlite3_column_int (rows, 1) != 0 ? "sostituito"
              : prc_db_text (rows, 3) != NULL ? "dismesso" : "attivo");
      append (out, "dataInstallazione", prc_db_text (rows, 2));
      append (out, "dataDismissione", prc_db_text (rows, 3));
      append (out, "matricola", prc_db_text (rows, 4));
      if (sqlite3_column_int (rows, 1) == 0)
        append (out, "ultimo_rcee", prc_db_text (rows, 5));
      g_string_append (out, "</componente>");
    }
  g_string_append (out, "</componenti>");
}

/* Scheda 12 and 13 as the accepted reports make them. */
static void
append_reports (PrcCatasto *self,
                const char *code,
                GString    *out)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT what, kind || '-' || number, date, firm, protocol, "
                                     "positive FROM catasto_report WHERE code = ?1 ORDER BY date, id",
                                     "s", code);

  g_string_append (out, "<rapporti>");
  while (prc_db_next (rows))
    {
      gboolean inspection = g_strcmp0 (prc_db_text (rows, 0), "prova") == 0;

      g_string_append_printf (out, "<rapporto scheda=\"%s\">", inspection ? "13" : "12");
      append (out, "tipo", prc_db_text (rows, 0));
      append (out, "componente", prc_db_text (rows, 1));
      append (out, "data", prc_db_text (rows, 2));
      append (out, inspection ? "ente" : "impresa", prc_db_text (rows, 3));
      append (out, "id_invio", prc_db_text (rows, 4));
      append (out, "esito", sqlite3_column_int (rows, 5) != 0 ? "positivo" : "negativo");
      g_string_append (out, "</rapporto>");
    }
  g_string_append (out, "</rapporti>");
}

/* Schede and seasons were written by this program: they are whole elements. */
static void
append_parts (sqlite3_stmt *rows,
              const char   *name,
              GString      *out)
{
  g_string_append_printf (out, "<%s>", name);
  while (prc_db_next (rows))
    g_string_append (out, prc_db_text (rows, 0));
  g_string_append_printf (out, "</%s>", name);
}

static gboolean
read_plant (PrcCatasto *self,
            const char *code,
            PrcReply   *reply)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT state, province, outcome FROM catasto_plant WHERE "
                                     "code = ?1", "s", code);
  gboolean found = FALSE;

  while (prc_db_next (rows))
    {
      found = TRUE;
      prc_reply_set (reply, 200, TYPE, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<impianto xmlns=\"urn:catasto:impianto:1\">");
      append (reply->body, "codice", code);
      append (reply->body, "stato", g_strcmp0 (prc_db_text (rows, 0), "dismissed") == 0 ? "dismesso"
              : "attivo");
      append (reply->body, "provincia", prc_db_text (rows, 1));
      append (reply->body, "esito_ispezione", prc_db_text (rows, 2));
    }
  if (!found)
    return FALSE;
  append_items (self, code, reply->body);
  append_reports (self, code, reply->body);
  append_parts (prc_db_query (self->db, "SELECT xml FROM catasto_season WHERE code = ?1 ORDER BY sheet, "
                              "key", "s", code), "consumi", reply->body);
  append_parts (prc_db_query (self->db, "SELECT xml FROM catasto_sheet WHERE code = ?1 ORDER BY name", "s",
                              code), "schede", reply->body);
  append_parts (prc_db_query (self->db, "SELECT '<id_invio>' || protocol || '</id_invio>' FROM "
                              "catasto_submission WHERE code = ?1 ORDER BY id", "s", code), "invii",
                reply->body);
  g_string_append (reply->body, "</impianto>\n");
  return TRUE;
}

static gboolean
read_submission (PrcCatasto *self,
                 const char *protocol,
                 PrcReply   *reply)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT answer FROM catasto_submission WHERE protocol = "
                                     "?1", "s", protocol);
  gboolean found = FALSE;

  while (prc_db_next (rows))
    {
      found = TRUE;
      prc_reply_set (reply, 200, TYPE, prc_db_text (rows, 0));
    }
  return found;
}

static gboolean
read_schema (const char *name,
             PrcReply   *reply)
{
  g_autoptr (GBytes) bytes = prc_catasto_schema_bytes (name);
  gsize size;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  prc_reply_set (reply, 200, TYPE, NULL);
  g_string_append_len (reply->body, data, (gssize) size);
  return TRUE;
}

/**
 * prc_catasto_read:
 * @self: the twin
 * @request: a GET
 * @reply: the answer to fill
 *
 * Serves /impianti/CODE, /invii/NUMBER and /schemi/NAME.
 */
void
prc_catasto_read (PrcCatasto       *self,
                  const PrcRequest *request,
                  PrcReply         *reply)
{
  const char *path = request->path;
  guint status;
  gboolean found = FALSE;

  if (prc_catasto_admit (self, request, &status) == NULL)
    {
      prc_catasto_refuse ("read", reply, status);
      return;
    }
  if (g_str_has_prefix (path, "/impianti/"))
    found = read_plant (self, path + strlen ("/impianti/"), reply);
  else if (g_str_has_prefix (path, "/invii/"))
    found = read_submission (self, path + strlen ("/invii/"), reply);
  else if (g_str_has_prefix (path, "/schemi/"))
    found = read_schema (path + strlen ("/schemi/"), reply);
  if (!found)
    prc_catasto_refusal (reply, 404, "E-CHIAMATA", 0, prc_now_us (self->context));
}
