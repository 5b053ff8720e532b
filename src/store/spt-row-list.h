/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records by ids: the id spine with pages of 64 loaded as they are looked at (style
 * 3.8). GIO only. */
#pragma once

#include "store/spt-store-positions.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

#define SPT_TYPE_ROW_LIST (spt_row_list_get_type ())

/* GListModel of a kind of SptRow. Properties: busy (boolean), n-items notify by
 * items-changed. Rows are canonical per id; a new spine emits the smallest items-changed; rows
 * reload in place when the store changes. Signal "refreshed" after each new spine. */
G_DECLARE_FINAL_TYPE (SptRowList, spt_row_list, SPT, ROW_LIST, GObject)

SptRowList *spt_row_list_new             (SptStore               *store,
                                          const SptListKind      *kind) G_GNUC_WARN_UNUSED_RESULT;
SptRowList *spt_row_list_new_positions   (SptStore               *store) G_GNUC_WARN_UNUSED_RESULT;
SptRowList *spt_row_list_new_submissions (SptStore               *store) G_GNUC_WARN_UNUSED_RESULT;
/* Asks anew, cancelling what was under way; strings of @query are copied. */
void        spt_row_list_set_query       (SptRowList             *self,
                                          const SptListQuery     *query);
void        spt_row_list_set_states      (SptRowList             *self,
                                          guint                   states,
                                          gint64                  account_id);
void        spt_row_list_refresh         (SptRowList             *self);
/* An empty list begins with its first rows; the others follow when they are asked for. Another query has the rows that a view
 * knows become its own, without a change of the items: "refreshed" says it. 0 = all at once, as lists do by themselves. */
void        spt_row_list_set_head        (SptRowList             *self,
                                          guint                   n_rows);
gboolean    spt_row_list_has_rest        (SptRowList             *self);
void        spt_row_list_show_rest       (SptRowList             *self);
gint64      spt_row_list_get_id          (SptRowList             *self,
                                          guint                   position);
/* G_MAXUINT when not in the list. */
guint       spt_row_list_find            (SptRowList             *self,
                                          gint64                  id);
/* How many were found: what there is to say of the list, whatever the model has at this moment. */
guint       spt_row_list_get_length      (SptRowList             *self);
/* All ids in order; borrowed until the next refresh. */
const gint64 *spt_row_list_get_ids       (SptRowList             *self,
                                          guint                  *n_ids);

G_END_DECLS
