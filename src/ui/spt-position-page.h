/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One debt position: its form, checked as one types, and its history. */
#pragma once

#include "ui/spt-page.h"
#include "ui/spt-position-work.h"

G_BEGIN_DECLS

#define SPT_TYPE_POSITION_PAGE (spt_position_page_get_type ())

G_DECLARE_FINAL_TYPE (SptPositionPage, spt_position_page, SPT, POSITION_PAGE, SptPage)

/* @id 0 = a new one. */
SptPage *spt_position_page_new            (SptDesk         *desk,
                                           gint64           id) G_GNUC_WARN_UNUSED_RESULT;
/* The list one came from, in its order (element-type gint64): what "next to fix" goes through. */
void     spt_position_page_set_queue      (SptPositionPage *self,
                                           GArray          *ids,
                                           SptQueueKind     kind);
/* Puts the focus on the field that @path names, now or when the record has come; where there is
 * none, on the first fault. */
void     spt_position_page_show_place     (SptPositionPage *self,
                                           const char      *path);
gint64   spt_position_page_get_id         (SptPositionPage *self);

G_END_DECLS
