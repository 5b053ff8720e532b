/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New debt positions, also many at once, and what an import asks about those that are there. */
#define G_LOG_DOMAIN "spt-store-positions-add"

#include "config.h"

#include "store/spt-store-positions.h"

#include "store/spt-store-iuv.h"
#include "store/spt-store-private.h"

/* New positions, one statement for one row or for many: what all rows share, then each row. */
#define SQL_POSITION_HEAD \
  "INSERT INTO position (import_id, created, updated, updated_by, id, import_row, iupd, " \
  "organization, debtor_code, debtor_name, description, iuv, amount, due_date, n_options, " \
  "n_errors, n_warnings) VALUES "
#define SQL_POSITION_ROW "(?1, ?2, ?2, ?3, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
#define SQL_DOC_HEAD     "INSERT INTO position_doc (id, doc) VALUES "
#define SQL_DOC_ROW      "(?, ?)"

/* Setting a statement going costs a third of what a row costs; with more rows than these nothing
 * more is gained. */
#define ROWS_AT_ONCE 32

/**
 * spt_position_insert_issue:
 * @db: a writing connection
 * @id: the position
 * @n: the issue's place among those of the position
 * @issue: the issue
 * @level: how grave it is, which may differ when a person took it upon himself
 * @error: (out) (optional): why not
 *
 * Stores one finding.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_position_insert_issue (SptDb           *db,
                           gint64           id,
                           guint            n,
                           const SptIssue  *issue,
                           SptIssueLevel    level,
                           GError         **error)
{
  return spt_db_insert_issue (db, "INSERT INTO position_issue (position_id, " SPT_SQL_ISSUE_VALUES,
                              id, n, issue, level, error);
}

static char *
make_insert (const char *head,
             const char *row)
{
  GString *sql = g_string_new (head);

  for (guint i = 0; i < ROWS_AT_ONCE; i++)
    {
      if (i > 0)
        g_string_append (sql, ", ");
      g_string_append (sql, row);
    }

  return g_string_free (sql, FALSE);
}

/* A statement for @n rows, which is 1 or ROWS_AT_ONCE. */
static sqlite3_stmt *
prepare_insert (SptDb       *db,
                const char  *head,
                const char  *row,
                char       **many,
                guint        n,
                GError     **error)
{
  if (n == 1)
    {
      g_autofree char *one = g_strconcat (head, row, NULL);

      return spt_db_prepare (db, one, error);
    }
  if (g_once_init_enter (many))
    g_once_init_leave (many, make_insert (head, row));

  return spt_db_prepare (db, *many, error);
}

static int
bind_text (sqlite3_stmt *stmt,
           int           i,
           const char   *text)
{
  return text != NULL ? sqlite3_bind_text (stmt, i, text, -1, SQLITE_STATIC)
    : sqlite3_bind_null (stmt, i);
}

static int
bind_id (sqlite3_stmt *stmt,
         int           i,
         gint64        id)
{
  return id != 0 ? sqlite3_bind_int64 (stmt, i, id) : sqlite3_bind_null (stmt, i);
}

/* A row's values from parameter @i on; gives the first result code that is not OK. */
static int
bind_row (sqlite3_stmt         *stmt,
          int                  *i,
          gint64                id,
          const SptNewPosition *position)
{
  const SptPositionColumns *columns = &position->columns;
  guint n_errors = position->issues != NULL ? spt_issue_list_get_n_errors (position->issues) : 0;
  guint n_warnings = position->issues != NULL ? spt_issue_list_get_n_warnings (position->issues)
    : 0;
  int codes = SQLITE_OK;

  codes |= sqlite3_bind_int64 (stmt, (*i)++, id);
  codes |= bind_id (stmt, (*i)++, position->import_row);
  codes |= bind_text (stmt, (*i)++, columns->iupd);
  codes |= bind_text (stmt, (*i)++, columns->organization);
  codes |= bind_text (stmt, (*i)++, columns->debtor_code);
  codes |= bind_text (stmt, (*i)++, columns->debtor_name);
  codes |= bind_text (stmt, (*i)++, columns->description);
  codes |= bind_text (stmt, (*i)++, columns->iuv);
  codes |= sqlite3_bind_int64 (stmt, (*i)++, columns->amount);
  codes |= bind_text (stmt, (*i)++, columns->due_date);
  codes |= sqlite3_bind_int64 (stmt, (*i)++, columns->n_options);
  codes |= sqlite3_bind_int64 (stmt, (*i)++, n_errors);
  codes |= sqlite3_bind_int64 (stmt, (*i)++, n_warnings);

  return codes;
}

static gboolean
run_insert (SptDb         *db,
            sqlite3_stmt  *stmt,
            int            codes,
            GError       **error)
{
  gboolean row;

  if (codes != SQLITE_OK)
    {
      spt_db_set_error (db, error);
      return FALSE;
    }

  return spt_db_step (db, stmt, &row, error);
}

/* Inserts @n rows, 1 or ROWS_AT_ONCE, with the ids from @id on; their issues are not in yet. */
static gboolean
insert_rows (SptDb                 *db,
             gint64                 id,
             const SptNewPosition  *positions,
             guint                  n,
             gint64                 import_id,
             const char            *who,
             GError               **error)
{
  static char *many_positions;
  static char *many_docs;
  sqlite3_stmt *stmt = prepare_insert (db, SQL_POSITION_HEAD, SQL_POSITION_ROW, &many_positions, n,
                                       error);
  int codes = SQLITE_OK;
  int i = 4;

  if (stmt == NULL)
    return FALSE;
  codes |= bind_id (stmt, 1, import_id);
  codes |= sqlite3_bind_int64 (stmt, 2, spt_db_now (db));
  codes |= bind_text (stmt, 3, who != NULL ? who : "");
  for (guint r = 0; r < n; r++)
    codes |= bind_row (stmt, &i, id + r, &positions[r]);
  if (!run_insert (db, stmt, codes, error))
    return FALSE;

  stmt = prepare_insert (db, SQL_DOC_HEAD, SQL_DOC_ROW, &many_docs, n, error);
  if (stmt == NULL)
    return FALSE;
  i = 1;
  for (guint r = 0; r < n; r++)
    {
      codes |= sqlite3_bind_int64 (stmt, i++, id + r);
      codes |= bind_text (stmt, i++, positions[r].doc);
    }

  return run_insert (db, stmt, codes, error);
}

/* Those of an import reach the index after the commit. */
static gboolean
index_new (SptDb                     *db,
           gint64                     id,
           const SptPositionColumns  *columns,
           gint64                     import_id,
           GError                   **error)
{
  g_autofree char *text = NULL;

  if (import_id != 0)
    return spt_search_postpone (db, id, error);
  text = spt_search_join_columns (columns);

  return spt_search_insert (db, id, text, error);
}

static gboolean
insert_issues (SptDb         *db,
               gint64         id,
               SptIssueList  *issues,
               GError       **error)
{
  for (guint i = 0; issues != NULL && i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (!spt_position_insert_issue (db, id, i, issue, issue->level, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_db_insert_positions:
 * @db: a writing connection
 * @positions: (array length=n): new ones
 * @n: their number, at least one
 * @import_id: the import they came with; 0 = none
 * @who: (nullable): the clerk
 * @error: (out) (optional): why not
 *
 * Does the work of spt_db_add_positions() and of spt_db_save_position() for a new one.
 *
 * Returns: the last one's id; 0 on an error
 */
gint64
spt_db_insert_positions (SptDb                 *db,
                         const SptNewPosition  *positions,
                         guint                  n,
                         gint64                 import_id,
                         const char            *who,
                         GError               **error)
{
  gint64 last;
  gint64 id;

  spt_db_mark (db, SPT_CHANGED_POSITIONS);
  if (!spt_db_query_int (db, 0, &last, error, "SELECT max (id) FROM position", ""))
    return 0;
  id = last;

  while (n > 0)
    {
      guint n_now = n >= ROWS_AT_ONCE ? ROWS_AT_ONCE : 1;

      if (!insert_rows (db, id + 1, positions, n_now, import_id, who, error))
        return 0;
      for (guint i = 0; i < n_now; i++)
        {
          const SptPositionColumns *columns = &positions[i].columns;

          id++;
          if (!spt_db_index_notices (db, id, TRUE, columns->n_options, columns->iuv,
                                     positions[i].doc, error) ||
              !insert_issues (db, id, positions[i].issues, error) ||
              !index_new (db, id, columns, import_id, error))
            return 0;
        }
      positions += n_now;
      n -= n_now;
    }

  return spt_db_exec (db, error,
                      "INSERT INTO position_now (id, state, next_operation) SELECT id, CASE WHEN "
                      "n_errors > 0 THEN 'to-fix' ELSE 'ready' END, 'create' FROM position WHERE "
                      "id > ?1", "i", last) ? id : 0;
}

/**
 * spt_db_add_positions:
 * @db: a writing connection
 * @positions: (array length=n): new ones; their texts must stay until the call returns
 * @n: their number, at least one
 * @import_id: the import they came with; 0 = none
 * @who: (nullable): the clerk
 * @error: (out) (optional): why not
 *
 * Saves new positions, in their order, each as spt_db_save_position() would.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_positions (SptDb                 *db,
                      const SptNewPosition  *positions,
                      guint                  n,
                      gint64                 import_id,
                      const char            *who,
                      GError               **error)
{
  g_return_val_if_fail (positions != NULL && n > 0, FALSE);

  return spt_db_insert_positions (db, positions, n, import_id, who, error) != 0;
}

/**
 * spt_db_match_position:
 * @db: a connection
 * @iupd: the position's own identifier
 * @organization: (nullable): the creditor body; %NULL = one without
 * @match: (out caller-allocates): what there is
 * @error: (out) (optional): why not
 *
 * Finds a position that is not removed, with what decides whether an import may mend it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_match_position (SptDb             *db,
                       const char        *iupd,
                       const char        *organization,
                       SptPositionMatch  *match,
                       GError           **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT p.id, import_id, state = 'to-fix' AND accepted = 0 FROM position "
                    "AS p JOIN position_now AS w ON w.id = p.id WHERE iupd = ?1 AND organization IS ?2 AND "
                    "removed IS NULL ORDER BY p.id LIMIT 1", error);
  gboolean row;

  *match = (SptPositionMatch) { 0 };
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tt", iupd, organization) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;

  if (row)
    {
      match->id = sqlite3_column_int64 (stmt, 0);
      match->import_id = sqlite3_column_int64 (stmt, 1);
      match->is_to_fix = sqlite3_column_int64 (stmt, 2) != 0;
      sqlite3_reset (stmt);
    }

  return TRUE;
}

/**
 * spt_db_foreach_iupd:
 * @db: a connection
 * @max: more than so many are not asked for
 * @func: gets each IUPD
 * @user_data: for @func
 * @all: (out): %FALSE when there may be more than @max: then @func was not called
 * @error: (out) (optional): why not
 *
 * Goes through the IUPD of all positions, removed ones included, in no order.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_foreach_iupd (SptDb        *db,
                     guint64       max,
                     SptIupdFunc   func,
                     gpointer      user_data,
                     gboolean     *all,
                     GError      **error)
{
  sqlite3_stmt *stmt;
  gboolean row = TRUE;
  gint64 last;

  *all = FALSE;
  if (!spt_db_query_int (db, 0, &last, error, "SELECT max (id) FROM position", ""))
    return FALSE;
  if ((guint64) last > max)
    return TRUE;

  /* The index alone is read. */
  stmt = spt_db_prepare (db, "SELECT iupd FROM position WHERE iupd IS NOT NULL", error);
  if (stmt == NULL)
    return FALSE;
  while (row)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (row)
        func (spt_db_column_text (stmt, 0), user_data);
    }
  *all = TRUE;

  return TRUE;
}
