/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file of the sample leaves: with the faults that it is to meet, ordered, and waited for before the next one. */
#define G_LOG_DOMAIN "spt-practice-sample-send"

#include "config.h"

#include "app/spt-practice-sample-private.h"

#include "base/spt-data.h"
#include "outbox/spt-intake.h"

/* How long orders are waited for before the next file: sending may be stopped. */
#define LEAVE_MS 60000

static void
go_on_with_faults (SptPracticeSample *self)
{
  _spt_practice_sample_let_go (self);
  _spt_practice_sample_go_on (self, self->step == SPT_PRACTICE_STEP_FAULTS_AGAIN ? SPT_PRACTICE_STEP_BATCH : SPT_PRACTICE_STEP_PREPARE);
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
    _spt_practice_sample_give_up (self, error);
  else
    go_on_with_faults (self);
}

void
_spt_practice_sample_set_faults (SptPracticeSample *self,
                                 JsonObject        *batch)
{
  if (batch == NULL || !json_object_has_member (batch, "faults") ||
      !_spt_practice_sample_call (self, "POST", "/faults", json_object_get_member (batch, "faults"), faults_set_cb))
    go_on_with_faults (self);
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
      _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_LEAVE);
      return;
    }
  if (prepared == NULL)
    {
      _spt_practice_sample_give_up (self, error);
      return;
    }
  if (prepared->job_id == 0)
    g_warning ("File %u of the sample has errors and is not sent", self->batch);
  spt_prepare_result_free (prepared);
  if (!g_cancellable_is_cancelled (self->cancellable))
    _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_LEAVE);
}

void
_spt_practice_sample_prepare_batch (SptPracticeSample *self,
                                    JsonObject        *batch)
{
  SptPrepareOptions options = { 0 };

  options.operation = json_object_get_string_member (batch, "operation");
  options.account_id = self->account_id;
  options.ids = (const gint64 *) (gpointer) self->ids->data;
  options.n_ids = self->ids->len;
  options.title = spt_data_text (batch, "label");
  options.who = SPT_PRACTICE_WHO;
  options.order = TRUE;
  spt_prepare_async (_spt_practice_sample_get_store (self), &options, self->cancellable, prepared_cb,
                     g_object_ref (self));
}

/* The next file waits until all that was ordered has left, in this run or before, so that a fault
 * meets the upload that it is meant for. */
static void
stop_waiting (SptPracticeSample *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->change = 0;
  _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_CONTROL);
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
  SptPracticeJob *job = _spt_practice_sample_finish_job (object, result, self);

  if (job == NULL)
    return;
  if (self->step == SPT_PRACTICE_STEP_LEAVE && job->ids->len == 0)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_CLEAR);
    }
}

void
_spt_practice_sample_look_whether_left (SptPracticeSample *self)
{
  _spt_practice_sample_start_job (self, SPT_STORE_READ, spt_practice_work_find_leaving,
                                  g_new0 (SptPracticeJob, 1), leaving_found_cb);
}

void
_spt_practice_sample_leave (SptPracticeSample *self)
{
  spt_outbox_wake (spt_desk_get_outbox (spt_session_get_desk (self->session)));
  self->timer = g_timeout_add (LEAVE_MS, leave_timeout_cb, self);
  _spt_practice_sample_look_whether_left (self);
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
void
_spt_practice_sample_clear_faults (SptPracticeSample *self,
                                   JsonObject        *batch)
{
  if (batch == NULL || !json_object_has_member (batch, "faults") ||
      !_spt_practice_sample_call (self, "DELETE", "/faults", NULL, cleared_cb))
    stop_waiting (self);
}
