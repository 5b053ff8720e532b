/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all calls of the voucher service share: what an account must have, the token before the
 * request, the one renewal of a token that the gateway does not take. */

#define G_LOG_DOMAIN "spt-voucher-flow"

#include "config.h"

#include "services/voucher/spt-voucher-flow.h"

#include <string.h>

#include "services/voucher/spt-voucher-answer.h"
#include "services/voucher/spt-voucher-list.h"
#include "services/voucher/spt-voucher-record.h"

#define KEY_HEADER        "Ocp-Apim-Subscription-Key"
#define LIST_OPERATION    "voucher.isee"
/* The gateway waits up to 300 s for what is behind it, and more than 240 s may be cut by the network:
 * giving up sooner makes outcomes unknown that were not (services facts 1.5). */
#define POST_TIMEOUT_S    250
/* The document says that the server has none. */
#define LIST_TIMEOUT_S    300
#define CONNECT_TIMEOUT_S 10
/* A look-up that did not get through tries again by itself. */
#define LOOK_AGAIN_MS     300000

static void ask_token (GTask *task);

static void
free_secret (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
flow_free (gpointer data)
{
  SptVoucherFlow *self = data;

  if (self->data != NULL && self->destroy != NULL)
    self->destroy (self->data);
  g_clear_pointer (&self->outcome, spt_outcome_free);
  g_clear_pointer (&self->tokens, spt_token_cache_unref);
  g_free (self->url);
  free_secret (self->token);
  free_secret (self->refused);
  g_free (self);
}

void
spt_voucher_flow_list_secrets (SptVoucherFlow *flow,
                               const char     *out[4])
{
  guint n = 0;

  /* An empty one would end the list. */
  if (flow->key != NULL && *flow->key != '\0')
    out[n++] = flow->key;
  if (flow->credentials.secret != NULL && *flow->credentials.secret != '\0')
    out[n++] = flow->credentials.secret;
  if (flow->token != NULL)
    out[n++] = flow->token;
  out[n] = NULL;
}

void
spt_voucher_flow_return (GTask      *task,
                         SptOutcome *outcome)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);

  /* From a look-up "not sent" would say that nothing had happened, which only its own finding may. */
  if (flow->kind == SPT_CALL_SETTLE && outcome->kind == SPT_OUTCOME_NOT_SENT &&
      g_strcmp0 (outcome->code, "settled-nothing") != 0)
    {
      outcome->kind = SPT_OUTCOME_UNKNOWN;
      if (outcome->transient && outcome->retry_after_ms < 0)
        outcome->retry_after_ms = LOOK_AGAIN_MS;
    }
  if (flow->trouble_func != NULL)
    flow->trouble_func (flow, outcome);
  if (flow->kind == SPT_CALL_SETTLE && outcome->note == NULL)
    outcome->note = g_strdup (flow->call.note);
  if (flow->outcome->exchange != NULL)
    {
      g_free (outcome->exchange);
      outcome->exchange = g_steal_pointer (&flow->outcome->exchange);
    }
  g_task_return_pointer (task, outcome, (GDestroyNotify) spt_outcome_free);
}

static void
return_code (GTask      *task,
             const char *code,
             const char *message)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, code);

  outcome->message = g_strdup (message);
  spt_voucher_flow_return (task, outcome);
}

/* Nothing of the request reached the service; what was exchanged before it is kept. */
static void
return_cancelled (GTask *task)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);

  if (flow->refused != NULL)
    return_code (task, "stopped-by-user", NULL);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "cancelled before a byte left");
}

static const char *
get_secret (const SptCall *call,
            const char    *name)
{
  const char *text = call->secrets != NULL ? g_hash_table_lookup (call->secrets, name) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

static const char *
get_setting (const SptCall  *call,
             const char     *name,
             const char    **missing)
{
  const char *text = spt_account_get_setting (call->account, name);

  if (text != NULL && *text != '\0')
    return text;
  if (*missing == NULL)
    *missing = name;

  return NULL;
}

gboolean
spt_voucher_flow_start (SptService    *service,
                        GTask         *task,
                        const SptCall *call,
                        SptCallKind    kind)
{
  const char *base_url = spt_account_get_base_url (call->account);
  const char *missing = NULL;
  SptVoucherFlow *flow = g_new0 (SptVoucherFlow, 1);

  flow->call = *call;
  flow->kind = kind;
  flow->outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, NULL);
  flow->tokens = spt_token_cache_ref (spt_voucher_service_get_tokens (service));
  flow->key = get_secret (call, "subscription-key");
  flow->credentials.secret = get_secret (call, "client-secret");
  g_task_set_task_data (task, flow, flow_free);
  if (g_task_return_error_if_cancelled (task))
    return FALSE;

  if (base_url == NULL || *base_url == '\0')
    missing = "base-url";
  flow->credentials.url = get_setting (call, "token-url", &missing);
  flow->credentials.client_id = get_setting (call, "client-id", &missing);
  flow->credentials.scope = get_setting (call, "scope", &missing);
  if (flow->key == NULL || flow->credentials.secret == NULL)
    {
      return_code (task, "no-credentials", NULL);
      return FALSE;
    }
  if (missing != NULL)
    {
      return_code (task, "settings", missing);
      return FALSE;
    }
  flow->is_loopback = spt_http_url_is_loopback (base_url);

  return TRUE;
}

/* The address as it was set, the path as it was prepared; the document's own line break put a blank
 * between them (services facts 4.11, 14). */
static char *
dup_url (SptVoucherFlow *flow,
         const char     *path)
{
  g_autofree char *base = g_strdup (spt_account_get_base_url (flow->call.account));
  g_auto (GStrv) parts = g_strsplit (path != NULL ? path : "", " ", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  gsize length;

  g_strstrip (base);
  for (length = strlen (base); length > 0 && base[length - 1] == '/'; length--)
    base[length - 1] = '\0';

  return g_strconcat (base, *joined == '/' ? "" : "/", joined, NULL);
}

/* --- the request ------------------------------------------------------------------------------------ */

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptVoucherFlow *flow = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptHttpAnswer) answer = spt_http_send_finish (SPT_HTTP (source), result, &error);

  if (answer == NULL)
    {
      return_code (task, "settings", g_error_matches (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_HEADER)
                   ? "subscription-key" : "base-url");
      return;
    }
  spt_outcome_add_exchange (flow->outcome, answer->exchange);
  if (answer->result == SPT_HTTP_CANCELLED)
    {
      return_cancelled (task);
      return;
    }
  /* Refused at the gate: nothing was done, so once more with another token is safe. The gateway looks
   * at the key first, so what it complains of is no reason not to try (services facts 4.4, 4.7). */
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 401 && flow->refused == NULL)
    {
      flow->refused = g_steal_pointer (&flow->token);
      ask_token (task);
      return;
    }

  flow->func (task, answer);
}

static void
do_request (GTask *task)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  g_autofree char *bearer = g_strconcat ("Bearer ", flow->token, NULL);
  const char *const headers[] = {
    "Authorization", bearer,
    KEY_HEADER, flow->key,
    "x-source", "external",
    "Accept", "application/json",
    NULL
  };
  const char *secrets[4];
  SptHttpRequest request = {
    .method = "GET",
    .url = flow->url,
    .headers = headers,
    .secrets = secrets,
    .timeout_s = LIST_TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
    .max_answer = SPT_VOUCHER_LIST_MAX_BYTES,
  };

  spt_voucher_flow_list_secrets (flow, secrets);
  if (flow->posts)
    {
      request.method = flow->call.method;
      request.content_type = flow->call.content_type;
      request.body = flow->call.body;
      request.changes_something = TRUE;
      request.timeout_s = POST_TIMEOUT_S;
      request.max_answer = 0;
    }
  spt_http_send_async (flow->call.http, &request, g_task_get_cancellable (task), answer_cb,
                       g_object_ref (task));
  explicit_bzero (bearer, strlen (bearer));
}

static void
token_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptVoucherFlow *flow = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptToken) token =
    spt_token_cache_get_finish (flow->tokens, result, &error);

  if (token == NULL)
    {
      return_cancelled (task);
      return;
    }
  spt_outcome_add_exchange (flow->outcome, token->exchange);
  if (token->text == NULL)
    {
      spt_voucher_flow_return (task, g_steal_pointer (&token->trouble));
      return;
    }

  flow->token = g_steal_pointer (&token->text);
  do_request (task);
}

static void
ask_token (GTask *task)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);

  spt_voucher_token_get_async (flow->tokens, flow->call.http, flow->call.clock, &flow->credentials,
                               flow->refused, g_task_get_cancellable (task), token_cb,
                               g_object_ref (task));
}

/**
 * spt_voucher_flow_post:
 * @task: a task of spt_voucher_flow_start()
 * @func: gets the answer
 *
 * Sends the call's body to the call's path. Once, and once more only where the gateway did not take
 * the token (services facts 4.4).
 */
void
spt_voucher_flow_post (GTask                *task,
                       SptVoucherAnswerFunc  func)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);

  flow->url = dup_url (flow, flow->call.path);
  flow->posts = TRUE;
  flow->func = func;
  ask_token (task);
}

/* --- the list ---------------------------------------------------------------------------------------- */

typedef struct
{
  GBytes *body;         /* (owned) */
  char   *operator_vat; /* (owned) (nullable) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_bytes_unref (reading->body);
  g_free (reading->operator_vat);
  g_free (reading);
}

/* 20,000 rows take longer than a frame lasts. */
static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  GPtrArray *list = spt_voucher_list_read (reading->body, reading->operator_vat, cancellable,
                                           &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptVoucherFlow *flow = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), &error);
  SptOutcome *outcome;

  if (list == NULL)
    {
      outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, "voucher-list-unreadable");
      /* Where in the list, never what stands there. */
      outcome->message = g_strdup (error->message);
      outcome->http_status = 200;
      spt_voucher_flow_return (task, outcome);
      return;
    }

  flow->list_func (task, list);
}

static void
got_list (GTask         *task,
          SptHttpAnswer *answer)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  const char *secrets[4];
  SptOutcome *trouble;
  g_autoptr (GTask) reader = NULL;
  Reading *reading;

  spt_voucher_flow_list_secrets (flow, secrets);
  trouble = spt_voucher_answer_to_trouble (answer, secrets);
  if (trouble != NULL)
    {
      spt_voucher_flow_return (task, trouble);
      return;
    }
  flow->outcome->http_status = answer->status;
  if (answer->status == 204)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      flow->list_func (task, none);
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->body = answer->body != NULL ? g_bytes_ref (answer->body) : g_bytes_new_static ("", 0);
  /* A look-up must not overlook anything. */
  if (flow->kind != SPT_CALL_SETTLE)
    reading->operator_vat = g_strdup (spt_account_get_setting (flow->call.account,
                                                               "partita-iva-operatore"));
  reader = g_task_new (NULL, g_task_get_cancellable (task), read_cb, g_object_ref (task));
  g_task_set_source_tag (reader, got_list);
  g_task_set_task_data (reader, reading, reading_free);
  g_task_run_in_thread (reader, read_in_thread);
}

/**
 * spt_voucher_flow_get_list:
 * @task: a task of spt_voucher_flow_start()
 * @path: (nullable): where it is; %NULL = where the account says
 * @func: gets the elements
 *
 * Asks for the list of the operator's vouchers (services facts 4.10). What keeps it from coming
 * returns the task.
 */
void
spt_voucher_flow_get_list (GTask              *task,
                           const char         *path,
                           SptVoucherListFunc  func)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);

  flow->url = dup_url (flow, path != NULL && *path != '\0'
                       ? path : spt_voucher_get_path (flow->call.account, LIST_OPERATION));
  flow->func = got_list;
  flow->list_func = func;
  ask_token (task);
}
