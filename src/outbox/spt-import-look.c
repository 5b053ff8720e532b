/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a file before it is imported: what it is, where its header is, what its columns may be. */
#define G_LOG_DOMAIN "spt-import-look"

#include "config.h"

#include <string.h>

#include "base/spt-sheet.h"
#include "base/spt-text.h"
#include "form/spt-csv-header.h"
#include "outbox/spt-intake-private.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-imports.h"

#define ROWS_SHOWN   50
#define HEADER_MAX   20 /* rows among which the header is looked for */
#define ROWS_READ    (ROWS_SHOWN + HEADER_MAX)

/* A row as it was read, with its number. */
typedef struct
{
  guint  number;
  guint  n_fields;
  char **fields; /* (owned) */
} Row;

static void
row_clear (Row *row)
{
  g_strfreev (row->fields);
}

/**
 * spt_import_look_free:
 * @self: (transfer full) (nullable): a look
 *
 * Frees it.
 */
void
spt_import_look_free (SptImportLook *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->sheets);
  g_ptr_array_unref (self->header);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->row_numbers);
  g_clear_pointer (&self->mapping, spt_csv_mapping_free);
  g_free (self->mapping_name);
  g_free (self);
}

static SptImportLook *
look_new (SptIntakeFormat format)
{
  SptImportLook *self = g_new0 (SptImportLook, 1);

  self->format = format;
  self->header_row = 1;
  self->header = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->row_numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

/**
 * spt_import_error_get_message_code:
 * @error: an error
 *
 * Finds the words for what is wrong with a file.
 *
 * Returns: (nullable): a code of data/messages.json
 */
const char *
spt_import_error_get_message_code (const GError *error)
{
  static const char *const csv_codes[] = {
    [SPT_CSV_ERROR_EMPTY] = "file-empty",
    [SPT_CSV_ERROR_ENCODING] = "csv-encoding",
    [SPT_CSV_ERROR_QUOTE] = "csv-quote",
    [SPT_CSV_ERROR_SIZE] = "csv-size",
  };
  static const char *const sheet_codes[] = {
    [SPT_SHEET_ERROR_FORMAT] = "sheet-format",
    [SPT_SHEET_ERROR_SIZE] = "sheet-size",
    [SPT_SHEET_ERROR_NO_SHEET] = "sheet-none",
  };

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == SPT_CSV_ERROR && (guint) error->code < G_N_ELEMENTS (csv_codes))
    return csv_codes[error->code];
  if (error->domain == SPT_SHEET_ERROR && (guint) error->code < G_N_ELEMENTS (sheet_codes))
    return sheet_codes[error->code];
  if (g_error_matches (error, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_CHANGED))
    return "file-changed";
  if (g_error_matches (error, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_SEVERAL))
    return "files-several";

  return NULL;
}

/* --- reading --------------------------------------------------------------------------------- */

static gboolean
read_rows (SptCsvReader  *reader,
           guint          from,
           GArray        *rows,
           gboolean      *is_mixed,
           GCancellable  *cancellable,
           GError       **error)
{
  GError *local = NULL;

  while (rows->len < ROWS_READ && spt_csv_reader_next (reader, cancellable, &local))
    {
      Row row = { spt_csv_reader_get_row (reader), spt_csv_reader_get_n_fields (reader), NULL };

      if (spt_csv_reader_get_encoding (reader) != SPT_CSV_UTF8)
        *is_mixed = TRUE;
      if (row.number < from)
        continue;
      row.fields = g_new0 (char *, row.n_fields + 1);
      for (guint i = 0; i < row.n_fields; i++)
        row.fields[i] = g_strdup (spt_csv_reader_get_field (reader, i));
      g_array_append_val (rows, row);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }

  return TRUE;
}

/* --- the header ------------------------------------------------------------------------------ */

/* Words rather than values: no digit, or at least as many letters. */
static gboolean
is_name (const char *text)
{
  guint n_digits = 0;
  guint n_letters = 0;

  for (; *text != '\0'; text++)
    {
      n_digits += g_ascii_isdigit (*text) ? 1 : 0;
      n_letters += g_ascii_isalpha (*text) || (guchar) *text >= 0xc3 ? 1 : 0;
    }

  return n_letters > 0 && n_letters >= n_digits;
}

static void
count_cells (const Row *row,
             guint     *n_filled,
             guint     *n_names)
{
  *n_filled = 0;
  *n_names = 0;
  for (guint i = 0; i < row->n_fields; i++)
    {
      if (spt_text_is_blank (row->fields[i]))
        continue;
      *n_filled += 1;
      *n_names += is_name (row->fields[i]) ? 1 : 0;
    }
}

/* Above the header there may be titles, and a first header whose cells span several columns: the row with the most names that are
 * known is it; where none are, the last one of words alone before the first with values. */
static guint
find_header (GArray             *rows,
             const SptCsvColumn *columns,
             guint               n_columns)
{
  guint best = 0;
  guint best_known = 1; /* a single known word may be a title */
  guint last = 0;
  guint width = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint n_filled, n_names;

      count_cells (&g_array_index (rows, Row, i), &n_filled, &n_names);
      width = MAX (width, n_filled);
    }
  for (guint i = 0; i < rows->len && i < HEADER_MAX; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      guint known = spt_csv_mapping_count_known ((const char *const *) row->fields, row->n_fields,
                                                 columns, n_columns);

      if (known > best_known)
        {
          best = i;
          best_known = known;
        }
    }
  if (best_known > 1)
    return best;

  for (guint i = 0; i < rows->len && i < HEADER_MAX; i++)
    {
      guint n_filled, n_names;

      count_cells (&g_array_index (rows, Row, i), &n_filled, &n_names);
      if (n_filled * 2 < width)
        continue;
      if (n_names < n_filled)
        break;
      last = i;
    }

  return last;
}

static void
take_rows (SptImportLook *look,
           GArray        *rows,
           guint          header)
{
  const Row *row = &g_array_index (rows, Row, header);
  guint n_rows = MIN (rows->len - header - 1, ROWS_SHOWN);

  look->header_row = row->number;
  g_ptr_array_unref (look->header);
  look->header = spt_csv_header_list_names ((const char *const *) row->fields, row->n_fields);
  for (guint i = 0; i < n_rows; i++)
    {
      const Row *data = &g_array_index (rows, Row, header + 1 + i);
      char **fields = g_new0 (char *, look->header->len + 1);

      for (guint j = 0; j < look->header->len; j++)
        fields[j] = g_strdup (j < data->n_fields ? data->fields[j] : "");
      g_ptr_array_add (look->rows, fields);
      g_array_append_val (look->row_numbers, data->number);
    }
}

/* Ours: the key is there, and every name is one of the layout. */
static gboolean
is_plain (SptImportLook      *look,
          const SptCsvColumn *columns,
          guint               n_columns)
{
  guint n_ours = 0;

  for (guint i = 0; i < look->header->len; i++)
    {
      const char *name = g_ptr_array_index (look->header, i);

      for (guint j = 0; j < n_columns; j++)
        {
          if (strcmp (columns[j].name, name) == 0)
            {
              n_ours++;
              break;
            }
        }
    }

  /* A column of their own, or a slip of the pen, does not make it another layout. */
  return n_ours > 1 && n_ours * 2 > look->header->len;
}

/* --- the mapping ----------------------------------------------------------------------------- */

typedef struct
{
  const char *kind;
  GPtrArray  *list; /* (owned) (element-type SptStoredMapping) */
} ListJob;

static gboolean
list_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  ListJob *job = data;

  job->list = spt_db_list_mappings (db, job->kind, error);

  return job->list != NULL;
}

/* The mapping used last that was made for these names. */
static const SptStoredMapping *
find_stored (GPtrArray *stored,
             GPtrArray *names)
{
  g_autofree char *digest =
    spt_csv_mapping_dup_header_digest ((const char *const *) names->pdata, names->len);

  for (guint i = 0; i < stored->len; i++)
    {
      const SptStoredMapping *mapping = g_ptr_array_index (stored, i);

      if (strcmp (mapping->header, digest) == 0)
        return mapping;
    }

  return NULL;
}

/* Where a header that is remembered stands, it is the header, whatever would be guessed. */
static gboolean
find_stored_header (GPtrArray *stored,
                    GArray    *rows,
                    guint     *header)
{
  for (guint i = 0; stored->len > 0 && i < rows->len && i < HEADER_MAX; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      g_autoptr (GPtrArray) names =
        spt_csv_header_list_names ((const char *const *) row->fields, row->n_fields);

      if (names->len > 1 && find_stored (stored, names) != NULL)
        {
          *header = i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
take_mapping (SptImportLook      *look,
              GPtrArray          *stored,
              const char         *sheet,
              const SptCsvColumn *columns,
              guint               n_columns)
{
  const SptStoredMapping *found = look->is_plain ? NULL : find_stored (stored, look->header);

  if (found != NULL)
    {
      g_autoptr (GError) error = NULL;

      look->mapping = spt_csv_mapping_parse (found->doc, &error);
      if (look->mapping != NULL)
        look->mapping_name = g_strdup (found->name);
      else
        g_warning ("The mapping of this header cannot be read: %s", error->message);
    }
  if (look->mapping == NULL)
    look->mapping = look->is_plain
      ? spt_csv_mapping_new ()
      : spt_csv_mapping_guess ((const char *const *) look->header->pdata, look->header->len,
                               columns, n_columns);
  spt_csv_mapping_set_header_row (look->mapping, look->header_row);
  spt_csv_mapping_set_sheet (look->mapping, sheet);
}

/**
 * spt_import_look:
 * @store: (nullable): the archive, for mappings that are remembered
 * @kind: the kind of record
 * @path: the file
 * @sheet: (nullable): which sheet of a spreadsheet; %NULL = the first
 * @header_row: the row with the names; 0 = guess
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: the file cannot be read
 *
 * Looks at the beginning of a file: what it is, its header, its first rows, what its columns may be. Blocks, not for long.
 *
 * Returns: (transfer full) (nullable): what it looks like
 */
SptImportLook *
spt_import_look (SptStore      *store,
                 const char    *kind,
                 const char    *path,
                 const char    *sheet,
                 guint          header_row,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_autoptr (SptImportLook) look = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  ListJob job = { kind, NULL };
  const SptRecordKind *records = spt_record_kind_find (kind);
  const SptCsvColumn *columns = NULL;
  SptIntakeFormat format;
  gboolean is_mixed = FALSE;
  guint n_columns = 0;
  guint header = 0;
  goffset size;

  g_return_val_if_fail (path != NULL, NULL);

  if (records == NULL || records->list_csv_columns == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "Records of kind \"%s\" do not come from tables", kind);
      return NULL;
    }
  columns = records->list_csv_columns (&n_columns);
  stream = _spt_intake_open_table (path, sheet, records->read_files != NULL, &format, &size, cancellable, error);
  if (stream == NULL)
    return NULL;
  look = look_new (format);
  if (format == SPT_INTAKE_DOCUMENT)
    return g_steal_pointer (&look);
  if (format == SPT_INTAKE_SHEET)
    {
      look->sheets = spt_sheet_list (path, cancellable, error);
      if (look->sheets == NULL)
        return NULL;
    }

  reader = spt_csv_reader_new (stream, format == SPT_INTAKE_SHEET ? ';' : 0);
  rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (rows, (GDestroyNotify) row_clear);
  if (!read_rows (reader, header_row, rows, &is_mixed, cancellable, error))
    return NULL;
  look->separator = spt_csv_reader_get_separator (reader);
  look->encoding = is_mixed ? SPT_CSV_WINDOWS_1252 : SPT_CSV_UTF8;
  if (rows->len == 0)
    {
      g_set_error (error, SPT_CSV_ERROR, SPT_CSV_ERROR_EMPTY, "The file is empty");
      return NULL;
    }

  if (store != NULL &&
      !spt_store_run_sync (store, SPT_STORE_READ, list_job, &job, cancellable, error))
    return NULL;
  stored = job.list != NULL
    ? job.list : g_ptr_array_new_with_free_func ((GDestroyNotify) spt_stored_mapping_free);
  if (header_row == 0 && !find_stored_header (stored, rows, &header))
    header = find_header (rows, columns, n_columns);
  take_rows (look, rows, header);
  look->is_plain = is_plain (look, columns, n_columns);
  take_mapping (look, stored, sheet, columns, n_columns);

  return g_steal_pointer (&look);
}

/* --- the same in the background -------------------------------------------------------------- */

typedef struct
{
  SptStore *store; /* (owned) (nullable) */
  char     *kind;  /* (owned) */
  char     *path;  /* (owned) */
  char     *sheet; /* (owned) (nullable) */
  guint     header_row;
} LookTask;

static void
look_task_free (LookTask *data)
{
  g_clear_object (&data->store);
  g_free (data->kind);
  g_free (data->path);
  g_free (data->sheet);
  g_free (data);
}

static void
look_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  LookTask *data = task_data;
  GError *error = NULL;
  SptImportLook *look = spt_import_look (data->store, data->kind, data->path, data->sheet,
                                         data->header_row, cancellable, &error);

  if (look != NULL)
    g_task_return_pointer (task, look, (GDestroyNotify) spt_import_look_free);
  else
    g_task_return_error (task, error);
}

/**
 * spt_import_look_async:
 * @store: (nullable): the archive
 * @kind: the kind of record
 * @path: the file
 * @sheet: (nullable): which sheet
 * @header_row: the row with the names; 0 = guess
 * @cancellable: (nullable): a cancellable
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_import_look() in the background.
 */
void
spt_import_look_async (SptStore            *store,
                       const char          *kind,
                       const char          *path,
                       const char          *sheet,
                       guint                header_row,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  LookTask *data = g_new0 (LookTask, 1);

  g_task_set_source_tag (task, spt_import_look_async);
  data->store = store != NULL ? g_object_ref (store) : NULL;
  data->kind = g_strdup (kind);
  data->path = g_strdup (path);
  data->sheet = g_strdup (sheet);
  data->header_row = header_row;
  g_task_set_task_data (task, data, (GDestroyNotify) look_task_free);
  g_task_run_in_thread (task, look_thread);
}

/**
 * spt_import_look_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends spt_import_look_async().
 *
 * Returns: (transfer full) (nullable): what the file looks like
 */
SptImportLook *
spt_import_look_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spt_import_dup_column:
 * @kind: the kind of record
 * @mapping: (nullable): the mapping in force
 * @path: the path of an issue
 *
 * Says where in the clerk's own file a fault is.
 *
 * Returns: (transfer full) (nullable): the name of the column; %NULL for a record as a whole, or a value that the mapping fixes
 */
char *
spt_import_dup_column (const char          *kind,
                       const SptCsvMapping *mapping,
                       const char          *path)
{
  const SptRecordKind *records = spt_record_kind_find (kind);
  g_autofree char *column = NULL;

  if (path == NULL || records == NULL || records->dup_csv_column == NULL)
    return NULL;
  column = records->dup_csv_column (path);
  if (column == NULL || mapping == NULL || spt_csv_mapping_is_empty (mapping))
    return g_steal_pointer (&column);

  return spt_csv_mapping_dup_source (mapping, column);
}
