/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beginning something for a plant, from wherever it is asked. */
#pragma once

#include <gtk/gtk.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

/* Whether this build has the sheet that begins interventions, and their page. */
gboolean spt_plant_can_start         (void);
/* @plant_id 0 = a new plant. */
void     spt_plant_start             (GtkWidget  *parent,
                                      SptDesk    *desk,
                                      gint64      plant_id,
                                      const char *type);
gboolean spt_plant_can_open          (void);
void     spt_plant_open_intervention (GtkWidget  *widget,
                                      gint64      id);

G_END_DECLS
