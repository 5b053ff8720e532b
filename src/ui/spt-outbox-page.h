/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All submissions, newest first, by day; filtered by what is expected of a person. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_OUTBOX_PAGE (spt_outbox_page_get_type ())

G_DECLARE_FINAL_TYPE (SptOutboxPage, spt_outbox_page, SPT, OUTBOX_PAGE, SptPage)

SptPage *spt_outbox_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
