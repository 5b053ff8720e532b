/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers' place in the window. */
#define G_LOG_DOMAIN "spt-voucher-pages"

#include "config.h"

#include "ui/voucher/spt-voucher-pages.h"

#include <glib/gi18n.h>

#include "store/spt-store-dossiers.h"
#include "ui/spt-record-pages.h"
#include "ui/voucher/spt-offers-dialog.h"
#include "ui/voucher/spt-voucher-page.h"
#include "ui/voucher/spt-voucher-words.h"
#include "ui/voucher/spt-vouchers-news.h"
#include "ui/voucher/spt-vouchers-page.h"

/**
 * spt_voucher_pages_register:
 *
 * Tells the window how vouchers are shown. Before the first one is made.
 */
void
spt_voucher_pages_register (void)
{
  static const SptRecordPages pages = {
    .kind = SPT_KIND_VOUCHERS,
    .list = { "vouchers", N_("Vouchers"), "network-wireless-symbolic", NULL, spt_vouchers_page_new },
    .get_type = spt_voucher_page_get_type,
    .open = spt_voucher_page_new,
    .send = &spt_voucher_send_words,
    .rows = &spt_vouchers_kind,
    .new_for = N_("New Voucher for %s"),
    .describe = spt_vouchers_describe,
    .look = spt_vouchers_look,
    .dup_news = spt_vouchers_dup_news,
    .account_label = N_("_Catalogue of Offers…"),
    .account_dialog = spt_offers_dialog_new,
  };

  spt_record_pages_register (&pages);
}
