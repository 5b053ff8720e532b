/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Jobs, submissions and attempts: every change of state is a compare-and-set with all that goes
 * with it, in one transaction. */
#define G_LOG_DOMAIN "spt-store-submissions"

#include "config.h"

#include "store/spt-store-submissions.h"

#include "base/spt-text.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "store/spt-store-private.h"

/* What is in the archive about a submission, as far as a change has to know. */
typedef struct
{
  SptState  state;
  gint64    ordered_at;
  gint64    body_id;
  char     *operation; /* (owned) */
  gboolean  followed;
} Present;

/* *INDENT-OFF* */
static const SptMember present_members[] = {
  SPT_MEMBER (Present, STATE, state),
  SPT_MEMBER (Present, INT, ordered_at),
  SPT_MEMBER (Present, INT, body_id),
  SPT_MEMBER (Present, TEXT, operation),
  SPT_MEMBER (Present, BOOLEAN, followed),
};
/* *INDENT-ON* */

static const SptStruct present_struct = SPT_STRUCT (Present, present_members);

static void
clear_present (Present *present)
{
  spt_struct_clear (&present_struct, present);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Present, clear_present)

static gboolean
load_present (SptDb    *db,
              gint64    id,
              Present  *present,
              GError  **error)
{
  return spt_db_get_struct (db, &present_struct, present, "submission", id,
                            "SELECT state, ordered_at, body_id, operation, followed FROM submission "
                            "WHERE id = ?1", error);
}

static gboolean
set_conflict (gint64      id,
              SptState    found,
              const char *wanted,
              GError    **error)
{
  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT, "Submission %"
               G_GINT64_FORMAT " is %s, not %s", id,
               spt_state_to_string (found), wanted);

  return FALSE;
}

/**
 * spt_db_add_job:
 * @db: a writing connection
 * @service: the service
 * @operation: what is ordered
 * @account_id: for which account
 * @title: what the clerk sees
 * @who: (nullable): the clerk
 * @error: (out) (optional): why not
 *
 * Adds what the user orders; its submissions follow.
 *
 * Returns: its id; 0 on an error
 */
gint64
spt_db_add_job (SptDb       *db,
                const char  *service,
                const char  *operation,
                gint64       account_id,
                const char  *title,
                const char  *who,
                GError     **error)
{
  g_autofree char *uuid = g_uuid_string_random ();

  if (!spt_db_exec (db, error,
                    "INSERT INTO job (uuid, service, operation, account_id, title, created, "
                    "created_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    "tttitit", uuid, service, operation,
                    account_id,
                    title != NULL ? title : "", spt_db_now (db), who != NULL ? who : ""))
    return 0;

  return spt_db_last_id (db);
}

/**
 * spt_db_begin_submission:
 * @db: a writing connection
 * @submission: what will leave; of its body and items nothing is looked at yet
 * @error: (out) (optional): why not
 *
 * Adds a submission in state ready whose items and body come in parts, all in this transaction:
 * spt_db_append_items(), then spt_db_finish_submission().
 *
 * Returns: its id; 0 on an error
 */
gint64
spt_db_begin_submission (SptDb                   *db,
                         const SptNewSubmission  *submission,
                         GError                 **error)
{
  g_autofree char *uuid = g_uuid_string_random ();

  if (!spt_db_exec (db, error,
                    "INSERT INTO submission (uuid, job_id, account_id, service, operation, lane, "
                    "state, state_since, resend_of, method, path, body_sha256, created, updated, note) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'ready', ?7, NULLIF (?8, 0), ?9, ?10, '', ?7, "
                    "?7, ?11)",
                    "tiitttiittt",
                    uuid, submission->job_id, submission->account_id, submission->service,
                    submission->operation, submission->lane, spt_db_now (db), submission->resend_of,
                    submission->method, submission->path, submission->note))
    return 0;

  return spt_db_last_id (db);
}

/**
 * spt_db_append_items:
 * @db: a writing connection
 * @id: a submission that was begun
 * @submission: the next items and their account
 * @n_before: how many it has already
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT for a record under way, with that
 *   submission's id in the message
 *
 * Adds items; their records are bound to the account.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_append_items (SptDb                   *db,
                     gint64                   id,
                     const SptNewSubmission  *submission,
                     guint                    n_before,
                     GError                 **error)
{
  return submission->n_items == 0 ||
         spt_db_insert_items (db, id, submission->account_id, n_before, submission->record_kind,
                              submission->n_items, submission->keys, submission->rows,
                              submission->record_ids, error);
}

/**
 * spt_db_finish_submission:
 * @db: a writing connection
 * @id: a submission that was begun
 * @submission: what will leave; of its items nothing is looked at
 * @n_items: how many it has
 * @who: (nullable): the clerk
 * @error: (out) (optional): why not
 *
 * Puts the body to a submission; from here on it is like any other.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_finish_submission (SptDb                   *db,
                          gint64                   id,
                          const SptNewSubmission  *submission,
                          guint                    n_items,
                          const char              *who,
                          GError                 **error)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *text = NULL;
  gint64 body_id = 0;
  gsize size = 0;
  const void *data = submission->body != NULL ? g_bytes_get_data (submission->body, &size) : NULL;

  sha256 = spt_text_sha256_hex (data != NULL ? data : "", size);
  if (submission->body != NULL &&
      (body_id = spt_db_add_payload (db, submission->body, error)) == 0)
    return FALSE;
  if (!spt_db_exec (db, error,
                    "UPDATE submission SET content_type = ?2, body_id = NULLIF (?3, 0), "
                    "body_sha256 = ?4, n_items = ?5 WHERE id = ?1", "ititi", id,
                    submission->content_type, body_id, sha256, (gint64) n_items))
    return FALSE;

  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);
  text = g_strdup_printf ("%s, %u items, SHA-256 %s", submission->operation, n_items, sha256);

  return spt_db_add_event (db, "prepared", id, 0, body_id, who, text, error);
}

/**
 * spt_db_add_submission:
 * @db: a writing connection
 * @submission: what will leave, exactly
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONSTRAINT for a record under way, with that
 *   submission's id in the message
 *
 * Adds a submission in state ready. Its records are bound to its account.
 *
 * Returns: its id; 0 on an error
 */
gint64
spt_db_add_submission (SptDb                   *db,
                       const SptNewSubmission  *submission,
                       const char              *who,
                       GError                 **error)
{
  gint64 id = spt_db_begin_submission (db, submission, error);

  return id != 0 && spt_db_append_items (db, id, submission, 0, error) &&
         spt_db_finish_submission (db, id, submission, submission->n_items, who, error) ? id : 0;
}

/**
 * spt_db_clear_not_before:
 * @db: a writing connection
 * @error: (out) (optional): why not
 *
 * The network may be back: what is ordered and waits for its next try may go now.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_clear_not_before (SptDb   *db,
                         GError **error)
{
  if (!spt_db_exec (db, error,
                    "UPDATE submission SET not_before = 0 WHERE state = 'ready' AND ordered_at IS "
                    "NOT NULL AND not_before <> 0", ""))
    return FALSE;
  if (spt_db_n_changed (db) > 0)
    spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);

  return TRUE;
}

/* A bare compare-and-set, for the moves that carry nothing else. */
static gboolean
move (SptDb       *db,
      gint64       id,
      SptState     from,
      SptState     to,
      GError     **error)
{
  if (!spt_state_can_change (from, to, FALSE))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT, "Submission %"
                   G_GINT64_FORMAT " is %s and cannot become %s", id,
                   spt_state_to_string (from), spt_state_to_string (to));
      return FALSE;
    }

  if (!spt_db_exec (db, error,
                    "UPDATE submission SET state = ?3, state_since = ?4, updated = ?4 WHERE id = "
                    "?1 AND state = ?2", "itti", id,
                    spt_state_to_string (from), spt_state_to_string (to), spt_db_now (db)))
    return FALSE;
  if (spt_db_n_changed (db) != 1)
    return set_conflict (id, from, spt_state_to_string (from), error);

  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);

  return TRUE;
}

/**
 * spt_db_order_submission:
 * @db: a writing connection
 * @id: a submission in ready or not-sent
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT in any other state
 *
 * Orders a submission to leave, at once. Ordering again what is ordered only makes it due.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_order_submission (SptDb       *db,
                         gint64       id,
                         const char  *who,
                         GError     **error)
{
  g_auto (Present) present = { 0 };

  if (!load_present (db, id, &present, error))
    return FALSE;

  if (present.followed)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT, "Submission %"
                   G_GINT64_FORMAT " was made with other software: there is nothing to send", id);
      return FALSE;
    }
  if (present.state == SPT_STATE_NOT_SENT)
    {
      /* Back to where it was, with nothing said about it: not even by the items of a settlement. */
      if (!move (db, id, SPT_STATE_NOT_SENT, SPT_STATE_READY, error) ||
          !spt_db_exec (db, error,
                        "UPDATE item SET state = 'draft', code = NULL, message = NULL, also = NULL "
                        "WHERE submission_id = ?1 AND state <> 'draft'", "i", id) ||
          !spt_db_exec (db, error,
                        "UPDATE submission SET code = NULL, message = NULL, rest_state = NULL, "
                        "rest_code = NULL, rest_message = NULL WHERE id = ?1", "i", id) ||
          !spt_db_settle_items (db, id, present.operation, SPT_STATE_NOT_SENT, SPT_STATE_READY,
                                error))
        return FALSE;
      present.ordered_at = 0;
    }
  else if (present.state != SPT_STATE_READY)
    {
      return set_conflict (id, present.state, "ready or not-sent", error);
    }

  if (!spt_db_exec (db, error,
                    "UPDATE submission SET ordered_at = IFNULL (ordered_at, ?2), not_before = 0, "
                    "updated = ?2 WHERE id = ?1 AND state = 'ready'", "ii", id, spt_db_now (db)))
    return FALSE;
  if (spt_db_n_changed (db) != 1)
    return set_conflict (id, present.state, "ready", error);

  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);

  return present.ordered_at != 0 ||
         spt_db_add_event (db, "ordered", id, 0, present.body_id, who, present.operation, error);
}

/**
 * spt_db_check_now:
 * @db: a writing connection
 * @id: a submission that waits for its service
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when it does not wait any more
 *
 * Lets the engine ask about it now, also where it had given up asking by itself. How soon that may be
 * the service says.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_check_now (SptDb   *db,
                  gint64   id,
                  GError **error)
{
  if (!spt_db_exec (db, error,
                    "UPDATE submission SET next_check = CASE WHEN IFNULL (next_check, 0) = 0 THEN ?2 ELSE "
                    "min (next_check, ?2) END WHERE id = ?1 AND state = 'waiting' AND followed = 0", "ii", id,
                    spt_db_now (db)))
    return FALSE;
  if (spt_db_n_changed (db) == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
                   "Submission %" G_GINT64_FORMAT " does not wait for its service", id);
      return FALSE;
    }
  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);

  return TRUE;
}

/**
 * spt_db_cancel_submission:
 * @db: a writing connection
 * @id: a submission
 * @stop_following: also what is waiting, whose fate then stays unknown here
 * @who: (nullable): the clerk
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when it cannot be withdrawn
 *
 * Withdraws a submission; its records are free again.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_cancel_submission (SptDb       *db,
                          gint64       id,
                          gboolean     stop_following,
                          const char  *who,
                          GError     **error)
{
  g_auto (Present) present = { 0 };
  g_autofree char *text = NULL;

  if (!load_present (db, id, &present, error))
    return FALSE;
  if (present.state == SPT_STATE_WAITING && !stop_following)
    return set_conflict (id, present.state, "ready or not-sent", error);

  if (!move (db, id, present.state, SPT_STATE_CANCELLED, error) ||
      !spt_db_exec (db, error, "UPDATE submission SET next_check = NULL WHERE id = ?1", "i", id) ||
      !spt_db_settle_items (db, id, present.operation, present.state, SPT_STATE_CANCELLED, error))
    return FALSE;

  text = g_strdup_printf ("was %s", spt_state_to_string (present.state));

  return spt_db_add_event (db, "cancelled", id, 0, 0, who, text, error);
}

static gint64
insert_attempt (SptDb       *db,
                gint64       id,
                const char  *kind,
                GError     **error)
{
  if (!spt_db_exec (db, error,
                    "INSERT INTO attempt (submission_id, kind, started) VALUES (?1, ?2, ?3)", "iti",
                    id, kind,
                    spt_db_now (db)))
    return 0;

  return spt_db_last_id (db);
}

/**
 * spt_db_begin_attempt:
 * @db: a writing connection
 * @id: a submission
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when it is no longer ready and ordered, when
 *   sending is stopped, or while a restored archive waits for a person to go through it
 *
 * Turns ready into sending and writes the attempt down. Only after the commit may the first byte
 * leave.
 *
 * Returns: the attempt's id; 0 on an error
 */
gint64
spt_db_begin_attempt (SptDb   *db,
                      gint64   id,
                      GError **error)
{
  g_auto (Present) present = { 0 };
  g_autofree char *text = NULL;
  gint64 now = spt_db_now (db);
  gint64 attempt_id;
  gint64 n_tries;

  if (!load_present (db, id, &present, error))
    return 0;

  if (!spt_db_exec (db, error,
                    "UPDATE submission SET state = 'sending', state_since = ?2, updated = ?2, "
                    "n_tries = n_tries + 1, not_before = 0, code = NULL, message = NULL WHERE id = "
                    "?1 AND state = 'ready' AND ordered_at IS NOT NULL AND NOT EXISTS (SELECT 1 "
                    "FROM setting WHERE key IN ('" SPT_SETTING_STOPPED "', '"
                    SPT_SETTING_REVIEW "') AND value = '1')",
                    "ii", id, now))
    return 0;
  if (spt_db_n_changed (db) != 1)
    {
      set_conflict (id, present.state, "ready, ordered and free to leave", error);
      return 0;
    }

  attempt_id = insert_attempt (db, id, "send", error);
  if (attempt_id == 0 ||
      !spt_db_settle_items (db, id, present.operation, SPT_STATE_READY, SPT_STATE_SENDING, error) ||
      !spt_db_query_int (db, 0, &n_tries, error, "SELECT n_tries FROM submission WHERE id = ?1",
                         "i", id))
    return 0;

  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);
  text = g_strdup_printf ("%s, try %" G_GINT64_FORMAT, present.operation, n_tries);

  return spt_db_add_event (db, "attempt", id, attempt_id, present.body_id, NULL, text, error)
    ? attempt_id : 0;
}

/**
 * spt_db_begin_look:
 * @db: a writing connection
 * @id: a submission
 * @kind: "poll" or "settle"
 * @error: (out) (optional): why not
 *
 * Writes down that the service is about to be asked, without changing anything there.
 *
 * Returns: the attempt's id; 0 on an error
 */
gint64
spt_db_begin_look (SptDb       *db,
                   gint64       id,
                   const char  *kind,
                   GError     **error)
{
  g_auto (Present) present = { 0 };

  g_return_val_if_fail (g_str_equal (kind, "poll") || g_str_equal (kind, "settle"), 0);

  if (!load_present (db, id, &present, error))
    return 0;

  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);

  return insert_attempt (db, id, kind, error);
}

/**
 * spt_db_end_attempt:
 * @db: a writing connection
 * @id: a submission
 * @change: what came of its attempt
 * @exchange_id: the payload of the exchange; 0 = none
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when the attempt is not open
 *
 * Closes an attempt, where there is one.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_end_attempt (SptDb                 *db,
                    gint64                 id,
                    const SptStateChange  *change,
                    gint64                 exchange_id,
                    GError               **error)
{
  if (change->attempt_id == 0)
    return TRUE;

  if (!spt_db_exec (db, error,
                    "UPDATE attempt SET ended = ?3, outcome = ?4, http_status = ?5, code = ?6, "
                    "message = ?7, exchange_id = NULLIF (?8, 0) WHERE id = ?1 AND submission_id = "
                    "?2 AND ended IS NULL", "iiititti",
                    change->attempt_id, id, spt_db_now (db), change->outcome,
                    (gint64) change->http_status, change->code,
                    change->message, exchange_id))
    return FALSE;
  if (spt_db_n_changed (db) == 1)
    return TRUE;

  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT,
               "Attempt %" G_GINT64_FORMAT " of submission %" G_GINT64_FORMAT " is not open",
               change->attempt_id, id);

  return FALSE;
}

static gboolean
write_state (SptDb                 *db,
             gint64                 id,
             const SptStateChange  *change,
             gint64                 report_id,
             GError               **error)
{
  gint64 now = spt_db_now (db);
  /* Not sent: a person has to order it again. */
  gboolean clear_order = change->clear_order || change->state == SPT_STATE_NOT_SENT;

  if (!spt_db_exec (db, error,
                    "UPDATE submission SET state = ?3, state_since = CASE WHEN state = ?3 THEN "
                    "state_since ELSE ?4 END, updated = ?4, code = ?5, message = ?6, remote_id = "
                    "CASE WHEN ?7 THEN ?8 ELSE remote_id END, provisional = ?9, phase = IFNULL "
                    "(?10, phase), progress_done = ?11, progress_total = ?12, next_check = NULLIF "
                    "(?13, 0), not_before = ?14, ordered_at = CASE WHEN ?15 THEN NULL ELSE "
                    "ordered_at END, n_polls = n_polls + ?16, note = IFNULL (?17, note), report_id "
                    "= IFNULL (NULLIF (?18, 0), report_id) WHERE id = ?1 AND state = ?2",
                    "ittittitit" "iiiiiiti",
                    id, spt_state_to_string (change->expected), spt_state_to_string (change->state),
                    now, change->code,
                    change->message, (gint64) change->set_remote_id, change->remote_id,
                    (gint64) change->provisional, change->phase,
                    change->progress_done, change->progress_total, change->next_check,
                    change->not_before, (gint64) clear_order,
                    (gint64) change->count_poll, change->note, report_id))
    return FALSE;
  if (spt_db_n_changed (db) != 1)
    return set_conflict (id, change->expected, spt_state_to_string (change->expected), error);

  return TRUE;
}

static gboolean
write_events (SptDb                 *db,
              gint64                 id,
              const SptStateChange  *change,
              gint64                 exchange_id,
              gint64                 report_id,
              guint                  n_foreign,
              guint                  n_against,
              GError               **error)
{
  g_autofree char *text = g_strdup (change->event_text != NULL ? change->event_text : "");
  gint64 payload_id = exchange_id != 0 ? exchange_id : report_id;

  if (n_foreign > 0)
    {
      char *longer = g_strdup_printf ("%s%s%u results for keys that were never sent", text,
                                      *text != '\0' ? "; " : "", n_foreign);

      g_free (text);
      text = longer;
    }

  if (n_against > 0)
    {
      char *longer = g_strdup_printf ("%s%s%u results say otherwise than before", text,
                                      *text != '\0' ? "; " : "", n_against);

      g_free (text);
      text = longer;
    }

  if (change->event_kind != NULL &&
      !spt_db_add_event (db, change->event_kind, id, change->attempt_id, payload_id, change->actor,
                         text, error))
    return FALSE;

  /* A report is evidence of its own, under its own digest. */
  if (report_id != 0 && (change->event_kind == NULL || payload_id != report_id))
    return spt_db_add_event (db, "report", id, change->attempt_id, report_id, change->actor,
                             change->event_kind == NULL ? text : "", error);

  return TRUE;
}

/**
 * spt_db_change_submission:
 * @db: a writing connection
 * @id: a submission
 * @change: from which state to which, and all that goes with it
 * @n_foreign: (out) (optional): results for keys that were never sent; the event's text has the
 *   number
 * @error: (out) (optional): %SPT_STORE_ERROR_CONFLICT when it is not in the state expected,
 *   %SPT_STORE_ERROR_FAILED for a move that docs/states.md does not have
 *
 * Changes a submission. Its items and their records follow; a final state closes the items.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_db_change_submission (SptDb                 *db,
                          gint64                 id,
                          const SptStateChange  *change,
                          guint                 *n_foreign,
                          GError               **error)
{
  g_auto (Present) present = { 0 };
  gint64 exchange_id = 0;
  gint64 report_id = 0;
  guint foreign = 0;
  guint against = 0;
  gboolean moves = change->state != change->expected;
  gboolean says_nothing = FALSE;

  if (n_foreign != NULL)
    *n_foreign = 0;

  if (moves ? !spt_state_can_change (change->expected, change->state, change->settling)
      : spt_state_is_final (change->state))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED,
                   "No submission goes from %s to %s%s",
                   spt_state_to_string (change->expected), spt_state_to_string (change->state),
                   change->settling ? " by settling" : "");
      return FALSE;
    }
  if (!load_present (db, id, &present, error))
    return FALSE;
  if (present.state != change->expected)
    return set_conflict (id, present.state, spt_state_to_string (change->expected), error);

  if (change->exchange != NULL &&
      (exchange_id = spt_db_add_payload (db, change->exchange, error)) == 0)
    return FALSE;
  if (change->report != NULL && (report_id = spt_db_add_payload (db, change->report, error)) == 0)
    return FALSE;

  if (!spt_db_end_attempt (db, id, change, exchange_id, error) ||
      !write_state (db, id, change, report_id, error))
    return FALSE;

  if (change->operation != NULL &&
      !spt_db_exec (db, error, "UPDATE submission SET operation = ?2 WHERE id = ?1 AND followed = 1",
                    "it", id, change->operation))
    return FALSE;

  /* The rest first: what is named then has the last word. A look that found everything as it was
   * touches no item. */
  if (!moves && change->n_items == 0 && change->rest_state == change->state &&
      change->rest_code == NULL &&
      change->rest_message == NULL)
    says_nothing = TRUE;
  if (!says_nothing && change->rest_state != SPT_STATE_DRAFT &&
      !spt_db_change_rest (db, id, change->rest_state, change->state, change->rest_code,
                           change->rest_message, error))
    return FALSE;
  if (!spt_db_change_items (db, id, change, &foreign, &against, error))
    return FALSE;
  if (!says_nothing && (moves || change->n_items > 0 || change->rest_state != SPT_STATE_DRAFT) &&
      !spt_db_settle_items (db, id, present.operation, change->expected, change->state, error))
    return FALSE;

  if (n_foreign != NULL)
    *n_foreign = foreign;
  spt_db_mark (db, SPT_CHANGED_SUBMISSIONS);

  return write_events (db, id, change, exchange_id, report_id, foreign, against, error);
}

/* What was only asked changed nothing, whether it arrived or not. */
static gboolean
recover_one (SptDb       *db,
             gint64       id,
             SptState     found,
             gboolean     is_question,
             const char  *code,
             GError     **error)
{
  SptState state = is_question ? SPT_STATE_NOT_SENT : SPT_STATE_UNCERTAIN;
  SptStateChange change = {
    .expected = found,
    .state = state,
    .settling = found == SPT_STATE_UNCERTAIN,
    .outcome = "unknown",
    .code = is_question ? "found-asking" : code,
    .progress_done = -1,
    .progress_total = -1,
    .clear_order = is_question,
    .rest_state = state,
    .rest_code = is_question ? "found-asking" : code,
    .event_kind = "recovered",
    .event_text = is_question ? "found-asking" : code,
  };

  return spt_db_query_int (db, 0, &change.attempt_id, error,
                           "SELECT max (id) FROM attempt WHERE submission_id = ?1 AND kind = "
                           "'send' AND ended IS NULL", "i", id) &&
         spt_db_change_submission (db, id, &change, NULL, error);
}

/**
 * spt_db_recover_as:
 * @db: a writing connection
 * @code: what explains it
 * @questions: (nullable) (array zero-terminated=1): operations that change nothing
 * @error: (out) (optional): why not
 *
 * Turns everything found in sending into uncertain; what is in @questions into not sent, also where it was left in
 * doubt by somebody who could not know that.
 *
 * Returns: how many; -1 on an error
 */
int
spt_db_recover_as (SptDb              *db,
                   const char         *code,
                   const char *const  *questions,
                   GError            **error)
{
  g_autoptr (GArray) ids = NULL;
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT id FROM submission WHERE state IN ('sending', 'uncertain') ORDER BY id", error);
  int n = 0;

  if (stmt != NULL)
    ids = spt_db_list_ids (db, stmt, error);
  if (ids == NULL)
    return -1;

  for (guint i = 0; i < ids->len; i++)
    {
      gint64 id = g_array_index (ids, gint64, i);
      g_auto (Present) present = { 0 };
      gboolean is_question;

      if (!load_present (db, id, &present, error))
        return -1;
      is_question = questions != NULL && g_strv_contains (questions, present.operation);
      if (present.state == SPT_STATE_UNCERTAIN && !is_question)
        continue;
      if (!recover_one (db, id, present.state, is_question, code, error))
        return -1;
      n++;
    }

  return n;
}

/**
 * spt_db_recover_sending:
 * @db: a writing connection
 * @questions: (nullable) (array zero-terminated=1): operations that change nothing
 * @error: (out) (optional): why not
 *
 * A new sender found these in sending: whether they left nobody knows, so they become uncertain ("found-sending") and
 * wait for a person, or for the engine to be told to look them up. Questions are not sent ("found-asking"): they are
 * asked again.
 *
 * Returns: how many; -1 on an error
 */
int
spt_db_recover_sending (SptDb              *db,
                        const char *const  *questions,
                        GError            **error)
{
  return spt_db_recover_as (db, "found-sending", questions, error);
}
