/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet that an import came from, given back with what became of each row. */
#pragma once

#include "outbox/spt-intake.h"

G_BEGIN_DECLS

/* Writes the rows of the file as they came, in their order, each with what became of it: state,
 * code, message, file, date, IUV, NAV. A spreadsheet comes back as CSV. Blocking; constant memory.
 * SPT_STORE_ERROR_NOT_FOUND: no such import, or its file was not kept. */
gboolean spt_export_original        (SptStore             *store,
                                     gint64                import_id,
                                     const char           *path, /* (nullable): standard output */
                                     gboolean              for_spreadsheet,
                                     SptProgressFunc       progress,
                                     gpointer              progress_data,
                                     GCancellable         *cancellable,
                                     GError              **error);
void     spt_export_original_async  (SptStore             *store,
                                     gint64                import_id,
                                     const char           *path,
                                     gboolean              for_spreadsheet,
                                     SptProgressFunc       progress,
                                     gpointer              progress_data,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean spt_export_original_finish (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
