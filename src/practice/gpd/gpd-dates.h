/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local date-times as the service reads and writes them (GPD facts 7). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PRC_NO_DATE G_MININT64

gboolean  prc_date_parse   (const char *text,
                            gint64     *us);
gboolean  prc_date_build   (const gint *parts,
                            guint       n_parts,
                            gint64     *us);
void      prc_date_append  (GString    *out,
                            gint64      us,
                            const char *separator,
                            gboolean    millis);

G_END_DECLS
