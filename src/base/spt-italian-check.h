/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What codice fiscale and IBAN share: the check letter of Italian codes, and taking blanks off.
 * Private to base. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The letter for the @length characters at @text, all of [0-9A-Z] (services facts 5.1 and 5.7). */
char  spt_italian_check_letter  (const char *text,
                                 gsize       length);
/* A copy in upper case without blanks (no-break ones too), and without hyphens when
 * @drop_hyphens. */
char *spt_italian_check_compact (const char *text,
                                 gboolean    drop_hyphens) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
