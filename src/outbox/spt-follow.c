/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads that were made with other software: listing them, following one. */
#define G_LOG_DOMAIN "spt-follow"

#include "config.h"

#include "outbox/spt-follow.h"

#include <string.h>

#include "outbox/spt-outbox-private.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-after.h"

#define MAX_ID_LENGTH 200

/* --- following ------------------------------------------------------------------------------- */

/**
 * spt_follow_dup_id:
 * @typed: (nullable): what a person pasted: a number, or an address with the number in it
 *
 * Finds the number of an upload in what was pasted.
 *
 * Returns: (transfer full) (nullable): the number; %NULL when it could not stand in a path
 */
char *
spt_follow_dup_id (const char *typed)
{
  static const char *const tails[] = { "/status", "/report" };
  g_autofree char *text = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  const char *slash;

  g_strdelimit (text, "\"'", ' ');
  g_strstrip (text);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      if (g_str_has_suffix (text, tails[i]))
        text[strlen (text) - strlen (tails[i])] = '\0';
    }
  slash = strrchr (text, '/');
  if (slash != NULL)
    memmove (text, slash + 1, strlen (slash + 1) + 1);

  if (*text == '\0' || strlen (text) > MAX_ID_LENGTH || g_str_equal (text, ".") ||
      g_str_equal (text, ".."))
    return NULL;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && strchr ("_-.~", *c) == NULL)
        return NULL;
    }

  return g_steal_pointer (&text);
}

typedef struct
{
  gint64      account_id;
  const char *operation; /* (nullable) */
  const char *remote_id;
  const char *title;
  const char *who;
  gint64      id;
} FollowJob;

static gboolean
follow_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  FollowJob *job = data;
  g_autoptr (SptAccount) account = spt_db_get_account (db, job->account_id, error);
  g_autofree char *unknown = NULL;
  const char *service_id;
  SptService *service;

  if (account == NULL)
    return FALSE;

  service_id = spt_account_get_service (account);
  service = spt_services_find (service_id);
  if (service == NULL || !spt_service_can_call (service, SPT_CALL_POLL) ||
      (job->operation != NULL && spt_service_find_operation (service, job->operation) == NULL))
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                   "\"%s\" cannot follow such an upload", service_id);
      return FALSE;
    }

  /* What it was, the report may tell; until then it is called by no operation of ours. */
  unknown = g_strconcat (service_id, SPT_FOLLOW_UNKNOWN, NULL);
  job->id = spt_db_follow_upload (db, job->account_id, service_id,
                                  job->operation != NULL ? job->operation : unknown, job->remote_id,
                                  job->title, job->who, error);

  return job->id != 0;
}

/**
 * spt_follow_upload:
 * @store: the archive
 * @account_id: the account it can be asked about with
 * @operation: (nullable): what it was, when the person knows
 * @remote_id: the service's number of it
 * @title: what the clerk sees
 * @who: the clerk
 * @error: return location for an error; %SPT_STORE_ERROR_CONSTRAINT when the archive has it
 *
 * Follows an upload that was made with other software. Blocks.
 *
 * Returns: the submission's id; 0 on error
 */
gint64
spt_follow_upload (SptStore    *store,
                   gint64       account_id,
                   const char  *operation,
                   const char  *remote_id,
                   const char  *title,
                   const char  *who,
                   GError     **error)
{
  g_autofree char *id = spt_follow_dup_id (remote_id);
  FollowJob job = {
    .account_id = account_id,
    .operation = operation,
    .remote_id = id,
    .title = title,
    .who = who,
  };

  g_return_val_if_fail (SPT_IS_STORE (store), 0);

  if (id == NULL)
    {
      g_set_error (error, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_DOCUMENT,
                   "That is not the number of an upload");
      return 0;
    }

  return spt_store_run_sync (store, SPT_STORE_WRITE, follow_job, &job, NULL, error) ? job.id : 0;
}

typedef struct
{
  const char *service;
  GPtrArray  *remote_ids; /* borrowed */
  GArray     *known;      /* (owned) */
} KnownJob;

static gboolean
known_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  KnownJob *job = data;

  for (guint i = 0; i < job->remote_ids->len; i++)
    {
      gint64 id = spt_db_find_remote (db, job->service, g_ptr_array_index (job->remote_ids, i),
                                      error);

      if (id < 0)
        return FALSE;
      g_array_append_val (job->known, id);
    }

  return TRUE;
}

/**
 * spt_follow_find_known:
 * @store: the archive
 * @service: a service
 * @remote_ids: (element-type utf8): numbers of uploads
 * @error: return location for an error
 *
 * Says which uploads the archive has. Blocks.
 *
 * Returns: (transfer full) (element-type gint64): the submission of each, 0 = none
 */
GArray *
spt_follow_find_known (SptStore    *store,
                       const char  *service,
                       GPtrArray   *remote_ids,
                       GError     **error)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (gint64));
  KnownJob job = { service, remote_ids, known };

  g_return_val_if_fail (SPT_IS_STORE (store), NULL);

  return spt_store_run_sync (store, SPT_STORE_READ, known_job, &job, NULL, error)
    ? g_steal_pointer (&known) : NULL;
}

/* --- the service's list ----------------------------------------------------------------------- */

typedef struct
{
  SptAccount *account; /* (owned) */
  GHashTable *secrets; /* (owned) (nullable) */
  gint64      from;
  gint64      to;
} ListState;

static void
list_state_free (ListState *state)
{
  g_clear_object (&state->account);
  g_clear_pointer (&state->secrets, g_hash_table_unref);
  g_free (state);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SptOutcome *outcome = spt_service_call_finish (SPT_SERVICE (object), result, &error);

  if (outcome != NULL)
    g_task_return_pointer (task, outcome, (GDestroyNotify) spt_outcome_free);
  else
    g_task_return_error (task, error);
}

static void
secrets_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SptOutbox *self = SPT_OUTBOX (object);
  ListState *state = g_task_get_task_data (task);
  GError *error = NULL;
  SptCall call = { 0 };

  state->secrets = _spt_outbox_get_secrets_finish (self, result, NULL, &error);
  if (state->secrets == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  call.http = self->http;
  call.clock = self->clock;
  call.account = state->account;
  call.secrets = state->secrets;
  call.sent_utc_ms = state->from;
  call.ended_utc_ms = state->to;
  spt_service_call_async (spt_services_find (spt_account_get_service (state->account)),
                          SPT_CALL_LIST, &call, g_task_get_cancellable (task), listed_cb,
                          g_object_ref (task));
}

/**
 * spt_outbox_list_async:
 * @self: an outbox
 * @account: the account
 * @from: UTC milliseconds
 * @to: UTC milliseconds; 0 = now
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks the service which uploads there are, whatever software made them. Changes nothing.
 */
void
spt_outbox_list_async (SptOutbox           *self,
                       SptAccount          *account,
                       gint64               from,
                       gint64               to,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  SptService *service;
  ListState *state;

  g_return_if_fail (SPT_IS_OUTBOX (self));
  g_return_if_fail (SPT_IS_ACCOUNT (account));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_outbox_list_async);
  service = spt_services_find (spt_account_get_service (account));
  if (service == NULL || !spt_service_can_call (service, SPT_CALL_LIST))
    {
      g_task_return_new_error (task, SPT_SERVICE_ERROR, SPT_SERVICE_ERROR_UNSUPPORTED,
                               "\"%s\" has no list of uploads", spt_account_get_service (account));
      return;
    }

  state = g_new0 (ListState, 1);
  state->account = g_object_ref (account);
  state->from = from;
  state->to = to;
  g_task_set_task_data (task, state, (GDestroyNotify) list_state_free);
  _spt_outbox_get_secrets_async (self, account, cancellable, secrets_cb, g_steal_pointer (&task));
}

/**
 * spt_outbox_list_finish:
 * @self: an outbox
 * @result: the result
 * @error: return location for an error: a keyring's, or a service without such a list
 *
 * Ends spt_outbox_list_async().
 *
 * Returns: (transfer full): the outcome; accepted = it has the uploads
 */
SptOutcome *
spt_outbox_list_finish (SptOutbox     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
