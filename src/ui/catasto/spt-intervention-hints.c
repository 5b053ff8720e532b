/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions beside fields: what formulas and tables give. Never written by themselves (catasto facts 9.1, 9.3). */
#define G_LOG_DOMAIN "spt-intervention-hints"

#include "config.h"

#include "ui/catasto/spt-intervention-page-private.h"

void
_spt_intervention_hints_update (SptInterventionPage *self,
                                SptRecord           *record)
{
}
