/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a debt position's schema by name, looked up once. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

/* Fields of the position itself, in the order of the wire (GPD facts 6.1). */
typedef enum
{
  GPD_IUPD,
  GPD_TYPE,
  GPD_PAY_STAND_IN,
  GPD_FISCAL_CODE,
  GPD_FULL_NAME,
  GPD_STREET_NAME,
  GPD_CIVIC_NUMBER,
  GPD_POSTAL_CODE,
  GPD_CITY,
  GPD_PROVINCE,
  GPD_REGION,
  GPD_COUNTRY,
  GPD_EMAIL,
  GPD_PHONE,
  GPD_SWITCH_TO_EXPIRED,
  GPD_COMPANY_NAME,
  GPD_OFFICE_NAME,
  GPD_VALIDITY_DATE,
  GPD_N_POSITION
} SptGpdPositionField;

/* Of a payment option (6.2). */
typedef enum
{
  GPD_NAV,
  GPD_IUV,
  GPD_AMOUNT,
  GPD_DESCRIPTION,
  GPD_IS_PARTIAL,
  GPD_DUE_DATE,
  GPD_RETENTION_DATE,
  GPD_N_OPTION
} SptGpdOptionField;

/* Of a transfer (6.3). */
typedef enum
{
  GPD_TR_AMOUNT,
  GPD_TR_ORGANIZATION,
  GPD_TR_COMPANY_NAME,
  GPD_TR_REMITTANCE,
  GPD_TR_CATEGORY,
  GPD_TR_IBAN,
  GPD_TR_POSTAL_IBAN,
  GPD_TR_STAMP_HASH,
  GPD_TR_STAMP_TYPE,
  GPD_TR_STAMP_PROVINCE,
  GPD_N_TRANSFER
} SptGpdTransferField;

/**
 * SptGpdFields:
 * @organization: index of the creditor body's tax code, which routes a position to an account and
 *   is not on the wire; -1 where the table has no such field
 *
 * Where the fields stand in their groups. Tables may hold more fields than these; the wire carries
 * these.
 */
typedef struct
{
  SptSchema         *schema; /* (owned) */
  const SptGroupDef *root;
  const SptGroupDef *option;
  const SptGroupDef *transfer;
  const SptGroupDef *option_metadata;
  const SptGroupDef *transfer_metadata;
  guint              position_index[GPD_N_POSITION];
  guint              option_index[GPD_N_OPTION];
  guint              transfer_index[GPD_N_TRANSFER];
  int                organization;
  guint              option_key;
  guint              option_value;
  guint              transfer_key;
  guint              transfer_value;
} SptGpdFields;

SptGpdFields *spt_gpd_fields_new  (SptSchema     *schema,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          spt_gpd_fields_free (SptGpdFields  *self);

static inline const char *
spt_gpd_position_get (const SptGpdFields  *fields,
                      const SptNode       *root,
                      SptGpdPositionField  field)
{
  return spt_node_get (root, fields->position_index[field]);
}

static inline const char *
spt_gpd_option_get (const SptGpdFields *fields,
                    const SptNode      *option,
                    SptGpdOptionField   field)
{
  return spt_node_get (option, fields->option_index[field]);
}

static inline const char *
spt_gpd_transfer_get (const SptGpdFields  *fields,
                      const SptNode       *transfer,
                      SptGpdTransferField  field)
{
  return spt_node_get (transfer, fields->transfer_index[field]);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptGpdFields, spt_gpd_fields_free)

G_END_DECLS
