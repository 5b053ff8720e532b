/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the list of vouchers share. */
#pragma once

#include "ui/voucher/spt-vouchers-page.h"
#include "ui/voucher/spt-vouchers-work.h"

G_BEGIN_DECLS

struct _SptVouchersPage
{
  SptSendListPage   parent_instance;

  SptVouchersTally *tally;    /* (owned) (nullable): the last count */
  guint             n_asking; /* services that are being asked where vouchers stand */
  SptNewsSum        brought;  /* what they said so far */
  char             *trouble;  /* (owned) (nullable): why one of them could not be asked */

  /* Template */
  GtkWidget        *update_button;
  SptStrip         *same_strip;
  SptStrip         *watch_strip;
  GtkWidget        *watch_box;
  GtkSpinner       *watch_spinner;
  GtkLabel         *watch_label;
};

extern const SptListLayout spt_vouchers_layout; /* spt-vouchers-columns.c */

/* spt-vouchers-watch.c: where they stand at their service */
void _spt_vouchers_page_ask             (SptVouchersPage *self);
/* Says when the services were asked last; after each count. */
void _spt_vouchers_page_show_watch      (SptVouchersPage *self);

G_END_DECLS
