/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers: stages as chips, search, selection, what can be done with them. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_VOUCHERS_PAGE (spt_vouchers_page_get_type ())

G_DECLARE_FINAL_TYPE (SptVouchersPage, spt_vouchers_page, SPT, VOUCHERS_PAGE, SptPage)

SptPage *spt_vouchers_page_new        (SptDesk         *desk);
/* @states: bit set of 1 << SptState, 0 = all; @stage: (nullable): a stage of data/voucher/phases.json;
 * @import_id, @submission_id: 0 = any. */
void     spt_vouchers_page_set_filter (SptVouchersPage *self,
                                       guint            states,
                                       const char      *stage,
                                       gint64           import_id,
                                       gint64           submission_id);

G_END_DECLS
