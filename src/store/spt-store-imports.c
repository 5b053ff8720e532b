/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports: what came in together, and taking all of it back. */
#define G_LOG_DOMAIN "spt-store-imports"

#include "config.h"

#include "store/spt-store-imports.h"

#include "store/spt-store-plants-private.h"
#include "store/spt-store-positions.h"

/**
 * spt_db_add_import:
 * @db: a writing connection
 * @kind: of what
 * @label: what the clerk sees, as a rule the file's name
 * @error: (out) (optional): why not
 *
 * Begins an import.
 *
 * Returns: its id; 0 on an error
 */
gint64
spt_db_add_import (SptDb       *db,
                   const char  *kind,
                   const char  *label,
                   GError     **error)
{
  if (!spt_db_exec (db, error,
                    "INSERT INTO import_batch (kind, label, created) VALUES (?1, ?2, ?3)", "tti",
                    kind, label,
                    spt_db_now (db)))
    return 0;

  return spt_db_last_id (db);
}

/**
 * spt_db_finish_import:
 * @db: a writing connection
 * @id: an import
 * @n_good: records without errors
 * @n_faulty: records with errors
 * @n_rejected: rows that could not come in
 * @error: (out) (optional): why not
 *
 * Notes what an import brought.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_finish_import (SptDb   *db,
                      gint64   id,
                      guint    n_good,
                      guint    n_faulty,
                      guint    n_rejected,
                      GError **error)
{
  if (!spt_db_exec (db, error,
                    "UPDATE import_batch SET n_good = ?2, n_faulty = ?3, n_rejected = ?4 WHERE id "
                    "= ?1", "iiii", id,
                    (gint64) n_good, (gint64) n_faulty, (gint64) n_rejected))
    return FALSE;

  return spt_db_n_changed (db) == 1 || spt_db_set_not_found ("import", id, error);
}

/**
 * spt_db_find_import:
 * @db: a connection
 * @kind: of what
 * @label: what the clerk sees
 * @id: (out): the last import of that name that brought something and was not undone; 0 when there
 *   is none
 * @error: (out) (optional): why not
 *
 * Finds an import again whose id was not kept.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_find_import (SptDb       *db,
                    const char  *kind,
                    const char  *label,
                    gint64      *id,
                    GError     **error)
{
  return spt_db_query_int (db, 0, id, error,
                           "SELECT IFNULL (max (id), 0) FROM import_batch WHERE kind = ?1 AND "
                           "label = ?2 AND undone IS NULL AND n_good + n_faulty > 0", "tt", kind,
                           label);
}

gboolean
spt_db_close_undone_import (SptDb   *db,
                            gint64   id,
                            GError **error)
{
  return spt_db_exec (db, error, "DELETE FROM import_row WHERE import_id = ?1", "i", id) &&
         spt_db_exec (db, error, "DELETE FROM import_source_part WHERE import_id = ?1", "i", id) &&
         spt_db_exec (db, error, "DELETE FROM import_source WHERE import_id = ?1", "i", id) &&
         spt_db_exec (db, error, "UPDATE import_batch SET undone = ?2 WHERE id = ?1", "ii", id,
                      spt_db_now (db));
}

/* *INDENT-OFF* */
#define ENTRY(KIND, member) SPT_MEMBER (SptImportEntry, KIND, member)

static const SptMember entry_members[] = {
  ENTRY (INT, id),
  ENTRY (TEXT, label),
  ENTRY (INT, created),
  ENTRY (UINT, n_good),
  ENTRY (UINT, n_faulty),
  ENTRY (UINT, n_rejected),
  ENTRY (INT, undone),
  ENTRY (BOOLEAN, has_rows),
  ENTRY (BOOLEAN, was_accepted),
};
/* *INDENT-ON* */

static const SptStruct entry_struct = SPT_STRUCT (SptImportEntry, entry_members);

/**
 * spt_import_entry_free:
 * @self: (transfer full) (nullable): an import
 *
 * Frees it.
 */
void
spt_import_entry_free (SptImportEntry *self)
{
  spt_struct_free (&entry_struct, self);
}

/**
 * spt_db_list_imports:
 * @db: a connection
 * @kind: of what
 * @error: (out) (optional): why not
 *
 * Lists imports, those that were taken back too. A document has no rows that could go back.
 *
 * Returns: (transfer full) (element-type SptImportEntry) (nullable): the newest two hundred, the newest first
 */
GPtrArray *
spt_db_list_imports (SptDb       *db,
                     const char  *kind,
                     GError     **error)
{
  return spt_db_list_structs (db, &entry_struct, (GDestroyNotify) spt_import_entry_free, error,
                              "SELECT b.id, b.label, b.created, b.n_good, b.n_faulty, b.n_rejected, "
                              "IFNULL (b.undone, 0), EXISTS (SELECT 1 FROM import_source AS s WHERE "
                              "s.import_id = b.id AND lower (s.name) NOT LIKE '%.json' AND "
                              "lower (s.name) NOT LIKE '%.zip'), EXISTS (SELECT 1 FROM position AS p "
                              "JOIN position_now AS w ON w.id = p.id WHERE p.import_id = b.id AND "
                              "w.accepted <> 0) OR EXISTS (SELECT 1 FROM dossier WHERE import_id = "
                              "b.id AND (phase <> '' OR " SPT_SQL_DOSSIER_WAS_SENT ")) OR EXISTS (SELECT 1 FROM "
                              "plant WHERE import_id = b.id AND (standing <> '' OR " SPT_SQL_PLANT_WAS_SENT ")) FROM import_batch AS b WHERE b.kind = ?1 AND "
                              "b.n_good + b.n_faulty + b.n_rejected > 0 ORDER BY b.id DESC LIMIT "
                              "200", "t", kind);
}

/**
 * spt_db_undo_import:
 * @db: a writing connection
 * @id: an import
 * @n_removed: (out) (optional): how many positions were removed
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT once something of it is under way or may
 *   have left
 *
 * Removes what an import brought.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_undo_import (SptDb   *db,
                    gint64   id,
                    guint   *n_removed,
                    GError **error)
{
  gint64 n_sent;
  gint64 undone;

  if (!spt_db_query_int (db, -1, &undone, error,
                         "SELECT IFNULL (undone, 0) FROM import_batch WHERE id = ?1", "i", id))
    return FALSE;
  if (undone != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no import %"
                   G_GINT64_FORMAT " to undo", id);
      return FALSE;
    }

  /* A submission that never left, or provably came to nothing, and was cancelled does not count. */
  if (!spt_db_query_int (db, 0, &n_sent, error,
                         "SELECT count (*) FROM position AS p JOIN position_now AS w ON w.id = "
                         "p.id WHERE p.import_id = ?1 AND (w.accepted <> 0 OR EXISTS (SELECT 1 "
                         "FROM item AS i JOIN submission AS s ON s.id = i.submission_id WHERE "
                         "i.record_kind = '" SPT_RECORD_POSITIONS "' AND i.record_id = p.id AND (("
                         SPT_SQL_IS_OPEN ") OR EXISTS (SELECT 1 FROM attempt AS a WHERE a.submission_id = "
                         "i.submission_id AND a.kind = 'send' AND a.outcome IS NOT 'not-sent'))))",
                         "i", id))
    return FALSE;
  if (n_sent > 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "%" G_GINT64_FORMAT " positions of this import were sent or are being sent",
                   n_sent);
      return FALSE;
    }

  if (!spt_db_exec (db, error,
                    "UPDATE position SET removed = ?2 WHERE import_id = ?1 AND removed IS NULL",
                    "ii", id,
                    spt_db_now (db)))
    return FALSE;
  if (n_removed != NULL)
    *n_removed = (guint) spt_db_n_changed (db);

  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return spt_db_close_undone_import (db, id, error);
}

/**
 * spt_db_name_job:
 * @db: a writing connection
 * @kind: of the records: "debt-positions"
 * @job_id: a job without a title, with its submissions
 * @low: the lowest id of the records that it sends
 * @high: the highest
 * @error: (out) (optional): why not
 *
 * Calls a job as the import is called that all of its records came with; one whose records came
 * otherwise stays without a title.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_name_job (SptDb       *db,
                 const char  *kind,
                 gint64       job_id,
                 gint64       low,
                 gint64       high,
                 GError     **error)
{
  const char *table = g_str_equal (kind, SPT_RECORD_POSITIONS) ? "position" : "dossier";
  g_autofree char *count =
    g_strdup_printf ("SELECT count (*) FROM %s WHERE import_id = (SELECT import_id FROM %s WHERE id "
                     "= ?1) AND id BETWEEN ?1 AND ?2", table, table);
  g_autofree char *others =
    g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM submission AS s JOIN item AS i ON "
                     "i.submission_id = s.id JOIN %s AS p ON p.id = i.record_id WHERE s.job_id = ?1 "
                     "AND p.import_id IS NOT (SELECT import_id FROM %s WHERE id = ?2))", table, table);
  g_autofree char *name =
    g_strdup_printf ("UPDATE job SET title = (SELECT b.label FROM %s AS p JOIN import_batch AS b ON "
                     "b.id = p.import_id WHERE p.id = ?2) WHERE id = ?1", table);
  gint64 together, strangers = 0;

  /* As a rule an import's ids stand together, and its index alone tells so; else each is looked at. */
  if (!spt_db_query_int (db, 0, &together, error, count, "ii", low, high) ||
      (together < high - low + 1 &&
       !spt_db_query_int (db, 0, &strangers, error, others, "ii", job_id, low)))
    return FALSE;
  if (together == 0 || strangers != 0)
    return TRUE;

  return spt_db_exec (db, error, name, "ii", job_id, low);
}
