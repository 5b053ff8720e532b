/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages ask of the archive about kinds of dues and notice numbers. Without GTK. */
#pragma once

#include "outbox/spt-fill.h"
#include "store/spt-store-bodies.h"
#include "store/spt-store-dues.h"

G_BEGIN_DECLS

/**
 * SptDuesList:
 * @bodies: (element-type SptBody): that accounts or kinds of dues name, with how their numbers stand
 * @kinds: (element-type SptDueType)
 *
 * All that the dialog of kinds and a new position show, owned.
 */
typedef struct
{
  GPtrArray *bodies;
  GPtrArray *kinds;
} SptDuesList;

void          spt_dues_list_free     (SptDuesList          *self);

void          spt_dues_list_async    (SptStore             *store,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
SptDuesList  *spt_dues_list_finish   (SptStore             *store,
                                      GAsyncResult         *result,
                                      GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes @due. */
void          spt_due_save_async     (SptStore             *store,
                                      SptDueType           *due,
                                      const char           *who,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
void          spt_due_remove_async   (SptStore             *store,
                                      gint64                id,
                                      gboolean              restore,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
void          spt_iuv_confirm_async  (SptStore             *store,
                                      const char           *body,
                                      const char           *segregation,
                                      gint64                next,
                                      const char           *who,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* Of the three above. */
gboolean      spt_due_change_finish  (SptStore             *store,
                                      GAsyncResult         *result,
                                      GError              **error);

/* One number, taken now. @body: (nullable): the only one there is. Takes nothing when @error says
 * UNCONFIRMED; "iuv-no-code" and "iuv-no-body" come as the message code of a result without a
 * number. */
typedef struct
{
  char *iuv;         /* (nullable) */
  char *code;        /* (nullable): message code */
} SptIuvTaken;

void          spt_iuv_take_async     (SptStore             *store,
                                      SptService           *service,
                                      const char           *body,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
/* Borrowed: lives as long as @result. */
SptIuvTaken  *spt_iuv_take_finish    (SptStore             *store,
                                      GAsyncResult         *result,
                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SptDuesList, spt_dues_list_free)

G_END_DECLS
