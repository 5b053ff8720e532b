/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Today": what needs the clerk, most urgent first; otherwise calm. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_OVERVIEW_PAGE (spt_overview_page_get_type ())

G_DECLARE_FINAL_TYPE (SptOverviewPage, spt_overview_page, SPT, OVERVIEW_PAGE, SptPage)

SptPage *spt_overview_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
