/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about vouchers as records share. */
#pragma once

#include "outbox/spt-flat-csv.h"
#include "outbox/spt-record-kind.h"

G_BEGIN_DECLS

/* Fields that are named here: whose voucher it is, and where. */
#define SPT_VOUCHER_TYPE        "tipo"
#define SPT_VOUCHER_FAMILY      "famiglia"
#define SPT_VOUCHER_FIRM        "impresa"
#define SPT_VOUCHER_FAMILY_CODE "famiglia.codiceFiscale"
#define SPT_VOUCHER_FIRM_CODE   "impresa.partitaIva"

/* Columns of the plain layout that are no fields (docs/csv.md). */
#define SPT_VOUCHER_OPERATION   "operazione"
#define SPT_VOUCHER_NUMBER      "protocollo"

/* spt-dossiers.c; the schema is borrowed, NULL when the service is not there. */
SptSchema              *_spt_dossiers_get_schema     (void);
const char             *_spt_dossiers_get            (SptRecord  *record,
                                                      const char *name);
void                    _spt_dossiers_set            (SptRecord  *record,
                                                      const char *name,
                                                      const char *text);
const SptOperationInfo *_spt_dossiers_find_operation (const char *record_operation);
/* The one that begins a dossier. */
const char             *_spt_dossiers_get_beginning  (void);

/* spt-dossiers-csv.c */
extern const SptFlatCsv _spt_dossiers_csv;
gboolean                _spt_dossiers_requires       (const char         *operation,
                                                      const SptCsvColumn *column,
                                                      SptMapsFunc         maps,
                                                      gpointer            user_data);

G_END_DECLS
