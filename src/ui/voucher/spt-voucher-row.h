/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a few words and the buttons for them, which go below the words where there is no room. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SPT_TYPE_VOUCHER_ROW (spt_voucher_row_get_type ())

/* Children in .ui files go behind the words. */
G_DECLARE_FINAL_TYPE (SptVoucherRow, spt_voucher_row, SPT, VOUCHER_ROW, AdwPreferencesRow)

GtkWidget *spt_voucher_row_new        (const char    *title,
                                       const char    *subtitle);
void       spt_voucher_row_set_words  (SptVoucherRow *self,
                                       const char    *title,
                                       const char    *subtitle);
void       spt_voucher_row_set_narrow (SptVoucherRow *self,
                                       gboolean       narrow);
void       spt_voucher_row_add        (SptVoucherRow *self,
                                       GtkWidget     *widget);

G_END_DECLS
