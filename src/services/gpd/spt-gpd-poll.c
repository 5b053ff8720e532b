/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Following an upload: its status, then its report (GPD facts 9, 11, 14). */

#define G_LOG_DOMAIN "spt-gpd-poll"

#include "config.h"

#include "services/gpd/spt-gpd-flow.h"

#include "services/gpd/spt-gpd-answer.h"
#include "services/gpd/spt-gpd-note.h"
#include "services/gpd/spt-gpd-report.h"
#include "services/gpd/spt-gpd-wire.h"

#define MAX_REPORT_BYTES   (64 * 1024 * 1024)
/* Up to here a report is read between two frames. */
#define SMALL_REPORT       (64 * 1024)
/* From 2 s on, half as long again each time nothing moved, up to 30 s (GPD facts 14.4). */
#define FIRST_DELAY_MS     2000
#define LAST_DELAY_MS      30000
/* The status is readable at once; the list and the stores behind it may lag for a while. */
#define NOT_FOUND_GRACE_MS (15 * 60 * 1000)
/* Nothing moved for so long, and a row that fails is given up after ten minutes: the file was most
 * likely dropped in silence, or miscounted (GPD facts 11.5, 13 T1, T2). */
#define STUCK_MS           (30 * 60 * 1000)
/* What is stuck is asked about once in a tenth of the time that it has been so: every 3 minutes
 * after half an hour, every half hour after five. */
#define STUCK_DELAY_SHARE  10
#define LAST_STUCK_MS      (30 * 60 * 1000)
/* The least that a position takes in the service's own form, and what its worker drops unread (GPD
 * facts 13 T2). */
#define LEAST_BYTES        1295
#define MAX_WORKER_BYTES   G_GINT64_CONSTANT (100000000)

typedef struct
{
  SptGpdNote   note;
  SptGpdStatus status;
  const char  *stuck; /* (nullable): code, when nothing has moved for too long */
  gint64       stuck_ms;
} Poll;

static void
poll_free (gpointer data)
{
  Poll *poll = data;

  spt_gpd_note_clear (&poll->note);
  spt_gpd_status_clear (&poll->status);
  g_free (poll);
}

static gint64
get_delay (guint step)
{
  gint64 delay = FIRST_DELAY_MS;

  for (guint i = 0; i < step && delay < LAST_DELAY_MS; i++)
    delay += delay / 2;

  return MIN (delay, LAST_DELAY_MS);
}

/* Returns the task with "still going on". */
static void
return_pending (GTask      *task,
                const char *code,
                SptOutcome *trouble)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Poll *poll = flow->data;
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_PENDING, code);

  outcome->remote_id = g_strdup (flow->call.remote_id);
  outcome->phase = g_strdup (poll->status.word);
  outcome->provisional = poll->note.provisional;
  if (poll->status.submitted >= 0)
    {
      outcome->progress_done = poll->status.processed;
      outcome->progress_total = poll->status.submitted;
    }
  outcome->retry_after_ms = get_delay (poll->note.step);
  if (poll->stuck != NULL)
    {
      outcome->attention = trouble == NULL;
      outcome->retry_after_ms = MIN (poll->stuck_ms / STUCK_DELAY_SHARE, LAST_STUCK_MS);
    }
  /* A word that came later is shown as it stands; what it means is for a person to say. */
  if (poll->status.state == SPT_GPD_STATE_OTHER)
    outcome->message = g_strdup (poll->status.word);
  if (trouble != NULL)
    {
      g_free (outcome->message);
      outcome->message = g_strdup (trouble->message);
      outcome->http_status = trouble->http_status;
      outcome->transient = trouble->transient;
      if (trouble->retry_after_ms > outcome->retry_after_ms)
        outcome->retry_after_ms = trouble->retry_after_ms;
    }
  poll->note.step = MIN (poll->note.step + 1, 1000);
  outcome->note = spt_gpd_note_dup_text (&poll->note);
  spt_gpd_flow_return (task, outcome);
}

static void
return_unknown (GTask      *task,
                const char *code,
                const char *message)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Poll *poll = flow->data;
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, code);

  outcome->message = g_strdup (message);
  outcome->note = spt_gpd_note_dup_text (&poll->note);
  spt_gpd_flow_return (task, outcome);
}

/* Network trouble and outages change nothing: it goes on (design 3). */
static void
return_trouble (GTask      *task,
                SptOutcome *trouble)
{
  return_pending (task, trouble->code, trouble);
  spt_outcome_free (trouble);
}

static void
not_found (GTask      *task,
           const char *code)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Poll *poll = flow->data;
  gint64 now = spt_clock_get_utc_ms (flow->call.clock);

  /* A wall clock set back starts the count anew. */
  if (poll->note.since_404 == 0 || poll->note.since_404 > now)
    poll->note.since_404 = now;
  if (now - poll->note.since_404 >= NOT_FOUND_GRACE_MS)
    return_unknown (task, "upload-not-found", NULL);
  else
    return_pending (task, code, NULL);
}

static void
report_read (GTask         *task,
             SptHttpAnswer *answer,
             SptGpdReport  *report)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Poll *poll = flow->data;
  SptOutcome *outcome;

  /* An upload found by likeness is ours when its report names nothing but ours. */
  if (poll->note.provisional)
    {
      SptGpdLikeness likeness = spt_gpd_report_compare (report, flow->call.operation,
                                                        flow->call.keys);

      if (likeness == SPT_GPD_LIKENESS_NONE || likeness == SPT_GPD_LIKENESS_MIXED)
        {
          /* With some of ours in it, it stays in sight: a person must look. */
          if (likeness == SPT_GPD_LIKENESS_NONE)
            spt_gpd_note_exclude (&poll->note, flow->call.remote_id);
          return_unknown (task,
                          likeness == SPT_GPD_LIKENESS_NONE ? "not-ours" : "several-candidates",
                          flow->call.remote_id);
          return;
        }
    }

  outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);
  outcome->http_status = answer->status;
  outcome->remote_id = g_strdup (flow->call.remote_id);
  outcome->phase = g_strdup (poll->status.word);
  outcome->progress_done = report->processed;
  outcome->progress_total = report->submitted;
  outcome->report = answer->body != NULL ? g_bytes_ref (answer->body) : NULL;
  /* Only a creation is told by its code alone (GPD facts 12). */
  if (flow->call.followed && spt_gpd_report_has_code (report, 201))
    outcome->operation = g_strdup ("gpd.create");
  spt_gpd_report_spread (report, outcome->operation != NULL ? outcome->operation
                         : flow->call.operation, flow->call.keys, outcome);
  spt_gpd_flow_return (task, outcome);
}

/* A report without its counts is the last word when it names every position that was sent. */
static gboolean
tells_all (SptGpdFlow   *flow,
           SptGpdReport *report)
{
  SptGpdLikeness likeness;

  if (report->processed >= 0 || report->submitted >= 0)
    return FALSE;
  likeness = spt_gpd_report_compare (report, flow->call.operation, flow->call.keys);

  return likeness == SPT_GPD_LIKENESS_ALL;
}

/* Any thread: what it touches is this call's alone, and a task may be returned anywhere. */
static void
read_report (GTask         *task,
             SptHttpAnswer *answer)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Poll *poll = flow->data;
  g_autoptr (SptGpdReport) report = NULL;
  g_autoptr (GError) error = NULL;
  SptOutcome *trouble;

  report = answer->body_complete ? spt_gpd_wire_parse_report (answer->body, &error) : NULL;
  if (report == NULL)
    {
      trouble = spt_outcome_new (SPT_OUTCOME_UNKNOWN, answer->body_complete ? "gpd-unreadable"
                                                                            : "gpd-unavailable");
      trouble->message = g_strdup (error != NULL ? error->message : NULL);
      trouble->http_status = answer->status;
      trouble->transient = TRUE;
      return_trouble (task, trouble);
    }
  else if (!spt_gpd_report_is_final (report) && !tells_all (flow, report))
    {
      return_pending (task, poll->stuck, NULL);
    }
  else
    {
      report_read (task, answer, report);
    }
}

/* What read_report() works on, away from the window. */
typedef struct
{
  GTask         *task;   /* (owned) */
  SptHttpAnswer  answer; /* the parts that are looked at */
} ReportWork;

static void
report_work_free (gpointer data)
{
  ReportWork *work = data;

  g_object_unref (work->task);
  g_clear_pointer (&work->answer.body, g_bytes_unref);
  g_free (work);
}

static void
report_thread (GTask        *thread_task,
               gpointer      source_object,
               gpointer      task_data,
               GCancellable *cancellable)
{
  ReportWork *work = task_data;

  read_report (work->task, &work->answer);
  g_task_return_boolean (thread_task, TRUE);
}

static void
got_report (GTask         *task,
            SptHttpAnswer *answer)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Poll *poll = flow->data;
  SptOutcome *trouble;

  /* Between the last position and the report there is a gap (GPD facts 11.7); counted beyond their
   * number, the positions never come to their end (T1). */
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 425)
    {
      return_pending (task, poll->stuck, NULL);
      return;
    }
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 404)
    {
      not_found (task, "gpd-report-not-found");
      return;
    }
  trouble = spt_gpd_answer_to_trouble (answer, 200);
  if (trouble != NULL)
    {
      return_trouble (task, trouble);
      return;
    }

  /* 100,000 positions take longer than a frame: they are read and spread on another thread. */
  if (answer->body != NULL && g_bytes_get_size (answer->body) > SMALL_REPORT)
    {
      g_autoptr (GTask) thread_task = g_task_new (NULL, NULL, NULL, NULL);
      ReportWork *work = g_new0 (ReportWork, 1);

      work->task = g_object_ref (task);
      work->answer.status = answer->status;
      work->answer.body = g_bytes_ref (answer->body);
      work->answer.body_complete = answer->body_complete;
      g_task_set_source_tag (thread_task, got_report);
      g_task_set_task_data (thread_task, work, report_work_free);
      g_task_run_in_thread (thread_task, report_thread);
      return;
    }

  read_report (task, answer);
}

/* What most likely holds it up, judged by how far it came. */
static const char *
explain_stuck (const SptGpdStatus *status)
{
  if (status->submitted > 0 && status->processed >= status->submitted)
    return "stuck-counted";
  if (status->processed > 0)
    return "stuck-part";

  return status->submitted > MAX_WORKER_BYTES / LEAST_BYTES ? "stuck-large" : "stuck";
}

/* Notes whether anything moved, and since when nothing has. */
static void
note_progress (SptGpdFlow *flow,
               Poll       *poll)
{
  gint64 now = spt_clock_get_utc_ms (flow->call.clock);

  poll->note.since_404 = 0;
  /* A wall clock set back starts the count anew. */
  if (poll->status.processed != poll->note.processed || poll->note.since_processed == 0 ||
      poll->note.since_processed > now)
    {
      if (poll->note.processed >= 0 && poll->status.processed != poll->note.processed)
        poll->note.step = 0;
      poll->note.processed = poll->status.processed;
      poll->note.since_processed = now;
    }

  poll->stuck_ms = now - poll->note.since_processed;
  poll->stuck = poll->stuck_ms > STUCK_MS ? explain_stuck (&poll->status) : NULL;
}

static gboolean
is_complete (const SptGpdStatus *status)
{
  return status->state == SPT_GPD_STATE_COMPLETED ||
         (status->submitted > 0 && status->processed >= status->submitted);
}

static void
got_status (GTask         *task,
            SptHttpAnswer *answer)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Poll *poll = flow->data;
  g_autofree char *suffix = NULL;
  g_autoptr (GError) error = NULL;
  SptOutcome *trouble;

  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 404)
    {
      not_found (task, "gpd-status-not-found");
      return;
    }
  trouble = spt_gpd_answer_to_trouble (answer, 200);
  if (trouble != NULL)
    {
      return_trouble (task, trouble);
      return;
    }
  if (!spt_gpd_wire_parse_status (answer->body, &poll->status, &error))
    {
      trouble = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "gpd-unreadable");
      trouble->message = g_strdup (error->message);
      trouble->http_status = answer->status;
      trouble->transient = TRUE;
      return_trouble (task, trouble);
      return;
    }

  note_progress (flow, poll);
  if (!is_complete (&poll->status))
    {
      return_pending (task, poll->stuck != NULL ? poll->stuck
                            : poll->status.state == SPT_GPD_STATE_OTHER ? "gpd-unknown-status" : NULL,
                      NULL);
      return;
    }

  suffix = g_strdup_printf ("/%s/report", flow->call.remote_id);
  spt_gpd_flow_get (task, suffix, NULL, MAX_REPORT_BYTES, got_report);
}

/**
 * spt_gpd_poll:
 * @service: the service
 * @call: the upload's id, the IUPDs that were sent, the note of the last time
 * @task: see SptCallFunc
 *
 * Asks how far an upload is and, once it is through, for its report (GPD facts 14.4, 14.5).
 */
void
spt_gpd_poll (SptService    *service,
              const SptCall *call,
              GTask         *task)
{
  g_autofree char *suffix = NULL;
  SptGpdFlow *flow;
  Poll *poll;

  if (!spt_gpd_flow_start (task, call, SPT_CALL_POLL))
    return;
  if (call->remote_id == NULL || *call->remote_id == '\0')
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                               "there is no upload to ask about");
      return;
    }

  flow = g_task_get_task_data (task);
  poll = g_new0 (Poll, 1);
  spt_gpd_note_load (&poll->note, call->note);
  poll->status.processed = -1;
  poll->status.submitted = -1;
  flow->data = poll;
  flow->destroy = poll_free;
  suffix = g_strdup_printf ("/%s/status", call->remote_id);
  spt_gpd_flow_get (task, suffix, NULL, 0, got_status);
}
