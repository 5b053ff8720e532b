/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of people and companies share. */
#pragma once

#include "outbox/spt-subjects.h"

G_BEGIN_DECLS

/* By wire name; "" for a field that the table lacks. */
const char *_spt_subject_get      (SptNode    *node,
                                   const char *name);
void        _spt_subject_set      (SptNode    *node,
                                   const char *name,
                                   const char *text);
gboolean    _spt_subject_is_person (SptNode   *root);
char       *_spt_subject_dup_key  (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void        _spt_subject_complete (SptRecord  *record,
                                   const char *full_name);
/* The id, 0 on error. @doc: scratch; has the document afterwards. */
gint64      _spt_subject_keep     (SptDb        *db,
                                   gint64        id,
                                   SptRecord    *record,
                                   SptIssueList *issues,
                                   gint64        import_id,
                                   guint         row,
                                   const char   *who,
                                   GString      *doc,
                                   GError      **error);

G_END_DECLS
