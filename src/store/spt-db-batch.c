/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many rows for one statement: what the program has in memory as a table "batch" with the columns
 * c0 to c5, so that 100,000 rows are a few hundred statements and not 100,000. */
#define G_LOG_DOMAIN "spt-db-batch"

#include "config.h"

#include "store/spt-store-private.h"

#define N_COLUMNS 6

typedef struct
{
  sqlite3_vtab  base;
  SptDb        *db;   /* (unowned) */
} Table;

typedef struct
{
  sqlite3_vtab_cursor  base;
  SptDb               *db;   /* (unowned) */
  guint                row;
} Cursor;

static int
connect_cb (sqlite3           *handle,
            void              *user_data,
            int                argc,
            const char *const *argv,
            sqlite3_vtab     **out,
            char             **message)
{
  Table *table;
  int code = sqlite3_declare_vtab (handle, "CREATE TABLE batch (c0, c1, c2, c3, c4, c5)");

  if (code != SQLITE_OK)
    return code;
  table = sqlite3_malloc (sizeof *table);
  if (table == NULL)
    return SQLITE_NOMEM;
  *table = (Table) { .db = user_data };
  *out = &table->base;

  return SQLITE_OK;
}

static int
disconnect_cb (sqlite3_vtab *base)
{
  sqlite3_free (base);

  return SQLITE_OK;
}

/* There is one way through it, from the first to the last, and that is to be gone once: as dear as
 * this, no plan puts it inside another loop. */
static int
best_index_cb (sqlite3_vtab       *base,
               sqlite3_index_info *info)
{
  info->estimatedCost = 1e9;
  info->estimatedRows = 200;

  return SQLITE_OK;
}

static int
open_cb (sqlite3_vtab         *base,
         sqlite3_vtab_cursor **out)
{
  Cursor *cursor = sqlite3_malloc (sizeof *cursor);

  if (cursor == NULL)
    return SQLITE_NOMEM;
  *cursor = (Cursor) { .db = ((Table *) base)->db };
  *out = &cursor->base;

  return SQLITE_OK;
}

static int
close_cb (sqlite3_vtab_cursor *base)
{
  sqlite3_free (base);

  return SQLITE_OK;
}

static int
filter_cb (sqlite3_vtab_cursor *base,
           int                  index_number,
           const char          *index_text,
           int                  argc,
           sqlite3_value      **argv)
{
  ((Cursor *) base)->row = 0;

  return SQLITE_OK;
}

static int
next_cb (sqlite3_vtab_cursor *base)
{
  ((Cursor *) base)->row++;

  return SQLITE_OK;
}

static int
eof_cb (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *) base;

  return cursor->row >= cursor->db->batch.n;
}

static int
column_cb (sqlite3_vtab_cursor *base,
           sqlite3_context     *context,
           int                  column)
{
  Cursor *cursor = (Cursor *) base;

  cursor->db->batch.give (context, cursor->db->batch.data, cursor->row, column);

  return SQLITE_OK;
}

static int
rowid_cb (sqlite3_vtab_cursor *base,
          sqlite3_int64       *rowid)
{
  *rowid = ((Cursor *) base)->row;

  return SQLITE_OK;
}

/**
 * spt_db_add_batch_table:
 * @db: a connection that is being opened
 * @error: (out) (optional): why not
 *
 * Makes the table "batch" known to a connection. It is empty but during spt_db_exec_batch().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_add_batch_table (SptDb   *db,
                        GError **error)
{
  static const sqlite3_module module = {
    .xConnect = connect_cb,
    .xBestIndex = best_index_cb,
    .xDisconnect = disconnect_cb,
    .xOpen = open_cb,
    .xClose = close_cb,
    .xFilter = filter_cb,
    .xNext = next_cb,
    .xEof = eof_cb,
    .xColumn = column_cb,
    .xRowid = rowid_cb,
  };

  if (sqlite3_create_module_v2 (db->handle, "batch", &module, db, NULL) != SQLITE_OK)
    {
      spt_db_set_error (db, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_db_exec_batch:
 * @db: a connection
 * @n: rows of the table "batch"
 * @give: sets the result for a row, from 0, and a column, from 0
 * @data: for @give
 * @error: (out) (optional): why not
 * @sql: one statement that reads "batch"
 * @types: as for spt_db_bind()
 * @...: the arguments
 *
 * Runs a statement over rows that are in memory. Their texts must stay until it returns.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_exec_batch (SptDb        *db,
                   guint         n,
                   SptBatchFunc  give,
                   gpointer      data,
                   GError      **error,
                   const char   *sql,
                   const char   *types,
                   ...)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row = TRUE;
  va_list args;
  gboolean ok;

  if (stmt == NULL)
    return FALSE;

  va_start (args, types);
  ok = spt_db_bind_valist (db, stmt, types, &args, error);
  va_end (args);

  db->batch = (SptBatch) { n, give, data };
  while (ok && row)
    ok = spt_db_step (db, stmt, &row, error);
  db->batch = (SptBatch) { 0 };

  return ok;
}
