/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of people and companies: search, filter, selection, import. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUBJECTS_PAGE (spt_subjects_page_get_type ())

G_DECLARE_FINAL_TYPE (SptSubjectsPage, spt_subjects_page, SPT, SUBJECTS_PAGE, SptPage)

SptPage *spt_subjects_page_new        (SptDesk         *desk);
/* @states: bit set of states, 0 = all; @import_id: 0 = any. */
void     spt_subjects_page_set_filter (SptSubjectsPage *self,
                                       guint            states,
                                       gint64           import_id);

G_END_DECLS
