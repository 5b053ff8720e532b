/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts and settings in the archive. Every function runs on the store's thread
 * (spt_store_run_*). */
#pragma once

#include "model/spt-account.h"
#include "store/spt-store.h"

G_BEGIN_DECLS

/* (element-type SptAccount) (transfer full), by name; removed ones left out. */
GPtrArray  *spt_db_list_accounts       (SptDb       *db,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* SPT_STORE_ERROR_NOT_FOUND when there is none. */
SptAccount *spt_db_find_account        (SptDb       *db,
                                        const char  *name,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
SptAccount *spt_db_get_account         (SptDb       *db,
                                        gint64       id,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inserts (id 0) or updates; sets the id. A taken name is SPT_STORE_ERROR_CONSTRAINT. */
gboolean    spt_db_save_account        (SptDb       *db,
                                        SptAccount  *account,
                                        GError     **error);
/* Refused (CONSTRAINT) while a submission of it is not final. The row stays, marked, because
 * history refers to it.
 * @credential_unused: (out): TRUE when no other account uses its credential any more. */
gboolean    spt_db_remove_account      (SptDb       *db,
                                        gint64       id,
                                        gboolean    *credential_unused,
                                        GError     **error);
/* Notes a test: @code NULL = good. */
gboolean    spt_db_note_account_test   (SptDb       *db,
                                        gint64       id,
                                        const char  *code,
                                        GError     **error);

/* Notes that a call of it got through. */
gboolean    spt_db_note_account_success (SptDb      *db,
                                         gint64      id,
                                         GError    **error);

/* What the account's service wants to be told again at its next call, JSON of its own. */
gboolean    spt_db_dup_account_note    (SptDb       *db,
                                        gint64       id,
                                        char       **note, /* (out) (nullable) (transfer full) */
                                        GError     **error);
gboolean    spt_db_set_account_note    (SptDb       *db,
                                        gint64       id,
                                        const char  *note,
                                        GError     **error);

/* Settings of the archive; NULL without error when not set. */
char       *spt_db_get_setting         (SptDb       *db,
                                        const char  *key,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    spt_db_set_setting         (SptDb       *db,
                                        const char  *key,
                                        const char  *value,
                                        GError     **error);
#define SPT_SETTING_STOPPED "sending-stopped" /* "1" = "Stop all sending" */
#define SPT_SETTING_CLERK   "clerk"           /* who signs decisions */
/* "1" until a person has gone through the list after a restore */
#define SPT_SETTING_REVIEW  "review-restore"

G_END_DECLS
