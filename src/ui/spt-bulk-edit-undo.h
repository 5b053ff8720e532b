/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a change of many positions, and the question whether the last one shall be taken
 * back. */
#pragma once

#include <gtk/gtk.h>

#include "outbox/spt-bulk-change.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

/* A toast of the window of @parent, which offers to take the change back. */
void spt_bulk_edit_say_changed    (GtkWidget           *parent,
                                   SptDesk             *desk,
                                   const SptBulkResult *result);
void spt_bulk_edit_say_taken_back (GtkWidget           *parent,
                                   const SptBulkResult *result);
/* Asks whether the last change that can be taken back shall be, also one of an earlier session. */
void spt_bulk_edit_ask_undo       (GtkWidget           *parent,
                                   SptDesk             *desk);

G_END_DECLS
