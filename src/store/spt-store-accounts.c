/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts and settings of the archive. */
#define G_LOG_DOMAIN "spt-store-accounts"

#include "config.h"

#include "store/spt-store-accounts.h"

#include "store/spt-store-private.h"

#define ACCOUNT_COLUMNS \
  "id, uuid, service, name, environment, base_url, credential, settings, last_success, " \
  "last_test, last_test_code"

static SptAccount *
read_account (sqlite3_stmt *stmt,
              GError      **error)
{
  g_autoptr (SptAccount) account = NULL;
  SptEnvironment environment;

  if (!spt_environment_from_string (spt_db_column_text (stmt, 4), &environment))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "Account %"
                   G_GINT64_FORMAT " has no known environment",
                   (gint64) sqlite3_column_int64 (stmt, 0));
      return NULL;
    }

  account = g_object_new (SPT_TYPE_ACCOUNT,
                          "id", (gint64) sqlite3_column_int64 (stmt, 0),
                          "uuid", spt_db_column_text (stmt, 1),
                          "service", spt_db_column_text (stmt, 2),
                          "name", spt_db_column_text (stmt, 3),
                          "environment", environment,
                          "base-url", spt_db_column_text (stmt, 5),
                          "credential", spt_db_column_text (stmt, 6),
                          "last-success", (gint64) sqlite3_column_int64 (stmt, 8),
                          "last-test", (gint64) sqlite3_column_int64 (stmt, 9),
                          "last-test-code", spt_db_column_text (stmt, 10),
                          NULL);
  if (!spt_account_load_settings (account, spt_db_column_text (stmt, 7), error))
    return NULL;

  return g_steal_pointer (&account);
}

/**
 * spt_db_list_accounts:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Lists the accounts by name, without the removed ones.
 *
 * Returns: (transfer full) (element-type SptAccount) (nullable): the accounts
 */
GPtrArray *
spt_db_list_accounts (SptDb   *db,
                      GError **error)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func (g_object_unref);
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT "
                                       ACCOUNT_COLUMNS " FROM account WHERE removed IS NULL "
                                       "ORDER BY name COLLATE NOCASE, id", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;

  for (;;)
    {
      SptAccount *account;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        break;

      account = read_account (stmt, error);
      if (account == NULL)
        {
          sqlite3_reset (stmt);
          return NULL;
        }
      g_ptr_array_add (accounts, account);
    }

  return g_steal_pointer (&accounts);
}

/* @stmt: bound. */
static SptAccount *
get_one (SptDb         *db,
         sqlite3_stmt  *stmt,
         const char    *what,
         GError       **error)
{
  SptAccount *account = NULL;
  gboolean row;

  if (!spt_db_step (db, stmt, &row, error))
    return NULL;

  if (row)
    {
      account = read_account (stmt, error);
      sqlite3_reset (stmt);
    }
  else
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no account “%s”",
                   what);
    }

  return account;
}

/**
 * spt_db_find_account:
 * @db: a connection
 * @name: its name
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Finds an account that is not removed.
 *
 * Returns: (transfer full) (nullable): the account
 */
SptAccount *
spt_db_find_account (SptDb       *db,
                     const char  *name,
                     GError     **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE name = "
                                       "?1 AND removed IS NULL",
                                       error);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "t", name))
    return NULL;

  return get_one (db, stmt, name, error);
}

/**
 * spt_db_get_account:
 * @db: a connection
 * @id: its id
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets an account, a removed one too: history refers to it.
 *
 * Returns: (transfer full) (nullable): the account
 */
SptAccount *
spt_db_get_account (SptDb   *db,
                    gint64   id,
                    GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT " ACCOUNT_COLUMNS " FROM account WHERE id = ?1",
                                       error);
  g_autofree char *what = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return NULL;

  return get_one (db, stmt, what, error);
}

/**
 * spt_db_save_account:
 * @db: a writing connection
 * @account: inserted when its id is 0, and then given one; else updated
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT for a name that is taken or not allowed
 *
 * Keeps an account. The notes of tests and successes are left to spt_db_note_account_test().
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_save_account (SptDb       *db,
                     SptAccount  *account,
                     GError     **error)
{
  g_autofree char *settings = spt_account_dup_settings (account);
  const char *name = spt_account_get_name (account);
  const char *environment = spt_environment_to_string (spt_account_get_environment (account));
  const char *base_url = spt_account_get_base_url (account);
  const char *credential = spt_account_get_credential (account);
  gint64 id = spt_account_get_id (account);
  gint64 other;

  if (!spt_account_name_is_valid (name))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "“%s” is not a name for an account", name);
      return FALSE;
    }
  if (!spt_db_query_int (db, 0, &other, error,
                         "SELECT id FROM account WHERE name = ?1 AND removed IS NULL AND id <> ?2",
                         "ti",
                         name, id))
    return FALSE;
  if (other != 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "There is an account “%s” already", name);
      return FALSE;
    }

  if (id == 0)
    {
      if (!spt_db_exec (db, error,
                        "INSERT INTO account (uuid, service, name, environment, base_url, "
                        "credential, settings, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                        "ttttttti",
                        spt_account_get_uuid (account), spt_account_get_service (account), name,
                        environment,
                        base_url != NULL ? base_url : "", credential != NULL ? credential : "",
                        settings, spt_db_now (db)))
        return FALSE;
      g_object_set (account, "id", spt_db_last_id (db), NULL);
    }
  else
    {
      /* The service never changes: records are bound to it. */
      if (!spt_db_exec (db, error,
                        "UPDATE account SET name = ?1, environment = ?2, base_url = ?3, credential "
                        "= ?4, settings = ?5 WHERE id = ?6 AND removed IS NULL", "ttttti",
                        name, environment, base_url != NULL ? base_url : "", credential != NULL
                          ? credential : "", settings, id))
        return FALSE;
      if (spt_db_n_changed (db) != 1)
        {
          g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND,
                       "There is no account “%s”", name);
          return FALSE;
        }
    }

  spt_db_mark (db, SPT_CHANGED_ACCOUNTS);

  return TRUE;
}

/**
 * spt_db_remove_account:
 * @db: a writing connection
 * @id: the account
 * @credential_unused: (out) (optional): whether no other account uses its credential any more
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT while a submission of it is not final
 *
 * Marks an account as removed; its row stays, because history refers to it.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_remove_account (SptDb     *db,
                       gint64     id,
                       gboolean  *credential_unused,
                       GError   **error)
{
  gint64 n_open;
  gint64 n_users;

  if (!spt_db_query_int (db, 0, &n_open, error,
                         "SELECT count (*) FROM submission WHERE account_id = ?1 AND state NOT IN "
                         "('done', 'partly-done', 'refused', 'cancelled')", "i", id))
    return FALSE;
  if (n_open > 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "%" G_GINT64_FORMAT " submissions of this account are not finished", n_open);
      return FALSE;
    }

  if (!spt_db_exec (db, error, "UPDATE account SET removed = ?1 WHERE id = ?2 AND removed IS NULL",
                    "ii", spt_db_now (db), id))
    return FALSE;
  if (spt_db_n_changed (db) != 1)
    return spt_db_set_not_found ("account", id, error);

  if (!spt_db_query_int (db, 0, &n_users, error,
                         "SELECT count (*) FROM account WHERE removed IS NULL AND credential = "
                         "(SELECT credential FROM account WHERE id = ?1)", "i", id))
    return FALSE;
  if (credential_unused != NULL)
    *credential_unused = n_users == 0;

  spt_db_mark (db, SPT_CHANGED_ACCOUNTS);

  return TRUE;
}

/**
 * spt_db_note_account_test:
 * @db: a writing connection
 * @id: the account
 * @code: (nullable): what was wrong; %NULL = it worked
 * @error: (out) (optional): why not
 *
 * Notes how a test, or a call, of an account went.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_account_test (SptDb       *db,
                          gint64       id,
                          const char  *code,
                          GError     **error)
{
  if (!spt_db_exec (db, error,
                    "UPDATE account SET last_test = ?1, last_test_code = ?2, last_success = CASE "
                    "WHEN ?2 IS NULL THEN ?1 ELSE last_success END WHERE id = ?3", "iti",
                    spt_db_now (db), code, id))
    return FALSE;
  if (spt_db_n_changed (db) != 1)
    return spt_db_set_not_found ("account", id, error);

  spt_db_mark (db, SPT_CHANGED_ACCOUNTS);

  return TRUE;
}

/**
 * spt_db_note_account_success:
 * @db: a writing connection
 * @id: the account
 * @error: (out) (optional): why not
 *
 * Notes that a call of it got through. At most once a minute, so that polling does not turn into
 * writing.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_note_account_success (SptDb   *db,
                             gint64   id,
                             GError **error)
{
  if (!spt_db_exec (db, error,
                    "UPDATE account SET last_success = ?1 WHERE id = ?2 AND (last_success > ?1 OR "
                    "?1 - last_success >= 60000)",
                    "ii", spt_db_now (db), id))
    return FALSE;
  if (spt_db_n_changed (db) > 0)
    spt_db_mark (db, SPT_CHANGED_ACCOUNTS);

  return TRUE;
}

/**
 * spt_db_get_setting:
 * @db: a connection
 * @key: a setting of the archive
 * @error: (out) (optional): why not
 *
 * Reads a setting.
 *
 * Returns: (transfer full) (nullable): its value; %NULL without an error when it is not set
 */
char *
spt_db_get_setting (SptDb       *db,
                    const char  *key,
                    GError     **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT value FROM setting WHERE key = ?1", error);
  char *value = NULL;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "t", key) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;

  if (row)
    {
      value = spt_db_dup_text (stmt, 0);
      sqlite3_reset (stmt);
    }

  return value;
}

/**
 * spt_db_set_setting:
 * @db: a writing connection
 * @key: a setting of the archive
 * @value: (nullable): %NULL takes it away
 * @error: (out) (optional): why not
 *
 * Writes a setting.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_setting (SptDb       *db,
                    const char  *key,
                    const char  *value,
                    GError     **error)
{
  spt_db_mark (db, SPT_CHANGED_SETTINGS);

  if (value == NULL)
    return spt_db_exec (db, error, "DELETE FROM setting WHERE key = ?1", "t", key);

  return spt_db_exec (db, error,
                      "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO "
                      "UPDATE SET value = excluded.value",
                      "tt", key, value);
}

/**
 * spt_db_dup_account_note:
 * @db: a connection
 * @id: an account
 * @note: (out) (transfer full) (nullable): what the service wanted back
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets what the account's service wants to be told again at its next call.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_dup_account_note (SptDb   *db,
                         gint64   id,
                         char   **note,
                         GError **error)
{
  g_autoptr (GPtrArray) texts =
    spt_db_list_texts (db, error, "SELECT IFNULL (service_note, '') FROM account WHERE id = ?1", id);

  if (texts == NULL)
    return FALSE;
  if (texts->len == 0)
    return spt_db_set_not_found ("account", id, error);
  *note = *(const char *) g_ptr_array_index (texts, 0) != '\0' ? g_strdup (g_ptr_array_index (texts, 0)) : NULL;

  return TRUE;
}

/**
 * spt_db_set_account_note:
 * @db: a writing connection
 * @id: an account
 * @note: (nullable): what its service wants back; %NULL = nothing
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Keeps what the account's service wants to be told again.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_set_account_note (SptDb       *db,
                         gint64       id,
                         const char  *note,
                         GError     **error)
{
  if (!spt_db_exec (db, error, "UPDATE account SET service_note = ?2 WHERE id = ?1", "it", id, note))
    return FALSE;
  spt_db_mark (db, SPT_CHANGED_ACCOUNTS);

  return spt_db_n_changed (db) == 1 || spt_db_set_not_found ("account", id, error);
}
