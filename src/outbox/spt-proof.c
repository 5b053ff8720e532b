/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of a submission: what was sent and answered, with what it takes to verify it elsewhere (docs/proof.md). */
#define G_LOG_DOMAIN "spt-proof"

#include "config.h"

#include "outbox/spt-proof.h"

#include <string.h>

#include "outbox/spt-submission-json.h"
#include "store/spt-store-events.h"
#include "store/spt-store-proof.h"

#define FORMAT_NAME "sportello-proof-1"

typedef struct
{
  gint64              made;     /* UTC ms */
  const char         *who;      /* borrowed */
  SptSubmissionWhole  whole;    /* (owned): its id is known from the start */
  SptSubmissionRow   *row;      /* (owned) */
  SptEvidence        *evidence; /* (owned) */
} Proof;

static void
proof_clear (Proof *proof)
{
  spt_submission_whole_clear (&proof->whole);
  g_clear_pointer (&proof->row, spt_submission_row_free);
  g_clear_pointer (&proof->evidence, spt_evidence_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Proof, proof_clear)

/* A proof out of a chain that does not hold would prove nothing: it is recomputed first, all of
 * it. */
static gboolean
verify (SptDb         *db,
        GCancellable  *cancellable,
        GError       **error)
{
  SptVerifyResult result = { 0 };
  gboolean good;

  if (!spt_db_verify (db, &result, cancellable, error))
    return FALSE;

  good = result.problem == NULL;
  if (!good)
    g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "%s", result.problem);
  spt_verify_result_clear (&result);

  return good;
}

static gboolean
proof_job (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  Proof *proof = data;

  if (!spt_submission_whole_load (&proof->whole, db, error))
    return FALSE;
  proof->row = spt_db_get_submission_row (db, proof->whole.id, error);
  if (proof->row == NULL || !verify (db, cancellable, error))
    return FALSE;
  proof->evidence = spt_db_get_evidence (db, proof->whole.id, error);

  return proof->evidence != NULL;
}

/* --- writing -------------------------------------------------------------------------------- */

/* 0 is no id. */
static void
write_id (SptJsonWriter *writer,
          const char    *key,
          gint64         id)
{
  spt_json_writer_key (writer, key);
  if (id != 0)
    spt_json_writer_int (writer, id);
  else
    spt_json_writer_null (writer);
}

static char *
dup_hex (GBytes *bytes)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);

  return g_string_free (g_steal_pointer (&hex), FALSE);
}

static void
write_hex (SptJsonWriter *writer,
           const char    *key,
           GBytes        *bytes)
{
  g_autofree char *hex = bytes != NULL ? dup_hex (bytes) : NULL;

  spt_json_writer_put_string (writer, key, hex);
}

/* Text as text, so that people can read it; whatever is not, in base64. Both give back the same
 * bytes. */
static void
write_data (SptJsonWriter *writer,
            GBytes        *bytes)
{
  const char *data = NULL;
  gsize size = 0;

  if (bytes != NULL)
    data = g_bytes_get_data (bytes, &size);
  if (bytes != NULL && g_utf8_validate_len (data != NULL ? data : "", size, NULL))
    {
      g_autofree char *text = g_strndup (data != NULL ? data : "", size);

      spt_json_writer_put_string (writer, "text", text);
    }
  else if (bytes != NULL)
    {
      g_autofree char *base64 = g_base64_encode ((const guchar *) data, size);

      spt_json_writer_put_string (writer, "base64", base64);
    }
}

static void
write_attempts (SptJsonWriter *writer,
                GPtrArray     *attempts)
{
  spt_json_writer_key (writer, "attempts");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < attempts->len; i++)
    {
      SptAttempt *attempt = g_ptr_array_index (attempts, i);

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_int (writer, "id", attempt->id);
      spt_submission_json_write_attempt (writer, attempt);
      write_id (writer, "exchange", attempt->exchange_id);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

static void
write_events (SptJsonWriter *writer,
              GPtrArray     *events)
{
  spt_json_writer_key (writer, "events");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < events->len; i++)
    {
      SptRawEvent *event = g_ptr_array_index (events, i);

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_int (writer, "seq", event->seq);
      spt_json_writer_put_int (writer, "utc", event->utc);
      spt_json_writer_put_time (writer, "time", event->utc);
      spt_json_writer_put_string (writer, "kind", event->kind);
      write_id (writer, "submission", event->submission_id);
      write_id (writer, "attempt", event->attempt_id);
      spt_json_writer_put_string (writer, "actor", event->actor);
      spt_json_writer_put_string (writer, "text", event->text);
      write_id (writer, "payload", event->payload_id);
      write_hex (writer, "payload_digest", event->payload_digest);
      write_hex (writer, "prev", event->prev);
      write_hex (writer, "hash", event->hash);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

static void
write_payloads (SptJsonWriter *writer,
                GPtrArray     *payloads)
{
  spt_json_writer_key (writer, "payloads");
  spt_json_writer_begin_array (writer);
  for (guint i = 0; i < payloads->len; i++)
    {
      SptRawPayload *payload = g_ptr_array_index (payloads, i);

      spt_json_writer_begin_object (writer);
      spt_json_writer_put_int (writer, "id", payload->id);
      write_hex (writer, "digest", payload->digest);
      spt_json_writer_put_bool (writer, "erased", payload->data == NULL);
      write_hex (writer, "salt", payload->data != NULL ? payload->salt : NULL);
      write_data (writer, payload->data);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

static void
write_proof (Proof   *proof,
             GString *out)
{
  SptEvidence *evidence = proof->evidence;
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_string (&writer, "format", FORMAT_NAME);
  spt_json_writer_put_string (&writer, "program", "Sportello " VERSION);
  spt_json_writer_put_time (&writer, "made", proof->made);
  spt_json_writer_put_string (&writer, "made_by", proof->who);

  spt_json_writer_key (&writer, "submission");
  spt_json_writer_begin_object (&writer);
  spt_submission_json_write_head (&writer, proof->whole.submission);
  spt_json_writer_end_object (&writer);
  spt_json_writer_key (&writer, "request");
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_string (&writer, "uuid", proof->row->uuid);
  spt_json_writer_put_string (&writer, "method", proof->row->method);
  spt_json_writer_put_string (&writer, "path", proof->row->path);
  spt_json_writer_put_string (&writer, "content_type", proof->row->content_type);
  spt_json_writer_put_string (&writer, "body_sha256", evidence->body_sha256);
  write_id (&writer, "body", evidence->body_id);
  spt_json_writer_end_object (&writer);
  write_id (&writer, "report", evidence->report_id);

  write_attempts (&writer, proof->whole.attempts);
  spt_submission_json_write_items (&writer, proof->whole.items);
  write_events (&writer, evidence->events);
  write_payloads (&writer, evidence->payloads);

  spt_json_writer_key (&writer, "chain");
  spt_json_writer_begin_object (&writer);
  spt_json_writer_put_int (&writer, "head_seq", evidence->head_seq);
  write_hex (&writer, "head", evidence->head);
  spt_json_writer_end_object (&writer);
  spt_json_writer_end_object (&writer);
  g_string_append_c (out, '\n');
}

/* --- saving --------------------------------------------------------------------------------- */

/**
 * spt_proof_info_clear:
 * @self: what was made
 *
 * Frees what is in @self.
 */
void
spt_proof_info_clear (SptProofInfo *self)
{
  g_clear_pointer (&self->head, g_free);
}

/**
 * spt_proof_save:
 * @store: the archive
 * @id: a submission
 * @path: where the proof goes; what is there is replaced, whole or not at all
 * @who: whose name signs
 * @info: (out) (optional): what was made
 * @cancellable: (nullable): stops it while nothing is written
 * @error: return location for an error; %SPT_STORE_ERROR_DAMAGED when the chain does not hold
 *
 * Writes the proof of one submission: all that the archive knows of it, with what it takes to recompute its part of the chain
 * of events without Sportello (docs/proof.md). The file is its owner's alone: it holds what was sent. Blocks.
 *
 * Returns: %FALSE with @error set; nothing was written then
 */
gboolean
spt_proof_save (SptStore      *store,
                gint64         id,
                const char    *path,
                const char    *who,
                SptProofInfo  *info,
                GCancellable  *cancellable,
                GError       **error)
{
  g_auto (Proof) proof = { .whole.id = id, .who = who };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (SPT_IS_STORE (store), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  proof.made = spt_clock_get_utc_ms (spt_store_get_clock (store));
  if (!spt_store_run_sync (store, SPT_STORE_READ, proof_job, &proof, cancellable, error))
    return FALSE;

  write_proof (&proof, out);
  if (!g_file_set_contents_full (path, out->str, (gssize) out->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local))
    {
      /* One domain for whoever explains it: where to write is as with any other file. */
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_file_error (
                             (GFileError) local->code), local->message);
      return FALSE;
    }

  if (info != NULL)
    {
      info->n_events = proof.evidence->events->len;
      info->head = dup_hex (proof.evidence->head);
    }
  return TRUE;
}

typedef struct
{
  SptStore *store; /* (owned) */
  gint64    id;
  char     *path;  /* (owned) */
  char     *who;   /* (owned) */
} SaveTask;

static void
save_task_free (SaveTask *data)
{
  g_object_unref (data->store);
  g_free (data->path);
  g_free (data->who);
  g_free (data);
}

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  SaveTask *data = task_data;
  GError *error = NULL;

  if (spt_proof_save (data->store, data->id, data->path, data->who, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * spt_proof_save_async:
 * @store: the archive
 * @id: a submission
 * @path: where the proof goes
 * @who: whose name signs
 * @cancellable: (nullable): stops it while nothing is written
 * @callback: called when it has ended
 * @user_data: for @callback
 *
 * spt_proof_save() in the background.
 */
void
spt_proof_save_async (SptStore            *store,
                      gint64               id,
                      const char          *path,
                      const char          *who,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SaveTask *data = g_new0 (SaveTask, 1);

  g_task_set_source_tag (task, spt_proof_save_async);
  data->store = g_object_ref (store);
  data->id = id;
  data->path = g_strdup (path);
  data->who = g_strdup (who);
  g_task_set_task_data (task, data, (GDestroyNotify) save_task_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * spt_proof_save_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Ends spt_proof_save_async().
 *
 * Returns: %FALSE with @error set
 */
gboolean
spt_proof_save_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
