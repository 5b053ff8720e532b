/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts: one row each, with environment, last success and the live test. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_ACCOUNTS_PAGE (spt_accounts_page_get_type ())

G_DECLARE_FINAL_TYPE (SptAccountsPage, spt_accounts_page, SPT, ACCOUNTS_PAGE, SptPage)

SptPage *spt_accounts_page_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
