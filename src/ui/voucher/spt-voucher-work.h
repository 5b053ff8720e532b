/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one voucher asks of the archive: loading, saving, preparing a step, decisions. */
#pragma once

#include "form/spt-record.h"
#include "ui/spt-dossier-work.h"

G_BEGIN_DECLS

/**
 * SptVoucherLoad:
 * @dossier: what every dossier has
 * @pair: it and one that may be the same; zeros = there is none
 * @other: (nullable): the other one of @pair
 * @joined: the one of the portal that a person joined with it, if that can be taken back; 0 = none
 *
 * All that the page shows, owned.
 */
typedef struct
{
  SptDossierLoad  dossier;
  SptDossierPair  pair;
  SptDossier     *other;
  gint64          joined;
} SptVoucherLoad;

void            spt_voucher_load_async  (SptStore            *store,
                                         gint64               id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);
/**
 * SptVoucherSave:
 * @id: 0 = a new one
 * @account_id: with which it is to go; 0 = not decided
 * @step: (nullable): the operation that is prepared with it: "voucher.attivazione"
 * @reason: (nullable): why that is asked although nobody expects it to pass; kept for good
 * @who: the clerk
 *
 * How a voucher is saved. Copied.
 */
typedef struct
{
  gint64      id;
  gint64      account_id;
  const char *step;
  const char *reason;
  const char *who;
} SptVoucherSave;

/* On a thread. @record: (transfer full). The finish gives the id, 0 on error. */
void            spt_voucher_save_async  (SptStore             *store,
                                         SptRecord            *record,
                                         const SptVoucherSave *how,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gint64          spt_voucher_save_finish (SptStore             *store,
                                         GAsyncResult         *result,
                                         GError              **error);

/* The date is this one, says a person. Ends in spt_record_work_finish(). */
void            spt_voucher_set_due_async  (SptStore            *store,
                                            gint64               id,
                                            const char          *due_date,
                                            const char          *who,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

G_END_DECLS
