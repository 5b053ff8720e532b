/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a CSV layout (docs/csv.md, "For all kinds"): which column goes where. */
#pragma once

#include "base/spt-csv.h"
#include "model/spt-issue.h"

G_BEGIN_DECLS

#define SPT_CSV_NO_COLUMN G_MAXUINT

/* (element-type guint): for each column of the row that @reader is at its index in @names, or
 * SPT_CSV_NO_COLUMN. Issues: column-unknown-near, file-unknown-column, column-twice. */
GArray *spt_csv_header_match (SptCsvReader *reader,
                              GPtrArray    *names,
                              const char   *domain,
                              SptIssueList *issues) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
