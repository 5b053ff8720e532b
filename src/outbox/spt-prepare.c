/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prepare: records or a document become submissions, frozen to the byte, in one transaction. */
#define G_LOG_DOMAIN "spt-prepare"

#include "config.h"

#include <string.h>

#include "outbox/spt-dossiers-private.h"
#include "outbox/spt-plants-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-events.h"
#include "store/spt-store-imports.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-submissions.h"

#define ISSUES_KEPT    10000
/* Documents read at once. */
#define READ_AT_ONCE   128

typedef struct
{
  const SptPrepareOptions *options;     /* borrowed */
  SptService              *service;     /* (owned) */
  const SptOperationInfo  *info;        /* borrowed */
  GInputStream            *stream;      /* (owned) (nullable) */
  gint64                   now;
  gint64                   resend_of;   /* 0 = none */
  gboolean                 leave_other; /* of the records given, what asks for another operation by now */
  gint64                   job_id;      /* an existing job, 0 = make one */

  SptDb                   *db;          /* borrowed, while the job runs */
  SptAccount              *account;     /* (owned) */
  GArray                  *listed;      /* (owned) (nullable) (element-type gint64): dossiers */
  SptReadyPositions        ready;       /* which, unless ids were given */
  gint64                   n_records;   /* only where somebody watches */
  gint64                   n_read;      /* of them, documents read ahead included */
  gint64                   last;        /* of those read; 0 = none */
  gint64                   lowest;      /* of the ids that were handed out; 0 = none was */
  gint64                   highest;
  GString                 *docs;        /* (owned) (nullable): read ahead */
  gint64                   ids[READ_AT_ONCE];  /* of each in @docs */
  gsize                    ends[READ_AT_ONCE]; /* of each in @docs */
  guint                    next;        /* in @docs */
  guint                    n_docs;
  gint64                   open_id;     /* the submission whose parts come; 0 = none */
  guint                    n_open;      /* items it has already */
  char                    *lane;        /* (owned) */
  GArray                  *also;        /* (owned) (nullable) (element-type gint64): interventions that go before */
  SptPrepareResult        *result;      /* (owned) */
} PrepareJob;

static void
prepare_job_clear (PrepareJob *job)
{
  g_clear_object (&job->service);
  g_clear_object (&job->stream);
  g_clear_object (&job->account);
  g_clear_pointer (&job->listed, g_array_unref);
  if (job->docs != NULL)
    g_string_free (g_steal_pointer (&job->docs), TRUE);
  g_clear_pointer (&job->lane, g_free);
  g_clear_pointer (&job->also, g_array_unref);
  g_clear_pointer (&job->result, spt_prepare_result_free);
}

/**
 * spt_prepare_result_free:
 * @self: (transfer full): a result
 *
 * Frees the result of a preparation.
 */
void
spt_prepare_result_free (SptPrepareResult *self)
{
  g_clear_pointer (&self->submissions, g_array_unref);
  g_clear_pointer (&self->issues, spt_issue_list_free);
  g_free (self);
}

/* What the service may have already under one of these keys is worth a word, however often it was said
 * before: now it is about to leave. */
static gboolean
look_for_twins (PrepareJob                *job,
                const SptPreparedRequest  *request,
                GError                   **error)
{
  const SptDossierKind *kind = _spt_dossier_kind_find (job->info->record_kind);

  for (guint i = 0; kind != NULL && kind->warns_of_twins && i < request->n_items; i++)
    {
      if (!_spt_dossiers_warn_of_twin (kind, job->db,
                                       request->record_ids != NULL ? request->record_ids[i] : 0,
                                       kind->key_path, request->keys[i], job->account,
                                       request->rows[i], job->result->issues, error))
        return FALSE;
    }

  return TRUE;
}

/* Who sends against what was concluded says so for good: in the chain of events. */
static gboolean
note_overrides (PrepareJob  *job,
                gint64       id,
                GError     **error)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; job->options->overrides != NULL && i < spt_issue_list_get_n (job->result->issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (job->result->issues, i);

      if (issue->overridable && issue->level == SPT_ISSUE_WARNING &&
          g_strv_contains (job->options->overrides, issue->code) && !g_ptr_array_find (codes, issue->code, NULL))
        g_ptr_array_add (codes, (gpointer) issue->code);
    }
  if (codes->len == 0)
    return TRUE;
  g_ptr_array_add (codes, NULL);
  text = g_strjoinv (" ", (char **) codes->pdata);

  return spt_db_add_event (job->db, "overridden", id, 0, 0, job->options->who, text, error);
}

/* One request of the service becomes one submission, part by part. */
static gboolean
take_request (const SptPreparedRequest  *request,
              gpointer                   user_data,
              GError                   **error)
{
  PrepareJob *job = user_data;
  SptNewSubmission submission = {
    .job_id = job->job_id,
    .account_id = job->options->account_id,
    .service = spt_service_get_info (job->service)->id,
    .operation = job->info->id,
    .lane = job->lane,
    .resend_of = job->resend_of,
    .method = request->method,
    .path = request->path,
    .content_type = request->content_type,
    .body = request->body,
    .record_kind = request->record_ids != NULL ? job->info->record_kind : NULL,
    .n_items = request->n_items,
    .keys = request->keys,
    .rows = request->rows,
    .record_ids = request->record_ids,
    .note = request->note,
  };
  gint64 id;

  if (!look_for_twins (job, request, error))
    return FALSE;
  job->result->n_items += request->n_items;
  if (!request->goes_on)
    job->result->n_requests++;
  if (job->options->dry_run)
    return TRUE;

  if (job->open_id == 0)
    {
      job->open_id = spt_db_begin_submission (job->db, &submission, error);
      if (job->open_id == 0)
        return FALSE;
      job->n_open = 0;
    }
  if (!spt_db_append_items (job->db, job->open_id, &submission, job->n_open, error))
    return FALSE;
  job->n_open += request->n_items;
  if (request->goes_on)
    return TRUE;

  id = job->open_id;
  job->open_id = 0;
  if (!spt_db_finish_submission (job->db, id, &submission, job->n_open, job->options->who, error) ||
      !note_overrides (job, id, error))
    return FALSE;
  if (job->options->order &&
      !spt_db_order_submission (job->db, id, job->options->who, error))
    return FALSE;

  g_array_append_val (job->result->submissions, id);
  return TRUE;
}

static gboolean
are_interventions (PrepareJob *job)
{
  return g_strcmp0 (job->info->record_kind, SPT_KIND_INTERVENTIONS) == 0;
}

static gboolean
are_dossiers (PrepareJob *job)
{
  return _spt_dossier_kind_find (job->info->record_kind) != NULL;
}

static gboolean
asks_for (PrepareJob           *job,
          const SptDossierData *data)
{
  const char *operation = job->options->any_operation && are_interventions (job) ? data->type
                                                                                 : job->info->record_operation;

  return g_strcmp0 (data->next_operation, operation) == 0 &&
         (data->state == SPT_STATE_READY || data->state == SPT_STATE_REFUSED);
}

/* What is not prepared with this operation, or has errors that nobody took upon himself, does not
 * leave, whoever names it. */
static void
check_dossier (PrepareJob           *job,
               const SptDossierData *data,
               guint                 row,
               SptIssueList         *found)
{
  if (data->n_errors > 0)
    {
      for (guint i = 0; i < spt_issue_list_get_n (found); i++)
        {
          const SptIssue *issue = spt_issue_list_get (found, i);

          if (issue->level == SPT_ISSUE_ERROR)
            spt_issue_list_add (job->result->issues, issue->level, issue->domain, issue->code, row,
                                issue->path, issue->value, issue->limit);
        }
    }
  else if (!asks_for (job, data))
    {
      spt_issue_list_add (job->result->issues, SPT_ISSUE_ERROR, "base", "not-prepared", row, NULL,
                          data->key, NULL);
    }
}

static gboolean
read_dossiers (PrepareJob  *job,
               GError     **error)
{
  for (guint i = 0; i < job->n_docs; i++)
    {
      gint64 id = job->ids[i];
      g_autoptr (SptDossier) dossier = spt_db_get_dossier (job->db, id, error);
      g_autoptr (SptIssueList) found = NULL;
      g_autofree char *doc = NULL;
      gint64 open;

      if (dossier == NULL)
        return FALSE;
      doc = spt_db_get_dossier_doc (job->db, id, &found, error);
      open = spt_db_find_open_submission (job->db, job->info->record_kind, id, error);
      if (doc == NULL || open < 0)
        return FALSE;
      /* What is under way the archive refuses by itself, and says where. */
      if (open == 0)
        check_dossier (job, spt_dossier_get_data (dossier), (guint) job->n_read + i + 1, found);
      g_string_append (job->docs, doc);
      job->ends[i] = job->docs->len;
    }

  return TRUE;
}

/* Of a whole job that is sent again, what asks for something else by now is another matter: it stays
 * behind, that is said, and the order goes without it. */
static gboolean
leave_other (PrepareJob  *job,
             GError     **error)
{
  job->listed = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < job->options->n_ids; i++)
    {
      gint64 id = job->options->ids[i];
      g_autoptr (SptDossier) dossier = spt_db_get_dossier (job->db, id, error);
      const SptDossierData *data = dossier != NULL ? spt_dossier_get_data (dossier) : NULL;

      if (data == NULL)
        return FALSE;
      if (data->n_errors > 0 || asks_for (job, data))
        g_array_append_val (job->listed, id);
      else
        spt_issue_list_add (job->result->issues, SPT_ISSUE_WARNING, "base", "not-prepared", i + 1,
                            NULL, data->key, NULL);
    }

  return TRUE;
}

static gboolean
read_given (PrepareJob  *job,
            GError     **error)
{
  const gint64 *ids = job->listed != NULL ? (const gint64 *) (gpointer) job->listed->data
                                          : job->options->ids;
  guint n_ids = job->listed != NULL ? job->listed->len : job->options->n_ids;

  job->n_docs = (guint) MIN (READ_AT_ONCE, n_ids - job->n_read);
  if (job->n_docs == 0)
    return TRUE;
  memcpy (job->ids, ids + job->n_read, job->n_docs * sizeof *job->ids);
  if (are_dossiers (job))
    return read_dossiers (job, error);

  return spt_db_read_position_docs (job->db, job->ids, job->n_docs, job->docs, job->ends, error);
}

/* The next documents; none behind the last. */
static gboolean
read_ahead (PrepareJob  *job,
            GError     **error)
{
  if (job->options->progress != NULL && job->n_records > 0)
    job->options->progress (job->n_read, job->n_records, job->options->progress_data);
  g_string_truncate (job->docs, 0);
  job->next = 0;
  if (!(job->options->ids != NULL || job->listed != NULL
        ? read_given (job, error)
        : spt_db_read_ready_positions (job->db, &job->ready, job->last, READ_AT_ONCE, job->ids, job->docs,
                                       job->ends, &job->n_docs, error)))
    return FALSE;
  job->n_read += job->n_docs;
  if (job->n_docs > 0)
    job->last = job->ids[job->n_docs - 1];

  return TRUE;
}

static gboolean
next_record (GString    *doc,
             gint64     *record_id,
             guint      *row,
             gpointer    user_data,
             GError    **error)
{
  PrepareJob *job = user_data;
  gsize start;

  if (doc == NULL)
    {
      job->last = 0;
      job->n_read = 0;
      return read_ahead (job, error);
    }

  if (job->next >= job->n_docs && !read_ahead (job, error))
    return FALSE;
  if (job->n_docs == 0)
    return FALSE;

  start = job->next > 0 ? job->ends[job->next - 1] : 0;
  g_string_append_len (doc, job->docs->str + start, (gssize) (job->ends[job->next] - start));
  *record_id = job->ids[job->next++];
  job->lowest = job->lowest == 0 ? *record_id : MIN (job->lowest, *record_id);
  job->highest = MAX (job->highest, *record_id);
  *row = (guint) (job->n_read - job->n_docs + job->next);

  return TRUE;
}

static gboolean
fail_nothing_ready (PrepareJob  *job,
                    GError     **error)
{
  spt_issue_list_add (job->result->issues, SPT_ISSUE_ERROR, "base", "nothing-ready", 0, NULL, NULL, NULL);
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES, "Nothing is ready");

  return FALSE;
}

static gboolean
prepare_records (PrepareJob    *job,
                 GCancellable  *cancellable,
                 GError       **error)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (job->service);

  /* Records of another account, or of another creditor body, are not this account's business. */
  job->ready = (SptReadyPositions) {
    job->info->record_operation, job->options->account_id,
    spt_account_get_setting (job->account, "organization-fiscal-code"), job->job_id
  };
  job->n_records = job->options->n_ids;
  if (job->options->ids == NULL && are_dossiers (job))
    {
      job->listed = spt_db_list_ready_dossiers (job->db, job->info->record_kind, job->info->record_operation,
                                                job->options->account_id, cancellable, error);
      if (job->listed == NULL)
        return FALSE;
      job->n_records = job->listed->len;
    }
  else if (job->leave_other && are_dossiers (job) && !leave_other (job, error))
    {
      return FALSE;
    }
  else if (job->options->ids == NULL && job->options->progress != NULL &&
           !spt_db_count_ready_positions (job->db, &job->ready, &job->n_records, error))
    return FALSE;

  job->docs = g_string_new (NULL);
  if (!read_ahead (job, error))
    return FALSE;
  if (job->n_docs == 0)
    return fail_nothing_ready (job, error);
  if (klass->prepare_records == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "\"%s\" takes no records", job->options->operation);
      return FALSE;
    }

  return klass->prepare_records (job->service, job->account, job->options->operation, next_record,
                                 job, job->now, take_request, job, job->result->issues, cancellable,
                                 error);
}

/* --- interventions: one request each, in the order of their plants' queues ---------------------------- */

static gboolean
prepare_intervention (PrepareJob      *job,
                      SptPlantsAhead  *ahead,
                      GError         **error)
{
  g_autoptr (SptPreparedIntervention) one = _spt_plants_ahead_next (ahead, error);
  guint n_before = spt_issue_list_get_n_errors (job->result->issues);
  const SptPlantOps *ops = SPT_SERVICE_GET_CLASS (job->service)->plants;

  job->n_read++;
  if (one == NULL || !_spt_prepared_intervention_check (one, job->account, job->result->issues, error))
    return FALSE;
  /* Once there is an error nothing leaves: the rest is only checked. */
  if (n_before > 0 || spt_issue_list_get_n_errors (job->result->issues) > 0)
    return TRUE;
  if (!job->options->dry_run &&
      !_spt_prepared_intervention_bind (one, job->db, job->options->account_id, error))
    return FALSE;

  job->info = one->info;
  g_free (job->lane);
  job->lane = g_strdup (one->lane);
  job->lowest = job->lowest == 0 ? one->id : job->lowest;
  job->highest = one->id;
  if (!ops->prepare (job->service, job->info->id, one->document, one->id, one->row, take_request, job,
                     job->result->issues, error))
    return FALSE;
  g_array_append_val (job->also, one->id);

  return TRUE;
}

static gboolean
prepare_interventions (PrepareJob    *job,
                       GCancellable  *cancellable,
                       GError       **error)
{
  const SptOperationInfo *info = job->info;
  g_autoptr (SptPlantsAhead) ahead = NULL;

  if (job->leave_other && !leave_other (job, error))
    return FALSE;
  if (job->listed == NULL)
    job->listed = _spt_interventions_list_ready (job->db, job->options->any_operation ? NULL : job->info,
                                                 job->options->account_id, job->options->ids, job->options->n_ids,
                                                 cancellable, error);
  if (job->listed == NULL)
    return FALSE;
  if (job->listed->len == 0)
    return fail_nothing_ready (job, error);

  job->also = g_array_new (FALSE, FALSE, sizeof (gint64));
  ahead = _spt_plants_ahead_new (job->db, job->listed, job->options->any_operation ? NULL : info, job->also, job->account,
                                 job->now);
  for (guint i = 0; i < job->listed->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (job->options->progress != NULL)
        job->options->progress (i, job->listed->len, job->options->progress_data);
      if (!prepare_intervention (job, ahead, error))
        return FALSE;
      if (!job->options->any_operation)
        job->info = info;
    }
  if (spt_issue_list_get_n_errors (job->result->issues) == 0)
    return TRUE;
  g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES, "There are errors to mend");

  return FALSE;
}

static gboolean
prepare_document (PrepareJob    *job,
                  GCancellable  *cancellable,
                  GError       **error)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (job->service);

  if (klass->prepare_document == NULL || (job->stream != NULL && !job->info->takes_document))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "\"%s\" takes no document", job->options->operation);
      return FALSE;
    }

  return klass->prepare_document (job->service, job->account, job->options->operation, job->stream,
                                  job->now, take_request, job, job->result->issues, cancellable,
                                  error);
}

static gboolean
load_account (PrepareJob  *job,
              GError     **error)
{
  job->account = spt_db_get_account (job->db, job->options->account_id, error);
  if (job->account == NULL)
    return FALSE;

  spt_service_check_account (job->service, job->account, job->result->issues);
  if (spt_issue_list_get_n_errors (job->result->issues) > 0)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES,
                   "The account's settings are not complete");
      return FALSE;
    }

  job->lane = g_strdup_printf ("account:%" G_GINT64_FORMAT, job->options->account_id);
  return TRUE;
}

static gboolean
add_job (PrepareJob  *job,
         GError     **error)
{
  g_autofree char *name = NULL;
  const char *title = job->options->title;

  if (job->job_id != 0)
    return TRUE;
  if (title == NULL && job->options->path != NULL)
    {
      name = g_path_get_basename (job->options->path);
      title = name;
    }

  job->job_id = spt_db_add_job (job->db, spt_service_get_info (job->service)->id,
                                job->options->operation, job->options->account_id,
                                title != NULL ? title : "", job->options->who, error);
  return job->job_id != 0;
}

static gboolean
prepare_all (PrepareJob    *job,
             GCancellable  *cancellable,
             GError       **error)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (job->service);

  if (!load_account (job, error) || (!job->options->dry_run && !add_job (job, error)))
    return FALSE;

  if (klass->check_begin != NULL)
    klass->check_begin (job->service);
  /* What takes neither a document nor records is asked for with nothing. */
  if (!(job->stream != NULL || (!job->info->takes_document && job->info->record_kind == NULL)
        ? prepare_document (job, cancellable, error)
        : are_interventions (job) ? prepare_interventions (job, cancellable, error)
        : prepare_records (job, cancellable, error)))
    return FALSE;

  /* Uploads of the same morning are told apart by the sheet that they came from. */
  if (!job->options->dry_run && job->resend_of == 0 && job->options->title == NULL &&
      job->lowest != 0 &&
      !spt_db_name_job (job->db, job->info->record_kind, job->job_id, job->lowest, job->highest, error))
    return FALSE;

  job->result->job_id = job->job_id; /* 0 for a dry run */
  return TRUE;
}

static gboolean
prepare_job (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  PrepareJob *job = data;
  gboolean ok;

  job->db = db;
  ok = spt_db_set_cache (db, SPT_DB_SMALL_CACHE_KIB, error) &&
       prepare_all (job, cancellable, error);

  return spt_db_set_cache (db, SPT_DB_CACHE_KIB, ok ? error : NULL) && ok;
}

/* Errors in what was to be sent are findings, not failures: the transaction is undone and the issues say why. */
static SptPrepareResult *
run (SptStore      *store,
     PrepareJob    *job,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr (GError) local = NULL;
  SptPrepareResult *result;

  job->now = spt_clock_get_utc_ms (spt_store_get_clock (store));
  job->result = g_new0 (SptPrepareResult, 1);
  job->result->submissions = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->result->issues = spt_issue_list_new (job->options->max_issues != 0 ? job->options->max_issues
                                                                          : ISSUES_KEPT);
  spt_issue_list_set_taken (job->result->issues, job->options->path != NULL ? job->options->overrides : NULL);

  if (!spt_store_run_sync (store, job->options->dry_run ? SPT_STORE_READ : SPT_STORE_WRITE,
                           prepare_job, job, cancellable, &local))
    {
      if (!g_error_matches (local, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_ISSUES))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          prepare_job_clear (job);
          return NULL;
        }
      job->result->job_id = 0;
      job->result->n_requests = 0;
      job->result->n_items = 0;
      g_array_set_size (job->result->submissions, 0);
    }

  result = g_steal_pointer (&job->result);
  prepare_job_clear (job);
  return result;
}

/**
 * spt_prepare:
 * @store: the archive
 * @options: what for which account
 * @cancellable: (nullable): taking back leaves nothing half done
 * @error: return location for an error; findings in what was to be sent are not one
 *
 * Checks and freezes what was ordered: one submission for each request that will leave, one job for all (design 5). Blocks.
 *
 * A dry run goes the same way and keeps nothing, so it cannot say anything else than the real thing would.
 *
 * Returns: (transfer full): the job and its submissions, or job 0 and the findings that stopped it
 */
SptPrepareResult *
spt_prepare (SptStore                *store,
             const SptPrepareOptions *options,
             GCancellable            *cancellable,
             GError                 **error)
{
  PrepareJob job = { .options = options };
  SptService *registered;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);
  g_return_val_if_fail (options != NULL && options->operation != NULL, NULL);

  registered = _spt_intake_find_service (options->operation, &job.info, error);
  if (registered == NULL)
    return NULL;
  /* A rehearsal runs beside what the writer's thread checks, and a service remembers what it has seen: each its own. */
  job.service = options->dry_run ? g_object_new (G_OBJECT_TYPE (registered), NULL)
                                 : g_object_ref (registered);
  if (options->path != NULL)
    {
      gboolean is_json;
      goffset size;

      job.stream = _spt_intake_open (options->path, &is_json, &size, cancellable, error);
      if (job.stream == NULL)
        {
          prepare_job_clear (&job);
          return NULL;
        }
    }

  return run (store, &job, cancellable, error);
}

/* The same for what was prepared before, see spt_resend_failed(). */
SptPrepareResult *
_spt_prepare_again (SptStore                *store,
                    const SptPrepareOptions *options,
                    GInputStream            *stream,
                    gint64                   job_id,
                    gint64                   resend_of,
                    gboolean                 leave_other,
                    GError                 **error)
{
  PrepareJob job = {
    .options = options,
    .job_id = job_id,
    .resend_of = resend_of,
    .leave_other = leave_other,
  };
  SptService *registered = _spt_intake_find_service (options->operation, &job.info, error);

  if (registered == NULL)
    return NULL;
  job.service = g_object_ref (registered);
  job.stream = stream != NULL ? g_object_ref (stream) : NULL;

  return run (store, &job, NULL, error);
}
