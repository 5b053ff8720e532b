/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account pages ask of the archive. Without GTK. */
#define G_LOG_DOMAIN "spt-account-work"

#include "config.h"

#include "spt-account-work.h"

typedef struct
{
  gint64   id;
  gboolean credential_unused;
} AccountWork;

/* --- list ---------------------------------------------------------------------------------------------- */

typedef GPtrArray *(*ListFunc) (SptDb   *db,
                                GError **error);

typedef struct
{
  ListFunc   func;
  GPtrArray *list; /* (owned) (nullable) */
} ListWork;

static void
list_work_free (ListWork *work)
{
  g_clear_pointer (&work->list, g_ptr_array_unref);
  g_free (work);
}

static gboolean
list (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  ListWork *work = data;

  work->list = work->func (db, error);
  return work->list != NULL;
}

static void
list_async (SptStore            *store,
            ListFunc             func,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  ListWork *work = g_new0 (ListWork, 1);

  work->func = func;
  spt_store_run_async (store, SPT_STORE_READ, list, work, (GDestroyNotify) list_work_free,
                       cancellable, callback, user_data);
}

/**
 * spt_accounts_list_async:
 * @store: the archive
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Reads all accounts.
 */
void
spt_accounts_list_async (SptStore            *store,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  list_async (store, spt_db_list_accounts, cancellable, callback, user_data);
}

/**
 * spt_accounts_list_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_accounts_list_async().
 *
 * Returns: (transfer full) (nullable) (element-type SptAccount): the accounts, by name
 */
GPtrArray *
spt_accounts_list_finish (SptStore      *store,
                          GAsyncResult  *result,
                          GError       **error)
{
  ListWork *work = spt_store_run_finish (store, result, error);

  return work != NULL ? g_steal_pointer (&work->list) : NULL;
}

/**
 * spt_bodies_list_async:
 * @store: the archive
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Lists the creditor bodies that accounts and records name.
 */
void
spt_bodies_list_async (SptStore            *store,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  list_async (store, spt_db_list_bodies, cancellable, callback, user_data);
}

/**
 * spt_bodies_list_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): why not
 *
 * Ends spt_bodies_list_async().
 *
 * Returns: (transfer full) (nullable) (element-type SptBody): the bodies, by name
 */
GPtrArray *
spt_bodies_list_finish (SptStore      *store,
                        GAsyncResult  *result,
                        GError       **error)
{
  return spt_accounts_list_finish (store, result, error);
}

/* --- save ---------------------------------------------------------------------------------------------- */

static gboolean
save (SptDb         *db,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  return spt_db_save_account (db, data, error);
}

/**
 * spt_account_save_async:
 * @store: the archive
 * @account: what to keep; nobody may look at it until the answer
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Keeps an account; its secrets go elsewhere.
 */
void
spt_account_save_async (SptStore            *store,
                        SptAccount          *account,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  spt_store_run_async (store, SPT_STORE_WRITE, save, g_object_ref (account), g_object_unref,
                       cancellable, callback, user_data);
}

/**
 * spt_account_save_finish:
 * @store: the archive
 * @result: what the callback got
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT for a name that is taken
 *
 * Ends spt_account_save_async().
 *
 * Returns: %FALSE on error
 */
gboolean
spt_account_save_finish (SptStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return spt_store_run_finish (store, result, error) != NULL;
}

/* --- remove -------------------------------------------------------------------------------------------- */

static gboolean
remove_account (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  AccountWork *work = data;

  return spt_db_remove_account (db, work->id, &work->credential_unused, error);
}

/**
 * spt_account_remove_async:
 * @store: the archive
 * @id: the account
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for it
 *
 * Removes an account; what was sent with it stays readable.
 */
void
spt_account_remove_async (SptStore            *store,
                          gint64               id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  AccountWork *work = g_new0 (AccountWork, 1);

  work->id = id;
  spt_store_run_async (store, SPT_STORE_WRITE, remove_account, work, g_free, cancellable, callback,
                       user_data);
}

/**
 * spt_account_remove_finish:
 * @store: the archive
 * @result: what the callback got
 * @credential_unused: (out): whether its secrets are nobody's now
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT while something of it is under way
 *
 * Ends spt_account_remove_async().
 *
 * Returns: %FALSE on error
 */
gboolean
spt_account_remove_finish (SptStore      *store,
                           GAsyncResult  *result,
                           gboolean      *credential_unused,
                           GError       **error)
{
  AccountWork *work = spt_store_run_finish (store, result, error);

  if (work == NULL)
    return FALSE;
  *credential_unused = work->credential_unused;
  return TRUE;
}
