/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The debtor of a position out of the directory: suggestions while one types a code or a name, the link that is kept, a new
 * debtor saved. Works on any form that has the fields fiscalCode and fullName. */
#pragma once

#include <gtk/gtk.h>

#include "form/spt-form.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_DEBTOR_PICKER (spt_debtor_picker_get_type ())

G_DECLARE_FINAL_TYPE (SptDebtorPicker, spt_debtor_picker, SPT, DEBTOR_PICKER, GObject)

/* Belongs to @page, which gets the actions debtor.open and debtor.save; its rows show @form. */
SptDebtorPicker *spt_debtor_picker_attach       (GtkWidget       *page,
                                                 SptForm         *form,
                                                 SptDesk         *desk);
/* Borrowed; NULL when none was attached. */
SptDebtorPicker *spt_debtor_picker_of           (GtkWidget       *page);
/* The form shows that position now (0 = a new one): asks whom it is linked to. */
void             spt_debtor_picker_set_position (SptDebtorPicker *self,
                                                 gint64           position_id);
/* The position is saved: keeps the link. */
void             spt_debtor_picker_keep         (SptDebtorPicker *self,
                                                 gint64           position_id);
/* Fills the debtor's fields from a subject. */
void             spt_debtor_picker_choose       (SptDebtorPicker *self,
                                                 gint64           subject_id);

G_END_DECLS
