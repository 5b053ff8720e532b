/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import: a file's records come into the archive, checked, in one change that can be taken back. */
#define G_LOG_DOMAIN "spt-import"

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/spt-messages.h"
#include "outbox/spt-import-pipe.h"
#include "outbox/spt-import-source.h"
#include "outbox/spt-intake-private.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-imports.h"
#include "store/spt-store-positions.h"

/* Past these only the counts go on: a file with a fault in every row must not fill the memory. */
#define ISSUES_KEPT 10000

/* New records go to the archive so many at once. */
#define MAX_PENDING SPT_IMPORT_BATCH_ROWS

/* A bit for each hash of a key: half a MiB, and with 100,000 keys one new row in forty asks the
 * archive in vain. */
#define KEY_BITS    (1u << 22)

/* Reading all keys of the archive pays when there is a row for every twenty of them; a row has
 * about so many bytes. */
#define KEYS_A_ROW  20
#define ROW_BYTES   300

gboolean _spt_import_in_line;

/* The upper part is the reader's, once it runs; the lower one the writer's. */
typedef struct
{
  SptStore               *store;       /* borrowed */
  const SptImportOptions *options;     /* borrowed */
  const SptRecordKind    *kind;        /* borrowed */
  GInputStream           *stream;      /* (owned) */
  goffset                 size;
  SptIntakeFormat         format;
  gint64                  now;
  GCancellable           *cancellable; /* borrowed (nullable) */
  SptCsvReader           *csv;         /* (owned) (nullable) */
  SptAccount             *account;     /* (owned) (nullable): whose body rows without one are of */
  GString                *doc;         /* (owned) */
  GArray                 *joined;      /* (owned) (element-type SptImportJoined): rows of the record at hand but its first */
  SptImportBatch         *filling;     /* borrowed (nullable) of the pipe; (owned) without one */
  SptImportPipe          *pipe;        /* (owned) (nullable) */
  SptFill                *fill;        /* (owned) (nullable): numbers, and the kind of due: works on the archive, so that there is one
                                        * thread only */
  SptUnique              *unique;      /* (owned) (nullable): the numbers that the archive had before; the reader only asks whether it may
                                        * have some */

  SptDb                  *db;          /* borrowed, while the job runs */
  SptImportKeeper        *keeper;      /* (owned) (nullable): not for what is no file */
  FILE                   *rejects;     /* (owned) (nullable) */
  char                    separator;
  GHashTable             *mended;      /* (owned) (element-type gint64): records that this import mended */
  SptRecord              *stored;      /* (owned): the record at hand, where it is wanted once more */
  GString                *scratch;     /* (owned) */
  SptIssueList           *none;        /* (owned): of items without findings */
  guint8                 *known;       /* (owned) (nullable): bits of keys that may be in the archive; NULL = all may */
  SptNewPosition          pending[MAX_PENDING]; /* of the batch at hand, not in the archive yet */
  guint                   n_pending;
  SptImportResult        *result;      /* (owned) */
} ImportJob;

G_DEFINE_QUARK (spt_import_error_quark, spt_import_error)

static void
import_job_clear (ImportJob *job)
{
  g_clear_pointer (&job->keeper, _spt_import_keeper_free);
  g_clear_object (&job->account);
  g_clear_pointer (&job->joined, g_array_unref);
  g_clear_pointer (&job->csv, spt_csv_reader_free);
  g_clear_object (&job->stream);
  if (job->pipe == NULL)
    spt_import_batch_free (job->filling);
  g_clear_pointer (&job->pipe, spt_import_pipe_free);
  g_clear_pointer (&job->result, spt_import_result_free);
  if (job->doc != NULL)
    g_string_free (job->doc, TRUE);
  g_clear_pointer (&job->fill, spt_fill_free);
  g_clear_pointer (&job->unique, spt_unique_free);
  g_clear_pointer (&job->mended, g_hash_table_unref);
  g_clear_pointer (&job->stored, spt_record_free);
  g_clear_pointer (&job->none, spt_issue_list_free);
  if (job->scratch != NULL)
    g_string_free (job->scratch, TRUE);
  g_free (job->known);
  if (job->rejects != NULL)
    fclose (job->rejects);
}

/**
 * spt_import_result_free:
 * @self: (transfer full): a result
 *
 * Frees the result of an import.
 */
void
spt_import_result_free (SptImportResult *self)
{
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_free (self->sha256);
  g_free (self);
}

/* --- rejected rows -------------------------------------------------------------------------- */

static gboolean
set_write_error (GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved),
               "Could not write the rejected rows: %s", g_strerror (saved));

  return FALSE;
}

static gboolean
write_reject (ImportJob     *job,
              const char    *raw,
              SptIssueList  *issues,
              const char    *heading,
              GError       **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_auto (GStrv) rows = NULL;
  g_autoptr (GString) reason = g_string_new (heading);

  for (guint i = 0; issues != NULL && i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);
      g_autofree char *column = NULL;
      g_autofree char *message = NULL;

      if (issue->level != SPT_ISSUE_ERROR)
        continue;
      column = spt_import_dup_column (job->options->kind, job->options->mapping, issue->path);
      message = spt_issue_dup_message (issue, column != NULL ? column : issue->path);
      g_string_append (reason, reason->len > 0 ? " " : "");
      if (column != NULL && strstr (message, column) == NULL)
        g_string_append_printf (reason, "%s: ", column);
      g_string_append (reason, message);
    }

  /* Each row of a record has its place in the table, and the reason beside it. */
  rows = g_strsplit (raw, (char[]) { SPT_RAW_ROW_END, '\0' }, -1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      spt_csv_append_guarded_row (line, rows[i], job->separator);
      g_string_append_c (line, job->separator);
      spt_csv_append_field (line, reason->str, job->separator, TRUE);
      g_string_append (line, "\r\n");
    }

  if (fwrite (line->str, 1, line->len, job->rejects) != line->len)
    return set_write_error (error);

  return TRUE;
}

static const char *
get_sheet (ImportJob *job)
{
  return job->options->mapping != NULL ? spt_csv_mapping_get_sheet (job->options->mapping) : NULL;
}

/* The rejected rows go back as the clerk gave them: the header is read once more, as it stood. */
static gboolean
open_rejects (ImportJob  *job,
              GError    **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (SptCsvReader) reader = NULL;
  guint header_row = job->options->mapping != NULL
    ? spt_csv_mapping_get_header_row (job->options->mapping) : 1;
  SptIntakeFormat format;
  goffset size;

  stream = _spt_intake_open_table (job->options->path, get_sheet (job), &format, &size,
                                   job->cancellable, error);
  if (stream == NULL)
    return FALSE;
  reader = spt_csv_reader_new (stream, format == SPT_INTAKE_SHEET ? ';' : 0);
  if (!spt_csv_reader_next (reader, job->cancellable, error))
    return FALSE;

  job->separator = spt_csv_reader_get_separator (reader);
  /* Owner only: it holds what the file held. */
  job->rejects = g_fopen (job->options->rejects_path, "wxe");
  if (job->rejects == NULL)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s",
                   job->options->rejects_path, g_strerror (saved));
      return FALSE;
    }
  if (g_chmod (job->options->rejects_path, 0600) != 0)
    g_warning ("The file of rejected rows keeps the folder's permissions: %s", g_strerror (errno));

  /* What stands above the header stays there: the file is read as this one was. */
  for (guint row = 1; row < header_row || row < spt_csv_reader_get_row (reader); row++)
    {
      gboolean is_here = row == spt_csv_reader_get_row (reader);

      if (fprintf (job->rejects, "%s\r\n", is_here ? spt_csv_reader_get_raw (reader) : "") < 0)
        return set_write_error (error);
      if (is_here && !spt_csv_reader_next (reader, job->cancellable, error))
        return FALSE;
    }

  return write_reject (job, spt_csv_reader_get_raw (reader), NULL, "sportello.reason", error);
}

/* --- storing -------------------------------------------------------------------------------- */

static void
keep_issues (ImportJob    *job,
             SptIssueList *issues,
             guint         row)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      spt_issue_list_add (job->result->issues, issue->level, issue->domain, issue->code,
                          issue->row != 0 ? issue->row : row, issue->path, issue->value,
                          issue->limit);
    }
}

static const SptIssue *
find_error (SptIssueList *issues)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->level == SPT_ISSUE_ERROR)
        return issue;
    }

  return NULL;
}

/* Notes what became of rows, for the day the sheet goes back with its outcomes. The first row of a record that came in is noted
 * with the record. */
static gboolean
note_rows (ImportJob             *job,
           const SptImportItem   *item,
           const SptImportJoined *joined,
           SptIssueList          *rejected,
           gint64                 mended_id,
           GError               **error)
{
  gint64 import_id = job->result->import_id;
  gboolean ok = TRUE;

  if (job->keeper == NULL || job->options->dry_run)
    return TRUE;
  if (rejected != NULL || mended_id != 0)
    ok = spt_db_add_import_row (job->db, import_id, item->row, 0, 0, mended_id,
                                rejected != NULL ? find_error (rejected) : NULL, error);
  for (guint i = 0; ok && i < item->n_joined; i++)
    ok = spt_db_add_import_row (job->db, import_id, joined[i].row, joined[i].first_row,
                                joined[i].part, 0, NULL, error);

  return ok && _spt_import_keeper_drain (job->keeper, job->db, import_id, error);
}

/* Twice in the file, or in the archive already. */
static gboolean
is_duplicate (SptIssueList *issues)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const char *code = spt_issue_list_get (issues, i)->code;

      if (g_str_equal (code, "row-duplicate") || g_str_equal (code, "row-in-archive"))
        return TRUE;
    }

  return FALSE;
}

static gboolean
flush_pending (ImportJob  *job,
               GError    **error)
{
  guint n = job->n_pending;

  job->n_pending = 0;

  return n == 0 || spt_db_add_positions (job->db, job->pending, n, job->result->import_id,
                                         job->options->who, error);
}

static gboolean
is_pending (ImportJob                *job,
            const SptPositionColumns *columns)
{
  for (guint i = 0; i < job->n_pending; i++)
    {
      if (g_strcmp0 (job->pending[i].columns.iupd, columns->iupd) == 0 &&
          g_strcmp0 (job->pending[i].columns.organization, columns->organization) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
note_key_cb (const char *iupd,
             gpointer    user_data)
{
  ImportJob *job = user_data;
  guint bit = g_str_hash (iupd) % KEY_BITS;

  job->known[bit / 8] |= (guint8) (1u << bit % 8);
}

static gboolean
may_be_known (ImportJob  *job,
              const char *iupd)
{
  guint bit = g_str_hash (iupd) % KEY_BITS;

  return job->known == NULL || (job->known[bit / 8] & (1u << bit % 8)) != 0;
}

/* Nearly every row is new, which a bit for the hash of its key tells without asking the archive. */
static gboolean
note_keys (ImportJob  *job,
           GError    **error)
{
  guint64 n_rows = (guint64) job->size / ROW_BYTES;
  gboolean all;

  if (job->kind->match == NULL)
    return TRUE;
  job->known = g_malloc0 (KEY_BITS / 8);
  if (!spt_db_foreach_iupd (job->db, n_rows * KEYS_A_ROW, note_key_cb, job, &all, error))
    return FALSE;
  if (!all)
    g_clear_pointer (&job->known, g_free);

  return TRUE;
}

static gboolean
find_in_archive (ImportJob       *job,
                 SptImportItem   *item,
                 SptRecordEntry  *entry,
                 SptIssueList    *issues,
                 GError         **error)
{
  if (job->kind->match == NULL)
    {
      if (!spt_record_read (job->stored, item->doc, -1, error))
        return FALSE;
      entry->record = job->stored;
      return job->kind->find (job->db, entry, issues, error);
    }

  entry->columns.position = item->columns;
  entry->key = item->columns.iupd;
  if (entry->key != NULL && may_be_known (job, entry->key))
    {
      entry->is_there = is_pending (job, &item->columns);
      if (!entry->is_there && !job->kind->match (job->db, entry, error))
        return FALSE;
    }
  if (!item->has_known_numbers || entry->is_there || (entry->id != 0 && !entry->may_mend))
    return TRUE;

  return spt_record_read (job->stored, item->doc, -1, error) &&
         spt_unique_check (job->unique, job->stored, entry->id, FALSE, item->row, issues, error);
}

/* Puts a record that comes in into the archive, or among those that go there together. */
static gboolean
keep_record (ImportJob       *job,
             SptImportItem   *item,
             SptRecordEntry  *entry,
             SptIssueList    *issues,
             GError         **error)
{
  if (entry->id != 0)
    {
      gint64 *id = g_new (gint64, 1);

      *id = entry->id;
      g_hash_table_add (job->mended, id);
      if (job->kind->match != NULL)
        return spt_db_save_position (job->db, entry->id, item->doc, &item->columns, issues,
                                     entry->import_id, item->row, entry->who, error) != 0;
    }
  if (job->kind->match == NULL)
    return job->kind->save (job->db, entry, issues, error) != 0;

  if (job->known != NULL && entry->key != NULL)
    note_key_cb (entry->key, job);
  /* What was found just now has to stay until all are saved. */
  if (item->issues == NULL && spt_issue_list_get_n (issues) > 0)
    item->issues = spt_issue_list_steal (issues);
  job->pending[job->n_pending++] = (SptNewPosition) {
    item->doc, item->columns, item->issues, item->row
  };

  return TRUE;
}

static gboolean
store_item (ImportJob              *job,
            SptImportItem          *item,
            const SptImportJoined  *joined,
            GError                **error)
{
  SptRecordEntry entry = {
    .row = item->row,
    .now_utc_ms = job->now,
    .import_id = job->result->import_id,
    .who = job->options->who,
    .mended = job->mended,
    .unique = job->unique,
    .doc = job->scratch,
  };
  SptIssueList *issues = item->issues;
  gboolean rejected = item->doc == NULL;

  if (issues == NULL)
    {
      spt_issue_list_reset (job->none);
      issues = job->none;
    }

  /* Something said of the file as a whole, which is no row. */
  if (item->doc == NULL && spt_issue_list_get_n_errors (issues) == 0)
    {
      keep_issues (job, issues, item->row);
      return TRUE;
    }
  job->result->n_rows++;
  if (item->doc != NULL)
    {
      if (!find_in_archive (job, item, &entry, issues, error))
        return FALSE;
      if (entry.is_there || (entry.id != 0 && !entry.may_mend))
        {
          spt_issue_list_add (issues, SPT_ISSUE_ERROR, "base", "row-in-archive", item->row,
                              job->kind->key_path, entry.key, NULL);
          rejected = TRUE;
        }
      else if (job->rejects != NULL && spt_issue_list_get_n_errors (issues) > 0)
        {
          rejected = TRUE;
        }
    }

  if (!note_rows (job, item, joined, rejected ? issues : NULL, rejected ? 0 : entry.id, error))
    return FALSE;
  if (rejected)
    {
      keep_issues (job, issues, item->row);
      job->result->n_rejected++;
      job->result->n_duplicates += is_duplicate (issues) ? 1 : 0;
      return job->rejects == NULL || item->raw == NULL ||
             write_reject (job, item->raw, issues, "", error);
    }

  if (spt_issue_list_get_n_errors (issues) > 0)
    job->result->n_faulty++;
  else
    job->result->n_good++;
  job->result->n_mended += entry.id != 0 ? 1 : 0;
  if (!keep_record (job, item, &entry, issues, error))
    return FALSE;
  /* Only now: saving may have found more. */
  keep_issues (job, item->issues != NULL ? item->issues : issues, item->row);

  return TRUE;
}

/* Empties @batch into the archive. */
static gboolean
store_batch (ImportJob       *job,
             SptImportBatch  *batch,
             GError         **error)
{
  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;
  for (guint i = 0; i < batch->n; i++)
    {
      const SptImportJoined *joined =
        &g_array_index (batch->joined, SptImportJoined, batch->items[i].joined);

      if (!store_item (job, &batch->items[i], joined, error))
        return FALSE;
    }
  if (!flush_pending (job, error))
    return FALSE;
  if (job->options->progress != NULL)
    job->options->progress (batch->offset, job->size, job->options->progress_data);

  return TRUE;
}

/* --- what rows do not say ------------------------------------------------------------------- */

static void
fill_field (SptRecord  *record,
            const char *name,
            const char *text)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), name);

  if (field != NULL && text != NULL && *spt_node_get (root, field->index) == '\0')
    spt_node_set (root, field->index, text, -1);
}

/* Rows without a creditor body are of the account's. */
static void
fill_body (ImportJob *job,
           SptRecord *record)
{
  const char *body = spt_account_get_setting (job->account, "organization-fiscal-code");
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), "organization");

  fill_field (record, "organization", body);
  /* Of another body the account does not know the name. */
  if (field != NULL && g_strcmp0 (spt_node_get (root, field->index), body) == 0)
    fill_field (record, "companyName",
                spt_account_get_setting (job->account, "organization-name"));
}

/* Before the check: the body first, for the numbers are its own. */
static gboolean
fill_record (SptRecord     *record,
             guint          row,
             SptIssueList  *issues,
             gpointer       user_data,
             GError       **error)
{
  ImportJob *job = user_data;

  if (job->account != NULL)
    fill_body (job, record);

  return job->fill == NULL || spt_fill_record (record, row, issues, job->fill, error);
}

/* --- reading -------------------------------------------------------------------------------- */

static gboolean
hand_over (ImportJob  *job,
           GError    **error)
{
  SptImportBatch *batch = job->filling;

  batch->offset = job->csv != NULL ? spt_csv_reader_get_offset (job->csv)
    : g_seekable_tell (G_SEEKABLE (job->stream));
  if (job->pipe != NULL)
    {
      spt_import_pipe_push (job->pipe, batch);
      job->filling = spt_import_pipe_get_empty (job->pipe);
      if (job->filling != NULL)
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The import was stopped");
      return FALSE;
    }

  if (!store_batch (job, batch, error))
    return FALSE;
  spt_import_batch_clear (batch);

  return TRUE;
}

static void
join_row (guint    row,
          guint    first_row,
          guint    part,
          gpointer user_data)
{
  ImportJob *job = user_data;
  SptImportJoined joined = { row, first_row, part };

  g_array_append_val (job->joined, joined);
}

static gboolean
take_record (SptRecord     *record,
             guint          row,
             SptIssueList  *issues,
             const char    *raw,
             gpointer       user_data,
             GError       **error)
{
  ImportJob *job = user_data;
  SptRecordEntry entry = { .record = record };

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;

  if (record != NULL)
    {
      /* A document names no body at all; rows were filled before their check. */
      if (job->format == SPT_INTAKE_DOCUMENT && job->account != NULL)
        fill_body (job, record);
      if (job->kind->match != NULL)
        job->kind->describe (&entry);
      g_string_truncate (job->doc, 0);
      spt_record_write (record, job->doc);
    }
  spt_import_batch_add (job->filling, record != NULL ? job->doc : NULL,
                        &entry.columns.position, record != NULL ? job->joined : NULL, issues,
                        job->options->rejects_path != NULL ? raw : NULL, row);
  if (record != NULL && job->unique != NULL)
    job->filling->items[job->filling->n - 1].has_known_numbers =
      spt_unique_may_find (job->unique, record);

  return !spt_import_batch_is_full (job->filling) || hand_over (job, error);
}

static gboolean
read_all (ImportJob  *job,
          GError    **error)
{
  SptReadOptions reading = { 0 };
  gboolean ok;

  if (job->kind->check_begin != NULL)
    job->kind->check_begin ();

  if (job->format != SPT_INTAKE_DOCUMENT)
    {
      reading.now_utc_ms = job->now;
      reading.mapping = job->options->mapping;
      reading.is_ragged = job->format == SPT_INTAKE_SHEET;
      reading.join = join_row;
      reading.join_data = job;
      if (job->account != NULL || job->fill != NULL)
        {
          reading.fill = fill_record;
          reading.fill_data = job;
        }
      job->csv = spt_csv_reader_new (job->stream, job->format == SPT_INTAKE_SHEET ? ';' : 0);
      ok = job->kind->read_csv (job->csv, &reading, take_record, job, job->cancellable, error);
    }
  else if (job->kind->read_document != NULL)
    {
      ok = job->kind->read_document (job->stream, job->now, take_record, job, job->cancellable,
                                     error);
    }
  else
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "Records of this kind come from CSV files only");
      return FALSE;
    }

  return ok && hand_over (job, error);
}

static gpointer
read_thread (gpointer data)
{
  ImportJob *job = data;
  GError *error = NULL;

  job->filling = spt_import_pipe_get_empty (job->pipe);
  if (job->filling != NULL)
    read_all (job, &error);
  spt_import_pipe_end (job->pipe, error);

  return NULL;
}

/* Reads and checks on a thread of its own what this one stores; on this one too where reading
 * works on the archive. */
static gboolean
read_and_store (ImportJob  *job,
                GError    **error)
{
  GError *failure = NULL;
  SptImportBatch *batch;
  GThread *thread;

  if (_spt_import_in_line || job->fill != NULL)
    {
      job->filling = spt_import_batch_new ();
      return read_all (job, error);
    }

  job->pipe = spt_import_pipe_new ();
  thread = g_thread_try_new ("spt-import", read_thread, job, error);
  if (thread == NULL)
    return FALSE;
  while ((batch = spt_import_pipe_pop (job->pipe, &failure)) != NULL &&
         store_batch (job, batch, &failure))
    spt_import_pipe_give_back (job->pipe, batch);
  spt_import_pipe_stop (job->pipe);
  g_thread_join (thread);

  if (failure == NULL)
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    {
      g_set_error_literal (error, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_CHANGED, failure->message);
      g_error_free (failure);
      return FALSE;
    }
  g_propagate_error (error, failure);

  return FALSE;
}

static gboolean
begin_source (ImportJob   *job,
              const char  *name,
              GError     **error)
{
  const SptImportOptions *options = job->options;
  g_autofree char *mapping = NULL;

  if (options->account_id != 0)
    {
      job->account = spt_db_get_account (job->db, options->account_id, error);
      if (job->account == NULL)
        return FALSE;
    }
  if (job->keeper == NULL)
    return TRUE;
  if (options->mapping != NULL)
    mapping = spt_csv_mapping_dup_json (options->mapping);

  return options->dry_run ||
         spt_db_begin_import_source (job->db, job->result->import_id, name, mapping, error);
}

static gboolean
remember_mapping (ImportJob  *job,
                  GError    **error)
{
  const SptImportOptions *options = job->options;
  g_autoptr (SptImportLook) look = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *doc = NULL;

  if (options->mapping == NULL || options->mapping_name == NULL ||
      job->format == SPT_INTAKE_DOCUMENT)
    return TRUE;
  /* Without the archive: this thread has it. */
  look = spt_import_look (NULL, options->kind, options->path,
                          spt_csv_mapping_get_sheet (options->mapping),
                          spt_csv_mapping_get_header_row (options->mapping), job->cancellable, error);
  if (look == NULL)
    return FALSE;
  digest = spt_csv_mapping_dup_header_digest ((const char *const *) look->header->pdata,
                                              look->header->len);
  doc = spt_csv_mapping_dup_json (options->mapping);

  return spt_db_save_mapping (job->db, options->kind, options->mapping_name, digest, doc, error);
}

/* A rehearsal takes no number: neither in the archive nor in the file beside it. */
static gboolean
begin_fill (ImportJob  *job,
            GError    **error)
{
  const SptFillOptions options = {
    .account_id = job->options->account_id,
    .due_type_id = job->options->due_type_id,
    .generate_iuv = job->options->generate_iuv,
    .rehearse = job->options->dry_run,
    .many = TRUE,
    .now_utc_ms = job->now,
  };

  if (!options.generate_iuv && options.due_type_id == 0)
    return TRUE;
  job->fill = spt_fill_new (job->db, spt_services_find_kind (job->kind->id), &options, error);

  return job->fill != NULL;
}

static gboolean
import_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  ImportJob *job = data;
  const SptImportOptions *options = job->options;
  g_autofree char *name = g_path_get_basename (options->path);

  job->db = db;
  job->cancellable = cancellable;
  job->unique = job->kind->has_notices ? spt_unique_new (db, TRUE, error) : NULL;
  if (job->kind->has_notices && job->unique == NULL)
    return FALSE;
  job->result->import_id = spt_db_add_import (db, options->kind,
                                              options->label != NULL ? options->label : name, error);
  if (job->result->import_id == 0)
    return FALSE;
  if (!begin_source (job, name, error) || !begin_fill (job, error))
    return FALSE;
  if (options->rejects_path != NULL && job->format != SPT_INTAKE_DOCUMENT && !open_rejects (job, error))
    return FALSE;
  if (!note_keys (job, error) || !read_and_store (job, error) ||
      (job->fill != NULL && !spt_fill_end (job->fill, error)))
    return FALSE;
  if (job->keeper != NULL &&
      !_spt_import_keeper_finish (job->keeper, db, job->result->import_id, options->sha256,
                                  &job->result->sha256, cancellable, error))
    return FALSE;

  if (job->rejects != NULL && fflush (job->rejects) != 0)
    return set_write_error (error);
  if (options->dry_run)
    {
      /* Everything was really done, and is taken back by the failed transaction: a rehearsal cannot differ from the real thing. */
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dry run");
      return FALSE;
    }

  return remember_mapping (job, error) &&
         spt_db_finish_import (db, job->result->import_id, job->result->n_good,
                               job->result->n_faulty, job->result->n_rejected, error);
}

/**
 * spt_import_file:
 * @store: the archive
 * @options: what and how
 * @cancellable: (nullable): taking back leaves nothing half done
 * @error: return location for an error: the file cannot be read as what it should be, the archive, cancellation
 *
 * Brings the records of a file into the archive, in one transaction (design 4, Import). Blocks.
 *
 * A faulty record comes in *to fix* with its issues; rows that cannot be read, and records that the archive has
 * already, are rejected; one that is still to fix, and never got anywhere, is mended instead. With
 * a file for rejected rows the faulty ones go there instead.
 *
 * Returns: (transfer full): what came of it
 */
SptImportResult *
spt_import_file (SptStore               *store,
                 const SptImportOptions *options,
                 GCancellable           *cancellable,
                 GError                **error)
{
  g_autoptr (GError) local = NULL;
  SptImportResult *result;
  ImportJob job = { 0 };
  gboolean ok;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);
  g_return_val_if_fail (options != NULL && options->kind != NULL && options->path != NULL, NULL);

  job.store = store;
  job.options = options;
  job.kind = spt_record_kind_find (options->kind);
  if (job.kind == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "There are no records of kind \"%s\"", options->kind);
      return NULL;
    }
  job.now = spt_clock_get_utc_ms (spt_store_get_clock (store));
  /* Before the first look at what is in it: from here on it may not change. */
  if (g_file_test (options->path, G_FILE_TEST_IS_REGULAR))
    {
      job.keeper = _spt_import_keeper_new (options->path, !options->dry_run, error);
      if (job.keeper == NULL)
        return NULL;
    }
  job.stream = _spt_intake_open_table (options->path, get_sheet (&job), &job.format, &job.size,
                                       cancellable, error);
  if (job.stream == NULL)
    {
      import_job_clear (&job);
      return NULL;
    }
  job.doc = g_string_new (NULL);
  job.joined = g_array_new (FALSE, FALSE, sizeof (SptImportJoined));
  job.mended = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  job.scratch = g_string_new (NULL);
  job.none = spt_issue_list_new (0);
  job.stored = spt_record_new (job.kind->get_schema ());
  job.result = g_new0 (SptImportResult, 1);
  job.result->is_table = job.format != SPT_INTAKE_DOCUMENT;
  job.result->issues = spt_issue_list_new (options->max_issues != 0 ? options->max_issues
                                                                    : ISSUES_KEPT);

  ok = spt_store_run_sync (store, SPT_STORE_WRITE, import_job, &job, cancellable, &local);
  if (!ok && options->dry_run && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      !g_cancellable_is_cancelled (cancellable))
    {
      job.result->import_id = 0;
      ok = TRUE;
    }
  if (!ok)
    {
      /* A file of rejects that belongs to an import that did not happen would be misleading. */
      if (job.rejects != NULL && g_unlink (options->rejects_path) != 0)
        g_warning ("Could not remove the file of rejected rows: %s", g_strerror (errno));
      g_propagate_error (error, g_steal_pointer (&local));
      import_job_clear (&job);
      return NULL;
    }

  result = g_steal_pointer (&job.result);
  import_job_clear (&job);
  return result;
}
