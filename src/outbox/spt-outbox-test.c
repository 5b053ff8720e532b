/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The live test of an account: one call that changes nothing, with secrets given or kept. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include "outbox/spt-outbox-private.h"
#include "store/spt-store-accounts.h"

typedef struct
{
  SptAccount *account; /* (owned) */
  GHashTable *secrets; /* (owned) (nullable) */
  SptOutcome *outcome; /* (owned) (nullable) */
} TestState;

static void
test_state_free (TestState *state)
{
  g_clear_object (&state->account);
  g_clear_pointer (&state->secrets, g_hash_table_unref);
  g_clear_pointer (&state->outcome, spt_outcome_free);
  g_free (state);
}

typedef struct
{
  gint64  account_id;
  char   *code; /* (nullable) */
} NoteTest;

static void
note_test_free (NoteTest *note)
{
  g_free (note->code);
  g_free (note);
}

static gboolean
note_test_job (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  NoteTest *note = data;

  return spt_db_note_account_test (db, note->account_id, note->code, error);
}

static void
note_test_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TestState *state = g_task_get_task_data (task);
  GError *error = NULL;

  if (spt_store_run_finish (SPT_STORE (object), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&state->outcome),
                           (GDestroyNotify) spt_outcome_free);
}

static void
call_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptOutbox *self = g_task_get_source_object (task);
  TestState *state = g_task_get_task_data (task);
  GError *error = NULL;
  NoteTest *note;

  state->outcome = spt_service_call_finish (SPT_SERVICE (object), result, &error);
  if (state->outcome == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (spt_account_get_id (state->account) == 0)
    {
      /* Not saved yet: the assistant tests before it saves. */
      g_task_return_pointer (task, g_steal_pointer (&state->outcome),
                             (GDestroyNotify) spt_outcome_free);
      return;
    }

  note = g_new0 (NoteTest, 1);
  note->account_id = spt_account_get_id (state->account);
  if (state->outcome->kind != SPT_OUTCOME_ACCEPTED)
    note->code = g_strdup (state->outcome->code);
  spt_store_run_async (self->store, SPT_STORE_WRITE, note_test_job, note,
                       (GDestroyNotify) note_test_free, NULL, note_test_cb,
                       g_steal_pointer (&task));
}

static void
call_now (gpointer user_data)
{
  GTask *task = user_data;
  SptOutbox *self = g_task_get_source_object (task);
  TestState *state = g_task_get_task_data (task);
  SptService *service = spt_services_find (spt_account_get_service (state->account));
  SptCall call = {
    .http = self->http,
    .clock = self->clock,
    .account = state->account,
    .secrets = state->secrets,
  };

  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else
    spt_service_call_async (service, SPT_CALL_TEST, &call, g_task_get_cancellable (task), call_cb,
                            task);
}

/* Takes @task. A key's limits count for all its accounts together: tests of forty bodies begun at
 * once go one after the other, and what is sent meanwhile waits its turn. */
static void
make_call (GTask *task)
{
  SptOutbox *self = g_task_get_source_object (task);
  TestState *state = g_task_get_task_data (task);
  gint64 wait = _spt_outbox_take_turn (self, state->account);

  if (wait > 0)
    spt_clock_add_timer (self->clock, wait, call_now, task);
  else
    call_now (task);
}

static void
secrets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  TestState *state = g_task_get_task_data (task);
  GError *error = NULL;

  state->secrets = _spt_outbox_get_secrets_finish (SPT_OUTBOX (object), result, NULL, &error);
  if (state->secrets == NULL)
    g_task_return_error (task, error);
  else
    make_call (g_steal_pointer (&task));
}

/**
 * spt_outbox_test_async:
 * @self: an outbox
 * @account: the account, saved or not
 * @secrets: (nullable) (element-type utf8 utf8): key to secret; %NULL = the ones that are kept
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Tries an account with a call that changes nothing; a saved account remembers how it went.
 */
void
spt_outbox_test_async (SptOutbox           *self,
                       SptAccount          *account,
                       GHashTable          *secrets,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  TestState *state;

  g_return_if_fail (SPT_IS_OUTBOX (self));
  g_return_if_fail (SPT_IS_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_outbox_test_async);
  state = g_new0 (TestState, 1);
  state->account = g_object_ref (account);
  g_task_set_task_data (task, state, (GDestroyNotify) test_state_free);

  if (spt_services_find (spt_account_get_service (account)) == NULL)
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                               "This version has no service \"%s\"",
                               spt_account_get_service (account));
      return;
    }

  if (secrets != NULL)
    {
      state->secrets = g_hash_table_ref (secrets);
      make_call (g_steal_pointer (&task));
    }
  else
    {
      _spt_outbox_get_secrets_async (self, account, cancellable, secrets_cb,
                                     g_steal_pointer (&task));
    }
}

/**
 * spt_outbox_test_finish:
 * @self: an outbox
 * @result: the result
 * @error: return location for an error: a keyring's, or a setting the service cannot work with
 *
 * Ends spt_outbox_test_async().
 *
 * Returns: (transfer full): the outcome; accepted = the account works
 */
SptOutcome *
spt_outbox_test_finish (SptOutbox     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
