/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about plants share. */
#pragma once

#include "outbox/spt-intake-private.h"
#include "outbox/spt-plants.h"

G_BEGIN_DECLS

/* NULL with an error when no service of this build knows plants. */
const SptPlantOps      *_spt_plants_get_ops          (SptService **service,
                                                      GError     **error);
/* The operation of a type; NULL for @type: the first that there is. */
const SptOperationInfo *_spt_intervention_find_info  (const char *type);
const char             *_spt_plant_get_standing_before (const char *standing,
                                                        gboolean    is_present);
/* (element-type SptPlantPart) (transfer full) (nullable). */
GPtrArray              *_spt_plant_list_parts        (const char *libretto);
/* Columns by a would-be libretto, where the plant has none: its first document names it. */
gboolean                _spt_plant_describe_draft    (SptDb       *db,
                                                      gint64       plant_id,
                                                      const char  *operation,
                                                      const char  *doc,
                                                      gint64       now_utc_ms,
                                                      GError     **error);
/* spt_intervention_check() of a document of the archive. */
void                    _spt_intervention_check_document (const SptPlantProjection *plant,
                                                          SptAccount               *account,
                                                          const char               *type,
                                                          SptXsdDocument           *document,
                                                          gint64                    now_utc_ms,
                                                          SptIssueList             *issues);
/* Its dates by what there is now. */
gboolean                _spt_plant_refresh_dues      (SptDb   *db,
                                                      gint64   plant_id,
                                                      gint64   now_utc_ms,
                                                      GError **error);

/* --- spt-plants-kinds.c ------------------------------------------------------------------------------ */

SptSchema              *_spt_plants_get_schema       (void);
void                    _spt_plants_append_cells     (const char *const *cells,
                                                      guint              n_cells,
                                                      gboolean           for_spreadsheet,
                                                      GString           *out);

/* --- spt-plants-csv.c -------------------------------------------------------------------------------- */

/* What a row or file says beside its record, for the archive's side: the kind of it, then its texts. */
#define SPT_PLANT_ASIDE_ROW      'r' /* date, source, who, each ended by a unit separator */
#define SPT_PLANT_ASIDE_LIBRETTO 'l'
#define SPT_PLANT_ASIDE_DOCUMENT 'd' /* operation, unit separator, XML */
#define SPT_PLANT_ASIDE_END      "\x1f"

const SptPlantTable    *_spt_plants_get_table        (SptService **service);
const SptCsvColumn     *_spt_plants_list_columns     (guint       *n_columns);
char                   *_spt_plants_dup_column       (const char  *path);
gboolean                _spt_plants_read_csv         (SptCsvReader          *reader,
                                                      const SptReadOptions  *options,
                                                      SptRecordFunc          func,
                                                      gpointer               user_data,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
gboolean                _spt_plants_read_files       (GInputStream          *stream,
                                                      const SptReadOptions  *options,
                                                      SptRecordFunc          func,
                                                      gpointer               user_data,
                                                      GCancellable          *cancellable,
                                                      GError               **error);

/* --- spt-plants-prepare.c --------------------------------------------------------------------------- */

/* An intervention on its way out. */
typedef struct
{
  gint64                  id;
  guint                   row;         /* of the order, from 1 */
  const SptPlantOps      *ops;
  SptDossier             *dossier;     /* (owned) */
  const SptOperationInfo *info;        /* (nullable) */
  gboolean                is_prepared; /* FALSE: not as this operation, and nothing of what follows is there */
  SptPlantProjection     *plant;       /* (owned) (nullable): when it is its turn */
  SptXsd                 *xsd;         /* (owned) (nullable) */
  char                   *doc;         /* (owned) (nullable): as the archive has it */
  SptIssueList           *stored;      /* (owned) (nullable): what its last check found */

  /* What is read of it, by any thread. */
  gboolean                is_taken;    /* somebody reads it, or did */
  gboolean                is_read;
  SptXsdDocument         *document;    /* (owned) (nullable) */
  SptIssueList           *found;       /* (owned) (nullable): what speaks against it, beside its plant */
  GError                 *error;       /* (owned) (nullable): why there is no @document */

  char                   *lane;        /* (owned) (nullable): once it was checked */
} SptPreparedIntervention;

/* As the archive has it. @info: (nullable): only of that operation. @also: (element-type gint64): those of the same order
 * that go before. */
SptPreparedIntervention *_spt_prepared_intervention_load  (SptDb                   *db,
                                                           SptDossier              *dossier,
                                                           guint                    row,
                                                           const SptOperationInfo  *info,
                                                           GArray                  *also,
                                                           GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads it, and holds it once more against what its plant will be when it is its turn. Nothing of the archive is asked:
 * any thread. */
void                     _spt_prepared_intervention_read  (SptPreparedIntervention *self,
                                                           SptAccount              *account,
                                                           gint64                   now_utc_ms);
/* What speaks against one that was read goes to @issues. */
gboolean                 _spt_prepared_intervention_check (SptPreparedIntervention *self,
                                                           SptAccount              *account,
                                                           SptIssueList            *issues,
                                                           GError                 **error);
void                     _spt_prepared_intervention_free  (SptPreparedIntervention *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptPreparedIntervention, _spt_prepared_intervention_free)
/* A plant goes with the account of the first thing that was prepared of it. */
gboolean                 _spt_prepared_intervention_bind  (SptPreparedIntervention *self,
                                                           SptDb                   *db,
                                                           gint64                   account_id,
                                                           GError                 **error);
/* (element-type gint64): @ids (nullable: all that is ready) in the order of plants' queues. */
GArray                 *_spt_interventions_list_ready (SptDb                  *db,
                                                       const SptOperationInfo *info,
                                                       gint64                  account_id,
                                                       const gint64           *ids,
                                                       guint                   n_ids,
                                                       GCancellable           *cancellable,
                                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* --- spt-plants-ahead.c ------------------------------------------------------------------------------ */

/* Interventions of an order, read and checked a little ahead: while one is put into the archive the next are looked at
 * on other processors. */
typedef struct _SptPlantsAhead SptPlantsAhead;

/* All borrowed until it is freed. */
SptPlantsAhead          *_spt_plants_ahead_new        (SptDb                  *db,
                                                       GArray                 *ids,
                                                       const SptOperationInfo *info,
                                                       GArray                 *also,
                                                       SptAccount             *account,
                                                       gint64                  now_utc_ms);
void                     _spt_plants_ahead_free       (SptPlantsAhead         *self);
/* (transfer full): the next one, read; those before it are in the archive by now. */
SptPreparedIntervention *_spt_plants_ahead_next       (SptPlantsAhead         *self,
                                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptPlantsAhead, _spt_plants_ahead_free)

G_END_DECLS
