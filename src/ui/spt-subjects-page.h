/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory of people and companies. */
#pragma once

#include "ui/spt-list-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUBJECTS_PAGE (spt_subjects_page_get_type ())

G_DECLARE_FINAL_TYPE (SptSubjectsPage, spt_subjects_page, SPT, SUBJECTS_PAGE, SptListPage)

SptPage *spt_subjects_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
