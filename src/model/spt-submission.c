/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission as lists and its page show it. */

#define G_LOG_DOMAIN "spt-submission"

#include "config.h"

#include "model/spt-submission.h"

struct _SptSubmission
{
  SptRow            parent_instance;

  SptSubmissionData data;
};

G_DEFINE_FINAL_TYPE (SptSubmission, spt_submission, SPT_TYPE_ROW)

/* *INDENT-OFF* */
#define MEMBER(KIND, member) SPT_MEMBER (SptSubmissionData, KIND, member)

static const SptMember members[] = {
  MEMBER (TEXT, uuid),
  MEMBER (INT, job),
  MEMBER (TEXT, job_title),
  MEMBER (TEXT, service),
  MEMBER (TEXT, operation),
  MEMBER (INT, account),
  MEMBER (TEXT, account_name),
  MEMBER (ENVIRONMENT, environment),
  MEMBER (STATE, state),
  MEMBER (TEXT, phase),
  MEMBER (TEXT, remote_id),
  MEMBER (INT, resend_of),
  MEMBER (INT, created),
  MEMBER (INT, updated),
  MEMBER (INT, ordered_at),
  MEMBER (INT, next_check),
  MEMBER (UINT, n_items),
  MEMBER (UINT, n_done),
  MEMBER (UINT, n_refused),
  MEMBER (UINT, n_open),
  MEMBER (INT, progress_done),
  MEMBER (INT, progress_total),
  MEMBER (TEXT, code),
  MEMBER (TEXT, message),
  MEMBER (TEXT, settle_note),
  MEMBER (BOOLEAN, provisional),
  MEMBER (BOOLEAN, followed),
  MEMBER (UINT, part),
  MEMBER (UINT, n_parts),
  MEMBER (UINT, order_n),
  MEMBER (UINT, order_left),
  MEMBER (UINT, order_done),
  MEMBER (UINT, order_refused),
  MEMBER (UINT, order_uncertain),
  MEMBER (UINT, order_not_sent),
  MEMBER (UINT, order_stopped),
  MEMBER (TEXT, record_name),
};
/* *INDENT-ON* */

const SptStruct spt_submission_struct = SPT_STRUCT (SptSubmissionData, members);

static void
spt_submission_class_init (SptSubmissionClass *klass)
{
  spt_row_class_set_struct (SPT_ROW_CLASS (klass), &spt_submission_struct,
                            G_STRUCT_OFFSET (SptSubmission, data));
}

static void
spt_submission_init (SptSubmission *self)
{
}

/**
 * spt_submission_get_id:
 * @self: a submission
 *
 * Gets the row id in the archive.
 *
 * Returns: the id
 */
gint64
spt_submission_get_id (SptSubmission *self)
{
  return spt_row_get_id (SPT_ROW (self));
}

/**
 * spt_submission_get_state:
 * @self: a submission
 *
 * Gets the state; draft until it is loaded.
 *
 * Returns: the state
 */
SptState
spt_submission_get_state (SptSubmission *self)
{
  g_return_val_if_fail (SPT_IS_SUBMISSION (self), SPT_STATE_DRAFT);

  return self->data.state;
}
