/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's first step: which file, and what only a person knows of it. */
#pragma once

#include <adwaita.h>

#include "ui/spt-import-work.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_CHOOSE (spt_import_choose_get_type ())

/* Signal "sheet-changed": the file has to be looked at anew. */
G_DECLARE_FINAL_TYPE (SptImportChoose, spt_import_choose, SPT, IMPORT_CHOOSE, AdwBin)

/* What was found of the file, or where there is none yet, the way to one. */
void spt_import_choose_show  (SptImportChoose *self,
                              SptImportWork   *work);
void spt_import_choose_focus (SptImportChoose *self);

G_END_DECLS
