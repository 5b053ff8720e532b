/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that starts an intervention: asks what its operation needs and nothing else, then opens its page. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_INTERVENTION_START (spt_intervention_start_get_type ())

G_DECLARE_FINAL_TYPE (SptInterventionStart, spt_intervention_start, SPT, INTERVENTION_START, AdwWindow)

/* @plant_id 0 = a new plant; @type: "84", SPT_INTERVENTION_LOCAL. With the sheet where something is to be asked, else with the
 * page at once. */
void       spt_intervention_start          (GtkWidget  *parent,
                                            SptDesk    *desk,
                                            gint64      plant_id,
                                            const char *type);
/* The sheet alone, presented by the caller; where nothing is to be asked it goes away by itself. */
GtkWindow *spt_intervention_start_new      (GtkWidget  *parent,
                                            SptDesk    *desk,
                                            gint64      plant_id,
                                            const char *type);
/* As spt_intervention_start(), beginning from that document. */
void       spt_intervention_start_from     (GtkWidget  *parent,
                                            SptDesk    *desk,
                                            gint64      plant_id,
                                            const char *type,
                                            gint64      previous);

G_END_DECLS
