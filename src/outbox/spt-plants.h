/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plants and their interventions: what a plant will be once what is queued was accepted, how an intervention begins,
 * is checked and kept, and what follows when the register accepted it. On the store's thread unless it says a store. */
#pragma once

#include "outbox/spt-record-kind.h"
#include "service/spt-plants.h"
#include "store/spt-store-plants.h"

G_BEGIN_DECLS

/* --- what a plant will be: spt-plants.c ------------------------------------------------------------ */

typedef enum
{
  SPT_PLANT_AS_IT_IS, /* what was accepted */
  SPT_PLANT_QUEUED,   /* and what was prepared for sending, or sent, before */
  SPT_PLANT_PLANNED   /* and what is ready to be prepared */
} SptPlantHorizon;

/**
 * SptPlantProjection:
 * @data: what services ask for; it points to the rest
 * @plant_id: 0 = a new one
 * @account_id: with which account it goes; 0 = not decided
 *
 * A plant as it is, or as it will be. Everything is owned.
 */
typedef struct
{
  SptPlantData  data;
  gint64        plant_id;
  gint64        account_id;
  char         *code;
  char         *libretto;
  char         *standing;
  GPtrArray    *documents;
  GPtrArray    *parts;
  GPtrArray    *firms;
} SptPlantProjection;

/* The projection. @plant_id 0: a new one, of which nothing is known. @until: what stands before that intervention;
 * 0 = all. @also: (nullable) (element-type gint64): interventions that count as queued. */
SptPlantProjection *spt_plant_data_load   (SptDb            *db,
                                           gint64            plant_id,
                                           gint64            until,
                                           SptPlantHorizon   horizon,
                                           GArray           *also,
                                           GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void                spt_plant_projection_free (SptPlantProjection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptPlantProjection, spt_plant_projection_free)

/* What may be begun for a plant, where it will stand; @plant_id 0 = a new one. */
gboolean    spt_plant_list_steps          (SptDb           *db,
                                           gint64           plant_id,
                                           SptAccount      *account,
                                           SptStepFunc      func,
                                           gpointer         user_data,
                                           GError         **error);
/* "catasto.84" of "84"; NULL for a local one. */
const char *spt_intervention_find_operation (const char    *type);
/* "84" of "catasto.84". */
const char *spt_intervention_get_type     (const char      *operation);
/* The form of an intervention, the set in force; of a local one with a plant's libretto. */
SptXsd     *spt_intervention_ref_xsd      (const char      *type,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* An intervention of the archive in its form, with what its document says by whatever set it was written. */
SptRecord  *spt_intervention_load         (SptDb           *db,
                                           gint64           id,
                                           SptXsd         **xsd, /* (out) (transfer full) */
                                           SptIssueList   **issues, /* (out) (optional) */
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* A new one for a plant (0 = a new plant): all that is known is in it already. @type SPT_INTERVENTION_LOCAL: its
 * libretto as it is. */
SptRecord  *spt_intervention_begin        (SptDb              *db,
                                           gint64              plant_id,
                                           const char         *type,
                                           const SptPlantWish *wish, /* (nullable) */
                                           gint64              now_utc_ms,
                                           SptXsd            **xsd, /* (out) (transfer full) */
                                           GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* For typing: every rule beside a projection that is loaded. @account: (nullable). */
void        spt_intervention_check        (const SptPlantProjection *plant,
                                           SptAccount         *account,
                                           const char         *type,
                                           SptXsd             *xsd,
                                           SptRecord          *record,
                                           gint64              now_utc_ms,
                                           SptIssueList       *issues);

/* --- saving: spt-plants-save.c ------------------------------------------------------------------------ */

/**
 * SptInterventionSave:
 * @id: the intervention; 0 = a new one
 * @plant_id: of a new one: of which plant; 0 = a new plant, unless there is one of its code
 * @type: of a new one: "84", SPT_INTERVENTION_LOCAL
 * @account_id: of a new plant: with which account it goes; 0 = not decided
 * @who: (nullable): the clerk
 * @import_id: of a new one: the import it comes with; 0 = none
 * @import_row: its row there
 *
 * How to keep an intervention; @id and @plant_id are set.
 */
typedef struct
{
  gint64      id;
  gint64      plant_id;
  const char *type;
  gint64      account_id;
  const char *who;
  gint64      import_id;
  guint       import_row;
} SptInterventionSave;

/* Checks and keeps; those behind it are checked again. @issues: takes what is found. */
gboolean    spt_intervention_save         (SptDb               *db,
                                           SptInterventionSave *save,
                                           SptRecord           *record,
                                           gint64               now_utc_ms,
                                           SptIssueList        *issues,
                                           GError             **error);
/* Finds out again what holds of the open ones of a plant that are in no submission, behind @after (0 = all). */
gboolean    spt_plant_recheck             (SptDb   *db,
                                           gint64   plant_id,
                                           gint64   after,
                                           gint64   now_utc_ms,
                                           GError **error);
/* A libretto from elsewhere: of a plant (0 = found by its code, else a new one). The plant; 0 on error. */
gint64      spt_plant_save_libretto       (SptDb         *db,
                                           gint64         plant_id,
                                           const char    *libretto,
                                           gsize          length,
                                           gint64         account_id,
                                           gint64         import_id,
                                           guint          import_row,
                                           const char    *who,
                                           gint64         now_utc_ms,
                                           SptIssueList  *issues,
                                           gboolean      *is_new, /* (out) (optional) */
                                           GError       **error);
gboolean    spt_plants_undo_import        (SptDb    *db,
                                           gint64    import_id,
                                           gint64    now_utc_ms,
                                           const char *who,
                                           guint    *n_undone,
                                           guint    *n_kept,
                                           GError  **error);

/* --- what follows: spt-plants-follow.c -------------------------------------------------------------- */

/* Columns, parts and dates by a libretto (NULL = as it has it), nothing else. */
gboolean    spt_plant_refresh             (SptDb       *db,
                                           gint64       plant_id,
                                           const char  *libretto,
                                           gint64       now_utc_ms,
                                           GError     **error);
/* A submission is done, whoever says so: its document becomes part of the plant's libretto, once. */
gboolean    spt_plants_follow_accepted    (SptDb       *db,
                                           gint64       submission_id,
                                           const char  *who,
                                           gint64       now_utc_ms,
                                           GError     **error);
/* A local one becomes the libretto. CONFLICT when it is over. */
gboolean    spt_intervention_apply_local  (SptDb       *db,
                                           gint64       id,
                                           const char  *who,
                                           gint64       now_utc_ms,
                                           GError     **error);
/* One that the register accepted from elsewhere becomes history, with its source; its document becomes part of the
 * libretto. */
gboolean    spt_intervention_accept_elsewhere (SptDb       *db,
                                           gint64       id,
                                           const char  *source,
                                           const char  *who,
                                           gint64       now_utc_ms,
                                           GError     **error);
/* What was accepted and could not become part of its plant's libretto (a set was missing) is tried again. */
gboolean    spt_plant_apply_pending       (SptDb       *db,
                                           gint64       plant_id,
                                           gint64       now_utc_ms,
                                           GError     **error);
/* Takes one out of the queue that was refused, for good: it stays as history. @undo: it is open again. CONSTRAINT
 * while it is in a submission that goes on, CONFLICT when it is accepted. */
gboolean    spt_intervention_abandon      (SptDb       *db,
                                           gint64       id,
                                           gboolean     undo,
                                           const char  *who,
                                           gint64       now_utc_ms,
                                           GError     **error);
/* "Già presente", singly and many; @n_done: (out) (optional): plants that were not so before. */
gboolean    spt_plants_mark_present       (SptDb         *db,
                                           const gint64  *ids,
                                           guint          n_ids,
                                           const char    *date,
                                           const char    *source,
                                           const char    *who,
                                           gint64         now_utc_ms,
                                           guint         *n_done,
                                           GError       **error);
/* What was sent on it stays so and is not counted. */
gboolean    spt_plants_revoke_present     (SptDb         *db,
                                           const gint64  *ids,
                                           guint          n_ids,
                                           const char    *who,
                                           gint64         now_utc_ms,
                                           guint         *n_done,
                                           GError       **error);
/* Each libretto, and each accepted document, as a file of XML in @folder; @ids NULL = of all. Blocks. */
gboolean    spt_plants_export_documents   (SptStore      *store,
                                           const gint64  *ids,
                                           guint          n_ids,
                                           const char    *folder,
                                           guint         *n_files,
                                           GCancellable  *cancellable,
                                           GError       **error);
/* A copy for another account: the libretto alone; nothing of it was sent there. 0 on error. */
gint64      spt_plant_copy                (SptDb       *db,
                                           gint64       plant_id,
                                           gint64       account_id,
                                           const char  *who,
                                           gint64       now_utc_ms,
                                           GError     **error);

G_END_DECLS
