/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A submission as lists and its page show it: one frozen body of one operation for one account. */
#pragma once

#include "model/spt-account.h"
#include "model/spt-state.h"

G_BEGIN_DECLS

#define SPT_TYPE_SUBMISSION (spt_submission_get_type ())

/* Properties: id (int64), uuid, loaded (boolean), job (int64), job-title, service, operation ("gpd.create"), account (int64), account-name, environment (SptEnvironment),
 * state (SptState), phase (string, NULL: the service's own word), remote-id, resend-of (int64), created, updated, ordered-at, next-check (int64 UTC ms, 0 = none),
 * n-items, n-done, n-refused, n-open (uint), progress-done, progress-total (int64), code (string, NULL: what explains the state), message (string, NULL: the service's own words),
 * settle-note (string, NULL), provisional (boolean: followed on the strength of a look-up, confirmed by the report). All notify. */
G_DECLARE_FINAL_TYPE (SptSubmission, spt_submission, SPT, SUBMISSION, GObject)

SptSubmission *spt_submission_new       (gint64         id) G_GNUC_WARN_UNUSED_RESULT;
gint64         spt_submission_get_id    (SptSubmission *self);
SptState       spt_submission_get_state (SptSubmission *self);

G_END_DECLS
