/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The creditor bodies that an archive knows. */
#define G_LOG_DOMAIN "spt-store-bodies"

#include "config.h"

#include "store/spt-store-bodies.h"

#include "store/spt-store-accounts.h"
#include "store/spt-store-private.h"

/**
 * spt_body_free:
 * @self: (transfer full): a body
 *
 * Frees it.
 */
void
spt_body_free (SptBody *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->segregation);
  g_free (self);
}

/**
 * spt_body_find:
 * @bodies: (element-type SptBody): bodies
 * @code: (nullable): a tax code
 *
 * Finds a body.
 *
 * Returns: (transfer none) (nullable): the one with this code
 */
SptBody *
spt_body_find (GPtrArray  *bodies,
               const char *code)
{
  for (guint i = 0; i < bodies->len; i++)
    {
      SptBody *body = g_ptr_array_index (bodies, i);

      if (g_strcmp0 (body->code, code) == 0)
        return body;
    }

  return NULL;
}

/**
 * spt_body_dup_label:
 * @code: its tax code
 * @name: (nullable): its name
 *
 * Says which body it is: two bodies may have one name, and a code says nothing to people.
 *
 * Returns: (transfer full): "Comune di Esempio · 77777777777", or the code alone
 */
char *
spt_body_dup_label (const char *code,
                    const char *name)
{
  return name != NULL && *name != '\0' ? g_strdup_printf ("%s · %s", name, code) : g_strdup (code);
}

/**
 * spt_bodies_add:
 * @bodies: (element-type SptBody): bodies
 * @code: a tax code
 * @name: (nullable): what somebody calls it
 *
 * Finds a body, or adds it; the first name stays.
 *
 * Returns: (transfer none): the body
 */
SptBody *
spt_bodies_add (GPtrArray  *bodies,
                const char *code,
                const char *name)
{
  SptBody *body = spt_body_find (bodies, code);

  if (body == NULL)
    {
      body = g_new0 (SptBody, 1);
      body->code = g_strdup (code);
      g_ptr_array_add (bodies, body);
    }
  if (body->name == NULL && name != NULL && *name != '\0')
    body->name = g_strdup (name);

  return body;
}

static const char *
find_body_of_account (GPtrArray *accounts,
                      gint64     id)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);

      if (spt_account_get_id (account) == id)
        return spt_account_get_body (account);
    }

  return NULL;
}

static int
compare_bodies (gconstpointer a,
                gconstpointer b)
{
  const SptBody *x = *(SptBody *const *) a;
  const SptBody *y = *(SptBody *const *) b;
  int order;

  if ((x->name == NULL) != (y->name == NULL))
    return x->name == NULL ? 1 : -1;
  order = x->name != NULL ? g_utf8_collate (x->name, y->name) : 0;

  return order != 0 ? order : strcmp (x->code, y->code);
}

static GPtrArray *
collect_bodies (GPtrArray *accounts)
{
  GPtrArray *bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_body_free);

  for (guint i = 0; i < accounts->len; i++)
    {
      SptAccount *account = g_ptr_array_index (accounts, i);
      const char *code = spt_account_get_body (account);

      if (code != NULL)
        spt_bodies_add (bodies, code, spt_account_get_body_name (account));
    }

  return bodies;
}

/**
 * spt_db_list_account_bodies:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Lists the bodies that accounts answer for.
 *
 * Returns: (transfer full) (element-type SptBody) (nullable): the bodies, in the accounts' order
 */
GPtrArray *
spt_db_list_account_bodies (SptDb   *db,
                            GError **error)
{
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);

  return accounts != NULL ? collect_bodies (accounts) : NULL;
}

/**
 * spt_db_list_bodies:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Lists the bodies of the accounts and of the positions that lists show. A position that names none
 * goes to the body of the account it is bound to.
 *
 * Returns: (transfer full) (element-type SptBody) (nullable): those with a name by name, then the
 *   others by code
 */
GPtrArray *
spt_db_list_bodies (SptDb   *db,
                    GError **error)
{
  g_autoptr (GPtrArray) bodies = NULL;
  g_autoptr (GPtrArray) accounts = spt_db_list_accounts (db, error);
  sqlite3_stmt *stmt;
  gboolean row;

  if (accounts == NULL)
    return NULL;
  bodies = collect_bodies (accounts);

  stmt = spt_db_prepare (db, "SELECT organization, CASE WHEN organization IS NULL THEN (SELECT "
                         "account_id FROM position_now AS w WHERE w.id = position.id) END AS bound, "
                         "count (*) FROM position WHERE removed IS NULL AND gone = 0 GROUP BY "
                         "organization, bound", error);
  if (stmt == NULL)
    return NULL;
  for (;;)
    {
      const char *code;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        break;

      code = spt_db_column_text (stmt, 0);
      if (code == NULL)
        code = find_body_of_account (accounts, sqlite3_column_int64 (stmt, 1));
      if (code != NULL)
        spt_bodies_add (bodies, code, NULL)->n_positions += (guint) sqlite3_column_int64 (stmt, 2);
    }
  g_ptr_array_sort (bodies, compare_bodies);

  return g_steal_pointer (&bodies);
}

/**
 * spt_db_name_body:
 * @db: a connection
 * @bodies: (element-type SptBody): the bodies there are
 * @code: (nullable): the tax code of one of them
 * @position_id: a position of it
 * @error: (out) (optional): why not
 *
 * Calls a body that no account names as one of its positions does: that name is what its payers read.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_name_body (SptDb       *db,
                  GPtrArray   *bodies,
                  const char  *code,
                  gint64       position_id,
                  GError     **error)
{
  SptBody *body = spt_body_find (bodies, code);
  g_autoptr (GPtrArray) names = NULL;

  if (body == NULL || body->name != NULL)
    return TRUE;
  names = spt_db_list_texts (db, error, "SELECT doc ->> '$.companyName' AS name FROM position_doc WHERE "
                             "id = ?1 AND name IS NOT NULL", position_id);
  if (names == NULL)
    return FALSE;
  if (names->len > 0)
    body->name = g_strdup (g_ptr_array_index (names, 0));

  return TRUE;
}
