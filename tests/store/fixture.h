/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An archive in a folder of its own, with both connections in the test's hands, and a few
 * records to put into it. */
#pragma once

#include "store/spt-row-list.h"
#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "store/spt-store-positions.h"
#include "store/spt-store-private.h"
#include "store/spt-store-submissions.h"
#include "spt-fake-clock.h"
#include "spt-test.h"

G_BEGIN_DECLS

#define FIXTURE_START_MS G_GINT64_CONSTANT (1795000000000)

typedef struct
{
  SptFakeClock *clock;  /* (owned) */
  char         *path;   /* (owned) */
  SptDb        *db;     /* (owned) the writer */
  SptDb        *reader; /* (owned) */
} Fixture;

void       fixture_init         (Fixture       *self);
void       fixture_clear        (Fixture       *self);
/* Closes and opens again. */
void       fixture_reopen       (Fixture       *self);

/* Everything below aborts the test when it fails. */
void       begin                (SptDb         *db);
void       commit               (SptDb         *db);
gint64     add_account          (SptDb         *db,
                                 const char    *name);
/* Columns made up from @n; with @n_errors errors. */
gint64     add_position         (SptDb         *db,
                                 guint          n,
                                 guint          n_errors,
                                 gint64         import_id);
/* The document @doc instead of the one add_position() made. */
void       edit_position        (SptDb         *db,
                                 gint64         id,
                                 guint          n,
                                 const char    *doc,
                                 guint          n_errors);
gint64     add_submission       (SptDb         *db,
                                 gint64         account_id,
                                 const char    *operation,
                                 const gint64  *record_ids,
                                 guint          n_ids);
/* The same, but for an error that is expected. */
gint64     try_submission       (SptDb         *db,
                                 gint64         account_id,
                                 const char    *operation,
                                 const gint64  *record_ids,
                                 guint          n_ids,
                                 GError       **error);
void       change               (SptDb         *db,
                                 gint64         id,
                                 SptState       from,
                                 SptState       to);
gint64     query                (SptDb         *db,
                                 const char    *sql);
char      *query_text           (SptDb         *db,
                                 const char    *sql) G_GNUC_WARN_UNUSED_RESULT;
void       run                  (SptDb         *db,
                                 const char    *sql);
/* Text over all rows of all tables: equal = nothing changed. */
char      *dump                 (SptDb         *db) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
