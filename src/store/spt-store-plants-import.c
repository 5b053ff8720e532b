/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants and files: what an import replaced, and an import taken back. */
#define G_LOG_DOMAIN "spt-store-plants-import"

#include "config.h"

#include <string.h>

#include "base/spt-text.h"
#include "store/spt-store-plants-private.h"

/**
 * spt_db_note_plant_undo:
 * @db: a writing connection
 * @import_id: an import that replaces the libretto of a plant
 * @id: the plant
 * @before: (nullable): its libretto as it was
 * @after: its libretto as it is now
 * @error: (out) (optional): why not
 *
 * Remembers what a plant was before a file replaced it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_plant_undo (SptDb       *db,
                        gint64       import_id,
                        gint64       id,
                        const char  *before,
                        const char  *after,
                        GError     **error)
{
  g_autofree char *digest = spt_text_sha256_hex (after, strlen (after));

  return spt_db_exec (db, error,
                      "INSERT INTO plant_undo (import_id, plant_id, doc, doc_sha256) SELECT ?1, ?2, ?3, ?4 WHERE NOT "
                      /* What it brought itself goes as a whole. */
                      "EXISTS (SELECT 1 FROM plant WHERE id = ?2 AND import_id = ?1) ON "
                      "CONFLICT (import_id, plant_id) DO UPDATE SET doc_sha256 = excluded.doc_sha256", "iitt",
                      import_id, id, before != NULL && *before != '\0' ? before : NULL, digest);
}

/* Changed since, by a person, by another file or by what was accepted: it stays as it is. */
static gboolean
may_restore (SptDb     *db,
             gint64     import_id,
             gint64     id,
             gboolean  *may,
             GError   **error)
{
  g_autofree char *now = spt_db_get_plant_doc (db, id, NULL, error);
  g_autofree char *digest = now != NULL ? spt_text_sha256_hex (now, strlen (now)) : NULL;
  gint64 n;

  if (now == NULL ||
      !spt_db_query_int (db, 0, &n, error, "SELECT count (*) FROM plant_undo WHERE plant_id = ?2 AND import_id = ?1 "
                         "AND doc_sha256 = ?3 AND NOT EXISTS (SELECT 1 FROM plant_undo WHERE plant_id = ?2 AND "
                         "import_id > ?1)", "iit", import_id, id, digest))
    return FALSE;
  *may = n > 0;

  return TRUE;
}

static gboolean
restore_docs (SptDb                *db,
              gint64                import_id,
              SptPlantRestoreFunc   restore,
              gpointer              user_data,
              guint                *n_undone,
              guint                *n_kept,
              GError              **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT u.plant_id FROM plant_undo AS u JOIN plant AS p ON p.id = "
                                       "u.plant_id WHERE u.import_id = ?1 AND p.removed IS NULL ORDER BY "
                                       "u.plant_id", error);
  g_autoptr (GArray) ids = NULL;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", import_id))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (GPtrArray) docs = NULL;
      gboolean may;

      if (!may_restore (db, import_id, id, &may, error))
        return FALSE;
      if (!may)
        {
          *n_kept += 1;
          continue;
        }
      docs = spt_db_list_texts (db, error, "SELECT ifnull (doc, '') FROM plant_undo WHERE plant_id = ?1 ORDER BY "
                                "import_id DESC LIMIT 1", id);
      if (docs == NULL || !restore (db, id, g_ptr_array_index (docs, 0), user_data, error) ||
          !spt_db_exec (db, error, "DELETE FROM plant_undo WHERE import_id = ?1 AND plant_id = ?2", "ii",
                        import_id, id))
        return FALSE;
      *n_undone += 1;
    }

  return ids != NULL;
}

/**
 * spt_db_undo_plants:
 * @db: a writing connection
 * @import_id: an import
 * @restore: (scope call): gives a plant back the libretto it had
 * @user_data: for @restore
 * @n_undone: (out): how many plants went, or are what they were
 * @n_kept: (out): what it replaced and was changed since
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT once something of a plant that came with it is
 *   prepared, or may have left
 *
 * Takes an import back. Interventions that were begun for a plant that goes, go with it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_undo_plants (SptDb                *db,
                    gint64                import_id,
                    SptPlantRestoreFunc   restore,
                    gpointer              user_data,
                    guint                *n_undone,
                    guint                *n_kept,
                    GError              **error)
{
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt;
  gint64 n_sent;
  guint n_removed;

  *n_undone = 0;
  *n_kept = 0;
  /* What was accepted elsewhere came as history, and goes so; drafts too. What was sent since keeps all. */
  if (!spt_db_query_int (db, 0, &n_sent, error, "SELECT count (*) FROM dossier WHERE import_id = ?1 AND (" SPT_SQL_DOSSIER_UNDER_WAY
                         " OR " SPT_SQL_DOSSIER_WAS_SENT ")", "i", import_id))
    return FALSE;
  if (n_sent == 0 &&
      !spt_db_exec (db, error, "UPDATE dossier SET removed = ?2, is_over = 1, phase = '" SPT_INTERVENTION_ABANDONED "', stage = '"
                    SPT_INTERVENTION_ABANDONED "' WHERE import_id = ?1 AND kind = '" SPT_KIND_INTERVENTIONS "' AND removed IS NULL", "ii",
                    import_id, spt_db_now (db)))
    return FALSE;
  spt_db_mark (db, SPT_CHANGED_DOSSIERS);
  if (n_sent == 0 &&
      !spt_db_query_int (db, 0, &n_sent, error, "SELECT count (*) FROM plant WHERE import_id = ?1 AND removed IS "
                         "NULL AND (standing <> '' OR " SPT_SQL_PLANT_WAS_SENT ")", "i", import_id))
    return FALSE;
  if (n_sent > 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "%" G_GINT64_FORMAT " records of this import were sent or are being sent", n_sent);
      return FALSE;
    }

  stmt = spt_db_prepare (db, "SELECT id FROM plant WHERE import_id = ?1 AND removed IS NULL", error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", import_id))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL ||
      !restore_docs (db, import_id, restore, user_data, n_undone, n_kept, error) ||
      !spt_db_remove_plants (db, (const gint64 *) (gpointer) ids->data, ids->len, FALSE, &n_removed, error))
    return FALSE;
  *n_undone += n_removed;

  return spt_db_close_undone_import (db, import_id, error);
}

/**
 * spt_db_list_import_present:
 * @db: a connection
 * @import_id: an import
 * @error: (out) (optional): why not
 *
 * Lists plants that this import marked as already present (fact "present-import"), as long as nobody said anything else
 * of that since.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the plants
 */
GArray *
spt_db_list_import_present (SptDb   *db,
                            gint64   import_id,
                            GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT f.plant_id FROM plant_fact AS f JOIN plant AS p ON p.id = f.plant_id WHERE "
                                       "f.kind = 'present-import' AND f.after = CAST (?1 AS TEXT) AND p.removed IS NULL AND "
                                       "p.present_utc NOT NULL AND NOT EXISTS (SELECT 1 FROM plant_fact AS later WHERE "
                                       "later.plant_id = f.plant_id AND later.id > f.id AND later.kind IN ('present', "
                                       "'revoked')) ORDER BY f.plant_id", error);

  return stmt != NULL && spt_db_bind (db, stmt, error, "i", import_id) ? spt_db_list_ids (db, stmt, error) : NULL;
}
