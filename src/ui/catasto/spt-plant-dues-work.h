/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks of the archive for deadlines of plants. Without GTK. */
#pragma once

#include "outbox/spt-deadlines.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* Reckons dates anew where that is needed, then reads all. The finish gives them (element-type SptDeadline). */
void       spt_plant_dues_load_async       (SptStore            *store,
                                            gint64               now_utc_ms,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GPtrArray *spt_plant_dues_load_finish      (SptStore            *store,
                                            GAsyncResult        *result,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* The office's own contract about a plant. @until: (nullable): NULL = none. Ends in spt_record_work_finish(). */
void       spt_plant_contract_save_async   (SptStore            *store,
                                            gint64               plant_id,
                                            const char          *since,
                                            const char          *until,
                                            const char          *who,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* @restore: what was taken away last is there again. Ends in spt_record_work_finish(). */
void       spt_plant_contract_remove_async (SptStore            *store,
                                            gint64               plant_id,
                                            gboolean             restore,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

G_END_DECLS
