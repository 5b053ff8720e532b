/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof of a submission: what was sent and answered, with what it takes to verify it elsewhere
 * (docs/proof.md). */
#pragma once

#include "store/spt-store.h"

G_BEGIN_DECLS

/**
 * SptProofInfo:
 * @n_events: events in the proof
 * @head: (owned): hash of the last event of the chain, in hex
 */
typedef struct
{
  guint  n_events;
  char  *head;
} SptProofInfo;

void     spt_proof_info_clear  (SptProofInfo         *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SptProofInfo, spt_proof_info_clear)

/* Blocking (worker thread or command line). */
gboolean spt_proof_save        (SptStore             *store,
                                gint64                id,
                                const char           *path,
                                const char           *who,
                                SptProofInfo         *info,
                                GCancellable         *cancellable,
                                GError              **error);
void     spt_proof_save_async  (SptStore             *store,
                                gint64                id,
                                const char           *path,
                                const char           *who,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean spt_proof_save_finish (GAsyncResult         *result,
                                GError              **error);

G_END_DECLS
