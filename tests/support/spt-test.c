/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every test needs: waits with a deadline, folders that go away, shared material. */
#define G_LOG_DOMAIN "spt-test"

#include "config.h"

#include "spt-test.h"

#include <ftw.h>
#include <stdio.h>

/* How often a condition is looked at that no source of the main context announces (a child process,
 * a file). */
#define POLL_MS 5

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * spt_test_wait:
 * @condition: what is waited for
 * @user_data: for @condition
 * @timeout_ms: the deadline
 *
 * Runs the default main context until @condition holds. At the deadline the test fails, and goes
 * on: return from it.
 *
 * Returns: %TRUE when the condition holds
 */
gboolean
spt_test_wait (gboolean (*condition)(gpointer user_data),
               gpointer   user_data,
               guint      timeout_ms)
{
  gint64 deadline = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  gboolean holds;
  guint tick;

  tick = g_timeout_add (POLL_MS, tick_cb, NULL);
  while (!(holds = condition (user_data)) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);

  if (!holds)
    g_test_fail_printf ("Waited %u ms in vain", timeout_ms);

  return holds;
}

/**
 * spt_test_async_cb:
 * @object: (nullable): the source object
 * @result: the result
 * @user_data: a `GAsyncResult **` that holds %NULL
 *
 * Keeps the result of an async call for spt_test_await().
 */
void
spt_test_async_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  /* A callback that comes twice is a fault of what is tested. */
  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  GAsyncResult **slot = user_data;

  return *slot != NULL;
}

/**
 * spt_test_await:
 * @result: where spt_test_async_cb() puts the result; %NULL again afterwards
 * @timeout_ms: the deadline
 *
 * Runs the default main context until the async call has answered. Without an answer by the
 * deadline there is nothing a test could go on with: it aborts.
 *
 * Returns: (transfer full): the result
 */
GAsyncResult *
spt_test_await (GAsyncResult **result,
                guint          timeout_ms)
{
  gboolean came = spt_test_wait (has_result, result, timeout_ms);

  g_assert_true (came);

  return g_steal_pointer (result);
}

static int
remove_entry (const char        *path,
              const struct stat *status,
              int                flag,
              struct FTW        *where)
{
  if (remove (path) != 0)
    g_warning ("Cannot remove %s", path);

  return 0;
}

static void
remove_dir (gpointer data)
{
  char *path = data;

  nftw (path, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
  g_free (path);
}

/**
 * spt_test_make_dir:
 *
 * Makes a folder for one test case. It is removed when the case ends, whether it passed or failed.
 *
 * Returns: (transfer none): its path
 */
const char *
spt_test_make_dir (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("spt-test-XXXXXX", &error);

  g_assert_no_error (error);
  g_test_queue_destroy (remove_dir, path);

  return path;
}

/**
 * spt_test_shared:
 * @name: a path below the shared folder, "seeds/001.md"
 *
 * Finds material that is not part of the source tree.
 *
 * Returns: (transfer full) (nullable): its path; %NULL when $SHARED_DIR is not set or has no such
 *   file
 */
char *
spt_test_shared (const char *name)
{
  const char *folder = g_getenv ("SHARED_DIR");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return NULL;

  path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}
