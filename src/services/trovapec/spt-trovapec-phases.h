/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a request may have come to and what may be asked then: data/trovapec/phases.json, which an
 * office may change without a compiler. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_TROVAPEC_STAGE_FOUND     "found"
#define SPT_TROVAPEC_STAGE_NOT_FOUND "not-found"
#define SPT_TROVAPEC_STAGE_CHECK     "check"     /* what came is no address by its form */
#define SPT_TROVAPEC_STAGE_CANCELLED "cancelled" /* and may be asked again */
#define SPT_TROVAPEC_STAGE_LOST      "lost"      /* a person says that it arrived; its token is lost */

/* News of a request that came to @stage: its phase is @words where the service said some, else the
 * table's. Borrows from @words and the table. */
void spt_trovapec_phase_make_news (const char           *stage,
                                   const char           *words,
                                   SptDossierNews       *news);
/* list_steps of the service. */
void spt_trovapec_list_steps      (SptService           *service,
                                   SptAccount           *account,
                                   const SptDossierData *dossier,
                                   SptStepFunc           func,
                                   gpointer              user_data);

G_END_DECLS
