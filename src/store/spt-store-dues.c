/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues: saving, listing, taking away and bringing back. */
#define G_LOG_DOMAIN "spt-store-dues"

#include "config.h"

#include "store/spt-store-dues.h"

#include "store/spt-store-private.h"

/**
 * spt_due_type_new:
 * @id: its id; 0 = not saved
 * @organization: the creditor body
 * @name: its name
 * @doc: its record
 *
 * Makes a kind of due; texts are copied.
 *
 * Returns: (transfer full): the kind
 */
SptDueType *
spt_due_type_new (gint64      id,
                  const char *organization,
                  const char *name,
                  const char *doc)
{
  SptDueType *self = g_new0 (SptDueType, 1);

  self->id = id;
  self->organization = g_strdup (organization);
  self->name = g_strdup (name);
  self->doc = g_strdup (doc);

  return self;
}

/**
 * spt_due_type_free:
 * @self: (nullable) (transfer full): a kind of due
 *
 * Frees it.
 */
void
spt_due_type_free (SptDueType *self)
{
  if (self == NULL)
    return;

  g_free (self->organization);
  g_free (self->name);
  g_free (self->doc);
  g_free (self);
}

static SptDueType *
read_due_type (sqlite3_stmt *stmt)
{
  return spt_due_type_new (sqlite3_column_int64 (stmt, 0), spt_db_column_text (stmt, 1),
                           spt_db_column_text (stmt, 2), spt_db_column_text (stmt, 3));
}

/**
 * spt_db_list_due_types:
 * @db: a connection
 * @organization: (nullable): a creditor body; %NULL = all
 * @error: (out) (optional): why not
 *
 * Lists the kinds of dues by body and name, without the removed ones.
 *
 * Returns: (transfer full) (element-type SptDueType) (nullable): the kinds
 */
GPtrArray *
spt_db_list_due_types (SptDb       *db,
                       const char  *organization,
                       GError     **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_due_type_free);
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id, organization, name, doc FROM due_type WHERE removed IS NULL "
                    "AND (?1 IS NULL OR organization = ?1) ORDER BY organization, name COLLATE "
                    "NOCASE, id", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "t", organization))
    return NULL;

  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_due_type (stmt));
    }
}

/**
 * spt_db_get_due_type:
 * @db: a connection
 * @id: a kind of due
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets a kind of due, a removed one too.
 *
 * Returns: (transfer full) (nullable): the kind
 */
SptDueType *
spt_db_get_due_type (SptDb   *db,
                     gint64   id,
                     GError **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id, organization, name, doc FROM due_type WHERE id = ?1", error);
  SptDueType *due;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      spt_db_set_not_found ("kind of due", id, error);
      return NULL;
    }
  due = read_due_type (stmt);
  sqlite3_reset (stmt);

  return due;
}

/**
 * spt_db_save_due_type:
 * @db: a writing connection
 * @due: inserted when its id is 0, else updated
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when the body has one of that name
 *
 * Keeps a kind of due. Positions made from it stay as they are.
 *
 * Returns: the id; 0 on an error
 */
gint64
spt_db_save_due_type (SptDb             *db,
                      const SptDueType  *due,
                      const char        *who,
                      GError           **error)
{
  const char *clerk = who != NULL ? who : "";
  gint64 other;

  if (!spt_db_query_int (db, 0, &other, error,
                         "SELECT id FROM due_type WHERE organization = ?1 AND name = ?2 AND id <> "
                         "?3 AND removed IS NULL", "tti", due->organization, due->name, due->id))
    return 0;
  if (other != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "This body has a kind of due of that name already");
      return 0;
    }

  spt_db_mark (db, SPT_CHANGED_DUES);
  if (due->id == 0)
    {
      if (!spt_db_exec (db, error,
                        "INSERT INTO due_type (organization, name, doc, created, updated, "
                        "updated_by) VALUES (?1, ?2, ?3, ?4, ?4, ?5)", "tttit",
                        due->organization, due->name, due->doc, spt_db_now (db), clerk))
        return 0;
      return spt_db_last_id (db);
    }

  if (!spt_db_exec (db, error,
                    "UPDATE due_type SET organization = ?2, name = ?3, doc = ?4, updated = ?5, "
                    "updated_by = ?6 WHERE id = ?1 AND removed IS NULL", "itttit",
                    due->id, due->organization, due->name, due->doc, spt_db_now (db), clerk))
    return 0;
  if (spt_db_n_changed (db) != 1)
    {
      spt_db_set_not_found ("kind of due", due->id, error);
      return 0;
    }

  return due->id;
}

/**
 * spt_db_remove_due_type:
 * @db: a writing connection
 * @id: a kind of due
 * @restore: brings it back instead
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when its name was given to another meanwhile
 *
 * Takes a kind of due off the list; its row stays, because positions refer to it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_due_type (SptDb     *db,
                        gint64     id,
                        gboolean   restore,
                        GError   **error)
{
  gboolean ok = restore
                ? spt_db_exec (db, error, "UPDATE due_type SET removed = NULL WHERE id = ?1", "i",
                               id)
                : spt_db_exec (db, error, "UPDATE due_type SET removed = ?2 WHERE id = ?1 AND "
                               "removed IS NULL", "ii", id, spt_db_now (db));

  if (!ok)
    return FALSE;
  if (spt_db_n_changed (db) != 1)
    return spt_db_set_not_found ("kind of due", id, error);
  spt_db_mark (db, SPT_CHANGED_DUES);

  return TRUE;
}

/**
 * spt_db_set_position_due_type:
 * @db: a writing connection
 * @position_id: a position
 * @due_type_id: the kind it was made from; 0 = none
 * @error: (out) (optional): why not
 *
 * Notes which kind of due a position was made from.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_position_due_type (SptDb   *db,
                              gint64   position_id,
                              gint64   due_type_id,
                              GError **error)
{
  return spt_db_exec (db, error, "UPDATE position SET due_type_id = NULLIF (?2, 0) WHERE id = ?1",
                      "ii", position_id, due_type_id);
}

/**
 * spt_db_get_position_due_type:
 * @db: a connection
 * @position_id: a position
 * @due_type_id: (out): the kind it was made from; 0 = none
 * @error: (out) (optional): why not
 *
 * Says which kind of due a position was made from.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_position_due_type (SptDb   *db,
                              gint64   position_id,
                              gint64  *due_type_id,
                              GError **error)
{
  return spt_db_query_int (db, 0, due_type_id, error,
                           "SELECT due_type_id FROM position WHERE id = ?1", "i", position_id);
}
