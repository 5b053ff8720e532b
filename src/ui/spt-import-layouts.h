/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layouts of files that imports remember, each with the way to forget it. */
#pragma once

#include <adwaita.h>

#include "store/spt-store.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_LAYOUTS (spt_import_layouts_get_type ())

/* Signal "forgotten" (string): one of that name is no longer remembered. */
G_DECLARE_FINAL_TYPE (SptImportLayouts, spt_import_layouts, SPT, IMPORT_LAYOUTS, AdwPreferencesGroup)

void spt_import_layouts_show (SptImportLayouts *self,
                              SptStore         *store,
                              const char       *kind,
                              GPtrArray        *mappings);

G_END_DECLS
