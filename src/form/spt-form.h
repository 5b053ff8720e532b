/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form engine without GTK: an SptRecord under editing, as objects that notify (design 2). */
#pragma once

#include <gio/gio.h>

#include "form/spt-record.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_CHOICE (spt_form_choice_get_type ())
/* One choice of a field. Properties (fixed): value (string: what the record keeps), label (string,
 * in the user's language). */
G_DECLARE_FINAL_TYPE (SptFormChoice, spt_form_choice, SPT, FORM_CHOICE, GObject)

#define SPT_TYPE_FORM_FIELD (spt_form_field_get_type ())
/* One field of one group. Properties: name, label, help (strings, fixed), kind (int: SptFieldKind,
 * fixed), text (string, read-write, never NULL), issue (string or NULL: the sentence to show),
 * issue-level (int: SptIssueLevel of the issue), required (boolean, fixed), visible (boolean: its
 * condition is met, or it is filled), advanced (boolean, fixed), choices (GListModel of
 * SptFormChoice, fixed; NULL for other kinds). Those not fixed notify. */
G_DECLARE_FINAL_TYPE (SptFormField, spt_form_field, SPT, FORM_FIELD, GObject)

#define SPT_TYPE_FORM_GROUP (spt_form_group_get_type ())
/* One instance of a group. Properties: title (string: "Pagamento 2"; the bare label where there can
 * be only one), n-issues (uint: fields with an error or a warning, in it and in the groups inside
 * it). */
G_DECLARE_FINAL_TYPE (SptFormGroup, spt_form_group, SPT, FORM_GROUP, GObject)

#define SPT_TYPE_FORM (spt_form_get_type ())
/* Properties: modified (boolean), n-errors, n-warnings (uint: of the last spt_form_set_issues()).
 * Signal "changed" after any edit; the owner then checks and calls spt_form_set_issues(). Signal
 * "issues-changed" after that. */
G_DECLARE_FINAL_TYPE (SptForm, spt_form, SPT, FORM, GObject)

/* Starts as a new record: initial values, fewest instances; not modified. */
SptForm            *spt_form_new                   (SptSchema          *schema) G_GNUC_WARN_UNUSED_RESULT;
SptSchema          *spt_form_get_schema            (SptForm            *self);
SptFormGroup       *spt_form_get_root              (SptForm            *self);
/* Fills the form from @record (copied), keeping the groups and fields there are; drops the issues,
 * clears modified. */
void                spt_form_load                  (SptForm            *self,
                                                    SptRecord          *record);
/* Writes the texts into @record, which is reset first. */
void                spt_form_store                 (SptForm            *self,
                                                    SptRecord          *record);
/* The same into a record of its own. */
SptRecord          *spt_form_dup_record            (SptForm            *self) G_GNUC_WARN_UNUSED_RESULT;
/* Spreads issues to their fields by path (the gravest first one of a field shows); those without a
 * field stay with the form. */
void                spt_form_set_issues            (SptForm            *self,
                                                    SptIssueList       *issues);
/* The field a path names ("paymentOption[0].amount"), NULL if none. Borrowed. */
SptFormField       *spt_form_find_field            (SptForm            *self,
                                                    const char         *path);
/* The text of that field; "" also where there is none. Borrowed. */
const char         *spt_form_get_text              (SptForm            *self,
                                                    const char         *path);
/* The field that has the first error behind @after (NULL: of all), in page order (sections, then
 * groups), and from the beginning again; NULL if none. Borrowed. */
SptFormField       *spt_form_find_error            (SptForm            *self,
                                                    SptFormField       *after);
/* Errors and warnings that belong to no field, as sentences, errors first. */
char              **spt_form_dup_loose_issues      (SptForm            *self) G_GNUC_WARN_UNUSED_RESULT;
/* Each of them, with the innermost group that there is on its way and what is left of the path there: the
 * name of a group that has too few instances, or nothing. */
typedef void (*SptFormLooseFunc) (SptFormGroup  *group,
                                  const char    *rest,
                                  SptIssueLevel  level,
                                  const char    *sentence,
                                  gpointer       user_data);
void                spt_form_foreach_loose         (SptForm            *self,
                                                    SptFormLooseFunc    func,
                                                    gpointer            user_data);
gboolean            spt_form_get_modified          (SptForm            *self);
void                spt_form_set_modified          (SptForm            *self,
                                                    gboolean            modified);

const SptGroupDef  *spt_form_group_get_def         (SptFormGroup       *self);
/* NULL for a group that was removed, and when the form is gone. Borrowed. */
SptForm            *spt_form_group_get_form        (SptFormGroup       *self);
/* NULL for the root, and for a group that was removed. Borrowed. */
SptFormGroup       *spt_form_group_get_parent      (SptFormGroup       *self);
/* Fields with an error, in it and in the groups inside it. */
guint               spt_form_group_get_n_errors    (SptFormGroup       *self);
/* Among the instances of its group, from 0. */
guint               spt_form_group_get_position    (SptFormGroup       *self);
SptFormField       *spt_form_group_get_field       (SptFormGroup       *self,
                                                    guint               index);
SptFormField       *spt_form_group_find_field      (SptFormGroup       *self,
                                                    const char         *name);
/* GListModel of SptFormGroup, live. Borrowed. */
GListModel         *spt_form_group_get_children    (SptFormGroup       *self,
                                                    guint               group_index);
/* As a new record would have it: initial values, fewest instances inside. Borrowed. */
SptFormGroup       *spt_form_group_add             (SptFormGroup       *self,
                                                    guint               group_index);
void                spt_form_group_remove          (SptFormGroup       *self,
                                                    guint               group_index,
                                                    guint               position);
/* Puts an instance in another place among its siblings. */
void                spt_form_group_move            (SptFormGroup       *self,
                                                    guint               group_index,
                                                    guint               from,
                                                    guint               to);
/* Whether the definition allows one more, or one less. */
gboolean            spt_form_group_can_add         (SptFormGroup       *self,
                                                    guint               group_index);
gboolean            spt_form_group_can_remove      (SptFormGroup       *self,
                                                    guint               group_index);

/* Whether a field of one more instance could be seen where @self stands now. @field: (out)
 * (optional) (nullable): the field of @self, or of a group around it, on whose text that depends. */
gboolean            spt_form_group_wants           (SptFormGroup       *self,
                                                    guint               group_index,
                                                    SptFormField      **field);

const SptFieldDef  *spt_form_field_get_def         (SptFormField       *self);
/* The group it stands in; NULL once that was removed. Borrowed. */
SptFormGroup       *spt_form_field_get_group       (SptFormField       *self);
const char         *spt_form_field_get_text        (SptFormField       *self);
void                spt_form_field_set_text        (SptFormField       *self,
                                                    const char         *text);
const char         *spt_form_field_get_issue       (SptFormField       *self);
SptIssueLevel       spt_form_field_get_issue_level (SptFormField       *self);
/* Whether the issue is what the service said when it refused (SPT_ISSUE_SERVICE_SAID). */
gboolean            spt_form_field_get_refused     (SptFormField       *self);
gboolean            spt_form_field_get_visible     (SptFormField       *self);

const char         *spt_form_choice_get_value      (SptFormChoice      *self);
const char         *spt_form_choice_get_label      (SptFormChoice      *self);

G_END_DECLS
