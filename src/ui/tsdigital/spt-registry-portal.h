/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The portal of the registry, where a person looks for what the service does not tell. */
#pragma once

#include <gtk/gtk.h>

#include "store/spt-store.h"

G_BEGIN_DECLS

/* The portal of the account with which the item goes, or else of the only one with an address; says so where there is
 * none. */
void spt_registry_portal_open      (GtkWidget    *widget,
                                    SptStore     *store,
                                    gint64        id,
                                    GCancellable *cancellable);
/* The code by which the item is looked for there. */
void spt_registry_portal_copy_code (GtkWidget    *widget,
                                    SptStore     *store,
                                    gint64        id,
                                    GCancellable *cancellable);

G_END_DECLS
