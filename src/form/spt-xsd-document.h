/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document of the archive on its way out, read once: what it says, whether it is valid, and the bytes that leave. */
#pragma once

#include "form/spt-xsd.h"

G_BEGIN_DECLS

typedef struct _SptXsdDocument SptXsdDocument;

SptXsdDocument *spt_xsd_document_new        (SptXsd            *xsd,
                                             const char        *text,
                                             GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void            spt_xsd_document_free       (SptXsdDocument    *self);
SptXsd         *spt_xsd_document_get_xsd    (SptXsdDocument    *self);
SptRecord      *spt_xsd_document_get_record (SptXsdDocument    *self);
gboolean        spt_xsd_document_is_as_kept (SptXsdDocument    *self);
GBytes         *spt_xsd_document_get_bytes  (SptXsdDocument    *self);
gboolean        spt_xsd_document_check      (SptXsdDocument    *self,
                                             SptXsdCheckFlags   flags,
                                             SptIssueList      *issues);
gboolean        spt_xsd_document_validate   (SptXsdDocument    *self,
                                             SptXsdCheckFlags   flags,
                                             SptIssueList      *issues);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptXsdDocument, spt_xsd_document_free)

G_END_DECLS
