/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One list of vouchers for all look-ups of an account that come together (services facts 4.10). */
#pragma once

#include "base/spt-clock.h"
#include "service/spt-outcome.h"

G_BEGIN_DECLS

typedef struct _SptVoucherLooks SptVoucherLooks;

/* One per process, on the main thread; in memory only. */
SptVoucherLooks *spt_voucher_looks_new   (void) G_GNUC_WARN_UNUSED_RESULT;
SptVoucherLooks *spt_voucher_looks_ref   (SptVoucherLooks *self);
void             spt_voucher_looks_unref (SptVoucherLooks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptVoucherLooks, spt_voucher_looks_unref)

/* What came a moment ago and @uuid has not been told yet: the list, or what kept it from coming.
 * FALSE: it has to be asked for. */
gboolean         spt_voucher_looks_take  (SptVoucherLooks   *self,
                                          const char        *place,
                                          SptClock          *clock,
                                          const char        *uuid,
                                          gint64             since_utc_ms,
                                          GPtrArray        **list,
                                          SptOutcome       **trouble,
                                          gint64            *asked_utc_ms);
/* What @uuid asked for and got; one of @list and @trouble is NULL. */
void             spt_voucher_looks_keep  (SptVoucherLooks   *self,
                                          const char        *place,
                                          SptClock          *clock,
                                          const char        *uuid,
                                          gint64             asked_utc_ms,
                                          GPtrArray         *list,
                                          const SptOutcome  *trouble);

G_END_DECLS
