/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an update would replace or take away: it is a replacement, not a correction (GPD facts 12,
 * 13 T14). */
#pragma once

#include "service/spt-service.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

/* Tells @func every difference between what the service has and what would be sent. */
void spt_gpd_changes_list (const SptGpdFields *fields,
                           SptRecord          *before,
                           SptRecord          *after,
                           SptChangeFunc       func,
                           gpointer            user_data);

G_END_DECLS
