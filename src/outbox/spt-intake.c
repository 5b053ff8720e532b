/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What import and prepare have in common: opening a file of whatever kind it is, finding the
 * service, saving one record. */
#define G_LOG_DOMAIN "spt-intake"

#include "config.h"

#include <string.h>

#include "base/spt-sheet.h"
#include "base/spt-zip.h"
#include "outbox/spt-fill.h"
#include "outbox/spt-intake-private.h"
#include "outbox/spt-plants.h"
#include "outbox/spt-record-kind.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-dues.h"
#include "store/spt-store-events.h"
#include "store/spt-store-submissions.h"

/* A document unpacks to at most what the service takes (GPD facts 4), with room for an honest error
 * about it. */
#define UNPACKED_MAX (128 * 1024 * 1024)
#define ZIP_MAX      (32 * 1024 * 1024)
#define LOOK_AHEAD   4096

static gboolean
begins_as_json (const char *data,
                gsize       length)
{
  gsize i = 0;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    i = 3;
  while (i < length && g_ascii_isspace (data[i]))
    i++;

  return i < length && (data[i] == '{' || data[i] == '[');
}

static GInputStream *
unpack (GInputStream  *stream,
        goffset       *size,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) zip = NULL;
  g_autoptr (GBytes) data = NULL;
  gssize n;

  do
    {
      n = g_output_stream_splice (memory, stream, G_OUTPUT_STREAM_SPLICE_NONE, cancellable, error);
      if (n < 0)
        return NULL;
      if (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)) > ZIP_MAX)
        {
          g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE,
                       "The zip file is larger than any service takes");
          return NULL;
        }
    }
  while (n > 0);

  if (!g_output_stream_close (memory, cancellable, error))
    return NULL;
  zip = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  data = spt_zip_read_single (zip, UNPACKED_MAX, NULL, error);
  if (data == NULL)
    return NULL;

  *size = g_bytes_get_size (data);
  return g_memory_input_stream_new_from_bytes (data);
}

GInputStream *
_spt_intake_open (const char    *path,
                  gboolean      *is_json,
                  goffset       *size,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) raw = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GInputStream) stream = NULL;
  const char *ahead;
  gsize length;

  if (raw == NULL)
    return NULL;
  info = g_file_input_stream_query_info (raw, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  if (info == NULL)
    return NULL;
  *size = g_file_info_get_size (info);

  stream = g_buffered_input_stream_new_sized (G_INPUT_STREAM (raw), LOOK_AHEAD);
  if (g_buffered_input_stream_fill (G_BUFFERED_INPUT_STREAM (stream), LOOK_AHEAD, cancellable,
                                    error) < 0)
    return NULL;
  ahead = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (stream), &length);

  if (spt_zip_is_zip (ahead, length))
    {
      GInputStream *unpacked;

      if (*size > ZIP_MAX)
        {
          g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE,
                       "The zip file is larger than any service takes");
          return NULL;
        }
      unpacked = unpack (stream, size, cancellable, error);
      *is_json = unpacked != NULL;
      return unpacked;
    }

  *is_json = begins_as_json (ahead, length);
  return g_steal_pointer (&stream);
}

/* A document of XML, in whatever encoding it is written, or a zip. */
static gboolean
probe_files (const char    *path,
             gboolean      *is_document,
             gboolean      *is_zip,
             GCancellable  *cancellable,
             GError       **error)
{
  static const char *const marks[] = { "<", "\xef\xbb\xbf<", "\xfe\xff", "\xff\xfe" };
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  char head[LOOK_AHEAD];
  gsize length;
  gsize i = 0;

  *is_document = FALSE;
  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &length, cancellable, error))
    return FALSE;
  while (i < length && g_ascii_isspace (head[i]))
    i++;
  for (guint j = 0; j < G_N_ELEMENTS (marks); j++)
    *is_document |= length - i >= strlen (marks[j]) && memcmp (head + i, marks[j], strlen (marks[j])) == 0;
  *is_zip = spt_zip_is_zip (head, length);

  return TRUE;
}

gboolean
_spt_intake_probe_document (const char    *path,
                            gboolean      *is_document,
                            GCancellable  *cancellable,
                            GError       **error)
{
  gboolean is_zip;

  return probe_files (path, is_document, &is_zip, cancellable, error);
}

static GInputStream *
open_files (const char    *path,
            goffset       *size,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileInputStream *stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;

  if (stream == NULL)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  if (info == NULL)
    {
      g_object_unref (stream);
      return NULL;
    }
  *size = g_file_info_get_size (info);

  return G_INPUT_STREAM (stream);
}

GInputStream *
_spt_intake_open_table (const char       *path,
                        const char       *sheet,
                        gboolean          takes_files,
                        SptIntakeFormat  *format,
                        goffset          *size,
                        GCancellable     *cancellable,
                        GError          **error)
{
  GInputStream *stream;
  gboolean is_sheet;
  gboolean is_json;
  gboolean is_document = FALSE;
  gboolean is_zip = FALSE;

  if (!spt_sheet_probe (path, &is_sheet, error))
    return NULL;
  if (is_sheet)
    {
      *format = SPT_INTAKE_SHEET;
      *size = 0;
      return spt_sheet_open (path, sheet, cancellable, error);
    }
  if (takes_files && !probe_files (path, &is_document, &is_zip, cancellable, error))
    return NULL;
  if (is_document || is_zip)
    {
      *format = SPT_INTAKE_DOCUMENT;
      return open_files (path, size, cancellable, error);
    }

  stream = _spt_intake_open (path, &is_json, size, cancellable, error);
  if (stream != NULL)
    *format = is_json ? SPT_INTAKE_DOCUMENT : SPT_INTAKE_CSV;

  return stream;
}

SptService *
_spt_intake_find_service (const char              *operation,
                          const SptOperationInfo **info,
                          GError                 **error)
{
  SptService *service = spt_services_find_operation (operation, info);

  if (service == NULL)
    g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                 "There is no operation \"%s\"", operation);

  return service;
}

/**
 * spt_check_file:
 * @operation: the operation it is for
 * @path: the document, also zipped
 * @now_utc_ms: what dates are compared with, UTC milliseconds
 * @issues: where findings go
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: the file cannot be read, or there is no such operation
 *
 * Checks a document of the service's own kind, with neither archive nor network (design 4).
 *
 * Returns: whether it could be checked, whatever was found
 */
gboolean
spt_check_file (const char    *operation,
                const char    *path,
                gint64         now_utc_ms,
                SptIssueList  *issues,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (GInputStream) stream = NULL;
  SptService *service = _spt_intake_find_service (operation, NULL, error);
  SptServiceClass *klass;
  gboolean is_json;
  goffset size;

  if (service == NULL)
    return FALSE;
  klass = SPT_SERVICE_GET_CLASS (service);
  if (klass->check_document == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "\"%s\" takes no document", operation);
      return FALSE;
    }

  stream = _spt_intake_open (path, &is_json, &size, cancellable, error);
  if (stream == NULL)
    return FALSE;
  if (klass->check_begin != NULL)
    klass->check_begin (service);

  return klass->check_document (service, NULL, operation, stream, now_utc_ms, issues, cancellable,
                                error);
}

/* --- one record ----------------------------------------------------------------------------- */

typedef struct
{
  const SptRecordKind  *kind;    /* borrowed */
  const SptSaveOptions *options; /* borrowed from the caller, who waits */
  SptRecordEntry        entry;
  SptIssueList         *issues;  /* (owned) */
} SaveJob;

/* Numbers are taken in this transaction: with the record, or not at all. */
static gboolean
fill_numbers (SaveJob  *job,
              SptDb    *db,
              GError  **error)
{
  const SptFillOptions options = { .generate_iuv = TRUE, .now_utc_ms = job->entry.now_utc_ms };
  g_autoptr (SptFill) fill = spt_fill_new (db, spt_services_find_kind (job->kind->id), &options,
                                           error);

  return fill != NULL && spt_fill_record (job->entry.record, 0, job->issues, fill, error) &&
         spt_fill_end (fill, error);
}

/* A plant goes with one account, and all that is about it. */
static gboolean
rebind (SaveJob  *job,
        SptDb    *db,
        GError  **error)
{
  g_autoptr (SptDossier) dossier = NULL;

  if (job->kind == &spt_record_kind_plants)
    return spt_db_set_plant_account (db, job->entry.id, job->options->account_id, error);
  if (!spt_db_set_dossier_account (db, job->entry.id, job->options->account_id, error))
    return FALSE;
  if (job->kind != &spt_record_kind_interventions)
    return TRUE;
  dossier = spt_db_get_dossier (db, job->entry.id, error);

  return dossier != NULL &&
         spt_db_set_plant_account (db, spt_dossier_get_data (dossier)->plant_id, job->options->account_id, error);
}

static gboolean
save_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  SaveJob *job = data;

  if (job->options->generate_iuv && !fill_numbers (job, db, error))
    return FALSE;
  /* The rules are those of the account that it goes with. */
  if (job->options->rebind && job->entry.id != 0 && !rebind (job, db, error))
    return FALSE;
  if (job->kind->check_begin != NULL)
    job->kind->check_begin ();
  if (!job->kind->check (db, &job->entry, job->issues, error))
    return FALSE;
  /* A new one is new, even with the code of another: what was typed is never lost. */
  job->kind->describe (&job->entry);
  job->entry.id = job->kind->save (db, &job->entry, job->issues, error);

  return job->entry.id != 0 &&
         (job->options->due_type_id == 0 ||
          spt_db_set_position_due_type (db, job->entry.id, job->options->due_type_id, error));
}

/**
 * spt_save_record:
 * @store: the archive
 * @kind: the kind of record ("debt-positions")
 * @id: the record; 0 = a new one
 * @record: what was typed; saved however incomplete
 * @who: the clerk
 * @issues: (out) (optional) (transfer full): what the check found
 * @error: return location for an error of the archive; a record under way is
 *   %SPT_STORE_ERROR_CONSTRAINT
 *
 * Checks a record, computes its columns and keeps it. Blocks: for worker threads and the command
 * line.
 *
 * Returns: the record's id; 0 on error
 */
gint64
spt_save_record (SptStore      *store,
                 const char    *kind,
                 gint64         id,
                 SptRecord     *record,
                 const char    *who,
                 SptIssueList **issues,
                 GError       **error)
{
  const SptSaveOptions options = { .who = who };

  return spt_save_record_full (store, kind, id, record, &options, issues, error);
}

/**
 * spt_save_record_full:
 * @store: the archive
 * @kind: the kind of record ("debt-positions")
 * @id: the record; 0 = a new one
 * @record: what was typed; saved however incomplete, completed as @options say
 * @options: how
 * @issues: (out) (optional) (transfer full): what the check found
 * @error: return location for an error of the archive; a record under way is
 *   %SPT_STORE_ERROR_CONSTRAINT, a notice number that a person has to confirm first
 *   %SPT_STORE_ERROR_UNCONFIRMED
 *
 * Keeps a record; notice numbers are taken in the same transaction. That its numbers are new to the
 * body is checked too. Blocks.
 *
 * Returns: the record's id; 0 on error
 */
gint64
spt_save_record_full (SptStore              *store,
                      const char            *kind,
                      gint64                 id,
                      SptRecord             *record,
                      const SptSaveOptions  *options,
                      SptIssueList         **issues,
                      GError               **error)
{
  g_autoptr (SptIssueList) found = spt_issue_list_new (0);
  g_autoptr (GString) doc = g_string_new (NULL);
  SaveJob job = { 0 };

  g_return_val_if_fail (SPT_IS_STORE (store), 0);

  job.kind = spt_record_kind_find (kind);
  if (job.kind == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "There are no records of kind \"%s\"", kind);
      return 0;
    }

  job.options = options;
  job.entry.record = record;
  job.entry.id = id;
  job.entry.doc = doc;
  job.entry.who = options->who;
  job.entry.account_id = options->account_id;
  job.entry.type = options->type;
  job.entry.plant_id = options->plant_id;
  job.entry.now_utc_ms = spt_clock_get_utc_ms (spt_store_get_clock (store));
  job.issues = found;

  if (!spt_store_run_sync (store, SPT_STORE_WRITE, save_job, &job, NULL, error))
    return 0;
  if (issues != NULL)
    *issues = g_steal_pointer (&found);

  return job.entry.id;
}

/* --- a person's decision -------------------------------------------------------------------- */

typedef struct
{
  gint64      id;
  SptState    state;
  const char *saw;
  const char *note;
  const char *who;
  gint64      now;
} DecideJob;

/* What does not come to its end at the service is decided as what is uncertain; while it goes on as
 * it should, only its report decides. */
static gboolean
stop_waiting (SptDb      *db,
              DecideJob  *job,
              GError    **error)
{
  g_autoptr (SptSubmissionRow) row = spt_db_get_submission_row (db, job->id, error);
  SptStateChange change = {
    .expected = SPT_STATE_WAITING,
    .state = SPT_STATE_UNCERTAIN,
    .code = "given-up",
    .progress_done = -1,
    .progress_total = -1,
    .rest_state = SPT_STATE_UNCERTAIN,
    .clear_order = TRUE,
    .event_kind = "given-up",
    .event_text = "a person waits no longer",
    .actor = job->who,
  };
  gboolean may = FALSE;

  if (row == NULL)
    return FALSE;
  if (row->state != SPT_STATE_WAITING)
    return TRUE;
  if (!spt_db_has_attention (db, job->id, &may, error))
    return FALSE;

  return !may || spt_db_change_submission (db, job->id, &change, NULL, error);
}

static gboolean
check_now_job (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  return spt_db_check_now (db, *(gint64 *) data, error);
}

/**
 * spt_check_now:
 * @store: the archive
 * @submission_id: a submission that waits for its service
 * @error: return location for an error; %SPT_STORE_ERROR_CONFLICT when it does not wait any more
 *
 * Lets whoever drives the outbox ask about it now.
 *
 * Returns: whether it will be asked about
 */
gboolean
spt_check_now (SptStore  *store,
               gint64     submission_id,
               GError   **error)
{
  return spt_store_run_sync (store, SPT_STORE_WRITE, check_now_job, &submission_id, NULL, error);
}

/* What was accepted brings its dossier somewhere, whoever says so. */
static gboolean
follow_decision (SptDb      *db,
                 DecideJob  *job,
                 GError    **error)
{
  g_autoptr (SptSubmissionRow) row = spt_db_get_submission_row (db, job->id, error);
  g_autoptr (SptAccount) account = row != NULL ? spt_db_get_account (db, row->account_id, error) : NULL;
  g_autoptr (SptOutcome) outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);
  SptService *service = account != NULL ? spt_services_find (spt_account_get_service (account)) : NULL;
  SptServiceClass *klass;

  if (account == NULL)
    return FALSE;
  klass = service != NULL ? SPT_SERVICE_GET_CLASS (service) : NULL;
  if (job->state != SPT_STATE_DONE)
    return TRUE;
  if (!spt_plants_follow_accepted (db, job->id, job->who, job->now, error))
    return FALSE;
  if (klass == NULL || klass->add_accepted_news == NULL)
    return TRUE;
  klass->add_accepted_news (service, account, row->operation, job->now, outcome);

  return (outcome->news == NULL || outcome->news->len != 1 ||
          spt_db_apply_answer (db, job->id, g_ptr_array_index (outcome->news, 0), job->who, error)) &&
         spt_dossiers_follow_accepted (db, job->id, row->operation, job->now, error);
}

static gboolean
decide_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  DecideJob *job = data;
  g_autofree char *text = g_strdup_printf ("a person saw: %s", job->saw);
  SptStateChange change = {
    .expected = SPT_STATE_UNCERTAIN,
    .state = job->state,
    .settling = TRUE,
    .code = "decided",
    .progress_done = -1,
    .progress_total = -1,
    .rest_state = job->state,
    .rest_code = "decided",
    .clear_order = TRUE,
    .actor = job->who,
  };
  gint64 payload_id = 0;

  if (!stop_waiting (db, job, error))
    return FALSE;
  if (job->note != NULL && *job->note != '\0')
    {
      /* What a person writes may name people: it is kept apart, where it can be erased. */
      g_autoptr (GBytes) note = g_bytes_new (job->note, strlen (job->note));

      payload_id = spt_db_add_payload (db, note, error);
      if (payload_id == 0)
        return FALSE;
    }

  return spt_db_change_submission (db, job->id, &change, NULL, error) &&
         follow_decision (db, job, error) &&
         spt_db_add_event (db, "decision", job->id, 0, payload_id, job->who, text, error);
}

/**
 * spt_decide:
 * @store: the archive
 * @submission_id: an uncertain submission, or one that waits for what does not come to its end
 * @saw: "accepted", "refused" or "nothing"
 * @note: (nullable): where and how the person saw it
 * @who: the person
 * @error: return location for an error; %SPT_STORE_ERROR_CONFLICT when it is not uncertain any more
 *
 * Settles an uncertain submission by what a person saw elsewhere; the archive keeps who, when and
 * how (design 3).
 *
 * Returns: whether it was kept
 */
gboolean
spt_decide (SptStore    *store,
            gint64       submission_id,
            const char  *saw,
            const char  *note,
            const char  *who,
            GError     **error)
{
  static const struct
  {
    const char *saw;
    SptState    state;
  } table[] = {
    { "accepted", SPT_STATE_DONE },
    { "refused", SPT_STATE_REFUSED },
    { "nothing", SPT_STATE_NOT_SENT },
  };
  DecideJob job = {
    .id = submission_id, .note = note, .who = who,
    .now = spt_clock_get_utc_ms (spt_store_get_clock (store)),
  };

  g_return_val_if_fail (SPT_IS_STORE (store), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      if (g_strcmp0 (saw, table[i].saw) == 0)
        {
          job.saw = table[i].saw;
          job.state = table[i].state;
          return spt_store_run_sync (store, SPT_STORE_WRITE, decide_job, &job, NULL, error);
        }
    }

  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
               "\"%s\" is not one of accepted, refused, nothing", saw);
  return FALSE;
}
