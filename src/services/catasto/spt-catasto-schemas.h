/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of the calls in force: the user's set before the shipped one, each compiled once. */
#pragma once

#include "form/spt-xsd.h"
#include "service/spt-official.h"

G_BEGIN_DECLS

/* The calls and lists of the register, as they are published. */
extern const SptOfficialKind spt_catasto_official;

/* Any thread. NULL with SPT_OFFICIAL_ERROR when the set is broken, or has no such call. */
SptXsd *spt_catasto_schemas_ref      (guint     call,
                                      GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* What is compiled is let go of: for tests, which change files faster than anybody notices. */
void    spt_catasto_schemas_forget   (void);
/* A file of the disk that begins the schema in force, with all that it includes in its place: the user's
 * own, or a copy of the shipped set in the cache. */
char   *spt_catasto_schemas_dup_path (guint     call,
                                      GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
