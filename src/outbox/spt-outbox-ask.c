/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person asks about one submission out of its turn: what became of it, its report once more. */
#define G_LOG_DOMAIN "spt-outbox"

#include "config.h"

#include "outbox/spt-outbox-private.h"

/**
 * spt_outbox_settle_async:
 * @self: an outbox
 * @id: an uncertain submission
 * @cancellable: (nullable): a cancellable
 * @callback: called when the look-up has ended
 * @user_data: for @callback
 *
 * Looks the truth up with calls that change nothing; never sends the submission again.
 */
void
spt_outbox_settle_async (SptOutbox           *self,
                         gint64               id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  gint64 *key;

  g_return_if_fail (SPT_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_outbox_settle_async);
  if (g_hash_table_contains (self->settling, &id))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "It is being looked up already");
      return;
    }

  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_insert (self->settling, key, g_steal_pointer (&task));
  /* A look-up that the scheduler has begun answers this one too. */
  if (!g_hash_table_contains (self->calls, &id))
    _spt_outbox_start_call (self, SPT_CALL_SETTLE, id, "");
}

/**
 * spt_outbox_settle_finish:
 * @self: an outbox
 * @result: the result
 * @state: (out) (optional): where the submission stands now
 * @error: return location for an error
 *
 * Ends spt_outbox_settle_async().
 *
 * Returns: `TRUE` if the look-up could be made, whatever it found
 */
gboolean
spt_outbox_settle_finish (SptOutbox     *self,
                          GAsyncResult  *result,
                          SptState      *state,
                          GError       **error)
{
  GError *local = NULL;
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_int (G_TASK (result), &local);
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  if (state != NULL)
    *state = value;

  return TRUE;
}

/**
 * spt_report_again_free:
 * @self: (transfer full) (nullable): what came of asking
 *
 * Frees it.
 */
void
spt_report_again_free (SptReportAgain *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self);
}

/**
 * spt_outbox_can_ask_again:
 * @service: a service's id
 * @state: where a submission stands
 * @remote_id: (nullable): the service's number for it
 *
 * Says whether the report of a submission that has ended can be asked for again.
 *
 * Returns: `TRUE` for what the service has a number for and has decided
 */
gboolean
spt_outbox_can_ask_again (const char *service,
                          SptState    state,
                          const char *remote_id)
{
  SptService *found = spt_services_find (service);

  return (state == SPT_STATE_DONE || state == SPT_STATE_PARTLY_DONE ||
          state == SPT_STATE_REFUSED) &&
         remote_id != NULL && *remote_id != '\0' && found != NULL &&
         spt_service_can_call (found, SPT_CALL_POLL);
}

/**
 * spt_outbox_ask_again_async:
 * @self: an outbox
 * @id: a submission that has ended, with a number of the service's
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is in the archive
 * @user_data: for @callback
 *
 * Asks for the report of a submission once more, in its turn among the key's calls. What it says
 * better than before is taken in, see spt_db_correct_submission(); anything else changes nothing.
 */
void
spt_outbox_ask_again_async (SptOutbox           *self,
                            gint64               id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPT_IS_OUTBOX (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_outbox_ask_again_async);
  if (g_hash_table_contains (self->settling, &id) || g_hash_table_contains (self->calls, &id))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "It is being asked for already");
      return;
    }

  g_hash_table_insert (self->settling, g_memdup2 (&id, sizeof id), g_steal_pointer (&task));
  _spt_outbox_start_again (self, id);
}

/**
 * spt_outbox_ask_again_finish:
 * @self: an outbox
 * @result: the result
 * @error: return location for an error: the archive's, the keyring's; %SPT_STORE_ERROR_CONFLICT for
 *   what has no report to be asked for
 *
 * Ends spt_outbox_ask_again_async().
 *
 * Returns: (transfer full): what came of it
 */
SptReportAgain *
spt_outbox_ask_again_finish (SptOutbox     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, spt_outbox_ask_again_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
