/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that begins a day's efficiency reports: day, firm and technician once, then plant after plant. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_DAY_REPORTS (spt_day_reports_get_type ())

G_DECLARE_FINAL_TYPE (SptDayReports, spt_day_reports, SPT, DAY_REPORTS, AdwWindow)

/* @plant_ids: (nullable) (element-type gint64): those it begins with. To be presented. */
GtkWindow *spt_day_reports_new     (GtkWidget *parent,
                                    SptDesk   *desk,
                                    GArray    *plant_ids);
/* (element-type gint64): the reports that were begun together last, as long as the program runs; NULL = none. Borrowed. */
GArray    *spt_day_reports_get_ids (SptDesk   *desk);
/* Forgets them. */
void       spt_day_reports_forget  (SptDesk   *desk);

G_END_DECLS
