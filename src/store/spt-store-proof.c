/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the evidence of one submission as it stands, for a proof that leaves the archive
 * (docs/proof.md). */
#define G_LOG_DOMAIN "spt-store-proof"

#include "config.h"

#include "store/spt-store-proof.h"

#include "store/spt-store-private.h"

/* *INDENT-OFF* */
static const SptMember event_members[] = {
  SPT_MEMBER (SptRawEvent, INT, seq),
  SPT_MEMBER (SptRawEvent, INT, utc),
  SPT_MEMBER (SptRawEvent, TEXT, kind),
  SPT_MEMBER (SptRawEvent, INT, submission_id),
  SPT_MEMBER (SptRawEvent, INT, attempt_id),
  SPT_MEMBER (SptRawEvent, TEXT, actor),
  SPT_MEMBER (SptRawEvent, TEXT, text),
  SPT_MEMBER (SptRawEvent, INT, payload_id),
  SPT_MEMBER (SptRawEvent, BYTES, payload_digest),
  SPT_MEMBER (SptRawEvent, BYTES, prev),
  SPT_MEMBER (SptRawEvent, BYTES, hash),
};

static const SptMember payload_members[] = {
  SPT_MEMBER (SptRawPayload, INT, id),
  SPT_MEMBER (SptRawPayload, BYTES, salt),
  SPT_MEMBER (SptRawPayload, BYTES, digest),
  SPT_MEMBER (SptRawPayload, BYTES, data),
};

static const SptMember submission_members[] = {
  SPT_MEMBER (SptEvidence, INT, body_id),
  SPT_MEMBER (SptEvidence, TEXT, body_sha256),
  SPT_MEMBER (SptEvidence, INT, report_id),
};
/* *INDENT-ON* */

static const SptStruct event_struct = SPT_STRUCT (SptRawEvent, event_members);
static const SptStruct payload_struct = SPT_STRUCT (SptRawPayload, payload_members);
static const SptStruct submission_struct = SPT_STRUCT (SptEvidence, submission_members);

/**
 * spt_raw_event_free:
 * @self: (transfer full) (nullable): an event
 *
 * Frees it.
 */
void
spt_raw_event_free (SptRawEvent *self)
{
  spt_struct_free (&event_struct, self);
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
  spt_struct_free (&payload_struct, self);
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

static gboolean
read_head (SptDb        *db,
           SptEvidence  *evidence,
           GError      **error)
{
  sqlite3_stmt *stmt =
    spt_db_prepare (db, "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1", error);
  gboolean row;

  if (stmt == NULL || !spt_db_step (db, stmt, &row, error))
    return FALSE;
  if (row)
    {
      evidence->head_seq = sqlite3_column_int64 (stmt, 0);
      evidence->head = spt_db_dup_bytes (stmt, 1);
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
 * Gathers the events of a submission with all their fields, the payloads they are about, and the
 * head of the chain. Nothing is recomputed here: spt_db_verify() does.
 *
 * Returns: (transfer full): the evidence
 */
SptEvidence *
spt_db_get_evidence (SptDb   *db,
                     gint64   submission_id,
                     GError **error)
{
  g_autoptr (SptEvidence) evidence = g_new0 (SptEvidence, 1);

  if (!spt_db_get_struct (db, &submission_struct, evidence, "submission", submission_id,
                          "SELECT body_id, body_sha256, report_id FROM submission WHERE id = ?1",
                          error))
    return NULL;

  evidence->events =
    spt_db_list_structs (db, &event_struct, (GDestroyNotify) spt_raw_event_free, error,
                         "SELECT seq, utc, kind, submission_id, attempt_id, actor, text, "
                         "payload_id, payload_digest, prev, hash FROM event WHERE submission_id = "
                         "?1 ORDER BY seq", "i", submission_id);
  if (evidence->events == NULL)
    return NULL;

  evidence->payloads =
    spt_db_list_structs (db, &payload_struct, (GDestroyNotify) spt_raw_payload_free, error,
                         "SELECT id, salt, digest, data FROM payload WHERE id IN ("
                         "SELECT payload_id FROM event WHERE submission_id = ?1 UNION "
                         "SELECT exchange_id FROM attempt WHERE submission_id = ?1 UNION "
                         "SELECT body_id FROM submission WHERE id = ?1 UNION "
                         "SELECT report_id FROM submission WHERE id = ?1) ORDER BY id",
                         "i", submission_id);
  if (evidence->payloads == NULL || !read_head (db, evidence, error))
    return NULL;

  return g_steal_pointer (&evidence);
}
