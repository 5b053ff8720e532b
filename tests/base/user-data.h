/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's data folder of the test's own. (GLib's isolated folders leak, which hides our own leaks
 * from ASan.) */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Call before anything asks for the user's data folder. */
void user_data_init   (void);
/* Writes sportello/@path; @length -1 for text. */
void user_data_write  (const char *path,
                       const char *content,
                       gssize      length);
/* Empties the folder; what else stands in it than files and folders is a failure. */
void user_data_clear  (void);
/* Empties and removes it. */
void user_data_finish (void);

G_END_DECLS
