/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The archive as an object: threads, transactions, notices, locks, several processes. */
#include "config.h"

#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char *self_path; /* this very program, for tests that need other processes */

static SptStore *
open_store (const char *path,
            SptClock   *clock)
{
  g_autoptr (GError) error = NULL;
  SptStore *store = spt_store_open (path, clock, &error);

  g_assert_no_error (error);

  return store;
}

static char *
make_path (void)
{
  return g_build_filename (spt_test_make_dir (), "sportello.db", NULL);
}

static gboolean
count_up (SptDb         *db,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  gint64 count;
  g_autofree char *next = NULL;

  if (!spt_db_query_int (db, 0, &count, error,
                         "SELECT CAST (value AS INTEGER) FROM setting WHERE key = 'count'", ""))
    return FALSE;
  next = g_strdup_printf ("%d", (int) count + 1);

  return spt_db_set_setting (db, "count", next, error) &&
         spt_db_add_event (db, "counted", 0, 0, 0, NULL, next, error);
}

static gboolean
read_count (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autofree char *value = spt_db_get_setting (db, "count", error);

  *(int *) data = value != NULL ? atoi (value) : 0;

  return TRUE;
}

static gboolean
fail_late (SptDb         *db,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  if (!count_up (db, data, cancellable, error))
    return FALSE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "changed my mind");

  return FALSE;
}

static int
get_count (SptStore *store)
{
  g_autoptr (GError) error = NULL;
  int count = -1;

  spt_store_run_sync (store, SPT_STORE_READ, read_count, &count, NULL, &error);
  g_assert_no_error (error);

  return count;
}

static void
test_run (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autoptr (SptStore) store = open_store (path, SPT_CLOCK (clock));
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  int *given = g_new0 (int, 1);
  int *got;

  g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error));
  g_assert_cmpint (get_count (store), ==, 1);
  g_assert_false (spt_store_run_sync (store, SPT_STORE_WRITE, fail_late, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (get_count (store), ==, 1);

  /* A reader cannot write, even by mistake. */
  g_assert_false (spt_store_run_sync (store, SPT_STORE_READ, count_up, NULL, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);

  /* A statement that fails: everything of its job is undone, the next job is fine. */
  for (guint n = 1; n < 30; n++)
    {
      spt_store_test_fail_step (store, n);
      if (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error))
        break;
      g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_IO);
      g_clear_error (&error);
      g_assert_cmpint (get_count (store), ==, 1);
    }
  spt_store_test_fail_step (store, 0);
  g_assert_cmpint (get_count (store), ==, 2);

  spt_store_run_async (store, SPT_STORE_WRITE, count_up, NULL, NULL, NULL, spt_test_async_cb,
                       &first);
  first = spt_test_await (&first, SPT_TEST_TIMEOUT_MS);
  spt_store_run_finish (store, first, &error);
  g_assert_no_error (error);
  spt_store_run_async (store, SPT_STORE_READ, read_count, given, g_free, NULL, spt_test_async_cb,
                       &second);
  second = spt_test_await (&second, SPT_TEST_TIMEOUT_MS);
  got = spt_store_run_finish (store, second, &error);
  g_assert_no_error (error);
  g_assert_true (got == given);
  g_assert_cmpint (*got, ==, 3);

  spt_store_close (store);
  spt_store_close (store);
  g_assert_false (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

typedef struct
{
  GCancellable *cancellable;
  gint          ran; /* atomic */
} Endless;

/* Never ends by itself. */
static gboolean
run_endless (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  Endless *endless = data;

  g_atomic_int_set (&endless->ran, 1);

  return spt_db_exec (db, error,
                      "INSERT INTO setting (key, value) WITH RECURSIVE c (n) AS (VALUES (1) UNION "
                      "ALL SELECT n + 1 FROM c) "
                      "SELECT 'key ' || n, 'x' FROM c", "");
}

static gboolean
has_run (gpointer user_data)
{
  return g_atomic_int_get (&((Endless *) user_data)->ran) == 1;
}

static gboolean
count_settings (SptDb         *db,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  return spt_db_query_int (db, 0, data, error, "SELECT count (*) FROM setting", "");
}

static void
test_cancel (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autoptr (SptStore) store = open_store (path, SPT_CLOCK (clock));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Endless endless = { 0 };
  gint64 n;

  spt_store_run_async (store, SPT_STORE_WRITE, run_endless, &endless, NULL, cancellable,
                       spt_test_async_cb, &result);
  g_assert_true (spt_test_wait (has_run, &endless, SPT_TEST_TIMEOUT_MS));
  g_cancellable_cancel (cancellable);
  result = spt_test_await (&result, SPT_TEST_TIMEOUT_MS);
  g_assert_null (spt_store_run_finish (store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (spt_store_run_sync (store, SPT_STORE_READ, count_settings, &n, NULL, &error));
  g_assert_cmpint (n, ==, 0);

  /* Cancelled before its turn: never run. */
  g_assert_false (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (get_count (store), ==, 0);
  spt_store_close (store);
}

typedef struct
{
  guint n;
  guint changed;
} Notices;

static void
changed_cb (SptStore *store,
            guint     changed,
            Notices  *notices)
{
  notices->n++;
  notices->changed |= changed;
}

static gboolean
has_notice (gpointer user_data)
{
  return ((Notices *) user_data)->n > 0;
}

static gboolean
has_elsewhere (gpointer user_data)
{
  return (((Notices *) user_data)->changed & SPT_CHANGED_ELSEWHERE) != 0;
}

static void
test_notices (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autoptr (SptStore) store = open_store (path, SPT_CLOCK (clock));
  g_autoptr (GError) error = NULL;
  Notices notices = { 0 };

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &notices);

  /* Many changes, one notice; one that was undone, none. */
  for (guint i = 0; i < 5; i++)
    g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error));
  g_assert_cmpuint (notices.n, ==, 0);
  g_assert_true (spt_test_wait (has_notice, &notices, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpuint (notices.n, ==, 1);
  g_assert_cmpuint (notices.changed, ==, SPT_CHANGED_SETTINGS);

  notices = (Notices) { 0 };
  g_assert_false (spt_store_run_sync (store, SPT_STORE_WRITE, fail_late, NULL, NULL, &error));
  g_clear_error (&error);
  get_count (store);
  g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error));
  g_assert_true (spt_test_wait (has_notice, &notices, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpuint (notices.n, ==, 1);

  /* A store that goes while a notice is on its way. */
  g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error));
  spt_store_close (store);
  g_assert_finalize_object (g_steal_pointer (&store));
}

static gboolean
import_some (SptDb         *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  gint64 import = spt_db_add_import (db, SPT_RECORD_POSITIONS, "x.csv", error);

  for (guint i = 0; i < 5000; i++)
    add_position (db, i + 1, 0, import);

  return TRUE;
}

static gboolean
find_words (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  SptPositionQuery words = { .search = "agostino" };
  g_autoptr (GArray) ids = spt_db_query_positions (db, &words, cancellable, error);

  if (ids != NULL)
    *(guint *) data = ids->len;

  return ids != NULL;
}

/* An import reaches the index by itself, slice by slice, and at the latest when the archive is
 * closed. */
static void
test_index_follows (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autoptr (SptStore) store = open_store (path, SPT_CLOCK (clock));
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, import_some, NULL, NULL, &error));
  g_assert_no_error (error);
  spt_store_close (store);
  g_clear_object (&store);

  store = open_store (path, SPT_CLOCK (clock));
  g_assert_true (spt_store_run_sync (store, SPT_STORE_READ, find_words, &n, NULL, &error));
  g_assert_cmpuint (n, ==, 5000);
  spt_store_close (store);
}

/* A program that ended in between: the next one takes it up. */
static void
test_index_taken_up (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptStore) store = NULL;
  Fixture f;
  gint64 import;
  guint n = 0;

  fixture_init (&f);
  begin (f.db);
  import = spt_db_add_import (f.db, SPT_RECORD_POSITIONS, "x.csv", &error);
  for (guint i = 0; i < 10; i++)
    add_position (f.db, i + 1, 0, import);
  commit (f.db);
  g_clear_pointer (&f.reader, spt_db_close);
  g_clear_pointer (&f.db, spt_db_close);

  store = open_store (f.path, SPT_CLOCK (f.clock));
  /* The slice was queued first, and the writer keeps the order. */
  g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, find_words, &n, NULL, &error));
  g_assert_cmpuint (n, ==, 10);
  spt_store_close (store);
  fixture_clear (&f);
}

static void
test_locks (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *link_path = g_build_filename (folder, "link.db", NULL);
  g_autoptr (SptStore) first = open_store (path, SPT_CLOCK (clock));
  g_autoptr (SptStore) second = NULL;
  g_autoptr (GError) error = NULL;

  /* By another name it is the same archive. */
  g_assert_cmpint (symlink (path, link_path), ==, 0);
  second = open_store (link_path, SPT_CLOCK (clock));

  g_assert_true (spt_store_lock_sender (first, &error));
  g_assert_true (spt_store_lock_sender (first, &error));
  g_assert_false (spt_store_lock_sender (second, &error));
  g_assert_no_error (error);
  g_assert_true (spt_store_lock_window (second, &error));
  g_assert_false (spt_store_lock_window (first, &error));
  g_assert_no_error (error);
  spt_store_unlock_sender (first);
  g_assert_true (spt_store_lock_sender (second, &error));
  spt_store_close (second);
  g_assert_true (spt_store_lock_sender (first, &error));
  g_assert_true (spt_store_lock_window (first, &error));
  g_assert_no_error (error);
  spt_store_close (first);
}

static GSubprocess *
spawn (const char *mode,
       const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                      self_path, "--child",
                      mode, path, NULL);

  g_assert_no_error (error);

  return child;
}

static char *
read_line (GSubprocess *child)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autoptr (GError) error = NULL;
  char *line;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);

  return line;
}

static void
end_child (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_close (g_subprocess_get_stdin_pipe (child), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);
}

/* Three at once: one sends, and when it ends another one may. */
static void
test_one_sender (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autoptr (SptStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *children[3];
  guint n_senders = 0;
  guint sender = 0;

  /* The archive is not even there yet: they make it, all three at once. */
  for (guint i = 0; i < 3; i++)
    children[i] = spawn ("sender", path);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *line = read_line (children[i]);

      if (g_str_equal (line, "sender"))
        {
          sender = i;
          n_senders++;
        }
      else
        {
          g_assert_cmpstr (line, ==, "other");
        }
    }
  g_assert_cmpuint (n_senders, ==, 1);

  store = open_store (path, SPT_CLOCK (clock));
  g_assert_false (spt_store_lock_sender (store, &error));
  end_child (children[sender]);
  g_assert_true (spt_store_lock_sender (store, &error));
  for (guint i = 0; i < 3; i++)
    {
      if (i != sender)
        end_child (children[i]);
      g_object_unref (children[i]);
    }
  spt_store_close (store);
}

static gboolean
verify_job (SptDb         *db,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  return spt_db_verify (db, data, cancellable, error);
}

/* Three write at once: nothing is lost, and the chain is one. */
static void
test_three_writers (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autoptr (SptStore) store = NULL;
  g_autoptr (GError) error = NULL;
  GSubprocess *children[3];
  SptVerifyResult result;

  for (guint i = 0; i < 3; i++)
    children[i] = spawn ("count", path);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *line = read_line (children[i]);

      g_assert_cmpstr (line, ==, "counted");
      end_child (children[i]);
      g_object_unref (children[i]);
    }

  store = open_store (path, SPT_CLOCK (clock));
  g_assert_cmpint (get_count (store), ==, 150);
  g_assert_true (spt_store_run_sync (store, SPT_STORE_READ, verify_job, &result, NULL, &error));
  g_assert_null (result.problem);
  g_assert_cmpint (result.n_events, ==, 150);
  spt_verify_result_clear (&result);
  spt_store_close (store);
}

/* Another process writes: the watching one hears of it at its next look, and of nothing it did
 * itself. */
static void
test_watch (void)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autofree char *path = make_path ();
  g_autoptr (SptStore) store = open_store (path, SPT_CLOCK (clock));
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  Notices notices = { 0 };

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &notices);
  spt_store_watch (store);
  g_assert_true (spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error));
  for (guint i = 0; i < 3; i++)
    {
      spt_fake_clock_advance (clock, 1000);
      get_count (store);
    }
  g_assert_true (spt_test_wait (has_notice, &notices, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpuint (notices.changed, ==, SPT_CHANGED_SETTINGS);

  child = spawn ("count", path);
  line = read_line (child);
  g_assert_cmpstr (line, ==, "counted");
  notices = (Notices) { 0 };
  spt_fake_clock_advance (clock, 1000);
  g_assert_true (spt_test_wait (has_elsewhere, &notices, SPT_TEST_TIMEOUT_MS));
  g_assert_cmpint (get_count (store), ==, 51);
  end_child (child);
  spt_store_close (store);
  g_assert_cmpuint (spt_fake_clock_get_n_timers (clock), ==, 0);
}

static int
run_as_child (const char *mode,
              const char *path)
{
  g_autoptr (SptClock) clock = spt_clock_new_system ();
  g_autoptr (SptStore) store = open_store (path, clock);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (mode, "sender"))
    {
      gboolean is_sender = spt_store_lock_sender (store, &error);

      g_assert_no_error (error);
      g_print ("%s\n", is_sender ? "sender" : "other");
    }
  else
    {
      for (guint i = 0; i < 50; i++)
        {
          spt_store_run_sync (store, SPT_STORE_WRITE, count_up, NULL, NULL, &error);
          g_assert_no_error (error);
        }
      g_print ("counted\n");
    }
  fflush (stdout);

  while (getchar () != EOF)
    continue;
  spt_store_close (store);

  return 0;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_as_child (argv[2], argv[3]);

  self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/store/run", test_run);
  g_test_add_func ("/store/store/cancel", test_cancel);
  g_test_add_func ("/store/store/notices", test_notices);
  g_test_add_func ("/store/store/index-follows", test_index_follows);
  g_test_add_func ("/store/store/index-taken-up", test_index_taken_up);
  g_test_add_func ("/store/store/locks", test_locks);
  g_test_add_func ("/store/store/one-sender", test_one_sender);
  g_test_add_func ("/store/store/three-writers", test_three_writers);
  g_test_add_func ("/store/store/watch", test_watch);

  return g_test_run ();
}
