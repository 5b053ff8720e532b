/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records out of the archive as CSV, in the layout in which they come in (docs/csv.md). */
#pragma once

#include "outbox/spt-record-kind.h"

G_BEGIN_DECLS

/**
 * SptExportOptions:
 * @kind: "beneficiaries"
 * @filter: (nullable): only what has these words
 * @ids: (nullable) (element-type gint64): only these, in this order; %NULL = all, as they came in
 * @for_spreadsheet: what looks like a formula is made harmless
 * @with_bom: says that it is UTF-8, for programs that would not look
 * @path: (nullable): where it goes; %NULL = standard output
 *
 * What goes out, and how.
 */
typedef struct
{
  const char *kind;
  const char *filter;
  GArray     *ids;
  gboolean    for_spreadsheet;
  gboolean    with_bom;
  const char *path;
} SptExportOptions;

/* A file appears whole or not at all; only its owner may read it. @n_records: (out) (optional). Blocking. */
gboolean spt_export_records        (SptStore                *store,
                                    const SptExportOptions  *options,
                                    guint                   *n_records,
                                    GCancellable            *cancellable,
                                    GError                 **error);
void     spt_export_records_async  (SptStore                *store,
                                    const SptExportOptions  *options,
                                    GCancellable            *cancellable,
                                    GAsyncReadyCallback      callback,
                                    gpointer                 user_data);
gboolean spt_export_records_finish (SptStore                *store,
                                    GAsyncResult            *result,
                                    guint                   *n_records,
                                    GError                 **error);

G_END_DECLS
