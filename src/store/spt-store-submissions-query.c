/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Submissions as the engine, the window and the command line read them. */
#define G_LOG_DOMAIN "spt-store-submissions-query"

#include "config.h"

#include "store/spt-store-accounts.h"
#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"

#define ROW_COLUMNS \
  "s.id, s.uuid, s.job_id, s.account_id, s.service, s.operation, s.lane, s.state, s.ordered_at, " \
  "s.not_before, s.n_tries, s.method, s.path, s.content_type, s.body_id, s.remote_id, " \
  "s.provisional, s.next_check, s.n_polls, s.note, s.n_items, a.started, a.ended"
#define ROW_TABLES \
  "submission AS s LEFT JOIN attempt AS a ON a.id = " \
  "(SELECT max (id) FROM attempt WHERE submission_id = s.id AND kind = 'send')"

/**
 * spt_submission_row_free:
 * @self: (transfer full) (nullable): a row
 *
 * Frees it.
 */
void
spt_submission_row_free (SptSubmissionRow *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  g_free (self->service);
  g_free (self->operation);
  g_free (self->lane);
  g_free (self->method);
  g_free (self->path);
  g_free (self->content_type);
  g_free (self->remote_id);
  g_free (self->note);
  g_free (self);
}

static SptSubmissionRow *
read_row (sqlite3_stmt  *stmt,
          GError       **error)
{
  g_autoptr (SptSubmissionRow) self = g_new0 (SptSubmissionRow, 1);

  self->id = sqlite3_column_int64 (stmt, 0);
  if (!spt_state_from_string (spt_db_column_text (stmt, 7), &self->state))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "Submission %"
                   G_GINT64_FORMAT " has no known state", self->id);
      return NULL;
    }

  self->uuid = spt_db_dup_text (stmt, 1);
  self->job_id = sqlite3_column_int64 (stmt, 2);
  self->account_id = sqlite3_column_int64 (stmt, 3);
  self->service = spt_db_dup_text (stmt, 4);
  self->operation = spt_db_dup_text (stmt, 5);
  self->lane = spt_db_dup_text (stmt, 6);
  self->ordered_at = sqlite3_column_int64 (stmt, 8);
  self->not_before = sqlite3_column_int64 (stmt, 9);
  self->n_tries = (guint) sqlite3_column_int64 (stmt, 10);
  self->method = spt_db_dup_text (stmt, 11);
  self->path = spt_db_dup_text (stmt, 12);
  self->content_type = spt_db_dup_text (stmt, 13);
  self->body_id = sqlite3_column_int64 (stmt, 14);
  self->remote_id = spt_db_dup_text (stmt, 15);
  self->provisional = sqlite3_column_int64 (stmt, 16) != 0;
  self->next_check = sqlite3_column_int64 (stmt, 17);
  self->n_polls = (guint) sqlite3_column_int64 (stmt, 18);
  self->note = spt_db_dup_text (stmt, 19);
  self->n_items = (guint) sqlite3_column_int64 (stmt, 20);
  self->last_send_started = sqlite3_column_int64 (stmt, 21);
  self->last_send_ended = sqlite3_column_int64 (stmt, 22);

  return g_steal_pointer (&self);
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
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT " ROW_COLUMNS " FROM "
                                       ROW_TABLES " WHERE s.id = ?1", error);
  SptSubmissionRow *self = NULL;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;

  if (row)
    {
      self = read_row (stmt, error);
      sqlite3_reset (stmt);
    }
  else
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no submission %"
                   G_GINT64_FORMAT, id);
    }

  return self;
}

/**
 * spt_db_list_work:
 * @db: a connection
 * @error: (out) (optional): why not
 *
 * Lists what the engine may have to do: ready and ordered, waiting, uncertain with a next check; by
 * lane and id. While a restored archive waits for its review nothing that is ready is work.
 *
 * Returns: (transfer full) (element-type SptSubmissionRow) (nullable): the rows
 */
GPtrArray *
spt_db_list_work (SptDb   *db,
                  GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_submission_row_free);
  sqlite3_stmt *stmt =
    spt_db_prepare (db,
                    "SELECT " ROW_COLUMNS " FROM " ROW_TABLES " WHERE "
                    "s.state IN ('ready', 'waiting', 'uncertain') AND (s.state = 'waiting' OR "
                    "(s.state = 'uncertain' AND s.next_check IS NOT NULL) OR "
                    "(s.state = 'ready' AND s.ordered_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                    "setting WHERE key = '" SPT_SETTING_REVIEW "' AND value = '1'))) "
                    "ORDER BY s.lane, s.id", error);
  gboolean row;

  if (stmt == NULL)
    return NULL;

  for (;;)
    {
      SptSubmissionRow *work;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&rows);

      work = read_row (stmt, error);
      if (work == NULL)
        {
          sqlite3_reset (stmt);
          return NULL;
        }
      g_ptr_array_add (rows, work);
    }
}

/**
 * spt_submission_line_free:
 * @self: (transfer full) (nullable): a line
 *
 * Frees it.
 */
void
spt_submission_line_free (SptSubmissionLine *self)
{
  if (self == NULL)
    return;

  g_free (self->uuid);
  g_free (self->job_title);
  g_free (self->service);
  g_free (self->operation);
  g_free (self->account_name);
  g_free (self->phase);
  g_free (self->remote_id);
  g_free (self->code);
  g_free (self->message);
  g_free (self->settle_note);
  g_free (self);
}

/**
 * spt_db_load_submission_line:
 * @db: a connection
 * @id: a submission
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is none
 *
 * Reads what lists show of a submission. The settle note is what the last decision about it said.
 *
 * Returns: (transfer full) (nullable): the line
 */
SptSubmissionLine *
spt_db_load_submission_line (SptDb   *db,
                             gint64   id,
                             GError **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db,
                                       "SELECT s.id, s.uuid, s.job_id, j.title, s.service, "
                                       "s.operation, s.account_id, a.name, a.environment, s.state, "
                                       "s.phase, s.remote_id, s.resend_of, s.created, s.updated, "
                                       "s.ordered_at, s.next_check, s.n_items, s.n_done, "
                                       "s.n_refused, s.progress_done, s.progress_total, s.code, "
                                       "s.message, (SELECT text FROM event WHERE submission_id = "
                                       "s.id AND kind = 'decision' ORDER BY seq DESC LIMIT 1), "
                                       "s.provisional FROM submission AS s JOIN job AS j ON j.id = "
                                       "s.job_id JOIN account AS a ON a.id = s.account_id WHERE "
                                       "s.id = ?1", error);
  SptSubmissionLine *self;
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) ||
      !spt_db_step (db, stmt, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no submission %"
                   G_GINT64_FORMAT, id);
      return NULL;
    }

  self = g_new0 (SptSubmissionLine, 1);
  self->id = sqlite3_column_int64 (stmt, 0);
  self->uuid = spt_db_dup_text (stmt, 1);
  self->job = sqlite3_column_int64 (stmt, 2);
  self->job_title = spt_db_dup_text (stmt, 3);
  self->service = spt_db_dup_text (stmt, 4);
  self->operation = spt_db_dup_text (stmt, 5);
  self->account = sqlite3_column_int64 (stmt, 6);
  self->account_name = spt_db_dup_text (stmt, 7);
  spt_environment_from_string (spt_db_column_text (stmt, 8), &self->environment);
  self->state = SPT_STATE_UNCERTAIN;
  spt_state_from_string (spt_db_column_text (stmt, 9), &self->state);
  self->phase = spt_db_dup_text (stmt, 10);
  self->remote_id = spt_db_dup_text (stmt, 11);
  self->resend_of = sqlite3_column_int64 (stmt, 12);
  self->created = sqlite3_column_int64 (stmt, 13);
  self->updated = sqlite3_column_int64 (stmt, 14);
  self->ordered_at = sqlite3_column_int64 (stmt, 15);
  self->next_check = sqlite3_column_int64 (stmt, 16);
  self->n_items = (guint) sqlite3_column_int64 (stmt, 17);
  self->n_done = (guint) sqlite3_column_int64 (stmt, 18);
  self->n_refused = (guint) sqlite3_column_int64 (stmt, 19);
  self->progress_done = sqlite3_column_int64 (stmt, 20);
  self->progress_total = sqlite3_column_int64 (stmt, 21);
  self->code = spt_db_dup_text (stmt, 22);
  self->message = spt_db_dup_text (stmt, 23);
  self->settle_note = spt_db_dup_text (stmt, 24);
  self->provisional = sqlite3_column_int64 (stmt, 25) != 0;
  sqlite3_reset (stmt);

  return self;
}

/**
 * spt_submission_line_fill:
 * @self: a line
 * @object: what lists show
 *
 * Sets every property of @object. On the thread that owns @object.
 */
void
spt_submission_line_fill (const SptSubmissionLine *self,
                          SptSubmission           *object)
{
  guint n_closed = self->n_done + self->n_refused;
  const SptSubmissionData data = {
    .uuid = self->uuid,
    .job = self->job,
    .job_title = self->job_title,
    .service = self->service,
    .operation = self->operation,
    .account = self->account,
    .account_name = self->account_name,
    .environment = self->environment,
    .state = self->state,
    .phase = self->phase,
    .remote_id = self->remote_id,
    .resend_of = self->resend_of,
    .created = self->created,
    .updated = self->updated,
    .ordered_at = self->ordered_at,
    .next_check = self->next_check,
    .n_items = self->n_items,
    .n_done = self->n_done,
    .n_refused = self->n_refused,
    .n_open = self->n_items > n_closed ? self->n_items - n_closed : 0,
    .progress_done = MAX (self->progress_done, 0),
    .progress_total = MAX (self->progress_total, 0),
    .code = self->code,
    .message = self->message,
    .settle_note = self->settle_note,
    .provisional = self->provisional,
  };

  spt_submission_update (object, &data);
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
  SptSubmissionLine *line = spt_db_load_submission_line (db, id, error);
  SptSubmission *object;

  if (line == NULL)
    return NULL;

  object = spt_submission_new (id);
  spt_submission_line_fill (line, object);
  spt_submission_line_free (line);

  return object;
}

/* Ids of a statement's first column. */
static GArray *
collect_ids (SptDb         *db,
             sqlite3_stmt  *stmt,
             GError       **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  for (;;)
    {
      gint64 id;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);

      id = sqlite3_column_int64 (stmt, 0);
      g_array_append_val (ids, id);
    }
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
  g_autoptr (GString) sql =
    g_string_new ("SELECT id FROM submission WHERE (?1 = 0 OR account_id = ?1)");
  const char *separator = "";
  sqlite3_stmt *stmt;

  /* The words come from our own table, never from a caller. */
  if (states != 0)
    {
      g_string_append (sql, " AND state IN (");
      for (guint state = 0; state < SPT_N_STATES; state++)
        {
          if ((states & (1u << state)) != 0)
            {
              g_string_append_printf (sql, "%s'%s'", separator,
                                      spt_state_to_string ((SptState) state));
              separator = ", ";
            }
        }
      g_string_append_c (sql, ')');
    }
  g_string_append (sql, " ORDER BY id DESC");

  stmt = spt_db_prepare (db, sql->str, error);
  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", account_id))
    return NULL;

  return collect_ids (db, stmt, error);
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
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT state, count (*) FROM submission GROUP BY state",
                                       error);
  gboolean row;

  memset (counts, 0, SPT_N_STATES * sizeof *counts);
  if (stmt == NULL)
    return FALSE;

  for (;;)
    {
      SptState state;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      if (spt_state_from_string (spt_db_column_text (stmt, 0), &state))
        counts[state] = (guint) sqlite3_column_int64 (stmt, 1);
    }
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
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->outcome);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
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
  g_autoptr (GPtrArray) attempts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) spt_attempt_free);
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT id, kind, started, ended, outcome, http_status, "
                                       "code, message, exchange_id FROM attempt WHERE "
                                       "submission_id = ?1 ORDER BY id", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return NULL;

  for (;;)
    {
      SptAttempt *attempt;

      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&attempts);

      attempt = g_new0 (SptAttempt, 1);
      attempt->id = sqlite3_column_int64 (stmt, 0);
      attempt->kind = spt_db_dup_text (stmt, 1);
      attempt->started = sqlite3_column_int64 (stmt, 2);
      attempt->ended = sqlite3_column_int64 (stmt, 3);
      attempt->outcome = spt_db_dup_text (stmt, 4);
      attempt->http_status = (guint) sqlite3_column_int64 (stmt, 5);
      attempt->code = spt_db_dup_text (stmt, 6);
      attempt->message = spt_db_dup_text (stmt, 7);
      attempt->exchange_id = sqlite3_column_int64 (stmt, 8);
      g_ptr_array_add (attempts, attempt);
    }
}

/**
 * spt_db_list_remote_ids:
 * @db: a connection
 * @account_id: an account
 * @error: (out) (optional): why not
 *
 * Lists the service's ids that the archive knows already, for settling. Those of other accounts count
 * as well: accounts may share a body, and what one of them sent is no other's lost upload.
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the ids
 */
GPtrArray *
spt_db_list_remote_ids (SptDb   *db,
                        gint64   account_id,
                        GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT DISTINCT remote_id FROM submission WHERE "
                                       "service = (SELECT service FROM account WHERE id = ?1) AND "
                                       "remote_id IS NOT NULL ORDER BY remote_id", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", account_id))
    return NULL;

  for (;;)
    {
      if (!spt_db_step (db, stmt, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, spt_db_dup_text (stmt, 0));
    }
}
