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
  static SptSchemaOnce once;

  return spt_schema_load_once (&once, "voucher/voucher.json", SPT_VOUCHER_DOMAIN);
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
  return strcmp (spt_node_get_named (spt_record_get_root (record), "tipo"), "impresa") == 0;
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
  return spt_node_get_named (spt_record_get_root (record), spt_voucher_is_firm (record)
                          ? "impresa.partitaIva" : "famiglia.codiceFiscale");
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
