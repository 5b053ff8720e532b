/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects that may be the same: finding them, making one of two, taking changes back. */
#define G_LOG_DOMAIN "spt-store-subjects-same"

#include "config.h"

#include "store/spt-store-subjects.h"

#include "base/spt-text.h"
#include "store/spt-store-private.h"

/**
 * spt_db_note_subject_before:
 * @db: a writing connection
 * @import_id: the change under way
 * @id: a subject it is about to change
 * @doc: its document
 * @error: (out) (optional): why not
 *
 * Remembers what a subject was before a change. A second time in one change means nothing.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_subject_before (SptDb       *db,
                            gint64       import_id,
                            gint64       id,
                            const char  *doc,
                            GError     **error)
{
  /* What came with this very change goes with it. */
  return spt_db_exec (db, error,
                      "INSERT OR IGNORE INTO subject_undo (import_id, subject_id, doc, doc_sha256) "
                      "SELECT ?1, id, ?3, '' FROM subject WHERE id = ?2 AND import_id IS NOT ?1",
                      "iit", import_id, id, doc);
}

/**
 * spt_db_note_subject_after:
 * @db: a writing connection
 * @import_id: the change under way
 * @id: a subject it has changed
 * @doc: its document now
 * @error: (out) (optional): why not
 *
 * Remembers what a change made of a subject, to see later whether somebody edited it since.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_subject_after (SptDb       *db,
                           gint64       import_id,
                           gint64       id,
                           const char  *doc,
                           GError     **error)
{
  g_autofree char *digest = spt_text_sha256_hex (doc, strlen (doc));

  /* A new one that a later row of the same file completed was not edited by anybody. */
  return spt_db_exec (db, error,
                      "UPDATE subject_undo SET doc_sha256 = ?3 WHERE import_id = ?1 AND "
                      "subject_id = ?2", "iit", import_id, id, digest) &&
         spt_db_exec (db, error, "UPDATE subject SET edits = 0 WHERE id = ?2 AND import_id = ?1",
                      "ii", import_id, id);
}

/* Documents as they were, for those that nobody edited since. */
static gboolean
restore_docs (SptDb                  *db,
              gint64                  import_id,
              SptSubjectRestoreFunc   restore,
              gpointer                user_data,
              guint                  *n_undone,
              guint                  *n_kept,
              GError                **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT subject_id FROM subject_undo WHERE import_id = "
                                       "?1 ORDER BY subject_id", error);
  g_autoptr (GArray) ids = NULL;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", import_id))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_autofree char *now = spt_db_get_subject_doc (db, id, NULL, error);
      g_autofree char *digest = NULL;
      g_autofree char *before = NULL;
      gboolean is_ours;
      gboolean row;

      if (now == NULL)
        return FALSE;
      digest = spt_text_sha256_hex (now, strlen (now));
      stmt = spt_db_prepare (db, "SELECT u.doc, u.doc_sha256 = ?3 AND s.removed IS NULL FROM "
                             "subject_undo AS u JOIN subject AS s ON s.id = u.subject_id WHERE "
                             "u.import_id = ?1 AND u.subject_id = ?2", error);
      if (stmt == NULL || !spt_db_bind (db, stmt, error, "iit", import_id, id, digest) ||
          !spt_db_step (db, stmt, &row, error) || !row)
        return FALSE;
      before = spt_db_dup_text (stmt, 0);
      is_ours = sqlite3_column_int64 (stmt, 1) != 0;
      sqlite3_reset (stmt);

      if (!is_ours)
        {
          *n_kept += 1;
          continue;
        }
      if (!restore (db, id, before, user_data, error))
        return FALSE;
      *n_undone += 1;
    }

  return TRUE;
}

/* What was part of another is itself again, with its positions. */
static gboolean
part_again (SptDb   *db,
            gint64   import_id,
            GError **error)
{
  return spt_db_exec (db, error,
                      "UPDATE position SET subject_id = (SELECT subject_id FROM subject_undo_link "
                      "WHERE import_id = ?1 AND position_id = position.id) WHERE id IN (SELECT "
                      "position_id FROM subject_undo_link WHERE import_id = ?1)", "i", import_id) &&
         spt_db_exec (db, error,
                      "UPDATE subject SET removed = NULL, merged_into = NULL WHERE id IN (SELECT "
                      "l.subject_id FROM subject_undo AS l WHERE l.import_id = ?1) AND "
                      "merged_into IN (SELECT k.subject_id FROM subject_undo AS k WHERE "
                      "k.import_id = ?1)", "i", import_id);
}

/* Those that came with the change; @n_kept: edited since. */
static gboolean
remove_new (SptDb   *db,
            gint64   import_id,
            guint   *n_undone,
            guint   *n_kept,
            GError **error)
{
  gint64 n_edited;

  if (!spt_db_query_int (db, 0, &n_edited, error,
                         "SELECT count (*) FROM subject WHERE import_id = ?1 AND removed IS NULL "
                         "AND edits > 0", "i", import_id) ||
      !spt_db_exec (db, error,
                    "UPDATE position SET subject_id = NULL WHERE subject_id IN (SELECT id FROM "
                    "subject WHERE import_id = ?1 AND removed IS NULL AND edits = 0)", "i",
                    import_id) ||
      !spt_db_exec (db, error,
                    "UPDATE subject SET removed = ?2 WHERE import_id = ?1 AND removed IS NULL AND "
                    "edits = 0", "ii", import_id, spt_db_now (db)))
    return FALSE;
  *n_undone += (guint) spt_db_n_changed (db);
  *n_kept += (guint) n_edited;

  return TRUE;
}

/**
 * spt_db_undo_subjects:
 * @db: a writing connection
 * @import_id: an import, or a merge
 * @restore: keeps a document as it was, checked anew
 * @user_data: for @restore
 * @n_undone: (out): how many were removed or are as before
 * @n_kept: (out): how many were edited since, and stay
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is no such change to undo
 *
 * Takes back what one change brought into the directory.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_undo_subjects (SptDb                  *db,
                      gint64                  import_id,
                      SptSubjectRestoreFunc   restore,
                      gpointer                user_data,
                      guint                  *n_undone,
                      guint                  *n_kept,
                      GError                **error)
{
  gint64 undone;

  *n_undone = 0;
  *n_kept = 0;
  if (!spt_db_query_int (db, -1, &undone, error,
                         "SELECT IFNULL (undone, 0) FROM import_batch WHERE id = ?1", "i",
                         import_id))
    return FALSE;
  if (undone != 0)
    return spt_db_set_not_found ("change", import_id, error);

  /* First apart: a document is restored only to what lists show. */
  if (!part_again (db, import_id, error) ||
      !restore_docs (db, import_id, restore, user_data, n_undone, n_kept, error) ||
      !remove_new (db, import_id, n_undone, n_kept, error))
    return FALSE;

  spt_db_mark (db, SPT_CHANGED_SUBJECTS);

  return spt_db_exec (db, error, "UPDATE import_batch SET undone = ?2 WHERE id = ?1", "ii",
                      import_id, spt_db_now (db));
}

/**
 * spt_db_merge_subject:
 * @db: a writing connection
 * @import_id: the change under way
 * @kept: the subject that stays
 * @gone: the subject that becomes part of it
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when it is gone already
 *
 * Makes one subject part of another: its positions are the other's, lists show it no more. What
 * the other's document becomes is the caller's business.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_merge_subject (SptDb   *db,
                      gint64   import_id,
                      gint64   kept,
                      gint64   gone,
                      GError **error)
{
  g_autofree char *doc = spt_db_get_subject_doc (db, gone, NULL, error);

  if (doc == NULL || !spt_db_note_subject_before (db, import_id, gone, doc, error) ||
      !spt_db_note_subject_after (db, import_id, gone, doc, error))
    return FALSE;

  if (!spt_db_exec (db, error,
                    "UPDATE subject SET merged_into = ?1, removed = ?3 WHERE id = ?2 AND removed "
                    "IS NULL AND ?1 <> ?2", "iii", kept, gone, spt_db_now (db)))
    return FALSE;
  if (spt_db_n_changed (db) == 0)
    return spt_db_set_not_found ("subject", gone, error);

  spt_db_mark (db, SPT_CHANGED_SUBJECTS);

  return spt_db_exec (db, error,
                      "INSERT INTO subject_undo_link (import_id, position_id, subject_id) SELECT "
                      "?1, id, subject_id FROM position WHERE subject_id = ?2", "ii", import_id,
                      gone) &&
         spt_db_exec (db, error, "UPDATE position SET subject_id = ?1 WHERE subject_id = ?2", "ii",
                      kept, gone);
}

/**
 * spt_db_set_subjects_distinct:
 * @db: a writing connection
 * @a: a subject
 * @b: another
 * @distinct: whether somebody says that they are not the same; %FALSE forgets it
 * @error: (out) (optional): why not
 *
 * Remembers that two subjects only look alike.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_subjects_distinct (SptDb     *db,
                              gint64     a,
                              gint64     b,
                              gboolean   distinct,
                              GError   **error)
{
  spt_db_mark (db, SPT_CHANGED_SUBJECTS);

  return spt_db_exec (db, error,
                      distinct ? "INSERT OR IGNORE INTO subject_distinct (a, b) VALUES (?1, ?2)"
                               : "DELETE FROM subject_distinct WHERE a = ?1 AND b = ?2", "ii",
                      MIN (a, b), MAX (a, b));
}

/* What the code says of the birth, where no date is written: year, month and day with sex. */
#define SQL_BIRTH(t) \
  "CASE WHEN length (" t ".fiscal_code) = 16 THEN substr (" t ".fiscal_code, 7, 5) END"

/* What several have: read off an index alone, so that 100,000 subjects without doubles cost next to
 * nothing. */
#define SQL_TWICE(column) \
  "(SELECT " column " FROM subject WHERE " column " IS NOT NULL AND removed IS NULL GROUP BY " \
  column " HAVING count (*) > 1)"
#define SQL_BOTH_LIVE " AND a.removed IS NULL AND b.removed IS NULL"

/* Two of one name are not offered where something tells them apart: two whole codes, two dates. */
#define SQL_PAIRS \
  "SELECT a.id AS a, b.id AS b, 0 AS reason FROM subject AS a JOIN subject AS b ON b.fiscal_code " \
  "= a.fiscal_code AND b.id > a.id WHERE a.fiscal_code IN " SQL_TWICE ("fiscal_code") \
  SQL_BOTH_LIVE \
  " UNION SELECT a.id, b.id, 0 FROM subject AS a JOIN subject AS b ON b.vat_number = a.vat_number " \
  "AND b.id > a.id WHERE a.vat_number IN " SQL_TWICE ("vat_number") SQL_BOTH_LIVE \
  " AND (a.fiscal_code IS NULL OR b.fiscal_code IS NULL OR a.fiscal_code = b.fiscal_code OR " \
  "a.kind <> b.kind) " \
  "UNION SELECT min (a.id, b.id), max (a.id, b.id), 0 FROM subject AS b JOIN subject AS a ON " \
  "a.fiscal_code = b.vat_number AND b.id <> a.id WHERE b.vat_number IS NOT NULL" SQL_BOTH_LIVE \
  " UNION SELECT a.id, b.id, 1 FROM subject AS a JOIN subject AS b ON b.name_key = a.name_key AND " \
  "b.id > a.id WHERE a.name_key <> '' AND a.name_key IN " SQL_TWICE ("name_key") SQL_BOTH_LIVE \
  " AND a.kind = b.kind AND " \
  "(a.fiscal_code IS NULL OR b.fiscal_code IS NULL OR a.birth_date = b.birth_date OR " \
  SQL_BIRTH ("a") " = " SQL_BIRTH ("b") ") AND " \
  "(a.vat_number IS NULL OR b.vat_number IS NULL OR a.vat_number = b.vat_number) AND " \
  "(a.birth_date IS NULL OR b.birth_date IS NULL OR a.birth_date = b.birth_date)"

/**
 * spt_db_list_same_subjects:
 * @db: a connection
 * @max: at most so many
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Finds pairs of subjects that may be one: with the same codice fiscale or partita IVA, or with the
 * same name and nothing that tells them apart. Those that somebody said to be two are left out.
 *
 * Returns: (transfer full) (element-type SptSubjectPair) (nullable): the pairs, same codes first
 */
GArray *
spt_db_list_same_subjects (SptDb         *db,
                           guint          max,
                           GCancellable  *cancellable,
                           GError       **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT a, b, min (reason) FROM (" SQL_PAIRS ") AS p WHERE NOT EXISTS "
                    "(SELECT 1 FROM subject_distinct AS d WHERE d.a = p.a AND d.b = p.b) GROUP BY "
                    "a, b ORDER BY 3, 1, 2 LIMIT ?1", error);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (SptSubjectPair));
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", (gint64) max))
    return NULL;

  for (;;)
    {
      SptSubjectPair pair;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          sqlite3_reset (stmt);
          return NULL;
        }
      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&pairs);

      pair.a = sqlite3_column_int64 (stmt, 0);
      pair.b = sqlite3_column_int64 (stmt, 1);
      pair.reason = sqlite3_column_int64 (stmt, 2) == 0 ? SPT_SAME_CODE : SPT_SAME_NAME;
      g_array_append_val (pairs, pair);
    }
}
