/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The municipality of a voucher by its name, its ISTAT code by itself; or the other way round. */
#pragma once

#include "ui/form/spt-form-row.h"

G_BEGIN_DECLS

#define SPT_TYPE_COMUNE_PICKER (spt_comune_picker_get_type ())

G_DECLARE_FINAL_TYPE (SptComunePicker, spt_comune_picker, SPT, COMUNE_PICKER, GObject)

/* For a page whose form view shows @form: the rows of municipality and ISTAT code suggest and fill
 * each other. Belongs to @page. */
SptComunePicker *spt_comune_picker_attach (GtkWidget *page,
                                           SptForm   *form);
/* A row of its own for the name, which suggests. */
GtkWidget       *spt_comune_row_new       (SptForm   *form) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
