/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finding as a row of a grid, and how a path is said to a person. */
#pragma once

#include <gio/gio.h>

#include "form/spt-schema.h"

G_BEGIN_DECLS

#define SPT_TYPE_ISSUE_ROW (spt_issue_row_get_type ())

/* Properties (fixed): row (uint, 0 = the whole file), row-text, field, value, text (strings), level (int: SptIssueLevel). */
G_DECLARE_FINAL_TYPE (SptIssueRow, spt_issue_row, SPT, ISSUE_ROW, GObject)

SptIssueRow *spt_issue_row_new            (const SptIssue *issue,
                                           SptSchema      *schema) G_GNUC_WARN_UNUSED_RESULT;
/* "Payment 2 › Transfer 1 › IBAN" for "paymentOption[1].transfer[0].iban"; "" for NULL; the path itself where the schema does not know it. */
char        *spt_issue_dup_place          (SptSchema      *schema,
                                           const char     *path) G_GNUC_WARN_UNUSED_RESULT;
/* At most @max of @issues, errors first, as a list. */
GListStore  *spt_issue_row_new_list       (SptIssueList   *issues,
                                           SptSchema      *schema,
                                           guint           max) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
