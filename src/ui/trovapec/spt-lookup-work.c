/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one look-up asks of the archive: loading, decisions, preparing a cancellation. */
#define G_LOG_DOMAIN "spt-lookup-work"

#include "config.h"

#include "ui/trovapec/spt-lookup-work.h"

#include <string.h>

#include <glib/gi18n.h>

#include "outbox/spt-intake.h"
#include "outbox/spt-subjects.h"
#include "service/spt-service.h"
#include "store/spt-store-subjects.h"
#include "ui/trovapec/spt-lookup-codes.h"

#define KIND   SPT_KIND_LOOKUPS
#define CANCEL "cancel" /* the part of the document that asks for it */

/* --- loading ----------------------------------------------------------------------------------------- */

void
spt_lookup_load_free (SptLookupLoad *self)
{
  spt_dossier_load_clear (&self->dossier);
  g_clear_pointer (&self->submission, spt_submission_row_free);
  g_free (self->subject_name);
  g_free (self->pec);
  g_free (self->pec_source);
  g_free (self->pec_day);
  g_free (self->other_code);
  g_free (self);
}

static const char *
get_text (SptRecord  *record,
          const char *name)
{
  SptNode *root = spt_record_get_root (record);
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (root), name);

  return field != NULL ? spt_node_get (root, field->index) : "";
}

static char *
dup_or_null (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

static gboolean
load_subject (SptDb          *db,
              SptLookupLoad  *self,
              GError        **error)
{
  const SptDossierData *data = spt_dossier_get_data (self->dossier.dossier);
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());
  g_autoptr (SptSubject) subject = NULL;
  g_autofree char *doc = NULL;
  const char *other;
  gboolean live = FALSE;

  self->subject_id = data->subject_id;
  while (self->subject_id != 0 && !live)
    {
      gint64 merged_into;

      if (!spt_db_get_subject_is_live (db, self->subject_id, &live, &merged_into, error))
        return FALSE;
      if (!live)
        self->subject_id = merged_into;
    }
  if (self->subject_id == 0 && *data->key != '\0')
    self->subject_id = spt_db_find_subject (db, data->key, strlen (data->key) == 11 ? data->key : NULL, error);
  if (self->subject_id == 0 && strlen (data->key) == 11)
    self->subject_id = spt_db_find_subject (db, NULL, data->key, error);
  if (self->subject_id <= 0)
    return self->subject_id == 0;

  doc = spt_db_get_subject_doc (db, self->subject_id, NULL, error);
  subject = doc != NULL ? spt_db_get_subject (db, self->subject_id, error) : NULL;
  if (subject == NULL || !spt_record_read (record, doc, -1, error))
    return FALSE;
  self->subject_name = g_strdup (spt_subject_get_name (subject));
  self->pec = dup_or_null (get_text (record, "pec"));
  self->pec_source = g_strdup (get_text (record, "pecSource"));
  self->pec_day = dup_or_null (get_text (record, "pecDate"));
  other = strcmp (get_text (record, "vatNumber"), data->key) == 0 ? get_text (record, "fiscalCode")
                                                                  : get_text (record, "vatNumber");
  self->other_code = strcmp (other, data->key) != 0 ? dup_or_null (other) : NULL;

  return TRUE;
}

static gboolean
load_submission (SptDb          *db,
                 SptLookupLoad  *self,
                 GError        **error)
{
  GPtrArray *history = self->dossier.record.history;
  const SptRecordHistory *last = history->len > 0 ? g_ptr_array_index (history, 0) : NULL;

  if (last == NULL)
    return TRUE;
  self->submission = spt_db_get_submission_row (db, last->submission_id, error);

  return self->submission != NULL;
}

/**
 * spt_lookup_load:
 * @db: the archive
 * @data: a #SptLookupLoad that knows its id
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Reads all that the page of a look-up shows, on the store's thread.
 *
 * Returns: whether it is read
 */
gboolean
spt_lookup_load (SptDb         *db,
                 gpointer       data,
                 GCancellable  *cancellable,
                 GError       **error)
{
  SptLookupLoad *self = data;

  return spt_dossier_load (db, KIND, &self->dossier, error) && load_submission (db, self, error) &&
         load_subject (db, self, error);
}

/* --- what a person does ------------------------------------------------------------------------------ */

typedef struct
{
  SptLookupDeed  deed;
  gint64         id;
  gint64         subject_id;
  gint64         submission_id;
  gboolean       uncertain;
  char          *address;    /* (owned) */
  gint64         found;      /* when, UTC milliseconds */
  char          *who;        /* (owned) */
  char          *doc;        /* (owned) (nullable): read by a job */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->address);
  g_free (work->who);
  g_free (work->doc);
  g_free (work);
}

static gboolean
read_doc_job (SptDb         *db,
              gpointer       data,
              GCancellable  *cancellable,
              GError       **error)
{
  Work *work = data;

  g_free (work->doc);
  work->doc = spt_db_get_dossier_doc (db, work->id, NULL, error);

  return work->doc != NULL;
}

/* The part that asks for the cancellation. Of a lost answer somebody has to say first that it arrived: that is what is
 * supposed when it is given up (services facts 3.6). */
static gboolean
give_up (SptStore  *store,
         Work      *work,
         GError   **error)
{
  SptService *service = spt_services_find_kind (KIND);
  g_autoptr (SptRecord) record = NULL;
  const SptGroupDef *part;
  SptNode *root;

  if (work->uncertain &&
      !spt_decide (store, work->submission_id, "accepted", _("Given up, to be looked up again"), work->who, error))
    return FALSE;
  if (!spt_store_run_sync (store, SPT_STORE_READ, read_doc_job, work, NULL, error))
    return FALSE;
  record = spt_record_new (SPT_SERVICE_GET_CLASS (service)->get_record_schema (service));
  if (!spt_record_read (record, work->doc, -1, error))
    return FALSE;
  root = spt_record_get_root (record);
  part = spt_group_def_find_group (spt_node_get_def (root), CANCEL);
  if (spt_node_get_n_children (root, part->index) == 0)
    spt_node_add_child (root, part->index);

  return spt_save_record (store, KIND, work->id, record, work->who, NULL, error) != 0;
}

static gboolean
ask_anyway_job (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  Work *work = data;
  SptIssueList *issues = NULL;
  gboolean done = TRUE;

  g_free (work->doc);
  work->doc = spt_db_get_dossier_doc (db, work->id, &issues, error);
  for (guint i = 0; work->doc != NULL && done && i < spt_issue_list_get_n (issues); i++)
    {
      const SptIssue *issue = spt_issue_list_get (issues, i);

      if (spt_lookup_issue_is_known (issue))
        done = spt_db_override_dossier (db, work->id, issue->code, issue->path, issue->value,
                                        _("Asked again on purpose"), work->who, error);
    }
  g_clear_pointer (&issues, spt_issue_list_free);

  return work->doc != NULL && done;
}

static gboolean
read_subject_job (SptDb         *db,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  Work *work = data;

  g_free (work->doc);
  work->doc = spt_db_get_subject_doc (db, work->subject_id, NULL, error);

  return work->doc != NULL;
}

static gboolean
take_address (SptStore  *store,
              Work      *work,
              GError   **error)
{
  const char *source = spt_service_get_info (spt_services_find_kind (KIND))->id;
  g_autoptr (SptRecord) record = spt_record_new (spt_subject_get_schema ());

  if (!spt_store_run_sync (store, SPT_STORE_READ, read_subject_job, work, NULL, error) ||
      !spt_record_read (record, work->doc, -1, error))
    return FALSE;
  spt_subject_set_pec (record, work->address, source, work->found);

  return spt_save_record (store, SPT_KIND_BENEFICIARIES, work->subject_id, record, work->who, NULL, error) != 0;
}

static gboolean
remove_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  Work *work = data;
  guint n;

  return spt_db_remove_dossiers (db, &work->id, 1, FALSE, &n, error);
}

static void
do_thread (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  SptStore *store = SPT_STORE (source);
  Work *work = data;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  switch (work->deed)
    {
    case SPT_LOOKUP_CHECK_NOW:
      done = spt_check_now (store, work->submission_id, &error);
      break;
    case SPT_LOOKUP_NOT_ARRIVED:
      done = spt_decide (store, work->submission_id, "nothing", NULL, work->who, &error);
      break;
    case SPT_LOOKUP_GIVE_UP:
      done = give_up (store, work, &error);
      break;
    case SPT_LOOKUP_ASK_ANYWAY:
      done = spt_store_run_sync (store, SPT_STORE_WRITE, ask_anyway_job, work, NULL, &error);
      break;
    case SPT_LOOKUP_TAKE_ADDRESS:
      done = take_address (store, work, &error);
      break;
    case SPT_LOOKUP_REMOVE:
      done = spt_store_run_sync (store, SPT_STORE_WRITE, remove_job, work, NULL, &error);
      break;
    default:
      g_assert_not_reached ();
    }
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * spt_lookup_do_async:
 * @store: the archive
 * @deed: what a person wants
 * @loaded: of which look-up; what is needed is copied
 * @who: the clerk
 * @cancellable: (nullable): nobody waits any more; what is being written is written
 * @callback: called when done
 * @user_data: for it
 *
 * Does it, on a thread.
 */
void
spt_lookup_do_async (SptStore            *store,
                     SptLookupDeed        deed,
                     const SptLookupLoad *loaded,
                     const char          *who,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  const SptDossierData *data = spt_dossier_get_data (loaded->dossier.dossier);
  Work *work = g_new0 (Work, 1);

  work->deed = deed;
  work->id = loaded->dossier.record.id;
  work->subject_id = loaded->subject_id;
  work->submission_id = loaded->submission != NULL ? loaded->submission->id : 0;
  work->uncertain = data->state == SPT_STATE_UNCERTAIN;
  work->address = g_strdup (data->result);
  work->found = data->phase_since;
  work->who = g_strdup (who);
  g_task_set_source_tag (task, spt_lookup_do_async);
  g_task_set_name (task, "spt-lookup-do");
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, do_thread);
}

/**
 * spt_lookup_do_finish:
 * @store: the archive
 * @result: what the callback got
 * @deed: (out) (optional): what it was
 * @error: (out) (optional): why not
 *
 * Ends spt_lookup_do_async().
 *
 * Returns: whether it is done
 */
gboolean
spt_lookup_do_finish (SptStore       *store,
                      GAsyncResult   *result,
                      SptLookupDeed  *deed,
                      GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_lookup_do_async), FALSE);

  if (deed != NULL)
    *deed = ((Work *) g_task_get_task_data (G_TASK (result)))->deed;

  return g_task_propagate_boolean (G_TASK (result), error);
}
