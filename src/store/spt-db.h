/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements on a connection, for the store's own files: prepared once, bound, every return code
 * looked at. */
#pragma once

#include <sqlite3.h>

#include "store/spt-store.h"

G_BEGIN_DECLS

sqlite3_stmt *spt_db_prepare   (SptDb       *db,
                                const char  *sql,
                                /* cached by text pointer or text; reset and unbound; borrowed */
                                GError     **error);
/* TRUE with *row TRUE = a row, FALSE = done. */
gboolean      spt_db_step      (SptDb         *db,
                                sqlite3_stmt  *stmt,
                                gboolean      *row,
                                GError       **error);
/* Prepare, bind and run to the end. @types: one letter an argument: i gint64, t text (nullable),
 * b GBytes (nullable). */
gboolean      spt_db_exec      (SptDb       *db,
                                GError     **error,
                                const char  *sql,
                                const char  *types,
                                ...);
/* Binds all arguments of a prepared statement; letters as in spt_db_exec(). Texts and bytes must
 * stay until the statement is reset. */
gboolean      spt_db_bind      (SptDb         *db,
                                sqlite3_stmt  *stmt,
                                GError       **error,
                                const char    *types,
                                ...);
/* The single integer a query gives; @fallback when it gives no row or NULL. */
gboolean      spt_db_query_int (SptDb       *db,
                                gint64       fallback,
                                gint64      *out,
                                GError     **error,
                                const char  *sql,
                                const char  *types,
                                ...);
gint64        spt_db_last_id   (SptDb       *db);
/* rows the last INSERT, UPDATE or DELETE changed */
gint64        spt_db_n_changed (SptDb       *db);
gint64        spt_db_now       (SptDb       *db); /* UTC ms from the store's clock */
void          spt_db_mark      (SptDb       *db,
                                SptChanged   what); /* part of the notice after the commit */
void          spt_db_set_error (SptDb       *db,
                                GError     **error); /* from the connection's last result code */

G_END_DECLS
