/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every test needs: waits with a deadline, folders that go away, shared material. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The deadline for what should take no time at all: generous, because sanitizers and a busy machine
 * are slow. */
#define SPT_TEST_TIMEOUT_MS 20000

gboolean      spt_test_wait      (gboolean      (*condition) (gpointer user_data),
                                  gpointer      user_data,
                                  guint         timeout_ms);

/* A GAsyncReadyCallback for a `GAsyncResult *` that starts as %NULL, and the wait for it. */
void          spt_test_async_cb  (GObject       *object,
                                  GAsyncResult  *result,
                                  gpointer       user_data);
GAsyncResult *spt_test_await     (GAsyncResult **result,
                                  guint          timeout_ms);

/* A new, empty folder; removed with all it holds when the test case ends. */
const char   *spt_test_make_dir  (void);
/* The path of @name in $SHARED_DIR, or %NULL when that is not there (the test then skips). */
char         *spt_test_shared    (const char    *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
