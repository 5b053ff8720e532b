/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of many positions at once, kept so that one click takes them back. */
#define G_LOG_DOMAIN "spt-store-bulk"

#include "config.h"

#include "store/spt-store-bulk.h"

#include "store/spt-store-private.h"

/**
 * spt_bulk_row_clear:
 * @self: a row
 *
 * Frees what it points to.
 */
void
spt_bulk_row_clear (SptBulkRow *self)
{
  g_clear_pointer (&self->doc, g_free);
  g_clear_pointer (&self->name, g_free);
}

/**
 * spt_bulk_change_clear:
 * @self: a change
 *
 * Frees what it points to.
 */
void
spt_bulk_change_clear (SptBulkChange *self)
{
  g_clear_pointer (&self->label, g_free);
}

/**
 * spt_db_load_bulk_row:
 * @db: a connection
 * @id: a position
 * @row: (out caller-allocates): what is known of it
 * @found: (out): %FALSE for one that is removed, or is none
 * @error: (out) (optional): why not
 *
 * Reads what a change of many positions has to know of one.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_load_bulk_row (SptDb       *db,
                      gint64       id,
                      SptBulkRow  *row,
                      gboolean    *found,
                      GError     **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT d.doc, p.debtor_name, p.n_errors, w.accepted, EXISTS "
                    SPT_SQL_OPEN_SUBMISSION ("1") " FROM position AS p JOIN position_now AS w ON "
                    "w.id = p.id JOIN position_doc AS d ON d.id = p.id WHERE p.id = ?1 AND "
                    "p.removed IS NULL", error);

  memset (row, 0, sizeof *row);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;

  row->doc = spt_db_dup_text (stmt, 0);
  row->name = spt_db_dup_text (stmt, 1);
  row->n_errors = (guint) sqlite3_column_int64 (stmt, 2);
  row->was_accepted = sqlite3_column_int64 (stmt, 3) != 0;
  row->under_way = sqlite3_column_int64 (stmt, 4) != 0;
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_count_stopping:
 * @db: a connection
 * @id: a position
 * @issues: what a check found of it
 * @n: (out): errors that nobody overrode for this very value
 * @error: (out) (optional): why not
 *
 * Says how many errors a position would have with these findings, without saving it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_stopping (SptDb         *db,
                       gint64         id,
                       SptIssueList  *issues,
                       guint         *n,
                       GError       **error)
{
  *n = spt_issue_list_get_n_errors (issues);
  for (guint i = 0; *n > 0 && i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      gint64 overridden;

      if (issue->level != SPT_ISSUE_ERROR || !issue->overridable)
        continue;
      if (!spt_db_query_int (db, 0, &overridden, error,
                             "SELECT count (*) FROM position_override WHERE position_id = ?1 AND "
                             "code = ?2 AND path = ?3 AND value = ?4", "ittt", id, issue->code,
                             issue->path != NULL ? issue->path : "",
                             issue->value != NULL ? issue->value : ""))
        return FALSE;
      *n -= overridden > 0;
    }

  return TRUE;
}

/**
 * spt_db_add_bulk_change:
 * @db: a writing connection
 * @label: what the clerk sees
 * @who: (nullable): the clerk
 * @error: (out) (optional): why not
 *
 * Begins a change of many positions.
 *
 * Returns: its id; 0 on an error
 */
gint64
spt_db_add_bulk_change (SptDb       *db,
                        const char  *label,
                        const char  *who,
                        GError     **error)
{
  if (!spt_db_exec (db, error,
                    "INSERT INTO bulk_change (label, who, created) VALUES (?1, ?2, ?3)", "tti",
                    label, who != NULL ? who : "", spt_db_now (db)))
    return 0;

  return spt_db_last_id (db);
}

static char *
dup_digest (const char *doc)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, doc, -1);
}

/**
 * spt_db_add_bulk_doc:
 * @db: a writing connection
 * @change_id: a change
 * @position_id: a position
 * @before: its document before the change
 * @after: what the change makes of it
 * @error: (out) (optional): why not
 *
 * Keeps what taking the change back needs of one position.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_bulk_doc (SptDb       *db,
                     gint64       change_id,
                     gint64       position_id,
                     const char  *before,
                     const char  *after,
                     GError     **error)
{
  g_autofree char *digest = dup_digest (after);

  return spt_db_exec (db, error,
                      "INSERT INTO bulk_change_doc (change_id, position_id, doc, doc_sha256) VALUES "
                      "(?1, ?2, ?3, ?4)", "iitt", change_id, position_id, before, digest);
}

/**
 * spt_db_finish_bulk_change:
 * @db: a writing connection
 * @change_id: a change
 * @n: positions that it changed
 * @error: (out) (optional): why not
 *
 * Notes how many positions a change had. What is too old to be taken back lets its documents go:
 * they are copies of personal data, and large.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_finish_bulk_change (SptDb   *db,
                           gint64   change_id,
                           guint    n,
                           GError **error)
{
  return spt_db_exec (db, error, "UPDATE bulk_change SET n = ?2 WHERE id = ?1", "ii", change_id,
                      (gint64) n) &&
         spt_db_exec (db, error,
                      "DELETE FROM bulk_change_doc WHERE change_id NOT IN (SELECT id FROM "
                      "bulk_change WHERE undone IS NULL ORDER BY id DESC LIMIT ?1)", "i",
                      (gint64) SPT_BULK_CHANGES_KEPT);
}

/**
 * spt_db_get_last_bulk_change:
 * @db: a connection
 * @change: (out caller-allocates): the last change that can be taken back; id 0 = there is none
 * @error: (out) (optional): why not
 *
 * Finds what "undo" would take back.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_last_bulk_change (SptDb          *db,
                             SptBulkChange  *change,
                             GError        **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id, label, n FROM bulk_change WHERE undone IS NULL AND EXISTS "
                    "(SELECT 1 FROM bulk_change_doc WHERE change_id = bulk_change.id) ORDER BY id "
                    "DESC LIMIT 1", error);
  gboolean row;

  memset (change, 0, sizeof *change);
  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (!row)
    return TRUE;

  change->id = sqlite3_column_int64 (stmt, 0);
  change->label = spt_db_dup_text (stmt, 1);
  change->n = (guint) sqlite3_column_int64 (stmt, 2);
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_list_bulk_positions:
 * @db: a connection
 * @change_id: a change
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when it was taken back, or is too old
 *
 * Lists the positions of a change.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids
 */
GArray *
spt_db_list_bulk_positions (SptDb   *db,
                            gint64   change_id,
                            GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT position_id FROM bulk_change_doc WHERE change_id = ?1 AND EXISTS "
                    "(SELECT 1 FROM bulk_change WHERE id = ?1 AND undone IS NULL) ORDER BY "
                    "position_id", error);
  g_autoptr (GArray) ids = NULL;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", change_id))
    return NULL;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids != NULL && ids->len == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no change %"
                   G_GINT64_FORMAT " to take back", change_id);
      return NULL;
    }

  return g_steal_pointer (&ids);
}

/**
 * spt_db_get_bulk_doc:
 * @db: a connection
 * @change_id: a change
 * @position_id: one of its positions
 * @now: the document as it is
 * @is_after: (out): whether that is what the change made of it
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the document of a position before a change.
 *
 * Returns: (transfer full) (nullable): its text
 */
char *
spt_db_get_bulk_doc (SptDb       *db,
                     gint64       change_id,
                     gint64       position_id,
                     const char  *now,
                     gboolean    *is_after,
                     GError     **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT doc, doc_sha256 FROM bulk_change_doc WHERE change_id = ?1 AND "
                    "position_id = ?2", error);
  g_autofree char *digest = NULL;
  char *doc;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", change_id, position_id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      spt_db_set_not_found ("position of this change", position_id, error);
      return NULL;
    }

  digest = dup_digest (now);
  *is_after = g_strcmp0 (digest, spt_db_column_text (stmt, 1)) == 0;
  doc = spt_db_dup_text (stmt, 0);
  sqlite3_reset (stmt);

  return doc;
}

/**
 * spt_db_end_bulk_undo:
 * @db: a writing connection
 * @change_id: a change
 * @error: (out) (optional): why not
 *
 * Notes that a change was taken back, and lets its documents go.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_end_bulk_undo (SptDb   *db,
                      gint64   change_id,
                      GError **error)
{
  return spt_db_exec (db, error, "UPDATE bulk_change SET undone = ?2 WHERE id = ?1", "ii", change_id,
                      spt_db_now (db)) &&
         spt_db_exec (db, error, "DELETE FROM bulk_change_doc WHERE change_id = ?1", "i", change_id);
}
