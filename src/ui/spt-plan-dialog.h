/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dividing a payment into instalments: how, and what will come of it. */
#pragma once

#include <adwaita.h>

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_TYPE_PLAN_DIALOG (spt_plan_dialog_get_type ())

/* Modal; presented by the caller. Signal "divided" (string: the record's document), once. */
G_DECLARE_FINAL_TYPE (SptPlanDialog, spt_plan_dialog, SPT, PLAN_DIALOG, AdwWindow)

/* @record: copied. @description: (nullable): reason of an instalment; @n, @months: 0 = as usual. */
GtkWindow *spt_plan_dialog_new (GtkWidget   *parent,
                                SptService  *service,
                                SptRecord   *record,
                                const char  *description,
                                guint        n,
                                guint        months,
                                gint64       now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
