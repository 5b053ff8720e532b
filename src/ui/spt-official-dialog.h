/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official schemas and lists of a service: what is in use, a new set with what it changes, the way back. */
#pragma once

#include "service/spt-service.h"
#include "ui/spt-desk.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

#define SPT_TYPE_OFFICIAL_DIALOG (spt_official_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptOfficialDialog, spt_official_dialog, SPT, OFFICIAL_DIALOG, AdwWindow)

/* @service has an SptServiceClass.official. */
GtkWindow *spt_official_dialog_new      (GtkWidget         *parent,
                                         SptDesk           *desk,
                                         SptService        *service);
/* As if somebody had chosen them. (element-type filename) */
void       spt_official_dialog_look_at  (SptOfficialDialog *self,
                                         GPtrArray         *paths);

G_END_DECLS
