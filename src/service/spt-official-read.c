/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of schemas and lists out of files, folders and zip files that a person chose. */
#define G_LOG_DOMAIN "spt-official-read"

#include "config.h"

#include "service/spt-official-private.h"

#include <string.h>

#include "base/spt-json.h"
#include "base/spt-zip.h"

#define MAX_ZIP_BYTES (64 * 1024 * 1024)
#define MAX_DEPTH 8

typedef struct
{
  GHashTable   *files;  /* (owned) (element-type utf8 GBytes) */
  GHashTable   *lists;  /* (owned) (element-type utf8 GBytes) */
  SptIssueList *said;   /* (owned) */
  gsize         n_bytes;
} Reader;

typedef enum
{
  FILE_OTHER,
  FILE_SCHEMA,
  FILE_LIST,
  FILE_ZIP
} FileKind;

static FileKind
look_at_name (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *base = g_path_get_basename (lower);

  /* What macOS puts beside every file. */
  if (g_str_has_prefix (lower, "__macosx/") || *base == '.')
    return FILE_OTHER;
  if (g_str_has_suffix (lower, ".xsd") || g_str_has_suffix (lower, ".xml"))
    return FILE_SCHEMA;
  if (g_str_has_suffix (lower, ".json") || g_str_has_suffix (lower, ".csv"))
    return FILE_LIST;

  return g_str_has_suffix (lower, ".zip") ? FILE_ZIP : FILE_OTHER;
}

static gboolean
add_file (Reader      *self,
          const char  *name,
          GBytes      *bytes,
          GError     **error)
{
  GHashTable *table = look_at_name (name) == FILE_LIST ? self->lists : self->files;
  GBytes *there = g_hash_table_lookup (table, name);

  self->n_bytes += g_bytes_get_size (bytes);
  if (self->n_bytes > SPT_OFFICIAL_MAX_BYTES ||
      g_hash_table_size (self->files) + g_hash_table_size (self->lists) >= SPT_OFFICIAL_MAX_FILES)
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_SIZE, "“%s”: more than %d bytes or %d files together",
                   name, SPT_OFFICIAL_MAX_BYTES, SPT_OFFICIAL_MAX_FILES);
      return FALSE;
    }
  if (there != NULL && !g_bytes_equal (there, bytes))
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_FILE, "“%s” is there twice, with different content",
                   name);
      return FALSE;
    }
  g_hash_table_replace (table, g_strdup (name), g_bytes_ref (bytes));

  return TRUE;
}

static gboolean
is_wanted (const char *name,
           gpointer    user_data)
{
  FileKind kind = look_at_name (name);

  if (kind == FILE_ZIP)
    {
      Reader *self = user_data;

      spt_issue_list_add (self->said, SPT_ISSUE_WARNING, "base", "set-zip-in-zip", 0, NULL, name, NULL);
    }

  return kind == FILE_SCHEMA || kind == FILE_LIST;
}

static gboolean
read_zip (Reader      *self,
          const char  *path,
          GBytes      *zip,
          GError     **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GError) own = NULL;
  g_autoptr (GHashTable) files = spt_zip_read_files (zip, SPT_OFFICIAL_MAX_BYTES, SPT_OFFICIAL_MAX_FILES, is_wanted,
                                                     self, &own);
  GHashTableIter iter;
  gpointer name;
  gpointer bytes;

  if (files == NULL)
    {
      g_set_error (error, SPT_OFFICIAL_ERROR,
                   own->code == SPT_ZIP_ERROR_SIZE ? SPT_OFFICIAL_ERROR_SIZE : SPT_OFFICIAL_ERROR_FILE, "%s: %s", base,
                   own->message);
      return FALSE;
    }
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      if (!add_file (self, name, bytes, error))
        return FALSE;
    }

  return TRUE;
}

static GBytes *
load (const char  *path,
      gsize        max_bytes,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autoptr (GError) own = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                                  G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, NULL, &own);
  GBytes *bytes = NULL;

  if (info != NULL && g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error_literal (&own, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_FILE, "not a file");
  else if (info != NULL && g_file_info_get_size (info) > (goffset) max_bytes)
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_SIZE, "“%s” has more than %" G_GSIZE_FORMAT " bytes",
                   base, max_bytes);
      return NULL;
    }
  if (own == NULL)
    bytes = g_file_load_bytes (file, NULL, NULL, &own);
  if (bytes == NULL)
    g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_FILE, "“%s”: %s", base, own->message);

  return bytes;
}

/* Names below @folder go on with slashes; links are not followed out of it. */
static gboolean
read_below (const char  *folder,
            const char  *prefix,
            guint depth,
            gboolean (*add)(gpointer, const char *, GBytes *, GError **),
            gpointer user_data,
            GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *whole = g_strconcat (prefix, name, NULL);

      if (*name == '.' || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          g_autofree char *inner = g_strconcat (whole, "/", NULL);

          if (depth < MAX_DEPTH && !read_below (path, inner, depth + 1, add, user_data, error))
            return FALSE;
        }
      else if (look_at_name (name) == FILE_SCHEMA || look_at_name (name) == FILE_LIST)
        {
          g_autoptr (GBytes) bytes = load (path, SPT_OFFICIAL_MAX_BYTES, error);

          if (bytes == NULL || !add (user_data, whole, bytes, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
add_read (gpointer      user_data,
          const char   *name,
          GBytes       *bytes,
          GError      **error)
{
  return add_file (user_data, name, bytes, error);
}

static gboolean
add_schema (gpointer      user_data,
            const char   *name,
            GBytes       *bytes,
            GError      **error)
{
  GHashTable *files = user_data;

  if (g_hash_table_size (files) >= SPT_OFFICIAL_MAX_FILES)
    {
      g_set_error (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_SIZE, "more than %d files", SPT_OFFICIAL_MAX_FILES);
      return FALSE;
    }
  if (look_at_name (name) == FILE_SCHEMA)
    g_hash_table_replace (files, g_strdup (name), g_bytes_ref (bytes));

  return TRUE;
}

gboolean
_spt_official_read_folder (const char  *folder,
                           GHashTable  *files,
                           GError     **error)
{
  return read_below (folder, "", 0, add_schema, files, error);
}

static gboolean
read_path (Reader      *self,
           const char  *path,
           GError     **error)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_utf8_make_valid (base, -1);
  g_autoptr (GBytes) bytes = NULL;
  gsize length;
  const char *data;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return read_below (path, "", 0, add_read, self, error);
  bytes = load (path, MAX_ZIP_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  /* By what it is, not by what it is called. */
  if (spt_zip_is_zip (data, length))
    return read_zip (self, path, bytes, error);

  return add_file (self, name, bytes, error);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Each list file after the other, on what is in force now. */
static GBytes *
merge_lists (Reader *self,
             GBytes *base)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (JsonNode) lists = NULL;
  gboolean any = FALSE;
  GHashTableIter iter;
  gpointer key;
  char *text;

  if (base != NULL)
    lists = spt_json_parse (g_bytes_get_data (base, NULL), g_bytes_get_size (base), SPT_OFFICIAL_MAX_BYTES, NULL);
  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (names, key);
  g_ptr_array_sort (names, compare_strings);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      JsonNode *merged = _spt_official_lists_merge (lists, name, g_hash_table_lookup (self->lists, name), self->said);

      if (merged == NULL)
        continue;
      any = TRUE;
      g_clear_pointer (&lists, json_node_unref);
      lists = merged;
    }
  if (!any)
    return NULL;
  text = json_to_string (lists, TRUE);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * spt_official_set_read:
 * @kind: what may be among them
 * @paths: (element-type filename): files, folders, zip files
 * @error: return location for an error
 *
 * Reads a set that a person offers: 16 MiB and 512 files at most, a zip of 64 MiB. Nothing is unpacked to the disk. Any
 * thread.
 *
 * Returns: (transfer full): the set, which may be anything but sound: spt_official_set_check(); %NULL with %SPT_OFFICIAL_ERROR
 */
SptOfficialSet *
spt_official_set_read (const SptOfficialKind  *kind,
                       GPtrArray              *paths,
                       GError                **error)
{
  g_autoptr (SptOfficialSet) in_force = NULL;
  g_autoptr (SptOfficialSet) self = NULL;
  Reader reader = { 0 };
  GBytes *old_lists;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (paths != NULL, NULL);

  in_force = spt_official_ref_in_force (kind, NULL);
  old_lists = in_force != NULL ? spt_official_set_ref_lists (in_force) : NULL;
  reader.files = _spt_official_files_new ();
  reader.lists = _spt_official_files_new ();
  reader.said = spt_issue_list_new (500);
  for (guint i = 0; i < paths->len; i++)
    {
      if (read_path (&reader, paths->pdata[i], error))
        continue;
      g_hash_table_unref (reader.files);
      g_hash_table_unref (reader.lists);
      spt_issue_list_free (reader.said);
      g_clear_pointer (&old_lists, g_bytes_unref);
      return NULL;
    }
  self = _spt_official_set_new (kind, SPT_OFFICIAL_OFFERED, reader.files,
                                kind->lists != NULL ? merge_lists (&reader, old_lists) : NULL);
  g_hash_table_unref (reader.lists);
  spt_issue_list_free (self->said);
  self->said = reader.said;
  self->old_lists = old_lists;
  if (spt_official_set_get_n_documents (self) == 0 && self->lists == NULL &&
      spt_issue_list_get_n_errors (self->said) == 0 && spt_issue_list_get_n_errors (self->found) == 0)
    {
      g_set_error_literal (error, SPT_OFFICIAL_ERROR, SPT_OFFICIAL_ERROR_NOTHING,
                           "there is no schema of a known document, and no code list");
      return NULL;
    }

  return g_steal_pointer (&self);
}
