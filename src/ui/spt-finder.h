/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+K: one entry that finds records and pages, and knows what kind of code was pasted into it.
 */
#pragma once

#include "ui/spt-window.h"

G_BEGIN_DECLS

#define SPT_TYPE_FINDER (spt_finder_get_type ())

G_DECLARE_FINAL_TYPE (SptFinder, spt_finder, SPT, FINDER, AdwWindow)

GtkWindow *spt_finder_new (SptWindow *window) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
