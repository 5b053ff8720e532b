/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings that are remembered: how the columns of somebody's file become ours. */
#define G_LOG_DOMAIN "spt-store-mappings"

#include "config.h"

#include "store/spt-store-imports.h"

#include "store/spt-store-private.h"

#define COLUMNS "id, name, header, doc"

/**
 * spt_stored_mapping_free:
 * @self: (transfer full) (nullable): a mapping
 *
 * Frees it.
 */
void
spt_stored_mapping_free (SptStoredMapping *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->header);
  g_free (self->doc);
  g_free (self);
}

static SptStoredMapping *
read_mapping (sqlite3_stmt *stmt)
{
  SptStoredMapping *mapping = g_new0 (SptStoredMapping, 1);

  mapping->id = sqlite3_column_int64 (stmt, 0);
  mapping->name = spt_db_dup_text (stmt, 1);
  mapping->header = spt_db_dup_text (stmt, 2);
  mapping->doc = spt_db_dup_text (stmt, 3);

  return mapping;
}

/**
 * spt_db_list_mappings:
 * @db: a connection
 * @kind: of what
 * @error: (out) (optional): why not
 *
 * Lists the mappings, the one used last first.
 *
 * Returns: (transfer full) (element-type SptStoredMapping) (nullable): the mappings
 */
GPtrArray *
spt_db_list_mappings (SptDb       *db,
                      const char  *kind,
                      GError     **error)
{
  g_autoptr (GPtrArray) list =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_stored_mapping_free);
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT " COLUMNS " FROM csv_mapping WHERE kind = ?1 "
                                       "ORDER BY used DESC, name", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "t", kind))
    return NULL;
  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_mapping (stmt));
    }
}

static gboolean
get_one (SptDb             *db,
         sqlite3_stmt      *stmt,
         const char        *kind,
         const char        *what,
         SptStoredMapping **mapping,
         GError           **error)
{
  gboolean row;

  *mapping = NULL;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "tt", kind, what) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      *mapping = read_mapping (stmt);
      sqlite3_reset (stmt);
    }

  return TRUE;
}

/**
 * spt_db_get_mapping:
 * @db: a connection
 * @kind: of what
 * @name: what a person called it
 * @mapping: (out) (transfer full) (nullable): the mapping; %NULL when there is none
 * @error: (out) (optional): why not
 *
 * Finds a mapping by its name.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_mapping (SptDb             *db,
                    const char        *kind,
                    const char        *name,
                    SptStoredMapping **mapping,
                    GError           **error)
{
  return get_one (db, spt_db_prepare (db, "SELECT " COLUMNS " FROM csv_mapping WHERE kind = ?1 AND "
                                      "name = ?2", error),
                  kind, name, mapping, error);
}

/**
 * spt_db_find_mapping:
 * @db: a connection
 * @kind: of what
 * @header: the digest of a header
 * @mapping: (out) (transfer full) (nullable): the one used last; %NULL when there is none
 * @error: (out) (optional): why not
 *
 * Finds the mapping of files that look like this one.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_find_mapping (SptDb             *db,
                     const char        *kind,
                     const char        *header,
                     SptStoredMapping **mapping,
                     GError           **error)
{
  return get_one (db, spt_db_prepare (db, "SELECT " COLUMNS " FROM csv_mapping WHERE kind = ?1 AND "
                                      "header = ?2 ORDER BY used DESC, id DESC LIMIT 1", error),
                  kind, header, mapping, error);
}

/**
 * spt_db_save_mapping:
 * @db: a writing connection
 * @kind: of what
 * @name: what a person calls it
 * @header: the digest of the header it was made for
 * @doc: the mapping
 * @error: (out) (optional): why not
 *
 * Remembers a mapping; one of the same name is replaced.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_save_mapping (SptDb       *db,
                     const char  *kind,
                     const char  *name,
                     const char  *header,
                     const char  *doc,
                     GError     **error)
{
  return spt_db_exec (db, error,
                      "INSERT INTO csv_mapping (kind, name, header, doc, used) VALUES (?1, ?2, ?3, "
                      "?4, ?5) ON CONFLICT (kind, name) DO UPDATE SET header = excluded.header, "
                      "doc = excluded.doc, used = excluded.used", "tttti",
                      kind, name, header, doc, spt_db_now (db));
}

/**
 * spt_db_remove_mapping:
 * @db: a writing connection
 * @kind: of what
 * @name: what it is called
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND
 *
 * Forgets a mapping.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_mapping (SptDb       *db,
                       const char  *kind,
                       const char  *name,
                       GError     **error)
{
  if (!spt_db_exec (db, error, "DELETE FROM csv_mapping WHERE kind = ?1 AND name = ?2", "tt", kind,
                    name))
    return FALSE;
  if (spt_db_n_changed (db) > 0)
    return TRUE;

  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no mapping \"%s\"",
               name);

  return FALSE;
}
