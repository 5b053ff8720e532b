/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting until a window has come to rest; what is not its fault. */
#pragma once

/* Until all that was begun is over: what the main context can do, timers that are about to fire (notices of the archive are gathered,
 * counts and checks are put off for a moment), the other threads of this process, what the display has said. Ends the test if that takes
 * for ever. */
void settle (void);
/* At the beginning of each test case: what GTK complains of without reason does not end it. */
void forgive_gtk (void);
