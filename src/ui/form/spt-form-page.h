/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page of a form that has many: what it is, how far it is. */
#pragma once

#include "form/spt-xsd.h"
#include "service/spt-plants.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_PAGE (spt_form_page_get_type ())

/* Properties: title (string, fixed). Signal "changed": how far it is. */
G_DECLARE_FINAL_TYPE (SptFormPage, spt_form_page, SPT, FORM_PAGE, GObject)

/* The page @def of @parent; NULL for both: what is on no page of @form. @scheda: (nullable): what the operation
 * says of it. */
SptFormPage          *spt_form_page_new           (SptForm              *form,
                                                   SptFormGroup         *parent,
                                                   const SptGroupDef    *def,
                                                   const SptPlantScheda *scheda,
                                                   const char           *title) G_GNUC_WARN_UNUSED_RESULT;
gboolean              spt_form_page_is            (SptFormPage          *self,
                                                   SptFormGroup         *parent,
                                                   const SptGroupDef    *def);
/* (nullable) */
SptFormGroup         *spt_form_page_get_parent    (SptFormPage          *self);
/* (nullable) */
const SptGroupDef    *spt_form_page_get_def       (SptFormPage          *self);
/* (nullable) */
const SptPlantScheda *spt_form_page_get_scheda    (SptFormPage          *self);
const char           *spt_form_page_get_title     (SptFormPage          *self);
guint                 spt_form_page_get_n_parts   (SptFormPage          *self);
SptXsdPageState       spt_form_page_get_state     (SptFormPage          *self);
/* Nothing stands in it: it leaves nothing in the document. */
gboolean              spt_form_page_is_empty      (SptFormPage          *self);
/* With those that belong to no field. */
guint                 spt_form_page_get_n_errors  (SptFormPage          *self);
/* (element-type utf8): what belongs to no field of it. */
GPtrArray            *spt_form_page_get_errors    (SptFormPage          *self);
GPtrArray            *spt_form_page_get_warnings  (SptFormPage          *self);
/* Takes what the form was given last. */
void                  spt_form_page_update        (SptFormPage          *self,
                                                   guint                 n_on_pages);

/* The same three everywhere. */
const char           *spt_form_page_state_word    (SptXsdPageState       state);
const char           *spt_form_page_state_icon    (SptXsdPageState       state);
const char           *spt_form_page_state_class   (SptXsdPageState       state);

G_END_DECLS
