/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet before anything leaves: what, where, with which doubts; afterwards how far it is. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_SEND_DIALOG (spt_send_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptSendDialog, spt_send_dialog, SPT, SEND_DIALOG, AdwWindow)

/* Modal over the window of @parent. @kind: of records: "debt-positions", "vouchers". @ids:
 * (nullable) (element-type gint64): those; NULL = all that is ready. What is prepared of each says
 * with which operation it leaves. */
GtkWindow *spt_send_dialog_new (GtkWidget  *parent,
                                SptDesk    *desk,
                                const char *kind,
                                GArray     *ids) G_GNUC_WARN_UNUSED_RESULT;
/* Closes @sheet, which has made them, and presents that in its place over @parent (nullable: nothing opens). */
void       spt_send_dialog_replace (GtkWindow  *sheet,
                                    GtkWidget  *parent,
                                    SptDesk    *desk,
                                    const char *kind,
                                    GArray     *ids);

G_END_DECLS
