/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of dues and instalment plans of debt positions: pure, on records. */
#pragma once

#include "service/spt-dues.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_GPD_SHARE_PERCENT,     /* of the whole */
  SPT_GPD_SHARE_PERCENT_NET, /* of what is left to the first */
  SPT_GPD_SHARE_FIXED        /* cents */
} SptGpdShareKind;

typedef struct
{
  SptGpdShareKind kind;
  gint64          value; /* ten-thousandths of a per cent, or cents */
} SptGpdShare;

/* What the placeholders of a text stand for. */
typedef struct
{
  guint              year;
  const SptDatetime *due;         /* (nullable) */
  guint              instalment;  /* from 1; 0 = the payment in one sum */
  guint              instalments;
  const char        *iupd;
  const char        *body;
  const char        *debtor;
  const char        *debtor_code;
} SptGpdWords;

/* spt-gpd-due.c */
/* "5" and "4,7619" as ten-thousandths of a per cent, at most 100 per cent. */
gboolean     spt_gpd_due_parse_percent  (const char         *text,
                                         gint64             *value);
/* @amounts: n_shares + 1, the first is the body's own; FALSE when nothing would be left to it. */
gboolean     spt_gpd_due_split          (gint64              total,
                                         const SptGpdShare  *shares,
                                         guint               n_shares,
                                         gint64             *amounts);
char        *spt_gpd_due_expand         (const char         *text,
                                         const SptGpdWords  *words) G_GNUC_WARN_UNUSED_RESULT;
/* By the rule of @due, from @today; FALSE where there is none. */
gboolean     spt_gpd_due_date           (SptRecord          *due,
                                         const SptDatetime  *today,
                                         SptDatetime        *date);
void         spt_gpd_due_check          (SptRecord          *due,
                                         SptIssueList       *issues);

/* spt-gpd-due-fill.c */
void         spt_gpd_due_apply          (const SptGpdFields *fields,
                                         SptRecord          *due,
                                         SptRecord          *record,
                                         gint64              now_utc_ms);

/* spt-gpd-plan.c */
/* Exact cents: n amounts that sum to @total, equal but for what does not divide. */
gboolean     spt_gpd_plan_amounts       (gint64              total,
                                         guint               n,
                                         gboolean            rest_last,
                                         gint64             *amounts);
/* @months after @first, on its day or the month's last. */
void         spt_gpd_plan_date          (const SptDatetime  *first,
                                         guint               months,
                                         SptDatetime        *date);
const char  *spt_gpd_plan_apply         (const SptGpdFields   *fields,
                                         const SptInstalments *how,
                                         SptRecord            *record,
                                         gint64                now_utc_ms);

G_END_DECLS
