/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account pages ask of the archive. Without GTK. */
#pragma once

#include "model/spt-account.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-bodies.h"

G_BEGIN_DECLS

void        spt_accounts_list_async    (SptStore            *store,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* (element-type SptAccount) */
GPtrArray  *spt_accounts_list_finish   (SptStore            *store,
                                        GAsyncResult        *result,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void        spt_bodies_list_async      (SptStore            *store,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* (element-type SptBody) */
GPtrArray  *spt_bodies_list_finish     (SptStore            *store,
                                        GAsyncResult        *result,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Sets the id of @account; a taken name is SPT_STORE_ERROR_CONSTRAINT. */
void        spt_account_save_async     (SptStore            *store,
                                        SptAccount          *account,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean    spt_account_save_finish    (SptStore            *store,
                                        GAsyncResult        *result,
                                        GError             **error);
/* @credential_unused: whether no other account has its secrets. */
void        spt_account_remove_async   (SptStore            *store,
                                        gint64               id,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
gboolean    spt_account_remove_finish  (SptStore            *store,
                                        GAsyncResult        *result,
                                        gboolean            *credential_unused,
                                        GError             **error);

G_END_DECLS
