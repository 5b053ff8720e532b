/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the service. One address for all of them; which it is follows from the method and the
 * one parameter beside the key, so there are never two (services facts 3.2). */

#define G_LOG_DOMAIN "spt-trovapec-calls"

#include "config.h"

#include "services/trovapec/spt-trovapec-calls.h"

#include <string.h>

#include "base/spt-datetime.h"
#include "base/spt-money.h"
#include "service/spt-flow.h"
#include "services/trovapec/spt-trovapec-answer.h"
#include "services/trovapec/spt-trovapec-document.h"
#include "services/trovapec/spt-trovapec-note.h"
#include "services/trovapec/spt-trovapec-plan.h"

#define KEY               "key"
#define TIMEOUT_S         30
#define CONNECT_TIMEOUT_S 10

/**
 * Flow:
 * @base: the call
 * @key: borrowed from the call's secrets
 * @address: (owned): the whole address
 * @secrets: what no text may show
 *
 * The part of a call that lasts until its task returns.
 */
typedef struct
{
  SptFlow     base;
  const char *key;
  char       *address;
  const char *secrets[2];
} Flow;

static void
flow_free (gpointer data)
{
  Flow *flow = data;

  spt_flow_clear (&flow->base);
  g_free (flow->address);
  g_free (flow);
}

/* FALSE when the account or the key is missing, and then the task is returned already. */
static gboolean
start (GTask         *task,
       const SptCall *call,
       SptCallKind    kind)
{
  const char *base_url = spt_account_get_base_url (call->account);
  Flow *flow = g_new0 (Flow, 1);

  if (!spt_flow_start (&flow->base, task, call, kind, flow_free))
    return FALSE;

  flow->key = spt_flow_get_secret (&flow->base, KEY);
  flow->secrets[0] = flow->key;
  if (flow->key == NULL)
    {
      spt_flow_return_code (task, "no-credentials", NULL);
      return FALSE;
    }
  flow->address = g_strstrip (g_strdup (base_url != NULL ? base_url : ""));
  /* What follows a question mark is ours alone. */
  if (*flow->address == '\0' || strpbrk (flow->address, "?# ") != NULL)
    {
      spt_flow_return_code (task, "settings", "base-url");
      return FALSE;
    }

  return TRUE;
}

static void
clear_text (gpointer data)
{
  explicit_bzero (data, strlen (data));
  g_free (data);
}

/* The key goes in front of what was prepared, which is kept without it. */
static void
post (GTask            *task,
      GBytes           *body,
      gboolean          changes_something,
      SptFlowAnswerFunc func)
{
  Flow *flow = g_task_get_task_data (task);
  g_autofree char *escaped = g_uri_escape_string (flow->key, NULL, FALSE);
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  char *text = g_strdup_printf (KEY "=%s&%.*s", escaped, (int) length, data);
  g_autoptr (GBytes) whole = g_bytes_new_with_free_func (text, strlen (text), clear_text, text);
  const SptHttpRequest request = {
    .method = "POST",
    .url = flow->address,
    .secrets = flow->secrets,
    .content_type = SPT_TROVAPEC_FORM_TYPE,
    .body = whole,
    .changes_something = changes_something,
    .timeout_s = TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
  };

  flow->base.func = func;
  spt_flow_send (task, &request);
  explicit_bzero (escaped, strlen (escaped));
}

static void
ask_balance (GTask            *task,
             SptFlowAnswerFunc func)
{
  g_autoptr (GBytes) body = spt_trovapec_build (SPT_TROVAPEC_BALANCE, NULL);

  post (task, body, FALSE, func);
}

/* A balance that was seen is remembered with the account, to be compared with later. */
static SptOutcome *
read_balance (GTask         *task,
              SptHttpAnswer *answer,
              gint64        *cents)
{
  Flow *flow = g_task_get_task_data (task);
  SptOutcome *outcome = spt_trovapec_answer_to_balance (answer, flow->secrets, cents);

  if (outcome->kind == SPT_OUTCOME_ACCEPTED)
    outcome->account_note = spt_trovapec_balances_add (flow->base.call.account_note,
                                                       spt_clock_get_utc_ms (flow->base.call.clock),
                                                       *cents);

  return outcome;
}

/* --- sending -------------------------------------------------------------------------------------- */

static const char *
get_only_key (const SptCall *call)
{
  return call->keys != NULL && call->keys->len == 1 ? g_ptr_array_index (call->keys, 0) : NULL;
}

static void
got_token (GTask         *task,
           SptHttpAnswer *answer)
{
  Flow *flow = g_task_get_task_data (task);
  SptOutcome *outcome = spt_trovapec_answer_to_lookup (answer, flow->secrets);

  if (outcome->kind == SPT_OUTCOME_PENDING)
    {
      const SptTrovapecNote note = { 0, spt_clock_get_utc_ms (flow->base.call.clock), 0 };
      SptEnvironment environment = spt_account_get_environment (flow->base.call.account);
      gint64 delay = spt_trovapec_plan_get_delay (0, environment);

      outcome->note = spt_trovapec_note_dup_text (&note);
      outcome->retry_after_ms = spt_trovapec_plan_add_jitter (delay);
    }
  spt_flow_return (task, outcome);
}

static void
cancelled (GTask         *task,
           SptHttpAnswer *answer)
{
  Flow *flow = g_task_get_task_data (task);

  spt_flow_return (task, spt_trovapec_answer_to_cancel (answer, get_only_key (&flow->base.call),
                                                        flow->secrets));
}

static void
got_balance (GTask         *task,
             SptHttpAnswer *answer)
{
  gint64 cents;
  SptOutcome *outcome = read_balance (task, answer, &cents);

  if (outcome->kind == SPT_OUTCOME_ACCEPTED)
    {
      outcome->code = g_strdup ("trovapec-balance");
      outcome->note = g_strdup_printf ("{\"cents\":%" G_GINT64_FORMAT "}", cents);
    }
  spt_flow_return (task, outcome);
}

/**
 * spt_trovapec_send:
 * @service: the service
 * @call: what was prepared: the form without the key
 * @task: see SptCallFunc
 *
 * Sends a request, a cancellation, or asks for the balance: never twice, whatever happens. A request
 * that was taken is pending, its token the remote id.
 */
void
spt_trovapec_send (SptService    *service,
                   const SptCall *call,
                   GTask         *task)
{
  if (!start (task, call, SPT_CALL_SEND))
    return;
  if (g_strcmp0 (call->operation, SPT_TROVAPEC_BALANCE) == 0)
    {
      ask_balance (task, got_balance);
      return;
    }
  if (call->body == NULL)
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                               "nothing was prepared to be sent");
      return;
    }

  post (task, call->body, TRUE,
        g_strcmp0 (call->operation, SPT_TROVAPEC_CANCEL) == 0 ? cancelled : got_token);
}

/* --- polling -------------------------------------------------------------------------------------- */

/* When it goes on: a look that was answered WAIT is a step of the plan, one that brought no answer is
 * none (services facts 3.5). */
static void
plan_next (Flow       *flow,
           SptOutcome *outcome)
{
  SptEnvironment environment = spt_account_get_environment (flow->base.call.account);
  gint64 now = spt_clock_get_utc_ms (flow->base.call.clock);
  gboolean is_wait = outcome->code == NULL || strcmp (outcome->code, "trovapec-other-token") == 0;
  SptTrovapecNote note;
  gint64 delay;

  spt_trovapec_note_load (&note, flow->base.call.note);
  if (note.since == 0)
    note.since = flow->base.call.sent_utc_ms;
  /* A wall clock set back starts the count anew. */
  if (note.since == 0 || note.since > now)
    note.since = now;
  note.last = now;
  if (is_wait)
    note.step++;
  outcome->note = spt_trovapec_note_dup_text (&note);

  delay = is_wait ? spt_trovapec_plan_get_delay (note.step, environment)
                  : MAX (spt_trovapec_plan_get_retry (note.step, environment), outcome->retry_after_ms);
  if (is_wait && (delay < 0 || now - note.since >= spt_trovapec_plan_get_end (environment)))
    {
      g_free (outcome->code);
      outcome->code = g_strdup ("trovapec-late");
      outcome->attention = TRUE;
      outcome->retry_after_ms = SPT_OUTCOME_NOT_BY_ITSELF;
      return;
    }
  outcome->retry_after_ms = spt_trovapec_plan_add_jitter (delay);
}

static void
got_result (GTask         *task,
            SptHttpAnswer *answer)
{
  Flow *flow = g_task_get_task_data (task);
  SptOutcome *outcome = spt_trovapec_answer_to_result (answer, get_only_key (&flow->base.call),
                                                       flow->base.call.remote_id, flow->secrets);

  outcome->remote_id = g_strdup (flow->base.call.remote_id);
  if (outcome->kind == SPT_OUTCOME_PENDING)
    plan_next (flow, outcome);
  spt_flow_return (task, outcome);
}

/* Not too often, whoever asks; TRUE when the task is returned. */
static gboolean
is_too_soon (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);
  gint64 now = spt_clock_get_utc_ms (flow->base.call.clock);
  SptTrovapecNote note;
  SptOutcome *outcome;

  spt_trovapec_note_load (&note, flow->base.call.note);
  if (spt_account_get_environment (flow->base.call.account) == SPT_ENVIRONMENT_PRACTICE ||
      note.last == 0 ||
      now < note.last || now - note.last >= SPT_TROVAPEC_LEAST_GAP_MS)
    return FALSE;

  outcome = spt_outcome_new (SPT_OUTCOME_PENDING, NULL);
  outcome->remote_id = g_strdup (flow->base.call.remote_id);
  outcome->retry_after_ms = note.last + SPT_TROVAPEC_LEAST_GAP_MS - now;
  spt_flow_return (task, outcome);

  return TRUE;
}

/**
 * spt_trovapec_poll:
 * @service: the service
 * @call: the request's token, the note of the last time
 * @task: see SptCallFunc
 *
 * Asks for the result of a request. Both key and token stand in the address: it is never written
 * down as it is.
 */
void
spt_trovapec_poll (SptService    *service,
                   const SptCall *call,
                   GTask         *task)
{
  g_autofree char *key = NULL;
  g_autofree char *token = NULL;
  g_autofree char *url = NULL;
  Flow *flow;
  SptHttpRequest request = {
    .method = "GET",
    .timeout_s = TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
  };

  if (!start (task, call, SPT_CALL_POLL))
    return;
  if (call->remote_id == NULL || *call->remote_id == '\0')
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                               "there is no token to ask with");
      return;
    }
  if (is_too_soon (task))
    return;

  flow = g_task_get_task_data (task);
  key = g_uri_escape_string (flow->key, NULL, FALSE);
  token = g_uri_escape_string (call->remote_id, NULL, FALSE);
  url = g_strconcat (flow->address, "?" KEY "=", key, "&token=", token, NULL);
  request.url = url;
  request.secrets = flow->secrets;
  flow->base.func = got_result;
  spt_flow_send (task, &request);
  explicit_bzero (key, strlen (key));
  explicit_bzero (url, strlen (url));
}

/* --- what is in doubt ------------------------------------------------------------------------------ */

/* What else left since then was paid for as well: only with the price can one tell what is left over. */
static const char *
compare (const SptCall            *call,
         const SptTrovapecBalance *before,
         gint64                    after)
{
  const char *text = spt_account_get_setting (call->account, "price");
  gint64 spent = before->cents - after;
  gint64 price = 0;
  guint n_sure = 0, n_unsure = 0;

  for (guint i = 0; call->others != NULL && i < call->others->len; i++)
    {
      const SptOtherSend *other = &g_array_index (call->others, SptOtherSend, i);

      if (other->utc < before->utc)
        continue;
      if (other->is_sure)
        n_sure++;
      else
        n_unsure++;
    }

  if (spent < 0)
    return "trovapec-settle-balance";
  if (spent == 0)
    return n_sure == 0 ? "trovapec-settle-same" : "trovapec-settle-others";
  if (n_sure == 0 && n_unsure == 0)
    return "trovapec-settle-less";
  if (text == NULL || !spt_money_parse_euro (text, &price, NULL) || price <= 0)
    return "trovapec-settle-others";
  if (spent == price * (gint64) n_sure)
    return "trovapec-settle-same-others";

  /* Of several in doubt nobody can tell which arrived, but that all did. */
  return spent == price * (gint64) (n_sure + n_unsure + 1) ? "trovapec-settle-less-others" : "trovapec-settle-others";
}

/* "12,50 (20/11/2026 10:30: 13,00)" */
static char *
dup_balances (gint64                    cents,
              const SptTrovapecBalance *before)
{
  g_autofree char *now = spt_money_format (cents);
  g_autofree char *then = NULL;
  g_autofree char *when = NULL;
  SptDatetime date;

  if (before == NULL)
    return g_steal_pointer (&now);
  then = spt_money_format (before->cents);
  spt_datetime_from_utc_ms_in_italy (&date, before->utc, NULL);
  when = spt_datetime_to_italian (&date, TRUE);

  return g_strdup_printf ("%s (%s: %s)", now, when, then);
}

static void
settled (GTask         *task,
         SptHttpAnswer *answer)
{
  Flow *flow = g_task_get_task_data (task);
  gint64 cents;
  SptOutcome *outcome = read_balance (task, answer, &cents);
  SptTrovapecBalance before;
  gboolean has_before;

  /* Nothing that is learnt here says what became of the request: that is for a person. */
  if (outcome->kind == SPT_OUTCOME_ACCEPTED)
    {
      has_before = spt_trovapec_balances_find (flow->base.call.account_note,
                                               flow->base.call.sent_utc_ms, &before);
      outcome->code = g_strdup (has_before ? compare (&flow->base.call, &before, cents) : "trovapec-settle-balance");
      g_free (outcome->message);
      outcome->message = dup_balances (cents, has_before ? &before : NULL);
    }
  outcome->kind = SPT_OUTCOME_UNKNOWN;
  outcome->retry_after_ms = -1;
  spt_flow_return (task, outcome);
}

/**
 * spt_trovapec_settle:
 * @service: the service
 * @call: the attempt in doubt
 * @task: see SptCallFunc
 *
 * Looks what the balance says of a request whose answer was lost: a hint and no more, for others may
 * use the same key (services facts 3.6). The outcome is unknown in any case. A cancellation leaves no
 * trace anywhere, but may be repeated.
 */
void
spt_trovapec_settle (SptService    *service,
                     const SptCall *call,
                     GTask         *task)
{
  if (!start (task, call, SPT_CALL_SETTLE))
    return;
  if (g_strcmp0 (call->operation, SPT_TROVAPEC_CANCEL) == 0)
    {
      spt_flow_return (task, spt_outcome_new (SPT_OUTCOME_UNKNOWN, "trovapec-settle-cancel"));
      return;
    }

  ask_balance (task, settled);
}

/* --- trying an account ------------------------------------------------------------------------------ */

static void
tested (GTask         *task,
        SptHttpAnswer *answer)
{
  gint64 cents;
  SptOutcome *outcome = read_balance (task, answer, &cents);

  if (outcome->kind == SPT_OUTCOME_ACCEPTED)
    outcome->code = g_strdup ("trovapec-tested");
  spt_flow_return (task, outcome);
}

void
spt_trovapec_test (SptService    *service,
                   const SptCall *call,
                   GTask         *task)
{
  if (start (task, call, SPT_CALL_TEST))
    ask_balance (task, tested);
}
