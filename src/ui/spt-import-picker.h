/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picks one of their columns, or another source, out of a list that one searches by typing. */
#pragma once

#include <adwaita.h>

#include "ui/spt-import-choice.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_PICKER (spt_import_picker_get_type ())

/* One for all rows of a page: it is a child of the page and opens at a widget of it. Signal
 * "picked" (guint kind: SptImportChoiceKind, guint column). */
G_DECLARE_FINAL_TYPE (SptImportPicker, spt_import_picker, SPT, IMPORT_PICKER, GtkPopover)

GtkWidget *spt_import_picker_new  (void) G_GNUC_WARN_UNUSED_RESULT;
/* @header: (element-type utf8): their columns; @sample: (nullable): a row of theirs, as long as
 * @header. @columns_only: no other source is offered. */
void       spt_import_picker_open (SptImportPicker     *self,
                                   GtkWidget           *at,
                                   GPtrArray           *header,
                                   const char *const   *sample,
                                   gboolean             columns_only,
                                   SptImportChoiceKind  kind,
                                   guint                column);
/* How the sources other than one column are called. */
const char *spt_import_picker_word (SptImportChoiceKind kind);
/* For the popovers of the assistant's pages, which are children of the page. */
void       spt_import_point_at    (GtkPopover *popover,
                                   GtkWidget  *at);

G_END_DECLS
