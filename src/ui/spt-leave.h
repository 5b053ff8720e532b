/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before unsaved work is left: save, discard or stay. What the can_leave calls of a page with a form do. */
#pragma once

#include "ui/spt-page.h"

G_BEGIN_DECLS

typedef void (*SptLeaveSaveFunc) (SptPage *page);

/* Without anything unsaved there is nothing to ask. @save says with spt_leave_answer() whether it was saved. */
void     spt_leave_ask_async  (SptPage             *page,
                               gboolean             is_modified,
                               const char          *body,
                               SptLeaveSaveFunc     save,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data);
gboolean spt_leave_ask_finish (SptPage             *page,
                               GAsyncResult        *result,
                               GError             **error);
/* Whether somebody waits for the answer. */
gboolean spt_leave_is_asked   (SptPage             *page);
/* Nothing where nobody asked. */
void     spt_leave_answer     (SptPage             *page,
                               gboolean             may_leave);

G_END_DECLS
