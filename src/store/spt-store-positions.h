/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Debt positions in the archive: saving, lists by query, search, undo. On the store's thread
 * unless said otherwise. */
#pragma once

#include "model/spt-debt-position.h"
#include "model/spt-issue.h"
#include "store/spt-store-list.h"

G_BEGIN_DECLS

/* Inserts (id 0) or updates. State and next_operation are computed: errors -> to-fix; else ready
 * when it was never accepted or differs from what was; a position under way keeps its state and
 * refuses the change (CONSTRAINT). Issues replace the stored ones; overridden errors of
 * unchanged value count as warnings. */
gint64    spt_db_save_position          (SptDb                    *db,
                                         gint64                    id,
                                         const char               *doc,
                                         const SptPositionColumns *columns,
                                         SptIssueList             *issues,
                                         gint64                    import_id,
                                         guint                     import_row,
                                         const char               *who,
                                         GError                  **error); /* the id; 0 on error */
/* A position that an import brings. */
typedef struct
{
  const char         *doc;
  SptPositionColumns  columns;
  SptIssueList       *issues; /* (nullable) */
  guint               import_row;
} SptNewPosition;

/* The same for new ones, many at once: a statement for dozens of rows costs little more than one
 * for one. */
gboolean  spt_db_add_positions          (SptDb                    *db,
                                         const SptNewPosition     *positions,
                                         guint                     n,
                                         gint64                    import_id,
                                         const char               *who,
                                         GError                  **error);
/* (transfer full): the record's document text; NOT_FOUND. @issues: (out) (optional) (transfer
 * full). */
char     *spt_db_get_position_doc       (SptDb          *db,
                                         gint64          id,
                                         SptIssueList  **issues,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether the service ever accepted it (then the next one is an update). */
gboolean  spt_db_get_position_was_accepted (SptDb    *db,
                                            gint64    id,
                                            gboolean *accepted,
                                            GError  **error);
/* Fills a fresh object with every property. */
SptDebtPosition *spt_db_get_position    (SptDb    *db,
                                         gint64    id,
                                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* A live position of that organization with this IUPD: its id, 0 = none, -1 = error. */
gint64    spt_db_find_position_by_iupd  (SptDb       *db,
                                         const char  *iupd,
                                         const char  *organization,
                                         GError     **error);
/* What an import has to know of it. @id: 0 = none, and the rest says nothing. */
typedef struct
{
  gint64   id;
  gint64   import_id; /* 0 = typed by a person */
  gboolean is_to_fix; /* and the service never had it */
} SptPositionMatch;

gboolean  spt_db_match_position         (SptDb             *db,
                                         const char        *iupd,
                                         const char        *organization,
                                         SptPositionMatch  *match,
                                         GError           **error);
typedef void (*SptIupdFunc) (const char *iupd,
                             gpointer    user_data);

/* The IUPD of every position, removed ones too. @all: (out): FALSE when there may be more than @max
 * of them: then it asks for none. */
gboolean  spt_db_foreach_iupd           (SptDb        *db,
                                         guint64       max,
                                         SptIupdFunc   func,
                                         gpointer      user_data,
                                         gboolean     *all,
                                         GError      **error);
/* Marks removed (undo: @restore TRUE brings back); refuses those under way. An accepted one is
 * not removed: it is marked for deletion at the service. */
gboolean  spt_db_remove_positions       (SptDb         *db,
                                         const gint64  *ids,
                                         guint          n_ids,
                                         gboolean       restore,
                                         guint         *n_done,
                                         GError       **error);
gboolean  spt_db_mark_delete_positions  (SptDb         *db,
                                         const gint64  *ids,
                                         guint          n_ids,
                                         gboolean       mark,
                                         guint         *n_done,
                                         GError       **error);
gboolean  spt_db_override_position_issue (SptDb       *db,
                                          gint64       id,
                                          const char  *code,
                                          const char  *path,
                                          const char  *value,
                                          const char  *reason,
                                          const char  *who,
                                          GError     **error);

typedef enum
{
  SPT_POSITION_SORT_UPDATED,
  SPT_POSITION_SORT_NAME,
  SPT_POSITION_SORT_DESCRIPTION,
  SPT_POSITION_SORT_AMOUNT,
  SPT_POSITION_SORT_DUE,
  SPT_POSITION_SORT_STATE,
  SPT_POSITION_SORT_IUPD,
  SPT_POSITION_SORT_IMPORT, /* as the rows stood in the file */
  SPT_POSITION_SORT_BODY
} SptPositionSort;

typedef SptListQuery SptPositionQuery; /* @sort: SptPositionSort */

/* The id spine: (element-type gint64). */
GArray   *spt_db_query_positions        (SptDb                   *db,
                                         const SptPositionQuery  *query,
                                         GCancellable            *cancellable,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* What can be sent, for a job. */
typedef struct
{
  const char *next_operation; /* "create", "update", "delete" */
  gint64      account_id;
  const char *organization;   /* (nullable): the account's creditor body */
  gint64      job_id;         /* what it has prepared still counts; 0 = none */
} SptReadyPositions;

gboolean  spt_db_count_ready_positions  (SptDb                    *db,
                                         const SptReadyPositions  *ready,
                                         gint64                   *n,
                                         GError                  **error);
gboolean  spt_db_read_ready_positions   (SptDb                    *db,
                                         const SptReadyPositions  *ready,
                                         gint64                    after,
                                         guint                     max,
                                         gint64                   *ids,
                                         GString                  *out,
                                         gsize                    *ends,
                                         guint                    *n,
                                         GError                  **error);
gboolean  spt_db_read_position_docs     (SptDb         *db,
                                         const gint64  *ids,
                                         guint          n,
                                         GString       *out,
                                         gsize         *ends,
                                         GError       **error);
/* Live positions in each state (SPT_N_STATES counts), of @search if not NULL. */
gboolean  spt_db_count_positions        (SptDb                   *db,
                                         const SptPositionQuery  *query,
                                         guint                   *counts,
                                         GError                 **error);
/* Sum of valid amounts of the given ids, cents. */
gint64    spt_db_sum_positions          (SptDb                   *db,
                                         const gint64            *ids,
                                         guint                    n_ids,
                                         GError                 **error);

/* Import batches. */
gint64    spt_db_add_import             (SptDb       *db,
                                         const char  *kind,
                                         const char  *label,
                                         GError     **error);
gboolean  spt_db_finish_import          (SptDb       *db,
                                         gint64       id,
                                         guint        n_good,
                                         guint        n_faulty,
                                         guint        n_rejected,
                                         GError     **error);
gboolean  spt_db_find_import            (SptDb       *db,
                                         const char  *kind,
                                         const char  *label,
                                         gint64      *id,
                                         GError     **error);
/* Removes what the import brought; CONSTRAINT once something of it was sent. */
gboolean  spt_db_undo_import            (SptDb       *db,
                                         gint64       id,
                                         guint       *n_removed,
                                         GError     **error);

G_END_DECLS
