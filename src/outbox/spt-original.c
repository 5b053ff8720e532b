/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet an import came from, out of the archive and back, row by row as it was. */
#define G_LOG_DOMAIN "spt-original"

#include "config.h"

#include "outbox/spt-original-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/spt-sheet.h"
#include "outbox/spt-record-kind.h"

/* Rows whose outcomes are asked for in one go: other readers of the archive wait no longer than that. */
#define SLICE 256

static void
original_clear (SptOriginal *self)
{
  g_clear_pointer (&self->source, spt_import_source_free);
  g_clear_pointer (&self->mapping, spt_csv_mapping_free);
  g_clear_pointer (&self->record, spt_record_free);
  if (self->path != NULL && g_unlink (self->path) != 0)
    g_warning ("A working copy could not be removed: %s", g_strerror (errno));
  g_clear_pointer (&self->path, g_free);
  if (self->owns_out && self->out != NULL)
    fclose (self->out);
  g_clear_pointer (&self->raws, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptOriginal, original_clear)

static gboolean
set_errno (GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s", g_strerror (saved));

  return FALSE;
}

/* --- the file back out of the archive --------------------------------------------------------- */

static gboolean
source_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  SptOriginal *self = data;

  self->source = spt_db_get_import_source (db, self->import_id, error);

  return self->source != NULL;
}

typedef struct
{
  gint64  import_id;
  guint   n;
  GBytes *data; /* (owned) (nullable) */
} PartJob;

static gboolean
part_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  PartJob *job = data;

  return spt_db_get_import_part (db, job->import_id, job->n, &job->data, error);
}

static gboolean
write_part (GBytes         *data,
            GOutputStream  *out,
            GCancellable   *cancellable,
            GError        **error)
{
  g_autoptr (GInputStream) packed = g_memory_input_stream_new_from_bytes (data);
  g_autoptr (GZlibDecompressor) decompressor =
    g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (packed,
                                                                 G_CONVERTER (decompressor));

  return g_output_stream_splice (out, plain, G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error) >= 0;
}

/* Owner only, and away with the export: it holds what the file held. */
static gboolean
unpack (SptOriginal  *self,
        GError      **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileOutputStream) out = NULL;
  int fd = g_file_open_tmp ("sportello-XXXXXX", &self->path, error);
  gboolean more = TRUE;

  if (fd < 0)
    return FALSE;
  close (fd);
  file = g_file_new_for_path (self->path);
  out = g_file_append_to (file, G_FILE_CREATE_PRIVATE, self->cancellable, error);
  if (out == NULL)
    return FALSE;
  for (PartJob job = { .import_id = self->import_id }; more; job.n++)
    {
      g_autoptr (GBytes) data = NULL;

      job.data = NULL;
      if (!spt_store_run_sync (self->store, SPT_STORE_READ, part_job, &job, self->cancellable, error))
        return FALSE;
      data = job.data;
      more = data != NULL;
      if (more && !write_part (data, G_OUTPUT_STREAM (out), self->cancellable, error))
        return FALSE;
    }

  return g_output_stream_close (G_OUTPUT_STREAM (out), self->cancellable, error);
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
append_cell (SptOriginal   *self,
             const char    *text)
{
  g_string_append_c (self->text, self->separator);
  spt_csv_append_field (self->text, text != NULL ? text : "", self->separator,
                        self->for_spreadsheet);
}

static void
append_raw (SptOriginal   *self,
            const char    *raw)
{
  if (self->for_spreadsheet)
    spt_csv_append_guarded_row (self->text, raw, self->separator);
  else
    g_string_append (self->text, raw);
}

static gboolean
append_outcome (SptOriginal                *self,
                const SptImportOutcome     *outcome,
                GError                    **error)
{
  if (outcome->doc != NULL)
    {
      spt_record_reset (self->record);
      if (!spt_record_read (self->record, outcome->doc, -1, error))
        return FALSE;
    }
  for (guint i = 0; i < self->n_columns; i++)
    {
      g_autofree char *text = self->columns[i].dup (self, outcome);

      append_cell (self, text);
    }

  return TRUE;
}

static gboolean
slice_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  SptOriginal *self = data;

  self->db = db;
  g_string_truncate (self->text, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_auto (SptImportOutcome) outcome = { 0 };
      guint row = g_array_index (self->rows, guint, i);

      /* Rows that were empty stay: the numbers are those of the sheet. */
      for (; self->last_row + 1 < row; self->last_row++)
        g_string_append (self->text, "\r\n");
      self->last_row = row;
      append_raw (self, g_ptr_array_index (self->raws, i));
      if (!spt_db_get_import_outcome (db, self->import_id, row, &outcome, error) ||
          !append_outcome (self, &outcome, error))
        return FALSE;
      g_string_append (self->text, "\r\n");
    }

  return TRUE;
}

static gboolean
put (SptOriginal  *self,
     GError      **error)
{
  if (fwrite (self->text->str, 1, self->text->len, self->out) != self->text->len)
    return set_errno (error);
  g_string_truncate (self->text, 0);

  return TRUE;
}

static gboolean
write_slice (SptOriginal  *self,
             GError      **error)
{
  if (self->rows->len == 0)
    return TRUE;
  if (!spt_store_run_sync (self->store, SPT_STORE_READ, slice_job, self, self->cancellable, error) ||
      !put (self, error))
    return FALSE;
  g_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->raws, 0);

  return TRUE;
}

/* Titles above the header go back as they are; the header gets our names. */
static gboolean
write_header (SptOriginal      *self,
              SptCsvReader     *reader,
              GError          **error)
{
  guint header_row = self->mapping != NULL ? spt_csv_mapping_get_header_row (self->mapping) : 1;

  /* Without it a spreadsheet takes UTF-8 for the letters of its own country. */
  if (self->for_spreadsheet)
    g_string_append (self->text, "\xef\xbb\xbf");
  for (;;)
    {
      if (!spt_csv_reader_next (reader, self->cancellable, error))
        return error == NULL || *error == NULL;
      for (; self->last_row + 1 < spt_csv_reader_get_row (reader); self->last_row++)
        g_string_append (self->text, "\r\n");
      self->last_row = spt_csv_reader_get_row (reader);
      append_raw (self, spt_csv_reader_get_raw (reader));
      if (self->last_row >= header_row)
        break;
      g_string_append (self->text, "\r\n");
    }

  self->separator = spt_csv_reader_get_separator (reader);
  self->width = spt_csv_reader_get_n_fields (reader);
  for (guint i = 0; i < self->n_columns; i++)
    append_cell (self, self->for_spreadsheet ? _(self->columns[i].title) : self->columns[i].name);
  g_string_append (self->text, "\r\n");

  return put (self, error);
}

/* The row, as long as the header: what is ours stands under its name. */
static char *
dup_raw (SptOriginal     *self,
         SptCsvReader    *reader)
{
  GString *raw = g_string_new (spt_csv_reader_get_raw (reader));

  for (guint n = spt_csv_reader_get_n_fields (reader); n < self->width; n++)
    g_string_append_c (raw, self->separator);

  return g_string_free (raw, FALSE);
}

static gboolean
write_rows (SptOriginal  *self,
            GError      **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  SptIntakeFormat format;
  GError *local = NULL;
  goffset size, done, total;

  stream = _spt_intake_open_table (self->path, self->mapping != NULL
                                   ? spt_csv_mapping_get_sheet (self->mapping) : NULL, spt_record_kind_find (self->source->kind)->read_files != NULL,
                                   &format, &size, self->cancellable, error);
  if (stream == NULL)
    return FALSE;
  if (format == SPT_INTAKE_DOCUMENT)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "The import came from a document, which has no rows to go back to");
      return FALSE;
    }
  self->separator = format == SPT_INTAKE_SHEET ? ';' : 0;
  reader = spt_csv_reader_new (stream, self->separator);
  if (!write_header (self, reader, error))
    return FALSE;

  while (spt_csv_reader_next (reader, self->cancellable, &local))
    {
      guint row = spt_csv_reader_get_row (reader);

      g_array_append_val (self->rows, row);
      g_ptr_array_add (self->raws, dup_raw (self, reader));
      if (self->rows->len < SLICE)
        continue;
      if (!write_slice (self, error))
        return FALSE;
      if (self->progress == NULL)
        continue;
      if (!spt_sheet_get_progress (stream, &done, &total))
        {
          done = spt_csv_reader_get_offset (reader);
          total = size;
        }
      self->progress (done, total, self->progress_data);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return write_slice (self, error);
}

static gboolean
open_out (SptOriginal    *self,
          const char     *path,
          GError        **error)
{
  if (path == NULL)
    {
      self->out = stdout;
      return TRUE;
    }
  self->out = g_fopen (path, "we");
  if (self->out == NULL)
    return set_errno (error);
  self->owns_out = TRUE;
  if (g_chmod (path, 0600) != 0)
    g_warning ("The file of outcomes keeps the folder's permissions: %s", g_strerror (errno));

  return TRUE;
}

static gboolean
load_source (SptOriginal  *self,
             GError      **error)
{
  SptServiceClass *klass;

  if (!spt_store_run_sync (self->store, SPT_STORE_READ, source_job, self, self->cancellable, error))
    return FALSE;
  self->service = spt_services_find_kind (self->source->kind);
  klass = self->service != NULL ? SPT_SERVICE_GET_CLASS (self->service) : NULL;
  if (klass == NULL || klass->get_record_schema == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "Records of kind \"%s\" are not sent", self->source->kind);
      return FALSE;
    }
  if (!_spt_original_find_columns (self, error))
    return FALSE;
  self->record = spt_record_new (klass->get_record_schema (self->service));
  if (self->source->mapping == NULL)
    return TRUE;
  self->mapping = spt_csv_mapping_parse (self->source->mapping, error);

  return self->mapping != NULL;
}

/**
 * spt_export_original:
 * @store: the archive
 * @import_id: an import
 * @path: (nullable): where it goes; %NULL = standard output
 * @for_spreadsheet: titles in the user's language, and nothing that a spreadsheet would calculate
 * @progress: (nullable) (scope call): bytes read of all
 * @progress_data: for @progress
 * @cancellable: (nullable): leaves no file
 * @error: return location for an error; %SPT_STORE_ERROR_NOT_FOUND when the archive does not have the file
 *
 * Gives the clerk his own sheet back: the rows as they came and in their order, each with what became of it. Blocks; memory does
 * not grow with the file.
 *
 * Returns: whether it was written
 */
gboolean
spt_export_original (SptStore         *store,
                     gint64            import_id,
                     const char       *path,
                     gboolean          for_spreadsheet,
                     SptProgressFunc   progress,
                     gpointer          progress_data,
                     GCancellable     *cancellable,
                     GError          **error)
{
  g_auto (SptOriginal) self = {
    .store = store,
    .import_id = import_id,
    .for_spreadsheet = for_spreadsheet,
    .cancellable = cancellable,
    .progress = progress,
    .progress_data = progress_data,
  };
  gboolean ok;

  g_return_val_if_fail (SPT_IS_STORE (store), FALSE);

  self.raws = g_ptr_array_new_with_free_func (g_free);
  self.rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self.text = g_string_new (NULL);
  if (!load_source (&self, error) || !unpack (&self, error) || !open_out (&self, path, error))
    return FALSE;

  ok = write_rows (&self, error);
  if (ok && fflush (self.out) != 0)
    ok = set_errno (error);
  /* Half a sheet would be taken for a whole one. */
  if (!ok && path != NULL && g_unlink (path) != 0)
    g_warning ("An unfinished file could not be removed: %s", g_strerror (errno));

  return ok;
}

/* --- the same in the background --------------------------------------------------------------- */

typedef struct
{
  SptStore        *store; /* (owned) */
  gint64           import_id;
  char            *path;  /* (owned) */
  gboolean         for_spreadsheet;
  SptProgressFunc  progress;
  gpointer         progress_data;
} OriginalTask;

static void
original_task_free (OriginalTask *data)
{
  g_clear_object (&data->store);
  g_free (data->path);
  g_free (data);
}

static void
original_thread (GTask        *task,
                 gpointer      source_object,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  OriginalTask *data = task_data;
  GError *error = NULL;

  if (spt_export_original (data->store, data->import_id, data->path, data->for_spreadsheet,
                           data->progress, data->progress_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * spt_export_original_async:
 * @store: the archive
 * @import_id: an import
 * @path: where it goes
 * @for_spreadsheet: as for spt_export_original()
 * @progress: (nullable): called on another thread
 * @progress_data: for @progress
 * @cancellable: (nullable): leaves no file
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_export_original() in the background.
 */
void
spt_export_original_async (SptStore            *store,
                           gint64               import_id,
                           const char          *path,
                           gboolean             for_spreadsheet,
                           SptProgressFunc      progress,
                           gpointer             progress_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OriginalTask *data = g_new0 (OriginalTask, 1);

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, spt_export_original_async);
  data->store = g_object_ref (store);
  data->import_id = import_id;
  data->path = g_strdup (path);
  data->for_spreadsheet = for_spreadsheet;
  data->progress = progress;
  data->progress_data = progress_data;
  g_task_set_task_data (task, data, (GDestroyNotify) original_task_free);
  g_task_run_in_thread (task, original_thread);
}

/**
 * spt_export_original_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends spt_export_original_async().
 *
 * Returns: whether it was written
 */
gboolean
spt_export_original_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
