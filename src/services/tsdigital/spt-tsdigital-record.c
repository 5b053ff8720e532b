/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A registry item as a record: its schema, and what everybody in the room asks of one. */

#define G_LOG_DOMAIN "spt-tsdigital-record"

#include "config.h"

#include "services/tsdigital/spt-tsdigital-record.h"

#include <string.h>

/**
 * spt_tsdigital_get_schema:
 *
 * Gets what the document of an item consists of.
 *
 * Returns: (transfer none) (nullable): the schema; %NULL when the user's own table is broken
 */
SptSchema *
spt_tsdigital_get_schema (void)
{
  static SptSchemaOnce once;

  return spt_schema_load_once (&once, "tsdigital/item.json", SPT_TSDIGITAL_DOMAIN);
}

/**
 * spt_tsdigital_get_key:
 * @record: an item
 *
 * Gets what an item is known by here: the service gives its own number only afterwards.
 *
 * Returns: (transfer none): codice fiscale, else partita IVA; "" where there is neither
 */
const char *
spt_tsdigital_get_key (SptRecord *record)
{
  SptNode *root = spt_record_get_root (record);
  const char *tax_id = spt_node_get_named (root, "taxId");

  return *tax_id != '\0' ? tax_id : spt_node_get_named (root, "vatNumber");
}

/**
 * spt_tsdigital_is_italian:
 * @record: an item
 *
 * Returns: whether its codes are those of Italy
 */
gboolean
spt_tsdigital_is_italian (SptRecord *record)
{
  const char *region = spt_node_get_named (spt_record_get_root (record), "taxRegion");

  return *region == '\0' || g_ascii_strcasecmp (region, "IT") == 0;
}

/**
 * spt_tsdigital_is_rome:
 * @account: (nullable): an account
 *
 * Says of which zone the midnight is that stands for a date: nobody documents it (services facts
 * 2.6), so it is a setting.
 *
 * Returns: whether it is Italy's; else UTC
 */
gboolean
spt_tsdigital_is_rome (SptAccount *account)
{
  return account != NULL &&
         g_strcmp0 (spt_account_get_setting (account, "date-zone"), "rome") == 0;
}
