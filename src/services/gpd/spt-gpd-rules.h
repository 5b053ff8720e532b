/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a debt position: what the service refuses at upload (U) and in its core (G) as
 * errors, what breaks at payment (P) and what is bad style as warnings (GPD facts 5 to 8, 7bis,
 * 12, 13). */
#pragma once

#include "model/spt-account.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

#define SPT_GPD_DOMAIN "gpd"

typedef struct _SptGpdSeen SptGpdSeen;

/* What was seen across the records of one checking session: 14 to 27 bytes an identifier, no text.
 */
SptGpdSeen *spt_gpd_seen_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void        spt_gpd_seen_free  (SptGpdSeen   *self);
void        spt_gpd_seen_reset (SptGpdSeen   *self);
/* Makes room for @n identifiers at one go. */
void        spt_gpd_seen_reserve (SptGpdSeen *self,
                                  gsize       n);
/* The row where (@kind, @text) was seen first, or 0 when this is the first time, which is then
 * remembered. */
guint       spt_gpd_seen_add   (SptGpdSeen   *self,
                                char          kind,
                                const char   *text,
                                guint         row);
/* The same without remembering. */
guint       spt_gpd_seen_find  (SptGpdSeen   *self,
                                char          kind,
                                const char   *text);

/* What one check works on. */
typedef struct
{
  const SptGpdFields *fields;
  SptGpdSeen         *seen;
  SptRecord          *record;
  SptIssueList       *issues;
  SptDatetime         now;
  guint               row;
  gboolean            strict;
  gboolean            is_update;
} SptGpdCheck;

void        spt_gpd_rules_check       (const SptGpdFields *fields,
                                       SptGpdSeen         *seen,
                                       SptAccount         *account,
                                       const char         *operation,
                                       SptRecord          *record,
                                       guint               row,
                                       gint64              now_utc_ms,
                                       SptIssueList       *issues);
/* Dates against each other and against now (GPD facts 7). */
void        spt_gpd_rules_check_dates (SptGpdCheck        *check);

void        spt_gpd_rules_add         (SptGpdCheck        *check,
                                       const SptNode      *node,
                                       guint               field_index,
                                       SptIssueLevel       level,
                                       const char         *code,
                                       const char         *limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptGpdSeen, spt_gpd_seen_free)

G_END_DECLS
