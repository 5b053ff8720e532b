/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a CSV file kept for a second look, in an unlinked file beyond a small size. */
#define G_LOG_DOMAIN "spt-csv-rows"

#include "config.h"

#include "base/spt-csv-rows.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define BUFFER_SIZE (256 * 1024)

struct _SptCsvRows
{
  int         fd;      /* -1 = no file yet */
  GByteArray *buffer;  /* (owned) not yet in the file */
  guint64     written;
  GByteArray *loaded;  /* (owned) one row read back */
};

/**
 * spt_csv_rows_new:
 *
 * Makes a place for rows, with none in it.
 *
 * Returns: (transfer full): the place
 */
SptCsvRows *
spt_csv_rows_new (void)
{
  SptCsvRows *self = g_new0 (SptCsvRows, 1);

  self->fd = -1;
  self->buffer = g_byte_array_new ();
  self->loaded = g_byte_array_new ();

  return self;
}

/**
 * spt_csv_rows_free:
 * @self: (transfer full) (nullable): rows
 *
 * Frees them; the file, if there is one, is gone with it.
 */
void
spt_csv_rows_free (SptCsvRows *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_byte_array_unref (self->buffer);
  g_byte_array_unref (self->loaded);
  g_free (self);
}

static gboolean
open_file (SptCsvRows  *self,
           GError     **error)
{
  g_autofree char *path = NULL;

  /* The file has no name while it is in use and is gone with the process: it holds personal
   * data. */
  self->fd = g_file_open_tmp ("sportello-XXXXXX", &path, error);
  if (self->fd < 0)
    return FALSE;
  g_unlink (path);
  fcntl (self->fd, F_SETFD, FD_CLOEXEC);

  return TRUE;
}

static gboolean
fail (GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "%s", g_strerror (saved));

  return FALSE;
}

static gboolean
write_buffer (SptCsvRows  *self,
              GError     **error)
{
  gsize done = 0;

  if (self->fd < 0 && !open_file (self, error))
    return FALSE;
  while (done < self->buffer->len)
    {
      gssize n = pwrite (self->fd, self->buffer->data + done, self->buffer->len - done,
                         (off_t) (self->written + done));

      if (n < 0 && errno != EINTR)
        return fail (error);
      if (n > 0)
        done += (gsize) n;
    }
  self->written += self->buffer->len;
  g_byte_array_set_size (self->buffer, 0);

  return TRUE;
}

/**
 * spt_csv_rows_reset:
 * @self: rows
 *
 * Lets all rows go. What a file took for them is used again.
 */
void
spt_csv_rows_reset (SptCsvRows *self)
{
  g_byte_array_set_size (self->buffer, 0);
  self->written = 0;
}

/**
 * spt_csv_rows_add:
 * @self: rows
 * @reader: a reader on a row
 * @place: (out): where it is kept
 * @error: return location for an error of the file
 *
 * Keeps a row.
 *
 * Returns: %FALSE on an error
 */
gboolean
spt_csv_rows_add (SptCsvRows    *self,
                  SptCsvReader  *reader,
                  SptCsvPlace   *place,
                  GError       **error)
{
  const char *raw = spt_csv_reader_get_raw (reader);
  gsize start = self->buffer->len;
  gsize length;
  const char *fields = spt_csv_reader_get_fields (reader, &length);

  /* No field can hold a NUL. */
  g_byte_array_append (self->buffer, (const guint8 *) fields, (guint) length);
  g_byte_array_append (self->buffer, (const guint8 *) raw, (guint) strlen (raw) + 1);
  place->offset = self->written + start;
  place->length = (guint32) (self->buffer->len - start);

  return self->buffer->len < BUFFER_SIZE || write_buffer (self, error);
}

/**
 * spt_csv_rows_load:
 * @self: rows
 * @place: where spt_csv_rows_add() kept one
 * @error: return location for an error of the file
 *
 * Gets a row back.
 *
 * Returns: (transfer none) (nullable): its fields and then its text, each ended by a NUL; valid
 *   until the next call
 */
const char *
spt_csv_rows_load (SptCsvRows         *self,
                   const SptCsvPlace  *place,
                   GError            **error)
{
  gsize done = 0;

  g_byte_array_set_size (self->loaded, place->length);
  /* The last rows, of a small file all of them, never went into the file. */
  if (place->offset >= self->written)
    {
      memcpy (self->loaded->data, self->buffer->data + (place->offset - self->written),
              place->length);
      return (const char *) self->loaded->data;
    }
  while (done < place->length)
    {
      gssize n = pread (self->fd, self->loaded->data + done, place->length - done,
                        (off_t) (place->offset + done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          fail (error);
          return NULL;
        }
      if (n == 0)
        {
          errno = EIO;
          fail (error);
          return NULL;
        }
      done += (gsize) n;
    }

  return (const char *) self->loaded->data;
}
