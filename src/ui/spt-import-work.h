/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import from the file to the archive and back: what is known, what was decided, what is under
 * way. Without GTK. */
#pragma once

#include "form/spt-csv-mapping.h"
#include "outbox/spt-intake.h"
#include "outbox/spt-record-kind.h"
#include "ui/spt-desk.h"
#include "ui/spt-import-words.h"

G_BEGIN_DECLS

#define SPT_TYPE_IMPORT_WORK (spt_import_work_get_type ())

G_DECLARE_FINAL_TYPE (SptImportWork, spt_import_work, SPT, IMPORT_WORK, GObject)

typedef enum
{
  SPT_IMPORT_RUN_LOOK,    /* what file it is, which columns it has */
  SPT_IMPORT_RUN_CHECK,   /* everything as if it came in */
  SPT_IMPORT_RUN_ALL,     /* it comes in, what is faulty as well */
  SPT_IMPORT_RUN_GOOD,    /* only what is in order; the rest goes to a file */
  SPT_IMPORT_RUN_REJECTS, /* nothing comes in; what would stay out goes to a file */
  SPT_IMPORT_RUN_UNDO
} SptImportRun;

/**
 * SptImportAsks:
 * @SPT_IMPORT_ASKS_SHEET: the workbook has several sheets
 * @SPT_IMPORT_ASKS_ACCOUNT: several bodies, and no column that says which
 * @SPT_IMPORT_ASKS_IUV: notice numbers can be generated, and nobody said whether they should
 * @SPT_IMPORT_ASKS_OPERATION: the columns do not say what the rows ask for
 *
 * What only a person can say of a file.
 */
typedef enum
{
  SPT_IMPORT_ASKS_SHEET   = 1 << 0,
  SPT_IMPORT_ASKS_ACCOUNT = 1 << 1,
  SPT_IMPORT_ASKS_IUV     = 1 << 2,
  SPT_IMPORT_ASKS_OPERATION = 1 << 3
} SptImportAsks;

SptImportWork       *spt_import_work_new              (SptDesk             *desk,
                                                       const char          *kind) G_GNUC_WARN_UNUSED_RESULT;
const SptImportKind *spt_import_work_get_kind         (SptImportWork       *self);
SptDesk             *spt_import_work_get_desk         (SptImportWork       *self);
SptSchema           *spt_import_work_get_schema       (SptImportWork       *self);
/* Ours, in the order of the layout. */
const SptCsvColumn  *spt_import_work_get_columns      (SptImportWork       *self,
                                                       guint               *n_columns);

/* Other files, several where the kind takes that (spt_import_takes_several()): all that was known is forgotten. */
void                 spt_import_work_set_paths        (SptImportWork       *self,
                                                       const char *const   *paths);
gboolean             spt_import_work_get_has_file     (SptImportWork       *self);
char                *spt_import_work_dup_name         (SptImportWork       *self) G_GNUC_WARN_UNUSED_RESULT;
/* "CSV · separator ; · Windows-1252", "Workbook · Sheet1", "JSON document". */
char                *spt_import_work_dup_format       (SptImportWork       *self) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): before the first look there is none. */
const SptImportLook *spt_import_work_get_look         (SptImportWork       *self);
guint                spt_import_work_get_asks         (SptImportWork       *self);
/* Whether the columns need nobody: ours already, or known from another time. */
gboolean             spt_import_work_get_is_known     (SptImportWork       *self);
/* Both are looked at anew by the next SPT_IMPORT_RUN_LOOK; the sheet's name (nullable), and 0 = to
 * be guessed. */
void                 spt_import_work_set_sheet        (SptImportWork       *self,
                                                       const char          *sheet);
const char          *spt_import_work_get_sheet        (SptImportWork       *self);
void                 spt_import_work_set_header_row   (SptImportWork       *self,
                                                       guint                header_row);

/* (element-type SptAccount): of the service. */
GPtrArray           *spt_import_work_get_accounts     (SptImportWork       *self);
gint64               spt_import_work_get_account_id   (SptImportWork       *self);
void                 spt_import_work_set_account_id   (SptImportWork       *self,
                                                       gint64               account_id);
char                *spt_import_dup_account_word      (SptAccount          *account) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable): the body that all rows are taken for, where a person had to say it. */
char                *spt_import_work_dup_body         (SptImportWork       *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean             spt_import_work_can_generate_iuv (SptImportWork       *self);
gboolean             spt_import_work_get_generate_iuv (SptImportWork       *self);
void                 spt_import_work_set_generate_iuv (SptImportWork       *self,
                                                       gboolean             generate);

/* (nullable) (element-type SptDueType): the kinds of dues there are. */
GPtrArray           *spt_import_work_get_dues         (SptImportWork       *self);
/* The kind that fills what the file lacks; 0 = none. */
gint64               spt_import_work_get_due_type     (SptImportWork       *self);
void                 spt_import_work_set_due_type     (SptImportWork       *self,
                                                       gint64               due_type_id);

/* What the rows ask for, of a kind with operations (spt-import-operation.c); NULL = each row says it. */
const SptImportOperation *spt_import_work_get_operation (SptImportWork     *self);
void                 spt_import_work_set_operation    (SptImportWork       *self,
                                                       const char          *operation);
/* (nullable): the column of the layout that says it of a row. */
const char          *spt_import_work_get_operation_column (SptImportWork   *self);
gboolean             spt_import_work_is_step          (SptImportWork       *self);
gboolean             spt_import_work_requires         (SptImportWork       *self,
                                                       const SptCsvColumn  *column);

/* NULL = nothing comes in. */
const char          *spt_import_work_get_template     (SptImportWork       *self,
                                                       const char          *target);
void                 spt_import_work_set_template     (SptImportWork       *self,
                                                       const char          *target,
                                                       const char          *template_text);
SptDecimalSign       spt_import_work_get_decimal      (SptImportWork       *self);
void                 spt_import_work_set_decimal      (SptImportWork       *self,
                                                       SptDecimalSign       decimal);
/* (nullable): under which the columns are remembered. */
const char          *spt_import_work_get_mapping_name (SptImportWork       *self);
void                 spt_import_work_set_mapping_name (SptImportWork       *self,
                                                       const char          *name);
/* Made from the file's name; one that no other layout has. */
char                *spt_import_work_dup_proposed_name (SptImportWork      *self) G_GNUC_WARN_UNUSED_RESULT;
/* One of ours as it would come in from the n-th row looked at. */
char                *spt_import_work_dup_sample       (SptImportWork       *self,
                                                       const char          *target,
                                                       guint                n) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it comes without a column of theirs: from the account, or generated; (nullable): in
 * words. */
const char          *spt_import_work_get_source       (SptImportWork       *self,
                                                       const char          *target);
/* (element-type utf8) (transfer full): labels of ours that nothing fills though they must be. */
GPtrArray           *spt_import_work_list_missing     (SptImportWork       *self) G_GNUC_WARN_UNUSED_RESULT;

/* One cell mended: it counts from the next check on. */
void                 spt_import_work_correct          (SptImportWork       *self,
                                                       guint                row,
                                                       const char          *target,
                                                       const char          *text);
/* Of plants: other software sent them already, since @date (nullable), ISO, as @source tells; both NULL: nobody says so. */
void                 spt_import_work_set_present      (SptImportWork       *self,
                                                       const char          *date,
                                                       const char          *source);
/* Reports of the file become drafts; otherwise they were accepted elsewhere. */
void                 spt_import_work_set_as_drafts    (SptImportWork       *self,
                                                       gboolean             as_drafts);
/* Where the path of an issue came from: our column, and theirs in words; both (nullable). */
char                *spt_import_work_dup_target       (SptImportWork       *self,
                                                       const char          *path) G_GNUC_WARN_UNUSED_RESULT;
char                *spt_import_work_dup_column       (SptImportWork       *self,
                                                       const char          *path) G_GNUC_WARN_UNUSED_RESULT;

void                 spt_import_work_set_rejects_path (SptImportWork       *self,
                                                       const char          *path);
const char          *spt_import_work_get_rejects_path (SptImportWork       *self);

/* One at a time. */
void                 spt_import_work_run_async        (SptImportWork       *self,
                                                       SptImportRun         run,
                                                       GCancellable        *cancellable,
                                                       GAsyncReadyCallback  callback,
                                                       gpointer             user_data);
gboolean             spt_import_work_run_finish       (SptImportWork       *self,
                                                       GAsyncResult        *result,
                                                       GError             **error);
/* How far: 0 to 1; negative where it cannot be told. */
double               spt_import_work_get_progress     (SptImportWork       *self);
/* (nullable): of the last check, of the import; the first's issues may be taken. */
SptImportResult     *spt_import_work_get_checked      (SptImportWork       *self);
SptImportResult     *spt_import_work_get_done         (SptImportWork       *self);
guint                spt_import_work_get_n_removed    (SptImportWork       *self);
/* Of what was taken back: what was edited since and stays. */
guint                spt_import_work_get_n_kept       (SptImportWork       *self);

G_END_DECLS
