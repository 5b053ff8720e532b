/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look-ups of certified addresses: results as chips, search, selection, what can be done with them. */
#pragma once

#include "ui/spt-send-list-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_LOOKUPS_PAGE (spt_lookups_page_get_type ())

G_DECLARE_FINAL_TYPE (SptLookupsPage, spt_lookups_page, SPT, LOOKUPS_PAGE, SptSendListPage)

SptPage *spt_lookups_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
