/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the evidence of one submission as it stands, for a proof that leaves the archive (docs/proof.md). */
#define G_LOG_DOMAIN "spt-store-proof"

#include "config.h"

#include "store/spt-store-proof.h"

#include "store/spt-store-private.h"

/**
 * spt_raw_event_free:
 * @self: (transfer full) (nullable): an event
 *
 * Frees it.
 */
void
spt_raw_event_free (SptRawEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->actor);
  g_free (self->text);
  g_clear_pointer (&self->payload_digest, g_bytes_unref);
  g_clear_pointer (&self->prev, g_bytes_unref);
  g_clear_pointer (&self->hash, g_bytes_unref);
  g_free (self);
}

/**
 * spt_raw_payload_free:
 * @self: (transfer full) (nullable): a payload
 *
 * Frees it.
 */
void
spt_raw_payload_free (SptRawPayload *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->salt, g_bytes_unref);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

/**
 * spt_evidence_free:
 * @self: (transfer full) (nullable): evidence
 *
 * Frees it.
 */
void
spt_evidence_free (SptEvidence *self)
{
  if (self == NULL)
    return;

  g_free (self->body_sha256);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->payloads, g_ptr_array_unref);
  g_clear_pointer (&self->head, g_bytes_unref);
  g_free (self);
}

static GBytes *
dup_blob (sqlite3_stmt *stmt,
          int           column)
{
  const void *data;

  if (sqlite3_column_type (stmt, column) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (stmt, column);
  return g_bytes_new (data, sqlite3_column_bytes (stmt, column));
}

static gboolean
read_submission (SptDb        *db,
                 gint64        id,
                 SptEvidence  *evidence,
                 GError      **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT body_id, body_sha256, report_id FROM submission WHERE id = ?1", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id) || !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is no submission %" G_GINT64_FORMAT, id);
      return FALSE;
    }

  evidence->body_id = sqlite3_column_int64 (stmt, 0);
  evidence->body_sha256 = spt_db_dup_text (stmt, 1);
  evidence->report_id = sqlite3_column_int64 (stmt, 2);
  sqlite3_reset (stmt);

  return TRUE;
}

static gboolean
read_events (SptDb        *db,
             gint64        id,
             SptEvidence  *evidence,
             GError      **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT seq, utc, kind, submission_id, attempt_id, actor, text, payload_id, "
                                       "payload_digest, prev, hash FROM event WHERE submission_id = ?1 ORDER BY seq", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return FALSE;

  for (;;)
    {
      SptRawEvent *event;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      event = g_new0 (SptRawEvent, 1);
      event->seq = sqlite3_column_int64 (stmt, 0);
      event->utc = sqlite3_column_int64 (stmt, 1);
      event->kind = spt_db_dup_text (stmt, 2);
      event->submission_id = sqlite3_column_int64 (stmt, 3);
      event->attempt_id = sqlite3_column_int64 (stmt, 4);
      event->actor = spt_db_dup_text (stmt, 5);
      event->text = spt_db_dup_text (stmt, 6);
      event->payload_id = sqlite3_column_int64 (stmt, 7);
      event->payload_digest = dup_blob (stmt, 8);
      event->prev = dup_blob (stmt, 9);
      event->hash = dup_blob (stmt, 10);
      g_ptr_array_add (evidence->events, event);
    }
}

static gboolean
read_payloads (SptDb        *db,
               gint64        id,
               SptEvidence  *evidence,
               GError      **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT id, salt, digest, data FROM payload WHERE id IN ("
                                       "SELECT payload_id FROM event WHERE submission_id = ?1 UNION "
                                       "SELECT exchange_id FROM attempt WHERE submission_id = ?1 UNION "
                                       "SELECT body_id FROM submission WHERE id = ?1 UNION "
                                       "SELECT report_id FROM submission WHERE id = ?1) ORDER BY id", error);
  gboolean row;

  if (stmt == NULL || !spt_db_bind (db, stmt, error, "i", id))
    return FALSE;

  for (;;)
    {
      SptRawPayload *payload;

      if (!spt_db_step (db, stmt, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      payload = g_new0 (SptRawPayload, 1);
      payload->id = sqlite3_column_int64 (stmt, 0);
      payload->salt = dup_blob (stmt, 1);
      payload->digest = dup_blob (stmt, 2);
      payload->data = dup_blob (stmt, 3);
      g_ptr_array_add (evidence->payloads, payload);
    }
}

static gboolean
read_head (SptDb        *db,
           SptEvidence  *evidence,
           GError      **error)
{
  sqlite3_stmt *stmt = spt_db_prepare (db, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", error);
  gboolean row;

  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      evidence->head_seq = sqlite3_column_int64 (stmt, 0);
      evidence->head = dup_blob (stmt, 1);
      sqlite3_reset (stmt);
    }
  if (evidence->head == NULL)
    evidence->head = g_bytes_new_static ("", 0);

  return TRUE;
}

/**
 * spt_db_get_evidence:
 * @db: a connection
 * @submission_id: whose
 * @error: (out) (optional): %SPT_STORE_ERROR_NOT_FOUND when there is no such submission
 *
 * Gathers the events of a submission with all their fields, the payloads they are about, and the head of the chain. Nothing is
 * recomputed here: spt_db_verify() does.
 *
 * Returns: (transfer full): the evidence
 */
SptEvidence *
spt_db_get_evidence (SptDb   *db,
                     gint64   submission_id,
                     GError **error)
{
  g_autoptr (SptEvidence) evidence = g_new0 (SptEvidence, 1);

  evidence->events = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_raw_event_free);
  evidence->payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) spt_raw_payload_free);
  if (!read_submission (db, submission_id, evidence, error) || !read_events (db, submission_id, evidence, error) ||
      !read_payloads (db, submission_id, evidence, error) || !read_head (db, evidence, error))
    return NULL;

  return g_steal_pointer (&evidence);
}
