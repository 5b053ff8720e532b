/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four requests, the list, and the test of an account. */

#define G_LOG_DOMAIN "spt-voucher-send"

#include "config.h"

#include "services/voucher/spt-voucher-flow.h"

#include "services/voucher/spt-voucher-answer.h"
#include "services/voucher/spt-voucher-list.h"

static void
sent (GTask         *task,
      SptHttpAnswer *answer)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  const SptCall *call = &flow->base.call;
  const char *key = call->keys != NULL && call->keys->len == 1 ? g_ptr_array_index (call->keys, 0)
                                                               : NULL;
  const char *secrets[4];

  spt_voucher_flow_list_secrets (flow, secrets);
  spt_flow_return (task, spt_voucher_answer_to_request (answer, call->operation,
                                                        call->account, key,
                                                        spt_clock_get_utc_ms (call->clock),
                                                        secrets));
}

typedef struct
{
  GPtrArray  *list;    /* (owned) (element-type SptVoucherListed) */
  SptAccount *account; /* (owned) */
  gint64      now;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  g_ptr_array_unref (making->list);
  g_object_unref (making->account);
  g_free (making);
}

/* Of a long list the news take as long to make as the list to read. */
static void
make_news_in_thread (GTask        *task,
                     gpointer      source,
                     gpointer      data,
                     GCancellable *cancellable)
{
  Making *making = data;

  g_task_return_pointer (task,
                         spt_voucher_list_make_news (making->list, making->account, making->now),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
news_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptVoucherFlow *flow = g_task_get_task_data (task);
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);

  outcome->http_status = flow->base.outcome->http_status;
  outcome->news = g_task_propagate_pointer (G_TASK (result), NULL);
  spt_flow_return (task, outcome);
}

static void
listed (GTask     *task,
        GPtrArray *list)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  /* Nothing to give up here: it is only made of what came. */
  g_autoptr (GTask) maker = g_task_new (NULL, NULL, news_cb, g_object_ref (task));
  Making *making = g_new0 (Making, 1);

  making->list = g_ptr_array_ref (list);
  making->account = g_object_ref (flow->base.call.account);
  making->now = spt_clock_get_utc_ms (flow->base.call.clock);
  g_task_set_source_tag (maker, listed);
  g_task_set_task_data (maker, making, making_free);
  g_task_run_in_thread (maker, make_news_in_thread);
}

/**
 * spt_voucher_send:
 * @service: the service
 * @call: what to send: method, path, content type, body; nothing but a path for the list
 * @task: see SptCallFunc
 *
 * Sends one request (services facts 4.3 to 4.8), never twice, whatever happens; or asks for the list
 * (4.10), whose outcome has its news.
 */
void
spt_voucher_send (SptService    *service,
                  const SptCall *call,
                  GTask         *task)
{
  const SptOperationInfo *info = spt_service_find_operation (service, call->operation);

  if (!spt_voucher_flow_start (service, task, call, SPT_CALL_SEND))
    return;
  if (info != NULL && !info->changes_something)
    {
      spt_voucher_flow_get_list (task, call->path, listed);
      return;
    }
  if (call->method == NULL || call->path == NULL || call->body == NULL)
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                               "nothing was prepared to be sent");
      return;
    }

  spt_voucher_flow_post (task, sent);
}

/**
 * spt_voucher_watch:
 * @service: the service
 * @call: account and secrets
 * @task: see SptCallFunc
 *
 * Asks where the account's vouchers stand: voucher.isee without a submission.
 */
void
spt_voucher_watch (SptService    *service,
                   const SptCall *call,
                   GTask         *task)
{
  if (spt_voucher_flow_start (service, task, call, SPT_CALL_WATCH))
    spt_voucher_flow_get_list (task, NULL, listed);
}

static void
tested (GTask     *task,
        GPtrArray *list)
{
  SptVoucherFlow *flow = g_task_get_task_data (task);
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_ACCEPTED, NULL);

  outcome->http_status = flow->base.outcome->http_status;
  outcome->code = g_strdup ("voucher-tested");
  spt_flow_return (task, outcome);
}

/**
 * spt_voucher_test:
 * @service: the service
 * @call: account and secrets
 * @task: see SptCallFunc
 *
 * Asks for a token, then for the list: it needs everything of an account to be right but the paths
 * of the requests, and changes nothing. What the list says counts for nothing.
 */
void
spt_voucher_test (SptService    *service,
                  const SptCall *call,
                  GTask         *task)
{
  if (spt_voucher_flow_start (service, task, call, SPT_CALL_TEST))
    spt_voucher_flow_get_list (task, NULL, tested);
}
