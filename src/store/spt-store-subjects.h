/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies in the archive: saving, lists, search, who may be the same, merging, and
 * their debt positions. On the store's thread. */
#pragma once

#include "model/spt-issue.h"
#include "model/spt-subject.h"
#include "store/spt-store-list.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_SUBJECT_SORT_NAME,
  SPT_SUBJECT_SORT_CODE,
  SPT_SUBJECT_SORT_CITY,
  SPT_SUBJECT_SORT_PEC,
  SPT_SUBJECT_SORT_STATE,
  SPT_SUBJECT_SORT_UPDATED,
  SPT_SUBJECT_SORT_IMPORT /* as the rows stood in the file */
} SptSubjectSort;

/* Inserts (id 0) or updates; errors -> to-fix, else ready. Issues replace the stored ones. */
gint64      spt_db_save_subject         (SptDb                   *db,
                                         gint64                   id,
                                         const char              *doc,
                                         const SptSubjectColumns *columns,
                                         SptIssueList            *issues,
                                         gint64                   import_id,
                                         guint                    import_row,
                                         const char              *who,
                                         GError                 **error); /* the id; 0 on error */
/* (transfer full): the document; of a removed one too. @issues: (out) (optional) (transfer
 * full). */
char       *spt_db_get_subject_doc      (SptDb          *db,
                                         gint64          id,
                                         SptIssueList  **issues,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
SptSubject *spt_db_get_subject          (SptDb   *db,
                                         gint64   id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it is in the directory still, or what it was merged into (@merged_into, 0 = nothing). */
gboolean    spt_db_get_subject_is_live  (SptDb    *db,
                                         gint64    id,
                                         gboolean *live,
                                         gint64   *merged_into,
                                         GError  **error);
/* The one of these codes ((nullable) each): its id, 0 = none, -1 = error. */
gint64      spt_db_find_subject         (SptDb       *db,
                                         const char  *fiscal_code,
                                         const char  *vat_number,
                                         GError     **error);
/* The one of no code with this name and date of birth ((nullable)): 0 = none, -1 = error. */
gint64      spt_db_find_subject_by_name (SptDb       *db,
                                         const char  *name_key,
                                         const char  *birth_date,
                                         GError     **error);
/* Any other that has one of these codes: 0 = none, -1 = error. */
gint64      spt_db_find_subject_twin    (SptDb       *db,
                                         gint64       id,
                                         const char  *fiscal_code,
                                         const char  *vat_number,
                                         GError     **error);
gboolean    spt_db_remove_subjects      (SptDb         *db,
                                         const gint64  *ids,
                                         guint          n_ids,
                                         gboolean       restore,
                                         guint         *n_done,
                                         GError       **error);

/* --- positions ------------------------------------------------------------------------------- */

/* (element-type gint64): of the debtor, newest first, at most @max; @n_all: (out) (optional). */
GArray     *spt_db_list_subject_positions (SptDb         *db,
                                           gint64         id,
                                           guint          max,
                                           guint         *n_all,
                                           GCancellable  *cancellable,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* The subject a position's debtor was taken from; 0 = none, -1 = error. */
gint64      spt_db_get_position_subject (SptDb   *db,
                                         gint64   position_id,
                                         GError **error);
gboolean    spt_db_link_position        (SptDb   *db,
                                         gint64   position_id,
                                         gint64   subject_id, /* 0 = none */
                                         GError **error);
/* (element-type gint64): one position, the newest, of each debtor whom the directory lacks; of an
 * import, 0 = of all. */
GArray     *spt_db_list_new_debtors     (SptDb         *db,
                                         gint64         import_id,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Links the positions of the debtors that came in with change @import_id. */
gboolean    spt_db_link_new_debtors     (SptDb   *db,
                                         gint64   import_id,
                                         GError **error);

/* --- taking back, merging: spt-store-subjects-same.c ------------------------------------------- */

/* Remembers what @id was before this change; once a change. */
gboolean    spt_db_note_subject_before  (SptDb       *db,
                                         gint64       import_id,
                                         gint64       id,
                                         const char  *doc,
                                         GError     **error);
/* After the last save of the change: what is not so any more was edited since. */
gboolean    spt_db_note_subject_after   (SptDb       *db,
                                         gint64       import_id,
                                         gint64       id,
                                         const char  *doc,
                                         GError     **error);

typedef gboolean (*SptSubjectRestoreFunc) (SptDb       *db,
                                           gint64       id,
                                           const char  *doc,
                                           gpointer     user_data,
                                           GError     **error);

/* Takes a change back: what came with it goes, what it changed is given to @restore as it was,
 * what it merged is apart again. What was edited since stays; @n_kept counts it. */
gboolean    spt_db_undo_subjects        (SptDb                  *db,
                                         gint64                  import_id,
                                         SptSubjectRestoreFunc   restore,
                                         gpointer                user_data,
                                         guint                  *n_undone,
                                         guint                  *n_kept,
                                         GError                **error);
/* Makes @gone part of @kept as change @import_id: its positions are @kept's now. */
gboolean    spt_db_merge_subject        (SptDb   *db,
                                         gint64   import_id,
                                         gint64   kept,
                                         gint64   gone,
                                         GError **error);
gboolean    spt_db_set_subjects_distinct (SptDb    *db,
                                          gint64    a,
                                          gint64    b,
                                          gboolean  distinct,
                                          GError  **error);

typedef enum
{
  SPT_SAME_CODE, /* the same codice fiscale or partita IVA */
  SPT_SAME_NAME  /* the same name, and nothing that tells them apart */
} SptSameReason;

typedef struct
{
  gint64        a; /* < b */
  gint64        b;
  SptSameReason reason;
} SptSubjectPair;

/* (element-type SptSubjectPair): who may be the same, by code first; at most @max. */
GArray     *spt_db_list_same_subjects   (SptDb         *db,
                                         guint          max,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
