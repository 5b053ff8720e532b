/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface to the places where secrets live. */
#define G_LOG_DOMAIN "spt-keyring"

#include "config.h"

#include "secrets/spt-keyring.h"

#include <string.h>

G_DEFINE_QUARK (spt_keyring_error_quark, spt_keyring_error)

/**
 * spt_secret_free:
 * @secret: (transfer full) (nullable): a secret
 *
 * Wipes a secret and frees it.
 */
void
spt_secret_free (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

G_DEFINE_INTERFACE (SptKeyring, spt_keyring, G_TYPE_OBJECT)

static void
spt_keyring_default_init (SptKeyringInterface *iface)
{
}

/**
 * spt_keyring_run_async:
 * @self: a keyring
 * @call: what is asked; copied
 * @cancellable: (nullable): stops it
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Looks up, stores or clears a secret; to be finished by the finish of what it was.
 */
void
spt_keyring_run_async (SptKeyring           *self,
                       const SptKeyringCall *call,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPT_IS_KEYRING (self));
  g_return_if_fail (call->credential != NULL);
  g_return_if_fail (call->key != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_keyring_run_async);
  if (!g_task_return_error_if_cancelled (task))
    SPT_KEYRING_GET_IFACE (self)->run (self, call, task);
}

/**
 * spt_keyring_lookup_async:
 * @self: a keyring
 * @credential: the UUID of the account's credential
 * @key: which secret of it ("subscription-key")
 * @cancellable: (nullable): stops the search
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Looks a secret up.
 */
void
spt_keyring_lookup_async (SptKeyring          *self,
                          const char          *credential,
                          const char          *key,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  const SptKeyringCall call = { SPT_KEYRING_LOOKUP, credential, key, NULL, NULL };

  spt_keyring_run_async (self, &call, cancellable, callback, user_data);
}

/**
 * spt_keyring_lookup_finish:
 * @self: a keyring
 * @result: what the callback was given
 * @error: return location for an error of domain %SPT_KEYRING_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Finishes spt_keyring_lookup_async().
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with spt_secret_free(); %NULL
 *   without an error when there is none
 */
char *
spt_keyring_lookup_finish (SptKeyring    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * spt_keyring_store_async:
 * @self: a keyring
 * @credential: the UUID of the account's credential
 * @key: which secret of it
 * @label: what a person sees in the desktop's own list of passwords ("Sportello – Comune:
 *   subscription-key")
 * @secret: copied
 * @cancellable: (nullable): stops the storing
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Stores a secret, in the place of one that may be there.
 */
void
spt_keyring_store_async (SptKeyring          *self,
                         const char          *credential,
                         const char          *key,
                         const char          *label,
                         const char          *secret,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  const SptKeyringCall call = { SPT_KEYRING_STORE, credential, key, label, secret };

  g_return_if_fail (label != NULL);
  g_return_if_fail (secret != NULL);

  spt_keyring_run_async (self, &call, cancellable, callback, user_data);
}

/**
 * spt_keyring_store_finish:
 * @self: a keyring
 * @result: what the callback was given
 * @error: return location for an error of domain %SPT_KEYRING_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Finishes spt_keyring_store_async().
 *
 * Returns: %TRUE when the secret is kept
 */
gboolean
spt_keyring_store_finish (SptKeyring    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * spt_keyring_clear_async:
 * @self: a keyring
 * @credential: the UUID of the account's credential
 * @key: which secret of it
 * @cancellable: (nullable): stops the removal
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Removes a secret. That there is none is no error.
 */
void
spt_keyring_clear_async (SptKeyring          *self,
                         const char          *credential,
                         const char          *key,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  const SptKeyringCall call = { SPT_KEYRING_CLEAR, credential, key, NULL, NULL };

  spt_keyring_run_async (self, &call, cancellable, callback, user_data);
}

/**
 * spt_keyring_clear_finish:
 * @self: a keyring
 * @result: what the callback was given
 * @error: return location for an error of domain %SPT_KEYRING_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Finishes spt_keyring_clear_async().
 *
 * Returns: %TRUE when the secret is not there any more
 */
gboolean
spt_keyring_clear_finish (SptKeyring    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
