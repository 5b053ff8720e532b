/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of the archive made into uploads: read on the caller's thread, checked and built on
 * another, packed on more. */
#pragma once

#include "service/spt-service.h"
#include "services/gpd/spt-gpd-rules.h"

G_BEGIN_DECLS

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
} SptGpdRecords;

gboolean spt_gpd_records_prepare (const SptGpdRecords *records,
                                  GError             **error);

G_END_DECLS
