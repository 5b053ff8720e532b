/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of findings one goes through by pointer or keyboard: each row says whom, what is wrong,
 * where; activating one leads there. */
#pragma once

#include <adwaita.h>

#include "ui/spt-finding-list.h"

G_BEGIN_DECLS

#define SPT_TYPE_FINDING_VIEW (spt_finding_view_get_type ())

/* Signals: "opened" (SptIssueRow): a row that has a record was activated; "mend-asked" (GtkWidget
 * at, guint position): one that can be mended was. */
G_DECLARE_FINAL_TYPE (SptFindingView, spt_finding_view, SPT, FINDING_VIEW, AdwBin)

/* Each row says what to do, too; to be said before the first list. */
void spt_finding_view_set_advice (SptFindingView *self,
                                  gboolean        with_advice);
/* Rows without a record that are mendable can be activated; to be said before the first list. */
void spt_finding_view_set_mends  (SptFindingView *self,
                                  gboolean        mends);
/* For the rows of other lists of SptIssueRow: how grave it is. */
GtkWidget *spt_finding_view_new_icon (GtkListItem *item);
/* @list: (nullable). @label: what the list is, for screen readers. */
void spt_finding_view_set_list (SptFindingView *self,
                                SptFindingList *list,
                                const char     *label);
/* Puts the focus on the first row. */
void spt_finding_view_focus    (SptFindingView *self);
/* Puts it on one row, scrolled into sight. */
void spt_finding_view_focus_row (SptFindingView *self,
                                 guint           position);

G_END_DECLS
