/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one registry item asks of the archive: loading, the other ones of its codes. */
#define G_LOG_DOMAIN "spt-registry-item-work"

#include "config.h"

#include "ui/tsdigital/spt-registry-item-work.h"

#include <string.h>

#define KIND SPT_KIND_REGISTRY_ITEMS

/* --- loading --------------------------------------------------------------------------------------- */

static void
load_free (gpointer data)
{
  spt_dossier_load_clear (data);
  g_free (data);
}

static gboolean
load (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return spt_dossier_load (db, KIND, data, error);
}

/**
 * spt_registry_item_load_async:
 * @store: the archive
 * @id: the item; 0 = a new one: the accounts only
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads all that the page of an item shows: a #SptDossierLoad.
 */
void
spt_registry_item_load_async (SptStore            *store,
                              gint64               id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  SptDossierLoad *self = g_new0 (SptDossierLoad, 1);

  self->record.id = id;
  spt_store_run_async (store, SPT_STORE_READ, load, self, load_free, cancellable, callback, user_data);
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
