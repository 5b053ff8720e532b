/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission and its items as JSON: the same keys wherever they are written (design 5). */
#pragma once

#include "base/spt-json.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

/* A submission with all that belongs to it. */
typedef struct
{
  gint64         id;
  SptSubmission *submission; /* (owned) (nullable) */
  GPtrArray     *attempts;   /* (owned) (nullable) (element-type SptAttempt) */
  GPtrArray     *items;      /* (owned) (nullable) (element-type SptItem) */
  char          *note;       /* (owned) (nullable): the service's own JSON */
} SptSubmissionWhole;

/* What @id names. */
gboolean spt_submission_whole_load  (SptSubmissionWhole  *self,
                                     SptDb               *db,
                                     GError             **error);
void     spt_submission_whole_clear (SptSubmissionWhole  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptSubmissionWhole, spt_submission_whole_clear)

/* The keys of a submission; the object around them is the caller's. */
void spt_submission_json_write_head  (SptJsonWriter *writer,
                                      SptSubmission *submission);
/* The keys of an attempt; the object around them is the caller's. */
void spt_submission_json_write_attempt (SptJsonWriter    *writer,
                                        const SptAttempt *attempt);
/* The key "items" with its array; @items: (element-type SptItem). */
void spt_submission_json_write_items (SptJsonWriter *writer,
                                      GPtrArray     *items);

G_END_DECLS
