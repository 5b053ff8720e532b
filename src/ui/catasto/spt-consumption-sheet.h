/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A year's consumption of many plants, typed down one column; then it is prepared and sent together. */
#pragma once

#include "ui/spt-desk.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SPT_TYPE_CONSUMPTION_SHEET (spt_consumption_sheet_get_type ())

G_DECLARE_FINAL_TYPE (SptConsumptionSheet, spt_consumption_sheet, SPT, CONSUMPTION_SHEET, AdwWindow)

/* @plant_ids: (nullable) (element-type gint64): of those, else of all in use. To be presented. */
GtkWindow *spt_consumption_sheet_new (GtkWidget *parent,
                                      SptDesk   *desk,
                                      GArray    *plant_ids);
/* Fills it by a table; @file: (nullable): a person is asked which. */
void       spt_consumption_sheet_import (SptConsumptionSheet *self,
                                         GFile               *file);

G_END_DECLS
