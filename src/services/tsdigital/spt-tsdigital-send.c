/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request that creates an item, and the test of an account. */

#define G_LOG_DOMAIN "spt-tsdigital-send"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-flow.h"

#include <string.h>

#include "service/spt-flow.h"

#define TIMEOUT_S         60
#define CONNECT_TIMEOUT_S 10

/**
 * Flow:
 * @base: the call
 * @logins: borrowed from the service, which outlives every call
 * @credentials: borrowed from the call
 * @is_pasted: the token was pasted
 * @tests: nothing is asked but the token
 *
 * What lasts as long as one call.
 */
typedef struct
{
  SptFlow                  base;
  SptTsdigitalLogins      *logins;
  SptTsdigitalCredentials  credentials;
  gboolean                 is_pasted;
  gboolean                 tests;
} Flow;

static void
flow_free (gpointer data)
{
  Flow *flow = data;

  spt_flow_clear (&flow->base);
  g_free (flow);
}

/* @out has room for four. */
static void
list_secrets (Flow       *flow,
              const char *out[4])
{
  guint n = 0;

  if (flow->credentials.secret != NULL)
    out[n++] = flow->credentials.secret;
  if (flow->base.token != NULL)
    out[n++] = flow->base.token;
  if (flow->base.refused != NULL)
    out[n++] = flow->base.refused;
  out[n] = NULL;
}

/* --- the request ------------------------------------------------------------------------------- */

static void
answered (GTask         *task,
          SptHttpAnswer *answer)
{
  Flow *flow = g_task_get_task_data (task);
  GPtrArray *keys = flow->base.call.keys;
  const char *key = keys != NULL && keys->len == 1 ? g_ptr_array_index (keys, 0) : NULL;
  const char *secrets[4];

  list_secrets (flow, secrets);
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 401 && flow->is_pasted &&
      !flow->base.can_renew)
    {
      SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "tsdigital-bearer-rejected");

      outcome->http_status = answer->status;
      outcome->message = spt_tsdigital_dup_error (answer, secrets, NULL);
      spt_flow_return (task, outcome);
      return;
    }
  spt_flow_return (task, spt_tsdigital_read_answer (answer, key, secrets));
}

static void
do_request (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *url = spt_flow_dup_url (&flow->base, flow->base.call.path);
  char *bearer = g_strconcat ("Bearer ", flow->base.token, NULL);
  const char *secrets[4];
  SptHttpRequest request = {
    .method = flow->base.call.method,
    .url = url,
    .secrets = secrets,
    .content_type = flow->base.call.content_type,
    .body = flow->base.call.body,
    .changes_something = TRUE,
    .timeout_s = TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
  };

  list_secrets (flow, secrets);
  g_ptr_array_add (headers, g_strdup ("Authorization"));
  g_ptr_array_add (headers, bearer);
  spt_tsdigital_add_headers (headers, flow->credentials.app_name, flow->base.call.uuid);
  g_ptr_array_add (headers, NULL);
  request.headers = (const char *const *) headers->pdata;
  spt_flow_send (task, &request);
  explicit_bzero (bearer, strlen (bearer));
}

/* --- the token --------------------------------------------------------------------------------- */

static void
go_on (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);
  SptOutcome *outcome;

  if (!flow->tests)
    {
      do_request (task);
      return;
    }
  outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED,
                             flow->is_pasted ? "tsdigital-tested-bearer" : "tsdigital-tested");
  spt_flow_return (task, outcome);
}

static void
ask_token (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);

  spt_tsdigital_logins_get_async (flow->logins, &flow->base.call, &flow->credentials,
                                  flow->base.refused, flow->tests, g_task_get_cancellable (task),
                                  spt_flow_token_cb, g_object_ref (task));
}

/* --- what an account must have ------------------------------------------------------------------- */

/* A pasted token that still holds; NULL with the code of what is wrong with it, if there is one. */
static char *
take_pasted (SptFlow     *flow,
             const char **code)
{
  const char *pasted = spt_flow_get_secret (flow, "bearer-token");
  g_autofree char *token = NULL;
  gint64 exp;

  if (pasted == NULL)
    return NULL;
  token = spt_tsdigital_dup_bearer (pasted);
  if (token == NULL)
    {
      *code = "tsdigital-bearer-unusable";
      return NULL;
    }
  if (spt_tsdigital_read_exp (token, &exp) && exp * 1000 <= spt_clock_get_utc_ms (flow->call.clock))
    {
      *code = "tsdigital-bearer-expired";
      explicit_bzero (token, strlen (token));
      return NULL;
    }

  return g_steal_pointer (&token);
}

static void
start (SptService    *service,
       const SptCall *call,
       GTask         *task,
       gboolean       tests)
{
  const char *base_url = spt_account_get_base_url (call->account);
  const char *app_name;
  const char *trouble = NULL;
  Flow *flow = g_new0 (Flow, 1);

  flow->tests = tests;
  flow->logins = spt_tsdigital_service_get_logins (service);
  flow->base.func = answered;
  flow->base.header_setting = "app-name";
  flow->base.tokens = spt_token_cache_ref (spt_tsdigital_logins_get_cache (flow->logins));
  flow->base.ask_token = ask_token;
  flow->base.go_on = go_on;
  if (!spt_flow_start (&flow->base, task, call, tests ? SPT_CALL_TEST : SPT_CALL_SEND, flow_free))
    return;

  app_name = spt_flow_get_setting (&flow->base, "app-name");
  flow->credentials.url = spt_flow_get_setting (&flow->base, "auth-url");
  flow->credentials.key_id = spt_flow_get_setting (&flow->base, "key-id");
  flow->credentials.secret = spt_flow_get_secret (&flow->base, "key-secret");
  flow->credentials.app_name = app_name != NULL ? app_name : "Sportello";
  flow->base.can_renew = flow->credentials.url != NULL && flow->credentials.key_id != NULL &&
                         flow->credentials.secret != NULL;

  /* Services facts 2.2: nobody documents where it is, so nothing is guessed. */
  if (base_url == NULL || *base_url == '\0')
    {
      spt_flow_return_code (task, "settings", "base-url");
      return;
    }
  if (spt_flow_get_setting (&flow->base, "item-path") == NULL)
    {
      spt_flow_return_code (task, "settings", "item-path");
      return;
    }
  flow->base.token = take_pasted (&flow->base, &trouble);
  flow->is_pasted = flow->base.token != NULL;
  if (flow->is_pasted)
    go_on (task);
  else if (flow->base.can_renew)
    ask_token (task);
  else if (trouble != NULL)
    spt_flow_return_code (task, trouble, NULL);
  else if (flow->credentials.secret != NULL)
    spt_flow_return_code (task, "settings", flow->credentials.url == NULL ? "auth-url" : "key-id");
  else
    spt_flow_return_code (task, "no-credentials", NULL);
}

/**
 * spt_tsdigital_send:
 * @service: the service
 * @call: what to send: method, path, content type, body
 * @task: see SptCallFunc
 *
 * Sends the request (services facts 2.6, 2.7) once, and once more only where the token was not taken
 * and there is a key to get another with.
 */
void
spt_tsdigital_send (SptService    *service,
                    const SptCall *call,
                    GTask         *task)
{
  if (call->method == NULL || call->path == NULL || call->body == NULL)
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                               "nothing was prepared to be sent");
      return;
    }

  start (service, call, task, FALSE);
}

/**
 * spt_tsdigital_test:
 * @service: the service
 * @call: account and secrets
 * @task: see SptCallFunc
 *
 * Logs in, and asks nothing else: no call of the registry reads (services facts 2.8). Of a pasted
 * token only its end can be looked at.
 */
void
spt_tsdigital_test (SptService    *service,
                    const SptCall *call,
                    GTask         *task)
{
  start (service, call, task, TRUE);
}
