/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One edit done to many positions of the archive: tried beforehand, made as one change, taken
 * back. */
#pragma once

#include "outbox/spt-bulk-edit.h"
#include "outbox/spt-intake.h"

G_BEGIN_DECLS

/* Positions that a rehearsal shows. */
#define SPT_BULK_EXAMPLES 50

/**
 * SptBulkExample:
 * @id: the position
 * @name: (owned) (nullable): the debtor's name
 * @before: (owned): the first text that changes
 * @after: (owned): what it becomes
 * @fault: (owned) (nullable): what is wrong with it then, in words
 *
 * What an edit does to one position.
 */
typedef struct
{
  gint64  id;
  char   *name;
  char   *before;
  char   *after;
  char   *fault;
} SptBulkExample;

/**
 * SptBulkResult:
 * @change_id: what takes it back; 0 for a rehearsal, and when nothing changed
 * @n_changed: changed, or would be
 * @n_unchanged: stay as they are: the edit makes no difference
 * @n_faulty: of the changed: in order before, not afterwards
 * @n_mended: of the changed: the other way round
 * @n_under_way: left out: in a submission that is not finished
 * @n_edited: of taking back: left alone, because somebody has edited them since
 * @examples: (element-type SptBulkExample): the first, those with a new fault before the others
 */
typedef struct
{
  gint64     change_id;
  guint      n_changed;
  guint      n_unchanged;
  guint      n_faulty;
  guint      n_mended;
  guint      n_under_way;
  guint      n_edited;
  GPtrArray *examples;
} SptBulkResult;

void           spt_bulk_result_free   (SptBulkResult       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptBulkResult, spt_bulk_result_free)

/**
 * SptBulkOptions:
 * @edit: what is done
 * @ids: (array length=n_ids): positions
 * @label: what the change is called; of a rehearsal nothing
 * @who: the clerk
 * @dry_run: only tries: nothing is kept
 * @undo: (default 0): takes that change back instead; @edit and @ids are not looked at
 */
typedef struct
{
  SptBulkEdit      edit;
  const gint64    *ids;
  guint            n_ids;
  const char      *label;
  const char      *who;
  gboolean         dry_run;
  gint64           undo;
  SptProgressFunc  progress;
  gpointer         progress_data;
} SptBulkOptions;

/* Blocking: all or nothing. An edit that is none is SPT_SERVICE_ERROR_UNSUPPORTED; a change that
 * cannot be taken back (any more) is SPT_STORE_ERROR_NOT_FOUND. */
SptBulkResult *spt_bulk_change        (SptStore             *store,
                                       const SptBulkOptions *options,
                                       GCancellable         *cancellable,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void           spt_bulk_change_async  (SptStore             *store,
                                       const SptBulkOptions *options,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
SptBulkResult *spt_bulk_change_finish (GAsyncResult         *result,
                                       GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
