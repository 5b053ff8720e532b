/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form out of a schema in pages: a list of those in use, and the page of the one that is chosen. */
#pragma once

#include <adwaita.h>

#include "form/spt-xsd.h"
#include "service/spt-plants.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_PAGES (spt_form_pages_get_type ())

/* Only the page that is shown is built. Keys: Ctrl+PageUp and Ctrl+PageDown go from page to page, F8 to the next
 * error on whatever page. Property: narrow (boolean, read-only). Signals as #SptFormView's: "override-clicked",
 * "action-clicked" (SptFormField), "instance-removed", "instance-moved" (string: its title), to be answered
 * with spt_form_pages_undo(); "page-changed". How far pages are follows the form's issues: its owner checks. */
G_DECLARE_FINAL_TYPE (SptFormPages, spt_form_pages, SPT, FORM_PAGES, AdwBin)

GtkWidget  *spt_form_pages_new             (void) G_GNUC_WARN_UNUSED_RESULT;
/* @xsd: keeps @form's schema; @schede: (nullable) (element-type SptPlantScheda): what the operation may have, copied
 * (its texts are static); NULL: every page of the schema may be there. @form NULL: nothing. */
void        spt_form_pages_set_form        (SptFormPages  *self,
                                            SptXsd        *xsd,
                                            SptForm       *form,
                                            GArray        *schede);
SptForm    *spt_form_pages_get_form        (SptFormPages  *self);
/* (transfer full): stands above what is on no page; NULL takes it away. */
void        spt_form_pages_set_head        (SptFormPages  *self,
                                            GtkWidget     *head);
void        spt_form_pages_set_read_only   (SptFormPages  *self,
                                            gboolean       read_only);
void        spt_form_pages_set_overridable (SptFormPages  *self,
                                            GPtrArray     *fields);
/* As spt_form_view_set_hint(), also of pages that are not built yet. */
void        spt_form_pages_set_hint        (SptFormPages  *self,
                                            SptFormField  *field,
                                            const char    *text,
                                            const char    *value);
void        spt_form_pages_clear_hints     (SptFormPages  *self);
void        spt_form_pages_show_errors     (SptFormPages  *self);
/* The next error, on whatever page: from the field that has the focus on, or from the top. FALSE: none. */
gboolean    spt_form_pages_focus_error     (SptFormPages  *self,
                                            gboolean       further);
gboolean    spt_form_pages_has_error       (SptFormPages  *self);
/* FALSE if it is nowhere. */
gboolean    spt_form_pages_focus_field     (SptFormPages  *self,
                                            SptFormField  *field);
/* The place that an issue names: its field, else the page that it is on. FALSE: none. */
gboolean    spt_form_pages_show_place      (SptFormPages  *self,
                                            const char    *path);
gboolean    spt_form_pages_focus_first     (SptFormPages  *self);
/* Where a person begins: on the first page that is to be completed. */
gboolean    spt_form_pages_focus_begin     (SptFormPages  *self);
/* Takes back what was removed or moved last. */
gboolean    spt_form_pages_undo            (SptFormPages  *self);
/* The path of the page that is shown, as a definition; "" = of what is on no page. */
char       *spt_form_pages_dup_page        (SptFormPages  *self) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE where it is not in use. */
gboolean    spt_form_pages_show_page       (SptFormPages  *self,
                                            const char    *page);
/* Asks which page to add. */
void        spt_form_pages_ask_add         (SptFormPages  *self);

G_END_DECLS
