/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The truth about an upload whose answer was lost, looked up in the list of uploads (GPD facts
 * 3, 9). */

#define G_LOG_DOMAIN "spt-gpd-settle"

#include "config.h"

#include "services/gpd/spt-gpd-flow.h"

#include "services/gpd/spt-gpd-answer.h"
#include "services/gpd/spt-gpd-note.h"
#include "services/gpd/spt-gpd-report.h"
#include "services/gpd/spt-gpd-wire.h"

#define MAX_REPORT_BYTES (64 * 1024 * 1024)
#define DAY_MS           G_GINT64_CONSTANT (86400000)
/* The list reaches back so far, and a question spans at most a week (GPD facts 9). */
#define MAX_DEPTH_DAYS   60
#define MAX_RANGE_DAYS   7
#define MAX_PAGES        50
#define MAX_CANDIDATES   40

typedef struct
{
  SptGpdNote    note;
  GPtrArray    *ids;         /* (owned) (element-type utf8): the list, later the candidates */
  char         *query;       /* (owned) */
  guint         n_pages;
  guint         next;        /* candidate to look at */
  SptGpdStatus  status;
  GPtrArray    *in_progress; /* (owned) (element-type utf8): our count, no report yet */
  GPtrArray    *matches;     /* (owned) (element-type utf8): the report names our positions */
  SptOutcome   *adopted;     /* (owned) (nullable): from the first match */
} Settle;

static void
settle_free (gpointer data)
{
  Settle *settle = data;

  spt_gpd_note_clear (&settle->note);
  g_ptr_array_unref (settle->ids);
  g_free (settle->query);
  spt_gpd_status_clear (&settle->status);
  g_ptr_array_unref (settle->in_progress);
  g_ptr_array_unref (settle->matches);
  g_clear_pointer (&settle->adopted, spt_outcome_free);
  g_free (settle);
}

static void look_at_next (GTask *task);

static void
return_with_note (GTask      *task,
                  SptOutcome *outcome)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;

  outcome->note = spt_gpd_note_dup_text (&settle->note);
  spt_gpd_flow_return (task, outcome);
}

static void
return_code (GTask          *task,
             SptOutcomeKind  kind,
             const char     *code,
             const char     *message)
{
  SptOutcome *outcome = spt_outcome_new (kind, code);

  outcome->message = g_strdup (message);
  return_with_note (task, outcome);
}

/* What could not be asked proves nothing. NOT_SENT would say "nothing happened", so it is always
 * unknown. */
static void
return_trouble (GTask      *task,
                SptOutcome *trouble)
{
  trouble->kind = SPT_OUTCOME_UNKNOWN;
  return_with_note (task, trouble);
}

static void
return_several (GTask     *task,
                GPtrArray *ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (ids, i));
  return_code (task, SPT_OUTCOME_UNKNOWN, "several-candidates", text->str);
}

/* It is followed from the beginning. */
static void
forget_progress (SptGpdNote *note)
{
  note->step = 0;
  note->since_404 = 0;
  note->processed = -1;
  note->since_processed = 0;
}

/* All candidates were looked at. */
static void
conclude (GTask *task)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  gint64 grace = flow->is_loopback ? SPT_GPD_SETTLE_GRACE_LOOPBACK_MS : SPT_GPD_SETTLE_GRACE_MS;
  gint64 ended = MAX (flow->call.ended_utc_ms, flow->call.sent_utc_ms);
  gint64 left = ended + grace - spt_clock_get_utc_ms (flow->call.clock);

  if (settle->matches->len == 1)
    {
      SptOutcome *outcome = g_steal_pointer (&settle->adopted);

      outcome->remote_id = g_strdup (g_ptr_array_index (settle->matches, 0));
      spt_gpd_flow_return (task, outcome);
    }
  else if (settle->matches->len > 1)
    {
      return_several (task, settle->matches);
    }
  else if (settle->in_progress->len == 1)
    {
      SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_PENDING, "settled-provisional");

      outcome->remote_id = g_strdup (g_ptr_array_index (settle->in_progress, 0));
      outcome->provisional = TRUE;
      settle->note.provisional = TRUE;
      forget_progress (&settle->note);
      return_with_note (task, outcome);
    }
  else if (settle->in_progress->len > 1)
    {
      return_several (task, settle->in_progress);
    }
  else if (left > 0)
    {
      SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "too-early");

      outcome->retry_after_ms = MIN (left, grace);
      return_with_note (task, outcome);
    }
  else
    {
      return_code (task, SPT_OUTCOME_NOT_SENT, "settled-nothing", NULL);
    }
}

static const char *
get_candidate (Settle *settle)
{
  return g_ptr_array_index (settle->ids, settle->next);
}

static void
got_candidate_report (GTask         *task,
                      SptHttpAnswer *answer)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  g_autoptr (SptGpdReport) report = NULL;
  g_autoptr (GError) error = NULL;
  SptOutcome *trouble;

  /* Not ready after all: as likely ours as one in progress. */
  if (answer->result == SPT_HTTP_ANSWERED && (answer->status == 425 || answer->status == 404))
    {
      g_ptr_array_add (settle->in_progress, g_strdup (get_candidate (settle)));
      settle->next++;
      look_at_next (task);
      return;
    }
  trouble = spt_gpd_answer_to_trouble (answer, 200);
  if (trouble == NULL)
    {
      report = answer->body_complete ? spt_gpd_wire_parse_report (answer->body, &error) : NULL;
      if (report == NULL)
        {
          trouble = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "gpd-unreadable");
          trouble->message = g_strdup (error != NULL ? error->message : NULL);
          trouble->http_status = answer->status;
        }
    }
  if (trouble != NULL)
    {
      return_trouble (task, trouble);
      return;
    }

  if (!spt_gpd_report_is_final (report))
    {
      g_ptr_array_add (settle->in_progress, g_strdup (get_candidate (settle)));
    }
  else
    {
      switch (spt_gpd_report_compare (report, flow->call.operation, flow->call.keys))
        {
        case SPT_GPD_LIKENESS_ALL:
        case SPT_GPD_LIKENESS_PART:
          g_ptr_array_add (settle->matches, g_strdup (get_candidate (settle)));
          if (settle->adopted == NULL)
            {
              settle->adopted = spt_outcome_new (SPT_OUTCOME_ACCEPTED, "settled-found");
              settle->adopted->http_status = answer->status;
              settle->adopted->report = answer->body != NULL ? g_bytes_ref (answer->body) : NULL;
              settle->adopted->progress_done = report->processed;
              settle->adopted->progress_total = report->submitted;
              spt_gpd_report_spread (report, flow->call.operation, flow->call.keys,
                                     settle->adopted);
            }
          break;

        case SPT_GPD_LIKENESS_MIXED:
          /* Ours and strangers in a file of the same length: nobody but a person can tell. */
          return_code (task, SPT_OUTCOME_UNKNOWN, "several-candidates", get_candidate (settle));
          return;

        case SPT_GPD_LIKENESS_NONE:
        default:
          spt_gpd_note_exclude (&settle->note, get_candidate (settle));
          break;
        }
    }
  settle->next++;
  look_at_next (task);
}

static void
got_candidate_status (GTask         *task,
                      SptHttpAnswer *answer)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  SptOutcome *trouble = spt_gpd_answer_to_trouble (answer, 200);
  guint n_ours = flow->call.keys != NULL ? flow->call.keys->len : 0;
  g_autoptr (GError) error = NULL;

  spt_gpd_status_clear (&settle->status);
  if (trouble == NULL && !spt_gpd_wire_parse_status (answer->body, &settle->status, &error))
    {
      trouble = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "gpd-unreadable");
      trouble->message = g_strdup (error->message);
      trouble->http_status = answer->status;
    }
  if (trouble != NULL)
    {
      return_trouble (task, trouble);
      return;
    }

  if (settle->status.submitted != n_ours)
    {
      settle->next++;
      look_at_next (task);
    }
  else if (settle->status.state == SPT_GPD_STATE_COMPLETED ||
           settle->status.processed >= settle->status.submitted)
    {
      g_autofree char *suffix = g_strdup_printf ("/%s/report", get_candidate (settle));

      spt_gpd_flow_get (task, suffix, NULL, MAX_REPORT_BYTES, got_candidate_report);
    }
  else
    {
      g_ptr_array_add (settle->in_progress, g_strdup (get_candidate (settle)));
      settle->next++;
      look_at_next (task);
    }
}

static void
look_at_next (GTask *task)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  g_autofree char *suffix = NULL;

  if (settle->next == settle->ids->len)
    {
      conclude (task);
      return;
    }
  suffix = g_strdup_printf ("/%s/status", get_candidate (settle));
  spt_gpd_flow_get (task, suffix, NULL, 0, got_candidate_status);
}

/* Whether an id of the list may be ours. One that could not stand in a path cannot be asked
 * about. */
static gboolean
is_candidate (SptGpdFlow *flow,
              Settle     *settle,
              const char *id)
{
  g_autofree char *location = g_strdup_printf ("file/%s/status", id);
  g_autofree char *usable = spt_gpd_wire_dup_file_id (location);

  return g_strcmp0 (usable, id) == 0 && !spt_gpd_note_excludes (&settle->note, id) &&
         (flow->call.known_remote_ids == NULL ||
          !g_ptr_array_find_with_equal_func (flow->call.known_remote_ids, id, g_str_equal, NULL));
}

/* The service gave this upload a number once, and no report showed that to be somebody else's. */
static gboolean
has_own_id (SptGpdFlow *flow,
            Settle     *settle)
{
  return flow->call.remote_id != NULL && *flow->call.remote_id != '\0' &&
         !spt_gpd_note_excludes (&settle->note, flow->call.remote_id);
}

/* An upload that was taken once did happen: it is followed again when the list has it, and never
 * counts as not sent. */
static void
look_for_own (GTask *task)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  SptOutcome *outcome;

  if (!g_ptr_array_find_with_equal_func (settle->ids, flow->call.remote_id, g_str_equal, NULL))
    {
      return_code (task, SPT_OUTCOME_UNKNOWN, "upload-not-found", flow->call.remote_id);
      return;
    }

  outcome = spt_outcome_new (SPT_OUTCOME_PENDING, "settled-again");
  outcome->remote_id = g_strdup (flow->call.remote_id);
  outcome->provisional = settle->note.provisional;
  forget_progress (&settle->note);
  return_with_note (task, outcome);
}

static void
got_list (GTask         *task,
          SptHttpAnswer *answer)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  Settle *settle = flow->data;
  const char *continuation = spt_http_answer_get_header (answer, "x-continuation-token");
  g_autoptr (GError) error = NULL;
  SptOutcome *trouble;
  gboolean has_more = FALSE;

  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 410)
    {
      return_code (task, SPT_OUTCOME_UNKNOWN, "settle-too-old", NULL);
      return;
    }
  trouble = spt_gpd_answer_to_trouble (answer, 200);
  if (trouble == NULL && !spt_gpd_wire_parse_files (answer->body, settle->ids, &has_more, &error))
    {
      trouble = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "gpd-unreadable");
      trouble->message = g_strdup (error->message);
      trouble->http_status = answer->status;
    }
  if (trouble != NULL)
    {
      return_trouble (task, trouble);
      return;
    }

  settle->n_pages++;
  if (has_more)
    {
      /* A list that is not whole proves nothing. */
      if (continuation == NULL || settle->n_pages >= MAX_PAGES)
        return_code (task, SPT_OUTCOME_UNKNOWN, "settle-list-incomplete", NULL);
      else
        spt_gpd_flow_get (task, settle->query, continuation, 0, got_list);
      return;
    }

  if (has_own_id (flow, settle))
    {
      look_for_own (task);
      return;
    }
  for (guint i = 0; i < settle->ids->len;)
    {
      if (is_candidate (flow, settle, g_ptr_array_index (settle->ids, i)))
        i++;
      else
        g_ptr_array_remove_index (settle->ids, i);
    }
  if (settle->ids->len > MAX_CANDIDATES)
    {
      return_code (task, SPT_OUTCOME_UNKNOWN, "settle-list-incomplete", NULL);
      return;
    }

  look_at_next (task);
}

/**
 * spt_gpd_settle:
 * @service: the service
 * @call: the attempt in doubt: when it was sent, the IUPDs, the ids that the archive knows already
 * @task: see SptCallFunc
 *
 * Looks for an upload whose answer was lost, with calls that change nothing. Not sent with
 * "settled-nothing" means that nothing happened; every other trouble is unknown.
 */
void
spt_gpd_settle (SptService    *service,
                const SptCall *call,
                GTask         *task)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  SptGpdFlow *flow;
  Settle *settle;
  gint64 now;
  int days;

  if (!spt_gpd_flow_start (task, call, SPT_CALL_SETTLE))
    return;

  flow = g_task_get_task_data (task);
  settle = g_new0 (Settle, 1);
  spt_gpd_note_load (&settle->note, call->note);
  settle->ids = g_ptr_array_new_with_free_func (g_free);
  settle->in_progress = g_ptr_array_new_with_free_func (g_free);
  settle->matches = g_ptr_array_new_with_free_func (g_free);
  flow->data = settle;
  flow->destroy = settle_free;

  now = spt_clock_get_utc_ms (call->clock);
  if (now - call->sent_utc_ms > (MAX_DEPTH_DAYS - 1) * DAY_MS)
    {
      return_code (task, SPT_OUTCOME_UNKNOWN, "settle-too-old", NULL);
      return;
    }

  /* From the day before the attempt to today, but no more than a week: the upload is dated when
   * it was taken. */
  days = (int) CLAMP ((now - call->sent_utc_ms) / DAY_MS + 2, 1, MAX_RANGE_DAYS - 2);
  from = spt_gpd_wire_dup_rome_date (call->sent_utc_ms, -1);
  to = spt_gpd_wire_dup_rome_date (call->sent_utc_ms, days);
  {
    g_autofree char *today = spt_gpd_wire_dup_rome_date (now, 0);

    if (g_strcmp0 (today, to) < 0 && g_strcmp0 (today, from) >= 0)
      {
        g_free (to);
        to = g_steal_pointer (&today);
      }
  }
  settle->query = g_strdup_printf ("s?from=%s&to=%s&size=500", from, to);
  spt_gpd_flow_get (task, settle->query, NULL, 0, got_list);
}
