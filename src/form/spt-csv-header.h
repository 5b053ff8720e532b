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
/* (element-type utf8) (transfer full): the names of the columns as mappings call them: trimmed, on
 * one line; empty ones as a spreadsheet names them ("A", "AB"), repeated ones with " (2)". Empty
 * ones at the end are left out. */
GPtrArray *spt_csv_header_list_names (const char *const *fields,
                                      guint              n_fields) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
