/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant's last step: what came in, and the way back. */
#pragma once

#include <adwaita.h>

#include "ui/spt-import-work.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_DONE (spt_import_done_get_type ())

G_DECLARE_FINAL_TYPE (SptImportDone, spt_import_done, SPT, IMPORT_DONE, AdwBin)

/* @only_good: what was faulty went to the file of rejected rows. */
void spt_import_done_show (SptImportDone *self,
                           SptImportWork *work,
                           gboolean       only_good);

/* (element-type gint64): of what came in, what is ready to be sent; empty before it is known. */
GArray    *spt_import_done_get_ready (SptImportDone *self);

G_END_DECLS
