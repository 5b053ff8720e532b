/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due of plants: a list to choose from and to take along, and the end of an office's own contract. */
#pragma once

#include "ui/spt-sheet.h"

G_BEGIN_DECLS

#define SPT_TYPE_PLANT_DUES_DIALOG (spt_plant_dues_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptPlantDuesDialog, spt_plant_dues_dialog, SPT, PLANT_DUES_DIALOG, SptSheet)

/* @plant_id: only of that plant; 0 = of all. @which: (nullable): how it begins: "overdue", or a kind (SPT_DUE_SEND). */
GtkWindow *spt_plant_dues_dialog_new           (GtkWidget          *parent,
                                                SptDesk            *desk,
                                                gint64              plant_id,
                                                const char         *which);
/* Goes to the form of the plant's contract. */
void       spt_plant_dues_dialog_edit_contract (SptPlantDuesDialog *self,
                                                gint64              plant_id);

/* How something is begun that puts an end to a date (spt_intervention_start_new()); until it is said that is not
 * offered. */
typedef GtkWindow *(*SptPlantStartFunc) (GtkWidget *parent, SptDesk *desk, gint64 plant_id, const char *type);
void       spt_plant_dues_set_start            (SptPlantStartFunc func);

G_END_DECLS
