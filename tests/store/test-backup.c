/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of an archive in use, and what a restored one may and may not do. */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

/* Ordered, sending, waiting, uncertain: one of each, and a position that is under way in none. */
static void
fill (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gint64 account;
  gint64 ids[5];

  begin (f->db);
  account = add_account (f->db, "comune");
  for (guint i = 0; i < 4; i++)
    {
      gint64 record = add_position (f->db, i + 1, 0, 0);

      ids[i] = add_submission (f->db, account, "sample.create", &record, 1);
      g_assert_true (spt_db_order_submission (f->db, ids[i], "Anna", &error));
      if (i > 0)
        g_assert_cmpint (spt_db_begin_attempt (f->db, ids[i], &error), >, 0);
    }
  change (f->db, ids[2], SPT_STATE_SENDING, SPT_STATE_WAITING);
  {
    SptStateChange lost = { .expected = SPT_STATE_SENDING, .state = SPT_STATE_UNCERTAIN,
                            .next_check = FIXTURE_START_MS + 1 };

    g_assert_true (spt_db_change_submission (f->db, ids[3], &lost, NULL, &error));
  }
  add_position (f->db, 5, 0, 0);
  commit (f->db);
}

static SptStore *
open_store (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SptStore *store = spt_store_open (f->path, SPT_CLOCK (f->clock), &error);

  g_assert_no_error (error);

  return store;
}

static char *
back_up (Fixture *f)
{
  g_autoptr (SptStore) store = open_store (f);
  g_autoptr (GError) error = NULL;
  char *target = g_build_filename (spt_test_make_dir (), "copy.db", NULL);

  g_assert_true (spt_store_backup (store, target, NULL, &error));
  g_assert_no_error (error);
  spt_store_close (store);

  return target;
}

static void
close_connections (Fixture *f)
{
  g_clear_pointer (&f->reader, spt_db_close);
  g_clear_pointer (&f->db, spt_db_close);
}

static void
test_backup (void)
{
  Fixture f;
  g_autofree char *before = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *log = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SptStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Fixture other = { 0 };
  struct stat info;

  fixture_init (&f);
  fill (&f);
  before = dump (f.db);

  /* Connections are open meanwhile, with a log. */
  copy = back_up (&f);
  g_assert_cmpint (stat (copy, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  log = g_strconcat (copy, "-wal", NULL);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));

  other.clock = g_object_ref (f.clock);
  other.path = g_strdup (copy);
  spt_store_open_connections (copy, SPT_CLOCK (f.clock), &other.db, &other.reader, &error);
  g_assert_no_error (error);
  after = dump (other.db);
  g_assert_cmpstr (before, ==, after);

  /* Never over an archive: not this one, not one that is open, not a folder. */
  store = open_store (&f);
  g_assert_false (spt_store_backup (store, f.path, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (spt_store_backup (store, copy, NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (spt_store_backup (store, spt_test_make_dir (), NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (spt_store_backup (store, "/nonexistent/copy.db", NULL, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_IO);
  g_clear_error (&error);
  fixture_clear (&other);

  /* Over an older copy it may. Cancelled, it leaves that one alone, and nothing half done beside
   * it. */
  g_assert_true (spt_store_backup (store, copy, NULL, &error));
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  g_assert_false (spt_store_backup (store, copy, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  {
    g_autofree char *folder = g_path_get_dirname (copy);
    g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
    guint n = 0;

    while (g_dir_read_name (files) != NULL)
      n++;
    g_assert_cmpuint (n, ==, 1);
  }
  spt_store_close (store);
  fixture_clear (&f);
}

static void
test_restore (void)
{
  Fixture f;
  g_autofree char *copy = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *states = NULL;
  g_autofree char *review = NULL;
  g_autofree char *restored = NULL;
  g_autoptr (GPtrArray) work = NULL;
  g_autoptr (GError) error = NULL;
  SptVerifyResult result;

  fixture_init (&f);
  fill (&f);
  copy = back_up (&f);
  begin (f.db);
  add_position (f.db, 99, 0, 0);
  commit (f.db);
  close_connections (&f);

  spt_fake_clock_advance (f.clock, 86400000);
  g_assert_true (spt_store_restore (f.path, copy, SPT_CLOCK (f.clock), &kept, &error));
  g_assert_no_error (error);
  g_assert_nonnull (kept);
  g_assert_true (g_str_has_prefix (kept, f.path));
  fixture_reopen (&f);

  /* The order is off, what was sending is in doubt, and nothing is looked up before somebody
   * went through it. */
  states = query_text (f.db, "SELECT group_concat (state || (ordered_at IS NOT NULL) || "
                       "(next_check IS NOT NULL), ' ') "
                       "FROM (SELECT * FROM submission ORDER BY id)");
  g_assert_cmpstr (states, ==, "ready00 uncertain10 waiting10 uncertain10");
  review = spt_db_get_setting (f.db, SPT_SETTING_REVIEW, &error);
  g_assert_cmpstr (review, ==, "1");
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM position"), ==, 5);
  work = spt_db_list_work (f.db, &error);
  g_assert_cmpuint (work->len, ==, 1);
  restored = query_text (f.db, "SELECT text FROM event WHERE kind = 'restored'");
  g_assert_cmpstr (restored, ==, "1 orders taken off, 1 sending made uncertain");
  g_assert_true (spt_db_verify (f.db, &result, NULL, &error));
  g_assert_null (result.problem);
  spt_verify_result_clear (&result);

  /* Not even by an order, until the review is over. */
  begin (f.db);
  g_assert_true (spt_db_order_submission (f.db, 1, "Anna", &error));
  g_clear_pointer (&work, g_ptr_array_unref);
  work = spt_db_list_work (f.db, &error);
  g_assert_cmpuint (work->len, ==, 1);
  g_assert_cmpint (spt_db_begin_attempt (f.db, 1, &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (spt_db_set_setting (f.db, SPT_SETTING_REVIEW, NULL, &error));
  g_clear_pointer (&work, g_ptr_array_unref);
  work = spt_db_list_work (f.db, &error);
  g_assert_cmpuint (work->len, ==, 2);
  g_assert_cmpint (spt_db_begin_attempt (f.db, 1, &error), >, 0);
  commit (f.db);

  /* The old one is whole. */
  {
    Fixture old = { .clock = g_object_ref (f.clock), .path = g_strdup (kept) };

    spt_store_open_connections (kept, SPT_CLOCK (f.clock), &old.db, &old.reader, &error);
    g_assert_no_error (error);
    g_assert_cmpint (query (old.db, "SELECT count (*) FROM position"), ==, 6);
    fixture_clear (&old);
  }
  fixture_clear (&f);
}

static void
assert_not_restored (Fixture    *f,
                     const char *copy,
                     int         code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *folder = g_path_get_dirname (f->path);
  g_autoptr (GDir) files = NULL;
  const char *name;

  g_assert_false (spt_store_restore (f->path, copy, SPT_CLOCK (f->clock), &kept, &error));
  g_assert_error (error, SPT_STORE_ERROR, code);
  g_assert_null (kept);

  files = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_assert_null (strstr (name, "restore"));
      g_assert_null (strstr (name, ".part-"));
    }
}

static void
test_restore_refused (void)
{
  Fixture f;
  g_autofree char *copy = NULL;
  g_autofree char *bad = g_build_filename (spt_test_make_dir (), "bad.db", NULL);
  g_autofree char *data = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (SptStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  fixture_init (&f);
  fill (&f);
  before = dump (f.db);
  copy = back_up (&f);

  /* Somebody has it open: with locks, or without any. */
  assert_not_restored (&f, copy, SPT_STORE_ERROR_LOCKED);
  close_connections (&f);
  store = open_store (&f);
  g_assert_true (spt_store_lock_window (store, &error));
  assert_not_restored (&f, copy, SPT_STORE_ERROR_LOCKED);
  spt_store_close (store);

  assert_not_restored (&f, bad, SPT_STORE_ERROR_NOT_FOUND);
  g_file_set_contents (bad, "Dear diary", -1, &error);
  assert_not_restored (&f, bad, SPT_STORE_ERROR_NOT_OURS);
  g_file_get_contents (copy, &data, &length, &error);
  g_file_set_contents (bad, data, length - 8192, &error);
  assert_not_restored (&f, bad, SPT_STORE_ERROR_DAMAGED);
  memset (data + length / 2 / 4096 * 4096, 0, 8192);
  g_file_set_contents (bad, data, length, &error);
  assert_not_restored (&f, bad, SPT_STORE_ERROR_DAMAGED);

  /* A copy whose chain was changed is no evidence. */
  g_clear_pointer (&data, g_free);
  g_file_get_contents (copy, &data, &length, &error);
  g_file_set_contents (bad, data, length, &error);
  {
    sqlite3 *handle = NULL;

    g_assert_cmpint (sqlite3_open (bad, &handle), ==, SQLITE_OK);
    g_assert_cmpint (sqlite3_exec (handle, "UPDATE event SET text = 'x' WHERE seq = 2", NULL, NULL,
                                   NULL), ==, SQLITE_OK);
    sqlite3_close (handle);
  }
  assert_not_restored (&f, bad, SPT_STORE_ERROR_DAMAGED);

  fixture_reopen (&f);
  after = dump (f.db);
  g_assert_cmpstr (before, ==, after);
  fixture_clear (&f);
}

/* What is restored for: the archive is broken, or gone. Its old log must not come back to life. */
static void
test_restore_over_damage (void)
{
  Fixture f;
  g_autofree char *copy = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *log = NULL;
  g_autofree char *kept_log = NULL;
  g_autoptr (GError) error = NULL;

  fixture_init (&f);
  fill (&f);
  copy = back_up (&f);
  close_connections (&f);
  log = g_strconcat (f.path, "-wal", NULL);
  g_assert_true (g_file_set_contents (f.path, "SQLite format 3", 16, &error));
  g_assert_true (g_file_set_contents (log, "frames of another time", -1, &error));

  g_assert_true (spt_store_restore (f.path, copy, SPT_CLOCK (f.clock), &kept, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  kept_log = g_strconcat (kept, "-wal", NULL);
  g_assert_true (g_file_test (kept_log, G_FILE_TEST_EXISTS));
  fixture_reopen (&f);
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM position"), ==, 5);
  close_connections (&f);

  g_assert_cmpint (g_unlink (f.path), ==, 0);
  g_clear_pointer (&kept, g_free);
  g_assert_true (spt_store_restore (f.path, copy, SPT_CLOCK (f.clock), &kept, &error));
  g_assert_no_error (error);
  g_assert_null (kept);
  fixture_reopen (&f);
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM position"), ==, 5);
  fixture_clear (&f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/backup/backup", test_backup);
  g_test_add_func ("/store/backup/restore", test_restore);
  g_test_add_func ("/store/backup/restore-refused", test_restore_refused);
  g_test_add_func ("/store/backup/restore-over-damage", test_restore_over_damage);

  return g_test_run ();
}
