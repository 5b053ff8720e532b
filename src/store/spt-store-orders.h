/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of many single requests: a job whose submissions have one record each is shown, stopped and
 * gone on with as one. On the store's thread. */
#pragma once

#include "store/spt-store-list.h"
#include "store/spt-store-submissions.h"

G_BEGIN_DECLS

/* Submissions, but a job of many single requests is the one row of its first: rows of
 * #SptSubmission with order-n and what follows it set. */
extern const SptListKind spt_orders_kind;

/**
 * SptOrder:
 * @job_id: the job
 * @title: (nullable): what a person called it
 * @operation: "voucher.prenotazione"
 * @account_id: with which account it goes
 * @created: UTC ms
 * @first: its first submission
 * @last_sent: when a request of it left last, UTC ms; 0 = none yet
 * @n: its records; each counts as its newest request stands
 * @counts: of these, by state
 * @n_unordered: of those that are ready: nobody said they shall leave
 * @each_ms: how long the last requests took, from one to the next; 0 = not known yet
 *
 * How far an order of single requests is.
 */
typedef struct
{
  gint64  job_id;
  char   *title;
  char   *service;
  char   *operation;
  gint64  account_id;
  char   *account_name;
  SptEnvironment environment;
  gint64  created;
  gint64  first;
  gint64  last_sent;
  guint   n;
  guint   counts[SPT_N_STATES];
  guint   n_unordered;
  gint64  each_ms;
} SptOrder;

/* What is listed in one group of lines. */
typedef enum
{
  SPT_LINES_UNCERTAIN,
  SPT_LINES_NOT_SENT,
  SPT_LINES_UNDER_WAY, /* ordered, being sent, waiting */
  SPT_LINES_PREPARED,  /* ready, never ordered */
  SPT_LINES_ENDED,     /* after a moment, and no order of which anything is open */
  SPT_N_LINES
} SptLines;

/* As #spt_orders_kind has them (element-type SptSubmission), newest first, at most @max of @n. */
GPtrArray *spt_db_list_lines            (SptDb     *db,
                                         SptLines   which,
                                         gint64     after,
                                         guint      max,
                                         guint     *n, /* (out) */
                                         GError   **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lines with something refused after a moment that was not sent again. */
gboolean   spt_db_count_refused_lines   (SptDb     *db,
                                         gint64     after,
                                         guint     *n, /* (out) */
                                         GError   **error);

/* Records accepted in what ended after a moment. */
gboolean   spt_db_count_accepted        (SptDb     *db,
                                         gint64     after,
                                         guint     *n, /* (out) */
                                         GError   **error);

void       spt_order_free               (SptOrder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptOrder, spt_order_free)
SptOrder  *spt_db_get_order             (SptDb    *db,
                                         gint64    job_id,
                                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* Those that will leave by themselves, or are on their way. */
guint      spt_order_count_left         (const SptOrder *self);
/* The newest submissions of its records in one of @states (0 = all), in their order (element-type
 * gint64); @records: the records instead. */
GArray    *spt_db_list_order_ids        (SptDb    *db,
                                         gint64    job_id,
                                         guint     states,
                                         gboolean  records,
                                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same as items (element-type SptItem), from @first (from 0), at most @count. */
GPtrArray *spt_db_list_order_items      (SptDb    *db,
                                         gint64    job_id,
                                         guint     states,
                                         guint     first,
                                         guint     count,
                                         GError  **error) G_GNUC_WARN_UNUSED_RESULT;
/**
 * SptOrderPlace:
 * @job_id: the order; 0 = it is in none of many single requests
 * @place: which of them it is, from 1; 0 = none any more: its record was sent again
 * @n: how many there are
 * @previous: the submission before it; 0 = it is the first
 * @next: the one after it; 0 = it is the last
 *
 * Where a submission stands in its order.
 */
typedef struct
{
  gint64 job_id;
  guint  place;
  guint  n;
  gint64 previous;
  gint64 next;
} SptOrderPlace;

/* @states: bit set of 1 << SptState: its neighbours are among those; 0 = all. */
gboolean   spt_db_find_order_place      (SptDb          *db,
                                         gint64          submission_id,
                                         guint           states,
                                         SptOrderPlace  *place, /* (out) */
                                         GError        **error);
/* Withdraws what has not left; what is on the wire ends by itself. */
gboolean   spt_db_stop_order            (SptDb       *db,
                                         gint64       job_id,
                                         const char  *who,
                                         guint       *n_stopped, /* (out) */
                                         GError     **error);
/* Lets leave what did not get away, and what nobody ordered yet. */
gboolean   spt_db_resume_order          (SptDb       *db,
                                         gint64       job_id,
                                         const char  *who,
                                         guint       *n_ordered, /* (out) */
                                         GError     **error);

G_END_DECLS
