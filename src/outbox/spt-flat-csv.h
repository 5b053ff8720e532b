/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one row each: the plain CSV layout that a field table gives by itself (docs/csv.md).
 */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_FLAT_EXTRAS 3

/* A column beside those of the fields: @label is what people call it, untranslated. */
typedef struct
{
  const char *name;
  const char *label;
} SptFlatExtra;

/**
 * SptFlatCsv:
 * @get_schema: what a record consists of; a column is the name of a field, or `group.n.field`
 * @extras: (array length=n_extras): the columns beside those of the fields, three at most
 * @aside: (nullable): the one of them that no record holds: its text goes beside the record
 * @complete: (nullable): derives what a file leaves out; @extras: the texts of the extra columns, ""
 *   where there is none
 * @refuse: the code of why a row cannot be a record, with its value; %NULL = it can
 * @check: (nullable): every rule on one record; %NULL where only the archive tells which rules
 *
 * How the rows of a kind are read.
 */
typedef struct
{
  SptSchema  *(*get_schema) (void);
  const SptFlatExtra *extras;
  guint         n_extras;
  const char   *aside;
  void        (*complete)  (SptRecord         *record,
                            const char *const *extras);
  const char *(*refuse)    (SptRecord          *record,
                            const char *const  *extras,
                            const char        **value);
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
                                  const char       *aside, /* (nullable) */
                                  gboolean          for_spreadsheet,
                                  GString          *out);
/* "otherAddress.1.city" for "otherAddress[0].city"; NULL for what is no column. */
char    *spt_flat_csv_dup_column (const char       *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
