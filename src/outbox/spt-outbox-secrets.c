/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetching the secrets an account's service needs, one after the other, from this session's answers
 * and the keyring. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include "outbox/spt-outbox-private.h"

typedef struct
{
  SptAccount *account; /* (owned) */
  GPtrArray  *keys;    /* (owned) (element-type utf8) still to fetch, last first */
  GHashTable *found;   /* (owned) */
  const char *missing; /* of the schema: lives as long as the service */
} SecretsState;

static void fetch_next (GTask *task);

static void
secrets_state_free (SecretsState *state)
{
  g_clear_object (&state->account);
  g_clear_pointer (&state->keys, g_ptr_array_unref);
  g_clear_pointer (&state->found, g_hash_table_unref);
  g_free (state);
}

/* A secret that the service can do without is left out when it is nowhere. */
static gboolean
is_required (SptAccount *account,
             const char *key)
{
  SptService *service = spt_services_find (spt_account_get_service (account));

  return spt_service_needs (service, account, key);
}

static void
lookup_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SecretsState *state = g_task_get_task_data (task);
  const char *key = g_ptr_array_index (state->keys, state->keys->len - 1);
  char *secret = spt_keyring_lookup_finish (SPT_KEYRING (object), result, &error);

  if (secret == NULL && is_required (state->account, key))
    {
      state->missing = key;
      if (error != NULL)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_FAILED,
                                 "No keyring holds \"%s\" of this account", key);
      return;
    }

  if (secret != NULL)
    g_hash_table_insert (state->found, g_strdup (key), secret);

  g_ptr_array_set_size (state->keys, state->keys->len - 1);
  fetch_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
fetch_next (GTask *task)
{
  SecretsState *state = g_task_get_task_data (task);
  SptOutbox *self = g_task_get_source_object (task);
  const char *credential = spt_account_get_credential (state->account);

  while (state->keys->len > 0)
    {
      const char *key = g_ptr_array_index (state->keys, state->keys->len - 1);
      const char *given = _spt_outbox_get_given_secret (self, credential, key);

      if (given == NULL)
        {
          spt_keyring_lookup_async (self->keyring, credential, key,
                                    g_task_get_cancellable (task), lookup_cb, task);
          return;
        }

      g_hash_table_insert (state->found, g_strdup (key), g_strdup (given));
      g_ptr_array_set_size (state->keys, state->keys->len - 1);
    }

  g_task_return_pointer (task, g_steal_pointer (&state->found),
                         (GDestroyNotify) g_hash_table_unref);
  g_object_unref (task);
}

void
_spt_outbox_get_secrets_async (SptOutbox           *self,
                               SptAccount          *account,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SptService *service = spt_services_find (spt_account_get_service (account));
  SecretsState *state = g_new0 (SecretsState, 1);
  const SptGroupDef *root;
  GError *error = NULL;
  SptSchema *schema;

  g_task_set_source_tag (task, _spt_outbox_get_secrets_async);
  g_task_set_task_data (task, state, (GDestroyNotify) secrets_state_free);

  state->account = g_object_ref (account);
  state->keys = g_ptr_array_new_with_free_func (g_free);
  state->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) spt_secret_free);

  schema = service != NULL ? spt_service_get_account_schema (service, &error) : NULL;
  if (schema == NULL)
    {
      if (error == NULL)
        error = g_error_new (SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                             "This version has no service \"%s\"",
                             spt_account_get_service (account));
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  root = spt_schema_get_root (schema);
  for (guint i = root->n_fields; i > 0; i--)
    {
      if (root->fields[i - 1].kind == SPT_FIELD_SECRET)
        g_ptr_array_add (state->keys, g_strdup (root->fields[i - 1].name));
    }

  fetch_next (task);
}

GHashTable *
_spt_outbox_get_secrets_finish (SptOutbox     *self,
                                GAsyncResult  *result,
                                const char   **missing_key,
                                GError       **error)
{
  SecretsState *state = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (missing_key != NULL)
    *missing_key = state->missing;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * _spt_outbox_code_of_secret_error:
 * @error: of _spt_outbox_get_secrets_finish()
 *
 * Returns: (transfer none): the code that explains it to people
 */
const char *
_spt_outbox_code_of_secret_error (const GError *error)
{
  if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED) ||
      g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_TIMEOUT))
    return "keyring-locked";
  if (g_error_matches (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING))
    return "keyring-missing";
  if (error->domain == SPT_KEYRING_ERROR)
    return "no-credentials";
  return "settings";
}

/* --- answers of this session ------------------------------------------------------------------- */

static char *
given_name (const char *credential,
            const char *key)
{
  return g_strconcat (credential, " ", key, NULL);
}

const char *
_spt_outbox_get_given_secret (SptOutbox  *self,
                              const char *credential,
                              const char *key)
{
  g_autofree char *name = given_name (credential, key);

  return g_hash_table_lookup (self->given, name);
}

/**
 * spt_outbox_give_secret:
 * @self: an outbox
 * @credential: whose secret was asked for
 * @key: which
 * @secret: (nullable): the answer; %NULL = declined
 *
 * Answers SptOutbox::needs-secret. The secret stays in memory, for as long as the program runs.
 */
void
spt_outbox_give_secret (SptOutbox  *self,
                        const char *credential,
                        const char *key,
                        const char *secret)
{
  g_return_if_fail (SPT_IS_OUTBOX (self));
  g_return_if_fail (credential != NULL && key != NULL);

  g_hash_table_remove (self->asking, credential);
  if (secret != NULL)
    g_hash_table_replace (self->given, given_name (credential, key), g_strdup (secret));
  else
    g_hash_table_add (self->declined, g_strdup (credential));
  _spt_outbox_look_for_work (self);
}

/**
 * spt_outbox_forget_secrets:
 * @self: an outbox
 * @credential: whose secrets
 *
 * Forgets what was given in this session: the account was changed or removed.
 */
void
spt_outbox_forget_secrets (SptOutbox  *self,
                           const char *credential)
{
  g_autofree char *start = g_strconcat (credential, " ", NULL);
  GHashTableIter iter;
  gpointer name;

  g_return_if_fail (SPT_IS_OUTBOX (self));

  g_hash_table_iter_init (&iter, self->given);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_str_has_prefix (name, start))
        g_hash_table_iter_remove (&iter);
    }
}
