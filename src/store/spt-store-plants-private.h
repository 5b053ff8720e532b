/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about plants in the archive share. */
#pragma once

#include "store/spt-store-plants.h"
#include "store/spt-store-private.h"

G_BEGIN_DECLS

/* Of a row of plant: an intervention of it is prepared, or may have left, or is over for another reason than
 * that a person took it out. */
#define SPT_SQL_PLANT_WAS_SENT \
  "EXISTS (SELECT 1 FROM dossier AS d WHERE d.plant_id = plant.id AND (d.phase IN ('" \
  SPT_INTERVENTION_ACCEPTED "', '" SPT_INTERVENTION_APPLIED "') OR EXISTS (SELECT 1 FROM item AS i JOIN " \
  "submission AS s ON s.id = i.submission_id WHERE i.record_kind = d.kind AND i.record_id = d.id AND (" \
  SPT_SQL_IS_OPEN " OR EXISTS (SELECT 1 FROM attempt AS a WHERE a.submission_id = s.id AND a.kind = 'send' " \
  "AND a.outcome IS NOT 'not-sent')))))"

/* What the index holds of a plant now; taken before a change, given to spt_db_index_plant() after it (NULL = it
 * was not in the index). */
char       *spt_db_dup_plant_words (SptDb       *db,
                                    gint64       id,
                                    GError     **error);
gboolean    spt_db_index_plant     (SptDb       *db,
                                    gint64       id,
                                    const char  *before,
                                    GError     **error);

G_END_DECLS
