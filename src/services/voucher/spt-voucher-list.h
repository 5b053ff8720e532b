/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the operator's vouchers of the last 90 days (services facts 4.10). Pure. */
#pragma once

#include <gio/gio.h>

#include "model/spt-account.h"
#include "service/spt-outcome.h"
#include "services/voucher/spt-voucher-answer.h"

G_BEGIN_DECLS

/* More is refused, and said. */
#define SPT_VOUCHER_LIST_MAX_BYTES (64 * 1024 * 1024)
/* How far back the list goes. */
#define SPT_VOUCHER_LIST_DAYS      90

/**
 * SptVoucherListed:
 * @operator_vat: (nullable): whose it is
 * @key: (nullable): the beneficiary, in capitals and without blanks
 * @protocol: (nullable): the service's number of the voucher
 * @phase: (nullable): where it stands, in the service's words without blanks around them
 * @has_date: whether @reserved says anything
 * @reserved: when it was reserved
 *
 * One element of the list.
 */
typedef struct
{
  char              *operator_vat;
  char              *key;
  char              *protocol;
  char              *phase;
  gboolean           has_date;
  SptVoucherInstant  reserved;
} SptVoucherListed;

/* (element-type SptVoucherListed): all of @body but what belongs to another operator than
 * @operator_vat (nullable). NULL with an error for what is no such list; any thread. */
GPtrArray *spt_voucher_list_read       (GBytes                 *body,
                                        const char             *operator_vat,
                                        GCancellable           *cancellable,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* News of one element into @outcome; nothing where the list does not say where it stands. */
void       spt_voucher_list_add_news   (const SptVoucherListed *listed,
                                        SptAccount             *account,
                                        gint64                  now_utc_ms,
                                        SptOutcome             *outcome);
/* (element-type SptDossierNews): news of all of @list, which may be none; any thread. */
GPtrArray *spt_voucher_list_make_news  (GPtrArray              *list,
                                        SptAccount             *account,
                                        gint64                  now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
