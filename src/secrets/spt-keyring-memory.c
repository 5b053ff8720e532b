/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets kept in memory, for as long as the program runs. */
#define G_LOG_DOMAIN "spt-keyring-memory"

#include "config.h"

#include "secrets/spt-keyring.h"

#define SPT_TYPE_KEYRING_MEMORY (spt_keyring_memory_get_type ())

G_DECLARE_FINAL_TYPE (SptKeyringMemory, spt_keyring_memory, SPT, KEYRING_MEMORY, GObject)

struct _SptKeyringMemory
{
  GObject     parent_instance;

  GHashTable *secrets; /* (owned) (element-type utf8 utf8): "credential key" to secret */
};

/* Neither a UUID nor a key holds a line break. */
static char *
make_name (const char *credential,
           const char *key)
{
  return g_strconcat (credential, "\n", key, NULL);
}

static void
lookup_async (SptKeyring          *keyring,
              const char          *credential,
              const char          *key,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  SptKeyringMemory *self = SPT_KEYRING_MEMORY (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = make_name (credential, key);

  g_task_set_source_tag (task, lookup_async);
  g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->secrets, name)),
                         (GDestroyNotify) spt_secret_free);
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
  SptKeyringMemory *self = SPT_KEYRING_MEMORY (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, store_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_replace (self->secrets, make_name (credential, key), g_strdup (secret));
  g_task_return_boolean (task, TRUE);
}

static void
clear_async (SptKeyring          *keyring,
             const char          *credential,
             const char          *key,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  SptKeyringMemory *self = SPT_KEYRING_MEMORY (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = make_name (credential, key);

  g_task_set_source_tag (task, clear_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_remove (self->secrets, name);
  g_task_return_boolean (task, TRUE);
}

static void
spt_keyring_memory_iface_init (SptKeyringInterface *iface)
{
  iface->lookup_async = lookup_async;
  iface->store_async = store_async;
  iface->clear_async = clear_async;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SptKeyringMemory, spt_keyring_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPT_TYPE_KEYRING,
                                                      spt_keyring_memory_iface_init))

static void
spt_keyring_memory_finalize (GObject *object)
{
  SptKeyringMemory *self = SPT_KEYRING_MEMORY (object);

  g_clear_pointer (&self->secrets, g_hash_table_unref);

  G_OBJECT_CLASS (spt_keyring_memory_parent_class)->finalize (object);
}

static void
spt_keyring_memory_class_init (SptKeyringMemoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = spt_keyring_memory_finalize;
}

static void
spt_keyring_memory_init (SptKeyringMemory *self)
{
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) spt_secret_free);
}

/**
 * spt_keyring_new_memory:
 *
 * Makes a keyring that forgets everything when it is let go: for tests, and for secrets that are
 * asked for each time.
 *
 * Returns: (transfer full): a keyring
 */
SptKeyring *
spt_keyring_new_memory (void)
{
  return g_object_new (SPT_TYPE_KEYRING_MEMORY, NULL);
}
