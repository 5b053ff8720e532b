/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one position asks of the archive: loading, saving, overriding, the next one to
 * mend. */
#pragma once

#include "form/spt-record.h"
#include "model/spt-debt-position.h"
#include "store/spt-store-positions.h"
#include "ui/spt-record-work.h"

G_BEGIN_DECLS

#define SPT_KIND_POSITIONS "debt-positions"

/**
 * SptPositionLoad:
 * @record: what every record has
 * @position: its columns
 * @due_type_id: the kind of due it was made from, 0 = none
 * @accepted: whether the service ever accepted it: the next one is an update
 * @delete_reason: (nullable): why it is to be deleted at the service
 *
 * All that the page shows, owned.
 */
typedef struct
{
  SptRecordLoad    record;
  SptDebtPosition *position;
  gint64           due_type_id;
  gboolean         accepted;
  char            *delete_reason;
} SptPositionLoad;

void             spt_position_load_async      (SptStore            *store,
                                               gint64               id,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
/* Borrowed: lives as long as @result. */
SptPositionLoad *spt_position_load_finish     (SptStore            *store,
                                               GAsyncResult        *result,
                                               GError             **error);

/**
 * SptQueueKind:
 * @SPT_QUEUE_FIRST: after the queue comes whatever else is to be mended
 * @SPT_QUEUE_ONLY: nothing beyond the queue: one import, one submission
 * @SPT_QUEUE_REFUSED: nothing beyond it, and what still stands as refused is to be mended as well
 *
 * What is gone through.
 */
typedef enum
{
  SPT_QUEUE_FIRST,
  SPT_QUEUE_ONLY,
  SPT_QUEUE_REFUSED
} SptQueueKind;

/* The next position to mend after @id: in the order of @queue ((nullable) (element-type gint64):
 * the list one came from, copied), then what @kind allows. The finish gives 0 where none is left. */
void             spt_position_next_async      (SptStore            *store,
                                               gint64               id,
                                               GArray              *queue,
                                               SptQueueKind         kind,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
gint64           spt_position_next_finish     (SptStore            *store,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
