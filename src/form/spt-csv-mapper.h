/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mapping made ready for one file: each row of theirs becomes a row of our layout. */
#pragma once

#include "base/spt-csv.h"
#include "form/spt-csv-mapping.h"
#include "model/spt-issue.h"

G_BEGIN_DECLS

typedef struct _SptCsvMapper SptCsvMapper;

/* @reader is at the header. What cannot be worked with goes into @issues: column-missing,
 * mapping-template. The mapping is borrowed. */
SptCsvMapper *spt_csv_mapper_new        (const SptCsvMapping *mapping,
                                         SptCsvReader        *reader,
                                         const SptCsvColumn  *columns,
                                         guint                n_columns,
                                         const char          *domain,
                                         SptIssueList        *issues) G_GNUC_WARN_UNUSED_RESULT;
void          spt_csv_mapper_free       (SptCsvMapper        *self);
/* Our columns that it gives, in the order of the layout. */
guint         spt_csv_mapper_get_n      (SptCsvMapper        *self);
/* Which of the layout the column @index is. */
guint         spt_csv_mapper_get_column (SptCsvMapper        *self,
                                         guint                index);
/* First look at a row: how amounts are written. */
void          spt_csv_mapper_look       (SptCsvMapper        *self,
                                         SptCsvReader        *reader);
/* One column of ours of the row that @reader is at; valid until the next call. */
const char   *spt_csv_mapper_get_cell   (SptCsvMapper        *self,
                                         SptCsvReader        *reader,
                                         guint                index);
/* After the last row: decides about amounts, and says where it could not. */
void          spt_csv_mapper_decide     (SptCsvMapper        *self,
                                         const char          *domain,
                                         SptIssueList        *issues);
/* @packed: their cells and then the row's own text, each ended by a NUL, as SptCsvRows keeps them.
 * The same of ours; valid until the next call. */
const char   *spt_csv_mapper_apply      (SptCsvMapper        *self,
                                         guint                row,
                                         const char          *packed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCsvMapper, spt_csv_mapper_free)

G_END_DECLS
