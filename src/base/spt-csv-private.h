/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside base: what the first bytes of a CSV file tell about the rest. */
#pragma once

#include "base/spt-csv.h"

G_BEGIN_DECLS

/* The Unicode characters of Windows-1252's bytes 0x80 to 0x9f; 0 where it has none. From 0xa0 on it
 * is Latin-1. */
extern const guint16 spt_csv_windows_1252[32];

gboolean spt_csv_detect_valid_utf8  (const guchar *data,
                                     gsize         length,
                                     gboolean      is_whole);
char     spt_csv_detect_separator   (const guchar *data,
                                     gsize         length,
                                     gboolean      is_whole);
/* The bytes of a first line "sep=;" with its line end, 0 when there is none; @separator is what it
 * names. */
gsize    spt_csv_detect_declaration (const guchar *data,
                                     gsize         length,
                                     char         *separator);

G_END_DECLS
