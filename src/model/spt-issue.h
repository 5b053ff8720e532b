/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One finding of a check: where, how grave, what; its words come from the message tables. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SPT_ISSUE_NOTE,
  SPT_ISSUE_WARNING,
  SPT_ISSUE_ERROR
} SptIssueLevel;

/**
 * SptIssueRejects:
 * @SPT_ISSUE_KEEPS_ROW: the row comes in, perhaps to be corrected
 * @SPT_ISSUE_UNREADABLE: no record can be made of the row, or of the file
 * @SPT_ISSUE_DUPLICATE: the record is there already: further up in the file, or in the archive
 *
 * Whether an error keeps a row of a file from coming in at all (design 4, Import).
 */
typedef enum
{
  SPT_ISSUE_KEEPS_ROW,
  SPT_ISSUE_UNREADABLE,
  SPT_ISSUE_DUPLICATE
} SptIssueRejects;

/**
 * SptIssue:
 * @level: only errors stop sending
 * @overridable: an identifier error that a person may override, on record
 * @rejects: whether it keeps its row out; of rows of a file
 * @domain: (not nullable): message table, a static or interned string ("gpd", "base")
 * @code: (not nullable): stable code, a static or interned string ("amount-sum")
 * @row: from 1; the position in the document or the row of the CSV file; 0 = the whole document
 * @path: (owned) (nullable): where in the record ("paymentOption[0].transfer[1].iban"); %NULL = the
 *   record itself
 * @value: (owned) (nullable): the offending text, cut to 200 characters
 * @limit: (owned) (nullable): what was expected ("140", "F, G"), for the placeholder {limit}
 */
typedef struct
{
  SptIssueLevel    level;
  gboolean         overridable;
  SptIssueRejects  rejects;
  const char      *domain;
  const char      *code;
  guint            row;
  char            *path;
  char            *value;
  char            *limit;
  char            *file; /* (nullable): which of an import of several: its name alone */
} SptIssue;

/* The code of what the service itself said of a place when it refused the record: it stops nothing, for only the service
 * can say whether that is mended, but it is shown as gravely as an error. */
#define SPT_ISSUE_SERVICE_SAID "service-said"

void        spt_issue_clear           (SptIssue      *self);
/* The sentence in the user's language with placeholders {value} {limit} {field} filled;
 * @field_label may be NULL. */
char       *spt_issue_dup_message     (const SptIssue *self,
                                       const char     *field_label) G_GNUC_WARN_UNUSED_RESULT;
const char *spt_issue_level_to_string (SptIssueLevel  level);
gboolean    spt_issue_level_from_string (const char    *text,
                                         SptIssueLevel *level);

/* A list of issues that counts as it grows and can be capped: past @max_kept issues only the counts
 * go on. */
typedef struct _SptIssueList SptIssueList;

SptIssueList   *spt_issue_list_new            (guint max_kept) G_GNUC_WARN_UNUSED_RESULT; /* 0 = no cap */
void            spt_issue_list_free           (SptIssueList *self);
void            spt_issue_list_reset          (SptIssueList *self);
/* Strings are copied; @path, @value, @limit may be NULL. */
void            spt_issue_list_add            (SptIssueList *self,
                                               SptIssueLevel level,
                                               const char   *domain,
                                               const char   *code,
                                               guint         row,
                                               const char   *path,
                                               const char   *value,
                                               const char   *limit);
/* What is added from now on is of that file; NULL = of no one of several. Copied. */
void            spt_issue_list_set_file       (SptIssueList *self,
                                               const char   *file);
const char     *spt_issue_list_get_file       (SptIssueList *self);
/* Marks the issue added last as overridable. */
void            spt_issue_list_set_overridable (SptIssueList *self);
/* Of these codes (nullable, borrowed) what may be overridden is a warning from now on. */
void            spt_issue_list_set_taken      (SptIssueList      *self,
                                               const char *const *codes);
/* Says of the issue added last that its row stays out. */
void            spt_issue_list_set_rejects    (SptIssueList   *self,
                                               SptIssueRejects rejects);
/* An issue of another list, with another row. */
void            spt_issue_list_add_copy       (SptIssueList   *self,
                                               const SptIssue *issue,
                                               guint           row);
/* All of it in another list, without a copy; @self is empty then. */
SptIssueList   *spt_issue_list_steal          (SptIssueList *self) G_GNUC_WARN_UNUSED_RESULT;
guint           spt_issue_list_get_n          (SptIssueList *self);
const SptIssue *spt_issue_list_get            (SptIssueList *self,
                                               guint         index);
guint           spt_issue_list_get_n_errors   (SptIssueList *self);
guint           spt_issue_list_get_n_warnings (SptIssueList *self);
/* Errors kept that nobody may override. */
guint           spt_issue_list_get_n_stopping (SptIssueList *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptIssueList, spt_issue_list_free)

G_END_DECLS
