/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of a file as a table: row, column, value, what is wrong and what to do; on a narrow page
 * as a list. */
#pragma once

#include <adwaita.h>

#include "ui/spt-finding-list.h"

G_BEGIN_DECLS

#define SPT_TYPE_FINDING_TABLE (spt_finding_table_get_type ())

/* Signal "mend-asked" (GtkWidget at, guint position): a row that is mendable was activated. */
G_DECLARE_FINAL_TYPE (SptFindingTable, spt_finding_table, SPT, FINDING_TABLE, AdwBin)

/* @list: (nullable). @label: what it is, for screen readers. */
void spt_finding_table_set_list (SptFindingTable *self,
                                 SptFindingList  *list,
                                 const char      *label);
/* Puts the focus on one row, from where the arrow keys go on; it is scrolled into sight. */
void spt_finding_table_focus    (SptFindingTable *self,
                                 guint            position);

G_END_DECLS
