/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of any record asks of the archive. */
#define G_LOG_DOMAIN "spt-record-work"

#include "config.h"

#include "ui/spt-record-work.h"

#include "store/spt-store-submissions.h"

/* --- loading --------------------------------------------------------------------------------------- */

/**
 * spt_record_load_clear:
 * @self: part of what a kind reads
 *
 * Frees what it has.
 */
void
spt_record_load_clear (SptRecordLoad *self)
{
  g_clear_pointer (&self->doc, g_free);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_pointer (&self->history, g_ptr_array_unref);
}

/**
 * spt_record_load_rest:
 * @db: the archive, on its thread
 * @kind: of the record
 * @self: part of what a kind reads, with the id
 * @error: (out) (optional): why not
 *
 * Reads which submissions a record is and was in, and whether it is there still.
 *
 * Returns: whether that could be read
 */
gboolean
spt_record_load_rest (SptDb          *db,
                      const char     *kind,
                      SptRecordLoad  *self,
                      GError        **error)
{
  gboolean live = FALSE;

  self->history = spt_db_list_record_history (db, kind, self->id, error);
  if (self->history == NULL)
    return FALSE;
  self->open_submission = spt_db_find_open_submission (db, kind, self->id, error);
  if (self->open_submission < 0 ||
      !spt_db_get_record_is_live (db, kind, self->id, &live, &self->joined_into, error))
    return FALSE;
  self->is_gone = !live;

  return TRUE;
}

/* --- saving ---------------------------------------------------------------------------------------- */

typedef struct
{
  char           *kind;   /* (owned) */
  gint64          id;
  SptRecord      *record; /* (owned) */
  char           *who;    /* (owned) */
  SptSaveOptions  options;
} SaveWork;

static void
save_work_free (SaveWork *work)
{
  spt_record_free (work->record);
  g_free (work->kind);
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
  g_autoptr (GError) error = NULL;
  gint64 id = spt_save_record_full (SPT_STORE (source), work->kind, work->id, work->record,
                                    &work->options, NULL, &error);

  work->id = id;
  if (id == 0)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * spt_record_save_async:
 * @store: the archive
 * @kind: of the record
 * @id: the record; 0 = a new one
 * @record: (transfer full): what is in the form
 * @options: who saves it, and how
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Checks and keeps a record.
 */
void
spt_record_save_async (SptStore             *store,
                       const char           *kind,
                       gint64                id,
                       SptRecord            *record,
                       const SptSaveOptions *options,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  SaveWork *work = g_new0 (SaveWork, 1);

  work->kind = g_strdup (kind);
  work->id = id;
  work->record = record;
  work->who = g_strdup (options->who);
  work->options = *options;
  work->options.who = work->who;
  g_task_set_source_tag (task, spt_record_save_async);
  g_task_set_name (task, "spt-record-save");
  g_task_set_task_data (task, work, (GDestroyNotify) save_work_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * spt_record_save_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why it was not kept
 *
 * Ends spt_record_save_async().
 *
 * Returns: the record; 0 on error
 */
gint64
spt_record_save_finish (SptStore      *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), 0);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_record_save_async), 0);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return 0;

  return ((SaveWork *) g_task_get_task_data (G_TASK (result)))->id;
}

/* --- decisions ------------------------------------------------------------------------------------- */

typedef struct
{
  gint64                 id;
  SptRecordOverrideFunc  override;
  SptRecordRemoveFunc    remove;
  gboolean               restore;
  char                  *code;   /* (owned) */
  char                  *path;   /* (owned) (nullable) */
  char                  *value;  /* (owned) (nullable) */
  char                  *reason; /* (owned) */
  char                  *who;    /* (owned) */
} Work;

static void
work_free (Work *work)
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
  Work *work = data;

  return work->override (db, work->id, work->code, work->path, work->value, work->reason, work->who,
                         error);
}

static gboolean
remove_or_restore (SptDb         *db,
                   gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  Work *work = data;
  guint n = 0;

  if (!work->remove (db, &work->id, 1, work->restore, &n, error))
    return FALSE;
  if (n == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "Record %" G_GINT64_FORMAT " has been sent, or is at its service", work->id);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_record_override_async:
 * @store: the archive
 * @func: keeps it
 * @id: the record
 * @issue: what is accepted
 * @reason: why
 * @who: the clerk
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Keeps that somebody takes an error upon themselves.
 */
void
spt_record_override_async (SptStore              *store,
                           SptRecordOverrideFunc  func,
                           gint64                 id,
                           const SptIssue        *issue,
                           const char            *reason,
                           const char            *who,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  Work *work = g_new0 (Work, 1);

  work->id = id;
  work->override = func;
  work->code = g_strdup (issue->code);
  work->path = g_strdup (issue->path);
  work->value = g_strdup (issue->value);
  work->reason = g_strdup (reason);
  work->who = g_strdup (who);
  spt_store_run_async (store, SPT_STORE_WRITE, override, work, (GDestroyNotify) work_free, cancellable,
                       callback, user_data);
}

/**
 * spt_record_remove_async:
 * @store: the archive
 * @func: does it
 * @id: the record
 * @restore: brings it back
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Takes a record away, or brings it back.
 */
void
spt_record_remove_async (SptStore            *store,
                         SptRecordRemoveFunc  func,
                         gint64               id,
                         gboolean             restore,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Work *work = g_new0 (Work, 1);

  work->id = id;
  work->remove = func;
  work->restore = restore;
  spt_store_run_async (store, SPT_STORE_WRITE, remove_or_restore, work, (GDestroyNotify) work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_record_work_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why it was not done
 *
 * Ends spt_record_override_async() and spt_record_remove_async().
 *
 * Returns: whether it was done
 */
gboolean
spt_record_work_finish (SptStore      *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return spt_store_run_finish (store, result, error) != NULL;
}

/* --- the next one to mend -------------------------------------------------------------------------- */

typedef struct
{
  gint64             id;    /* in: the one just left; out: the next, 0 = none */
  const SptListKind *rows;
  GArray            *queue; /* (owned) (nullable) */
  SptQueueKind       kind;  /* SPT_QUEUE_FIRST without a queue */
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

/* Rows of one import stand in the order of their ids, so "after" needs no place in a list that may
 * have changed. */
static gint64
next_of_all (NextWork *work,
             GArray   *ids)
{
  gint64 first = 0;
  gint64 next = 0;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);

      if (id != work->id && (first == 0 || id < first))
        first = id;
      if (id > work->id && (next == 0 || id < next))
        next = id;
    }
  return next != 0 ? next : first;
}

static gboolean
find_next (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  NextWork *work = data;
  const SptListQuery query = {
    .states = (1u << SPT_STATE_TO_FIX) | (work->kind == SPT_QUEUE_REFUSED ? 1u << SPT_STATE_REFUSED : 0)
  };
  g_autoptr (GArray) ids = spt_db_query_list (db, work->rows, &query, cancellable, error);
  g_autoptr (GHashTable) to_fix = g_hash_table_new (NULL, NULL);
  gint64 next = 0;

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (to_fix, GSIZE_TO_POINTER ((gsize) g_array_index (ids, gint64, i)));
  if (work->queue != NULL)
    next = next_of_queue (work, to_fix);
  if (next == 0 && work->kind == SPT_QUEUE_FIRST)
    next = next_of_all (work, ids);
  work->id = next;

  return TRUE;
}

/**
 * spt_record_next_async:
 * @store: the archive
 * @rows: of which records
 * @id: the one just left
 * @queue: (nullable) (element-type gint64): the list one came from, in its order; copied
 * @kind: what belongs to the queue, and whether anything comes after it
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Looks for the next record to mend: in the list one came from, after its last one its first, then
 * any other.
 */
void
spt_record_next_async (SptStore            *store,
                       const SptListKind   *rows,
                       gint64               id,
                       GArray              *queue,
                       SptQueueKind         kind,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  NextWork *work = g_new0 (NextWork, 1);

  work->id = id;
  work->rows = rows;
  work->kind = queue != NULL ? kind : SPT_QUEUE_FIRST;
  if (queue != NULL)
    {
      work->queue = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_vals (work->queue, queue->data, queue->len);
    }
  spt_store_run_async (store, SPT_STORE_READ, find_next, work, (GDestroyNotify) next_work_free, cancellable, callback,
                       user_data);
}

/**
 * spt_record_next_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why there is no answer
 *
 * Ends spt_record_next_async().
 *
 * Returns: the next one, 0 = none is left
 */
gint64
spt_record_next_finish (SptStore      *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  const NextWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? work->id : 0;
}
