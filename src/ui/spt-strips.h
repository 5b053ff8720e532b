/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strips that every page has under its header bar: what holds for all sending now. */
#pragma once

#include <gtk/gtk.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_STRIPS (spt_strips_get_type ())

G_DECLARE_FINAL_TYPE (SptStrips, spt_strips, SPT, STRIPS, GtkWidget)

GtkWidget *spt_strips_new (SptDesk *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
