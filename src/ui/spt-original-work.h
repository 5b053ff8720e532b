/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet an import came from, saved where the person says, with what became of each row. */
#pragma once

#include <adwaita.h>

#include "outbox/spt-original.h"

G_BEGIN_DECLS

/* @progress (nullable) is called on another thread, until the finish at the latest. */
void     spt_original_save_async  (GtkWidget            *parent,
                                   SptStore             *store,
                                   gint64                import_id,
                                   SptProgressFunc       progress,
                                   gpointer              progress_data,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
/* FALSE without an error: the person gave up. */
gboolean spt_original_save_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
