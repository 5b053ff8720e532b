/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads that were made with other software: listing them, following one. */
#pragma once

#include "outbox/spt-outbox.h"

G_BEGIN_DECLS

/* After a service's id: the operation of an upload of which nobody knows what it was. */
#define SPT_FOLLOW_UNKNOWN ".upload"

/* The number in what a person pasted: blanks and, of an address, all but the number are dropped;
 * NULL when there is none that could be asked about. */
char       *spt_follow_dup_id          (const char          *typed) G_GNUC_WARN_UNUSED_RESULT;
/* Follows an upload: a submission in state waiting, without a body, whose rows its report will
 * name. @operation: (nullable): what it was, when the person knows. The submission's id; 0 on
 * error, SPT_STORE_ERROR_CONSTRAINT when the archive has it. Blocking. */
gint64      spt_follow_upload          (SptStore            *store,
                                        gint64               account_id,
                                        const char          *operation,
                                        const char          *remote_id,
                                        const char          *title,
                                        const char          *who,
                                        GError             **error);

/* Asks the service for the uploads of an account between two times (UTC ms; 0 = now), newest first.
 * The finish gives the outcome: accepted with @uploads, and a code when the list is not whole. */
void        spt_outbox_list_async      (SptOutbox           *self,
                                        SptAccount          *account,
                                        gint64               from,
                                        gint64               to,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
SptOutcome *spt_outbox_list_finish     (SptOutbox           *self,
                                        GAsyncResult        *result,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* (element-type gint64): the submission of each of @remote_ids (element-type utf8), 0 = none.
 * Blocking. */
GArray     *spt_follow_find_known      (SptStore            *store,
                                        const char          *service,
                                        GPtrArray           *remote_ids,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
