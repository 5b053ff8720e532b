/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs a person and what is going on, counted anew as the archive changes: for the sidebar
 * and the first page. Knows no widget. */
#pragma once

#include "model/spt-state.h"
#include "model/spt-submission.h"
#include "store/spt-store-orders.h"
#include "ui/spt-record-card.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUMMARY (spt_summary_get_type ())

/* Signals: "changed" after each count; "failed" (GError) when the archive could not be read.
 * Property: loaded (boolean). */
G_DECLARE_FINAL_TYPE (SptSummary, spt_summary, SPT, SUMMARY, GObject)

/* Most lines of one group that are kept as objects; the counts are exact. */
#define SPT_SUMMARY_MAX 20

SptSummary *spt_summary_new               (SptStore   *store) G_GNUC_WARN_UNUSED_RESULT;
gboolean    spt_summary_get_loaded        (SptSummary *self);
void        spt_summary_refresh           (SptSummary *self);
guint       spt_summary_get_n_positions   (SptSummary *self,
                                           guint       states); /* bit set of 1 << SptState, 0 = all */
/* People and companies with something to correct. */
guint       spt_summary_get_n_bad_subjects (SptSummary *self);
guint       spt_summary_get_n_submissions (SptSummary *self,
                                           guint       states);
guint       spt_summary_get_n_accounts    (SptSummary *self);
/* Accounts whose last test failed. */
guint       spt_summary_get_n_bad_accounts (SptSummary *self);
/* (element-type SptAccount): with a secret that ends within SPT_EXPIRY_SOON_DAYS or has ended;
 * borrowed until the next "changed". */
GPtrArray  *spt_summary_get_expiring      (SptSummary *self);
/* How many of them need somebody: SPT_EXPIRY_URGENT_DAYS or less. */
guint       spt_summary_get_n_urgent_secrets (SptSummary *self);
/* Refused in whole or in part, not seen yet and not sent again; an order counts once. */
guint       spt_summary_get_n_refusals    (SptSummary *self);
/* What ended in the last seven days: lines, and records accepted in them. */
void        spt_summary_get_week          (SptSummary *self,
                                           guint      *n_submissions,
                                           guint      *n_items);
/* (element-type SptSubmission), newest first, at most SPT_SUMMARY_MAX of @n; borrowed until the next
 * "changed". An order of single requests is one line. */
GPtrArray  *spt_summary_get_lines         (SptSummary *self,
                                           SptLines    which,
                                           guint      *n); /* (out) (optional) */
/* Records of the kinds that say themselves what there is of them, and what they say (element-type
 * SptRecordCard); borrowed until the next "changed". */
guint       spt_summary_get_n_followed    (SptSummary   *self);
GPtrArray  *spt_summary_get_cards         (SptSummary   *self);
guint       spt_summary_count_cards       (SptSummary   *self,
                                           const char   *kind, /* (nullable): all */
                                           SptCardGroup  group);
/* The outcomes up to now are known: kept in the archive. */
void        spt_summary_mark_seen         (SptSummary *self);

G_END_DECLS
