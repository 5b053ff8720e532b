/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request that creates an item, and the test of an account. */

#define G_LOG_DOMAIN "spt-tsdigital-send"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-flow.h"

#include <string.h>

#define TIMEOUT_S         60
#define CONNECT_TIMEOUT_S 10

/**
 * Flow:
 * @call: as the caller gave it; what it points to is borrowed until the task returns
 * @outcome: (owned): collects the exchanges
 * @logins: borrowed from the service, which outlives every call
 * @credentials: borrowed from the call
 * @token: (owned) (nullable): what it is asked with
 * @refused: (owned) (nullable): the token that was not taken: it is renewed once
 * @has_key: there is a key to log in with
 * @is_pasted: the token was pasted
 * @tests: nothing is asked but the token
 *
 * What lasts as long as one call.
 */
typedef struct
{
  SptCall                  call;
  SptOutcome              *outcome;
  SptTsdigitalLogins      *logins;
  SptTsdigitalCredentials  credentials;
  char                    *token;
  char                    *refused;
  gboolean                 has_key;
  gboolean                 is_pasted;
  gboolean                 tests;
} Flow;

static void ask_token (GTask *task);

static void
flow_free (gpointer data)
{
  Flow *flow = data;

  g_clear_pointer (&flow->outcome, spt_outcome_free);
  spt_token_wipe (flow->token);
  spt_token_wipe (flow->refused);
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
  if (flow->token != NULL)
    out[n++] = flow->token;
  if (flow->refused != NULL)
    out[n++] = flow->refused;
  out[n] = NULL;
}

static void
return_outcome (GTask      *task,
                SptOutcome *outcome)
{
  Flow *flow = g_task_get_task_data (task);

  outcome->exchange = g_steal_pointer (&flow->outcome->exchange);
  g_task_return_pointer (task, outcome, (GDestroyNotify) spt_outcome_free);
}

static void
return_code (GTask      *task,
             const char *code,
             const char *message)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, code);

  outcome->message = g_strdup (message);
  return_outcome (task, outcome);
}

/* Nothing of the request reached the service; what was exchanged before it is kept. */
static void
return_cancelled (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);

  if (flow->refused != NULL)
    return_code (task, "stopped-by-user", NULL);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "cancelled before a byte left");
}

/* --- the request ------------------------------------------------------------------------------- */

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Flow *flow = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptHttpAnswer) answer = spt_http_send_finish (SPT_HTTP (source), result, &error);
  const SptCall *call = &flow->call;
  const char *key = call->keys != NULL && call->keys->len == 1 ? g_ptr_array_index (call->keys, 0)
                                                               : NULL;
  const char *secrets[4];

  if (answer == NULL)
    {
      gboolean header = g_error_matches (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_HEADER);

      return_code (task, "settings", header ? "app-name" : "base-url");
      return;
    }
  spt_outcome_add_exchange (flow->outcome, answer->exchange);
  if (answer->result == SPT_HTTP_CANCELLED)
    {
      return_cancelled (task);
      return;
    }
  /* Turned away before anything was done: once more with another token is safe. */
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 401 && flow->refused == NULL &&
      flow->has_key)
    {
      flow->refused = g_steal_pointer (&flow->token);
      ask_token (task);
      return;
    }

  list_secrets (flow, secrets);
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 401 && flow->is_pasted &&
      !flow->has_key)
    {
      SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "tsdigital-bearer-rejected");

      outcome->http_status = answer->status;
      outcome->message = spt_tsdigital_dup_error (answer, secrets, NULL);
      return_outcome (task, outcome);
      return;
    }
  return_outcome (task, spt_tsdigital_read_answer (answer, key, secrets));
}

static char *
dup_url (Flow *flow)
{
  g_autofree char *base = g_strdup (spt_account_get_base_url (flow->call.account));
  gsize length;

  g_strstrip (base);
  for (length = strlen (base); length > 0 && base[length - 1] == '/'; length--)
    base[length - 1] = '\0';

  return g_strconcat (base, *flow->call.path == '/' ? "" : "/", flow->call.path, NULL);
}

static void
do_request (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *url = dup_url (flow);
  char *bearer = g_strconcat ("Bearer ", flow->token, NULL);
  const char *secrets[4];
  SptHttpRequest request = {
    .method = flow->call.method,
    .url = url,
    .secrets = secrets,
    .content_type = flow->call.content_type,
    .body = flow->call.body,
    .changes_something = TRUE,
    .timeout_s = TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
  };

  list_secrets (flow, secrets);
  g_ptr_array_add (headers, g_strdup ("Authorization"));
  g_ptr_array_add (headers, bearer);
  spt_tsdigital_add_headers (headers, flow->credentials.app_name, flow->call.uuid);
  g_ptr_array_add (headers, NULL);
  request.headers = (const char *const *) headers->pdata;
  spt_http_send_async (flow->call.http, &request, g_task_get_cancellable (task), answer_cb,
                       g_object_ref (task));
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
  return_outcome (task, outcome);
}

static void
token_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Flow *flow = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptToken) token =
    spt_token_cache_get_finish (spt_tsdigital_logins_get_cache (flow->logins), result, &error);

  if (token == NULL)
    {
      return_cancelled (task);
      return;
    }
  spt_outcome_add_exchange (flow->outcome, token->exchange);
  if (token->text == NULL)
    {
      return_outcome (task, g_steal_pointer (&token->trouble));
      return;
    }

  flow->is_pasted = FALSE;
  flow->token = g_steal_pointer (&token->text);
  go_on (task);
}

static void
ask_token (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);

  spt_tsdigital_logins_get_async (flow->logins, &flow->call, &flow->credentials, flow->refused,
                                  flow->tests, g_task_get_cancellable (task), token_cb,
                                  g_object_ref (task));
}

/* --- what an account must have ------------------------------------------------------------------- */

static const char *
get_secret (const SptCall *call,
            const char    *name)
{
  const char *text = call->secrets != NULL ? g_hash_table_lookup (call->secrets, name) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

static const char *
get_setting (const SptCall *call,
             const char    *name)
{
  const char *text = spt_account_get_setting (call->account, name);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* A pasted token that still holds; NULL with the code of what is wrong with it, if there is one. */
static char *
take_pasted (const SptCall  *call,
             const char    **code)
{
  const char *pasted = get_secret (call, "bearer-token");
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
  if (spt_tsdigital_read_exp (token, &exp) && exp * 1000 <= spt_clock_get_utc_ms (call->clock))
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
  const char *app_name = get_setting (call, "app-name");
  const char *trouble = NULL;
  Flow *flow = g_new0 (Flow, 1);

  flow->call = *call;
  flow->tests = tests;
  flow->outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, NULL);
  flow->logins = spt_tsdigital_service_get_logins (service);
  flow->credentials.url = get_setting (call, "auth-url");
  flow->credentials.key_id = get_setting (call, "key-id");
  flow->credentials.secret = get_secret (call, "key-secret");
  flow->credentials.app_name = app_name != NULL ? app_name : "Sportello";
  flow->has_key = flow->credentials.url != NULL && flow->credentials.key_id != NULL &&
                  flow->credentials.secret != NULL;
  g_task_set_task_data (task, flow, flow_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* Services facts 2.2: nobody documents where it is, so nothing is guessed. */
  if (base_url == NULL || *base_url == '\0')
    {
      return_code (task, "settings", "base-url");
      return;
    }
  if (get_setting (call, "item-path") == NULL)
    {
      return_code (task, "settings", "item-path");
      return;
    }
  flow->token = take_pasted (call, &trouble);
  flow->is_pasted = flow->token != NULL;
  if (flow->is_pasted)
    go_on (task);
  else if (flow->has_key)
    ask_token (task);
  else if (trouble != NULL)
    return_code (task, trouble, NULL);
  else if (flow->credentials.secret != NULL)
    return_code (task, "settings", flow->credentials.url == NULL ? "auth-url" : "key-id");
  else
    return_code (task, "no-credentials", NULL);
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
