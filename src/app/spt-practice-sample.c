/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample of practice mode, from data/<service>/practice.json of one service after the other: an account, then file by file import,
 * prepare, send, and what happens at the service after that. Where it stands is a setting of the archive, so that a start which was
 * interrupted is gone on with. */
#define G_LOG_DOMAIN "spt-practice-sample"

#include "config.h"

#include "app/spt-practice-sample.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/spt-practice-plants.h"
#include "app/spt-practice-work.h"
#include "base/spt-data.h"
#include "outbox/spt-intake.h"
#include "service/spt-service.h"

#define WHO "Sportello"
#define LEAVE_MS 60000 /* how long orders are waited for before the next file: sending may be stopped */

typedef enum
{
  STEP_LOOK,
  STEP_FAULTS_AGAIN, /* what was ordered before an interruption has not left yet */
  STEP_ACCOUNT,
  STEP_BATCH,
  STEP_FIND,
  STEP_IMPORT,
  STEP_NOTE_IMPORT,
  STEP_FAULTS,
  STEP_PREPARE,
  STEP_LEAVE,
  STEP_CLEAR, /* what it was meant for has left: no fault waits for what somebody else sends */
  STEP_CONTROL, /* what others do at the service meanwhile */
  STEP_WATCH,
  STEP_DUES,
  STEP_NEXT,
  STEP_DONE
} Step;

struct _SptPracticeSample
{
  GObject       parent_instance;

  SptSession   *session;
  GCancellable *cancellable;
  char         *control_url;
  char         *key;
  GPtrArray    *tables;   /* (owned) (element-type JsonNode): of those services that bring one */
  GPtrArray    *services; /* (owned) (element-type utf8): their names */
  guint         at;       /* which of them */
  JsonNode     *table;    /* (unowned): its own */
  const char   *service;

  Step          step;
  guint         batch;
  guint         change;    /* of the batch's at the service */
  gint64        import_id;
  gint64        account_id;
  GArray       *ids;       /* (nullable) ready positions of the file */
  char         *temporary; /* (nullable) path */
  guint         timer;
  gulong        finished_id;
  guint         has_looked : 1; /* once, of twice */
  guint         resumed : 1; /* an earlier start was interrupted */
  guint         let_go : 1;  /* sending may begin */
};

G_DEFINE_FINAL_TYPE (SptPracticeSample, spt_practice_sample, G_TYPE_OBJECT)

static guint trouble_signal;
static guint looked_signal;

static void run_step (SptPracticeSample *self);

static SptStore *
get_store (SptPracticeSample *self)
{
  return spt_desk_get_store (spt_session_get_desk (self->session));
}

static JsonObject *
get_batch (SptPracticeSample *self)
{
  JsonArray *batches = json_object_get_array_member (json_node_get_object (self->table), "batches");

  return self->batch < json_array_get_length (batches)
         ? json_array_get_object_element (batches, self->batch) : NULL;
}

static void
let_go (SptPracticeSample *self)
{
  if (self->let_go)
    return;
  self->let_go = TRUE;
  g_signal_emit (self, looked_signal, 0);
}

static void
give_up (SptPracticeSample *self,
         const GError      *error)
{
  /* The error is looked at first: after a cancelling the sample may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (self->cancellable))
    return;
  g_warning ("The sample stops at file %u, step %d: %s", self->batch, (int) self->step,
             error->message);
  self->step = STEP_DONE;
  let_go (self);
  g_signal_emit (self, trouble_signal, 0, error);
}

static void
go_on (SptPracticeSample *self,
       Step               step)
{
  /* What was under way when the session ended; the next start goes on from there. */
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->step = step;
  run_step (self);
}

static SptPracticeJob *
new_job (SptPracticeSample *self)
{
  SptPracticeJob *job = g_new0 (SptPracticeJob, 1);

  job->service = g_strdup (self->service);
  job->is_first = self->at == 0;
  job->who = WHO;
  return job;
}

static void
start_job (SptPracticeSample   *self,
           SptStoreMode         mode,
           SptStoreFunc         func,
           SptPracticeJob      *job,
           GAsyncReadyCallback  callback)
{
  spt_store_run_async (get_store (self), mode, func, job, spt_practice_job_free,
                       self->cancellable, callback, self);
}

/* NULL: there is nothing to go on with, and that is said. */
static SptPracticeJob *
finish_job (GObject           *store,
            GAsyncResult      *result,
            SptPracticeSample *self)
{
  g_autoptr (GError) error = NULL;
  SptPracticeJob *job = spt_store_run_finish (SPT_STORE (store), result, &error);

  if (job == NULL)
    give_up (self, error);
  return job;
}

static void
all_noted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  if (finish_job (object, result, user_data) != NULL)
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
      self->step = STEP_DONE;
      start_job (self, SPT_STORE_WRITE, spt_practice_work_note, job, all_noted_cb);
      return;
    }
  self->table = g_ptr_array_index (self->tables, self->at);
  self->service = g_ptr_array_index (self->services, self->at);
  go_on (self, STEP_LOOK);
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = finish_job (object, result, self);

  if (job == NULL)
    return;

  self->account_id = job->account_id;
  if (job->setting == NULL || g_str_equal (job->setting, "done") || self->account_id == 0)
    let_go (self);
  if (job->setting == NULL && job->account_id == 0)
    go_on (self, STEP_ACCOUNT);
  else if (job->setting == NULL || g_str_equal (job->setting, "done") || self->account_id == 0)
    next_table (self);
  else
    {
      char *rest = NULL;

      self->batch = (guint) g_ascii_strtoull (job->setting, &rest, 10);
      self->import_id = *rest == ':' ? g_ascii_strtoll (rest + 1, NULL, 10) : 0;
      self->resumed = TRUE;
      go_on (self, STEP_FAULTS_AGAIN);
    }
}

static void
account_saved_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = finish_job (object, result, self);

  if (job == NULL)
    return;
  self->account_id = job->account_id;
  go_on (self, STEP_BATCH);
}

static void
key_kept_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!spt_keyring_store_finish (SPT_KEYRING (object), result, &error))
    g_warning ("The sample's key was not kept: %s", error->message);
}

static void
make_account (SptPracticeSample *self)
{
  JsonObject *given = json_object_get_object_member (json_node_get_object (self->table), "account");
  JsonObject *settings = json_object_get_object_member (given, "settings");
  SptDesk *desk = spt_session_get_desk (self->session);
  SptService *service = spt_services_find (self->service);
  SptSchema *schema = spt_service_get_account_schema (service, NULL);
  const SptGroupDef *root = schema == NULL ? NULL : spt_schema_get_root (schema);
  const char *url = spt_desk_get_practice_url (desk, self->service);
  SptPracticeJob *job = new_job (self);
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;

  job->account = spt_account_new (self->service, json_object_get_string_member (given, "name"),
                                  SPT_ENVIRONMENT_PRACTICE);
  g_object_set (job->account, "base-url", url, NULL);
  if (json_object_has_member (json_node_get_object (self->table), "catalogue"))
    job->catalogue = json_object_get_array_member (json_node_get_object (self->table), "catalogue");
  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      g_autofree char *text = NULL;

      if (root->fields[i].kind != SPT_FIELD_SECRET)
        text = spt_service_dup_proposal (service, SPT_ENVIRONMENT_PRACTICE, root->fields[i].name, url);
      if (text != NULL)
        spt_account_set_setting (job->account, root->fields[i].name, text);
    }
  json_object_iter_init (&iter, settings);
  while (json_object_iter_next (&iter, &name, &value))
    spt_account_set_setting (job->account, name, json_node_get_string (value));
  for (guint i = 0; root != NULL && i < root->n_fields; i++)
    {
      g_autofree char *text = spt_practice_dup_secret (service, &root->fields[i], self->key);

      if (text != NULL)
        spt_keyring_store_async (spt_desk_get_keyring (desk),
                                 spt_account_get_credential (job->account), root->fields[i].name,
                                 "Sportello", text, self->cancellable, key_kept_cb, NULL);
    }
  start_job (self, SPT_STORE_WRITE, spt_practice_work_save_account, job, account_saved_cb);
}

static void
drop_file (SptPracticeSample *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SptPracticeSample) self = user_data;
  g_autoptr (GError) error = NULL;
  SptImportResult *imported = spt_import_file_finish (result, &error);

  drop_file (self);
  if (imported == NULL)
    {
      give_up (self, error);
      return;
    }
  self->import_id = imported->import_id;
  spt_import_result_free (imported);
  if (!g_cancellable_is_cancelled (self->cancellable))
    go_on (self, STEP_NOTE_IMPORT);
}

static void
import_batch (SptPracticeSample *self,
              JsonObject        *batch)
{
  SptImportOptions options = { 0 };
  g_autoptr (GError) error = NULL;

  g_free (self->temporary);
  self->temporary = spt_practice_write_file (json_object_get_string_member (batch, "file"), &error);
  if (self->temporary == NULL)
    {
      give_up (self, error);
      return;
    }
  options.kind = json_object_get_string_member (batch, "kind");
  options.path = self->temporary;
  options.label = spt_data_text (batch, "label");
  options.who = WHO;
  spt_import_file_async (get_store (self), &options, self->cancellable, imported_cb,
                         g_object_ref (self));
}

static void
plants_made_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = finish_job (object, result, self);

  if (job == NULL)
    return;
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_steal_pointer (&job->ids);
  go_on (self, self->ids->len > 0 && json_object_has_member (get_batch (self), "operation") ? STEP_FAULTS : STEP_LEAVE);
}

/* What comes in no file: librettos and what is to be done with them. */
static void
make_plants (SptPracticeSample *self)
{
  SptPracticeJob *job = new_job (self);

  job->batch = get_batch (self);
  job->account_id = self->account_id;
  start_job (self, SPT_STORE_WRITE, spt_practice_work_make_plants, job, plants_made_cb);
}

static void
import_found_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = finish_job (object, result, self);

  if (job == NULL)
    return;
  self->import_id = job->import_id;
  go_on (self, self->import_id == 0 ? STEP_IMPORT : STEP_NOTE_IMPORT);
}

/* Interrupted between an import and its note: the file is there, and once more would bring nothing
 * to send. */
static void
look_for_import (SptPracticeSample *self,
                 JsonObject        *batch)
{
  SptPracticeJob *job = new_job (self);

  job->kind = g_strdup (json_object_get_string_member (batch, "kind"));
  job->label = g_strdup (spt_data_text (batch, "label"));
  start_job (self, SPT_STORE_READ, spt_practice_work_find_import, job, import_found_cb);
}

static void
ready_found_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = finish_job (object, result, self);

  if (job == NULL)
    return;
  g_clear_pointer (&self->ids, g_array_unref);
  self->ids = g_steal_pointer (&job->ids);
  go_on (self,
         self->ids->len > 0 &&
         json_object_has_member (get_batch (self), "operation") ? STEP_FAULTS : STEP_LEAVE);
}

static void
note_import (SptPracticeSample *self)
{
  SptPracticeJob *job = new_job (self);

  job->kind = g_strdup (json_object_get_string_member (get_batch (self), "kind"));
  job->setting = g_strdup_printf ("%u:%" G_GINT64_FORMAT, self->batch, self->import_id);
  job->import_id = self->import_id;
  start_job (self, SPT_STORE_WRITE, spt_practice_work_find_ready, job, ready_found_cb);
}

static void
go_on_with_faults (SptPracticeSample *self)
{
  let_go (self);
  go_on (self, self->step == STEP_FAULTS_AGAIN ? STEP_BATCH : STEP_PREPARE);
}

static void
faults_set_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SptPracticeSample) self = user_data;
  g_autoptr (GError) error = NULL;
  SptHttpAnswer *answer = spt_http_send_finish (SPT_HTTP (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_pointer (&answer, spt_http_answer_free);
      return;
    }
  if (answer != NULL && (answer->result != SPT_HTTP_ANSWERED || answer->status / 100 != 2))
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 "The practice services took no fault: HTTP %u", answer->status);
  g_clear_pointer (&answer, spt_http_answer_free);
  if (error != NULL)
    give_up (self, error);
  else
    go_on_with_faults (self);
}

static void
set_faults (SptPracticeSample *self,
            JsonObject        *batch)
{
  SptHttpRequest request = { .method = "POST", .content_type = "application/json" };
  g_autofree char *url = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  if (batch == NULL || !json_object_has_member (batch, "faults") || self->control_url == NULL)
    {
      go_on_with_faults (self);
      return;
    }
  url = g_strconcat (self->control_url, "/faults", NULL);
  text = json_to_string (json_object_get_member (batch, "faults"), FALSE);
  body = g_bytes_new (text, strlen (text));
  request.url = url;
  request.body = body;
  spt_http_send_async (spt_session_get_http (self->session), &request, self->cancellable,
                       faults_set_cb, g_object_ref (self));
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SptPracticeSample) self = user_data;
  g_autoptr (GError) error = NULL;
  SptPrepareResult *prepared = spt_prepare_finish (result, &error);

  /* Interrupted between the order and its note: it is under way already, or about to be. */
  if (g_error_matches (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT))
    {
      go_on (self, STEP_LEAVE);
      return;
    }
  if (prepared == NULL)
    {
      give_up (self, error);
      return;
    }
  if (prepared->job_id == 0)
    g_warning ("File %u of the sample has errors and is not sent", self->batch);
  spt_prepare_result_free (prepared);
  if (!g_cancellable_is_cancelled (self->cancellable))
    go_on (self, STEP_LEAVE);
}

static void
prepare_batch (SptPracticeSample *self,
               JsonObject        *batch)
{
  SptPrepareOptions options = { 0 };

  options.operation = json_object_get_string_member (batch, "operation");
  options.account_id = self->account_id;
  options.ids = (const gint64 *) (gpointer) self->ids->data;
  options.n_ids = self->ids->len;
  options.title = spt_data_text (batch, "label");
  options.who = WHO;
  options.order = TRUE;
  spt_prepare_async (get_store (self), &options, self->cancellable, prepared_cb,
                     g_object_ref (self));
}

/* The next file waits until all that was ordered has left, in this run or before, so that a fault
 * meets the upload that it is meant for. */
static void
stop_waiting (SptPracticeSample *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->change = 0;
  go_on (self, STEP_CONTROL);
}

static gboolean
leave_timeout_cb (gpointer user_data)
{
  SptPracticeSample *self = user_data;

  self->timer = 0;
  stop_waiting (self);
  return G_SOURCE_REMOVE;
}

static void
leaving_found_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  SptPracticeSample *self = user_data;
  SptPracticeJob *job = finish_job (object, result, self);

  if (job == NULL)
    return;
  if (self->step == STEP_LEAVE && job->ids->len == 0)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      go_on (self, STEP_CLEAR);
    }
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SptPracticeSample) self = user_data;
  g_autoptr (GError) error = NULL;
  SptHttpAnswer *answer = spt_http_send_finish (SPT_HTTP (object), result, &error);

  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      if (error != NULL)
        g_warning ("A fault stays with the practice services: %s", error->message);
      else if (answer->result != SPT_HTTP_ANSWERED || answer->status / 100 != 2)
        g_warning ("A fault stays with the practice services: HTTP %u", answer->status);
      stop_waiting (self);
    }
  g_clear_pointer (&answer, spt_http_answer_free);
}

/* Interrupted between an order and its note, the fault was asked for once more, and met nothing. */
static void
clear_faults (SptPracticeSample *self,
              JsonObject        *batch)
{
  SptHttpRequest request = { .method = "DELETE" };
  g_autofree char *url = NULL;

  if (batch == NULL || !json_object_has_member (batch, "faults") || self->control_url == NULL)
    {
      stop_waiting (self);
      return;
    }
  url = g_strconcat (self->control_url, "/faults", NULL);
  request.url = url;
  spt_http_send_async (spt_session_get_http (self->session), &request, self->cancellable, cleared_cb,
                       g_object_ref (self));
}

static void
look_whether_left (SptPracticeSample *self)
{
  start_job (self, SPT_STORE_READ, spt_practice_work_find_leaving,
             g_new0 (SptPracticeJob, 1), leaving_found_cb);
}

static void
finished_cb (SptOutbox *outbox,
             gint64     id,
             SptState   state,
             gpointer   user_data)
{
  SptPracticeSample *self = user_data;

  if (self->step == STEP_LEAVE)
    look_whether_left (self);
}

/* --- what happens at the service ----------------------------------------------------------------- */

static void run_control (SptPracticeSample *self);

static void
control_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SptPracticeSample) self = user_data;
  g_autoptr (GError) error = NULL;
  SptHttpAnswer *answer = spt_http_send_finish (SPT_HTTP (object), result, &error);

  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      /* After an interruption it may have happened already: that is no trouble. */
      if (error != NULL)
        g_message ("A change at the practice services failed: %s", error->message);
      else if (answer->status != 200)
        g_message ("The practice services took no change: HTTP %u", answer->status);
      self->change++;
      run_control (self);
    }
  g_clear_pointer (&answer, spt_http_answer_free);
}

/* Each is a path below the control address and a body. */
static void
run_control (SptPracticeSample *self)
{
  SptHttpRequest request = { .method = "POST", .content_type = "application/json" };
  JsonObject *batch = get_batch (self);
  JsonArray *changes = batch != NULL && json_object_has_member (batch, "control")
                       ? json_object_get_array_member (batch, "control") : NULL;
  JsonObject *change;
  g_autofree char *url = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  if (changes == NULL || self->change >= json_array_get_length (changes) ||
      self->control_url == NULL)
    {
      go_on (self, batch != NULL && json_object_has_member (batch, "watch") ? STEP_WATCH : STEP_NEXT);
      return;
    }
  change = json_array_get_object_element (changes, self->change);
  url = g_strconcat (self->control_url, json_object_get_string_member (change, "path"), NULL);
  text = json_to_string (json_object_get_member (change, "body"), FALSE);
  body = g_bytes_new (text, strlen (text));
  request.url = url;
  request.body = body;
  spt_http_send_async (spt_session_get_http (self->session), &request, self->cancellable,
                       control_cb, g_object_ref (self));
}

static void
watched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SptPracticeSample) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;

  if (!spt_outbox_watch_finish (SPT_OUTBOX (object), result, NULL, &code, &error))
    give_up (self, error);
  else
    {
      if (code != NULL)
        g_warning ("The practice service says nothing of where the sample stands: %s", code);
      /* The engine may have been looking already, at what was before. */
      self->has_looked = !self->has_looked;
      go_on (self, self->has_looked ? STEP_WATCH : STEP_DUES);
    }
}

static void
dues_set_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  SptPracticeSample *self = user_data;

  if (finish_job (object, result, self) != NULL)
    go_on (self, STEP_NEXT);
}

/* "dues": {key: days from now}. */
static void
set_dues (SptPracticeSample *self,
          JsonObject        *batch)
{
  SptPracticeJob *job;

  if (!json_object_has_member (batch, "dues"))
    {
      go_on (self, STEP_NEXT);
      return;
    }
  job = new_job (self);
  job->kind = g_strdup (json_object_get_string_member (batch, "kind"));
  job->account_id = self->account_id;
  job->dues = json_object_get_object_member (batch, "dues");
  start_job (self, SPT_STORE_WRITE, spt_practice_work_set_dues, job, dues_set_cb);
}

/* --- what is next --------------------------------------------------------------------------------- */

static void
noted_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SptPracticeSample *self = user_data;

  if (finish_job (object, result, self) == NULL)
    return;
  if (get_batch (self) == NULL)
    next_table (self);
  else
    go_on (self, STEP_BATCH);
}

static void
next_batch (SptPracticeSample *self)
{
  SptPracticeJob *job = new_job (self);

  self->batch++;
  self->import_id = 0;
  job->setting = get_batch (self) == NULL ? g_strdup ("done")
                 : g_strdup_printf ("%u:0", self->batch);
  start_job (self, SPT_STORE_WRITE, spt_practice_work_note, job, noted_cb);
}

static void
run_step (SptPracticeSample *self)
{
  switch (self->step)
    {
    case STEP_LOOK:
      start_job (self, SPT_STORE_READ, spt_practice_work_look, new_job (self), looked_cb);
      break;
    case STEP_ACCOUNT:
      make_account (self);
      break;
    case STEP_BATCH:
      if (get_batch (self) == NULL)
        go_on (self, STEP_NEXT);
      else if (json_object_has_member (get_batch (self), "plants"))
        make_plants (self);
      else if (self->import_id != 0)
        go_on (self, STEP_NOTE_IMPORT);
      else
        go_on (self, self->resumed ? STEP_FIND : STEP_IMPORT);
      break;
    case STEP_FIND:
      self->resumed = FALSE;
      look_for_import (self, get_batch (self));
      break;
    case STEP_IMPORT:
      import_batch (self, get_batch (self));
      break;
    case STEP_NOTE_IMPORT:
      note_import (self);
      break;
    case STEP_FAULTS_AGAIN:
    case STEP_FAULTS:
      set_faults (self, get_batch (self));
      break;
    case STEP_PREPARE:
      prepare_batch (self, get_batch (self));
      break;
    case STEP_LEAVE:
      spt_outbox_wake (spt_desk_get_outbox (spt_session_get_desk (self->session)));
      self->timer = g_timeout_add (LEAVE_MS, leave_timeout_cb, self);
      look_whether_left (self);
      break;
    case STEP_CLEAR:
      clear_faults (self, get_batch (self));
      break;
    case STEP_CONTROL:
      run_control (self);
      break;
    case STEP_WATCH:
      spt_outbox_watch_async (spt_desk_get_outbox (spt_session_get_desk (self->session)),
                              self->account_id, self->cancellable, watched_cb, g_object_ref (self));
      break;
    case STEP_DUES:
      set_dues (self, get_batch (self));
      break;
    case STEP_NEXT:
      next_batch (self);
      break;
    case STEP_DONE:
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

  drop_file (self);
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
      let_go (self);
      return;
    }
  self->table = g_ptr_array_index (self->tables, 0);
  self->service = g_ptr_array_index (self->services, 0);
  self->finished_id = g_signal_connect (spt_desk_get_outbox (spt_session_get_desk (self->session)),
                                        "finished",
                                        G_CALLBACK (finished_cb), self);
  go_on (self, STEP_LOOK);
}
