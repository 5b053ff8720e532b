/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a list out into a file that the clerk chooses. */
#pragma once

#include <gtk/gtk.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

/* @ids (element-type gint64): in their order. @file_name: what is proposed. Says in the window how many there are in it. */
void spt_export_offer (GtkWidget  *parent,
                       SptDesk    *desk,
                       const char *kind,
                       GArray     *ids,
                       const char *file_name);

G_END_DECLS
