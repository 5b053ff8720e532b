/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows an upload that was made with other software: by its number, or out of the service's list.
 */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_FOLLOW_DIALOG (spt_follow_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptFollowDialog, spt_follow_dialog, SPT, FOLLOW_DIALOG, AdwWindow)

GtkWindow *spt_follow_dialog_new (GtkWidget *parent,
                                  SptDesk   *desk);

G_END_DECLS
