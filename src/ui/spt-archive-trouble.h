/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown instead of pages when the archive cannot be used: what is wrong, and what can be
 * done. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SPT_TYPE_ARCHIVE_TROUBLE (spt_archive_trouble_get_type ())

/* Its buttons: "app.open-archive-again", "app.restore" (s: the backup), and the folder in the file
 * manager. */
G_DECLARE_FINAL_TYPE (SptArchiveTrouble, spt_archive_trouble, SPT, ARCHIVE_TROUBLE, AdwBin)

void spt_archive_trouble_set_error   (SptArchiveTrouble *self,
                                      const GError      *error,
                                      const char        *archive_path);
/* Not gtk_widget_grab_focus(), which would also answer to Shift+Tab. */
void spt_archive_trouble_focus_first (SptArchiveTrouble *self);

G_END_DECLS
