/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a CSV file kept for a second look, in an unlinked file beyond a small size: a reader that
 * joins rows needs 16 bytes of each in memory. */
#pragma once

#include "base/spt-csv.h"

G_BEGIN_DECLS

typedef struct _SptCsvRows SptCsvRows;

typedef struct
{
  guint64 offset;
  guint32 length;
} SptCsvPlace;

SptCsvRows *spt_csv_rows_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void        spt_csv_rows_free     (SptCsvRows         *self);
/* Lets all of them go. */
void        spt_csv_rows_reset    (SptCsvRows         *self);
/* Keeps the row that @reader is at: its fields and its text. */
gboolean    spt_csv_rows_add      (SptCsvRows         *self,
                                   SptCsvReader       *reader,
                                   SptCsvPlace        *place,
                                   GError            **error);
/* The fields, each ended by a NUL, and after them the text; valid until the next call; NULL on an
 * error. */
const char *spt_csv_rows_load     (SptCsvRows         *self,
                                   const SptCsvPlace  *place,
                                   GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCsvRows, spt_csv_rows_free)

G_END_DECLS
