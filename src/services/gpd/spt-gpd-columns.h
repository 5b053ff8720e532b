/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a list shows of a position. */
#pragma once

#include "model/spt-debt-position.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

/* @columns borrows from @record. */
void spt_gpd_columns_read (const SptGpdFields *fields,
                           SptRecord          *record,
                           SptPositionColumns *columns);

G_END_DECLS
