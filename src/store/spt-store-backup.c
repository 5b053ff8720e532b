/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of an archive while it is in use, and putting one back with nothing in it that could
 * leave by itself. */
#define G_LOG_DOMAIN "spt-store-backup"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/spt-store-accounts.h"
#include "store/spt-store-events.h"
#include "store/spt-store-iuv.h"
#include "store/spt-store-private.h"

#define PAGES_PER_STEP 512

static void
set_errno (const char  *path,
           int          number,
           GError     **error)
{
  SptStoreError code = SPT_STORE_ERROR_IO;

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = SPT_STORE_ERROR_FULL;
  g_set_error (error, SPT_STORE_ERROR, code, "%s: %s", path, g_strerror (number));
}

static gboolean
sync_folder_of (const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return spt_store_sync_path (folder, error);
}

static gboolean
copy_pages (sqlite3       *source,
            sqlite3       *target,
            GCancellable  *cancellable,
            GError       **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", source, "main");
  gboolean cancelled = FALSE;
  int code = SQLITE_OK;
  int finish_code;

  if (backup == NULL)
    {
      spt_db_take_code (target, sqlite3_extended_errcode (target), "Copying the archive", error);
      return FALSE;
    }

  while (code == SQLITE_OK && !(cancelled = g_cancellable_is_cancelled (cancellable)))
    code = sqlite3_backup_step (backup, PAGES_PER_STEP);
  finish_code = sqlite3_backup_finish (backup);

  if (code == SQLITE_DONE && finish_code == SQLITE_OK)
    return TRUE;

  if (cancelled && code == SQLITE_OK)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  else
    spt_db_take_code (target, code != SQLITE_DONE ? code : finish_code, "Copying the archive",
                      error);

  return FALSE;
}

static gboolean
write_copy (sqlite3       *source,
            const char    *path,
            GCancellable  *cancellable,
            GError       **error)
{
  sqlite3 *target = NULL;
  int code =
    sqlite3_open_v2 (path, &target,
                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
  gboolean ok = code == SQLITE_OK;

  if (!ok)
    spt_db_take_code (target, code, path, error);
  ok = ok && copy_pages (source, target, cancellable, error);

  /* One file that needs nothing beside it, so that it can be read from anywhere. */
  if (ok)
    {
      code = sqlite3_exec (target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
      ok = code == SQLITE_OK;
      if (!ok)
        spt_db_take_code (target, code, path, error);
    }
  sqlite3_close (target);

  return ok && spt_store_sync_path (path, error);
}

/**
 * spt_store_copy:
 * @source: a connection; a read transaction it has open keeps the view still
 * @target: a path; what is there is replaced in one step at the end
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Writes a consistent copy, for the owner alone, and waits until it is on the disk.
 *
 * Returns: %FALSE on an error: @target is as it was
 */
gboolean
spt_store_copy (sqlite3       *source,
                const char    *target,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autofree char *part = g_strconcat (target, ".part-XXXXXX", NULL);
  int fd = g_mkstemp_full (part, O_RDWR | O_CLOEXEC, 0600);
  gboolean ok;

  if (fd < 0)
    {
      set_errno (target, errno, error);
      return FALSE;
    }
  close (fd);

  ok = write_copy (source, part, cancellable, error);
  if (ok && g_rename (part, target) != 0)
    {
      set_errno (target, errno, error);
      ok = FALSE;
    }
  if (!ok)
    {
      g_unlink (part);
      return FALSE;
    }

  return sync_folder_of (target, error);
}

/* A copy must not fall on an archive that somebody uses: this one, or one with a log beside it. */
static gboolean
check_target (const char  *path,
              const char  *target,
              GError     **error)
{
  g_autofree char *log = g_strconcat (target, "-wal", NULL);
  struct stat ours;
  struct stat theirs;

  if (stat (target, &theirs) != 0)
    return TRUE;

  if (!S_ISREG (theirs.st_mode) ||
      (stat (path, &ours) == 0 && ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino) ||
      access (log, F_OK) == 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT,
                   "%s is an archive in use, or not a file", target);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_store_backup:
 * @self: an archive
 * @target: a path; a file there is replaced, but never an archive in use
 * @cancellable: (nullable): stops it
 * @error: (out) (optional): why not
 *
 * Writes a copy of the archive as it is at this moment; work goes on meanwhile. Blocks, on any
 * thread.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_store_backup (SptStore      *self,
                  const char    *target,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (SptDb) db = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SPT_IS_STORE (self), FALSE);
  g_return_val_if_fail (target != NULL, FALSE);

  path = spt_store_resolve_path (spt_store_get_path (self), error);
  if (path == NULL || !check_target (path, target, error))
    return FALSE;

  db = spt_db_open (path, FALSE, spt_store_get_clock (self), error);

  /* The open read transaction keeps the view still between steps, whoever writes. */
  return db != NULL &&
         spt_db_begin (db, error) &&
         spt_db_exec (db, error, "SELECT count (*) FROM sqlite_schema", "") &&
         spt_store_copy (db->handle, target, cancellable, error);
}

/* flock on a file beside the archive, kept until the descriptor is closed; -1 with an error when
 * somebody has it. */
static int
lock_beside (const char  *path,
             const char  *suffix,
             GError     **error)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  int fd = open (file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      set_errno (file, errno, error);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      close (fd);
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_LOCKED, "%s is in use", path);
      return -1;
    }

  return fd;
}

/* Leaving the log is possible only for a connection that is alone: so this also finds out
 * whether anybody is there. */
static gboolean
take_out_of_use (const char  *path,
                 SptClock    *clock,
                 GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SptDb) db = NULL;
  gboolean exists;
  gboolean alone = FALSE;

  if (!spt_store_check_header (path, &exists, &local_error) || !exists)
    return TRUE;

  db = spt_db_open (path, TRUE, clock, &local_error);
  if (db != NULL)
    {
      sqlite3_busy_timeout (db->handle, 0);
      spt_db_set_journal_mode (db, "delete", &alone, &local_error);
    }

  if (g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_LOCKED) ||
      (local_error == NULL && !alone))
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_LOCKED, "%s is in use", path);
      return FALSE;
    }

  /* What cannot even be opened is what is being replaced. */
  return TRUE;
}

static gboolean
check_backup (SptDb       *db,
              const char  *backup,
              GError     **error)
{
  SptVerifyResult result = { 0 };
  gboolean good;

  if (!spt_db_verify (db, &result, NULL, error))
    return FALSE;

  good = result.problem == NULL;
  if (!good)
    g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "%s: %s", backup, result.problem);
  spt_verify_result_clear (&result);

  return good;
}

/* Nothing in a restored archive may leave, or be looked up, before a person has gone through it
 * (design 3, Restore). */
static gboolean
calm_down (SptDb       *db,
           const char  *path,
           GError     **error)
{
  g_autofree char *text = NULL;
  gint64 n_ordered;
  int n_sending;

  if (!spt_db_begin (db, error))
    return FALSE;

  /* Which of them only asked is known to the next sender. */
  n_sending = spt_db_recover_as (db, "restored", NULL, error);
  if (n_sending < 0 ||
      !spt_db_exec (db, error,
                    "UPDATE submission SET ordered_at = NULL, not_before = 0 WHERE state = 'ready' "
                    "AND ordered_at IS NOT NULL", ""))
    goto failed;
  n_ordered = spt_db_n_changed (db);

  text = g_strdup_printf ("%" G_GINT64_FORMAT " orders taken off, %d sending made uncertain",
                          n_ordered, n_sending);
  if (!spt_db_exec (db, error, "UPDATE submission SET next_check = NULL WHERE state = 'uncertain'",
                    "") ||
      !spt_db_set_setting (db, SPT_SETTING_REVIEW, "1", error) ||
      !spt_db_restore_iuvs (db, path, error) ||
      !spt_db_add_event (db, "restored", 0, 0, 0, NULL, text, error))
    goto failed;

  return spt_db_commit (db, error);

failed:
  spt_db_rollback (db);

  return FALSE;
}

/* The new archive beside the old one, checked, brought up to date and calmed down. */
static gboolean
make_restored (const char  *backup,
               const char  *made,
               const char  *path,
               SptClock    *clock,
               GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SptDb) db = NULL;
  sqlite3 *source = NULL;
  g_autofree char *file = g_canonicalize_filename (backup, NULL);
  g_autofree char *escaped = g_uri_escape_string (file, "/", TRUE);
  g_autofree char *uri = g_strdup_printf ("file:%s?mode=ro", escaped);
  int code;
  gboolean exists;
  gboolean ok;

  if (!spt_store_check_header (backup, &exists, error))
    return FALSE;
  if (!exists)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND, "There is nothing at %s",
                   backup);
      return FALSE;
    }

  code = sqlite3_open_v2 (uri, &source,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX |
                          SQLITE_OPEN_EXRESCODE, NULL);
  ok = code == SQLITE_OK;
  if (!ok)
    spt_db_take_code (source, code, backup, &local_error);
  ok = ok && spt_store_copy (source, made, NULL, &local_error);
  sqlite3_close (source);

  if (ok)
    db = spt_db_open (made, TRUE, clock, &local_error);
  if (db == NULL ||
      !spt_store_migrate (db, spt_store_get_sql (), SPT_STORE_SQL_PREFIX, SPT_ARCHIVE_VERSION, NULL,
                          &local_error) ||
      !check_backup (db, backup, &local_error) ||
      !calm_down (db, path, &local_error))
    {
      if (g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS))
        local_error->code = SPT_STORE_ERROR_DAMAGED;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_clear_pointer (&db, spt_db_close);

  return spt_store_sync_path (made, error);
}

/* At every moment there is a whole archive at @path; a log must never meet another archive than
 * its own. */
static gboolean
swap (const char  *path,
      const char  *made,
      const char  *kept,
      GError     **error)
{
  static const char *const suffixes[] = { "-wal", "-shm", "-journal" };

  if (kept != NULL)
    {
      if (link (path, kept) != 0)
        {
          set_errno (kept, errno, error);
          return FALSE;
        }
      for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
        {
          g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
          g_autofree char *to = g_strconcat (kept, suffixes[i], NULL);

          if (g_rename (from, to) != 0 && errno != ENOENT)
            {
              set_errno (from, errno, error);
              return FALSE;
            }
        }
    }

  if (g_rename (made, path) != 0)
    {
      set_errno (path, errno, error);
      return FALSE;
    }

  return sync_folder_of (path, error);
}

/**
 * spt_store_restore:
 * @path: where the archive is; nobody may have it open
 * @backup: a copy made by spt_store_backup()
 * @clock: what time it is
 * @kept_path: (out) (optional) (nullable): where the old archive is now
 * @error: (out) (optional): why not
 *
 * Puts a copy in the archive's place after checking it whole. Orders are taken off and what was
 * sending becomes uncertain: nothing leaves until a person has gone through the list
 * (%SPT_SETTING_REVIEW). Notice numbers go on behind the larger of the copy's and those of the file
 * beside the archive.
 *
 * Returns: %FALSE on an error: the archive is as it was
 */
gboolean
spt_store_restore (const char  *path,
                   const char  *backup,
                   SptClock    *clock,
                   char       **kept_path,
                   GError     **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *real_path = NULL;
  g_autofree char *made = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *stamp = NULL;
  g_autoptr (GDateTime) now = NULL;
  int sender_fd = -1;
  int window_fd = -1;
  gboolean ok;

  g_return_val_if_fail (backup != NULL, FALSE);
  g_return_val_if_fail (SPT_IS_CLOCK (clock), FALSE);

  if (kept_path != NULL)
    *kept_path = NULL;
  if (!spt_store_check_folder (absolute, TRUE, error))
    return FALSE;
  real_path = spt_store_resolve_path (absolute, error);
  if (real_path == NULL)
    return FALSE;

  now = g_date_time_new_from_unix_utc (spt_clock_get_utc_ms (clock) / 1000);
  stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  made = g_strdup_printf ("%s.restored-%s", real_path, stamp);
  if (g_file_test (real_path, G_FILE_TEST_EXISTS))
    kept = g_strdup_printf ("%s.before-restore-%s", real_path, stamp);

  window_fd = lock_beside (real_path, ".window", error);
  if (window_fd >= 0)
    sender_fd = lock_beside (real_path, ".sender", error);

  ok = sender_fd >= 0 &&
       make_restored (backup, made, real_path, clock, error) &&
       take_out_of_use (real_path, clock, error) &&
       swap (real_path, made, kept, error);
  if (!ok)
    g_unlink (made);

  if (sender_fd >= 0)
    close (sender_fd);
  if (window_fd >= 0)
    close (window_fd);

  if (ok && kept_path != NULL)
    *kept_path = g_steal_pointer (&kept);

  return ok;
}
