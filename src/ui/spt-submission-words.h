/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about a submission, the same in every list and on its page. */
#pragma once

#include "base/spt-messages.h"
#include "model/spt-submission.h"

G_BEGIN_DECLS

/* What it is: the job's title, else the operation's name. */
char             *spt_submission_dup_title   (SptSubmission *submission) G_GNUC_WARN_UNUSED_RESULT;
/* "comune-di-esempio · 312 records · 300 accepted, 12 refused". */
char             *spt_submission_dup_summary (SptSubmission *submission) G_GNUC_WARN_UNUSED_RESULT;
/* What stands small behind the state: the next check, the service's phase, how far it is; "" =
 * nothing. */
char             *spt_submission_dup_detail  (SptSubmission *submission,
                                              gint64         now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* "today", "yesterday", "16/12/2026": the day it was made. */
char             *spt_submission_dup_day     (gint64         utc_ms,
                                              gint64         now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* One plain sentence about its state, and (out, nullable) what to do. */
char             *spt_submission_dup_sentence (SptSubmission  *submission,
                                               gint64          now_utc_ms,
                                               char          **next) G_GNUC_WARN_UNUSED_RESULT;
/* The service's table has words for it, or NULL. */
const SptMessage *spt_submission_find_message (SptSubmission *submission);
/* "500 reservations". */
char             *spt_order_dup_title        (const char     *operation,
                                              guint           n) G_GNUC_WARN_UNUSED_RESULT;
/* "312 accepted, 4 refused, 184 to send". */
char             *spt_order_dup_counts       (guint           n_done,
                                              guint           n_refused,
                                              guint           n_uncertain,
                                              guint           n_not_sent,
                                              guint           n_stopped,
                                              guint           n_left) G_GNUC_WARN_UNUSED_RESULT;
/* Which noun the states of its records agree with (spt_ui_state_word()); NULL = those of debt positions. */
gboolean          spt_operation_is_feminine  (const char     *operation);
/* The label of an operation in the user's language. */
const char       *spt_operation_label        (const char     *operation);

G_END_DECLS
