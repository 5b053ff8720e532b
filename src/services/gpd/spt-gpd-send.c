/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The upload, the test of an account, and what all calls share. */

#define G_LOG_DOMAIN "spt-gpd-send"

#include "config.h"

#include "services/gpd/spt-gpd-flow.h"

#include <string.h>

#include "services/gpd/spt-gpd-answer.h"
#include "services/gpd/spt-gpd-wire.h"

#define KEY_HEADER       "Ocp-Apim-Subscription-Key"
/* The service's own ingress gives up after 130 s (GPD facts 3). */
#define SEND_TIMEOUT_S   150
#define GET_TIMEOUT_S    60
/* Between two calls of one look-up (GPD facts 2: one at a time, 1 to 2 s apart). */
#define PACE_MS          1100
#define DEFAULT_RETRY_MS 2000

static void
flow_free (SptGpdFlow *self)
{
  if (self->data != NULL && self->destroy != NULL)
    self->destroy (self->data);
  g_clear_pointer (&self->outcome, spt_outcome_free);
  g_free (self->base);
  g_free (self->path);
  g_free (self->url);
  g_free (self->continuation);
  g_free (self);
}

/* The call cannot be made at all. An upload was not sent; of the others nothing was learnt, and
 * only an upload may say "not sent" without having looked: from a settle that would mean that
 * nothing happened. */
static SptOutcome *
make_failure (GTask      *task,
              const char *code,
              const char *message)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  SptOutcome *outcome;

  if (flow->kind == SPT_CALL_POLL)
    {
      outcome = spt_outcome_new (SPT_OUTCOME_PENDING, code);
      outcome->remote_id = g_strdup (flow->call.remote_id);
      outcome->note = g_strdup (flow->call.note);
    }
  else if (flow->kind == SPT_CALL_SETTLE)
    {
      outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, code);
      outcome->note = g_strdup (flow->call.note);
    }
  else
    {
      outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, code);
    }
  outcome->message = g_strdup (message);

  return outcome;
}

static void
return_failure (GTask      *task,
                const char *code,
                const char *message)
{
  g_task_return_pointer (task, make_failure (task, code, message),
                         (GDestroyNotify) spt_outcome_free);
}

/* A submission keeps the path it was prepared with, whatever became of the settings since; a
 * test has none. */
static char *
dup_upload_path (const SptCall  *call,
                 const char    **missing)
{
  const char *broker = spt_account_get_setting (call->account, "broker-code");
  const char *organization = spt_account_get_setting (call->account, "organization-fiscal-code");

  if (call->path != NULL && *call->path != '\0')
    return g_strdup (call->path);

  *missing = NULL;
  if (broker == NULL || *broker == '\0')
    *missing = "broker-code";
  else if (organization == NULL || *organization == '\0')
    *missing = "organization-fiscal-code";
  if (*missing != NULL)
    return NULL;

  return spt_gpd_wire_dup_path (spt_account_get_base_url (call->account),
                                spt_account_get_setting (call->account, "api-version"), broker,
                                organization);
}

/**
 * spt_gpd_flow_start:
 * @task: of a call
 * @call: what the service may use
 * @kind: what is asked
 *
 * Makes a flow the task's data.
 *
 * Returns: %FALSE when the account or the secrets lack something; the task is returned already then
 */
gboolean
spt_gpd_flow_start (GTask         *task,
                    const SptCall *call,
                    SptCallKind    kind)
{
  const char *base_url = spt_account_get_base_url (call->account);
  const char *missing = NULL;
  SptGpdFlow *flow;

  flow = g_new0 (SptGpdFlow, 1);
  flow->call = *call;
  flow->kind = kind;
  g_task_set_task_data (task, flow, (GDestroyNotify) flow_free);

  flow->key = call->secrets != NULL ? g_hash_table_lookup (call->secrets,
                                                           "subscription-key") : NULL;
  if (flow->key == NULL || *flow->key == '\0')
    {
      return_failure (task, "no-credentials", NULL);
      return FALSE;
    }
  flow->path = dup_upload_path (call, &missing);
  if (base_url == NULL || *base_url == '\0')
    missing = "base-url";
  if (missing != NULL)
    {
      return_failure (task, "settings", missing);
      return FALSE;
    }
  flow->base = spt_gpd_wire_dup_base (base_url,
                                      spt_account_get_setting (call->account, "api-version"),
                                      spt_account_get_setting (call->account,
                                                               "flavour"), flow->path);
  flow->is_loopback = spt_http_url_is_loopback (flow->base);
  flow->outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, NULL);

  return TRUE;
}

/**
 * spt_gpd_flow_return:
 * @task: of a call
 * @outcome: (transfer full): what came of it, into which goes what was exchanged
 *
 * Ends a flow.
 */
void
spt_gpd_flow_return (GTask      *task,
                     SptOutcome *outcome)
{
  SptGpdFlow *flow = g_task_get_task_data (task);

  if (flow->outcome->exchange != NULL)
    {
      g_free (outcome->exchange);
      outcome->exchange = g_steal_pointer (&flow->outcome->exchange);
    }
  g_task_return_pointer (task, outcome, (GDestroyNotify) spt_outcome_free);
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptGpdFlow *flow = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptHttpAnswer) answer = spt_http_send_finish (SPT_HTTP (source), result, &error);

  if (answer == NULL)
    {
      spt_gpd_flow_return (task, make_failure (task, "settings", error->message));
      return;
    }
  spt_outcome_add_exchange (flow->outcome, answer->exchange);
  if (answer->result == SPT_HTTP_CANCELLED)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                               "cancelled before a byte left");
      return;
    }

  flow->func (task, answer);
}

static void
do_request (GTask *task)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  const char *const headers[] = {
    KEY_HEADER, flow->key,
    "Accept", "application/json",
    flow->continuation != NULL ? "x-continuation-token" : NULL, flow->continuation,
    NULL
  };
  const char *const secrets[] = { flow->key, NULL };
  const SptHttpRequest request = {
    .method = "GET",
    .url = flow->url,
    .headers = headers,
    .secrets = secrets,
    .timeout_s = GET_TIMEOUT_S,
    .max_answer = flow->max_answer,
  };

  flow->n_requests++;
  spt_http_send_async (flow->call.http, &request, g_task_get_cancellable (task), answer_cb,
                       g_object_ref (task));
}

static void
pace_cb (gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  do_request (task);
}

/**
 * spt_gpd_flow_get:
 * @task: a task of spt_gpd_flow_start()
 * @suffix: what follows the upload's path ("/ID/status", "s?from=...")
 * @continuation: (nullable): the token of the page before
 * @max_answer: most bytes of the answer, 0 = 1 MiB
 * @func: gets the answer
 *
 * Asks for something. From the second question of a call on it waits a little first, except on
 * loopback.
 */
void
spt_gpd_flow_get (GTask            *task,
                  const char       *suffix,
                  const char       *continuation,
                  gsize             max_answer,
                  SptGpdAnswerFunc  func)
{
  SptGpdFlow *flow = g_task_get_task_data (task);

  g_free (flow->url);
  flow->url = g_strconcat (flow->base, flow->path, suffix, NULL);
  g_free (flow->continuation);
  flow->continuation = g_strdup (continuation);
  flow->max_answer = max_answer;
  flow->func = func;

  if (flow->n_requests > 0 && !flow->is_loopback)
    spt_clock_add_timer (flow->call.clock, PACE_MS, pace_cb, g_object_ref (task));
  else
    do_request (task);
}

/**
 * spt_gpd_flow_send:
 * @task: of a call
 * @func: gets the answer
 *
 * Sends the upload of the call: one request, and no other after it by itself.
 */
void
spt_gpd_flow_send (GTask            *task,
                   SptGpdAnswerFunc  func)
{
  SptGpdFlow *flow = g_task_get_task_data (task);
  const char *const headers[] = { KEY_HEADER, flow->key, "Accept", "application/json", NULL };
  const char *const secrets[] = { flow->key, NULL };
  SptHttpRequest request = {
    .method = flow->call.method,
    .headers = headers,
    .secrets = secrets,
    .content_type = flow->call.content_type,
    .body = flow->call.body,
    .changes_something = TRUE,
    .timeout_s = SEND_TIMEOUT_S,
  };

  flow->url = g_strconcat (flow->base, flow->path, NULL);
  request.url = flow->url;
  flow->func = func;
  spt_http_send_async (flow->call.http, &request, g_task_get_cancellable (task), answer_cb,
                       g_object_ref (task));
}

static void
sent (GTask         *task,
      SptHttpAnswer *answer)
{
  g_autofree char *file_id = NULL;
  SptOutcome *outcome;

  if (answer->status != 202)
    {
      spt_gpd_flow_return (task, spt_gpd_answer_to_upload (answer));
      return;
    }

  /* The head of a 202 says all there is: its body is empty, whether or not it came to its end. */
  file_id = spt_gpd_wire_dup_file_id (spt_http_answer_get_header (answer, "location"));
  if (file_id != NULL)
    {
      outcome = spt_outcome_new (SPT_OUTCOME_PENDING, NULL);
      outcome->remote_id = g_steal_pointer (&file_id);
      outcome->retry_after_ms = answer->retry_after_ms >= 0 ? answer->retry_after_ms
                                                            : DEFAULT_RETRY_MS;
    }
  else
    {
      outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "location-missing");
    }
  outcome->http_status = answer->status;
  spt_gpd_flow_return (task, outcome);
}

/**
 * spt_gpd_send:
 * @service: the service
 * @call: what to upload: method, path, content type, body
 * @task: see SptCallFunc
 *
 * Uploads one file (GPD facts 3). Never twice, whatever happens.
 */
void
spt_gpd_send (SptService    *service,
              const SptCall *call,
              GTask         *task)
{
  if (!spt_gpd_flow_start (task, call, SPT_CALL_SEND))
    return;
  if (call->method == NULL || call->path == NULL || call->body == NULL)
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                               "nothing was prepared to be sent");
      return;
    }

  spt_gpd_flow_send (task, sent);
}

static void
tested (GTask         *task,
        SptHttpAnswer *answer)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  SptOutcome *outcome = spt_gpd_answer_to_trouble (answer, 200);
  g_autoptr (GError) error = NULL;
  gboolean has_more;

  if (outcome == NULL)
    {
      if (spt_gpd_wire_parse_files (answer->body, ids, &has_more, &error))
        {
          outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);
        }
      else
        {
          outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "gpd-unreadable");
          outcome->message = g_strdup (error->message);
        }
      outcome->http_status = answer->status;
    }
  spt_gpd_flow_return (task, outcome);
}

/**
 * spt_gpd_test:
 * @service: the service
 * @call: account and secrets
 * @task: see SptCallFunc
 *
 * Asks for the list of uploads: it needs the key, the broker and the body to be right, and changes
 * nothing.
 */
void
spt_gpd_test (SptService    *service,
              const SptCall *call,
              GTask         *task)
{
  SptCall copy = *call;

  copy.path = NULL;
  if (spt_gpd_flow_start (task, &copy, SPT_CALL_TEST))
    spt_gpd_flow_get (task, "s?size=100", NULL, 0, tested);
}
