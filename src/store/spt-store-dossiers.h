/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers in the archive: saving, lists, where they stand at the service, what became known of
 * them, and the lists that an office chooses from. On the store's thread. */
#pragma once

#include "model/spt-account.h"
#include "model/spt-dossier.h"
#include "model/spt-issue.h"
#include "store/spt-store-list.h"

G_BEGIN_DECLS

#define SPT_KIND_VOUCHERS       "vouchers"
#define SPT_KIND_REGISTRY_ITEMS "registry-items"
#define SPT_KIND_LOOKUPS        "lookups"
#define SPT_KIND_INTERVENTIONS  "interventions" /* documents about plants: spt-store-plants.h */

typedef enum
{
  SPT_DOSSIER_SORT_UPDATED,
  SPT_DOSSIER_SORT_NAME,
  SPT_DOSSIER_SORT_KEY,
  SPT_DOSSIER_SORT_DETAIL,
  SPT_DOSSIER_SORT_PLACE,
  SPT_DOSSIER_SORT_PHASE,
  SPT_DOSSIER_SORT_DUE,
  SPT_DOSSIER_SORT_STATE,
  SPT_DOSSIER_SORT_IMPORT /* as the rows stood in the file */
} SptDossierSort;

extern const SptListKind spt_vouchers_kind;
extern const SptListKind spt_registry_items_kind;
extern const SptListKind spt_lookups_kind;
extern const SptListKind spt_interventions_kind;

/* Inserts (id 0) or updates. With errors to-fix, else ready where something is prepared
 * (next_operation), else as it was. Issues replace the stored ones. */
gint64      spt_db_save_dossier         (SptDb                   *db,
                                         const char              *kind,
                                         gint64                   id,
                                         const char              *doc,
                                         const SptDossierColumns *columns,
                                         SptIssueList            *issues,
                                         gint64                   import_id,
                                         guint                    import_row,
                                         const char              *who,
                                         GError                 **error); /* the id; 0 on error */
/* What holds of it since the service brought it elsewhere; no person edited it. @doc: (nullable): it
 * became another one by itself. */
gboolean    spt_db_recheck_dossier      (SptDb         *db,
                                         gint64         id,
                                         const char    *doc,
                                         const char    *next_operation,
                                         SptIssueList  *issues,
                                         GError       **error);
/* spt-store-dossiers-moves.c: whether the service accepted an operation (its last word) since the last accepted @since
 * (nullable); @before: in submissions before that one, 0 = all. */
gboolean    spt_db_was_done             (SptDb       *db,
                                         gint64       id,
                                         const char  *operation,
                                         const char  *since,
                                         gint64       before,
                                         gboolean    *done,
                                         GError     **error);
/* (transfer full): the document; of a removed one too. @issues: (out) (optional) (transfer
 * full). */
char       *spt_db_get_dossier_doc      (SptDb          *db,
                                         gint64          id,
                                         SptIssueList  **issues,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
SptDossier *spt_db_get_dossier          (SptDb   *db,
                                         gint64   id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The live ones of this key that are not over, newest first (element-type gint64); @account_id 0 =
 * of any account. */
GArray     *spt_db_find_dossiers        (SptDb       *db,
                                         const char  *kind,
                                         const char  *key,
                                         gint64       account_id,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* For good where nothing of it ever left; CONSTRAINT otherwise. @restore brings it back. */
gboolean    spt_db_remove_dossiers      (SptDb         *db,
                                         const gint64  *ids,
                                         guint          n_ids,
                                         gboolean       restore,
                                         guint         *n_done,
                                         GError       **error);
gboolean    spt_db_set_dossier_subject  (SptDb   *db,
                                         gint64   id,
                                         gint64   subject_id, /* 0 = none */
                                         GError **error);
gboolean    spt_db_set_dossier_account  (SptDb   *db,
                                         gint64   id,
                                         gint64   account_id, /* CONSTRAINT when it is bound already */
                                         GError **error);
gboolean    spt_db_get_dossier_note     (SptDb       *db,
                                         gint64       id,
                                         char       **note, /* (out) (transfer full) */
                                         GError     **error);
gboolean    spt_db_set_dossier_note     (SptDb       *db,
                                         gint64       id,
                                         const char  *note,
                                         GError     **error);
/* An error that a person takes upon himself: a warning while the value stays the same. */
gboolean    spt_db_override_dossier     (SptDb       *db,
                                         gint64       id,
                                         const char  *code,
                                         const char  *path,
                                         const char  *value,
                                         const char  *reason,
                                         const char  *who,
                                         GError     **error);

typedef struct
{
  char   *code;
  char   *path;   /* "" = the dossier itself */
  char   *value;
  char   *reason;
  char   *who;
  gint64  utc;
} SptDossierOverride;

void        spt_dossier_override_free     (SptDossierOverride *self);
/* (element-type SptDossierOverride), oldest first. */
GPtrArray  *spt_db_list_dossier_overrides (SptDb   *db,
                                           gint64   id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Another of this kind that its service has, or may have (@is_created %FALSE), under this code in
 * @environment (NULL = in any): 0 = none, -1 = error. @account: (out) (transfer full) (nullable).
 * spt-store-dossiers-same.c. */
gint64      spt_db_find_dossier_twin    (SptDb       *db,
                                         const char  *kind,
                                         gint64       id,
                                         const char  *code,
                                         const char  *environment,
                                         gboolean    *is_created,
                                         char       **account,
                                         GError     **error);
/* Another live one under this code of which nothing is at its service and nothing under way: 0 = none, -1 = error.
 * spt-store-dossiers-same.c, as the next. */
gint64      spt_db_find_dossier_prepared (SptDb       *db,
                                          const char  *kind,
                                          gint64       id,
                                          const char  *code,
                                          GError     **error);
/* What was sent of a document, without a dossier: whether @operation was accepted for @key, or may have been
 * (@is_created %FALSE), in @environment (NULL = in any): the submission, 0 = none, -1 = error. */
gint64      spt_db_find_sent_key        (SptDb       *db,
                                         const char  *operation,
                                         const char  *key,
                                         const char  *environment,
                                         gboolean    *is_created,
                                         char       **account,
                                         GError     **error);
/* (element-type gint64): ready, and @operation is what is prepared; @account_id 0 = any, else its
 * own and those not bound to an account. */
GArray     *spt_db_list_ready_dossiers  (SptDb         *db,
                                         const char    *kind,
                                         const char    *operation,
                                         gint64         account_id,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* SPT_N_STATES counts are not enough here: how many a stage, in the order of @stages. */
gboolean    spt_db_count_dossier_stages (SptDb              *db,
                                         const SptListKind  *kind,
                                         const SptListQuery *query,
                                         const char *const  *stages,
                                         guint              *counts,
                                         GError            **error);

/**
 * SptDossierResult:
 * @id: the dossier; 0 = there is none
 * @phase: (owned) (nullable): where it stands, in the service's words
 * @result: (owned) (nullable): what was found; "" = nothing
 * @utc: since when, UTC milliseconds
 *
 * What a service found once.
 */
typedef struct
{
  gint64  id;
  char   *phase;
  char   *result;
  gint64  utc;
} SptDossierResult;

void        spt_dossier_result_clear    (SptDossierResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptDossierResult, spt_dossier_result_clear)
/* The last of this kind and key that is over, but for @id, in @environment (NULL = in any), not older
 * than @max_age_ms; a removed one too. spt-store-dossiers-same.c. */
gboolean    spt_db_find_dossier_result  (SptDb             *db,
                                         const char        *kind,
                                         gint64             id,
                                         const char        *key,
                                         const char        *environment,
                                         gint64             max_age_ms,
                                         SptDossierResult  *result,
                                         GError           **error);

/* Another of this kind and key is in a submission that is not final. spt-store-dossiers-same.c. */
gboolean    spt_db_is_dossier_asked     (SptDb       *db,
                                         const char  *kind,
                                         gint64       id,
                                         const char  *key,
                                         const char  *environment,
                                         gboolean    *is_asked,
                                         GError     **error);

/* --- with files: spt-store-dossiers-import.c ---------------------------------------------------- */

/**
 * SptDossierMatch:
 * @id: 0 = there is none
 * @import_id: the import it came with; 0 = none
 * @is_to_fix: it has errors
 * @is_known: the service knows of it
 * @is_under_way: it is in a submission that is not final
 * @has_number: it has the service's own number
 * @n_known: how many of its key the service knows of, this one among them; more than one = the key does
 *   not tell which
 * @next_operation: (nullable): what is prepared of it; interned
 *
 * The dossier that a row of a file is about.
 */
typedef struct
{
  gint64   id;
  gint64   import_id;
  gboolean is_to_fix;
  gboolean is_known;
  gboolean is_under_way;
  gboolean has_number;
  guint    n_known;
  char    *next_operation;
} SptDossierMatch;

typedef gboolean (*SptDossierRestoreFunc) (SptDb       *db,
                                           gint64       id,
                                           const char  *before,
                                           gpointer     user_data,
                                           GError     **error);

gboolean    spt_db_match_dossier        (SptDb            *db,
                                         const char       *kind,
                                         const char       *key,
                                         gint64            account_id,
                                         SptDossierMatch  *match,
                                         GError          **error);
/* By the service's own number; @key: (out) (transfer full) (nullable): what it is known by. */
gboolean    spt_db_match_dossier_number (SptDb            *db,
                                         const char       *kind,
                                         const char       *number,
                                         gint64            account_id,
                                         SptDossierMatch  *match,
                                         char            **key,
                                         GError          **error);
gboolean    spt_db_note_dossier_undo    (SptDb       *db,
                                         gint64       import_id,
                                         gint64       id,
                                         const char  *before,
                                         const char  *after,
                                         GError     **error);
gboolean    spt_db_undo_dossiers        (SptDb                 *db,
                                         gint64                 import_id,
                                         SptDossierRestoreFunc  restore,
                                         gpointer               user_data,
                                         guint                 *n_undone,
                                         guint                 *n_kept,
                                         GError               **error);

/* --- where they stand: spt-store-dossiers-news.c ------------------------------------------------ */

/**
 * SptNewsSum:
 * @n_changed: dossiers that came into another phase
 * @n_found: that were not made here
 * @n_joined: that got the service's number
 * @stages: (element-type utf8 guint): how many came into each stage
 *
 * What a list brought. Begins as zeros; spt_news_sum_clear().
 */
typedef struct
{
  guint       n_changed;
  guint       n_found;
  guint       n_joined;
  GHashTable *stages;
} SptNewsSum;

/* So long after what we asked for was done, a list that shows the dossier where it was before shows
 * the past. */
#define SPT_DOSSIER_LAG_MS (30 * G_GINT64_CONSTANT (60000))

void        spt_news_sum_clear          (SptNewsSum *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptNewsSum, spt_news_sum_clear)

/* What the service's list says: by the service's number; else to the one dossier of the same key
 * that this account sent (from five minutes before it was sent) and that has no number yet; else a
 * dossier that was not made here. @shared: others' are in the list too, nothing joins by key.
 * Events are written by the caller. */
gboolean    spt_db_apply_news           (SptDb                *db,
                                         const char           *kind,
                                         gint64                account_id,
                                         const SptDossierNews *news,
                                         guint                 n_news,
                                         gboolean              shared,
                                         SptNewsSum           *sum,
                                         GError              **error);
/* The dossier of a submission's only item; 0 = it was sent without one. */
gboolean    spt_db_find_submitted_dossier (SptDb   *db,
                                           gint64   submission_id,
                                           gint64  *id,
                                           GError **error);
/* What an accepted submission says of the dossier of its only item, in the same transaction; @who:
 * the person who says that it was accepted. */
gboolean    spt_db_apply_answer         (SptDb                *db,
                                         gint64                submission_id,
                                         const SptDossierNews *news,
                                         const char           *who,
                                         GError              **error);
/* What a look shows that did not find it done: as far as the service's number proves it. */
gboolean    spt_db_apply_look           (SptDb                *db,
                                         gint64                submission_id,
                                         const SptDossierNews *news,
                                         GError              **error);
/* spt-store-dossiers-moves.c: adds the service's numbers (element-type utf8) that dossiers of the
 * submission's service have, but for its own. */
gboolean    spt_db_add_other_numbers    (SptDb      *db,
                                         gint64      submission_id,
                                         GPtrArray  *numbers,
                                         GError    **error);
/* spt-store-dossiers-moves.c: where the timelines end; what came into another phase since,
 * (element-type gint64); all that became known since, a JSON object a line. */
gboolean    spt_db_get_last_fact        (SptDb   *db,
                                         gint64  *id,
                                         GError **error);
GArray     *spt_db_list_moved           (SptDb       *db,
                                         const char  *kind,
                                         gint64       last_fact,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes     *spt_db_dup_moves            (SptDb   *db,
                                         gint64   last_fact,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* --- two that are one: spt-store-dossiers-join.c ------------------------------------------------ */

/* Finds out again what holds of a dossier: spt_db_recheck_dossier(). */
typedef gboolean (*SptDossierCheckFunc) (SptDb     *db,
                                         gint64     id,
                                         gpointer   user_data,
                                         GError   **error);

/* A person says that two are one: @found's number, phase and facts are @kept's, @found goes. */
gboolean    spt_db_join_dossiers        (SptDb       *db,
                                         gint64       kept,
                                         gint64       found,
                                         const char  *who,
                                         GError     **error);
/* The one that a person joined with it, if that can be taken back: nothing was sent since. 0 = none. */
gboolean    spt_db_get_joined           (SptDb   *db,
                                         gint64   id,
                                         gint64  *found,
                                         GError **error);
/* What a removed one was joined into, where that still holds; 0 = nothing. */
gboolean    spt_db_get_joined_into      (SptDb   *db,
                                         gint64   id,
                                         gint64  *kept,
                                         GError **error);
/* Takes a joining back, on record; the one that is there again, 0 on an error. */
gint64      spt_db_part_dossiers        (SptDb                *db,
                                         gint64                kept,
                                         const char           *who,
                                         SptDossierCheckFunc   check,
                                         gpointer              user_data,
                                         GError              **error);
/**
 * SptDossierPair:
 * @made: made here, without a number
 * @found: of the same key, as the service's list showed it
 *
 * Two that may be one.
 */
typedef struct
{
  gint64 made;
  gint64 found;
} SptDossierPair;

/* (element-type SptDossierPair), at most @max: nobody has said of them yet whether they are one.
 * spt-store-dossiers-same.c, as the next. */
GArray     *spt_db_list_same_dossiers   (SptDb       *db,
                                         const char  *kind,
                                         gint64       account_id, /* 0 = of any */
                                         guint        max,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* The pair that a dossier is in, found or made; @pair zeros = it is in none. */
gboolean    spt_db_find_same_dossier    (SptDb           *db,
                                         gint64           id,
                                         SptDossierPair  *pair,
                                         GError         **error);
/* A person says that they are two; @undo takes that back. */
gboolean    spt_db_tell_dossiers_apart  (SptDb       *db,
                                         gint64       made,
                                         gint64       found,
                                         gboolean     undo,
                                         const char  *who,
                                         GError     **error);
/* A person says until when, or that the estimate is right. */
gboolean    spt_db_set_dossier_due      (SptDb       *db,
                                         gint64       id,
                                         const char  *due_date, /* (nullable): ISO */
                                         gboolean     confirmed,
                                         const char  *who,
                                         GError     **error);
/* Something for the timeline; @kind is docs/states.md's. */
gboolean    spt_db_add_dossier_fact     (SptDb       *db,
                                         gint64       id,
                                         const char  *kind,
                                         const char  *before,
                                         const char  *after,
                                         const char  *who,
                                         GError     **error);

typedef struct
{
  gint64  utc;
  char   *kind;
  char   *who;    /* "" = the service */
  char   *before; /* (nullable) */
  char   *after;  /* (nullable) */
} SptDossierFact;

void        spt_dossier_fact_free       (SptDossierFact *self);
/* (element-type SptDossierFact), oldest first. */
GPtrArray  *spt_db_list_dossier_facts   (SptDb   *db,
                                         gint64   id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What a service said of its own accord since then: (element-type utf8 guint) stage -> how many
 * dossiers stand there now that came there since. */
GHashTable *spt_db_count_news           (SptDb       *db,
                                         const char  *kind,
                                         gint64       since_utc_ms,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of what a service answered later to a request of ours. */
GHashTable *spt_db_count_answers        (SptDb       *db,
                                         const char  *kind,
                                         gint64       since_utc_ms,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptWatch:
 * @account_id: whose dossiers
 * @service: of the account
 * @watched: when it was asked last, UTC milliseconds; 0 = never
 * @n_failed: how many times in a row nothing was learnt
 *
 * An account with dossiers that go on at the service by themselves.
 */
typedef struct
{
  gint64  account_id;
  char   *service;
  gint64  watched;
  guint   n_failed;
} SptWatch;

void        spt_watch_free              (SptWatch *self);
/* (element-type SptWatch): accounts with a dossier at the service that is not over. */
GPtrArray  *spt_db_list_watches         (SptDb   *db,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* (nullable) @code: why nothing was learnt. */
gboolean    spt_db_note_watched         (SptDb       *db,
                                         gint64       account_id,
                                         const char  *code,
                                         GError     **error);
gboolean    spt_db_get_watched          (SptDb       *db,
                                         gint64       account_id,
                                         gint64      *watched,
                                         char       **code, /* (out) (nullable) (transfer full) */
                                         GError     **error);

/* --- what an office chooses from: spt-store-catalogue.c ----------------------------------------- */

typedef struct
{
  gint64  id;
  gint64  account_id; /* 0 = of all */
  char   *code;
  char   *name;
  char   *doc;        /* JSON */
} SptCatalogueEntry;

void        spt_catalogue_entry_free    (SptCatalogueEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCatalogueEntry, spt_catalogue_entry_free)
/* (element-type SptCatalogueEntry) by code; @account_id: its own and those of all. */
GPtrArray  *spt_db_list_catalogue       (SptDb       *db,
                                         const char  *kind,
                                         gint64       account_id,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inserts (id 0) or updates; CONSTRAINT when the code is there already. */
gint64      spt_db_save_catalogue       (SptDb                   *db,
                                         const char              *kind,
                                         const SptCatalogueEntry *entry,
                                         const char              *who,
                                         GError                 **error);
gboolean    spt_db_remove_catalogue     (SptDb   *db,
                                         gint64   id,
                                         gboolean restore,
                                         GError **error);
/* (element-type GStrv): what live dossiers of the account have at @paths, each combination once,
 * those that most have first; none whose first text is empty. */
GPtrArray  *spt_db_list_used_texts      (SptDb              *db,
                                         const char         *kind,
                                         gint64              account_id,
                                         const char *const  *paths, /* three */
                                         guint               max,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
