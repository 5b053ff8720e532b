/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OAuth 2 token that every call to the gateway carries: one in memory for each set of
 * credentials, asked for once however many wait for it (services facts 4.4). */
#pragma once

#include "net/spt-http.h"
#include "service/spt-outcome.h"

G_BEGIN_DECLS

/**
 * SptVoucherCredentials:
 * @url: where tokens are made
 * @client_id: who asks
 * @secret: the client's secret
 * @scope: what for
 *
 * What a token is asked for with; none of it is %NULL.
 */
typedef struct
{
  const char *url;
  const char *client_id;
  const char *secret;
  const char *scope;
} SptVoucherCredentials;

/**
 * SptVoucherToken:
 * @text: (nullable): the token; %NULL when there is none
 * @trouble: (nullable): why not: a not-sent outcome with its exchange
 * @exchange: (nullable): what was exchanged to get it, masked; %NULL for one that was kept
 *
 * What a caller that waited for a token gets.
 */
typedef struct
{
  char       *text;
  SptOutcome *trouble;
  char       *exchange;
} SptVoucherToken;

void              spt_voucher_token_free       (SptVoucherToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptVoucherToken, spt_voucher_token_free)

typedef struct _SptVoucherTokens SptVoucherTokens;

/* One per process, on the main thread; in memory only. */
SptVoucherTokens *spt_voucher_tokens_new        (void) G_GNUC_WARN_UNUSED_RESULT;
SptVoucherTokens *spt_voucher_tokens_ref        (SptVoucherTokens *self);
void              spt_voucher_tokens_unref      (SptVoucherTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptVoucherTokens, spt_voucher_tokens_unref)

/* @refused: (nullable): a token that the gateway did not take: it is dropped. */
void              spt_voucher_tokens_get_async  (SptVoucherTokens            *self,
                                                 SptHttp                     *http,
                                                 SptClock                    *clock,
                                                 const SptVoucherCredentials *credentials,
                                                 const char                  *refused,
                                                 GCancellable                *cancellable,
                                                 GAsyncReadyCallback          callback,
                                                 gpointer                     user_data);
/* Never NULL but when the caller itself was cancelled. */
SptVoucherToken  *spt_voucher_tokens_get_finish (SptVoucherTokens            *self,
                                                 GAsyncResult                *result,
                                                 GError                     **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an answer of the token's address says: %NULL with @text and @life_ms set, or why there is no
 * token (a not-sent outcome without its exchange). Pure. */
SptOutcome       *spt_voucher_token_read        (const SptHttpAnswer         *answer,
                                                 const char                  *secret,
                                                 char                       **text,
                                                 gint64                      *life_ms) G_GNUC_WARN_UNUSED_RESULT;
/* For how long a token that lives @life_ms is used. */
gint64            spt_voucher_token_get_use_ms  (gint64                       life_ms);

G_END_DECLS
