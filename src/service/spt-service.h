/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outside service as a class: what it offers, pure checks and codecs, and its calls. One room
 * each under services/. */
#pragma once

#include "base/spt-clock.h"
#include "base/spt-csv.h"
#include "form/spt-csv-mapping.h"
#include "form/spt-record.h"
#include "model/spt-account.h"
#include "model/spt-debt-position.h"
#include "model/spt-dossier.h"
#include "model/spt-issue.h"
#include "model/spt-submission.h"
#include "net/spt-http.h"
#include "service/spt-dues.h"
#include "service/spt-official.h"
#include "service/spt-outcome.h"

G_BEGIN_DECLS

#define SPT_SERVICE_ERROR (spt_service_error_quark ())

typedef enum
{
  SPT_SERVICE_ERROR_UNSUPPORTED, /* this service has no such operation or ability */
  SPT_SERVICE_ERROR_DOCUMENT,    /* the document cannot be read as what it should be */
  SPT_SERVICE_ERROR_SETTINGS,    /* the account lacks a setting; the message names it */
  SPT_SERVICE_ERROR_ISSUES       /* the check found errors: nothing was prepared */
} SptServiceError;

/* Followed by the key of a setting: the value of it that a person accepted although it is faulty. */
#define SPT_SETTING_ACCEPTED "accepted:"
/* The same: why, who it was, and when in UTC milliseconds. */
#define SPT_SETTING_ACCEPTED_WHY  "accepted-why:"
#define SPT_SETTING_ACCEPTED_WHO  "accepted-who:"
#define SPT_SETTING_ACCEPTED_WHEN "accepted-when:"

GQuark spt_service_error_quark (void);

/**
 * SptOperationInfo:
 * @id: "gpd.create"
 * @label: untranslated (N_()): "Create debt positions"
 * @verb: untranslated, for buttons with a count: "Send %u new positions" is made by the window from
 * the record operation
 * @record_kind: (nullable): "debt-positions": can be prepared from records
 * @record_operation: (nullable): which next_operation of a record it serves: "create"
 * @takes_document: prepare and check take a file
 * @changes_something: otherwise it never becomes uncertain
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *record_kind;
  const char *record_operation;
  gboolean    takes_document;
  gboolean    changes_something;
} SptOperationInfo;

/**
 * SptServiceInfo:
 * @id: "gpd"
 * @name: (translatable): as office staff know it
 * @description: (translatable): one sentence for the account assistant
 * @operations: (array length=n_operations)
 * @account_table: data path of the account's field table ("gpd/account.json"): settings and secrets
 * @record_kind: (nullable): the kind its records are of
 * @about_kind: (nullable): the kind of what they are about, where that stands in a list of its own: "plants"
 * @min_interval_ms: least time between two calls of one credential (polite polling)
 * @send_interval_ms: least time between two calls that change something
 * @watch_interval_ms: least time between two looks at where dossiers stand that nobody asked for; 0 = it has none
 * @settle_grace_ms: how long after a lost answer "not found" proves nothing yet
 * @has_no_test: there is no test environment: practice and production are all
 * @settles_by_repeat: what settles sends the same bytes with the same number once more, which the
 *   service knows as a repeat; otherwise a settle changes nothing
 */
typedef struct
{
  const char             *id;
  const char             *name;
  const char             *description;
  const SptOperationInfo *operations;
  guint                   n_operations;
  const char             *account_table;
  const char             *record_kind;
  const char             *about_kind;
  guint                   min_interval_ms;
  guint                   send_interval_ms;
  guint                   watch_interval_ms;
  guint                   settle_grace_ms;
  gboolean                has_no_test;
  gboolean                settles_by_repeat;
} SptServiceInfo;

/**
 * SptCall:
 *
 * Everything a service may use during one call; borrowed for its length. No service opens a
 * session, reads the time, a setting or a file on its own.
 * @known_remote_ids: (nullable): ids the archive already has for this account (settle)
 * @others: (nullable) (element-type SptOtherSend): what else was sent with the same credential and operation (settle)
 * @keys: (element-type utf8) (nullable): the item keys in order (poll's report, settle)
 * @account_note: (nullable): what the service wanted back with the account
 * @followed: the upload was made with other software: its rows are whatever the report names
 * @sent_utc_ms: when the attempt in doubt began, @ended_utc_ms when it was given up
 */
typedef struct
{
  SptHttp     *http;
  SptClock    *clock;
  SptAccount  *account;
  GHashTable  *secrets;
  const char  *uuid;
  const char  *operation;
  const char  *method;
  const char  *path;
  const char  *content_type;
  GBytes      *body;
  const char  *remote_id;
  const char  *note;
  const char  *account_note;
  GPtrArray   *keys;
  GPtrArray   *known_remote_ids;
  GArray      *others;
  gint64       sent_utc_ms;
  gint64       ended_utc_ms;
  guint        n_polls;
  gboolean     followed;
} SptCall;

/**
 * SptPreparedRequest:
 *
 * @note: (nullable): JSON text that the service wants back with the submission, see SptOutcome.note
 * @goes_on: more of the same request follows; @content_type and @body come with the last part
 * @n_items: of this part; may be 0 in the last one
 *
 * One request that will leave, exactly, or a part of it: @path is appended to the account's base
 * URL. Arrays have @n_items elements; @record_ids is %NULL when the items come from a document. In
 * parts, so that nobody keeps an entry per item.
 */
typedef struct
{
  const char        *method;
  const char        *path;
  gboolean           goes_on;
  const char        *content_type;
  GBytes            *body;
  guint              n_items;
  const char *const *keys;
  const guint       *rows;
  const gint64      *record_ids;
  const char        *note;
} SptPreparedRequest;

typedef gboolean (*SptPreparedFunc) (const SptPreparedRequest  *request,
                                     gpointer                   user_data,
                                     GError                   **error);

/* Gives the next record to prepare: appends its document (the archive's form) to @doc and sets its
 * id and row; FALSE at the end or on error. With %NULL for @doc it goes back to the first record,
 * which is given next, and sets nothing. Called on the thread that prepares. */
typedef gboolean (*SptRecordSource) (GString    *doc,
                                     gint64     *record_id,
                                     guint      *row,
                                     gpointer    user_data,
                                     GError    **error);

#define SPT_RAW_ROW_END '\036'

/**
 * SptRecordFunc:
 * @record: (nullable): what could be read; %NULL for a row that cannot be kept
 * @row: as the clerk sees it, from 1
 * @issues: findings of this row so far (reading and checking); for a %NULL record the reason
 * @raw: (nullable): the row's own text, for a file of rejected rows; of several rows each ends with
 * %SPT_RAW_ROW_END but the last
 *
 * Receives each record a file holds. FALSE with @error stops the reading.
 */
typedef gboolean (*SptRecordFunc) (SptRecord     *record,
                                   guint          row,
                                   SptIssueList  *issues,
                                   const char    *raw,
                                   gpointer       user_data,
                                   GError       **error);

/**
 * SptFillFunc:
 * @record: what a row, or several, brought; may be completed
 * @row: its first row
 * @issues: findings so far; may be added to
 *
 * Completes a record before it is checked. FALSE with @error stops the reading.
 */
typedef gboolean (*SptFillFunc) (SptRecord     *record,
                                 guint          row,
                                 SptIssueList  *issues,
                                 gpointer       user_data,
                                 GError       **error);

/* A further row that became part of the record whose first row is @first_row; @part: which of its
 * repeats (options), from 0. Called before the record is delivered. */
typedef void (*SptJoinFunc) (guint    row,
                             guint    first_row,
                             guint    part,
                             gpointer user_data);

/* What a row says beside its record (SptFlatCsv.aside), before the record is delivered; "" = nothing. */
typedef void (*SptAsideFunc) (const char *text,
                              gpointer    user_data);

/**
 * SptReadOptions:
 * @now_utc_ms: what dates are compared with
 * @mapping: (nullable): how their columns become ours; %NULL = the plain layout, header in the
 * first row
 * @is_ragged: rows may be shorter than the header, and longer with nothing in what is over
 * (spreadsheets)
 * @fill: (nullable): completes each record before its check
 * @join: (nullable): hears of rows that are not a record's first
 * @aside: (nullable): hears what rows say beside their record
 */
typedef struct
{
  gint64               now_utc_ms;
  const SptCsvMapping *mapping;
  gboolean             is_ragged;
  SptFillFunc          fill;
  gpointer             fill_data;
  SptJoinFunc          join;
  gpointer             join_data;
  SptAsideFunc         aside;
  gpointer             aside_data;
} SptReadOptions;

/**
 * SptChange:
 * @code: what it is, for the message table: "replace-removed", "replace-amount", …
 * @group: (nullable): the part of the record it is in, as people know it: a notice's number
 * @label: (nullable): the field
 * @before: (nullable): as the service has it
 * @after: (nullable): as it would be
 * @weight: 2 = something the payer may hold is taken away, 1 = what is paid changes, 0 = the rest
 *
 * One thing that an update replaces. All borrowed.
 */
typedef struct
{
  const char *code;
  const char *group;
  const char *label;
  const char *before;
  const char *after;
  guint       weight;
} SptChange;

typedef void (*SptChangeFunc) (const SptChange *change,
                               gpointer         user_data);

typedef enum
{
  SPT_STEP_NEXT,     /* the natural one */
  SPT_STEP_POSSIBLE,
  SPT_STEP_DOUBTFUL, /* nobody documents it, but it is likely to be refused: a person may insist, on record */
  SPT_STEP_CLOSED    /* the service's own document says that it is refused, it was done, or there is nothing to do it on */
} SptStepKind;

/**
 * SptStep:
 * @operation: "voucher.attivazione"
 * @kind: what speaks for or against it
 * @inferred: no document says so: it was concluded
 * @reason: (nullable): why not, one sentence in the user's language
 *
 * What may be asked of a service for a dossier, where that stands. All borrowed.
 */
typedef struct
{
  const char  *operation;
  SptStepKind  kind;
  gboolean     inferred;
  const char  *reason;
} SptStep;

typedef void (*SptStepFunc) (const SptStep *step,
                             gpointer       user_data);

/* What a cell of a table under data/ says of an operation: {"kind": "next", "inferred": true, "reason":
 * {"it": …}}. NULL: possible, as far as anybody knows. */
void spt_step_load (SptStep    *self,
                    const char *operation,
                    JsonObject *cell);

/* spt-plants.h */
typedef struct _SptPlantOps SptPlantOps;

#define SPT_TYPE_SERVICE (spt_service_get_type ())

G_DECLARE_DERIVABLE_TYPE (SptService, spt_service, SPT, SERVICE, GObject)

typedef enum
{
  SPT_CALL_SEND,
  SPT_CALL_POLL,
  SPT_CALL_SETTLE,
  SPT_CALL_TEST,
  SPT_CALL_LIST, /* ids of the uploads between sent_utc_ms and ended_utc_ms, whoever made them */
  SPT_CALL_WATCH /* where the account's dossiers stand: the outcome's news */
} SptCallKind;

#define SPT_N_CALLS (SPT_CALL_WATCH + 1)

/**
 * SptCallFunc:
 * @self: the service
 * @call: what it works on; what it points to lasts until @task is returned, the struct does not
 * @task: to be returned, now or later, with an SptOutcome; with an error only for misuse, or when
 *   it was cancelled (g_task_get_cancellable()) before a byte left
 *
 * One kind of call of a service.
 */
typedef void (*SptCallFunc) (SptService    *self,
                             const SptCall *call,
                             GTask         *task);

/**
 * SptServiceClass:
 * @info: static; what the service is and offers
 * @get_record_schema: (nullable): the schema of its records; borrowed
 * @check_record: (nullable): every rule of the service on one record, single fields included;
 * @now_utc_ms is what dates are compared with; @account may be %NULL.
 *   May look across records only through @check_begin's state.
 * @check_begin: (nullable): forgets what was remembered across records (duplicate IUPD, IUV) in
 * this checking session
 * @get_position_columns: (nullable): typed columns of a debt position
 * @get_dossier_columns: (nullable): typed columns of a dossier that stands in @phase; what they point to lasts as long as the record
 * @list_steps: (nullable): every operation on a dossier where it stands, in the order people know them; @account may be %NULL
 * @add_accepted_news: (nullable): where an operation brings its dossier, when a person saw that it was accepted
 * @check_document: issues of a whole document of the service's own kind
 * @read_document: (nullable): its records one by one (import of the service's own JSON); checked as
 * @operation asks
 * @read_csv: (nullable): records out of CSV rows, joined by key; issues of the joined record are
 * with it
 * @dup_csv_column: (nullable): the column of the kind's plain CSV layout that the path of an issue
 * stands for; %NULL = none
 * @list_csv_columns: (nullable): the columns of the kind's plain CSV layout in their order;
 * borrowed, lasts as long as the service
 * @dup_csv_cell: (nullable): what the row of the @part th repeat of a record has in a column, as
 * the service will know it (a notice number
 *   that follows from another included); %NULL = nothing
 * @prepare_document: document in, requests out; adds issues and fails with ISSUES when there is an
 * error
 * @prepare_records: records in, requests out; split under every limit of the service
 * @dup_document: (nullable): out of a body that prepare made, a document of those of its items
 * alone whose numbers (from 0, GUINT_TO_POINTER) are in @items
 *   (resending what failed)
 * @dup_template: a minimal valid example document
 * @check_account: (nullable): what the account's table cannot say: settings that do not go together
 * @list_changes: (nullable): what an update of a record would replace or take away at the service
 * @get_dues: (nullable): what it can do with kinds of dues and instalments; static
 * @append_csv: (nullable): one record, or the header for a %NULL record, as lines of the kind's
 * plain CSV layout (export)
 * @dup_schema_path: (nullable): where the schema in force is
 * @dup_answer_path: (nullable): the field of the record of @key that a refusal is about, as far as
 *   its code and words say; %NULL = none
 * @add_answer_issues: (nullable): what an answer found fault with, out of the submission's @note, each at
 *   its field of the document
 * @call: (nullable): by kind; see SptCallFunc
 * @plants: (nullable): static: its records are about plants, which have a libretto
 * @official: (nullable): static: schemas and lists that its authority publishes, and a person may replace
 *
 * All but @info may be absent; calls run on the main thread, everything else is pure and runs on
 * any one thread at a time.
 */
struct _SptServiceClass
{
  GObjectClass parent_class;

  const SptServiceInfo *info;

  SptSchema  *(*get_record_schema)    (SptService *self);
  void        (*check_begin)          (SptService *self);
  void        (*check_record)         (SptService   *self,
                                       SptAccount   *account,
                                       const char   *operation,
                                       SptRecord    *record,
                                       guint         row,
                                       gint64        now_utc_ms,
                                       SptIssueList *issues);
  void        (*get_position_columns) (SptService         *self,
                                       SptRecord          *record,
                                       SptPositionColumns *columns);
  void        (*get_dossier_columns)  (SptService        *self,
                                       SptRecord         *record,
                                       const char        *phase,
                                       SptDossierColumns *columns);
  void        (*list_steps)           (SptService           *self,
                                       SptAccount           *account,
                                       const SptDossierData *dossier,
                                       SptStepFunc           func,
                                       gpointer              user_data);
  void        (*add_accepted_news)    (SptService   *self,
                                       SptAccount   *account,
                                       const char   *operation,
                                       gint64        now_utc_ms,
                                       SptOutcome   *outcome);
  gboolean    (*check_document)       (SptService    *self,
                                       SptAccount    *account,
                                       const char    *operation,
                                       GInputStream  *document,
                                       gint64         now_utc_ms,
                                       SptIssueList  *issues,
                                       GCancellable  *cancellable,
                                       GError       **error);
  gboolean    (*read_document)        (SptService    *self,
                                       const char    *operation,
                                       GInputStream  *document,
                                       gint64         now_utc_ms,
                                       SptRecordFunc  func,
                                       gpointer       user_data,
                                       GCancellable  *cancellable,
                                       GError       **error);
  gboolean    (*read_csv)             (SptService    *self,
                                       SptCsvReader  *reader,
                                       const SptReadOptions *options,
                                       SptRecordFunc  func,
                                       gpointer       user_data,
                                       GCancellable  *cancellable,
                                       GError       **error);
  char       *(*dup_csv_column)       (SptService    *self,
                                       const char    *path);
  const SptCsvColumn *(*list_csv_columns) (SptService *self,
                                           guint      *n_columns);
  char       *(*dup_csv_cell)         (SptService    *self,
                                       SptRecord     *record,
                                       guint          part,
                                       const char    *column);
  gboolean    (*prepare_document)     (SptService       *self,
                                       SptAccount       *account,
                                       const char       *operation,
                                       GInputStream     *document,
                                       gint64            now_utc_ms,
                                       SptPreparedFunc   func,
                                       gpointer          user_data,
                                       SptIssueList     *issues,
                                       GCancellable     *cancellable,
                                       GError          **error);
  gboolean    (*prepare_records)      (SptService       *self,
                                       SptAccount       *account,
                                       const char       *operation,
                                       SptRecordSource   source,
                                       gpointer          source_data,
                                       gint64            now_utc_ms,
                                       SptPreparedFunc   func,
                                       gpointer          user_data,
                                       SptIssueList     *issues,
                                       GCancellable     *cancellable,
                                       GError          **error);
  GBytes     *(*dup_document)         (SptService  *self,
                                       const char  *operation,
                                       GBytes      *body,
                                       GHashTable  *items,
                                       GError     **error);
  char       *(*dup_template)         (SptService  *self,
                                       const char  *operation,
                                       gint64       now_utc_ms,
                                       GError     **error);
  void        (*append_csv)           (SptService  *self,
                                       SptRecord   *record,
                                       gboolean     for_spreadsheet,
                                       GString     *out);
  char       *(*dup_schema_path)      (SptService  *self,
                                       const char  *operation);
  const SptDuesTable *(*get_dues)     (SptService  *self);

  void        (*check_account)        (SptService   *self,
                                       SptAccount   *account,
                                       SptIssueList *issues);
  void        (*list_changes)         (SptService    *self,
                                       SptRecord     *before,
                                       SptRecord     *after,
                                       SptChangeFunc  func,
                                       gpointer       user_data);

  char       *(*dup_answer_path)      (SptService    *self,
                                       const char    *operation,
                                       const char    *key,
                                       const char    *code,
                                       const char    *message);
  void        (*add_answer_issues)    (SptService    *self,
                                       const char    *operation,
                                       const char    *note,
                                       SptIssueList  *issues);

  SptCallFunc call[SPT_N_CALLS];

  const SptPlantOps *plants;
  const SptOfficialKind *official;

  gpointer padding[2];
};

const SptServiceInfo   *spt_service_get_info       (SptService *self);
/* NULL when the service has no such operation. */
const SptOperationInfo *spt_service_find_operation (SptService *self,
                                                    const char *operation);
/* The account's field table; loaded once. Borrowed; NULL with an error when the table is broken. */
SptSchema              *spt_service_get_account_schema (SptService  *self,
                                                        GError     **error);
/* Base URL for @environment from the account table, NULL if it has none (practice: the practice
 * service says it). */
const char             *spt_service_get_default_base_url (SptService     *self,
                                                          SptEnvironment  environment);
gboolean                spt_service_has_environment (SptService     *self,
                                                     SptEnvironment  environment);
/* What people have to know before they work there; NULL = nothing. */
const char             *spt_service_get_notice     (SptService     *self,
                                                    SptEnvironment  environment);
/* Where people find the address that the table does not know; NULL = nothing. */
const char             *spt_service_get_address_help (SptService     *self,
                                                      SptEnvironment  environment);
/* What a field of a new account starts with; NULL = only the user knows. */
char                   *spt_service_dup_proposal   (SptService     *self,
                                                    SptEnvironment  environment,
                                                    const char     *name,
                                                    const char     *base_url) G_GNUC_WARN_UNUSED_RESULT;
/* Adds issues (path = setting key) for every required or malformed setting, and the base URL.
 * Secrets are not looked at. */
void                    spt_service_check_account  (SptService   *self,
                                                    SptAccount   *account,
                                                    SptIssueList *issues);

/* Whether an account with these settings has to have this setting or secret. */
gboolean                spt_service_needs          (SptService   *self,
                                                    SptAccount   *account,
                                                    const char   *name);

/* A call that the service does not have gives SPT_SERVICE_ERROR_UNSUPPORTED. */
gboolean    spt_service_can_call    (SptService           *self,
                                     SptCallKind           kind);
void        spt_service_call_async  (SptService           *self,
                                     SptCallKind           kind,
                                     const SptCall        *call,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
SptOutcome *spt_service_call_finish (SptService           *self,
                                     GAsyncResult         *result,
                                     GError              **error) G_GNUC_WARN_UNUSED_RESULT;

/* The registry: one table made by meson from the list of services. Borrowed instances, made at
 * first use. */
GPtrArray  *spt_services_list            (void); /* (element-type SptService) (transfer container) */
SptService *spt_services_find            (const char *id);
/* By operation id ("gpd.create"). */
SptService *spt_services_find_operation  (const char              *operation,
                                          const SptOperationInfo **info);
SptService *spt_services_find_kind       (const char *record_kind);
/* The composition root, and tests, say which types there are: NULL-terminated array of get_type
 * functions' results, G_TYPE_INVALID at the end. */
void        spt_services_set_types       (const GType *types);

G_END_DECLS
