/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The composition root of the desktop program: one archive, its engine, one window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SPT_TYPE_APPLICATION (spt_application_get_type ())

G_DECLARE_FINAL_TYPE (SptApplication, spt_application, SPT, APPLICATION, AdwApplication)

/* @archive NULL: the usual one, or the practice archive. */
SptApplication *spt_application_new (const char *archive,
                                     gboolean    practice) G_GNUC_WARN_UNUSED_RESULT;
/* Before it runs: opens the archive meanwhile. */
void            spt_application_begin (SptApplication *self);

G_END_DECLS
