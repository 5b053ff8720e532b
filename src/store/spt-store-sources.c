/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that imports came from, kept as they came, and what became of their rows. */
#define G_LOG_DOMAIN "spt-store-sources"

#include "config.h"

#include "store/spt-store-imports.h"

#include <string.h>

#include "store/spt-store-accounts.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-private.h"

/**
 * spt_db_begin_import_source:
 * @db: a writing connection
 * @import_id: an import
 * @name: the file's name
 * @mapping: (nullable): how it was read; %NULL = the plain layout
 * @error: (out) (optional): why not
 *
 * Begins to keep the file of an import.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_begin_import_source (SptDb       *db,
                            gint64       import_id,
                            const char  *name,
                            const char  *mapping,
                            GError     **error)
{
  return spt_db_exec (db, error,
                      "INSERT INTO import_source (import_id, name, mapping, size, sha256) VALUES "
                      "(?1, ?2, ?3, 0, '')", "itt", import_id, name, mapping);
}

/**
 * spt_db_add_import_part:
 * @db: a writing connection
 * @import_id: an import whose file is being kept
 * @n: which part, from 0
 * @data: the part, deflated
 * @error: (out) (optional): why not
 *
 * Keeps a part of the file.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_import_part (SptDb   *db,
                        gint64   import_id,
                        guint    n,
                        GBytes  *data,
                        GError **error)
{
  return spt_db_exec (db, error,
                      "INSERT INTO import_source_part (import_id, n, data) VALUES (?1, ?2, ?3)",
                      "iib", import_id, (gint64) n, data);
}

/**
 * spt_db_finish_import_source:
 * @db: a writing connection
 * @import_id: an import whose file is being kept
 * @size: bytes of the file
 * @sha256: its digest, in hexadecimal
 * @error: (out) (optional): why not
 *
 * Notes what the whole file was.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_finish_import_source (SptDb       *db,
                             gint64       import_id,
                             gint64       size,
                             const char  *sha256,
                             GError     **error)
{
  return spt_db_exec (db, error,
                      "UPDATE import_source SET size = ?2, sha256 = ?3 WHERE import_id = ?1", "iit",
                      import_id, size, sha256);
}

/**
 * spt_db_add_import_row:
 * @db: a writing connection
 * @import_id: an import whose file is being kept
 * @row: a row of the file
 * @first_row: the first row of the record that it was joined to; 0 = none
 * @part: which payment of the record it is
 * @record_id: the record that it mended; 0 = none
 * @issue: (nullable): why it was rejected
 * @error: (out) (optional): why not
 *
 * Notes what became of a row that is not the first of a record.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_import_row (SptDb           *db,
                       gint64           import_id,
                       guint            row,
                       guint            first_row,
                       guint            part,
                       gint64           record_id,
                       const SptIssue  *issue,
                       GError         **error)
{
  return spt_db_exec (db, error,
                      "INSERT OR REPLACE INTO import_row (import_id, row, first_row, part, "
                      "record_id, domain, code, path, value, lim) VALUES (?1, ?2, NULLIF (?3, 0), "
                      "?4, NULLIF (?5, 0), ?6, ?7, ?8, ?9, ?10)", "iiiiittttt",
                      import_id, (gint64) row, (gint64) first_row, (gint64) part, record_id,
                      issue != NULL ? issue->domain : NULL, issue != NULL ? issue->code : NULL,
                      issue != NULL ? issue->path : NULL, issue != NULL ? issue->value : NULL,
                      issue != NULL ? issue->limit : NULL);
}

/**
 * spt_import_source_free:
 * @self: (transfer full) (nullable): what is known of a file
 *
 * Frees it.
 */
void
spt_import_source_free (SptImportSource *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->name);
  g_free (self->mapping);
  g_free (self->sha256);
  g_free (self);
}

/**
 * spt_db_get_import_source:
 * @db: a connection
 * @import_id: an import
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND
 *
 * Says what is known of the file of an import.
 *
 * Returns: (transfer full) (nullable): name, mapping, size and digest
 */
SptImportSource *
spt_db_get_import_source (SptDb   *db,
                          gint64   import_id,
                          GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT b.kind, s.name, s.mapping, s.size, s.sha256 FROM import_source AS s "
                    "JOIN import_batch AS b ON b.id = s.import_id WHERE s.import_id = ?1", error);
  SptImportSource *source;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", import_id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND,
                   "The archive does not have the file of import %" G_GINT64_FORMAT, import_id);
      return NULL;
    }
  source = g_new0 (SptImportSource, 1);
  source->kind = spt_db_dup_text (stmt, 0);
  source->name = spt_db_dup_text (stmt, 1);
  source->mapping = spt_db_dup_text (stmt, 2);
  source->size = sqlite3_column_int64 (stmt, 3);
  source->sha256 = spt_db_dup_text (stmt, 4);
  sqlite3_reset (stmt);

  return source;
}

/**
 * spt_db_get_import_part:
 * @db: a connection
 * @import_id: an import
 * @n: which part, from 0
 * @data: (out) (transfer full) (nullable): the part, deflated; %NULL behind the last
 * @error: (out) (optional): why not
 *
 * Gets a part of the file of an import.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_import_part (SptDb   *db,
                        gint64   import_id,
                        guint    n,
                        GBytes **data,
                        GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT data FROM import_source_part WHERE import_id = "
                                       "?1 AND n = ?2", error);
  gboolean row;

  *data = NULL;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", import_id, (gint64) n) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      *data = g_bytes_new (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));
      sqlite3_reset (stmt);
    }

  return TRUE;
}

/**
 * spt_import_outcome_clear:
 * @self: an outcome
 *
 * Frees what it holds.
 */
void
spt_import_outcome_clear (SptImportOutcome *self)
{
  spt_issue_clear (&self->rejected);
  g_free (self->operation);
  g_free (self->code);
  g_free (self->message);
  g_free (self->remote_id);
  g_free (self->doc);
  g_free (self->number);
  g_free (self->phase);
  g_free (self->found);
  memset (self, 0, sizeof *self);
}

/* Whether the row was no record's first, and then whose it is. */
static gboolean
look_row_up (SptDb             *db,
             gint64             import_id,
             guint             *row,
             gboolean           is_again,
             SptImportOutcome  *outcome,
             gboolean          *is_joined,
             GError           **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT first_row, part, record_id, domain, code, path, value, lim FROM "
                    "import_row WHERE import_id = ?1 AND row = ?2", error);
  gboolean found;

  *is_joined = FALSE;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", import_id, (gint64) *row) ||
      !spt_db_step (db, stmt, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  if (sqlite3_column_type (stmt, 0) != SQLITE_NULL && !is_again)
    {
      *row = (guint) sqlite3_column_int64 (stmt, 0);
      outcome->part = (guint) sqlite3_column_int64 (stmt, 1);
      *is_joined = TRUE;
    }
  else if (sqlite3_column_type (stmt, 2) != SQLITE_NULL)
    {
      outcome->record_id = sqlite3_column_int64 (stmt, 2);
    }
  else
    {
      outcome->is_known = TRUE;
      if (sqlite3_column_type (stmt, 3) != SQLITE_NULL)
        {
          outcome->rejected.level = SPT_ISSUE_ERROR;
          outcome->rejected.domain = g_intern_string (spt_db_column_text (stmt, 3));
          outcome->rejected.code = g_intern_string (spt_db_column_text (stmt, 4));
          outcome->rejected.path = spt_db_dup_text (stmt, 5);
          outcome->rejected.value = spt_db_dup_text (stmt, 6);
          outcome->rejected.limit = spt_db_dup_text (stmt, 7);
        }
    }
  sqlite3_reset (stmt);

  return TRUE;
}

/* What was sent last, of the item @i and its submission. */
#define SQL_SENT \
  "CASE WHEN i.state = 'draft' AND s.rest_state IS NULL THEN 'draft' ELSE " SPT_SQL_ITEM_STATE " END, " \
  SPT_SQL_ITEM_CODE ", " SPT_SQL_ITEM_MESSAGE ", s.state, s.code, s.message, s.operation, s.remote_id, " \
  "s.state_since"

/* The state of what was sent last, also when the record was edited since; else the record's own. Of a
 * dossier, which may have been there for years, only what was sent since the file came in. */
#define SQL_POSITION \
  "SELECT p.id, p.removed IS NOT NULL, w.state, d.doc, " SQL_SENT ", NULL, NULL, NULL FROM " \
  "position AS p JOIN position_now AS w ON w.id = p.id JOIN position_doc AS d ON d.id = p.id LEFT " \
  "JOIN item AS i ON i.record_kind = '" SPT_RECORD_POSITIONS "' AND i.record_id = p.id AND " \
  "i.submission_id = (SELECT max (l.submission_id) FROM item AS l WHERE l.record_kind = '" \
  SPT_RECORD_POSITIONS "' AND l.record_id = p.id) LEFT JOIN submission AS s ON s.id = " \
  "i.submission_id WHERE "
#define SQL_DOSSIER \
  "SELECT p.id, p.removed IS NOT NULL, p.state, d.doc, " SQL_SENT ", p.remote_id, NULLIF (p.phase, " \
  "''), NULLIF (p.result, '') FROM dossier AS p JOIN dossier_doc AS d ON d.id = p.id LEFT JOIN item AS i ON i.record_kind = " \
  "p.kind AND i.record_id = p.id AND i.submission_id = (SELECT max (l.submission_id) FROM item AS l " \
  "JOIN submission AS m ON m.id = l.submission_id WHERE l.record_kind = p.kind AND l.record_id = p.id " \
  "AND m.created >= (SELECT created FROM import_batch WHERE id = ?1)) LEFT JOIN submission AS s ON " \
  "s.id = i.submission_id WHERE "
#define BY_RECORD "p.id = ?2 LIMIT 1"
#define BY_ROW    "p.import_id = ?1 AND p.import_row = ?2 LIMIT 1"
#define BY_KEY    "p.kind = '" SPT_KIND_LOOKUPS "' AND p.key = ?2 AND p.removed IS NULL ORDER BY IFNULL " \
  "(p.import_id, 0) = ?1 DESC, p.id DESC LIMIT 1"

/* Where the records of a kind are. */
typedef struct
{
  const char *kind;
  const char *by_record; /* ?1 = the import, ?2 = the record */
  const char *by_row;    /* ?1 = the import, ?2 = the row */
  const char *by_key;    /* (nullable) ?1 = the import, ?2 = what a repeated row is about: it tells what came of that */
} Source;

static const Source sources[] = {
  { SPT_RECORD_POSITIONS, SQL_POSITION BY_RECORD, SQL_POSITION BY_ROW, NULL },
  { SPT_KIND_VOUCHERS, SQL_DOSSIER BY_RECORD, SQL_DOSSIER BY_ROW, NULL },
  { SPT_KIND_LOOKUPS, SQL_DOSSIER BY_RECORD, SQL_DOSSIER BY_ROW, SQL_DOSSIER BY_KEY },
};

static gboolean
find_source (SptDb         *db,
             gint64         import_id,
             const Source **source,
             GError       **error)
{
  g_autoptr (GPtrArray) kinds = spt_db_list_texts (db, error, "SELECT kind FROM import_batch WHERE "
                                                   "id = ?1", import_id);

  *source = NULL;
  for (guint i = 0; kinds != NULL && kinds->len > 0 && i < G_N_ELEMENTS (sources); i++)
    {
      if (g_str_equal (sources[i].kind, g_ptr_array_index (kinds, 0)))
        *source = &sources[i];
    }

  return kinds != NULL;
}

static gboolean
read_record (SptDb             *db,
             sqlite3_stmt      *stmt,
             SptImportOutcome  *outcome,
             GError           **error)
{
  const char *word;
  gboolean own;

  outcome->is_known = TRUE;
  outcome->record_id = sqlite3_column_int64 (stmt, 0);
  outcome->removed = sqlite3_column_int64 (stmt, 1) != 0;
  outcome->doc = spt_db_dup_text (stmt, 3);
  outcome->was_sent = sqlite3_column_type (stmt, 7) != SQLITE_NULL;
  outcome->number = spt_db_dup_text (stmt, 13);
  outcome->phase = spt_db_dup_text (stmt, 14);
  outcome->found = spt_db_dup_text (stmt, 15);
  word = spt_db_column_text (stmt, 2);
  if (outcome->was_sent)
    {
      /* An item that nothing was said of follows its submission. */
      own = g_strcmp0 (spt_db_column_text (stmt, 4), "draft") != 0;
      word = spt_db_column_text (stmt, own ? 4 : 7);
      outcome->code = spt_db_dup_text (stmt, own ? 5 : 8);
      outcome->message = spt_db_dup_text (stmt, own ? 6 : 9);
      outcome->operation = spt_db_dup_text (stmt, 10);
      outcome->remote_id = spt_db_dup_text (stmt, 11);
      outcome->since = sqlite3_column_int64 (stmt, 12);
    }
  if (!spt_state_from_string (word, &outcome->state))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED,
                   "Record %" G_GINT64_FORMAT " has no known state", outcome->record_id);
      return FALSE;
    }

  return TRUE;
}

/* A question that was answered before: nobody asked it again, and the answer is what the row wants. */
static gboolean
add_answer_before (SptDb             *db,
                   SptImportOutcome  *outcome,
                   GError           **error)
{
  g_autoptr (SptDossier) dossier = spt_db_get_dossier (db, outcome->record_id, error);
  g_autoptr (SptAccount) account = NULL;
  g_auto (SptDossierResult) before = { 0 };
  const SptDossierData *data;

  if (dossier == NULL)
    return FALSE;
  data = spt_dossier_get_data (dossier);
  if (data->account_id != 0)
    {
      account = spt_db_get_account (db, data->account_id, error);
      if (account == NULL)
        return FALSE;
    }
  if (!spt_db_find_dossier_result (db, data->kind, outcome->record_id, data->key,
                                   account != NULL ? spt_environment_to_string (spt_account_get_environment (account))
                                                   : NULL, spt_db_now (db), &before, error))
    return FALSE;
  if (before.id == 0)
    return TRUE;
  outcome->is_before = TRUE;
  outcome->phase = g_strdup (before.phase);
  outcome->found = before.result != NULL && *before.result != '\0' ? g_strdup (before.result) : NULL;
  outcome->since = before.utc;

  return TRUE;
}

/* What a row that stands there twice is about; what another record has is no matter of this row. */
static gboolean
is_told_by_key (const SptImportOutcome *outcome,
                const Source           *source)
{
  return source != NULL && source->by_key != NULL && outcome->rejected.value != NULL &&
         g_strcmp0 (outcome->rejected.code, "row-in-archive") == 0;
}

static gboolean
find_record (SptDb             *db,
             gint64             import_id,
             guint              row,
             const Source      *source,
             SptImportOutcome  *outcome,
             gboolean          *found,
             GError           **error)
{
  sqlite3_stmt *stmt;
  gboolean ok;

  *found = FALSE;
  if (outcome->is_known)
    {
      stmt = spt_db_prepare (db, source->by_key, error);
      ok = stmt != NULL && spt_db_bind (db, stmt, error, "it", import_id, outcome->rejected.value);
    }
  else
    {
      stmt = spt_db_prepare (db, outcome->record_id != 0 ? source->by_record : source->by_row, error);
      ok = stmt != NULL && spt_db_bind (db, stmt, error, "ii", import_id,
                                        outcome->record_id != 0 ? outcome->record_id : (gint64) row);
    }
  if (!ok || !spt_db_step (db, stmt, found, error))
    return FALSE;
  if (!*found)
    return TRUE;

  spt_issue_clear (&outcome->rejected);
  ok = read_record (db, stmt, outcome, error);
  sqlite3_reset (stmt);

  return ok;
}

/**
 * spt_db_get_import_outcome:
 * @db: a connection
 * @import_id: an import
 * @row: a row of its file
 * @outcome: (out caller-allocates): what became of it; clear it with spt_import_outcome_clear()
 * @error: (out) (optional): why not
 *
 * Says what became of a row. Of a question to a service that stands there twice, or was answered before, that is
 * what came of the question (issue 5, TrovaPEC 4).
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_import_outcome (SptDb             *db,
                           gint64             import_id,
                           guint              row,
                           SptImportOutcome  *outcome,
                           GError           **error)
{
  const Source *source;
  gboolean is_joined;
  gboolean found;

  memset (outcome, 0, sizeof *outcome);
  if (!look_row_up (db, import_id, &row, FALSE, outcome, &is_joined, error))
    return FALSE;
  if (is_joined && !look_row_up (db, import_id, &row, TRUE, outcome, &is_joined, error))
    return FALSE;
  if (!find_source (db, import_id, &source, error))
    return FALSE;
  if (source == NULL || (outcome->is_known && !is_told_by_key (outcome, source)))
    return TRUE;

  if (!find_record (db, import_id, row, source, outcome, &found, error))
    return FALSE;

  return !found || source->by_key == NULL || outcome->state != SPT_STATE_TO_FIX || outcome->was_sent ||
         outcome->phase != NULL || add_answer_before (db, outcome, error);
}
