/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Submissions as the engine, the window and the command line read them. */
#define G_LOG_DOMAIN "spt-store-submissions-query"

#include "config.h"

#include "store/spt-store-accounts.h"
#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

/* *INDENT-OFF* */
#define ROW(KIND, member) SPT_MEMBER (SptSubmissionRow, KIND, member)

static const SptMember row_members[] = {
  ROW (INT, id),
  ROW (TEXT, uuid),
  ROW (INT, job_id),
  ROW (INT, account_id),
  ROW (TEXT, service),
  ROW (TEXT, operation),
  ROW (TEXT, lane),
  ROW (STATE, state),
  ROW (INT, ordered_at),
  ROW (INT, not_before),
  ROW (UINT, n_tries),
  ROW (TEXT, method),
  ROW (TEXT, path),
  ROW (TEXT, content_type),
  ROW (INT, body_id),
  ROW (TEXT, remote_id),
  ROW (BOOLEAN, provisional),
  ROW (INT, next_check),
  ROW (UINT, n_polls),
  ROW (TEXT, note),
  ROW (TEXT, code),
  ROW (BOOLEAN, followed),
  ROW (UINT, n_items),
  ROW (INT, last_send_started),
  ROW (INT, last_send_ended),
  ROW (INT, waits_for),
};

#define ATTEMPT(KIND, member) SPT_MEMBER (SptAttempt, KIND, member)

static const SptMember attempt_members[] = {
  ATTEMPT (INT, id),
  ATTEMPT (TEXT, kind),
  ATTEMPT (INT, started),
  ATTEMPT (INT, ended),
  ATTEMPT (TEXT, outcome),
  ATTEMPT (UINT, http_status),
  ATTEMPT (TEXT, code),
  ATTEMPT (TEXT, message),
  ATTEMPT (INT, exchange_id),
};
/* *INDENT-ON* */

static const SptStruct row_struct = SPT_STRUCT (SptSubmissionRow, row_members);
static const SptStruct attempt_struct = SPT_STRUCT (SptAttempt, attempt_members);

/* The columns of SptSubmissionRow. */
#define SELECT_ROWS \
  "SELECT s.id, s.uuid, s.job_id, s.account_id, s.service, s.operation, s.lane, s.state, " \
  "s.ordered_at, s.not_before, s.n_tries, s.method, s.path, s.content_type, s.body_id, " \
  "s.remote_id, s.provisional, s.next_check, s.n_polls, s.note, s.code, s.followed, s.n_items, a.started, a.ended, " \
  SPT_SQL_WAITS_FOR " " \
  "FROM submission AS s LEFT JOIN attempt AS a ON a.id = " \
  "(SELECT max (id) FROM attempt WHERE submission_id = s.id AND kind = 'send') "

/* By id alone. */
static const char *const sorts[][3] = { { NULL } };

/* The settle note is what the last decision about it said. */
const SptListKind spt_submissions_kind = {
  .get_type = spt_submission_get_type,
  .type = &spt_submission_struct,
  .what = "submission",
  .changed = SPT_CHANGED_SUBMISSIONS | SPT_CHANGED_ACCOUNTS,
  .sql_row = "SELECT s.uuid, s.job_id, j.title, s.service, s.operation, s.account_id, a.name, "
             "a.environment, s.state, s.phase, s.remote_id, s.resend_of, s.created, s.updated, "
             "s.ordered_at, s.next_check, s.n_items, s.n_done, s.n_refused, "
             "max (s.n_items - s.n_done - s.n_refused, 0), max (s.progress_done, 0), "
             "max (s.progress_total, 0), s.code, s.message, (SELECT text FROM event WHERE "
             "submission_id = s.id AND kind = 'decision' ORDER BY seq DESC LIMIT 1), "
             "s.provisional, s.followed, CASE WHEN s.resend_of IS NULL THEN (SELECT count (*) FROM "
             "submission WHERE job_id = s.job_id AND resend_of IS NULL AND id <= s.id) ELSE 0 END, "
             "(SELECT count (*) FROM submission WHERE job_id = s.job_id AND resend_of IS NULL), "
             "0, 0, 0, 0, 0, 0, 0, " SPT_SQL_RECORD_NAME " FROM submission AS s JOIN job AS j ON j.id = s.job_id JOIN account AS "
             "a ON a.id = s.account_id WHERE s.id = ?1",
  .from = " FROM submission WHERE TRUE",
  .sorts = sorts,
  .n_sorts = G_N_ELEMENTS (sorts),
};

/**
 * spt_submission_row_free:
 * @self: (transfer full) (nullable): a row
 *
 * Frees it.
 */
void
spt_submission_row_free (SptSubmissionRow *self)
{
  spt_struct_free (&row_struct, self);
}

/**
 * spt_db_get_submission_row:
 * @db: a connection
 * @id: a submission
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets what the outbox needs of a submission.
 *
 * Returns: (transfer full) (nullable): the row
 */
SptSubmissionRow *
spt_db_get_submission_row (SptDb   *db,
                           gint64   id,
                           GError **error)
{
  return spt_db_load_struct (db, &row_struct, "submission", id, SELECT_ROWS "WHERE s.id = ?1",
                             error);
}

/**
 * spt_db_list_work:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Lists what the engine may have to do: ready and ordered, waiting, uncertain with a next check; by
 * lane and id. What waits for an earlier intervention of its plant says so (@waits_for). While a restored archive waits for its review nothing that is ready is work.
 *
 * Returns: (transfer full) (element-type SptSubmissionRow) (nullable): the rows
 */
GPtrArray *
spt_db_list_work (SptDb   *db,
                  GError **error)
{
  return spt_db_list_structs (db, &row_struct, (GDestroyNotify) spt_submission_row_free, error,
                              SELECT_ROWS "WHERE "
                              "s.state IN ('ready', 'waiting', 'uncertain') AND (s.state = "
                              "'waiting' OR (s.state = 'uncertain' AND s.next_check IS NOT NULL) "
                              "OR (s.state = 'ready' AND s.ordered_at IS NOT NULL AND NOT EXISTS "
                              "(SELECT 1 FROM setting WHERE key = '" SPT_SETTING_REVIEW "' AND "
                              "value = '1'))) ORDER BY s.lane, s.id", "");
}

/**
 * spt_db_get_submission:
 * @db: a connection
 * @id: a submission
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Gets a submission as an object of its own, with every property set.
 *
 * Returns: (transfer full) (nullable): the submission
 */
SptSubmission *
spt_db_get_submission (SptDb   *db,
                       gint64   id,
                       GError **error)
{
  return spt_db_get_row (db, &spt_submissions_kind, id, error);
}

/**
 * spt_db_query_submissions:
 * @db: a connection
 * @states: bit set of 1 << SptState; 0 = all
 * @account_id: 0 = any
 * @error: (out) (optional): why not
 *
 * Finds submissions, newest first.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): their ids
 */
GArray *
spt_db_query_submissions (SptDb   *db,
                          guint    states,
                          gint64   account_id,
                          GError **error)
{
  const SptListQuery query = { .states = states, .account_id = account_id, .descending = TRUE };

  return spt_db_query_list (db, &spt_submissions_kind, &query, NULL, error);
}

/**
 * spt_db_count_submissions:
 * @db: a connection
 * @counts: (array fixed-size=11): one count a state
 * @error: (out) (optional): why not
 *
 * Counts submissions by state.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_count_submissions (SptDb   *db,
                          guint   *counts,
                          GError **error)
{
  return spt_db_count_list (db, &spt_submissions_kind, NULL, counts, error);
}

/**
 * spt_attempt_free:
 * @self: (transfer full) (nullable): an attempt
 *
 * Frees it.
 */
void
spt_attempt_free (SptAttempt *self)
{
  spt_struct_free (&attempt_struct, self);
}

/**
 * spt_db_list_attempts:
 * @db: a connection
 * @id: a submission
 * @error: (out) (optional): why not
 *
 * Lists the attempts of a submission, oldest first.
 *
 * Returns: (transfer full) (element-type SptAttempt) (nullable): the attempts
 */
GPtrArray *
spt_db_list_attempts (SptDb   *db,
                      gint64   id,
                      GError **error)
{
  return spt_db_list_structs (db, &attempt_struct, (GDestroyNotify) spt_attempt_free, error,
                              "SELECT id, kind, started, ended, outcome, http_status, code, "
                              "message, exchange_id FROM attempt WHERE submission_id = ?1 ORDER BY "
                              "id", "i", id);
}

/**
 * spt_db_list_remote_ids:
 * @db: a connection
 * @account_id: an account
 * @error: (out) (optional): why not
 *
 * Lists the service's ids that the archive knows already, for settling. Those of other accounts
 * count as well: accounts may share a body, and what one of them sent is no other's lost upload. What
 * is only followed does not: somebody may have taken a lost upload of ours for other software's.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the ids
 */
GPtrArray *
spt_db_list_remote_ids (SptDb   *db,
                        gint64   account_id,
                        GError **error)
{
  return spt_db_list_texts (db, error,
                            "SELECT DISTINCT remote_id FROM submission WHERE service = (SELECT "
                            "service FROM account WHERE id = ?1) AND remote_id IS NOT NULL AND "
                            "followed = 0 ORDER BY remote_id", account_id);
}

/**
 * spt_db_list_other_sends:
 * @db: a connection
 * @id: a submission in doubt
 * @error: (out) (optional): why not
 *
 * Lists what else left with the same operation and the same credential, whichever account it was: a
 * service that only shows what was spent shows theirs as well.
 *
 * Returns: (transfer full) (element-type SptOtherSend) (nullable): the sends, oldest first
 */
GArray *
spt_db_list_other_sends (SptDb   *db,
                         gint64   id,
                         GError **error)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (SptOtherSend));
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT t.started, t.outcome <> 'unknown' FROM attempt AS t "
                    "JOIN submission AS s ON s.id = t.submission_id "
                    "JOIN account AS a ON a.id = s.account_id, "
                    "(SELECT m.operation, c.credential FROM submission AS m JOIN account AS c "
                    "ON c.id = m.account_id WHERE m.id = ?1) AS own "
                    "WHERE s.id <> ?1 AND s.operation = own.operation AND a.credential = own.credential "
                    "AND t.kind = 'send' AND t.outcome IN ('accepted', 'pending', 'unknown') "
                    "ORDER BY t.started", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return NULL;

  for (;;)
    {
      SptOtherSend other;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&others);
      other.utc = sqlite3_column_int64 (stmt, 0);
      other.is_sure = sqlite3_column_int (stmt, 1) != 0;
      g_array_append_val (others, other);
    }
}
