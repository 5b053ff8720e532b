/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Duplicate for another body": the same broker, environment, settings and key; asks for the body
 * and a name. */
#pragma once

#include <adwaita.h>

#include "ui/spt-desk.h"

G_BEGIN_DECLS

#define SPT_TYPE_ACCOUNT_DUPLICATE (spt_account_duplicate_get_type ())

/* When an account was made the action "accounts.test" (int64, its id) of @parent is activated. */
G_DECLARE_FINAL_TYPE (SptAccountDuplicate, spt_account_duplicate, SPT, ACCOUNT_DUPLICATE, AdwWindow)

/* Whether accounts of that one's service answer for a body. */
gboolean   spt_account_duplicate_is_possible (SptAccount *account);
/* Modal over the window of @parent. */
GtkWindow *spt_account_duplicate_new         (GtkWidget  *parent,
                                              SptDesk    *desk,
                                              SptAccount *account) G_GNUC_WARN_UNUSED_RESULT;
/* What people call a body, as the name of an account: "Comune di Forlì" becomes "Comune-di-Forli".
 */
char      *spt_account_dup_name_for          (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
