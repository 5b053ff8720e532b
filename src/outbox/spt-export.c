/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records out of the archive as CSV, in the layout in which they come in. */
#define G_LOG_DOMAIN "spt-export"

#include "config.h"

#include "outbox/spt-export.h"

#include <gio/gunixoutputstream.h>
#include <unistd.h>

/* Written in pieces of about this size. */
#define PIECE_BYTES 65536

typedef struct
{
  SptStore            *store;           /* (owned) */
  const SptRecordKind *kind;
  char                *filter;          /* (owned) (nullable) */
  GArray              *ids;             /* (owned) (nullable) */
  gboolean             for_spreadsheet;
  gboolean             with_bom;
  char                *path;            /* (owned) (nullable) */
  GOutputStream       *out;             /* (owned) (nullable) */
  guint                n_records;
} Export;

static void
export_free (Export *self)
{
  g_clear_object (&self->store);
  g_clear_object (&self->out);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self->filter);
  g_free (self->path);
  g_free (self);
}

static Export *
export_new (SptStore                *store,
            const SptExportOptions  *options,
            GError                 **error)
{
  const SptRecordKind *kind = spt_record_kind_find (options->kind);
  Export *self;

  if (kind == NULL || (kind->append_csv == NULL && kind->append_row == NULL))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "Records of kind \"%s\" are not written as tables", options->kind);
      return NULL;
    }
  self = g_new0 (Export, 1);
  self->store = g_object_ref (store);
  self->kind = kind;
  self->filter = g_strdup (options->filter);
  self->ids = options->ids != NULL ? g_array_ref (options->ids) : NULL;
  self->for_spreadsheet = options->for_spreadsheet;
  self->with_bom = options->with_bom;
  self->path = g_strdup (options->path);

  return self;
}

static gboolean
put (Export        *self,
     GString       *text,
     GCancellable  *cancellable,
     GError       **error)
{
  if (!g_output_stream_write_all (self->out, text->str, text->len, NULL, cancellable, error))
    return FALSE;
  g_string_truncate (text, 0);

  return TRUE;
}

static gboolean
put_record (Export     *self,
            SptDb      *db,
            gint64      id,
            SptRecord  *record,
            GString    *text,
            GError    **error)
{
  g_autofree char *doc = NULL;
  g_autofree char *aside = NULL;

  if (self->kind->append_row != NULL)
    {
      self->n_records++;
      return self->kind->append_row (db, id, self->for_spreadsheet, text, error);
    }
  doc = self->kind->get_doc (db, id, NULL, error);
  if (doc == NULL ||
      (self->kind->get_aside != NULL && !self->kind->get_aside (db, id, &aside, error)))
    return FALSE;
  spt_record_reset (record);
  if (!spt_record_read (record, doc, -1, error))
    return FALSE;
  self->kind->append_csv (record, aside, self->for_spreadsheet, text);
  self->n_records++;

  return TRUE;
}

static gboolean
write_records (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Export *self = data;
  const SptListQuery query = { .search = self->filter, .sort = self->kind->sort_import };
  g_autoptr (SptRecord) record = spt_record_new (self->kind->get_schema ());
  g_autoptr (GString) text = g_string_new (self->with_bom ? "\xef\xbb\xbf" : NULL);

  if (self->ids == NULL)
    self->ids = spt_db_query_list (db, self->kind->list, &query, cancellable, error);
  if (self->ids == NULL)
    return FALSE;

  if (self->kind->append_row == NULL)
    self->kind->append_csv (NULL, NULL, self->for_spreadsheet, text);
  else if (!self->kind->append_row (db, 0, self->for_spreadsheet, text, error))
    return FALSE;
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (!put_record (self, db, g_array_index (self->ids, gint64, i), record, text, error) ||
          (text->len >= PIECE_BYTES && !put (self, text, cancellable, error)))
        return FALSE;
    }

  return put (self, text, cancellable, error);
}

/* On any thread but the archive's. */
static gboolean
run (Export        *self,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr (GFile) file = self->path != NULL ? g_file_new_for_path (self->path) : NULL;
  g_autoptr (GCancellable) given_up = g_cancellable_new ();

  if (file != NULL)
    self->out = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE |
                                                 G_FILE_CREATE_REPLACE_DESTINATION, cancellable,
                                                 error));
  else
    self->out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  if (self->out == NULL)
    return FALSE;
  if (spt_store_run_sync (self->store, SPT_STORE_READ, write_records, self, cancellable, error))
    return g_output_stream_close (self->out, cancellable, error);

  /* Closed by who has given up, the file that was there before stays. */
  g_cancellable_cancel (given_up);
  g_output_stream_close (self->out, given_up, NULL);

  return FALSE;
}

/**
 * spt_export_records:
 * @store: the archive
 * @options: what and how
 * @n_records: (out) (optional): how many were written
 * @cancellable: (nullable): leaves no file, or the one that was there
 * @error: return location for an error of the archive or of the file
 *
 * Writes records as CSV. Blocks; memory does not grow with their number but for the ids.
 *
 * Returns: whether it was written
 */
gboolean
spt_export_records (SptStore                *store,
                    const SptExportOptions  *options,
                    guint                   *n_records,
                    GCancellable            *cancellable,
                    GError                 **error)
{
  Export *self;
  gboolean ok;

  g_return_val_if_fail (SPT_IS_STORE (store), FALSE);
  g_return_val_if_fail (options != NULL, FALSE);

  self = export_new (store, options, error);
  if (self == NULL)
    return FALSE;
  ok = run (self, cancellable, error);
  if (ok && n_records != NULL)
    *n_records = self->n_records;
  export_free (self);

  return ok;
}

/* --- the same in the background ---------------------------------------------------------------- */

static void
export_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  GError *error = NULL;

  if (run (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * spt_export_records_async:
 * @store: the archive
 * @options: what and how; copied
 * @cancellable: (nullable): leaves no file, or the one that was there
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_export_records() in the background.
 */
void
spt_export_records_async (SptStore                *store,
                          const SptExportOptions  *options,
                          GCancellable            *cancellable,
                          GAsyncReadyCallback      callback,
                          gpointer                 user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  GError *error = NULL;
  Export *self;

  g_return_if_fail (SPT_IS_STORE (store));
  g_return_if_fail (options != NULL && options->path != NULL);

  g_task_set_source_tag (task, spt_export_records_async);
  self = export_new (store, options, &error);
  if (self == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, self, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, export_thread);
}

/**
 * spt_export_records_finish:
 * @store: the archive
 * @result: the result
 * @n_records: (out) (optional): how many were written
 * @error: return location for an error of the archive or of the file
 *
 * Ends spt_export_records_async().
 *
 * Returns: whether it was written
 */
gboolean
spt_export_records_finish (SptStore      *store,
                           GAsyncResult  *result,
                           guint         *n_records,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (n_records != NULL)
    *n_records = ((Export *) g_task_get_task_data (G_TASK (result)))->n_records;

  return TRUE;
}
