/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the grid of positions: cells, sorting by header, which are shown, remembered widths. */
#pragma once

#include <gtk/gtk.h>

#include "store/spt-store-positions.h"
#include "ui/spt-id-selection.h"

G_BEGIN_DECLS

/* Adds the columns to @view. The check boxes work on @selection. Actions "columns.ID" (boolean) go into @actions, their items into @menu. */
void         spt_positions_columns_add       (GtkColumnView      *view,
                                              SptIdSelection     *selection,
                                              GSimpleActionGroup *actions,
                                              GMenu              *menu);
/* What the header says now. */
void         spt_positions_columns_get_sort  (GtkColumnView      *view,
                                              SptPositionSort    *sort,
                                              gboolean           *descending);
/* Keeps that for the next start. */
void         spt_positions_columns_remember_sort (GtkColumnView  *view);
/* Two lines a row, for a narrow window. */
GtkListItemFactory *spt_positions_columns_new_row_factory (SptIdSelection *selection) G_GNUC_WARN_UNUSED_RESULT;
/* The list item whose row @widget stands in, or is; NULL for none. Borrowed. */
GtkListItem *spt_positions_columns_find_item (GtkWidget          *widget);

G_END_DECLS
