/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an answer of the service proves of each of its four calls (services facts 1.1, 3.2, 3.3).
 * Pure. */
#pragma once

#include "net/spt-http.h"
#include "service/spt-outcome.h"

G_BEGIN_DECLS

#define SPT_TROVAPEC_DOMAIN "trovapec"

/* The answer to a request: pending with its token as remote_id, refused, not sent or unknown. */
SptOutcome *spt_trovapec_answer_to_lookup  (const SptHttpAnswer *answer,
                                            const char *const   *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* The answer to asking for the result of @token: accepted with its result, pending without a code
 * where it has to wait, pending with one where nothing was learnt, refused. */
SptOutcome *spt_trovapec_answer_to_result  (const SptHttpAnswer *answer,
                                            const char          *key,
                                            const char          *token,
                                            const char *const   *secrets) G_GNUC_WARN_UNUSED_RESULT;
SptOutcome *spt_trovapec_answer_to_cancel  (const SptHttpAnswer *answer,
                                            const char          *key,
                                            const char *const   *secrets) G_GNUC_WARN_UNUSED_RESULT;
/* Accepted with the raw text as its message, and @cents. */
SptOutcome *spt_trovapec_answer_to_balance (const SptHttpAnswer *answer,
                                            const char *const   *secrets,
                                            gint64              *cents) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
