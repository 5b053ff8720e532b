/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers as a kind of dossiers. */
#define G_LOG_DOMAIN "spt-dossiers-vouchers"

#include "config.h"

#include <string.h>

#include "outbox/spt-dossiers-private.h"

/* Who typed it (design 5). */
#define OWNER "operatore.owner"

static SptSchema *
vouchers_get_schema (void)
{
  return _spt_dossiers_get_schema (&spt_dossier_kind_vouchers);
}

static void
take_key (SptRecord  *record,
          const char *key)
{
  gboolean is_firm = strlen (key) == 11;

  _spt_dossiers_set (record, is_firm ? SPT_VOUCHER_FIRM_CODE : SPT_VOUCHER_FAMILY_CODE, key);
  _spt_dossiers_set (record, SPT_VOUCHER_TYPE, is_firm ? SPT_VOUCHER_FIRM : SPT_VOUCHER_FAMILY);
}

const SptDossierKind spt_dossier_kind_vouchers = {
  .id = SPT_KIND_VOUCHERS,
  .owner = OWNER,
  .completes = TRUE,
  .csv = &_spt_vouchers_csv,
  .number_column = SPT_VOUCHER_NUMBER,
  .take_key = take_key,
};

SPT_DEFINE_DOSSIER_KIND (vouchers, SPT_KIND_VOUCHERS, SPT_VOUCHER_FAMILY_CODE,
                         .operation_column = SPT_VOUCHER_OPERATION,
                         .requires = _spt_vouchers_requires);
