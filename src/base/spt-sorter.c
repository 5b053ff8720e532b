/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of one size in the order of their bytes: sorted runs in a file without a name, merged as
 * they are read. The memory does not grow with their number. */
#define G_LOG_DOMAIN "spt-sorter"

#include "config.h"

#include "base/spt-sorter.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Where large temporary files belong: /tmp may be memory. */
#define FOLDER   "/var/tmp"
/* What is read of a run at a time, at least. */
#define MIN_PART 4096

/* Sorted records in the file, or, when there is no file, in memory. */
typedef struct
{
  goffset start;
  goffset end;
  goffset at;     /* of what was not read yet */
  guint8 *part;   /* (owned by the merge): what was */
  gsize   n_part; /* bytes of it */
  gsize   used;
} Run;

struct _SptSorter
{
  gsize    size;    /* of a record */
  gsize    max;     /* bytes, whole records */
  guint64  n;
  guint8  *buffer;  /* (owned) */
  gsize    used;
  gboolean rises;   /* what is in the buffer is in order */
  int      fd;      /* -1 until it is needed */
  goffset  length;  /* of the file */
  GArray  *runs;    /* (owned) (element-type Run) */
  gboolean reading;
  gsize    part;    /* room of each run in the buffer */
  gsize    next;    /* in the buffer, without a file */
};

/**
 * spt_sorter_new:
 * @record_size: bytes of each record; they are compared like memcmp() does
 * @max_bytes: memory to take
 *
 * Begins to sort.
 *
 * Returns: (transfer full): a sorter
 */
SptSorter *
spt_sorter_new (gsize record_size,
                gsize max_bytes)
{
  SptSorter *self = g_new0 (SptSorter, 1);

  g_return_val_if_fail (record_size > 0, NULL);

  self->size = record_size;
  self->max = MAX (max_bytes / record_size, 2) * record_size;
  self->rises = TRUE;
  self->fd = -1;
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));

  return self;
}

/**
 * spt_sorter_free:
 * @self: (transfer full) (nullable): a sorter
 *
 * Frees it; its file is gone with it.
 */
void
spt_sorter_free (SptSorter *self)
{
  if (self == NULL)
    return;

  if (self->fd >= 0)
    close (self->fd);
  g_free (self->buffer);
  g_array_unref (self->runs);
  g_free (self);
}

static gboolean
set_errno (GError **error)
{
  int saved = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "A working file: %s",
               g_strerror (saved));

  return FALSE;
}

static gboolean
open_file (SptSorter  *self,
           GError    **error)
{
  g_autofree char *path = NULL;

  if (self->fd >= 0)
    return TRUE;

#ifdef O_TMPFILE
  self->fd = open (FOLDER, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (self->fd >= 0)
    return TRUE;
#endif
  self->fd = g_file_open_tmp ("sportello-XXXXXX", &path, error);
  if (self->fd < 0)
    return FALSE;

  return g_unlink (path) == 0 || set_errno (error);
}

static int
compare_records (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  return memcmp (a, b, ((SptSorter *) user_data)->size);
}

static void
sort_buffer (SptSorter *self)
{
  if (!self->rises)
    g_qsort_with_data (self->buffer, (gint) (self->used / self->size), self->size, compare_records,
                       self);
  self->rises = TRUE;
}

static gboolean
write_run (SptSorter  *self,
           GError    **error)
{
  Run run = { .start = self->length };
  gsize done = 0;

  if (self->used == 0)
    return TRUE;
  if (!open_file (self, error))
    return FALSE;

  sort_buffer (self);
  while (done < self->used)
    {
      gssize n = pwrite (self->fd, self->buffer + done, self->used - done, self->length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return set_errno (error);
      done += (gsize) n;
      self->length += n;
    }
  run.end = self->length;
  g_array_append_val (self->runs, run);
  self->used = 0;

  return TRUE;
}

/**
 * spt_sorter_add:
 * @self: a sorter that was not read yet
 * @record: a record
 * @error: return location for an error of the working file
 *
 * Takes a record.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_sorter_add (SptSorter   *self,
                const void  *record,
                GError     **error)
{
  g_return_val_if_fail (self != NULL && !self->reading, FALSE);

  if (self->buffer == NULL)
    self->buffer = g_malloc (self->max);
  if (self->used == self->max && !write_run (self, error))
    return FALSE;
  if (self->used > 0 &&
      memcmp (self->buffer + self->used - self->size, record, self->size) > 0)
    self->rises = FALSE;
  memcpy (self->buffer + self->used, record, self->size);
  self->used += self->size;
  self->n++;

  return TRUE;
}

/**
 * spt_sorter_get_n:
 * @self: a sorter
 *
 * Counts the records.
 *
 * Returns: their number
 */
guint64
spt_sorter_get_n (SptSorter *self)
{
  return self->n;
}

/**
 * spt_sorter_rewind:
 * @self: a sorter
 * @error: return location for an error of the working file
 *
 * Ends adding, the first time, and goes to the first record.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_sorter_rewind (SptSorter  *self,
                   GError    **error)
{
  if (!self->reading)
    {
      if (self->runs->len > 0 && !write_run (self, error))
        return FALSE;
      sort_buffer (self);
      self->reading = TRUE;
      if (self->runs->len > 0)
        {
          gsize n = self->max / self->runs->len;

          self->part = MAX (n, MIN_PART) / self->size * self->size;
          self->part = MAX (self->part, self->size);
          if (self->part * self->runs->len > self->max)
            self->buffer = g_realloc (self->buffer, self->part * self->runs->len);
        }
    }

  self->next = 0;
  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = &g_array_index (self->runs, Run, i);

      run->at = run->start;
      run->part = self->buffer + i * self->part;
      run->n_part = 0;
      run->used = 0;
    }

  return TRUE;
}

/* Makes sure that the next record of @run is at hand; FALSE also at its end, without an error. */
static gboolean
fill (SptSorter  *self,
      Run        *run,
      GError    **error)
{
  gsize wanted;

  if (run->used < run->n_part)
    return TRUE;
  wanted = (gsize) MIN ((goffset) self->part, run->end - run->at);
  run->used = 0;
  run->n_part = 0;
  while (run->n_part < wanted)
    {
      gssize n = pread (self->fd, run->part + run->n_part, wanted - run->n_part, run->at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          if (n == 0)
            errno = EIO;
          return set_errno (error);
        }
      run->n_part += (gsize) n;
      run->at += n;
    }

  return wanted > 0;
}

/**
 * spt_sorter_next:
 * @self: a sorter that was rewound
 * @record: (out): the next record in order
 * @found: (out): %FALSE when there are no more
 * @error: return location for an error of the working file
 *
 * Reads a record.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_sorter_next (SptSorter  *self,
                 void       *record,
                 gboolean   *found,
                 GError    **error)
{
  Run *first = NULL;

  g_return_val_if_fail (self != NULL && self->reading, FALSE);

  *found = FALSE;
  if (self->runs->len == 0)
    {
      if (self->next == self->used)
        return TRUE;
      memcpy (record, self->buffer + self->next, self->size);
      self->next += self->size;
      *found = TRUE;
      return TRUE;
    }

  for (guint i = 0; i < self->runs->len; i++)
    {
      Run *run = &g_array_index (self->runs, Run, i);
      g_autoptr (GError) failure = NULL;

      if (!fill (self, run, &failure))
        {
          if (failure == NULL)
            continue;
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      if (first == NULL ||
          memcmp (run->part + run->used, first->part + first->used, self->size) < 0)
        first = run;
    }
  if (first == NULL)
    return TRUE;

  memcpy (record, first->part + first->used, self->size);
  first->used += self->size;
  *found = TRUE;

  return TRUE;
}
