/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mends one finding of a file where it stands: the value as it is, and what is wrong with it. */
#pragma once

#include <adwaita.h>

#include "ui/spt-issue-row.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_MEND (spt_import_mend_get_type ())

/* A child of the page whose rows it mends. Signal "mended" (SptIssueRow, string text); the focus
 * goes back by whoever listens, or, when a person gives up, to where it was opened. */
G_DECLARE_FINAL_TYPE (SptImportMend, spt_import_mend, SPT, IMPORT_MEND, GtkPopover)

GtkWidget *spt_import_mend_new  (void) G_GNUC_WARN_UNUSED_RESULT;
/* @at: a widget below the parent. */
void       spt_import_mend_open (SptImportMend *self,
                                 GtkWidget     *at,
                                 SptIssueRow   *row);

G_END_DECLS
