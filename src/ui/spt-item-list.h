/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of one submission as a list model that loads pages as they are looked at. */
#pragma once

#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

#define SPT_TYPE_ITEM_ROW (spt_item_row_get_type ())

/* One item; "changed" when it was read (again). */
G_DECLARE_FINAL_TYPE (SptItemRow, spt_item_row, SPT, ITEM_ROW, GObject)

/* NULL until it was read; borrowed until the next "changed". */
const SptItem *spt_item_row_get       (SptItemRow  *self);

#define SPT_TYPE_ITEM_LIST (spt_item_list_get_type ())

/* GListModel of SptItemRow. */
G_DECLARE_FINAL_TYPE (SptItemList, spt_item_list, SPT, ITEM_LIST, GObject)

SptItemList   *spt_item_list_new      (SptStore    *store,
                                       gint64       submission_id) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  SPT_ITEMS_ALL,
  SPT_ITEMS_PROBLEMS, /* refused and uncertain */
  SPT_ITEMS_FAILED,   /* of the whole job, and not sent again since */
  SPT_ITEMS_ORDER     /* of a job of single requests: spt_item_list_set_order() */
} SptItemChoice;

/* What it lists, and how many there are (the submission's own counts). Rows stay the same objects
 * while they can. */
void           spt_item_list_set      (SptItemList   *self,
                                       SptItemChoice  choice,
                                       guint          n_items);
/* Of a list made with the id of a job: its records in one of @states (0 = all). */
void           spt_item_list_set_order (SptItemList *self,
                                        guint        states,
                                        guint        n_items);
/* Reads again what was read. */
void           spt_item_list_refresh  (SptItemList *self);

G_END_DECLS
