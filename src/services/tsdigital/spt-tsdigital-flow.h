/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the registry: the log-in, the request, and what their answers prove. */
#pragma once

#include "service/spt-service.h"
#include "service/spt-token-cache.h"

G_BEGIN_DECLS

/* What the service says of an item once it took it (services facts 2.7): never "created". */
#define SPT_TSDIGITAL_TAKEN "presa in carico"

/* --- spt-tsdigital-answer.c: pure --------------------------------------------------------------- */

/* The answer to the request. @secrets: NULL-terminated texts that no message may show. */
SptOutcome *spt_tsdigital_read_answer    (const SptHttpAnswer *answer,
                                          const char          *key,
                                          const char *const   *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* Where an accepted item stands; borrowed. */
void        spt_tsdigital_make_news      (const char          *key,
                                          const char          *remote_id,
                                          SptDossierNews      *news);
/* Whether a call that was not made for this reason may be made by itself later. */
gboolean    spt_tsdigital_is_transient   (const char          *code);
/* The field that a refusal's words are about; NULL when they name none for certain. */
char       *spt_tsdigital_dup_answer_path (const char         *message) G_GNUC_WARN_UNUSED_RESULT;
/* "message; [field] words; …" of an error's body; NULL when it is none. @is_error: (out) (optional):
 * it has the shape that the document gives. */
char       *spt_tsdigital_dup_error      (const SptHttpAnswer *answer,
                                          const char *const   *secrets,
                                          gboolean            *is_error) G_GNUC_WARN_UNUSED_RESULT;

/* --- spt-tsdigital-login-read.c: pure ----------------------------------------------------------- */

/* Services facts 2.4: (hex of SHA-256 of id and secret) and the nonce, and of that once more. */
char       *spt_tsdigital_dup_digest     (const char          *key_id,
                                          const char          *secret,
                                          const char          *nonce) G_GNUC_WARN_UNUSED_RESULT;
/* NULL with @text set, or why there is none. @member: "nonce", "accessToken". @wanted: the code of a
 * refusal. */
SptOutcome *spt_tsdigital_login_read     (const SptHttpAnswer *answer,
                                          const char          *member,
                                          const char *const   *secrets,
                                          char               **text) G_GNUC_WARN_UNUSED_RESULT;
/* When a token ends, seconds since 1970; FALSE when it does not say so. Its signature is nobody's
 * business here. */
gboolean    spt_tsdigital_read_exp       (const char          *token,
                                          gint64              *exp);
/* For how long it is used from now on. */
gint64      spt_tsdigital_get_use_ms     (const char          *token,
                                          gint64               now_utc_ms);
/* What of a pasted text is the token: without "Bearer" and blanks; NULL when it cannot be one. */
char       *spt_tsdigital_dup_bearer     (const char          *pasted) G_GNUC_WARN_UNUSED_RESULT;

/* --- spt-tsdigital-login.c ---------------------------------------------------------------------- */

/**
 * SptTsdigitalCredentials:
 * @url: where tokens are made
 * @key_id: of the technical key
 * @secret: of it
 * @app_name: as which application
 *
 * What a token is got with; none of it is %NULL.
 */
typedef struct
{
  const char *url;
  const char *key_id;
  const char *secret;
  const char *app_name;
} SptTsdigitalCredentials;

/* Tokens, and how often each key was refused. One per process, on the main thread. */
typedef struct _SptTsdigitalLogins SptTsdigitalLogins;

SptTsdigitalLogins *spt_tsdigital_logins_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void                spt_tsdigital_logins_free  (SptTsdigitalLogins *self);

/* @by_hand: a person asks: once more, however often the key was refused. Ends with
 * spt_token_cache_get_finish() on spt_tsdigital_logins_get_cache(). */
void                spt_tsdigital_logins_get_async (SptTsdigitalLogins            *self,
                                                    const SptCall                 *call,
                                                    const SptTsdigitalCredentials *credentials,
                                                    const char                    *refused,
                                                    gboolean                       by_hand,
                                                    GCancellable                  *cancellable,
                                                    GAsyncReadyCallback            callback,
                                                    gpointer                       user_data);
SptTokenCache      *spt_tsdigital_logins_get_cache (SptTsdigitalLogins *self);

/* The standard headers (services facts 2.5) into @headers, name and value in turn, with a fresh
 * X-Request-ID; without NULL at the end. */
void                spt_tsdigital_add_headers  (GPtrArray  *headers,
                                                const char *app_name,
                                                const char *correlation_id);

/* --- spt-tsdigital-send.c ----------------------------------------------------------------------- */

/* The log-ins of the service, which lives as long as the process. */
SptTsdigitalLogins *spt_tsdigital_service_get_logins (SptService *service);

void spt_tsdigital_send (SptService    *service,
                         const SptCall *call,
                         GTask         *task);
/* The log-in alone. Changes nothing. */
void spt_tsdigital_test (SptService    *service,
                         const SptCall *call,
                         GTask         *task);

G_END_DECLS
