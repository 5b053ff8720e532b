/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of people and companies ask of the archive: loading, saving, taking away, merging, debtors, taking back. */
#pragma once

#include "model/spt-debt-position.h"
#include "outbox/spt-subjects.h"
#include "ui/spt-record-pages.h"
#include "ui/spt-record-work.h"
#include "ui/spt-window.h"

G_BEGIN_DECLS

#define SPT_SUBJECT_MAX_POSITIONS 50

/**
 * SptSubjectOther:
 * @kind: how the window shows it
 * @row: its columns
 *
 * A record of another kind that is about somebody.
 */
typedef struct
{
  const SptRecordPages *kind;
  SptRow               *row;
} SptSubjectOther;

/**
 * SptSubjectLoad:
 * @record: what every record has; it is gone when it is not in the directory any more
 * @subject: its columns
 * @twin: (nullable): another with one of its codes
 * @positions: (element-type SptDebtPosition): of the debtor, newest first, some
 * @n_positions: how many there are
 * @others: (element-type SptSubjectOther): records of other kinds with one of its codes, some
 * @n_others: how many there are
 * @found: (nullable): of the dossiers among them the newest that found a value of a field here; borrowed from @others
 *
 * All that the page of one shows, owned.
 */
typedef struct
{
  SptRecordLoad  record;
  SptSubject    *subject;
  SptSubject    *twin;
  GPtrArray     *positions;
  guint          n_positions;
  GPtrArray     *others;
  guint          n_others;
  const SptSubjectOther *found;
} SptSubjectLoad;

void            spt_subject_load_async    (SptStore            *store,
                                           gint64               id,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* Borrowed: lives as long as @result. */
SptSubjectLoad *spt_subject_load_finish   (SptStore            *store,
                                           GAsyncResult        *result,
                                           GError             **error);

/* On a thread: checks and keeps @record (taken). The finish gives the id, 0 on error. */
void            spt_subject_save_async    (SptStore            *store,
                                           gint64               id,
                                           SptRecord           *record,
                                           const char          *who,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* @kept becomes @record (taken), @gone part of it. The finish gives the change, 0 on error. */
void            spt_subject_merge_async   (SptStore            *store,
                                           gint64               kept,
                                           gint64               gone,
                                           SptRecord           *record,
                                           const char          *who,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);
/* Of both. */
gint64          spt_subject_work_finish   (SptStore            *store,
                                           GAsyncResult        *result,
                                           GError             **error);

/* Takes subjects away and says so, with the way back. */
void            spt_subjects_remove       (SptWindow           *window,
                                           GArray              *ids);
/* Says what a change did, with a button that takes it back. */
void            spt_subjects_change_toast (SptWindow           *window,
                                           const char          *text,
                                           gint64               import_id);
/* "12 debtors added to the subjects". */
char           *spt_subjects_dup_added    (guint                n) G_GNUC_WARN_UNUSED_RESULT;
/* Asks how many debtors of an import (0 = of all positions) the directory lacks, offers to add them, and does. */
void            spt_subjects_offer_debtors (GtkWidget          *parent,
                                            SptDesk            *desk,
                                            gint64              import_id);

G_END_DECLS
