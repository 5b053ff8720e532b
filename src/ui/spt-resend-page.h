/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What failed in a submission: gone through, mended, and sent again alone. */
#pragma once

#include "ui/spt-read-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_RESEND_PAGE (spt_resend_page_get_type ())

G_DECLARE_FINAL_TYPE (SptResendPage, spt_resend_page, SPT, RESEND_PAGE, SptReadPage)

/* @id: the submission, which stays as it is. */
SptPage *spt_resend_page_new (SptDesk *desk,
                              gint64   id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
