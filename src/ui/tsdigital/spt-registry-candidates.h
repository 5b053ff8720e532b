/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People and companies of the directory as items to be made: which the registry has or may have, making the others. Knows
 * no widget. */
#pragma once

#include "model/spt-account.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

typedef enum
{
  SPT_CANDIDATE_NEW,
  SPT_CANDIDATE_PREPARED,  /* there is one that has not left */
  SPT_CANDIDATE_UNCERTAIN, /* one is under way, or nobody knows what became of it */
  SPT_CANDIDATE_TAKEN,     /* the service took one in charge */
  SPT_CANDIDATE_NO_CODE    /* nothing to know it by */
} SptCandidateKind;

/**
 * SptCandidate:
 * @kind: what is known of it
 * @subject_id: in the directory
 * @name: what it is called
 * @code: its tax code, else its VAT number
 * @item_id: the item there is; 0 = none
 *
 * A person or company that an item may be made of. Strings are owned.
 */
typedef struct
{
  SptCandidateKind kind;
  gint64           subject_id;
  char            *name;
  char            *code;
  gint64           item_id;
} SptCandidate;

/**
 * SptCandidates:
 * @candidates: (element-type SptCandidate): in the order they were asked for
 * @accounts: (element-type SptAccount): those of the service
 *
 * All that the sheet says.
 */
typedef struct
{
  GPtrArray *candidates;
  GPtrArray *accounts;
} SptCandidates;

void           spt_candidates_free        (SptCandidates        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptCandidates, spt_candidates_free)
guint          spt_candidates_count       (const SptCandidates  *self,
                                           SptCandidateKind      kind);
/* @subject_ids: (element-type gint64): copied; of those of @account_id's environment, 0 = of any. */
void           spt_candidates_look_async  (SptStore             *store,
                                           GArray               *subject_ids,
                                           gint64                account_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
SptCandidates *spt_candidates_look_finish (SptStore             *store,
                                           GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* On a thread. @candidates: (element-type SptCandidate): of those that are prepared the item there is, of the others a new
 * one. The finish gives the items (element-type gint64). */
void           spt_candidates_make_async  (SptStore             *store,
                                           GPtrArray            *candidates,
                                           gint64                account_id,
                                           const char           *who,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GArray        *spt_candidates_make_finish (SptStore             *store,
                                           GAsyncResult         *result,
                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
