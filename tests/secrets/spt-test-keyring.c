/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring's calls, waited for, and what every keyring must do. */
#define G_LOG_DOMAIN "spt-test-keyring"

#include "spt-test-keyring.h"

#include "spt-test.h"

char *
test_keyring_lookup (SptKeyring    *keyring,
                     const char    *credential,
                     const char    *key,
                     GCancellable  *cancellable,
                     GError       **error)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) awaited = NULL;

  spt_keyring_lookup_async (keyring, credential, key, cancellable, spt_test_async_cb, &result);
  g_assert_null (result);
  awaited = spt_test_await (&result, SPT_TEST_TIMEOUT_MS);

  return spt_keyring_lookup_finish (keyring, awaited, error);
}

gboolean
test_keyring_store (SptKeyring    *keyring,
                    const char    *credential,
                    const char    *key,
                    const char    *secret,
                    GCancellable  *cancellable,
                    GError       **error)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) awaited = NULL;

  spt_keyring_store_async (keyring, credential, key, "Sportello – Prova: chiave", secret, cancellable,
                           spt_test_async_cb, &result);
  g_assert_null (result);
  awaited = spt_test_await (&result, SPT_TEST_TIMEOUT_MS);

  return spt_keyring_store_finish (keyring, awaited, error);
}

gboolean
test_keyring_clear (SptKeyring    *keyring,
                    const char    *credential,
                    const char    *key,
                    GCancellable  *cancellable,
                    GError       **error)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) awaited = NULL;

  spt_keyring_clear_async (keyring, credential, key, cancellable, spt_test_async_cb, &result);
  g_assert_null (result);
  awaited = spt_test_await (&result, SPT_TEST_TIMEOUT_MS);

  return spt_keyring_clear_finish (keyring, awaited, error);
}

void
test_keyring_assert (SptKeyring *keyring,
                     const char *credential,
                     const char *key,
                     const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = test_keyring_lookup (keyring, credential, key, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  spt_secret_free (secret);
}

void
test_keyring_walk (SptKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  char *secret;

  test_keyring_assert (keyring, "uuid-1", "subscription-key", NULL);
  g_assert_true (test_keyring_clear (keyring, "uuid-1", "subscription-key", NULL, &error));
  g_assert_no_error (error);

  g_assert_true (test_keyring_store (keyring, "uuid-1", "subscription-key", "prima ✓ \"quoted\"\n", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (test_keyring_store (keyring, "uuid-1", "client-secret", "seconda", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (test_keyring_store (keyring, "uuid-2", "subscription-key", "terza", NULL, &error));
  g_assert_no_error (error);
  test_keyring_assert (keyring, "uuid-1", "subscription-key", "prima ✓ \"quoted\"\n");
  test_keyring_assert (keyring, "uuid-1", "client-secret", "seconda");
  test_keyring_assert (keyring, "uuid-2", "subscription-key", "terza");
  test_keyring_assert (keyring, "uuid-2", "client-secret", NULL);
  test_keyring_assert (keyring, "uuid", "subscription-key", NULL);

  /* In the place of the old one. */
  g_assert_true (test_keyring_store (keyring, "uuid-1", "subscription-key", "nuova", NULL, &error));
  g_assert_no_error (error);
  test_keyring_assert (keyring, "uuid-1", "subscription-key", "nuova");

  g_assert_true (test_keyring_clear (keyring, "uuid-1", "subscription-key", NULL, &error));
  g_assert_no_error (error);
  test_keyring_assert (keyring, "uuid-1", "subscription-key", NULL);
  test_keyring_assert (keyring, "uuid-1", "client-secret", "seconda");

  g_cancellable_cancel (cancellable);
  secret = test_keyring_lookup (keyring, "uuid-1", "client-secret", cancellable, &error);
  g_assert_null (secret);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (test_keyring_store (keyring, "uuid-1", "client-secret", "x", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (test_keyring_clear (keyring, "uuid-1", "client-secret", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  test_keyring_assert (keyring, "uuid-1", "client-secret", "seconda");

  g_assert_true (test_keyring_clear (keyring, "uuid-1", "client-secret", NULL, &error));
  g_assert_true (test_keyring_clear (keyring, "uuid-2", "subscription-key", NULL, &error));
  g_assert_no_error (error);
}
