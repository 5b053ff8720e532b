/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample of practice mode, from data/<service>/practice.json of one service after the other: an account, then file by file import,
 * prepare, send, and what happens at the service after that. Where it stands is a setting of the archive, so that a start which was
 * interrupted is gone on with. */
#define G_LOG_DOMAIN "spt-practice-sample"

#include "config.h"

#include "app/spt-practice-sample-private.h"

#include <string.h>

#include "base/spt-data.h"
#include "service/spt-service.h"

G_DEFINE_FINAL_TYPE (SptPracticeSample, spt_practice_sample, G_TYPE_OBJECT)

static guint trouble_signal;
static guint looked_signal;

static void run_step (SptPracticeSample *self);

SptStore *
_spt_practice_sample_get_store (SptPracticeSample *self)
{
  return spt_desk_get_store (spt_session_get_desk (self->session));
}

JsonObject *
_spt_practice_sample_get_batch (SptPracticeSample *self)
{
  JsonArray *batches = json_object_get_array_member (json_node_get_object (self->table), "batches");

  return self->batch < json_array_get_length (batches)
         ? json_array_get_object_element (batches, self->batch) : NULL;
}

void
_spt_practice_sample_let_go (SptPracticeSample *self)
{
  if (self->let_go)
    return;
  self->let_go = TRUE;
  g_signal_emit (self, looked_signal, 0);
}

void
_spt_practice_sample_give_up (SptPracticeSample *self,
                              const GError      *error)
{
  /* The error is looked at first: after a cancelling the sample may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  g_warning ("The sample stops at file %u, step %d: %s", self->batch, (int) self->step,
             error->message);
  self->step = SPT_PRACTICE_STEP_DONE;
  _spt_practice_sample_let_go (self);
  g_signal_emit (self, trouble_signal, 0, error);
}

void
_spt_practice_sample_go_on (SptPracticeSample *self,
                            SptPracticeStep    step)
{
  /* What was under way when the session ended; the next start goes on from there. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->step = step;
  run_step (self);
}

SptPracticeJob *
_spt_practice_sample_new_job (SptPracticeSample *self)
{
  SptPracticeJob *job = g_new0 (SptPracticeJob, 1);

  job->service = g_strdup (self->service);
  job->is_first = self->at == 0;
  job->who = SPT_PRACTICE_WHO;
  return job;
}

void
_spt_practice_sample_start_job (SptPracticeSample   *self,
                                SptStoreMode         mode,
                                SptStoreFunc         func,
                                SptPracticeJob      *job,
                                GAsyncReadyCallback  callback)
{
  spt_store_run_async (_spt_practice_sample_get_store (self), mode, func, job, spt_practice_job_free,
                       self->cancellable, callback, self);
}

SptPracticeJob *
_spt_practice_sample_finish_job (GObject           *store,
                                 GAsyncResult      *result,
                                 SptPracticeSample *self)
{
  g_autoptr (GError) error = NULL;
  SptPracticeJob *job = spt_store_run_finish (SPT_STORE (store), result, &error);

  if (job == NULL)
    _spt_practice_sample_give_up (self, error);
  return job;
}

gboolean
_spt_practice_sample_call (SptPracticeSample   *self,
                           const char          *method,
                           const char          *path,
                           JsonNode            *body,
                           GAsyncReadyCallback  callback)
{
  SptHttpRequest request = { .method = method };
  g_autofree char *url = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (self->control_url == NULL)
    return FALSE;
  url = g_strconcat (self->control_url, path, NULL);
  request.url = url;
  if (body != NULL)
    {
      text = json_to_string (body, FALSE);
      bytes = g_bytes_new (text, strlen (text));
      request.body = bytes;
      request.content_type = "application/json";
    }
  spt_http_send_async (spt_session_get_http (self->session), &request, self->cancellable, callback,
                       g_object_ref (self));

  return TRUE;
}

static void
all_noted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  if (_spt_practice_sample_finish_job (object, result, user_data) != NULL)
    g_debug ("The sample is there");
}

/* --- steps ------------------------------------------------------------------------------------ */

static void
next_table (SptPracticeSample *self)
{
  self->at++;
  self->batch = 0;
  self->import_id = 0;
  self->account_id = 0;
  self->resumed = FALSE;
  if (self->at >= self->tables->len)
    {
      SptPracticeJob *job = g_new0 (SptPracticeJob, 1);

      job->setting = g_strdup ("done");
      self->step = SPT_PRACTICE_STEP_DONE;
      _spt_practice_sample_start_job (self, SPT_STORE_WRITE, spt_practice_work_note, job, all_noted_cb);
      return;
    }
  self->table = g_ptr_array_index (self->tables, self->at);
  self->service = g_ptr_array_index (self->services, self->at);
  _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_LOOK);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = _spt_practice_sample_finish_job (object, result, self);

  if (job == NULL)
    return;

  self->account_id = job->account_id;
  if (job->setting == NULL || g_str_equal (job->setting, "done") || self->account_id == 0)
    _spt_practice_sample_let_go (self);
  if (job->setting == NULL && job->account_id == 0)
    _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_ACCOUNT);
  else if (job->setting == NULL || g_str_equal (job->setting, "done") || self->account_id == 0)
    next_table (self);
  else
    {
      char *rest = NULL;

      self->batch = (guint) g_ascii_strtoull (job->setting, &rest, 10);
      self->import_id = *rest == ':' ? g_ascii_strtoll (rest + 1, NULL, 10) : 0;
      self->resumed = TRUE;
      _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_FAULTS_AGAIN);
    }
}

static void
finished_cb (SptOutbox *outbox,
             gint64     id,
             SptState   state,
             gpointer   user_data)
{
  SptPracticeSample *self = user_data;

  if (self->step == SPT_PRACTICE_STEP_LEAVE)
    _spt_practice_sample_look_whether_left (self);
}

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SptPracticeSample *self = user_data;

  if (_spt_practice_sample_finish_job (object, result, self) == NULL)
    return;
  if (_spt_practice_sample_get_batch (self) == NULL)
    next_table (self);
  else
    _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_BATCH);
}

static void
next_batch (SptPracticeSample *self)
{
  SptPracticeJob *job = _spt_practice_sample_new_job (self);

  self->batch++;
  self->import_id = 0;
  job->setting = _spt_practice_sample_get_batch (self) == NULL ? g_strdup ("done")
                 : g_strdup_printf ("%u:0", self->batch);
  _spt_practice_sample_start_job (self, SPT_STORE_WRITE, spt_practice_work_note, job, noted_cb);
}

static void
run_step (SptPracticeSample *self)
{
  switch (self->step)
    {
    case SPT_PRACTICE_STEP_LOOK:
      _spt_practice_sample_start_job (self, SPT_STORE_READ, spt_practice_work_look, _spt_practice_sample_new_job (self), looked_cb);
      break;
    case SPT_PRACTICE_STEP_ACCOUNT:
      _spt_practice_sample_make_account (self);
      break;
    case SPT_PRACTICE_STEP_BATCH:
      if (_spt_practice_sample_get_batch (self) == NULL)
        _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_NEXT);
      else if (json_object_has_member (_spt_practice_sample_get_batch (self), "plants"))
        _spt_practice_sample_make_plants (self);
      else if (self->import_id != 0)
        _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_NOTE_IMPORT);
      else
        _spt_practice_sample_go_on (self, self->resumed ? SPT_PRACTICE_STEP_FIND : SPT_PRACTICE_STEP_IMPORT);
      break;
    case SPT_PRACTICE_STEP_FIND:
      self->resumed = FALSE;
      _spt_practice_sample_look_for_import (self, _spt_practice_sample_get_batch (self));
      break;
    case SPT_PRACTICE_STEP_IMPORT:
      _spt_practice_sample_import_batch (self, _spt_practice_sample_get_batch (self));
      break;
    case SPT_PRACTICE_STEP_NOTE_IMPORT:
      _spt_practice_sample_note_import (self);
      break;
    case SPT_PRACTICE_STEP_FAULTS_AGAIN:
    case SPT_PRACTICE_STEP_FAULTS:
      _spt_practice_sample_set_faults (self, _spt_practice_sample_get_batch (self));
      break;
    case SPT_PRACTICE_STEP_PREPARE:
      _spt_practice_sample_prepare_batch (self, _spt_practice_sample_get_batch (self));
      break;
    case SPT_PRACTICE_STEP_LEAVE:
      _spt_practice_sample_leave (self);
      break;
    case SPT_PRACTICE_STEP_CLEAR:
      _spt_practice_sample_clear_faults (self, _spt_practice_sample_get_batch (self));
      break;
    case SPT_PRACTICE_STEP_CONTROL:
      _spt_practice_sample_run_control (self);
      break;
    case SPT_PRACTICE_STEP_WATCH:
      _spt_practice_sample_watch (self);
      break;
    case SPT_PRACTICE_STEP_DUES:
      _spt_practice_sample_set_dues (self, _spt_practice_sample_get_batch (self));
      break;
    case SPT_PRACTICE_STEP_NEXT:
      next_batch (self);
      break;
    case SPT_PRACTICE_STEP_DONE:
      break;
    default:
      g_assert_not_reached ();
    }
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_practice_sample_dispose (GObject *object)
{
  SptPracticeSample *self = SPT_PRACTICE_SAMPLE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->finished_id != 0)
    g_clear_signal_handler (&self->finished_id,
                            spt_desk_get_outbox (spt_session_get_desk (self->session)));
  g_clear_object (&self->session);

  G_OBJECT_CLASS (spt_practice_sample_parent_class)->dispose (object);
}

static void
spt_practice_sample_finalize (GObject *object)
{
  SptPracticeSample *self = SPT_PRACTICE_SAMPLE (object);

  _spt_practice_sample_drop_file (self);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->ids, g_array_unref);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->services);
  g_free (self->control_url);
  g_free (self->key);

  G_OBJECT_CLASS (spt_practice_sample_parent_class)->finalize (object);
}

static void
spt_practice_sample_class_init (SptPracticeSampleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_practice_sample_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_practice_sample_finalize;

  /**
   * SptPracticeSample::looked:
   *
   * What is left of an earlier start meets what was meant for it: sending may begin.
   */
  looked_signal = g_signal_new ("looked", SPT_TYPE_PRACTICE_SAMPLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  /**
   * SptPracticeSample::trouble:
   * @error: why the sample is not whole
   */
  trouble_signal = g_signal_new ("trouble", SPT_TYPE_PRACTICE_SAMPLE, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
spt_practice_sample_init (SptPracticeSample *self)
{
  self->cancellable = g_cancellable_new ();
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->services = g_ptr_array_new_with_free_func (g_free);
}

/**
 * spt_practice_sample_new:
 * @session: the practice session
 * @control_url: (nullable): where faults are asked for
 * @key: what the sample's account is given as its secret
 *
 * Makes the sample's driver; nothing is done before spt_practice_sample_start().
 *
 * Returns: (transfer full): the sample
 */
SptPracticeSample *
spt_practice_sample_new (SptSession *session,
                         const char *control_url,
                         const char *key)
{
  SptPracticeSample *self = NULL;

  g_return_val_if_fail (SPT_IS_SESSION (session), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (SPT_TYPE_PRACTICE_SAMPLE, NULL);
  self->session = g_object_ref (session);
  self->control_url = g_strdup (control_url);
  self->key = g_strdup (key);
  return self;
}

/**
 * spt_practice_sample_start:
 * @self: the sample
 *
 * Makes what is missing of it: all on the first start, nothing on the later ones. One service that
 * brings a table goes after the other.
 */
void
spt_practice_sample_start (SptPracticeSample *self)
{
  g_autoptr (GPtrArray) services = spt_services_list ();

  g_return_if_fail (SPT_IS_PRACTICE_SAMPLE (self));

  for (guint i = 0; i < services->len; i++)
    {
      const SptServiceInfo *info = spt_service_get_info (g_ptr_array_index (services, i));
      g_autofree char *path = g_strdup_printf ("%s/practice.json", info->id);
      JsonNode *table = spt_data_load_json (path, NULL);

      if (table == NULL)
        continue;
      if (spt_desk_get_practice_url (spt_session_get_desk (self->session), info->id) == NULL)
        {
          json_node_unref (table);
          continue;
        }
      g_ptr_array_add (self->tables, table);
      g_ptr_array_add (self->services, g_strdup (info->id));
    }
  if (self->tables->len == 0)
    {
      _spt_practice_sample_let_go (self);
      return;
    }
  self->table = g_ptr_array_index (self->tables, 0);
  self->service = g_ptr_array_index (self->services, 0);
  self->finished_id = g_signal_connect (spt_desk_get_outbox (spt_session_get_desk (self->session)),
                                        "finished",
                                        G_CALLBACK (finished_cb), self);
  _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_LOOK);
}
