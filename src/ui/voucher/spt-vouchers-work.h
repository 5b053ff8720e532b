/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of vouchers asks of the archive, as plain data. */
#pragma once

#include "store/spt-store-dossiers.h"
#include "ui/spt-send-list-page.h"

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
 * @n_all: how many there are at all
 * @n_pairs: that may be one
 * @watched: when the service that was asked longest ago was asked, UTC milliseconds; 0 = one never was
 * @next: when it is asked by itself, at the earliest; 0 = not at all, as nothing goes on there
 * @code: (nullable): why nothing was learnt then
 * @service: (nullable): whose message that is
 * @account_ids: (element-type gint64): accounts that can be asked
 *
 * What the list says beside its chips: of what may be one, and of its services.
 */
typedef struct
{
  guint       n_all;
  guint       n_pairs;
  gint64      watched;
  gint64      next;
  char       *code;
  const char *service;
  GArray     *account_ids;
} SptVouchersTally;

SptVouchersTally *spt_vouchers_tally_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              spt_vouchers_tally_free (SptVouchersTally  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptVouchersTally, spt_vouchers_tally_free)
/* As SptSendListPageClass.count_more; @count has a tally as what is more. */
gboolean          spt_vouchers_count_more (SptDb             *db,
                                           SptSendListCount  *count,
                                           GError           **error);

G_END_DECLS
