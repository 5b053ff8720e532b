/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission and its items as JSON: the same keys wherever they are written (design 5). */
#define G_LOG_DOMAIN "spt-submission-json"

#include "config.h"

#include "outbox/spt-submission-json.h"

/**
 * spt_submission_whole_load:
 * @self: with its id; all else is zero before
 * @db: the archive, on its thread
 * @error: %SPT_STORE_ERROR_NOT_FOUND, or another #SptStoreError
 *
 * Reads a submission with its attempts and items.
 *
 * Returns: %FALSE on error; what was read is @self's all the same
 */
gboolean
spt_submission_whole_load (SptSubmissionWhole  *self,
                           SptDb               *db,
                           GError             **error)
{
  g_autoptr (SptSubmissionRow) row = spt_db_get_submission_row (db, self->id, error);

  if (row == NULL)
    return FALSE;
  self->note = g_steal_pointer (&row->note);
  self->submission = spt_db_get_submission (db, self->id, error);
  if (self->submission == NULL)
    return FALSE;
  self->attempts = spt_db_list_attempts (db, self->id, error);
  if (self->attempts == NULL)
    return FALSE;
  self->items = spt_db_list_items (db, self->id, FALSE, 0, G_MAXUINT, error);

  return self->items != NULL;
}

/**
 * spt_submission_whole_clear:
 * @self: a submission with what belongs to it
 *
 * Lets go of all of it.
 */
void
spt_submission_whole_clear (SptSubmissionWhole *self)
{
  g_clear_object (&self->submission);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->note, g_free);
}

/**
 * spt_submission_json_write_head:
 * @writer: a writer, inside an object
 * @submission: a submission
 *
 * Writes the keys of a submission that lists, single ones and proofs share (design 5).
 */
void
spt_submission_json_write_head (SptJsonWriter *writer,
                                SptSubmission *submission)
{
  g_autofree char *service = NULL;
  g_autofree char *operation = NULL;
  g_autofree char *account = NULL;
  g_autofree char *remote_id = NULL;
  g_autofree char *code = NULL;
  g_autofree char *message = NULL;
  g_autofree char *phase = NULL;
  gint64 id, job, created, updated, next_check, ordered_at, resend_of;
  guint n_items, n_done, n_refused;
  gboolean followed;
  SptState state;

  g_object_get (submission, "id", &id, "job", &job, "service", &service, "operation", &operation,
                "account-name", &account, "remote-id", &remote_id, "code", &code,
                "message", &message, "phase", &phase, "created", &created, "updated", &updated,
                "next-check", &next_check, "ordered-at", &ordered_at, "resend-of", &resend_of,
                "n-items", &n_items, "n-done", &n_done, "n-refused", &n_refused, "state", &state,
                "followed", &followed, NULL);

  spt_json_writer_put_int (writer, "id", id);
  spt_json_writer_put_int (writer, "job", job);
  spt_json_writer_put_string (writer, "service", service);
  spt_json_writer_put_string (writer, "operation", operation);
  spt_json_writer_put_string (writer, "account", account);
  spt_json_writer_put_string (writer, "state", spt_state_to_string (state));
  spt_json_writer_put_string (writer, "phase", phase);
  spt_json_writer_put_string (writer, "remote_id", remote_id);
  spt_json_writer_put_string (writer, "code", code);
  spt_json_writer_put_string (writer, "message", message);
  spt_json_writer_put_time (writer, "created", created);
  spt_json_writer_put_time (writer, "updated", updated);
  spt_json_writer_put_time (writer, "ordered", ordered_at);
  spt_json_writer_put_time (writer, "next_check", next_check);
  spt_json_writer_key (writer, "resend_of");
  if (resend_of != 0)
    spt_json_writer_int (writer, resend_of);
  else
    spt_json_writer_null (writer);
  spt_json_writer_put_bool (writer, "followed", followed);
  spt_json_writer_put_int (writer, "n_items", n_items);
  spt_json_writer_put_int (writer, "n_done", n_done);
  spt_json_writer_put_int (writer, "n_refused", n_refused);
}

/**
 * spt_submission_json_write_attempt:
 * @writer: a writer, inside an object
 * @attempt: an attempt
 *
 * Writes the keys of an attempt (design 5): kind, started, ended, outcome, http_status, code,
 * message.
 */
void
spt_submission_json_write_attempt (SptJsonWriter    *writer,
                                   const SptAttempt *attempt)
{
  spt_json_writer_put_string (writer, "kind", attempt->kind);
  spt_json_writer_put_time (writer, "started", attempt->started);
  spt_json_writer_put_time (writer, "ended", attempt->ended);
  spt_json_writer_put_string (writer, "outcome", attempt->outcome);
  spt_json_writer_put_int (writer, "http_status", attempt->http_status);
  spt_json_writer_put_string (writer, "code", attempt->code);
  spt_json_writer_put_string (writer, "message", attempt->message);
}

/**
 * spt_submission_json_write_items:
 * @writer: a writer, inside an object
 * @items: (element-type SptItem): items
 *
 * Writes the array "items" (design 5): key, row, state, code, message, also (what else the service
 * said of it), reason (of a deletion).
 */
void
spt_submission_json_write_items (SptJsonWriter *writer,
                                 GPtrArray     *items)
{
  spt_json_writer_key (writer, "items");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < items->len; i++)
    {
      SptItem *item = g_ptr_array_index (items, i);

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_string (writer, "key", item->key);
      spt_json_writer_put_int (writer, "row", item->row);
      spt_json_writer_put_string (writer, "state", spt_state_to_string (item->state));
      spt_json_writer_put_string (writer, "code", item->code);
      spt_json_writer_put_string (writer, "message", item->message);
      spt_json_writer_put_string (writer, "also", item->also);
      spt_json_writer_put_string (writer, "reason", item->reason);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}
