/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one position asks of the archive: loading, saving, overriding, the next one to mend. */
#define G_LOG_DOMAIN "spt-position-work"

#include "config.h"

#include "spt-position-work.h"

#include "outbox/spt-intake.h"
#include "store/spt-store-after.h"
#include "store/spt-store-dues.h"
#include "store/spt-store-submissions.h"

typedef struct
{
  gint64     id;
  SptRecord *record; /* (owned) */
  char      *who;    /* (owned) */
  gint64     due_type_id;
  gboolean   generate_iuv;
} SaveWork;

typedef struct
{
  gint64  id;
  char   *code;      /* (owned) */
  char   *path;      /* (owned) (nullable) */
  char   *value;     /* (owned) (nullable) */
  char   *reason;    /* (owned) */
  char   *who;       /* (owned) */
} OverrideWork;

/* --- loading ------------------------------------------------------------------------------------------- */

static void
load_free (SptPositionLoad *self)
{
  g_free (self->doc);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_object (&self->position);
  g_clear_pointer (&self->history, g_ptr_array_unref);
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

  self->doc = spt_db_get_position_doc (db, self->id, &self->issues, error);
  if (self->doc == NULL)
    return FALSE;
  self->position = spt_db_get_position (db, self->id, error);
  if (self->position == NULL)
    return FALSE;
  if (!spt_db_get_position_was_accepted (db, self->id, &self->accepted, error))
    return FALSE;
  self->delete_reason = spt_db_get_delete_reason (db, self->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->history = spt_db_list_record_history (db, SPT_KIND_POSITIONS, self->id, error);
  if (self->history == NULL)
    return FALSE;
  if (!spt_db_get_position_due_type (db, self->id, &self->due_type_id, error))
    return FALSE;
  self->open_submission = spt_db_find_open_submission (db, SPT_KIND_POSITIONS, self->id, error);
  return self->open_submission >= 0;
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

  self->id = id;
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

/* --- saving -------------------------------------------------------------------------------------------- */

static void
save_work_free (SaveWork *work)
{
  g_clear_pointer (&work->record, spt_record_free);
  g_free (work->who);
  g_free (work);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  SaveWork *work = data;
  const SptSaveOptions options = {
    .who = work->who, .due_type_id = work->due_type_id, .generate_iuv = work->generate_iuv,
  };
  g_autoptr (GError) error = NULL;
  gint64 id = spt_save_record_full (SPT_STORE (source), SPT_KIND_POSITIONS, work->id, work->record,
                                    &options, NULL, &error);

  if (id == 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  work->id = id;
  g_task_return_boolean (task, TRUE);
}

/**
 * spt_position_save_async:
 * @store: the archive
 * @id: the position; 0 = a new one
 * @record: (transfer full): what was typed
 * @due_type_id: the kind of due it is made from; 0 = none
 * @generate_iuv: whether it gets notice numbers where it has none
 * @who: the clerk
 * @cancellable: (nullable): a cancellable; what is being written is written
 * @callback: called when done
 * @user_data: for it
 *
 * Checks and keeps a position, however incomplete (design 4).
 */
void
spt_position_save_async (SptStore            *store,
                         gint64               id,
                         SptRecord           *record,
                         gint64               due_type_id,
                         gboolean             generate_iuv,
                         const char          *who,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  SaveWork *work = g_new0 (SaveWork, 1);

  work->due_type_id = due_type_id;
  work->generate_iuv = generate_iuv;
  work->id = id;
  work->record = record;
  work->who = g_strdup (who);
  g_task_set_source_tag (task, spt_position_save_async);
  g_task_set_name (task, "spt-position-save");
  g_task_set_task_data (task, work, (GDestroyNotify) save_work_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * spt_position_save_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_position_save_async().
 *
 * Returns: the id; 0 on error
 */
gint64
spt_position_save_finish (SptStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  SaveWork *work;

  g_return_val_if_fail (g_task_is_valid (result, store), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_position_save_async), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;
  work = g_task_get_task_data (G_TASK (result));
  return work->id;
}

/* --- overriding ---------------------------------------------------------------------------------------- */

static void
override_work_free (OverrideWork *work)
{
  g_free (work->code);
  g_free (work->path);
  g_free (work->value);
  g_free (work->reason);
  g_free (work->who);
  g_free (work);
}

static gboolean
override (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  OverrideWork *work = data;

  return spt_db_override_position_issue (db, work->id, work->code, work->path, work->value,
                                         work->reason, work->who, error);
}

/**
 * spt_position_override_async:
 * @store: the archive
 * @id: the position, saved as it is checked
 * @issue: the error
 * @reason: why the clerk takes it upon herself
 * @who: the clerk
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Turns an identifier's error into a warning, on record, as long as the value stays the same (design 4).
 */
void
spt_position_override_async (SptStore            *store,
                             gint64               id,
                             const SptIssue      *issue,
                             const char          *reason,
                             const char          *who,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  OverrideWork *work = g_new0 (OverrideWork, 1);

  work->id = id;
  work->code = g_strdup (issue->code);
  work->path = g_strdup (issue->path);
  work->value = g_strdup (issue->value);
  work->reason = g_strdup (reason);
  work->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, override, work, (GDestroyNotify) override_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_position_override_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_position_override_async().
 *
 * Returns: %FALSE on error
 */
gboolean
spt_position_override_finish (SptStore      *store,
                              GAsyncResult  *result,
                              GError       **error)
{
  return spt_store_run_finish (store, result, error) != NULL;
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
