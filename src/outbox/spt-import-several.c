/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several documents that come in as one file: a zip of them that has no name and is on no disk. */
#define G_LOG_DOMAIN "spt-import-several"

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/spt-zip.h"
#include "outbox/spt-intake-private.h"
#include "outbox/spt-record-kind.h"

/* What is read of an import of documents at most (spt-plants-csv.c): that it is too much is said before it is packed. */
#define MAX_BYTES (64 * 1024 * 1024)

struct _SptImportSeveral
{
  int   fd;
  char *path; /* (owned) */
};

/**
 * spt_import_takes_several:
 * @kind: which records
 *
 * Says whether several files can be one import: of kinds that come as documents, each a file.
 *
 * Returns: whether it is so
 */
gboolean
spt_import_takes_several (const char *kind)
{
  const SptRecordKind *records = spt_record_kind_find (kind);

  return records != NULL && records->read_files != NULL;
}

/**
 * spt_import_dup_name:
 * @paths: (array zero-terminated=1): a file, or several that come in as one
 *
 * Says what an import of them is called.
 *
 * Returns: (transfer full): "a.xml", "a.xml and 3 more" in the user's language
 */
char *
spt_import_dup_name (const char *const *paths)
{
  g_autofree char *first = g_filename_display_basename (paths[0]);
  guint n_others = g_strv_length ((char **) paths) - 1;

  if (n_others == 0)
    return g_steal_pointer (&first);

  /* Translators: "a.xml and 3 more" files that are imported together */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n_others), first, n_others);
}

/* By what they are called, as in a zip that a person made. */
static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *one = g_path_get_basename (*(const char *const *) a);
  g_autofree char *other = g_path_get_basename (*(const char *const *) b);
  int order = strcmp (one, other);

  return order != 0 ? order : strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "a.xml", "a (2).xml": of two folders. As it is called, for findings name it, without what a zip may not have in a name. */
static char *
dup_name (const char *path,
          GHashTable *names)
{
  g_autofree char *shown = g_filename_display_basename (path);
  g_autoptr (GString) kept = g_string_new (NULL);
  const char *base, *dot;
  char *name;

  for (const char *at = shown; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (kept, g_unichar_isalnum (c) || (c < 0x80 && strchr ("-_.() ", (int) c) != NULL) ? c : '_');
    }
  base = kept->str;
  dot = strrchr (base, '.');
  name = g_strdup (base);
  for (guint i = 2; g_hash_table_contains (names, name); i++)
    {
      g_free (name);
      name = dot != NULL ? g_strdup_printf ("%.*s (%u)%s", (int) (dot - base), base, i, dot) : g_strdup_printf ("%s (%u)", base, i);
    }
  g_hash_table_add (names, g_strdup (name));

  return name;
}

static gboolean
fits (gsize     n_bytes,
      goffset   more,
      GError  **error)
{
  if (more <= (goffset) (MAX_BYTES - n_bytes))
    return TRUE;
  g_set_error (error, SPT_ZIP_ERROR, SPT_ZIP_ERROR_SIZE, "The files together are larger than %d bytes", MAX_BYTES);

  return FALSE;
}

static gboolean
add_file (const char    *path,
          GHashTable    *known,
          GPtrArray     *names,
          GPtrArray     *files,
          gsize         *n_bytes,
          GCancellable  *cancellable,
          GError       **error)
{
  g_autofree char *shown = g_filename_display_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean is_document = FALSE;
  goffset size;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return FALSE;
  size = g_file_info_get_size (info);
  if (!fits (*n_bytes, size, error))
    return FALSE;
  if (!_spt_intake_probe_document (path, &is_document, cancellable, error))
    return FALSE;
  if (!is_document)
    {
      g_set_error (error, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_SEVERAL, "“%s” is no XML document", shown);
      return FALSE;
    }
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  /* It may have grown, or be none that has a size before it is read. */
  if (bytes == NULL || !fits (*n_bytes, (goffset) g_bytes_get_size (bytes), error))
    return FALSE;
  *n_bytes += g_bytes_get_size (bytes);
  g_ptr_array_add (files, g_steal_pointer (&bytes));
  g_ptr_array_add (names, dup_name (path, known));

  return TRUE;
}

static gboolean
keep (SptImportSeveral  *self,
      GBytes            *zip,
      GError           **error)
{
  gsize length;
  const char *data = g_bytes_get_data (zip, &length);

  self->fd = memfd_create ("import", MFD_CLOEXEC);
  for (gsize done = 0; self->fd >= 0 && done < length;)
    {
      ssize_t n = write (self->fd, data + done, length - done);

      if (n < 0 && errno != EINTR)
        {
          g_close (self->fd, NULL);
          self->fd = -1;
        }
      else if (n > 0)
        {
          done += (gsize) n;
        }
    }
  if (self->fd < 0)
    {
      int saved = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved), "The files cannot be gathered: %s", g_strerror (saved));
      return FALSE;
    }
  self->path = g_strdup_printf ("/proc/self/fd/%d", self->fd);

  return TRUE;
}

/**
 * spt_import_several_new:
 * @kind: which records
 * @paths: (array zero-terminated=1): documents of XML
 * @cancellable: (nullable): a cancellable
 * @error: #SptImportError: one of them is no document; or one cannot be read
 *
 * Gathers several files as one that spt_import_look() and spt_import_file() take; they are as they were at this moment, whatever
 * becomes of them. Blocking: any thread.
 *
 * Returns: (transfer full): what was gathered, in memory
 */
SptImportSeveral *
spt_import_several_new (const char         *kind,
                        const char *const  *paths,
                        GCancellable       *cancellable,
                        GError            **error)
{
  g_autoptr (SptImportSeveral) self = g_new0 (SptImportSeveral, 1);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) zip = NULL;
  gsize n_bytes = 0;

  self->fd = -1;
  g_return_val_if_fail (paths != NULL, NULL);

  if (!spt_import_takes_several (kind))
    {
      g_set_error (error, SPT_IMPORT_ERROR, SPT_IMPORT_ERROR_SEVERAL, "Records of kind \"%s\" come in one file", kind);
      return NULL;
    }
  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (sorted, (gpointer) paths[i]);
  g_ptr_array_sort (sorted, compare_names);
  for (guint i = 0; i < sorted->len; i++)
    {
      if (!add_file (g_ptr_array_index (sorted, i), known, names, files, &n_bytes, cancellable, error))
        return NULL;
    }
  zip = spt_zip_write_files ((const char *const *) names->pdata, (GBytes *const *) files->pdata, files->len, error);
  if (zip == NULL || !keep (self, zip, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * spt_import_several_get_path:
 * @self: what was gathered
 *
 * Says where it is, for as long as it lives and in this process only.
 *
 * Returns: (type filename): a path
 */
const char *
spt_import_several_get_path (SptImportSeveral *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

void
spt_import_several_free (SptImportSeveral *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self->path);
  g_free (self);
}
