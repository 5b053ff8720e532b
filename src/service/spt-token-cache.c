/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens that calls carry: one in memory for each set of credentials, asked for once however many
 * wait for it. How one is got is the service's business. */

#define G_LOG_DOMAIN "spt-token-cache"

#include "config.h"

#include "service/spt-token-cache.h"

#include <string.h>

#include "base/spt-text.h"

/* A token, or the request for one that several wait for. */
typedef struct
{
  char         *place;   /* (owned) */
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

struct _SptTokenCache
{
  gatomicrefcount ref_count;
  GHashTable     *entries; /* (owned) (element-type utf8 Entry): by place and digest of the secret */
  GHashTable     *closed;  /* (owned) (element-type utf8 gint64): door -> not before */
};

/* What a request under way needs when it comes back. */
struct _SptTokenFetch
{
  SptTokenCache *cache;       /* (owned) */
  SptClock      *clock;       /* (owned) */
  GCancellable  *cancellable; /* (owned): by which it is told from others for the same entry */
  char          *key;         /* (owned): the entry */
  char          *door;        /* (owned) */
};

/**
 * spt_token_wipe:
 * @text: (transfer full) (nullable): a token or a secret
 *
 * Frees what nobody should find in memory that was given back.
 */
void
spt_token_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * spt_token_free:
 * @self: (transfer full) (nullable): a result
 *
 * Frees it.
 */
void
spt_token_free (SptToken *self)
{
  if (self == NULL)
    return;

  spt_token_wipe (self->text);
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
  spt_token_wipe (entry->text);
  g_ptr_array_unref (entry->waiters);
  g_free (entry);
}

static void
drop_text (Entry *entry)
{
  g_clear_pointer (&entry->text, spt_token_wipe);
  entry->until = 0;
}

static void
give (GTask      *task,
      const char *text,
      SptOutcome *trouble,
      const char *exchange)
{
  Waiter *waiter = g_task_get_task_data (task);
  SptToken *result = g_new0 (SptToken, 1);

  waiter->entry = NULL;
  result->text = g_strdup (text);
  result->trouble = trouble;
  result->exchange = g_strdup (exchange);
  g_task_return_pointer (task, result, (GDestroyNotify) spt_token_free);
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
fetch_free (SptTokenFetch *fetch)
{
  spt_token_cache_unref (fetch->cache);
  g_object_unref (fetch->clock);
  g_object_unref (fetch->cancellable);
  g_free (fetch->key);
  g_free (fetch->door);
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

/* Nobody asks there before that. */
static void
close_for (SptTokenFetch *fetch,
           gint64         ms)
{
  gint64 *not_before = g_new (gint64, 1);

  *not_before = spt_clock_get_boot_ms (fetch->clock) + ms;
  g_hash_table_insert (fetch->cache->closed, g_strdup (fetch->door), not_before);
}

/**
 * spt_token_fetch_get_cancellable:
 * @self: a request under way
 *
 * Gets what is cancelled when nobody waits for the token any more.
 *
 * Returns: (transfer none): the cancellable
 */
GCancellable *
spt_token_fetch_get_cancellable (SptTokenFetch *self)
{
  return self->cancellable;
}

/**
 * spt_token_fetch_done:
 * @self: (transfer full): a request under way
 * @text: (nullable): the token
 * @use_ms: for how long it is used
 * @trouble: (transfer full) (nullable): why there is none
 * @exchange: (nullable): what was exchanged, masked
 * @close_ms: for how long nobody is to ask there; 0 = it may be asked at once
 *
 * Gives a token, or the reason why there is none, to all who wait for it.
 */
void
spt_token_fetch_done (SptTokenFetch *self,
                      const char    *text,
                      gint64         use_ms,
                      SptOutcome    *trouble,
                      const char    *exchange,
                      gint64         close_ms)
{
  g_autoptr (SptOutcome) why = trouble;
  g_autoptr (GPtrArray) waiters = NULL;
  Entry *entry = g_hash_table_lookup (self->cache->entries, self->key);

  if (close_ms > 0)
    close_for (self, close_ms);

  /* One that all gave up is nobody's any more; there may be another for the same entry by now. */
  if (entry != NULL && entry->fetch == self->cancellable)
    {
      waiters = g_steal_pointer (&entry->waiters);
      entry->waiters = g_ptr_array_new_with_free_func (g_object_unref);
      g_clear_object (&entry->fetch);
      if (text != NULL && !entry->is_old)
        {
          entry->text = g_strdup (text);
          entry->until = spt_clock_get_boot_ms (self->clock) + use_ms;
        }
      else
        {
          g_hash_table_remove (self->cache->entries, self->key);
        }
    }
  /* Each gets it, however short its life: it is good for one use. */
  for (guint i = 0; waiters != NULL && i < waiters->len; i++)
    give (g_ptr_array_index (waiters, i), text, why != NULL ? copy_trouble (why) : NULL, exchange);
  fetch_free (self);
}

static void
begin (SptTokenCache         *self,
       SptClock              *clock,
       const SptTokenRequest *request,
       const char            *key,
       Entry                 *entry)
{
  SptTokenFetch *fetch = g_new0 (SptTokenFetch, 1);

  fetch->cache = spt_token_cache_ref (self);
  fetch->clock = g_object_ref (clock);
  fetch->cancellable = g_cancellable_new ();
  fetch->key = g_strdup (key);
  fetch->door = g_strdup (request->door);
  entry->fetch = g_object_ref (fetch->cancellable);
  request->fetch (fetch, request->data);
}

/* One entry a place: what was got with a secret that is not used any more goes. */
static Entry *
ensure_entry (SptTokenCache    *self,
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

/* How long a door wants to be left alone; 0 = it may be asked. */
static gint64
get_wait (SptTokenCache *self,
          const char    *door,
          gint64         now)
{
  const gint64 *not_before = g_hash_table_lookup (self->closed, door);

  return not_before != NULL ? MAX (*not_before - now, 0) : 0;
}

/**
 * spt_token_cache_get_async:
 * @self: the cache
 * @clock: whose time that counts suspend says how old a token is
 * @request: what is wanted
 * @refused: (nullable): a token that was not taken: it is dropped if it is still the one that is kept
 * @cancellable: (nullable): stops the waiting; the request goes on while others wait for it
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the token that is kept, or one that is being asked for, or asks for one. Nobody asks at a door
 * before the time that it named has passed.
 */
void
spt_token_cache_get_async (SptTokenCache         *self,
                           SptClock              *clock,
                           const SptTokenRequest *request,
                           const char            *refused,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *digest = NULL;
  g_autofree char *key = NULL;
  gint64 now = spt_clock_get_boot_ms (clock);
  gint64 wait;
  Entry *entry;

  g_task_set_source_tag (task, spt_token_cache_get_async);
  g_task_set_task_data (task, g_new0 (Waiter, 1), waiter_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  digest = spt_text_sha256_hex (request->secret, strlen (request->secret));
  key = g_strjoin ("\n", request->place, digest, NULL);
  entry = ensure_entry (self, request->place, key);
  if (entry->text != NULL && g_strcmp0 (entry->text, refused) == 0)
    drop_text (entry);
  if (entry->text != NULL && now < entry->until)
    {
      give (task, entry->text, NULL, NULL);
      return;
    }

  wait = get_wait (self, request->door, now);
  if (entry->fetch == NULL && wait > 0)
    {
      SptOutcome *trouble = spt_outcome_new (SPT_OUTCOME_NOT_SENT, request->closed_code);

      trouble->transient = TRUE;
      trouble->retry_after_ms = wait;
      give (task, NULL, trouble, NULL);
      return;
    }

  wait_for (task, entry);
  if (entry->fetch == NULL)
    {
      drop_text (entry);
      begin (self, clock, request, key, entry);
    }
}

/**
 * spt_token_cache_get_finish:
 * @self: the cache
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Finishes spt_token_cache_get_async().
 *
 * Returns: (transfer full) (nullable): a token, or why there is none; %NULL when the caller was
 *   cancelled
 */
SptToken *
spt_token_cache_get_finish (SptTokenCache     *self,
                            GAsyncResult      *result,
                            GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spt_token_cache_new:
 *
 * Makes an empty store of tokens.
 *
 * Returns: (transfer full): the store
 */
SptTokenCache *
spt_token_cache_new (void)
{
  SptTokenCache *self = g_new0 (SptTokenCache, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * spt_token_cache_ref:
 * @self: the cache
 *
 * Adds a reference: each request under way holds one.
 *
 * Returns: (transfer full): @self
 */
SptTokenCache *
spt_token_cache_ref (SptTokenCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * spt_token_cache_unref:
 * @self: (transfer full): the tokens
 *
 * Gives up a reference; with the last one every token is wiped.
 */
void
spt_token_cache_unref (SptTokenCache *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->closed);
  g_free (self);
}
