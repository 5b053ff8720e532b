/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schemas of the calls in force: the user's set before the shipped one, each compiled once. */

#define G_LOG_DOMAIN "spt-catasto-schemas"

#include "config.h"

#include "services/catasto/spt-catasto-schemas.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/spt-data.h"
#include "services/catasto/spt-catasto-operations.h"

#define FOLDER "catasto/xsd"

static GMutex lock;
static SptXsd *compiled[SPT_CATASTO_N_CALLS + 1];

static char *
dup_name (guint call)
{
  return g_strdup_printf ("api_call_%u.xsd", call);
}

/**
 * spt_catasto_schemas_ref:
 * @call: 1 to 11
 * @error: return location for an error
 *
 * Gets the schema of a call (catasto facts 2).
 *
 * Returns: (transfer full): the schema, or %NULL with %SPT_XSD_ERROR
 */
SptXsd *
spt_catasto_schemas_ref (guint    call,
                         GError **error)
{
  SptXsd *xsd;

  g_return_val_if_fail (call >= 1 && call <= SPT_CATASTO_N_CALLS, NULL);

  g_mutex_lock (&lock);
  if (compiled[call] == NULL)
    {
      g_autofree char *name = dup_name (call);
      g_autofree char *root = g_strndup (name, strlen (name) - strlen (".xsd"));

      compiled[call] = spt_xsd_load_data (FOLDER, name, SPT_CATASTO_DOMAIN, error);
      /* A set that begins with something else cannot be what this endpoint takes. */
      if (compiled[call] != NULL && strcmp (spt_xsd_get_root_name (compiled[call]), root) != 0)
        {
          g_set_error (error, SPT_XSD_ERROR, SPT_XSD_ERROR_ROOT, "“%s” does not define “%s”", name, root);
          g_clear_pointer (&compiled[call], spt_xsd_unref);
        }
    }
  xsd = compiled[call] != NULL ? spt_xsd_ref (compiled[call]) : NULL;
  g_mutex_unlock (&lock);

  return xsd;
}

/**
 * spt_catasto_schemas_forget:
 *
 * Lets go of all schemas: the next one asked for is read anew.
 */
void
spt_catasto_schemas_forget (void)
{
  g_mutex_lock (&lock);
  for (guint i = 0; i <= SPT_CATASTO_N_CALLS; i++)
    g_clear_pointer (&compiled[i], spt_xsd_unref);
  g_mutex_unlock (&lock);
}

/* A whole set by its hash: what is there is not written again. */
static gboolean
copy_set (SptXsd      *xsd,
          const char  *folder,
          GError     **error)
{
  GPtrArray *files = spt_xsd_get_files (xsd);

  for (guint i = 0; i < files->len; i++)
    {
      const char *name = g_ptr_array_index (files, i);
      g_autofree char *source = g_strconcat (FOLDER "/", name, NULL);
      g_autofree char *target = g_build_filename (folder, name, NULL);
      g_autofree char *below = g_path_get_dirname (target);
      g_autoptr (GBytes) bytes = NULL;
      gsize length;
      const char *data;

      if (g_file_test (target, G_FILE_TEST_EXISTS))
        continue;
      bytes = spt_data_load (source, error);
      if (bytes == NULL)
        return FALSE;
      if (g_mkdir_with_parents (below, 0700) != 0)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "“%s” cannot be made", below);
          return FALSE;
        }
      data = g_bytes_get_data (bytes, &length);
      if (!g_file_set_contents (target, data, (gssize) length, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * spt_catasto_schemas_dup_path:
 * @call: 1 to 11
 * @error: return location for an error
 *
 * Gets the schema in force as a file, for tools that want one (design 5). Of the shipped set a copy
 * goes into the cache, in a folder named by its hash.
 *
 * Returns: (transfer full): the path, or %NULL
 */
char *
spt_catasto_schemas_dup_path (guint    call,
                              GError **error)
{
  g_autoptr (SptXsd) xsd = spt_catasto_schemas_ref (call, error);
  g_autofree char *name = dup_name (call);
  g_autofree char *data_path = g_strconcat (FOLDER "/", name, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *short_hash = NULL;

  if (xsd == NULL)
    return NULL;
  if (spt_data_has_user_copy (data_path))
    return g_build_filename (g_get_user_data_dir (), "sportello", data_path, NULL);
  short_hash = g_strndup (spt_xsd_get_hash (xsd), 16);
  folder = g_build_filename (g_get_user_cache_dir (), "sportello", "schemas", short_hash, NULL);
  if (!copy_set (xsd, folder, error))
    return NULL;

  return g_build_filename (folder, name, NULL);
}
