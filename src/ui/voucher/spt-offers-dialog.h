/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of an account's offers: list, form of one, many at once out of a table. */
#pragma once

#include "services/voucher/spt-voucher-offer.h"
#include "ui/spt-sheet.h"

G_BEGIN_DECLS

#define SPT_TYPE_OFFERS_DIALOG (spt_offers_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptOffersDialog, spt_offers_dialog, SPT, OFFERS_DIALOG, SptSheet)

/* Modal over the window of @parent. @account_id: whose; 0 = of all accounts. */
GtkWindow *spt_offers_dialog_new (GtkWidget       *parent,
                                  SptDesk         *desk,
                                  gint64           account_id) G_GNUC_WARN_UNUSED_RESULT;
/* Begins with the form of a new one that has what is known of @offer. */
void       spt_offers_dialog_add (SptOffersDialog *self,
                                  SptVoucherOffer *offer);

G_END_DECLS
