/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all calls of the voucher service share: what an account must have, the headers, the list. */

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

static void
flow_free (gpointer data)
{
  SptVoucherFlow *self = data;

  if (self->data != NULL && self->destroy != NULL)
    self->destroy (self->data);
  spt_flow_clear (&self->base);
  g_free (self->url);
  g_free (self);
}

void
spt_voucher_flow_list_secrets (SptVoucherFlow *flow,
                               const char     *out[4])
{
  guint n = 0;

  if (flow->key != NULL)
    out[n++] = flow->key;
  if (flow->credentials.secret != NULL)
    out[n++] = flow->credentials.secret;
  if (flow->base.token != NULL)
    out[n++] = flow->base.token;
  out[n] = NULL;
}

static void
dress (SptFlow    *base,
       SptOutcome *outcome)
{
  SptVoucherFlow *flow = (SptVoucherFlow *) base;
  gboolean settles = base->kind == SPT_CALL_SETTLE;

  /* From a look-up "not sent" would say that nothing had happened, which only its own finding may. */
  if (settles && outcome->kind == SPT_OUTCOME_NOT_SENT &&
      g_strcmp0 (outcome->code, "settled-nothing") != 0)
    {
      outcome->kind = SPT_OUTCOME_UNKNOWN;
      if (outcome->transient && outcome->retry_after_ms < 0)
        outcome->retry_after_ms = LOOK_AGAIN_MS;
    }
  if (flow->trouble_func != NULL)
    flow->trouble_func (flow, outcome);
  if (settles && outcome->note == NULL)
    outcome->note = g_strdup (base->call.note);
}

static const char *
get_setting (SptVoucherFlow  *flow,
             const char      *name,
             const char     **missing)
{
  const char *text = spt_flow_get_setting (&flow->base, name);

  if (text == NULL && *missing == NULL)
    *missing = name;

  return text;
}

static void
do_request (GTask *task)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  g_autofree char *bearer = g_strconcat ("Bearer ", flow->base.token, NULL);
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
      request.method = flow->base.call.method;
      request.content_type = flow->base.call.content_type;
      request.body = flow->base.call.body;
      request.changes_something = TRUE;
      request.timeout_s = POST_TIMEOUT_S;
      request.max_answer = 0;
    }
  spt_flow_send (task, &request);
  explicit_bzero (bearer, strlen (bearer));
}

static void
ask_token (GTask *task)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);

  spt_voucher_token_get_async (flow->base.tokens, flow->base.call.http, flow->base.call.clock,
                               &flow->credentials, flow->base.refused,
                               g_task_get_cancellable (task), spt_flow_token_cb, g_object_ref (task));
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

  flow->base.dress = dress;
  flow->base.header_setting = "subscription-key";
  flow->base.tokens = spt_token_cache_ref (spt_voucher_service_get_tokens (service));
  /* The gateway looks at the key first, so what it complains of is no reason not to try (services
   * facts 4.4, 4.7). */
  flow->base.can_renew = TRUE;
  flow->base.ask_token = ask_token;
  flow->base.go_on = do_request;
  if (!spt_flow_start (&flow->base, task, call, kind, flow_free))
    return FALSE;

  flow->key = spt_flow_get_secret (&flow->base, "subscription-key");
  flow->credentials.secret = spt_flow_get_secret (&flow->base, "client-secret");
  if (base_url == NULL || *base_url == '\0')
    missing = "base-url";
  flow->credentials.url = get_setting (flow, "token-url", &missing);
  flow->credentials.client_id = get_setting (flow, "client-id", &missing);
  flow->credentials.scope = get_setting (flow, "scope", &missing);
  if (flow->key == NULL || flow->credentials.secret == NULL)
    {
      spt_flow_return_code (task, "no-credentials", NULL);
      return FALSE;
    }
  if (missing != NULL)
    {
      spt_flow_return_code (task, "settings", missing);
      return FALSE;
    }
  flow->is_loopback = spt_http_url_is_loopback (base_url);

  return TRUE;
}

/* The path as it was prepared; the document's own line break put a blank between (services facts
 * 4.11, 14). */
static char *
dup_url (SptVoucherFlow *flow,
         const char     *path)
{
  g_auto (GStrv) parts = g_strsplit (path != NULL ? path : "", " ", -1);
  g_autofree char *joined = g_strjoinv ("", parts);

  return spt_flow_dup_url (&flow->base, joined);
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
                       SptFlowAnswerFunc     func)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);

  flow->url = dup_url (flow, flow->base.call.path);
  flow->posts = TRUE;
  flow->base.func = func;
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
      spt_flow_return (task, outcome);
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
      spt_flow_return (task, trouble);
      return;
    }
  flow->base.outcome->http_status = answer->status;
  if (answer->status == 204)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      flow->list_func (task, none);
      return;
    }

  reading = g_new0 (Reading, 1);
  reading->body = answer->body != NULL ? g_bytes_ref (answer->body) : g_bytes_new_static ("", 0);
  /* A look-up must not overlook anything. */
  if (flow->base.kind != SPT_CALL_SETTLE)
    reading->operator_vat = g_strdup (spt_account_get_setting (flow->base.call.account,
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
                       ? path : spt_voucher_get_path (flow->base.call.account, LIST_OPERATION));
  flow->base.func = got_list;
  flow->list_func = func;
  ask_token (task);
}
