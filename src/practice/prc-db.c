/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens the practice state and runs cached statements on it. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-db.h"

#include <stdarg.h>

struct _PrcDb
{
  sqlite3    *handle;
  GHashTable *statements;   /* SQL text (a literal) → sqlite3_stmt */
};

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

/**
 * prc_db_open:
 * @path: the file
 * @error: return location
 *
 * Opens or makes the state file. Losing the last moments after a power cut is fine here, a killed
 * process loses nothing.
 *
 * Returns: (transfer full): the database, or %NULL
 */
PrcDb *
prc_db_open (const char  *path,
             GError     **error)
{
  PrcDb *self = g_new0 (PrcDb, 1);

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  if (sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
      SQLITE_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path,
                   sqlite3_errmsg (self->handle));
      prc_db_close (self);
      return NULL;
    }
  if (!prc_db_exec (self, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;", error))
    {
      prc_db_close (self);
      return NULL;
    }
  return self;
}

/**
 * prc_db_close:
 * @self: (transfer full): the database
 *
 * Closes it.
 */
void
prc_db_close (PrcDb *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

/**
 * prc_db_exec:
 * @self: the database
 * @sql: statements
 * @error: return location
 *
 * Runs statements without parameters.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_db_exec (PrcDb       *self,
             const char  *sql,
             GError     **error)
{
  char *message = NULL;

  if (sqlite3_exec (self->handle, sql, NULL, NULL, &message) == SQLITE_OK)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s", message != NULL ? message : "sqlite");
  sqlite3_free (message);
  return FALSE;
}

static sqlite3_stmt *
bind (PrcDb      *self,
      const char *sql,
      const char *types,
      va_list     args)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int i;

  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
          SQLITE_OK)
        g_error ("%s: %s", sqlite3_errmsg (self->handle), sql);
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  for (i = 0; types[i] != '\0'; i++)
    {
      GBytes *bytes;

      switch (types[i])
        {
        case 's':
          sqlite3_bind_text (statement, i + 1, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
          break;
        case 'i':
          sqlite3_bind_int64 (statement, i + 1, va_arg (args, gint64));
          break;
        case 'b':
          bytes = va_arg (args, GBytes *);
          sqlite3_bind_blob64 (statement, i + 1, g_bytes_get_data (bytes, NULL),
                               g_bytes_get_size (bytes), SQLITE_TRANSIENT);
          break;
        default:
          g_assert_not_reached ();
        }
    }
  return statement;
}

/**
 * prc_db_query:
 * @self: the database
 * @sql: one statement, a string literal
 * @types: one letter a parameter: s text, i #gint64, b #GBytes
 * @...: the parameters
 *
 * Prepares a query. The statement is cached: it must not be asked for again before its rows are
 * read.
 *
 * Returns: (transfer none): the statement, for prc_db_next()
 */
sqlite3_stmt *
prc_db_query (PrcDb      *self,
              const char *sql,
              const char *types,
              ...)
{
  sqlite3_stmt *statement;
  va_list args;

  va_start (args, types);
  statement = bind (self, sql, types, args);
  va_end (args);
  return statement;
}

/**
 * prc_db_next:
 * @statement: from prc_db_query()
 *
 * Goes to the next row; after the last one, or when stopping early by calling sqlite3_reset(), the
 * statement is free again.
 *
 * Returns: %TRUE if there is a row
 */
gboolean
prc_db_next (sqlite3_stmt *statement)
{
  int result = sqlite3_step (statement);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    g_warning ("state: %s", sqlite3_errmsg (sqlite3_db_handle (statement)));
  sqlite3_reset (statement);
  return FALSE;
}

/**
 * prc_db_run:
 * @self: the database
 * @sql: one statement, a string literal
 * @types: as for prc_db_query()
 * @...: the parameters
 *
 * Runs a change.
 *
 * Returns: %FALSE if a constraint refused it (or, with a warning, on any other fault)
 */
gboolean
prc_db_run (PrcDb      *self,
            const char *sql,
            const char *types,
            ...)
{
  sqlite3_stmt *statement;
  va_list args;
  int result;

  va_start (args, types);
  statement = bind (self, sql, types, args);
  va_end (args);
  result = sqlite3_step (statement);
  if (result != SQLITE_DONE && result != SQLITE_ROW && (result & 0xff) != SQLITE_CONSTRAINT)
    g_warning ("state: %s", sqlite3_errmsg (self->handle));
  sqlite3_reset (statement);
  return result == SQLITE_DONE || result == SQLITE_ROW;
}

/**
 * prc_db_number:
 * @self: the database
 * @sql: a query for one number, a string literal
 * @types: see prc_db_query()
 * @...: the parameters
 *
 * Asks for a number, or whether there is a row.
 *
 * Returns: the first column of the last row, 0 without one
 */
gint64
prc_db_number (PrcDb      *self,
               const char *sql,
               const char *types,
               ...)
{
  sqlite3_stmt *statement;
  gint64 number = 0;
  va_list args;

  va_start (args, types);
  statement = bind (self, sql, types, args);
  va_end (args);
  while (prc_db_next (statement))
    number = sqlite3_column_int64 (statement, 0);
  return number;
}

/**
 * prc_db_last_id:
 * @self: the database
 *
 * The row id of the last insert.
 *
 * Returns: the id
 */
gint64
prc_db_last_id (PrcDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * prc_db_text:
 * @statement: a statement on a row
 * @column: the column, from 0
 *
 * Reads a text column.
 *
 * Returns: (nullable): the text, valid until the next step
 */
const char *
prc_db_text (sqlite3_stmt *statement,
             int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}
