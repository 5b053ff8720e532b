/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Orders of many single requests: each record counts as its newest request stands. */
#define G_LOG_DOMAIN "spt-store-orders"

#include "config.h"

#include "store/spt-store-orders.h"

#include "store/spt-store-after.h"
#include "store/spt-store-private.h"

/* Requests that the pace is taken from. */
#define PACE 20

/* Of submission s: it is one of several single requests that one order made. Positions leave many
 * in a file, whose page says all of it. */
#define IS_SINGLE                                                                                 \
  "(s.n_items = 1 AND EXISTS (SELECT 1 FROM item WHERE submission_id = s.id AND record_kind <> '" \
  SPT_RECORD_POSITIONS "') AND (SELECT count (*) FROM (SELECT 1 FROM submission AS t WHERE "      \
  "t.job_id = s.job_id AND t.resend_of IS NULL LIMIT 2)) = 2)"

/* What holds of each record of a job: its newest request, but for what was withdrawn again. */
#define NEWEST(job)                                                                               \
  "FROM submission AS s JOIN item AS i ON i.submission_id = s.id WHERE s.job_id = " job " AND "   \
  "NOT EXISTS (SELECT 1 FROM item AS j JOIN submission AS t ON t.id = j.submission_id WHERE "     \
  "j.record_kind = i.record_kind AND j.record_id = i.record_id AND t.job_id = s.job_id AND t.id " \
  "> s.id AND t.resend_of IS NOT NULL AND t.state <> 'cancelled')"

#define COUNT(name, condition) "count (*) FILTER (WHERE " condition ") AS " name

/* The order that the row ?1 stands for; zeros where it stands for itself. */
#define SUMS                                                                                      \
  "WITH o AS (SELECT count (*) AS n, "                                                            \
  COUNT ("n_left", "state IN ('draft', 'ready', 'sending', 'waiting')") ", "                      \
  COUNT ("n_busy", "state IN ('sending', 'waiting') OR (state = 'ready' AND ordered_at NOT NULL)") \
  ", " COUNT ("n_done", "state IN ('done', 'partly-done')") ", "                                  \
  COUNT ("n_refused", "state = 'refused'") ", " COUNT ("n_uncertain", "state = 'uncertain'")       \
  ", " COUNT ("n_not_sent", "state = 'not-sent'") ", "                                            \
  COUNT ("n_stopped", "state = 'cancelled'") " FROM (SELECT s.state, s.ordered_at "               \
  NEWEST ("(SELECT s.job_id FROM submission AS s WHERE s.id = ?1 AND " IS_SINGLE ")") ")) "

#define STATE                                                                                     \
  "CASE WHEN o.n = 0 THEN s.state WHEN o.n_busy > 0 THEN 'sending' WHEN o.n_left > 0 THEN 'ready' " \
  "WHEN o.n_uncertain > 0 THEN 'uncertain' WHEN o.n_refused > 0 AND o.n_done > 0 THEN "           \
  "'partly-done' WHEN o.n_refused > 0 THEN 'refused' WHEN o.n_not_sent > 0 THEN 'not-sent' WHEN " \
  "o.n_done > 0 THEN 'done' ELSE 'cancelled' END"

#define OF_ORDER(sum, own) "IIF (o.n > 0, " sum ", " own ")"

/* By id alone. */
static const char *const sorts[][3] = { { NULL } };

const SptListKind spt_orders_kind = {
  .get_type = spt_submission_get_type,
  .type = &spt_submission_struct,
  .what = "submission",
  .changed = SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
  .sql_row = SUMS
             "SELECT s.uuid, s.job_id, j.title, s.service, s.operation, s.account_id, a.name, "
             "a.environment, " STATE ", s.phase, s.remote_id, s.resend_of, s.created, s.updated, "
             "s.ordered_at, " OF_ORDER ("NULL", "s.next_check") ", " OF_ORDER ("o.n", "s.n_items")
             ", " OF_ORDER ("o.n_done", "s.n_done") ", " OF_ORDER ("o.n_refused", "s.n_refused") ", "
             OF_ORDER ("o.n_left", "max (s.n_items - s.n_done - s.n_refused, 0)") ", max "
             "(s.progress_done, 0), max (s.progress_total, 0), " OF_ORDER ("NULL", "s.code") ", "
             OF_ORDER ("NULL", "s.message") ", (SELECT text FROM event WHERE submission_id = s.id "
             "AND kind = 'decision' ORDER BY seq DESC LIMIT 1), s.provisional, s.followed, CASE "
             "WHEN s.resend_of IS NULL THEN (SELECT count (*) FROM submission WHERE job_id = "
             "s.job_id AND resend_of IS NULL AND id <= s.id) ELSE 0 END, (SELECT count (*) FROM "
             "submission WHERE job_id = s.job_id AND resend_of IS NULL), o.n, o.n_left, o.n_done, "
             "o.n_refused, o.n_uncertain, o.n_not_sent, o.n_stopped, "
             OF_ORDER ("NULL", SPT_SQL_RECORD_NAME) " FROM o, submission AS s JOIN "
             "job AS j ON j.id = s.job_id JOIN account AS a ON a.id = s.account_id WHERE s.id = ?1",
  /* What one of them is in, the row of all of them is in. */
  .from = " FROM (SELECT CASE WHEN " IS_SINGLE " THEN (SELECT min (id) FROM submission WHERE "
          "job_id = s.job_id) ELSE s.id END AS id, s.state, s.account_id FROM submission AS s) "
          "WHERE TRUE",
  .is_grouped = TRUE,
  .sorts = sorts,
  .n_sorts = G_N_ELEMENTS (sorts),
};

/* *INDENT-OFF* */
#define MEMBER(KIND, member) SPT_MEMBER (SptOrder, KIND, member)

static const SptMember members[] = {
  MEMBER (INT, job_id),
  MEMBER (TEXT, title),
  MEMBER (TEXT, service),
  MEMBER (TEXT, operation),
  MEMBER (INT, account_id),
  MEMBER (TEXT, account_name),
  MEMBER (ENVIRONMENT, environment),
  MEMBER (INT, created),
  MEMBER (INT, first),
  MEMBER (INT, last_sent),
  MEMBER (INT, each_ms),
};
/* *INDENT-ON* */

static const SptStruct order_struct = SPT_STRUCT (SptOrder, members);

/**
 * spt_order_free:
 * @self: (transfer full) (nullable): an order
 *
 * Frees it.
 */
void
spt_order_free (SptOrder *self)
{
  spt_struct_free (&order_struct, self);
}

/**
 * spt_order_count_left:
 * @self: an order
 *
 * Counts what will leave by itself, or is on its way.
 *
 * Returns: the number
 */
guint
spt_order_count_left (const SptOrder *self)
{
  return self->counts[SPT_STATE_READY] - self->n_unordered + self->counts[SPT_STATE_SENDING] +
         self->counts[SPT_STATE_WAITING];
}

static gboolean
count_states (SptDb     *db,
              SptOrder  *order,
              GError   **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT s.state, count (*), " COUNT ("n", "s.ordered_at IS NULL") " "
                    NEWEST ("?1") " GROUP BY s.state", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", order->job_id))
    return FALSE;
  for (;;)
    {
      SptState state;
      guint n;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!spt_state_from_string (spt_db_column_text (stmt, 0), &state))
        continue;
      n = (guint) sqlite3_column_int64 (stmt, 1);
      order->counts[state] = n;
      order->n += n;
      if (state == SPT_STATE_READY)
        order->n_unordered = (guint) sqlite3_column_int64 (stmt, 2);
    }
}

/**
 * spt_db_get_order:
 * @db: a connection
 * @job_id: a job
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Says how far a job of single requests is. A record that was sent again counts once, as its newest
 * request stands.
 *
 * Returns: (transfer full) (nullable): the order
 */
SptOrder *
spt_db_get_order (SptDb   *db,
                  gint64   job_id,
                  GError **error)
{
  g_autoptr (SptOrder) order =
    spt_db_load_struct (db, &order_struct, "job", job_id,
                        "SELECT j.id, j.title, j.service, j.operation, j.account_id, a.name, "
                        "a.environment, j.created, (SELECT min (id) FROM submission WHERE job_id = j.id), (SELECT "
                        "max (t.started) FROM submission AS s JOIN attempt AS t ON t.submission_id "
                        "= s.id AND t.kind = 'send' WHERE s.job_id = j.id), (SELECT (max (started) "
                        "- min (started)) / (count (*) - 1) FROM (SELECT t.started FROM submission "
                        "AS s JOIN attempt AS t ON t.submission_id = s.id AND t.kind = 'send' WHERE "
                        "s.job_id = j.id ORDER BY t.id DESC LIMIT " G_STRINGIFY (PACE) ") HAVING "
                        "count (*) > 1) FROM job AS j JOIN account AS a ON a.id = j.account_id "
                        "WHERE j.id = ?1", error);

  return order != NULL && count_states (db, order, error) ? g_steal_pointer (&order) : NULL;
}

static void
append_states (GString *sql,
               guint    states)
{
  const char *separator = "";

  if (states == 0)
    return;
  g_string_append (sql, " AND s.state IN (");
  for (guint state = 0; state < SPT_N_STATES; state++)
    {
      if ((states & (1u << state)) == 0)
        continue;
      g_string_append_printf (sql, "%s'%s'", separator, spt_state_to_string ((SptState) state));
      separator = ", ";
    }
  g_string_append_c (sql, ')');
}

/**
 * spt_db_list_order_ids:
 * @db: a connection
 * @job_id: a job
 * @states: bit set of 1 << SptState; 0 = all
 * @records: the records instead of their submissions
 * @error: (out) (optional): why not
 *
 * Lists the newest submissions of a job's records, in their order.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the ids
 */
GArray *
spt_db_list_order_ids (SptDb     *db,
                       gint64     job_id,
                       guint      states,
                       gboolean   records,
                       GError   **error)
{
  g_autoptr (GString) sql = g_string_new (records ? "SELECT i.record_id " NEWEST ("?1")
                                          " AND i.record_id IS NOT NULL"
                                                  : "SELECT s.id " NEWEST ("?1"));
  sqlite3_stmt *stmt;

  append_states (sql, states);
  g_string_append (sql, " ORDER BY s.id");
  stmt = spt_db_prepare (db, sql->str, error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", job_id))
    return NULL;

  return spt_db_list_ids (db, stmt, error);
}

/**
 * spt_db_list_order_items:
 * @db: a connection
 * @job_id: a job
 * @states: bit set of 1 << SptState; 0 = all
 * @first: from 0
 * @count: most items
 * @error: (out) (optional): why not
 *
 * Lists the items of a job's newest submissions, in their order.
 *
 * Returns: (transfer full) (element-type SptItem) (nullable): the items
 */
GPtrArray *
spt_db_list_order_items (SptDb   *db,
                         gint64   job_id,
                         guint    states,
                         guint    first,
                         guint    count,
                         GError **error)
{
  /* No item of these is a position; the columns name one all the same. */
  g_autoptr (GString) sql =
    g_string_new ("FROM submission AS s JOIN item AS i ON i.submission_id = s.id LEFT JOIN position "
                  "AS p ON i.record_kind = '" SPT_RECORD_POSITIONS "' AND p.id = i.record_id WHERE "
                  "s.id IN (SELECT s.id " NEWEST ("?1") ")");

  append_states (sql, states);

  return spt_db_list_items_where (db, error, sql->str, job_id, 0, first, count);
}

/**
 * spt_db_find_order_place:
 * @db: a connection
 * @submission_id: a submission
 * @states: bit set of 1 << SptState: its neighbours are among those; 0 = all
 * @place: (out): where it stands in its order; zeros where it is in none
 * @error: (out) (optional): why not
 *
 * Finds the order of many single requests that a submission is in, and its neighbours there: the
 * newest requests of other records.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_find_order_place (SptDb          *db,
                         gint64          submission_id,
                         guint           states,
                         SptOrderPlace  *place,
                         GError        **error)
{
  g_autoptr (GString) sql = g_string_new ("WITH o AS (SELECT s.id " NEWEST ("?1") "), f AS (SELECT s.id "
                                          NEWEST ("?1"));
  sqlite3_stmt *stmt;
  gboolean row;

  *place = (SptOrderPlace) { 0 };
  if (!spt_db_query_int (db, 0, &place->job_id, error,
                         "SELECT s.job_id FROM submission AS s WHERE s.id = ?1 AND " IS_SINGLE, "i",
                         submission_id))
    return FALSE;
  if (place->job_id == 0)
    return TRUE;

  append_states (sql, states);
  g_string_append (sql, ") SELECT IFNULL ((SELECT count (*) FROM o WHERE id <= ?2 AND EXISTS (SELECT 1 FROM o "
                   "WHERE id = ?2)), 0), (SELECT count (*) FROM o), IFNULL ((SELECT max (id) FROM f WHERE id < "
                   "?2), 0), IFNULL ((SELECT min (id) FROM f WHERE id > ?2), 0)");
  stmt = spt_db_prepare (db, sql->str, error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", place->job_id, submission_id) ||
      !spt_db_step (db, stmt, &row, error))
    return FALSE;
  place->place = (guint) sqlite3_column_int64 (stmt, 0);
  place->n = (guint) sqlite3_column_int64 (stmt, 1);
  place->previous = sqlite3_column_int64 (stmt, 2);
  place->next = sqlite3_column_int64 (stmt, 3);
  sqlite3_reset (stmt);

  return TRUE;
}

typedef gboolean (*OrderFunc) (SptDb       *db,
                               gint64       id,
                               const char  *who,
                               GError     **error);

static gboolean
withdraw (SptDb       *db,
          gint64       id,
          const char  *who,
          GError     **error)
{
  return spt_db_cancel_submission (db, id, FALSE, who, error);
}

static gboolean
change_order (SptDb       *db,
              gint64       job_id,
              const char  *which,
              OrderFunc    func,
              const char  *who,
              guint       *n_changed,
              GError     **error)
{
  g_autofree char *sql = g_strconcat ("SELECT id FROM submission WHERE job_id = ?1 AND ", which,
                                      " ORDER BY id", NULL);
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  g_autoptr (GArray) ids = NULL;

  *n_changed = 0;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", job_id))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      if (!func (db, g_array_index (ids, gint64, i), who, error))
        return FALSE;
    }
  *n_changed = ids->len;

  return TRUE;
}

/**
 * spt_db_stop_order:
 * @db: a writing connection
 * @job_id: a job
 * @who: the clerk
 * @n_stopped: (out): how many
 * @error: (out) (optional): why not
 *
 * Withdraws what has not left (ui.md, Send: "Ferma"). What is on the wire ends by itself, and what
 * has left goes on being followed.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_stop_order (SptDb       *db,
                   gint64       job_id,
                   const char  *who,
                   guint       *n_stopped,
                   GError     **error)
{
  return change_order (db, job_id, "state = 'ready'", withdraw, who, n_stopped, error);
}

/**
 * spt_db_resume_order:
 * @db: a writing connection
 * @job_id: a job
 * @who: the clerk
 * @n_ordered: (out): how many
 * @error: (out) (optional): why not
 *
 * Lets leave what did not get away, and what nobody ordered yet. What was withdrawn stays so.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_resume_order (SptDb       *db,
                     gint64       job_id,
                     const char  *who,
                     guint       *n_ordered,
                     GError     **error)
{
  return change_order (db, job_id, "(state = 'not-sent' OR (state = 'ready' AND ordered_at IS NULL))",
                       spt_db_order_submission, who, n_ordered, error);
}

/* --- lines: what ends or waits is counted by job ------------------------------------------------ */

#define IS_ORDERED "(state IN ('sending', 'waiting') OR (state = 'ready' AND ordered_at NOT NULL))"
#define IS_OPEN    "state IN ('draft', 'ready', 'sending', 'waiting', 'uncertain', 'not-sent')"

static const char *const line_states[SPT_N_LINES] = {
  [SPT_LINES_UNCERTAIN] = "state = 'uncertain'",
  [SPT_LINES_NOT_SENT] = "state = 'not-sent'",
  [SPT_LINES_UNDER_WAY] = IS_ORDERED,
  [SPT_LINES_PREPARED] = "state = 'ready' AND ordered_at IS NULL",
  [SPT_LINES_ENDED] = "state IN ('done', 'partly-done', 'refused')",
};

static gboolean
add_line (SptDb      *db,
          gint64      id,
          GPtrArray  *lines,
          GError    **error)
{
  SptSubmission *line;
  gint64 first;

  /* An order is the row of its first request. */
  if (!spt_db_query_int (db, id, &first, error,
                         "SELECT (SELECT min (t.id) FROM submission AS t WHERE t.job_id = s.job_id) "
                         "FROM submission AS s WHERE s.id = ?1 AND " IS_SINGLE, "i", id))
    return FALSE;
  line = spt_db_get_row (db, &spt_orders_kind, first, error);
  if (line == NULL)
    return FALSE;
  g_ptr_array_add (lines, line);

  return TRUE;
}

/* The files that an order was divided into are a line each. */
static gboolean
add_parts (SptDb      *db,
           SptLines    which,
           gint64      after,
           gint64      job_id,
           guint       max,
           GPtrArray  *lines,
           GError    **error)
{
  g_autofree char *sql = g_strconcat ("SELECT id FROM submission WHERE job_id = ?1 AND updated > ?2 "
                                      "AND ", line_states[which], " ORDER BY id DESC LIMIT ?3", NULL);
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);

  if (stmt == NULL ||
      !spt_db_bind (db, stmt, error, "iii", job_id, after, (gint64) (max - lines->len)))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      if (!add_line (db, g_array_index (ids, gint64, i), lines, error))
        return FALSE;
    }

  return ids != NULL;
}

/**
 * spt_db_list_lines:
 * @db: a connection
 * @which: of what
 * @after: UTC ms: only what has changed since; 0 = all
 * @max: most lines
 * @n: (out): how many lines there are
 * @error: (out) (optional): why not
 *
 * Lists submissions that stand so, but an order of single requests once, with the counts of all of
 * it. One query counts by job; only what is returned is read.
 *
 * Returns: (transfer full) (element-type SptSubmission) (nullable): the lines, newest first
 */
GPtrArray *
spt_db_list_lines (SptDb     *db,
                   SptLines   which,
                   gint64     after,
                   guint      max,
                   guint     *n,
                   GError   **error)
{
  /* Of an order that is not over, its line among what is open says how far it is. */
  g_autofree char *sql =
    g_strconcat ("SELECT g.job_id, g.last, IIF (g.n > 1 AND " IS_SINGLE ", 1, g.n) FROM (SELECT "
                 "job_id, count (*) AS n, max (id) AS last FROM submission WHERE updated > ?1 AND ",
                 line_states[which], " GROUP BY job_id) AS g JOIN submission AS s ON s.id = g.last",
                 which == SPT_LINES_ENDED ? " WHERE NOT (g.job_id IN (SELECT job_id FROM submission "
                 "WHERE " IS_OPEN ") AND " IS_SINGLE ")" : "", " ORDER BY g.last DESC", NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) lasts = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *stmt = spt_db_prepare (db, sql, error);
  gboolean row;

  *n = 0;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", after))
    return NULL;
  for (;;)
    {
      gint64 job, last;
      guint n_lines;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        break;
      n_lines = (guint) sqlite3_column_int64 (stmt, 2);
      job = n_lines == 1 ? 0 : sqlite3_column_int64 (stmt, 0);
      last = sqlite3_column_int64 (stmt, 1);
      if (*n < max)
        {
          g_array_append_val (jobs, job);
          g_array_append_val (lasts, last);
        }
      *n += n_lines;
    }
  for (guint i = 0; i < jobs->len; i++)
    {
      gint64 job = g_array_index (jobs, gint64, i);

      if (job == 0 ? !add_line (db, g_array_index (lasts, gint64, i), lines, error)
                   : !add_parts (db, which, after, job, max, lines, error))
        return NULL;
    }

  return g_steal_pointer (&lines);
}

typedef struct
{
  gint64   job_id;
  gint64   last;
  guint    n;
  gboolean is_order;
} Refused;

/* What failed in one of them may have gone together with what failed in another one of the job. */
static gboolean
count_still_refused (SptDb          *db,
                     const Refused  *refused,
                     gint64          after,
                     guint          *n,
                     GError        **error)
{
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt;
  guint n_failed, n_faulty;

  if (refused->is_order)
    {
      if (!spt_db_count_failed (db, refused->last, TRUE, &n_failed, &n_faulty, error))
        return FALSE;
      *n += n_failed > 0;
      return TRUE;
    }
  stmt = spt_db_prepare (db, "SELECT id FROM submission WHERE job_id = ?1 AND updated > ?2 AND state IN "
                         "('partly-done', 'refused') AND id NOT IN (SELECT resend_of FROM submission "
                         "WHERE job_id = ?1 AND resend_of NOT NULL)", error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "ii", refused->job_id, after))
    return FALSE;
  ids = spt_db_list_ids (db, stmt, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      if (!spt_db_count_failed (db, g_array_index (ids, gint64, i), FALSE, &n_failed, &n_faulty,
                                error))
        return FALSE;
      *n += n_failed > 0;
    }

  return ids != NULL;
}

/**
 * spt_db_count_refused_lines:
 * @db: a connection
 * @after: UTC ms: only what has changed since; 0 = all
 * @n: (out): how many
 * @error: (out) (optional): why not
 *
 * Counts what was refused in whole or in part and not sent again; an order of single requests
 * counts once.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_refused_lines (SptDb   *db,
                            gint64   after,
                            guint   *n,
                            GError **error)
{
  g_autoptr (GArray) resent = g_array_new (FALSE, FALSE, sizeof (Refused));
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT g.job_id, g.last, g.n, g.n > 1 AND " IS_SINGLE ", EXISTS (SELECT 1 FROM "
                    "submission AS t WHERE t.job_id = g.job_id AND t.resend_of NOT NULL) FROM "
                    "(SELECT job_id, count (*) AS n, max (id) AS last FROM submission WHERE updated > "
                    "?1 AND state IN ('partly-done', 'refused') AND id NOT IN (SELECT resend_of FROM "
                    "submission WHERE resend_of NOT NULL) GROUP BY job_id) AS g JOIN submission "
                    "AS s ON s.id = g.last", error);
  gboolean row;

  *n = 0;
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", after))
    return FALSE;
  for (;;)
    {
      Refused refused;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        break;
      refused.job_id = sqlite3_column_int64 (stmt, 0);
      refused.last = sqlite3_column_int64 (stmt, 1);
      refused.n = (guint) sqlite3_column_int64 (stmt, 2);
      refused.is_order = sqlite3_column_int (stmt, 3) != 0;
      if (sqlite3_column_int (stmt, 4) != 0)
        g_array_append_val (resent, refused);
      else
        *n += refused.is_order ? 1 : refused.n;
    }
  for (guint i = 0; i < resent->len; i++)
    {
      if (!count_still_refused (db, &g_array_index (resent, Refused, i), after, n, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_db_count_accepted:
 * @db: a connection
 * @after: UTC ms
 * @n: (out): how many
 * @error: (out) (optional): why not
 *
 * Counts records that were accepted in submissions that ended after a moment.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_accepted (SptDb   *db,
                       gint64   after,
                       guint   *n,
                       GError **error)
{
  gint64 sum;

  /* Nearly all have ended: the table itself is read faster than by an index of states. */
  if (!spt_db_query_int (db, 0, &sum, error, "SELECT sum (n_done) FROM submission NOT INDEXED WHERE updated > ?1 "
                         "AND state IN ('done', 'partly-done', 'refused')", "i", after))
    return FALSE;
  *n = (guint) sum;

  return TRUE;
}
