/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet before anything leaves: what, where, with which doubts; afterwards how far it is. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_SEND_DIALOG (spt_send_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptSendDialog, spt_send_dialog, SPT, SEND_DIALOG, AdwWindow)

/* Modal over the window of @parent. @kind: of records. @ids: (nullable) (element-type gint64): those;
 * NULL = all that is ready. */
GtkWindow *spt_send_dialog_new (GtkWidget  *parent,
                                SptDesk    *desk,
                                const char *kind,
                                GArray     *ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
