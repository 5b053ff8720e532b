/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's second step: what of their columns comes into which of ours. */
#pragma once

#include <adwaita.h>

#include "ui/spt-import-work.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_COLUMNS (spt_import_columns_get_type ())

/* Property: narrow (boolean). Signal "header-row-changed": the file has to be looked at anew. */
G_DECLARE_FINAL_TYPE (SptImportColumns, spt_import_columns, SPT, IMPORT_COLUMNS, AdwBin)

/* Shows what is known of the file that was looked at. */
void spt_import_columns_show  (SptImportColumns *self,
                               SptImportWork    *work);
void spt_import_columns_focus (SptImportColumns *self);

G_END_DECLS
