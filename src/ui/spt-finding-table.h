/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings of a file as a table: row, column, value, what is wrong and what to do; on a narrow page as a list. */
#pragma once

#include <adwaita.h>

#include "ui/spt-finding-list.h"

G_BEGIN_DECLS

#define SPT_TYPE_FINDING_TABLE (spt_finding_table_get_type ())

G_DECLARE_FINAL_TYPE (SptFindingTable, spt_finding_table, SPT, FINDING_TABLE, AdwBin)

/* @list: (nullable). @label: what it is, for screen readers. */
void spt_finding_table_set_list (SptFindingTable *self,
                                 SptFindingList  *list,
                                 const char      *label);

G_END_DECLS
