/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that starts an intervention: asks what its operation needs and nothing else, then opens its page. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_INTERVENTION_START (spt_intervention_start_get_type ())

G_DECLARE_FINAL_TYPE (SptInterventionStart, spt_intervention_start, SPT, INTERVENTION_START, AdwWindow)

/* @plant_id 0 = a new plant; @type: "84", SPT_INTERVENTION_LOCAL. Presented by the caller: where nothing is to be asked it
 * never shows, but opens the page at once. */
GtkWindow *spt_intervention_start_new      (GtkWidget  *parent,
                                            SptDesk    *desk,
                                            gint64      plant_id,
                                            const char *type);
/* The same, which begins from that document; presented. */
void       spt_intervention_start_from     (GtkWidget  *parent,
                                            SptDesk    *desk,
                                            gint64      plant_id,
                                            const char *type,
                                            gint64      previous);

G_END_DECLS
