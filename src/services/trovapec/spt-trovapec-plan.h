/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a result is asked for: the plan of services facts 3.5. Pure. */
#pragma once

#include "model/spt-account.h"

G_BEGIN_DECLS

/* How long before the look number @step (from 0), without jitter; -1 = none follows. The practice
 * service is sixty times as fast. */
gint64 spt_trovapec_plan_get_delay   (guint          step,
                                      SptEnvironment environment);
/* A look that did not get through is tried again after this. */
gint64 spt_trovapec_plan_get_retry   (guint          step,
                                      SptEnvironment environment);
/* What waits so long since it was taken is asked about no more by itself. */
gint64 spt_trovapec_plan_get_end     (SptEnvironment environment);
/* A tenth more or less. */
gint64 spt_trovapec_plan_add_jitter  (gint64         delay_ms);

G_END_DECLS
