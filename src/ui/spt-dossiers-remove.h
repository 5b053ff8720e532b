/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes dossiers out of their list, with a way back. */
#pragma once

#include "ui/spt-list-page.h"

G_BEGIN_DECLS

/* "3 vouchers removed"; (transfer full). */
typedef char *(*SptDossiersRemovedFunc) (guint n);

/* @ids (element-type gint64); what is at a service stays. */
void spt_dossiers_remove (SptListPage            *page,
                          GArray                 *ids,
                          gboolean                restore,
                          SptDossiersRemovedFunc  dup_removed);

G_END_DECLS
