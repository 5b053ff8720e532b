/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What news changed of dossiers, for those who check again what is prepared, and as evidence. */
#define G_LOG_DOMAIN "spt-store-dossiers-moves"

#include "config.h"

#include "base/spt-json.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-private.h"

/**
 * spt_db_get_last_fact:
 * @db: a connection
 * @id: (out): the newest fact of any dossier; 0 = none
 * @error: (out) (optional): why not
 *
 * Remembers where the timelines end, for spt_db_list_moved().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_last_fact (SptDb   *db,
                      gint64  *id,
                      GError **error)
{
  return spt_db_query_int (db, 0, id, error, "SELECT max (id) FROM dossier_fact", "");
}

/**
 * spt_db_list_moved:
 * @db: a connection
 * @kind: "vouchers"
 * @last_fact: of spt_db_get_last_fact()
 * @error: (out) (optional): why not
 *
 * Lists what came into another phase since then and has something prepared or to fix, and is in no
 * submission that goes on: what was found of it holds no longer.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): dossiers
 */
GArray *
spt_db_list_moved (SptDb       *db,
                   const char  *kind,
                   gint64       last_fact,
                   GError     **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id FROM dossier WHERE kind = ?1 AND removed IS NULL AND state IN "
                    "('ready', 'to-fix') AND NOT " SPT_SQL_DOSSIER_UNDER_WAY " AND id IN (SELECT "
                    "dossier_id FROM dossier_fact WHERE id > ?2 AND kind IN ('phase', 'step')) "
                    "ORDER BY id", error);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ti", kind, last_fact))
    return NULL;

  return spt_db_list_ids (db, stmt, error);
}

static void
put (SptJsonWriter *writer,
     sqlite3_stmt  *stmt,
     int            column,
     const char    *name)
{
  const char *text = spt_db_column_text (stmt, column);

  if (text != NULL && *text != '\0')
    spt_json_writer_put_string (writer, name, text);
}

/**
 * spt_db_dup_moves:
 * @db: a connection
 * @last_fact: of spt_db_get_last_fact()
 * @error: (out) (optional): why not
 *
 * Writes down what became known of dossiers since then: one JSON object a line, with what it is
 * about (key, number), what kind of fact it is, and where the dossier was before and after. A
 * service's list has much more, every quarter of an hour; this grows with what happens.
 *
 * Returns: (transfer full) (nullable): the lines; none = nothing
 */
GBytes *
spt_db_dup_moves (SptDb   *db,
                  gint64   last_fact,
                  GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT d.key, d.remote_id, f.kind, f.before, f.after FROM dossier_fact AS "
                    "f JOIN dossier AS d ON d.id = f.dossier_id WHERE f.id > ?1 ORDER BY f.id",
                    error);
  SptJsonWriter writer;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", last_fact))
    return NULL;

  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_string_free_to_bytes (g_steal_pointer (&out));
      spt_json_writer_init (&writer, out);
      spt_json_writer_begin_object (&writer);
      put (&writer, stmt, 0, "key");
      put (&writer, stmt, 1, "number");
      put (&writer, stmt, 2, "what");
      put (&writer, stmt, 3, "before");
      put (&writer, stmt, 4, "after");
      spt_json_writer_end_object (&writer);
      g_string_append_c (out, '\n');
    }
}

/**
 * spt_db_was_done:
 * @db: a connection
 * @id: a dossier
 * @operation: the last word of an operation's id
 * @since: (nullable): the last word of the one that begins anew
 * @before: submissions before this one; 0 = all
 * @done: (out): whether the service accepted it
 * @error: (out) (optional): why not
 *
 * Says whether an operation was accepted for a dossier, after the last accepted @since.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_was_done (SptDb       *db,
                 gint64       id,
                 const char  *operation,
                 const char  *since,
                 gint64       before,
                 gboolean    *done,
                 GError     **error)
{
  gint64 n;

  if (!spt_db_query_int (db, 0, &n, error,
                         "WITH accepted (id, operation) AS (SELECT s.id, substr (s.operation, instr "
                         "(s.operation, '.') + 1) FROM dossier AS d JOIN item AS i ON i.record_kind "
                         "= d.kind AND i.record_id = d.id JOIN submission AS s ON s.id = "
                         "i.submission_id WHERE d.id = ?1 AND s.state = 'done' AND (?4 = 0 OR s.id < "
                         "?4)) SELECT count (*) FROM accepted WHERE operation = ?2 AND id > (SELECT "
                         "IFNULL (max (id), 0) FROM accepted WHERE operation = ?3)", "itti", id,
                         operation, since, before))
    return FALSE;
  *done = n > 0;

  return TRUE;
}

/**
 * spt_db_add_other_numbers:
 * @db: a connection
 * @submission_id: a submission that is looked up
 * @numbers: (element-type utf8): takes them; frees its texts
 * @error: (out) (optional): why not
 *
 * Adds the numbers that a service gave to other dossiers than those of a submission: none of them is
 * what became of it, but one that was found since may be.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_other_numbers (SptDb      *db,
                          gint64      submission_id,
                          GPtrArray  *numbers,
                          GError    **error)
{
  g_autoptr (GPtrArray) others =
    spt_db_list_texts (db, error, "SELECT DISTINCT d.remote_id FROM submission AS s JOIN account AS "
                       "a ON a.service = s.service JOIN dossier AS d ON d.account_id = a.id WHERE "
                       "s.id = ?1 AND d.remote_id NOT NULL AND d.id NOT IN (SELECT record_id FROM "
                       "item WHERE submission_id = s.id AND record_kind = d.kind) AND (d.is_found "
                       "= 0 OR d.created < (SELECT min (started) FROM attempt WHERE submission_id = "
                       "s.id AND kind = 'send'))", submission_id);

  if (others == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (numbers, g_steal_pointer (&others));

  return TRUE;
}
