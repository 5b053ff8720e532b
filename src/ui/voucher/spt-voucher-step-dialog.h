/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step of one voucher before it is asked of the service: only the fields that it needs. */
#pragma once

#include <adwaita.h>

#include "form/spt-record.h"
#include "model/spt-account.h"
#include "model/spt-dossier.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

/**
 * SptVoucherStepPlan:
 * @id: the voucher
 * @account_id: with which it goes; 0 = not decided
 * @account: (nullable): the same
 * @dossier: (nullable): where it stands
 * @done: operations that the service accepted since it began: spt_dossier_is_done()
 * @operation: "voucher.attivazione"
 * @insists: the service is likely to refuse it: a reason is asked for, and kept
 *
 * What the dialog is about. Copied.
 */
typedef struct
{
  gint64       id;
  gint64       account_id;
  SptAccount  *account;
  SptDossier  *dossier;
  guint        done;
  const char  *operation;
  gboolean     insists;
} SptVoucherStepPlan;

#define SPT_TYPE_VOUCHER_STEP_DIALOG (spt_voucher_step_dialog_get_type ())

/* Signal "prepared" (boolean: it is to be sent at once): the record is saved with the step. */
G_DECLARE_FINAL_TYPE (SptVoucherStepDialog, spt_voucher_step_dialog, SPT, VOUCHER_STEP_DIALOG,
                      AdwWindow)

/* @record: of the voucher, copied. */
GtkWindow *spt_voucher_step_dialog_new (GtkWidget                *parent,
                                        SptDesk                  *desk,
                                        SptRecord                *record,
                                        const SptVoucherStepPlan *plan);

G_END_DECLS
