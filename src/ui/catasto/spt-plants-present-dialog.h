/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants that other software sent already ("Già presente in catasto"): marked, or the mark taken back. */
#pragma once

#include "ui/spt-ui.h"

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_PLANTS_PRESENT_DIALOG (spt_plants_present_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptPlantsPresentDialog, spt_plants_present_dialog, SPT, PLANTS_PRESENT_DIALOG, AdwWindow)

/* Signal: done (uint n_changed, uint n_asked): it was kept; the dialog closes itself. */

/* @ids (element-type gint64): one or a selection; copied. (transfer none): the caller presents it. */
GtkWindow *spt_plants_present_dialog_new (GtkWidget *parent,
                                          SptDesk   *desk,
                                          GArray    *ids);

G_END_DECLS
