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
