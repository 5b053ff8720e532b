/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission and its items as JSON: the same keys wherever they are written (design 5). */
#define G_LOG_DOMAIN "spt-submission-json"

#include "config.h"

#include "outbox/spt-submission-json.h"

#include "base/spt-datetime.h"

/**
 * spt_submission_json_write_text:
 * @writer: a writer, inside an object
 * @key: the key
 * @value: (nullable): the text
 *
 * Writes a text, or null: keys are always there.
 */
void
spt_submission_json_write_text (SptJsonWriter *writer,
                                const char    *key,
                                const char    *value)
{
  spt_json_writer_key (writer, key);
  spt_json_writer_string (writer, value);
}

/**
 * spt_submission_json_write_time:
 * @writer: a writer, inside an object
 * @key: the key
 * @utc_ms: UTC milliseconds, 0 = none
 *
 * Writes a point in time as ISO UTC, or null.
 */
void
spt_submission_json_write_time (SptJsonWriter *writer,
                                const char    *key,
                                gint64         utc_ms)
{
  g_autofree char *text = utc_ms != 0 ? spt_datetime_format_utc (utc_ms) : NULL;

  spt_submission_json_write_text (writer, key, text);
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

  spt_json_writer_key (writer, "id");
  spt_json_writer_int (writer, id);
  spt_json_writer_key (writer, "job");
  spt_json_writer_int (writer, job);
  spt_submission_json_write_text (writer, "service", service);
  spt_submission_json_write_text (writer, "operation", operation);
  spt_submission_json_write_text (writer, "account", account);
  spt_submission_json_write_text (writer, "state", spt_state_to_string (state));
  spt_submission_json_write_text (writer, "phase", phase);
  spt_submission_json_write_text (writer, "remote_id", remote_id);
  spt_submission_json_write_text (writer, "code", code);
  spt_submission_json_write_text (writer, "message", message);
  spt_submission_json_write_time (writer, "created", created);
  spt_submission_json_write_time (writer, "updated", updated);
  spt_submission_json_write_time (writer, "ordered", ordered_at);
  spt_submission_json_write_time (writer, "next_check", next_check);
  spt_json_writer_key (writer, "resend_of");
  if (resend_of != 0)
    spt_json_writer_int (writer, resend_of);
  else
    spt_json_writer_null (writer);
  spt_json_writer_key (writer, "followed");
  spt_json_writer_bool (writer, followed);
  spt_json_writer_key (writer, "n_items");
  spt_json_writer_int (writer, n_items);
  spt_json_writer_key (writer, "n_done");
  spt_json_writer_int (writer, n_done);
  spt_json_writer_key (writer, "n_refused");
  spt_json_writer_int (writer, n_refused);
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
      spt_submission_json_write_text (writer, "key", item->key);
      spt_json_writer_key (writer, "row");
      spt_json_writer_int (writer, item->row);
      spt_submission_json_write_text (writer, "state", spt_state_to_string (item->state));
      spt_submission_json_write_text (writer, "code", item->code);
      spt_submission_json_write_text (writer, "message", item->message);
      spt_submission_json_write_text (writer, "also", item->also);
      spt_submission_json_write_text (writer, "reason", item->reason);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}
