/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one position asks of the archive: loading, saving, overriding, the next one to mend. */
#define G_LOG_DOMAIN "spt-position-work"

#include "config.h"

#include "spt-position-work.h"

#include "store/spt-store-after.h"
#include "store/spt-store-dues.h"

/* --- loading ------------------------------------------------------------------------------------------- */

static void
load_free (SptPositionLoad *self)
{
  spt_record_load_clear (&self->record);
  g_clear_object (&self->position);
  g_free (self->delete_reason);
  g_free (self);
}

static gboolean
load (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  SptPositionLoad *self = data;
  g_autoptr (GError) local = NULL;

  self->record.doc = spt_db_get_position_doc (db, self->record.id, &self->record.issues, error);
  if (self->record.doc == NULL)
    return FALSE;
  self->position = spt_db_get_position (db, self->record.id, error);
  if (self->position == NULL)
    return FALSE;
  if (!spt_db_get_position_was_accepted (db, self->record.id, &self->accepted, error))
    return FALSE;
  self->delete_reason = spt_db_get_delete_reason (db, self->record.id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!spt_db_get_position_due_type (db, self->record.id, &self->due_type_id, error))
    return FALSE;
  self->record.state = spt_debt_position_get_state (self->position);
  return spt_record_load_rest (db, SPT_KIND_POSITIONS, &self->record, error);
}

/**
 * spt_position_load_async:
 * @store: the archive
 * @id: the position
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads all that the page of a position shows.
 */
void
spt_position_load_async (SptStore            *store,
                         gint64               id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  SptPositionLoad *self = g_new0 (SptPositionLoad, 1);

  self->record.id = id;
  spt_store_run_async (store, SPT_STORE_READ, load, self, (GDestroyNotify) load_free, cancellable,
                       callback, user_data);
}

/**
 * spt_position_load_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Ends spt_position_load_async().
 *
 * Returns: (transfer none) (nullable): what was read, as long as @result lives
 */
SptPositionLoad *
spt_position_load_finish (SptStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  return spt_store_run_finish (store, result, error);
}
