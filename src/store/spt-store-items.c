/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items of submissions, and the records that follow them: in bulk, whatever the number. */
#define G_LOG_DOMAIN "spt-store-items"

#include "config.h"

#include <string.h>

#include "store/spt-store-plants.h"
#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

/* The records of the items of ?1 that say nothing by themselves, and of those that say ?2: these
 * have an index of their own. */
#define SQL_RECORDS_OF_REST(kind) \
  "(SELECT record_id FROM item WHERE submission_id = ?1 AND record_kind = '" kind \
  "' AND state = 'draft' AND ?2 = 'draft')"
#define SQL_RECORDS_OF_SAID(kind) \
  "(SELECT record_id FROM item INDEXED BY item_said WHERE submission_id = ?1 AND record_kind = '" \
  kind "' AND state <> 'draft' AND state = ?2)"

/* The operation that a submission makes on a dossier: the last word of its own. */
#define SQL_DOSSIER_OPERATION \
  "(SELECT substr (operation, instr (operation, '.') + 1) FROM submission WHERE id = ?1)"

/* What follows an item of a kind of records. Where a statement ends in "IN " the records follow, in
 * two ways: the items that say nothing by themselves, and those that do. */
typedef struct
{
  const char *id;
  const char *what;
  SptChanged  changed;
  const char *rest;      /* the records of the items that say nothing by themselves */
  const char *said;      /* of those that say ?2 */
  const char *take;      /* under way for account ?1: of no account yet or of that one, not removed */
  const char *is_own;    /* whether ?1 is of account ?2 */
  const char *done;
  const char *deleted;   /* (nullable): done, where the operation is "delete" */
  const char *gone;      /* (nullable): and then */
  const char *refused;   /* it may be sent again */
  const char *withdrawn; /* it never left: as if it had not been prepared */
  const char *moved;     /* to ?3; nothing follows by itself */
} RecordKind;

/* *INDENT-OFF* */
/* A kind of dossiers: all of them stand in one table. */
#define DOSSIERS(kind, word, followed) \
  { \
    .id = kind, \
    .what = word, \
    .changed = SPT_CHANGED_DOSSIERS, \
    .rest = SQL_RECORDS_OF_REST (kind), \
    .said = SQL_RECORDS_OF_SAID (kind), \
    .take = "UPDATE dossier SET state = 'ready', next_operation = NULL, account_id = ?1 WHERE " \
            "(account_id IS NULL OR account_id = ?1) AND removed IS NULL AND ", \
    .is_own = "SELECT id FROM dossier WHERE id = ?1 AND removed IS NULL AND account_id = ?2", \
    .done = "UPDATE dossier SET state = 'done', next_operation = NULL" followed " WHERE id IN ", \
    .refused = "UPDATE dossier SET state = 'refused', next_operation = " SQL_DOSSIER_OPERATION \
               " WHERE id IN ", \
    .withdrawn = "UPDATE dossier SET state = CASE WHEN n_errors > 0 THEN 'to-fix' ELSE 'ready' END, " \
                 "next_operation = " SQL_DOSSIER_OPERATION " WHERE id IN ", \
    .moved = "UPDATE dossier SET state = ?3, next_operation = NULL WHERE id IN ", \
  }

static const RecordKind kinds[] = {
  {
    .id = SPT_RECORD_POSITIONS,
    .what = "Position",
    .changed = SPT_CHANGED_POSITIONS,
    .rest = SQL_RECORDS_OF_REST (SPT_RECORD_POSITIONS),
    .said = SQL_RECORDS_OF_SAID (SPT_RECORD_POSITIONS),
    .take = "UPDATE position_now SET state = 'ready', next_operation = NULL, account_id = ?1 WHERE "
            "(account_id IS NULL OR account_id = ?1) AND (SELECT p.removed FROM position AS p WHERE "
            "p.id = position_now.id) IS NULL AND ",
    .is_own = "SELECT id FROM position JOIN position_now USING (id) WHERE id = ?1 AND removed IS "
              "NULL AND account_id = ?2",
    .done = "UPDATE position_now SET state = 'done', next_operation = NULL, accepted = 1 WHERE id "
            "IN ",
    .deleted = "UPDATE position_now SET state = 'done', next_operation = NULL, accepted = 0 WHERE "
               "id IN ",
    .gone = "UPDATE position SET gone = 1 WHERE id IN ",
    .refused = "UPDATE position_now SET state = 'refused', next_operation = "
               SPT_SQL_NEXT_OPERATION " FROM position AS p WHERE p.id = position_now.id AND p.id "
               "IN ",
    .withdrawn = "UPDATE position_now SET state = " SPT_SQL_IDLE_STATE ", next_operation = "
                 SPT_SQL_NEXT_OPERATION " FROM position AS p WHERE p.id = position_now.id AND "
                 "p.id IN ",
    .moved = "UPDATE position_now SET state = ?3, next_operation = NULL WHERE id IN ",
  },
  DOSSIERS (SPT_KIND_VOUCHERS, "Voucher", ""),
  DOSSIERS (SPT_KIND_REGISTRY_ITEMS, "Registry item", ""),
  DOSSIERS (SPT_KIND_LOOKUPS, "Lookup", ""),
  /* One document, asked once: what was accepted is over. */
  DOSSIERS (SPT_KIND_INTERVENTIONS, "Intervention",
            ", is_over = 1, phase = '" SPT_INTERVENTION_ACCEPTED "', stage = '" SPT_INTERVENTION_ACCEPTED "'"),
};
/* *INDENT-ON* */

static const RecordKind *
find_kind (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_strcmp0 (kinds[i].id, id) == 0)
        return &kinds[i];
    }

  return NULL;
}

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

#define SQL_SIDE_BY_SIDE "id BETWEEN ?2 AND ?3"
#define SQL_IN_BATCH     "id IN (SELECT c3 FROM batch)"

/* One statement over the items' records: where they lie side by side, one walk along the table. */
static gboolean
change_batch (SptDb       *db,
              const char  *sql,
              gint64       account_id,
              guint        n_items,
              NewItems    *items,
              gboolean     side_by_side,
              GError     **error)
{
  g_autofree char *whole = g_strconcat (sql, side_by_side ? SQL_SIDE_BY_SIDE : SQL_IN_BATCH, NULL);

  if (side_by_side)
    return spt_db_exec (db, error, whole, "iii", account_id, items->record_ids[0],
                        items->record_ids[n_items - 1]);

  return spt_db_exec_batch (db, n_items, give_new_item, items, error, whole, "i", account_id);
}

/* Records are prepared, and go to the account they are bound to, or are bound now. */
static gboolean
bind_records (SptDb             *db,
              const RecordKind  *kind,
              gint64             account_id,
              guint              n_items,
              NewItems          *items,
              GError           **error)
{
  gboolean side_by_side = is_range (items->record_ids, n_items);
  gint64 id;

  if (!change_batch (db, kind->take, account_id, n_items, items, side_by_side, error))
    return FALSE;
  if (spt_db_n_changed (db) == n_items)
    return TRUE;

  for (guint i = 0; i < n_items; i++)
    {
      if (items->record_ids[i] == 0)
        continue;
      if (!spt_db_query_int (db, 0, &id, error, kind->is_own, "ii", items->record_ids[i],
                             account_id))
        return FALSE;
      if (id != 0)
        continue;
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "%s %" G_GINT64_FORMAT " is removed or belongs to another account", kind->what,
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
  const RecordKind *kind = find_kind (record_kind);
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

  if (record_ids == NULL || kind == NULL)
    return TRUE;

  spt_db_mark (db, kind->changed);

  return bind_records (db, kind, account_id, n_items, &items, error);
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
change_records (SptDb             *db,
                const RecordKind  *kind,
                gint64             submission_id,
                SptState           own,
                const char        *sql,
                const char        *value,
                GError           **error)
{
  g_autofree char *whole =
    g_strconcat (sql, own == SPT_STATE_DRAFT ? kind->rest : kind->said,
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
move_records (SptDb             *db,
              const RecordKind  *kind,
              gint64             submission_id,
              const char        *record_operation,
              SptState           state,
              gboolean           left,
              SptState           own,
              SptState           now,
              GError           **error)
{
  /* The service has the document as it is, or has it no more. */
  if (now == SPT_STATE_DONE && kind->deleted != NULL && g_str_equal (record_operation, "delete"))
    return change_records (db, kind, submission_id, own, kind->deleted, NULL, error) &&
           change_records (db, kind, submission_id, own, kind->gone, NULL, error);
  if (now == SPT_STATE_DONE)
    return change_records (db, kind, submission_id, own, kind->done, NULL, error);

  if (now == SPT_STATE_REFUSED && spt_state_is_final (state))
    return change_records (db, kind, submission_id, own, kind->refused, NULL, error);

  if (now == SPT_STATE_CANCELLED && !left)
    return change_records (db, kind, submission_id, own, kind->withdrawn, NULL, error);

  /* What the service has said, or nobody knows. */
  return change_records (db, kind, submission_id, own, kind->moved, spt_state_to_string (now),
                         error);
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
  g_autoptr (GPtrArray) kind_ids = NULL;
  const RecordKind *kind;
  gint64 counts[SPT_N_STATES];
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

  /* Nobody here knows what a followed upload held: no record takes its state from it. */
  kind_ids = spt_db_list_texts (db, error,
                                "SELECT i.record_kind FROM item AS i JOIN submission AS s ON s.id "
                                "= i.submission_id WHERE i.submission_id = ?1 AND i.record_kind "
                                "NOT NULL AND s.followed = 0 LIMIT 1", submission_id);
  if (kind_ids == NULL)
    return FALSE;
  kind = kind_ids->len > 0 ? find_kind (g_ptr_array_index (kind_ids, 0)) : NULL;
  if (kind == NULL)
    return TRUE;

  spt_db_mark (db, kind->changed);

  for (SptState own = 0; own < SPT_N_STATES; own++)
    {
      if (counts[own] > 0 &&
          !move_records (db, kind, submission_id, record_operation, state, left, own,
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

#define DOSSIER "FROM dossier AS d WHERE d.id = i.record_id AND d.kind = i.record_kind"

#define ITEM_COLUMNS                                                                              \
  "SELECT i.n, i.key, i.row, i.record_id, " SPT_SQL_ITEM_STATE " AS now, " SPT_SQL_ITEM_CODE ", "  \
  SPT_SQL_ITEM_MESSAGE ", CASE WHEN p.id IS NULL THEN (SELECT d.name " DOSSIER ") ELSE "           \
  "p.debtor_name END, i.also, CASE WHEN s.operation LIKE '%.delete' THEN p.delete_reason END, "    \
  "CASE WHEN p.id IS NULL THEN (SELECT d.state " DOSSIER ") ELSE (SELECT w.state FROM "            \
  "position_now AS w WHERE w.id = p.id) END, s.id "

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
