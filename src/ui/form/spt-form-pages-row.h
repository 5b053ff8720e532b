/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page in the list of pages: its title, how far it is, how many errors it has. */
#pragma once

#include <gtk/gtk.h>

#include "ui/form/spt-form-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_FORM_PAGES_ROW (spt_form_pages_row_get_type ())

G_DECLARE_FINAL_TYPE (SptFormPagesRow, spt_form_pages_row, SPT, FORM_PAGES_ROW, GtkBox)

GtkWidget *spt_form_pages_row_new      (void) G_GNUC_WARN_UNUSED_RESULT;
/* @page NULL: of none. @row: (nullable): what a screen reader comes to, which is named after the page. */
void       spt_form_pages_row_set_page (SptFormPagesRow *self,
                                        SptFormPage     *page,
                                        GtkWidget       *row);

G_END_DECLS
