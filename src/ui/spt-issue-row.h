/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A finding as a row of a grid, and how a path is said to a person. */
#pragma once

#include <gio/gio.h>

#include "form/spt-schema.h"

G_BEGIN_DECLS

#define SPT_TYPE_ISSUE_ROW (spt_issue_row_get_type ())

/* Properties, read-only: row (uint, 0 = the whole file), row-text, heading, field, column, place,
 * value, text, next, advice, icon-name, level-word (strings; "" where there is nothing),
 * icon-classes (strv), level (int: SptIssueLevel), mendable (boolean). They notify when the row is
 * filled. */
G_DECLARE_FINAL_TYPE (SptIssueRow, spt_issue_row, SPT, ISSUE_ROW, GObject)

/* Empty: it says what was found when it is filled. */
SptIssueRow *spt_issue_row_new            (void) G_GNUC_WARN_UNUSED_RESULT;
/* @kind: (nullable): of the records: what its own table calls a column that the schema does not have; @column: (nullable):
 * of the table that the record came from. */
void         spt_issue_row_fill           (SptIssueRow    *self,
                                           const SptIssue *issue,
                                           SptSchema      *schema,
                                           const char     *kind,
                                           const char     *column);
/* The record it is about; @name: (nullable): what it is called. */
void         spt_issue_row_set_record     (SptIssueRow    *self,
                                           gint64          record_id,
                                           const char     *name);
/* 0 = none. */
gint64       spt_issue_row_get_record_id  (SptIssueRow    *self);
/* (nullable): where in the record. */
const char  *spt_issue_row_get_path       (SptIssueRow    *self);
/* Of the file, from 1; 0 = the whole file. */
guint        spt_issue_row_get_row        (SptIssueRow    *self);
/* (nullable): which of our columns it is about; such a row is mendable as long as it was not
 * mended. */
void         spt_issue_row_set_target     (SptIssueRow    *self,
                                           const char     *target);
const char  *spt_issue_row_get_target     (SptIssueRow    *self);
/* What a person wrote instead (nullable): it says so until a check says something else. */
void         spt_issue_row_set_mended     (SptIssueRow    *self,
                                           const char     *text);
gboolean     spt_issue_row_get_mendable   (SptIssueRow    *self);
/* "Payment 2 › Transfer 1 › IBAN" for "paymentOption[1].transfer[0].iban"; "" for NULL; the path
 * itself where the schema does not know it. */
char        *spt_issue_dup_place          (SptSchema      *schema,
                                           const char     *path) G_GNUC_WARN_UNUSED_RESULT;
/* @path itself where it names a field; for a group its first field; NULL where there is none. */
char        *spt_issue_dup_field_path     (SptSchema      *schema,
                                           const char     *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
