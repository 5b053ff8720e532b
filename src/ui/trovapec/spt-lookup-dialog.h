/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that look-ups are made with: out of any text that is pasted, or of people and companies that were selected. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_LOOKUP_DIALOG (spt_lookup_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptLookupDialog, spt_lookup_dialog, SPT, LOOKUP_DIALOG, AdwWindow)

/* Modal over the window of @parent; what is made goes to the send sheet. @subject_ids: (nullable) (element-type gint64):
 * copied; %NULL = codes are pasted. */
GtkWindow *spt_lookup_dialog_new          (GtkWidget  *parent,
                                           SptDesk    *desk,
                                           GArray     *subject_ids) G_GNUC_WARN_UNUSED_RESULT;
/* The same with codes that stand there already. */
GtkWindow *spt_lookup_dialog_new_for_text (GtkWidget  *parent,
                                           SptDesk    *desk,
                                           const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
