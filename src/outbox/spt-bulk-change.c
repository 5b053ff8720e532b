/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit done to many positions of the archive, in one transaction. */
#define G_LOG_DOMAIN "spt-bulk-change"

#include "config.h"

#include "outbox/spt-bulk-change.h"

#include "store/spt-store-bulk.h"
#include "store/spt-store-positions.h"

#define KIND_POSITIONS "debt-positions"
#define PROGRESS_EVERY 500

typedef struct
{
  const SptBulkOptions *options;         /* borrowed */
  SptService           *service;         /* (owned) */
  const char           *create;          /* operations of records, for the check */
  const char           *update;
  gint64                now;

  SptDb                *db;              /* borrowed, while the job runs */
  SptRecord            *record;          /* (owned) */
  GString              *doc;             /* (owned) */
  SptIssueList         *issues;          /* (owned): of one record */
  SptBulkResult        *result;          /* (owned) */
  guint                 n_fault_examples;
} BulkJob;

static void
example_free (SptBulkExample *example)
{
  g_free (example->name);
  g_free (example->before);
  g_free (example->after);
  g_free (example->fault);
  g_free (example);
}

/**
 * spt_bulk_result_free:
 * @self: (transfer full): a result
 *
 * Frees it.
 */
void
spt_bulk_result_free (SptBulkResult *self)
{
  g_ptr_array_unref (self->examples);
  g_free (self);
}

static void
bulk_job_clear (BulkJob *job)
{
  g_clear_object (&job->service);
  g_clear_pointer (&job->record, spt_record_free);
  if (job->doc != NULL)
    g_string_free (job->doc, TRUE);
  g_clear_pointer (&job->issues, spt_issue_list_free);
  g_clear_pointer (&job->result, spt_bulk_result_free);
}

static const char *
find_operation (SptService *service,
                const char *record_operation)
{
  const SptServiceInfo *info = spt_service_get_info (service);

  for (guint i = 0; i < info->n_operations; i++)
    {
      if (g_strcmp0 (info->operations[i].record_operation, record_operation) == 0)
        return info->operations[i].id;
    }

  return NULL;
}

/* --- one position ---------------------------------------------------------------------------- */

static char *
dup_first_fault (SptIssueList *issues)
{
  for (guint i = 0; i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (issue->level == SPT_ISSUE_ERROR)
        return spt_issue_dup_message (issue, NULL);
    }

  return NULL;
}

/* Those with a new fault come first and push the others out; takes @before and @after. */
static void
add_example (BulkJob          *job,
             gint64            id,
             const SptBulkRow *row,
             char             *before,
             char             *after,
             gboolean          is_faulty)
{
  GPtrArray *examples = job->result->examples;
  SptBulkExample *example;

  if (is_faulty ? job->n_fault_examples >= SPT_BULK_EXAMPLES : examples->len >= SPT_BULK_EXAMPLES)
    {
      g_free (before);
      g_free (after);
      return;
    }

  example = g_new0 (SptBulkExample, 1);
  example->id = id;
  example->name = g_strdup (row->name);
  example->before = before;
  example->after = after;
  if (is_faulty)
    {
      example->fault = dup_first_fault (job->issues);
      g_ptr_array_insert (examples, (int) job->n_fault_examples++, example);
      if (examples->len > SPT_BULK_EXAMPLES)
        g_ptr_array_set_size (examples, SPT_BULK_EXAMPLES);
    }
  else
    {
      g_ptr_array_add (examples, example);
    }
}

/* Checks what @job->record is now, and saves it unless this is a rehearsal. */
static gboolean
check_and_save (BulkJob           *job,
                gint64             id,
                const SptBulkRow  *row,
                gboolean          *is_faulty,
                GError           **error)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (job->service);
  SptPositionColumns columns = { 0 };
  guint n_errors;

  spt_issue_list_reset (job->issues);
  klass->check_record (job->service, NULL, row->was_accepted ? job->update : job->create,
                       job->record, 0, job->now, job->issues);
  if (!spt_db_count_stopping (job->db, id, job->issues, &n_errors, error))
    return FALSE;

  *is_faulty = n_errors > 0 && row->n_errors == 0;
  job->result->n_changed++;
  job->result->n_faulty += *is_faulty;
  job->result->n_mended += n_errors == 0 && row->n_errors > 0;
  if (job->options->dry_run)
    return TRUE;

  g_string_truncate (job->doc, 0);
  spt_record_write (job->record, job->doc);
  klass->get_position_columns (job->service, job->record, &columns);

  return spt_db_save_position (job->db, id, job->doc->str, &columns, job->issues, 0, 0,
                               job->options->who, error) != 0;
}

static gboolean
change_one (BulkJob  *job,
            gint64    id,
            GError  **error)
{
  g_auto (SptBulkRow) row = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gboolean found, is_faulty;

  if (!spt_db_load_bulk_row (job->db, id, &row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  if (row.under_way)
    {
      job->result->n_under_way++;
      return TRUE;
    }
  if (!spt_record_read (job->record, row.doc, -1, error))
    return FALSE;
  if (!spt_bulk_edit_apply (&job->options->edit, job->record, &before, &after))
    {
      job->result->n_unchanged++;
      return TRUE;
    }

  if (!check_and_save (job, id, &row, &is_faulty, error))
    return FALSE;
  if (!job->options->dry_run &&
      !spt_db_add_bulk_doc (job->db, job->result->change_id, id, row.doc, job->doc->str, error))
    return FALSE;
  add_example (job, id, &row, g_steal_pointer (&before), g_steal_pointer (&after), is_faulty);

  return TRUE;
}

static gboolean
restore_one (BulkJob  *job,
             gint64    id,
             GError  **error)
{
  g_auto (SptBulkRow) row = { 0 };
  g_autofree char *doc = NULL;
  gboolean found, is_after, is_faulty;

  if (!spt_db_load_bulk_row (job->db, id, &row, &found, error))
    return FALSE;
  if (!found)
    {
      job->result->n_edited++; /* removed since */
      return TRUE;
    }
  if (row.under_way)
    {
      job->result->n_under_way++;
      return TRUE;
    }
  doc = spt_db_get_bulk_doc (job->db, job->options->undo, id, row.doc, &is_after, error);
  if (doc == NULL)
    return FALSE;
  if (!is_after)
    {
      job->result->n_edited++;
      return TRUE;
    }

  return spt_record_read (job->record, doc, -1, error) &&
         check_and_save (job, id, &row, &is_faulty, error);
}

/* --- all of them ----------------------------------------------------------------------------- */

static gboolean
for_each (BulkJob       *job,
          const gint64  *ids,
          guint n_ids,
          gboolean (*func)(BulkJob *job, gint64 id, GError **error),
          GCancellable  *cancellable,
          GError       **error)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (job->service);

  if (klass->check_begin != NULL)
    klass->check_begin (job->service);
  for (guint i = 0; i < n_ids; i++)
    {
      if (job->options->progress != NULL && i % PROGRESS_EVERY == 0)
        job->options->progress (i, n_ids, job->options->progress_data);
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !func (job, ids[i], error))
        return FALSE;
    }
  /* What was remembered across records is not kept until the next session. */
  if (klass->check_begin != NULL)
    klass->check_begin (job->service);

  return TRUE;
}

static gboolean
change_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  BulkJob *job = data;
  const SptBulkOptions *options = job->options;

  job->db = db;
  if (!options->dry_run)
    {
      job->result->change_id = spt_db_add_bulk_change (db, options->label, options->who, error);
      if (job->result->change_id == 0)
        return FALSE;
    }

  return for_each (job, options->ids, options->n_ids, change_one, cancellable, error) &&
         (options->dry_run ||
          spt_db_finish_bulk_change (db, job->result->change_id, job->result->n_changed, error));
}

static gboolean
undo_job (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  BulkJob *job = data;
  g_autoptr (GArray) ids = spt_db_list_bulk_positions (db, job->options->undo, error);

  job->db = db;

  return ids != NULL &&
         for_each (job, (const gint64 *) (void *) ids->data, ids->len, restore_one, cancellable,
                   error) &&
         spt_db_end_bulk_undo (db, job->options->undo, error);
}

static gboolean
run (SptStore      *store,
     BulkJob       *job,
     GCancellable  *cancellable,
     GError       **error)
{
  SptServiceClass *klass = SPT_SERVICE_GET_CLASS (job->service);
  SptSchema *schema = klass->get_record_schema (job->service);
  gboolean undo = job->options->undo != 0;

  if (schema == NULL || (!undo && !spt_bulk_edit_is_valid (&job->options->edit, schema)))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "This cannot be done to field \"%s\"",
                   undo || job->options->edit.field == NULL ? "" : job->options->edit.field);
      return FALSE;
    }

  job->create = find_operation (job->service, "create");
  job->update = find_operation (job->service, "update");
  job->record = spt_record_new (schema);
  job->doc = g_string_new (NULL);
  job->issues = spt_issue_list_new (0);
  job->result = g_new0 (SptBulkResult, 1);
  job->result->examples = g_ptr_array_new_with_free_func ((GDestroyNotify) example_free);
  job->now = spt_clock_get_utc_ms (spt_store_get_clock (store));

  return spt_store_run_sync (store, job->options->dry_run ? SPT_STORE_READ : SPT_STORE_WRITE,
                             undo ? undo_job : change_job, job, cancellable, error);
}

/**
 * spt_bulk_change:
 * @store: the archive
 * @options: what is done to which positions
 * @cancellable: (nullable): taking back leaves nothing half done
 * @error: return location for an error
 *
 * Does one edit to many positions, in one transaction, as one change that can be taken back; or
 * takes one back. Each is checked and its state follows, as if it had been edited alone; what is
 * under way is left out. Blocks.
 *
 * A rehearsal goes the same way and keeps nothing, beside whatever else goes on.
 *
 * Returns: (transfer full): what came of it
 */
SptBulkResult *
spt_bulk_change (SptStore              *store,
                 const SptBulkOptions  *options,
                 GCancellable          *cancellable,
                 GError               **error)
{
  SptService *registered = spt_services_find_kind (KIND_POSITIONS);
  BulkJob job = { .options = options };
  SptBulkResult *result = NULL;

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);
  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (options->undo != 0 || options->dry_run || options->label != NULL, NULL);

  if (registered == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "There are no records of kind \"%s\"", KIND_POSITIONS);
      return NULL;
    }
  /* A rehearsal runs beside what the writer's thread checks, and a service remembers what it has
   * seen: each its own. */
  job.service = options->dry_run ? g_object_new (G_OBJECT_TYPE (registered), NULL)
                                 : g_object_ref (registered);
  if (run (store, &job, cancellable, error))
    {
      if (job.result->n_changed == 0)
        job.result->change_id = 0;
      result = g_steal_pointer (&job.result);
    }
  bulk_job_clear (&job);

  return result;
}

/* --- in the background ---------------------------------------------------------------------- */

typedef struct
{
  SptStore       *store;   /* (owned) */
  SptBulkOptions  options; /* its texts and ids are owned */
} BulkTask;

static void
bulk_task_free (BulkTask *data)
{
  g_clear_object (&data->store);
  g_free ((char *) data->options.edit.field);
  g_free ((char *) data->options.edit.text);
  g_free ((char *) data->options.edit.find);
  g_free ((char *) data->options.edit.source);
  g_free ((gint64 *) data->options.ids);
  g_free ((char *) data->options.label);
  g_free ((char *) data->options.who);
  g_free (data);
}

static void
bulk_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  BulkTask *data = task_data;
  GError *error = NULL;
  SptBulkResult *result = spt_bulk_change (data->store, &data->options, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) spt_bulk_result_free);
  else
    g_task_return_error (task, error);
}

/**
 * spt_bulk_change_async:
 * @store: the archive
 * @options: what is done to which positions; copied
 * @cancellable: (nullable): taking back leaves nothing half done
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_bulk_change() in the background; the progress function is called on other threads.
 */
void
spt_bulk_change_async (SptStore             *store,
                       const SptBulkOptions *options,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  BulkTask *data = g_new0 (BulkTask, 1);

  g_task_set_source_tag (task, spt_bulk_change_async);
  data->store = g_object_ref (store);
  data->options = *options;
  data->options.edit.field = g_strdup (options->edit.field);
  data->options.edit.text = g_strdup (options->edit.text);
  data->options.edit.find = g_strdup (options->edit.find);
  data->options.edit.source = g_strdup (options->edit.source);
  data->options.ids = g_memdup2 (options->ids, options->n_ids * sizeof (gint64));
  data->options.label = g_strdup (options->label);
  data->options.who = g_strdup (options->who);
  g_task_set_task_data (task, data, (GDestroyNotify) bulk_task_free);
  g_task_run_in_thread (task, bulk_thread);
}

/**
 * spt_bulk_change_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends spt_bulk_change_async().
 *
 * Returns: (transfer full): what came of it
 */
SptBulkResult *
spt_bulk_change_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
