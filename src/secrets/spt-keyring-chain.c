/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several keyrings asked one after the other. */
#define G_LOG_DOMAIN "spt-keyring-chain"

#include "config.h"

#include "secrets/spt-keyring.h"

#define SPT_TYPE_KEYRING_CHAIN (spt_keyring_chain_get_type ())

G_DECLARE_FINAL_TYPE (SptKeyringChain, spt_keyring_chain, SPT, KEYRING_CHAIN, GObject)

struct _SptKeyringChain
{
  GObject    parent_instance;

  GPtrArray *keyrings; /* (owned) (element-type SptKeyring) */
};

typedef enum
{
  LOOKUP,
  STORE,
  CLEAR
} Kind;

typedef struct
{
  Kind    kind;
  guint   next;       /* index of the keyring to ask */
  char   *credential; /* (owned) */
  char   *key;        /* (owned) */
  char   *label;      /* (owned) (nullable) */
  char   *secret;     /* (owned) (nullable) */
  GError *error;      /* (owned) (nullable): the one worth telling if nobody can */
} Walk;

static void
walk_free (Walk *self)
{
  g_free (self->credential);
  g_free (self->key);
  g_free (self->label);
  spt_secret_free (self->secret);
  g_clear_error (&self->error);
  g_free (self);
}

static void step (GTask *task);

/* A keyring that is locked says more than one that is not there, and that more than one that can
 * only be read. */
static int
error_weight (const GError *error)
{
  if (error == NULL)
    return 0;
  if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_READ_ONLY))
    return 1;
  if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING))
    return 2;

  return 3;
}

static void
keep_error (Walk   *self,
            GError *error)
{
  if (error_weight (error) > error_weight (self->error))
    {
      g_clear_error (&self->error);
      self->error = g_error_copy (error);
    }
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Walk *walk = g_task_get_task_data (task);
  SptKeyring *keyring = SPT_KEYRING (object);
  g_autoptr (GError) error = NULL;
  char *secret = NULL;
  gboolean done = FALSE;

  switch (walk->kind)
    {
    case LOOKUP:
      secret = spt_keyring_lookup_finish (keyring, result, &error);
      done = secret != NULL;
      break;
    case STORE:
      done = spt_keyring_store_finish (keyring, result, &error);
      break;
    case CLEAR:
      /* Every place is asked: an old copy must not come back. */
      spt_keyring_clear_finish (keyring, result, &error);
      break;
    default:
      g_assert_not_reached ();
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (error != NULL)
    keep_error (walk, error);

  if (done && walk->kind == LOOKUP)
    g_task_return_pointer (task, secret, (GDestroyNotify) spt_secret_free);
  else if (done)
    g_task_return_boolean (task, TRUE);
  else
    step (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
step (GTask *task)
{
  SptKeyringChain *self = g_task_get_source_object (task);
  Walk *walk = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  SptKeyring *keyring;

  if (walk->next == self->keyrings->len)
    {
      /* What cannot be written cannot hold an old copy of ours. */
      if (walk->kind == CLEAR && error_weight (walk->error) < 3)
        g_clear_error (&walk->error);

      if (walk->error != NULL)
        g_task_return_error (task, g_steal_pointer (&walk->error));
      else if (walk->kind == LOOKUP)
        g_task_return_pointer (task, NULL, NULL);
      else if (walk->kind == CLEAR)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_new_error (task, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING,
                                 "There is no place that keeps secrets");
      g_object_unref (task);
      return;
    }

  keyring = g_ptr_array_index (self->keyrings, walk->next++);
  switch (walk->kind)
    {
    case LOOKUP:
      spt_keyring_lookup_async (keyring, walk->credential, walk->key, cancellable, asked_cb, task);
      break;
    case STORE:
      spt_keyring_store_async (keyring, walk->credential, walk->key, walk->label, walk->secret,
                               cancellable, asked_cb, task);
      break;
    case CLEAR:
      spt_keyring_clear_async (keyring, walk->credential, walk->key, cancellable, asked_cb, task);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
start (SptKeyring          *keyring,
       Kind                 kind,
       const char          *credential,
       const char          *key,
       const char          *label,
       const char          *secret,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (keyring, cancellable, callback, user_data);
  Walk *walk = g_new0 (Walk, 1);

  g_task_set_source_tag (task, start);
  walk->kind = kind;
  walk->credential = g_strdup (credential);
  walk->key = g_strdup (key);
  walk->label = g_strdup (label);
  walk->secret = g_strdup (secret);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  /* What was stored is stored, whatever was cancelled after it. */
  g_task_set_check_cancellable (task, FALSE);

  step (task);
}

static void
lookup_async (SptKeyring          *keyring,
              const char          *credential,
              const char          *key,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  start (keyring, LOOKUP, credential, key, NULL, NULL, cancellable, callback, user_data);
}

static void
store_async (SptKeyring          *keyring,
             const char          *credential,
             const char          *key,
             const char          *label,
             const char          *secret,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  start (keyring, STORE, credential, key, label, secret, cancellable, callback, user_data);
}

static void
clear_async (SptKeyring          *keyring,
             const char          *credential,
             const char          *key,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  start (keyring, CLEAR, credential, key, NULL, NULL, cancellable, callback, user_data);
}

static void
spt_keyring_chain_iface_init (SptKeyringInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->store_async = store_async;
  iface->clear_async = clear_async;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SptKeyringChain, spt_keyring_chain, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPT_TYPE_KEYRING,
                                                      spt_keyring_chain_iface_init))

static void
spt_keyring_chain_finalize (GObject *object)
{
  SptKeyringChain *self = SPT_KEYRING_CHAIN (object);

  g_clear_pointer (&self->keyrings, g_ptr_array_unref);

  G_OBJECT_CLASS (spt_keyring_chain_parent_class)->finalize (object);
}

static void
spt_keyring_chain_class_init (SptKeyringChainClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_keyring_chain_finalize;
}

static void
spt_keyring_chain_init (SptKeyringChain *self)
{
  self->keyrings = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * spt_keyring_new_chain:
 * @keyrings: (array zero-terminated=1): in the order of asking; each is referenced
 *
 * Makes a keyring of several. A secret comes from the first that has it; a failure of one is told
 * only if none has.
 * Storing goes to the first that can, removing to all.
 *
 * Returns: (transfer full): a keyring
 */
SptKeyring *
spt_keyring_new_chain (SptKeyring **keyrings)
{
  SptKeyringChain *self;

  g_return_val_if_fail (keyrings != NULL, NULL);

  self = g_object_new (SPT_TYPE_KEYRING_CHAIN, NULL);
  for (gsize i = 0; keyrings[i] != NULL; i++)
    g_ptr_array_add (self->keyrings, g_object_ref (keyrings[i]));

  return SPT_KEYRING (self);
}
