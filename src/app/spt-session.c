/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open archive and its engine, from opening in a thread to closing after the last byte. */
#define G_LOG_DOMAIN "spt-session"

#include "config.h"

#include "app/spt-session.h"

#include "store/spt-store-accounts.h"

#define USER_AGENT "Sportello/" VERSION

struct _SptSession
{
  GObject       parent_instance;

  SptClock     *clock;
  SptStore     *store;
  SptKeyring   *credentials; /* (nullable): systemd's directory, when there is one */
  SptKeyring   *keyring;
  SptHttp      *http;
  SptOutbox    *outbox;
  SptDesk      *desk;
  GCancellable *cancellable;
  gboolean      closed;
};

G_DEFINE_FINAL_TYPE (SptSession, spt_session, G_TYPE_OBJECT)

typedef struct
{
  char     *path;
  gboolean  practice;
  SptClock *clock;
} Open;

static void
open_free (gpointer data)
{
  Open *job = data;

  g_free (job->path);
  g_object_unref (job->clock);
  g_free (job);
}

/* --- credentials directory: it knows accounts by name ----------------------------------------- */

typedef struct
{
  GPtrArray *accounts;
} Accounts;

static void
accounts_free (gpointer data)
{
  Accounts *job = data;

  g_clear_pointer (&job->accounts, g_ptr_array_unref);
  g_free (job);
}

static gboolean
list_accounts (SptDb         *db,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Accounts *job = data;

  job->accounts = spt_db_list_accounts (db, error);
  return job->accounts != NULL;
}

static void
accounts_listed_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  Accounts *job = spt_store_run_finish (SPT_STORE (object), result, &error);
  SptSession *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (job == NULL)
    {
      g_warning ("Accounts could not be listed: %s", error->message);
      return;
    }
  for (guint i = 0; i < job->accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (job->accounts, i);

      spt_keyring_credentials_set_name (self->credentials, spt_account_get_credential (account),
                                        spt_account_get_name (account));
    }
}

static void
store_changed_cb (SptStore *store,
                  guint     what,
                  gpointer  user_data)
{
  SptSession *self = user_data;

  if ((what & (SPT_CHANGED_ACCOUNTS | SPT_CHANGED_ELSEWHERE)) != 0)
    spt_store_run_async (store, SPT_STORE_READ, list_accounts, g_new0 (Accounts, 1), accounts_free,
                         self->cancellable, accounts_listed_cb, self);
}

/* Practice keys are no secrets and need no keyring: any text is good there. */
static void
make_keyring (SptSession *self,
              gboolean    practice)
{
  const char *directory = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autoptr (SptKeyring) system = NULL;
  SptKeyring *chain[3] = { NULL };
  guint n = 0;

  if (practice)
    {
      self->keyring = spt_keyring_new_memory ();
      return;
    }

  system = spt_keyring_new_libsecret (TRUE);
  if (directory != NULL && *directory != '\0')
    self->credentials = spt_keyring_new_credentials (directory);
  if (self->credentials != NULL)
    {
      chain[n++] = self->credentials;
      g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, 0);
      store_changed_cb (self->store, SPT_CHANGED_ACCOUNTS, self);
    }
  chain[n] = system;
  self->keyring = spt_keyring_new_chain (chain);
}

static void
network_changed_cb (GNetworkMonitor *monitor,
                    gboolean         available,
                    gpointer         user_data)
{
  SptSession *self = user_data;

  if (!self->closed)
    spt_outbox_network_changed (self->outbox);
}

/* --- opening ---------------------------------------------------------------------------------- */

static void
open_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Open *job = task_data;
  g_autoptr (GError) error = NULL;
  SptStore *store = spt_store_open (job->path, job->clock, &error);

  if (store == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task, store, g_object_unref);
}

/**
 * spt_session_open_async:
 * @path: the archive
 * @practice: whether it is the practice archive
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Opens the archive, the keyring and the network, and puts the desk together; nothing is sent yet.
 */
void
spt_session_open_async (const char          *path,
                        gboolean             practice,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Open *job = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (path != NULL);

  job = g_new0 (Open, 1);
  job->path = g_strdup (path);
  job->practice = practice;
  job->clock = spt_clock_new_system ();
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, spt_session_open_async);
  g_task_set_task_data (task, job, open_free);
  /* An archive that is open has to be closed: it is not dropped because nobody waits any more. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, open_thread);
}

static void
close_store (SptStore *store)
{
  spt_store_close (store);
  g_object_unref (store);
}

/**
 * spt_session_open_discard:
 * @result: what the callback of spt_session_open_async() was given
 *
 * Lets go of what was opened.
 */
void
spt_session_open_discard (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  SptStore *store = NULL;

  g_return_if_fail (g_async_result_is_tagged (result, spt_session_open_async));

  store = g_task_propagate_pointer (G_TASK (result), &error);
  if (store != NULL)
    close_store (store);
}

/**
 * spt_session_open_finish:
 * @result: what the callback was given
 * @error: (out) (optional): why not
 *
 * Ends spt_session_open_async().
 *
 * Returns: (transfer full) (nullable): the session
 */
SptSession *
spt_session_open_finish (GAsyncResult  *result,
                         GError       **error)
{
  GError *lock_error = NULL;
  SptStore *store = NULL;
  SptSession *self = NULL;
  Open *job = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, spt_session_open_async), NULL);

  store = g_task_propagate_pointer (G_TASK (result), error);
  if (store == NULL)
    return NULL;

  /* Not in the thread: what only looks whether it is the first has no window, and must not keep the first from its own. */
  job = g_task_get_task_data (G_TASK (result));
  if (!spt_store_lock_window (store, &lock_error))
    {
      if (lock_error == NULL)
        g_set_error (&lock_error, SPT_STORE_ERROR, SPT_STORE_ERROR_LOCKED,
                     "Another window has %s open", job->path);
      g_propagate_error (error, lock_error);
      close_store (store);
      return NULL;
    }
  self = g_object_new (SPT_TYPE_SESSION, NULL);
  self->clock = g_object_ref (job->clock);
  self->store = store;
  make_keyring (self, job->practice);
  self->http = spt_http_new (self->clock, USER_AGENT);
  self->outbox = spt_outbox_new (self->store, self->keyring, self->http, self->clock);
  self->desk = spt_desk_new (self->store, self->outbox, self->keyring, self->clock, job->practice);
  spt_store_watch (self->store);
  return self;
}

/**
 * spt_session_start:
 * @self: a session
 *
 * Begins to send and to follow.
 */
void
spt_session_start (SptSession *self)
{
  g_return_if_fail (SPT_IS_SESSION (self));

  spt_outbox_start (self->outbox);
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (network_changed_cb), self, 0);
}

/* --- closing ---------------------------------------------------------------------------------- */

static void
stopped_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SptSession *self = g_task_get_source_object (task);

  if (!spt_outbox_stop_finish (SPT_OUTBOX (object), result, &error))
    g_warning ("The outbox did not stop in order: %s", error->message);

  g_cancellable_cancel (self->cancellable);
  g_object_run_dispose (G_OBJECT (self->desk));
  g_object_run_dispose (G_OBJECT (self->outbox));
  spt_store_close (self->store);
  g_task_return_boolean (task, TRUE);
}

/**
 * spt_session_close_async:
 * @self: a session
 * @callback: called when done
 * @user_data: for it
 *
 * Lets what is being sent finish, then closes the archive.
 */
void
spt_session_close_async (SptSession          *self,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (SPT_IS_SESSION (self));
  g_return_if_fail (!self->closed);

  self->closed = TRUE;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, spt_session_close_async);
  spt_outbox_stop_async (self->outbox, stopped_cb, task);
}

/**
 * spt_session_close_finish:
 * @self: a session
 * @result: what the callback was given
 *
 * Ends spt_session_close_async(); that never fails.
 */
void
spt_session_close_finish (SptSession   *self,
                          GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- overrides -------------------------------------------------------------------------------- */

static void
spt_session_dispose (GObject *object)
{
  SptSession *self = SPT_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->desk);
  g_clear_object (&self->outbox);
  g_clear_object (&self->http);
  g_clear_object (&self->keyring);
  g_clear_object (&self->credentials);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (spt_session_parent_class)->dispose (object);
}

static void
spt_session_finalize (GObject *object)
{
  g_object_unref (SPT_SESSION (object)->cancellable);

  G_OBJECT_CLASS (spt_session_parent_class)->finalize (object);
}

static void
spt_session_class_init (SptSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = spt_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = spt_session_finalize;
}

static void
spt_session_init (SptSession *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * spt_session_get_desk:
 * @self: a session
 *
 * Returns: (transfer none): what the window works with
 */
SptDesk *
spt_session_get_desk (SptSession *self)
{
  g_return_val_if_fail (SPT_IS_SESSION (self), NULL);
  return self->desk;
}

/**
 * spt_session_get_http:
 * @self: a session
 *
 * Returns: (transfer none): the session's network
 */
SptHttp *
spt_session_get_http (SptSession *self)
{
  g_return_val_if_fail (SPT_IS_SESSION (self), NULL);
  return self->http;
}
