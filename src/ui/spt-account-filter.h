/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of an account over a list; out of sight while there is one account only. */
#pragma once

#include <gtk/gtk.h>

#include "store/spt-store.h"

G_BEGIN_DECLS

#define SPT_TYPE_ACCOUNT_FILTER (spt_account_filter_get_type ())

/* Signal "chosen": another account is chosen. */
G_DECLARE_FINAL_TYPE (SptAccountFilter, spt_account_filter, SPT, ACCOUNT_FILTER, GtkWidget)

/* Reads the accounts of @store now and after each change of it. */
void   spt_account_filter_set_store (SptAccountFilter *self,
                                     SptStore         *store);
/* Only accounts of services with such records; before the archive. */
void   spt_account_filter_set_kind  (SptAccountFilter *self,
                                     const char       *kind);
/* All of them, without a signal. */
void   spt_account_filter_clear     (SptAccountFilter *self);
/* Its id; 0 = all. */
gint64 spt_account_filter_get       (SptAccountFilter *self);

G_END_DECLS
