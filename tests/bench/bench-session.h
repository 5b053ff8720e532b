/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desktop session and an archive for the benchmarks of the window itself. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SESSION_ROWS 100000

/* Runs this program once more inside a session (tests/ui/harness), with its folder and the archive's path behind it, and ends with
 * what it ended with; says that it was skipped, and why, where there is no Xvfb. Comes back in the session alone. */
void  session_enter   (int                *argc,
                       char             ***argv,
                       const char         *name);
/* An archive of SESSION_ROWS positions with a clerk's name; the window opens on its page of positions. */
/* @columns (nullable): those that are shown besides, as the settings have them. */
void  session_prepare (const char         *folder,
                       const char         *archive,
                       const char         *columns);
/* Runs a program under the probe (bench-probe.c); @what and @keys (nullable) as it wants them. @began: when, by the monotonic
 * clock. Returns its output. */
char *session_run     (const char *const  *program,
                       const char         *what,
                       const char         *keys,
                       gint64             *began);

G_END_DECLS
