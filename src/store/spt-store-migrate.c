/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbered scripts that bring an archive from one version to the next, one transaction each, a
 * copy kept before the first. */
#define G_LOG_DOMAIN "spt-store-migrate"

#include "config.h"

#include "store/spt-store-private.h"

/* Made by glib-compile-resources. */
GResource *spt_store_sql_get_resource (void);

/**
 * spt_store_get_sql:
 *
 * Gets the numbered scripts built into this program.
 *
 * Returns: (transfer none): a resource
 */
GResource *
spt_store_get_sql (void)
{
  return spt_store_sql_get_resource ();
}

static GBytes *
find_script (GResource   *resource,
             const char  *prefix,
             guint        version,
             GError     **error)
{
  g_auto (GStrv) names = g_resource_enumerate_children (resource, prefix, 0, error);
  g_autofree char *start = g_strdup_printf ("%04u-", version);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      if (g_str_has_prefix (names[i], start))
        {
          g_autofree char *path = g_build_filename (prefix, names[i], NULL);

          return g_resource_lookup_data (resource, path, 0, error);
        }
    }

  if (names != NULL)
    g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED,
                 "There is no script for version %u", version);

  return NULL;
}

static gboolean
check_foreign_keys (SptDb   *db,
                    GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "PRAGMA foreign_key_check", error);
  gboolean row;

  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;

  if (row)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED,
                   "A row of “%s” refers to what is not there",
                   spt_db_column_text (stmt, 0));
      sqlite3_reset (stmt);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_store_apply_script:
 * @db: a writing connection, outside of a transaction, references not enforced
 * @version: the version the script makes
 * @sql: the script
 * @error: (out) (optional): why not
 *
 * Runs one script in a transaction of its own, references checked at its end. Another process that
 * was quicker is fine.
 *
 * Returns: %FALSE on an error, with nothing changed
 */
gboolean
spt_store_apply_script (SptDb       *db,
                        guint        version,
                        const char  *sql,
                        GError     **error)
{
  g_autofree char *pragmas =
    g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u;", SPT_ARCHIVE_ID,
                     version);
  gint64 found;

  if (!spt_db_begin (db, error))
    return FALSE;

  if (!spt_db_query_int (db, 0, &found, error, "PRAGMA user_version", ""))
    {
      spt_db_rollback (db);
      return FALSE;
    }
  if (found >= version)
    {
      spt_db_rollback (db);
      return TRUE;
    }

  if (!spt_db_exec_script (db, sql, error) || !check_foreign_keys (db, error) ||
      !spt_db_exec_script (db, pragmas, error))
    {
      spt_db_rollback (db);
      return FALSE;
    }

  return spt_db_commit (db, error);
}

/**
 * spt_store_migrate:
 * @db: a writing connection, outside of a transaction
 * @resource: holds the scripts
 * @prefix: their folder in it; names begin with the version, "0002-…"
 * @target: the version wanted
 * @backup_path: (nullable): where a copy goes before the first change
 * @error: (out) (optional): why not
 *
 * Runs the scripts that are still missing, each in a transaction of its own with references checked
 * at its end. A new archive is made the same way, before it is switched to a log, so that its first
 * bytes are ours from the first moment.
 *
 * Returns: %FALSE on an error; the scripts before the failing one stay applied
 */
gboolean
spt_store_migrate (SptDb       *db,
                   GResource   *resource,
                   const char  *prefix,
                   guint        target,
                   const char  *backup_path,
                   GError     **error)
{
  gboolean ok = TRUE;
  gint64 version;

  if (!spt_db_query_int (db, 0, &version, error, "PRAGMA user_version", ""))
    return FALSE;
  if (version >= target)
    return TRUE;

  if (backup_path != NULL && !spt_store_copy (db->handle, backup_path, NULL, error))
    return FALSE;

  /* Rebuilding a table that others refer to needs this off, and it has no effect inside a
   * transaction. */
  if (!spt_db_exec_script (db, "PRAGMA foreign_keys = OFF", error))
    return FALSE;

  for (guint next = version + 1; ok && next <= target; next++)
    {
      g_autoptr (GBytes) script = find_script (resource, prefix, next, error);

      ok = script != NULL &&
           spt_store_apply_script (db, next, g_bytes_get_data (script, NULL), error);
    }

  /* What was prepared before knows the old tables; SQLite would prepare it anew, but column
   * counts may differ. */
  return spt_db_exec_script (db, "PRAGMA foreign_keys = ON", ok ? error : NULL) && ok;
}
