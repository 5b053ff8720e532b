/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One intervention on a plant: what it is, where it stands, its document by schede, what happened to it. */
#pragma once

#include "ui/catasto/spt-intervention-work.h"
#include "ui/spt-record-page.h"

G_BEGIN_DECLS

#define SPT_TYPE_INTERVENTION_PAGE (spt_intervention_page_get_type ())

G_DECLARE_FINAL_TYPE (SptInterventionPage, spt_intervention_page, SPT, INTERVENTION_PAGE, SptRecordPage)

/* @id 0: the libretto of a plant that is new here. */
SptPage *spt_intervention_page_new       (SptDesk              *desk,
                                          gint64                id) G_GNUC_WARN_UNUSED_RESULT;
/* What begins (taken), not kept yet. */
SptPage *spt_intervention_page_new_begun (SptDesk              *desk,
                                          SptInterventionBegun *begun) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
