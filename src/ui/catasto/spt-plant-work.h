/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of a plant asks of the archive: all it shows, and the decisions made on it. Knows no widget. */
#pragma once

#include "outbox/spt-plants.h"
#include "store/spt-store-views.h"

G_BEGIN_DECLS

/**
 * SptPlantItem:
 * @dossier: (owned): the intervention
 * @before: what it waits for; 0 = nothing
 * @before_type: (owned) (nullable): of that: "9"
 * @before_state: of that
 * @is_under_way: it is in a submission that is not final
 *
 * An intervention of a plant.
 */
typedef struct
{
  SptDossier *dossier;
  gint64      before;
  char       *before_type;
  SptState    before_state;
  gboolean    is_under_way;
} SptPlantItem;

/**
 * SptPlantStep:
 * @type: (owned): "84"; "6", which nobody can send, too
 * @is_known: the service has such an operation
 * @kind: what speaks for or against it
 * @reason: (owned) (nullable): why not
 *
 * What may be begun.
 */
typedef struct
{
  char        *type;
  gboolean     is_known;
  SptStepKind  kind;
  char        *reason;
} SptPlantStep;

/**
 * SptPlantEvent:
 * @utc: when
 * @type: (nullable): of the intervention that it is about, as #SptDossierData has it
 * @detail: (owned) (nullable): of that intervention
 * @intervention: which; 0 = the plant itself
 * @sent: (owned) (nullable): a submission
 * @fact: (owned) (nullable): what became known
 *
 * A line of a plant's history.
 */
typedef struct
{
  gint64            utc;
  char             *type;
  char             *detail;
  gint64            intervention;
  SptRecordHistory *sent;
  SptDossierFact   *fact;
} SptPlantEvent;

/**
 * SptPlantLoad:
 * @id: the plant
 * @plant: its columns
 * @account: (nullable): with which it goes
 * @note: what somebody wrote
 * @doc: its libretto; "" = none
 * @xsd: (nullable): by which it was read
 * @libretto: (nullable): that
 * @issues: (nullable): what the rules say of it now
 * @trouble: (nullable): why it cannot be read
 * @parts: (element-type SptPlantPart): now and before
 * @dues: (element-type SptPlantDue): the next first
 * @items: (element-type SptPlantItem): interventions, in their order
 * @steps: (element-type SptPlantStep): as people know them
 * @events: (element-type SptPlantEvent): the newest first
 *
 * What the archive has of a plant, owned.
 */
typedef struct
{
  gint64        id;
  gint64        now;
  SptPlant     *plant;
  SptAccount   *account;
  char         *note;
  char         *doc;
  SptXsd       *xsd;
  SptRecord    *libretto;
  SptIssueList *issues;
  char         *trouble;
  GPtrArray    *parts;
  GPtrArray    *dues;
  GPtrArray    *items;
  GPtrArray    *steps;
  GPtrArray    *events;
} SptPlantLoad;

void          spt_plant_load_free      (SptPlantLoad        *self);
gboolean      spt_plant_load           (SptDb               *db,
                                        gpointer             data,
                                        GCancellable        *cancellable,
                                        GError             **error);

/* What a person decides; all end in spt_plant_decide_finish(). */
typedef enum
{
  SPT_PLANT_ABANDON,  /* @id: an intervention */
  SPT_PLANT_TAKE_UP,  /* the same, back */
  SPT_PLANT_APPLY,    /* a local one */
  SPT_PLANT_REVOKE,   /* @id: a plant */
  SPT_PLANT_NOTE,     /* the same; @text */
  SPT_PLANT_REMOVE,
  SPT_PLANT_RESTORE
} SptPlantDecision;

void          spt_plant_decide_async   (SptStore            *store,
                                        SptPlantDecision     decision,
                                        gint64               id,
                                        const char          *text,
                                        const char          *who,
                                        gint64               now_utc_ms,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* FALSE without an error: nothing was taken away. */
gboolean      spt_plant_decide_finish  (SptStore            *store,
                                        GAsyncResult        *result,
                                        GError             **error);

/* A document of a plant as paper wants it; spt_plant_document_load_free(). */
typedef struct
{
  gint64      id;
  SptDossier *dossier;
  SptXsd     *xsd;
  SptRecord  *record;
  SptXsd     *libretto_xsd; /* (nullable) */
  SptRecord  *libretto;     /* (nullable) */
} SptPlantPaper;

void           spt_plant_paper_load_async  (SptStore            *store,
                                            gint64               intervention,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* (transfer none): as long as @result. */
SptPlantPaper *spt_plant_paper_load_finish (SptStore            *store,
                                            GAsyncResult        *result,
                                            GError             **error);

G_END_DECLS
