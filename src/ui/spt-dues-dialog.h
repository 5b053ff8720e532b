/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues of each body, and how its notice numbers stand. */
#pragma once

#include "ui/spt-sheet.h"

G_BEGIN_DECLS

#define SPT_TYPE_DUES_DIALOG (spt_dues_dialog_get_type ())

/* Modal; presented by the caller. */
G_DECLARE_FINAL_TYPE (SptDuesDialog, spt_dues_dialog, SPT, DUES_DIALOG, SptSheet)

/* @body: (nullable): the one whose kinds are shown; NULL = of all. */
GtkWindow *spt_dues_dialog_new (GtkWidget  *parent,
                                SptDesk    *desk,
                                const char *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
