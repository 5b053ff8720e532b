/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table and files of documents on their way to plants: each becomes a record of a libretto, with what it says
 * beside it (docs/csv.md, "plants"). Works on no archive. */
#define G_LOG_DOMAIN "spt-plants-csv"

#include "config.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-text.h"
#include "base/spt-zip.h"
#include "form/spt-csv-header.h"
#include "form/spt-csv-mapper.h"
#include "form/spt-number.h"
#include "outbox/spt-plants-private.h"

#define MAX_BYTES (64 * 1024 * 1024) /* of all files together */
#define MAX_FILES 5000

/* --- the layout ------------------------------------------------------------------------------------------ */

const SptPlantTable *
_spt_plants_get_table (SptService **service)
{
  SptService *found;
  const SptPlantOps *ops = _spt_plants_get_ops (&found, NULL);

  if (service != NULL)
    *service = found;

  return ops != NULL ? ops->table : NULL;
}

const SptCsvColumn *
_spt_plants_list_columns (guint *n_columns)
{
  SptService *service;
  const SptPlantTable *table = _spt_plants_get_table (&service);

  *n_columns = 0;

  return table != NULL ? table->list_columns (service, n_columns) : NULL;
}

char *
_spt_plants_dup_column (const char *path)
{
  SptService *service;
  const SptPlantTable *table = _spt_plants_get_table (&service);
  const SptCsvColumn *columns;
  guint n_columns;
  char *column;

  if (table == NULL)
    return NULL;
  column = table->dup_column (service, path);
  columns = table->list_columns (service, &n_columns);
  /* Findings on columns that no libretto has are named by the column. */
  for (guint i = 0; column == NULL && i < n_columns; i++)
    {
      if (strcmp (columns[i].name, path) == 0)
        column = g_strdup (path);
    }

  return column;
}

/* --- a row ------------------------------------------------------------------------------------------------ */

typedef struct
{
  const SptPlantOps    *ops;     /* borrowed */
  SptService           *service; /* borrowed */
  SptCsvReader         *reader;  /* borrowed */
  const SptReadOptions *options; /* borrowed */
  const SptCsvColumn   *layout;  /* borrowed */
  guint                 n_layout;
  SptXsd               *xsd;     /* (owned) */
  SptRecord            *record;  /* (owned) */
  SptIssueList         *issues;  /* (owned) */
  SptIssueList         *found;   /* (owned) */
  GArray               *columns; /* (owned) (nullable) (element-type guint) */
  SptCsvMapper         *mapper;  /* (owned) (nullable) */
  char                **texts;   /* (owned): by column */
  gboolean             *points;  /* (owned): by column: a row above divides its decimals with a point */
  guint                 width;
  const char           *domain;
} Reading;

static void
clear_texts (Reading *self)
{
  for (guint i = 0; i < self->n_layout; i++)
    g_clear_pointer (&self->texts[i], g_free);
}

static void
clear_reading (Reading *self)
{
  if (self->texts != NULL)
    clear_texts (self);
  g_clear_pointer (&self->texts, g_free);
  g_clear_pointer (&self->points, g_free);
  g_clear_pointer (&self->record, spt_record_free);
  g_clear_pointer (&self->xsd, spt_xsd_unref);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_clear_pointer (&self->found, spt_issue_list_free);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->mapper, spt_csv_mapper_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, clear_reading)

static gboolean
begin_reading (Reading  *self,
               GError  **error)
{
  self->ops = _spt_plants_get_ops (&self->service, error);
  if (self->ops == NULL)
    return FALSE;
  if (self->ops->table == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED, "Plants do not come from files here");
      return FALSE;
    }
  self->layout = self->ops->table->list_columns (self->service, &self->n_layout);
  self->texts = g_new0 (char *, self->n_layout + 1);
  self->points = g_new0 (gboolean, self->n_layout + 1);
  self->xsd = self->ops->ref_xsd (self->service, SPT_INTERVENTION_LOCAL, error);
  if (self->xsd == NULL)
    return FALSE;
  self->record = spt_record_new (spt_xsd_get_schema (self->xsd));
  self->domain = spt_schema_get_domain (spt_xsd_get_schema (self->xsd));
  self->issues = spt_issue_list_new (0);
  self->found = spt_issue_list_new (0);

  return TRUE;
}

static void
reject (Reading    *self,
        guint       row,
        const char *code,
        const char *path,
        const char *value,
        const char *limit)
{
  spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, self->domain, code, row, path, value, limit);
  spt_issue_list_set_rejects (self->issues, SPT_ISSUE_UNREADABLE);
}

static guint
find_column (Reading    *self,
             const char *name)
{
  for (guint i = 0; i < self->n_layout; i++)
    {
      if (strcmp (self->layout[i].name, name) == 0)
        return i;
    }

  return G_MAXUINT;
}

static const char *
get_text (Reading    *self,
          const char *name)
{
  guint i = find_column (self, name);

  return i != G_MAXUINT && self->texts[i] != NULL ? self->texts[i] : "";
}

static void
take_cells (Reading *self)
{
  clear_texts (self);
  for (guint i = 0; i < self->columns->len; i++)
    {
      guint n = g_array_index (self->columns, guint, i);

      if (n == SPT_CSV_NO_COLUMN)
        continue;
      g_free (self->texts[n]);
      self->texts[n] = spt_text_strip (self->mapper != NULL ? spt_csv_mapper_get_cell (self->mapper, self->reader, i)
                                       : spt_csv_reader_get_field (self->reader, i));
    }
}

/* "24.5": its point can only divide. */
static gboolean
divides_by_point (const char *text)
{
  const char *point = strchr (text, '.');

  return point != NULL && strchr (text, ',') == NULL && strchr (point + 1, '.') == NULL && strlen (point + 1) != 3;
}

/* "1.500" is one and a half in XML, one thousand five hundred to whoever writes tables in Italian. What is taken is what XML
 * means; unless the column has shown what its points are, or a person has said it, both are told. */
static void
doubt_points (Reading *self,
              guint    row)
{
  if (self->options->mapping != NULL && spt_csv_mapping_get_decimal (self->options->mapping) == SPT_DECIMAL_POINT)
    return;
  for (guint i = 0; i < self->n_layout; i++)
    {
      const char *text = self->texts[i];
      g_autofree char *decimal = NULL;
      g_autofree char *thousands = NULL;
      g_autofree char *both = NULL;

      if (text == NULL || self->layout[i].kind != SPT_FIELD_DECIMAL)
        continue;
      self->points[i] = self->points[i] || divides_by_point (text);
      if (self->points[i] || !spt_number_read_point (text, &decimal, &thousands))
        continue;
      g_strdelimit (decimal, ".", ',');
      both = g_strdup_printf ("%s / %s", decimal, thousands);
      spt_issue_list_add (self->issues, SPT_ISSUE_WARNING, self->domain, "row-two-readings", row, self->layout[i].name, text, both);
    }
}

/* What a table leaves out is for the libretto's own page; what it says has to be right. */
static void
check_row (Reading *self,
           guint    row)
{
  char number[16];
  guint n_missing = 0;

  spt_issue_list_reset (self->found);
  self->ops->check (self->service, NULL, SPT_INTERVENTION_LOCAL, self->xsd, self->record, NULL, self->options->now_utc_ms,
                    self->found);
  for (guint i = 0; i < spt_issue_list_get_n (self->found); i++)
    {
      const SptIssue *issue = spt_issue_list_get (self->found, i);
      g_autofree char *column = issue->path != NULL ? self->ops->table->dup_column (self->service, issue->path) : NULL;

      if (column != NULL && *get_text (self, column) != '\0')
        spt_issue_list_add_copy (self->issues, issue, row);
      else
        n_missing += issue->level == SPT_ISSUE_ERROR;
    }
  if (n_missing == 0)
    return;
  g_snprintf (number, sizeof number, "%u", n_missing);
  spt_issue_list_add (self->issues, SPT_ISSUE_NOTE, self->domain, "row-incomplete", row, NULL, number, NULL);
}

static char *
dup_aside (Reading *self,
           guint    row)
{
  g_autofree char *date = g_strdup (get_text (self, SPT_PLANT_COLUMN_PRESENT_DATE));
  SptDatetime parsed;

  if (*date != '\0')
    {
      if (spt_datetime_parse (date, &parsed, NULL))
        {
          g_autofree char *iso = spt_datetime_to_iso (&parsed);

          g_free (date);
          date = g_strndup (iso, strlen ("2026-01-01"));
        }
      else
        {
          spt_issue_list_add (self->issues, SPT_ISSUE_ERROR, self->domain, "row-present-date", row,
                              SPT_PLANT_COLUMN_PRESENT_DATE, date, NULL);
          *date = '\0';
        }
    }

  return g_strdup_printf ("%c%s" SPT_PLANT_ASIDE_END "%s" SPT_PLANT_ASIDE_END "%s", SPT_PLANT_ASIDE_ROW, date,
                          get_text (self, SPT_PLANT_COLUMN_PRESENT_SOURCE), get_text (self, SPT_PLANT_COLUMN_PRESENT_WHO));
}

/* FALSE without @error: the row cannot be a plant, and the issues say why. */
static gboolean
read_row (Reading  *self,
          GError  **error)
{
  guint row = spt_csv_reader_get_row (self->reader);
  g_autofree char *libretto = NULL;
  g_autofree char *aside = NULL;
  guint n;

  if (self->options->is_ragged)
    spt_csv_reader_fit (self->reader, self->width);
  n = spt_csv_reader_get_n_fields (self->reader);
  if (n != self->width)
    {
      char value[16];
      char limit[16];

      g_snprintf (value, sizeof value, "%u", n);
      g_snprintf (limit, sizeof limit, "%u", self->width);
      reject (self, row, "row-columns", NULL, value, limit);
      return FALSE;
    }
  take_cells (self);
  if (self->texts[0] == NULL || *self->texts[0] == '\0')
    {
      reject (self, row, "row-no-code", self->layout[0].name, NULL, NULL);
      return FALSE;
    }
  libretto = self->ops->table->build (self->service, (const char *const *) self->texts, error);
  if (libretto == NULL || !spt_record_read (self->record, libretto, -1, error))
    return FALSE;
  check_row (self, row);
  doubt_points (self, row);
  aside = dup_aside (self, row);
  if (self->options->aside != NULL)
    self->options->aside (aside, self->options->aside_data);

  return TRUE;
}

/* FALSE without @error: there is no header. */
static gboolean
find_header (Reading       *self,
             GCancellable  *cancellable,
             GError       **error)
{
  const SptCsvMapping *mapping = self->options->mapping;
  guint wanted = mapping != NULL ? spt_csv_mapping_get_header_row (mapping) : 1;

  do
    {
      if (!spt_csv_reader_next (self->reader, cancellable, error))
        return FALSE;
    }
  while (spt_csv_reader_get_row (self->reader) < wanted);

  return TRUE;
}

static void
match_columns (Reading *self)
{
  const SptCsvMapping *mapping = self->options->mapping;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  self->width = spt_csv_reader_get_n_fields (self->reader);
  if (mapping != NULL && (!spt_csv_mapping_is_empty (mapping) || spt_csv_mapping_get_n_corrections (mapping) > 0))
    {
      self->mapper = spt_csv_mapper_new (mapping, self->reader, self->layout, self->n_layout, self->domain, self->issues);
      self->columns = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 0; i < spt_csv_mapper_get_n (self->mapper); i++)
        {
          guint n = spt_csv_mapper_get_column (self->mapper, i);

          g_array_append_val (self->columns, n);
        }
      return;
    }
  for (guint i = 0; i < self->n_layout; i++)
    g_ptr_array_add (names, (gpointer) self->layout[i].name);
  self->columns = spt_csv_header_match (self->reader, names, self->domain, self->issues);
}

static gboolean
read_rows (Reading        *self,
           SptRecordFunc   func,
           gpointer        user_data,
           GCancellable   *cancellable,
           GError        **error)
{
  g_autoptr (GError) failure = NULL;

  while (spt_csv_reader_next (self->reader, cancellable, &failure))
    {
      gboolean usable = read_row (self, &failure);

      if (failure != NULL)
        break;
      if (!func (usable ? self->record : NULL, spt_csv_reader_get_row (self->reader), self->issues,
                 spt_csv_reader_get_raw (self->reader), user_data, error))
        return FALSE;
      spt_issue_list_reset (self->issues);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

gboolean
_spt_plants_read_csv (SptCsvReader          *reader,
                      const SptReadOptions  *options,
                      SptRecordFunc          func,
                      gpointer               user_data,
                      GCancellable          *cancellable,
                      GError               **error)
{
  g_auto (Reading) reading = { .reader = reader, .options = options };
  g_autoptr (GError) failure = NULL;

  if (!begin_reading (&reading, error))
    return FALSE;
  if (!find_header (&reading, cancellable, &failure))
    {
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      reject (&reading, 0, "file-empty", NULL, NULL, NULL);
      return func (NULL, 0, reading.issues, NULL, user_data, error);
    }
  match_columns (&reading);
  if (spt_issue_list_get_n_errors (reading.issues) > 0)
    return func (NULL, spt_csv_reader_get_row (reader), reading.issues, spt_csv_reader_get_raw (reader), user_data, error);

  return read_rows (&reading, func, user_data, cancellable, error);
}

/* --- documents --------------------------------------------------------------------------------------------- */

/* The code, in a libretto that says nothing else: by it the plant is found. */
static gboolean
make_stub (Reading     *self,
           const char  *operation,
           SptRecord   *record,
           GError     **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autofree char *libretto = NULL;
  SptDossierColumns columns = { "", "", "", "", "", "", NULL };

  self->ops->describe_document (self->service, operation, record, scratch, &columns);
  clear_texts (self);
  self->texts[0] = g_strdup (columns.key);
  libretto = self->ops->table->build (self->service, (const char *const *) self->texts, error);

  return libretto != NULL && spt_record_read (self->record, libretto, -1, error);
}

/* A document of call 2 or 11 is the libretto itself; FALSE without @error: it can be none, and the issues say why. */
static gboolean
read_document (Reading     *self,
               const char  *data,
               gsize        length,
               guint        row,
               GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *text = g_strndup (data, length);
  g_autofree char *libretto = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;

  if (!self->ops->table->open (self->service, data, length, row, self->issues))
    return FALSE;
  if (!self->ops->read (self->service, data, length, &operation, &xsd, &record, &local_error))
    {
      reject (self, row, "file-unreadable", NULL, local_error->message, NULL);
      return FALSE;
    }
  if (self->ops->table->is_whole (self->service, operation))
    {
      libretto = self->ops->apply (self->service, operation, NULL, text, error);
      if (libretto == NULL || !spt_record_read (self->record, libretto, -1, error))
        return FALSE;
      self->ops->check (self->service, NULL, SPT_INTERVENTION_LOCAL, self->xsd, self->record, NULL, self->options->now_utc_ms,
                        self->issues);
      aside = g_strdup_printf ("%c", SPT_PLANT_ASIDE_LIBRETTO);
    }
  else
    {
      if (!make_stub (self, operation, record, error))
        return FALSE;
      self->ops->check (self->service, NULL, operation, xsd, record, NULL, self->options->now_utc_ms, self->issues);
      aside = g_strdup_printf ("%c%s" SPT_PLANT_ASIDE_END "%s", SPT_PLANT_ASIDE_DOCUMENT, operation, text);
    }
  self->options->aside (aside, self->options->aside_data);

  return TRUE;
}

static gboolean
is_document (const char *name,
             gpointer    user_data)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_str_has_suffix (folded, ".xml");
}

static gboolean
is_whole_file (Reading *self,
               GBytes  *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *operation = NULL;
  g_autoptr (SptXsd) xsd = NULL;
  g_autoptr (SptRecord) record = NULL;
  g_autoptr (SptIssueList) issues = spt_issue_list_new (0);

  return data != NULL && self->ops->table->open (self->service, data, length, 0, issues) &&
         self->ops->read (self->service, data, length, &operation, &xsd, &record, NULL) &&
         self->ops->table->is_whole (self->service, operation);
}

/* (element-type GBytes): librettos first, for a report is one of a plant; by name among themselves. @called: what each is called, of a
 * zip only. */
static GPtrArray *
list_files (Reading    *self,
            GBytes     *bytes,
            GPtrArray  *called,
            GError    **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GHashTable) entries = NULL;
  g_autoptr (GList) names = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (data == NULL || !spt_zip_is_zip (data, length))
    {
      g_ptr_array_add (files, g_bytes_ref (bytes));
      return g_steal_pointer (&files);
    }
  entries = spt_zip_read_files (bytes, MAX_BYTES, MAX_FILES, is_document, NULL, error);
  if (entries == NULL)
    return NULL;
  names = g_list_sort (g_hash_table_get_keys (entries), (GCompareFunc) strcmp);
  for (guint turn = 0; turn < 2; turn++)
    {
      for (GList *at = names; at != NULL; at = at->next)
        {
          GBytes *entry = g_hash_table_lookup (entries, at->data);

          if (is_whole_file (self, entry) != (turn == 0))
            continue;
          g_ptr_array_add (files, g_bytes_ref (entry));
          g_ptr_array_add (called, g_path_get_basename (at->data));
        }
    }

  return g_steal_pointer (&files);
}

static GBytes *
read_stream (GInputStream  *stream,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  guint8 block[65536];
  gssize n;

  while ((n = g_input_stream_read (stream, block, sizeof block, cancellable, error)) > 0)
    {
      if (all->len + (gsize) n > MAX_BYTES)
        {
          g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE, "The file is larger than any document may be");
          return NULL;
        }
      g_byte_array_append (all, block, (guint) n);
    }

  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&all));
}

gboolean
_spt_plants_read_files (GInputStream          *stream,
                        const SptReadOptions  *options,
                        SptRecordFunc          func,
                        gpointer               user_data,
                        GCancellable          *cancellable,
                        GError               **error)
{
  g_auto (Reading) reading = { .options = options };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = NULL;

  if (!begin_reading (&reading, error))
    return FALSE;
  bytes = read_stream (stream, cancellable, error);
  files = bytes != NULL ? list_files (&reading, bytes, names, error) : NULL;
  if (files == NULL)
    return FALSE;
  if (files->len == 0)
    {
      reject (&reading, 0, "file-no-documents", NULL, NULL, NULL);
      return func (NULL, 0, reading.issues, NULL, user_data, error);
    }
  for (guint i = 0; i < files->len; i++)
    {
      gsize length;
      const char *data = g_bytes_get_data (g_ptr_array_index (files, i), &length);
      g_autoptr (GError) failure = NULL;
      gboolean usable;

      /* Whoever mends it opens that file: which row it is says nothing. */
      spt_issue_list_set_file (reading.issues, i < names->len ? g_ptr_array_index (names, i) : NULL);
      usable = read_document (&reading, data != NULL ? data : "", length, i + 1, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (!func (usable ? reading.record : NULL, i + 1, reading.issues, NULL, user_data, error))
        return FALSE;
      spt_issue_list_reset (reading.issues);
    }

  return TRUE;
}
