/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OAuth 2 token that every call to the gateway carries: one in memory for each set of
 * credentials, asked for once however many wait for it (services facts 4.4). */

#define G_LOG_DOMAIN "spt-voucher-token"

#include "config.h"

#include "services/voucher/spt-voucher-token.h"

#include <string.h>

#include "base/spt-redact.h"

#define TIMEOUT_S         30
#define CONNECT_TIMEOUT_S 10
#define THROTTLED         "voucher-token-throttled"

/* What a request under way needs when it comes back. */
typedef struct
{
  SptTokenFetch *fetch;
  char          *secret; /* (owned): to mask it */
} Request;

typedef struct
{
  SptHttp                     *http;
  const SptVoucherCredentials *credentials;
} Wanted;

/* The recorder knows no token that is only being born. */
static char *
dup_exchange (const char *exchange,
              const char *secret,
              const char *token)
{
  const char *const secrets[] = { secret, token, NULL };

  return exchange != NULL ? spt_redact_text (exchange, secrets) : NULL;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptHttpAnswer) answer = spt_http_send_finish (SPT_HTTP (source), result, &error);
  g_autofree char *exchange = NULL;
  SptOutcome *trouble;
  char *text = NULL;
  gint64 life_ms = 0;
  gint64 close_ms = 0;

  if (answer != NULL)
    {
      trouble = spt_voucher_token_read (answer, request->secret, &text, &life_ms);
      exchange = dup_exchange (answer->exchange, request->secret, text);
    }
  else
    {
      trouble = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "settings");
      trouble->message = g_strdup ("token-url");
    }
  if (trouble != NULL && g_strcmp0 (trouble->code, THROTTLED) == 0)
    close_ms = trouble->retry_after_ms;

  spt_token_fetch_done (request->fetch, text, spt_voucher_token_get_use_ms (life_ms), trouble,
                        exchange, close_ms);
  spt_token_wipe (text);
  spt_token_wipe (request->secret);
  g_free (request);
}

static void
append_pair (GString    *out,
             const char *name,
             const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (out, "%s%s=%s", out->len > 0 ? "&" : "", name, escaped);
  explicit_bzero (escaped, strlen (escaped));
}

/* POST, whatever the document says: a GET would put the secret into an address, and the platform
 * refuses it (services facts 4.11, 1). */
static void
fetch (SptTokenFetch *token,
       gpointer       data)
{
  const Wanted *wanted = data;
  const SptVoucherCredentials *credentials = wanted->credentials;
  GString *form = g_string_new (NULL);
  g_autofree char *escaped = g_uri_escape_string (credentials->secret, NULL, FALSE);
  const char *const headers[] = { "Accept", "application/json", NULL };
  const char *const secrets[] = { credentials->secret, escaped, NULL };
  g_autoptr (GBytes) body = NULL;
  Request *own = g_new0 (Request, 1);
  SptHttpRequest request = {
    .method = "POST",
    .url = credentials->url,
    .headers = headers,
    .secrets = secrets,
    .content_type = "application/x-www-form-urlencoded",
    /* It changes nothing, but its connection is a fresh one: a stale one would cost the token. */
    .changes_something = TRUE,
    .timeout_s = TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
  };

  append_pair (form, "grant_type", "client_credentials");
  append_pair (form, "client_id", credentials->client_id);
  append_pair (form, "client_secret", credentials->secret);
  append_pair (form, "scope", credentials->scope);
  body = g_string_free_to_bytes (form);
  request.body = body;

  own->fetch = token;
  own->secret = g_strdup (credentials->secret);
  spt_http_send_async (wanted->http, &request, spt_token_fetch_get_cancellable (token), fetched_cb,
                       own);
}

/**
 * spt_voucher_token_get_async:
 * @cache: the tokens
 * @http: what asks for one
 * @clock: whose time that counts suspend says how old a token is
 * @credentials: what with; read before the call returns
 * @refused: (nullable): a token that the gateway did not take
 * @cancellable: (nullable): stops the waiting
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets a token for the gateway. After a 429 nobody asks before the time that it named has passed
 * (services facts 4.4).
 */
void
spt_voucher_token_get_async (SptTokenCache               *cache,
                             SptHttp                     *http,
                             SptClock                    *clock,
                             const SptVoucherCredentials *credentials,
                             const char                  *refused,
                             GCancellable                *cancellable,
                             GAsyncReadyCallback          callback,
                             gpointer                     user_data)
{
  g_autofree char *place =
    g_strjoin ("\n", credentials->url, credentials->client_id, credentials->scope, NULL);
  Wanted wanted = { http, credentials };
  const SptTokenRequest request = {
    .place = place,
    .secret = credentials->secret,
    .door = credentials->url,
    .closed_code = THROTTLED,
    .fetch = fetch,
    .data = &wanted,
  };

  spt_token_cache_get_async (cache, clock, &request, refused, cancellable, callback, user_data);
}
