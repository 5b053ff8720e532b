/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OAuth 2 token that every call to the gateway carries: one in memory for each set of
 * credentials, asked for once however many wait for it (services facts 4.4). */
#pragma once

#include "net/spt-http.h"
#include "service/spt-outcome.h"
#include "service/spt-token-cache.h"

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

/* @refused: (nullable): a token that the gateway did not take: it is dropped. Ends with
 * spt_token_cache_get_finish(). */
void              spt_voucher_token_get_async  (SptTokenCache               *cache,
                                                SptHttp                     *http,
                                                SptClock                    *clock,
                                                const SptVoucherCredentials *credentials,
                                                const char                  *refused,
                                                GCancellable                *cancellable,
                                                GAsyncReadyCallback          callback,
                                                gpointer                     user_data);

/* What an answer of the token's address says: %NULL with @text and @life_ms set, or why there is no
 * token (a not-sent outcome without its exchange). Pure. */
SptOutcome       *spt_voucher_token_read        (const SptHttpAnswer         *answer,
                                                 const char                  *secret,
                                                 char                       **text,
                                                 gint64                      *life_ms) G_GNUC_WARN_UNUSED_RESULT;
/* For how long a token that lives @life_ms is used. */
gint64            spt_voucher_token_get_use_ms  (gint64                       life_ms);

G_END_DECLS
