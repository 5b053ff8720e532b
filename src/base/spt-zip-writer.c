/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-entry zip files written as a stream: cut into pieces that threads deflate side by side. */
#define G_LOG_DOMAIN "spt-zip-writer"

#include "config.h"

#include "base/spt-zip.h"

#include <string.h>
#include <zlib.h>

/* Every piece begins with the window that the piece before it leaves, so that cutting costs a few
 * bytes. What a piece becomes depends on nothing but the data. */
#define PIECE_SIZE   (128 * 1024)
#define WINDOW_SIZE  (32 * 1024)
#define N_PIECES     3
#define MAX_THREADS  3
/* Of uploads of positions these make less than level 6 does, in four fifths of its time: short
 * matches, which "filtered" leaves alone, cost more than they save. */
#define LEVEL        5
#define STRATEGY     Z_FILTERED
/* Level 5 but for the last number, 32 there: the longest quarter of the chains costs a twentieth of
 * the time and saves less than a thousandth of the bytes. */
#define GOOD_LENGTH  8
#define MAX_LAZY     16
#define NICE_LENGTH  32
#define MAX_CHAIN    24
/* An empty last block. */
#define END_SIZE     2

#define LOCAL_SIZE       30
#define DESCRIPTOR_SIZE  16
#define DIRECTORY_SIZE   46
#define TRAILER_SIZE     22
#define ZIP_VERSION      20 /* deflate, and no 64-bit fields: see below */
#define FLAG_DESCRIPTOR  0x0008
#define FLAG_UTF8        0x0800
#define METHOD_DEFLATE   8
#define DATE_1980        0x0021

typedef struct
{
  SptZipWriter *writer;  /* (unowned) */
  z_stream      stream;  /* (owned) */
  gboolean      is_ready; /* the stream was made */
  GByteArray   *in;      /* (owned): the window, then the data */
  GByteArray   *out;     /* (owned) */
  gsize         window;  /* bytes of the window */
  guint32       crc;
  gboolean      is_busy; /* given to a thread, not taken back */
  gboolean      is_done; /* (mutex lock) */
  gboolean      failed;
} Piece;

struct _SptZipWriter
{
  char       *entry_name; /* (owned) */
  gsize       room;
  GByteArray *zip;        /* (owned) (nullable) NULL once spent */
  GByteArray *waiting;    /* (owned): written, not yet a piece */
  guint8      window[WINDOW_SIZE];
  gsize       window_size;
  gsize       data_size;
  guint32     crc;

  GMutex      lock;
  GCond       done;
  Piece       pieces[N_PIECES];
  guint       first;      /* the oldest of those under way */
  guint       n_busy;
  gboolean    failed;
};

static void
deflate_piece (Piece *piece)
{
  const guint8 *data = piece->in->data + piece->window;
  gsize length = piece->in->len - piece->window;
  int code = Z_OK;

  piece->crc = (guint32) crc32_z (0, data, length);
  if (!piece->is_ready)
    {
      code = deflateInit2 (&piece->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8,
                           STRATEGY);
      piece->is_ready = code == Z_OK;
    }
  else
    {
      code = deflateReset (&piece->stream);
    }
  /* Resetting takes the level's own numbers back. */
  if (code == Z_OK)
    code = deflateTune (&piece->stream, GOOD_LENGTH, MAX_LAZY, NICE_LENGTH, MAX_CHAIN);
  if (code == Z_OK && piece->window > 0)
    code = deflateSetDictionary (&piece->stream, piece->in->data, (uInt) piece->window);
  if (code == Z_OK)
    {
      g_byte_array_set_size (piece->out,
                             (guint) deflateBound (&piece->stream, (uLong) length) + 16);
      piece->stream.next_in = (Bytef *) data;
      piece->stream.avail_in = (uInt) length;
      piece->stream.next_out = piece->out->data;
      piece->stream.avail_out = piece->out->len;
      code = deflate (&piece->stream, Z_SYNC_FLUSH);
    }
  piece->failed = code != Z_OK || piece->stream.avail_in > 0 || piece->stream.avail_out == 0;
  if (!piece->failed)
    g_byte_array_set_size (piece->out, piece->out->len - piece->stream.avail_out);
}

static void
run_piece (gpointer data,
           gpointer user_data)
{
  Piece *piece = data;
  SptZipWriter *self = piece->writer;

  deflate_piece (piece);
  g_mutex_lock (&self->lock);
  piece->is_done = TRUE;
  g_cond_signal (&self->done);
  g_mutex_unlock (&self->lock);
}

static GThreadPool *
get_pool (void)
{
  static gsize pool;

  if (g_once_init_enter (&pool))
    {
      guint n = CLAMP (g_get_num_processors (), 2, MAX_THREADS + 1) - 1;

      g_once_init_leave (&pool,
                         (gsize) g_thread_pool_new (run_piece, NULL, (int) n, FALSE, NULL));
    }

  return (GThreadPool *) pool;
}

static void
put_16 (GByteArray *out,
        guint       value)
{
  guint16 number = GUINT16_TO_LE ((guint16) value);

  g_byte_array_append (out, (const guint8 *) &number, sizeof number);
}

static void
put_32 (GByteArray *out,
        gsize       value)
{
  guint32 number = GUINT32_TO_LE ((guint32) value);

  g_byte_array_append (out, (const guint8 *) &number, sizeof number);
}

/* What local header and directory have in common. No 64-bit fields anywhere: Java's ZipInputStream,
 * which reads this on the other side, refuses a 64-bit descriptor ("invalid entry size", GPD facts
 * 4.4). No time: the same data give the same bytes. */
static void
put_entry (SptZipWriter *self,
           guint32       crc,
           gsize         zip_size,
           gsize         data_size)
{
  put_16 (self->zip, ZIP_VERSION);
  put_16 (self->zip, FLAG_DESCRIPTOR | (g_str_is_ascii (self->entry_name) ? 0 : FLAG_UTF8));
  put_16 (self->zip, METHOD_DEFLATE);
  put_16 (self->zip, 0);
  put_16 (self->zip, DATE_1980);
  put_32 (self->zip, crc);
  put_32 (self->zip, zip_size);
  put_32 (self->zip, data_size);
  put_16 (self->zip, (guint) strlen (self->entry_name));
  put_16 (self->zip, 0);
}

static void
put_name (SptZipWriter *self)
{
  g_byte_array_append (self->zip, (const guint8 *) self->entry_name,
                       (guint) strlen (self->entry_name));
}

/**
 * spt_zip_writer_new:
 * @entry_name: the file's name inside, without folders
 * @room: bytes left free before the archive
 * @expected: how long the archive may become, as far as is known: memory set aside at once is not
 *   copied later, and costs nothing until it is filled
 *
 * Begins a zip file with one deflated entry. The same name and data give the same bytes, on any day,
 * in any time zone and on any number of processors, as long as zlib is the same. At most 4 GiB
 * either way.
 *
 * Returns: (transfer full): a writer
 */
SptZipWriter *
spt_zip_writer_new (const char *entry_name,
                    gsize       room,
                    gsize       expected)
{
  SptZipWriter *self;

  g_return_val_if_fail (entry_name != NULL && *entry_name != '\0', NULL);
  g_return_val_if_fail (strchr (entry_name, '/') == NULL, NULL);

  self = g_new0 (SptZipWriter, 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  self->entry_name = g_strdup (entry_name);
  self->room = room;
  self->waiting = g_byte_array_sized_new (PIECE_SIZE);
  for (guint i = 0; i < N_PIECES; i++)
    {
      self->pieces[i].writer = self;
      self->pieces[i].in = g_byte_array_new ();
      self->pieces[i].out = g_byte_array_new ();
    }

  self->zip = g_byte_array_sized_new ((guint) (room + expected + LOCAL_SIZE));
  g_byte_array_set_size (self->zip, (guint) room);
  if (room > 0)
    memset (self->zip->data, 0, room);
  g_byte_array_append (self->zip, (const guint8 *) "PK\003\004", 4);
  put_entry (self, 0, 0, 0);
  put_name (self);

  return self;
}

/* Takes the oldest piece back, once it is ready, and puts what it became behind the others. */
static void
take_piece (SptZipWriter *self)
{
  Piece *piece = &self->pieces[self->first];

  g_mutex_lock (&self->lock);
  while (!piece->is_done)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);

  if (piece->failed || piece->out->len > G_MAXUINT / 2 - self->zip->len)
    self->failed = TRUE;
  else
    g_byte_array_append (self->zip, piece->out->data, piece->out->len);
  self->crc = (guint32) crc32_combine (self->crc, piece->crc,
                                       (z_off_t) (piece->in->len - piece->window));
  piece->is_busy = FALSE;
  self->first = (self->first + 1) % N_PIECES;
  self->n_busy--;
}

static void
take_all (SptZipWriter *self)
{
  while (self->n_busy > 0)
    take_piece (self);
}

static void
fill_piece (SptZipWriter *self,
            Piece        *piece,
            const char   *data,
            gsize         length)
{
  g_byte_array_set_size (piece->in, 0);
  g_byte_array_append (piece->in, self->window, (guint) self->window_size);
  g_byte_array_append (piece->in, (const guint8 *) data, (guint) length);
  piece->window = self->window_size;
  piece->is_done = FALSE;
}

/* What the piece after this one may point back to. */
static void
keep_window (SptZipWriter *self,
             const Piece  *piece)
{
  self->window_size = MIN (piece->in->len, WINDOW_SIZE);
  memcpy (self->window, piece->in->data + piece->in->len - self->window_size, self->window_size);
}

static Piece *
get_free_piece (SptZipWriter *self)
{
  if (self->n_busy == N_PIECES)
    take_piece (self);

  return &self->pieces[(self->first + self->n_busy) % N_PIECES];
}

/* Gives a filled piece away: to a thread, or, when it is deflated already, to the file. */
static void
push_piece (SptZipWriter *self,
            Piece        *piece)
{
  keep_window (self, piece);
  self->data_size += piece->in->len - piece->window;
  piece->is_busy = TRUE;
  self->n_busy++;
  if (!piece->is_done)
    g_thread_pool_push (get_pool (), piece, NULL);
}

static void
push_data (SptZipWriter *self,
           const char   *data,
           gsize         length)
{
  Piece *piece = get_free_piece (self);

  fill_piece (self, piece, data, length);
  push_piece (self, piece);
}

static void
push_waiting (SptZipWriter *self)
{
  if (self->waiting->len == 0)
    return;

  push_data (self, (const char *) self->waiting->data, self->waiting->len);
  g_byte_array_set_size (self->waiting, 0);
}

static gboolean
check_failed (SptZipWriter  *self,
              GError       **error)
{
  if (self->failed || self->data_size > G_MAXUINT)
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_WRITE,
                   "The data cannot be compressed, or there are too many");
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_zip_writer_free:
 * @self: (transfer full) (nullable): a writer
 *
 * Frees it, and what was written unless spt_zip_writer_finish() gave it away.
 */
void
spt_zip_writer_free (SptZipWriter *self)
{
  if (self == NULL)
    return;

  if (self->zip != NULL)
    take_all (self);
  for (guint i = 0; i < N_PIECES; i++)
    {
      if (self->pieces[i].is_ready)
        deflateEnd (&self->pieces[i].stream);
      g_byte_array_unref (self->pieces[i].in);
      g_byte_array_unref (self->pieces[i].out);
    }
  g_clear_pointer (&self->zip, g_byte_array_unref);
  g_byte_array_unref (self->waiting);
  g_free (self->entry_name);
  g_cond_clear (&self->done);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * spt_zip_writer_write:
 * @self: a writer that is not spent
 * @data: (array length=length): what comes next in the entry
 * @length: bytes
 * @error: %SPT_ZIP_ERROR_WRITE
 *
 * Compresses more data, on other threads.
 *
 * Returns: %FALSE on error; the writer is of no use then
 */
gboolean
spt_zip_writer_write (SptZipWriter  *self,
                      const char    *data,
                      gsize          length,
                      GError       **error)
{
  g_return_val_if_fail (self != NULL && self->zip != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  while (length > 0)
    {
      gsize n = MIN (length, PIECE_SIZE - self->waiting->len);

      g_byte_array_append (self->waiting, (const guint8 *) data, (guint) n);
      data += n;
      length -= n;
      if (self->waiting->len == PIECE_SIZE)
        push_waiting (self);
    }

  return check_failed (self, error);
}

/* What stands behind the last piece. */
static gsize
get_end_size (SptZipWriter *self)
{
  return END_SIZE + DESCRIPTOR_SIZE + DIRECTORY_SIZE + strlen (self->entry_name) + TRAILER_SIZE;
}

/* What a piece may become at most. */
static gsize
get_bound (gsize length)
{
  return length + length / 1000 + 512;
}

/* What the finished archive may be long at most if @length more bytes came. */
static gsize
get_max_size (SptZipWriter *self,
              gsize         length)
{
  gsize size = self->zip->len - self->room + get_bound (length) + get_end_size (self);

  for (guint i = 0; i < self->n_busy; i++)
    {
      const Piece *piece = &self->pieces[(self->first + i) % N_PIECES];

      size += get_bound (piece->in->len - piece->window);
    }

  return size;
}

/* Deflates @data here and now, at the end of all that was given; tells what the file would be. */
static Piece *
deflate_here (SptZipWriter *self,
              const char   *data,
              gsize         length,
              gsize        *size)
{
  Piece *piece;

  take_all (self);
  piece = get_free_piece (self);
  fill_piece (self, piece, data, length);
  deflate_piece (piece);
  self->failed = self->failed || piece->failed;
  *size = self->zip->len - self->room + piece->out->len + get_end_size (self);

  return piece;
}

/**
 * spt_zip_writer_measure:
 * @self: a writer that is not spent
 * @data: (array length=length): what could come next in the entry
 * @length: bytes
 *
 * Compresses @data to see what it would make, and forgets it.
 *
 * Returns: what the archive would be long, were it finished with @data
 */
gsize
spt_zip_writer_measure (SptZipWriter *self,
                        const char   *data,
                        gsize         length)
{
  gsize size;

  g_return_val_if_fail (self != NULL && self->zip != NULL, 0);

  push_waiting (self);
  deflate_here (self, data, length, &size);

  return size;
}

/**
 * spt_zip_writer_try:
 * @self: a writer that is not spent
 * @data: (array length=length): what comes next in the entry
 * @length: bytes
 * @max_size: what the archive may be long when it is finished
 * @fits: (out): whether @data went in; if not, nothing has changed
 * @error: %SPT_ZIP_ERROR_WRITE
 *
 * Compresses @data as a piece of its own, unless the archive would then be too large, to the byte.
 * Far from @max_size that costs nothing; near to it @data is compressed before this returns.
 *
 * Returns: %FALSE on error
 */
gboolean
spt_zip_writer_try (SptZipWriter  *self,
                    const char    *data,
                    gsize          length,
                    gsize          max_size,
                    gboolean      *fits,
                    GError       **error)
{
  Piece *piece;
  gsize size;

  g_return_val_if_fail (self != NULL && self->zip != NULL, FALSE);
  g_return_val_if_fail (data != NULL && length > 0, FALSE);

  *fits = TRUE;
  push_waiting (self);
  if (get_max_size (self, length) > max_size)
    take_all (self);
  if (get_max_size (self, length) <= max_size)
    {
      push_data (self, data, length);
      return check_failed (self, error);
    }

  piece = deflate_here (self, data, length, &size);
  *fits = size <= max_size;
  if (*fits)
    {
      piece->is_done = TRUE;
      push_piece (self, piece);
    }

  return check_failed (self, error);
}

/**
 * spt_zip_writer_get_zip_size:
 * @self: a writer that is not spent
 *
 * Waits until all that was written is compressed.
 *
 * Returns: what the archive would be long, were it finished now
 */
gsize
spt_zip_writer_get_zip_size (SptZipWriter *self)
{
  g_return_val_if_fail (self != NULL && self->zip != NULL, 0);

  push_waiting (self);
  take_all (self);

  return self->zip->len - self->room + get_end_size (self);
}

/**
 * spt_zip_writer_get_data_size:
 * @self: a writer
 *
 * Returns: bytes written so far, before compression
 */
gsize
spt_zip_writer_get_data_size (SptZipWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->data_size + self->waiting->len;
}

/**
 * spt_zip_writer_finish:
 * @self: a writer that is not spent
 * @error: %SPT_ZIP_ERROR_WRITE
 *
 * Completes the file. The writer is spent, also on error: only spt_zip_writer_free() may follow.
 *
 * Returns: (transfer full) (nullable): the room asked for, filled with zeros, and the whole zip file
 */
GByteArray *
spt_zip_writer_finish (SptZipWriter  *self,
                       GError       **error)
{
  static const guint8 end[END_SIZE] = { 0x03, 0x00 };
  g_autoptr (GByteArray) zip = NULL;
  gsize start;
  gsize zip_size;
  gsize directory;

  g_return_val_if_fail (self != NULL && self->zip != NULL, NULL);

  push_waiting (self);
  take_all (self);
  if (!check_failed (self, error))
    {
      g_clear_pointer (&self->zip, g_byte_array_unref);
      return NULL;
    }

  start = self->room + LOCAL_SIZE + strlen (self->entry_name);
  g_byte_array_append (self->zip, end, sizeof end);
  zip_size = self->zip->len - start;
  g_byte_array_append (self->zip, (const guint8 *) "PK\007\010", 4);
  put_32 (self->zip, self->crc);
  put_32 (self->zip, zip_size);
  put_32 (self->zip, self->data_size);

  directory = self->zip->len - self->room;
  g_byte_array_append (self->zip, (const guint8 *) "PK\001\002", 4);
  put_16 (self->zip, 3 << 8 | ZIP_VERSION); /* made on Unix: then the attributes are a mode */
  put_entry (self, self->crc, zip_size, self->data_size);
  put_16 (self->zip, 0);
  put_16 (self->zip, 0);
  put_16 (self->zip, 0);
  put_32 (self->zip, 0100644u << 16);
  put_32 (self->zip, 0);
  put_name (self);

  g_byte_array_append (self->zip, (const guint8 *) "PK\005\006", 4);
  put_16 (self->zip, 0);
  put_16 (self->zip, 0);
  put_16 (self->zip, 1);
  put_16 (self->zip, 1);
  put_32 (self->zip, self->zip->len - self->room - directory - 12);
  put_32 (self->zip, directory);
  put_16 (self->zip, 0);
  zip = g_steal_pointer (&self->zip);

  return g_steal_pointer (&zip);
}
