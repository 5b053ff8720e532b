/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that says what look-ups cost, and what the balance is: before they leave, and of an order that was given. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_LOOKUP_COST (spt_lookup_cost_get_type ())

G_DECLARE_FINAL_TYPE (SptLookupCost, spt_lookup_cost, SPT, LOOKUP_COST, AdwActionRow)

GtkWidget *spt_lookup_cost_new        (SptDesk    *desk) G_GNUC_WARN_UNUSED_RESULT;
/* What @n requests of @operation would cost with @account ((nullable): not chosen yet). */
void       spt_lookup_cost_show       (GtkWidget  *row,
                                       SptAccount *account,
                                       const char *operation,
                                       guint       n);
/* What an order cost that was given at @since, UTC milliseconds, and of which @n look-ups were taken. */
void       spt_lookup_cost_show_spent (GtkWidget  *row,
                                       const char *operation,
                                       gint64      account_id,
                                       gint64      since,
                                       guint       n);

G_END_DECLS
