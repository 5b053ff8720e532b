/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The states of a submission and of its items, and the only transitions between them (design 3). */

#define G_LOG_DOMAIN "spt-state"

#include "config.h"

#include "model/spt-state.h"

#define BIT(state) (1u << SPT_STATE_##state)

static const char *const state_names[SPT_N_STATES] = {
  [SPT_STATE_DRAFT] = "draft",
  [SPT_STATE_READY] = "ready",
  [SPT_STATE_SENDING] = "sending",
  [SPT_STATE_WAITING] = "waiting",
  [SPT_STATE_DONE] = "done",
  [SPT_STATE_PARTLY_DONE] = "partly-done",
  [SPT_STATE_REFUSED] = "refused",
  [SPT_STATE_NOT_SENT] = "not-sent",
  [SPT_STATE_UNCERTAIN] = "uncertain",
  [SPT_STATE_CANCELLED] = "cancelled",
  [SPT_STATE_TO_FIX] = "to-fix",
};

/* Where each state may go by the ordinary run of things. */
static const guint next_states[SPT_N_STATES] = {
  [SPT_STATE_DRAFT] = BIT (READY),
  [SPT_STATE_READY] = BIT (SENDING) | BIT (CANCELLED) | BIT (NOT_SENT),
  [SPT_STATE_SENDING] = BIT (WAITING) | BIT (DONE) | BIT (PARTLY_DONE) | BIT (REFUSED) |
                        BIT (NOT_SENT) | BIT (UNCERTAIN) | BIT (READY),
  [SPT_STATE_WAITING] = BIT (DONE) | BIT (PARTLY_DONE) | BIT (REFUSED) | BIT (CANCELLED) |
                        BIT (UNCERTAIN),
  [SPT_STATE_NOT_SENT] = BIT (READY) | BIT (CANCELLED),
};

/* Where settling, and nothing else, may lead. */
static const guint settled_states[SPT_N_STATES] = {
  [SPT_STATE_UNCERTAIN] = BIT (WAITING) | BIT (DONE) | BIT (PARTLY_DONE) | BIT (REFUSED) |
                          BIT (NOT_SENT),
};

/* Where a report that is asked for again, and nothing else, may lead from what is final. */
static const guint corrected_states[SPT_N_STATES] = {
  [SPT_STATE_PARTLY_DONE] = BIT (DONE),
  [SPT_STATE_REFUSED] = BIT (PARTLY_DONE) | BIT (DONE),
};

static const guint final_states = BIT (DONE) | BIT (PARTLY_DONE) | BIT (REFUSED) | BIT (CANCELLED);

static const guint person_states = BIT (TO_FIX) | BIT (REFUSED) | BIT (PARTLY_DONE) |
                                   BIT (NOT_SENT) | BIT (UNCERTAIN);

G_DEFINE_ENUM_TYPE (SptState, spt_state,
                    G_DEFINE_ENUM_VALUE (SPT_STATE_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_PARTLY_DONE, "partly-done"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_NOT_SENT, "not-sent"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_UNCERTAIN, "uncertain"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (SPT_STATE_TO_FIX, "to-fix"))

/**
 * spt_state_to_string:
 * @state: a state
 *
 * Gets the word for @state that the archive, the command line and the JSON output use.
 *
 * Returns: (transfer none): a static string
 */
const char *
spt_state_to_string (SptState state)
{
  g_return_val_if_fail ((guint) state < SPT_N_STATES, NULL);

  return state_names[state];
}

/**
 * spt_state_from_string:
 * @text: (nullable): a word of spt_state_to_string()
 * @state: (out): the state
 *
 * Reads a state back.
 *
 * Returns: %FALSE, with @state untouched, when @text is no such word
 */
gboolean
spt_state_from_string (const char *text,
                       SptState   *state)
{
  g_return_val_if_fail (state != NULL, FALSE);

  for (guint i = 0; text != NULL && i < SPT_N_STATES; i++)
    {
      if (g_str_equal (text, state_names[i]))
        {
          *state = (SptState) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * spt_state_can_change:
 * @from: the state now
 * @to: the state wanted
 * @settling: whether a settlement asks; it may make its own moves and no others
 *
 * Says whether the table of design 3 has this transition. A state never "changes" into itself.
 *
 * Returns: %TRUE if it may
 */
gboolean
spt_state_can_change (SptState from,
                      SptState to,
                      gboolean settling)
{
  g_return_val_if_fail ((guint) from < SPT_N_STATES, FALSE);
  g_return_val_if_fail ((guint) to < SPT_N_STATES, FALSE);

  return ((settling ? settled_states[from] : next_states[from]) & (1u << to)) != 0;
}

/**
 * spt_state_can_correct:
 * @from: the final state now
 * @to: the state that a report, asked for again, comes to
 *
 * Says whether a late word of the service may turn @from into @to: only for the better. A state
 * never "changes" into itself.
 *
 * Returns: %TRUE if it may
 */
gboolean
spt_state_can_correct (SptState from,
                       SptState to)
{
  g_return_val_if_fail ((guint) from < SPT_N_STATES, FALSE);
  g_return_val_if_fail ((guint) to < SPT_N_STATES, FALSE);

  return (corrected_states[from] & (1u << to)) != 0;
}

/**
 * spt_state_is_final:
 * @state: a state
 *
 * Says whether nothing leads out of @state by itself.
 *
 * Returns: %TRUE for done, partly-done, refused and cancelled
 */
gboolean
spt_state_is_final (SptState state)
{
  g_return_val_if_fail ((guint) state < SPT_N_STATES, FALSE);

  return (final_states & (1u << state)) != 0;
}

/**
 * spt_state_needs_person:
 * @state: a state
 *
 * Says whether somebody should look at what is in @state.
 *
 * Returns: %TRUE for to-fix, refused, partly-done, not-sent and uncertain
 */
gboolean
spt_state_needs_person (SptState state)
{
  g_return_val_if_fail ((guint) state < SPT_N_STATES, FALSE);

  return (person_states & (1u << state)) != 0;
}
