/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of the archive made into uploads: read on the caller's thread, checked and built on
 * another, packed on more. */
#pragma once

#include "service/spt-service.h"
#include "services/gpd/spt-gpd-rules.h"

G_BEGIN_DECLS

/* About 115,000 positions, 3 MB: whatever their number, no more memory is taken. */
#define SPT_GPD_RECORDS_SEEN 229000

/* What preparing works on; all borrowed. */
typedef struct
{
  const SptGpdFields *fields;
  SptGpdSeen         *seen;
  SptAccount         *account;
  const char         *operation;
  gint64              now_utc_ms;
  SptRecordSource     source;
  gpointer            source_data;
  SptPreparedFunc     func;
  gpointer            user_data;
  SptIssueList       *issues;
  GCancellable       *cancellable; /* (nullable) */
  gsize               max_seen;    /* identifiers kept in memory, 0 = SPT_GPD_RECORDS_SEEN */
} SptGpdRecords;

gboolean spt_gpd_records_prepare (const SptGpdRecords *records,
                                  GError             **error);

G_END_DECLS
