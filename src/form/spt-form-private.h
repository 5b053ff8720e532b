/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What form, group and field tell one another. */
#pragma once

#include "form/spt-form.h"
#include "form/spt-schema-private.h"

G_BEGIN_DECLS

/* Form and group own what is below them; what is below points back without a reference, and is told
 * when that ends. */

SptFormField *spt_form_field_new              (SptSchema         *schema,
                                               SptFormGroup      *group,
                                               const SptGroupDef *def,
                                               guint              index);
void          spt_form_field_detach           (SptFormField      *self);
/* As spt_form_field_set_text(), but as no edit of a person's. */
void          spt_form_field_load_text        (SptFormField      *self,
                                               const char        *text);
void          spt_form_field_update_visible   (SptFormField      *self);
/* A choice of its group was made: empties what is ruled out, brings back what was. */
void          spt_form_field_follow_choice    (SptFormField      *self);

/* Issues come in two steps, so that a field notifies only if its sentence is another one than
 * before. */
void          spt_form_field_offer_issue      (SptFormField      *self,
                                               const SptIssue    *issue);
void          spt_form_field_commit_issue     (SptFormField      *self);

SptFormGroup *spt_form_group_new              (SptForm           *form,
                                               SptFormGroup      *parent,
                                               const SptGroupDef *def);
void          spt_form_group_detach           (SptFormGroup      *self);
void          spt_form_group_fill_new         (SptFormGroup      *self);
void          spt_form_group_load             (SptFormGroup      *self,
                                               SptNode           *node);
void          spt_form_group_store            (SptFormGroup      *self,
                                               SptNode           *node);
void          spt_form_group_update_visible   (SptFormGroup      *self);
guint         spt_form_group_commit_issues    (SptFormGroup      *self);
SptFormField *spt_form_group_find_error       (SptFormGroup      *self,
                                               SptFormField     **after);
/* A field of the group was edited; @before is what it held. */
void          spt_form_group_note_edit        (SptFormGroup      *self,
                                               SptFormField      *field,
                                               const char        *before);

void          spt_form_note_edit              (SptForm           *self);

G_END_DECLS
