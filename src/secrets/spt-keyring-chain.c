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

typedef struct
{
  SptKeyringCall  call;  /* its texts are owned */
  guint           next;  /* index of the keyring to ask */
  GError         *error; /* (owned) (nullable): the one worth telling if nobody can */
} Walk;

static void
walk_free (Walk *self)
{
  g_free ((char *) self->call.credential);
  g_free ((char *) self->call.key);
  g_free ((char *) self->call.label);
  spt_secret_free ((char *) self->call.secret);
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

  switch (walk->call.action)
    {
    case SPT_KEYRING_LOOKUP:
      secret = spt_keyring_lookup_finish (keyring, result, &error);
      done = secret != NULL;
      break;
    case SPT_KEYRING_STORE:
      done = spt_keyring_store_finish (keyring, result, &error);
      break;
    case SPT_KEYRING_CLEAR:
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

  if (done && walk->call.action == SPT_KEYRING_LOOKUP)
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

  if (walk->next == self->keyrings->len)
    {
      /* What cannot be written cannot hold an old copy of ours. */
      if (walk->call.action == SPT_KEYRING_CLEAR && error_weight (walk->error) < 3)
        g_clear_error (&walk->error);

      if (walk->error != NULL)
        g_task_return_error (task, g_steal_pointer (&walk->error));
      else if (walk->call.action == SPT_KEYRING_LOOKUP)
        g_task_return_pointer (task, NULL, NULL);
      else if (walk->call.action == SPT_KEYRING_CLEAR)
        g_task_return_boolean (task, TRUE);
      else
        g_task_return_new_error (task, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING,
                                 "There is no place that keeps secrets");
      g_object_unref (task);
      return;
    }

  spt_keyring_run_async (g_ptr_array_index (self->keyrings, walk->next++), &walk->call,
                         g_task_get_cancellable (task), asked_cb, task);
}

static void
run (SptKeyring           *keyring,
     const SptKeyringCall *call,
     GTask                *task)
{
  Walk *walk = g_new0 (Walk, 1);

  walk->call.action = call->action;
  walk->call.credential = g_strdup (call->credential);
  walk->call.key = g_strdup (call->key);
  walk->call.label = g_strdup (call->label);
  walk->call.secret = g_strdup (call->secret);
  g_task_set_task_data (task, walk, (GDestroyNotify) walk_free);
  /* What was stored is stored, whatever was cancelled after it. */
  g_task_set_check_cancellable (task, FALSE);

  step (g_object_ref (task));
}

static void
spt_keyring_chain_iface_init (SptKeyringInterface *iface)
{
  iface->run = run;
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
 * only if none has. Storing goes to the first that can, removing to all.
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
