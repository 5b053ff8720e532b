/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zip files of several entries, for tests of spreadsheets. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *data;
  gsize       length; /* 0 = NUL-terminated */
} SheetEntry;

/* Writes the entries to @path, stored as they are; the same entries give the same bytes. */
void sheet_file_write (const char       *path,
                       const SheetEntry *entries,
                       guint             n_entries);

G_END_DECLS
