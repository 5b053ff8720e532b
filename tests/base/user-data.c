/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's data folder of the test's own. */
#include "user-data.h"

#include <glib/gstdio.h>

static char *folder; /* (owned) (nullable) */

static void
remove_content (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_content (child);
      g_assert_cmpint (g_remove (child), ==, 0);
    }
}

void
user_data_init (void)
{
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("spt-test-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_assert_cmpstr (g_get_user_data_dir (), ==, folder);
}

void
user_data_write (const char *path,
                 const char *content,
                 gssize      length)
{
  g_autofree char *name = g_build_filename (folder, "sportello", path, NULL);
  g_autofree char *parent = g_path_get_dirname (name);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (name, content, length, &error);
  g_assert_no_error (error);
}

void
user_data_clear (void)
{
  remove_content (folder);
}

void
user_data_finish (void)
{
  remove_content (folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_clear_pointer (&folder, g_free);
}
