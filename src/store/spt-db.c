/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection: statements kept prepared, arguments bound by letters, every return code
 * turned into an error. */
#define G_LOG_DOMAIN "spt-db"

#include "config.h"

#include "store/spt-db.h"

#include <errno.h>

#include "store/spt-store-private.h"

/* The log is copied into the archive when a commit leaves so many pages in it; SQLite's own number. */
#define CHECKPOINT_PAGES 1000

G_DEFINE_QUARK (spt_store_error_quark, spt_store_error)

SptStoreTesting spt_store_testing;

static SptStoreError
map_code (sqlite3 *handle,
          int      code)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return SPT_STORE_ERROR_LOCKED;
    case SQLITE_CORRUPT:
      return SPT_STORE_ERROR_DAMAGED;
    case SQLITE_NOTADB:
      return SPT_STORE_ERROR_NOT_OURS;
    case SQLITE_READONLY:
      return SPT_STORE_ERROR_READ_ONLY;
    case SQLITE_FULL:
      return SPT_STORE_ERROR_FULL;
    case SQLITE_IOERR:
      /* SQLite says FULL for ENOSPC alone; a quota or a file size limit is the same thing to a
       * person. */
      switch (handle != NULL ? sqlite3_system_errno (handle) : 0)
        {
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
          return SPT_STORE_ERROR_FULL;
        case EROFS:
          return SPT_STORE_ERROR_READ_ONLY;
        default:
          return SPT_STORE_ERROR_IO;
        }
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return SPT_STORE_ERROR_IO;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return SPT_STORE_ERROR_CONSTRAINT;
    default:
      return SPT_STORE_ERROR_FAILED;
    }
}

/**
 * spt_db_take_code:
 * @handle: (nullable): the connection that failed
 * @code: its result code, plain or extended
 * @what: what was being done, for the message
 * @error: (out) (optional): set
 *
 * Turns a result code of SQLite into an error of the archive. An interrupted statement is
 * %G_IO_ERROR_CANCELLED.
 */
void
spt_db_take_code (sqlite3     *handle,
                  int          code,
                  const char  *what,
                  GError     **error)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
      return;
    }

  g_set_error (error, SPT_STORE_ERROR, map_code (handle, code), "%s: %s (%d)", what,
               handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code), code);
}

/**
 * spt_db_set_error:
 * @db: a connection
 * @error: (out) (optional): set
 *
 * Makes an error from the connection's last result code.
 */
void
spt_db_set_error (SptDb   *db,
                  GError **error)
{
  spt_db_take_code (db->handle, sqlite3_extended_errcode (db->handle), "Archive", error);
}

/* Nobody asks SQLite how much memory it has; keeping count costs a lock at each allocation. */
static gpointer
configure_sqlite (gpointer data)
{
  /* Too late when somebody else in this process has used it before: then it stays as it is. */
  return GINT_TO_POINTER (sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0));
}

static gboolean
set_pragmas (SptDb   *db,
             GError **error)
{
  if (!spt_db_exec_script (db,
                           "PRAGMA foreign_keys = ON;PRAGMA trusted_schema = OFF;PRAGMA "
                           "cell_size_check = ON;PRAGMA temp_store = MEMORY;PRAGMA "
                           "journal_size_limit = 67108864;PRAGMA synchronous = FULL;", error) ||
      !spt_db_set_cache (db, SPT_DB_CACHE_KIB, error))
    return FALSE;

  return db->writable || spt_db_exec_script (db, "PRAGMA query_only = ON;", error);
}

/**
 * spt_db_get_busy_ms:
 *
 * Gets how long another process's lock is waited for, milliseconds.
 *
 * Returns: the time
 */
int
spt_db_get_busy_ms (void)
{
  return spt_store_testing.busy_ms != 0 ? (int) spt_store_testing.busy_ms : SPT_STORE_BUSY_MS;
}

/**
 * spt_db_open:
 * @path: an existing file
 * @writable: %FALSE for the reader, which may not write even by mistake
 * @clock: the archive's clock
 * @error: (out) (optional): why not
 *
 * Opens a connection with the settings all of ours have. Nothing of the file is read beyond what
 * the settings need.
 *
 * Returns: (transfer full) (nullable): the connection
 */
SptDb *
spt_db_open (const char  *path,
             gboolean     writable,
             SptClock    *clock,
             GError     **error)
{
  static GOnce once = G_ONCE_INIT;
  g_autoptr (SptDb) db = g_new0 (SptDb, 1);
  int code;

  g_once (&once, configure_sqlite, NULL);
  db->writable = writable;
  db->clock = g_object_ref (clock);
  db->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) sqlite3_finalize);

  /* The reader too is opened for writing: in WAL mode it must be able to make the index file. */
  code =
    sqlite3_open_v2 (path, &db->handle,
                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  if (code != SQLITE_OK)
    {
      spt_db_take_code (db->handle, code, path, error);
      return NULL;
    }

  sqlite3_busy_timeout (db->handle, spt_db_get_busy_ms ());
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);

  if (!set_pragmas (db, error) || !spt_db_add_batch_table (db, error))
    return NULL;

  return g_steal_pointer (&db);
}

/**
 * spt_db_close:
 * @db: (transfer full) (nullable): a connection
 *
 * Closes it; what is not committed is rolled back.
 */
void
spt_db_close (SptDb *db)
{
  if (db == NULL)
    return;

  if (db->words != NULL)
    db->tokenizer.xDelete (db->words);
  g_clear_pointer (&db->statements, g_hash_table_unref);
  g_clear_pointer (&db->walk, g_array_unref);
  if (db->handle != NULL && sqlite3_close (db->handle) != SQLITE_OK)
    g_critical ("A connection could not be closed: %s", sqlite3_errmsg (db->handle));
  g_clear_object (&db->clock);
  g_free (db);
}

static SptRecentStatement *
find_recent (SptDb      *db,
             const char *sql)
{
  return &db->recent[(GPOINTER_TO_SIZE (sql) >> 3) % G_N_ELEMENTS (db->recent)];
}

/**
 * spt_db_prepare:
 * @db: a connection
 * @sql: one statement
 * @error: (out) (optional): why not
 *
 * Gets a statement, prepared once for the life of the connection. It must not be in use further up
 * the stack.
 *
 * Returns: (transfer none) (nullable): the statement, reset and with nothing bound
 */
sqlite3_stmt *
spt_db_prepare (SptDb       *db,
                const char  *sql,
                GError     **error)
{
  SptRecentStatement *recent = find_recent (db, sql);
  gpointer key = NULL;
  gpointer stmt = NULL;

  /* The address alone is no proof: a text that was built and freed may have left its address to
   * another. */
  if (recent->sql == sql && strcmp (recent->key, sql) == 0)
    {
      stmt = recent->stmt;
    }
  else if (!g_hash_table_lookup_extended (db->statements, sql, &key, &stmt))
    {
      sqlite3_stmt *made = NULL;
      int code = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &made, NULL);

      if (code != SQLITE_OK)
        {
          spt_db_take_code (db->handle, code, "Preparing a statement", error);
          return NULL;
        }
      key = g_strdup (sql);
      stmt = made;
      g_hash_table_insert (db->statements, key, stmt);
    }

  if (key != NULL)
    *recent = (SptRecentStatement) { sql, key, stmt }
  ;

  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);

  return stmt;
}

/**
 * spt_db_step:
 * @db: a connection
 * @stmt: a statement of it
 * @row: (out): whether a row is there
 * @error: (out) (optional): why not
 *
 * Takes one step. A statement that is done or failed is reset.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_step (SptDb         *db,
             sqlite3_stmt  *stmt,
             gboolean      *row,
             GError       **error)
{
  int code;

  *row = FALSE;

  if (G_UNLIKELY (g_atomic_int_get (&db->fail_in) > 0) && g_atomic_int_dec_and_test (&db->fail_in))
    {
      sqlite3_reset (stmt);
      g_set_error_literal (error, SPT_STORE_ERROR, SPT_STORE_ERROR_IO,
                           "A statement failed because a test said so");
      return FALSE;
    }

  code = sqlite3_step (stmt);
  if (code == SQLITE_ROW)
    {
      *row = TRUE;
      return TRUE;
    }
  if (code != SQLITE_DONE)
    spt_db_take_code (db->handle, code, "Archive", error);

  sqlite3_reset (stmt);

  return code == SQLITE_DONE;
}

/**
 * spt_db_bind_valist:
 * @db: a connection
 * @stmt: a statement, just prepared
 * @types: as for spt_db_bind()
 * @args: the arguments
 * @error: (out) (optional): why not
 *
 * Does the work of spt_db_bind(), for functions that take arguments themselves.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_bind_valist (SptDb         *db,
                    sqlite3_stmt  *stmt,
                    const char    *types,
                    va_list       *args,
                    GError       **error)
{
  g_assert (strlen (types) == (gsize) sqlite3_bind_parameter_count (stmt));

  for (int i = 1; *types != '\0'; i++, types++)
    {
      int code = SQLITE_MISUSE;

      if (*types == 'i')
        {
          code = sqlite3_bind_int64 (stmt, i, va_arg (*args, gint64));
        }
      else if (*types == 't')
        {
          const char *text = va_arg (*args, const char *);

          code = text != NULL ? sqlite3_bind_text (stmt, i, text, -1, SQLITE_STATIC)
            : sqlite3_bind_null (stmt, i);
        }
      else if (*types == 'b')
        {
          GBytes *bytes = va_arg (*args, GBytes *);
          gsize size = 0;
          const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

          if (bytes == NULL)
            code = sqlite3_bind_null (stmt, i);
          else if (size == 0)
            code = sqlite3_bind_zeroblob (stmt, i, 0);
          else
            code = sqlite3_bind_blob64 (stmt, i, data, size, SQLITE_STATIC);
        }
      else
        {
          g_assert_not_reached ();
        }

      if (code != SQLITE_OK)
        {
          spt_db_take_code (db->handle, code, "Binding a value", error);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * spt_db_bind:
 * @db: a connection
 * @stmt: a statement, just prepared
 * @error: (out) (optional): why not
 * @types: one letter an argument: i gint64, t text (nullable), b GBytes (nullable)
 * @...: the arguments; texts and bytes must stay until the statement is reset
 *
 * Binds all arguments of a statement.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_bind (SptDb         *db,
             sqlite3_stmt  *stmt,
             GError       **error,
             const char    *types,
             ...)
{
  va_list args;
  gboolean ok;

  va_start (args, types);
  ok = spt_db_bind_valist (db, stmt, types, &args, error);
  va_end (args);

  return ok;
}

/**
 * spt_db_exec:
 * @db: a connection
 * @error: (out) (optional): why not
 * @sql: one statement
 * @types: as for spt_db_bind()
 * @...: the arguments
 *
 * Prepares, binds and runs to the end; rows are thrown away.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_exec (SptDb       *db,
             GError     **error,
             const char  *sql,
             const char  *types,
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

  while (ok && row)
    ok = spt_db_step (db, stmt, &row, error);

  return ok;
}

/**
 * spt_db_query_int:
 * @db: a connection
 * @fallback: for no row, or NULL
 * @out: (out): the integer
 * @error: (out) (optional): why not
 * @sql: a query of one column
 * @types: as for spt_db_bind()
 * @...: the arguments
 *
 * Asks for one integer.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_query_int (SptDb       *db,
                  gint64       fallback,
                  gint64      *out,
                  GError     **error,
                  const char  *sql,
                  const char  *types,
                  ...)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row;
  va_list args;
  gboolean ok;

  *out = fallback;
  if (stmt == NULL)
    return FALSE;

  va_start (args, types);
  ok = spt_db_bind_valist (db, stmt, types, &args, error);
  va_end (args);

  if (!ok || !spt_db_step (db, stmt, &row, error))
    return FALSE;

  if (row && sqlite3_column_type (stmt, 0) != SQLITE_NULL)
    *out = sqlite3_column_int64 (stmt, 0);
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_exec_script:
 * @db: a connection
 * @sql: any number of statements without arguments
 * @error: (out) (optional): why not
 *
 * Runs a script; stops at the first statement that fails.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_exec_script (SptDb       *db,
                    const char  *sql,
                    GError     **error)
{
  int code = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    spt_db_take_code (db->handle, code, "Archive", error);

  return code == SQLITE_OK;
}

/**
 * spt_db_set_cache:
 * @db: a connection
 * @kib: the most that it keeps of the archive in memory, KiB
 * @error: (out) (optional): why not
 *
 * Says how much is kept. What only runs through the archive once needs little.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_cache (SptDb   *db,
                  guint    kib,
                  GError **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA cache_size = -%u", kib);

  return spt_db_exec_script (db, sql, error);
}

/**
 * spt_db_set_journal_mode:
 * @db: a connection outside of a transaction
 * @mode: "wal" or "delete"
 * @is_set: (out): whether the archive now has that mode; leaving a log takes being alone
 * @error: (out) (optional): why not
 *
 * Asks for a way of keeping transactions.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_journal_mode (SptDb       *db,
                         const char  *mode,
                         gboolean    *is_set,
                         GError     **error)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode = %s", mode);
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row;

  *is_set = FALSE;
  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;

  *is_set = row && g_strcmp0 (spt_db_column_text (stmt, 0), mode) == 0;
  sqlite3_reset (stmt);

  return TRUE;
}

/**
 * spt_db_begin:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Begins a transaction: a writer's takes the write lock at once, so that what it reads cannot
 * change under it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_begin (SptDb   *db,
              GError **error)
{
  db->changed = 0;
  db->index_first = 0;
  db->index_waits = FALSE;

  return spt_db_exec (db, error, db->writable ? "BEGIN IMMEDIATE" : "BEGIN", "");
}

static void
reset_all (SptDb *db)
{
  for (sqlite3_stmt *stmt = sqlite3_next_stmt (db->handle,
                                               NULL); stmt != NULL; stmt =
         sqlite3_next_stmt (db->handle, stmt))
    {
      if (sqlite3_stmt_busy (stmt))
        sqlite3_reset (stmt);
    }
}

/**
 * spt_db_commit:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Ends the transaction. When that fails, everything of it is undone.
 *
 * Returns: %TRUE when it is on disk
 */
gboolean
spt_db_commit (SptDb   *db,
               GError **error)
{
  gboolean ok;

  reset_all (db);

  if (db->index_first != 0 && !spt_search_flush (db, error))
    {
      spt_db_rollback (db);
      return FALSE;
    }

  /* What an import wrote is safe in the log. It is copied into the archive with the first slice of
   * the index, which follows at once: nobody waits for that. */
  sqlite3_wal_autocheckpoint (db->handle, db->index_waits ? 0 : CHECKPOINT_PAGES);
  ok = spt_db_exec (db, error, "COMMIT", "");
  if (!ok)
    spt_db_rollback (db);

  return ok;
}

/**
 * spt_db_rollback:
 * @db: a connection
 *
 * Undoes the transaction, if SQLite has not done so already.
 */
void
spt_db_rollback (SptDb *db)
{
  reset_all (db);
  db->changed = 0;
  db->index_first = 0;
  db->index_waits = FALSE;

  /* Not through spt_db_step(): a test's failing step must not hit the clean-up. */
  if (!sqlite3_get_autocommit (db->handle))
    {
      int code = sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);

      if (code != SQLITE_OK && !sqlite3_get_autocommit (db->handle))
        g_critical ("Rolling back failed: %s", sqlite3_errmsg (db->handle));
    }
}

/**
 * spt_db_last_id:
 * @db: a connection
 *
 * Gets the id of the row inserted last.
 *
 * Returns: the id
 */
gint64
spt_db_last_id (SptDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

/**
 * spt_db_n_changed:
 * @db: a connection
 *
 * Counts the rows that the last INSERT, UPDATE or DELETE changed.
 *
 * Returns: the number
 */
gint64
spt_db_n_changed (SptDb *db)
{
  return sqlite3_changes64 (db->handle);
}

/**
 * spt_db_now:
 * @db: a connection
 *
 * Asks the archive's clock.
 *
 * Returns: UTC, in milliseconds
 */
gint64
spt_db_now (SptDb *db)
{
  return spt_clock_get_utc_ms (db->clock);
}

/**
 * spt_db_mark:
 * @db: a connection
 * @what: what the transaction changes
 *
 * Adds to the notice that goes out after the commit.
 */
void
spt_db_mark (SptDb      *db,
             SptChanged  what)
{
  db->changed |= what;
}

/**
 * spt_store_error_get_message_code:
 * @error: an error of this domain
 *
 * Gets the code under which the message tables explain it.
 *
 * Returns: (transfer none): a static string
 */
const char *
spt_store_error_get_message_code (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == SPT_STORE_ERROR, "archive-failed");

  switch ((SptStoreError) error->code)
    {
    case SPT_STORE_ERROR_DAMAGED:
      return "archive-damaged";
    case SPT_STORE_ERROR_NEWER:
      return "archive-newer";
    case SPT_STORE_ERROR_NOT_OURS:
      return "archive-not-ours";
    case SPT_STORE_ERROR_READ_ONLY:
      return "archive-read-only";
    case SPT_STORE_ERROR_LOCKED:
      return "archive-locked";
    case SPT_STORE_ERROR_NETWORK_FS:
      return "archive-network-fs";
    case SPT_STORE_ERROR_FULL:
      return "disk-full";
    case SPT_STORE_ERROR_IO:
      return "archive-io";
    case SPT_STORE_ERROR_CONSTRAINT:
      return "archive-constraint";
    case SPT_STORE_ERROR_CONFLICT:
      return "archive-conflict";
    case SPT_STORE_ERROR_NOT_FOUND:
      return "archive-not-found";
    case SPT_STORE_ERROR_UNCONFIRMED:
      return "iuv-unconfirmed";
    case SPT_STORE_ERROR_USED_UP:
      return "iuv-used-up";
    case SPT_STORE_ERROR_FAILED:
    default:
      return "archive-failed";
    }
}
