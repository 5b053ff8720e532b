/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counters of notice numbers and the search for who has one: two processes at once, a stop between
 * file and commit, restores of older backups. */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/spt-store-dues.h"
#include "store/spt-store-iuv.h"

#define BODY  "77777777777"
#define OTHER "88888888888"

static const char *self_path;

static gint64
take (SptDb      *db,
      const char *body,
      const char *code,
      gint64      first,
      guint       n)
{
  g_autoptr (GError) error = NULL;
  gint64 base = 0;

  g_assert_true (spt_db_take_iuvs (db, body, code, first, n, &base, &error));
  g_assert_no_error (error);

  return base;
}

static gint64
take_alone (SptDb      *db,
            const char *body,
            const char *code)
{
  gint64 base;

  begin (db);
  base = take (db, body, code, 0, 1);
  commit (db);

  return base;
}

static void
assert_unconfirmed (SptDb      *db,
                    const char *body,
                    const char *code)
{
  g_autoptr (GError) error = NULL;
  gint64 base;

  begin (db);
  g_assert_false (spt_db_take_iuvs (db, body, code, 0, 1, &base, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_UNCONFIRMED);
  g_assert_cmpstr (spt_store_error_get_message_code (error), ==, "iuv-unconfirmed");
  spt_db_rollback (db);
}

static char *
iuv_file (Fixture *f)
{
  return g_strconcat (f->path, ".iuv", NULL);
}

static void
close_connections (Fixture *f)
{
  g_clear_pointer (&f->reader, spt_db_close);
  g_clear_pointer (&f->db, spt_db_close);
}

static void
open_connections (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (spt_store_open_connections (f->path, SPT_CLOCK (f->clock), &f->db, &f->reader,
                                             &error));
  g_assert_no_error (error);
}

static char *
back_up (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptStore) store = spt_store_open (f->path, SPT_CLOCK (f->clock), &error);
  char *target = g_build_filename (spt_test_make_dir (), "copy.db", NULL);

  g_assert_no_error (error);
  g_assert_true (spt_store_backup (store, target, NULL, &error));
  spt_store_close (store);

  return target;
}

static void
restore (Fixture    *f,
         const char *path,
         const char *backup)
{
  g_autoptr (GError) error = NULL;
  gboolean done = spt_store_restore (path, backup, SPT_CLOCK (f->clock), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  spt_fake_clock_advance (f->clock, 1000); /* the next one keeps another name */
}

static void
test_take (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL;
  gint64 base;
  struct stat info;

  fixture_init (&f);
  file = iuv_file (&f);

  begin (f.db);
  g_assert_cmpint (take (f.db, BODY, "02", 0, 1), ==, 1);
  g_assert_cmpint (take (f.db, BODY, "02", 0, 3), ==, 2);
  g_assert_cmpint (take (f.db, BODY, "03", 0, 1), ==, 1); /* another generation point */
  g_assert_cmpint (take (f.db, OTHER, "02", 500, 1), ==, 500); /* the account's first number */
  commit (f.db);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), ==, 5);
  g_assert_cmpint (take_alone (f.db, OTHER, "02"), ==, 501);

  /* The setting can go up later, and never brings it down. */
  begin (f.db);
  g_assert_cmpint (take (f.db, BODY, "02", 1000, 2), ==, 1000);
  g_assert_cmpint (take (f.db, BODY, "02", 10, 1), ==, 1002);
  commit (f.db);

  /* For its owner alone, and ahead of the archive. */
  g_assert_cmpint (stat (file, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (query (f.db, "SELECT min (reserved - next) FROM iuv_counter"), >=, 0);

  /* What was taken last and not used goes back within the transaction. */
  begin (f.db);
  base = take (f.db, BODY, "03", 0, 64);
  g_assert_true (spt_db_return_iuvs (f.db, BODY, "03", base + 4, base + 64, &error));
  g_assert_cmpint (take (f.db, BODY, "03", 0, 1), ==, base + 4);
  /* But not when somebody took more behind it. */
  g_assert_true (spt_db_return_iuvs (f.db, BODY, "03", base + 1, base + 64, &error));
  g_assert_cmpint (take (f.db, BODY, "03", 0, 1), ==, base + 5);
  commit (f.db);

  /* A transaction that is taken back may leave numbers out. */
  begin (f.db);
  base = take (f.db, BODY, "02", 0, 250);
  spt_db_rollback (f.db);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), >=, base);

  /* The last one there is. */
  begin (f.db);
  g_assert_cmpint (take (f.db, BODY, "45", SPT_IUV_BASE_MAX, 1), ==, SPT_IUV_BASE_MAX);
  g_assert_false (spt_db_take_iuvs (f.db, BODY, "45", 0, 1, &base, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_USED_UP);
  g_clear_error (&error);
  g_assert_false (spt_db_take_iuvs (f.db, "", "02", 0, 1, &base, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_false (spt_db_take_iuvs (f.db, BODY, "2", 0, 1, &base, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  spt_db_rollback (f.db);
  fixture_clear (&f);
}

/* Every number beyond those of the older copy was given, then the copy comes back. */
static void
test_restore (void)
{
  Fixture f;
  g_autofree char *backup = NULL;
  g_autofree char *file = NULL;
  gint64 last = 0;

  fixture_init (&f);
  file = iuv_file (&f);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), ==, 1);
  close_connections (&f);
  backup = back_up (&f);

  open_connections (&f);
  for (guint i = 0; i < 150; i++)
    last = take_alone (f.db, BODY, "02");
  g_assert_cmpint (take_alone (f.db, OTHER, "07"), ==, 1); /* begun since */
  close_connections (&f);

  restore (&f, f.path, backup);
  open_connections (&f);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), >, last);
  g_assert_cmpint (take_alone (f.db, OTHER, "07"), >, 1);
  close_connections (&f);

  /* The other way round: a newer copy beside an older file. */
  open_connections (&f);
  last = take_alone (f.db, BODY, "02");
  close_connections (&f);
  g_clear_pointer (&backup, g_free);
  backup = back_up (&f);
  g_assert_true (g_file_set_contents (file, "sportello-iuv 1\n" BODY " 02 10\n" OTHER " 07 900\n",
                                      -1, NULL));
  restore (&f, f.path, backup);
  open_connections (&f);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), >, last);
  g_assert_cmpint (take_alone (f.db, OTHER, "07"), ==, 900);
  fixture_clear (&f);
}

static void
test_confirm (void)
{
  Fixture f;
  g_autofree char *backup = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GError) error = NULL;
  SptIuvState state;
  gint64 id;

  fixture_init (&f);
  begin (f.db);
  g_assert_cmpint (take (f.db, BODY, "02", 0, 20), ==, 1);
  id = add_position (f.db, 1, 0, 0);
  commit (f.db);
  run (f.db, "UPDATE position SET iuv = '02000000000005044', organization = '" BODY "'");
  g_assert_cmpint (id, ==, 1);
  close_connections (&f);
  backup = back_up (&f);

  /* On another computer: the file is not there. */
  g_free (f.path);
  f.path = g_build_filename (spt_test_make_dir (), "elsewhere.db", NULL);
  file = iuv_file (&f);
  restore (&f, f.path, backup);
  open_connections (&f);
  assert_unconfirmed (f.db, BODY, "02");
  assert_unconfirmed (f.db, OTHER, "07"); /* nobody knows that either */

  g_assert_true (spt_db_get_iuv_state (f.reader, BODY, "02", 0, &state, &error));
  g_assert_no_error (error);
  g_assert_false (state.confirmed);
  g_assert_cmpint (state.last_seen, ==, 50);
  g_assert_cmpint (state.next, ==, 51);

  begin (f.db);
  g_assert_false (spt_db_confirm_iuvs (f.db, BODY, "02", 50, "Anna", &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_assert_true (spt_db_confirm_iuvs (f.db, BODY, "02", 4000, "Anna", &error));
  g_assert_no_error (error);
  commit (f.db);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), ==, 4000);
  g_assert_cmpint (query (f.db, "SELECT count (*) FROM event WHERE kind = 'iuv-confirmed' AND actor "
                          "= 'Anna'"), ==, 1);
  assert_unconfirmed (f.db, OTHER, "07");

  /* The file is lost under a running archive: whoever deletes it may have put an older archive
   * there as well. */
  g_assert_cmpint (g_unlink (file), ==, 0);
  assert_unconfirmed (f.db, BODY, "02");
  begin (f.db);
  g_assert_true (spt_db_confirm_iuvs (f.db, BODY, "02", 5000, "Anna", &error));
  commit (f.db);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), ==, 5000);

  /* A file of rubbish counts as none. */
  g_assert_true (g_file_set_contents (file, "sportello-iuv 1\n" BODY " 02 99x\n", -1, NULL));
  g_test_expect_message ("spt-store-iuv", G_LOG_LEVEL_WARNING, "*damaged*");
  assert_unconfirmed (f.db, BODY, "02");
  g_test_assert_expected_messages ();
  fixture_clear (&f);
}

/* An archive put back by hand, without "restore": the file is ahead of it. */
static void
test_copied_by_hand (void)
{
  Fixture f;
  g_autofree char *backup = NULL;
  g_autoptr (GFile) from = NULL;
  g_autoptr (GFile) to = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last = 0;

  fixture_init (&f);
  take_alone (f.db, BODY, "02");
  close_connections (&f);
  backup = back_up (&f);
  open_connections (&f);
  for (guint i = 0; i < 120; i++)
    last = take_alone (f.db, BODY, "02");
  close_connections (&f);

  from = g_file_new_for_path (backup);
  to = g_file_new_for_path (f.path);
  g_assert_true (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error));
  open_connections (&f);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), >, last);
  fixture_clear (&f);
}

/* Takes @n numbers, one a transaction, and says them; "stop" as @how: ends hard with the file
 * written and nothing committed. */
static int
child (const char *path,
       const char *how,
       guint       n)
{
  g_autoptr (SptFakeClock) clock = spt_fake_clock_new (FIXTURE_START_MS);
  g_autoptr (GError) error = NULL;
  SptDb *db = NULL;
  SptDb *reader = NULL;

  g_assert_true (spt_store_open_connections (path, SPT_CLOCK (clock), &db, &reader, &error));
  for (guint i = 0; i < n; i++)
    {
      gint64 base;

      begin (db);
      base = take (db, BODY, "02", 0, 1);
      if (g_str_equal (how, "stop") && i == n - 1)
        _exit (7);
      commit (db);
      printf ("%" G_GINT64_FORMAT "\n", base);
    }
  fflush (stdout);
  spt_db_close (reader);
  spt_db_close (db);

  return 0;
}

static GSubprocess *
run_child (Fixture    *f,
           const char *how,
           const char *n)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path,
                                           "--child", f->path, how, n, NULL);

  g_assert_no_error (error);

  return process;
}

static void
collect (GSubprocess *process,
         GHashTable  *numbers,
         int          status)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0')
        g_assert_true (g_hash_table_add (numbers, g_strdup (lines[i]))); /* never twice */
    }
}

static void
test_two_processes (void)
{
  Fixture f;
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GSubprocess) one = NULL;
  g_autoptr (GSubprocess) two = NULL;

  fixture_init (&f);
  close_connections (&f);
  one = run_child (&f, "go", "150");
  two = run_child (&f, "go", "150");
  collect (one, numbers, 0);
  collect (two, numbers, 0);
  g_assert_cmpuint (g_hash_table_size (numbers), ==, 300);

  open_connections (&f);
  g_assert_cmpint (take_alone (f.db, BODY, "02"), ==, 301); /* and none left out */
  fixture_clear (&f);
}

static void
test_stop_between (void)
{
  Fixture f;
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *next = NULL;

  fixture_init (&f);
  close_connections (&f);
  /* The 101st and 102nd write the file anew: the stop is behind the file and before the commit. */
  for (guint i = 0; i < 3; i++)
    {
      g_clear_object (&process);
      process = run_child (&f, "stop", "102");
      collect (process, numbers, 7);
    }
  open_connections (&f);
  next = g_strdup_printf ("%" G_GINT64_FORMAT, take_alone (f.db, BODY, "02"));
  g_assert_true (g_hash_table_add (numbers, g_steal_pointer (&next)));
  fixture_clear (&f);
}

/* --- who has a number -------------------------------------------------------------------------- */

static gint64
save (SptDb      *db,
      gint64      id,
      const char *iupd,
      const char *body,
      guint       n_options,
      const char *iuv,
      const char *doc,
      gint64      import_id)
{
  g_autoptr (GError) error = NULL;
  SptPositionColumns columns = {
    .iupd = iupd, .organization = body, .iuv = iuv, .amount = 100, .n_options = n_options,
  };

  id = spt_db_save_position (db, id, doc, &columns, NULL, import_id, 1, "Anna", &error);
  g_assert_no_error (error);

  return id;
}

static void
assert_found (SptDb      *db,
              const char *number,
              const char *body,
              gint64      except,
              gint64      id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SptNoticeSet) set = NULL;
  g_autofree char *iupd = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpint (spt_db_find_notice (db, number, body, BODY, except, &iupd, &error), ==, id);
  g_assert_no_error (error);
  g_assert_true ((iupd != NULL) == (id != 0));

  set = spt_db_load_notices (db, BODY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (spt_notice_set_find (set, db, number, body, except, &again, &error), ==, id);
  g_assert_no_error (error);
  g_assert_cmpstr (iupd, ==, again);
}

static void
test_find (void)
{
  static const char two[] =
    "{\"iupd\":\"B\",\"paymentOption\":[{\"iuv\":\"02000000000000247\",\"description\":"
    "\"\\\"iuv\\\":\\\"99\\\"\"},{\"nav\":\"302000000000000999\",\"iuv\":\"02000000000000348\"}]}";
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 a, b, c, d, import;
  guint n_done = 0;

  fixture_init (&f);
  begin (f.db);
  a = save (f.db, 0, "A", BODY, 1, "02000000000000146", "{\"iupd\":\"A\"}", 0);
  b = save (f.db, 0, "B", BODY, 2, "02000000000000247", two, 0);
  c = save (f.db, 0, "C", NULL, 1, "02000000000000449", "{\"iupd\":\"C\"}", 0);
  import = spt_db_add_import (f.db, SPT_RECORD_POSITIONS, "x", &error);
  d = save (f.db, 0, "D", BODY, 1, "02000000000000550", "{\"iupd\":\"D\"}", import);
  assert_found (f.db, "02000000000000550", BODY, 0, d); /* not even committed, let alone indexed */
  commit (f.db);

  assert_found (f.db, "02000000000000146", BODY, 0, a);
  assert_found (f.db, "02000000000000146", BODY, a, 0);
  assert_found (f.db, "02000000000000146", OTHER, 0, 0);
  assert_found (f.db, "0200000000000014", BODY, 0, 0); /* the whole number, not its beginning */
  assert_found (f.db, "02000000000000247", BODY, 0, b);
  assert_found (f.db, "02000000000000348", BODY, 0, b);
  assert_found (f.db, "302000000000000999", BODY, 0, b);
  assert_found (f.db, "99", BODY, 0, 0);
  assert_found (f.db, "02000000000000449", BODY, 0, c); /* names no body: there is only one */
  assert_found (f.db, "02000000000000146", NULL, 0, a);
  assert_found (f.db, "02000000000000550", BODY, 0, d); /* waits for the index */
  assert_found (f.db, "a \" b", BODY, 0, 0);

  /* An instalment less, and its number is free. */
  begin (f.db);
  save (f.db, b, "B", BODY, 1, "02000000000000247", "{\"iupd\":\"B\"}", 0);
  commit (f.db);
  assert_found (f.db, "02000000000000348", BODY, 0, 0);
  assert_found (f.db, "02000000000000247", BODY, 0, b);

  /* Removed, it counts only if the service ever took it. */
  begin (f.db);
  g_assert_true (spt_db_remove_positions (f.db, &a, 1, FALSE, &n_done, &error));
  commit (f.db);
  assert_found (f.db, "02000000000000146", BODY, 0, 0);
  run (f.db, "UPDATE position SET gone = 1 WHERE iupd = 'A'");
  assert_found (f.db, "02000000000000146", BODY, 0, a);
  fixture_clear (&f);
}

static void
test_dues (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  g_autoptr (SptDueType) due = spt_due_type_new (0, BODY, "TARI", "{\"name\":\"TARI\"}");
  g_autoptr (SptDueType) again = NULL;
  g_autoptr (GPtrArray) list = NULL;
  gint64 position, kind;

  fixture_init (&f);
  begin (f.db);
  due->id = spt_db_save_due_type (f.db, due, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpint (due->id, >, 0);
  again = spt_due_type_new (0, BODY, "TARI", "{}");
  g_assert_cmpint (spt_db_save_due_type (f.db, again, "Anna", &error), ==, 0);
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_CONSTRAINT);
  g_clear_error (&error);
  g_free (again->organization);
  again->organization = g_strdup (OTHER); /* another body may call its own so */
  g_assert_cmpint (spt_db_save_due_type (f.db, again, "Anna", &error), >, 0);
  position = add_position (f.db, 1, 0, 0);
  g_assert_true (spt_db_set_position_due_type (f.db, position, due->id, &error));
  g_assert_true (spt_db_get_position_due_type (f.db, position, &kind, &error));
  g_assert_cmpint (kind, ==, due->id);
  commit (f.db);

  list = spt_db_list_due_types (f.reader, BODY, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = spt_db_list_due_types (f.reader, NULL, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_clear_pointer (&list, g_ptr_array_unref);

  begin (f.db);
  g_assert_true (spt_db_remove_due_type (f.db, due->id, FALSE, &error));
  g_assert_false (spt_db_remove_due_type (f.db, due->id, FALSE, &error));
  g_assert_error (error, SPT_STORE_ERROR, SPT_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (spt_db_remove_due_type (f.db, due->id, TRUE, &error));
  commit (f.db);
  list = spt_db_list_due_types (f.reader, BODY, &error);
  g_assert_cmpuint (list->len, ==, 1);
  fixture_clear (&f);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    return child (argv[2], argv[3], (guint) g_ascii_strtoull (argv[4], NULL, 10));

  self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/iuv/take", test_take);
  g_test_add_func ("/store/iuv/restore", test_restore);
  g_test_add_func ("/store/iuv/confirm", test_confirm);
  g_test_add_func ("/store/iuv/copied-by-hand", test_copied_by_hand);
  g_test_add_func ("/store/iuv/two-processes", test_two_processes);
  g_test_add_func ("/store/iuv/stop-between-file-and-commit", test_stop_between);
  g_test_add_func ("/store/iuv/find", test_find);
  g_test_add_func ("/store/dues", test_dues);

  return g_test_run ();
}
