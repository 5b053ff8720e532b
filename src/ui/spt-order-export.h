/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of each record of an order, as a table. */
#pragma once

#include <gtk/gtk.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

/* Asks for a file and writes a row for each record of @job_id in one of @states (0 = all). */
void spt_order_export_offer (GtkWidget *parent,
                             SptDesk   *desk,
                             gint64     job_id,
                             guint      states);

G_END_DECLS
