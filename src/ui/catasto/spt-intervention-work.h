/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of an intervention and the sheet that starts one ask of the archive. Knows no widget. */
#pragma once

#include "outbox/spt-plants.h"
#include "ui/spt-dossier-work.h"

G_BEGIN_DECLS

/**
 * SptInterventionLoad:
 * @dossier: what every dossier has
 * @plant: (nullable): whose it is; a new one has none
 * @projection: (nullable): what the plant will be when it is this one's turn: what it is checked beside
 * @before: what stands before it in the queue and holds it up; 0 = nothing
 * @before_type: (nullable): of which type that is
 * @before_state: where that stands
 * @reports: (element-type SptPlantDue): reports that belong to what was accepted of the plant and were not sent
 * @answer: (nullable): what the service found when it refused the document last, each at its field
 *
 * All that the page of one shows, owned.
 */
typedef struct
{
  SptDossierLoad      dossier;
  SptPlant           *plant;
  SptPlantProjection *projection;
  gint64              before;
  char               *before_type;
  SptState            before_state;
  GPtrArray          *reports;
  SptIssueList       *answer;
} SptInterventionLoad;

/* An #SptInterventionLoad. @id 0 = a new one: the accounts. */
void     spt_intervention_load_async   (SptStore            *store,
                                        gint64               id,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);

/**
 * SptInterventionPlan:
 * @plant_id: of which plant; 0 = a new one
 * @type: "84", %SPT_INTERVENTION_LOCAL
 * @code: (nullable): of a new plant
 * @account_id: of a new plant: with which account it goes; 0 = not decided
 * @components: (nullable) (element-type utf8): as SptPlantWish
 * @replace: as SptPlantWish
 * @day: (nullable): as SptPlantWish
 * @previous: the intervention whose document it begins from; 0 = none
 * @subject_id: who it is about, out of the directory; 0 = nobody
 * @firm: (nullable): the document of a firm of the catalogue
 * @technician: (nullable): the same of a technician
 * @instrument: (nullable): the same of an instrument
 *
 * What a person chose before an intervention begins. Borrowed.
 */
typedef struct
{
  gint64      plant_id;
  const char *type;
  const char *code;
  gint64      account_id;
  GPtrArray  *components;
  gboolean    replace;
  const char *day;
  gint64      previous;
  gint64      subject_id;
  const char *firm;
  const char *technician;
  const char *instrument;
} SptInterventionPlan;

/**
 * SptInterventionBegun:
 * @plant_id: of which plant; 0 = a new one
 * @type: interned
 * @account_id: with which account it goes; 0 = not decided
 * @xsd: (owned): the form of @record
 * @record: (owned): what it begins with
 * @plant: (owned) (nullable): the plant
 * @projection: (owned): what it is checked beside
 * @existing: the plant that has the code which was typed for a new one; nothing has begun then. 0 = none
 *
 * An intervention that begins, and stands in no archive yet.
 */
typedef struct
{
  gint64              plant_id;
  const char         *type;
  gint64              account_id;
  SptXsd             *xsd;
  SptRecord          *record;
  SptPlant           *plant;
  SptPlantProjection *projection;
  gint64              existing;
} SptInterventionBegun;

void     spt_intervention_begun_free   (SptInterventionBegun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptInterventionBegun, spt_intervention_begun_free)
/* @plan is copied. */
void     spt_intervention_begin_async  (SptStore                   *store,
                                        const SptInterventionPlan  *plan,
                                        gint64                      now_utc_ms,
                                        GCancellable               *cancellable,
                                        GAsyncReadyCallback         callback,
                                        gpointer                    user_data);
SptInterventionBegun *spt_intervention_begin_finish (SptStore      *store,
                                                     GAsyncResult  *result,
                                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptInterventionEarlier:
 * @id: an intervention of the same type
 * @detail: (owned): what it is about: "GT1"
 * @utc: when it was accepted, or made
 * @is_accepted: the register has it
 *
 * A document that another one may begin from.
 */
typedef struct
{
  gint64    id;
  char     *detail;
  gint64    utc;
  gboolean  is_accepted;
} SptInterventionEarlier;

/**
 * SptInterventionChoices:
 * @plant_id: of which plant; 0 = a new one
 * @type: interned
 * @plant: (nullable): that plant
 * @projection: what it will be
 * @accounts: (element-type SptAccount): those of the service
 * @firms: (element-type SptCatalogueEntry): of the catalogue
 * @technicians: (element-type SptCatalogueEntry): of the catalogue
 * @instruments: (element-type SptCatalogueEntry): of the catalogue
 * @earlier: (element-type SptInterventionEarlier): newest first
 * @reports: (element-type SptPlantDue): reports that belong to what was accepted
 *
 * What a person may choose from before an intervention begins. Owned.
 */
typedef struct
{
  gint64              plant_id;
  const char         *type;
  SptPlant           *plant;
  SptPlantProjection *projection;
  GPtrArray          *accounts;
  GPtrArray          *firms;
  GPtrArray          *technicians;
  GPtrArray          *instruments;
  GPtrArray          *earlier;
  GPtrArray          *reports;
} SptInterventionChoices;

void     spt_intervention_choices_async  (SptStore             *store,
                                          gint64                plant_id,
                                          const char           *type,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
/* Borrowed: lives as long as @result. */
SptInterventionChoices *spt_intervention_choices_finish (SptStore      *store,
                                                         GAsyncResult  *result,
                                                         GError       **error);

/* (element-type SptSubject): some of the directory with those words. */
void       spt_intervention_find_people_async  (SptStore             *store,
                                                const char           *words,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* Borrowed: lives as long as @result. */
GPtrArray *spt_intervention_find_people_finish (SptStore             *store,
                                                GAsyncResult         *result,
                                                GError              **error);

/* What a person decides of one; ends in spt_record_work_finish(). */
typedef enum
{
  SPT_INTERVENTION_APPLY,   /* a local one becomes the libretto */
  SPT_INTERVENTION_ABANDON, /* it goes out of the queue for good */
  SPT_INTERVENTION_REOPEN   /* it was taken out, and is back */
} SptInterventionDecision;

void     spt_intervention_decide_async (SptStore                *store,
                                        gint64                   id,
                                        SptInterventionDecision  decision,
                                        const char              *who,
                                        gint64                   now_utc_ms,
                                        GCancellable            *cancellable,
                                        GAsyncReadyCallback      callback,
                                        gpointer                 user_data);

G_END_DECLS
