/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission and its items as JSON: the same keys wherever they are written (design 5). */
#pragma once

#include "base/spt-json.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

void spt_submission_json_write_text  (SptJsonWriter *writer,
                                      const char    *key,
                                      const char    *value);
void spt_submission_json_write_time  (SptJsonWriter *writer,
                                      const char    *key,
                                      gint64         utc_ms);
/* The keys of a submission; the object around them is the caller's. */
void spt_submission_json_write_head  (SptJsonWriter *writer,
                                      SptSubmission *submission);
/* The key "items" with its array; @items: (element-type SptItem). */
void spt_submission_json_write_items (SptJsonWriter *writer,
                                      GPtrArray     *items);

G_END_DECLS
