/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a debt position: what the service refuses at upload (U) and in its core (G) as
 * errors, what breaks at payment (P) and what is bad style as warnings (GPD facts 5 to 8, 7bis,
 * 12, 13). */
#pragma once

#include "model/spt-account.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

#define SPT_GPD_DOMAIN "gpd"

/* The codes that pagoPA gives to generation points; those beyond are of central services (GPD facts 7bis). */
#define SPT_GPD_SEGREGATIONS "00-45"

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
/* How many identifiers it may hold until the next reset; more go to a file, and what is twice but
 * not among those held at one time is found by spt_gpd_seen_compare(). Rows must rise. */
void        spt_gpd_seen_set_limit (SptGpdSeen   *self,
                                    gsize         limit);
/* Compares all; @any: (out): whether something is twice that was not said yet. FALSE on an error of
 * the file. */
gboolean    spt_gpd_seen_compare   (SptGpdSeen   *self,
                                    gboolean     *any,
                                    GError      **error);
/* Then: where (@kind, @text) of @row was first, for a "d" and an "n" also its NAV; 0 = not before, or
 * it was said. */
guint       spt_gpd_seen_get_late  (SptGpdSeen   *self,
                                    char          kind,
                                    const char   *text,
                                    guint         row,
                                    guint        *first_nav);

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
/* After spt_gpd_seen_compare(), on each record again: says what is there twice. */
void        spt_gpd_rules_check_late  (const SptGpdFields *fields,
                                       SptGpdSeen         *seen,
                                       const char         *operation,
                                       SptRecord          *record,
                                       guint               row,
                                       SptIssueList       *issues);
/* Dates against each other and against now (GPD facts 7). */
void        spt_gpd_rules_check_dates (SptGpdCheck        *check);

/* @text begins with the two digits of a segregation code; a code of something else is not central. */
gboolean    spt_gpd_segregation_is_central (const char    *text);

void        spt_gpd_rules_add         (SptGpdCheck        *check,
                                       const SptNode      *node,
                                       guint               field_index,
                                       SptIssueLevel       level,
                                       const char         *code,
                                       const char         *limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptGpdSeen, spt_gpd_seen_free)

G_END_DECLS
