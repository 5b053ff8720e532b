/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lasts as long as one call of a service: what was exchanged, and the token that a call carries,
 * with its one renewal. */
#pragma once

#include "service/spt-service.h"
#include "service/spt-token-cache.h"

G_BEGIN_DECLS

typedef void (*SptFlowFunc)       (GTask         *task);
typedef void (*SptFlowAnswerFunc) (GTask         *task,
                                   SptHttpAnswer *answer);

/**
 * SptFlow:
 * @call: as the caller gave it; what it points to is borrowed until the task returns
 * @kind: which call it is
 * @outcome: (owned): collects the exchanges, which the call returns in the end
 * @func: who waits for the answer
 * @header_setting: (nullable): the setting that a header which cannot be sent was made of
 * @dress: (nullable): looks at an outcome before it is returned
 * @tokens: (owned) (nullable): where tokens are kept; %NULL for calls without
 * @token: (owned) (nullable): what it is asked with
 * @refused: (owned) (nullable): the token that was not taken: it is renewed once
 * @can_renew: there is something to get another one with
 * @ask_token: asks for a token, with spt_flow_token_cb() and a reference to the task as user data
 * @go_on: there is a token
 *
 * The first member of a service's own struct, which is the task's data.
 */
typedef struct _SptFlow SptFlow;

struct _SptFlow
{
  SptCall             call;
  SptCallKind         kind;
  SptOutcome         *outcome;
  SptFlowAnswerFunc   func;
  const char         *header_setting;
  void              (*dress) (SptFlow    *self,
                              SptOutcome *outcome);
  SptTokenCache      *tokens;
  char               *token;
  char               *refused;
  gboolean            can_renew;
  SptFlowFunc         ask_token;
  SptFlowFunc         go_on;
};

/* Makes @self the task's data; FALSE when it was cancelled, and then the task is returned already. */
gboolean    spt_flow_start       (SptFlow              *self,
                                  GTask                *task,
                                  const SptCall        *call,
                                  SptCallKind           kind,
                                  GDestroyNotify        destroy);
/* For @destroy: what the flow itself owns. */
void        spt_flow_clear       (SptFlow              *self);

/* What the account has; an empty text is none. */
const char *spt_flow_get_secret  (SptFlow              *self,
                                  const char           *name);
const char *spt_flow_get_setting (SptFlow              *self,
                                  const char           *name);
/* The account's address and @path with one slash between them. */
char       *spt_flow_dup_url     (SptFlow              *self,
                                  const char           *path) G_GNUC_WARN_UNUSED_RESULT;

/* Sends @request; what keeps it from leaving returns the task, the first 401 renews the token. */
void        spt_flow_send        (GTask                *task,
                                  const SptHttpRequest *request);
void        spt_flow_token_cb    (GObject              *source,
                                  GAsyncResult         *result,
                                  gpointer              user_data);

/* Returns the task with @outcome (transfer full), into which what was exchanged goes. */
void        spt_flow_return      (GTask                *task,
                                  SptOutcome           *outcome);
/* The same with "not sent". */
void        spt_flow_return_code (GTask                *task,
                                  const char           *code,
                                  const char           *message);

G_END_DECLS
