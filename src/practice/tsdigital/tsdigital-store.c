/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of the twin: keys, nonces, tokens, items. */
#define G_LOG_DOMAIN "spt-practice"

#include "tsdigital.h"

#include <string.h>

static const char schema[] =
  "CREATE TABLE IF NOT EXISTS tsdigital_key (id TEXT PRIMARY KEY, secret TEXT, application INTEGER "
  "NOT NULL, may_create INTEGER NOT NULL, special INTEGER NOT NULL, backoffice INTEGER NOT NULL, "
  "studios TEXT NOT NULL, active INTEGER NOT NULL, revoked INTEGER NOT NULL, no_exp INTEGER NOT "
  "NULL, life_s INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS tsdigital_nonce (nonce TEXT PRIMARY KEY, id TEXT NOT NULL, expires "
  "INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS tsdigital_token (token TEXT PRIMARY KEY, id TEXT NOT NULL, expires "
  "INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS tsdigital_failure (id TEXT PRIMARY KEY, count INTEGER NOT NULL, until "
  "INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS tsdigital_seen (request_id TEXT PRIMARY KEY, count INTEGER NOT NULL);"
  "CREATE TABLE IF NOT EXISTS tsdigital_item (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, region"
  " TEXT, tax_id TEXT, vat TEXT, name TEXT, document TEXT NOT NULL, state TEXT, created INTEGER NOT "
  "NULL, visible INTEGER NOT NULL, origin TEXT NOT NULL);"
  "CREATE INDEX IF NOT EXISTS tsdigital_item_tax ON tsdigital_item (tax_id);"
  "CREATE INDEX IF NOT EXISTS tsdigital_item_vat ON tsdigital_item (vat);";

/* What there is from the beginning; any other id is a personal key. */
static const PrcTsdigitalKey keys[] = {
  { .id = (char *) "chiave-applicativa", .application = TRUE, .active = TRUE },
  { .id = (char *) "chiave-applicativa-abilitata", .application = TRUE, .create = TRUE,
    .active = TRUE },
  { .id = (char *) "chiave-speciale", .application = TRUE, .create = TRUE, .special = TRUE,
    .active = TRUE },
  { .id = (char *) "chiave-backoffice", .application = TRUE, .create = TRUE, .special = TRUE,
    .backoffice = TRUE, .studios = (char *) "*", .active = TRUE },
  { .id = (char *) "chiave-studio", .create = TRUE,
    .studios = (char *) " 3f0c6c1e-7f50-4a51-9d6e-0123456789ab ", .active = TRUE },
  { .id = (char *) "chiave-senza-ruolo", .active = TRUE },
  { .id = (char *) "chiave-sospesa", .create = TRUE },
  { .id = (char *) "chiave-sconosciuta" },
  { .id = (char *) "chiave-revocata", .create = TRUE, .active = TRUE, .revoked = TRUE },
  { .id = (char *) "chiave-breve", .create = TRUE, .active = TRUE, .life_s = 5 },
  { .id = (char *) "chiave-senza-exp", .create = TRUE, .active = TRUE, .no_exp = TRUE },
};

/**
 * prc_tsdigital_store_open:
 * @self: the twin
 * @error: return location
 *
 * Makes the tables and puts in the keys there are from the beginning.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_tsdigital_store_open (PrcTsdigital  *self,
                          GError       **error)
{
  guint i;

  if (!prc_db_exec (self->db, schema, error))
    return FALSE;
  for (i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (PrcTsdigitalKey) there = prc_tsdigital_find_key (self, keys[i].id);

      /* A key changed through the control endpoint keeps its change. */
      if (there->secret == NULL)
        prc_tsdigital_save_key (self, &keys[i]);
    }
  return TRUE;
}

/**
 * prc_tsdigital_find_key:
 * @self: the twin
 * @id: the id of a technical key
 *
 * Finds what a key may do; one that nobody has stored is a personal key.
 *
 * Returns: (transfer full): the key
 */
PrcTsdigitalKey *
prc_tsdigital_find_key (PrcTsdigital *self,
                        const char   *id)
{
  PrcTsdigitalKey *key = g_new0 (PrcTsdigitalKey, 1);
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT secret, application, may_create, special, "
                                     "backoffice, studios, active, revoked, no_exp, life_s FROM "
                                     "tsdigital_key WHERE id = ?1", "s", id);

  key->id = g_strdup (id);
  key->create = TRUE;
  key->active = TRUE;
  while (prc_db_next (rows))
    {
      g_free (key->secret);
      g_free (key->studios);
      key->secret = g_strdup (prc_db_text (rows, 0));
      key->application = sqlite3_column_int (rows, 1) != 0;
      key->create = sqlite3_column_int (rows, 2) != 0;
      key->special = sqlite3_column_int (rows, 3) != 0;
      key->backoffice = sqlite3_column_int (rows, 4) != 0;
      key->studios = g_strdup (prc_db_text (rows, 5));
      key->active = sqlite3_column_int (rows, 6) != 0;
      key->revoked = sqlite3_column_int (rows, 7) != 0;
      key->no_exp = sqlite3_column_int (rows, 8) != 0;
      key->life_s = sqlite3_column_int64 (rows, 9);
    }
  return key;
}

/**
 * prc_tsdigital_save_key:
 * @self: the twin
 * @key: the key
 *
 * Stores a key.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_tsdigital_save_key (PrcTsdigital          *self,
                        const PrcTsdigitalKey *key)
{
  return prc_db_run (self->db, "INSERT OR REPLACE INTO tsdigital_key (id, secret, application, "
                     "may_create, special, backoffice, studios, active, revoked, no_exp, life_s) "
                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", "ssiiiisiiii", key->id,
                     key->secret, (gint64) key->application, (gint64) key->create,
                     (gint64) key->special, (gint64) key->backoffice,
                     key->studios != NULL ? key->studios : "", (gint64) key->active,
                     (gint64) key->revoked, (gint64) key->no_exp, key->life_s);
}

/**
 * prc_tsdigital_key_free:
 * @self: (transfer full): a key
 *
 * Frees it.
 */
void
prc_tsdigital_key_free (PrcTsdigitalKey *self)
{
  g_free (self->id);
  g_free (self->secret);
  g_free (self->studios);
  g_free (self);
}

#define COLUMNS "id, region, tax_id, vat, name, document, state, created, visible"

static PrcTsdigitalItem *
read_item (sqlite3_stmt *rows)
{
  PrcTsdigitalItem *item = g_new0 (PrcTsdigitalItem, 1);

  item->id = g_strdup (prc_db_text (rows, 0));
  item->region = g_strdup (prc_db_text (rows, 1));
  item->tax_id = g_strdup (prc_db_text (rows, 2));
  item->vat = g_strdup (prc_db_text (rows, 3));
  item->name = g_strdup (prc_db_text (rows, 4));
  item->document = g_strdup (prc_db_text (rows, 5));
  item->state = g_strdup (prc_db_text (rows, 6));
  item->created = sqlite3_column_int64 (rows, 7);
  item->visible = sqlite3_column_int64 (rows, 8);
  return item;
}

/**
 * prc_tsdigital_find_item:
 * @self: the twin
 * @region: the country of the identifiers
 * @tax_id: (nullable): codice fiscale
 * @vat: (nullable): partita IVA
 *
 * Finds the first item of the same country with one of the two, visible or not.
 *
 * Returns: (transfer full) (nullable): the item
 */
PrcTsdigitalItem *
prc_tsdigital_find_item (PrcTsdigital *self,
                         const char   *region,
                         const char   *tax_id,
                         const char   *vat)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT " COLUMNS " FROM tsdigital_item WHERE region "
                                     "= ?1 AND (tax_id = ?2 OR vat = ?3) ORDER BY n LIMIT 1", "sss",
                                     region, tax_id, vat);
  PrcTsdigitalItem *item = NULL;

  while (prc_db_next (rows))
    {
      g_clear_pointer (&item, prc_tsdigital_item_free);
      item = read_item (rows);
    }
  return item;
}

/**
 * prc_tsdigital_insert:
 * @self: the twin
 * @item: the item
 * @origin: api or portal
 *
 * Stores a new item.
 *
 * Returns: %FALSE if its id is taken
 */
gboolean
prc_tsdigital_insert (PrcTsdigital           *self,
                      const PrcTsdigitalItem *item,
                      const char             *origin)
{
  return prc_db_run (self->db, "INSERT INTO tsdigital_item (" COLUMNS ", origin) VALUES (?1, ?2, ?3,"
                     " ?4, ?5, ?6, ?7, ?8, ?9, ?10)", "sssssssiis", item->id, item->region,
                     item->tax_id, item->vat, item->name, item->document, item->state,
                     item->created, item->visible, origin);
}

/**
 * prc_tsdigital_list:
 * @self: the twin
 * @visible: only what can be read back by now
 *
 * All items, oldest first.
 *
 * Returns: (transfer full) (element-type PrcTsdigitalItem): the items
 */
GPtrArray *
prc_tsdigital_list (PrcTsdigital *self,
                    gboolean      visible)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) prc_tsdigital_item_free);
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT " COLUMNS " FROM tsdigital_item WHERE ?1 = 0 "
                                     "OR visible <= ?2 ORDER BY n", "ii", (gint64) visible,
                                     prc_now_us (self->context));

  while (prc_db_next (rows))
    g_ptr_array_add (list, read_item (rows));
  return list;
}

/**
 * prc_tsdigital_item_free:
 * @self: (transfer full): an item
 *
 * Frees it.
 */
void
prc_tsdigital_item_free (PrcTsdigitalItem *self)
{
  g_free (self->id);
  g_free (self->region);
  g_free (self->tax_id);
  g_free (self->vat);
  g_free (self->name);
  g_free (self->document);
  g_free (self->state);
  g_free (self);
}

/**
 * prc_tsdigital_seen:
 * @self: the twin
 * @request_id: an X-Request-ID
 *
 * Notes that it came: every attempt should have one of its own.
 *
 * Returns: how often it came, with this time
 */
guint
prc_tsdigital_seen (PrcTsdigital *self,
                    const char   *request_id)
{
  prc_db_run (self->db, "INSERT INTO tsdigital_seen (request_id, count) VALUES (?1, 1) ON CONFLICT "
              "(request_id) DO UPDATE SET count = count + 1", "s", request_id);
  return (guint) prc_db_number (self->db, "SELECT count FROM tsdigital_seen WHERE request_id = ?1", "s",
                                request_id);
}
