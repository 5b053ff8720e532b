/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of the Tab key through a page. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Presses Tab, then Shift+Tab, from one end of @page to the other: each step goes somewhere, and in the end out, and
 * every button that can be pressed was on the way. */
void tab_walk_assert_free (GtkWidget *page);

G_END_DECLS
