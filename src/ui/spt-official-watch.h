/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows the user's folder of official schemas and lists on the disk, whoever writes there. */
#pragma once

#include "service/spt-official.h"

G_BEGIN_DECLS

#define SPT_TYPE_OFFICIAL_WATCH (spt_official_watch_get_type ())

/**
 * SptOfficialWatch:
 *
 * Signal "changed": what is in force may be another set by now. On the main thread; often several times for one change.
 */
G_DECLARE_FINAL_TYPE (SptOfficialWatch, spt_official_watch, SPT, OFFICIAL_WATCH, GObject)

SptOfficialWatch *spt_official_watch_new (const SptOfficialKind *kind);

G_END_DECLS
