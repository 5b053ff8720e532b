/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the grid's columns share. */
#pragma once

#include "ui/spt-list-columns.h"

G_BEGIN_DECLS

/* The SptListColumn of a column of the grid; the one of the check boxes has none. */
#define COLUMN_DATA "spt-list-column"

/* The SptListLayout of a grid, of its columns and of the factories of its cells. */
#define LAYOUT_DATA "spt-list-layout"

/* The GtkListItem of what is in a cell. */
#define ITEM_DATA "spt-list-item"

static inline const SptListLayout *
layout_of (gpointer object)
{
  return g_object_get_data (object, LAYOUT_DATA);
}

/* spt-list-columns-cells.c */
GtkListItemFactory *_spt_list_columns_new_check_factory (const SptListLayout *layout,
                                                         SptIdSelection      *selection);
GtkListItemFactory *_spt_list_columns_new_factory       (const SptListLayout *layout,
                                                         const SptListColumn *def);

/* spt-list-columns-move.c */
void _spt_list_columns_add_moves (GtkColumnView       *view,
                                  const SptListLayout *layout,
                                  GActionMap          *actions,
                                  GMenu               *menu);

G_END_DECLS
