/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a form as a row: its editor by kind, its issue below it. */
#pragma once

#include <adwaita.h>

#include "form/spt-form.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_ROW (spt_form_row_get_type ())

/* Properties: field (SptFormField, construct-only), compact (boolean, construct-only: one line where that
 * will do, few short choices as toggles, long help behind a button), read-only, overridable (boolean: the issue has
 * "Accept anyway…"), show-advanced (boolean), shown (boolean, read-only: whether the field is to be
 * seen). Signals "override-clicked", "action-clicked", "suggest-clicked". */
G_DECLARE_FINAL_TYPE (SptFormRow, spt_form_row, SPT, FORM_ROW, AdwPreferencesRow)

GtkWidget    *spt_form_row_new             (SptFormField *field) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget    *spt_form_row_new_compact     (SptFormField *field) G_GNUC_WARN_UNUSED_RESULT;
SptFormField *spt_form_row_get_field       (SptFormRow   *self);
void          spt_form_row_set_read_only   (SptFormRow   *self,
                                            gboolean      read_only);
void          spt_form_row_set_overridable (SptFormRow   *self,
                                            gboolean      overridable);
void          spt_form_row_set_show_advanced (SptFormRow *self,
                                              gboolean    show_advanced);
gboolean      spt_form_row_get_shown       (SptFormRow   *self);
/* What an empty entry says: "Kept; type to replace it". */
void          spt_form_row_set_placeholder (SptFormRow   *self,
                                            const char   *text);
/* What is suggested, below the editor, with a button that takes @value over; NULL takes it away. */
void          spt_form_row_set_hint        (SptFormRow   *self,
                                            const char   *text,
                                            const char   *value);
/* A button of its own behind the editor; NULL takes it away. Signal "action-clicked". */
void          spt_form_row_set_action      (SptFormRow   *self,
                                            const char   *label);
/* Shown only for an error. */
void          spt_form_row_set_quiet       (SptFormRow   *self,
                                            gboolean      quiet);
/* Nobody was in it yet: that it is empty is no fault. Ends when it is left. */
void          spt_form_row_set_pristine    (SptFormRow   *self,
                                            gboolean      pristine);
/* Other rows are chosen in. */
gboolean      spt_form_row_is_typed_in     (SptFormRow   *self);
/* Puts the focus into the editor. */
void          spt_form_row_focus           (SptFormRow   *self);
/* The same of one that is typed in, behind what stands there. */
void          spt_form_row_focus_end       (SptFormRow   *self);

G_END_DECLS
