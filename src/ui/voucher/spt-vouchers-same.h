/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two vouchers that may be one: a person compares them, joins them, and may take that back. */
#pragma once

#include "store/spt-store-dossiers.h"
#include "ui/spt-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @id: pairs with this one; 0 = all */
void spt_vouchers_compare (GtkWidget            *widget,
                           SptDesk              *desk,
                           gint64                id,
                           GCancellable         *cancellable);
void spt_vouchers_join    (GtkWidget            *widget,
                           SptDesk              *desk,
                           const SptDossierPair *pair,
                           GCancellable         *cancellable);
/* What a person joined is two again. */
void spt_vouchers_part    (GtkWidget            *widget,
                           SptDesk              *desk,
                           gint64                made);

G_END_DECLS
