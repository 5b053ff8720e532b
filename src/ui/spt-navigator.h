/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two columns that fold into one: all that the window knows of AdwLeaflet, which later libadwaita
 * replaces. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SPT_TYPE_NAVIGATOR (spt_navigator_get_type ())

/* Properties: folded (boolean), sidebar, content (GtkWidget), content-visible (boolean: when
 * folded, which of the two). */
G_DECLARE_FINAL_TYPE (SptNavigator, spt_navigator, SPT, NAVIGATOR, GtkWidget)

gboolean spt_navigator_get_folded       (SptNavigator *self);
void     spt_navigator_set_show_content (SptNavigator *self,
                                         gboolean      show_content);

G_END_DECLS
