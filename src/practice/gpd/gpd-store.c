/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the twin, and what the control endpoints read and change in them. */
#define G_LOG_DOMAIN "spt-practice"

#include "gpd.h"

static const char schema[] =
  "CREATE TABLE IF NOT EXISTS position ( id INTEGER PRIMARY KEY, service TEXT NOT NULL, ec TEXT "
  "NOT NULL, iupd TEXT NOT NULL, status TEXT NOT NULL, switch INTEGER NOT NULL, validity INTEGER, "
  "document TEXT NOT NULL, UNIQUE (service, ec, iupd));CREATE TABLE IF NOT EXISTS option ( id "
  "INTEGER PRIMARY KEY, position INTEGER NOT NULL REFERENCES position ON DELETE CASCADE, service "
  "TEXT NOT NULL, ec TEXT NOT NULL, iuv TEXT NOT NULL, nav TEXT NOT NULL, status TEXT NOT NULL, "
  "partial INTEGER NOT NULL, fee INTEGER NOT NULL, due INTEGER NOT NULL, UNIQUE (service, ec, "
  "iuv), UNIQUE (service, ec, nav));CREATE INDEX IF NOT EXISTS option_position ON option "
  "(position);CREATE TABLE IF NOT EXISTS upload ( seq INTEGER PRIMARY KEY, file_id TEXT NOT NULL "
  "UNIQUE, service TEXT NOT NULL, broker TEXT NOT NULL, ec TEXT NOT NULL, operation TEXT NOT NULL, "
  "total INTEGER NOT NULL, processed INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER, "
  "chunks INTEGER NOT NULL, next_chunk INTEGER NOT NULL, stuck INTEGER NOT NULL, gap_until INTEGER "
  "NOT NULL, rules TEXT NOT NULL);CREATE INDEX IF NOT EXISTS upload_owner ON upload (service, "
  "broker, ec, started);CREATE TABLE IF NOT EXISTS chunk ( file_id TEXT NOT NULL, number INTEGER "
  "NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (file_id, number));CREATE TABLE IF NOT EXISTS "
  "retry ( id INTEGER PRIMARY KEY, file_id TEXT NOT NULL, iupd TEXT NOT NULL, payload BLOB NOT "
  "NULL, attempts INTEGER NOT NULL);CREATE INDEX IF NOT EXISTS retry_file ON retry "
  "(file_id);CREATE TABLE IF NOT EXISTS response ( id INTEGER PRIMARY KEY, file_id TEXT NOT NULL, "
  "code INTEGER NOT NULL, message TEXT NOT NULL, UNIQUE (file_id, code, message));CREATE TABLE IF "
  "NOT EXISTS response_item ( id INTEGER PRIMARY KEY, response INTEGER NOT NULL, iupd TEXT NOT "
  "NULL);CREATE INDEX IF NOT EXISTS response_item_response ON response_item (response);";

/**
 * prc_store_open:
 * @self: the twin
 * @error: return location
 *
 * Makes the tables.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_store_open (PrcGpd  *self,
                GError **error)
{
  return prc_db_exec (self->db, schema, error);
}

/**
 * prc_store_refresh:
 * @self: the twin
 *
 * Lets time pass for every position: PUBLISHED becomes VALID at its validity date, VALID becomes
 * EXPIRED after the latest due date where the position wants that and nothing is paid.
 */
void
prc_store_refresh (PrcGpd *self)
{
  gint64 now = prc_now_us (self->context);

  prc_db_run (self->db, "UPDATE position SET status = 'VALID' WHERE status = 'PUBLISHED'"
              " AND validity <= ?1 AND EXISTS (SELECT 1 FROM option WHERE position = position.id)",
              "i", now);
  prc_db_run (self->db, "UPDATE position SET status = 'EXPIRED' WHERE status = 'VALID' AND switch "
              "= 1 AND (SELECT max (due) FROM option o WHERE o.position = position.id) < ?1 AND "
              "NOT EXISTS (SELECT 1 FROM option o WHERE o.position = position.id                 "
              "AND o.status <> 'PO_UNPAID')", "i", now);
}

static void
append_options (PrcGpd  *self,
                gint64   id,
                GString *out)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT iuv, nav, status, fee FROM option"
                                     " WHERE position = ?1 ORDER BY id", "i", id);
  gboolean first = TRUE;

  for (; prc_db_next (rows); first = FALSE)
    {
      g_string_append (out, first ? "{\"iuv\":" : ",{\"iuv\":");
      prc_append_json (out, prc_db_text (rows, 0));
      g_string_append (out, ",\"nav\":");
      prc_append_json (out, prc_db_text (rows, 1));
      g_string_append_printf (out, ",\"status\":\"%s\",\"notificationFee\":%" G_GINT64_FORMAT "}",
                              prc_db_text (rows, 2), (gint64) sqlite3_column_int64 (rows, 3));
    }
}

/**
 * prc_store_positions:
 * @self: the twin
 * @service: (nullable): only this mount's
 * @ec: (nullable): only this body's
 * @iupd: (nullable): only this one
 * @limit: how many are shown; all are counted
 * @out: where to append
 *
 * Writes `{"count":N,"positions":[…]}` for the control endpoint.
 */
void
prc_store_positions (PrcGpd     *self,
                     const char *service,
                     const char *ec,
                     const char *iupd,
                     gint64      limit,
                     GString    *out)
{
  sqlite3_stmt *rows;
  gboolean first = TRUE;

  prc_store_refresh (self);
  rows = prc_db_query (self->db, "SELECT count (*) FROM position WHERE (?1 IS NULL OR service = "
                       "?1) AND (?2 IS NULL OR ec = ?2) AND (?3 IS NULL OR iupd = ?3)", "sss",
                       service, ec, iupd);
  while (prc_db_next (rows))
    g_string_append_printf (out, "{\"count\":%" G_GINT64_FORMAT ",\"positions\":[",
                            (gint64) sqlite3_column_int64 (rows, 0));
  rows = prc_db_query (self->db, "SELECT id, service, ec, iupd, status, validity, document FROM "
                       "position WHERE (?1 IS NULL OR service = ?1) AND (?2 IS NULL OR ec = ?2) "
                       "AND (?3 IS NULL OR iupd = ?3) ORDER BY id LIMIT ?4", "sssi", service, ec,
                       iupd, limit);
  for (; prc_db_next (rows); first = FALSE)
    {
      g_string_append (out, first ? "{\"service\":" : ",{\"service\":");
      prc_append_json (out, prc_db_text (rows, 1));
      g_string_append (out, ",\"ec\":");
      prc_append_json (out, prc_db_text (rows, 2));
      g_string_append (out, ",\"iupd\":");
      prc_append_json (out, prc_db_text (rows, 3));
      g_string_append_printf (out, ",\"status\":\"%s\",\"validityDate\":", prc_db_text (rows, 4));
      if (sqlite3_column_type (rows, 5) == SQLITE_NULL)
        {
          g_string_append (out, "null");
        }
      else
        {
          g_string_append_c (out, '"');
          prc_date_append (out, sqlite3_column_int64 (rows, 5), "T", TRUE);
          g_string_append_c (out, '"');
        }
      g_string_append (out, ",\"options\":[");
      append_options (self, sqlite3_column_int64 (rows, 0), out);
      g_string_append_printf (out, "],\"document\":%s}", prc_db_text (rows, 6));
    }
  g_string_append (out, "]}");
}

static gint64
find_position (PrcGpd     *self,
               JsonObject *object)
{
  return prc_db_number (self->db, "SELECT id FROM position WHERE service = ?1 AND ec = ?2 AND iupd = ?3",
                        "sss", prc_rule_text (object, "service", "gpd"),
                        prc_rule_text (object, "ec", ""), prc_rule_text (object, "iupd", ""));
}

/**
 * prc_store_pay:
 * @self: the twin
 * @object: `{"service", "ec", "iupd", "state"}`
 *
 * Puts a position in a state that files cannot reach: PAID, PARTIALLY_PAID, REPORTED, INVALID; or
 * back to VALID.
 *
 * Returns: (nullable): why not; %NULL if done
 */
const char *
prc_store_pay (PrcGpd     *self,
               JsonObject *object)
{
  static const struct
  {
    const char *state;
    const char *option;
  } states[] = {
    { "PAID", "PO_PAID" }, { "PARTIALLY_PAID", "PO_PAID" }, { "REPORTED", "PO_REPORTED" },
    { "INVALID", "PO_UNPAID" }, { "VALID", "PO_UNPAID" },
  };
  const char *state = prc_rule_text (object, "state", "PAID");
  gint64 id = find_position (self, object);
  gboolean good;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (states) && !g_str_equal (states[i].state, state); i++)
    ;
  if (i == G_N_ELEMENTS (states))
    return "state must be PAID, PARTIALLY_PAID, REPORTED, INVALID or VALID";
  if (id == 0)
    return "no such position";
  good = prc_db_run (self->db, "UPDATE position SET status = ?2 WHERE id = ?1", "is", id, state);
  /* One instalment where only a part is paid; otherwise all options, which is enough here. */
  if (g_str_equal (state, "PARTIALLY_PAID"))
    good = good && prc_db_run (self->db, "UPDATE option SET status = ?2 WHERE id = (SELECT id FROM "
                               "option WHERE position = ?1 ORDER BY partial DESC, id LIMIT 1)",
                               "is", id, states[i].option);
  else
    good = good && prc_db_run (self->db, "UPDATE option SET status = ?2 WHERE position = ?1", "is",
                               id, states[i].option);
  return good ? NULL : "the state could not be written";
}

/**
 * prc_store_fee:
 * @self: the twin
 * @object: `{"service", "ec", "iupd", "iuv", "amount"}`
 *
 * Notes a notification fee on an option, as if the notification service had added it.
 *
 * Returns: (nullable): why not; %NULL if done
 */
const char *
prc_store_fee (PrcGpd     *self,
               JsonObject *object)
{
  gint64 id = find_position (self, object);
  gint64 amount = prc_rule_int (object, "amount", 200);

  return id != 0 && amount >= 0 && amount < 1000000 &&
         prc_db_run (self->db, "UPDATE option SET fee = ?3 WHERE position = ?1 AND iuv = ?2", "isi",
                     id, prc_rule_text (object, "iuv", ""), amount)
         ? NULL : "no such position";
}
