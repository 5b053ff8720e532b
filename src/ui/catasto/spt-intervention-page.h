/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of an intervention (a stand-in until the true one is merged). */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

GType    spt_intervention_page_get_type (void);
SptPage *spt_intervention_page_new (SptDesk *desk, gint64 id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
