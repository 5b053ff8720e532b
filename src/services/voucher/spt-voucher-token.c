/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The OAuth 2 token that every call to the gateway carries: one in memory for each set of
 * credentials, asked for once however many wait for it (services facts 4.4). */

#define G_LOG_DOMAIN "spt-voucher-token"

#include "config.h"

#include "services/voucher/spt-voucher-token.h"

#include <string.h>

#include "base/spt-redact.h"
#include "base/spt-text.h"

#define TIMEOUT_S         30
#define CONNECT_TIMEOUT_S 10

/* A token, or the request for one that several wait for. */
typedef struct
{
  char         *place;   /* (owned): url, client and scope */
  char         *text;    /* (owned) (nullable) */
  gint64        until;   /* on the clock that counts suspend */
  GCancellable *fetch;   /* (owned) (nullable): the request under way */
  GPtrArray    *waiters; /* (owned) (element-type GTask) */
  gboolean      is_old;  /* the secret was changed: its answer is for those who wait, and not kept */
} Entry;

/* The data of a task that waits. */
typedef struct
{
  Entry   *entry;  /* (unowned) (nullable): %NULL once it was answered */
  GSource *source; /* (owned) (nullable): the caller's cancellable */
} Waiter;

struct _SptVoucherTokens
{
  gatomicrefcount ref_count;
  GHashTable     *entries; /* (owned) (element-type utf8 Entry): by place and digest of the secret */
  GHashTable     *closed;  /* (owned) (element-type utf8 gint64): url -> not before, after a 429 */
};

/* What a request under way needs when it comes back. */
typedef struct
{
  SptVoucherTokens *tokens;      /* (owned) */
  SptClock         *clock;       /* (owned) */
  GCancellable     *cancellable; /* (owned): by which it is told from others for the same entry */
  char             *key;         /* (owned): the entry */
  char             *url;         /* (owned) */
  char             *secret;      /* (owned): to mask it */
} Fetch;

/* Wipes what nobody should find in memory that was given back. */
static void
free_secret (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * spt_voucher_token_free:
 * @self: (transfer full) (nullable): a result
 *
 * Frees it.
 */
void
spt_voucher_token_free (SptVoucherToken *self)
{
  if (self == NULL)
    return;

  free_secret (self->text);
  g_clear_pointer (&self->trouble, spt_outcome_free);
  g_free (self->exchange);
  g_free (self);
}

/* --- who waits --------------------------------------------------------------------------------- */

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->source != NULL)
    {
      g_source_destroy (waiter->source);
      g_source_unref (waiter->source);
    }
  g_free (waiter);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  if (entry->fetch != NULL)
    g_cancellable_cancel (entry->fetch);
  g_clear_object (&entry->fetch);
  g_free (entry->place);
  free_secret (entry->text);
  g_ptr_array_unref (entry->waiters);
  g_free (entry);
}

static void
drop_text (Entry *entry)
{
  g_clear_pointer (&entry->text, free_secret);
  entry->until = 0;
}

static void
give (GTask      *task,
      const char *text,
      SptOutcome *trouble,
      const char *exchange)
{
  Waiter *waiter = g_task_get_task_data (task);
  SptVoucherToken *result = g_new0 (SptVoucherToken, 1);

  waiter->entry = NULL;
  result->text = g_strdup (text);
  result->trouble = trouble;
  result->exchange = g_strdup (exchange);
  g_task_return_pointer (task, result, (GDestroyNotify) spt_voucher_token_free);
}

/* One that waits gives up: the request goes on for the others, and ends with the last of them. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Waiter *waiter = g_task_get_task_data (task);
  Entry *entry = waiter->entry;

  if (entry == NULL)
    return G_SOURCE_REMOVE;

  waiter->entry = NULL;
  g_ptr_array_remove_fast (entry->waiters, task);
  if (entry->waiters->len == 0 && entry->fetch != NULL)
    {
      g_cancellable_cancel (entry->fetch);
      g_clear_object (&entry->fetch);
    }
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           "cancelled before a byte left");

  return G_SOURCE_REMOVE;
}

static void
wait_for (GTask *task,
          Entry *entry)
{
  Waiter *waiter = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->entry = entry;
  g_ptr_array_add (entry->waiters, g_object_ref (task));
  if (cancellable == NULL)
    return;
  waiter->source = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->source, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (waiter->source, g_main_context_get_thread_default ());
}

/* --- asking ------------------------------------------------------------------------------------ */

static void
fetch_free (Fetch *fetch)
{
  spt_voucher_tokens_unref (fetch->tokens);
  g_object_unref (fetch->clock);
  g_object_unref (fetch->cancellable);
  g_free (fetch->key);
  g_free (fetch->url);
  free_secret (fetch->secret);
  g_free (fetch);
}

static SptOutcome *
copy_trouble (const SptOutcome *trouble)
{
  SptOutcome *copy = spt_outcome_new (trouble->kind, trouble->code);

  copy->transient = trouble->transient;
  copy->http_status = trouble->http_status;
  copy->message = g_strdup (trouble->message);
  copy->retry_after_ms = trouble->retry_after_ms;

  return copy;
}

/* The recorder knows no token that is only being born. */
static char *
dup_exchange (const char *exchange,
              const char *secret,
              const char *token)
{
  const char *const secrets[] = { secret, token, NULL };

  return exchange != NULL ? spt_redact_text (exchange, secrets) : NULL;
}

/* Nobody asks there before that. */
static void
close_for (Fetch  *fetch,
           gint64  ms)
{
  gint64 *not_before = g_new (gint64, 1);

  *not_before = spt_clock_get_boot_ms (fetch->clock) + ms;
  g_hash_table_insert (fetch->tokens->closed, g_strdup (fetch->url), not_before);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptHttpAnswer) answer = spt_http_send_finish (SPT_HTTP (source), result, &error);
  g_autoptr (SptOutcome) trouble = NULL;
  g_autoptr (GPtrArray) waiters = NULL;
  g_autofree char *exchange = NULL;
  char *text = NULL;
  gint64 life_ms = 0;
  Entry *entry = g_hash_table_lookup (fetch->tokens->entries, fetch->key);

  if (answer != NULL)
    {
      trouble = spt_voucher_token_read (answer, fetch->secret, &text, &life_ms);
      exchange = dup_exchange (answer->exchange, fetch->secret, text);
    }
  else
    {
      trouble = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "settings");
      trouble->message = g_strdup ("token-url");
    }
  if (trouble != NULL && g_strcmp0 (trouble->code, "voucher-token-throttled") == 0)
    close_for (fetch, trouble->retry_after_ms);

  /* One that all gave up is nobody's any more; there may be another for the same entry by now. */
  if (entry != NULL && entry->fetch == fetch->cancellable)
    {
      waiters = g_steal_pointer (&entry->waiters);
      entry->waiters = g_ptr_array_new_with_free_func (g_object_unref);
      g_clear_object (&entry->fetch);
      if (text != NULL && !entry->is_old)
        {
          entry->text = g_strdup (text);
          entry->until = spt_clock_get_boot_ms (fetch->clock) +
                         spt_voucher_token_get_use_ms (life_ms);
        }
      else
        {
          g_hash_table_remove (fetch->tokens->entries, fetch->key);
        }
    }
  /* Each gets it, however short its life: it is good for one use. */
  for (guint i = 0; waiters != NULL && i < waiters->len; i++)
    give (g_ptr_array_index (waiters, i), text, trouble != NULL ? copy_trouble (trouble) : NULL,
          exchange);
  free_secret (text);
  fetch_free (fetch);
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
fetch (SptVoucherTokens            *self,
       SptHttp                     *http,
       SptClock                    *clock,
       const SptVoucherCredentials *credentials,
       const char                  *key,
       Entry                       *entry)
{
  GString *form = g_string_new (NULL);
  g_autofree char *escaped = g_uri_escape_string (credentials->secret, NULL, FALSE);
  const char *const headers[] = { "Accept", "application/json", NULL };
  const char *const secrets[] = { credentials->secret, escaped, NULL };
  g_autoptr (GBytes) body = NULL;
  Fetch *fetch = g_new0 (Fetch, 1);
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

  fetch->tokens = spt_voucher_tokens_ref (self);
  fetch->clock = g_object_ref (clock);
  fetch->cancellable = g_cancellable_new ();
  fetch->key = g_strdup (key);
  fetch->url = g_strdup (credentials->url);
  fetch->secret = g_strdup (credentials->secret);
  entry->fetch = g_object_ref (fetch->cancellable);
  spt_http_send_async (http, &request, fetch->cancellable, fetched_cb, fetch);
}

/* One entry a place: what was got with a secret that is not used any more goes. */
static Entry *
ensure_entry (SptVoucherTokens *self,
              const char       *place,
              const char       *key)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);
  GHashTableIter iter;
  gpointer other;

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->place = g_strdup (place);
      entry->waiters = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->entries, g_strdup (key), entry);
    }
  entry->is_old = FALSE;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &other))
    {
      Entry *old = other;

      if (old == entry || !g_str_equal (old->place, place))
        continue;
      if (old->fetch == NULL)
        g_hash_table_iter_remove (&iter);
      else
        old->is_old = TRUE;
    }

  return entry;
}

/* How long the token's address wants to be left alone; 0 = it may be asked. */
static gint64
get_wait (SptVoucherTokens *self,
          const char       *url,
          gint64            now)
{
  const gint64 *not_before = g_hash_table_lookup (self->closed, url);

  return not_before != NULL ? MAX (*not_before - now, 0) : 0;
}

/**
 * spt_voucher_tokens_get_async:
 * @self: the tokens
 * @http: what asks for one
 * @clock: whose time that counts suspend says how old a token is
 * @credentials: what with; read before the call returns
 * @refused: (nullable): a token that the gateway did not take: it is dropped if it is still the one
 *   that is kept
 * @cancellable: (nullable): stops the waiting; the request goes on while others wait for it
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the token that is kept, or one that is being asked for, or asks for one. After a 429 nobody
 * asks before the time that it named has passed (services facts 4.4).
 */
void
spt_voucher_tokens_get_async (SptVoucherTokens            *self,
                              SptHttp                     *http,
                              SptClock                    *clock,
                              const SptVoucherCredentials *credentials,
                              const char                  *refused,
                              GCancellable                *cancellable,
                              GAsyncReadyCallback          callback,
                              gpointer                     user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *digest = NULL;
  g_autofree char *place = NULL;
  g_autofree char *key = NULL;
  gint64 now = spt_clock_get_boot_ms (clock);
  gint64 wait;
  Entry *entry;

  g_task_set_source_tag (task, spt_voucher_tokens_get_async);
  g_task_set_task_data (task, g_new0 (Waiter, 1), waiter_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  digest = spt_text_sha256_hex (credentials->secret, strlen (credentials->secret));
  place = g_strjoin ("\n", credentials->url, credentials->client_id, credentials->scope, NULL);
  key = g_strjoin ("\n", place, digest, NULL);
  entry = ensure_entry (self, place, key);
  if (entry->text != NULL && g_strcmp0 (entry->text, refused) == 0)
    drop_text (entry);
  if (entry->text != NULL && now < entry->until)
    {
      give (task, entry->text, NULL, NULL);
      return;
    }

  wait = get_wait (self, credentials->url, now);
  if (entry->fetch == NULL && wait > 0)
    {
      SptOutcome *trouble = spt_outcome_new (SPT_OUTCOME_NOT_SENT, "voucher-token-throttled");

      trouble->transient = TRUE;
      trouble->retry_after_ms = wait;
      give (task, NULL, trouble, NULL);
      return;
    }

  wait_for (task, entry);
  if (entry->fetch == NULL)
    {
      drop_text (entry);
      fetch (self, http, clock, credentials, key, entry);
    }
}

/**
 * spt_voucher_tokens_get_finish:
 * @self: the tokens
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Finishes spt_voucher_tokens_get_async().
 *
 * Returns: (transfer full) (nullable): a token, or why there is none; %NULL when the caller was
 *   cancelled
 */
SptVoucherToken *
spt_voucher_tokens_get_finish (SptVoucherTokens  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spt_voucher_tokens_new:
 *
 * Makes an empty store of tokens.
 *
 * Returns: (transfer full): the store
 */
SptVoucherTokens *
spt_voucher_tokens_new (void)
{
  SptVoucherTokens *self = g_new0 (SptVoucherTokens, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * spt_voucher_tokens_ref:
 * @self: the tokens
 *
 * Adds a reference: each request under way holds one.
 *
 * Returns: (transfer full): @self
 */
SptVoucherTokens *
spt_voucher_tokens_ref (SptVoucherTokens *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spt_voucher_tokens_unref:
 * @self: (transfer full): the tokens
 *
 * Gives up a reference; with the last one every token is wiped.
 */
void
spt_voucher_tokens_unref (SptVoucherTokens *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->closed);
  g_free (self);
}
