/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A voucher as a record: its rules, and the requests that are made of it. Pure. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

/* What the document of a voucher consists of (data/voucher/voucher.json); loaded once. NULL when the
 * user's own table is broken. */
SptSchema  *spt_voucher_get_schema      (void);
gboolean    spt_voucher_is_firm         (SptRecord     *record);
/* Codice fiscale or partita IVA, whichever counts. */
const char *spt_voucher_get_key         (SptRecord     *record);
/* "attivazione" of "voucher.attivazione". */
const char *spt_voucher_get_verb        (const char    *operation);

/* spt-voucher-rules.c */
void        spt_voucher_check           (SptAccount    *account,
                                         const char    *operation,
                                         SptRecord     *record,
                                         guint          row,
                                         gint64         now_utc_ms,
                                         SptIssueList  *issues);

/* spt-voucher-build.c */
/* The body of a request, exactly. */
GBytes     *spt_voucher_build           (SptAccount    *account,
                                         const char    *operation,
                                         SptRecord     *record) G_GNUC_WARN_UNUSED_RESULT;
/* The path of an operation: the account's setting, else the document's. */
const char *spt_voucher_get_path        (SptAccount    *account,
                                         const char    *operation);
/* The service's own document into @record; findings about the document itself go to @issues, and then FALSE comes without @error. */
gboolean    spt_voucher_read_document   (SptAccount    *account,
                                         const char    *operation,
                                         const char    *text,
                                         gsize          length,
                                         SptRecord     *record,
                                         SptIssueList  *issues,
                                         GError       **error);

G_END_DECLS
