/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of vouchers asks of the archive, as plain data. */
#pragma once

#include "store/spt-store-dossiers.h"
#include "ui/spt-list-page.h"

G_BEGIN_DECLS

enum
{
  SPT_VOUCHERS_CURRENT,
  SPT_VOUCHERS_TO_FIX,
  SPT_VOUCHERS_READY,
  SPT_VOUCHERS_UNCERTAIN,
  SPT_VOUCHERS_REFUSED,
  SPT_VOUCHERS_NOT_SENT,
  SPT_VOUCHERS_UNDER_WAY,
  SPT_VOUCHERS_DUE,
  SPT_VOUCHERS_ASKED,
  SPT_VOUCHERS_OPEN,
  SPT_VOUCHERS_HELD,
  SPT_VOUCHERS_ACTIVE,
  SPT_VOUCHERS_OVER,
  SPT_VOUCHERS_FOUND,
  SPT_N_VOUCHER_CHIPS
};

extern const SptListChip spt_voucher_chips[SPT_N_VOUCHER_CHIPS];

/**
 * SptVouchersTally:
 * @counts: of each chip, of the present search and scope
 * @n_pairs: that may be one
 * @watched: when the service that was asked longest ago was asked, UTC milliseconds; 0 = one never was
 * @next: when it is asked by itself, at the earliest; 0 = not at all, as nothing goes on there
 * @code: (nullable): why nothing was learnt then
 * @service: (nullable): whose message that is
 * @account_ids: (element-type gint64): accounts that can be asked
 *
 * What the chips and the line about the services say.
 */
typedef struct
{
  guint       counts[SPT_N_VOUCHER_CHIPS];
  guint       n_all;
  guint       n_pairs;
  gint64      watched;
  gint64      next;
  char       *code;
  const char *service;
  GArray     *account_ids;
} SptVouchersTally;

void              spt_vouchers_tally_free   (SptVouchersTally    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptVouchersTally, spt_vouchers_tally_free)
/* @query: the search and the scope, whatever chip is in it; strings are copied. */
void              spt_vouchers_tally_async  (SptStore            *store,
                                             const SptListQuery  *query,
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
SptVouchersTally *spt_vouchers_tally_finish (SptStore            *store,
                                             GAsyncResult        *result,
                                             GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
