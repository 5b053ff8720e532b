/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dossiers outside the archive: what a form has of one, checked where it stands at its service. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/* What saving it would find: @dossier NULL = a new one, @account NULL = none yet. */
void spt_dossier_check (SptRecord            *record,
                        const SptDossierData *dossier,
                        SptAccount           *account,
                        guint                 row,
                        gint64                now_utc_ms,
                        SptIssueList         *issues);

G_END_DECLS
