/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assistant that brings a file of records into the archive: its columns, a check, the import,
 * the way back. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_DIALOG (spt_import_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptImportDialog, spt_import_dialog, SPT, IMPORT_DIALOG, AdwWindow)

/* Of debt positions. Modal over the window of @parent. @file: (nullable): what to begin with. */
GtkWindow *spt_import_dialog_new          (GtkWidget  *parent,
                                           SptDesk    *desk,
                                           GFile      *file) G_GNUC_WARN_UNUSED_RESULT;
/* Of another kind of record: one of spt-import-words.c. @files: (nullable) (element-type GFile): several where the kind takes that. */
GtkWindow *spt_import_dialog_new_for_kind (GtkWidget  *parent,
                                           SptDesk    *desk,
                                           const char *kind,
                                           GSList     *files) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
