/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one row each: the plain CSV layout that a field table gives by itself (docs/csv.md).
 */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/**
 * SptFlatCsv:
 * @get_schema: what a record consists of; a column is the name of a field, or `group.n.field`
 * @extra: (nullable): a column beside those of the fields
 * @extra_label: (nullable): what people call it, untranslated
 * @is_usable: whether a row says whom or what it is about; others are rejected
 * @unusable: the code that tells why
 * @complete: (nullable): derives what a file leaves out; @extra_text: the extra column's text, ""
 *   where there is none
 * @check: (nullable): every rule on one record; %NULL where only the archive tells which rules
 *
 * How the rows of a kind are read.
 */
typedef struct
{
  SptSchema  *(*get_schema) (void);
  const char   *extra;
  const char   *extra_label;
  gboolean    (*is_usable) (SptRecord *record);
  const char   *unusable;
  void        (*complete)  (SptRecord  *record,
                            const char *extra_text);
  void        (*check)     (SptRecord    *record,
                            guint         row,
                            SptIssueList *issues);
} SptFlatCsv;

/* The columns of the plain layout in their order; borrowed for good. */
const SptCsvColumn *spt_flat_csv_list_columns (const SptFlatCsv *self,
                                               guint            *n_columns);
gboolean spt_flat_csv_read       (const SptFlatCsv *self,
                                  SptCsvReader     *reader,
                                  const SptReadOptions *options,
                                  SptRecordFunc     func,
                                  gpointer          user_data,
                                  GCancellable     *cancellable,
                                  GError          **error);
/* The header for a NULL @record. */
void     spt_flat_csv_append     (const SptFlatCsv *self,
                                  SptRecord        *record,
                                  gboolean          for_spreadsheet,
                                  GString          *out);
/* "otherAddress.1.city" for "otherAddress[0].city"; NULL for what is no column. */
char    *spt_flat_csv_dup_column (const char       *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
