/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One-entry zip files read (libarchive); spt-zip-writer.c writes them. */
#define G_LOG_DOMAIN "spt-zip"

#include "config.h"

#include "base/spt-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/spt-text.h"
#include "base/spt-utf8-locale.h"

#define READ_CHUNK (256 * 1024)

/* How a zip file begins: with its first entry, or, having none, with its end. */
#define ENTRY_MARK "PK\003\004"
#define EMPTY_MARK "PK\005\006"

G_DEFINE_QUARK (spt_zip_error_quark, spt_zip_error)

/* What libarchive says went wrong. It may be in no encoding at all. */
static char *
describe (struct archive *archive)
{
  const char *text = archive_error_string (archive);

  return spt_text_make_printable (text != NULL ? text : "no details", -1, 200);
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
  g_auto (SptUtf8Locale) before G_GNUC_UNUSED = spt_utf8_locale_enter ();
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
