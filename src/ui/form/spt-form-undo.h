/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One instance of a repeated group, kept to be brought back or put back. */
#pragma once

#include "form/spt-form.h"

G_BEGIN_DECLS

typedef struct _SptFormUndo SptFormUndo;

/* Keeps the texts of the instance at @position, and where it stands. */
SptFormUndo *spt_form_undo_new   (SptFormGroup *parent,
                                  guint         group_index,
                                  guint         position) G_GNUC_WARN_UNUSED_RESULT;
/* The instance at @position stood at @before. */
SptFormUndo *spt_form_undo_new_move (SptFormGroup *parent,
                                     guint         group_index,
                                     guint         position,
                                     guint         before) G_GNUC_WARN_UNUSED_RESULT;
gboolean     spt_form_undo_is_move_of (SptFormUndo *self,
                                       SptFormGroup *group);
SptFormGroup *spt_form_undo_get_parent (SptFormUndo *self);
const SptGroupDef *spt_form_undo_get_def (SptFormUndo *self);
void         spt_form_undo_free  (SptFormUndo  *self);
/* Puts the instance back in its place; those behind it keep what they hold now. */
void         spt_form_undo_apply (SptFormUndo  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptFormUndo, spt_form_undo_free)

G_END_DECLS
