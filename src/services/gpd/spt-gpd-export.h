/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records back into files: the plain CSV layout, a document of what failed, an example. */
#pragma once

#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

/* One line for each payment option, or the header for a NULL record. */
void    spt_gpd_export_csv          (const SptGpdFields  *fields,
                                     SptRecord           *record,
                                     gboolean             for_spreadsheet,
                                     GString             *out);
/* Out of the body of an upload, a document of the items alone whose numbers (from 0) are in
 * @items. */
GBytes *spt_gpd_export_document     (const SptGpdFields  *fields,
                                     gboolean             is_delete,
                                     GBytes              *body,
                                     GHashTable          *items,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* A minimal valid document, its due date in the days to come. */
char   *spt_gpd_export_template     (gboolean             is_delete,
                                     gint64               now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* The only entry of the archive inside an upload's body. */
GBytes *spt_gpd_export_unwrap       (GBytes              *body,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
