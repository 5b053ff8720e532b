/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened to a submission, in order: tries, answers, people's decisions. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SPT_TYPE_TIMELINE (spt_timeline_get_type ())

G_DECLARE_FINAL_TYPE (SptTimeline, spt_timeline, SPT, TIMELINE, AdwBin)

/* @events: (element-type SptEvent), @attempts: (element-type SptAttempt): borrowed for the call. */
void spt_timeline_set (SptTimeline *self,
                       GPtrArray   *events,
                       GPtrArray   *attempts,
                       const char  *service,
                       gint64       now_utc_ms);

G_END_DECLS
