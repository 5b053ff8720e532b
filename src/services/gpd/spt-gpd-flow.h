/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the calls to the bulk service share: addresses, the key, the pace, and the calls
 * themselves. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_GPD_SETTLE_GRACE_MS          150000
#define SPT_GPD_SETTLE_GRACE_LOOPBACK_MS 2000

/* The part of SptCall that lasts as long as one call, made into addresses and headers. */
typedef struct _SptGpdFlow SptGpdFlow;

typedef void (*SptGpdAnswerFunc) (GTask         *task,
                                  SptHttpAnswer *answer);

/**
 * SptGpdFlow:
 * @call: as the caller gave it; what it points to is borrowed until the task returns
 * @kind: which call it is
 * @outcome: (owned) (nullable): collects the exchanges; what the call returns in the end
 * @base: (owned): address that paths are appended to
 * @path: (owned): path of the upload, ".../debtpositions/file"
 * @key: the subscription key, borrowed from the call
 * @func: who waits for the answer
 * @data: (owned) (nullable): the call's own state
 */
struct _SptGpdFlow
{
  SptCall           call;
  SptCallKind       kind;
  SptOutcome       *outcome;
  char             *base;
  char             *path;
  const char       *key;
  gboolean          is_loopback;
  guint             n_requests;
  char             *url;
  char             *continuation;
  gsize             max_answer;
  SptGpdAnswerFunc  func;
  gpointer          data;
  GDestroyNotify    destroy;
};

/* Makes a flow the task's data; FALSE when the account or the secrets lack something, and then the
 * task is returned already. */
gboolean    spt_gpd_flow_start    (GTask                *task,
                                   const SptCall        *call,
                                   SptCallKind           kind);
/* GET of path + suffix, paced; the answer goes to @func, its exchange into the outcome.
 * Cancellation returns the task. */
void        spt_gpd_flow_get      (GTask                *task,
                                   const char           *suffix,
                                   const char           *continuation,
                                   gsize                 max_answer,
                                   SptGpdAnswerFunc      func);
/* Returns the task with @outcome (transfer full), into which what was exchanged goes. */
void        spt_gpd_flow_return   (GTask                *task,
                                   SptOutcome           *outcome);
void        spt_gpd_flow_send     (GTask                *task,
                                   SptGpdAnswerFunc      func);

void        spt_gpd_send          (SptService           *service,
                                   const SptCall        *call,
                                   GTask                *task);
void        spt_gpd_poll          (SptService           *service,
                                   const SptCall        *call,
                                   GTask                *task);
void        spt_gpd_settle        (SptService           *service,
                                   const SptCall        *call,
                                   GTask                *task);
void        spt_gpd_list          (SptService           *service,
                                   const SptCall        *call,
                                   GTask                *task);
void        spt_gpd_test          (SptService           *service,
                                   const SptCall        *call,
                                   GTask                *task);

G_END_DECLS
