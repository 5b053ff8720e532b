/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit for many positions: which field, what becomes of it, what that changes; then making it,
 * and taking it back. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_BULK_EDIT_DIALOG (spt_bulk_edit_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptBulkEditDialog, spt_bulk_edit_dialog, SPT, BULK_EDIT_DIALOG, AdwWindow)

/* Modal over the window of @parent. @ids: (element-type gint64): positions; copied. When it is made
 * a toast of the window offers to take it back. */
GtkWindow *spt_bulk_edit_dialog_new  (GtkWidget *parent,
                                      SptDesk   *desk,
                                      GArray    *ids) G_GNUC_WARN_UNUSED_RESULT;
/* Takes a change back; shows itself only if that lasts, and says in a toast what came of it. */
void       spt_bulk_edit_dialog_undo (GtkWidget *parent,
                                      SptDesk   *desk,
                                      gint64     change_id);

G_END_DECLS
