/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads, checks and keeps the settings of a twin. */
#define G_LOG_DOMAIN "spt-practice"

#include "prc-settings.h"

#include "prc-db.h"

#include <string.h>

struct _PrcSettings
{
  PrcContext       *context;
  char             *prefix;
  const PrcSetting *table;
  guint             count;
  GHashTable       *values;      /* name (of the table) → text */
};

static const PrcSetting *
find (PrcSettings *self,
      const char  *name)
{
  guint i;

  for (i = 0; i < self->count; i++)
    {
      if (g_str_equal (self->table[i].name, name))
        return &self->table[i];
    }
  return NULL;
}

static gboolean
fits (const PrcSetting *setting,
      const char       *value)
{
  g_auto (GStrv) words = NULL;

  if (setting->values == NULL)
    return g_ascii_string_to_signed (value, 10, 0, G_GINT64_CONSTANT (1) << 50, NULL, NULL);
  words = g_strsplit (setting->values, " ", -1);
  return g_strv_contains ((const char *const *) words, value);
}

/**
 * prc_settings_new:
 * @context: the context, with its database
 * @prefix: begins the names in the table of the state
 * @table: the settings there are, static
 * @count: how many
 *
 * Reads the settings kept in the state; what is not kept there has its default.
 *
 * Returns: (transfer full): the settings
 */
PrcSettings *
prc_settings_new (PrcContext       *context,
                  const char       *prefix,
                  const PrcSetting *table,
                  guint             count)
{
  PrcSettings *self = g_new0 (PrcSettings, 1);
  guint i;

  self->context = context;
  self->prefix = g_strdup (prefix);
  self->table = table;
  self->count = count;
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (i = 0; i < count; i++)
    {
      g_autofree char *key = g_strconcat (prefix, table[i].name, NULL);
      sqlite3_stmt *rows;
      char *value;

      value = table[i].values != NULL ? g_strndup (table[i].values, strcspn (table[i].values, " "))
              : g_strdup_printf ("%" G_GINT64_FORMAT,
                                 context->fast ? table[i].fast : table[i].normal);
      rows = prc_db_query (context->db, "SELECT value FROM meta WHERE name = ?1", "s", key);
      while (prc_db_next (rows))
        {
          const char *kept = prc_db_text (rows, 0);

          if (kept == NULL || !fits (&table[i], kept))
            continue;
          g_free (value);
          value = g_strdup (kept);
        }
      g_hash_table_insert (self->values, (gpointer) table[i].name, value);
    }
  return self;
}

/**
 * prc_settings_free:
 * @self: (transfer full): the settings
 *
 * Frees them.
 */
void
prc_settings_free (PrcSettings *self)
{
  g_hash_table_unref (self->values);
  g_free (self->prefix);
  g_free (self);
}

/**
 * prc_settings_text:
 * @self: the settings
 * @name: a name of the table
 *
 * Reads a setting.
 *
 * Returns: (transfer none): its value, until it is changed
 */
const char *
prc_settings_text (PrcSettings *self,
                   const char  *name)
{
  const char *value = g_hash_table_lookup (self->values, name);

  g_assert (value != NULL);
  return value;
}

/**
 * prc_settings_number:
 * @self: the settings
 * @name: a name of the table
 *
 * Reads a number.
 *
 * Returns: its value, 0 or more
 */
gint64
prc_settings_number (PrcSettings *self,
                     const char  *name)
{
  return g_ascii_strtoll (prc_settings_text (self, name), NULL, 10);
}

/**
 * prc_settings_is:
 * @self: the settings
 * @name: a name of the table
 * @value: a word
 *
 * Compares a setting.
 *
 * Returns: %TRUE if it has that value
 */
gboolean
prc_settings_is (PrcSettings *self,
                 const char  *name,
                 const char  *value)
{
  return g_str_equal (prc_settings_text (self, name), value);
}

/* The value that a control request gives, as text; NULL if it does not fit. */
static char *
wanted_value (const PrcSetting *setting,
              JsonObject       *wanted)
{
  g_autofree char *value = NULL;

  value = setting->values != NULL ? g_strdup (prc_rule_text (wanted, setting->name, ""))
          : g_strdup_printf ("%" G_GINT64_FORMAT, prc_rule_int (wanted, setting->name, -1));
  return fits (setting, value) ? g_steal_pointer (&value) : NULL;
}

/**
 * prc_settings_change:
 * @self: the settings
 * @wanted: names and new values
 *
 * Sets them, now and for the processes to come: all, or none if one does not fit.
 *
 * Returns: (nullable): the name that is unknown or has no such value, %NULL if all is well
 */
const char *
prc_settings_change (PrcSettings *self,
                     JsonObject  *wanted)
{
  g_autoptr (GList) names = json_object_get_members (wanted);
  GList *l;

  for (l = names; l != NULL; l = l->next)
    {
      const PrcSetting *setting = find (self, l->data);
      g_autofree char *value = setting != NULL ? wanted_value (setting, wanted) : NULL;

      if (value == NULL)
        return l->data;
    }
  for (l = names; l != NULL; l = l->next)
    {
      const PrcSetting *setting = find (self, l->data);
      g_autofree char *key = g_strconcat (self->prefix, l->data, NULL);
      char *value;

      g_assert (setting != NULL);
      value = wanted_value (setting, wanted);
      prc_db_run (self->context->db, "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)",
                  "ss", key, value);
      g_hash_table_insert (self->values, (gpointer) setting->name, value);
    }
  return NULL;
}

/**
 * prc_settings_dump:
 * @self: the settings
 * @out: where to append
 *
 * Writes all of them as a JSON object, in the order of the table.
 */
void
prc_settings_dump (PrcSettings *self,
                   GString     *out)
{
  guint i;

  g_string_append_c (out, '{');
  for (i = 0; i < self->count; i++)
    {
      const char *value = prc_settings_text (self, self->table[i].name);

      g_string_append_printf (out, "%s\"%s\":", i > 0 ? "," : "", self->table[i].name);
      if (self->table[i].values != NULL)
        prc_append_json (out, value);
      else
        g_string_append (out, value);
    }
  g_string_append_c (out, '}');
}
