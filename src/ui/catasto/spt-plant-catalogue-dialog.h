/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Firms, technicians and instruments: what reports choose from, and until when it holds. */
#pragma once

#include "outbox/spt-deadlines.h"
#include "ui/spt-sheet.h"

G_BEGIN_DECLS

#define SPT_TYPE_PLANT_CATALOGUE_DIALOG (spt_plant_catalogue_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptPlantCatalogueDialog, spt_plant_catalogue_dialog, SPT, PLANT_CATALOGUE_DIALOG, SptSheet)

/* As SptRecordPages.account_dialog; the catalogues are those of all accounts, whichever it is. */
GtkWindow *spt_plant_catalogue_dialog_new (GtkWidget *parent,
                                           SptDesk   *desk,
                                           gint64     account_id);

G_END_DECLS
