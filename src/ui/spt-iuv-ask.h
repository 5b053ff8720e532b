/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a person which notice number comes next, where the archive cannot know. */
#pragma once

#include "ui/spt-desk.h"
#include "ui/spt-due-work.h"
#include "ui/spt-ui.h"

G_BEGIN_DECLS

/* @body: copied. The finish is TRUE when a number was confirmed, FALSE without an error when the
 * person gave up. */
void     spt_iuv_ask_async  (GtkWidget             *parent,
                             SptDesk               *desk,
                             const SptBody *body,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data);
gboolean spt_iuv_ask_finish (GAsyncResult          *result,
                             GError               **error);

G_END_DECLS
