/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the voucher service: the token, the five operations, the look after a lost answer. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_VOUCHER_DOMAIN "voucher"

/* At least two minutes before "not in the list" is worth anything, and asked again twice (services
 * facts 4.10). */
#define SPT_VOUCHER_SETTLE_GRACE_MS  120000
#define SPT_VOUCHER_WATCH_MS         (15 * 60 * 1000)

/* The four requests, and voucher.isee: its outcome has the news of the list. */
void spt_voucher_send   (SptService    *service,
                         const SptCall *call,
                         GTask         *task);
void spt_voucher_settle (SptService    *service,
                         const SptCall *call,
                         GTask         *task);
/* Token, then the list: what a new account is tried with. Changes nothing. */
void spt_voucher_test   (SptService    *service,
                         const SptCall *call,
                         GTask         *task);
void spt_voucher_watch  (SptService    *service,
                         const SptCall *call,
                         GTask         *task);

G_END_DECLS
