/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an import as it came: read once more beside the import, so that neither waits for the other. */
#define G_LOG_DOMAIN "spt-import-source"

#include "config.h"

#include "outbox/spt-import-source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/spt-sha256.h"
#include "outbox/spt-intake.h"
#include "store/spt-store-imports.h"

#define BLOCK     (1024 * 1024)
#define MAX_READY 8 /* parts that wait to be kept: this bounds the memory */

struct _SptImportKeeper
{
  char        *path;    /* (owned) */
  gboolean     keep;
  int          fd;
  struct stat  before;
  GThread     *thread;  /* (owned) */

  GMutex       lock;
  GCond        changed;
  GQueue       ready;   /* (owned) (element-type GBytes) (mutex lock) */
  gboolean     is_over; /* (mutex lock) nothing more comes */
  gboolean     stop;    /* (mutex lock) nothing more is wanted */
  GError      *failure; /* (owned) (nullable) (mutex lock) */
  char        *sha256;  /* (owned) (nullable) (mutex lock) */
  gint64       size;    /* (mutex lock) */
  gint         n_ready; /* (atomic) a look at the queue without its lock */

  guint        n_kept;  /* parts in the archive */
};

/* --- the thread ------------------------------------------------------------------------------ */

static GBytes *
deflate_block (const char *data,
               gsize       length)
{
  g_autoptr (GZlibCompressor) compressor =
    g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1);
  gsize capacity = length + length / 1000 + 1024;
  char *packed = g_malloc (capacity);
  gsize n_in = 0;
  gsize n_out = 0;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      g_autoptr (GError) error = NULL;
      gsize n_read;
      gsize n_written;

      result = g_converter_convert (G_CONVERTER (compressor), data + n_in, length - n_in,
                                    packed + n_out, capacity - n_out, G_CONVERTER_INPUT_AT_END,
                                    &n_read, &n_written, &error);
      /* Deflate grows by a few bytes in a block at worst: there is room. */
      if (result == G_CONVERTER_ERROR)
        g_error ("A block of a file could not be packed: %s", error->message);
      n_in += n_read;
      n_out += n_written;
    }

  return g_bytes_new_take (g_realloc (packed, n_out), n_out);
}

/* FALSE when nothing more is wanted. */
static gboolean
give_part (SptImportKeeper *self,
           GBytes          *part)
{
  gboolean goes_on;

  g_mutex_lock (&self->lock);
  while (!self->stop && self->ready.length >= MAX_READY)
    g_cond_wait (&self->changed, &self->lock);
  goes_on = !self->stop;
  if (goes_on)
    {
      g_queue_push_tail (&self->ready, part);
      g_atomic_int_inc (&self->n_ready);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);
  if (!goes_on)
    g_bytes_unref (part);

  return goes_on;
}

static gssize
read_block (SptImportKeeper *self,
            char            *block,
            GError         **error)
{
  gsize done = 0;

  while (done < BLOCK)
    {
      gssize n = read (self->fd, block + done, BLOCK - done);

      if (n == 0)
        break;
      if (n > 0)
        {
          done += (gsize) n;
        }
      else if (errno != EINTR)
        {
          int saved = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s", g_strerror (saved));
          return -1;
        }
    }

  return (gssize) done;
}

static gboolean
is_stopped (SptImportKeeper *self)
{
  gboolean stop;

  g_mutex_lock (&self->lock);
  stop = self->stop;
  g_mutex_unlock (&self->lock);

  return stop;
}

static gpointer
keeper_thread (gpointer data)
{
  SptImportKeeper *self = data;
  g_autoptr (SptSha256) sum = spt_sha256_new ();
  g_autofree char *block = g_malloc (BLOCK);
  GError *failure = NULL;
  gint64 size = 0;

  while (!is_stopped (self))
    {
      gssize n = read_block (self, block, &failure);

      if (n <= 0)
        break;
      spt_sha256_update (sum, block, (gsize) n);
      size += n;
      if (self->keep && !give_part (self, deflate_block (block, (gsize) n)))
        break;
    }

  g_mutex_lock (&self->lock);
  self->failure = failure;
  self->sha256 = spt_sha256_dup_hex (sum);
  self->size = size;
  self->is_over = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  return NULL;
}

/* --- the import's side ----------------------------------------------------------------------- */

static void
set_changed (SptImportKeeper  *self,
             GError          **error)
{
  g_set_error (error, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_CHANGED,
               "%s changed while it was read, or since it was checked", self->path);
}

SptImportKeeper *
_spt_import_keeper_new (const char  *path,
                        gboolean     keep,
                        GError     **error)
{
  SptImportKeeper *self;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  struct stat before;

  if (fd < 0 || fstat (fd, &before) != 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s: %s", path,
                   g_strerror (saved));
      if (fd >= 0)
        close (fd);
      return NULL;
    }

  self = g_new0 (SptImportKeeper, 1);
  self->path = g_strdup (path);
  self->keep = keep;
  self->fd = fd;
  self->before = before;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->ready);
  self->thread = g_thread_new ("import-source", keeper_thread, self);

  return self;
}

void
_spt_import_keeper_free (SptImportKeeper *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stop = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_queue_clear_full (&self->ready, (GDestroyNotify) g_bytes_unref);
  g_clear_error (&self->failure);
  g_free (self->sha256);
  g_free (self->path);
  close (self->fd);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/* @part: (out) (transfer full) (nullable): NULL = none is ready, or with @wait none will come. */
static GBytes *
take_part (SptImportKeeper *self,
           gboolean         wait,
           GCancellable    *cancellable)
{
  GBytes *part;

  g_mutex_lock (&self->lock);
  while (wait && self->ready.length == 0 && !self->is_over &&
         !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->changed, &self->lock,
                       g_get_monotonic_time () + G_TIME_SPAN_SECOND / 10);
  part = g_queue_pop_head (&self->ready);
  if (part != NULL)
    {
      (void) g_atomic_int_dec_and_test (&self->n_ready);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);

  return part;
}

static gboolean
keep_parts (SptImportKeeper  *self,
            SptDb            *db,
            gint64            import_id,
            gboolean          wait,
            GCancellable     *cancellable,
            GError          **error)
{
  for (;;)
    {
      g_autoptr (GBytes) part = take_part (self, wait, cancellable);

      if (part == NULL)
        return !wait || !g_cancellable_set_error_if_cancelled (cancellable, error);
      if (!spt_db_add_import_part (db, import_id, self->n_kept++, part, error))
        return FALSE;
    }
}

gboolean
_spt_import_keeper_drain (SptImportKeeper  *self,
                          SptDb            *db,
                          gint64            import_id,
                          GError          **error)
{
  if (g_atomic_int_get (&self->n_ready) == 0)
    return TRUE;

  return keep_parts (self, db, import_id, FALSE, NULL, error);
}

static gboolean
is_unchanged (SptImportKeeper *self)
{
  struct stat now;

  /* By its name: one that was put in its place is another file. */
  return stat (self->path, &now) == 0 && now.st_dev == self->before.st_dev &&
         now.st_ino == self->before.st_ino && now.st_size == self->before.st_size &&
         now.st_mtim.tv_sec == self->before.st_mtim.tv_sec &&
         now.st_mtim.tv_nsec == self->before.st_mtim.tv_nsec;
}

gboolean
_spt_import_keeper_finish (SptImportKeeper  *self,
                           SptDb            *db,
                           gint64            import_id,
                           const char       *expected,
                           char            **sha256,
                           GCancellable     *cancellable,
                           GError          **error)
{
  if (!keep_parts (self, db, import_id, TRUE, cancellable, error))
    return FALSE;
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      return FALSE;
    }
  /* A pipe or a device has no size to compare. */
  if (S_ISREG (self->before.st_mode) &&
      (!is_unchanged (self) || self->size != self->before.st_size))
    {
      set_changed (self, error);
      return FALSE;
    }
  if (expected != NULL && strcmp (expected, self->sha256) != 0)
    {
      set_changed (self, error);
      return FALSE;
    }
  *sha256 = g_strdup (self->sha256);

  return !self->keep ||
         spt_db_finish_import_source (db, import_id, self->size, self->sha256, error);
}
