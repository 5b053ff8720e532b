/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log-in with a technical key: a nonce, then a token for its digest (services facts 2.4). A key
 * that is refused three times is not tried again by itself: nobody says when it would be locked. */

#define G_LOG_DOMAIN "spt-tsdigital-login"

#include "config.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-redact.h"
#include "base/spt-text.h"
#include "services/tsdigital/spt-tsdigital-flow.h"

#define TIMEOUT_S         30
#define CONNECT_TIMEOUT_S 10
#define NONCES            "/api/v3/nonces"
#define TOKENS            "/api/v3/tokens"
#define CONTENT_TYPE      "application/json"
#define THROTTLED         "tsdigital-login-throttled"
#define REJECTED          "tsdigital-key-rejected"
/* So often a key may be refused before it is left alone. */
#define MAX_REFUSED       3
/* A nonce may have been too old: of one log-in the second is with a fresh one. */
#define MAX_TRIES         2

struct _SptTsdigitalLogins
{
  gatomicrefcount  ref_count;
  SptTokenCache   *cache;   /* (owned) */
  GHashTable      *refused; /* (owned) (element-type utf8 guint): by key and digest of its secret */
};

/* A log-in under way. */
typedef struct
{
  SptTsdigitalLogins *logins; /* (owned) */
  SptTokenFetch      *fetch;
  SptHttp            *http;   /* (owned) */
  SptClock           *clock;  /* (owned) */
  char               *url;    /* (owned) */
  char               *key_id; /* (owned) */
  char               *secret; /* (owned) */
  char               *app;    /* (owned) */
  char               *id;     /* (owned): of the operation that it is for */
  char               *who;    /* (owned): the key of @refused */
  char               *digest; /* (owned) (nullable) */
  GString            *record; /* (owned): of what was exchanged */
  guint               n_tries;
} Login;

/* What is wanted, while the call lasts. */
typedef struct
{
  SptTsdigitalLogins            *logins;
  const SptCall                 *call;
  const SptTsdigitalCredentials *credentials;
  gboolean                       by_hand;
} Wanted;

static void ask_nonce (Login *login);

static SptTsdigitalLogins *
ref_logins (SptTsdigitalLogins *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spt_tsdigital_logins_new:
 *
 * Makes a store of tokens.
 *
 * Returns: (transfer full): the store
 */
SptTsdigitalLogins *
spt_tsdigital_logins_new (void)
{
  SptTsdigitalLogins *self = g_new0 (SptTsdigitalLogins, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->cache = spt_token_cache_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * spt_tsdigital_logins_free:
 * @self: (transfer full): a store
 *
 * Gives it up; it goes with the last log-in under way.
 */
void
spt_tsdigital_logins_free (SptTsdigitalLogins *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  spt_token_cache_unref (self->cache);
  g_hash_table_unref (self->refused);
  g_free (self);
}

/**
 * spt_tsdigital_logins_get_cache:
 * @self: a store
 *
 * Returns: (transfer none): where its tokens are kept
 */
SptTokenCache *
spt_tsdigital_logins_get_cache (SptTsdigitalLogins *self)
{
  return self->cache;
}

static guint
get_n_refused (Login *login)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (login->logins->refused, login->who));
}

static void
set_n_refused (Login *login,
               guint  n)
{
  if (n == 0)
    g_hash_table_remove (login->logins->refused, login->who);
  else
    g_hash_table_insert (login->logins->refused, g_strdup (login->who), GUINT_TO_POINTER (n));
}

static void
login_free (Login *login)
{
  spt_tsdigital_logins_free (login->logins);
  g_object_unref (login->http);
  g_object_unref (login->clock);
  g_free (login->url);
  g_free (login->key_id);
  spt_token_wipe (login->secret);
  g_free (login->app);
  g_free (login->id);
  g_free (login->who);
  spt_token_wipe (login->digest);
  g_string_free (login->record, TRUE);
  g_free (login);
}

/* The recorder knows no token that is only being born. */
static void
finish (Login      *login,
        const char *token,
        SptOutcome *trouble)
{
  const char *const secrets[] = { login->secret, token, NULL };
  g_autofree char *exchange = spt_redact_text (login->record->str, secrets);
  gint64 use_ms = token != NULL
                  ? spt_tsdigital_get_use_ms (token, spt_clock_get_utc_ms (login->clock)) : 0;
  gint64 close_ms = trouble != NULL && g_strcmp0 (trouble->code, THROTTLED) == 0
                    ? trouble->retry_after_ms : 0;

  spt_token_fetch_done (login->fetch, token, use_ms, trouble, *exchange != '\0' ? exchange : NULL,
                        close_ms);
  login_free (login);
}

/**
 * spt_tsdigital_add_headers:
 * @headers: takes name and value in turn; frees them
 * @app_name: the name of the application
 * @correlation_id: of the operation that the call is part of
 *
 * Adds the standard headers (services facts 2.5). Each call has an X-Request-ID of its own.
 */
void
spt_tsdigital_add_headers (GPtrArray  *headers,
                           const char *app_name,
                           const char *correlation_id)
{
  g_ptr_array_add (headers, g_strdup ("Accept"));
  g_ptr_array_add (headers, g_strdup (CONTENT_TYPE));
  g_ptr_array_add (headers, g_strdup ("Accept-Language"));
  g_ptr_array_add (headers, g_strdup ("it-IT"));
  g_ptr_array_add (headers, g_strdup ("X-App-Name"));
  g_ptr_array_add (headers, g_strdup (app_name));
  g_ptr_array_add (headers, g_strdup ("X-App-Version"));
  g_ptr_array_add (headers, g_strdup (VERSION));
  g_ptr_array_add (headers, g_strdup ("X-Request-ID"));
  g_ptr_array_add (headers, g_uuid_string_random ());
  if (correlation_id != NULL)
    {
      g_ptr_array_add (headers, g_strdup ("X-Correlation-ID"));
      g_ptr_array_add (headers, g_strdup (correlation_id));
    }
}

static void
post (Login               *login,
      const char          *path,
      const char          *member,
      const char          *value,
      GAsyncReadyCallback  callback)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *url = g_strconcat (login->url, path, NULL);
  const char *const secrets[] = { login->secret, login->digest, NULL };
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  SptJsonWriter writer;
  SptHttpRequest request = {
    .method = "POST",
    .url = url,
    .secrets = secrets,
    .content_type = CONTENT_TYPE,
    /* It changes nothing, but its connection is a fresh one: a stale one would cost the log-in. */
    .changes_something = TRUE,
    .timeout_s = TIMEOUT_S,
    .connect_timeout_s = CONNECT_TIMEOUT_S,
  };

  spt_json_writer_init (&writer, text);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_opt_string (&writer, "id", login->key_id);
  spt_json_writer_opt_string (&writer, member, value);
  spt_json_writer_end_object (&writer);
  body = g_string_free_to_bytes (text);
  spt_tsdigital_add_headers (headers, login->app, login->id);
  g_ptr_array_add (headers, NULL);
  request.headers = (const char *const *) headers->pdata;
  request.body = body;
  spt_http_send_async (login->http, &request, spt_token_fetch_get_cancellable (login->fetch),
                       callback, login);
}

/* The text that was wanted, or NULL with the reason why not. */
static char *
read_answer (Login         *login,
             SptHttp       *http,
             GAsyncResult  *result,
             const char    *member,
             SptOutcome   **trouble)
{
  const char *const secrets[] = { login->secret, login->digest, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (SptHttpAnswer) answer = spt_http_send_finish (http, result, &error);
  char *text;

  if (answer == NULL)
    {
      gboolean header = g_error_matches (error, SPT_HTTP_ERROR, SPT_HTTP_ERROR_HEADER);

      *trouble = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "settings");
      (*trouble)->message = g_strdup (header ? "app-name" : "auth-url");
      return NULL;
    }
  if (answer->exchange != NULL)
    g_string_append_printf (login->record, "%s%s", login->record->len > 0 ? "\n" : "",
                            answer->exchange);
  *trouble = spt_tsdigital_login_read (answer, member, secrets, &text);

  return text;
}

static void
token_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Login *login = user_data;
  SptOutcome *trouble;
  char *token = read_answer (login, SPT_HTTP (source), result, "accessToken", &trouble);

  if (token != NULL)
    {
      set_n_refused (login, 0);
    }
  else if (g_str_equal (trouble->code, REJECTED))
    {
      set_n_refused (login, get_n_refused (login) + 1);
      if (++login->n_tries < MAX_TRIES && get_n_refused (login) < MAX_REFUSED)
        {
          spt_outcome_free (trouble);
          ask_nonce (login);
          return;
        }
    }

  finish (login, token, trouble);
  spt_token_wipe (token);
}

static void
nonce_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Login *login = user_data;
  SptOutcome *trouble;
  g_autofree char *nonce = read_answer (login, SPT_HTTP (source), result, "nonce", &trouble);

  if (nonce == NULL)
    {
      if (g_str_equal (trouble->code, REJECTED))
        set_n_refused (login, get_n_refused (login) + 1);
      finish (login, NULL, trouble);
      return;
    }

  spt_token_wipe (login->digest);
  login->digest = spt_tsdigital_dup_digest (login->key_id, login->secret, nonce);
  post (login, TOKENS, "digest", login->digest, token_cb);
}

static void
ask_nonce (Login *login)
{
  post (login, NONCES, NULL, NULL, nonce_cb);
}

/* "https://host/" and "https://host" are the same. */
static char *
dup_base (const char *url)
{
  char *base = g_strstrip (g_strdup (url));

  for (gsize length = strlen (base); length > 0 && base[length - 1] == '/'; length--)
    base[length - 1] = '\0';

  return base;
}

static void
fetch (SptTokenFetch *token,
       gpointer       data)
{
  const Wanted *wanted = data;
  const SptTsdigitalCredentials *credentials = wanted->credentials;
  Login *login = g_new0 (Login, 1);
  g_autofree char *hash = spt_text_sha256_hex (credentials->secret, strlen (credentials->secret));

  login->logins = ref_logins (wanted->logins);
  login->fetch = token;
  login->http = g_object_ref (wanted->call->http);
  login->clock = g_object_ref (wanted->call->clock);
  login->url = dup_base (credentials->url);
  login->key_id = g_strdup (credentials->key_id);
  login->secret = g_strdup (credentials->secret);
  login->app = g_strdup (credentials->app_name);
  login->id = g_strdup (wanted->call->uuid);
  login->who = g_strjoin ("\n", login->url, login->key_id, hash, NULL);
  login->record = g_string_new (NULL);
  if (get_n_refused (login) >= MAX_REFUSED && !wanted->by_hand)
    finish (login, NULL, spt_outcome_new (SPT_OUTCOME_NOT_SENT, "tsdigital-login-stopped"));
  else
    ask_nonce (login);
}

/**
 * spt_tsdigital_logins_get_async:
 * @self: the tokens
 * @call: HTTP, clock, and the operation that it is for; read before the call returns
 * @credentials: what with; read before the call returns
 * @refused: (nullable): a token that the registry did not take
 * @by_hand: whether a person asks: once more, however often the key was refused
 * @cancellable: (nullable): stops the waiting
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets a token for the registry. A key that was refused three times in a row is left alone until its
 * secret changes, or a person tries it (services facts 2.4).
 */
void
spt_tsdigital_logins_get_async (SptTsdigitalLogins            *self,
                                const SptCall                 *call,
                                const SptTsdigitalCredentials *credentials,
                                const char                    *refused,
                                gboolean                       by_hand,
                                GCancellable                  *cancellable,
                                GAsyncReadyCallback            callback,
                                gpointer                       user_data)
{
  g_autofree char *place = g_strjoin ("\n", credentials->url, credentials->key_id, NULL);
  Wanted wanted = { self, call, credentials, by_hand };
  const SptTokenRequest request = {
    .place = place,
    .secret = credentials->secret,
    .door = credentials->url,
    .closed_code = THROTTLED,
    .fetch = fetch,
    .data = &wanted,
  };

  spt_token_cache_get_async (self->cache, call->clock, &request, refused, cancellable, callback,
                             user_data);
}
