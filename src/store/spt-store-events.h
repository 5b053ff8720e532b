/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Evidence: payloads and the chain of events over them (design 3, Evidence). On the store's
 * thread. */
#pragma once

#include "store/spt-store.h"

G_BEGIN_DECLS

/* Salts, digests and keeps @data. */
gint64    spt_db_add_payload   (SptDb         *db,
                                GBytes        *data,
                                GError       **error); /* 0 on error */
/* NULL without error when erased. */
GBytes   *spt_db_get_payload   (SptDb         *db,
                                gint64         id,
                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Erases the bytes and the salt; the digest stays, so the chain holds. CONSTRAINT while a
 * submission that is not final needs it. */
gboolean  spt_db_erase_payload (SptDb         *db,
                                gint64         id,
                                GError       **error);
/* Appends to the chain, in the transaction of the change it records. @submission_id, @attempt_id,
 * @payload_id 0 = none.
 * @kind: "ordered", "attempt", "answer", "report", "decision", "cancelled", "restored", ...;
 *   @text: what happened, without personal data. */
gboolean  spt_db_add_event     (SptDb         *db,
                                const char    *kind,
                                gint64         submission_id,
                                gint64         attempt_id,
                                gint64         payload_id,
                                const char    *actor,
                                const char    *text,
                                GError       **error);

typedef struct
{
  gint64  seq;
  gint64  utc;
  char   *kind;
  char   *actor;
  char   *text;
  gint64  attempt_id;
  gint64  payload_id;
} SptEvent;

void       spt_event_free        (SptEvent *self);
/* (element-type SptEvent), oldest first. */
GPtrArray *spt_db_list_events    (SptDb    *db,
                                  gint64    submission_id,
                                  GError  **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * SptVerifyResult:
 * @n_events: events looked at
 * @n_payloads: payloads whose digest was recomputed
 * @n_erased: payloads whose data was erased (allowed)
 * @first_bad_seq: 0 = the chain holds
 * @problem: (owned) (nullable): what is wrong
 * @head: (owned): hash of the last event, in hex: keep it elsewhere to notice a cut tail
 */
typedef struct
{
  gint64  n_events;
  gint64  n_payloads;
  gint64  n_erased;
  gint64  first_bad_seq;
  char   *problem;
  char   *head;
} SptVerifyResult;

/* Recomputes the chain and SQLite's own integrity check. FALSE only when it could not be done. */
gboolean  spt_db_verify           (SptDb            *db,
                                   SptVerifyResult  *result,
                                   GCancellable     *cancellable,
                                   GError          **error);
void      spt_verify_result_clear (SptVerifyResult  *result);

G_END_DECLS
