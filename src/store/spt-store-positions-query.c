/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Debt positions as lists show them. */
#define G_LOG_DOMAIN "spt-store-positions-query"

#include "config.h"

#include "store/spt-store-positions.h"

#include "model/spt-account.h"
#include "model/spt-debt-position.h"
#include "store/spt-store-private.h"

/* What a clerk has to look at comes first. */
#define SQL_STATE_RANK \
  "CASE state WHEN 'to-fix' THEN 0 WHEN 'refused' THEN 1 WHEN 'uncertain' THEN 2 " \
  "WHEN 'not-sent' THEN 3 WHEN 'partly-done' THEN 4 WHEN 'ready' THEN 5 WHEN 'draft' THEN 6 " \
  "WHEN 'sending' THEN 7 WHEN 'waiting' THEN 8 WHEN 'done' THEN 9 ELSE 10 END"

/* A position without a column of its own for it goes to the body of the account it is bound to. */
#define SQL_BODY "account.settings ->> '$." SPT_ACCOUNT_BODY "'"
#define SQL_ACCOUNTS_OF_BODY "SELECT id FROM account WHERE " SQL_BODY " = ?"

static const char *const sorts[][3] = {
  [SPT_POSITION_SORT_UPDATED] = { "updated", NULL, NULL },
  [SPT_POSITION_SORT_NAME] = { "debtor_name COLLATE NOCASE", NULL, NULL },
  [SPT_POSITION_SORT_DESCRIPTION] = { "description COLLATE NOCASE", NULL, NULL },
  [SPT_POSITION_SORT_AMOUNT] = { "amount", NULL, NULL },
  [SPT_POSITION_SORT_DUE] = { "due_date", NULL, NULL },
  [SPT_POSITION_SORT_STATE] = { SQL_STATE_RANK, NULL, NULL },
  [SPT_POSITION_SORT_IUPD] = { "iupd", NULL, NULL },
  [SPT_POSITION_SORT_IMPORT] = { "import_id", "import_row", NULL },
  [SPT_POSITION_SORT_BODY] = { "organization", NULL, NULL },
};

/* What no column has is taken out of the document, of the few rows that are in sight. */
#define SQL_ROW \
  "SELECT p.iupd, p.organization, p.debtor_code, p.debtor_name, p.description, p.iuv, p.amount, " \
  "p.due_date, p.n_options, w.state, p.n_errors, p.n_warnings, w.next_operation, " \
  "p.marked_delete, w.account_id, p.updated, IFNULL (d.doc ->> '$.paymentOption[0].nav', '3' || " \
  "p.iuv), d.doc ->> '$.type', d.doc ->> '$.validityDate', d.doc ->> '$.city', i.label, " \
  "p.import_row, a.name, (SELECT settings ->> '$." SPT_ACCOUNT_BODY_NAME "' AS body_name FROM " \
  "account WHERE removed IS NULL AND " SQL_BODY " = IFNULL (p.organization, a.settings ->> '$." \
  SPT_ACCOUNT_BODY "') AND body_name IS NOT NULL LIMIT 1), t.name FROM position AS p JOIN " \
  "position_now AS w ON w.id = p.id LEFT JOIN position_doc AS d ON d.id = p.id AND " \
  "json_valid (d.doc) LEFT JOIN import_batch AS i ON i.id = " \
  "p.import_id LEFT JOIN account AS a ON a.id = w.account_id LEFT JOIN due_type AS t ON t.id = " \
  "p.due_type_id WHERE p.id = ?1"

/* What is deleted at the service is work no more. */
const SptListKind spt_positions_kind = {
  .get_type = spt_debt_position_get_type,
  .type = &spt_debt_position_struct,
  .what = "position",
  .changed = SPT_CHANGED_POSITIONS,
  .sql_row = SQL_ROW,
  /* An outer join, so that a list which asks for no state is read without it. */
  .from = " FROM position LEFT JOIN position_now USING (id) WHERE removed IS NULL",
  .from_states = " FROM position_now WHERE id NOT IN (SELECT id FROM position WHERE removed IS NOT "
                 "NULL)",
  .where_search = " AND id IN (SELECT rowid FROM search WHERE search MATCH ?)",
  .where_submission = " AND id IN (SELECT record_id FROM item WHERE record_kind = '"
                      SPT_RECORD_POSITIONS "' AND submission_id = ?)",
  .where_organization = " AND (organization = ? OR (organization IS NULL AND (SELECT w.account_id "
                        "FROM position_now AS w WHERE w.id = position.id) IN ("
                        SQL_ACCOUNTS_OF_BODY ")))",
  .where_work = " AND gone = 0",
  .sorts = sorts,
  .n_sorts = G_N_ELEMENTS (sorts),
  .sql_walk = "SELECT id, updated FROM position WHERE removed IS NULL AND gone = 0 ORDER BY updated DESC, id DESC",
  .sql_walk_one = "SELECT id, updated FROM position WHERE id = ?1 AND removed IS NULL",
  .walk_sort = SPT_POSITION_SORT_UPDATED,
  .sql_search = "SELECT rowid FROM search WHERE search MATCH ?1",
};

/**
 * spt_db_query_positions:
 * @db: a connection
 * @query: what to show
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Finds the positions that a list shows, in its order.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids
 */
GArray *
spt_db_query_positions (SptDb                   *db,
                        const SptPositionQuery  *query,
                        GCancellable            *cancellable,
                        GError                 **error)
{
  return spt_db_query_list (db, &spt_positions_kind, query, cancellable, error);
}

/**
 * spt_db_count_positions:
 * @db: a connection
 * @query: (nullable): what to count, its states left aside; %NULL = all
 * @counts: (array fixed-size=11): one count a state
 * @error: (out) (optional): why not
 *
 * Counts positions by state.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_positions (SptDb                   *db,
                        const SptPositionQuery  *query,
                        guint                   *counts,
                        GError                 **error)
{
  return spt_db_count_list (db, &spt_positions_kind, query, counts, error);
}

/**
 * spt_db_sum_positions:
 * @db: a connection
 * @ids: (array length=n_ids): positions
 * @n_ids: their number
 * @error: (out) (optional): why not
 *
 * Adds up the amounts that are valid.
 *
 * Returns: euro cents; -1 on an error
 */
gint64
spt_db_sum_positions (SptDb         *db,
                      const gint64  *ids,
                      guint          n_ids,
                      GError       **error)
{
  gint64 sum = 0;

  for (guint i = 0; i < n_ids; i++)
    {
      gint64 amount;

      if (!spt_db_query_int (db, 0, &amount, error, "SELECT amount FROM position WHERE id = ?1",
                             "i", ids[i]))
        return -1;
      if (amount > 0 && sum <= G_MAXINT64 - amount)
        sum += amount;
    }

  return sum;
}

/**
 * spt_db_get_position:
 * @db: a connection
 * @id: the position
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets a position as an object of its own, with every property set.
 *
 * Returns: (transfer full) (nullable): the position
 */
SptDebtPosition *
spt_db_get_position (SptDb   *db,
                     gint64   id,
                     GError **error)
{
  return spt_db_get_row (db, &spt_positions_kind, id, error);
}

/* What can be sent: ready, of the account or of none yet, of its body or of none; or prepared
 * already by the job ?4, where one goes through them a second time. The tables lie in the order of
 * their ids and are walked side by side. */
#define SQL_FROM_READY \
  " FROM position_now AS n CROSS JOIN position AS p ON p.id = n.id"
#define SQL_IS_READY \
  " AND n.state = 'ready' AND (n.next_operation = ?1 OR (n.next_operation IS NULL AND EXISTS " \
  "(SELECT 1 FROM item AS i JOIN submission AS s ON s.id = i.submission_id WHERE i.record_kind = '" \
  SPT_RECORD_POSITIONS "' AND i.record_id = n.id AND s.job_id = ?4))) AND p.removed IS NULL AND " \
  "(n.account_id IS NULL OR n.account_id = ?2) AND (p.organization IS NULL OR p.organization = '' " \
  "OR ?3 IS NULL OR p.organization = ?3)"

/**
 * spt_db_count_ready_positions:
 * @db: a connection
 * @ready: which
 * @n: (out): their number
 * @error: (out) (optional): why not
 *
 * Counts what spt_db_read_ready_positions() gives in all.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_ready_positions (SptDb                    *db,
                              const SptReadyPositions  *ready,
                              gint64                   *n,
                              GError                  **error)
{
  return spt_db_query_int (db, 0, n, error,
                           "SELECT count (*)" SQL_FROM_READY " WHERE n.id > 0" SQL_IS_READY, "titi",
                           ready->next_operation, ready->account_id, ready->organization,
                           ready->job_id);
}

/**
 * spt_db_read_ready_positions:
 * @db: a connection
 * @ready: which
 * @after: the last one that was read; 0 to begin
 * @max: how many at most
 * @ids: (out caller-allocates) (array length=n): the next ones, in the order in which they came
 * @out: their documents are appended to it, one after the other
 * @ends: (out caller-allocates) (array length=n): where each ends in @out
 * @n: (out): how many there were, 0 behind the last
 * @error: (out) (optional): why not
 *
 * Reads what can be sent, a few at a time: those that were read may be prepared in between.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_read_ready_positions (SptDb                    *db,
                             const SptReadyPositions  *ready,
                             gint64                    after,
                             guint                     max,
                             gint64                   *ids,
                             GString                  *out,
                             gsize                    *ends,
                             guint                    *n,
                             GError                  **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT n.id, d.doc" SQL_FROM_READY " CROSS JOIN position_doc AS d ON d.id = "
                    "n.id WHERE n.id > ?5" SQL_IS_READY " ORDER BY n.id LIMIT ?6", error);
  gboolean row;

  *n = 0;
  if (stmt == NULL ||
      !spt_db_bind (db, stmt, error, "titiii", ready->next_operation, ready->account_id,
                    ready->organization, ready->job_id, after, (gint64) max))
    return FALSE;

  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      ids[*n] = sqlite3_column_int64 (stmt, 0);
      g_string_append_len (out, (const char *) sqlite3_column_text (stmt, 1),
                           sqlite3_column_bytes (stmt, 1));
      ends[(*n)++] = out->len;
    }
}

/* Ids that rise with few gaps are read as one range of the table. */
#define MAX_GAPS 4

static gboolean
read_range (SptDb         *db,
            const gint64  *ids,
            guint          n,
            GString       *out,
            gsize         *ends,
            GError       **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id, doc FROM position_doc WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
                    error);
  gboolean row;
  guint i = 0;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", ids[0], ids[n - 1]))
    return FALSE;

  while (i < n)
    {
      gint64 id;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return spt_db_set_not_found ("position", ids[i], error);
      id = sqlite3_column_int64 (stmt, 0);
      if (id > ids[i])
        {
          sqlite3_reset (stmt);
          return spt_db_set_not_found ("position", ids[i], error);
        }
      if (id == ids[i])
        {
          g_string_append_len (out, (const char *) sqlite3_column_text (stmt, 1),
                               sqlite3_column_bytes (stmt, 1));
          ends[i++] = out->len;
        }
    }
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_read_position_docs:
 * @db: a connection
 * @ids: (array length=n): positions
 * @n: their number, at least 1
 * @out: the documents are appended to it, one after the other
 * @ends: (out caller-allocates) (array length=n): where each ends in @out
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when one is not there
 *
 * Reads many documents at once, removed positions' too.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_read_position_docs (SptDb         *db,
                           const gint64  *ids,
                           guint          n,
                           GString       *out,
                           gsize         *ends,
                           GError       **error)
{
  gboolean rises = TRUE;

  g_return_val_if_fail (n > 0, FALSE);

  for (guint i = 1; i < n && rises; i++)
    rises = ids[i] > ids[i - 1];
  if (rises && ids[n - 1] - ids[0] < (gint64) n * MAX_GAPS)
    return read_range (db, ids, n, out, ends, error);

  for (guint i = 0; i < n; i++)
    {
      if (!read_range (db, ids + i, 1, out, ends + i, error))
        return FALSE;
    }

  return TRUE;
}
