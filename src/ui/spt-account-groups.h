/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts as groups of rows: those that share a key together, under how many bodies it answers
 * for. */
#pragma once

#include <adwaita.h>

#include "model/spt-account.h"
#include "ui/spt-record-pages.h"

G_BEGIN_DECLS

/* From so many on there is something to search for. */
#define SPT_ACCOUNTS_TO_SEARCH 8

/**
 * SptAccountsShown:
 * @accounts: (element-type SptAccount): by name
 * @testing: ids (GSIZE_TO_POINTER) of those under test
 * @search: (nullable): what was typed
 * @now: UTC ms
 * @newest: the account that was just made: its row gets the focus; 0 = none was
 *
 * What the page knows.
 */
typedef struct
{
  GPtrArray  *accounts;
  GHashTable *testing;
  const char *search;
  gint64      now;
  gint64      newest;
} SptAccountsShown;

/* Fills @box, or brings its rows up to date where they are still the same: focus and place stay.
 * The rows work by the actions "accounts.edit", "accounts.duplicate", "accounts.remove",
 * "accounts.test" (int64) and "accounts.test-key" (string: a credential). Returns how many accounts
 * are shown. */
guint spt_account_groups_fill    (GtkBox                 *box,
                                  const SptAccountsShown *shown);
/* When a secret of the account ends, in words, from 30 days before; NULL = nothing to say. */
char                 *spt_account_groups_dup_expiry (SptAccount *account,
                                                     gint64      now_utc_ms) G_GNUC_WARN_UNUSED_RESULT;
/* How the records of that account's service are shown; NULL = nobody does. */
const SptRecordPages *spt_account_groups_find_pages (SptAccount *account);
/* How many of @accounts have that credential. */
guint spt_account_groups_sharing (GPtrArray              *accounts,
                                  const char             *credential);

G_END_DECLS
