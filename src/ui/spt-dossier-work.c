/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of any dossier asks of the archive. */
#define G_LOG_DOMAIN "spt-dossier-work"

#include "config.h"

#include "ui/spt-dossier-work.h"

#include "outbox/spt-dossiers.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"

/* --- loading --------------------------------------------------------------------------------------- */

/**
 * spt_dossier_load_clear:
 * @self: part of what a kind reads
 *
 * Frees what it has.
 */
void
spt_dossier_load_clear (SptDossierLoad *self)
{
  spt_record_load_clear (&self->record);
  g_clear_object (&self->dossier);
  g_clear_object (&self->account);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_clear_pointer (&self->overrides, g_ptr_array_unref);
}

static gboolean
load_accounts (SptDb           *db,
               const char      *kind,
               SptDossierLoad  *self,
               GError         **error)
{
  const char *service = spt_service_get_info (spt_services_find_kind (kind))->id;
  g_autoptr (GPtrArray) all = spt_db_list_accounts (db, error);

  if (all == NULL)
    return FALSE;
  self->accounts = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < all->len; i++)
    {
      SptAccount *account = g_ptr_array_index (all, i);

      if (g_strcmp0 (spt_account_get_service (account), service) == 0)
        g_ptr_array_add (self->accounts, g_object_ref (account));
    }

  return TRUE;
}

/**
 * spt_dossier_load:
 * @db: the archive, on its thread
 * @kind: of the record
 * @self: part of what a kind reads, with the id
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Reads a dossier, those it can go with and what happened to it.
 *
 * Returns: whether that could be read
 */
gboolean
spt_dossier_load (SptDb           *db,
                  const char      *kind,
                  SptDossierLoad  *self,
                  GError         **error)
{
  gint64 id = self->record.id;
  gint64 account_id;

  if (!load_accounts (db, kind, self, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  self->record.doc = spt_db_get_dossier_doc (db, id, &self->record.issues, error);
  self->dossier = self->record.doc != NULL ? spt_db_get_dossier (db, id, error) : NULL;
  if (self->dossier == NULL)
    return FALSE;
  self->record.state = spt_dossier_get_data (self->dossier)->state;
  account_id = spt_dossier_get_data (self->dossier)->account_id;
  if (account_id != 0 && (self->account = spt_db_get_account (db, account_id, error)) == NULL)
    return FALSE;
  if (!spt_record_load_rest (db, kind, &self->record, error) ||
      (self->facts = spt_db_list_dossier_facts (db, id, error)) == NULL)
    return FALSE;
  self->overrides = spt_db_list_dossier_overrides (db, id, error);

  return self->overrides != NULL && spt_dossier_list_done (db, id, &self->done, error);
}

/* --- notes ----------------------------------------------------------------------------------------- */

typedef struct
{
  gint64  id;
  char   *text; /* (owned) */
  char   *who;  /* (owned) */
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->text);
  g_free (note->who);
  g_free (note);
}

static gboolean
note_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Note *note = data;

  return spt_db_add_dossier_fact (db, note->id, "note", NULL, note->text, note->who, error);
}

/**
 * spt_dossier_note_async:
 * @store: the archive
 * @id: the dossier
 * @text: what is to be remembered
 * @who: the person who says so
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Adds a note to the timeline.
 */
void
spt_dossier_note_async (SptStore            *store,
                        gint64               id,
                        const char          *text,
                        const char          *who,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Note *note = g_new0 (Note, 1);

  note->id = id;
  note->text = g_strdup (text);
  note->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, note_job, note, note_free, cancellable, callback, user_data);
}
