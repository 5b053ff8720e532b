/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call's XML document: read safely, held against its schema and every rule (catasto facts 2, 11).
 * Pure. */
#pragma once

#include "form/spt-xsd-document.h"
#include "services/catasto/spt-catasto-operations.h"

G_BEGIN_DECLS

#define SPT_CATASTO_MAX_DOCUMENT (5 * 1024 * 1024) /* catasto facts 12.2 */

/**
 * SptCatastoDocument:
 * @record: (owned) (nullable): what it says, of the schema of its call; %NULL when it is no XML or of
 *   another call
 * @code: (owned) (nullable): the plant's code
 * @xsd: (owned): what it was held against
 *
 * What was read.
 */
typedef struct
{
  SptRecord *record;
  char      *code;
  SptXsd    *xsd;
} SptCatastoDocument;

/* Findings carry the line in their row. FALSE with an error only when the schema cannot be had. */
gboolean spt_catasto_document_read  (SptCatastoDocument        *self,
                                     const SptCatastoOperation *operation,
                                     const char                *data,
                                     gsize                      length,
                                     gint64                     now_utc_ms,
                                     SptIssueList              *issues,
                                     GError                   **error);
void     spt_catasto_document_clear (SptCatastoDocument        *self);
/* The same of what a form holds: schema and rules; what is at the head is the form's own. */
void     spt_catasto_record_check   (const SptCatastoOperation *operation,
                                     SptXsd                    *xsd,
                                     SptRecord                 *record,
                                     SptRecord                 *libretto,
                                     gint64                     now_utc_ms,
                                     SptIssueList              *issues);
/* The same of a document of the archive. */
void     spt_catasto_archived_check (const SptCatastoOperation *operation,
                                     SptXsdDocument            *document,
                                     SptRecord                 *libretto,
                                     gint64                     now_utc_ms,
                                     SptIssueList              *issues);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptCatastoDocument, spt_catasto_document_clear)

G_END_DECLS
