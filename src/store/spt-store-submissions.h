/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs, submissions, attempts and items: every change of state is compare-and-set, with its
 * event. On the store's thread. */
#pragma once

#include "model/spt-submission.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

gint64    spt_db_add_job           (SptDb       *db,
                                    const char  *service,
                                    const char  *operation,
                                    gint64       account_id,
                                    const char  *title,
                                    const char  *who,
                                    GError     **error);

typedef struct
{
  gint64             job_id;
  gint64             account_id;
  const char        *service;
  const char        *operation;
  const char        *lane;          /* "account:3" */
  gint64             resend_of;     /* 0 = none */
  const char        *method;
  const char        *path;
  const char        *content_type;  /* (nullable) */
  GBytes            *body;          /* (nullable) */
  const char        *record_kind;   /* (nullable) */
  guint              n_items;
  const char *const *keys;
  const guint       *rows;
  const gint64      *record_ids;    /* (nullable) */
  const char        *note;          /* (nullable): the service's own JSON */
} SptNewSubmission;

/* In state ready. Records get bound to the account at their first submission; a record already
 * in an open one is CONSTRAINT, with the submission's id in the message. */
gint64    spt_db_add_submission    (SptDb                   *db,
                                    const SptNewSubmission  *submission,
                                    const char              *who,
                                    GError                 **error); /* id; 0 on error */
/* The same in parts, so that nobody keeps an entry for each of 100,000 items. */
gint64    spt_db_begin_submission  (SptDb                   *db,
                                    const SptNewSubmission  *submission,
                                    GError                 **error);
gboolean  spt_db_append_items      (SptDb                   *db,
                                    gint64                   id,
                                    const SptNewSubmission  *submission,
                                    guint                    n_before,
                                    GError                 **error);
gboolean  spt_db_finish_submission (SptDb                   *db,
                                    gint64                   id,
                                    const SptNewSubmission  *submission,
                                    guint                    n_items,
                                    const char              *who,
                                    GError                 **error);

/**
 * SptSubmissionRow:
 *
 * What the outbox needs of a submission, strings owned.
 */
typedef struct
{
  gint64    id;
  char     *uuid;
  gint64    job_id;
  gint64    account_id;
  char     *service;
  char     *operation;
  char     *lane;
  SptState  state;
  gint64    ordered_at; /* 0 = not ordered */
  gint64    not_before;
  guint     n_tries;
  char     *method;
  char     *path;
  char     *content_type;
  gint64    body_id;
  char     *remote_id;
  gboolean  provisional;
  gint64    next_check; /* 0 = none */
  guint     n_polls;
  char     *note;
  char     *code;     /* (nullable): of the last answer */
  gboolean  followed; /* the upload was made with other software */
  guint     n_items;
  gint64    last_send_started; /* of the last attempt of kind send; 0 = none */
  gint64    last_send_ended;
  gint64    waits_for; /* the intervention of the same plant that is to be accepted first; 0 = none */
} SptSubmissionRow;

void              spt_submission_row_free  (SptSubmissionRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSubmissionRow, spt_submission_row_free)
SptSubmissionRow *spt_db_get_submission_row (SptDb    *db,
                                             gint64    id,
                                             GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type SptSubmissionRow): what the engine may have to do: ready and ordered, waiting,
 * uncertain with a next_check. By lane and id. */
GPtrArray        *spt_db_list_work         (SptDb    *db,
                                            GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* Found in sending by a new sender: becomes uncertain ("found-sending"), or not sent where its operation is one of
 * @questions, which change nothing ("found-asking"). Returns how many, -1 on error. */
int               spt_db_recover_sending   (SptDb    *db,
                                            const char *const *questions,
                                            GError  **error);

/* The order: set by the Send button; not-sent goes back to ready first. Only ready and not-sent
 * can be ordered (CONFLICT otherwise). */
gboolean  spt_db_order_submission  (SptDb       *db,
                                    gint64       id,
                                    const char  *who,
                                    GError     **error);
/* What waits is asked about now; CONFLICT when it does not wait any more. */
gboolean  spt_db_check_now         (SptDb       *db,
                                    gint64       id,
                                    GError     **error);
/* ready/not-sent -> cancelled; waiting -> cancelled is SPT_STORE_ERROR_CONFLICT unless
 * @stop_following. Items free their records. */
gboolean  spt_db_cancel_submission (SptDb       *db,
                                    gint64       id,
                                    gboolean     stop_following,
                                    const char  *who,
                                    GError     **error);
/* ready -> sending with an attempt row and its event, one transaction. CONFLICT when it was no
 * longer ready and ordered, or sending is stopped. */
gint64    spt_db_begin_attempt     (SptDb       *db,
                                    gint64       id,
                                    GError     **error); /* attempt id; 0 on error */
/* A poll or settle attempt: kept only as a row (no event) when it learnt nothing new. */
gint64    spt_db_begin_look        (SptDb       *db,
                                    gint64       id,
                                    const char  *kind,
                                    GError     **error);

typedef struct
{
  const char *key;
  SptState    state;
  const char *code;    /* (nullable) */
  const char *message; /* (nullable) */
  const char *also;    /* (nullable): what else was said of it */
} SptItemChange;

/**
 * SptStateChange:
 * @expected: the state it must be in
 * @state: the new one, may equal @expected (waiting stays waiting)
 * @settling: the change is made by settle
 * @attempt_id: 0 = none; the attempt is closed with outcome, status, code, message, exchange
 * @set_remote_id: when @remote_id is to be written
 * @next_check, @not_before: UTC ms, 0 = none
 * @clear_order: takes the order off
 * @items: (nullable): array of @n_items; items not named follow @rest_state
 * @rest_state: for the items not named; SPT_STATE_DRAFT = leave them alone
 * @event_kind: (nullable): event to append with @event_text by @actor
 *
 * One compare-and-set with all that goes with it, in one transaction.
 */
typedef struct
{
  SptState             expected;
  SptState             state;
  gboolean             settling;
  gint64               attempt_id;
  const char          *outcome;
  guint                http_status;
  const char          *code;
  const char          *message;
  GBytes              *exchange;
  gboolean             set_remote_id;
  const char          *remote_id;
  gboolean             provisional;
  const char          *phase;
  gint64               progress_done;
  gint64               progress_total;
  gint64               next_check;
  gint64               not_before;
  gboolean             clear_order;
  gboolean             count_poll;
  const char          *note;
  const char          *operation; /* (nullable): of a followed upload, now that it is known */
  GBytes              *report;
  const SptItemChange *items;
  guint                n_items;
  SptState             rest_state;
  const char          *rest_code;
  const char          *rest_message;
  const char          *event_kind;
  const char          *event_text;
  const char          *actor;
} SptStateChange;

/* CONFLICT when the submission is not in @expected; FAILED for a transition that docs/states.md
 * does not have. Of all that is ever said of one item a success wins: the other word is kept beside
 * it ("also") and the event's text counts them. Results naming keys that were never sent are
 * counted in @n_foreign (out, optional) and kept in the event's text. Records' states follow; a
 * final state closes the items. */
gboolean  spt_db_change_submission (SptDb                 *db,
                                    gint64                 id,
                                    const SptStateChange  *change,
                                    guint                 *n_foreign,
                                    GError               **error);

/**
 * SptCorrection:
 * @state: where the submission stands now
 * @n_corrected: items that are better off than before
 * @n_refused: those of them that are refused, no longer in doubt
 * @n_elsewhere: those of them whose record is a later submission's matter, and stays as it is
 * @n_against: items done of which something else is said now; that is kept beside it
 *
 * What a report that was asked for again has changed.
 */
typedef struct
{
  SptState state;
  guint    n_corrected;
  guint    n_refused;
  guint    n_elsewhere;
  guint    n_against;
} SptCorrection;

/* What a final submission's report says when it is asked for again. CONFLICT when the submission is
 * not in @expected, FAILED when that is not final. Nothing gets worse by it; where nothing changes
 * only the attempt is closed. Of @change count: expected, attempt_id, outcome, http_status, code,
 * message, exchange, report, items, event_text, actor. */
gboolean  spt_db_correct_submission (SptDb                 *db,
                                     gint64                 id,
                                     const SptStateChange  *change,
                                     SptCorrection         *correction,
                                     GError               **error);

/* The network may be back: what is ordered and waits for its next try may go now. */
gboolean  spt_db_clear_not_before  (SptDb                 *db,
                                    GError               **error);

/* For the window and the command line. */
SptSubmission *spt_db_get_submission    (SptDb    *db,
                                         gint64    id,
                                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* Newest first: (element-type gint64). @states as in SptPositionQuery; @account_id 0 = any. */
GArray        *spt_db_query_submissions (SptDb    *db,
                                         guint     states,
                                         gint64    account_id,
                                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       spt_db_count_submissions (SptDb    *db,
                                         guint    *counts,
                                         GError  **error);

typedef struct
{
  gint64  id;
  char   *kind;
  gint64  started;
  gint64  ended;
  char   *outcome;     /* (nullable) */
  guint   http_status;
  char   *code;        /* (nullable) */
  char   *message;     /* (nullable) */
  gint64  exchange_id; /* payload; 0 = none */
} SptAttempt;

void           spt_attempt_free         (SptAttempt *self);
/* (element-type SptAttempt), oldest first. */
GPtrArray     *spt_db_list_attempts     (SptDb    *db,
                                         gint64    id,
                                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  guint     n;         /* from 1 */
  char     *key;
  guint     row;
  gint64    record_id; /* 0 = none */
  SptState  state;
  char     *code;      /* (nullable) */
  char     *message;   /* (nullable) */
  char     *who;       /* (nullable): whom the record is about */
  char     *also;      /* (nullable): what else the service said, where the better word won */
  char     *reason;    /* (nullable): why the record is deleted, in a deletion */
  char     *record_state; /* (nullable): where the record stands now */
  gint64    submission_id;
} SptItem;

void           spt_item_free            (SptItem *self);
/* (element-type SptItem) from @first (from 0), at most @count; @only_problems: refused and
 * uncertain alone. */
GPtrArray     *spt_db_list_items        (SptDb     *db,
                                         gint64     id,
                                         gboolean   only_problems,
                                         guint      first,
                                         guint      count,
                                         GError   **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type utf8): keys in order, for settle. */
GPtrArray     *spt_db_list_item_keys    (SptDb     *db,
                                         gint64     id,
                                         GError   **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type utf8): remote ids the archive knows for this account's service, also through other
 * accounts. */
GPtrArray     *spt_db_list_remote_ids   (SptDb     *db,
                                         gint64     account_id,
                                         GError   **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type SptOtherSend), oldest first: what else was sent with this operation and credential, and was not refused. */
GArray        *spt_db_list_other_sends  (SptDb     *db,
                                         gint64     id,
                                         GError   **error) G_GNUC_WARN_UNUSED_RESULT;
/* The open submission a record is in: 0 = none, -1 = error. */
gint64         spt_db_find_open_submission (SptDb       *db,
                                            const char  *record_kind,
                                            gint64       record_id,
                                            GError     **error);

G_END_DECLS
