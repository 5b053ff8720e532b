/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed for support tells nothing of people: texts of others are masked on their way to the log. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Called once, first of all, by each program. */
void  spt_log_install  (void);
/* @text as it may be printed: no codes of people, accounts or notices, no addresses, no quoted data, no paths of files. */
char *spt_log_dup_safe (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
