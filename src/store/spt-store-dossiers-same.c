/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service's list showed and what was made here may be one and the same: who it is, and what
 * a person says. */
#define G_LOG_DOMAIN "spt-store-dossiers-same"

#include "config.h"

#include "store/spt-store-dossiers.h"

#include <string.h>

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

/**
 * spt_db_find_dossier_twin:
 * @db: a connection
 * @kind: "registry-items"
 * @id: which one is compared; 0 = a new one
 * @code: what it may be known by: its key, or what it is about
 * @environment: (nullable): where; %NULL = anywhere
 * @is_created: (out): the service has it for certain; else it is being sent, or nobody knows
 * @account: (out) (transfer full) (nullable): with which account
 * @error: (out) (optional): why not
 *
 * Finds another dossier of the same code that the service has or may have, a removed one too: what
 * is there was not taken away with it (services facts 2.8).
 *
 * Returns: its id; 0 = there is none, -1 on an error
 */
gint64
spt_db_find_dossier_twin (SptDb       *db,
                          const char  *kind,
                          gint64       id,
                          const char  *code,
                          const char  *environment,
                          gboolean    *is_created,
                          char       **account,
                          GError     **error)
{
  /* The words that are searched have what it is about; only letters and digits make one word. */
  g_autofree char *word = g_strdup_printf ("\"%s\"", code);
  gboolean is_word = strspn (code, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == strlen (code);
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT dossier.id, dossier.phase <> '', a.name FROM dossier JOIN account AS "
                    "a ON a.id = dossier.account_id WHERE dossier.id IN (SELECT id FROM dossier WHERE "
                    "kind = ?1 AND key = ?3 UNION SELECT rowid FROM dossier_search WHERE "
                    "dossier_search MATCH ?5) AND dossier.kind = ?1 AND dossier.id <> ?2 AND ?3 IN "
                    "(dossier.key, dossier.detail) AND a.environment = IFNULL (?4, a.environment) AND "
                    "(dossier.phase <> '' OR " SPT_SQL_DOSSIER_UNDER_WAY ") ORDER BY dossier.phase <> "
                    "'' DESC, dossier.id DESC LIMIT 1", error);
  gint64 found = 0;
  gboolean row;

  *is_created = FALSE;
  *account = NULL;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tittt", kind, id, code, environment,
                                    is_word ? word : "\"\"") ||
      !spt_db_step (db, stmt, &row, error))
    return -1;
  if (row)
    {
      found = sqlite3_column_int64 (stmt, 0);
      *is_created = sqlite3_column_int (stmt, 1) != 0;
      *account = g_strdup (spt_db_column_text (stmt, 2));
    }
  sqlite3_reset (stmt);

  return found;
}

/**
 * spt_db_find_dossier_prepared:
 * @db: a connection
 * @kind: "registry-items"
 * @id: which one is compared; 0 = a new one
 * @code: what it may be known by: its key, or what it is about
 * @error: (out) (optional): why not
 *
 * Finds another dossier of the same code that was made here and has not left, or was refused.
 *
 * Returns: its id; 0 = there is none, -1 on an error
 */
gint64
spt_db_find_dossier_prepared (SptDb       *db,
                              const char  *kind,
                              gint64       id,
                              const char  *code,
                              GError     **error)
{
  g_autofree char *word = g_strdup_printf ("\"%s\"", code);
  gboolean is_word = strspn (code, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == strlen (code);
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id FROM dossier WHERE id IN (SELECT id FROM dossier WHERE kind = ?1 AND "
                    "key = ?3 UNION SELECT rowid FROM dossier_search WHERE dossier_search MATCH ?4) AND "
                    "kind = ?1 AND id <> ?2 AND ?3 IN (key, detail) AND phase = '' AND removed IS NULL AND "
                    "NOT " SPT_SQL_DOSSIER_UNDER_WAY " ORDER BY id DESC LIMIT 1", error);
  gint64 found = 0;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "titt", kind, id, code, is_word ? word : "\"\"") ||
      !spt_db_step (db, stmt, &row, error))
    return -1;
  if (row)
    found = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return found;
}

/**
 * spt_db_find_sent_key:
 * @db: a connection
 * @operation: "tsdigital.create-item" or another that changes something
 * @key: what its service knows it by
 * @environment: (nullable): where; %NULL = anywhere
 * @is_created: (out): it was accepted; else it is under way, or nobody knows
 * @account: (out) (transfer full) (nullable): with which account
 * @error: (out) (optional): why not
 *
 * Finds what was sent as a document of its own, of which there is no dossier.
 *
 * Returns: the submission; 0 = there is none, -1 on an error
 */
gint64
spt_db_find_sent_key (SptDb       *db,
                      const char  *operation,
                      const char  *key,
                      const char  *environment,
                      gboolean    *is_created,
                      char       **account,
                      GError     **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT s.id, s.state = 'done', a.name FROM submission AS s JOIN account AS a ON a.id = "
                    "s.account_id JOIN item AS i ON i.submission_id = s.id AND i.key = ?2 WHERE s.operation = ?1 "
                    "AND i.record_id IS NULL AND s.state IN ('done', 'sending', 'waiting', 'uncertain') AND "
                    "a.environment = IFNULL (?3, a.environment) ORDER BY s.state = 'done' DESC, s.id DESC LIMIT 1",
                    error);
  gint64 found = 0;
  gboolean row;

  *is_created = FALSE;
  *account = NULL;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ttt", operation, key, environment) ||
      !spt_db_step (db, stmt, &row, error))
    return -1;
  if (row)
    {
      found = sqlite3_column_int64 (stmt, 0);
      *is_created = sqlite3_column_int (stmt, 1) != 0;
      *account = g_strdup (spt_db_column_text (stmt, 2));
    }
  sqlite3_reset (stmt);

  return found;
}

void
spt_dossier_result_clear (SptDossierResult *self)
{
  g_clear_pointer (&self->phase, g_free);
  g_clear_pointer (&self->result, g_free);
}

/**
 * spt_db_find_dossier_result:
 * @db: a connection
 * @kind: "lookups"
 * @id: one that does not count; 0 = all do
 * @key: what it was about
 * @environment: (nullable): where; %NULL = anywhere
 * @max_age_ms: not what is older
 * @result: (out): what was found last; its id is 0 when there is none
 * @error: (out) (optional): why not
 *
 * Finds what a service answered before to the same question. One that was taken away counts: it was
 * paid for.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_find_dossier_result (SptDb             *db,
                            const char        *kind,
                            gint64             id,
                            const char        *key,
                            const char        *environment,
                            gint64             max_age_ms,
                            SptDossierResult  *result,
                            GError           **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT d.id, d.phase, d.result, d.phase_since FROM dossier AS d JOIN account AS a "
                    "ON a.id = d.account_id WHERE d.kind = ?1 AND d.key = ?2 AND d.id <> ?3 AND d.is_over "
                    "= 1 AND d.phase_since >= ?5 AND a.environment = IFNULL (?4, a.environment) ORDER BY "
                    "d.phase_since DESC LIMIT 1", error);
  gboolean row;

  memset (result, 0, sizeof *result);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ttiti", kind, key, id, environment,
                                    spt_db_now (db) - max_age_ms) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      result->id = sqlite3_column_int64 (stmt, 0);
      result->phase = spt_db_dup_text (stmt, 1);
      result->result = spt_db_dup_text (stmt, 2);
      result->utc = sqlite3_column_int64 (stmt, 3);
    }
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_is_dossier_asked:
 * @db: a connection
 * @kind: "lookups"
 * @id: one that does not count; 0 = all do
 * @key: what it is about
 * @environment: (nullable): where; %NULL = anywhere
 * @is_asked: (out): whether another one is under way
 * @error: (out) (optional): why not
 *
 * Says whether the same is being asked of the service already.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_is_dossier_asked (SptDb       *db,
                         const char  *kind,
                         gint64       id,
                         const char  *key,
                         const char  *environment,
                         gboolean    *is_asked,
                         GError     **error)
{
  gint64 n;

  if (!spt_db_query_int (db, 0, &n, error,
                         "SELECT count (*) FROM dossier JOIN account AS a ON a.id = dossier.account_id WHERE "
                         "dossier.kind = ?1 AND dossier.key = ?2 AND dossier.id <> ?3 AND a.environment = IFNULL "
                         "(?4, a.environment) AND " SPT_SQL_DOSSIER_UNDER_WAY, "ttit", kind, key, id,
                         environment))
    return FALSE;
  *is_asked = n > 0;

  return TRUE;
}
