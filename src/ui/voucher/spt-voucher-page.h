/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voucher: where it stands, its next step, its data, what happened to it. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_VOUCHER_PAGE (spt_voucher_page_get_type ())

G_DECLARE_FINAL_TYPE (SptVoucherPage, spt_voucher_page, SPT, VOUCHER_PAGE, SptPage)

/* @id: a dossier; 0 = a new voucher. */
SptPage *spt_voucher_page_new         (SptDesk        *desk,
                                       gint64          id);
gint64   spt_voucher_page_get_id      (SptVoucherPage *self);
/* The field that @path names gets the focus, once it is loaded. */
void     spt_voucher_page_show_place  (SptVoucherPage *self,
                                       const char     *path);
/* A new one is for this person or company of the directory. */
void     spt_voucher_page_set_subject (SptVoucherPage *self,
                                       gint64          subject_id);

G_END_DECLS
