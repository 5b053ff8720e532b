/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one registry item asks of the archive: loading, saving, the other ones of its codes. */
#define G_LOG_DOMAIN "spt-registry-item-work"

#include "config.h"

#include "ui/tsdigital/spt-registry-item-work.h"

#include <string.h>

#include "outbox/spt-dossiers.h"
#include "outbox/spt-intake.h"
#include "service/spt-service.h"
#include "store/spt-store-accounts.h"

#define KIND SPT_KIND_REGISTRY_ITEMS

/* --- loading --------------------------------------------------------------------------------------- */

static void
load_free (SptRegistryItemLoad *self)
{
  spt_record_load_clear (&self->record);
  g_clear_object (&self->dossier);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_accounts (SptDb                *db,
               SptRegistryItemLoad  *self,
               GError              **error)
{
  const char *service = spt_service_get_info (spt_services_find_kind (KIND))->id;
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

static gboolean
load (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  SptRegistryItemLoad *self = data;

  if (!load_accounts (db, self, error))
    return FALSE;
  if (self->record.id == 0)
    return TRUE;

  self->record.doc = spt_db_get_dossier_doc (db, self->record.id, &self->record.issues, error);
  if (self->record.doc == NULL)
    return FALSE;
  self->dossier = spt_db_get_dossier (db, self->record.id, error);
  if (self->dossier == NULL)
    return FALSE;
  self->record.state = spt_dossier_get_data (self->dossier)->state;
  if (!spt_record_load_rest (db, KIND, &self->record, error))
    return FALSE;
  self->facts = spt_db_list_dossier_facts (db, self->record.id, error);

  return self->facts != NULL && spt_dossier_list_done (db, self->record.id, &self->done, error);
}

/**
 * spt_registry_item_load_async:
 * @store: the archive
 * @id: the item; 0 = a new one: the accounts only
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads all that the page of an item shows: a #SptRegistryItemLoad.
 */
void
spt_registry_item_load_async (SptStore            *store,
                              gint64               id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SptRegistryItemLoad *self = g_new0 (SptRegistryItemLoad, 1);

  self->record.id = id;
  spt_store_run_async (store, SPT_STORE_READ, load, self, (GDestroyNotify) load_free, cancellable, callback, user_data);
}

/* --- saving ---------------------------------------------------------------------------------------- */

typedef struct
{
  SptRecord *record;     /* (owned) */
  gint64     id;
  gint64     account_id;
  gboolean   rebind;
  char      *who;        /* (owned) */
} SaveWork;

static void
save_work_free (SaveWork *work)
{
  spt_record_free (work->record);
  g_free (work->who);
  g_free (work);
}

static gboolean
bind_account (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  SaveWork *work = data;

  return spt_db_set_dossier_account (db, work->id, work->account_id, error);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  SaveWork *work = data;
  const SptSaveOptions options = { .who = work->who, .account_id = work->account_id };
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  /* The rules are those of the account that it goes with. */
  if (!work->rebind || work->id == 0 ||
      spt_store_run_sync (SPT_STORE (source), SPT_STORE_WRITE, bind_account, work, NULL, &error))
    id = spt_save_record_full (SPT_STORE (source), KIND, work->id, work->record, &options, NULL, &error);
  work->id = id;
  if (id == 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * spt_registry_item_save_async:
 * @store: the archive
 * @record: (transfer full): what was typed
 * @how: with which account; copied
 * @cancellable: (nullable): a cancellable; what is being written is written
 * @callback: called when done
 * @user_data: for it
 *
 * Checks and keeps an item, however incomplete.
 */
void
spt_registry_item_save_async (SptStore                  *store,
                              SptRecord                 *record,
                              const SptRegistryItemSave *how,
                              GCancellable              *cancellable,
                              GAsyncReadyCallback        callback,
                              gpointer                   user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  SaveWork *work = g_new0 (SaveWork, 1);

  work->record = record;
  work->id = how->id;
  work->account_id = how->account_id;
  work->rebind = how->rebind;
  work->who = g_strdup (how->who);
  g_task_set_source_tag (task, spt_registry_item_save_async);
  g_task_set_name (task, "spt-registry-item-save");
  g_task_set_task_data (task, work, (GDestroyNotify) save_work_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * spt_registry_item_save_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_registry_item_save_async().
 *
 * Returns: the id; 0 on error
 */
gint64
spt_registry_item_save_finish (SptStore      *store,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_registry_item_save_async), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;

  return ((SaveWork *) g_task_get_task_data (G_TASK (result)))->id;
}

/* --- the other ones of its codes ------------------------------------------------------------------- */

typedef struct
{
  gint64          id;
  char           *codes[2];    /* (owned): tax code, VAT number */
  const char     *environment; /* (nullable): static */
  SptRegistryTwin twin;
} Look;

/**
 * spt_registry_twin_clear:
 * @self: what was found
 *
 * Frees what it has.
 */
void
spt_registry_twin_clear (SptRegistryTwin *self)
{
  g_free (self->code);
  g_free (self->account);
  *self = (SptRegistryTwin) { 0 };
}

static void
look_free (Look *look)
{
  spt_registry_twin_clear (&look->twin);
  g_free (look->codes[0]);
  g_free (look->codes[1]);
  g_free (look);
}

/* What the service has weighs more than what is prepared, the tax code more than the VAT number. */
static gboolean
find_twin (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Look *look = data;
  SptRegistryTwin *twin = &look->twin;

  spt_registry_twin_clear (twin);
  for (guint i = 0; i < 4 && twin->id == 0; i++)
    {
      const char *code = look->codes[i % 2];

      if (*code == '\0')
        continue;
      twin->is_prepared = i >= 2;
      if (twin->is_prepared)
        twin->id = spt_db_find_dossier_prepared (db, KIND, look->id, code, error);
      else
        twin->id = spt_db_find_dossier_twin (db, KIND, look->id, code, look->environment, &twin->is_created,
                                             &twin->account, error);
      if (twin->id < 0)
        return FALSE;
      twin->is_vat = i % 2 == 1;
      if (twin->id > 0)
        twin->code = g_strdup (code);
      else
        g_clear_pointer (&twin->account, g_free);
    }
  return TRUE;
}

/**
 * spt_registry_twin_async:
 * @store: the archive
 * @id: the item; 0 = a new one
 * @tax_id: its tax code
 * @vat_number: its VAT number
 * @environment: (nullable): where it would go; static
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Looks for another item with one of the codes.
 */
void
spt_registry_twin_async (SptStore            *store,
                         gint64               id,
                         const char          *tax_id,
                         const char          *vat_number,
                         const char          *environment,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Look *look = g_new0 (Look, 1);

  look->id = id;
  look->codes[0] = g_strdup (tax_id);
  look->codes[1] = g_strdup (strcmp (tax_id, vat_number) != 0 ? vat_number : "");
  look->environment = environment;
  spt_store_run_async (store, SPT_STORE_READ, find_twin, look, (GDestroyNotify) look_free, cancellable, callback,
                       user_data);
}

/**
 * spt_registry_twin_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_registry_twin_async().
 *
 * Returns: (transfer none) (nullable): what was found, as long as @result lives; the caller may take its texts
 */
SptRegistryTwin *
spt_registry_twin_finish (SptStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  Look *look = spt_store_run_finish (store, result, error);

  return look != NULL ? &look->twin : NULL;
}

/* --- notes ----------------------------------------------------------------------------------------- */

typedef struct
{
  gint64  id;
  char   *text; /* (owned) */
  char   *who;  /* (owned) */
} Note;

static void
note_free (Note *note)
{
  g_free (note->text);
  g_free (note->who);
  g_free (note);
}

static gboolean
add_note (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  Note *note = data;

  return spt_db_add_dossier_fact (db, note->id, "note", NULL, note->text, note->who, error);
}

/**
 * spt_registry_note_async:
 * @store: the archive
 * @id: the item
 * @text: what is to be remembered
 * @who: the person who says so
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Adds a note to the timeline.
 */
void
spt_registry_note_async (SptStore            *store,
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
  spt_store_run_async (store, SPT_STORE_WRITE, add_note, note, (GDestroyNotify) note_free, cancellable, callback,
                       user_data);
}

/**
 * spt_registry_note_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_registry_note_async().
 *
 * Returns: %FALSE on error
 */
gboolean
spt_registry_note_finish (SptStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return spt_store_run_finish (store, result, error) != NULL;
}
