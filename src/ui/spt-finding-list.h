/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings as a list of rows that are made, and read, as they are looked at: there may be 100,000.
 * Without GTK. */
#pragma once

#include "store/spt-store-views.h"
#include "ui/spt-issue-row.h"

G_BEGIN_DECLS

#define SPT_TYPE_FINDING_LIST (spt_finding_list_get_type ())

/* GListModel of SptIssueRow. */
G_DECLARE_FINAL_TYPE (SptFindingList, spt_finding_list, SPT, FINDING_LIST, GObject)

/* The path of an issue as a column of the file, (nullable) (transfer full). */
typedef char *(*SptColumnFunc) (gpointer    data,
                                const char *path);

/* What the archive knows: @places (element-type SptIssuePlace) are copied. */
SptFindingList *spt_finding_list_new_places (SptStore      *store,
                                             const char    *kind,
                                             SptSchema     *schema,
                                             GArray        *places) G_GNUC_WARN_UNUSED_RESULT;
/* What a check found, errors first, down to @least: @issues is taken. @ids: (nullable)
 * (element-type gint64): the record of row n is the n-th of them; copied. */
SptFindingList *spt_finding_list_new_issues (SptStore      *store,
                                             const char    *kind,
                                             SptSchema     *schema,
                                             SptIssueList  *issues,
                                             SptIssueLevel  least,
                                             GArray        *ids,
                                             SptColumnFunc  column,
                                             gpointer       column_data) G_GNUC_WARN_UNUSED_RESULT;
/* Rows say which of our columns could be mended there; @data has to live as long as the list. */
void            spt_finding_list_set_target (SptFindingList *self,
                                             SptColumnFunc   target,
                                             gpointer        data);
/* Only issues of which @filter says so are listed; NULL = all. Asked now, and again with each
 * change. */
typedef gboolean (*SptFindingFilter) (gpointer        data,
                                      const SptIssue *issue);
void            spt_finding_list_set_filter (SptFindingList   *self,
                                             SptFindingFilter  filter,
                                             gpointer          data);
/* What another check found (@issues is taken): what is the same stays where it is. */
void            spt_finding_list_replace    (SptFindingList *self,
                                             SptIssueList   *issues);
/* (element-type gint64) (transfer full): the records that have an error, each once, as @ids had
 * them. */
GArray         *spt_finding_list_dup_faulty (SptFindingList *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
