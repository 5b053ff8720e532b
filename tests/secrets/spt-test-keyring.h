/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring's calls, waited for. */
#pragma once

#include "secrets/spt-keyring.h"

G_BEGIN_DECLS

char     *test_keyring_lookup (SptKeyring    *keyring,
                               const char    *credential,
                               const char    *key,
                               GCancellable  *cancellable,
                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  test_keyring_store  (SptKeyring    *keyring,
                               const char    *credential,
                               const char    *key,
                               const char    *secret,
                               GCancellable  *cancellable,
                               GError       **error);
gboolean  test_keyring_clear  (SptKeyring    *keyring,
                               const char    *credential,
                               const char    *key,
                               GCancellable  *cancellable,
                               GError       **error);
/* Fails the test unless the secret is @expected (NULL = none), without an error. */
void      test_keyring_assert (SptKeyring    *keyring,
                               const char    *credential,
                               const char    *key,
                               const char    *expected);

/* Everything that any keyring that can write must do. */
void      test_keyring_walk   (SptKeyring    *keyring);

G_END_DECLS
