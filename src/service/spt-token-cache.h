/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens that calls carry: one in memory for each set of credentials, asked for once however many
 * wait for it. How one is got is the service's business. */
#pragma once

#include "base/spt-clock.h"
#include "service/spt-outcome.h"

G_BEGIN_DECLS

/**
 * SptToken:
 * @text: (nullable): the token; %NULL when there is none
 * @trouble: (nullable): why not: a not-sent outcome
 * @exchange: (nullable): what was exchanged to get it, masked; %NULL for one that was kept
 *
 * What a caller that waited for a token gets.
 */
typedef struct
{
  char       *text;
  SptOutcome *trouble;
  char       *exchange;
} SptToken;

void           spt_token_free             (SptToken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptToken, spt_token_free)

typedef struct _SptTokenCache SptTokenCache;
typedef struct _SptTokenFetch SptTokenFetch;

/**
 * SptTokenRequest:
 * @place: where and as whom it is asked for: of one place one token is kept
 * @secret: what with: a token got with another is not used any more
 * @door: what is left alone for a while when it asks for that: an address
 * @closed_code: the code of the trouble meanwhile
 * @fetch: asks for one; ends with spt_token_fetch_done(), now or later
 * @data: for @fetch
 *
 * What token is wanted, and how it is got. All of it is borrowed while the call lasts: @fetch copies
 * what it needs for longer.
 */
typedef struct
{
  const char     *place;
  const char     *secret;
  const char     *door;
  const char     *closed_code;
  void          (*fetch) (SptTokenFetch *fetch,
                          gpointer       data);
  gpointer        data;
} SptTokenRequest;

/* One per service, on the main thread; in memory only. */
SptTokenCache *spt_token_cache_new        (void) G_GNUC_WARN_UNUSED_RESULT;
SptTokenCache *spt_token_cache_ref        (SptTokenCache *self);
void           spt_token_cache_unref      (SptTokenCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptTokenCache, spt_token_cache_unref)

/* @refused: (nullable): a token that was not taken: it is dropped. */
void           spt_token_cache_get_async  (SptTokenCache         *self,
                                           SptClock              *clock,
                                           const SptTokenRequest *request,
                                           const char            *refused,
                                           GCancellable          *cancellable,
                                           GAsyncReadyCallback    callback,
                                           gpointer               user_data);
/* Never NULL but when the caller itself was cancelled. */
SptToken      *spt_token_cache_get_finish (SptTokenCache         *self,
                                           GAsyncResult          *result,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;

/* Cancelled when nobody waits for it any more. Borrowed. */
GCancellable  *spt_token_fetch_get_cancellable (SptTokenFetch *self);
/* Ends it: (transfer none) (nullable) @text for @use_ms, or (transfer full) @trouble why not.
 * @exchange: (nullable): masked. @close_ms: how long the door stays closed, 0 = not at all. */
void           spt_token_fetch_done       (SptTokenFetch *self,
                                           const char    *text,
                                           gint64         use_ms,
                                           SptOutcome    *trouble,
                                           const char    *exchange,
                                           gint64         close_ms);

/* Frees a text after wiping it. */
void           spt_token_wipe             (char *text);

G_END_DECLS
