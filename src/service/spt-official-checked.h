/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which schema a submission was checked with: remembered in its note, said to people and to programs. */
#pragma once

#include "base/spt-json.h"
#include "service/spt-official.h"

G_BEGIN_DECLS

/**
 * SptOfficialChecked:
 * @hash: SHA-256 in hex over all files of the schema
 * @file: (nullable): as it is called in its set; %NULL: of a submission of an older Sportello, which kept the sum alone
 * @version: (nullable): as the schema fixes it: "2.2"
 * @set: (nullable): what the set was made from, of one that was imported
 * @origin: where the set came from
 *
 * The schema, as it was then. Strings are owned.
 */
typedef struct
{
  char              *hash;
  char              *file;
  char              *version;
  char              *set;
  SptOfficialOrigin  origin;
} SptOfficialChecked;

/* @xsd: the schema of @root, of the set in force; @version_name: (nullable): the element that fixes the version. */
SptOfficialChecked *spt_official_checked_new       (const SptOfficialKind    *kind,
                                                    const char               *root,
                                                    SptXsd                   *xsd,
                                                    const char               *version_name) G_GNUC_WARN_UNUSED_RESULT;
void                spt_official_checked_free      (SptOfficialChecked       *self);
/* Into the note of a submission, and out of it: %NULL where it says nothing of a schema. */
void                spt_official_checked_put       (const SptOfficialChecked *self,
                                                    JsonObject               *note);
SptOfficialChecked *spt_official_checked_read      (const char               *note) G_GNUC_WARN_UNUSED_RESULT;
/* One sentence, without the sum. */
char               *spt_official_checked_dup_words (const SptOfficialChecked *self) G_GNUC_WARN_UNUSED_RESULT;
/* "supplied", "by-hand", "imported": as programs read it. */
const char         *spt_official_origin_to_string  (SptOfficialOrigin         origin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptOfficialChecked, spt_official_checked_free)

G_END_DECLS
