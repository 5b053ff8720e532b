/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions in, upload requests out: JSON, zip and multipart as a stream, split under every
 * limit (GPD facts 4, 13, 14). */
#pragma once

#include "service/spt-service.h"
#include "services/gpd/spt-gpd-fields.h"

G_BEGIN_DECLS

/**
 * SptGpdLimits:
 * @max_body: bytes of the whole HTTP body
 * @max_json: bytes of the JSON unzipped
 * @max_estimate: bytes in the service's own indented form (GPD facts 13, T2)
 * @max_items: positions
 *
 * What one request may hold at most.
 */
typedef struct
{
  gsize max_body;
  gsize max_json;
  gsize max_estimate;
  guint max_items;
} SptGpdLimits;

extern const SptGpdLimits spt_gpd_limits;

typedef struct _SptGpdBuilder SptGpdBuilder;

/* @func gets each request in parts: its positions as they are packed, its body when it is full. */
SptGpdBuilder *spt_gpd_builder_new    (const SptGpdFields *fields,
                                       SptAccount         *account,
                                       const char         *operation,
                                       const SptGpdLimits *limits,
                                       SptPreparedFunc     func,
                                       gpointer            user_data,
                                       SptIssueList       *issues,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void           spt_gpd_builder_free   (SptGpdBuilder      *self);
/* @record_id: the archive's, -1 = there is none (for all or for no record of a request). */
gboolean       spt_gpd_builder_add    (SptGpdBuilder      *self,
                                       SptRecord          *record,
                                       guint               row,
                                       gint64              record_id,
                                       GError            **error);
gboolean       spt_gpd_builder_finish (SptGpdBuilder      *self,
                                       GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptGpdBuilder, spt_gpd_builder_free)

G_END_DECLS
