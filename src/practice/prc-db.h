/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thin layer over SQLite: cached statements with typed binding. */
#pragma once

#include "prc-context.h"

#include <sqlite3.h>

G_BEGIN_DECLS

PrcDb        *prc_db_open     (const char  *path,
                               GError     **error);
void          prc_db_close    (PrcDb       *self);
gboolean      prc_db_exec     (PrcDb       *self,
                               const char  *sql,
                               GError     **error);
sqlite3_stmt *prc_db_query    (PrcDb       *self,
                               const char  *sql,
                               const char  *types,
                               ...);
gboolean      prc_db_next     (sqlite3_stmt *statement);
gboolean      prc_db_run      (PrcDb       *self,
                               const char  *sql,
                               const char  *types,
                               ...);
/* The first column of the last row; 0 without one. */
gint64        prc_db_number   (PrcDb       *self,
                               const char  *sql,
                               const char  *types,
                               ...);
gint64        prc_db_last_id  (PrcDb       *self);
const char   *prc_db_text     (sqlite3_stmt *statement,
                               int           column);

G_END_DECLS
