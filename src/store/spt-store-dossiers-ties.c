/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a dossier goes with: whom it is about, the account, what clerks note on it. */
#define G_LOG_DOMAIN "spt-store-dossiers-ties"

#include "config.h"

#include "store/spt-store-dossiers.h"
#include "store/spt-store-private.h"

static gboolean
set_column (SptDb       *db,
            gint64       id,
            const char  *sql,
            gint64       value,
            GError     **error)
{
  if (!spt_db_exec (db, error, sql, "ii", id, value))
    return FALSE;
  if (spt_db_n_changed (db) == 0)
    return spt_db_set_not_found ("dossier", id, error);
  spt_db_mark (db, SPT_CHANGED_DOSSIERS);

  return TRUE;
}

/**
 * spt_db_set_dossier_subject:
 * @db: a writing connection
 * @id: the dossier
 * @subject_id: whom of the directory it is about; 0 = nobody
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Notes whose data it was filled with.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_dossier_subject (SptDb   *db,
                            gint64   id,
                            gint64   subject_id,
                            GError **error)
{
  return set_column (db, id, "UPDATE dossier SET subject_id = NULLIF (?2, 0) WHERE id = ?1",
                     subject_id, error);
}

/**
 * spt_db_set_dossier_account:
 * @db: a writing connection
 * @id: the dossier
 * @account_id: where it will go; 0 = not decided
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when something of it was sent
 *
 * Says with which account a dossier goes, as long as nothing of it has left (design 3, Records).
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_dossier_account (SptDb   *db,
                            gint64   id,
                            gint64   account_id,
                            GError **error)
{
  gint64 sent;

  if (!spt_db_query_int (db, 0, &sent, error,
                         "SELECT IFNULL (account_id, ?2) <> ?2 AND (phase <> '' OR " SPT_SQL_DOSSIER_UNDER_WAY
                         " OR " SPT_SQL_DOSSIER_WAS_SENT ") FROM dossier WHERE id = ?1", "ii", id, account_id))
    return FALSE;
  if (sent != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Dossier %" G_GINT64_FORMAT " belongs to another account", id);
      return FALSE;
    }

  return set_column (db, id, "UPDATE dossier SET account_id = NULLIF (?2, 0) WHERE id = ?1",
                     account_id, error);
}

/**
 * spt_db_get_dossier_note:
 * @db: a connection
 * @id: the dossier
 * @note: (out) (transfer full): what clerks wrote
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets the note on a dossier.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_get_dossier_note (SptDb   *db,
                         gint64   id,
                         char   **note,
                         GError **error)
{
  g_autoptr (GPtrArray) texts =
    spt_db_list_texts (db, error, "SELECT note FROM dossier WHERE id = ?1", id);

  if (texts == NULL)
    return FALSE;
  if (texts->len == 0)
    return spt_db_set_not_found ("dossier", id, error);
  *note = g_strdup (g_ptr_array_index (texts, 0));

  return TRUE;
}

/**
 * spt_db_set_dossier_note:
 * @db: a writing connection
 * @id: the dossier
 * @note: what clerks write
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Keeps the note on a dossier.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_dossier_note (SptDb       *db,
                         gint64       id,
                         const char  *note,
                         GError     **error)
{
  if (!spt_db_exec (db, error, "UPDATE dossier SET note = ?2 WHERE id = ?1", "it", id, note))
    return FALSE;

  return spt_db_n_changed (db) == 1 || spt_db_set_not_found ("dossier", id, error);
}
