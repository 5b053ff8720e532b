/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables in data/: the user's newer copy wins over the shipped one; texts by language. */
#define G_LOG_DOMAIN "spt-data"

#include "config.h"

#include "base/spt-data.h"
#include "base/spt-json.h"
#include "data/spt-data-resource.h"

#include <string.h>

/* The largest table that is worth reading whole: all Italian municipalities take a tenth of it. */
#define MAX_BYTES (16 * 1024 * 1024)

/* "it" or "en", or NULL until somebody asks; always one of two literals, so a plain pointer is safe
 * to share. */
static const char *current_language = NULL;

static int
compare_names (gconstpointer a,
               gconstpointer b,
               gpointer      unused)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* A path may name only something under data/, in our own files as in the user's. */
static gboolean
check_path (const char  *path,
            GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  gboolean good = parts[0] != NULL;

  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] == '\0' || strcmp (parts[i], ".") == 0 || strcmp (parts[i], "..") == 0)
      good = FALSE;
  if (!good)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                 "\"%s\" is not a path of a data table", path);

  return good;
}

/* The user's copy; NULL with no error when there is none. */
static GBytes *
load_from_user (const char  *path,
                char       **file_name,
                GError     **error)
{
  g_autofree char *name = g_build_filename (g_get_user_data_dir (), "sportello", path, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (name);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GError) local_error = NULL;
  guint8 buffer[16384];
  gssize n = 1;

  stream = g_file_read (file, NULL, &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    return NULL;

  while (local_error == NULL && n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, sizeof (buffer), NULL,
                               &local_error);
      if (n > 0)
        g_byte_array_append (content, buffer, n);
      if (content->len > MAX_BYTES)
        g_set_error (&local_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                     "larger than %d bytes", MAX_BYTES);
    }
  if (local_error != NULL)
    {
      g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", name);
      return NULL;
    }
  *file_name = g_steal_pointer (&name);

  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

/**
 * spt_data_load_shipped:
 * @path: a path as under data/
 * @error: return location for a #GError
 *
 * Reads a table as it was shipped, whatever copy the user has.
 *
 * Returns: (transfer full): the content, or %NULL with %G_RESOURCE_ERROR_NOT_FOUND
 */
GBytes *
spt_data_load_shipped (const char  *path,
                       GError     **error)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!check_path (path, error))
    return NULL;
  name = g_strconcat (SPT_DATA_RESOURCE_PREFIX, path, NULL);

  /* Asked by name, so that the linker never leaves the generated file out of a program. */
  return g_resource_lookup_data (spt_data_get_resource (), name,
                                 G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static GBytes *
load (const char  *path,
      char       **origin,
      GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  GBytes *bytes;

  if (!check_path (path, error))
    return NULL;

  bytes = load_from_user (path, origin, &local_error);
  if (bytes != NULL)
    return bytes;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  *origin = g_strdup (path);

  return spt_data_load_shipped (path, error);
}

/**
 * spt_data_load:
 * @path: a path as under data/, such as "gpd/position.json"
 * @error: return location for a #GError
 *
 * Reads a table: the copy in the user's data folder where there is one, else the shipped one. A
 * copy that cannot be read, or is over 16 MiB, is an error that names the file. Blocks; tables are
 * small and local.
 *
 * Returns: (transfer full): the content, or %NULL with %G_RESOURCE_ERROR_NOT_FOUND
 */
GBytes *
spt_data_load (const char  *path,
               GError     **error)
{
  g_autofree char *origin = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  return load (path, &origin, error);
}

static JsonNode *
parse (GBytes      *bytes,
       const char  *origin,
       GError     **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  /* Without bytes there is no pointer either. */
  JsonNode *root = spt_json_parse (data != NULL ? data : "", length, MAX_BYTES, error);

  if (root == NULL)
    g_prefix_error (error, "%s: ", origin);

  return root;
}

/**
 * spt_data_load_json:
 * @path: a path as under data/
 * @error: return location for a #GError
 *
 * Reads and parses a table, see spt_data_load(). A user's copy that does not parse is an error that
 * names the file, never a silent return to the shipped one.
 *
 * Returns: (transfer full): the root, or %NULL
 */
JsonNode *
spt_data_load_json (const char  *path,
                    GError     **error)
{
  g_autofree char *origin = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = load (path, &origin, error);

  return bytes != NULL ? parse (bytes, origin, error) : NULL;
}

/**
 * spt_data_load_shipped_json:
 * @path: a path as under data/
 * @error: return location for a #GError
 *
 * Reads and parses a table as it was shipped, see spt_data_load_shipped().
 *
 * Returns: (transfer full): the root, or %NULL
 */
JsonNode *
spt_data_load_shipped_json (const char  *path,
                            GError     **error)
{
  g_autoptr (GBytes) bytes = spt_data_load_shipped (path, error);

  return bytes != NULL ? parse (bytes, path, error) : NULL;
}

/**
 * spt_data_list_shipped:
 * @path: a folder as under data/
 *
 * Lists the files that were shipped in a folder, those of folders in it left out.
 *
 * Returns: (transfer full) (element-type utf8): names, sorted
 */
GPtrArray *
spt_data_list_shipped (const char *path)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_strconcat (SPT_DATA_RESOURCE_PREFIX, path, NULL);
  g_auto (GStrv) children = g_resource_enumerate_children (spt_data_get_resource (), folder,
                                                           G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; children != NULL && children[i] != NULL; i++)
    {
      if (!g_str_has_suffix (children[i], "/"))
        g_ptr_array_add (names, g_strdup (children[i]));
    }
  g_ptr_array_sort_with_data (names, compare_names, NULL);

  return names;
}

/**
 * spt_data_dup_user_path:
 * @path: a path as under data/
 *
 * Names the place in the user's data folder that wins over a shipped table.
 *
 * Returns: (transfer full): the path of a file or folder that need not be there
 */
char *
spt_data_dup_user_path (const char *path)
{
  return g_build_filename (g_get_user_data_dir (), "sportello", path, NULL);
}

/**
 * spt_data_has_user_copy:
 * @path: a path as under data/
 *
 * Tells whether the user's data folder has something of that name, readable or not.
 *
 * Returns: %TRUE when spt_data_load() would not look at the shipped table
 */
gboolean
spt_data_has_user_copy (const char *path)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (!check_path (path, NULL))
    return FALSE;
  name = g_build_filename (g_get_user_data_dir (), "sportello", path, NULL);

  return g_file_test (name, G_FILE_TEST_EXISTS);
}

/* One of our two languages when @name ("it_IT.UTF-8") belongs to it. */
static const char *
match_language (const char *name)
{
  static const char *const ours[] = { "it", "en" };

  for (gsize i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_str_has_prefix (name, ours[i]) && (name[2] == '\0' || strchr ("_.@", name[2]) != NULL))
      return ours[i];

  return NULL;
}

/**
 * spt_data_language:
 *
 * Gives the language of texts from data tables: the first of the user's languages that the tables
 * have, English where there is none. Thread-safe.
 *
 * Returns: "it" or "en"
 */
const char *
spt_data_language (void)
{
  const char *language = g_atomic_pointer_get (&current_language);

  if (language == NULL)
    {
      const char *const *names = g_get_language_names ();

      for (gsize i = 0; language == NULL && names[i] != NULL; i++)
        language = match_language (names[i]);
      if (language == NULL)
        language = "en";
      /* Somebody may have set it meanwhile: theirs stays. */
      if (!g_atomic_pointer_compare_and_exchange (&current_language, NULL, (gpointer) language))
        language = g_atomic_pointer_get (&current_language);
    }

  return language;
}

/**
 * spt_data_set_language:
 * @language: (nullable): a language name such as "it" or "en_GB"; %NULL goes back to the user's own
 *
 * Chooses the language of texts from data tables, for tests and the command line. One that the
 * tables do not have means English.
 */
void
spt_data_set_language (const char *language)
{
  const char *ours = NULL;

  if (language != NULL)
    {
      ours = match_language (language);
      if (ours == NULL)
        ours = "en";
    }
  g_atomic_pointer_set (&current_language, (gpointer) ours);
}

/**
 * spt_data_text:
 * @object: an object of a data table
 * @name: the name of a member that is {"it": …, "en": …}
 *
 * Gives a text in the user's language, or in the other one where a user's own table has only that.
 *
 * Returns: (nullable): the text, borrowed from @object
 */
const char *
spt_data_text (JsonObject *object,
               const char *name)
{
  const char *languages[] = { spt_data_language (), "en", "it" };
  JsonNode *node;

  g_return_val_if_fail (object != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  node = json_object_get_member (object, name);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      JsonNode *text = json_object_get_member (json_node_get_object (node), languages[i]);

      if (text != NULL && json_node_get_value_type (text) == G_TYPE_STRING)
        return json_node_get_string (text);
    }

  return NULL;
}
