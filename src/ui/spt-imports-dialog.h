/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The imports of one kind: what came in when, the sheet back with its outcomes, and the way back. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"
#include "ui/spt-import-words.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORTS_DIALOG (spt_imports_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptImportsDialog, spt_imports_dialog, SPT, IMPORTS_DIALOG, AdwWindow)

GtkWindow *spt_imports_dialog_new (GtkWidget           *parent,
                                   SptDesk             *desk,
                                   const SptImportKind *kind);

G_END_DECLS
