/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of our columns: what it is, what of theirs comes into it, what that looks like. */
#pragma once

#include <adwaita.h>

#include "ui/spt-import-choice.h"
#include "ui/spt-import-work.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_COLUMN_ROW (spt_import_column_row_get_type ())

/* Signals: "changed": what comes in is another now; "pick-asked" (GtkWidget at, gboolean second): a
 * person wants to choose a column of theirs. */
G_DECLARE_FINAL_TYPE (SptImportColumnRow, spt_import_column_row, SPT, IMPORT_COLUMN_ROW, AdwPreferencesRow)

/* @column lives as long as the service. */
GtkWidget             *spt_import_column_row_new        (SptImportWork       *work,
                                                         const SptCsvColumn  *column) G_GNUC_WARN_UNUSED_RESULT;
const SptCsvColumn    *spt_import_column_row_get_column (SptImportColumnRow  *self);
const SptImportChoice *spt_import_column_row_get_choice (SptImportColumnRow  *self);
/* The answer to "pick-asked". */
void                   spt_import_column_row_pick       (SptImportColumnRow  *self,
                                                         gboolean             second,
                                                         SptImportChoiceKind  kind,
                                                         guint                column);
/* Whether something comes in, from wherever. */
gboolean               spt_import_column_row_is_filled  (SptImportColumnRow  *self);
/* Shows another of the rows looked at, and what has changed elsewhere. */
void                   spt_import_column_row_update     (SptImportColumnRow  *self,
                                                         guint                n_sample);
void                   spt_import_column_row_set_narrow (SptImportColumnRow  *self,
                                                         gboolean             narrow);
void                   spt_import_column_row_focus      (SptImportColumnRow  *self);

/* For what the rows ask for. */
gboolean            spt_import_column_row_is_required (SptImportColumnRow *self);

G_END_DECLS
