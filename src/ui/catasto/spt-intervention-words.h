/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What interventions are called. */
#pragma once

#include "model/spt-dossier.h"

G_BEGIN_DECLS

/* "Efficiency report (RCEE) · GT1"; @type: "84", SPT_INTERVENTION_LOCAL; @detail: "" = nothing more is known. */
char *spt_intervention_dup_title (const char *type,
                                  const char *detail) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
