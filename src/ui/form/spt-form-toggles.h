/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few short answers side by side, none of them chosen at first: Yes, No, NC. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SPT_TYPE_FORM_TOGGLES (spt_form_toggles_get_type ())

/* One stop for the Tab key: the arrow keys go from answer to answer, Space gives or takes back, an answer's
 * letter gives it, Delete takes it back. Signal "changed". */
G_DECLARE_FINAL_TYPE (SptFormToggles, spt_form_toggles, SPT, FORM_TOGGLES, GtkWidget)

/* @title: what is asked, for screen readers. */
GtkWidget  *spt_form_toggles_new       (const char      *title) G_GNUC_WARN_UNUSED_RESULT;
void        spt_form_toggles_add       (SptFormToggles  *self,
                                        const char      *value,
                                        const char      *label);
/* "" while nothing is chosen. Borrowed. */
const char *spt_form_toggles_get_value (SptFormToggles  *self);
/* One that is none of the answers chooses nothing. */
void        spt_form_toggles_set_value (SptFormToggles  *self,
                                        const char      *value);
gboolean    spt_form_toggles_has       (SptFormToggles  *self,
                                        const char      *value);

G_END_DECLS
