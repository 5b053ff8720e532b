/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voucher: where it stands, its next step, its data, what happened to it. */
#pragma once

#include "ui/spt-record-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_VOUCHER_PAGE (spt_voucher_page_get_type ())

G_DECLARE_FINAL_TYPE (SptVoucherPage, spt_voucher_page, SPT, VOUCHER_PAGE, SptRecordPage)

/* @id: a dossier; 0 = a new voucher. */
SptPage *spt_voucher_page_new (SptDesk *desk,
                               gint64   id);

G_END_DECLS
