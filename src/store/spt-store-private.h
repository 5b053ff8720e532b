/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the archive share among themselves, and the handles its tests need. */
#pragma once

#include "model/spt-debt-position.h"
#include "model/spt-submission.h"
#include "store/spt-db.h"
#include "store/spt-store-list.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-submissions.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

#define SPT_ARCHIVE_ID          0x5350546f /* PRAGMA application_id: "SPTo" */
/* PRAGMA user_version: the newest numbered file in sql/ */
#define SPT_ARCHIVE_VERSION     7
#define SPT_STORE_BUSY_MS       10000
#define SPT_STORE_SQL_PREFIX    "/io/github/sportello/Sportello/sql"
#define SPT_RECORD_POSITIONS    "debt-positions" /* record_kind of items that are debt positions */
#define SPT_SEARCH_SLICE        2000
#define SPT_SEARCH_COLUMNS      6

typedef struct
{
  const char   *sql; /* as the caller wrote it: looked up by address first */
  const char   *key; /* the cache's own copy */
  sqlite3_stmt *stmt;
} SptRecentStatement;

/* Sets the result for a row and a column of the table "batch". */
typedef void (*SptBatchFunc) (sqlite3_context *context,
                              gpointer         data,
                              guint            row,
                              int              column);

typedef struct
{
  guint         n;
  SptBatchFunc  give;
  gpointer      data;
} SptBatch;

struct _SptDb
{
  sqlite3            *handle;     /* (owned) */
  GHashTable         *statements; /* (owned) (element-type utf8 sqlite3_stmt) */
  SptRecentStatement  recent[64];
  SptClock           *clock;      /* (owned) */
  fts5_tokenizer      tokenizer;
  Fts5Tokenizer      *words;      /* (owned) (nullable) made at the first search */

  /* Of a reader: all records of a kind in the order of their lists, while data_version is this. */
  GArray             *walk;       /* (owned) (nullable) */
  gint64              walk_version;
  gconstpointer       walk_kind;  /* (borrowed) an SptListKind */

  SptBatch            batch;      /* what the table "batch" holds at the moment */
  SptChanged          changed;    /* of the transaction under way */
  /* ids saved in this transaction that wait for the search index; 0 = none */
  gint64              index_first;
  gint64              index_last;
  gint                fail_in;    /* tests: the step that will fail, counted down; 0 = none */
  guint               writable : 1;
  guint               index_waits : 1; /* what was committed left something to index */
};

/* spt-db.c */
/* How long another process is waited for, milliseconds. */
int         spt_db_get_busy_ms          (void);
SptDb      *spt_db_open                 (const char   *path,
                                         gboolean      writable,
                                         SptClock     *clock,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void        spt_db_close                (SptDb        *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptDb, spt_db_close)
/* BEGIN IMMEDIATE for writing, BEGIN for reading. */
gboolean    spt_db_begin                (SptDb        *db,
                                         GError      **error);
gboolean    spt_db_commit               (SptDb        *db,
                                         GError      **error);
void        spt_db_rollback             (SptDb        *db);
/* Maps a result code of @handle (nullable) to the domain of the archive. */
void        spt_db_take_code            (sqlite3      *handle,
                                         int           code,
                                         const char   *what,
                                         GError      **error);
/* Runs several statements without arguments (migrations, pragmas). */
gboolean    spt_db_exec_script          (SptDb        *db,
                                         const char   *sql,
                                         GError      **error);
gboolean    spt_db_set_journal_mode     (SptDb        *db,
                                         const char   *mode,
                                         gboolean     *is_set,
                                         GError      **error);
gboolean    spt_db_bind_valist          (SptDb        *db,
                                         sqlite3_stmt *stmt,
                                         const char   *types,
                                         va_list      *args,
                                         GError      **error);

/* spt-db-batch.c */
gboolean    spt_db_add_batch_table      (SptDb        *db,
                                         GError      **error);
/* Runs a statement over rows in memory: the table "batch" (c0, …, c5), filled by @give. */
gboolean    spt_db_exec_batch           (SptDb        *db,
                                         guint         n,
                                         SptBatchFunc  give,
                                         gpointer      data,
                                         GError      **error,
                                         const char   *sql,
                                         const char   *types,
                                         ...);

/* spt-db-read.c */
const char *spt_db_column_text          (sqlite3_stmt *stmt,
                                         int           column); /* (nullable), borrowed */
char       *spt_db_dup_text             (sqlite3_stmt *stmt,
                                         int           column); /* (nullable) */
GBytes     *spt_db_dup_bytes            (sqlite3_stmt *stmt,
                                         int           column); /* (nullable) */
/* The row's columns are the members of @type in their order. FALSE for a word that should not be
 * there; @out is to be cleared all the same. */
gboolean    spt_db_read_struct          (sqlite3_stmt    *stmt,
                                         const SptStruct *type,
                                         gpointer         out,
                                         GError         **error);
/* The row of one record, its id as ?1; NOT_FOUND: "There is no @what @id". */
gboolean    spt_db_get_struct           (SptDb           *db,
                                         const SptStruct *type,
                                         gpointer         out,
                                         const char      *what,
                                         gint64           id,
                                         const char      *sql,
                                         GError         **error);
gpointer    spt_db_load_struct          (SptDb           *db,
                                         const SptStruct *type,
                                         const char      *what,
                                         gint64           id,
                                         const char      *sql,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* The text of the document of one record, and its findings. */
char       *spt_db_dup_doc              (SptDb           *db,
                                         const char      *what,
                                         gint64           id,
                                         const char      *sql,
                                         const char      *sql_issues,
                                         SptIssueList   **issues,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* After "INSERT INTO x_issue (x_id, ". */
#define SPT_SQL_ISSUE_VALUES \
  "n, level, overridable, domain, code, path, value, lim) " \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
gboolean    spt_db_insert_issue         (SptDb           *db,
                                         const char      *sql,
                                         gint64           id,
                                         guint            n,
                                         const SptIssue  *issue,
                                         SptIssueLevel    level,
                                         GError         **error);
gboolean    spt_db_set_not_found        (const char      *what,
                                         gint64           id,
                                         GError         **error);
/* All rows; @free_func frees one. */
GPtrArray  *spt_db_list_structs         (SptDb           *db,
                                         const SptStruct *type,
                                         GDestroyNotify   free_func,
                                         GError         **error,
                                         const char      *sql,
                                         const char      *types,
                                         ...) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type utf8): the first column of a query with one argument. */
GPtrArray  *spt_db_list_texts           (SptDb           *db,
                                         GError         **error,
                                         const char      *sql,
                                         gint64           id) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type gint64): the first column of a bound query. */
GArray     *spt_db_list_ids             (SptDb           *db,
                                         sqlite3_stmt    *stmt,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;

/* spt-store-list-walk.c */
gboolean    spt_db_query_by_walk        (SptDb              *db,
                                         const SptListKind  *kind,
                                         const char         *search,
                                         GArray            **ids,
                                         GError            **error);

/* spt-store-open.c */
/* The path with links resolved, so that two names of one archive share their locks. */
char       *spt_store_resolve_path      (const char   *path,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    spt_store_check_folder      (const char   *path,
                                         gboolean      create,
                                         GError      **error);
/* Looks at the file's header without opening the database. @exists: (out). */
gboolean    spt_store_check_header      (const char   *path,
                                         gboolean     *exists,
                                         GError      **error);
/* Folder, header, creation, migration; both connections. */
gboolean    spt_store_open_connections  (const char   *path,
                                         SptClock     *clock,
                                         SptDb       **writer,
                                         SptDb       **reader,
                                         GError      **error);
gboolean    spt_store_sync_path         (const char   *path,
                                         GError      **error); /* fsync of a file or a folder */

/* spt-store-migrate.c */
/* Brings @db from its user_version to @target with the numbered scripts under @prefix of
 * @resource; @backup_path: (nullable): where a copy goes before the first change. */
gboolean    spt_store_migrate           (SptDb        *db,
                                         GResource    *resource,
                                         const char   *prefix,
                                         guint         target,
                                         const char   *backup_path,
                                         GError      **error);
gboolean    spt_store_apply_script      (SptDb        *db,
                                         guint         version,
                                         const char   *sql,
                                         GError      **error);
GResource  *spt_store_get_sql           (void); /* (transfer none) */

/* spt-store-backup.c */
/* A consistent copy of @db into a new file @target, mode 0600, fsynced, not in WAL mode. */
gboolean    spt_store_copy              (sqlite3      *source,
                                         const char   *target,
                                         GCancellable *cancellable,
                                         GError      **error);

/* spt-store-search.c */
/* What the index holds of a row: iupd, iuv, debtor_code, debtor_name, description, organization;
 * of an array, or of the columns from @first. */
char       *spt_search_join             (const char *const parts[SPT_SEARCH_COLUMNS]);
char       *spt_search_dup_text         (sqlite3_stmt *stmt,
                                         int           first);
char       *spt_search_join_columns     (const SptPositionColumns *columns);
/* The words of what a person typed as an FTS5 query; NULL without error when there is no word in
 * it. */
char       *spt_search_make_query       (SptDb        *db,
                                         const char   *typed,
                                         GError      **error);
gboolean    spt_search_insert           (SptDb        *db,
                                         gint64        id,
                                         const char   *text,
                                         GError      **error);
/* Replaces @old by @new, unless the row waits for its first indexing anyway. */
gboolean    spt_search_update           (SptDb        *db,
                                         gint64        id,
                                         const char   *old_text,
                                         const char   *new_text,
                                         GError      **error);
/* Leaves @id for later: the slices after the commit. */
gboolean    spt_search_postpone         (SptDb        *db,
                                         gint64        id,
                                         GError      **error);
/* Writes down what was postponed in this transaction; called by spt_db_commit(). */
gboolean    spt_search_flush            (SptDb        *db,
                                         GError      **error);
/* Indexes up to @max rows that wait; @more: (out): some still wait. */
gboolean    spt_search_index_some       (SptDb        *db,
                                         guint         max,
                                         gboolean     *more,
                                         GError      **error);
gboolean    spt_db_rebuild_search       (SptDb        *db,
                                         GError      **error);
gboolean    spt_search_has_pending      (SptDb        *db,
                                         gboolean     *pending,
                                         GError      **error);

/* Of submission s: whether its items are open, and their records not to be edited meanwhile. The
 * archive's own triggers say the same (0003-report-at-once.sql, 0005-bound-where-it-stands.sql). */
#define SPT_SQL_IS_OPEN \
  "s.followed = 0 AND s.state NOT IN ('done', 'partly-done', 'refused', 'cancelled')"
/* Of item i of submission s: what holds of it, and why. */
#define SPT_SQL_ITEM_STATE \
  "CASE WHEN i.state = 'draft' THEN IFNULL (s.rest_state, s.state) ELSE i.state END"
#define SPT_SQL_ITEM_CODE    "IFNULL (i.code, CASE WHEN i.state = 'draft' THEN s.rest_code END)"
#define SPT_SQL_ITEM_MESSAGE \
  "IFNULL (i.message, CASE WHEN i.state = 'draft' THEN s.rest_message END)"
/* Of position p: the submission that it is open in. */
#define SPT_SQL_OPEN_SUBMISSION(what) \
  "(SELECT " what " FROM item AS i JOIN submission AS s ON s.id = i.submission_id WHERE " \
  "i.record_kind = '" SPT_RECORD_POSITIONS "' AND i.record_id = p.id AND " SPT_SQL_IS_OPEN ")"

/* spt-store-dossiers.c */
/* Of a row of dossier: it is in a submission that is not final. */
#define SPT_SQL_DOSSIER_UNDER_WAY \
  "EXISTS (SELECT 1 FROM item AS i JOIN submission AS s ON s.id = i.submission_id WHERE " \
  "i.record_kind = dossier.kind AND i.record_id = dossier.id AND " SPT_SQL_IS_OPEN ")"

/* Of intervention d: it was prepared, or sent, and not withdrawn. */
#define SPT_SQL_WAS_QUEUED(d) \
  "EXISTS (SELECT 1 FROM item AS qi JOIN submission AS qs ON qs.id = qi.submission_id WHERE " \
  "qi.record_kind = 'interventions' AND qi.record_id = " d ".id AND qs.state <> 'cancelled')"
/* Intervention b stands before intervention d of the same plant, and is to be accepted first. */
#define SPT_SQL_STANDS_BEFORE \
  "b.plant_id = d.plant_id AND b.id < d.id AND b.removed IS NULL AND b.is_over = 0 AND " \
  SPT_SQL_WAS_QUEUED ("b")
/* Of submission s: the intervention that it waits for. */
#define SPT_SQL_WAITS_FOR \
  "CASE WHEN s.lane GLOB 'plant:*' THEN (SELECT b.id FROM item AS i JOIN dossier AS d ON d.id = i.record_id JOIN " \
  "dossier AS b ON " SPT_SQL_STANDS_BEFORE " WHERE i.submission_id = s.id AND i.record_kind = 'interventions' " \
  "ORDER BY b.id LIMIT 1) END"

/* Something of it may have left. */
#define SPT_SQL_DOSSIER_WAS_SENT \
  "EXISTS (SELECT 1 FROM item AS i JOIN attempt AS a ON a.submission_id = i.submission_id WHERE " \
  "i.record_kind = dossier.kind AND i.record_id = dossier.id AND a.kind = 'send' AND a.outcome " \
  "IS NOT 'not-sent')"
/* What the index holds of a dossier now; taken before a change, given to spt_db_index_dossier()
 * after it (NULL = it was not in the index). */
char       *spt_db_dup_dossier_words    (SptDb        *db,
                                         gint64        id,
                                         GError      **error);
gboolean    spt_db_index_dossier        (SptDb        *db,
                                         gint64        id,
                                         const char   *before,
                                         GError      **error);

/* spt-store-imports.c */
/* What came in is gone, and what it came from with it. */
gboolean    spt_db_close_undone_import  (SptDb        *db,
                                         gint64        id,
                                         GError      **error);

/* spt-store-positions.c */
/* Of position p joined to position_now: what its next operation and state are when nothing is
 * under way and nobody refused it. A deletion asks nothing of the document. */
#define SPT_SQL_NEXT_OPERATION \
  "CASE WHEN gone = 1 THEN NULL WHEN marked_delete = 1 THEN 'delete' " \
  "WHEN accepted = 0 THEN 'create' WHEN accepted = 2 THEN 'update' END"
#define SPT_SQL_IDLE_STATE \
  "CASE WHEN gone = 1 THEN 'done' WHEN marked_delete = 1 THEN 'ready' " \
  "WHEN n_errors > 0 THEN 'to-fix' WHEN accepted = 1 THEN 'done' ELSE 'ready' END"

/* spt-store-positions-add.c */
gint64      spt_db_insert_positions     (SptDb           *db,
                                         const SptNewPosition *positions,
                                         guint            n,
                                         gint64           import_id,
                                         const char      *who,
                                         GError         **error); /* the last id; 0 on error */
gboolean    spt_position_insert_issue   (SptDb           *db,
                                         gint64           id,
                                         guint            n,
                                         const SptIssue  *issue,
                                         SptIssueLevel    level,
                                         GError         **error);

/* spt-store-items.c */
/* (element-type SptItem): @from_where joins submission s (?1), item i and, left, position p; ?2 is
 * @flag. */
GPtrArray  *spt_db_list_items_where     (SptDb         *db,
                                         GError       **error,
                                         const char    *from_where,
                                         gint64         id,
                                         gint64         flag,
                                         guint          first,
                                         guint          count) G_GNUC_WARN_UNUSED_RESULT;
gboolean    spt_db_insert_items         (SptDb         *db,
                                         gint64         submission_id,
                                         gint64         account_id,
                                         guint          first,
                                         const char    *record_kind,
                                         guint          n_items,
                                         const char *const *keys,
                                         const guint   *rows,
                                         const gint64  *record_ids,
                                         GError       **error);
/* After the submission's state and its items' are written: records follow, a final state closes
 * the items, counts are made. */
gboolean    spt_db_settle_items         (SptDb         *db,
                                         gint64         submission_id,
                                         const char    *operation,
                                         SptState       from,
                                         SptState       state,
                                         GError       **error);

/* spt-store-said.c */
/* Of two words about one item the one that ranks higher stands: a success, then a refusal (GPD facts
 * 13 T11). */
int         spt_store_rank_word         (SptState      state);
gboolean    spt_db_change_items         (SptDb         *db,
                                         gint64         submission_id,
                                         const SptStateChange *change,
                                         guint         *n_foreign,
                                         guint         *n_against,
                                         GError       **error);
gboolean    spt_db_change_rest          (SptDb         *db,
                                         gint64         submission_id,
                                         SptState       state,
                                         SptState       submission_state,
                                         const char    *code,
                                         const char    *message,
                                         GError       **error);

/* spt-store-submissions.c */
gboolean    spt_db_end_attempt          (SptDb         *db,
                                         gint64         id,
                                         const SptStateChange *change,
                                         gint64         exchange_id,
                                         GError       **error);
int         spt_db_recover_as           (SptDb         *db,
                                         const char    *code,
                                         const char *const *questions,
                                         GError       **error);

/* Of submission s: whom or what it is about, where that is one dossier. */
#define SPT_SQL_RECORD_NAME                                                                     \
  "(SELECT coalesce (nullif (d.name, ''), d.key) FROM item AS i JOIN dossier AS d ON d.id = "   \
  "i.record_id AND d.kind = i.record_kind WHERE i.submission_id = s.id AND s.n_items = 1)"

/* Tests. */
typedef struct _SptRowList SptRowList;
guint       spt_row_list_test_get_n_loads (SptRowList  *self); /* pages asked for so far */
void        spt_store_test_fail_step    (SptStore      *self,
                                         /* the n-th statement on the writer from now fails; 0 =
                                          * none */
                                         guint          n);
typedef struct
{
  guint32     statfs_magic; /* 0 = ask the system */
  const char *fuse_type;    /* what mountinfo would say, with the FUSE magic */
  guint       busy_ms;      /* 0 = SPT_STORE_BUSY_MS */
} SptStoreTesting;
extern SptStoreTesting spt_store_testing;

G_END_DECLS
