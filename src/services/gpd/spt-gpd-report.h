/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report spread over the positions that were sent. */
#pragma once

#include "service/spt-outcome.h"
#include "services/gpd/spt-gpd-wire.h"

G_BEGIN_DECLS

/**
 * SptGpdLikeness:
 * @SPT_GPD_LIKENESS_NONE: no position of ours in it, or the answers of another operation
 * @SPT_GPD_LIKENESS_MIXED: some of ours with strangers among them
 * @SPT_GPD_LIKENESS_PART: nothing but ours, not all of it
 * @SPT_GPD_LIKENESS_ALL: exactly ours
 *
 * How much of a report is about what we sent.
 */
typedef enum
{
  SPT_GPD_LIKENESS_NONE,
  SPT_GPD_LIKENESS_MIXED,
  SPT_GPD_LIKENESS_PART,
  SPT_GPD_LIKENESS_ALL
} SptGpdLikeness;

/* @keys (element-type utf8) (nullable). */
SptGpdLikeness spt_gpd_report_compare  (const SptGpdReport *report,
                                        const char         *operation,
                                        GPtrArray          *keys);
/* One result for each of @keys in their order, then one for each stranger (GPD facts 14.5, 13
 * T11). */
void           spt_gpd_report_spread   (const SptGpdReport *report,
                                        const char         *operation,
                                        GPtrArray          *keys,
                                        SptOutcome         *outcome);
/* Whether a group of that code names anybody. */
gboolean       spt_gpd_report_has_code (const SptGpdReport *report,
                                        gint64              code);
/* Whether the report is the last word: v1 gives unfinished ones too (GPD facts 9). */
gboolean       spt_gpd_report_is_final (const SptGpdReport *report);

G_END_DECLS
