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
run (SptKeyring           *keyring,
     const SptKeyringCall *call,
     GTask                *task)
{
  SptKeyringMemory *self = SPT_KEYRING_MEMORY (keyring);
  g_autofree char *name = make_name (call->credential, call->key);

  switch (call->action)
    {
    case SPT_KEYRING_LOOKUP:
      g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->secrets, name)),
                             (GDestroyNotify) spt_secret_free);
      return;
    case SPT_KEYRING_STORE:
      g_hash_table_replace (self->secrets, g_steal_pointer (&name), g_strdup (call->secret));
      break;
    case SPT_KEYRING_CLEAR:
      g_hash_table_remove (self->secrets, name);
      break;
    default:
      g_assert_not_reached ();
    }
  g_task_return_boolean (task, TRUE);
}

static void
spt_keyring_memory_iface_init (SptKeyringInterface *iface)
{
  iface->run = run;
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
