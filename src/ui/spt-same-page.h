/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Subjects that may be the same, two at a time side by side: merge, tell apart, skip. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_SAME_PAGE (spt_same_page_get_type ())

G_DECLARE_FINAL_TYPE (SptSamePage, spt_same_page, SPT, SAME_PAGE, SptPage)

/* @a, @b: those two; 0 = all that may be the same, one pair after the other. */
SptPage *spt_same_page_new (SptDesk *desk,
                            gint64   a,
                            gint64   b);

G_END_DECLS
