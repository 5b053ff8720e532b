/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What registry items have to say outside their pages: in the send sheet, on the first page, found by words. */
#pragma once

#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

extern const SptSendWords spt_registry_send_words;

/* See SptRecordPages. */
gboolean spt_registry_look     (SptDb          *db,
                                SptRecordLook  *look,
                                GError        **error);
void     spt_registry_describe (SptRow         *row,
                                char          **title,
                                char          **subtitle,
                                const char    **icon_name);

G_END_DECLS
