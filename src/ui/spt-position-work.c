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
  return spt_record_load_history (db, SPT_KIND_POSITIONS, &self->record, error);
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

/* --- the work queue ------------------------------------------------------------------------------------ */

typedef struct
{
  gint64        id;    /* in: the one just left; out: the next, 0 = none */
  GArray       *queue; /* (owned) (nullable) */
  SptQueueKind  kind;  /* SPT_QUEUE_FIRST without a queue */
} NextWork;

static void
next_work_free (NextWork *work)
{
  g_clear_pointer (&work->queue, g_array_unref);
  g_free (work);
}

/* The first of @to_fix after @work's id in the queue, going round once; 0 = none of the queue is left. */
static gint64
next_of_queue (NextWork   *work,
               GHashTable *to_fix)
{
  guint at = 0;

  for (guint i = 0; i < work->queue->len; i++)
    {
      if (g_array_index (work->queue, gint64, i) == work->id)
        at = i + 1;
    }
  for (guint i = 0; i < work->queue->len; i++)
    {
      gint64 id = g_array_index (work->queue, gint64, (at + i) % work->queue->len);

      if (id != work->id && g_hash_table_contains (to_fix, GSIZE_TO_POINTER ((gsize) id)))
        return id;
    }
  return 0;
}

static gboolean
find_next (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  NextWork *work = data;
  SptPositionQuery query = {
    .states = (1u << SPT_STATE_TO_FIX) | (work->kind == SPT_QUEUE_REFUSED ? 1u << SPT_STATE_REFUSED : 0),
    .sort = SPT_POSITION_SORT_IMPORT
  };
  g_autoptr (GArray) ids = spt_db_query_positions (db, &query, cancellable, error);
  g_autoptr (GHashTable) to_fix = g_hash_table_new (NULL, NULL);
  gint64 first = 0;
  gint64 next = 0;

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (to_fix, GSIZE_TO_POINTER ((gsize) g_array_index (ids, gint64, i)));
  if (work->queue != NULL)
    next = next_of_queue (work, to_fix);

  if (work->kind != SPT_QUEUE_FIRST)
    {
      work->id = next;
      return TRUE;
    }

  /* Imported rows stand in the order of their ids as well, so "after" needs no place in a list that may have changed. */
  for (guint i = 0; i < ids->len && next == 0; i++)
    {
      gint64 at = g_array_index (ids, gint64, i);

      if (first == 0 && at != work->id)
        first = at;
      if (at > work->id)
        next = at;
    }
  work->id = next != 0 ? next : first;
  return TRUE;
}

/**
 * spt_position_next_async:
 * @store: the archive
 * @id: the position just left
 * @queue: (nullable) (element-type gint64): the list one came from, in its order
 * @kind: what belongs to the queue, and whether anything comes after it
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Finds the next position to mend: in the list one came from, after its last one its first, then any other.
 */
void
spt_position_next_async (SptStore            *store,
                         gint64               id,
                         GArray              *queue,
                         SptQueueKind         kind,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  NextWork *work = g_new0 (NextWork, 1);

  work->id = id;
  work->kind = queue != NULL ? kind : SPT_QUEUE_FIRST;
  if (queue != NULL)
    {
      work->queue = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (work->queue, queue->data, queue->len);
    }
  spt_store_run_async (store, SPT_STORE_READ, find_next, work, (GDestroyNotify) next_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_position_next_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_position_next_async().
 *
 * Returns: its id; 0 when none is left, or on error
 */
gint64
spt_position_next_finish (SptStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  NextWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? work->id : 0;
}
