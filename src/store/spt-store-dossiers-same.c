/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service's list showed and what was made here may be one and the same: who it is, and what
 * a person says. */
#define G_LOG_DOMAIN "spt-store-dossiers-same"

#include "config.h"

#include "store/spt-store-dossiers.h"

#include "store/spt-store-private.h"

/* The last word of a person: "apart" as long as no "together" came after it. */
#define SQL_IS_APART \
  "IFNULL ((SELECT t.kind FROM dossier_fact AS t WHERE t.dossier_id = f.id AND t.kind IN ('apart', " \
  "'together') AND t.after = CAST (m.id AS TEXT) ORDER BY t.id DESC LIMIT 1), '') = 'apart'"

/* Found (f), and made here (m). */
#define SQL_PAIRS \
  "SELECT m.id, f.id FROM dossier AS f JOIN dossier AS m ON m.kind = f.kind AND m.key = f.key WHERE " \
  "f.is_found = 1 AND f.removed IS NULL AND f.remote_id NOT NULL AND f.key <> '' AND m.is_found = 0 " \
  "AND m.removed IS NULL AND m.remote_id IS NULL AND m.is_over = 0 AND IFNULL (m.account_id, " \
  "f.account_id) = f.account_id AND m.state NOT IN ('sending', 'waiting') AND NOT EXISTS (SELECT 1 " \
  "FROM item AS i WHERE i.record_kind = f.kind AND i.record_id = f.id) AND NOT " SQL_IS_APART

/**
 * spt_db_list_same_dossiers:
 * @db: a connection
 * @kind: "vouchers"
 * @account_id: whose; 0 = of any account
 * @max: so many at most
 * @error: (out) (optional): why not
 *
 * Lists dossiers made here that have no number of the service, each with one of the same key that
 * the service's list showed (services facts 4.10: the number joins, the key only proposes). What is
 * being sent, or was told apart by a person, is left out.
 *
 * Returns: (transfer full) (element-type SptDossierPair) (nullable): the pairs, the newest first
 */
GArray *
spt_db_list_same_dossiers (SptDb       *db,
                           const char  *kind,
                           gint64       account_id,
                           guint        max,
                           GError     **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (SptDossierPair));
  sqlite3_stmt *stmt =
    spt_db_prepare (db, SQL_PAIRS " AND f.kind = ?1 AND (?2 = 0 OR f.account_id = ?2) ORDER BY f.id "
                    "DESC, m.id DESC LIMIT ?3", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tii", kind, account_id, (gint64) max))
    return NULL;

  for (;;)
    {
      SptDossierPair pair;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&pairs);
      pair.made = sqlite3_column_int64 (stmt, 0);
      pair.found = sqlite3_column_int64 (stmt, 1);
      g_array_append_val (pairs, pair);
    }
}

/**
 * spt_db_find_same_dossier:
 * @db: a connection
 * @id: a dossier, made here or found
 * @pair: (out): it and the newest that may be the same, as spt_db_list_same_dossiers() has them; zeros
 *   where there is none
 * @error: (out) (optional): why not
 *
 * Finds the other one that may be the same.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_find_same_dossier (SptDb           *db,
                          gint64           id,
                          SptDossierPair  *pair,
                          GError         **error)
{
  /* By the key: of 20,000 that the list showed only those are looked at. */
  sqlite3_stmt *stmt =
    spt_db_prepare (db, SQL_PAIRS " AND ?1 IN (m.id, f.id) AND (f.kind, f.key) = (SELECT kind, key FROM "
                    "dossier WHERE id = ?1) ORDER BY f.id DESC, m.id DESC LIMIT 1", error);
  gboolean row;

  *pair = (SptDossierPair) { 0 };
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      pair->made = sqlite3_column_int64 (stmt, 0);
      pair->found = sqlite3_column_int64 (stmt, 1);
      sqlite3_reset (stmt);
    }

  return TRUE;
}

/**
 * spt_db_tell_dossiers_apart:
 * @db: a writing connection
 * @made: a dossier made here
 * @found: one of the same key that the service's list showed
 * @undo: takes back what was said
 * @who: the clerk who says so
 * @error: (out) (optional): why not
 *
 * Keeps that a person has looked at two and they are not one: they are not proposed again.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_tell_dossiers_apart (SptDb       *db,
                            gint64       made,
                            gint64       found,
                            gboolean     undo,
                            const char  *who,
                            GError     **error)
{
  g_autofree char *other = g_strdup_printf ("%" G_GINT64_FORMAT, made);

  return spt_db_add_dossier_fact (db, found, undo ? "together" : "apart", NULL, other,
                                  who != NULL && *who != '\0' ? who : "?", error);
}
