/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import reads and checks on one thread and stores on another: batches of plain data, a few
 * of them, used over and over. */
#define G_LOG_DOMAIN "spt-import-pipe"

#include "config.h"

#include "outbox/spt-import-pipe.h"

#include <string.h>

/* One is filled and one stored; the others even out what takes longer now here, now there. */
#define N_BATCHES  4

#define BLOCK_SIZE 65536
/* A batch ends at this many bytes even with few rows: a row may have 8 MiB. */
#define BATCH_SIZE (1024 * 1024)

struct _SptImportPipe
{
  GMutex           lock;
  GCond            changed;
  SptImportBatch  *batches[N_BATCHES]; /* (owned) */
  GQueue           empty;              /* (element-type SptImportBatch) (mutex lock) */
  GQueue           full;               /* (element-type SptImportBatch) (mutex lock) */
  GError          *error;              /* (owned) (nullable) (mutex lock) */
  gboolean         is_ended;           /* (mutex lock): no more will be pushed */
  gboolean         is_stopped;         /* (mutex lock): no more is wanted */
};

/**
 * spt_import_batch_new:
 *
 * Makes a batch with nothing in it.
 *
 * Returns: (transfer full): the batch
 */
SptImportBatch *
spt_import_batch_new (void)
{
  SptImportBatch *self = g_new0 (SptImportBatch, 1);

  self->texts = g_string_chunk_new (BLOCK_SIZE);
  /* With room from the start: an item without any points into it all the same. */
  self->joined = g_array_sized_new (FALSE, FALSE, sizeof (SptImportJoined), SPT_IMPORT_BATCH_ROWS);

  return self;
}

/**
 * spt_import_batch_free:
 * @self: (transfer full) (nullable): a batch
 *
 * Frees it with what it holds.
 */
void
spt_import_batch_free (SptImportBatch *self)
{
  if (self == NULL)
    return;

  spt_import_batch_clear (self);
  g_string_chunk_free (self->texts);
  g_array_unref (self->joined);
  g_free (self);
}

/**
 * spt_import_batch_clear:
 * @self: a batch
 *
 * Empties it.
 */
void
spt_import_batch_clear (SptImportBatch *self)
{
  for (guint i = 0; i < self->n; i++)
    g_clear_pointer (&self->items[i].issues, spt_issue_list_free);
  self->n = 0;
  self->size = 0;
  g_string_chunk_clear (self->texts);
  g_array_set_size (self->joined, 0);
}

/**
 * spt_import_batch_is_full:
 * @self: a batch
 *
 * Says whether it is to be handed over.
 *
 * Returns: %TRUE when nothing more may be added
 */
gboolean
spt_import_batch_is_full (SptImportBatch *self)
{
  return self->n == SPT_IMPORT_BATCH_ROWS || self->size >= BATCH_SIZE;
}

static const char *
keep (SptImportBatch *self,
      const char     *text,
      gssize          length)
{
  if (text == NULL)
    return NULL;
  if (length < 0)
    length = (gssize) strlen (text);
  self->size += (gsize) length;

  return g_string_chunk_insert_len (self->texts, text, length);
}

/**
 * spt_import_batch_add:
 * @self: a batch that is not full
 * @doc: (nullable): a record in the archive's form; %NULL for a row that cannot come in
 * @columns: (nullable): its typed columns; copied with their texts
 * @joined: (nullable) (element-type SptImportJoined): further rows of the record, moved into the batch; empty afterwards
 * @issues: findings, moved into the batch; empty afterwards
 * @raw: (nullable): the row's own text
 * @aside: (nullable): what it says beside the record
 * @row: the row, from 1
 *
 * Adds what one call of an #SptRecordFunc brings.
 */
void
spt_import_batch_add (SptImportBatch           *self,
                      const GString            *doc,
                      const SptPositionColumns *columns,
                      GArray                   *joined,
                      SptIssueList             *issues,
                      const char               *raw,
                      const char               *aside,
                      guint                     row)
{
  SptImportItem *item = &self->items[self->n];

  g_assert (!spt_import_batch_is_full (self));

  *item = (SptImportItem) { .row = row, .joined = self->joined->len };
  if (joined != NULL)
    {
      item->n_joined = joined->len;
      g_array_append_vals (self->joined, joined->data, joined->len);
      g_array_set_size (joined, 0);
    }
  if (doc != NULL)
    {
      item->doc = keep (self, doc->str, (gssize) doc->len);
      item->columns = *columns;
      item->columns.iupd = keep (self, columns->iupd, -1);
      item->columns.organization = keep (self, columns->organization, -1);
      item->columns.debtor_code = keep (self, columns->debtor_code, -1);
      item->columns.debtor_name = keep (self, columns->debtor_name, -1);
      item->columns.description = keep (self, columns->description, -1);
      item->columns.iuv = keep (self, columns->iuv, -1);
      item->columns.due_date = keep (self, columns->due_date, -1);
    }
  if (spt_issue_list_get_n (issues) > 0)
    item->issues = spt_issue_list_steal (issues);
  item->file = keep (self, spt_issue_list_get_file (issues), -1);
  item->raw = keep (self, raw, -1);
  item->aside = keep (self, aside, -1);
  self->n++;
}

/**
 * spt_import_pipe_new:
 *
 * Makes a pipe with all its batches empty.
 *
 * Returns: (transfer full): the pipe
 */
SptImportPipe *
spt_import_pipe_new (void)
{
  SptImportPipe *self = g_new0 (SptImportPipe, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->empty);
  g_queue_init (&self->full);
  for (guint i = 0; i < N_BATCHES; i++)
    {
      self->batches[i] = spt_import_batch_new ();
      g_queue_push_tail (&self->empty, self->batches[i]);
    }

  return self;
}

/**
 * spt_import_pipe_free:
 * @self: (transfer full) (nullable): a pipe that no thread uses any more
 *
 * Frees it with all its batches, wherever they were.
 */
void
spt_import_pipe_free (SptImportPipe *self)
{
  if (self == NULL)
    return;

  g_queue_clear (&self->empty);
  g_queue_clear (&self->full);
  for (guint i = 0; i < N_BATCHES; i++)
    spt_import_batch_free (self->batches[i]);
  g_clear_error (&self->error);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * spt_import_pipe_get_empty:
 * @self: a pipe
 *
 * Waits for a batch to fill.
 *
 * Returns: (transfer none) (nullable): the batch; %NULL when the writer wants no more
 */
SptImportBatch *
spt_import_pipe_get_empty (SptImportPipe *self)
{
  SptImportBatch *batch = NULL;

  g_mutex_lock (&self->lock);
  while (!self->is_stopped && g_queue_is_empty (&self->empty))
    g_cond_wait (&self->changed, &self->lock);
  if (!self->is_stopped)
    batch = g_queue_pop_head (&self->empty);
  g_mutex_unlock (&self->lock);

  return batch;
}

static void
put (SptImportPipe  *self,
     GQueue         *queue,
     SptImportBatch *batch)
{
  g_mutex_lock (&self->lock);
  g_queue_push_tail (queue, batch);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * spt_import_pipe_push:
 * @self: a pipe
 * @batch: of this pipe
 *
 * Hands a batch over to be stored.
 */
void
spt_import_pipe_push (SptImportPipe  *self,
                      SptImportBatch *batch)
{
  put (self, &self->full, batch);
}

/**
 * spt_import_pipe_end:
 * @self: a pipe
 * @error: (transfer full) (nullable): what stopped the reading
 *
 * Says that no more will come.
 */
void
spt_import_pipe_end (SptImportPipe *self,
                     GError        *error)
{
  g_mutex_lock (&self->lock);
  self->is_ended = TRUE;
  self->error = error;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/**
 * spt_import_pipe_pop:
 * @self: a pipe
 * @error: return location for what stopped the reading
 *
 * Waits for a batch to store.
 *
 * Returns: (transfer none) (nullable): the batch; %NULL at the end, and with @error set when the
 *   reading was stopped
 */
SptImportBatch *
spt_import_pipe_pop (SptImportPipe  *self,
                     GError        **error)
{
  SptImportBatch *batch;

  g_mutex_lock (&self->lock);
  while (g_queue_is_empty (&self->full) && !self->is_ended)
    g_cond_wait (&self->changed, &self->lock);
  /* What was read before an error is not worth storing: all of it is undone. */
  batch = self->error == NULL ? g_queue_pop_head (&self->full) : NULL;
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  g_mutex_unlock (&self->lock);

  return batch;
}

/**
 * spt_import_pipe_give_back:
 * @self: a pipe
 * @batch: of this pipe
 *
 * Hands a batch back when it is stored.
 */
void
spt_import_pipe_give_back (SptImportPipe  *self,
                           SptImportBatch *batch)
{
  spt_import_batch_clear (batch);
  put (self, &self->empty, batch);
}

/**
 * spt_import_pipe_stop:
 * @self: a pipe
 *
 * Lets the reader know that no more is wanted.
 */
void
spt_import_pipe_stop (SptImportPipe *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopped = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
