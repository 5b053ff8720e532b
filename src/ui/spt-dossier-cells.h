/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a list of dossiers that are more than text: the state with the step it speaks of, the mark of the test
 * environment. */
#pragma once

#include "model/spt-dossier.h"
#include "ui/spt-list-columns.h"

G_BEGIN_DECLS

/* Of the properties of a dossier. */
#define spt_dossier_cells_bind(item, ...) spt_list_cells_bind (SPT_TYPE_DOSSIER, item, __VA_ARGS__)

GtkWidget *spt_dossier_cells_make_tag      (const char  *text,
                                            const char  *tooltip,
                                            const char  *css_class) G_GNUC_WARN_UNUSED_RESULT;
/* @row_type has the property "environment". */
GtkWidget *spt_dossier_cells_make_test_tag (GtkListItem *item,
                                            GType        row_type) G_GNUC_WARN_UNUSED_RESULT;
/* What was accepted says nothing that its phase does not say better. */
GtkWidget *spt_dossier_cells_make_state    (GtkListItem *item,
                                            gboolean     of_record) G_GNUC_WARN_UNUSED_RESULT;
/* For SptListColumn.dup_text. */
char      *spt_dossier_cells_dup_phase     (gpointer     item,
                                            const char  *phase,
                                            gpointer     user_data);

G_END_DECLS
