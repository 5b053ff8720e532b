/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers: stages as chips, search, selection, what can be done with them. */
#pragma once

#include "ui/spt-send-list-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_VOUCHERS_PAGE (spt_vouchers_page_get_type ())

G_DECLARE_FINAL_TYPE (SptVouchersPage, spt_vouchers_page, SPT, VOUCHERS_PAGE, SptSendListPage)

SptPage *spt_vouchers_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
