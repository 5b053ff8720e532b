/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list of records shows, in which order, how many are in which state, and the columns of
 * one: one piece of code for all kinds, told apart by a table. */
#define G_LOG_DOMAIN "spt-store-list"

#include "config.h"

#include <string.h>

#include "store/spt-store-private.h"

#define MAX_ARGS 24

typedef struct
{
  GString    *sql;             /* (owned) */
  char       *search;          /* (owned) (nullable) */
  char        types[MAX_ARGS];
  gint64      ints[MAX_ARGS];
  const char *texts[MAX_ARGS]; /* (borrowed) */
  int         n;
} Where;

static void
clear_where (Where *where)
{
  if (where->sql != NULL)
    g_string_free (where->sql, TRUE);
  g_free (where->search);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Where, clear_where)

/* @text for each ? of @sql. */
static void
add_text (Where      *where,
          const char *sql,
          const char *text)
{
  g_string_append (where->sql, sql);
  for (const char *at = strchr (sql, '?'); at != NULL; at = strchr (at + 1, '?'))
    {
      g_assert (where->n < MAX_ARGS);
      where->types[where->n] = 't';
      where->texts[where->n++] = text;
    }
}

/* @value for each ? of @sql. */
static void
add_int (Where      *where,
         const char *sql,
         gint64      value)
{
  g_string_append (where->sql, sql);
  for (const char *at = strchr (sql, '?'); at != NULL; at = strchr (at + 1, '?'))
    {
      g_assert (where->n < MAX_ARGS);
      where->types[where->n] = 'i';
      where->ints[where->n++] = value;
    }
}

static void
add_states (Where *where,
            guint  states)
{
  const char *separator = "";

  g_string_append (where->sql, " AND state IN (");
  for (guint state = 0; state < SPT_N_STATES; state++)
    {
      if ((states & (1u << state)) != 0)
        {
          g_string_append (where->sql, separator);
          add_text (where, "?", spt_state_to_string ((SptState) state));
          separator = ", ";
        }
    }
  g_string_append_c (where->sql, ')');
}

static gboolean
asks_for_all (const SptListQuery *query)
{
  return (query->search == NULL || *query->search == '\0') && query->import_id == 0 &&
         query->account_id == 0 && query->submission_id == 0 && query->next_operation == NULL &&
         query->organization == NULL && query->stage == NULL && query->due_until == NULL &&
         !query->found && query->plant_id == 0 && query->type == NULL;
}

/* Everything, or all that has certain words, in the order of the kind's walk. */
static gboolean
is_walk (const SptListKind  *kind,
         const SptListQuery *query)
{
  SptListQuery rest = *query;

  rest.search = NULL;
  return kind->sql_walk != NULL && query->sort == kind->walk_sort && query->descending &&
         query->states == 0 && asks_for_all (&rest);
}

/* " FROM … WHERE …"; @use_states: counting is over all states. */
static gboolean
make_where (SptDb               *db,
            const SptListKind   *kind,
            const SptListQuery  *query,
            gboolean             use_states,
            Where               *where,
            GError             **error)
{
  GError *local_error = NULL;

  where->sql = g_string_new (!use_states && kind->from_states != NULL && asks_for_all (query)
                             ? kind->from_states : kind->from);
  where->search = spt_search_make_query (db, query->search, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (where->search != NULL)
    add_text (where, kind->where_search, where->search);

  if (use_states && query->states != 0)
    add_states (where, query->states);
  if (query->import_id != 0)
    add_int (where, kind->where_import != NULL ? kind->where_import : " AND import_id = ?",
             query->import_id);
  if (query->account_id != 0)
    add_int (where, " AND account_id = ?", query->account_id);
  if (query->submission_id != 0)
    add_int (where, kind->where_submission, query->submission_id);
  if (query->next_operation != NULL)
    add_text (where, " AND next_operation = ?", query->next_operation);
  if (query->organization != NULL)
    add_text (where, kind->where_organization, query->organization);
  if (query->stage != NULL)
    add_text (where, " AND stage = ?", query->stage);
  if (query->due_until != NULL)
    add_text (where, " AND due_date <= ? AND is_over = 0", query->due_until);
  if (query->found)
    g_string_append (where->sql, " AND is_found = 1");
  if (query->plant_id != 0)
    add_int (where, " AND plant_id = ?", query->plant_id);
  if (query->type != NULL)
    add_text (where, strchr (query->type, ' ') == NULL ? " AND type = ?"
                                                       : " AND instr (' ' || ? || ' ', ' ' || type || ' ') > 0", query->type);

  if (kind->where_work != NULL && query->states == 0 && where->search == NULL &&
      query->import_id == 0 && query->submission_id == 0 && query->stage == NULL && !query->found)
    g_string_append (where->sql, kind->where_work);

  return TRUE;
}

/* @before, the conditions, @after: a statement with all that is asked. */
static sqlite3_stmt *
prepare (SptDb        *db,
         const Where  *where,
         const char   *before,
         const char   *after,
         GError      **error)
{
  g_autofree char *sql = g_strconcat (before, where->sql->str, after, NULL);
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);

  for (int i = 0; stmt != NULL && i < where->n; i++)
    {
      int code = where->types[i] == 'i' ? sqlite3_bind_int64 (stmt, i + 1, where->ints[i])
                                        : sqlite3_bind_text (stmt, i + 1, where->texts[i], -1,
                                                             SQLITE_STATIC);

      if (code != SQLITE_OK)
        {
          spt_db_set_error (db, error);
          return NULL;
        }
    }

  return stmt;
}

/**
 * spt_db_query_list:
 * @db: a connection
 * @kind: of what
 * @query: what to show
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Finds what a list shows, in its order.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids
 */
GArray *
spt_db_query_list (SptDb               *db,
                   const SptListKind   *kind,
                   const SptListQuery  *query,
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_autoptr (GString) order = g_string_new (kind->is_grouped ? " GROUP BY id ORDER BY "
                                                             : " ORDER BY ");
  g_auto (Where) where = { 0 };
  const char *direction = query->descending ? " DESC" : "";
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt;

  g_return_val_if_fail (query->sort < kind->n_sorts, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !make_where (db, kind, query, TRUE, &where, error) ||
      (is_walk (kind, query) && !spt_db_query_by_walk (db, kind, where.search, &ids, error)))
    return NULL;
  if (ids != NULL)
    return g_steal_pointer (&ids);

  /* Ties by id in the same direction, so that an index gives the whole order. */
  for (guint i = 0; kind->sorts[query->sort][i] != NULL; i++)
    g_string_append_printf (order, "%s%s, ", kind->sorts[query->sort][i], direction);
  g_string_append_printf (order, "id%s", direction);

  stmt = prepare (db, &where, "SELECT id", order->str, error);

  return stmt != NULL ? spt_db_list_ids (db, stmt, error) : NULL;
}

/**
 * spt_db_count_list:
 * @db: a connection
 * @kind: of what
 * @query: (nullable): what to count, its states left aside; %NULL = all
 * @counts: (array fixed-size=11): one count a state
 * @error: (out) (optional): why not
 *
 * Counts by state: each as a list of that state would show it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_list (SptDb               *db,
                   const SptListKind   *kind,
                   const SptListQuery  *query,
                   guint               *counts,
                   GError             **error)
{
  g_auto (Where) where = { 0 };
  SptListQuery all_states = { 0 };
  sqlite3_stmt *stmt;
  gboolean row;

  memset (counts, 0, SPT_N_STATES * sizeof *counts);

  if (query != NULL)
    all_states = *query;
  all_states.states = (1u << SPT_N_STATES) - 1;
  if (!make_where (db, kind, &all_states, FALSE, &where, error))
    return FALSE;

  /* A GROUP BY sorts all of them, which takes seven times as long. */
  stmt = prepare (db, &where, "SELECT state", "", error);
  while (stmt != NULL && spt_db_step (db, stmt, &row, error))
    {
      SptState state;

      if (!row)
        return TRUE;

      if (spt_state_from_string (spt_db_column_text (stmt, 0), &state))
        counts[state]++;
    }

  return FALSE;
}

/**
 * spt_db_count_shown:
 * @db: a connection
 * @kind: of what
 * @query: what a list shows
 * @n: (out): how many
 * @error: (out) (optional): why not
 *
 * Counts what spt_db_query_list() finds, without what a list leaves out until it is asked for.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_shown (SptDb               *db,
                    const SptListKind   *kind,
                    const SptListQuery  *query,
                    guint               *n,
                    GError             **error)
{
  g_auto (Where) where = { 0 };
  sqlite3_stmt *stmt;
  gboolean row;

  if (!make_where (db, kind, query, TRUE, &where, error))
    return FALSE;
  stmt = prepare (db, &where, kind->is_grouped ? "SELECT count(DISTINCT id)" : "SELECT count(*)", "", error);
  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;
  *n = (guint) sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_load_row:
 * @db: a connection
 * @kind: of what
 * @id: which
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Reads what a list shows of one record, as plain data that can cross from the store's thread.
 *
 * Returns: (transfer full) (nullable): what spt_row_update() takes; free it with
 *   spt_struct_free()
 */
gpointer
spt_db_load_row (SptDb              *db,
                 const SptListKind  *kind,
                 gint64              id,
                 GError            **error)
{
  return spt_db_load_struct (db, kind->type, kind->what, id, kind->sql_row, error);
}

/**
 * spt_db_get_row:
 * @db: a connection
 * @kind: of what
 * @id: which
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets a record as an object of its own, with every property set.
 *
 * Returns: (transfer full) (nullable): a row of the kind's type
 */
gpointer
spt_db_get_row (SptDb              *db,
                const SptListKind  *kind,
                gint64              id,
                GError            **error)
{
  gpointer data = spt_db_load_row (db, kind, id, error);
  SptRow *row;

  if (data == NULL)
    return NULL;

  row = g_object_new (kind->get_type (), "id", id, NULL);
  spt_row_update (row, data);
  spt_struct_free (kind->type, data);

  return row;
}
