/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The service's own documents (GPD facts 5, 6), read as a stream into records. */
#pragma once

#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

/* Receives each element of the document's array: @record is NULL for one that is no position.
 * FALSE with @error stops. */
typedef gboolean (*SptGpdJsonFunc) (SptRecord  *record,
                                    guint       row,
                                    gpointer    user_data,
                                    GError    **error);

/* Reads a create or update file, or with @is_delete a delete file. What is wrong with an element
 * is added to @issues before @func is called for it, with its row; what is wrong with the
 * document has row 0. FALSE with SPT_JSON_ERROR for what is no JSON, with another error for
 * trouble of the stream or of @func. */
gboolean spt_gpd_json_read (const SptGpdFields  *fields,
                            GInputStream        *stream,
                            gboolean             is_delete,
                            SptGpdJsonFunc       func,
                            gpointer             user_data,
                            SptIssueList        *issues,
                            GCancellable        *cancellable,
                            GError             **error);

G_END_DECLS
