/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The choice of a creditor body over a list; out of sight while the archive knows one body only. */
#pragma once

#include <gtk/gtk.h>

#include "store/spt-store.h"

G_BEGIN_DECLS

#define SPT_TYPE_BODY_FILTER (spt_body_filter_get_type ())

/* Signal "chosen": a person chose another body. */
G_DECLARE_FINAL_TYPE (SptBodyFilter, spt_body_filter, SPT, BODY_FILTER, GtkWidget)

/* Begins with the body that was chosen last, on this computer; reads the bodies of @store now and
 * after each change of it. */
void        spt_body_filter_set_store (SptBodyFilter *self,
                                       SptStore      *store);
/* The tax code that was chosen last on this computer; NULL = all, or none was. */
char       *spt_body_filter_dup_remembered (void) G_GNUC_WARN_UNUSED_RESULT;
/* The tax code; NULL = all. Borrowed. */
const char *spt_body_filter_get       (SptBodyFilter *self);
/* Shows all, for who was led to the list; what was chosen last stays remembered unless @forget. */
void        spt_body_filter_clear     (SptBodyFilter *self,
                                       gboolean       forget);

G_END_DECLS
