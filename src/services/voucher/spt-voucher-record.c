/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A voucher as a record: its schema, and what everybody in the room asks of one. */

#define G_LOG_DOMAIN "spt-voucher-record"

#include "config.h"

#include "services/voucher/spt-voucher-record.h"

#include <string.h>

#include "services/voucher/spt-voucher-flow.h"

/**
 * spt_voucher_get_schema:
 *
 * Gets what the document of a voucher consists of.
 *
 * Returns: (transfer none) (nullable): the schema; %NULL when the user's own table is broken
 */
SptSchema *
spt_voucher_get_schema (void)
{
  static SptSchema *schema;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;

      schema = spt_schema_load ("voucher/voucher.json", SPT_VOUCHER_DOMAIN, &error);
      if (schema == NULL)
        g_warning ("voucher/voucher.json: %s", error->message);
      g_once_init_leave (&once, 1);
    }

  return schema;
}

/**
 * spt_voucher_get:
 * @node: a voucher, or a part of it
 * @name: a field
 *
 * Gets the text of a field.
 *
 * Returns: (transfer none): the text, "" where it is empty
 */
const char *
spt_voucher_get (const SptNode *node,
                 const char    *name)
{
  const SptFieldDef *field = spt_group_def_find_field (spt_node_get_def (node), name);

  return field != NULL ? spt_node_get (node, field->index) : "";
}

/**
 * spt_voucher_is_firm:
 * @record: a voucher
 *
 * Returns: whether the beneficiary is a firm
 */
gboolean
spt_voucher_is_firm (SptRecord *record)
{
  return strcmp (spt_voucher_get (spt_record_get_root (record), "tipo"), "impresa") == 0;
}

/**
 * spt_voucher_get_key:
 * @record: a voucher
 *
 * Gets what the service knows a voucher by: it has no number in any request (services facts 4.6).
 *
 * Returns: (transfer none): codice fiscale or partita IVA; "" where there is none
 */
const char *
spt_voucher_get_key (SptRecord *record)
{
  return spt_voucher_get (spt_record_get_root (record), spt_voucher_is_firm (record)
                          ? "impresa.partitaIva" : "famiglia.codiceFiscale");
}

/**
 * spt_voucher_get_part:
 * @record: a voucher
 * @name: "attivazione", "cessazione", "disdetta"
 *
 * Gets what an operation after the reservation sends.
 *
 * Returns: (transfer none) (nullable): the part; %NULL where there is none
 */
SptNode *
spt_voucher_get_part (SptRecord  *record,
                      const char *name)
{
  SptNode *root = spt_record_get_root (record);
  const SptGroupDef *group = spt_group_def_find_group (spt_node_get_def (root), name);

  return group != NULL && spt_node_get_n_children (root, group->index) > 0
         ? spt_node_get_child (root, group->index, 0) : NULL;
}

/**
 * spt_voucher_get_verb:
 * @operation: "voucher.attivazione"
 *
 * Returns: (transfer none): the last word of it
 */
const char *
spt_voucher_get_verb (const char *operation)
{
  const char *dot = strrchr (operation, '.');

  return dot != NULL ? dot + 1 : operation;
}
