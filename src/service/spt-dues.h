/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a service whose records ask for money can do with kinds of dues and instalments. */
#pragma once

#include "form/spt-record.h"

G_BEGIN_DECLS

/* Six years of months: nobody's plan is longer. */
#define SPT_INSTALMENTS_MAX 72

typedef struct _SptService SptService;

/**
 * SptInstalments:
 * @n: how many, 2 to %SPT_INSTALMENTS_MAX
 * @first: the first due date
 * @months: from one to the next; 0 = @dates
 * @dates: (nullable): @n dates, each after the one before
 * @keep_single: the payment in one sum stays as the alternative
 * @rest_last: the cents that do not divide go to the last instalment, not to the first
 * @description: (nullable): reason of an instalment, with placeholders
 *
 * How a payment is to be divided (GPD facts 12: full options and the one plan are alternatives).
 */
typedef struct
{
  guint              n;
  SptDatetime        first;
  guint              months;
  const SptDatetime *dates;
  gboolean           keep_single;
  gboolean           rest_last;
  const char        *description;
} SptInstalments;

/**
 * SptDuesTable:
 * @get_schema: the schema of a kind of due; borrowed
 * @check: what the schema cannot say of a kind of due
 * @apply: fills what is empty in @record from @due, shares included; numbers are somebody else's
 *   business
 * @divide: divides the one payment of @record; the code of a message when it cannot be, and then
 *   nothing changed
 *
 * The abilities, pure; all may be called on any thread.
 */
typedef struct
{
  SptSchema  *(*get_schema) (SptService           *self);
  void        (*check)      (SptService           *self,
                             SptRecord            *due,
                             SptIssueList         *issues);
  void        (*apply)      (SptService           *self,
                             SptRecord            *due,
                             SptRecord            *record,
                             gint64                now_utc_ms);
  const char *(*divide)     (SptService           *self,
                             const SptInstalments *how,
                             SptRecord            *record,
                             gint64                now_utc_ms);
} SptDuesTable;

G_END_DECLS
