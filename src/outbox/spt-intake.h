/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What moves records between files, the archive and services: import, prepare, resend, decisions.
 */
#pragma once

#include "base/spt-csv.h"
#include "form/spt-csv-mapping.h"
#include "service/spt-service.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

#define SPT_IMPORT_ERROR (spt_import_error_quark ())

typedef enum
{
  SPT_IMPORT_ERROR_CHANGED, /* the file changed while it was read, or since it was checked */
  SPT_IMPORT_ERROR_SEVERAL  /* one of several files is none that comes in with others */
} SptImportError;

GQuark spt_import_error_quark (void);
/* The message code ("csv-size") of an error of reading a table, a spreadsheet or an import; NULL
 * for any other. */
const char *spt_import_error_get_message_code (const GError *error);

typedef void (*SptProgressFunc) (gint64   done,
                                 gint64   total,
                                 gpointer user_data); /* any thread */

typedef enum
{
  SPT_INTAKE_CSV,
  SPT_INTAKE_SHEET,   /* .xlsx, .ods */
  SPT_INTAKE_DOCUMENT /* the service's own JSON, also zipped: no mapping */
} SptIntakeFormat;

/**
 * SptImportLook:
 * @separator, @encoding: of CSV; a file that mixes encodings says Windows-1252
 * @sheets: (nullable): of a spreadsheet
 * @header_row: the row that has the names, from 1; guessed unless it was said
 * @header: (element-type utf8): the names as they stand; empty ones as a spreadsheet names them
 * ("A", "B"…), repeated ones with " (2)"
 * @rows: (element-type GStrv): the first 50 below it, each as long as @header
 * @row_numbers: (element-type guint): which rows of the file those are
 * @is_plain: the header is our own layout: no mapping needed
 * @mapping: remembered by the header, else guessed; for a plain file one without templates
 * @mapping_name: (nullable): when it was remembered
 *
 * What a file looks like before it is imported. @header and what follows are empty for a document.
 */
typedef struct
{
  SptIntakeFormat  format;
  char             separator;
  SptCsvEncoding   encoding;
  GStrv            sheets;
  guint            header_row;
  GPtrArray       *header;
  GPtrArray       *rows;
  GArray          *row_numbers;
  gboolean         is_plain;
  SptCsvMapping   *mapping;
  char            *mapping_name;
} SptImportLook;

void             spt_import_look_free   (SptImportLook        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptImportLook, spt_import_look_free)

/* @sheet: (nullable): the first; @header_row: 0 = guess. Blocking: worker thread or command line.
 */
SptImportLook   *spt_import_look        (SptStore             *store,
                                         const char           *kind,
                                         const char           *path,
                                         const char           *sheet,
                                         guint                 header_row,
                                         GCancellable         *cancellable,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void             spt_import_look_async  (SptStore             *store,
                                         const char           *kind,
                                         const char           *path,
                                         const char           *sheet,
                                         guint                 header_row,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
SptImportLook   *spt_import_look_finish (GAsyncResult         *result,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* Their column, where a mapping is in force, else ours, that the path of an issue stands for; NULL
 * for none. */
char            *spt_import_dup_column  (const char           *kind,
                                         const SptCsvMapping  *mapping,
                                         const char           *path);

/**
 * SptImportResult:
 * @import_id: 0 for a dry run
 * @n_rows: rows of the file; @n_good, @n_faulty: records that came in without and with errors;
 * @n_rejected: rows that could not come in
 * @n_duplicates: of @n_rejected: already in the archive, or twice in the file
 * @n_mended: of @n_good and @n_faulty: they were in the archive to be fixed, and took the place of
 * what was there
 * @is_table: the file is a table, whose columns have names; else a document
 * @sha256: of the file, for SptImportOptions.sha256 of the import that follows a check
 * @issues: findings with their row
 */
typedef struct
{
  gint64        import_id;
  guint         n_rows;
  guint         n_good;
  guint         n_faulty;
  guint         n_rejected;
  guint         n_duplicates;
  guint         n_mended;
  gboolean      is_table;
  char         *sha256;
  SptIssueList *issues;
} SptImportResult;

void     spt_import_result_free (SptImportResult *self);

/**
 * SptImportOptions:
 * @kind: "debt-positions"
 * @path: the file: CSV, or the service's own JSON (also zipped), told apart by content
 * @label: (nullable): what the change is called; NULL = the file's name
 * @dry_run: check all, keep nothing
 * @rejects_path: (nullable): faulty and unreadable rows go there with a reason column and do not
 * come in
 * @max_issues: findings kept, past them only counted; 0 = 10,000
 * @mapping: (nullable): how the columns of the file become ours; %NULL = the plain layout
 * @mapping_name: (nullable): remember @mapping under this name
 * @account_id: what says no creditor body is of this account's; 0 = none
 * @generate_iuv: give notice numbers where there are none (needs @account_id)
 * @due_type_id: fill what is missing from this kind of due; 0 = none
 * @present_date: (nullable): rows that do not say it themselves, and plants of files: other software sent them already, since
 *   then (ISO)
 * @present_source: (nullable): how that is known; one of the two says that it is so
 * @as_drafts: documents that are no librettos become drafts; otherwise they were accepted elsewhere
 * @sha256: (nullable): what the file had when it was checked: when it is another now, nothing comes
 * in
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
  const SptCsvMapping *mapping;
  const char      *mapping_name;
  gint64           account_id;
  gboolean         generate_iuv;
  gint64           due_type_id;
  const char      *present_date;
  const char      *present_source;
  gboolean         as_drafts;
  const char      *sha256;
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

/* Several documents, chosen at once, as one file: for kinds that come as documents. */
typedef struct _SptImportSeveral SptImportSeveral;

gboolean          spt_import_takes_several    (const char         *kind);
char             *spt_import_dup_name         (const char *const  *paths);
SptImportSeveral *spt_import_several_new      (const char         *kind,
                                               const char *const  *paths,
                                               GCancellable       *cancellable,
                                               GError            **error) G_GNUC_WARN_UNUSED_RESULT;
const char       *spt_import_several_get_path (SptImportSeveral   *self);
void              spt_import_several_free     (SptImportSeveral   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptImportSeveral, spt_import_several_free)

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

/* Exactly one of @path, @ids, neither (= all that is ready for this operation). With @order they
 * are ordered in the same transaction. Errors in the documents are not a GError: job_id stays 0 and
 * the issues say why. With @dry_run everything is checked and built, nothing is kept: not a byte of
 * the archive changes, and other work goes on beside it. @overrides (nullable): of a document: codes of overridable
 * errors that @who takes upon himself; those that were met are an event of the submission. */
typedef struct
{
  const char   *operation;
  gint64        account_id;
  const char   *path;    /* (nullable) */
  const char *const *overrides; /* (nullable) */
  const gint64 *ids;     /* (nullable) */
  guint         n_ids;
  const char   *title;   /* (nullable) */
  const char   *who;
  gboolean      order;
  gboolean      dry_run;
  gboolean      any_operation; /* interventions: each with its own, whatever @operation is */
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

/* New submissions in the same job with what failed in @submission_id, or (@whole_job) in any of its
 * job that has ended, and was not sent again since:
 * items with a record as the record is now, others as they were sent. @leave_faulty: what has
 * errors to mend stays. @order: they leave. (transfer full) (element-type gint64); NULL on error.
 * */
GArray           *spt_resend_failed       (SptStore                *store,
                                           gint64                   submission_id,
                                           gboolean                 whole_job,
                                           gboolean                 leave_faulty,
                                           gboolean                 order,
                                           const char              *who,
                                           SptIssueList            *issues,
                                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Checks a document of the service's own kind, also zipped, without archive or network. FALSE only
 * when the file could not be read at all. */
gboolean          spt_check_file          (const char              *operation,
                                           const char              *path,
                                           gint64                   now_utc_ms,
                                           SptIssueList            *issues,
                                           GCancellable            *cancellable,
                                           GError                 **error);
/* Takes back an import of any kind, the adding of debtors or a merge; @n_undone, @n_kept (out)
 * (optional). Blocking. */
gboolean          spt_import_undo         (SptStore                *store,
                                           const char              *kind,
                                           gint64                   import_id,
                                           const char              *who,
                                           guint                   *n_undone,
                                           guint                   *n_kept,
                                           GError                 **error);
void              spt_import_undo_async   (SptStore                *store,
                                           const char              *kind,
                                           gint64                   import_id,
                                           const char              *who,
                                           GCancellable            *cancellable,
                                           GAsyncReadyCallback      callback,
                                           gpointer                 user_data);
gboolean          spt_import_undo_finish  (SptStore                *store,
                                           GAsyncResult            *result,
                                           guint                   *n_undone,
                                           guint                   *n_kept,
                                           GError                 **error);
/* What a person saw elsewhere about an uncertain submission, or one that does not come to its end:
 * accepted, refused or nothing; kept with who, when, why. */
gboolean          spt_decide              (SptStore                *store,
                                           gint64                   submission_id,
                                           const char              *saw,
                                           const char              *note,
                                           const char              *who,
                                           GError                 **error);
/* What waits for its service is asked about now, also where nobody asks any more by itself. */
gboolean          spt_check_now           (SptStore                *store,
                                           gint64                   submission_id,
                                           GError                 **error);
/**
 * SptSaveOptions:
 * @who: the clerk
 * @due_type_id: the kind of due it is of; 0 = none
 * @account_id: of a dossier: with which account it goes; 0 = not decided
 * @type: (nullable): of a new intervention: what it is: "84"
 * @plant_id: of a new intervention: of which plant; 0 = a new one comes with it
 * @rebind: one that stands in the archive goes with that account from now on
 * @generate_iuv: notice numbers where there are none, taken in the same transaction
 *
 * How to keep one record.
 */
typedef struct
{
  const char *who;
  gint64      due_type_id;
  gint64      account_id;
  const char *type;
  gint64      plant_id;
  gboolean    rebind;
  gboolean    generate_iuv;
} SptSaveOptions;

/* The same as spt_save_record(), with notice numbers; @record takes what it was completed with. */
gint64            spt_save_record_full    (SptStore                *store,
                                           const char              *kind,
                                           gint64                   id,
                                           SptRecord               *record,
                                           const SptSaveOptions    *options,
                                           SptIssueList           **issues,
                                           GError                 **error);
/* Saves one record from a form: checks it, computes columns, stores. Returns the id, 0 on error.
 * @issues (out, transfer full). Blocking. */
gint64            spt_save_record         (SptStore                *store,
                                           const char              *kind,
                                           gint64                   id,
                                           SptRecord               *record,
                                           const char              *who,
                                           SptIssueList           **issues,
                                           GError                 **error);

G_END_DECLS
