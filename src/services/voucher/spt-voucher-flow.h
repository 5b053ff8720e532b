/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the voucher service: the token, the five operations, the look after a lost answer. */
#pragma once

#include "service/spt-flow.h"
#include "services/voucher/spt-voucher-looks.h"
#include "services/voucher/spt-voucher-token.h"

G_BEGIN_DECLS

#define SPT_VOUCHER_DOMAIN "voucher"

/* At least two minutes before "not in the list" is worth anything, and asked again twice (services
 * facts 4.10). */
#define SPT_VOUCHER_SETTLE_GRACE_MS          120000
#define SPT_VOUCHER_SETTLE_GRACE_LOOPBACK_MS 2000
#define SPT_VOUCHER_WATCH_MS                 (15 * 60 * 1000)

/* The part of SptCall that lasts as long as one call, made into addresses and headers. */
typedef struct _SptVoucherFlow SptVoucherFlow;

typedef void (*SptVoucherListFunc)   (GTask         *task,
                                      GPtrArray     *list);
typedef void (*SptVoucherTroubleFunc) (SptVoucherFlow   *flow,
                                       const SptOutcome *trouble);

/**
 * SptVoucherFlow:
 * @base: the call
 * @credentials: borrowed from the call
 * @key: the subscription key, borrowed from the call
 * @url: (owned) (nullable): what is asked
 * @is_loopback: the gateway is on this machine
 * @posts: the call's body leaves; else the list is asked for
 * @list_func: who waits for the list
 * @trouble_func: (nullable): hears of what keeps the list from coming, before it is returned
 * @data: (owned) (nullable): the call's own state, freed by @destroy
 */
struct _SptVoucherFlow
{
  SptFlow                base;
  SptVoucherCredentials  credentials;
  const char            *key;
  char                  *url;
  gboolean               is_loopback;
  gboolean               posts;
  SptVoucherListFunc     list_func;
  SptVoucherTroubleFunc  trouble_func;
  gpointer               data;
  GDestroyNotify         destroy;
};

/* Makes a flow the task's data; FALSE when the account or the secrets lack something, and then the
 * task is returned already. */
gboolean  spt_voucher_flow_start      (SptService           *service,
                                       GTask                *task,
                                       const SptCall        *call,
                                       SptCallKind           kind);
/* The call's body to its path, once; the answer goes to @func. */
void      spt_voucher_flow_post       (GTask                *task,
                                       SptFlowAnswerFunc     func);
/* The list, read; what keeps it from coming returns the task. */
void      spt_voucher_flow_get_list   (GTask                *task,
                                       const char           *path,
                                       SptVoucherListFunc    func);
/* (array zero-terminated=1): what no message may show; @out has room for four. */
void      spt_voucher_flow_list_secrets (SptVoucherFlow     *flow,
                                         const char         *out[4]);

/* The tokens of the service, which lives as long as the process. */
SptTokenCache *spt_voucher_service_get_tokens (SptService *service);

/* Lists that several look-ups share; lives as long as the process. */
SptVoucherLooks  *spt_voucher_service_get_looks (SptService *service);

/* The four requests, and voucher.isee: its outcome has the news of the list. */
void spt_voucher_send   (SptService    *service,
                         const SptCall *call,
                         GTask         *task);
void spt_voucher_settle (SptService    *service,
                         const SptCall *call,
                         GTask         *task);
/* Token, then the list: what a new account is tried with. Changes nothing. */
void spt_voucher_test   (SptService    *service,
                         const SptCall *call,
                         GTask         *task);
void spt_voucher_watch  (SptService    *service,
                         const SptCall *call,
                         GTask         *task);

G_END_DECLS
