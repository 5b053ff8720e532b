/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A selection that is a set of record ids: it survives refresh, filter and sort of the list below
 * it. */
#pragma once

#include <gtk/gtk.h>

#include "store/spt-row-list.h"

G_BEGIN_DECLS

#define SPT_TYPE_ID_SELECTION (spt_id_selection_get_type ())

/* A GtkSelectionModel over an SptRowList. A plain click or an arrow key leaves the set alone (it
 * only moves the focus); Ctrl and Shift, the check boxes, the space bar and "select all" change it.
 * Properties: model (SptRowList), n-selected, n-hidden (uint: selected but not in the list now).
 * Signal "changed" after each change of the set. */
G_DECLARE_FINAL_TYPE (SptIdSelection, spt_id_selection, SPT, ID_SELECTION, GObject)

SptIdSelection *spt_id_selection_new            (SptRowList     *model) G_GNUC_WARN_UNUSED_RESULT;
SptRowList     *spt_id_selection_get_model      (SptIdSelection *self);
guint           spt_id_selection_get_n_selected (SptIdSelection *self);
guint           spt_id_selection_get_n_hidden   (SptIdSelection *self);
gboolean        spt_id_selection_contains       (SptIdSelection *self,
                                                 gint64          id);
/* Puts @id in the set or takes it out. */
void            spt_id_selection_toggle         (SptIdSelection *self,
                                                 gint64          id);
/* Takes @ids out of the set (records that are gone). */
void            spt_id_selection_remove         (SptIdSelection *self,
                                                 const gint64   *ids,
                                                 guint           n_ids);
void            spt_id_selection_clear          (SptIdSelection *self);
/* (element-type gint64) (transfer full): the ids, ascending. */
GArray         *spt_id_selection_dup_ids        (SptIdSelection *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
