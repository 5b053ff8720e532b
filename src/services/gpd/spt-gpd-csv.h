/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plain CSV layout of debt positions (design 5), rows of one IUPD joined wherever they stand
 * in the file. */
#pragma once

#include "service/spt-service.h"
#include "services/gpd/spt-gpd-fields.h"
#include "services/gpd/spt-gpd-rules.h"

G_BEGIN_DECLS

gboolean spt_gpd_csv_read (const SptGpdFields  *fields,
                           SptGpdSeen          *seen,
                           SptCsvReader        *reader,
                           const SptCsvColumn  *layout,
                           guint                n_layout,
                           const SptReadOptions *options,
                           SptRecordFunc        func,
                           gpointer             user_data,
                           GCancellable        *cancellable,
                           GError             **error);
/* The layout (design 5); the array is the caller's, its texts are interned or of the schema. */
SptCsvColumn *spt_gpd_csv_list_columns (const SptGpdFields *fields,
                                        guint              *n_columns) G_GNUC_WARN_UNUSED_RESULT;
/* What the row of option @part has in a column; the notice number as the service will make it. */
char    *spt_gpd_csv_dup_cell   (const SptGpdFields *fields,
                                 SptRecord          *record,
                                 guint               part,
                                 const char         *column) G_GNUC_WARN_UNUSED_RESULT;
/* The column that the path of an issue stands for; NULL for one that stands for several. */
char    *spt_gpd_csv_dup_column (const char    *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
