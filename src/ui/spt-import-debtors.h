/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that puts the debtors of an import into the directory, and takes them out again. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_DEBTORS (spt_import_debtors_get_type ())

G_DECLARE_FINAL_TYPE (SptImportDebtors, spt_import_debtors, SPT, IMPORT_DEBTORS, AdwBin)

/* Offers them where there are any; @import_id 0 = offers nothing. */
void spt_import_debtors_show (SptImportDebtors *self,
                              SptDesk          *desk,
                              gint64            import_id);

G_END_DECLS
