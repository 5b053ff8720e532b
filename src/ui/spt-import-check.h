/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's third step: what was found, mended in place, and what comes in. */
#pragma once

#include <adwaita.h>

#include "ui/spt-import-work.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_CHECK (spt_import_check_get_type ())

/* Signal "mended": a cell is another now, and has to be checked. */
G_DECLARE_FINAL_TYPE (SptImportCheck, spt_import_check, SPT, IMPORT_CHECK, AdwBin)

/* Shows what the last check found (its issues are taken); after a cell was mended (@again) nothing
 * that stays moves. */
void spt_import_check_show     (SptImportCheck *self,
                                SptImportWork  *work,
                                gboolean        again);
/* While it is being checked again nothing can come in. */
void spt_import_check_set_busy (SptImportCheck *self,
                                gboolean        busy);
void spt_import_check_focus    (SptImportCheck *self);

G_END_DECLS
