/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person or company: the form, checked as one types, and the debt positions. */
#pragma once

#include "ui/spt-record-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUBJECT_PAGE (spt_subject_page_get_type ())

G_DECLARE_FINAL_TYPE (SptSubjectPage, spt_subject_page, SPT, SUBJECT_PAGE, SptRecordPage)

/* @id 0 = a new one. */
SptPage *spt_subject_page_new      (SptDesk        *desk,
                                    gint64          id);
/* Of a new one: what was typed or pasted where it was looked for. */
void     spt_subject_page_set_code (SptSubjectPage *self,
                                    const char     *code);

G_END_DECLS
