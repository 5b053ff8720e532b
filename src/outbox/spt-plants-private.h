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
const char             *_spt_intervention_get_libretto_operation (void);
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

G_END_DECLS
