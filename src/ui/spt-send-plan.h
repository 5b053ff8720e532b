/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a send sheet is about: which records leave, by operation and account, with which doubts.
 * Without GTK. */
#pragma once

#include "service/spt-service.h"
#include "store/spt-store-bodies.h"
#include "store/spt-store-plants.h"
#include "store/spt-store-views.h"

G_BEGIN_DECLS

/**
 * SptSendGroup:
 * @operation: "create", "attivazione": the last word of the operation; where an order may hold several, of the first
 * @account_id: what its records are bound to, or the only one that fits; 0 = to be chosen
 * @bound: whether the account is settled already
 * @organization: (nullable): the creditor body of those whose account is to be chosen
 * @fitting: (element-type SptAccount): the accounts it may go with: of its body and of the
 * environment
 * @ids: (element-type gint64)
 * @n_sent: how many of them have left before, whatever came of it
 * @sum: of valid amounts, cents; 0 where nothing is paid
 * @queues: of documents of plants: what waits for what
 *
 * One order: the same operation with the same account.
 */
typedef struct
{
  const char *operation;
  gint64      account_id;
  gboolean    bound;
  const char *organization;
  GPtrArray  *fitting;
  GArray     *ids;
  guint       n_sent;
  gint64      sum;
  SptQueueSum queues;
} SptSendGroup;

/* The environment is not settled yet, a removed account has none. */
#define SPT_SEND_NO_ENVIRONMENT (-1)

/**
 * SptSendAstray:
 * @organization: a creditor body
 * @n: records of it
 *
 * Records that no account of their body and of the environment can take.
 */
typedef struct
{
  const char *organization;
  guint       n;
} SptSendAstray;

/**
 * SptSendPlan:
 * @groups: (element-type SptSendGroup)
 * @doubts: (element-type SptIssueKind): warnings by kind, the most frequent first
 * @accounts: (element-type SptAccount): of the service, by name
 * @bodies: (element-type SptBody): the names of bodies
 * @environments: bit set of 1 << SptEnvironment: where its records could go
 * @environment: the one of all groups: test and production are never mixed; SPT_SEND_NO_ENVIRONMENT
 * = a person has to say it
 * @astray: (element-type SptSendAstray): what stays because no account fits
 * @n_elsewhere: by environment: what stays because it is bound to an account of another one
 * @n_under_way: selected, but in a submission that is not finished; @under_way: one such submission
 * @n_to_fix: selected, but with something to correct
 * @n_nothing: selected, with nothing to send: accepted as they are
 * @n_left_out: could leave, but are to stay
 * @any_operation: an order holds several operations: a plant's documents leave in their order, whatever they are
 */
typedef struct
{
  GPtrArray *groups;
  GPtrArray *doubts;
  GPtrArray *accounts;
  GPtrArray *bodies;
  guint      environments;
  int        environment;
  GArray    *astray;
  guint      n_elsewhere[SPT_ENVIRONMENT_PRODUCTION + 1];
  guint      n_under_way;
  gint64     under_way;
  guint      n_to_fix;
  guint      n_nothing;
  guint      n_left_out;
  gboolean   any_operation;
} SptSendPlan;

void         spt_send_plan_free       (SptSendPlan         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptSendPlan, spt_send_plan_free)
/* @ids: (nullable) (element-type gint64): copied; NULL = all that is ready. @left_out: (nullable)
 * (element-type gint64): copied; stay.
 * @environment: where to; SPT_SEND_NO_ENVIRONMENT = the only one that is possible, if it is. */
void         spt_send_plan_async      (SptStore            *store,
                                       SptService          *service,
                                       int                  environment,
                                       GArray              *ids,
                                       GArray              *left_out,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
SptSendPlan *spt_send_plan_finish     (SptStore            *store,
                                       GAsyncResult        *result,
                                       GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Borrowed; NULL when there is none. */
SptAccount  *spt_send_plan_find_account (SptSendPlan       *self,
                                         gint64             id);
guint        spt_send_plan_count      (SptSendPlan         *self);
/* "Comune di Esempio · 77777777777"; NULL for a NULL @code. */
char        *spt_send_plan_dup_body   (SptSendPlan         *self,
                                       const char          *code) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptSendState:
 * @n_files: submissions; @n_items: records in them
 * @n_ready: submissions that have not left; @n_sending: that are on the wire; @n_waiting: taken in
 * charge; @n_ended: with an end or a doubt
 * @n_done, @n_refused, @n_uncertain, @n_not_sent, @n_cancelled: records
 * @next_check: the soonest, UTC ms, 0 = none
 * @progress_done, @progress_total: what the service says of itself, summed
 * @each_ms: how long a single request takes, as the last ones did; 0 = not known
 */
typedef struct
{
  guint  n_files;
  guint  n_items;
  guint  n_ready;
  guint  n_sending;
  guint  n_waiting;
  guint  n_ended;
  guint  n_done;
  guint  n_refused;
  guint  n_uncertain;
  guint  n_not_sent;
  guint  n_cancelled;
  gint64 next_check;
  gint64 progress_done;
  gint64 progress_total;
  gint64 each_ms;
} SptSendState;

/* How far @submissions (element-type gint64) are; with @are_jobs they are orders of single requests
 * instead, each record of which counts as its newest request stands. */
void          spt_send_state_async    (SptStore            *store,
                                       GArray              *submissions,
                                       gboolean             are_jobs,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* Borrowed: lives as long as @result. */
SptSendState *spt_send_state_finish   (SptStore            *store,
                                       GAsyncResult        *result,
                                       GError             **error);

/* Withdraws what has not left. The finish gives how many submissions. */
void          spt_send_stop_async     (SptStore            *store,
                                       GArray              *submissions,
                                       gboolean             are_jobs,
                                       const char          *who,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean      spt_send_stop_finish    (SptStore            *store,
                                       GAsyncResult        *result,
                                       guint               *n_stopped,
                                       GError             **error);

G_END_DECLS
