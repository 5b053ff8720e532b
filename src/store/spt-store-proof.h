/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evidence of one submission as it stands in the archive, raw: what somebody elsewhere needs to
 * recompute its hashes. */
#pragma once

#include "store/spt-store-chain.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/**
 * SptRawEvent:
 * @submission_id: 0 = none
 * @attempt_id: 0 = none
 * @payload_id: 0 = none
 * @payload_digest: (owned) (nullable): 32 bytes
 * @prev: (owned): 32 bytes
 * @hash: (owned): 32 bytes
 */
typedef struct
{
  gint64  seq;
  gint64  utc;
  char   *kind;
  gint64  submission_id;
  gint64  attempt_id;
  char   *actor;
  char   *text;
  gint64  payload_id;
  GBytes *payload_digest;
  GBytes *prev;
  GBytes *hash;
} SptRawEvent;

void spt_raw_event_free (SptRawEvent *self);

/**
 * SptRawPayload:
 * @salt: (owned): empty when erased
 * @digest: (owned): 32 bytes
 * @data: (owned) (nullable): %NULL when erased
 */
typedef struct
{
  gint64  id;
  GBytes *salt;
  GBytes *digest;
  GBytes *data;
} SptRawPayload;

void spt_raw_payload_free (SptRawPayload *self);

/**
 * SptEvidence:
 * @body_id: payload of the body; 0 = none
 * @body_sha256: (owned): of the body alone, in hex
 * @report_id: payload of the latest report; 0 = none
 * @events: (owned) (element-type SptRawEvent): of this submission, oldest first
 * @payloads: (owned) (element-type SptRawPayload): all that events, attempts and submission refer
 *   to, by id
 * @head_seq: the last event of the whole chain
 * @head: (owned): its hash, 32 bytes
 */
typedef struct
{
  gint64     body_id;
  char      *body_sha256;
  gint64     report_id;
  GPtrArray *events;
  GPtrArray *payloads;
  gint64     head_seq;
  GBytes    *head;
} SptEvidence;

void         spt_evidence_free   (SptEvidence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptEvidence, spt_evidence_free)
/* On the store's thread. */
SptEvidence *spt_db_get_evidence (SptDb    *db,
                                  gint64    submission_id,
                                  GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
