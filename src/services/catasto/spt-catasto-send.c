/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request with its number, by any of the ways to log in (catasto facts 12.2). */

#define G_LOG_DOMAIN "spt-catasto-send"

#include "config.h"

#include <string.h>

#include "service/spt-flow.h"
#include "services/catasto/spt-catasto-answer.h"
#include "services/catasto/spt-catasto-service.h"

#define TIMEOUT_S         60
#define CONNECT_TIMEOUT_S 10

typedef enum
{
  AUTHORIZATION_NONE,
  AUTHORIZATION_BASIC,
  AUTHORIZATION_BEARER,
  AUTHORIZATION_HEADER,
  AUTHORIZATION_UNKNOWN
} Authorization;

/**
 * Flow:
 * @base: the call
 * @operation: what is sent
 * @header: (owned) (nullable): name of the header that carries the credential
 * @credential: (owned) (nullable): its value
 * @secrets: texts that nothing may show: the secret, and the credential
 *
 * What lasts as long as one call.
 */
typedef struct
{
  SptFlow                    base;
  const SptCatastoOperation *operation;
  char                      *header;
  char                      *credential;
  const char                *secrets[3];
} Flow;

static void
flow_free (gpointer data)
{
  Flow *flow = data;

  spt_flow_clear (&flow->base);
  g_free (flow->header);
  if (flow->credential != NULL)
    explicit_bzero (flow->credential, strlen (flow->credential));
  g_free (flow->credential);
  g_free (flow);
}

/* --- logging in ---------------------------------------------------------------------------------------- */

static Authorization
get_authorization (SptAccount *account)
{
  static const char *const words[] = { "none", "basic", "bearer", "header" };
  const char *word = spt_account_get_setting (account, "authorization");

  /* What the account's table says of a setting that is not there. */
  if (word == NULL || *word == '\0')
    return AUTHORIZATION_BASIC;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (words[i], word) == 0)
        return (Authorization) i;
    }

  return AUTHORIZATION_UNKNOWN;
}

static char *
make_basic (const char *username,
            const char *password)
{
  g_autofree char *pair = g_strconcat (username, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  char *credential = g_strconcat ("Basic ", encoded, NULL);

  explicit_bzero (pair, strlen (pair));
  explicit_bzero (encoded, strlen (encoded));

  return credential;
}

/* FALSE: something is missing, and the task is returned. */
static gboolean
make_credential (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);
  const char *password = spt_flow_get_secret (&flow->base, "password");
  const char *token = spt_flow_get_secret (&flow->base, "token");
  const char *username = spt_flow_get_setting (&flow->base, "username");
  const char *header = spt_flow_get_setting (&flow->base, "header-name");
  Authorization kind = get_authorization (flow->base.call.account);
  const char *secret = kind == AUTHORIZATION_BASIC ? password : token;

  if (kind == AUTHORIZATION_NONE)
    return TRUE;
  if (kind == AUTHORIZATION_UNKNOWN || (kind == AUTHORIZATION_BASIC && username == NULL) ||
      (kind == AUTHORIZATION_HEADER && header == NULL))
    {
      spt_flow_return_code (task, "settings", kind == AUTHORIZATION_UNKNOWN ? "authorization"
                            : kind == AUTHORIZATION_BASIC ? "username" : "header-name");
      return FALSE;
    }
  if (secret == NULL)
    {
      spt_flow_return_code (task, "no-credentials", NULL);
      return FALSE;
    }
  flow->header = g_strdup (kind == AUTHORIZATION_HEADER ? header : "Authorization");
  if (kind == AUTHORIZATION_BASIC)
    flow->credential = make_basic (username, password);
  else if (kind == AUTHORIZATION_BEARER)
    flow->credential = g_strconcat ("Bearer ", token, NULL);
  else
    flow->credential = g_strdup (token);
  flow->secrets[0] = secret;
  flow->secrets[1] = strchr (flow->credential, ' ') != NULL && kind != AUTHORIZATION_HEADER
                     ? strchr (flow->credential, ' ') + 1 : flow->credential;

  return TRUE;
}

/* --- the request ---------------------------------------------------------------------------------------- */

static void
answered (GTask         *task,
          SptHttpAnswer *answer)
{
  Flow *flow = g_task_get_task_data (task);
  GPtrArray *keys = flow->base.call.keys;
  const SptCatastoQuestion question = {
    .operation = flow->operation,
    .plant = keys != NULL && keys->len == 1 ? g_ptr_array_index (keys, 0) : NULL,
    .note = flow->base.call.note,
    .secrets = flow->secrets,
    .settles = flow->base.kind == SPT_CALL_SETTLE,
  };

  spt_flow_return (task, spt_catasto_read_answer (answer, &question));
}

static void
do_request (GTask *task)
{
  Flow *flow = g_task_get_task_data (task);
  g_autofree char *url = spt_flow_dup_url (&flow->base, flow->base.call.path);
  const char *headers[] = {
    "Accept", "application/xml",
    /* The submission's own number: the same however often it goes, so a repeat is known as one. */
    "X-Id-Richiesta", flow->base.call.uuid,
    flow->header, flow->credential, NULL
  };
  const SptHttpRequest request = {
    .method = flow->base.call.method,
    .url = url,
    .headers = headers,
    .secrets = flow->secrets,
    .content_type = flow->base.call.content_type,
    .body = flow->base.call.body,
    .changes_something = TRUE,
    .timeout_s = TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
  };

  spt_flow_send (task, &request);
}

static void
start (const SptCall *call,
       GTask         *task,
       SptCallKind    kind)
{
  const char *base_url = spt_account_get_base_url (call->account);
  Flow *flow = g_new0 (Flow, 1);

  flow->base.func = answered;
  flow->base.header_setting = "header-name";
  flow->operation = spt_catasto_operation_find (call->operation);
  if (!spt_flow_start (&flow->base, task, call, kind, flow_free))
    return;
  if (base_url == NULL || *base_url == '\0' || strpbrk (base_url, "?#") != NULL)
    {
      spt_flow_return_code (task, "settings", "base-url");
      return;
    }
  if (!make_credential (task))
    return;
  if (kind == SPT_CALL_TEST)
    {
      spt_flow_return (task, spt_outcome_new (SPT_OUTCOME_ACCEPTED, "catasto-tested"));
      return;
    }
  do_request (task);
}

static gboolean
is_prepared (const SptCall *call,
             GTask         *task)
{
  if (call->method != NULL && call->path != NULL && call->body != NULL && call->uuid != NULL &&
      spt_catasto_operation_find (call->operation) != NULL)
    return TRUE;
  g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                           "nothing was prepared to be sent");

  return FALSE;
}

/**
 * spt_catasto_send:
 * @service: the service
 * @call: what was prepared
 * @task: see SptCallFunc
 *
 * Sends a document, once (catasto facts 12.2).
 */
void
spt_catasto_send (SptService    *service,
                  const SptCall *call,
                  GTask         *task)
{
  if (is_prepared (call, task))
    start (call, task, SPT_CALL_SEND);
}

/**
 * spt_catasto_settle:
 * @service: the service
 * @call: what was sent, and got no answer
 * @task: see SptCallFunc
 *
 * Sends the same bytes with the same number once more, on a person's order: a register that keeps to
 * the numbers answers what it answered the first time. What a register that does not know them says of
 * a thing that it has already proves nothing.
 */
void
spt_catasto_settle (SptService    *service,
                    const SptCall *call,
                    GTask         *task)
{
  if (is_prepared (call, task))
    start (call, task, SPT_CALL_SETTLE);
}

/**
 * spt_catasto_test:
 * @service: the service
 * @call: account and secrets
 * @task: see SptCallFunc
 *
 * Looks whether nothing is missing: the real register is not known to have a call that only reads.
 */
void
spt_catasto_test (SptService    *service,
                  const SptCall *call,
                  GTask         *task)
{
  start (call, task, SPT_CALL_TEST);
}

/**
 * spt_catasto_check_account:
 * @service: the service
 * @account: an account of it
 * @issues: findings are added
 *
 * Looks at what the account's table cannot say.
 */
void
spt_catasto_check_account (SptService   *service,
                           SptAccount   *account,
                           SptIssueList *issues)
{
  const char *base_url = spt_account_get_base_url (account);
  const char *header = spt_account_get_setting (account, "header-name");
  Authorization kind = get_authorization (account);

  if (base_url != NULL && strpbrk (base_url, "?#") != NULL)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "address-parameters", 0, "base-url", NULL,
                        NULL);
  else if (base_url != NULL && strstr (base_url, "/api_call_") != NULL)
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "address-too-long", 0, "base-url", NULL,
                        NULL);
  if (header != NULL && *header != '\0' &&
      !g_regex_match_simple ("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", header, G_REGEX_DOLLAR_ENDONLY, 0))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "header-name-unusable", 0, "header-name",
                        header, NULL);
  else if (kind == AUTHORIZATION_HEADER && (header == NULL || *header == '\0'))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "header-name-missing", 0, "header-name",
                        NULL, NULL);
  if (kind == AUTHORIZATION_BASIC && (spt_account_get_setting (account, "username") == NULL ||
                                      *spt_account_get_setting (account, "username") == '\0'))
    spt_issue_list_add (issues, SPT_ISSUE_ERROR, SPT_CATASTO_DOMAIN, "username-missing", 0, "username", NULL,
                        NULL);
}
