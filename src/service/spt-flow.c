/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of a service, from what the account has to what it returns. */

#define G_LOG_DOMAIN "spt-flow"

#include "config.h"

#include "service/spt-flow.h"

#include <string.h>

/**
 * spt_flow_start:
 * @self: (transfer full): empty, the first member of a service's own struct
 * @task: see SptCallFunc
 * @call: what it works on
 * @kind: which call it is
 * @destroy: frees the whole struct
 *
 * Begins a call.
 *
 * Returns: %FALSE when it was cancelled; the task is returned already then
 */
gboolean
spt_flow_start (SptFlow        *self,
                GTask          *task,
                const SptCall  *call,
                SptCallKind     kind,
                GDestroyNotify  destroy)
{
  self->call = *call;
  self->kind = kind;
  self->outcome = spt_outcome_new (SPT_OUTCOME_UNKNOWN, NULL);
  g_task_set_task_data (task, self, destroy);

  return !g_task_return_error_if_cancelled (task);
}

/**
 * spt_flow_clear:
 * @self: a flow
 *
 * Frees what the flow itself owns.
 */
void
spt_flow_clear (SptFlow *self)
{
  g_clear_pointer (&self->outcome, spt_outcome_free);
  g_clear_pointer (&self->tokens, spt_token_cache_unref);
  g_clear_pointer (&self->token, spt_token_wipe);
  g_clear_pointer (&self->refused, spt_token_wipe);
}

/**
 * spt_flow_get_secret:
 * @self: a flow
 * @name: a secret of the account table
 *
 * Returns: (transfer none) (nullable): the secret; %NULL where it is missing or empty
 */
const char *
spt_flow_get_secret (SptFlow    *self,
                     const char *name)
{
  GHashTable *secrets = self->call.secrets;
  const char *text = secrets != NULL ? g_hash_table_lookup (secrets, name) : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * spt_flow_get_setting:
 * @self: a flow
 * @name: a setting of the account table
 *
 * Returns: (transfer none) (nullable): the setting; %NULL where it is missing or empty
 */
const char *
spt_flow_get_setting (SptFlow    *self,
                      const char *name)
{
  const char *text = spt_account_get_setting (self->call.account, name);

  return text != NULL && *text != '\0' ? text : NULL;
}

/**
 * spt_flow_dup_url:
 * @self: a flow whose account has an address
 * @path: what comes behind it
 *
 * Makes a whole address: of what people put around theirs, blanks and slashes do not count.
 *
 * Returns: (transfer full): the address
 */
char *
spt_flow_dup_url (SptFlow    *self,
                  const char *path)
{
  g_autofree char *base = g_strstrip (g_strdup (spt_account_get_base_url (self->call.account)));

  for (gsize length = strlen (base); length > 0 && base[length - 1] == '/'; length--)
    base[length - 1] = '\0';

  return g_strconcat (base, *path == '/' ? "" : "/", path, NULL);
}

/**
 * spt_flow_return:
 * @task: of a flow
 * @outcome: (transfer full): what came of it
 *
 * Ends a call.
 */
void
spt_flow_return (GTask      *task,
                 SptOutcome *outcome)
{
  SptFlow *self = g_task_get_task_data (task);

  if (self->dress != NULL)
    self->dress (self, outcome);
  if (self->outcome->exchange != NULL)
    {
      g_free (outcome->exchange);
      outcome->exchange = g_steal_pointer (&self->outcome->exchange);
    }
  g_task_return_pointer (task, outcome, (GDestroyNotify) spt_outcome_free);
}

/**
 * spt_flow_return_code:
 * @task: of a flow
 * @code: why nothing was sent
 * @message: (nullable): what goes with it: the name of a setting
 *
 * Ends a call that did not leave.
 */
void
spt_flow_return_code (GTask      *task,
                      const char *code,
                      const char *message)
{
  SptOutcome *outcome = spt_outcome_new (SPT_OUTCOME_NOT_SENT, code);

  outcome->message = g_strdup (message);
  spt_flow_return (task, outcome);
}

/* Nothing of the request reached the service; what was exchanged before it is kept. */
static void
return_cancelled (GTask *task)
{
  SptFlow *self = g_task_get_task_data (task);

  if (self->refused != NULL)
    spt_flow_return_code (task, "stopped-by-user", NULL);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled before a byte left");
}

static void
answer_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptFlow *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptHttpAnswer) answer = spt_http_send_finish (SPT_HTTP (source), result, &error);

  /* An address that is none, or plain http elsewhere than on this machine. */
  if (answer == NULL)
    {
      gboolean header = g_error_matches (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_HEADER);

      spt_flow_return_code (task, "settings", header && self->header_setting != NULL
                            ? self->header_setting : "base-url");
      return;
    }
  spt_outcome_add_exchange (self->outcome, answer->exchange);
  if (answer->result == SPT_HTTP_CANCELLED)
    {
      return_cancelled (task);
      return;
    }
  /* Turned away before anything was done: once more with another token is safe. */
  if (answer->result == SPT_HTTP_ANSWERED && answer->status == 401 && self->refused == NULL &&
      self->can_renew)
    {
      self->refused = g_steal_pointer (&self->token);
      self->ask_token (task);
      return;
    }

  self->func (task, answer);
}

/**
 * spt_flow_send:
 * @task: of a flow whose func waits for the answer
 * @request: what leaves; read before the call returns
 *
 * Sends a request, and once more only where the token was not taken and can be renewed.
 */
void
spt_flow_send (GTask                *task,
               const SptHttpRequest *request)
{
  SptFlow *self = g_task_get_task_data (task);

  spt_http_send_async (self->call.http, request, g_task_get_cancellable (task), answer_cb,
                       g_object_ref (task));
}

/**
 * spt_flow_token_cb:
 * @source: unused
 * @result: of spt_token_cache_get_async()
 * @user_data: (transfer full): the task
 *
 * Takes the token, or returns the task with the reason why there is none.
 */
void
spt_flow_token_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptFlow *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SptToken) token = spt_token_cache_get_finish (self->tokens, result, &error);

  if (token == NULL)
    {
      return_cancelled (task);
      return;
    }
  spt_outcome_add_exchange (self->outcome, token->exchange);
  if (token->text == NULL)
    {
      spt_flow_return (task, g_steal_pointer (&token->trouble));
      return;
    }

  self->token = g_steal_pointer (&token->text);
  self->go_on (task);
}
