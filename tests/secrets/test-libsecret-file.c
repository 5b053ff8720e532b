/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libsecret's encrypted file, which needs no bus: what a Flatpak uses. */
#define G_LOG_DOMAIN "test-libsecret-file"

#include <glib/gstdio.h>
#include <string.h>

#include "spt-test-keyring.h"
#include "spt-test.h"

static void
test_file (gconstpointer allow_unlock)
{
  SptKeyring *keyring = spt_keyring_new_libsecret (GPOINTER_TO_INT (allow_unlock));

  test_keyring_walk (keyring);
  g_assert_finalize_object (keyring);
}

static void
test_encrypted (void)
{
  SptKeyring *keyring = spt_keyring_new_libsecret (TRUE);
  SptKeyring *other = spt_keyring_new_libsecret (FALSE);
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autofree char *data = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (test_keyring_store (keyring, "uuid-1", "k", "la-chiave-in-chiaro", NULL, &error));
  g_assert_no_error (error);
  test_keyring_assert (other, "uuid-1", "k", "la-chiave-in-chiaro");
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  g_assert_null (memmem (data, length, "la-chiave", strlen ("la-chiave")));
  g_assert_finalize_object (keyring);
  g_assert_finalize_object (other);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;
  int result;

  /* Read once by libsecret, so set before anything else. */
  directory = g_dir_make_tmp ("sportello-secrets-XXXXXX", NULL);
  g_assert_nonnull (directory);
  path = g_build_filename (directory, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "only for this test", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/secrets/file/window", GINT_TO_POINTER (TRUE), test_file);
  g_test_add_data_func ("/secrets/file/command-line", GINT_TO_POINTER (FALSE), test_file);
  g_test_add_func ("/secrets/file/encrypted", test_encrypted);
  result = g_test_run ();

  g_unlink (path);
  g_rmdir (directory);

  return result;
}
