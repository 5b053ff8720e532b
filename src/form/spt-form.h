/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form engine without GTK: an SptRecord under editing, as objects that notify (design 2). */
#pragma once

#include <gio/gio.h>

#include "form/spt-record.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_FIELD (spt_form_field_get_type ())
/* Properties: name, label, help, kind (int), text (read-write), issue (string, NULL: the sentence to show), issue-level (int), required, visible, advanced (boolean), choices (GListModel of GtkStringObject-free SptFormChoice). */
G_DECLARE_FINAL_TYPE (SptFormField, spt_form_field, SPT, FORM_FIELD, GObject)

#define SPT_TYPE_FORM_GROUP (spt_form_group_get_type ())
/* One instance of a group. Properties: title (string: "Rata 2"), n-issues (uint). */
G_DECLARE_FINAL_TYPE (SptFormGroup, spt_form_group, SPT, FORM_GROUP, GObject)

#define SPT_TYPE_FORM (spt_form_get_type ())
/* Properties: modified (boolean), n-errors, n-warnings (uint). Signal "changed" after any edit; the owner then checks and calls spt_form_set_issues(). */
G_DECLARE_FINAL_TYPE (SptForm, spt_form, SPT, FORM, GObject)

SptForm            *spt_form_new                (SptSchema     *schema) G_GNUC_WARN_UNUSED_RESULT;
SptSchema          *spt_form_get_schema         (SptForm       *self);
SptFormGroup       *spt_form_get_root           (SptForm       *self);
/* Fills the form from @record (copied); clears modified. */
void                spt_form_load               (SptForm       *self,
                                                 SptRecord     *record);
/* Writes the texts into @record, which is reset first. */
void                spt_form_store              (SptForm       *self,
                                                 SptRecord     *record);
/* Spreads issues to their fields by path; those without a field stay with the form. */
void                spt_form_set_issues         (SptForm       *self,
                                                 SptIssueList  *issues);
/* The field a path names ("paymentOption[0].amount"), NULL if none. Borrowed. */
SptFormField       *spt_form_find_field         (SptForm       *self,
                                                 const char    *path);
/* The first field that has an error, in page order; NULL if none. Borrowed. */
SptFormField       *spt_form_get_first_error    (SptForm       *self);
/* Issues that belong to no field, as sentences. GListModel of SptFormField-free string objects would need GTK: an array of strings. */
char              **spt_form_dup_loose_issues   (SptForm       *self);
gboolean            spt_form_get_modified       (SptForm       *self);
void                spt_form_set_modified       (SptForm       *self,
                                                 gboolean       modified);

const SptGroupDef  *spt_form_group_get_def      (SptFormGroup  *self);
SptFormField       *spt_form_group_get_field    (SptFormGroup  *self,
                                                 guint          index);
SptFormField       *spt_form_group_find_field   (SptFormGroup  *self,
                                                 const char    *name);
/* GListModel of SptFormGroup, live. Borrowed. */
GListModel         *spt_form_group_get_children (SptFormGroup  *self,
                                                 guint          group_index);
SptFormGroup       *spt_form_group_add          (SptFormGroup  *self,
                                                 guint          group_index);
void                spt_form_group_remove       (SptFormGroup  *self,
                                                 guint          group_index,
                                                 guint          position);

const SptFieldDef  *spt_form_field_get_def      (SptFormField  *self);
const char         *spt_form_field_get_text     (SptFormField  *self);
void                spt_form_field_set_text     (SptFormField  *self,
                                                 const char    *text);
const char         *spt_form_field_get_issue    (SptFormField  *self);
SptIssueLevel       spt_form_field_get_issue_level (SptFormField *self);

G_END_DECLS
