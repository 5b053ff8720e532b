/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which positions a list shows, in which order, how many in which state, and the columns of one. */
#define G_LOG_DOMAIN "spt-store-positions-query"

#include "config.h"

#include "store/spt-store-positions.h"

#include "store/spt-store-private.h"

/* What a clerk has to look at comes first. */
#define SQL_STATE_RANK \
  "CASE state WHEN 'to-fix' THEN 0 WHEN 'refused' THEN 1 WHEN 'uncertain' THEN 2 " \
  "WHEN 'not-sent' THEN 3 WHEN 'partly-done' THEN 4 WHEN 'ready' THEN 5 WHEN 'draft' THEN 6 " \
  "WHEN 'sending' THEN 7 WHEN 'waiting' THEN 8 WHEN 'done' THEN 9 ELSE 10 END"

/* The order, ascending and descending; ties always by id in the same direction, so that an index
 * gives the whole order. */
static const char *const sort_columns[][3] = {
  [SPT_POSITION_SORT_UPDATED] = { "updated", NULL, NULL },
  [SPT_POSITION_SORT_NAME] = { "debtor_name COLLATE NOCASE", NULL, NULL },
  [SPT_POSITION_SORT_DESCRIPTION] = { "description COLLATE NOCASE", NULL, NULL },
  [SPT_POSITION_SORT_AMOUNT] = { "amount", NULL, NULL },
  [SPT_POSITION_SORT_DUE] = { "due_date", NULL, NULL },
  [SPT_POSITION_SORT_STATE] = { SQL_STATE_RANK, NULL, NULL },
  [SPT_POSITION_SORT_IUPD] = { "iupd", NULL, NULL },
  [SPT_POSITION_SORT_IMPORT] = { "import_id", "import_row", NULL },
};

#define MAX_ARGS 24

typedef struct
{
  GString *sql;
  char    *search;         /* (owned) (nullable) */
  char     types[MAX_ARGS];
  gint64   ints[MAX_ARGS];
  char    *texts[MAX_ARGS]; /* (borrowed) */
  int      n;
} Where;

static void
clear_where (Where *where)
{
  if (where->sql != NULL)
    g_string_free (where->sql, TRUE);
  g_free (where->search);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Where, clear_where)

static void
add_text (Where      *where,
          const char *sql,
          const char *text)
{
  g_assert (where->n < MAX_ARGS);
  g_string_append (where->sql, sql);
  where->types[where->n] = 't';
  where->texts[where->n++] = (char *) text;
}

static void
add_int (Where      *where,
         const char *sql,
         gint64      value)
{
  g_assert (where->n < MAX_ARGS);
  g_string_append (where->sql, sql);
  where->types[where->n] = 'i';
  where->ints[where->n++] = value;
}

static gboolean
bind_where (SptDb         *db,
            sqlite3_stmt  *stmt,
            const Where   *where,
            GError       **error)
{
  for (int i = 0; i < where->n; i++)
    {
      int code = where->types[i] == 'i' ? sqlite3_bind_int64 (stmt, i + 1, where->ints[i])
                                        : sqlite3_bind_text (stmt, i + 1, where->texts[i], -1,
                                                             SQLITE_STATIC);

      if (code != SQLITE_OK)
        {
          spt_db_set_error (db, error);
          return FALSE;
        }
    }

  return TRUE;
}

/* " FROM … WHERE …"; @use_states: counting is over all states. */
static gboolean
make_where (SptDb                   *db,
            const SptPositionQuery  *query,
            gboolean                 use_states,
            Where                   *where,
            GError                 **error)
{
  GError *local_error = NULL;
  const char *separator = "";

  where->sql = g_string_new (" FROM position WHERE removed IS NULL");
  if (query == NULL)
    return TRUE;

  where->search = spt_search_make_query (db, query->search, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (where->search != NULL)
    add_text (where, " AND id IN (SELECT rowid FROM search WHERE search MATCH ?)", where->search);

  if (use_states && query->states != 0)
    {
      g_string_append (where->sql, " AND state IN (");
      for (guint state = 0; state < SPT_N_STATES; state++)
        {
          if ((query->states & (1u << state)) != 0)
            {
              g_string_append (where->sql, separator);
              add_text (where, "?", spt_state_to_string ((SptState) state));
              separator = ", ";
            }
        }
      g_string_append_c (where->sql, ')');
    }

  if (query->import_id != 0)
    add_int (where, " AND import_id = ?", query->import_id);
  if (query->account_id != 0)
    add_int (where, " AND account_id = ?", query->account_id);
  if (query->submission_id != 0)
    add_int (where, " AND id IN (SELECT record_id FROM item WHERE record_kind = '"
             SPT_RECORD_POSITIONS "' AND submission_id = ?)",
             query->submission_id);
  if (query->next_operation != NULL)
    add_text (where, " AND next_operation = ?", query->next_operation);

  /* What is deleted at the service is work no more: shown when asked for by state, by words, or
   * by where it came from. */
  if (query->states == 0 && where->search == NULL && query->import_id == 0 &&
      query->submission_id == 0)
    g_string_append (where->sql, " AND gone = 0");

  return TRUE;
}

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
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  g_auto (Where) where = { 0 };
  const char *direction = query->descending ? " DESC" : "";
  sqlite3_stmt *stmt;
  gboolean row;

  g_return_val_if_fail (query->sort < G_N_ELEMENTS (sort_columns), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !make_where (db, query, TRUE, &where, error))
    return NULL;

  g_string_append (sql, where.sql->str);
  g_string_append (sql, " ORDER BY ");
  for (guint i = 0; sort_columns[query->sort][i] != NULL; i++)
    g_string_append_printf (sql, "%s%s, ", sort_columns[query->sort][i], direction);
  g_string_append_printf (sql, "id%s", direction);

  stmt = spt_db_prepare (db, sql->str, error);
  if (stmt == NULL || !bind_where (db, stmt, &where, error))
    return NULL;

  for (;;)
    {
      gint64 id;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);

      id = sqlite3_column_int64 (stmt, 0);
      g_array_append_val (ids, id);
    }
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
  g_autoptr (GString) sql = g_string_new ("SELECT state, count (*)");
  g_auto (Where) where = { 0 };
  SptPositionQuery all_states = { 0 };
  sqlite3_stmt *stmt;
  gboolean row;

  memset (counts, 0, SPT_N_STATES * sizeof *counts);

  /* Each state is counted as a list of that state would show it. */
  if (query != NULL)
    all_states = *query;
  all_states.states = (1u << SPT_N_STATES) - 1;
  if (!make_where (db, &all_states, FALSE, &where, error))
    return FALSE;

  g_string_append (sql, where.sql->str);
  g_string_append (sql, " GROUP BY state");
  stmt = spt_db_prepare (db, sql->str, error);
  if (stmt == NULL || !bind_where (db, stmt, &where, error))
    return FALSE;

  for (;;)
    {
      SptState state;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      if (spt_state_from_string (spt_db_column_text (stmt, 0), &state))
        counts[state] = (guint) sqlite3_column_int64 (stmt, 1);
    }
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
 * spt_position_row_free:
 * @self: (transfer full) (nullable): a row
 *
 * Frees it.
 */
void
spt_position_row_free (SptPositionRow *self)
{
  if (self == NULL)
    return;

  g_free (self->iupd);
  g_free (self->organization);
  g_free (self->debtor_code);
  g_free (self->debtor_name);
  g_free (self->description);
  g_free (self->iuv);
  g_free (self->due_date);
  g_free (self->next_operation);
  g_free (self);
}

/**
 * spt_db_load_position_row:
 * @db: a connection
 * @id: the position
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Reads the columns of a position.
 *
 * Returns: (transfer full) (nullable): the row
 */
SptPositionRow *
spt_db_load_position_row (SptDb   *db,
                          gint64   id,
                          GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT id, iupd, organization, debtor_code, "
                                       "debtor_name, description, iuv, amount, due_date, "
                                       "n_options, state, n_errors, n_warnings, next_operation, "
                                       "marked_delete, account_id, updated FROM position WHERE id "
                                       "= ?1", error);
  SptPositionRow *self;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no position %"
                   G_GINT64_FORMAT, id);
      return NULL;
    }

  self = g_new0 (SptPositionRow, 1);
  self->id = sqlite3_column_int64 (stmt, 0);
  self->iupd = spt_db_dup_text (stmt, 1);
  self->organization = spt_db_dup_text (stmt, 2);
  self->debtor_code = spt_db_dup_text (stmt, 3);
  self->debtor_name = spt_db_dup_text (stmt, 4);
  self->description = spt_db_dup_text (stmt, 5);
  self->iuv = spt_db_dup_text (stmt, 6);
  self->amount = sqlite3_column_int64 (stmt, 7);
  self->due_date = spt_db_dup_text (stmt, 8);
  self->n_options = (guint) sqlite3_column_int64 (stmt, 9);
  self->state = SPT_STATE_TO_FIX;
  spt_state_from_string (spt_db_column_text (stmt, 10), &self->state);
  self->n_errors = (guint) sqlite3_column_int64 (stmt, 11);
  self->n_warnings = (guint) sqlite3_column_int64 (stmt, 12);
  self->next_operation = spt_db_dup_text (stmt, 13);
  self->marked_delete = sqlite3_column_int64 (stmt, 14) != 0;
  self->account_id = sqlite3_column_int64 (stmt, 15);
  self->updated = sqlite3_column_int64 (stmt, 16);
  sqlite3_reset (stmt);

  return self;
}

/**
 * spt_position_row_fill:
 * @self: a row
 * @object: what lists show
 *
 * Sets every property of @object. On the thread that owns @object.
 */
void
spt_position_row_fill (const SptPositionRow *self,
                       SptDebtPosition      *object)
{
  const SptDebtPositionData data = {
    .columns = {
      .iupd = self->iupd,
      .organization = self->organization,
      .debtor_code = self->debtor_code,
      .debtor_name = self->debtor_name,
      .description = self->description,
      .iuv = self->iuv,
      .amount = self->amount,
      .due_date = self->due_date,
      .n_options = self->n_options,
    },
    .state = self->state,
    .n_errors = self->n_errors,
    .n_warnings = self->n_warnings,
    .next_operation = self->next_operation,
    .marked_delete = self->marked_delete,
    .account_id = self->account_id,
    .updated = self->updated,
  };

  spt_debt_position_update (object, &data);
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
  SptPositionRow *row = spt_db_load_position_row (db, id, error);
  SptDebtPosition *object;

  if (row == NULL)
    return NULL;

  object = spt_debt_position_new (id);
  spt_position_row_fill (row, object);
  spt_position_row_free (row);

  return object;
}
