/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of pages at the side, with what needs a person behind each. */
#pragma once

#include <adwaita.h>

#include "ui/spt-summary.h"

G_BEGIN_DECLS

#define SPT_TYPE_SIDEBAR (spt_sidebar_get_type ())

/* Signal "chosen" (page name) when a person chooses a row. Property: folded (boolean), the window's
 * to set. */
G_DECLARE_FINAL_TYPE (SptSidebar, spt_sidebar, SPT, SIDEBAR, AdwBin)

GtkWidget *spt_sidebar_new         (SptSummary *summary) G_GNUC_WARN_UNUSED_RESULT;
/* Shows which page is in view; emits nothing. */
void       spt_sidebar_select      (SptSidebar *self,
                                    const char *name);
void       spt_sidebar_popup_menu  (SptSidebar *self);

G_END_DECLS
