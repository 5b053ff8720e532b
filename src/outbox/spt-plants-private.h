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

/* An intervention that may leave. Begins as zeros. */
typedef struct
{
  const SptOperationInfo *info;
  gint64                  plant_id;
  char                   *lane; /* (owned) */
  char                   *doc;  /* (owned) (nullable): NULL = it may not */
} SptPreparedIntervention;

void                    _spt_prepared_intervention_clear (SptPreparedIntervention *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptPreparedIntervention, _spt_prepared_intervention_clear)
/* Once more beside what its plant will be when it is its turn. @info: (nullable): only of that operation. @also:
 * (element-type gint64): those of the same order that go before. What speaks against it goes to @issues. */
gboolean                _spt_intervention_prepare    (SptDb                   *db,
                                                      gint64                   id,
                                                      const SptOperationInfo  *info,
                                                      SptAccount              *account,
                                                      GArray                  *also,
                                                      gint64                   now_utc_ms,
                                                      guint                    row,
                                                      SptIssueList            *issues,
                                                      SptPreparedIntervention *out,
                                                      GError                 **error);
/* A plant goes with the account of the first thing that was prepared of it. */
gboolean                _spt_intervention_bind       (SptDb   *db,
                                                      gint64   plant_id,
                                                      gint64   account_id,
                                                      GError **error);
/* (element-type gint64): @ids (nullable: all that is ready) in the order of plants' queues. */
GArray                 *_spt_interventions_list_ready (SptDb                  *db,
                                                       const SptOperationInfo *info,
                                                       gint64                  account_id,
                                                       const gint64           *ids,
                                                       guint                   n_ids,
                                                       GCancellable           *cancellable,
                                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
