/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants in the archive: saving, lists, their parts and dates, what became known of them, and which of their
 * interventions stands before which. On the store's thread. */
#pragma once

#include "model/spt-issue.h"
#include "model/spt-plant.h"
#include "store/spt-store-dossiers.h"
#include "store/spt-store-list.h"

G_BEGIN_DECLS

#define SPT_KIND_PLANTS "plants"

/* The type of an intervention that is sent nowhere: a correction of the libretto. */
#define SPT_INTERVENTION_LOCAL "libretto"
/* Where an intervention stands (phase and stage of its dossier) once it is over. */
#define SPT_INTERVENTION_ACCEPTED  "accepted"
#define SPT_INTERVENTION_APPLIED   "applied"   /* a local one */
#define SPT_INTERVENTION_ABANDONED "abandoned" /* a person took it out of the queue */

typedef enum
{
  SPT_PLANT_SORT_UPDATED,
  SPT_PLANT_SORT_CODE,
  SPT_PLANT_SORT_NAME,
  SPT_PLANT_SORT_PLACE,
  SPT_PLANT_SORT_CITY,
  SPT_PLANT_SORT_GENERATORS,
  SPT_PLANT_SORT_POWER,
  SPT_PLANT_SORT_DUE,
  SPT_PLANT_SORT_STATE,
  SPT_PLANT_SORT_IMPORT /* as the rows stood in the file */
} SptPlantSort;

extern const SptListKind spt_plants_kind;

/* Inserts (id 0) or updates. Issues replace the stored ones. @doc, @schema_sha256: (nullable): no libretto.
 * @who NULL: the program, by what was accepted; it does not count as edited. */
gint64      spt_db_save_plant           (SptDb                  *db,
                                         gint64                  id,
                                         const char             *doc,
                                         const SptPlantColumns  *columns,
                                         const char             *schema_sha256,
                                         SptIssueList           *issues,
                                         gint64                  import_id,
                                         guint                   import_row,
                                         const char             *who,
                                         GError                **error); /* the id; 0 on error */
/* (transfer full): its libretto; "" = none is known. Of a removed one too. */
char       *spt_db_get_plant_doc        (SptDb          *db,
                                         gint64          id,
                                         SptIssueList  **issues,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/**
 * SptPlantBrief:
 * @account_id: with which account it goes; 0 = with none yet
 * @code: the register's; "" = not known yet
 * @standing: where it stands there
 * @is_present: a person says that other software sent it already
 * @doc: its libretto; "" = none is known
 *
 * What documents of a plant are held against. Strings are owned.
 */
typedef struct
{
  gint64    account_id;
  char     *code;
  char     *standing;
  gboolean  is_present;
  char     *doc;
} SptPlantBrief;

void        spt_plant_brief_clear       (SptPlantBrief *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptPlantBrief, spt_plant_brief_clear)
/* Of a removed one too. @brief: (out caller-allocates): to be cleared on an error as well. */
gboolean    spt_db_get_plant_brief      (SptDb          *db,
                                         gint64          id,
                                         SptPlantBrief  *brief,
                                         GError        **error);
SptPlant   *spt_db_get_plant            (SptDb   *db,
                                         gint64   id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The live one of this code that goes with @account_id (0 = any), or with none yet; 0 = there is none, -1 = error. */
gint64      spt_db_find_plant           (SptDb       *db,
                                         const char  *code,
                                         gint64       account_id,
                                         GError     **error);
/* Where it stands at the register: SPT_PLANT_ACTIVE and so on. */
gboolean    spt_db_set_plant_standing   (SptDb       *db,
                                         gint64       id,
                                         const char  *standing,
                                         GError     **error);
/* A person says that other software sent it (fact "present"). */
gboolean    spt_db_set_plant_present    (SptDb       *db,
                                         gint64       id,
                                         const char  *date,
                                         const char  *source,
                                         const char  *who,
                                         GError     **error);
/* Takes that back (fact "revoked"); CONSTRAINT once something of the plant may have left or is prepared. */
gboolean    spt_db_revoke_plant_present (SptDb       *db,
                                         gint64       id,
                                         const char  *who,
                                         GError     **error);
/* Takes plants away, or brings them back. What has something under way or accepted stays. */
gboolean    spt_db_remove_plants        (SptDb         *db,
                                         const gint64  *ids,
                                         guint          n_ids,
                                         gboolean       restore,
                                         guint         *n_done,
                                         GError       **error);
/* Of the directory; 0 = nobody. */
gboolean    spt_db_set_plant_subjects   (SptDb   *db,
                                         gint64   id,
                                         gint64   subject_id,
                                         gint64   third_id,
                                         GError **error);
/* CONSTRAINT when something of it went with another. */
gboolean    spt_db_set_plant_account    (SptDb   *db,
                                         gint64   id,
                                         gint64   account_id,
                                         GError **error);
/* The same at the first thing that is prepared of it: one that is bound stays so. */
gboolean    spt_db_bind_plant           (SptDb   *db,
                                         gint64   id,
                                         gint64   account_id,
                                         GError **error);
gboolean    spt_db_get_plant_note       (SptDb       *db,
                                         gint64       id,
                                         char       **note, /* (out) (transfer full) */
                                         GError     **error);
gboolean    spt_db_set_plant_note       (SptDb       *db,
                                         gint64       id,
                                         const char  *note,
                                         GError     **error);
/* (element-type gint64): plants that somebody of the directory is responsible for, or third responsible of. */
GArray     *spt_db_list_subject_plants  (SptDb   *db,
                                         gint64   subject_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* An intervention is of a plant, for good. */
gboolean    spt_db_set_dossier_plant    (SptDb   *db,
                                         gint64   id,
                                         gint64   plant_id,
                                         GError **error);

/* --- parts, dates, facts: spt-store-plants-parts.c ----------------------------------------------- */

/* @parts (element-type SptPlantPart): as the libretto has them now. What it had before and has not any more stays known. */
gboolean    spt_db_set_plant_parts      (SptDb      *db,
                                         gint64      id,
                                         GPtrArray  *parts,
                                         GError    **error);
/* (element-type SptPlantPart): all that were ever known, by kind, number and turn. */
GPtrArray  *spt_db_list_plant_parts     (SptDb   *db,
                                         gint64   id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The number that a new part of @kind ("GT") gets: never one that there was. 0 on an error. */
guint       spt_db_get_next_part        (SptDb       *db,
                                         gint64       id,
                                         const char  *kind,
                                         GError     **error);
/* A live plant with a part of that serial number, at present or before; 0 = none. */
gboolean    spt_db_find_plant_serial    (SptDb       *db,
                                         const char  *serial,
                                         gint64      *id,
                                         GError     **error);
/* @dues (element-type SptPlantDue). */
gboolean    spt_db_set_plant_dues       (SptDb      *db,
                                         gint64      id,
                                         GPtrArray  *dues,
                                         GError    **error);
/* (element-type SptPlantDue): the next first. */
GPtrArray  *spt_db_list_plant_dues      (SptDb   *db,
                                         gint64   id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptDuePlant:
 * @plant_id: of which plant
 * @account_id: 0 = bound to none
 * @created: when it came into the archive, UTC milliseconds
 * @code: the plant's
 * @name: of whom is responsible
 * @place: where it is
 * @city: where it is
 * @kind: SPT_DUE_REPORT and so on
 * @component: "GT1"; "" = the whole plant
 * @date: ISO
 * @since: (nullable): ISO
 * @estimated: as SptPlantDue
 * @operation: what puts an end to it
 *
 * A date, with whose it is. Everything is owned.
 */
typedef struct
{
  gint64    plant_id;
  gint64    account_id;
  gint64    created;
  char     *code;
  char     *name;
  char     *place;
  char     *city;
  char     *kind;
  char     *component;
  char     *date;
  char     *since;
  gboolean  estimated;
  char     *operation;
} SptDuePlant;

void        spt_due_plant_free          (SptDuePlant *self);
/* (element-type SptDuePlant): of all live plants from @from (nullable) to @until (nullable), ISO, both days included;
 * @kind (nullable): only of that kind; @account_id 0 = of any. The next first. */
GPtrArray  *spt_db_list_due_plants      (SptDb       *db,
                                         const char  *from,
                                         const char  *until,
                                         const char  *kind,
                                         gint64       account_id,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;

/* The end of the office's own contract, noted by a person: it is one of the dates, and no libretto changes it. @until
 * NULL: there is none (any more). */
gboolean    spt_db_set_plant_contract   (SptDb       *db,
                                         gint64       id,
                                         const char  *since,
                                         const char  *until,
                                         const char  *who,
                                         GError     **error);
gboolean    spt_db_get_plant_contract   (SptDb   *db,
                                         gint64   id,
                                         char   **since,
                                         char   **until,
                                         GError **error);
gboolean    spt_db_restore_plant_contract (SptDb       *db,
                                           gint64       id,
                                           const char  *who,
                                           GError     **error);
/* (element-type gint64): plants whose guessed dates are over at @today; NULL = all. */
GArray     *spt_db_list_due_refresh     (SptDb       *db,
                                         const char  *today,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean    spt_db_add_plant_fact       (SptDb       *db,
                                         gint64       id,
                                         const char  *kind,
                                         const char  *before,
                                         const char  *after,
                                         const char  *who,
                                         GError     **error);
/* Live plants whose libretto followed what the register accepted since then. */
gboolean    spt_db_count_plant_news     (SptDb   *db,
                                         gint64   since,
                                         guint   *n,
                                         GError **error);
/* (element-type SptDossierFact), oldest first. */
GPtrArray  *spt_db_list_plant_facts     (SptDb   *db,
                                         gint64   id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* --- the queue: spt-store-plants-queue.c ----------------------------------------------------------- */

/**
 * SptInterventionRow:
 * @id: the intervention
 * @type: "84"; %SPT_INTERVENTION_LOCAL
 * @doc: its document
 * @state: where it stands
 * @n_errors: of its last check
 * @utc: when it was accepted; of one that is open, when it was made
 * @is_accepted: the register has it, or a person said that it holds
 * @is_queued: it was prepared, or sent, and not withdrawn
 * @is_under_way: it is in a submission that is not final
 * @applied: when it became part of the libretto; 0 = never
 *
 * A document of a plant. Strings are owned.
 */
typedef struct
{
  gint64    id;
  char     *type;
  char     *doc;
  SptState  state;
  guint     n_errors;
  gint64    utc;
  gboolean  is_accepted;
  gboolean  is_queued;
  gboolean  is_under_way;
  gint64    applied;
} SptInterventionRow;

void        spt_intervention_row_free        (SptInterventionRow *self);
/* (element-type SptInterventionRow): what was accepted, as it was; then what is open, in its order. */
GPtrArray  *spt_db_list_plant_interventions  (SptDb   *db,
                                              gint64   plant_id,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Which intervention a submission waits for ("Attende: …"); 0 = none. */
gboolean    spt_db_get_queue_reason          (SptDb   *db,
                                              gint64   submission_id,
                                              gint64  *intervention_id,
                                              GError **error);
/* Whether it waits for one that does not go on by itself: refused, not sent, in doubt, not ordered. */
gboolean    spt_db_is_held                   (SptDb     *db,
                                              gint64     submission_id,
                                              gboolean  *is_held,
                                              GError   **error);
gboolean    spt_db_get_intervention_reason   (SptDb   *db,
                                              gint64   id,
                                              gint64  *before,
                                              GError **error);
/**
 * SptQueueSum:
 * @n_plants: of how many plants they are
 * @n_behind: how many go when one before them is accepted: of the same order, or under way
 * @n_held: how many stand behind one that does not go on by itself: refused, not sent, of unknown outcome
 * @held_by: one of those; 0 = none
 *
 * What waits for what, of interventions that are to be sent together.
 */
typedef struct
{
  guint  n_plants;
  guint  n_behind;
  guint  n_held;
  gint64 held_by;
} SptQueueSum;

gboolean    spt_db_sum_queues                (SptDb         *db,
                                              const gint64  *ids,
                                              guint          n_ids,
                                              SptQueueSum   *sum,
                                              GCancellable  *cancellable,
                                              GError       **error);
gboolean    spt_db_set_intervention_applied  (SptDb     *db,
                                              gint64     id,
                                              gboolean   is_local,
                                              GError   **error);
/* The register has it from elsewhere. */
gboolean    spt_db_accept_intervention       (SptDb     *db,
                                              gint64     id,
                                              GError   **error);
/* Out of the queue for good; @undo brings it back. */
gboolean    spt_db_abandon_intervention      (SptDb     *db,
                                              gint64     id,
                                              gboolean   undo,
                                              GError   **error);

/* --- imports: spt-store-plants-import.c ----------------------------------------------------------- */

/* What a plant's libretto was before a file replaced it; @before: (nullable). */
gboolean    spt_db_note_plant_undo      (SptDb       *db,
                                         gint64       import_id,
                                         gint64       id,
                                         const char  *before,
                                         const char  *after,
                                         GError     **error);

/* @before "" = it had no libretto. */
typedef gboolean (*SptPlantRestoreFunc) (SptDb       *db,
                                         gint64       id,
                                         const char  *before,
                                         gpointer     user_data,
                                         GError     **error);

/* Takes an import back; @n_kept: what it replaced and was changed since. CONSTRAINT once something that came
 * with it was sent or is prepared. */
gboolean    spt_db_undo_plants          (SptDb                *db,
                                         gint64                import_id,
                                         SptPlantRestoreFunc   restore,
                                         gpointer              user_data,
                                         guint                *n_undone,
                                         guint                *n_kept,
                                         GError              **error);
/* (element-type gint64): those that it marked as already present, as long as nobody said anything else since. */
GArray     *spt_db_list_import_present  (SptDb                *db,
                                         gint64                import_id,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
