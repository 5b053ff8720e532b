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
                           gint64               now_utc_ms,
                           SptRecordFunc        func,
                           gpointer             user_data,
                           GCancellable        *cancellable,
                           GError             **error);
/* The column that the path of an issue stands for; NULL for one that stands for several. */
char    *spt_gpd_csv_dup_column (const char    *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
