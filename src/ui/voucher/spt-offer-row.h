/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offer of a voucher out of the account's catalogue: suggestions while one types its code, what
 * follows from it filled in. */
#pragma once

#include "ui/form/spt-form-row.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_OFFER_PICKER (spt_offer_picker_get_type ())

G_DECLARE_FINAL_TYPE (SptOfferPicker, spt_offer_picker, SPT, OFFER_PICKER, GObject)

/* For a page whose form view shows @form: the rows of its offer codes, that of an activation too,
 * suggest. Belongs to @page, which gets the actions offers.catalogue and offers.add; lasts as long
 * as it, or until another one is attached for another form. */
SptOfferPicker *spt_offer_picker_attach         (GtkWidget      *page,
                                                 SptForm        *form,
                                                 SptDesk        *desk);
/* Whose catalogue; 0 = none is known yet: that of all accounts. */
void            spt_offer_picker_set_account    (SptOfferPicker *self,
                                                 gint64          account_id);
/* What the row of an offer's code has a button for ("Catalogue…"); NULL for other fields. For
 * spt_form_view_set_action_func(); "action-clicked" is then answered with the action
 * offers.catalogue. */
const char     *spt_offer_picker_get_action     (SptFormField   *field);
/* A row of its own for the code of the reservation's offer, which suggests. */
GtkWidget      *spt_offer_row_new               (SptDesk        *desk,
                                                 SptForm        *form,
                                                 gint64          account_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
