/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a CSV file joined by their key, whether they are neighbours or not. */
#pragma once

#include "base/spt-csv-rows.h"

G_BEGIN_DECLS

#define SPT_GPD_CSV_NO_ROW G_MAXUINT32

/* One row of the file: where it lies, and the next row of the same key. */
typedef struct
{
  SptCsvPlace place;
  guint32     row;
  guint32     next; /* SPT_GPD_CSV_NO_ROW = none */
} SptGpdCsvRow;

/**
 * SptGpdCsvGroupFuncs:
 * @judge: looks at the row that the reader is at: appends its key to @key, which is empty, or
 * leaves that empty when the row can be part of nothing;
 *   may be asked of one row several times. @first_look: for the first time. @tell: delivers why it
 * cannot. %FALSE on an error, which only comes from telling
 * @begin: before the first group, when every row was judged and told of; @n_rows: how many are in
 * groups, 0 = not known yet
 * @take: gets a group: @first and those that follow it in @entries, to be loaded from @rows
 *
 * What is done with rows and groups.
 */
typedef struct
{
  gboolean (*judge) (GString   *key,
                     gboolean   first_look,
                     gboolean   tell,
                     gpointer   user_data,
                     GError   **error);
  gboolean (*begin) (guint      n_rows,
                     gpointer   user_data,
                     GError   **error);
  gboolean (*take)  (SptCsvRows          *rows,
                     const SptGpdCsvRow  *entries,
                     guint32              first,
                     gpointer             user_data,
                     GError             **error);
} SptGpdCsvGroupFuncs;

/* @reader is at its header. */
gboolean spt_gpd_csv_groups_read (SptCsvReader               *reader,
                                  const SptGpdCsvGroupFuncs  *funcs,
                                  gpointer                    user_data,
                                  GCancellable               *cancellable,
                                  GError                    **error);

G_END_DECLS
