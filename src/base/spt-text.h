/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small questions about text: how long it is for a service, whether it is clean. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Length in code points, as Java and the services' limits count for the characters that matter
 * here. */
gsize     spt_text_length         (const char *text);
/* A copy without leading and trailing white space (also U+00A0); NULL stays NULL. */
char     *spt_text_strip          (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean  spt_text_is_blank       (const char *text);
/* TRUE when a control character other than tab, CR and LF stands in it. */
gboolean  spt_text_has_control    (const char *text);
/* Valid UTF-8 in any case: bad bytes become U+FFFD, cut at @max_chars with an ellipsis (0 = no
 * limit). For showing what a server said. */
char     *spt_text_make_printable (const char *data,
                                   gssize      length,
                                   gsize       max_chars) G_GNUC_WARN_UNUSED_RESULT;
/* Folded for search: lower case, accents off, runs of blanks made one. */
char     *spt_text_fold           (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Replaces {name} by the value of the pair "name", value, ..., NULL. Unknown names stay as they
 * are. */
char     *spt_text_fill           (const char *pattern,
                                   ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
char     *spt_text_sha256_hex     (const void *data,
                                   gsize       length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
