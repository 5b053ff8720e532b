/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The outcomes of one submission: each item with its state and what the service said. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_ITEM_VIEW (spt_item_view_get_type ())

/* Property: only-problems (boolean). */
G_DECLARE_FINAL_TYPE (SptItemView, spt_item_view, SPT, ITEM_VIEW, AdwBin)

/* Once, before it is shown. */
void spt_item_view_set_submission (SptItemView   *self,
                                   SptDesk       *desk,
                                   gint64         id);
/* Only what failed and was not sent again since: @n of them; @queue ((nullable) (element-type
 * gint64)): the records to go through, in their order. Each row says where its record stands now.
 * */
void spt_item_view_set_failed     (SptItemView   *self,
                                   guint          n,
                                   GArray        *queue);
/* Of a view that was set to a job of single requests: @n of its records in one of @states. */
void spt_item_view_show_order     (SptItemView   *self,
                                   const char    *service,
                                   const char    *operation,
                                   guint          states,
                                   guint          n);
/* The submission as it is now: counts, service. */
void spt_item_view_update         (SptItemView   *self,
                                   SptSubmission *submission);

G_END_DECLS
