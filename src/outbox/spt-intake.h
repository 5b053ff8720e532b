/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves records between files, the archive and services: import, prepare, resend, decisions. */
#pragma once

#include "service/spt-service.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

typedef void (*SptProgressFunc) (gint64   done,
                                 gint64   total,
                                 gpointer user_data); /* any thread */

/**
 * SptImportResult:
 * @import_id: 0 for a dry run
 * @n_rows: rows of the file; @n_good, @n_faulty: records that came in without and with errors; @n_rejected: rows that could not come in
 * @is_table: the file is a table, whose columns have names; else a document
 * @issues: findings with their row
 */
typedef struct
{
  gint64        import_id;
  guint         n_rows;
  guint         n_good;
  guint         n_faulty;
  guint         n_rejected;
  gboolean      is_table;
  SptIssueList *issues;
} SptImportResult;

void     spt_import_result_free (SptImportResult *self);

/**
 * SptImportOptions:
 * @kind: "debt-positions"
 * @path: the file: CSV, or the service's own JSON (also zipped), told apart by content
 * @label: (nullable): what the change is called; NULL = the file's name
 * @dry_run: check all, keep nothing
 * @rejects_path: (nullable): faulty and unreadable rows go there with a reason column and do not come in
 * @max_issues: findings kept, past them only counted; 0 = 10,000
 */
typedef struct
{
  const char      *kind;
  const char      *path;
  const char      *label;
  const char      *who;
  gboolean         dry_run;
  const char      *rejects_path;
  guint            max_issues;
  SptProgressFunc  progress;
  gpointer         progress_data;
} SptImportOptions;

/* Blocking (worker thread or command line): all or nothing. */
SptImportResult *spt_import_file         (SptStore               *store,
                                          const SptImportOptions *options,
                                          GCancellable           *cancellable,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;
void             spt_import_file_async   (SptStore               *store,
                                          const SptImportOptions *options,
                                          GCancellable           *cancellable,
                                          GAsyncReadyCallback     callback,
                                          gpointer                user_data);
SptImportResult *spt_import_file_finish  (GAsyncResult           *result,
                                          GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptPrepareResult:
 * @job_id: 0 when errors stopped it, and for a dry run
 * @submissions: (element-type gint64)
 * @n_requests: how many requests leave, or would; 0 when errors stopped it
 * @n_items: records or document entries in them
 * @issues: findings
 */
typedef struct
{
  gint64        job_id;
  GArray       *submissions;
  guint         n_requests;
  guint         n_items;
  SptIssueList *issues;
} SptPrepareResult;

void              spt_prepare_result_free (SptPrepareResult *self);

/* Exactly one of @path, @ids, neither (= all that is ready for this operation). With @order they are ordered in the same transaction.
 * Errors in the documents are not a GError: job_id stays 0 and the issues say why. With @dry_run everything is checked and built, nothing
 * is kept: not a byte of the archive changes, and other work goes on beside it. */
typedef struct
{
  const char   *operation;
  gint64        account_id;
  const char   *path;    /* (nullable) */
  const gint64 *ids;     /* (nullable) */
  guint         n_ids;
  const char   *title;   /* (nullable) */
  const char   *who;
  gboolean      order;
  gboolean      dry_run;
  guint         max_issues; /* findings kept, past them only counted; 0 = 10,000 */
  SptProgressFunc progress;
  gpointer        progress_data;
} SptPrepareOptions;

SptPrepareResult *spt_prepare             (SptStore                *store,
                                           const SptPrepareOptions *options,
                                           GCancellable            *cancellable,
                                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void              spt_prepare_async       (SptStore                *store,
                                           const SptPrepareOptions *options,
                                           GCancellable            *cancellable,
                                           GAsyncReadyCallback      callback,
                                           gpointer                 user_data);
SptPrepareResult *spt_prepare_finish      (GAsyncResult            *result,
                                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

/* New submissions in the same job with what failed in @submission_id: items with a record as the record is now, others as they were sent.
 * (transfer full) (element-type gint64); NULL on error. */
GArray           *spt_resend_failed       (SptStore                *store,
                                           gint64                   submission_id,
                                           const char              *who,
                                           SptIssueList            *issues,
                                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Checks a document of the service's own kind, also zipped, without archive or network. FALSE only when the file could not be read at all. */
gboolean          spt_check_file          (const char              *operation,
                                           const char              *path,
                                           gint64                   now_utc_ms,
                                           SptIssueList            *issues,
                                           GCancellable            *cancellable,
                                           GError                 **error);
/* What a person saw elsewhere about an uncertain submission: accepted, refused or nothing; kept with who, when, why. */
gboolean          spt_decide              (SptStore                *store,
                                           gint64                   submission_id,
                                           const char              *saw,
                                           const char              *note,
                                           const char              *who,
                                           GError                 **error);
/* Saves one record from a form: checks it, computes columns, stores. Returns the id, 0 on error. @issues (out, transfer full). Blocking. */
gint64            spt_save_record         (SptStore                *store,
                                           const char              *kind,
                                           gint64                   id,
                                           SptRecord               *record,
                                           const char              *who,
                                           SptIssueList           **issues,
                                           GError                 **error);

G_END_DECLS
