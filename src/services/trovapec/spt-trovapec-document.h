/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out: a request as a record, many out of a list of codes, and the forms they become. */
#pragma once

#include "service/spt-service.h"

G_BEGIN_DECLS

#define SPT_TROVAPEC_LOOKUP    "trovapec.lookup"
#define SPT_TROVAPEC_CANCEL    "trovapec.cancel"
#define SPT_TROVAPEC_BALANCE   "trovapec.balance"
#define SPT_TROVAPEC_FORM_TYPE "application/x-www-form-urlencoded"

/* data/trovapec/lookup.json; NULL when the user's own table is broken. */
SptSchema  *spt_trovapec_get_schema    (void);
/* The code that is asked; "" where there is none. */
const char *spt_trovapec_get_code      (SptRecord    *record);
/* The part that asks for the request to be cancelled is there. */
gboolean    spt_trovapec_has_cancel    (SptRecord    *record);
/* What an operation would send of a record. */
void        spt_trovapec_check         (SptAccount   *account,
                                        const char   *operation,
                                        SptRecord    *record,
                                        guint         row,
                                        gint64        now_utc_ms,
                                        SptIssueList *issues);

/**
 * SptTrovapecCode:
 * @code: (owned): as it is sent
 * @row: the line it stands in, from 1
 *
 * A code out of a list.
 */
typedef struct
{
  char  *code;
  guint  row;
} SptTrovapecCode;

/* (element-type SptTrovapecCode): each code once, in the order of the lines; what is none goes to
 * @issues. */
GPtrArray  *spt_trovapec_read_codes    (SptAccount   *account,
                                        const void   *data,
                                        gsize         length,
                                        SptIssueList *issues) G_GNUC_WARN_UNUSED_RESULT;

/* The form of an operation, without the key, which is never kept. */
GBytes     *spt_trovapec_build         (const char   *operation,
                                        const char   *code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
