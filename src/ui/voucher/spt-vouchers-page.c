/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vouchers: stages as chips, search, selection, what can be done with them. */
#define G_LOG_DOMAIN "spt-vouchers-page"

#include "config.h"

#include "ui/voucher/spt-vouchers-page.h"

#include <glib/gi18n.h>

struct _SptVouchersPage
{
  SptPage parent_instance;
};

G_DEFINE_FINAL_TYPE (SptVouchersPage, spt_vouchers_page, SPT_TYPE_PAGE)

static void
spt_vouchers_page_class_init (SptVouchersPageClass *klass)
{
}

static void
spt_vouchers_page_init (SptVouchersPage *self)
{
}

/**
 * spt_vouchers_page_new:
 * @desk: the desk
 *
 * Returns: (transfer floating): the page
 */
SptPage *
spt_vouchers_page_new (SptDesk *desk)
{
  return g_object_new (SPT_TYPE_VOUCHERS_PAGE, "desk", desk, "title", _("Vouchers"), "root", TRUE,
                       NULL);
}

/**
 * spt_vouchers_page_set_filter:
 * @self: the page
 * @filter: which of them
 *
 * Shows those vouchers alone.
 */
void
spt_vouchers_page_set_filter (SptVouchersPage       *self,
                              const SptRecordFilter *filter)
{
  g_return_if_fail (SPT_IS_VOUCHERS_PAGE (self));
}
