/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers and the files they come from: which one a row is about, and taking an import back. */
#define G_LOG_DOMAIN "spt-store-dossiers-import"

#include "config.h"

#include "store/spt-store-dossiers.h"

#include <string.h>

#include "base/spt-text.h"
#include "store/spt-store-private.h"

/* *INDENT-OFF* */
static const SptMember match_members[] = {
  SPT_MEMBER (SptDossierMatch, INT, id),
  SPT_MEMBER (SptDossierMatch, INT, import_id),
  SPT_MEMBER (SptDossierMatch, BOOLEAN, is_to_fix),
  SPT_MEMBER (SptDossierMatch, BOOLEAN, is_known),
  SPT_MEMBER (SptDossierMatch, BOOLEAN, is_under_way),
  SPT_MEMBER (SptDossierMatch, BOOLEAN, has_number),
  SPT_MEMBER (SptDossierMatch, UINT, n_known),
  SPT_MEMBER (SptDossierMatch, TEXT, next_operation),
};
/* *INDENT-ON* */

static const SptStruct match_struct = SPT_STRUCT (SptDossierMatch, match_members);

static void
match_free (gpointer match)
{
  spt_struct_free (&match_struct, match);
}

#define SQL_MATCH \
  "SELECT d.id, IFNULL (d.import_id, 0), d.state = 'to-fix', d.phase <> '', EXISTS (SELECT 1 FROM item " \
  "AS i JOIN submission AS s ON s.id = i.submission_id WHERE i.record_kind = d.kind AND i.record_id " \
  "= d.id AND " SPT_SQL_IS_OPEN "), IFNULL (d.remote_id, '') <> '', (SELECT count (*) FROM dossier AS " \
  "o WHERE o.kind = d.kind AND o.key = d.key AND o.removed IS NULL AND o.is_over = 0 AND o.phase <> " \
  "'' AND (?3 = 0 OR IFNULL (o.account_id, ?3) = ?3)), d.next_operation FROM dossier AS d WHERE " \
  "d.kind = ?1 AND d.removed IS NULL AND (?3 = 0 OR IFNULL (d.account_id, ?3) = ?3) AND "

static gboolean
find_match (SptDb            *db,
            const char       *sql,
            const char       *kind,
            const char       *what,
            gint64            account_id,
            SptDossierMatch  *match,
            GError          **error)
{
  g_autoptr (GPtrArray) found = spt_db_list_structs (db, &match_struct, match_free, error, sql, "tti",
                                                     kind, what, account_id);

  memset (match, 0, sizeof *match);
  if (found == NULL)
    return FALSE;
  if (found->len > 0)
    {
      *match = *(SptDossierMatch *) g_ptr_array_index (found, 0);
      match->next_operation = (char *) g_intern_string (match->next_operation);
    }

  return TRUE;
}

/**
 * spt_db_match_dossier:
 * @db: a connection
 * @kind: "vouchers"
 * @key: what the service knows it by
 * @account_id: whose, those of no account too; 0 = of any
 * @match: (out): the one that a row of this key is about; its id is 0 when there is none
 * @error: (out) (optional): why not
 *
 * Finds what goes on for somebody: what the service knows of first, then the newest.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_match_dossier (SptDb            *db,
                      const char       *kind,
                      const char       *key,
                      gint64            account_id,
                      SptDossierMatch  *match,
                      GError          **error)
{
  return find_match (db, SQL_MATCH "d.key = ?2 AND d.is_over = 0 ORDER BY d.phase <> '' DESC, d.id "
                     "DESC LIMIT 1", kind, key, account_id, match, error);
}

/**
 * spt_db_match_dossier_number:
 * @db: a connection
 * @kind: "vouchers"
 * @number: what the service calls it
 * @account_id: whose, those of no account too; 0 = of any
 * @match: (out): the one with this number, over or not; its id is 0 when there is none
 * @key: (out) (transfer full) (nullable): what that one is known by
 * @error: (out) (optional): why not
 *
 * Finds a dossier by the number that the service gave it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_match_dossier_number (SptDb            *db,
                             const char       *kind,
                             const char       *number,
                             gint64            account_id,
                             SptDossierMatch  *match,
                             char            **key,
                             GError          **error)
{
  g_autoptr (GPtrArray) keys = NULL;

  *key = NULL;
  if (!find_match (db, SQL_MATCH "d.remote_id = ?2 ORDER BY d.is_over, d.id DESC LIMIT 1", kind,
                   number, account_id, match, error))
    return FALSE;
  if (match->id == 0)
    return TRUE;
  keys = spt_db_list_texts (db, error, "SELECT key FROM dossier WHERE id = ?1", match->id);
  if (keys == NULL)
    return FALSE;
  *key = g_strdup (g_ptr_array_index (keys, 0));

  return TRUE;
}

/**
 * spt_db_note_dossier_undo:
 * @db: a writing connection
 * @import_id: an import that completes a dossier
 * @id: the dossier
 * @before: its document as it was
 * @after: its document as it is now
 * @error: (out) (optional): why not
 *
 * Remembers what a dossier was before a file completed it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_dossier_undo (SptDb       *db,
                          gint64       import_id,
                          gint64       id,
                          const char  *before,
                          const char  *after,
                          GError     **error)
{
  g_autofree char *digest = spt_text_sha256_hex (after, strlen (after));

  return spt_db_exec (db, error,
                      "INSERT INTO dossier_undo (import_id, dossier_id, doc, doc_sha256) VALUES "
                      "(?1, ?2, ?3, ?4) ON CONFLICT (import_id, dossier_id) DO UPDATE SET "
                      "doc_sha256 = excluded.doc_sha256", "iitt", import_id, id, before, digest);
}

/* Edited since, by a person or by another file, or on its way since: it stays as it is. */
static gboolean
may_restore (SptDb     *db,
             gint64     import_id,
             gint64     id,
             gboolean  *may,
             GError   **error)
{
  g_autoptr (GPtrArray) digests = NULL;
  g_autofree char *now = spt_db_get_dossier_doc (db, id, NULL, error);
  g_autofree char *digest = NULL;
  gint64 n_sent, n_newer;

  if (now == NULL ||
      !spt_db_query_int (db, 0, &n_newer, error,
                         "SELECT count (*) FROM dossier_undo WHERE dossier_id = ?2 AND import_id > "
                         "?1", "ii", import_id, id) ||
      !spt_db_query_int (db, 0, &n_sent, error,
                         "SELECT count (*) FROM dossier AS d JOIN item AS i ON i.record_kind = "
                         "d.kind AND i.record_id = d.id JOIN submission AS s ON s.id = "
                         "i.submission_id WHERE d.id = ?2 AND s.state <> 'cancelled' AND "
                         "s.created >= (SELECT created FROM import_batch WHERE id = ?1)", "ii",
                         import_id, id))
    return FALSE;
  digests = spt_db_list_texts (db, error, "SELECT doc_sha256 FROM dossier_undo WHERE dossier_id = "
                               "?1 ORDER BY import_id DESC LIMIT 1", id);
  if (digests == NULL)
    return FALSE;
  digest = spt_text_sha256_hex (now, strlen (now));
  *may = n_sent == 0 && n_newer == 0 && digests->len == 1 &&
         g_str_equal (digest, g_ptr_array_index (digests, 0));

  return TRUE;
}

static gboolean
restore_docs (SptDb                  *db,
              gint64                  import_id,
              SptDossierRestoreFunc   restore,
              gpointer                user_data,
              guint                  *n_undone,
              guint                  *n_kept,
              GError                **error)
{
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT u.dossier_id FROM dossier_undo AS u JOIN dossier "
                                       "AS d ON d.id = u.dossier_id WHERE u.import_id = ?1 AND "
                                       "d.removed IS NULL ORDER BY u.dossier_id", error);

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
      docs = spt_db_list_texts (db, error, "SELECT doc FROM dossier_undo WHERE dossier_id = ?1 "
                                "ORDER BY import_id DESC LIMIT 1", id);
      if (docs == NULL || !restore (db, id, g_ptr_array_index (docs, 0), user_data, error) ||
          !spt_db_exec (db, error, "DELETE FROM dossier_undo WHERE import_id = ?1 AND dossier_id = "
                        "?2", "ii", import_id, id))
        return FALSE;
      *n_undone += 1;
    }

  return ids != NULL;
}

/**
 * spt_db_undo_dossiers:
 * @db: a writing connection
 * @import_id: an import
 * @restore: (scope call): gives a dossier back the document it had
 * @user_data: for @restore
 * @n_undone: (out): how many dossiers went, or are what they were
 * @n_kept: (out): what it completed and was edited or ordered since
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT once something that came with it is under way
 *   or may have left
 *
 * Takes an import back.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_undo_dossiers (SptDb                  *db,
                      gint64                  import_id,
                      SptDossierRestoreFunc   restore,
                      gpointer                user_data,
                      guint                  *n_undone,
                      guint                  *n_kept,
                      GError                **error)
{
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt;
  gint64 n_sent;
  guint n_removed;

  *n_undone = 0;
  *n_kept = 0;
  if (!spt_db_query_int (db, 0, &n_sent, error,
                         "SELECT count (*) FROM dossier WHERE import_id = ?1 AND (phase <> '' OR "
                         SPT_SQL_DOSSIER_UNDER_WAY " OR " SPT_SQL_DOSSIER_WAS_SENT ")", "i",
                         import_id))
    return FALSE;
  if (n_sent > 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "%" G_GINT64_FORMAT " records of this import were sent or are being sent",
                   n_sent);
      return FALSE;
    }

  stmt = spt_db_prepare (db, "SELECT id FROM dossier WHERE import_id = ?1 AND removed IS NULL",
                         error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", import_id))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL ||
      !restore_docs (db, import_id, restore, user_data, n_undone, n_kept, error) ||
      !spt_db_remove_dossiers (db, (const gint64 *) (gpointer) ids->data, ids->len, FALSE,
                               &n_removed, error))
    return FALSE;
  *n_undone += n_removed;

  return spt_db_close_undone_import (db, import_id, error);
}
