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

G_END_DECLS
