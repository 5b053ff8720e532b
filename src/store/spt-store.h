/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive: one SQLite file, one writer thread, one reader thread, change notices on the main
 * context. */
#pragma once

#include <gio/gio.h>

#include "base/spt-clock.h"

G_BEGIN_DECLS

#define SPT_STORE_ERROR (spt_store_error_quark ())

typedef enum
{
  SPT_STORE_ERROR_DAMAGED,
  SPT_STORE_ERROR_NEWER,      /* made by a newer version: nothing is read */
  SPT_STORE_ERROR_NOT_OURS,   /* a database of something else, or not a database */
  SPT_STORE_ERROR_READ_ONLY,
  SPT_STORE_ERROR_LOCKED,     /* busy past the timeout */
  SPT_STORE_ERROR_NETWORK_FS,
  SPT_STORE_ERROR_FULL,       /* disk full */
  SPT_STORE_ERROR_IO,
  SPT_STORE_ERROR_CONSTRAINT, /* a rule of the archive: a duplicate, a record already under way */
  SPT_STORE_ERROR_CONFLICT,   /* a state was no longer what the change expected */
  SPT_STORE_ERROR_NOT_FOUND,
  SPT_STORE_ERROR_UNCONFIRMED, /* the next notice number has to be confirmed by a person first */
  SPT_STORE_ERROR_USED_UP,     /* no notice number is left */
  SPT_STORE_ERROR_FAILED
} SptStoreError;

GQuark spt_store_error_quark (void);
/* The message code of an error of this domain ("archive-damaged", "disk-full"). */
const char *spt_store_error_get_message_code (const GError *error);

/* What changed; several may be set in one notice. */
typedef enum
{
  SPT_CHANGED_ACCOUNTS    = 1 << 0,
  SPT_CHANGED_POSITIONS   = 1 << 1,
  SPT_CHANGED_SUBMISSIONS = 1 << 2,
  SPT_CHANGED_SETTINGS    = 1 << 3,
  SPT_CHANGED_SUBJECTS    = 1 << 5,
  SPT_CHANGED_DUES        = 1 << 8, /* kinds of dues */
  SPT_CHANGED_DOSSIERS    = 1 << 9,
  SPT_CHANGED_CATALOGUE   = 1 << 10,
  SPT_CHANGED_PLANTS      = 1 << 11,
  SPT_CHANGED_ELSEWHERE   = 1 << 30 /* another process wrote: anything may have changed */
} SptChanged;

typedef struct _SptDb SptDb; /* one connection, on its own thread only */

#define SPT_TYPE_STORE (spt_store_get_type ())

/* Signal "changed" (SptChanged flags as guint): on the main context, gathered over 150 ms.
 * Properties: path (string). */
G_DECLARE_FINAL_TYPE (SptStore, spt_store, SPT, STORE, GObject)

typedef enum
{
  SPT_STORE_READ,
  SPT_STORE_WRITE /* inside BEGIN IMMEDIATE ... COMMIT; FALSE rolls back */
} SptStoreMode;

/* Runs on the store's thread. @data is the caller's to fill. */
typedef gboolean (*SptStoreFunc) (SptDb         *db,
                                  gpointer       data,
                                  GCancellable  *cancellable,
                                  GError       **error);

/* What a connection keeps of the archive in memory: as a rule, and for work that runs through it
 * once. Resident memory is what the second saves; the work is as quick. */
#define SPT_DB_CACHE_KIB       16384
#define SPT_DB_SMALL_CACHE_KIB 2048
gboolean  spt_db_set_cache      (SptDb                *db,
                                 guint                 kib,
                                 GError              **error);

/* Opens (making it and its folder, 0700/0600, when absent) and migrates (backup copy first).
 * Blocks; call it from a thread or before the window. */
SptStore *spt_store_open        (const char           *path,
                                 SptClock             *clock,
                                 GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Runs what is queued and closes; must precede the last unref. */
void      spt_store_close       (SptStore             *self);
const char *spt_store_get_path  (SptStore             *self);
SptClock *spt_store_get_clock   (SptStore             *self);
/* Begins watching for other processes' writes, once a second (PRAGMA data_version). */
void      spt_store_watch       (SptStore             *self);

void      spt_store_run_async   (SptStore             *self,
                                 SptStoreMode          mode,
                                 SptStoreFunc          func,
                                 gpointer              data,
                                 GDestroyNotify        destroy,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
/* @data as given, borrowed: it lives as long as @result; NULL on error. */
gpointer  spt_store_run_finish  (SptStore             *self,
                                 GAsyncResult         *result,
                                 GError              **error);
/* Command line and tests: the same, blocking the caller (never on the window's thread). */
gboolean  spt_store_run_sync    (SptStore             *self,
                                 SptStoreMode          mode,
                                 SptStoreFunc          func,
                                 gpointer              data,
                                 GCancellable         *cancellable,
                                 GError              **error);

/* Whole-archive work, blocking, on any thread. Backup: a consistent copy made with SQLite's
 * backup API, fsynced, mode 0600. */
gboolean  spt_store_backup      (SptStore             *self,
                                 const char           *target,
                                 GCancellable         *cancellable,
                                 GError              **error);
/* Replaces the archive at @path by @backup after checking it; the old one is kept beside it as
 * NAME.before-restore-UTC. Orders are taken off, sending becomes uncertain (design 3, Restore).
 * No store may have it open. @kept_path: (out) (nullable). */
gboolean  spt_store_restore     (const char           *path,
                                 const char           *backup,
                                 SptClock             *clock,
                                 char                **kept_path,
                                 GError              **error);

/* The sender's lock: flock on PATH.sender. FALSE without an error: another process holds it. */
gboolean  spt_store_lock_sender   (SptStore *self,
                                   GError  **error);
void      spt_store_unlock_sender (SptStore *self);
/* One window per archive path: flock on PATH.window. */
gboolean  spt_store_lock_window   (SptStore *self,
                                   GError  **error);

G_END_DECLS
