/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before an archive is opened: its folder, its file system, its header; and the making of a new
 * one. Never an overwrite. */
#define G_LOG_DOMAIN "spt-store-open"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixmounts.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "store/spt-store-private.h"

#define MAGIC_NFS  0x6969u
#define MAGIC_SMB  0x517Bu
#define MAGIC_SMB2 0xFE534D42u
#define MAGIC_CIFS 0xFF534D42u
#define MAGIC_NCP  0x564Cu
#define MAGIC_AFS  0x5346414Fu
#define MAGIC_KAFS 0x6B414653u
#define MAGIC_CODA 0x73757245u
#define MAGIC_CEPH 0x00C36400u
#define MAGIC_FUSE 0x65735546u

#define HEADER_SIZE 100

/* Between two tries to open what another process is just making. */
#define AGAIN_US (20 * G_TIME_SPAN_MILLISECOND)

static const char sqlite_magic[16] = "SQLite format 3";

/* FUSE serves local disks too: only what is surely somewhere else is refused. */
static const char *const remote_fuse_types[] = {
  "fuse.sshfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.davfs", "fuse.davfs2", "fuse.curlftpfs",
  "fuse.smbnetfs",
  "fuse.s3fs", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.glusterfs", NULL
};

static void
take_errno (int          number,
            const char  *path,
            GError     **error)
{
  SptStoreError code = SPT_STORE_ERROR_IO;

  if (number == ENOSPC || number == EDQUOT || number == EFBIG)
    code = SPT_STORE_ERROR_FULL;
  else if (number == EROFS || number == EACCES || number == EPERM)
    code = SPT_STORE_ERROR_READ_ONLY;

  g_set_error (error, SPT_STORE_ERROR, code, "%s: %s", path, g_strerror (number));
}

/**
 * spt_store_resolve_path:
 * @path: where the archive is, or will be
 * @error: (out) (optional): why not
 *
 * Resolves links and dots. The last component need not exist.
 *
 * Returns: (transfer full) (nullable): an absolute path
 */
char *
spt_store_resolve_path (const char  *path,
                        GError     **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  char *real = realpath (absolute, NULL);

  if (real == NULL && errno == ENOENT)
    {
      char *real_folder;

      folder = g_path_get_dirname (absolute);
      name = g_path_get_basename (absolute);
      real_folder = realpath (folder, NULL);
      if (real_folder != NULL)
        {
          char *joined = g_build_filename (real_folder, name, NULL);

          free (real_folder);
          return joined;
        }
    }

  if (real == NULL)
    {
      take_errno (errno, absolute, error);
      return NULL;
    }

  absolute = (g_free (absolute), g_strdup (real));
  free (real);

  return g_steal_pointer (&absolute);
}

static gboolean
is_remote_fuse (const char *folder)
{
  g_autoptr (GUnixMountEntry) mount = NULL;
  const char *type = spt_store_testing.fuse_type;

  if (type == NULL)
    {
      mount = g_unix_mount_for (folder, NULL);
      type = mount != NULL ? g_unix_mount_get_fs_type (mount) : NULL;
    }

  return type != NULL && g_strv_contains (remote_fuse_types, type);
}

static gboolean
check_file_system (const char  *folder,
                   GError     **error)
{
  struct statfs info;
  const char *what = NULL;
  guint32 magic = spt_store_testing.statfs_magic;

  if (magic == 0)
    {
      if (statfs (folder, &info) != 0)
        {
          take_errno (errno, folder, error);
          return FALSE;
        }
      magic = (guint32) info.f_type;
    }

  switch (magic)
    {
    case MAGIC_NFS:
      what = "NFS";
      break;
    case MAGIC_SMB:
    case MAGIC_SMB2:
    case MAGIC_CIFS:
      what = "SMB";
      break;
    case MAGIC_NCP:
    case MAGIC_AFS:
    case MAGIC_KAFS:
    case MAGIC_CODA:
    case MAGIC_CEPH:
      what = "a network file system";
      break;
    case MAGIC_FUSE:
      what = is_remote_fuse (folder) ? "a remote folder" : NULL;
      break;
    default:
      break;
    }

  if (what == NULL)
    return TRUE;

  g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NETWORK_FS,
               "%s is on %s, where locks and shared memory cannot be relied on", folder, what);

  return FALSE;
}

/**
 * spt_store_check_folder:
 * @path: the archive's path
 * @create: whether to make the folder, for its owner alone, when it is not there
 * @error: (out) (optional): why not
 *
 * Sees to the folder of an archive: there, on a local disk, writable (SQLite keeps two files beside
 * the archive).
 *
 * Returns: %TRUE when an archive may live there
 */
gboolean
spt_store_check_folder (const char  *path,
                        gboolean     create,
                        GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (create && g_mkdir_with_parents (folder, 0700) != 0)
    {
      take_errno (errno, folder, error);
      return FALSE;
    }

  if (!check_file_system (folder, error))
    return FALSE;

  if (access (folder, W_OK | X_OK) != 0)
    {
      take_errno (errno, folder, error);
      return FALSE;
    }

  return TRUE;
}

static guint32
read_u32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

static gboolean
has_beside (const char *path,
            const char *suffix)
{
  g_autofree char *file = g_strconcat (path, suffix, NULL);
  struct stat info;

  return stat (file, &info) == 0 && info.st_size > 0;
}

static gboolean
check_bytes (const char    *path,
             const guint8  *header,
             gsize          n_read,
             goffset        size,
             GError       **error)
{
  guint32 page_size = (guint32) header[16] << 8 | header[17];
  guint32 application_id = read_u32 (header + 68);
  guint32 version = read_u32 (header + 60);
  gboolean all_zero = TRUE;

  for (gsize i = 0; all_zero && i < n_read; i++)
    all_zero = header[i] == 0;

  /* A disk that lost a page shows zeros: that is damage, not somebody else's file. */
  if (all_zero)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "%s begins with zeros", path);
      return FALSE;
    }
  if (memcmp (header, sqlite_magic, MIN (n_read, sizeof sqlite_magic)) != 0 ||
      n_read < sizeof sqlite_magic)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS, "%s is not a database", path);
      return FALSE;
    }
  if (n_read < HEADER_SIZE)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "%s is cut short", path);
      return FALSE;
    }
  if (application_id != SPT_ARCHIVE_ID)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS,
                   "%s is another program's database", path);
      return FALSE;
    }
  if (version > SPT_ARCHIVE_VERSION)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NEWER,
                   "%s has version %u, this program knows %d", path, version,
                   SPT_ARCHIVE_VERSION);
      return FALSE;
    }

  /* The count of pages in the header is good when the two counters agree; with a log beside it
   * the file may be behind. */
  if (page_size == 1)
    page_size = 65536;
  if (read_u32 (header + 24) == read_u32 (header + 92) && !has_beside (path, "-wal") &&
      (goffset) read_u32 (header + 28) * page_size > size)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "%s is cut short", path);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_store_check_header:
 * @path: a resolved path
 * @exists: (out): whether there is anything; an empty file is nothing
 * @error: (out) (optional): why not
 *
 * Looks at the first bytes of a file, so that what is not ours is never opened as a database: that
 * alone could change it.
 *
 * Returns: %TRUE when there is nothing or an archive of a version we know
 */
gboolean
spt_store_check_header (const char  *path,
                        gboolean    *exists,
                        GError     **error)
{
  guint8 header[HEADER_SIZE] = { 0 };
  struct stat info;
  gsize n_read = 0;
  gssize n = 1;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  *exists = FALSE;

  if (fd < 0 && errno == ENOENT)
    return TRUE;
  if (fd < 0 || fstat (fd, &info) != 0)
    {
      take_errno (errno, path, error);
      if (fd >= 0)
        close (fd);
      return FALSE;
    }

  if (!S_ISREG (info.st_mode))
    {
      close (fd);
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS, "%s is not a file", path);
      return FALSE;
    }

  while (n > 0 && n_read < HEADER_SIZE)
    {
      n = read (fd, header + n_read, HEADER_SIZE - n_read);
      if (n < 0 && errno == EINTR)
        n = 1;
      else if (n > 0)
        n_read += n;
    }
  close (fd);
  if (n < 0)
    {
      take_errno (EIO, path, error);
      return FALSE;
    }

  *exists = n_read > 0;

  /* A journal is there when the making of the archive was cut off: SQLite puts the first bytes
   * right, then they are asked for again. */
  return n_read == 0 || has_beside (path, "-journal") ||
         check_bytes (path, header, n_read, info.st_size, error);
}

/* A file of ours is its owner's alone: the log and the index file take their mode from it. */
static gboolean
take_file (const char  *path,
           gboolean     exists,
           GError     **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  if (!exists)
    {
      int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

      if (fd < 0)
        {
          take_errno (errno, path, error);
          return FALSE;
        }
      close (fd);
    }

  if (access (path, R_OK | W_OK) != 0)
    {
      take_errno (errno, path, error);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);
      struct stat info;

      /* EPERM: somebody else's file that this user may write: its owner has decided so. */
      if (stat (file, &info) == 0 && (info.st_mode & 0777) != 0600 && chmod (file, 0600) != 0 &&
          errno != ENOENT &&
          errno != EPERM)
        {
          take_errno (errno, file, error);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
query_pragma (SptDb       *db,
              const char  *pragma,
              gint64      *value,
              GError     **error)
{
  return spt_db_query_int (db, 0, value, error, pragma, "");
}

/* Version, tables, log mode. What SQLite calls "not a database" behind a good header is damage. */
static gboolean
prepare_writer (SptDb       *db,
                const char  *path,
                GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *stamp = NULL;
  g_autoptr (GDateTime) now = NULL;
  gint64 version = 0;
  gint64 id = 0;
  gint64 n_tables = 0;
  gboolean has_log = FALSE;

  /* One look: another process may be making this very archive. */
  if (!spt_db_exec_script (db, "BEGIN", &local_error) ||
      !query_pragma (db, "PRAGMA user_version", &version, &local_error) ||
      !query_pragma (db, "PRAGMA application_id", &id, &local_error) ||
      !query_pragma (db, "SELECT count (*) FROM sqlite_schema", &n_tables, &local_error) ||
      !spt_db_exec_script (db, "COMMIT", &local_error))
    goto failed;
  if (id != SPT_ARCHIVE_ID && n_tables > 0)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS,
                   "%s is another program's database", path);
      return FALSE;
    }
  if (version > SPT_ARCHIVE_VERSION)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NEWER, "%s has version %"
                   G_GINT64_FORMAT ", this program knows %d",
                   path, version, SPT_ARCHIVE_VERSION);
      return FALSE;
    }

  if (version > 0)
    {
      now = g_date_time_new_from_unix_utc (spt_clock_get_utc_ms (db->clock) / 1000);
      stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
      copy = g_strdup_printf ("%s.before-v%d-%s", path, SPT_ARCHIVE_VERSION, stamp);
    }
  if (!spt_store_migrate (db, spt_store_get_sql (), SPT_STORE_SQL_PREFIX, SPT_ARCHIVE_VERSION, copy,
                          &local_error))
    goto failed;

  if (!spt_db_set_journal_mode (db, "wal", &has_log, &local_error) ||
      !spt_db_query_int (db, 0, &n_tables, &local_error,
                         "SELECT count (*) FROM sqlite_schema WHERE type = 'table' AND name IN "
                         "('account', 'position', 'position_doc', 'submission', 'item', 'event', "
                         "'payload', 'search')", "") ||
      !spt_db_exec (db, &local_error, "SELECT seq FROM event ORDER BY seq DESC LIMIT 1", ""))
    goto failed;

  if (n_tables != 8)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_DAMAGED, "%s lacks tables", path);
      return FALSE;
    }
  if (!has_log)
    {
      g_set_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_FAILED,
                   "%s cannot use a write-ahead log", path);
      return FALSE;
    }

  return TRUE;

failed:
  if (g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_OURS))
    local_error->code = SPT_STORE_ERROR_DAMAGED;
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* SQLite does not wait for another process that is turning the same new archive into one with a log (it could wait for us): so
 * it is begun anew, for as long as anything else is waited for. */
static SptDb *
open_writer (const char  *path,
             SptClock    *clock,
             GError     **error)
{
  gint64 deadline = g_get_monotonic_time () + spt_db_get_busy_ms () * G_TIME_SPAN_MILLISECOND;

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (SptDb) db = spt_db_open (path, TRUE, clock, &local_error);

      if (db != NULL && prepare_writer (db, path, &local_error))
        return g_steal_pointer (&db);
      if (!g_error_matches (local_error, SPT_STORE_ERROR, SPT_STORE_ERROR_LOCKED) ||
          g_get_monotonic_time () >= deadline)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      g_clear_pointer (&db, spt_db_close);
      g_usleep (AGAIN_US);
    }
}

/**
 * spt_store_open_connections:
 * @path: a resolved path
 * @clock: the archive's clock
 * @writer: (out) (transfer full): the only connection that writes
 * @reader: (out) (transfer full): the one that reads
 * @error: (out) (optional): why not
 *
 * Opens an archive, makes it when there is none, brings it up to date.
 *
 * Returns: %FALSE on an error: nothing is open and what was there is as it was
 */
gboolean
spt_store_open_connections (const char  *path,
                            SptClock    *clock,
                            SptDb      **writer,
                            SptDb      **reader,
                            GError     **error)
{
  g_autoptr (SptDb) write_db = NULL;
  g_autoptr (SptDb) read_db = NULL;
  gboolean exists;

  if (!spt_store_check_folder (path, FALSE, error) ||
      !spt_store_check_header (path, &exists, error) ||
      !take_file (path, exists, error))
    return FALSE;

  write_db = open_writer (path, clock, error);
  if (write_db == NULL)
    return FALSE;

  read_db = spt_db_open (path, FALSE, clock, error);
  if (read_db == NULL)
    return FALSE;

  *writer = g_steal_pointer (&write_db);
  *reader = g_steal_pointer (&read_db);

  return TRUE;
}

/**
 * spt_store_sync_path:
 * @path: a file or a folder
 * @error: (out) (optional): why not
 *
 * Waits until it is on the disk.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_store_sync_path (const char  *path,
                     GError     **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    take_errno (errno, path, error);
  if (fd >= 0)
    close (fd);

  return ok;
}
