/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instance of a group that repeats, as a tile that opens: what it is, and its fields when it is open. */
#pragma once

#include <adwaita.h>

#include "form/spt-form.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_TILE (spt_form_tile_get_type ())

/* Not a GtkExpander: that catches the Tab key. Signals: "build" (GtkBox): once, when it is opened first;
 * "move" (int: -1 up, 1 down), "remove". Alt+Up and Alt+Down move it. */
G_DECLARE_FINAL_TYPE (SptFormTile, spt_form_tile, SPT, FORM_TILE, AdwBin)

GtkWidget    *spt_form_tile_new           (SptFormGroup *group) G_GNUC_WARN_UNUSED_RESULT;
SptFormGroup *spt_form_tile_get_group     (SptFormTile  *self);
gboolean      spt_form_tile_get_open      (SptFormTile  *self);
void          spt_form_tile_set_open      (SptFormTile  *self,
                                           gboolean      open);
/* What its menu can do. */
void          spt_form_tile_set_can       (SptFormTile  *self,
                                           gboolean      up,
                                           gboolean      down,
                                           gboolean      remove);
/* Title and summary anew. */
void          spt_form_tile_update        (SptFormTile  *self);
/* Puts the focus on what opens it. */
void          spt_form_tile_focus         (SptFormTile  *self);
/* "GT 3": by the number that the instance itself has, where it has one. */
char         *spt_form_tile_dup_title     (SptFormGroup *group) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
