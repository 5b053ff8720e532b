/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of submissions, and the records that follow them: in bulk, whatever the number. */
#define G_LOG_DOMAIN "spt-store-items"

#include "config.h"

#include <string.h>

#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

/* The records of the items of ?1 that say nothing by themselves, and of those that say ?2: these
 * have an index of their own. */
#define SQL_RECORDS_OF_REST \
  "(SELECT record_id FROM item WHERE submission_id = ?1 AND record_kind = '" \
  SPT_RECORD_POSITIONS "' AND state = 'draft' AND ?2 = 'draft')"
#define SQL_RECORDS_OF_SAID \
  "(SELECT record_id FROM item INDEXED BY item_said WHERE submission_id = ?1 AND record_kind = '" \
  SPT_RECORD_POSITIONS "' AND state <> 'draft' AND state = ?2)"

/* "create" of "gpd.create": the operation on a record is the last word of the operation's id. */
static const char *
get_record_operation (const char *operation)
{
  const char *dot = strrchr (operation, '.');

  return dot != NULL ? dot + 1 : operation;
}

/* Items on their way in. */
typedef struct
{
  const char *const *keys;
  const guint       *rows;       /* (nullable) */
  const gint64      *record_ids; /* (nullable) */
  guint              first;
} NewItems;

static void
give_new_item (sqlite3_context *context,
               gpointer         data,
               guint            row,
               int              column)
{
  const NewItems *items = data;

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, (gint64) items->first + row + 1);
      break;
    case 1:
      sqlite3_result_text (context, items->keys[row], -1, SQLITE_STATIC);
      break;
    case 2:
      sqlite3_result_int64 (context, items->rows != NULL ? items->rows[row]
                                                         : items->first + row + 1);
      break;
    case 3:
      if (items->record_ids != NULL && items->record_ids[row] != 0)
        sqlite3_result_int64 (context, items->record_ids[row]);
      break;
    default:
      break;
    }
}

/* Which record is the matter: the archive has refused one, and does not say which. */
static void
explain_conflict (SptDb        *db,
                  const char   *record_kind,
                  guint         n_items,
                  const gint64 *record_ids,
                  GError      **error)
{
  for (guint i = 0; i < n_items; i++)
    {
      gint64 other = record_ids[i] != 0 ? spt_db_find_open_submission (db, record_kind,
                                                                       record_ids[i], NULL) : 0;

      if (other > 0)
        {
          g_clear_error (error);
          g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                       "Record %" G_GINT64_FORMAT " is already in submission %" G_GINT64_FORMAT
                       ", which is not finished", record_ids[i], other);
          return;
        }
    }
}

/* Whether each id is the next one after the one before. */
static gboolean
is_range (const gint64 *ids,
          guint         n)
{
  for (guint i = 1; i < n; i++)
    {
      if (ids[i] != ids[0] + i)
        return FALSE;
    }

  return n > 0 && ids[0] > 0;
}

#define SQL_PREPARED "UPDATE position_now SET state = 'ready', next_operation = NULL WHERE "
#define SQL_BIND \
  "UPDATE position SET account_id = ?1 WHERE removed IS NULL AND account_id IS NULL AND "
#define SQL_SIDE_BY_SIDE "id BETWEEN ?2 AND ?3"
#define SQL_IN_BATCH     "id IN (SELECT c3 FROM batch)"

/* Positions are prepared, and go to the account they are bound to, or are bound now. What an import
 * brought lies side by side: one walk along the tables, and nothing to look up. */
static gboolean
bind_positions (SptDb     *db,
                gint64     account_id,
                guint      n_items,
                NewItems  *items,
                GError   **error)
{
  gint64 n_bound;
  gint64 id;

  if (is_range (items->record_ids, n_items))
    {
      gint64 first = items->record_ids[0];
      gint64 last = items->record_ids[n_items - 1];

      if (!spt_db_exec (db, error, SQL_PREPARED SQL_SIDE_BY_SIDE, "iii", account_id, first, last) ||
          !spt_db_exec (db, error, SQL_BIND SQL_SIDE_BY_SIDE, "iii", account_id, first, last))
        return FALSE;
    }
  else if (!spt_db_exec_batch (db, n_items, give_new_item, items, error, SQL_PREPARED SQL_IN_BATCH,
                               "") ||
           !spt_db_exec_batch (db, n_items, give_new_item, items, error, SQL_BIND SQL_IN_BATCH, "i",
                               account_id))
    {
      return FALSE;
    }
  n_bound = spt_db_n_changed (db);
  if (n_bound == n_items)
    return TRUE;

  for (guint i = 0; i < n_items; i++)
    {
      if (items->record_ids[i] == 0)
        continue;
      if (!spt_db_query_int (db, 0, &id, error,
                             "SELECT id FROM position WHERE id = ?1 AND removed IS NULL AND "
                             "account_id = ?2", "ii", items->record_ids[i], account_id))
        return FALSE;
      if (id != 0)
        continue;
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Position %" G_GINT64_FORMAT " is removed or belongs to another account",
                   items->record_ids[i]);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_db_insert_items:
 * @db: a writing connection
 * @submission_id: whose
 * @account_id: what its records get bound to
 * @first: how many items it has already
 * @record_kind: (nullable): kind of the records
 * @n_items: number of items
 * @keys: (array length=n_items): keys
 * @rows: (array length=n_items): rows, from 1
 * @record_ids: (array length=n_items) (nullable): records; 0 = none
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT for a record that is under way elsewhere,
 *   removed, or of another account
 *
 * Adds items to a new submission, in state ready.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_insert_items (SptDb              *db,
                     gint64              submission_id,
                     gint64              account_id,
                     guint               first,
                     const char         *record_kind,
                     guint               n_items,
                     const char *const  *keys,
                     const guint        *rows,
                     const gint64       *record_ids,
                     GError            **error)
{
  NewItems items = { keys, rows, record_kind != NULL ? record_ids : NULL, first };
  g_autoptr (GError) local_error = NULL;

  if (!spt_db_exec_batch (db, n_items, give_new_item, &items, &local_error,
                          "INSERT INTO item (submission_id, n, key, row, record_kind, record_id, "
                          "state) SELECT ?1, c0, c1, c2, CASE WHEN c3 NOT NULL THEN ?2 END, c3, "
                          "'draft' FROM batch", "it", submission_id, record_kind))
    {
      if (items.record_ids != NULL &&
          g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
        explain_conflict (db, record_kind, n_items, record_ids, &local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (record_ids == NULL || g_strcmp0 (record_kind, SPT_RECORD_POSITIONS) != 0)
    return TRUE;

  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  return bind_positions (db, account_id, n_items, &items, error);
}

/* What becomes of an item about which nothing was said when its submission ends. */
static SptState
get_rest_state (SptState state)
{
  return state == SPT_STATE_PARTLY_DONE ? SPT_STATE_UNCERTAIN : state;
}

/* Nothing is under way any more: what was is where its submission is now. */
static gboolean
close_items (SptDb    *db,
             gint64    submission_id,
             SptState  state,
             GError  **error)
{
  const char *rest = spt_state_to_string (get_rest_state (state));

  return spt_db_exec (db, error,
                      "UPDATE submission SET rest_state = ?2 WHERE id = ?1 AND (rest_state IS NULL "
                      "OR rest_state NOT IN ('done', 'refused', 'uncertain'))", "it",
                      submission_id, rest) &&
         spt_db_exec (db, error,
                      "UPDATE item SET state = ?2 WHERE submission_id = ?1 AND state <> "
                      "'draft' AND state NOT IN ('done', 'refused', 'uncertain')", "it",
                      submission_id, rest);
}

/* Changes the records of the items that have @own by themselves: one statement moves any number. */
static gboolean
change_records (SptDb       *db,
                gint64       submission_id,
                SptState     own,
                const char  *sql,
                const char  *value,
                GError     **error)
{
  g_autofree char *whole =
    g_strconcat (sql, own == SPT_STATE_DRAFT ? SQL_RECORDS_OF_REST : SQL_RECORDS_OF_SAID,
                 value != NULL ? " AND state <> ?3" : " AND ?3 IS NULL", NULL);

  return spt_db_exec (db, error, whole, "itt", submission_id, spt_state_to_string (own), value);
}

/* How many items of a submission have which state by themselves. Those that have none, mostly all,
 * are what is left. */
static gboolean
count_items (SptDb    *db,
             gint64    submission_id,
             gint64   *counts,
             GError  **error)
{
  sqlite3_stmt *stmt;
  gboolean row;

  memset (counts, 0, SPT_N_STATES * sizeof *counts);
  if (!spt_db_query_int (db, 0, &counts[SPT_STATE_DRAFT], error,
                         "SELECT count (*) FROM item WHERE submission_id = ?1", "i", submission_id))
    return FALSE;

  stmt = spt_db_prepare (db, "SELECT state, count (*) FROM item WHERE submission_id = ?1 AND state "
                         "<> 'draft' GROUP BY state", error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", submission_id))
    return FALSE;
  for (;;)
    {
      const char *word;
      SptState state;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      word = spt_db_column_text (stmt, 0);
      if (!spt_state_from_string (word, &state))
        {
          g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED,
                       "An item of submission %" G_GINT64_FORMAT " has no known state",
                       submission_id);
          sqlite3_reset (stmt);
          return FALSE;
        }
      counts[state] = sqlite3_column_int64 (stmt, 1);
      counts[SPT_STATE_DRAFT] -= counts[state];
    }
}

/* What holds of the items that have no state by themselves. */
static gboolean
get_rest (SptDb     *db,
          gint64     submission_id,
          SptState  *state,
          GError   **error)
{
  g_autoptr (GPtrArray) words =
    spt_db_list_texts (db, error, "SELECT IFNULL (rest_state, state) FROM submission WHERE id = ?1",
                       submission_id);

  return words != NULL && words->len == 1 &&
         spt_state_from_string (g_ptr_array_index (words, 0), state);
}

/* Moves the records of the items that have @own by themselves; @now: what that comes to.
 * @left: whether anything may have left: then a withdrawn record is nobody's to send again by
 * itself. */
static gboolean
move_records (SptDb       *db,
              gint64       submission_id,
              const char  *record_operation,
              SptState     state,
              gboolean     left,
              SptState     own,
              SptState     now,
              GError     **error)
{
  gboolean is_delete = g_str_equal (record_operation, "delete");

  /* The service has the document as it is, or has it no more. */
  if (now == SPT_STATE_DONE && is_delete)
    return change_records (db, submission_id, own,
                           "UPDATE position_now SET state = 'done', next_operation = NULL, "
                           "accepted = 0 WHERE id IN ", NULL, error) &&
           change_records (db, submission_id, own, "UPDATE position SET gone = 1 WHERE id IN ",
                           NULL, error);
  if (now == SPT_STATE_DONE)
    return change_records (db, submission_id, own,
                           "UPDATE position_now SET state = 'done', next_operation = NULL, "
                           "accepted = 1 WHERE id IN ", NULL, error);

  /* It may be sent again. */
  if (now == SPT_STATE_REFUSED && spt_state_is_final (state))
    return change_records (db, submission_id, own,
                           "UPDATE position_now SET state = 'refused', next_operation = "
                           SPT_SQL_NEXT_OPERATION " FROM position AS p WHERE p.id = "
                           "position_now.id AND p.id IN ", NULL, error);

  /* It never left: as if it had not been prepared. */
  if (now == SPT_STATE_CANCELLED && !left)
    return change_records (db, submission_id, own,
                           "UPDATE position_now SET state = " SPT_SQL_IDLE_STATE ", next_operation "
                           "= " SPT_SQL_NEXT_OPERATION " FROM position AS p WHERE p.id = "
                           "position_now.id AND p.id IN ", NULL, error);

  /* What the service has said, or nobody knows: nothing follows by itself. */
  return change_records (db, submission_id, own,
                         "UPDATE position_now SET state = ?3, next_operation = NULL WHERE id IN ",
                         spt_state_to_string (now), error);
}

/**
 * spt_db_settle_items:
 * @db: a writing connection
 * @submission_id: a submission whose state and items were just written
 * @operation: its operation
 * @from: the state it was in
 * @state: its state now
 * @error: (out) (optional): why not
 *
 * Makes everything else follow: records get the state of their item; what was accepted is noted; a
 * final state closes the items, so that their records may be in another submission; the counts are
 * made. A few statements, for any number.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_settle_items (SptDb       *db,
                     gint64       submission_id,
                     const char  *operation,
                     SptState     from,
                     SptState     state,
                     GError     **error)
{
  const char *record_operation = get_record_operation (operation);
  gboolean left = from != SPT_STATE_READY && from != SPT_STATE_NOT_SENT && from != SPT_STATE_DRAFT;
  gint64 counts[SPT_N_STATES];
  gint64 n_records;
  SptState rest;

  if ((spt_state_is_final (state) && !close_items (db, submission_id, state, error)) ||
      !count_items (db, submission_id, counts, error) ||
      !get_rest (db, submission_id, &rest, error))
    return FALSE;

  if (!spt_db_exec (db, error, "UPDATE submission SET n_done = ?2, n_refused = ?3 WHERE id = ?1",
                    "iii", submission_id,
                    counts[SPT_STATE_DONE] + (rest == SPT_STATE_DONE ? counts[SPT_STATE_DRAFT] : 0),
                    counts[SPT_STATE_REFUSED] +
                    (rest == SPT_STATE_REFUSED ? counts[SPT_STATE_DRAFT] : 0)))
    return FALSE;

  if (!spt_db_query_int (db, 0, &n_records, error,
                         "SELECT 1 FROM item AS i JOIN submission AS s ON s.id = i.submission_id "
                         "WHERE i.submission_id = ?1 AND i.record_kind = '"
                         SPT_RECORD_POSITIONS "' AND s.followed = 0 LIMIT 1", "i",
                         submission_id))
    return FALSE;
  /* Nobody here knows what a followed upload held: no record takes its state from it. */
  if (n_records == 0)
    return TRUE;

  spt_db_mark (db, SPT_CHANGED_POSITIONS);

  for (SptState own = 0; own < SPT_N_STATES; own++)
    {
      if (counts[own] > 0 &&
          !move_records (db, submission_id, record_operation, state, left, own,
                         own == SPT_STATE_DRAFT ? rest : own, error))
        return FALSE;
    }

  return TRUE;
}

/* *INDENT-OFF* */
static const SptMember item_members[] = {
  SPT_MEMBER (SptItem, UINT, n),
  SPT_MEMBER (SptItem, TEXT, key),
  SPT_MEMBER (SptItem, UINT, row),
  SPT_MEMBER (SptItem, INT, record_id),
  SPT_MEMBER (SptItem, STATE, state),
  SPT_MEMBER (SptItem, TEXT, code),
  SPT_MEMBER (SptItem, TEXT, message),
  SPT_MEMBER (SptItem, TEXT, who),
  SPT_MEMBER (SptItem, TEXT, also),
  SPT_MEMBER (SptItem, TEXT, reason),
  SPT_MEMBER (SptItem, TEXT, record_state),
  SPT_MEMBER (SptItem, INT, submission_id),
};
/* *INDENT-ON* */

static const SptStruct item_struct = SPT_STRUCT (SptItem, item_members);

/**
 * spt_item_free:
 * @self: (transfer full) (nullable): an item
 *
 * Frees it.
 */
void
spt_item_free (SptItem *self)
{
  spt_struct_free (&item_struct, self);
}

/* An item's record, where it has one: whom it is about is told beside its key. */
#define JOIN_RECORD                                                                               \
  "LEFT JOIN position AS p ON i.record_kind = 'debt-positions' AND p.id = i.record_id "

#define ITEM_COLUMNS                                                                              \
  "SELECT i.n, i.key, i.row, i.record_id, " SPT_SQL_ITEM_STATE " AS now, " SPT_SQL_ITEM_CODE ", "  \
  SPT_SQL_ITEM_MESSAGE ", p.debtor_name, i.also, CASE WHEN s.operation LIKE '%.delete' THEN "      \
  "p.delete_reason END, (SELECT w.state FROM position_now AS w WHERE w.id = p.id), s.id "

GPtrArray *
spt_db_list_items_where (SptDb       *db,
                         GError     **error,
                         const char  *from_where,
                         gint64       id,
                         gint64       flag,
                         guint        first,
                         guint        count)
{
  g_autofree char *sql = g_strconcat (ITEM_COLUMNS, from_where,
                                      " ORDER BY s.id, i.n LIMIT ?3 OFFSET ?4", NULL);

  return spt_db_list_structs (db, &item_struct, (GDestroyNotify) spt_item_free, error, sql, "iiii",
                              id, flag, (gint64) count, (gint64) first);
}

/**
 * spt_db_list_items:
 * @db: a connection
 * @id: a submission
 * @only_problems: refused and uncertain ones alone
 * @first: from 0
 * @count: most items
 * @error: (out) (optional): why not
 *
 * Lists items in their order.
 *
 * Returns: (transfer full) (element-type SptItem) (nullable): the items
 */
GPtrArray *
spt_db_list_items (SptDb     *db,
                   gint64     id,
                   gboolean   only_problems,
                   guint      first,
                   guint      count,
                   GError   **error)
{
  /* Without a filter the number itself says where to begin, however far down that is. */
  static const char all[] =
    ITEM_COLUMNS "FROM submission AS s JOIN item AS i ON i.submission_id = "
    "s.id " JOIN_RECORD "WHERE s.id = ?1 AND i.n > ?2 ORDER BY i.n LIMIT ?3";
  static const char problems[] =
    ITEM_COLUMNS "FROM submission AS s JOIN item AS i ON "
    "i.submission_id = s.id " JOIN_RECORD "WHERE s.id = ?1 AND now IN ('refused', "
    "'uncertain') ORDER BY i.n LIMIT ?3 OFFSET ?2";

  return spt_db_list_structs (db, &item_struct, (GDestroyNotify) spt_item_free, error,
                              only_problems ? problems : all, "iii", id, (gint64) first,
                              (gint64) count);
}

/**
 * spt_db_list_item_keys:
 * @db: a connection
 * @id: a submission
 * @error: (out) (optional): why not
 *
 * Lists the keys of all items in their order, for settling.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the keys
 */
GPtrArray *
spt_db_list_item_keys (SptDb   *db,
                       gint64   id,
                       GError **error)
{
  return spt_db_list_texts (db, error, "SELECT key FROM item WHERE submission_id = ?1 ORDER BY n",
                            id);
}

/**
 * spt_db_find_open_submission:
 * @db: a connection
 * @record_kind: kind of the record
 * @record_id: the record
 * @error: (out) (optional): why not
 *
 * Finds the submission a record is in that is not final; there is at most one.
 *
 * Returns: its id; 0 = none; -1 on an error
 */
gint64
spt_db_find_open_submission (SptDb       *db,
                             const char  *record_kind,
                             gint64       record_id,
                             GError     **error)
{
  gint64 id;

  if (!spt_db_query_int (db, 0, &id, error,
                         "SELECT i.submission_id FROM item AS i JOIN submission AS s ON s.id = "
                         "i.submission_id WHERE i.record_kind = ?1 AND i.record_id = ?2 AND "
                         SPT_SQL_IS_OPEN, "ti", record_kind, record_id))
    return -1;

  return id;
}
