/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person's preferences on one computer, and the window that changes them. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

/* A new reference; NULL where the schema is not installed (the program then forgets, but works). */
GSettings *spt_preferences_get     (void) G_GNUC_WARN_UNUSED_RESULT;
/* Applies the colour scheme and follows changes; once per process. */
void       spt_preferences_apply   (void);

#define SPT_TYPE_PREFERENCES_WINDOW (spt_preferences_window_get_type ())

G_DECLARE_FINAL_TYPE (SptPreferencesWindow, spt_preferences_window, SPT, PREFERENCES_WINDOW, AdwPreferencesWindow)

GtkWindow *spt_preferences_window_new (GtkWindow *parent,
                                       SptDesk   *desk) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
