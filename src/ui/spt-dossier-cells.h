/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a list of dossiers that are more than text: the state with the step it speaks of, the mark of the test
 * environment. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @func: (nullable): makes it of the properties of [class@Dossier] that are named, ended by NULL. */
void       spt_dossier_cells_bind          (GtkListItem *item,
                                            gpointer     target,
                                            const char  *target_property,
                                            GType        type,
                                            GCallback    func,
                                            const char  *first,
                                            ...) G_GNUC_NULL_TERMINATED;
GtkWidget *spt_dossier_cells_make_tag      (const char  *text,
                                            const char  *tooltip,
                                            const char  *css_class) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *spt_dossier_cells_make_test_tag (GtkListItem *item) G_GNUC_WARN_UNUSED_RESULT;
/* What was accepted says nothing that its phase does not say better. */
GtkWidget *spt_dossier_cells_make_state    (GtkListItem *item,
                                            gboolean     of_record) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
