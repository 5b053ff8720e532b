/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows any form: sections as preference groups, repeats with add, remove and undo. */
#pragma once

#include <adwaita.h>

#include "form/spt-form.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_VIEW (spt_form_view_get_type ())

/* Properties: form (SptForm), read-only (boolean). Signals: "override-clicked" (SptFormField);
 * "instance-removed" and "instance-moved" (string: its title): to be answered with an undo toast. */
G_DECLARE_FINAL_TYPE (SptFormView, spt_form_view, SPT, FORM_VIEW, AdwBin)

GtkWidget *spt_form_view_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void       spt_form_view_set_form        (SptFormView  *self,
                                          SptForm      *form);
SptForm   *spt_form_view_get_form        (SptFormView  *self);
void       spt_form_view_set_read_only   (SptFormView  *self,
                                          gboolean      read_only);
/* Fields whose present error a person may take upon herself: (element-type SptFormField). */
void       spt_form_view_set_overridable (SptFormView  *self,
                                          GPtrArray    *fields);
/* What the entry of @field says while it is empty. */
void       spt_form_view_set_placeholder (SptFormView *self,
                                          SptFormField *field,
                                          const char   *text);
/* Puts the focus into the row of @field; FALSE if it has none. */
gboolean   spt_form_view_focus_field     (SptFormView  *self,
                                          SptFormField *field);
/* The first field that one types in gets it; FALSE if there is none. */
gboolean   spt_form_view_focus_first     (SptFormView  *self);
/* That a field is empty is said also where nobody was yet. */
void       spt_form_view_show_errors     (SptFormView  *self);
/* The next field with an error gets it: from the one that has it now on, or from the top. */
void       spt_form_view_focus_error     (SptFormView  *self,
                                          gboolean      further);
/* A form in pages, one of them: group @def of @parent, or with %NULL for both what is on no page. Few short choices
 * are toggles, instances are tiles that can be moved. */
void       spt_form_view_set_page        (SptFormView       *self,
                                          SptForm           *form,
                                          SptFormGroup      *parent,
                                          const SptGroupDef *def);
/* Suggests something below @field: @text in words, and a button that puts @value there (NULL: it is only
 * said). Nothing is ever put there by itself. @text NULL takes it away. */
void       spt_form_view_set_hint        (SptFormView  *self,
                                          SptFormField *field,
                                          const char   *text,
                                          const char   *value);
/* Takes back what was removed or moved last. FALSE if there is nothing. */
gboolean   spt_form_view_undo_remove     (SptFormView  *self);

/* All fields of that section of the schema are shown, also those that are rarely wanted. */
void       spt_form_view_open_section    (SptFormView  *self,
                                          const char   *section,
                                          gboolean      open);

/* What a row's own button says, NULL for none; asked again when the field changes. */
typedef const char *(*SptFormActionFunc) (SptFormField *field,
                                          gpointer      user_data);
/* Whether a field is asked for when only a few are. */
typedef gboolean (*SptFormEssentialFunc) (SptFormField *field);

/* Signal "action-clicked" (SptFormField): the button was pressed. @user_data outlives the view. */
void         spt_form_view_set_action_func (SptFormView          *self,
                                            SptFormActionFunc     func,
                                            gpointer              user_data);
/* The buttons anew, after something else than the field changed. */
void         spt_form_view_update_actions  (SptFormView          *self);
/* Shows only some fields, and those with an error; a button below shows all. NULL = all. */
void         spt_form_view_set_essential   (SptFormView          *self,
                                            SptFormEssentialFunc  func);

G_END_DECLS
