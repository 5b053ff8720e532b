/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyrings that need nothing of the desktop: memory, the folder of credentials, a chain. */
#define G_LOG_DOMAIN "test-keyring"

#include <sys/stat.h>

#include "spt-test-keyring.h"
#include "spt-test.h"

static void
test_memory (void)
{
  SptKeyring *keyring = spt_keyring_new_memory ();

  test_keyring_walk (keyring);
  g_assert_finalize_object (keyring);
}

static void
write_file (const char *directory,
            const char *name,
            const char *data,
            gssize      length)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
}

static void
assert_lookup_fails (SptKeyring *keyring,
                     const char *credential,
                     const char *key,
                     int         code)
{
  g_autoptr (GError) error = NULL;
  char *secret = test_keyring_lookup (keyring, credential, key, NULL, &error);

  g_assert_null (secret);
  g_assert_error (error, SPT_KEYRING_ERROR, code);
}

static void
test_credentials (void)
{
  const char *directory = spt_test_make_dir ();
  SptKeyring *keyring = spt_keyring_new_credentials (directory);
  g_autofree char *large = g_strnfill (64 * 1024 + 2, 'x');
  g_autofree char *fifo = g_build_filename (directory, "Comune.fifo", NULL);
  g_autofree char *folder = g_build_filename (directory, "Comune.folder", NULL);
  g_autoptr (GError) error = NULL;

  write_file (directory, "Comune.subscription-key", "chiave\n", -1);
  write_file (directory, "Comune.windows", "chiave\r\n", -1);
  write_file (directory, "Comune.bare", "chiave", -1);
  write_file (directory, "Comune.two-lines", "chiave\n\n", -1);
  write_file (directory, "Comune.empty", "", 0);
  write_file (directory, "Comune.newline", "\n", 1);
  write_file (directory, "Comune.nul", "a\0b", 3);
  write_file (directory, "Comune.latin1", "caff\xe8", -1);
  write_file (directory, "Comune.large", large, -1);
  write_file (directory, "Comune.just", large + 2, -1);
  write_file (directory, "Consorzio.password", "comune", -1);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (mkdir (folder, 0700), ==, 0);

  /* Nobody said yet whose files they are. */
  test_keyring_assert (keyring, "uuid-1", "subscription-key", NULL);
  spt_keyring_credentials_set_name (keyring, "uuid-1", "Comune");
  spt_keyring_credentials_set_name (keyring, "uuid-1", "Comune");
  test_keyring_assert (keyring, "uuid-1", "subscription-key", "chiave");
  test_keyring_assert (keyring, "uuid-1", "windows", "chiave");
  test_keyring_assert (keyring, "uuid-1", "bare", "chiave");
  test_keyring_assert (keyring, "uuid-1", "two-lines", "chiave\n");
  test_keyring_assert (keyring, "uuid-1", "empty", NULL);
  test_keyring_assert (keyring, "uuid-1", "newline", NULL);
  test_keyring_assert (keyring, "uuid-1", "just", large + 2);
  test_keyring_assert (keyring, "uuid-1", "not-there", NULL);
  test_keyring_assert (keyring, "uuid-2", "subscription-key", NULL);
  assert_lookup_fails (keyring, "uuid-1", "nul", SPT_KEYRING_ERROR_FAILED);
  assert_lookup_fails (keyring, "uuid-1", "latin1", SPT_KEYRING_ERROR_FAILED);
  assert_lookup_fails (keyring, "uuid-1", "large", SPT_KEYRING_ERROR_FAILED);
  assert_lookup_fails (keyring, "uuid-1", "fifo", SPT_KEYRING_ERROR_FAILED);
  assert_lookup_fails (keyring, "uuid-1", "folder", SPT_KEYRING_ERROR_FAILED);
  assert_lookup_fails (keyring, "uuid-1", "../../etc/passwd", SPT_KEYRING_ERROR_FAILED);

  /* Accounts that share a credential. */
  test_keyring_assert (keyring, "uuid-1", "password", NULL);
  spt_keyring_credentials_set_name (keyring, "uuid-1", "Consorzio");
  test_keyring_assert (keyring, "uuid-1", "password", "comune");
  test_keyring_assert (keyring, "uuid-1", "subscription-key", "chiave");

  g_assert_false (test_keyring_store (keyring, "uuid-1", "bare", "x", NULL, &error));
  g_assert_error (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (test_keyring_clear (keyring, "uuid-1", "bare", NULL, &error));
  g_assert_error (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_READ_ONLY);
  test_keyring_assert (keyring, "uuid-1", "bare", "chiave");
  g_assert_finalize_object (keyring);
}

static void
test_credentials_variable (void)
{
  const char *directory = spt_test_make_dir ();
  SptKeyring *keyring;

  g_unsetenv ("CREDENTIALS_DIRECTORY");
  g_assert_null (spt_keyring_new_credentials (NULL));
  g_setenv ("CREDENTIALS_DIRECTORY", directory, TRUE);
  write_file (directory, "Comune.k", "dal sistema", -1);
  keyring = spt_keyring_new_credentials (NULL);
  spt_keyring_credentials_set_name (keyring, "uuid-1", "Comune");
  test_keyring_assert (keyring, "uuid-1", "k", "dal sistema");
  g_assert_finalize_object (keyring);
  g_unsetenv ("CREDENTIALS_DIRECTORY");
}

/* A keyring that always fails in one way. */

#define TEST_TYPE_BROKEN (test_broken_get_type ())
G_DECLARE_FINAL_TYPE (TestBroken, test_broken, TEST, BROKEN, GObject)

struct _TestBroken
{
  GObject parent_instance;

  int     code;
};

static void
broken_run (SptKeyring           *keyring,
            const SptKeyringCall *call,
            GTask                *task)
{
  g_task_return_new_error (task, SPT_KEYRING_ERROR, TEST_BROKEN (keyring)->code, "Broken");
}

static void
test_broken_iface_init (SptKeyringInterface *iface)
{
  iface->run = broken_run;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestBroken, test_broken, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SPT_TYPE_KEYRING, test_broken_iface_init))

static void
test_broken_class_init (TestBrokenClass *klass)
{
}

static void
test_broken_init (TestBroken *self)
{
}

static SptKeyring *
new_broken (int code)
{
  TestBroken *self = g_object_new (TEST_TYPE_BROKEN, NULL);

  self->code = code;

  return SPT_KEYRING (self);
}

static void
test_chain (void)
{
  const char *directory = spt_test_make_dir ();
  g_autoptr (SptKeyring) credentials = spt_keyring_new_credentials (directory);
  g_autoptr (SptKeyring) first = spt_keyring_new_memory ();
  g_autoptr (SptKeyring) second = spt_keyring_new_memory ();
  SptKeyring *keyrings[] = { credentials, first, second, NULL };
  SptKeyring *chain = spt_keyring_new_chain (keyrings);
  g_autoptr (GError) error = NULL;

  write_file (directory, "Comune.k", "dal file\n", -1);
  test_keyring_walk (chain);

  g_assert_true (test_keyring_store (second, "uuid-1", "k", "seconda", NULL, &error));
  test_keyring_assert (chain, "uuid-1", "k", "seconda");
  /* Into the first that can. */
  g_assert_true (test_keyring_store (chain, "uuid-1", "k", "prima", NULL, &error));
  test_keyring_assert (first, "uuid-1", "k", "prima");
  test_keyring_assert (second, "uuid-1", "k", "seconda");
  test_keyring_assert (chain, "uuid-1", "k", "prima");
  spt_keyring_credentials_set_name (credentials, "uuid-1", "Comune");
  test_keyring_assert (chain, "uuid-1", "k", "dal file");
  /* Out of all. */
  g_assert_true (test_keyring_clear (chain, "uuid-1", "k", NULL, &error));
  g_assert_no_error (error);
  test_keyring_assert (first, "uuid-1", "k", NULL);
  test_keyring_assert (second, "uuid-1", "k", NULL);
  g_assert_finalize_object (chain);
}

static void
test_chain_errors (void)
{
  g_autoptr (SptKeyring) missing = new_broken (SPT_KEYRING_ERROR_MISSING);
  g_autoptr (SptKeyring) locked = new_broken (SPT_KEYRING_ERROR_LOCKED);
  g_autoptr (SptKeyring) read_only = new_broken (SPT_KEYRING_ERROR_READ_ONLY);
  g_autoptr (SptKeyring) memory = spt_keyring_new_memory ();
  SptKeyring *with_memory[] = { missing, locked, memory, NULL };
  SptKeyring *without[] = { read_only, missing, locked, missing, NULL };
  SptKeyring *nothing[] = { NULL };
  SptKeyring *poor[] = { read_only, missing, NULL };
  SptKeyring *chain;
  g_autoptr (GError) error = NULL;

  chain = spt_keyring_new_chain (with_memory);
  g_assert_true (test_keyring_store (chain, "uuid-1", "k", "in memoria", NULL, &error));
  g_assert_no_error (error);
  test_keyring_assert (chain, "uuid-1", "k", "in memoria");
  /* The secret may be in the one that is locked. */
  assert_lookup_fails (chain, "uuid-1", "other", SPT_KEYRING_ERROR_LOCKED);
  g_assert_false (test_keyring_clear (chain, "uuid-1", "k", NULL, &error));
  g_assert_error (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  test_keyring_assert (memory, "uuid-1", "k", NULL);
  g_assert_finalize_object (chain);

  chain = spt_keyring_new_chain (without);
  assert_lookup_fails (chain, "uuid-1", "k", SPT_KEYRING_ERROR_LOCKED);
  g_assert_false (test_keyring_store (chain, "uuid-1", "k", "x", NULL, &error));
  g_assert_error (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_LOCKED);
  g_clear_error (&error);
  g_assert_finalize_object (chain);

  chain = spt_keyring_new_chain (poor);
  assert_lookup_fails (chain, "uuid-1", "k", SPT_KEYRING_ERROR_MISSING);
  g_assert_true (test_keyring_clear (chain, "uuid-1", "k", NULL, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (chain);

  chain = spt_keyring_new_chain (nothing);
  test_keyring_assert (chain, "uuid-1", "k", NULL);
  g_assert_false (test_keyring_store (chain, "uuid-1", "k", "x", NULL, &error));
  g_assert_error (error, SPT_KEYRING_ERROR, SPT_KEYRING_ERROR_MISSING);
  g_assert_finalize_object (chain);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/memory", test_memory);
  g_test_add_func ("/secrets/credentials", test_credentials);
  g_test_add_func ("/secrets/credentials/variable", test_credentials_variable);
  g_test_add_func ("/secrets/chain", test_chain);
  g_test_add_func ("/secrets/chain/errors", test_chain_errors);

  return g_test_run ();
}
