/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of any record asks of the archive: saving, overriding, taking away, the next one to
 * mend. Knows no widget. */
#pragma once

#include "outbox/spt-intake.h"
#include "store/spt-store-list.h"
#include "store/spt-store-views.h"

G_BEGIN_DECLS

/**
 * SptRecordLoad:
 * @id: the record; 0 = a new one
 * @doc: (nullable): its document; a new one has none
 * @issues: (nullable): of its last check: what was overridden, what only the archive knows
 * @history: (nullable) (element-type SptRecordHistory): its submissions, newest first
 * @open_submission: what it is in, 0 = none
 * @state: where it stands
 * @is_gone: it is not in the archive any more, but can be read still
 * @joined_into: what it is part of now, 0 = nothing
 *
 * What the archive has of any record, owned; what a kind reads begins with it.
 */
typedef struct
{
  gint64        id;
  char         *doc;
  SptIssueList *issues;
  GPtrArray    *history;
  gint64        open_submission;
  SptState      state;
  gboolean      is_gone;
  gint64        joined_into;
} SptRecordLoad;

void     spt_record_load_clear     (SptRecordLoad         *self);
/* Its submissions, and whether it is there still. */
gboolean spt_record_load_rest      (SptDb                 *db,
                                    const char            *kind,
                                    SptRecordLoad         *self,
                                    GError               **error);

/* On a thread: checks and keeps @record (taken). @options is copied. The finish gives the id, 0 on
 * error. */
void     spt_record_save_async     (SptStore              *store,
                                    const char            *kind,
                                    gint64                 id,
                                    SptRecord             *record,
                                    const SptSaveOptions  *options,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data);
gint64   spt_record_save_finish    (SptStore              *store,
                                    GAsyncResult          *result,
                                    GError               **error);

/* spt_db_override_dossier() and its like. */
typedef gboolean (*SptRecordOverrideFunc) (SptDb       *db,
                                           gint64       id,
                                           const char  *code,
                                           const char  *path,
                                           const char  *value,
                                           const char  *reason,
                                           const char  *who,
                                           GError     **error);
/* spt_db_remove_dossiers() and its like. */
typedef gboolean (*SptRecordRemoveFunc)   (SptDb         *db,
                                           const gint64  *ids,
                                           guint          n_ids,
                                           gboolean       restore,
                                           guint         *n_done,
                                           GError       **error);

/* An error is taken upon a person, on record. Both end in spt_record_work_finish(). */
void     spt_record_override_async (SptStore              *store,
                                    SptRecordOverrideFunc  func,
                                    gint64                 id,
                                    const SptIssue        *issue,
                                    const char            *reason,
                                    const char            *who,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data);
void     spt_record_remove_async   (SptStore              *store,
                                    SptRecordRemoveFunc    func,
                                    gint64                 id,
                                    gboolean               restore,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data);
gboolean spt_record_work_finish    (SptStore              *store,
                                    GAsyncResult          *result,
                                    GError               **error);

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

/* The next of @rows to mend after @id: in the order of @queue ((nullable) (element-type gint64): the list
 * one came from, copied), then what @kind allows. The finish gives 0 where none is left. */
void     spt_record_next_async     (SptStore              *store,
                                    const SptListKind     *rows,
                                    gint64                 id,
                                    GArray                *queue,
                                    SptQueueKind           kind,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data);
gint64   spt_record_next_finish    (SptStore              *store,
                                    GAsyncResult          *result,
                                    GError               **error);

G_END_DECLS
