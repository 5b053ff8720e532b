/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The register's tables: plants, schede, components, reports, seasons, submissions (facts 12.3). */
#define G_LOG_DOMAIN "spt-practice"

#include "catasto.h"

#include <string.h>

#include <libxml/parser.h>

static const char schema[] =
  "CREATE TABLE IF NOT EXISTS catasto_plant (code TEXT PRIMARY KEY, state TEXT NOT NULL, "
  "province TEXT, libretto INTEGER NOT NULL, outcome TEXT);"
  "CREATE TABLE IF NOT EXISTS catasto_sheet (code TEXT, name TEXT, xml TEXT NOT NULL, "
  "PRIMARY KEY (code, name));"
  "CREATE TABLE IF NOT EXISTS catasto_item (id INTEGER PRIMARY KEY, code TEXT NOT NULL, "
  "kind TEXT NOT NULL, number INTEGER NOT NULL, replaced INTEGER NOT NULL, installed TEXT, "
  "dismissed TEXT, serial TEXT, power INTEGER, fuel INTEGER, parts INTEGER, linked INTEGER, "
  "heats INTEGER);"
  "CREATE INDEX IF NOT EXISTS catasto_item_code ON catasto_item (code);"
  "CREATE TABLE IF NOT EXISTS catasto_report (id INTEGER PRIMARY KEY, code TEXT NOT NULL, "
  "what TEXT NOT NULL, kind TEXT NOT NULL, number INTEGER NOT NULL, date TEXT NOT NULL, "
  "sticker TEXT, firm TEXT, protocol TEXT NOT NULL, positive INTEGER NOT NULL);"
  "CREATE INDEX IF NOT EXISTS catasto_report_code ON catasto_report (code, kind, number);"
  "CREATE INDEX IF NOT EXISTS catasto_report_sticker ON catasto_report (sticker);"
  "CREATE TABLE IF NOT EXISTS catasto_season (code TEXT, sheet TEXT, key TEXT, xml TEXT NOT NULL, "
  "PRIMARY KEY (code, sheet, key));"
  "CREATE TABLE IF NOT EXISTS catasto_submission (id INTEGER PRIMARY KEY, protocol TEXT UNIQUE, "
  "request TEXT, sender TEXT NOT NULL, call INTEGER NOT NULL, api_id INTEGER NOT NULL, "
  "code TEXT NOT NULL, sha256 TEXT NOT NULL, received INTEGER NOT NULL, answer TEXT NOT NULL);"
  "CREATE TABLE IF NOT EXISTS catasto_request (id TEXT PRIMARY KEY, call INTEGER NOT NULL, "
  "sha256 TEXT NOT NULL, status INTEGER NOT NULL, answer TEXT NOT NULL);";

/**
 * prc_catasto_store_open:
 * @self: the twin
 * @error: return location
 *
 * Makes the tables.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_catasto_store_open (PrcCatasto  *self,
                        GError     **error)
{
  return prc_db_exec (self->db, schema, error);
}

/**
 * prc_catasto_load:
 * @check: the check, with the code of its plant
 *
 * Reads what is on the register about the plant: state, province, components. A plant that is not
 * there leaves check->state %NULL.
 */
void
prc_catasto_load (PrcCatastoCheck *check)
{
  PrcDb *db = check->twin->db;
  sqlite3_stmt *rows = prc_db_query (db, "SELECT state, province, libretto FROM catasto_plant WHERE "
                                     "code = ?1", "s", check->code);

  while (prc_db_next (rows))
    {
      check->state = g_strdup (prc_db_text (rows, 0));
      check->province = g_strdup (prc_db_text (rows, 1));
      check->libretto = sqlite3_column_int (rows, 2) != 0;
    }
  rows = prc_db_query (db, "SELECT kind, number, replaced, installed, dismissed, serial, power, fuel, "
                       "parts, linked, heats FROM catasto_item WHERE code = ?1 ORDER BY id", "s",
                       check->code);
  while (prc_db_next (rows))
    {
      const PrcCatastoKind *kind = prc_catasto_kind (prc_db_text (rows, 0));
      PrcCatastoItem *item = prc_catasto_item_new (kind, sqlite3_column_int64 (rows, 1));

      item->replaced = sqlite3_column_int (rows, 2) != 0;
      item->installed = g_strdup (prc_db_text (rows, 3));
      item->dismissed = g_strdup (prc_db_text (rows, 4));
      item->serial = g_strdup (prc_db_text (rows, 5));
      item->power = sqlite3_column_int64 (rows, 6);
      item->fuel = sqlite3_column_int64 (rows, 7);
      item->parts = sqlite3_column_int64 (rows, 8);
      item->linked = sqlite3_column_int64 (rows, 9);
      item->heats = sqlite3_column_int (rows, 10) != 0;
      g_ptr_array_add (check->before, item);
    }
}

/**
 * prc_catasto_load_sheet:
 * @self: the twin
 * @code: a plant
 * @name: a container
 *
 * Reads a scheda as it is on file.
 *
 * Returns: (transfer full) (nullable): a document whose root it is
 */
xmlDoc *
prc_catasto_load_sheet (PrcCatasto *self,
                        const char *code,
                        const char *name)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT xml FROM catasto_sheet WHERE code = ?1 AND name "
                                     "= ?2", "ss", code, name);
  xmlDoc *doc = NULL;

  while (prc_db_next (rows))
    {
      const char *xml = prc_db_text (rows, 0);

      xmlFreeDoc (doc);
      doc = xmlReadMemory (xml, (int) strlen (xml), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR |
                           XML_PARSE_NOWARNING);
    }
  return doc;
}

/**
 * prc_catasto_save_plant:
 * @self: the twin
 * @code: a plant
 * @state: active or dismissed
 * @province: (nullable): two letters; %NULL leaves what is there
 * @libretto: whether its libretto is on file
 *
 * Puts a plant on the register, or changes it.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_catasto_save_plant (PrcCatasto *self,
                        const char *code,
                        const char *state,
                        const char *province,
                        gboolean    libretto)
{
  return prc_db_run (self->db, "INSERT INTO catasto_plant (code, state, province, libretto) VALUES (?1, "
                     "?2, ?3, ?4) ON CONFLICT (code) DO UPDATE SET state = ?2, province = "
                     "coalesce (?3, province), libretto = ?4", "sssi", code, state, province,
                     (gint64) libretto);
}

/**
 * prc_catasto_save_sheet:
 * @self: the twin
 * @code: a plant
 * @name: a container
 * @xml: the scheda as a document of its own
 *
 * Puts a scheda in the place of the one on file.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_catasto_save_sheet (PrcCatasto *self,
                        const char *code,
                        const char *name,
                        const char *xml)
{
  return prc_db_run (self->db, "INSERT OR REPLACE INTO catasto_sheet (code, name, xml) VALUES (?1, ?2, "
                     "?3)", "sss", code, name, xml);
}

/**
 * prc_catasto_save_items:
 * @self: the twin
 * @code: a plant
 * @items: (element-type PrcCatastoItem): all its components
 *
 * Puts them in the place of those on the register.
 *
 * Returns: %TRUE on success
 */
gboolean
prc_catasto_save_items (PrcCatasto *self,
                        const char *code,
                        GPtrArray  *items)
{
  gboolean good = prc_db_run (self->db, "DELETE FROM catasto_item WHERE code = ?1", "s", code);
  guint i;

  for (i = 0; i < items->len && good; i++)
    {
      const PrcCatastoItem *item = g_ptr_array_index (items, i);

      good = prc_db_run (self->db, "INSERT INTO catasto_item (code, kind, number, replaced, installed, "
                         "dismissed, serial, power, fuel, parts, linked, heats) VALUES (?1, ?2, ?3, ?4, "
                         "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", "ssiisssiiiii", code, item->kind->kind,
                         item->number, (gint64) item->replaced, item->installed, item->dismissed,
                         item->serial, item->power, item->fuel, item->parts, item->linked,
                         (gint64) item->heats);
    }
  return good;
}

/**
 * prc_catasto_last_report:
 * @self: the twin
 * @code: a plant
 * @kind: "GT"
 * @number: a number
 *
 * Finds the last report on a component, of whatever kind.
 *
 * Returns: (transfer full) (nullable): its day
 */
char *
prc_catasto_last_report (PrcCatasto *self,
                         const char *code,
                         const char *kind,
                         gint64      number)
{
  sqlite3_stmt *rows = prc_db_query (self->db, "SELECT max (date) FROM catasto_report WHERE code = ?1 "
                                     "AND kind = ?2 AND number = ?3", "ssi", code, kind, number);
  char *date = NULL;

  while (prc_db_next (rows))
    {
      g_free (date);
      date = g_strdup (prc_db_text (rows, 0));
    }
  return date;
}
