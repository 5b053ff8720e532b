/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What vouchers have to say outside their list: on the first page, as news, when they are found by
 * words. */
#pragma once

#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

/* See SptRecordPages. */
gboolean spt_vouchers_look     (SptDb            *db,
                                SptRecordLook    *look,
                                GError          **error);
char    *spt_vouchers_dup_news (guint             n_found,
                                GHashTable       *stages,
                                SptRecordFilter  *filter) G_GNUC_WARN_UNUSED_RESULT;
void     spt_vouchers_describe (SptRow           *row,
                                char            **title,
                                char            **subtitle,
                                const char      **icon_name);

G_END_DECLS
