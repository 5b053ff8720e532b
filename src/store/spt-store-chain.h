/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hashes of the chain of events: computed when it grows, computed again when it is verified. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SPT_CHAIN_SIZE 32

typedef struct
{
  gint64        seq;
  gint64        utc;
  const char   *kind;
  gint64        submission_id; /* 0 = none */
  gint64        attempt_id;    /* 0 = none */
  const char   *actor;
  const char   *text;
  const guint8 *payload_digest; /* (nullable) 32 bytes */
  const guint8 *prev;           /* 32 bytes */
} SptChainEvent;

void spt_chain_hash_event   (const SptChainEvent *event,
                             guint8               hash[SPT_CHAIN_SIZE]);
void spt_chain_hash_payload (const void          *salt,
                             gsize                salt_size,
                             const void          *data,
                             gsize                size,
                             guint8               digest[SPT_CHAIN_SIZE]);

G_END_DECLS
