/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import: a file's records come into the archive, checked, in one change that can be taken back. */
#define G_LOG_DOMAIN "spt-import"

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/spt-sheet.h"
#include "outbox/spt-import-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-bodies.h"

/* Past these only the counts go on: a file with a fault in every row must not fill the memory. */
#define ISSUES_KEPT 10000

gboolean _spt_import_in_line;

G_DEFINE_QUARK (spt_import_error_quark, spt_import_error)

static void
import_job_clear (SptImportJob *job)
{
  g_clear_pointer (&job->keeper, _spt_import_keeper_free);
  g_clear_object (&job->account);
  g_clear_pointer (&job->bodies, g_ptr_array_unref);
  g_clear_pointer (&job->joined, g_array_unref);
  g_clear_pointer (&job->csv, spt_csv_reader_free);
  g_clear_object (&job->stream);
  if (job->pipe == NULL)
    spt_import_batch_free (job->filling);
  g_clear_pointer (&job->pipe, spt_import_pipe_free);
  g_clear_pointer (&job->result, spt_import_result_free);
  if (job->doc != NULL)
    g_string_free (job->doc, TRUE);
  if (job->aside != NULL)
    g_string_free (job->aside, TRUE);
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
fill_body (SptImportJob *job,
           SptRecord    *record)
{
  if (job->account != NULL)
    fill_field (record, "organization", spt_account_get_body (job->account));
}

/* What accounts call the body: the one that is named, or the only one there is. */
static void
fill_body_name (SptImportJob *job,
                SptRecord    *record)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), "organization");
  const SptBody *body = NULL;
  const char *code;

  /* What has no creditor body may have a name of that name all the same: a subject's. */
  if (job->bodies == NULL || field == NULL)
    return;
  code = spt_node_get (root, field->index);
  if (*code != '\0')
    body = spt_body_find (job->bodies, code);
  else if (job->bodies->len == 1)
    body = g_ptr_array_index (job->bodies, 0);
  if (body != NULL)
    fill_field (record, "companyName", body->name);
}

/* Before the check: the body first, for the numbers are its own; its name last, for a kind of due may say it more exactly. */
static gboolean
fill_record (SptRecord     *record,
             guint          row,
             SptIssueList  *issues,
             gpointer       user_data,
             GError       **error)
{
  SptImportJob *job = user_data;

  fill_body (job, record);
  if (job->fill != NULL && !spt_fill_record (record, row, issues, job->fill, error))
    return FALSE;
  fill_body_name (job, record);

  return TRUE;
}

/* Read once: the reader has no connection. NULL where no account has a name for its body. */
static gboolean
load_bodies (SptImportJob  *job,
             GError       **error)
{
  g_autoptr (GPtrArray) bodies = spt_db_list_account_bodies (job->db, error);

  if (bodies == NULL)
    return FALSE;
  for (guint i = 0; i < bodies->len && job->bodies == NULL; i++)
    {
      if (((SptBody *) g_ptr_array_index (bodies, i))->name != NULL)
        job->bodies = g_ptr_array_ref (bodies);
    }

  return TRUE;
}

/* --- reading -------------------------------------------------------------------------------- */

static gboolean
hand_over (SptImportJob  *job,
           GError       **error)
{
  SptImportBatch *batch = job->filling;
  goffset total;

  if (job->format == SPT_INTAKE_SHEET)
    spt_sheet_get_progress (job->stream, &batch->offset, &total);
  else
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

  if (!_spt_import_store_batch (job, batch, error))
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
  SptImportJob *job = user_data;
  SptImportJoined joined = { row, first_row, part };

  g_array_append_val (job->joined, joined);
}

static void
take_aside (const char *text,
            gpointer    user_data)
{
  SptImportJob *job = user_data;

  g_string_assign (job->aside, text);
}

static gboolean
take_record (SptRecord     *record,
             guint          row,
             SptIssueList  *issues,
             const char    *raw,
             gpointer       user_data,
             GError       **error)
{
  SptImportJob *job = user_data;
  SptRecordEntry entry = { .record = record };

  if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return FALSE;

  if (record != NULL)
    {
      /* A document names no body at all; rows were filled before their check. */
      if (job->format == SPT_INTAKE_DOCUMENT)
        {
          fill_body (job, record);
          fill_body_name (job, record);
        }
      if (job->kind->match != NULL)
        job->kind->describe (&entry);
      g_string_truncate (job->doc, 0);
      spt_record_write (record, job->doc);
    }
  spt_import_batch_add (job->filling, record != NULL ? job->doc : NULL,
                        &entry.columns.position, record != NULL ? job->joined : NULL, issues,
                        job->options->rejects_path != NULL ? raw : NULL,
                        record != NULL && job->aside->len > 0 ? job->aside->str : NULL, row);
  g_string_truncate (job->aside, 0);
  if (record != NULL && job->unique != NULL)
    job->filling->items[job->filling->n - 1].has_known_numbers =
      spt_unique_may_find (job->unique, record);

  return !spt_import_batch_is_full (job->filling) || hand_over (job, error);
}

static gboolean
read_all (SptImportJob  *job,
          GError       **error)
{
  SptReadOptions reading = { 0 };
  gboolean ok;

  if (job->kind->check_begin != NULL)
    job->kind->check_begin ();

  if (job->format != SPT_INTAKE_DOCUMENT)
    {
      if (job->kind->read_csv == NULL)
        {
          g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                       "Records of kind \"%s\" do not come as tables", job->kind->id);
          return FALSE;
        }
      reading.now_utc_ms = job->now;
      reading.mapping = job->options->mapping;
      reading.is_ragged = job->format == SPT_INTAKE_SHEET;
      reading.join = join_row;
      reading.join_data = job;
      reading.aside = take_aside;
      reading.aside_data = job;
      if (job->account != NULL || job->bodies != NULL || job->fill != NULL)
        {
          reading.fill = fill_record;
          reading.fill_data = job;
        }
      job->csv = spt_csv_reader_new (job->stream, job->format == SPT_INTAKE_SHEET ? ';' : 0);
      ok = job->kind->read_csv (job->csv, &reading, take_record, job, job->cancellable, error);
    }
  else if (job->kind->read_files != NULL)
    {
      reading.now_utc_ms = job->now;
      reading.aside = take_aside;
      reading.aside_data = job;
      ok = job->kind->read_files (job->stream, &reading, take_record, job, job->cancellable, error);
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
  SptImportJob *job = data;
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
read_and_store (SptImportJob  *job,
                GError       **error)
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
         _spt_import_store_batch (job, batch, &failure))
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
begin_source (SptImportJob   *job,
              const char     *name,
              GError        **error)
{
  const SptImportOptions *options = job->options;
  g_autofree char *mapping = NULL;

  if (options->account_id != 0)
    {
      job->account = spt_db_get_account (job->db, options->account_id, error);
      if (job->account == NULL)
        return FALSE;
    }
  if (!load_bodies (job, error))
    return FALSE;
  if (job->keeper == NULL)
    return TRUE;
  if (options->mapping != NULL)
    mapping = spt_csv_mapping_dup_json (options->mapping);

  return options->dry_run ||
         spt_db_begin_import_source (job->db, job->result->import_id, name, mapping, error);
}

static gboolean
remember_mapping (SptImportJob  *job,
                  GError       **error)
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
begin_fill (SptImportJob  *job,
            GError       **error)
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
  SptImportJob *job = data;
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
  if (options->rejects_path != NULL && job->format != SPT_INTAKE_DOCUMENT && !_spt_import_open_rejects (job, error))
    return FALSE;
  if (!_spt_import_note_keys (job, error) || !read_and_store (job, error) ||
      (job->fill != NULL && !spt_fill_end (job->fill, error)))
    return FALSE;
  if (job->keeper != NULL &&
      !_spt_import_keeper_finish (job->keeper, db, job->result->import_id, options->sha256,
                                  &job->result->sha256, cancellable, error))
    return FALSE;

  if (job->rejects != NULL && fflush (job->rejects) != 0)
    return _spt_import_set_write_error (error);
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
  SptImportJob job = { 0 };
  goffset offset;
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
  job.stream = _spt_intake_open_table (options->path, _spt_import_get_sheet (&job), job.kind->read_files != NULL,
                                       &job.format, &job.size, cancellable, error);
  if (job.stream == NULL)
    {
      import_job_clear (&job);
      return NULL;
    }
  job.total = job.size;
  if (job.format == SPT_INTAKE_SHEET)
    spt_sheet_get_progress (job.stream, &offset, &job.total);
  job.doc = g_string_new (NULL);
  job.aside = g_string_new (NULL);
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
