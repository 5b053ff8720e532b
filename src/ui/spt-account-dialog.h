/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The account assistant: service, environment, settings, secrets, live test. */
#pragma once

#include <adwaita.h>

#include "service/spt-service.h"
#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_ACCOUNT_DIALOG (spt_account_dialog_get_type ())

G_DECLARE_FINAL_TYPE (SptAccountDialog, spt_account_dialog, SPT, ACCOUNT_DIALOG, AdwWindow)

/* Modal over the window of @parent. @account: (nullable): what to edit, @n_sharing: how many
 * accounts have its key, itself counted. When a shared key was changed the action
 * "accounts.test-key" (string: its credential) of @parent is activated. */
GtkWindow *spt_account_dialog_new (GtkWidget  *parent,
                                   SptDesk    *desk,
                                   SptAccount *account,
                                   guint       n_sharing) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a new account of a service that is chosen already. */
GtkWindow *spt_account_dialog_new_of (GtkWidget  *parent,
                                      SptDesk    *desk,
                                      SptService *service) G_GNUC_WARN_UNUSED_RESULT;
/* What came of a live test, in words: title, sentence and next step as one text. */
char      *spt_account_dup_outcome (SptAccount *account,
                                    SptOutcome *outcome) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
