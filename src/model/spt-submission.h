/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission as lists and its page show it: one frozen body of one operation for one account. */
#pragma once

#include "model/spt-row.h"

G_BEGIN_DECLS

/**
 * SptOtherSend:
 * @utc: when it left, UTC milliseconds
 * @is_sure: the service took it; otherwise nobody knows
 *
 * What else left with the same credential.
 */
typedef struct
{
  gint64   utc;
  gboolean is_sure;
} SptOtherSend;

/**
 * SptSubmissionData:
 * @uuid: (nullable): its name in file names and proofs
 * @job: what the user ordered
 * @job_title: (nullable): the job's title
 * @service: (nullable): service id ("gpd")
 * @operation: (nullable): operation id ("gpd.create")
 * @account: id of the account
 * @account_name: (nullable): name of the account
 * @environment: the account's environment
 * @state: the state
 * @phase: (nullable): the service's own word for where it stands
 * @remote_id: (nullable): the service's id of it
 * @resend_of: the submission whose refused items it sends again, 0 = none
 * @created: milliseconds since the epoch, UTC; so are the next three, where 0 = never
 * @updated: last change
 * @ordered_at: when it was ordered to leave
 * @next_check: when the service will be asked next
 * @n_items: all items
 * @n_done: items accepted
 * @n_refused: items refused
 * @n_open: items without an outcome
 * @progress_done: what the service says it has worked through
 * @progress_total: of how many; 0 = it does not say
 * @code: (nullable): what explains the state, a code of the message tables
 * @message: (nullable): the service's own words
 * @settle_note: (nullable): what the person who settled it wrote
 * @followed: made with other software: no body of ours, rows from its report
 * @part: which of the submissions that the order was divided into, from 1; 0 = it sends again
 * @n_parts: how many those are
 * @order_n: where a list has one row for an order of many single requests: its records; 0 = a
 * submission by itself
 * @order_left: of these, what has no end yet; the next by their ends
 * @provisional: followed on the strength of a look-up, to be confirmed by the report
 *
 * Everything that a row and the page show. Strings are borrowed by whoever receives the struct.
 */
typedef struct
{
  const char     *uuid;
  gint64          job;
  const char     *job_title;
  const char     *service;
  const char     *operation;
  gint64          account;
  const char     *account_name;
  SptEnvironment  environment;
  SptState        state;
  const char     *phase;
  const char     *remote_id;
  gint64          resend_of;
  gint64          created;
  gint64          updated;
  gint64          ordered_at;
  gint64          next_check;
  guint           n_items;
  guint           n_done;
  guint           n_refused;
  guint           n_open;
  gint64          progress_done;
  gint64          progress_total;
  const char     *code;
  const char     *message;
  const char     *settle_note;
  gboolean        provisional;
  gboolean        followed;
  guint           part;
  guint           n_parts;
  guint           order_n;
  guint           order_left;
  guint           order_done;
  guint           order_refused;
  guint           order_uncertain;
  guint           order_not_sent;
  guint           order_stopped;
  const char     *record_name;
} SptSubmissionData;

#define SPT_TYPE_SUBMISSION (spt_submission_get_type ())

/* Properties, all readable, all notifying (id is construct-only): id (int64), loaded (boolean), and
 * the members of SptSubmissionData with hyphens: uuid, job (int64), job-title, service, operation,
 * account (int64), account-name, environment (SptEnvironment), state (SptState), phase, remote-id,
 * resend-of (int64), created, updated, ordered-at, next-check (int64 UTC ms), n-items, n-done,
 * n-refused, n-open (uint), progress-done, progress-total (int64), code, message, settle-note
 * (strings or NULL), provisional, followed (boolean), part, n-parts, order-n,
 * order-left, order-done, order-refused, order-uncertain, order-not-sent, order-stopped (uint), record-name (whom one dossier is about). */
G_DECLARE_FINAL_TYPE (SptSubmission, spt_submission, SPT, SUBMISSION, SptRow)

/* What a row shows, in this order: its properties, and the columns that the archive reads. */
extern const SptStruct spt_submission_struct;

gint64   spt_submission_get_id    (SptSubmission *self);
SptState spt_submission_get_state (SptSubmission *self);

G_END_DECLS
