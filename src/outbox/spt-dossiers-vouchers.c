/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vouchers as a kind of dossiers: what a row of a file leaves out. */
#define G_LOG_DOMAIN "spt-dossiers-vouchers"

#include "config.h"

#include "base/spt-comuni.h"
#include "base/spt-text.h"
#include "outbox/spt-dossiers-private.h"

/* Fields that are named here: whose voucher it is, where, and who typed it (design 5). */
#define TYPE        "tipo"
#define FAMILY      "famiglia"
#define FIRM        "impresa"
#define FAMILY_CODE "famiglia.codiceFiscale"
#define FIRM_CODE   "impresa.partitaIva"
#define OWNER       "operatore.owner"
#define PLACE       "comune"
#define PLACE_CODE  "indirizzoInstallazione.codiceIstatComune"

static SptSchema *
vouchers_get_schema (void)
{
  return _spt_dossiers_get_schema (&spt_dossier_kind_vouchers);
}

/* A partita IVA alone means a firm; the name of a municipality its code, where it is the only one. */
static void
complete_row (SptRecord  *record,
              const char *extra_text)
{
  if (spt_text_is_blank (_spt_dossiers_get (record, FAMILY_CODE)) &&
      !spt_text_is_blank (_spt_dossiers_get (record, FIRM_CODE)))
    _spt_dossiers_set (record, TYPE, FIRM);
  else if (spt_text_is_blank (_spt_dossiers_get (record, TYPE)))
    _spt_dossiers_set (record, TYPE, FAMILY);
  if (spt_text_is_blank (_spt_dossiers_get (record, PLACE_CODE)) &&
      !spt_text_is_blank (_spt_dossiers_get (record, PLACE)))
    {
      const SptComune *comune = spt_comuni_find_name (_spt_dossiers_get (record, PLACE), NULL);

      if (comune != NULL)
        _spt_dossiers_set (record, PLACE_CODE, comune->istat);
    }
}

static gboolean
is_usable (SptRecord *record)
{
  return !spt_text_is_blank (_spt_dossiers_get (record, FAMILY_CODE)) ||
         !spt_text_is_blank (_spt_dossiers_get (record, FIRM_CODE));
}

const SptDossierKind spt_dossier_kind_vouchers = {
  .id = SPT_KIND_VOUCHERS,
  .owner = OWNER,
  .completes = TRUE,
  .csv = {
    .get_schema = vouchers_get_schema,
    .is_usable = is_usable,
    .unusable = "row-nobody",
    .complete = complete_row,
  },
};

SPT_DEFINE_DOSSIER_KIND (vouchers, SPT_KIND_VOUCHERS, FAMILY_CODE);
