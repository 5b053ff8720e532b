/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of the calls in force: the user's set before the shipped one, each compiled once. */
#pragma once

#include "form/spt-xsd.h"

G_BEGIN_DECLS

/* Any thread. NULL with SPT_XSD_ERROR when the set is broken. */
SptXsd *spt_catasto_schemas_ref      (guint     call,
                                      GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* Another set has been put in its place: what is compiled is let go of. */
void    spt_catasto_schemas_forget   (void);
/* A file of the disk that begins the schema in force, with all that it includes beside it: the user's
 * own, or a copy of the shipped set in the cache. */
char   *spt_catasto_schemas_dup_path (guint     call,
                                      GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
