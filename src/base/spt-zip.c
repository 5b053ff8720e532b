/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-entry zip files, written and read as streams with constant memory (libarchive). */
#define G_LOG_DOMAIN "spt-zip"

#include "config.h"

#include "base/spt-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/spt-text.h"

#define READ_CHUNK (256 * 1024)

/* How a zip file begins: with its first entry, or, having none, with its end. */
#define ENTRY_MARK "PK\003\004"
#define EMPTY_MARK "PK\005\006"

struct _SptZipWriter
{
  struct archive *archive;   /* (owned) (nullable) NULL once spent */
  GByteArray     *zip;       /* (owned) (nullable) */
  gsize           data_size;
  GError         *failure;   /* (owned) (nullable) */
};

G_DEFINE_QUARK (spt_zip_error_quark, spt_zip_error)

/* What libarchive says went wrong. It may be in no encoding at all. */
static char *
describe (struct archive *archive)
{
  const char *text = archive_error_string (archive);

  return spt_text_make_printable (text != NULL ? text : "no details", -1, 200);
}

static la_ssize_t
write_cb (struct archive *archive,
          void           *user_data,
          const void     *buffer,
          size_t          length)
{
  SptZipWriter *self = user_data;

  if (length > G_MAXUINT - self->zip->len)
    {
      archive_set_error (archive, ENOMEM, "The zip file would be too large");
      return -1;
    }

  g_byte_array_append (self->zip, buffer, (guint) length);

  return (la_ssize_t) length;
}

/* Keeps the first failure, for every later call. */
static void
note_failure (SptZipWriter *self,
              const char   *what)
{
  g_autofree char *details = describe (self->archive);

  if (self->failure == NULL)
    self->failure = g_error_new (SPT_ZIP_ERROR, SPT_ZIP_ERROR_WRITE, "%s: %s", what, details);
}

static void
begin_entry (SptZipWriter *self,
             const char   *entry_name)
{
  struct archive_entry *entry = archive_entry_new ();

  /* The size is not known: a data descriptor follows the data. No times: then the entry is dated
   * 1980-01-01 whatever the time zone, and the same input gives the same bytes. */
  archive_entry_set_pathname (entry, entry_name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  if (archive_write_header (self->archive, entry) != ARCHIVE_OK)
    note_failure (self, "The entry cannot be begun");
  archive_entry_free (entry);
}

/**
 * spt_zip_writer_new:
 * @entry_name: the file's name inside, without folders
 *
 * Begins a zip file with one deflated entry. The same name and data give the same bytes, on any day
 * and in any time zone, as long as libarchive and zlib are the same. At most 4 GiB either way.
 *
 * A failure here is told by the first call that has an error to fill.
 *
 * Returns: (transfer full): a writer
 */
SptZipWriter *
spt_zip_writer_new (const char *entry_name)
{
  SptZipWriter *self;

  g_return_val_if_fail (entry_name != NULL && *entry_name != '\0', NULL);
  g_return_val_if_fail (strchr (entry_name, '/') == NULL, NULL);

  self = g_new0 (SptZipWriter, 1);
  self->zip = g_byte_array_new ();
  self->archive = archive_write_new ();

  /* !zip64: left alone, libarchive writes a 64-bit data descriptor for an entry of unknown size,
   * which Java's ZipInputStream refuses ("invalid entry size"); that is what reads this on the
   * other side (GPD facts 4.4). */
  if (archive_write_set_format_zip (self->archive) != ARCHIVE_OK ||
      archive_write_zip_set_compression_deflate (self->archive) != ARCHIVE_OK ||
      archive_write_set_options (self->archive, "zip:!zip64") != ARCHIVE_OK ||
      archive_write_set_bytes_per_block (self->archive, 0) != ARCHIVE_OK ||
      archive_write_open (self->archive, self, NULL, write_cb, NULL) != ARCHIVE_OK)
    note_failure (self, "The zip file cannot be begun");
  else
    begin_entry (self, entry_name);

  return self;
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

  if (self->archive != NULL)
    archive_write_free (self->archive);
  g_clear_pointer (&self->zip, g_byte_array_unref);
  g_clear_error (&self->failure);
  g_free (self);
}

/**
 * spt_zip_writer_write:
 * @self: a writer that is not spent
 * @data: (array length=length): what comes next in the entry
 * @length: bytes
 * @error: %SPT_ZIP_ERROR_WRITE
 *
 * Compresses more data. Large pieces are faster than small ones.
 *
 * Returns: %FALSE on error; the writer is of no use then
 */
gboolean
spt_zip_writer_write (SptZipWriter  *self,
                      const char    *data,
                      gsize          length,
                      GError       **error)
{
  g_return_val_if_fail (self != NULL && self->archive != NULL, FALSE);
  g_return_val_if_fail (data != NULL || length == 0, FALSE);

  while (length > 0 && self->failure == NULL)
    {
      la_ssize_t n = archive_write_data (self->archive, data, length);

      if (n <= 0)
        {
          note_failure (self, "The data cannot be compressed");
          break;
        }
      data += n;
      length -= (gsize) n;
      self->data_size += (gsize) n;
    }

  if (self->failure != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (self->failure);
      return FALSE;
    }

  return TRUE;
}

/**
 * spt_zip_writer_get_zip_size:
 * @self: a writer that is not spent
 *
 * Lags up to some hundred kilobytes of data behind what was written.
 *
 * Returns: compressed bytes so far
 */
gsize
spt_zip_writer_get_zip_size (SptZipWriter *self)
{
  g_return_val_if_fail (self != NULL && self->zip != NULL, 0);

  return self->zip->len;
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

  return self->data_size;
}

/**
 * spt_zip_writer_finish:
 * @self: a writer that is not spent
 * @error: %SPT_ZIP_ERROR_WRITE
 *
 * Completes the file. The writer is spent, also on error: only spt_zip_writer_free() may follow.
 *
 * Returns: (transfer full): the whole zip file
 */
GBytes *
spt_zip_writer_finish (SptZipWriter  *self,
                       GError       **error)
{
  g_return_val_if_fail (self != NULL && self->archive != NULL, NULL);

  if (self->failure == NULL && archive_write_close (self->archive) != ARCHIVE_OK)
    note_failure (self, "The zip file cannot be completed");
  archive_write_free (g_steal_pointer (&self->archive));

  if (self->failure != NULL)
    {
      g_clear_pointer (&self->zip, g_byte_array_unref);
      if (error != NULL)
        *error = g_error_copy (self->failure);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&self->zip));
}

/**
 * spt_zip_is_zip:
 * @data: (array length=length): the first bytes of a file; four are enough
 * @length: bytes
 *
 * Tells a zip file, also an empty one, from plain text.
 *
 * Returns: %TRUE when @data starts as a zip does
 */
gboolean
spt_zip_is_zip (const char *data,
                gsize       length)
{
  return length >= 4 && data != NULL &&
         (memcmp (data, ENTRY_MARK, 4) == 0 || memcmp (data, EMPTY_MARK, 4) == 0);
}

static void
free_reader (struct archive *archive)
{
  archive_read_free (archive);
}

typedef struct archive ArchiveReader;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveReader, free_reader)

static gboolean
fail_format (struct archive  *archive,
             GError         **error)
{
  g_autofree char *details = describe (archive);

  g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_FORMAT, "The zip file cannot be read: %s",
               details);

  return FALSE;
}

/* All of the entry whose header was just read. */
static GByteArray *
read_entry (struct archive  *archive,
            gsize            max_bytes,
            GError         **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autofree guchar *chunk = g_malloc (READ_CHUNK);

  for (;;)
    {
      la_ssize_t n = archive_read_data (archive, chunk, READ_CHUNK);

      if (n == 0)
        break;
      if (n < 0)
        {
          fail_format (archive, error);
          return NULL;
        }
      if ((gsize) n > max_bytes - data->len)
        {
          g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE,
                       "The zip file unpacks to more than %" G_GSIZE_FORMAT " bytes", max_bytes);
          return NULL;
        }
      g_byte_array_append (data, chunk, (guint) n);
    }

  return g_steal_pointer (&data);
}

/**
 * spt_zip_read_single:
 * @zip: the file
 * @max_bytes: the most that its entry may unpack to, up to 2 GiB
 * @name: (out) (optional) (transfer full): the entry's name, in valid UTF-8; not safe as a path
 * @error: an #SptZipError
 *
 * Unpacks a zip file that must hold exactly one entry, a plain file.
 *
 * Returns: (transfer full): the entry's data
 */
GBytes *
spt_zip_read_single (GBytes  *zip,
                     gsize    max_bytes,
                     char   **name,
                     GError **error)
{
  g_autoptr (ArchiveReader) archive = NULL;
  g_autoptr (GByteArray) data = NULL;
  g_autofree char *entry_name = NULL;
  struct archive_entry *entry;
  const char *bytes;
  const char *path;
  gsize length;
  int result;

  g_return_val_if_fail (zip != NULL, NULL);

  max_bytes = MIN (max_bytes, G_MAXINT);
  bytes = g_bytes_get_data (zip, &length);
  if (!spt_zip_is_zip (bytes, length))
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_FORMAT, "This is not a zip file");
      return NULL;
    }

  /* libarchive does not know a zip file that begins with its end. */
  if (memcmp (bytes, EMPTY_MARK, 4) == 0)
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_ENTRIES, "The zip file is empty");
      return NULL;
    }

  archive = archive_read_new ();
  if (archive_read_support_format_zip_seekable (archive) != ARCHIVE_OK ||
      archive_read_open_memory (archive, bytes, length) != ARCHIVE_OK)
    {
      fail_format (archive, error);
      return NULL;
    }

  result = archive_read_next_header (archive, &entry);
  if (result == ARCHIVE_EOF)
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_ENTRIES, "The zip file is empty");
      return NULL;
    }
  if (result != ARCHIVE_OK)
    {
      fail_format (archive, error);
      return NULL;
    }

  if (archive_entry_is_encrypted (entry))
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_FORMAT,
                   "The zip file is protected by a password");
      return NULL;
    }
  if (archive_entry_filetype (entry) != AE_IFREG)
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_ENTRIES,
                   "The zip file holds a folder, not just a file");
      return NULL;
    }

  path = archive_entry_pathname_utf8 (entry);
  if (path == NULL)
    path = archive_entry_pathname (entry);
  entry_name = spt_text_make_printable (path != NULL ? path : "", -1, 0);

  data = read_entry (archive, max_bytes, error);
  if (data == NULL)
    return NULL;

  result = archive_read_next_header (archive, &entry);
  if (result == ARCHIVE_OK)
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_ENTRIES,
                   "The zip file holds more than one file");
      return NULL;
    }
  if (result != ARCHIVE_EOF)
    {
      fail_format (archive, error);
      return NULL;
    }

  if (name != NULL)
    *name = g_steal_pointer (&entry_name);

  return g_byte_array_free_to_bytes (g_steal_pointer (&data));
}
