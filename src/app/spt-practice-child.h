/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice services as a child process: it ends when its standard input does, and so with this
 * program in any case. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SPT_TYPE_PRACTICE_CHILD (spt_practice_child_get_type ())

/* Signal "ready" each time it listens (again, at another port, after it ended unexpectedly);
 * "failed" (GError) when it does not. */
G_DECLARE_FINAL_TYPE (SptPracticeChild, spt_practice_child, SPT, PRACTICE_CHILD, GObject)

SptPracticeChild *spt_practice_child_new             (const char       *state_folder) G_GNUC_WARN_UNUSED_RESULT;
void              spt_practice_child_start           (SptPracticeChild *self);
/* key of the practice service -> base URL. */
GHashTable       *spt_practice_child_get_urls        (SptPracticeChild *self);
/* Where faults are asked for; NULL before it is ready. */
const char       *spt_practice_child_get_control_url (SptPracticeChild *self);
void              spt_practice_child_stop            (SptPracticeChild *self);

G_END_DECLS
