/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports: what came in together, the file it came from, and how its columns were read. */
#pragma once

#include "store/spt-store.h"

G_BEGIN_DECLS

/* --- remembered mappings ---------------------------------------------------------------------- */

typedef struct
{
  gint64  id;
  char   *name;
  char   *header; /* the digest of the column names it was made for */
  char   *doc;    /* JSON */
} SptStoredMapping;

void       spt_stored_mapping_free      (SptStoredMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptStoredMapping, spt_stored_mapping_free)

/* (element-type SptStoredMapping) (transfer full): the one used last first. */
GPtrArray *spt_db_list_mappings         (SptDb             *db,
                                         const char        *kind,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* By name, or by the digest of the header (the one used last); @mapping NULL without an error: none. */
gboolean   spt_db_get_mapping           (SptDb             *db,
                                         const char        *kind,
                                         const char        *name,
                                         SptStoredMapping **mapping,
                                         GError           **error);
gboolean   spt_db_find_mapping          (SptDb             *db,
                                         const char        *kind,
                                         const char        *header,
                                         SptStoredMapping **mapping,
                                         GError           **error);
/* Makes it or takes its place; it was used now. */
gboolean   spt_db_save_mapping          (SptDb             *db,
                                         const char        *kind,
                                         const char        *name,
                                         const char        *header,
                                         const char        *doc,
                                         GError           **error);
gboolean   spt_db_remove_mapping        (SptDb             *db,
                                         const char        *kind,
                                         const char        *name,
                                         GError           **error);

G_END_DECLS
