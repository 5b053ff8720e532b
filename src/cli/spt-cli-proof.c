/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox proof: what was sent and answered, with what it takes to verify it elsewhere
 * (docs/proof.md). */
#define G_LOG_DOMAIN "spt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "cli/spt-cli-private.h"
#include "store/spt-store-events.h"
#include "store/spt-store-proof.h"

#define FORMAT_NAME "sportello-proof-1"

typedef struct
{
  gint64            id;
  SptSubmission    *submission; /* (owned) */
  SptSubmissionRow *row;        /* (owned) */
  GPtrArray        *attempts;   /* (owned) */
  GPtrArray        *items;      /* (owned) */
  SptEvidence      *evidence;   /* (owned) */
} Proof;

static void
proof_clear (Proof *proof)
{
  g_clear_object (&proof->submission);
  g_clear_pointer (&proof->row, spt_submission_row_free);
  g_clear_pointer (&proof->attempts, g_ptr_array_unref);
  g_clear_pointer (&proof->items, g_ptr_array_unref);
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

  proof->submission = spt_db_get_submission (db, proof->id, error);
  if (proof->submission == NULL)
    return FALSE;
  proof->row = spt_db_get_submission_row (db, proof->id, error);
  if (proof->row == NULL)
    return FALSE;
  proof->attempts = spt_db_list_attempts (db, proof->id, error);
  if (proof->attempts == NULL)
    return FALSE;
  proof->items = spt_db_list_items (db, proof->id, FALSE, 0, G_MAXUINT, error);
  if (proof->items == NULL || !verify (db, cancellable, error))
    return FALSE;
  proof->evidence = spt_db_get_evidence (db, proof->id, error);

  return proof->evidence != NULL;
}

/* --- writing -------------------------------------------------------------------------------- */

static void
write_int (SptJsonWriter *writer,
           const char    *key,
           gint64         value)
{
  spt_json_writer_key (writer, key);
  spt_json_writer_int (writer, value);
}

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

static void
write_hex (SptJsonWriter *writer,
           const char    *key,
           GBytes        *bytes)
{
  g_autoptr (GString) hex = g_string_new (NULL);
  const guint8 *data;
  gsize size;

  if (bytes == NULL)
    {
      spt_cli_write_text (writer, key, NULL);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  spt_cli_write_text (writer, key, hex->str);
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

      spt_cli_write_text (writer, "text", text);
    }
  else if (bytes != NULL)
    {
      g_autofree char *base64 = g_base64_encode ((const guchar *) data, size);

      spt_cli_write_text (writer, "base64", base64);
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
      write_int (writer, "id", attempt->id);
      spt_cli_write_text (writer, "kind", attempt->kind);
      spt_cli_write_time (writer, "started", attempt->started);
      spt_cli_write_time (writer, "ended", attempt->ended);
      spt_cli_write_text (writer, "outcome", attempt->outcome);
      write_int (writer, "http_status", attempt->http_status);
      spt_cli_write_text (writer, "code", attempt->code);
      spt_cli_write_text (writer, "message", attempt->message);
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
      write_int (writer, "seq", event->seq);
      write_int (writer, "utc", event->utc);
      spt_cli_write_time (writer, "time", event->utc);
      spt_cli_write_text (writer, "kind", event->kind);
      write_id (writer, "submission", event->submission_id);
      write_id (writer, "attempt", event->attempt_id);
      spt_cli_write_text (writer, "actor", event->actor);
      spt_cli_write_text (writer, "text", event->text);
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
      write_int (writer, "id", payload->id);
      write_hex (writer, "digest", payload->digest);
      spt_json_writer_key (writer, "erased");
      spt_json_writer_bool (writer, payload->data == NULL);
      write_hex (writer, "salt", payload->data != NULL ? payload->salt : NULL);
      write_data (writer, payload->data);
      spt_json_writer_end_object (writer);
    }
  spt_json_writer_end_array (writer);
}

static void
write_proof (SptCli  *cli,
             Proof   *proof,
             GString *out)
{
  SptEvidence *evidence = proof->evidence;
  SptJsonWriter writer;

  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  spt_cli_write_text (&writer, "format", FORMAT_NAME);
  spt_cli_write_text (&writer, "program", "Sportello " VERSION);
  spt_cli_write_time (&writer, "made", spt_clock_get_utc_ms (cli->clock));
  spt_cli_write_text (&writer, "made_by", cli->who);

  spt_json_writer_key (&writer, "submission");
  spt_cli_write_submission (&writer, proof->submission, NULL, NULL);
  spt_json_writer_key (&writer, "request");
  spt_json_writer_begin_object (&writer);
  spt_cli_write_text (&writer, "uuid", proof->row->uuid);
  spt_cli_write_text (&writer, "method", proof->row->method);
  spt_cli_write_text (&writer, "path", proof->row->path);
  spt_cli_write_text (&writer, "content_type", proof->row->content_type);
  spt_cli_write_text (&writer, "body_sha256", evidence->body_sha256);
  write_id (&writer, "body", evidence->body_id);
  spt_json_writer_end_object (&writer);
  write_id (&writer, "report", evidence->report_id);

  write_attempts (&writer, proof->attempts);
  spt_cli_write_items (&writer, proof->items);
  write_events (&writer, evidence->events);
  write_payloads (&writer, evidence->payloads);

  spt_json_writer_key (&writer, "chain");
  spt_json_writer_begin_object (&writer);
  write_int (&writer, "head_seq", evidence->head_seq);
  write_hex (&writer, "head", evidence->head);
  spt_json_writer_end_object (&writer);
  spt_json_writer_end_object (&writer);
  g_string_append_c (out, '\n');
}

static void
print_made (SptCli     *cli,
            Proof      *proof,
            const char *path)
{
  g_autoptr (GString) out = NULL;
  SptJsonWriter writer;

  if (!cli->json)
    {
      g_autofree char *printable = spt_cli_dup_printable (path);
      guint n = proof->evidence->events->len;

      printf (ngettext ("The proof, with %u event, is in %s.\n", "The proof, with %u events, is in %s.\n", n),
              n, printable);
      return;
    }

  out = g_string_new (NULL);
  spt_json_writer_init (&writer, out);
  spt_json_writer_begin_object (&writer);
  write_int (&writer, "submission", proof->id);
  spt_cli_write_text (&writer, "file", path);
  write_int (&writer, "events", proof->evidence->events->len);
  write_hex (&writer, "head", proof->evidence->head);
  spt_json_writer_end_object (&writer);
  spt_cli_print_json (out);
}

/**
 * spt_cli_run_proof:
 * @cli: the command line
 * @argv: the command's words
 *
 * Writes the proof of one submission: all that the archive knows of it, with what it takes to
 * recompute its part of the chain of events without Sportello (docs/proof.md). The file is its
 * owner's alone: it holds what was sent.
 *
 * Returns: the exit status
 */
SptExit
spt_cli_run_proof (SptCli  *cli,
                   char   **argv)
{
  g_auto (Proof) proof = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (!spt_cli_parse (&argv, NULL, 2, 2))
    return SPT_EXIT_USAGE;
  words = argv;
  if (!spt_cli_parse_id (words[1], &proof.id))
    return SPT_EXIT_USAGE;
  if (!spt_cli_open (cli))
    return SPT_EXIT_REFUSED;
  if (!spt_store_run_sync (cli->store, SPT_STORE_READ, proof_job, &proof, NULL, &error))
    return spt_cli_fail (cli, error);

  write_proof (cli, &proof, out);
  if (!g_file_set_contents_full (words[2], out->str, out->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    return spt_cli_fail (cli, error);
  print_made (cli, &proof, words[2]);

  return SPT_EXIT_OK;
}
