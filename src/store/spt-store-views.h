/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages ask of the archive beyond lists: a plan of what can be sent, kinds of issues, a
 * record's history. On the store's thread. */
#pragma once

#include "model/spt-issue.h"
#include "store/spt-store.h"
#include "store/spt-store-positions.h"

G_BEGIN_DECLS

/**
 * SptPlanRow:
 * @id: the record
 * @account_id: what it is bound to, 0 = not yet
 * @amount: cents, -1 = not valid; 0 where nothing is paid
 * @n_warnings: of its last check
 * @state: its state
 * @operation: (nullable): "create", "attivazione": what would be sent; interned
 * @organization: (nullable): the creditor body's tax code; %NULL where there are no such bodies; interned
 * @open_submission: the submission that it is in and that is not final, 0 = none
 * @accepted: whether the service has it, or knows of it
 */
typedef struct
{
  gint64      id;
  gint64      account_id;
  gint64      amount;
  guint       n_warnings;
  SptState    state;
  const char *operation;
  const char *organization;
  gint64      open_submission;
  gboolean    accepted;
} SptPlanRow;

/* (element-type SptPlanRow): of @ids, or with @ids NULL of every one of @kind that is
 * ready. Removed ones are left out. */
GArray    *spt_db_plan_records           (SptDb         *db,
                                          const char    *kind,
                                          const gint64  *ids,
                                          guint          n_ids,
                                          GCancellable  *cancellable,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/* How many of @ids have left before in some request, whatever came of it. */
gboolean   spt_db_count_sent             (SptDb         *db,
                                          const char    *kind,
                                          const gint64  *ids,
                                          guint          n_ids,
                                          guint         *n_sent,
                                          GCancellable  *cancellable,
                                          GError       **error);

/* An issue in the archive: the record, and the issue's number in it. */
typedef struct
{
  gint64 record_id;
  gint64 n;
} SptIssuePlace;

typedef struct
{
  char          *domain;
  char          *code;
  SptIssueLevel  level;
  guint          n_records;
  GArray        *places;      /* (element-type SptIssuePlace): each of them, record by record */
} SptIssueKind;

void       spt_issue_kind_free           (SptIssueKind  *self);
/* (element-type SptIssueKind): issues of @level among @ids, the most frequent first. */
GPtrArray *spt_db_list_issue_kinds       (SptDb         *db,
                                          const char    *kind,
                                          SptIssueLevel  level,
                                          const gint64  *ids,
                                          guint          n_ids,
                                          GCancellable  *cancellable,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptNamedIssue:
 * @record_id: whose it is
 * @name: (owned) (nullable): the record's name: a debtor's, a beneficiary's
 * @is_there: whether @issue is filled: it may have been mended meanwhile
 * @issue: (owned): the finding
 */
typedef struct
{
  gint64    record_id;
  char     *name;
  gboolean  is_there;
  SptIssue  issue;
} SptNamedIssue;

void       spt_named_issue_free          (SptNamedIssue *self);
/* (element-type SptNamedIssue): @places in their order, each with the name it stands under; a
 * number that is none gives the name alone. */
GPtrArray *spt_db_get_named_issues       (SptDb               *db,
                                          const char          *kind,
                                          const SptIssuePlace *places,
                                          guint                n_places,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  gint64    submission_id;
  char     *operation;    /* "gpd.create" */
  char     *account_name;
  char     *job_title;
  gint64    created;      /* UTC ms */
  gint64    state_since;  /* UTC ms */
  SptState  submission_state;
  SptState  state;        /* of the item */
  char     *code;         /* (nullable) of the item, else of the submission */
  char     *message;      /* (nullable) */
  char     *reason; /* (nullable): why it is deleted, in a deletion */
} SptRecordHistory;

void       spt_record_history_free       (SptRecordHistory *self);
/* (element-type SptRecordHistory): the submissions a record was in, newest first. */
GPtrArray *spt_db_list_record_history    (SptDb         *db,
                                          const char    *record_kind,
                                          gint64         record_id,
                                          GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether lists show it still, or what it is part of now (@joined_into, 0 = nothing). */
gboolean   spt_db_get_record_is_live     (SptDb         *db,
                                          const char    *record_kind,
                                          gint64         record_id,
                                          gboolean      *live,
                                          gint64        *joined_into,
                                          GError       **error);

G_END_DECLS
