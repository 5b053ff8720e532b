/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One debt position: its form, checked as one types, and its history. */
#pragma once

#include "ui/spt-position-work.h"
#include "ui/spt-record-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_POSITION_PAGE (spt_position_page_get_type ())

G_DECLARE_FINAL_TYPE (SptPositionPage, spt_position_page, SPT, POSITION_PAGE, SptRecordPage)

/* @id 0 = a new one. */
SptPage *spt_position_page_new            (SptDesk         *desk,
                                           gint64           id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
