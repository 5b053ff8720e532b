/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a zip that somebody wants, bounded, and by names that lead nowhere else; several files as a zip (libarchive). */
#define G_LOG_DOMAIN "spt-zip-files"

#include "config.h"

#include "base/spt-zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "base/spt-text.h"
#include "base/spt-utf8-locale.h"

#define READ_CHUNK (64 * 1024)

/* Names alone, however little stands behind them. */
#define MAX_ENTRIES 10000

static void
free_reader (struct archive *archive)
{
  archive_read_free (archive);
}

typedef struct archive ArchiveFiles;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveFiles, free_reader)

static gboolean
fail_format (struct archive  *archive,
             GError         **error)
{
  const char *said = archive_error_string (archive);
  g_autofree char *details = spt_text_make_printable (said != NULL ? said : "no details", -1, 200);

  g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_FORMAT, "The zip file cannot be read: %s", details);

  return FALSE;
}

/* "a\\b.xsd" of Windows is "a/b.xsd"; NULL for what does not stay below the folder. */
static char *
dup_safe_name (const char *path)
{
  g_autofree char *slashed = g_strdelimit (g_strdup (path), "\\", '/');
  g_auto (GStrv) steps = g_strsplit (slashed, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (*slashed == '/' || !g_utf8_validate (slashed, -1, NULL))
    return NULL;
  for (guint i = 0; steps[i] != NULL; i++)
    {
      if (*steps[i] == '\0' || g_str_equal (steps[i], "."))
        continue;
      if (g_str_equal (steps[i], "..") || strchr (steps[i], ':') != NULL)
        return NULL;
      g_ptr_array_add (kept, steps[i]);
    }
  if (kept->len == 0)
    return NULL;
  g_ptr_array_add (kept, NULL);

  return g_strjoinv ("/", (char **) kept->pdata);
}

static GBytes *
read_entry (struct archive  *archive,
            gsize            max_bytes,
            gsize            left,
            GError         **error)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  g_autofree guchar *chunk = g_malloc (READ_CHUNK);

  for (;;)
    {
      la_ssize_t n = archive_read_data (archive, chunk, READ_CHUNK);

      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&data));
      if (n < 0)
        {
          fail_format (archive, error);
          return NULL;
        }
      if ((gsize) n > left - data->len)
        {
          g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE,
                       "The zip file unpacks to more than %" G_GSIZE_FORMAT " bytes", max_bytes);
          return NULL;
        }
      g_byte_array_append (data, chunk, (guint) n);
    }
}

static gboolean
take_entry (struct archive       *archive,
            struct archive_entry *entry,
            gsize                 max_bytes,
            guint                 max_files,
            SptZipFileFunc        wants,
            gpointer              user_data,
            GHashTable           *files,
            gsize                *n_bytes,
            GError              **error)
{
  const char *path = archive_entry_pathname_utf8 (entry);
  g_autofree char *name = NULL;
  GBytes *bytes;

  if (path == NULL)
    path = archive_entry_pathname (entry);
  if (archive_entry_filetype (entry) == AE_IFDIR)
    return TRUE;
  name = path != NULL ? dup_safe_name (path) : NULL;
  if (name == NULL)
    {
      g_autofree char *shown = spt_text_make_printable (path != NULL ? path : "", -1, 200);

      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_ENTRIES,
                   "The zip file holds a name that leads elsewhere: “%s”", shown);
      return FALSE;
    }
  if (!wants (name, user_data))
    return TRUE;
  if (archive_entry_filetype (entry) != AE_IFREG || archive_entry_hardlink (entry) != NULL ||
      g_hash_table_contains (files, name))
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_ENTRIES, "“%s” in the zip file is no file, or there twice",
                   name);
      return FALSE;
    }
  if (archive_entry_is_encrypted (entry))
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_FORMAT, "The zip file is protected by a password");
      return FALSE;
    }
  if (g_hash_table_size (files) >= max_files)
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE, "The zip file holds more than %u files", max_files);
      return FALSE;
    }
  bytes = read_entry (archive, max_bytes, max_bytes - *n_bytes, error);
  if (bytes == NULL)
    return FALSE;
  *n_bytes += g_bytes_get_size (bytes);
  g_hash_table_insert (files, g_steal_pointer (&name), bytes);

  return TRUE;
}

/**
 * spt_zip_read_files:
 * @zip: the file
 * @max_bytes: the most that all wanted files together may unpack to, up to 2 GiB
 * @max_files: the most of them
 * @wants: asked for each file by name
 * @user_data: for @wants
 * @error: an #SptZipError
 *
 * Unpacks files of a zip into memory. What is not wanted is not unpacked.
 *
 * Returns: (transfer full) (element-type utf8 GBytes): the files by name, which may be none
 */
GHashTable *
spt_zip_read_files (GBytes         *zip,
                    gsize           max_bytes,
                    guint           max_files,
                    SptZipFileFunc  wants,
                    gpointer        user_data,
                    GError        **error)
{
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_bytes_unref);
  g_auto (SptUtf8Locale) before G_GNUC_UNUSED = spt_utf8_locale_enter ();
  g_autoptr (ArchiveFiles) archive = NULL;
  struct archive_entry *entry;
  const char *bytes;
  gsize length;
  gsize n_bytes = 0;
  guint n_entries = 0;
  int result;

  g_return_val_if_fail (zip != NULL, NULL);
  g_return_val_if_fail (wants != NULL, NULL);

  max_bytes = MIN (max_bytes, G_MAXINT);
  bytes = g_bytes_get_data (zip, &length);
  if (!spt_zip_is_zip (bytes, length))
    {
      g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_FORMAT, "This is not a zip file");
      return NULL;
    }
  archive = archive_read_new ();
  if (archive_read_support_format_zip_seekable (archive) != ARCHIVE_OK ||
      archive_read_open_memory (archive, bytes, length) != ARCHIVE_OK)
    {
      fail_format (archive, error);
      return NULL;
    }
  while ((result = archive_read_next_header (archive, &entry)) == ARCHIVE_OK)
    {
      if (++n_entries > MAX_ENTRIES)
        {
          g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE, "The zip file holds more than %d entries",
                       MAX_ENTRIES);
          return NULL;
        }
      if (!take_entry (archive, entry, max_bytes, max_files, wants, user_data, files, &n_bytes, error))
        return NULL;
    }
  if (result != ARCHIVE_EOF)
    {
      fail_format (archive, error);
      return NULL;
    }

  return g_steal_pointer (&files);
}

/* --- written -------------------------------------------------------------------------------------------------- */

static void
free_writer (struct archive *archive)
{
  archive_write_free (archive);
}

typedef struct archive ArchiveWriter;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ArchiveWriter, free_writer)

static gboolean
fail_write (struct archive  *archive,
            GError         **error)
{
  const char *said = archive_error_string (archive);

  g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_WRITE, "The zip file cannot be written: %s", said != NULL ? said : "no details");

  return FALSE;
}

static la_ssize_t
write_cb (struct archive *archive,
          void           *data,
          const void     *bytes,
          size_t          length)
{
  if (length > G_MAXINT - ((GByteArray *) data)->len)
    {
      archive_set_error (archive, ARCHIVE_FATAL, "more than 2 GiB");
      return -1;
    }
  g_byte_array_append (data, bytes, (guint) length);

  return (la_ssize_t) length;
}

static gboolean
write_file (struct archive  *archive,
            const char      *name,
            GBytes          *bytes,
            GError         **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, (la_int64_t) length);
  ok = archive_write_header (archive, entry) == ARCHIVE_OK &&
       (length == 0 || archive_write_data (archive, data, length) == (la_ssize_t) length);
  archive_entry_free (entry);

  return ok || fail_write (archive, error);
}

/**
 * spt_zip_write_files:
 * @names: (array length=n): what each is called in the zip, in UTF-8 (other programs read ASCII best), no two the same
 * @files: (array length=n): what is in them
 * @n: how many
 * @error: an #SptZipError: %SPT_ZIP_ERROR_WRITE
 *
 * Packs files as one, in memory, without the time at which that happened.
 *
 * Returns: (transfer full): the zip
 */
GBytes *
spt_zip_write_files (const char *const  *names,
                     GBytes *const      *files,
                     guint               n,
                     GError            **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_auto (SptUtf8Locale) before G_GNUC_UNUSED = spt_utf8_locale_enter ();
  g_autoptr (ArchiveWriter) archive = archive_write_new ();

  g_return_val_if_fail (names != NULL && files != NULL, NULL);

  if (archive_write_set_format_zip (archive) != ARCHIVE_OK ||
      archive_write_set_bytes_in_last_block (archive, 1) != ARCHIVE_OK ||
      archive_write_open (archive, all, NULL, write_cb, NULL) != ARCHIVE_OK)
    {
      fail_write (archive, error);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    {
      if (!write_file (archive, names[i], files[i], error))
        return NULL;
    }
  if (archive_write_close (archive) != ARCHIVE_OK)
    {
      fail_write (archive, error);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&all));
}
