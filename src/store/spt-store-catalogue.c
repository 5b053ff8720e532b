/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an office chooses from again and again: the offers of an account. */
#define G_LOG_DOMAIN "spt-store-catalogue"

#include "config.h"

#include "store/spt-store-dossiers.h"
#include "store/spt-store-private.h"

#define MAX_READ 5000 /* documents: what an office works with stands in its newest ones */

/* *INDENT-OFF* */
static const SptMember members[] = {
  SPT_MEMBER (SptCatalogueEntry, INT, id),
  SPT_MEMBER (SptCatalogueEntry, INT, account_id),
  SPT_MEMBER (SptCatalogueEntry, TEXT, code),
  SPT_MEMBER (SptCatalogueEntry, TEXT, name),
  SPT_MEMBER (SptCatalogueEntry, TEXT, doc),
};
/* *INDENT-ON* */

static const SptStruct entry_struct = SPT_STRUCT (SptCatalogueEntry, members);

/**
 * spt_catalogue_entry_free:
 * @self: (transfer full) (nullable): an entry
 *
 * Frees it.
 */
void
spt_catalogue_entry_free (SptCatalogueEntry *self)
{
  spt_struct_free (&entry_struct, self);
}

/**
 * spt_db_list_catalogue:
 * @db: a connection
 * @kind: "voucher.offer"
 * @account_id: whose; those of all accounts too
 * @error: (out) (optional): why not
 *
 * Lists what there is to choose from, by code.
 *
 * Returns: (transfer full) (element-type SptCatalogueEntry) (nullable): the entries
 */
GPtrArray *
spt_db_list_catalogue (SptDb       *db,
                       const char  *kind,
                       gint64       account_id,
                       GError     **error)
{
  return spt_db_list_structs (db, &entry_struct, (GDestroyNotify) spt_catalogue_entry_free, error,
                              "SELECT id, IFNULL (account_id, 0), code, name, doc FROM catalogue "
                              "WHERE kind = ?1 AND removed IS NULL AND (account_id IS NULL OR "
                              "account_id = ?2) ORDER BY code COLLATE NOCASE, id", "ti", kind,
                              account_id);
}

/**
 * spt_db_save_catalogue:
 * @db: a writing connection
 * @kind: "voucher.offer"
 * @entry: inserted when its id is 0, else updated
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT when the code is there already
 *
 * Keeps an entry. What was made with it stays as it is.
 *
 * Returns: the id; 0 on an error
 */
gint64
spt_db_save_catalogue (SptDb                    *db,
                       const char               *kind,
                       const SptCatalogueEntry  *entry,
                       const char               *who,
                       GError                  **error)
{
  spt_db_mark (db, SPT_CHANGED_CATALOGUE);

  if (entry->id == 0)
    return spt_db_exec (db, error,
                        "INSERT INTO catalogue (kind, account_id, code, name, doc, updated, "
                        "updated_by) VALUES (?1, NULLIF (?2, 0), ?3, ?4, ?5, ?6, ?7)", "titttit",
                        kind, entry->account_id, entry->code, entry->name != NULL ? entry->name : "",
                        entry->doc, spt_db_now (db), who != NULL ? who : "")
           ? spt_db_last_id (db) : 0;

  if (!spt_db_exec (db, error,
                    "UPDATE catalogue SET account_id = NULLIF (?2, 0), code = ?3, name = ?4, doc = "
                    "?5, updated = ?6, updated_by = ?7 WHERE id = ?1", "iitttit", entry->id,
                    entry->account_id, entry->code, entry->name != NULL ? entry->name : "",
                    entry->doc, spt_db_now (db), who != NULL ? who : ""))
    return 0;
  if (spt_db_n_changed (db) == 0)
    {
      spt_db_set_not_found ("catalogue entry", entry->id, error);
      return 0;
    }

  return entry->id;
}

/**
 * spt_db_remove_catalogue:
 * @db: a writing connection
 * @id: an entry
 * @restore: brings it back
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none;
 *   %SPT_STORE_ERROR_CONSTRAINT when its code is taken meanwhile
 *
 * Takes an entry away, or brings it back.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_catalogue (SptDb     *db,
                         gint64     id,
                         gboolean   restore,
                         GError   **error)
{
  if (!spt_db_exec (db, error, "UPDATE catalogue SET removed = NULLIF (?2, 0) WHERE id = ?1", "ii",
                    id, restore ? G_GINT64_CONSTANT (0) : spt_db_now (db)))
    return FALSE;
  if (spt_db_n_changed (db) == 0)
    return spt_db_set_not_found ("catalogue entry", id, error);
  spt_db_mark (db, SPT_CHANGED_CATALOGUE);

  return TRUE;
}

/**
 * spt_db_list_used_texts:
 * @db: a connection
 * @kind: of dossiers
 * @account_id: whose, and those that are bound to none
 * @paths: (array fixed-size=3): fields of the document's root
 * @max: how many combinations at most
 * @error: (out) (optional): why not
 *
 * Lists what was typed before into three fields that go together. The newest %MAX_READ documents
 * are looked at.
 *
 * Returns: (transfer full) (element-type GStrv) (nullable): the texts in the order of @paths
 */
GPtrArray *
spt_db_list_used_texts (SptDb              *db,
                        const char         *kind,
                        gint64              account_id,
                        const char *const  *paths,
                        guint               max,
                        GError            **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autofree char *first = g_strdup_printf ("$.\"%s\"", paths[0]);
  g_autofree char *second = g_strdup_printf ("$.\"%s\"", paths[1]);
  g_autofree char *third = g_strdup_printf ("$.\"%s\"", paths[2]);
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT IFNULL (json_extract (doc, ?3), '') AS a, IFNULL (json_extract "
                    "(doc, ?4), '') AS b, IFNULL (json_extract (doc, ?5), '') AS c FROM (SELECT "
                    "t.doc FROM dossier AS d JOIN dossier_doc AS t USING (id) WHERE d.kind = ?1 AND "
                    "d.removed IS NULL AND (d.account_id IS NULL OR d.account_id = ?2) AND "
                    "json_valid (t.doc) ORDER BY d.id DESC LIMIT ?6) WHERE a <> '' GROUP BY a, b, c "
                    "ORDER BY COUNT (*) DESC, a, b, c LIMIT ?7", error);
  gboolean row;

  if (stmt == NULL ||
      !spt_db_bind (db, stmt, error, "titttii", kind, account_id, first, second, third,
                    (gint64) MAX_READ, (gint64) max))
    return NULL;
  for (;;)
    {
      char **texts;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        break;
      texts = g_new0 (char *, 4);
      for (int i = 0; i < 3; i++)
        texts[i] = g_strdup ((const char *) sqlite3_column_text (stmt, i));
      g_ptr_array_add (list, texts);
    }

  return g_steal_pointer (&list);
}
