/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet an import came from, row by row as it was, with what became of each. */
#define G_LOG_DOMAIN "spt-original"

#include "config.h"

#include "outbox/spt-original.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "base/spt-messages.h"
#include "base/spt-sheet.h"
#include "outbox/spt-intake-private.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-imports.h"

/* What is to be corrected is told so far; the rest shows once these are. */
#define MAX_TOLD 3

/* Rows whose outcomes are asked for in one go: other readers of the archive wait no longer than that. */
#define SLICE 256

typedef struct _Column Column;

typedef struct
{
  SptStore        *store;    /* borrowed */
  gint64           import_id;
  gboolean         for_spreadsheet;
  GCancellable    *cancellable; /* borrowed (nullable) */
  SptProgressFunc  progress;
  gpointer         progress_data;

  SptImportSource *source;   /* (owned) */
  SptCsvMapping   *mapping;  /* (owned) (nullable) */
  SptService      *service;  /* borrowed */
  SptRecord       *record;   /* (owned) */
  const Column    *columns;  /* of ours, behind theirs; static */
  guint            n_columns;
  char            *path;     /* (owned) (nullable) the file as it came, unpacked */
  SptDb           *db;       /* borrowed: while a slice is put together */
  FILE            *out;
  gboolean         owns_out;
  char             separator;
  guint            width;    /* columns of the header */
  guint            last_row;

  GPtrArray       *raws;     /* (owned) (element-type utf8): of the slice at hand */
  GArray          *rows;     /* (owned) (element-type guint) */
  GString         *text;     /* (owned) */
} Original;

static void
original_clear (Original *self)
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

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Original, original_clear)

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
  Original *self = data;

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
unpack (Original  *self,
        GError   **error)
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

/* --- words ------------------------------------------------------------------------------------ */

static const char *
get_state_word (const SptImportOutcome *outcome)
{
  gboolean is_delete = outcome->operation != NULL &&
                       g_str_has_suffix (outcome->operation, ".delete");

  if (outcome->record_id == 0)
    return C_("row", "Not imported");
  if (outcome->removed && !outcome->was_sent)
    return C_("row", "Removed from the archive");
  if (outcome->is_before)
    return C_("row", "Known already");

  switch (outcome->state)
    {
    case SPT_STATE_TO_FIX:
      return C_("row", "Not sent: to be corrected");
    case SPT_STATE_SENDING:
    case SPT_STATE_WAITING:
      return C_("row", "Under way");
    case SPT_STATE_DONE:
    case SPT_STATE_PARTLY_DONE:
      return is_delete ? C_("row", "Deleted") : C_("row", "Accepted");
    case SPT_STATE_REFUSED:
      return is_delete ? C_("row", "Deletion refused") : C_("row", "Refused");
    case SPT_STATE_UNCERTAIN:
      return C_("row", "Outcome uncertain");
    case SPT_STATE_DRAFT:
    case SPT_STATE_READY:
    case SPT_STATE_NOT_SENT:
    case SPT_STATE_CANCELLED:
    default:
      return C_("row", "Not sent");
    }
}

/* What is to be corrected, at the columns of their sheet. */
static void
append_issues (Original               *self,
               const SptImportOutcome *outcome,
               GString                *text)
{
  const SptRecordKind *kind = spt_record_kind_find (self->source->kind);
  g_autoptr (SptIssueList) issues = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *doc = kind->get_doc (self->db, outcome->record_id, &issues, &error);
  guint n_told = 0;

  if (doc == NULL)
    {
      g_warning ("What is to be corrected of a row could not be read: %s", error->message);
      return;
    }
  for (guint i = 0; i < spt_issue_list_get_n (issues) && n_told < MAX_TOLD; i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *column = NULL;
      g_autofree char *message = NULL;

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      column = spt_import_dup_column (self->source->kind, self->mapping, issue->path);
      message = spt_issue_dup_message (issue, column != NULL ? column : issue->path);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", message);
      n_told++;
    }
  if (spt_issue_list_get_n_errors (issues) > n_told)
    g_string_append (text, " …");
}

static char *dup_outcome_words (Original               *self,
                                const SptImportOutcome *outcome);

/* Why it did not come in, what the service said, what is to be corrected. */
static char *
dup_message (Original               *self,
             const SptImportOutcome *outcome)
{
  g_autofree char *words = dup_outcome_words (self, outcome);
  g_autoptr (GString) text = NULL;

  if (outcome->record_id == 0 || outcome->removed || outcome->is_before || outcome->state != SPT_STATE_TO_FIX)
    return g_steal_pointer (&words);
  text = g_string_new (words);
  append_issues (self, outcome, text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_outcome_words (Original               *self,
                   const SptImportOutcome *outcome)
{
  if (outcome->record_id == 0)
    {
      g_autofree char *column = NULL;

      if (outcome->rejected.domain == NULL)
        return g_strdup ("");
      column = spt_import_dup_column (self->source->kind, self->mapping, outcome->rejected.path);
      return spt_issue_dup_message (&outcome->rejected,
                                    column != NULL ? column : outcome->rejected.path);
    }
  if (outcome->code != NULL && outcome->operation != NULL)
    {
      g_autofree char *domain = g_strdup (outcome->operation);
      const SptMessage *message;

      domain[strcspn (domain, ".")] = '\0';
      message = spt_messages_find (domain, outcome->code);
      if (message != NULL && strchr (message->text, '{') == NULL)
        return outcome->message != NULL && *outcome->message != '\0'
          ? g_strdup_printf ("%s (%s)", message->text, outcome->message)
          : g_strdup (message->text);
    }

  return g_strdup (outcome->message != NULL ? outcome->message : "");
}

static char *
dup_date (gint64 utc_ms)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (utc_ms <= 0)
    return NULL;
  utc = g_date_time_new_from_unix_utc (utc_ms / 1000);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;
}

static char *
dup_cell (Original               *self,
          const SptImportOutcome *outcome,
          const char             *column)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (self->service);

  if (outcome->doc == NULL || klass->dup_csv_cell == NULL)
    return NULL;

  return klass->dup_csv_cell (self->service, self->record, outcome->part, column);
}

/* --- rows ------------------------------------------------------------------------------------- */

static void
append_cell (Original   *self,
             const char *text)
{
  g_string_append_c (self->text, self->separator);
  spt_csv_append_field (self->text, text != NULL ? text : "", self->separator,
                        self->for_spreadsheet);
}

static void
append_raw (Original   *self,
            const char *raw)
{
  if (self->for_spreadsheet)
    spt_csv_append_guarded_row (self->text, raw, self->separator);
  else
    g_string_append (self->text, raw);
}

static const char *
get_code (const SptImportOutcome *outcome)
{
  return outcome->record_id != 0 ? outcome->code : outcome->rejected.code;
}

/* --- columns ---------------------------------------------------------------------------------- */

/* What we say of each row: scripts find names that never change, and an import passes over them. */
struct _Column
{
  const char *name;
  const char *title;
  char       *(*dup) (Original                 *self,
                      const SptImportOutcome   *outcome);
};

static char *
dup_state_cell (Original               *self,
                const SptImportOutcome *outcome)
{
  return g_strdup (get_state_word (outcome));
}

static char *
dup_code_cell (Original               *self,
               const SptImportOutcome *outcome)
{
  return g_strdup (get_code (outcome));
}

static char *
dup_file_cell (Original               *self,
               const SptImportOutcome *outcome)
{
  return g_strdup (outcome->remote_id);
}

static char *
dup_date_cell (Original               *self,
               const SptImportOutcome *outcome)
{
  return dup_date (outcome->since);
}

static char *
dup_iuv_cell (Original               *self,
              const SptImportOutcome *outcome)
{
  return dup_cell (self, outcome, "iuv");
}

static char *
dup_nav_cell (Original               *self,
              const SptImportOutcome *outcome)
{
  return dup_cell (self, outcome, "nav");
}

static char *
dup_number_cell (Original               *self,
                 const SptImportOutcome *outcome)
{
  return g_strdup (outcome->number);
}

static char *
dup_phase_cell (Original               *self,
                const SptImportOutcome *outcome)
{
  return g_strdup (outcome->phase);
}

static char *
dup_found_cell (Original               *self,
                const SptImportOutcome *outcome)
{
  return g_strdup (outcome->found);
}

#define COLUMN_STATE   { "sportello.state", N_("Outcome"), dup_state_cell }
#define COLUMN_CODE    { "sportello.code", N_("Outcome code"), dup_code_cell }
#define COLUMN_MESSAGE { "sportello.message", N_("What happened"), dup_message }
#define COLUMN_DATE    { "sportello.date", N_("Outcome date"), dup_date_cell }

static const Column position_columns[] = {
  COLUMN_STATE,
  COLUMN_CODE,
  COLUMN_MESSAGE,
  { "sportello.file", N_("Uploaded file"), dup_file_cell },
  COLUMN_DATE,
  { "sportello.iuv", N_("IUV in the archive"), dup_iuv_cell },
  { "sportello.nav", N_("Notice number"), dup_nav_cell },
};

static const Column voucher_columns[] = {
  COLUMN_STATE,
  { "sportello.number", N_("PROTOCOLLO"), dup_number_cell },
  { "sportello.phase", N_("Phase"), dup_phase_cell },
  COLUMN_CODE,
  COLUMN_MESSAGE,
  COLUMN_DATE,
};

static const Column lookup_columns[] = {
  COLUMN_STATE,
  { "sportello.pec", N_("PEC"), dup_found_cell },
  { "sportello.phase", N_("Phase"), dup_phase_cell },
  COLUMN_CODE,
  COLUMN_MESSAGE,
  COLUMN_DATE,
};

static const struct
{
  const SptRecordKind *kind;
  const Column        *columns;
  guint                n_columns;
} kinds[] = {
  { &spt_record_kind_positions, position_columns, G_N_ELEMENTS (position_columns) },
  { &spt_record_kind_vouchers, voucher_columns, G_N_ELEMENTS (voucher_columns) },
  { &spt_record_kind_lookups, lookup_columns, G_N_ELEMENTS (lookup_columns) },
};

static gboolean
find_columns (Original  *self,
              GError   **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].kind->id, self->source->kind))
        {
          self->columns = kinds[i].columns;
          self->n_columns = kinds[i].n_columns;
          return TRUE;
        }
    }
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
               "Records of kind \"%s\" are not sent", self->source->kind);

  return FALSE;
}

static gboolean
append_outcome (Original                *self,
                const SptImportOutcome  *outcome,
                GError                 **error)
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
  Original *self = data;

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
put (Original  *self,
     GError   **error)
{
  if (fwrite (self->text->str, 1, self->text->len, self->out) != self->text->len)
    return set_errno (error);
  g_string_truncate (self->text, 0);

  return TRUE;
}

static gboolean
write_slice (Original  *self,
             GError   **error)
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
write_header (Original      *self,
              SptCsvReader  *reader,
              GError       **error)
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
dup_raw (Original     *self,
         SptCsvReader *reader)
{
  GString *raw = g_string_new (spt_csv_reader_get_raw (reader));

  for (guint n = spt_csv_reader_get_n_fields (reader); n < self->width; n++)
    g_string_append_c (raw, self->separator);

  return g_string_free (raw, FALSE);
}

static gboolean
write_rows (Original  *self,
            GError   **error)
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
open_out (Original    *self,
          const char  *path,
          GError     **error)
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
load_source (Original  *self,
             GError   **error)
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
  if (!find_columns (self, error))
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
  g_auto (Original) self = {
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
