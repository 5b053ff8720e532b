/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid of debt positions: filter, search, selection, and what can be done with it. */
#pragma once

#include "ui/spt-list-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_POSITIONS_PAGE (spt_positions_page_get_type ())

G_DECLARE_FINAL_TYPE (SptPositionsPage, spt_positions_page, SPT, POSITIONS_PAGE, SptListPage)

SptPage *spt_positions_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
