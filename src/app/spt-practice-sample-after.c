/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to a file of the sample once it has left: others at the service, a look at it, days to keep. */
#define G_LOG_DOMAIN "spt-practice-sample-after"

#include "config.h"

#include "app/spt-practice-sample-private.h"

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
      _spt_practice_sample_run_control (self);
    }
  g_clear_pointer (&answer, spt_http_answer_free);
}

/* Each is a path below the control address and a body. */
void
_spt_practice_sample_run_control (SptPracticeSample *self)
{
  JsonObject *batch = _spt_practice_sample_get_batch (self);
  JsonArray *changes = batch != NULL && json_object_has_member (batch, "control")
                       ? json_object_get_array_member (batch, "control") : NULL;
  JsonObject *change = changes != NULL && self->change < json_array_get_length (changes)
                       ? json_array_get_object_element (changes, self->change) : NULL;

  if (change == NULL ||
      !_spt_practice_sample_call (self, "POST", json_object_get_string_member (change, "path"),
                                  json_object_get_member (change, "body"), control_cb))
    _spt_practice_sample_go_on (self, batch != NULL && json_object_has_member (batch, "watch")
                                      ? SPT_PRACTICE_STEP_WATCH : SPT_PRACTICE_STEP_NEXT);
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
    _spt_practice_sample_give_up (self, error);
  else
    {
      if (code != NULL)
        g_warning ("The practice service says nothing of where the sample stands: %s", code);
      /* The engine may have been looking already, at what was before. */
      self->has_looked = !self->has_looked;
      _spt_practice_sample_go_on (self, self->has_looked ? SPT_PRACTICE_STEP_WATCH : SPT_PRACTICE_STEP_DUES);
    }
}

void
_spt_practice_sample_watch (SptPracticeSample *self)
{
  spt_outbox_watch_async (spt_desk_get_outbox (spt_session_get_desk (self->session)),
                          self->account_id, self->cancellable, watched_cb, g_object_ref (self));
}

static void
dues_set_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  SptPracticeSample *self = user_data;

  if (_spt_practice_sample_finish_job (object, result, self) != NULL)
    _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_NEXT);
}

/* "dues": {key: days from now}. */
void
_spt_practice_sample_set_dues (SptPracticeSample *self,
                               JsonObject        *batch)
{
  SptPracticeJob *job;

  if (!json_object_has_member (batch, "dues"))
    {
      _spt_practice_sample_go_on (self, SPT_PRACTICE_STEP_NEXT);
      return;
    }
  job = _spt_practice_sample_new_job (self);
  job->kind = g_strdup (json_object_get_string_member (batch, "kind"));
  job->account_id = self->account_id;
  job->dues = json_object_get_object_member (batch, "dues");
  _spt_practice_sample_start_job (self, SPT_STORE_WRITE, spt_practice_work_set_dues, job, dues_set_cb);
}
