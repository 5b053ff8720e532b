/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of records: what import, export and saving need to know of each, one table for all. A new
 * kind is a row of it (spt-subjects.c). */
#pragma once

#include "model/spt-subject.h"
#include "outbox/spt-fill.h"
#include "service/spt-service.h"
#include "store/spt-store-list.h"

G_BEGIN_DECLS

#define SPT_KIND_BENEFICIARIES "beneficiaries"

/**
 * SptRecordEntry:
 * @record: what was typed or read
 * @row: of the file, from 1
 * @now_utc_ms: what dates are compared with
 * @import_id: the import it comes with; 0 = saved from a form
 * @account_id: with which account a new one goes; 0 = not decided
 * @type: (nullable): of a new intervention: what it is
 * @plant_id: of a new intervention: of which plant; 0 = a new one, unless there is one of its code
 * @who: (nullable): the clerk
 * @present_date: (nullable): of an import of plants: since when the register has them, ISO
 * @present_source: (nullable): how that is known
 * @as_draft: a document that is no libretto is yet to be sent
 * @mended: (nullable) (element-type gint64): records that this import mended
 * @unique: (nullable): in an import: the numbers that the archive had before
 * @doc: scratch for the document
 * @key: (nullable): set by describe: what tells it from others; as long as @record
 * @id: the record in the archive, 0 = a new one; set by find
 * @may_mend: set by find: @id may take what the file says; else the row is a duplicate
 * @is_there: the import itself brought it already: a duplicate as well
 * @aside: (nullable): what the row says beside the record
 * @refused: (nullable): set by find: why the row stays out, a code of the kind's messages; what is
 *   there already and may not be mended is "row-in-archive"
 * @refused_path: (nullable): the column that would mend it; @refused_value: (nullable): what stands there;
 *   @refused_limit: (nullable): what it is about; texts live as long as @record, @aside and @scratch
 * @scratch: (owned) (nullable): text that one of them may need; freed by the caller
 * @columns: set by describe: what the archive keeps in columns
 *
 * One record on its way into the archive. Begins as zeros.
 */
typedef struct
{
  SptRecord  *record;
  guint       row;
  gint64      now_utc_ms;
  gint64      import_id;
  gint64      account_id;
  const char *type;
  gint64      plant_id;
  const char *who;
  const char *present_date;
  const char *present_source;
  gboolean    as_draft;
  GHashTable *mended;
  SptUnique  *unique;
  GString    *doc;
  const char *key;
  gint64      id;
  gboolean    may_mend;
  gboolean    is_there;
  const char *aside;
  const char *refused;
  const char *refused_path;
  const char *refused_value;
  const char *refused_limit;
  char       *scratch;
  union
  {
    SptPositionColumns position;
    SptDossierColumns  dossier;
  } columns;
} SptRecordEntry;

/* Whether something comes into a column of ours. */
typedef gboolean (*SptMapsFunc) (const char *column,
                                 gpointer    user_data);

/**
 * SptRecordKind:
 * @id: "debt-positions"
 * @key_path: the path of what tells one from another
 * @list: how lists show it
 * @sort_import: the order of @list that is as the rows stood in their files
 * @has_notices: its notice numbers are unique for a body
 * @has_own_schemas: each record has one of its own (spt_intervention_ref_xsd()): what @get_schema gives is that of one of them
 * @get_schema: borrowed
 * @check_begin: (nullable): forgets what was remembered across records
 * @check: every rule on a record that is about to be saved; those of a file are checked as it is
 *   read
 * @describe: sets key and columns of an entry
 * @find: the same, and finds it in the archive; where the file only completes what is there, the
 *   record and its findings become those of the whole
 * @match: (nullable): find, of an entry that is described and has no record, and without @unique:
 * then what is new
 *   is saved many at once, by spt_db_add_positions()
 * @save: keeps it; adds to @issues what only the archive shows; the id, 0 on error
 * @read_csv: (nullable): records of a table
 * @read_document: (nullable): records of the service's own document
 * @read_files: (nullable): the same of documents of XML, one or a zip of many, which come as they are
 * @append_csv: (nullable): one record, or the header for %NULL, in the plain layout; @aside:
 *   (nullable): what @get_aside said
 * @append_row: (nullable): in place of @append_csv: a record of the archive as lists show it; 0 = the header
 * @get_aside: (nullable): what a file says beside the record: (out) (nullable): what there is of it
 * @dup_csv_column: (nullable): the column that the path of an issue stands for
 * @list_csv_columns: (nullable): the columns of the plain layout in their order; borrowed for good
 * @operation_column: (nullable): the column of the plain layout that says what a row asks for: one
 *   of the record operations of its service
 * @requires: (nullable): whether a column has to be filled for rows that ask for @operation (%NULL =
 *   each says it by itself); @maps: whether a column is filled; %NULL = as the layout says
 * @get_doc: the document of a record in the archive
 * @undo: takes an import back; @n_kept: what was edited since and stays
 */
typedef struct _SptRecordKind SptRecordKind;

struct _SptRecordKind
{
  const char        *id;
  const char        *key_path;
  const SptListKind *list;
  guint              sort_import;
  gboolean           has_notices;
  gboolean           has_own_schemas;

  SptSchema *(*get_schema)    (void);
  void       (*check_begin)   (void);
  gboolean   (*check)         (SptDb           *db,
                               SptRecordEntry  *entry,
                               SptIssueList    *issues,
                               GError         **error);
  void       (*describe)      (SptRecordEntry  *entry);
  gboolean   (*find)          (SptDb           *db,
                               SptRecordEntry  *entry,
                               SptIssueList    *issues,
                               GError         **error);
  gboolean   (*match)         (SptDb           *db,
                               SptRecordEntry  *entry,
                               GError         **error);
  gint64     (*save)          (SptDb           *db,
                               SptRecordEntry  *entry,
                               SptIssueList    *issues,
                               GError         **error);
  gboolean   (*read_csv)      (SptCsvReader   *reader,
                               const SptReadOptions *options,
                               SptRecordFunc   func,
                               gpointer        user_data,
                               GCancellable   *cancellable,
                               GError        **error);
  gboolean   (*read_document) (GInputStream   *document,
                               gint64          now_utc_ms,
                               SptRecordFunc   func,
                               gpointer        user_data,
                               GCancellable   *cancellable,
                               GError        **error);
  gboolean   (*read_files)    (GInputStream   *stream,
                               const SptReadOptions *options,
                               SptRecordFunc   func,
                               gpointer        user_data,
                               GCancellable   *cancellable,
                               GError        **error);
  void       (*append_csv)    (SptRecord      *record,
                               const char     *aside,
                               gboolean        for_spreadsheet,
                               GString        *out);
  gboolean   (*append_row)    (SptDb          *db,
                               gint64          id,
                               gboolean        for_spreadsheet,
                               GString        *out,
                               GError        **error);
  gboolean   (*get_aside)     (SptDb          *db,
                               gint64          id,
                               char          **aside,
                               GError        **error);
  char      *(*dup_csv_column) (const char    *path);
  const SptCsvColumn *(*list_csv_columns) (guint *n_columns);
  const char *operation_column;
  gboolean   (*requires)      (const char       *operation,
                               const SptCsvColumn *column,
                               SptMapsFunc       maps,
                               gpointer          user_data);
  char      *(*get_doc)       (SptDb          *db,
                               gint64          id,
                               SptIssueList  **issues,
                               GError        **error);
  gboolean   (*undo)          (SptDb          *db,
                               gint64          import_id,
                               gint64          now_utc_ms,
                               const char     *who,
                               guint          *n_undone,
                               guint          *n_kept,
                               GError        **error);
};

extern const SptRecordKind spt_record_kind_positions;     /* spt-record-kind.c */
extern const SptRecordKind spt_record_kind_beneficiaries; /* spt-subjects.c */
extern const SptRecordKind spt_record_kind_vouchers;      /* spt-dossiers-vouchers.c */
extern const SptRecordKind spt_record_kind_registry_items; /* spt-dossiers-registry.c */
extern const SptRecordKind spt_record_kind_lookups;        /* spt-dossiers-lookups.c */
extern const SptRecordKind spt_record_kind_plants;         /* spt-plants-kinds.c */
extern const SptRecordKind spt_record_kind_interventions;  /* spt-plants-kinds.c */

/* spt-dossiers.c: what news brought elsewhere is checked again, and what was accepted begins anew. */
gboolean spt_dossiers_recheck_moved   (SptDb       *db,
                                       gint64       last_fact,
                                       gint64       now_utc_ms,
                                       GError     **error);
gboolean spt_dossiers_follow_accepted (SptDb       *db,
                                       gint64       submission_id,
                                       const char  *operation,
                                       gint64       now_utc_ms,
                                       GError     **error);

/* spt-dossiers-found.c: what was found for a dossier goes to whom it was taken from: into an empty field, or over what the
 * same service had found; anything else stays, and both can be seen. In the transaction of the answer. */
gboolean spt_dossiers_fill_subject    (SptDb                 *db,
                                       gint64                 submission_id,
                                       SptAccount            *account,
                                       const SptDossierNews  *news,
                                       gint64                 now_utc_ms,
                                       GError               **error);

/* NULL when there is none of this id, or the service whose records they are is not there. */
const SptRecordKind *spt_record_kind_find (const char *id);

G_END_DECLS
