/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a submission and of its items, and the only transitions between them (design 3). */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SptState:
 * @SPT_STATE_DRAFT: being put together
 * @SPT_STATE_READY: durable, leaves only when ordered
 * @SPT_STATE_SENDING: bytes may be leaving now
 * @SPT_STATE_WAITING: taken in charge, being followed
 * @SPT_STATE_DONE: accepted whole
 * @SPT_STATE_PARTLY_DONE: some items accepted, some refused
 * @SPT_STATE_REFUSED: the service definitely did not do it
 * @SPT_STATE_NOT_SENT: provably nothing reached the service
 * @SPT_STATE_UNCERTAIN: sent and nobody knows; only settling leads out
 * @SPT_STATE_CANCELLED: withdrawn
 * @SPT_STATE_TO_FIX: records only: has errors
 */
typedef enum
{
  SPT_STATE_DRAFT,
  SPT_STATE_READY,
  SPT_STATE_SENDING,
  SPT_STATE_WAITING,
  SPT_STATE_DONE,
  SPT_STATE_PARTLY_DONE,
  SPT_STATE_REFUSED,
  SPT_STATE_NOT_SENT,
  SPT_STATE_UNCERTAIN,
  SPT_STATE_CANCELLED,
  SPT_STATE_TO_FIX
} SptState;

#define SPT_N_STATES (SPT_STATE_TO_FIX + 1)

#define SPT_TYPE_STATE (spt_state_get_type ())
GType       spt_state_get_type    (void);

/* "partly-done": archive, command line, JSON. */
const char *spt_state_to_string   (SptState     state);
gboolean    spt_state_from_string (const char  *text,
                                   SptState    *state);
/* Whether @from may become @to; @settling is TRUE for the moves that only settle may make. */
gboolean    spt_state_can_change  (SptState     from,
                                   SptState     to,
                                   gboolean     settling);
/* Whether a report that a person asked for again may turn what is final into @to. */
gboolean    spt_state_can_correct (SptState     from,
                                   SptState     to);
/* done, partly-done, refused, cancelled. */
gboolean    spt_state_is_final    (SptState     state);
/* What a person should look at: to-fix, refused, partly-done, not-sent, uncertain. */
gboolean    spt_state_needs_person (SptState    state);

G_END_DECLS
