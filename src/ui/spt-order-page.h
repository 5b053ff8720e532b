/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An order of many single requests: how far it is, what became of each, and what can be done. */
#pragma once

#include "ui/spt-read-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_ORDER_PAGE (spt_order_page_get_type ())

G_DECLARE_FINAL_TYPE (SptOrderPage, spt_order_page, SPT, ORDER_PAGE, SptReadPage)

SptPage *spt_order_page_new         (SptDesk      *desk,
                                     gint64        job_id) G_GNUC_WARN_UNUSED_RESULT;
gint64   spt_order_page_get_job     (SptOrderPage *self);
/* Only its requests in one of @states; 0 = all. */
void     spt_order_page_show_states (SptOrderPage *self,
                                     guint         states);

G_END_DECLS
