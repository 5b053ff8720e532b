/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of look-ups elsewhere: on the first page, when results come, in what is found by words. */
#pragma once

#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

char    *spt_lookups_dup_news (guint            n_found,
                               GHashTable      *stages,
                               SptRecordFilter *filter) G_GNUC_WARN_UNUSED_RESULT;
gboolean spt_lookups_look     (SptDb           *db,
                               SptRecordLook   *look,
                               GError         **error);
void     spt_lookups_describe (SptRow          *row,
                               char           **title,
                               char           **subtitle,
                               const char     **icon_name);

G_END_DECLS
