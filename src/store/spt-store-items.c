/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of submissions, and the records that follow them: in bulk, whatever the number. */
#define G_LOG_DOMAIN "spt-store-items"

#include "config.h"

#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

/* The records of the items of ?1 that are in state ?2: one statement a state moves any number,
 * and each touches only the indexes it has to. */
#define SQL_RECORDS \
  " WHERE id IN (SELECT record_id FROM item WHERE submission_id = ?1 AND record_kind = '" \
  SPT_RECORD_POSITIONS "' AND state = ?2)"

/* What was said is written for so many items with one statement. */
#define SAID_AT_ONCE 500

typedef struct
{
  gint64   n;
  guint    change;
  SptState had; /* what was said of it before: done, refused, or nothing of these */
} ItemMatch;

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

/* Which record is the matter: the unique index has refused one, and does not say which. */
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

/* Positions go to the account they are bound to, or are bound now. The index over the states is
 * left alone where the state stays what it is. */
static gboolean
bind_positions (SptDb     *db,
                gint64     account_id,
                guint      n_items,
                NewItems  *items,
                GError   **error)
{
  gint64 n_bound;
  gint64 id;

  if (!spt_db_exec_batch (db, n_items, give_new_item, items, error,
                          "UPDATE position SET account_id = ?1, next_operation = NULL WHERE id IN "
                          "(SELECT c3 FROM batch) AND removed IS NULL AND +state = 'ready' AND "
                          "(account_id IS NULL OR account_id = ?1)", "i", account_id))
    return FALSE;
  n_bound = spt_db_n_changed (db);
  if (n_bound == n_items)
    return TRUE;

  if (!spt_db_exec_batch (db, n_items, give_new_item, items, error,
                          "UPDATE position SET account_id = ?1, state = 'ready', next_operation = "
                          "NULL WHERE id IN (SELECT c3 FROM batch) AND removed IS NULL AND +state <> "
                          "'ready' AND (account_id IS NULL OR account_id = ?1)", "i", account_id))
    return FALSE;
  n_bound += spt_db_n_changed (db);
  for (guint i = 0; i < n_items; i++)
    n_bound += items->record_ids[i] == 0;
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

static SptState
read_verdict (const char *state)
{
  return g_str_equal (state, "done") ? SPT_STATE_DONE
         : g_str_equal (state, "refused") ? SPT_STATE_REFUSED : SPT_STATE_DRAFT;
}

/* What was said of items, in the order of their numbers. */
typedef struct
{
  const ItemMatch     *matches;
  const SptItemChange *changes;
} SaidItems;

static void
give_said_item (sqlite3_context *context,
                gpointer         data,
                guint            row,
                int              column)
{
  const SaidItems *items = data;
  const ItemMatch *match = &items->matches[row];
  const SptItemChange *change = &items->changes[match->change];
  const char *text = NULL;

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, match->n);
      return;
    case 1:
      text = spt_state_to_string (change->state);
      break;
    case 2:
      text = change->code;
      break;
    case 3:
      text = change->message;
      break;
    case 4:
      text = change->also;
      break;
    default:
      break;
    }
  if (text != NULL)
    sqlite3_result_text (context, text, -1, SQLITE_STATIC);
}

/* (element-type ItemMatch): which items the changes name; NULL on an error. */
static GArray *
match_items (SptDb                *db,
             gint64                submission_id,
             const SptItemChange  *items,
             guint                 n_items,
             guint                *n_foreign,
             GError              **error)
{
  g_autoptr (GArray) matches = g_array_sized_new (FALSE, FALSE, sizeof (ItemMatch), n_items);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint8 *seen = g_new0 (guint8, n_items);
  sqlite3_stmt *stmt;
  gboolean row;

  /* Of two results for one key the last counts: it is the newer word. */
  for (guint i = 0; i < n_items; i++)
    g_hash_table_insert (by_key, (gpointer) items[i].key, GUINT_TO_POINTER (i + 1));

  stmt = spt_db_prepare (db, "SELECT n, key, state FROM item WHERE submission_id = ?1 ORDER BY n", error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", submission_id))
    return NULL;

  for (;;)
    {
      ItemMatch match;
      guint found;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        break;

      found = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, spt_db_column_text (stmt, 1)));
      if (found != 0)
        {
          match.n = sqlite3_column_int64 (stmt, 0);
          match.change = found - 1;
          match.had = read_verdict (spt_db_column_text (stmt, 2));
          seen[match.change] = 1;
          g_array_append_val (matches, match);
        }
    }

  *n_foreign = 0;
  for (guint i = 0; i < n_items; i++)
    {
      guint last = GPOINTER_TO_UINT (g_hash_table_lookup (by_key, items[i].key)) - 1;

      if (!seen[last])
        *n_foreign += 1;
    }

  return g_steal_pointer (&matches);
}

static int
rank (SptState state)
{
  return state == SPT_STATE_DONE ? 2 : state == SPT_STATE_REFUSED ? 1 : 0;
}

/* A later word about an item of which something else was said: the better one stands, the other is
 * kept beside it. */
static gboolean
change_said_item (SptDb                *db,
                  gint64                submission_id,
                  const ItemMatch      *match,
                  const SptItemChange  *change,
                  GError              **error)
{
  /* What was said before goes into "also" when it gives way. */
  if (rank (change->state) > rank (match->had))
    return spt_db_exec (db, error,
                        "UPDATE item SET also = COALESCE (message, code, state), state = ?3, code "
                        "= ?4, message = ?5 WHERE submission_id = ?1 AND n = ?2", "iittt",
                        submission_id, match->n, spt_state_to_string (change->state), change->code,
                        change->message);

  return spt_db_exec (db, error,
                      "UPDATE item SET also = ?3 WHERE submission_id = ?1 AND n = ?2", "iit",
                      submission_id, match->n, change->message != NULL ? change->message
                      : change->code != NULL ? change->code : spt_state_to_string (change->state));
}

/**
 * spt_db_change_items:
 * @db: a writing connection
 * @submission_id: whose
 * @items: (array length=n_items): what was said about single items
 * @n_items: their number
 * @close: whether the submission is final: these items are closed at the same time
 * @n_foreign: (out): results for keys that were never sent
 * @n_against: (out): results that say otherwise than an earlier word did
 * @error: (out) (optional): why not
 *
 * Writes the outcome of single items, some hundred at once, by primary key in its order. A success
 * once said is never taken back by a later word (GPD facts 13 T11).
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_change_items (SptDb                *db,
                     gint64                submission_id,
                     const SptItemChange  *items,
                     guint                 n_items,
                     gboolean              close,
                     guint                *n_foreign,
                     guint                *n_against,
                     GError              **error)
{
  g_autoptr (GArray) matches = NULL;
  guint n_plain = 0;

  *n_foreign = 0;
  *n_against = 0;
  if (n_items == 0)
    return TRUE;

  matches = match_items (db, submission_id, items, n_items, n_foreign, error);
  if (matches == NULL)
    return FALSE;

  for (guint i = 0; i < matches->len; i++)
    {
      const ItemMatch *match = &g_array_index (matches, ItemMatch, i);
      const SptItemChange *change = &items[match->change];

      if (match->had == SPT_STATE_DRAFT || match->had == change->state)
        {
          g_array_index (matches, ItemMatch, n_plain++) = *match;
          continue;
        }
      *n_against += 1;
      if (!change_said_item (db, submission_id, match, change, error))
        return FALSE;
    }
  g_array_set_size (matches, n_plain);

  for (guint i = 0; i < matches->len; i += SAID_AT_ONCE)
    {
      SaidItems said = { &g_array_index (matches, ItemMatch, i), items };

      if (!spt_db_exec_batch (db, MIN (SAID_AT_ONCE, matches->len - i), give_said_item, &said,
                              error,
                              close ? "UPDATE item SET state = c1, code = c2, message = c3, also = "
                              "c4, open = 0 FROM batch WHERE submission_id = ?1 AND n = c0"
                                    : "UPDATE item SET state = c1, code = c2, message = c3, also = "
                              "c4 FROM batch WHERE submission_id = ?1 AND n = c0",
                              "i", submission_id))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_db_change_rest:
 * @db: a writing connection
 * @submission_id: whose
 * @state: for the items of which neither done nor refused was said
 * @submission_state: the state the submission gets
 * @code: (nullable): why
 * @message: (nullable): the service's words
 * @error: (out) (optional): why not
 *
 * Gives a state to all items that have no outcome yet. Where that is the submission's own there is
 * nothing to write, as long as nothing is said with it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_change_rest (SptDb       *db,
                    gint64       submission_id,
                    SptState     state,
                    SptState     submission_state,
                    const char  *code,
                    const char  *message,
                    GError     **error)
{
  if (state == submission_state && code == NULL && message == NULL)
    return spt_db_exec (db, error,
                        "UPDATE item SET state = 'draft', code = NULL, message = NULL WHERE "
                        "submission_id = ?1 AND state NOT IN ('done', 'refused', 'draft')",
                        "i", submission_id);

  return spt_db_exec (db, error,
                      "UPDATE item SET state = ?2, code = ?3, message = ?4 WHERE submission_id = "
                      "?1 AND state NOT IN ('done', 'refused')", "ittt",
                      submission_id, spt_state_to_string (state), code, message);
}

/* What becomes of an item about which nothing was said when its submission ends. */
static SptState
get_rest_state (SptState state)
{
  return state == SPT_STATE_PARTLY_DONE ? SPT_STATE_UNCERTAIN : state;
}

static gboolean
close_items (SptDb    *db,
             gint64    submission_id,
             SptState  state,
             GError  **error)
{
  return spt_db_exec (db, error,
                      "UPDATE item SET open = 0, state = CASE WHEN state IN ('done', 'refused', "
                      "'uncertain') THEN state ELSE ?2 END WHERE submission_id = ?1 AND open = 1",
                      "it", submission_id,
                      spt_state_to_string (get_rest_state (state)));
}

/* What the service has said, or nobody knows: nothing follows by itself. */
static gboolean
set_records (SptDb       *db,
             gint64       submission_id,
             const char  *item_state,
             const char  *record_state,
             GError     **error)
{
  return spt_db_exec (db, error, "UPDATE position SET state = ?3, next_operation = NULL"
                      SQL_RECORDS " AND state <> ?3", "itt",
                      submission_id, item_state, record_state);
}

/* The service has the document as it is, or has it no more. */
static gboolean
set_accepted_records (SptDb       *db,
                      gint64       submission_id,
                      const char  *record_operation,
                      GError     **error)
{
  const char *sql = "UPDATE position SET state = 'done', next_operation = NULL, accepted = 1"
                    SQL_RECORDS;

  if (g_str_equal (record_operation, "delete"))
    sql = "UPDATE position SET state = 'done', next_operation = NULL, accepted = 0, gone = 1"
          SQL_RECORDS;

  return spt_db_exec (db, error, sql, "it", submission_id, "done");
}

/* It may be sent again. */
static gboolean
set_refused_records (SptDb   *db,
                     gint64   submission_id,
                     GError **error)
{
  return spt_db_exec (db, error, "UPDATE position SET state = 'refused', next_operation = "
                      SPT_SQL_NEXT_OPERATION SQL_RECORDS, "it",
                      submission_id, "refused");
}

/* It never left: as if it had not been prepared. */
static gboolean
set_withdrawn_records (SptDb   *db,
                       gint64   submission_id,
                       GError **error)
{
  return spt_db_exec (db, error, "UPDATE position SET state = "
                      SPT_SQL_IDLE_STATE ", next_operation = " SPT_SQL_NEXT_OPERATION
                      SQL_RECORDS, "it", submission_id, "cancelled");
}

/* @left: whether anything may have left: then a withdrawn record is nobody's to send again by
 * itself. */
static gboolean
move_records (SptDb       *db,
              gint64       submission_id,
              const char  *record_operation,
              SptState     state,
              gboolean     left,
              GError     **error)
{
  /* The states that items of the submission have by themselves. */
  g_autoptr (GPtrArray) item_states =
    spt_db_list_texts (db, error, "SELECT DISTINCT state FROM item WHERE submission_id = ?1",
                       submission_id);
  gboolean ok = item_states != NULL;

  for (guint i = 0; ok && i < item_states->len; i++)
    {
      const char *item_state = g_ptr_array_index (item_states, i);

      if (g_str_equal (item_state, "done"))
        ok = set_accepted_records (db, submission_id, record_operation, error);
      else if (g_str_equal (item_state, "refused") && spt_state_is_final (state))
        ok = set_refused_records (db, submission_id, error);
      else if (g_str_equal (item_state, "cancelled") && !left)
        ok = set_withdrawn_records (db, submission_id, error);
      else
        /* An item that says nothing by itself is where its submission is. */
        ok = set_records (db, submission_id, item_state, g_str_equal (item_state, "draft")
                          ? spt_state_to_string (state) : item_state,
                          error);
    }

  return ok;
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
  gint64 n_records;

  if (spt_state_is_final (state) && !close_items (db, submission_id, state, error))
    return FALSE;

  if (!spt_db_exec (db, error,
                    "UPDATE submission SET (n_done, n_refused) = (SELECT count (*) FILTER (WHERE "
                    "state = 'done'), count (*) FILTER (WHERE state = 'refused') FROM item WHERE "
                    "submission_id = ?1) WHERE id = ?1", "i",
                    submission_id))
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

  return move_records (db, submission_id, record_operation, state,
                       from != SPT_STATE_READY && from != SPT_STATE_NOT_SENT &&
                       from != SPT_STATE_DRAFT, error);
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
  "SELECT i.n, i.key, i.row, i.record_id, CASE WHEN i.state = 'draft' THEN s.state ELSE i.state " \
  "END AS now, i.code, i.message, p.debtor_name, i.also, CASE WHEN s.operation LIKE '%.delete' "  \
  "THEN p.delete_reason END, p.state "

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
                                      " ORDER BY i.n LIMIT ?3 OFFSET ?4", NULL);

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
                         "SELECT submission_id FROM item WHERE record_kind = ?1 AND record_id = ?2 "
                         "AND open = 1 AND record_id IS NOT NULL", "ti", record_kind, record_id))
    return -1;

  return id;
}
