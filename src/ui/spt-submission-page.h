/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One submission: how it stands, what can be done, each outcome, its history, what was sent and
 * answered. */
#pragma once

#include "ui/spt-read-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUBMISSION_PAGE (spt_submission_page_get_type ())

G_DECLARE_FINAL_TYPE (SptSubmissionPage, spt_submission_page, SPT, SUBMISSION_PAGE, SptReadPage)

SptPage *spt_submission_page_new    (SptDesk           *desk,
                                     gint64             id) G_GNUC_WARN_UNUSED_RESULT;
/* One of an order that is shown filtered: the way to the ones beside it follows that filter. */
SptPage *spt_submission_page_new_filtered (SptDesk     *desk,
                                           gint64       id,
                                           guint        states) G_GNUC_WARN_UNUSED_RESULT;
gint64   spt_submission_page_get_id (SptSubmissionPage *self);

G_END_DECLS
